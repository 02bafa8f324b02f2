//! What all handlers share: the client, the open drafts, the configuration, and what the client can do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use copydesk_project::files;
use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::Uri;

use super::abilities::Abilities;
use super::configuration::Configuration;
use super::documents::{Documents, OpenDraft};
use super::library::Library;
use super::log::Log;
use super::neighbours::Neighbours;
use super::output::Output;
use super::rereading::Rereading;
use super::semantic_tokens::Sent;
use super::snapshot::Snapshot;
use super::watch::Watched;
use super::worker;

/// What is said of a draft of which a change was not applied.
pub(super) const OUT_OF_STEP: &str = "A change of this text could not be read, so Copydesk does not know what it says any more: close it and open it again.";

/// Drafts of more blocks are prepared for requests beside the event loop.
const LONG: usize = 100;

/// One client's session.
pub(super) struct Session {
    /// The library's way to the client.
    pub client: Client,
    /// The short way, for what is ready to be sent.
    pub output: Output,
    /// The open drafts.
    pub documents: Documents,
    /// Settings of files and of the client.
    pub configuration: Configuration,
    /// The drafts of the workspace.
    pub library: Library,
    /// The names of the open drafts, compared.
    pub neighbours: Neighbours,
    /// The semantic tokens that the client has.
    pub tokens: Sent,
    /// What happened, for the client and for a file.
    pub log: Log,
    /// What the client watches for us.
    pub watched: Watched,
    /// Files that settings come from, to be read again.
    pub rereading: Rereading,
    /// The workspace's folders.
    folders: Mutex<Vec<PathBuf>>,
    abilities: OnceLock<Abilities>,
    /// The parameters of the last `initialize`, which may yet be refused.
    offer: Mutex<Value>,
    runtime: tokio::runtime::Handle,
}

impl Session {
    /// A session that begins.
    pub(super) fn new(client: Client, output: Output) -> Arc<Session> {
        Arc::new(Session {
            log: Log::new(client.clone()),
            client,
            output,
            documents: Documents::default(),
            configuration: Configuration::default(),
            library: Library::default(),
            neighbours: Neighbours::default(),
            tokens: Sent::default(),
            watched: Watched::default(),
            rereading: Rereading::default(),
            folders: Mutex::default(),
            abilities: OnceLock::new(),
            offer: Mutex::default(),
            runtime: tokio::runtime::Handle::current(),
        })
    }

    /// What the client can do.
    pub(super) fn abilities(&self) -> &Abilities {
        self.abilities.get_or_init(|| Abilities::new(&Value::Null))
    }

    /// Notes what the client says of itself.
    pub(super) fn hear(&self, params: &Value) {
        *self.offer.lock().unwrap_or_else(PoisonError::into_inner) = params.clone();
    }

    /// Takes for granted what it said last, now that it is accepted.
    pub(super) fn learn(&self) {
        let offer = std::mem::take(&mut *self.offer.lock().unwrap_or_else(PoisonError::into_inner));
        let _ = self.abilities.set(Abilities::new(&offer));
    }

    /// Where tasks run that a handler does not wait for; usable from workers.
    pub(super) fn runtime(&self) -> &tokio::runtime::Handle {
        &self.runtime
    }

    /// The workspace's folders.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds and removes folders of the workspace.
    pub(super) fn change_folders(&self, removed: &[PathBuf], added: Vec<PathBuf>) {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|folder| !removed.contains(folder));
        for folder in added {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
    }

    /// What was understood of an open draft, as it stood when the request came or later.
    ///
    /// # Errors
    /// The draft is not open, was closed while it was read, or is out of step.
    pub(super) async fn snapshot(&self, uri: &Uri) -> Result<Arc<Snapshot>> {
        let open = self.documents.get(uri).ok_or_else(|| {
            Error::invalid_params(format!("{} is not open: open it in the editor first.", uri.as_str()))
        })?;
        if !open.is_draft {
            return Err(Error::invalid_params(format!("{} is no draft.", uri.as_str())));
        }
        Arc::clone(&open).understood().await.ok_or_else(|| {
            let reason = if open.is_in_step() { "The draft was closed meanwhile." } else { OUT_OF_STEP };
            error(ErrorCode::ContentModified, reason)
        })
    }

    /// The same, with the findings worked out.
    ///
    /// # Errors
    /// As for [`snapshot`](Session::snapshot).
    pub(super) async fn checked(&self, uri: &Uri) -> Result<Arc<Snapshot>> {
        let snapshot = self.snapshot(uri).await?;
        beside(snapshot, |snapshot| _ = snapshot.diagnostics()).await
    }

    /// The same, with what was understood worked out.
    ///
    /// # Errors
    /// As for [`snapshot`](Session::snapshot).
    pub(super) async fn inspected(&self, uri: &Uri) -> Result<Arc<Snapshot>> {
        let snapshot = self.snapshot(uri).await?;
        beside(snapshot, |snapshot| _ = snapshot.inspection()).await
    }

    /// The text of a file: as it stands in the editor where it is open there and in step, else as it lies on the disk.
    pub(super) fn text_of(&self, path: &Path) -> Option<std::io::Result<Vec<u8>>> {
        if let Some(open) = self.documents.at_path(path).filter(|open| open.is_in_step()) {
            return Some(Ok(open.text().into_bytes()));
        }
        path.exists().then(|| files::read(path))
    }

    /// Where a configuration for a draft belongs that has none: the workspace's folder that holds it, else its own.
    pub(super) fn folder_of(&self, draft: &Path) -> Option<PathBuf> {
        let folders = self.folders();
        let holds = folders.iter().filter(|folder| draft.starts_with(folder));
        let folder = holds.max_by_key(|folder| folder.as_os_str().len()).map(PathBuf::as_path);
        folder.or_else(|| draft.parent()).map(Path::to_path_buf)
    }

    /// Reads the files anew that settings come from, after some changed, and checks the open drafts again if they say something else than before.
    pub(super) fn reconfigure(self: &Arc<Session>, changed: &BTreeSet<PathBuf>) {
        self.configuration.read_again(self, changed, || self.check_again());
    }

    /// Has settings of the client's that are new apply.
    pub(super) fn apply_settings(self: &Arc<Session>) {
        self.configuration.count_change();
        self.check_again();
    }

    fn check_again(self: &Arc<Session>) {
        self.log.trace(|| "The configuration changed; drafts are checked again.".to_owned());
        self.check_again_below(Path::new(""));
        worker::refresh(self);
    }

    /// Has the open drafts below a folder checked again.
    pub(super) fn check_again_below(&self, folder: &Path) {
        let below = |open: &OpenDraft| match &open.path {
            Some(path) => path.starts_with(folder),
            None => folder.as_os_str().is_empty(),
        };
        self.documents.all().iter().filter(|open| open.is_draft && below(open)).for_each(|open| open.touch());
    }
}

/// Prepares the snapshot of a long draft beside the event loop, which edits must not wait for.
async fn beside(snapshot: Arc<Snapshot>, prepare: fn(&Snapshot)) -> Result<Arc<Snapshot>> {
    if snapshot.document().blocks().len() > LONG {
        let prepared = Arc::clone(&snapshot);
        let _ = tokio::task::spawn_blocking(move || prepare(&prepared)).await;
    }
    Ok(snapshot)
}

/// An error answer.
pub(super) fn error(code: ErrorCode, message: &'static str) -> Error {
    Error { code, message: message.into(), data: None }
}
