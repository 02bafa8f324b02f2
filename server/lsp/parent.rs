//! When the client's process dies without a word, so does the server.

use std::thread;
use std::time::Duration;

/// How often to look.
const PERIOD: Duration = Duration::from_secs(2);

/// Ends the server soon after a process has ended. Looks from a thread of its own: the system is asked by a file.
pub(super) fn watch(process: u32) {
    let look = move || {
        while is_alive(process) {
            thread::sleep(PERIOD);
        }
        std::process::exit(1);
    };
    // Without a thread the end of the input has to do.
    drop(thread::Builder::new().name("parent".to_owned()).spawn(look));
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    let Some(pid) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) else {
        return true;
    };
    // A process that may not be asked after is there.
    let there = rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH);
    there && !is_zombie(process)
}

/// Whether a process has ended and only its parent has not noticed; known on Linux only.
#[cfg(unix)]
fn is_zombie(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    status.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with(['Z', 'X']))
}

/// Where processes cannot be asked after, the end of the input has to do.
#[cfg(not(unix))]
fn is_alive(_: u32) -> bool {
    true
}
