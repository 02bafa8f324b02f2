//! Reads files again that settings come from, one job beside the message loop: a roster may be long, a checkout or a sync
//! names its files one by one and again and again, and whoever types in one sends a text with every keystroke. The loop notes
//! what changed; the thread waits for the end of the burst, reads the newest texts, and has the drafts checked again.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use copydesk_desk::contained;

use super::configuration::Configuration;
use crate::lsp::host::{Job, Next};

/// How long nothing changes before the files are read. What takes longer to read waits as long as that took, so that reading
/// never keeps a processor busy for more than half the time.
const BURST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(2);

/// So many times as long the files wait where they never cease to change.
const PATIENCE: u32 = 4;

/// Files to be read again.
pub(in crate::lsp) struct Rereading {
    configuration: Arc<Configuration>,
    due: Mutex<Due>,
}

#[derive(Default)]
struct Due {
    files: BTreeSet<PathBuf>,
    /// When the last of them was noted.
    noted: Option<Duration>,
    /// Whether the thread is on its way.
    attended: bool,
    /// How long reading took last.
    took: Duration,
}

impl Rereading {
    /// Nothing is to be read so far.
    pub(in crate::lsp) fn new(configuration: Arc<Configuration>) -> Rereading {
        Rereading { configuration, due: Mutex::default() }
    }

    /// Notes that files changed, which are read soon.
    pub(in crate::lsp) fn soon(self: &Arc<Rereading>, files: impl IntoIterator<Item = PathBuf>) {
        let now = self.configuration.editor.host.clock.now();
        let mut due = self.due();
        for file in files {
            due.files.insert(file);
            due.noted = Some(now);
        }
        if !due.attended && !due.files.is_empty() {
            let attending = Attending { rereading: Arc::clone(self), begun: now };
            // Without a thread the next change begins anew.
            let runner = &self.configuration.editor.host.runner;
            due.attended = runner.attend("configuration", attending).is_ok();
        }
    }

    /// Reads everything again if settings come from one of the files.
    fn read(&self, files: &BTreeSet<PathBuf>) {
        self.read_for_open();
        if files.iter().any(|file| self.configuration.reads(file)) {
            self.configuration.read_again(files);
            // What lies nearest to them may be another configuration by now.
            self.read_for_open();
        }
    }

    /// Reads the configurations that apply where rosters and configurations are open.
    fn read_for_open(&self) {
        let documents = &self.configuration.editor.documents;
        for open in documents.all().iter().filter(|open| !open.is_draft) {
            if let Some(path) = &open.path {
                self.configuration.project(path);
            }
        }
    }

    fn due(&self) -> MutexGuard<'_, Due> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the files that wait, and those that come meanwhile, until none is left.
struct Attending {
    rereading: Arc<Rereading>,
    /// Since when it waits for the end of a burst.
    begun: Duration,
}

impl Job for Attending {
    fn advance(&mut self) -> Next {
        let editor = &self.rereading.configuration.editor;
        let clock = &editor.host.clock;
        // Whatever is decided holds under one lock: no file is left behind, and none is read before its burst is over.
        let mut due = self.rereading.due();
        if due.files.is_empty() {
            due.attended = false;
            return Next::Over;
        }
        let pause = due.took.clamp(BURST, LONGEST);
        let quiet = due.noted.map_or(pause, |noted| clock.since(noted));
        let left = (PATIENCE * pause).saturating_sub(clock.since(self.begun));
        let left = pause.saturating_sub(quiet).min(left);
        if !left.is_zero() {
            return Next::After(left);
        }
        let files = std::mem::take(&mut due.files);
        drop(due);
        let since = clock.now();
        if let Err(fault) = contained(|| self.rereading.read(&files)) {
            editor.log.warn(fault);
        }
        self.begun = clock.now();
        self.rereading.due().took = self.begun.saturating_sub(since);
        Next::Now
    }

    fn wait(&self, patience: Option<Duration>) {
        thread::sleep(patience.unwrap_or(BURST));
    }
}
