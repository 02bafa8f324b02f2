//! Reads and checks an open draft, beside everything else, and publishes what it finds: the steps that `schedule` names.
//!
//! A long draft is read from where the writer is outwards, in slices that a keystroke ends at once. What was typed is read
//! first, and shown with whatever is known of the rest.

use std::sync::Arc;
use std::time::Duration;

use copydesk_desk::{Draft, NamedNotes, OddName, Problem, Settings, Shift, contained, is_too_long};
use copydesk_text::TextSize;

use super::documents::{OpenDraft, Taken};
use super::notes::Laid;
use super::progress::ReadingProgress;
use super::readers;
use super::schedule::{self, Manner, News, Shown, State, Step};
use super::session::Session;
use super::snapshot::{Identity, Snapshot};
use super::standing::Standing;
use crate::lsp::host::{Job, Next};
use crate::lsp::protocol::publication;

/// Up to this time a draft is checked whole at every keystroke.
const QUICK: Duration = Duration::from_millis(1);

/// How many blocks of an edit are read before it is shown; the others of a large one follow in slices.
const FEW: usize = 16;

/// How many blocks a slice has at most; it mostly ends sooner, by its time.
const SLICE: usize = 1024;

/// Starts understanding a draft that was opened.
pub(in crate::lsp) fn start(session: &Arc<Session>, open: Arc<OpenDraft>) {
    let worker = Worker::new(Arc::clone(session), open);
    // Without a thread the draft stays unread, and the server lives.
    let _ = session.editor.host.runner.attend("draft", worker);
}

struct Worker {
    session: Arc<Session>,
    open: Arc<OpenDraft>,
    /// What has come for it, as far as it knows, and since when there was nothing else to do.
    news: News,
    since: Duration,
    /// The serial of the text that was taken last.
    taken: Option<u64>,
    /// That text, and how far it is understood; `None` before the first, and where it broke down.
    text: Option<Text>,
    /// Whether its check of the whole was begun.
    checking: bool,
    /// The settings that were worked out last.
    settings: Option<Known>,
    /// What was published last.
    published: String,
    /// Whether the client may have been answered from less than what is known by now, without an edit in between.
    stale: bool,
    /// The serial of the text that was read anew last because something broke down.
    healed: Option<u64>,
}

/// Settings, with the generation of the configuration that they come from, and the notes that the draft named.
struct Known {
    generation: u64,
    named: Vec<NamedNotes>,
    settings: Arc<Settings>,
    laid: Laid,
}

/// One text of the draft.
struct Text {
    draft: Draft,
    identity: Identity,
    settings: Arc<Settings>,
    /// What is worth knowing of its notes.
    remarks: Arc<[Problem]>,
    /// The names that other open drafts write otherwise.
    odd_names: Arc<[OddName]>,
    /// Where the writer is.
    near: TextSize,
    stage: Stage,
}

/// How far a text is understood.
enum Stage {
    /// Nothing is shown yet: it is short and not all read.
    Unread,
    /// It is long. Its findings stand where it is read, or as far as they could be followed through edits.
    Standing {
        findings: Standing,
        /// What requests are answered from, where it is to be checked whole.
        snapshot: Arc<Snapshot>,
        /// When they were last published.
        published: Option<Duration>,
        /// The progress of the reading, where it was never checked whole.
        first: Option<ReadingProgress>,
    },
    /// All of it is read and checked.
    Whole {
        findings: Standing,
        snapshot: Arc<Snapshot>,
        /// Whether that was quick enough to do it at every keystroke.
        quick: bool,
    },
}

impl Stage {
    fn shown(&self) -> Shown {
        match self {
            Stage::Unread => Shown::Nothing,
            Stage::Standing { first, .. } => Shown::Parts { first: first.is_some() },
            Stage::Whole { quick, .. } => Shown::Whole { quick: *quick },
        }
    }
}

impl Job for Worker {
    fn advance(&mut self) -> Next {
        let news = self.open.news();
        if news != self.news {
            (self.news, self.since) = (news, self.now());
        }
        match schedule::next(&self.state(), &news) {
            Step::End => return Next::Over,
            Step::Wait => return Next::News,
            Step::Check(after) => match after.saturating_sub(self.now().saturating_sub(self.since)) {
                Duration::ZERO => self.check_beside(),
                left => return Next::After(left),
            },
            Step::Take => self.take(news.latest),
            Step::Read(limit) => self.contained(news.latest, |worker| worker.read_on(limit)),
            Step::TakeWhole => self.contained(news.latest, Worker::take_whole),
        }
        self.since = self.now();
        Next::Now
    }

    fn wait(&self, patience: Option<Duration>) {
        self.open.wait(self.news, patience);
    }
}

impl Worker {
    fn new(session: Arc<Session>, open: Arc<OpenDraft>) -> Worker {
        Worker {
            news: open.news(),
            since: session.editor.host.clock.now(),
            session,
            open,
            taken: None,
            text: None,
            checking: false,
            settings: None,
            published: String::new(),
            stale: false,
            healed: None,
        }
    }

    fn now(&self) -> Duration {
        self.session.editor.host.clock.now()
    }

    fn state(&self) -> State {
        State {
            taken: self.taken,
            shown: self.text.as_ref().map_or(Shown::Never, |text| text.stage.shown()),
            unread: self.text.as_ref().map_or(0, |text| text.draft.unread_count()),
            checking: self.checking,
        }
    }

    /// Takes the text of a serial, unless a later one is here by now.
    fn take(&mut self, serial: u64) {
        let Some(taken) = self.open.take(serial) else { return };
        (self.taken, self.checking) = (Some(serial), false);
        self.contained(serial, |worker| worker.understand(taken));
    }

    /// Takes a step with the text of a serial. A fault must not leave the draft without a worker, nor without findings where
    /// only what was kept of earlier texts is at fault: the text is read anew from nothing, once.
    fn contained(&mut self, serial: u64, step: impl FnOnce(&mut Worker)) {
        let Err(mut message) = contained(|| step(self)) else { return };
        self.text = None;
        let uri = self.open.uri.as_str();
        if let Some(taken) = self.open.take(serial).filter(|_| self.healed != Some(serial)) {
            self.session.editor.log.warn(format!("{uri} is read anew. {message}"));
            self.healed = Some(serial);
            match contained(|| self.understand(taken)) {
                Ok(()) => return,
                Err(fault) => message = fault,
            }
            self.text = None;
        }
        let uri = self.open.uri.as_str();
        self.session.editor.log.warn(format!("{uri} was not checked. {message}"));
    }

    fn understand(&mut self, taken: Taken) {
        let Taken { document, identity, near } = taken;
        let odd_names = self.session.neighbours.odd_names(&identity.uri);
        let same_depth = |text: &Text| text.draft.is_skimmed() == is_too_long(&document);
        let Some(before) = self.text.take().filter(same_depth) else {
            let draft = Draft::as_length_allows(document);
            let (settings, remarks) = self.settings(&draft);
            self.begin(Text { draft, identity, settings, remarks, odd_names, near, stage: Stage::Unread });
            return;
        };
        let Text { mut draft, stage, .. } = before;
        // As it is written: what it says is worked out where it is asked for.
        let front_matter = draft.document().front_matter();
        let shift = draft.follow(document);
        let (settings, remarks) = self.settings(&draft);
        let same_front = front_matter == draft.document().front_matter();
        let same_names = before.odd_names == odd_names;
        self.stale |= !same_names;
        let same = same_names && Arc::ptr_eq(&before.settings, &settings) && same_front;
        let text = Text { draft, identity, settings, remarks, odd_names, near, stage: Stage::Unread };
        let manner = schedule::manner(same.then(|| stage.shown()), text.draft.unread_count());
        match stage {
            Stage::Standing { findings, first, .. } if manner == Manner::Following => {
                self.follow(text, &shift, findings, first);
            }
            Stage::Whole { findings, .. } if manner == Manner::Following => {
                self.follow(text, &shift, findings, None);
            }
            _ => self.begin(text),
        }
    }

    /// Starts on a text of which no findings stand.
    fn begin(&mut self, mut text: Text) {
        if schedule::manner(None, text.draft.unread_count()) == Manner::InParts {
            let document = text.draft.document().clone();
            let mut findings = Standing::empty(document);
            // Other settings may find a draft half read.
            let (read, abilities) = (text.draft.read_blocks(), self.session.editor.abilities());
            findings.examine(&text.identity.uri, &text.draft, &read, &text.settings, abilities);
            let first = Some(ReadingProgress::begin(&self.session.editor));
            let snapshot = text.snapshot();
            text.stage = Stage::Standing { findings, snapshot, published: None, first };
            self.published.clear();
        }
        self.text = Some(text);
    }

    /// Follows an edit of a long draft by its neighbourhood; the whole is checked when the writer pauses.
    fn follow(
        &mut self,
        mut text: Text,
        shift: &Shift,
        mut findings: Standing,
        first: Option<ReadingProgress>,
    ) {
        let since = self.now();
        let edited = text.draft.unread_in(shift.blocks.clone(), FEW);
        text.draft.accept(readers::read(edited, || true));
        findings.follow(
            &text.identity.uri,
            &text.draft,
            shift,
            &text.settings,
            self.session.editor.abilities(),
        );
        let snapshot = text.snapshot();
        self.keep(&snapshot);
        self.publish(&snapshot, &findings);
        let (uri, blocks) = (self.open.uri.as_str(), shift.blocks.len());
        self.session.editor.log.took(
            || format!("An edit of {uri} was checked"),
            since,
            || format!("blocks: {blocks}"),
        );
        text.stage = Stage::Standing { findings, snapshot, published: Some(self.now()), first };
        self.text = Some(text);
    }

    /// Reads more of a draft, until a later text comes, the time is over or all is read, and shows what is to be shown.
    fn read_on(&mut self, limit: Option<Duration>) {
        let Some(mut text) = self.text.take() else { return };
        let limit = limit.into_iter().chain(self.session.editor.host.runner.piece()).min();
        let end = limit.map(|limit| self.now() + limit);
        let serial = text.identity.serial;
        let go_on = || self.open.is_latest(serial) && end.is_none_or(|end| self.now() < end);
        let unread = text.draft.unread_near(text.near, SLICE);
        let read = text.draft.accept(readers::read(unread, go_on));
        let left = text.draft.unread_count();
        let stage = std::mem::replace(&mut text.stage, Stage::Unread);
        if let Stage::Standing { mut findings, mut snapshot, mut published, first } = stage {
            let (uri, abilities) = (&text.identity.uri, self.session.editor.abilities());
            findings.examine(uri, &text.draft, &read, &text.settings, abilities);
            let due = schedule::is_due(left, published.map(|published| self.now().saturating_sub(published)));
            if due && self.open.is_latest(serial) {
                snapshot = text.snapshot();
                self.keep(&snapshot);
                self.publish(&snapshot, &findings);
                published = Some(self.now());
                if let Some(progress) = &first {
                    let all = text.draft.document().blocks().len();
                    progress.report((all - left) * 100 / all.max(1));
                }
            }
            text.stage = Stage::Standing { findings, snapshot, published, first };
            self.text = Some(text);
        } else if left == 0 {
            let snapshot = text.snapshot();
            let quick = check(&self.session, &snapshot) <= QUICK;
            self.show_whole(text, &snapshot, quick);
        } else {
            self.text = Some(text);
        }
    }

    /// Checks the whole draft beside everything else, so that the next keystroke need not wait for it, and compares it with
    /// the other drafts.
    fn check_beside(&mut self) {
        self.checking = true;
        let Some(Text { stage: Stage::Standing { snapshot, .. } | Stage::Whole { snapshot, .. }, .. }) =
            &self.text
        else {
            return;
        };
        let (open, session, snapshot) =
            (Arc::clone(&self.open), Arc::clone(&self.session), Arc::clone(snapshot));
        let check = move || match contained(|| check(&session, &snapshot)) {
            Ok(_) => {
                open.note_checked(snapshot.serial);
                session.neighbours.compare(&snapshot);
            }
            Err(message) => {
                session.editor.log.warn(format!("{} was not checked. {message}", open.uri.as_str()))
            }
        };
        if let Err(error) = self.session.editor.host.runner.beside("check", check) {
            self.session
                .editor
                .log
                .warn(format!("The draft is not checked whole for want of a thread: {error}."));
        }
    }

    /// Takes over what the check of the whole found.
    fn take_whole(&mut self) {
        let Some(text) = self.text.take() else { return };
        match &text.stage {
            Stage::Standing { snapshot, .. } if snapshot.serial == text.identity.serial => {
                let snapshot = Arc::clone(snapshot);
                self.show_whole(text, &snapshot, false);
            }
            _ => self.text = Some(text),
        }
    }

    /// Shows a draft that is read and checked whole.
    fn show_whole(&mut self, mut text: Text, snapshot: &Arc<Snapshot>, quick: bool) {
        self.keep(snapshot);
        let (document, abilities) = (snapshot.document().clone(), self.session.editor.abilities());
        let findings = Standing::new(&snapshot.uri, document, snapshot.findings(), abilities);
        self.publish(snapshot, &findings);
        text.stage = Stage::Whole { findings, snapshot: Arc::clone(snapshot), quick };
        self.text = Some(text);
        if std::mem::take(&mut self.stale) {
            self.session.editor.refresh();
        }
    }

    /// Answers requests from a snapshot from now on.
    fn keep(&mut self, snapshot: &Arc<Snapshot>) {
        self.stale |= snapshot.draft.unread_count() > 0;
        self.open.keep(Arc::clone(snapshot));
    }

    /// Publishes the findings as they stand, unless they were published for this text already, or the client asks itself.
    fn publish(&mut self, snapshot: &Snapshot, findings: &Standing) {
        if self.open.is_pulled() {
            return;
        }
        let problems = snapshot.problem_items(self.session.editor.abilities());
        let message = publication::message(&snapshot.uri, snapshot.version, &problems, &findings.written());
        let send = || self.session.editor.output.send_body(message.as_bytes());
        if (message != self.published || self.open.shows_notice()) && self.open.publish(snapshot.serial, send)
        {
            self.published = message;
        }
    }

    /// What applies to a draft, and what is worth knowing of its notes. Files are read where the configuration, the notes that the
    /// draft names or what stands in them changed, and not at a keystroke.
    fn settings(&mut self, draft: &Draft) -> (Arc<Settings>, Arc<[Problem]>) {
        let configuration = &self.session.configuration;
        let generation = configuration.generation();
        let named = draft.front_matter().notes;
        let known = match self.settings.take() {
            Some(known) if known.generation == generation && known.named == named => known,
            before => {
                let path = self.open.path.as_deref();
                let base = configuration.settings(path);
                let before = before.map(|known| known.laid).unwrap_or_default();
                let (settings, laid) = match path {
                    Some(path) => {
                        let project = configuration.project(path);
                        let editor = &self.session.editor;
                        let places = project.notes_places(editor, path, configuration.notes.roots());
                        let manner = &project.config.notes().manner;
                        configuration.notes.lay(editor, (&places, manner), &named, base, &before)
                    }
                    None => (base, Laid::default()),
                };
                if !named.is_empty() {
                    configuration.watch_others();
                }
                Known { generation, named, settings: Arc::new(settings), laid }
            }
        };
        let told = (Arc::clone(&known.settings), Arc::clone(&known.laid.remarks));
        self.settings = Some(known);
        told
    }
}

impl Text {
    fn snapshot(&self) -> Arc<Snapshot> {
        let settings = Arc::clone(&self.settings);
        let snapshot = Snapshot::new(self.identity.clone(), self.draft.clone(), settings);
        Arc::new(snapshot.beside(Arc::clone(&self.odd_names)).noting(Arc::clone(&self.remarks)))
    }
}

/// Works out the findings of a whole draft; how long it took.
fn check(session: &Session, snapshot: &Snapshot) -> Duration {
    let clock = &session.editor.host.clock;
    let since = clock.now();
    let findings = snapshot.findings().len();
    let took = clock.since(since);
    let blocks = snapshot.document().blocks().len();
    session.editor.log.took(
        || format!("{} was checked", snapshot.uri.as_str()),
        since,
        || format!("blocks: {blocks}, findings: {findings}"),
    );
    took
}

#[cfg(test)]
mod tests {
    use std::io;

    use tower_lsp::jsonrpc::Result;
    use tower_lsp::ls_types::{InitializeParams, InitializeResult, Uri};
    use tower_lsp::{LanguageServer, LspService};

    use super::*;
    use crate::lsp::host::Host;
    use crate::lsp::protocol::output::Output;

    struct Nobody;

    impl LanguageServer for Nobody {
        async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
            Ok(InitializeResult::default())
        }

        async fn shutdown(&self) -> Result<()> {
            Ok(())
        }
    }

    /// A worker whose draft is read, and what it has published so far.
    fn worker() -> Worker {
        let mut session = None;
        let (_service, _socket) = LspService::new(|client| {
            session = Some(Session::new(client, Output::new(io::sink()), Host::machine()));
            Nobody
        });
        let session = session.expect("the service is made at once");
        let uri: Uri = "untitled:draft".parse().expect("an address");
        let open = session.editor.documents.open(uri, "Critics say it costs TK.\n", "markdown", 1);
        Worker::new(session, open)
    }

    /// How many findings there are once the worker has taken and read the latest text.
    fn findings(worker: &mut Worker) -> usize {
        loop {
            let news = worker.open.news();
            match schedule::next(&worker.state(), &news) {
                Step::Take => worker.take(news.latest),
                Step::Read(limit) => worker.read_on(limit),
                _ => break,
            }
        }
        match &worker.text {
            Some(Text { stage: Stage::Whole { snapshot, .. }, .. }) => snapshot.findings().len(),
            _ => 0,
        }
    }

    #[tokio::test]
    async fn a_draft_is_read_anew_once_where_a_step_breaks_down() {
        let mut worker = worker();
        worker.take(1);
        worker.contained(1, |_| panic!("what was kept is at fault"));
        assert_eq!(findings(&mut worker), 2);
        // What breaks down again is not tried for ever.
        worker.contained(1, |_| panic!("the text is at fault"));
        assert_eq!(findings(&mut worker), 0);
        worker.open.touch();
        worker.contained(1, |_| panic!("a later text waits"));
        assert!(worker.text.is_none());
        worker.contained(2, |_| panic!("what was kept is at fault"));
        assert_eq!(findings(&mut worker), 2);
    }
}
