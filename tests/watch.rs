//! `check --watch`: it costs nothing while nothing happens, sees a draft however it is saved, and runs few times for much.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use folder::Folder;

mod folder;

/// A check that watches, and what it prints, line by line.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(command: &mut Command) -> Watching {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
            });
        }
        Watching { child, lines }
    }

    fn of(folder: &Folder, arguments: &str) -> Watching {
        Watching::start(&mut folder.command(&format!("check --watch --select placeholder {arguments}")))
    }

    /// The lines up to the one that closes a run, and this.
    fn run(&self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(20)) {
                Ok(line) => lines.push(line),
                Err(error) => panic!("no run came to an end: {error}: {lines:?}"),
            }
            if lines.last().unwrap().contains(" draft") && !lines.last().unwrap().contains("twice") {
                return lines;
            }
        }
    }

    /// How many runs come to an end until there is none for a while.
    fn runs(&self) -> usize {
        let next = || self.lines.recv_timeout(Duration::from_secs(4)).ok();
        std::iter::from_fn(next).filter(|line| line.contains(" draft")).count()
    }

    /// How often its threads have been woken, and the hundredths of a second of processor time that it took.
    fn effort(&self) -> (u64, u64) {
        let process = format!("/proc/{}", self.child.id());
        let mut woken = 0;
        for thread in fs::read_dir(format!("{process}/task")).unwrap().flatten() {
            let status = fs::read_to_string(thread.path().join("status")).unwrap();
            let switches = status.lines().filter_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            woken += switches.map(|count| count.trim().parse::<u64>().unwrap()).sum::<u64>();
        }
        let times = fs::read_to_string(format!("{process}/stat")).unwrap();
        let times = times.rsplit_once(')').unwrap().1.split_whitespace().skip(11).take(2);
        (woken, times.map(|ticks| ticks.parse::<u64>().unwrap()).sum())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn waiting_costs_nothing() {
    let folder = Folder::new("watch-idle");
    for number in 0..500 {
        folder.write(&format!("{}/{number}.md", number % 20), "It rained.\n");
    }
    let watching = Watching::of(&folder, ".");
    watching.run();
    // The threads of the check end.
    std::thread::sleep(Duration::from_millis(500));
    let before = watching.effort();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(watching.effort(), before, "it was woken, or worked, while nothing happened");
    folder.write("3/3.md", "TKTK\n");
    assert!(watching.run().concat().contains("3/3.md:1:1: error"));
}

/// What happens to a draft or what it is checked by, and what is told then.
type Event = (&'static str, fn(&Path), &'static str);

#[test]
fn a_change_is_seen_however_it_is_made() {
    let events: [Event; 11] = [
        ("written", |desk| write(&desk.join("draft.md"), "TKTK one\n"), "draft.md:1:1: error"),
        (
            "saved as most editors do",
            |desk| {
                write(&desk.join(".draft.swp"), "One TKTK\n");
                fs::rename(desk.join("draft.md"), desk.join("draft.md~")).unwrap();
                fs::rename(desk.join(".draft.swp"), desk.join("draft.md")).unwrap();
                fs::remove_file(desk.join("draft.md~")).unwrap();
            },
            "draft.md:1:5: error",
        ),
        ("a new one", |desk| write(&desk.join("new.txt"), "TKTK\n"), "new.txt:1:1: error"),
        ("one that goes", |desk| fs::remove_file(desk.join("new.txt")).unwrap(), " in 1 of 2 drafts"),
        (
            "a new folder of drafts",
            |desk| write(&desk.join("a/b/c/deep.md"), "TKTK\n"),
            "a/b/c/deep.md:1:1: error",
        ),
        (
            "a folder made anew in the place of another",
            |desk| {
                fs::remove_dir_all(desk.join("a")).unwrap();
                write(&desk.join("a/b/c/deep.md"), "One TKTK\n");
            },
            "a/b/c/deep.md:1:5: error",
        ),
        (
            "a draft in that folder",
            |desk| write(&desk.join("a/b/c/deep.md"), "One, two TKTK\n"),
            "a/b/c/deep.md:1:10: error",
        ),
        ("a roster", |desk| write(&desk.join("../lists/actors.toml"), "[[actor\n"), "; 1 problem"),
        (
            "a configuration",
            |desk| write(&desk.join("../copydesk.toml"), "exclude = [\"desk/a/**\"]\n"),
            " in 1 of 2 drafts",
        ),
        (
            "a configuration that is nearer",
            |desk| write(&desk.join("copydesk.toml"), "exclude = [\"draft.md\"]\n"),
            " in 1 of 2 drafts",
        ),
        ("what a link leads to", |desk| write(&desk.join(".kept/real.md"), "TKTK\n"), "link.md:1:1: error"),
    ];
    let folder = Folder::new("watch-events");
    folder.write(".git/HEAD", "").write("copydesk.toml", "roster = [\"lists/actors.toml\"]\n");
    folder
        .write("lists/actors.toml", "")
        .write("desk/draft.md", "One.\n")
        .write("desk/.kept/real.md", "One.\n");
    symlink(".kept/real.md", folder.0.join("desk/link.md")).unwrap();
    for paths in [". link.md", "draft.md link.md"] {
        let desk = folder.0.join("desk");
        let mut command = folder.command("check --watch --select placeholder");
        let watching = Watching::start(command.args(paths.split(' ')).current_dir(&desk));
        watching.run();
        for (what, event, told) in events {
            // Drafts that are named are no more than these.
            if paths.starts_with('.') || matches!(what, "written" | "saved as most editors do") {
                event(&desk);
                let lines = watching.run();
                assert!(lines.iter().any(|line| line.contains(told)), "{what}: {lines:?}");
            }
        }
        write(&desk.join("draft.md"), "One.\n");
    }
}

#[test]
fn a_watch_whose_reader_has_gone_ends() {
    let folder = Folder::new("watch-unread");
    folder.write("a.md", "The dam is TK.\n");
    let mut command = folder.command("check --watch --no-cache --select placeholder .");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // Whoever reads has enough of the first run.
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    drop(out);
    let ended = (0..100).find_map(|run| {
        write(&folder.0.join("a.md"), &format!("The dam is TK, {run} times.\n"));
        std::thread::sleep(Duration::from_millis(200));
        child.try_wait().unwrap()
    });
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(ended.and_then(|status| status.code()), Some(1), "it still watches");
}

#[test]
fn standard_input_cannot_be_watched() {
    let (status, _, complaint) = Folder::new("watch-input").run("check --watch -");
    assert!(status == 2 && complaint.contains("cannot be watched"), "{complaint}");
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_checkout_of_many_drafts_is_few_runs() {
    let folder = Folder::new("watch-checkout");
    folder.write("draft.md", "It rained.\n");
    let watching = Watching::of(&folder, "--no-cache .");
    watching.run();
    let start = Instant::now();
    for number in 0..5_000 {
        folder.write(&format!("{}/{number}.md", number % 50), "It rained.\n");
    }
    // On a slow disk it is as many as there are pauses.
    let most = 4 + start.elapsed().as_secs() as usize;
    let runs = watching.runs();
    assert!((1..=most).contains(&runs), "{runs} runs");
}

#[test]
fn what_the_check_writes_itself_is_no_change() {
    let folder = Folder::new("watch-output");
    folder.write("draft.md", "TKTK one.\n");
    let watching = Watching::of(&folder, "--write-baseline known.json .");
    watching.run();
    assert_eq!(watching.runs(), 0);
}

#[test]
fn where_the_system_does_not_tell_the_drafts_are_looked_at() {
    let folder = Folder::new("watch-deaf");
    folder.write("draft.md", "It rained.\n");
    // With no file but these the system has nothing to tell through.
    let mut command = Command::new("bash");
    command.args(["-c", "ulimit -n 5; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_copydesk")]);
    command.args(["check", "--watch", "--no-cache", "--jobs", "1", "--select", "placeholder", "."]);
    let watching = Watching::start(command.current_dir(&folder.0));
    let told = watching.run().concat();
    assert_eq!(told.matches("twice a second").count(), 1, "{told}");
    folder.write("draft.md", "TKTK\n");
    let told = watching.run().concat();
    assert!(told.contains("draft.md:1:1: error") && !told.contains("twice a second"), "{told}");
}
