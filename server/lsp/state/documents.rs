//! The open drafts. An edit is applied here, in the order in which it came and before anything is awaited; what it means
//! is worked out by the draft's worker, which always takes the newest text.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use copydesk_project::FILE_NAME;
use copydesk_text::{Dialect, Document, Edit, PositionEncoding, TextSize};
use dashmap::DashMap;
use tokio::sync::watch;
use tower_lsp::ls_types::Uri;

use super::schedule::News;
use super::snapshot::{Identity, Snapshot};
use crate::lsp::protocol::convert::{file_path, file_uri};

/// All open drafts, and configurations that are open beside them.
#[derive(Default)]
pub(in crate::lsp) struct Documents {
    open: DashMap<Uri, Arc<OpenDraft>>,
}

/// One open draft.
pub(in crate::lsp) struct OpenDraft {
    /// The draft's address.
    pub uri: Uri,
    /// Where it lies, when it is a file.
    pub path: Option<PathBuf>,
    /// Whether the client asks for this draft's diagnostics itself, so that none are pushed.
    pub pulled: AtomicBool,
    /// Whether it is a draft at all, and not a configuration or a roster that is open beside them.
    pub is_draft: bool,
    state: Mutex<State>,
    changed: Condvar,
    understood: watch::Sender<Option<Arc<Snapshot>>>,
    /// Whether the client shows, in the place of findings, that the draft is out of step.
    notice: AtomicBool,
    /// Held while diagnostics go out, so that none follow those that a closing draft takes back.
    publishing: Mutex<()>,
}

struct State {
    document: Document,
    version: i32,
    serial: u64,
    /// Where the writer was last, as far as is known.
    near: TextSize,
    /// The serial of the text that was checked whole last.
    checked: Option<u64>,
    /// Whether this is the text that the client has; false from a change that could not be applied until a whole text comes.
    in_step: bool,
    closed: bool,
}

impl State {
    /// Whether it is open, and the text is the one that the client has.
    fn is_clients(&self) -> bool {
        self.in_step && !self.closed
    }

    fn news(&self) -> News {
        let State { serial, checked, in_step, closed, .. } = *self;
        News { latest: serial, checked, in_step, closed }
    }
}

/// What a worker takes to understand it.
pub(super) struct Taken {
    /// The text.
    pub document: Document,
    /// What it is.
    pub identity: Identity,
    /// Where to begin.
    pub near: TextSize,
}

/// Why edits were not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lsp) enum Refusal {
    /// The draft is not open.
    NotOpen,
    /// An earlier one could not be applied.
    OutOfStep,
    /// The edits cannot be read.
    Unreadable,
    /// They do not say for which version they are.
    NoVersion,
    /// They are for an older text than the one that is here, of this version.
    Older(i32),
}

impl Documents {
    /// Opens a draft; one that was open under the address is let go.
    pub(in crate::lsp) fn open(&self, uri: Uri, text: &str, language: &str, version: i32) -> Arc<OpenDraft> {
        let path = file_path(&uri);
        let is_draft = !DATA.contains(&language) && !is_configuration(path.as_deref());
        let dialect = if is_draft { dialect(&uri, language) } else { Dialect::Data };
        let near = TextSize::new(0);
        let document = Document::new(text, dialect);
        let open = Arc::new(OpenDraft {
            uri: uri.clone(),
            path,
            pulled: AtomicBool::new(false),
            is_draft,
            state: Mutex::new(State {
                document,
                version,
                serial: 1,
                near,
                checked: None,
                in_step: true,
                closed: false,
            }),
            changed: Condvar::new(),
            understood: watch::Sender::new(None),
            notice: AtomicBool::new(false),
            publishing: Mutex::new(()),
        });
        if let Some(before) = self.open.insert(uri, Arc::clone(&open)) {
            before.close(|| {});
        }
        open
    }

    /// Applies edits, all of them or none; `None` for what cannot be read. Edits that are not applied put the draft out of
    /// step, for whatever follows them counts from a text that is not here; a whole text that is no older puts it in
    /// step again.
    ///
    /// # Errors
    /// They were not applied.
    pub(in crate::lsp) fn change(
        &self,
        uri: &Uri,
        version: Option<i32>,
        edits: Option<&[Edit]>,
        encoding: PositionEncoding,
    ) -> Result<(), Refusal> {
        let open = self.get(uri).ok_or(Refusal::NotOpen)?;
        let mut state = open.state();
        let whole = edits.and_then(<[Edit]>::first).is_some_and(|first| first.range.is_none());
        let refusal = match version {
            _ if edits.is_none() => Some(Refusal::Unreadable),
            Some(version) if version < state.version => Some(Refusal::Older(state.version)),
            _ if whole => None,
            _ if !state.in_step => Some(Refusal::OutOfStep),
            None => Some(Refusal::NoVersion),
            Some(_) => None,
        };
        if let Some(refusal) = refusal {
            drop(state);
            open.lose_step();
            return Err(refusal);
        }
        state.in_step = true;
        for edit in edits.unwrap_or_default() {
            if let Some(range) = &edit.range {
                state.near = state.document.offset(range.start, encoding);
            }
            state.document.apply(edit, encoding);
        }
        state.version = version.unwrap_or(state.version);
        state.serial += 1;
        drop(state);
        open.changed.notify_all();
        Ok(())
    }

    /// Closes a draft; `clear` runs when nothing more is published for it. False where it was not open.
    pub(in crate::lsp) fn close(&self, uri: &Uri, clear: impl FnOnce()) -> bool {
        let closed = self.open.remove(uri);
        if let Some((_, open)) = &closed {
            open.close(clear);
        }
        closed.is_some()
    }

    /// Closes all drafts, when nobody is there any more to whom something could be said.
    pub(in crate::lsp) fn close_all(&self) {
        for open in self.all() {
            open.close(|| {});
        }
        self.open.clear();
    }

    /// An open draft.
    pub(in crate::lsp) fn get(&self, uri: &Uri) -> Option<Arc<OpenDraft>> {
        self.open.get(uri).map(|open| Arc::clone(open.value()))
    }

    /// The open draft that lies at a path.
    pub(in crate::lsp) fn at_path(&self, path: &Path) -> Option<Arc<OpenDraft>> {
        self.all().into_iter().find(|open| open.path.as_deref() == Some(path))
    }

    /// Has the open drafts below a folder checked again; all, and those that are no files, where it is the empty path.
    pub(super) fn touch_below(&self, folder: &Path) {
        let below = |open: &OpenDraft| match &open.path {
            Some(path) => path.starts_with(folder),
            None => folder.as_os_str().is_empty(),
        };
        self.all().iter().filter(|open| open.is_draft && below(open)).for_each(|open| open.touch());
    }

    /// Under which address and version edits of a file are given, open or not; `None` where the path is no address, or the
    /// file is open and out of step.
    pub(in crate::lsp) fn editable(&self, path: &Path) -> Option<(Uri, Option<i32>)> {
        match self.at_path(path) {
            Some(open) => open.is_in_step().then(|| (open.uri.clone(), Some(open.version()))),
            None => Some((file_uri(path)?, None)),
        }
    }

    /// All open drafts.
    pub(in crate::lsp) fn all(&self) -> Vec<Arc<OpenDraft>> {
        self.open.iter().map(|open| Arc::clone(open.value())).collect()
    }
}

impl OpenDraft {
    /// What there is for the draft's worker.
    pub(super) fn news(&self) -> News {
        self.state().news()
    }

    /// Waits until there is something else than what the worker knows, or `patience` is over.
    pub(super) fn wait(&self, known: News, patience: Option<Duration>) {
        let same = |state: &mut State| state.news() == known;
        // Poisoned or not, what there is is asked for anew.
        match patience {
            None => drop(self.changed.wait_while(self.state(), same)),
            Some(patience) => drop(self.changed.wait_timeout_while(self.state(), patience, same)),
        }
    }

    /// The text of a serial; `None` where a later one waits, or the draft is closed.
    pub(super) fn take(&self, serial: u64) -> Option<Taken> {
        let state = self.state();
        (state.serial == serial && !state.closed).then(|| self.taken_of(&state))
    }

    fn taken_of(&self, state: &State) -> Taken {
        let identity = Identity {
            uri: self.uri.clone(),
            path: self.path.clone(),
            version: Some(state.version),
            serial: state.serial,
        };
        Taken { document: state.document.clone(), identity, near: state.near }
    }

    /// Notes that the text of a serial was checked whole; nothing, where a later one is here.
    pub(super) fn note_checked(&self, serial: u64) {
        let mut state = self.state();
        if state.serial == serial {
            state.checked = Some(serial);
            self.changed.notify_all();
        }
    }

    /// Whether a serial is the draft's latest, and its text is the client's.
    pub(super) fn is_latest(&self, serial: u64) -> bool {
        let state = self.state();
        state.serial == serial && state.is_clients()
    }

    /// Whether the text is the one that the client has.
    pub(in crate::lsp) fn is_in_step(&self) -> bool {
        self.state().in_step
    }

    /// Notes that the client has another text from now on: nothing is found in this one, and no edit of it is offered.
    pub(in crate::lsp) fn lose_step(&self) {
        self.state().in_step = false;
        self.changed.notify_all();
        // Wakes whoever waits to understand it.
        self.understood.send_replace(None);
    }

    /// Has the client told, in the place of findings, that the draft is out of step; once, and unless it asks for them itself.
    pub(in crate::lsp) fn tell_lost_step(&self, send: impl FnOnce()) {
        let _publishing = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_in_step() && !self.is_pulled() && !self.notice.swap(true, Ordering::Relaxed) {
            send();
        }
    }

    /// Whether the client shows that the draft is out of step.
    pub(super) fn shows_notice(&self) -> bool {
        self.notice.load(Ordering::Relaxed)
    }

    /// The text as it stands.
    pub(in crate::lsp) fn text(&self) -> String {
        self.state().document.rope().to_string()
    }

    /// The text as it stands, with the client's number for it and its serial; `None` where it is not the client's.
    pub(super) fn latest(&self) -> Option<(Document, i32, u64)> {
        let state = self.state();
        state.is_clients().then(|| (state.document.clone(), state.version, state.serial))
    }

    /// Has the draft checked again.
    pub(super) fn touch(&self) {
        self.state().serial += 1;
        self.changed.notify_all();
    }

    /// The client's number for the text.
    pub(in crate::lsp) fn version(&self) -> i32 {
        self.state().version
    }

    /// Notes where the writer is looking.
    pub(in crate::lsp) fn look_at(&self, near: TextSize) {
        self.state().near = near;
    }

    /// Keeps what was understood, for requests.
    pub(in crate::lsp) fn keep(&self, snapshot: Arc<Snapshot>) {
        self.understood.send_replace(Some(snapshot));
    }

    /// Sends diagnostics of the latest text; they are dropped where a later one is here, or the draft is closed. Whether
    /// they were sent.
    pub(super) fn publish(&self, serial: u64, send: impl FnOnce()) -> bool {
        let _publishing = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        let latest = self.is_latest(serial);
        if latest {
            self.notice.store(false, Ordering::Relaxed);
            send();
        }
        latest
    }

    /// Whether the client asks for diagnostics itself.
    pub(super) fn is_pulled(&self) -> bool {
        self.pulled.load(Ordering::Relaxed)
    }

    /// The diagnostics are asked for from now on; `clear` takes back what was pushed.
    pub(in crate::lsp) fn pull(&self, clear: impl FnOnce()) {
        let _publishing = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.pulled.swap(true, Ordering::Relaxed) {
            clear();
        }
    }

    /// What requests are answered from at this moment; `None` before anything is understood.
    pub(in crate::lsp) fn kept(&self) -> Option<Arc<Snapshot>> {
        self.understood.borrow().clone()
    }

    /// What was understood of the text that is here now, or of a later one; `None` where the draft is closed or falls out of
    /// step first.
    pub(in crate::lsp) async fn understood(self: Arc<OpenDraft>) -> Option<Arc<Snapshot>> {
        let serial = self.state().serial;
        let mut receiver = self.understood.subscribe();
        loop {
            let known = receiver.borrow_and_update().clone();
            if !self.state().is_clients() {
                return None;
            }
            if let Some(known) = known.filter(|known| known.serial >= serial) {
                return Some(known);
            }
            receiver.changed().await.ok()?;
        }
    }

    fn close(&self, clear: impl FnOnce()) {
        let _publishing = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        self.state().closed = true;
        self.changed.notify_all();
        // Wakes whoever waits to understand it.
        self.understood.send_replace(None);
        clear();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The languages of configurations, rosters and lists of words.
const DATA: [&str; 6] = ["toml", "csv", "tsv", "json", "jsonc", "yaml"];

/// Whether a path is that of a configuration.
pub(super) fn is_configuration(path: Option<&Path>) -> bool {
    path.and_then(Path::file_name).is_some_and(|name| name == FILE_NAME)
}

/// How a text is written: by its language, or by its file's name.
fn dialect(uri: &Uri, language: &str) -> Dialect {
    let mdx = Path::new(uri.path().as_str()).extension().is_some_and(|it| it.eq_ignore_ascii_case("mdx"));
    if mdx || language == "mdx" { Dialect::Mdx } else { Dialect::Markdown }
}
