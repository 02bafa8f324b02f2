//! What happened, for whoever looks for a fault: told to the client as its `$/setTrace` asks, and written to a file where
//! the client's `logFile` setting names one. Nothing else is ever written. The file is opened and written by a thread of its
//! own: it may lie where that takes long.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use copydesk_project::is_draft;
use tower_lsp::Client;
use tower_lsp::ls_types::{LogTraceParams, MessageType, TraceValue, notification};

use crate::lsp::host::Host;

/// How long the end of a session waits for what is still to be written.
const LAST_LINES: Duration = Duration::from_secs(1);

/// The log of a session.
pub(in crate::lsp) struct Log {
    client: Client,
    host: Host,
    trace: Mutex<TraceValue>,
    file: Mutex<Option<Writer>>,
}

/// The way to the thread that writes the file.
struct Writer {
    lines: Sender<String>,
    /// Fails once the thread has ended.
    ended: Receiver<()>,
}

impl Log {
    /// A log that tells the client what matters and nothing more.
    pub(in crate::lsp) fn new(client: Client, host: Host) -> Log {
        Log { client, host, trace: Mutex::new(TraceValue::Off), file: Mutex::new(None) }
    }

    /// How much the client wants to hear.
    pub(in crate::lsp) fn set_trace(&self, trace: TraceValue) {
        *self.trace.lock().unwrap_or_else(PoisonError::into_inner) = trace;
    }

    /// Writes to a file from now on, behind what stands there. The client is told where it cannot be written, or is a draft.
    pub(in crate::lsp) fn write_to(&self, path: PathBuf) {
        let (lines, queue) = mpsc::channel::<String>();
        let (running, ended) = mpsc::channel();
        let (client, runner) = (self.client.clone(), self.host.runner.clone());
        let write = move || {
            let _running: Sender<()> = running;
            match open(&path) {
                Ok(mut file) => queue.into_iter().for_each(|line| _ = writeln!(file, "{line}")),
                Err(error) => {
                    let message = format!("The log file {} cannot be written: {error}.", path.display());
                    runner.spawn(async move { client.log_message(MessageType::WARNING, message).await });
                }
            }
        };
        // Without a thread nothing is written, and the server lives.
        if thread::Builder::new().name("log".to_owned()).spawn(write).is_ok() {
            *self.file.lock().unwrap_or_else(PoisonError::into_inner) = Some(Writer { lines, ended });
        }
    }

    /// Waits, but not for long, until all is written, and writes no more.
    pub(in crate::lsp) fn close(&self) {
        let writer = self.file.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Writer { lines, ended }) = writer {
            drop(lines);
            let _ = ended.recv_timeout(LAST_LINES);
        }
    }

    /// Something that should not have happened, and did no harm.
    pub(in crate::lsp) fn warn(&self, message: impl Into<String>) {
        self.tell(MessageType::WARNING, message.into());
    }

    /// A step of the work; only for clients that trace.
    pub(in crate::lsp) fn trace(&self, message: impl FnOnce() -> String) {
        self.step(message, || None);
    }

    /// A step of the work that began at a time, and how long it took; for clients that want to hear more, with `counts`. Neither may hold words
    /// of a draft: logs are passed on.
    pub(in crate::lsp) fn took(
        &self,
        step: impl FnOnce() -> String,
        since: Duration,
        counts: impl FnOnce() -> String,
    ) {
        let took = self.host.clock.since(since).as_secs_f64() * 1000.0;
        self.step(|| format!("{} in {took:.1} ms.", step()), || Some(counts()));
    }

    fn step(&self, message: impl FnOnce() -> String, counts: impl FnOnce() -> Option<String>) {
        let trace = *self.trace.lock().unwrap_or_else(PoisonError::into_inner);
        let written = self.file.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if trace == TraceValue::Off && !written {
            return;
        }
        let message = message();
        self.write(&message);
        if trace != TraceValue::Off {
            let client = self.client.clone();
            let verbose = if trace == TraceValue::Verbose { counts() } else { None };
            let params = LogTraceParams { message, verbose };
            self.host
                .runner
                .spawn(async move { client.send_notification::<notification::LogTrace>(params).await });
        }
    }

    fn tell(&self, kind: MessageType, message: String) {
        self.write(&message);
        let client = self.client.clone();
        self.host.runner.spawn(async move { client.log_message(kind, message).await });
    }

    fn write(&self, message: &str) {
        if let Some(writer) = &*self.file.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = writer.lines.send(message.to_owned());
        }
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let behind = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    // Logs, too, are mostly called .txt.
    let is_text = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    if [path, &behind].into_iter().any(|path| is_draft(path) && !is_text(path)) {
        return Err(std::io::Error::other("it has the ending of a draft, which a log must not grow into"));
    }
    OpenOptions::new().create(true).append(true).open(path)
}
