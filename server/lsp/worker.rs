//! Reads and checks an open draft, on a thread of its own, and publishes what it finds.
//!
//! It always takes the newest text: what was typed meanwhile is one change, whatever it took to type it. A long draft is
//! read from where the writer is outwards, and shown in parts.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use copydesk_desk::{Draft, ReadBlock, Settings, Shift, Unread};
use copydesk_text::TextSize;
use tower_lsp::ls_types::Uri;

use super::documents::{Job, OpenDraft, Wake};
use super::progress::Reading;
use super::session::Session;
use super::snapshot::{Origin, Snapshot};
use super::standing::Standing;
use super::{convert, diagnostics};

/// How long to read before looking whether there is a newer text.
const PATIENCE: Duration = Duration::from_millis(20);

/// Up to this time a draft is checked whole at every keystroke.
const QUICK: Duration = Duration::from_millis(1);

/// No more blocks than these are an edit; more are another draft.
const FEW: usize = 16;

/// How long the writer pauses before a long draft is checked whole.
const PAUSE: Duration = Duration::from_millis(200);

/// Up to so many blocks a draft is shown whole or not at all: half an article raises false alarms.
const LONG: usize = 64;

/// How long to read before showing a first part of a long draft, and how long before showing another.
const FIRST_PART: Duration = Duration::from_millis(80);
const PART: Duration = Duration::from_millis(700);

/// Starts understanding a draft that was opened.
pub fn start(session: &Arc<Session>, open: Arc<OpenDraft>) {
    let session = Arc::clone(session);
    let name = "draft".to_owned();
    let worker = Worker {
        session,
        open,
        draft: None,
        settings: None,
        chunk: 1,
        standing: None,
        cost: Duration::ZERO,
        published: String::new(),
        unsettled: None,
        settling: 0,
    };
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
    /// The findings of the draft as it is, once all of it is read.
    standing: Option<Standing>,
    /// How long it took to check all of it.
    cost: Duration,
    /// What was published last.
    published: String,
    /// The latest text, where so far only the neighbourhood of its edits was checked.
    unsettled: Option<Arc<Snapshot>>,
    /// The serial of the text that is being checked whole.
    settling: u64,
}

impl Worker {
    fn run(mut self) {
        let mut done = 0;
        loop {
            let waits = self.unsettled.is_some() && self.settling != done;
            match self.open.wait(done, waits.then_some(PAUSE)) {
                Wake::Job(job) => {
                    done = job.origin.serial;
                    self.understand(job);
                }
                Wake::Quiet => {
                    self.settling = done;
                    self.settle();
                }
                Wake::Settled => {
                    // The same serial does not wake twice.
                    self.open.settle(0);
                    if let Some(snapshot) = self.unsettled.take() {
                        self.show_whole(&snapshot);
                    }
                }
                Wake::Closed => return,
            }
        }
    }

    fn understand(&mut self, job: Job) {
        let Job { document, origin, near } = job;
        self.unsettled = None;
        let known = self.settings.as_ref().map(|(generation, _)| *generation);
        let settings = self.settings();
        let reconfigured = known != self.settings.as_ref().map(|(generation, _)| *generation);
        let mut draft = match self.draft.take() {
            None => Draft::unread(document),
            Some(mut draft) => {
                let front = draft.front_matter();
                let shift = draft.follow(document);
                let same = !reconfigured && front == draft.front_matter();
                if same && self.cost > QUICK && draft.unread_count() <= FEW && self.standing.is_some() {
                    self.follow(draft, &shift, origin, settings);
                    return;
                }
                draft
            }
        };
        if !self.read_all(&mut draft, &origin, near, &settings) {
            self.standing = None;
            self.draft = Some(draft);
            return;
        }
        let started = Instant::now();
        let snapshot = Arc::new(Snapshot::new(origin, draft.clone(), settings));
        snapshot.diagnostics();
        self.cost = started.elapsed();
        self.draft = Some(draft);
        self.show_whole(&snapshot);
    }

    /// Follows an edit of a long draft by its neighbourhood; the whole is checked when the writer pauses.
    fn follow(&mut self, mut draft: Draft, shift: &Shift, origin: Origin, settings: Arc<Settings>) {
        draft.accept(read(draft.unread_near(shift.inserted.start(), FEW)));
        if let Some(standing) = &mut self.standing {
            standing.follow(&origin.uri, &draft, shift, &settings, self.session.abilities());
        }
        let snapshot = Arc::new(Snapshot::new(origin, draft.clone(), settings));
        self.draft = Some(draft);
        self.open.keep(Arc::clone(&snapshot));
        if !self.open.is_pulled() {
            self.publish(&snapshot);
            self.unsettled = Some(snapshot);
        }
    }

    /// Checks the whole draft beside everything else, so that the next keystroke need not wait for it.
    fn settle(&self) {
        let Some(snapshot) = self.unsettled.clone() else { return };
        let open = Arc::clone(&self.open);
        let check = move || {
            snapshot.diagnostics();
            open.settle(snapshot.serial);
        };
        if let Err(error) = thread::Builder::new().spawn(check) {
            self.session.log.warn(format!("The draft is not checked whole for want of a thread: {error}."));
        }
    }

    /// Shows a draft that is read and checked whole.
    fn show_whole(&mut self, snapshot: &Arc<Snapshot>) {
        self.open.keep(Arc::clone(snapshot));
        let (document, abilities) = (snapshot.document().clone(), self.session.abilities());
        self.standing = Some(Standing::new(&snapshot.uri, document, snapshot.diagnostics(), abilities));
        if !self.open.is_pulled() {
            self.publish(snapshot);
        }
    }

    /// Reads what is unread, and shows a long draft in parts. False where a later text came before the end.
    fn read_all(
        &mut self,
        draft: &mut Draft,
        origin: &Origin,
        near: TextSize,
        settings: &Arc<Settings>,
    ) -> bool {
        let mut shown = Instant::now();
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
                return false;
            }
            if all > LONG && shown.elapsed() > if in_parts { PART } else { FIRST_PART } {
                in_parts = true;
                let snapshot = Snapshot::new(origin.clone(), draft.clone(), Arc::clone(settings));
                self.show_part(Arc::new(snapshot));
                shown = Instant::now();
                let reading = progress.get_or_insert_with(|| Reading::begin(&self.session));
                reading.report((all - left) * 100 / all.max(1));
            }
        }
        if in_parts {
            // What the client asked for meanwhile was of a part.
            refresh(&self.session);
        }
        true
    }

    /// Shows a part of a draft.
    fn show_part(&mut self, snapshot: Arc<Snapshot>) {
        self.open.keep(Arc::clone(&snapshot));
        self.standing = None;
        self.published.clear();
        if !self.open.is_pulled() {
            let findings = convert::diagnostics(&snapshot, self.session.abilities());
            self.open.publish(snapshot.serial, || {
                diagnostics::send(&self.session, &snapshot.uri, snapshot.version, &findings);
            });
        }
    }

    /// Publishes the findings as they stand, unless they were published for this text already.
    fn publish(&mut self, snapshot: &Snapshot) {
        let Some(standing) = &self.standing else { return };
        let problems = convert::problems(snapshot, self.session.abilities());
        let message = diagnostics::message(&snapshot.uri, snapshot.version, &problems, &standing.written());
        let send = || self.session.output.send_body(message.as_bytes());
        if message != self.published && self.open.publish(snapshot.serial, send) {
            self.published = message;
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
