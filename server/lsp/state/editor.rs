//! The editor at the other end: what it can do, its folders, what is open in it, and the ways to tell it something.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::Value;
use tower_lsp::Client;

use super::documents::Documents;
use crate::lsp::host::Host;
use crate::lsp::protocol::abilities::Abilities;
use crate::lsp::protocol::log::Log;
use crate::lsp::protocol::output::Output;

/// One editor.
pub(in crate::lsp) struct Editor {
    /// The library's way to the client.
    pub client: Client,
    /// The short way, for what is ready to be sent.
    pub output: Output,
    /// What happened, for the client and for a file.
    pub log: Log,
    /// The open drafts.
    pub documents: Documents,
    /// The workspace's folders.
    folders: Mutex<Vec<PathBuf>>,
    abilities: OnceLock<Abilities>,
    /// The parameters of the last `initialize`, which may yet be refused.
    offer: Mutex<Value>,
    /// What the server stands on.
    pub host: Host,
}

impl Editor {
    /// An editor of which nothing is known yet.
    pub(in crate::lsp) fn new(client: Client, output: Output, host: Host) -> Editor {
        Editor {
            log: Log::new(client.clone(), host.clone()),
            client,
            output,
            documents: Documents::default(),
            folders: Mutex::default(),
            abilities: OnceLock::new(),
            offer: Mutex::default(),
            host,
        }
    }

    /// What the client can do.
    pub(in crate::lsp) fn abilities(&self) -> &Abilities {
        self.abilities.get_or_init(|| Abilities::new(&Value::Null))
    }

    /// Notes what the client says of itself.
    pub(in crate::lsp) fn hear(&self, params: &Value) {
        *self.offer.lock().unwrap_or_else(PoisonError::into_inner) = params.clone();
    }

    /// Takes for granted what it said last, now that it is accepted.
    pub(in crate::lsp) fn learn(&self) {
        let offer = std::mem::take(&mut *self.offer.lock().unwrap_or_else(PoisonError::into_inner));
        let _ = self.abilities.set(Abilities::new(&offer));
    }

    /// The workspace's folders.
    pub(in crate::lsp) fn folders(&self) -> Vec<PathBuf> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds and removes folders of the workspace.
    pub(in crate::lsp) fn change_folders(&self, removed: &[PathBuf], added: Vec<PathBuf>) {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|folder| !removed.contains(folder));
        for folder in added {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
    }

    /// Where a configuration for a draft belongs that has none: the workspace's folder that holds it, else its own.
    pub(in crate::lsp) fn folder_of(&self, draft: &Path) -> Option<PathBuf> {
        let folders = self.folders();
        let holds = folders.iter().filter(|folder| draft.starts_with(folder));
        let folder = holds.max_by_key(|folder| folder.as_os_str().len()).map(PathBuf::as_path);
        folder.or_else(|| draft.parent()).map(Path::to_path_buf)
    }

    /// The bytes of a file: as it stands in the editor where it is open there and in step, else as it lies on the disk, which
    /// may take long to read. `None` where there is no such file.
    pub(in crate::lsp) fn read(&self, path: &Path) -> Option<std::io::Result<Vec<u8>>> {
        if let Some(open) = self.documents.at_path(path).filter(|open| open.is_in_step()) {
            return Some(Ok(open.text().into_bytes()));
        }
        self.host.files.has(path).then(|| self.host.files.read(path))
    }

    /// Has the open drafts checked again, since settings changed, and the client ask again for what follows from them.
    pub(super) fn check_again(&self) {
        self.log.trace(|| "The configuration changed; drafts are checked again.".to_owned());
        self.documents.touch_below(Path::new(""));
        self.refresh();
    }

    /// Tells the client that what it asked for itself is stale.
    pub(in crate::lsp) fn refresh(&self) {
        let refresh = self.abilities().refresh;
        let client = self.client.clone();
        // All at once: a client that leaves one unanswered still hears of the others.
        self.host.runner.spawn(async move {
            tokio::join!(
                async {
                    if refresh.diagnostics {
                        drop(client.workspace_diagnostic_refresh().await)
                    }
                },
                async {
                    if refresh.tokens {
                        drop(client.semantic_tokens_refresh().await)
                    }
                },
                async {
                    if refresh.hints {
                        drop(client.inlay_hint_refresh().await)
                    }
                },
                async {
                    if refresh.lenses {
                        drop(client.code_lens_refresh().await)
                    }
                },
            );
        });
    }
}
