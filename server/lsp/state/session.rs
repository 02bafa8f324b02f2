//! What all handlers share: the editor, the settings, the workspace, and the way to an answer about an open draft.

use std::sync::Arc;

use copydesk_desk::contained;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::Uri;

use super::configuration::Configuration;
use super::editor::Editor;
use super::library::Library;
use super::neighbours::Neighbours;
use super::rereading::Rereading;
use super::snapshot::Snapshot;
use super::tokens::Tokens;
use crate::lsp::host::Host;
use crate::lsp::protocol::convert::LOST_STEP;
use crate::lsp::protocol::output::Output;

/// One client's session.
pub(in crate::lsp) struct Session {
    /// The editor.
    pub editor: Arc<Editor>,
    /// Settings of files and of the client.
    pub configuration: Arc<Configuration>,
    /// Files that settings come from, to be read again.
    pub rereading: Arc<Rereading>,
    /// The names of the open drafts, compared.
    pub neighbours: Arc<Neighbours>,
    /// The drafts of the workspace.
    pub library: Arc<Library>,
    /// The semantic tokens that the client has.
    pub tokens: Tokens,
}

impl Session {
    /// A session that begins.
    pub(in crate::lsp) fn new(client: Client, output: Output, host: Host) -> Arc<Session> {
        let editor = Arc::new(Editor::new(client, output, host));
        let configuration = Arc::new(Configuration::new(Arc::clone(&editor)));
        Arc::new(Session {
            rereading: Arc::new(Rereading::new(Arc::clone(&configuration))),
            neighbours: Arc::new(Neighbours::new(Arc::clone(&configuration))),
            library: Arc::new(Library::new(Arc::clone(&configuration))),
            tokens: Tokens::default(),
            editor,
            configuration,
        })
    }

    /// Answers from what was understood of an open draft, as it stood when the request came or later. The answer is worked
    /// out beside the event loop: it may read files, and edits must not wait for it.
    ///
    /// # Errors
    /// The draft is not open, was closed while it was read, or is out of step; or the answer broke down.
    pub(in crate::lsp) async fn answer<T: Send + 'static>(
        self: &Arc<Session>,
        uri: &Uri,
        answer: impl FnOnce(&Session, &Snapshot) -> T + Send + 'static,
    ) -> Result<T> {
        let open = self.editor.documents.get(uri).ok_or_else(|| {
            Error::invalid_params(format!("{} is not open: open it in the editor first.", uri.as_str()))
        })?;
        if !open.is_draft {
            return Err(Error::invalid_params(format!("{} is no draft.", uri.as_str())));
        }
        let snapshot = Arc::clone(&open).understood().await.ok_or_else(|| {
            let reason = if open.is_in_step() { "The draft was closed meanwhile." } else { LOST_STEP };
            error(ErrorCode::ContentModified, reason)
        })?;
        let session = Arc::clone(self);
        let work = move || contained(|| answer(&session, &snapshot));
        let answer = self.editor.host.runner.work(work).await.unwrap_or_else(Err);
        answer.map_err(|fault| Error { code: ErrorCode::InternalError, message: fault.into(), data: None })
    }
}

/// An error answer.
pub(in crate::lsp) fn error(code: ErrorCode, message: &'static str) -> Error {
    Error { code, message: message.into(), data: None }
}
