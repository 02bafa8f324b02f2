//! The start of a session: folders, settings, and what the server asks the client to tell it.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::ls_types::{InitializeParams, TraceValue, Uri, WorkspaceFolder, WorkspaceFoldersChangeEvent};

use crate::lsp::parent;
use crate::lsp::state::documents;
use crate::lsp::state::session::Session;

/// Takes in what the client says of itself.
#[expect(deprecated, reason = "clients still send the root beside the folders, or instead of them")]
pub(super) fn initialize(session: &Arc<Session>, params: InitializeParams) {
    let folders = params.workspace_folders.into_iter().flatten().map(|folder| folder.uri);
    let mut folders: Vec<PathBuf> = folders.filter_map(|uri| documents::file_path(&uri)).collect();
    if folders.is_empty() {
        folders.extend(params.root_uri.as_ref().and_then(documents::file_path));
    }
    session.editor.change_folders(&[], folders);
    session.editor.log.set_trace(params.trace.unwrap_or(TraceValue::Off));
    if let Some(options) = params.initialization_options {
        let options = options.get("copydesk").unwrap_or(&options).clone();
        if let Some(file) = options.get("logFile").and_then(Value::as_str) {
            session.editor.log.write_to(file.into());
        }
        session.configuration.begin(options);
    }
    if let Some(process) = params.process_id {
        parent::watch(process);
    }
}

/// Asks for settings, and in a workspace to be told when they or files change.
pub(super) fn initialized(session: &Arc<Session>) {
    session.configuration.watch();
    if session.editor.abilities().configuration {
        session.configuration.ask();
    }
}

/// Folders were added to the workspace or taken out of it; they may have settings of their own.
pub(super) fn change_folders(session: &Arc<Session>, event: WorkspaceFoldersChangeEvent) {
    let paths = |folders: Vec<WorkspaceFolder>| -> Vec<PathBuf> {
        folders.iter().filter_map(|folder| documents::file_path(&folder.uri)).collect()
    };
    session.editor.change_folders(&paths(event.removed), paths(event.added));
    initialized(session);
}

/// Files changed on the disk.
pub(super) fn files_changed(session: &Arc<Session>, files: &[Uri]) {
    session.neighbours.files_changed(files);
    let paths = files.iter().filter_map(documents::file_path);
    session.rereading.soon(paths.filter(|path| session.configuration.reads(path)));
}

/// The client's settings changed: they are asked for where it answers, else they are in the notification.
pub(super) fn settings_changed(session: &Arc<Session>, settings: &Value) {
    if session.editor.abilities().configuration {
        session.configuration.ask();
    } else {
        session.configuration.hear(settings);
    }
}
