//! Reads and checks an open draft, on a thread of its own, and publishes what it finds.
//!
//! It always takes the newest text: what was typed meanwhile is one change, whatever it took to type it. A long draft is
//! read from where the writer is outwards, and shown in parts.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use copydesk_desk::{Draft, ReadBlock, Settings, Unread};
use tower_lsp::ls_types::Uri;

use super::diagnostics;
use super::documents::{Job, OpenDraft};
use super::progress::Reading;
use super::session::Session;
use super::snapshot::Snapshot;

/// How long to read before looking whether there is a newer text.
const PATIENCE: Duration = Duration::from_millis(20);

/// How long to read before showing a first part of a long draft, and how long before showing another.
const FIRST_PART: Duration = Duration::from_millis(80);
const PART: Duration = Duration::from_millis(700);

/// Starts understanding a draft that was opened.
pub fn start(session: &Arc<Session>, open: Arc<OpenDraft>) {
    let session = Arc::clone(session);
    let name = "draft".to_owned();
    let worker = Worker { session, open, draft: None, settings: None, chunk: 1 };
    let started = thread::Builder::new().name(name).spawn(move || worker.run());
    // Without a thread the draft stays unread, and the server lives.
    drop(started);
}

/// Tells the client that what it asked for itself is stale.
pub fn refresh(session: &Arc<Session>) {
    let refresh = session.abilities().refresh;
    let client = session.client.clone();
    session.runtime().spawn(async move {
        if refresh.diagnostics {
            let _ = client.workspace_diagnostic_refresh().await;
        }
        if refresh.tokens {
            let _ = client.semantic_tokens_refresh().await;
        }
        if refresh.hints {
            let _ = client.inlay_hint_refresh().await;
        }
        if refresh.lenses {
            let _ = client.code_lens_refresh().await;
        }
    });
}

struct Worker {
    session: Arc<Session>,
    open: Arc<OpenDraft>,
    draft: Option<Draft>,
    /// The settings, with the generation of the configuration that they come from.
    settings: Option<(u64, Arc<Settings>)>,
    /// How many blocks were read in about the time of our patience.
    chunk: usize,
}

impl Worker {
    fn run(mut self) {
        let mut done = 0;
        while let Some(job) = self.open.wait_for_change(done) {
            done = job.origin.serial;
            self.understand(job);
        }
    }

    fn understand(&mut self, job: Job) {
        let Job { document, origin, near } = job;
        let mut draft = match self.draft.take() {
            Some(mut draft) => {
                draft.follow(document);
                draft
            }
            None => Draft::unread(document),
        };
        let settings = self.settings();
        let started = Instant::now();
        let mut shown = started;
        let mut in_parts = false;
        let all = draft.unread_count();
        let mut progress: Option<Reading> = None;
        loop {
            let unread = draft.unread_near(near, self.chunk);
            if unread.is_empty() {
                break;
            }
            let begun = Instant::now();
            draft.accept(read(unread));
            self.adapt(begun.elapsed());
            let left = draft.unread_count();
            if left == 0 {
                break;
            }
            if !self.open.is_latest(origin.serial) {
                self.draft = Some(draft);
                return;
            }
            if shown.elapsed() > if in_parts { PART } else { FIRST_PART } {
                in_parts = true;
                shown = Instant::now();
                self.show(Snapshot::new(origin.clone(), draft.clone(), Arc::clone(&settings)));
                let reading = progress.get_or_insert_with(|| Reading::begin(&self.session));
                reading.report((all - left) * 100 / all.max(1));
            }
        }
        drop(progress);
        self.show(Snapshot::new(origin, draft.clone(), settings));
        self.draft = Some(draft);
        if in_parts {
            // What the client asked for meanwhile was of a part.
            refresh(&self.session);
        }
    }

    fn show(&self, snapshot: Snapshot) {
        let snapshot = Arc::new(snapshot);
        self.open.keep(Arc::clone(&snapshot));
        if !self.open.is_pulled() {
            diagnostics::publish(&self.session, &self.open, &snapshot);
        }
    }

    fn settings(&mut self) -> Arc<Settings> {
        let generation = self.session.configuration.generation();
        if let Some((known, settings)) = &self.settings
            && *known == generation
        {
            return Arc::clone(settings);
        }
        let settings =
            Arc::new(self.session.configuration.settings(&self.session, self.open.path.as_deref()));
        self.settings = Some((generation, Arc::clone(&settings)));
        settings
    }

    /// Reads more at once where reading is quick, and less where it is slow.
    fn adapt(&mut self, took: Duration) {
        if took < PATIENCE / 2 {
            self.chunk = (self.chunk * 2).min(4096);
        } else if took > PATIENCE {
            self.chunk = (self.chunk / 2).max(1);
        }
    }
}

/// Reads blocks, on all processors where there are several.
fn read(unread: Vec<Unread>) -> Vec<ReadBlock> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    if unread.len() == 1 || processors == 1 {
        return unread.into_iter().map(Unread::read).collect();
    }
    let share = unread.len().div_ceil(processors);
    let mut unread = unread.into_iter();
    thread::scope(|scope| {
        let mut readers = Vec::new();
        loop {
            let mine: Vec<Unread> = unread.by_ref().take(share).collect();
            if mine.is_empty() {
                break;
            }
            readers.push(scope.spawn(move || mine.into_iter().map(Unread::read).collect::<Vec<_>>()));
        }
        readers.into_iter().filter_map(|reader| reader.join().ok()).flatten().collect()
    })
}

/// Takes back what was published for a draft.
pub fn clear(session: &Session, uri: &Uri) {
    diagnostics::send(session, uri, None, &[]);
}
