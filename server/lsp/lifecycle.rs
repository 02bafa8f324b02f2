//! The start of a session: folders, settings, and what the server asks the client to tell it.

use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use copydesk_project::Files;
use serde_json::Value;
use tower_lsp::ls_types::{InitializeParams, TraceValue, Uri, WorkspaceFolder, WorkspaceFoldersChangeEvent};

use crate::lsp::parent;
use crate::lsp::protocol::convert::file_path;
use crate::lsp::state::session::Session;

/// Takes in what the client says of itself.
#[expect(deprecated, reason = "clients still send the root beside the folders, or instead of them")]
pub(super) fn initialize(session: &Arc<Session>, params: InitializeParams) {
    let folders = params.workspace_folders.into_iter().flatten().map(|folder| folder.uri);
    let mut folders: Vec<PathBuf> = folders.filter_map(|uri| file_path(&uri)).collect();
    if folders.is_empty() {
        folders.extend(params.root_uri.as_ref().and_then(file_path));
    }
    session.editor.change_folders(&[], folders);
    session.editor.log.set_trace(params.trace.unwrap_or(TraceValue::Off));
    if let Some(options) = params.initialization_options {
        let options = options.get("copydesk").unwrap_or(&options).clone();
        if let Some(file) = options.get("logFile").and_then(Value::as_str) {
            session.editor.log.write_to(file.into());
        }
        take_files(session, options.get("files"));
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
        folders.iter().filter_map(|folder| file_path(&folder.uri)).collect()
    };
    session.editor.change_folders(&paths(event.removed), paths(event.added));
    initialized(session);
}

/// Files changed on the disk.
pub(super) fn files_changed(session: &Arc<Session>, files: &[Uri]) {
    session.neighbours.files_changed(files);
    let paths = files.iter().filter_map(file_path);
    session.rereading.soon(paths.filter(|path| session.configuration.reads(path)));
}

/// Files came, changed or went that the server cannot read by itself: `{files: [{uri, bytes}]}`, the bytes in Base64, or null where
/// the file is gone.
pub(super) fn files_given(session: &Arc<Session>, params: &Value) {
    let taken = take_files(session, params.get("files"));
    files_changed(session, &taken);
}

/// Takes files, where the server cannot read them by itself; the addresses of those that could be read.
fn take_files(session: &Arc<Session>, files: Option<&Value>) -> Vec<Uri> {
    let Files::Given(given) = &*session.editor.host.files else { return Vec::new() };
    let taken = files.and_then(Value::as_array).into_iter().flatten().filter_map(|file| {
        let uri: Uri = file.get("uri")?.as_str()?.parse().ok()?;
        let bytes = file.get("bytes").and_then(Value::as_str);
        let bytes = bytes.map(|bytes| STANDARD.decode(bytes)).transpose().ok()?;
        given.put(&file_path(&uri)?, bytes);
        Some(uri)
    });
    taken.collect()
}

/// The client's settings changed: they are asked for where it answers, else they are in the notification.
pub(super) fn settings_changed(session: &Arc<Session>, settings: &Value) {
    if session.editor.abilities().configuration {
        session.configuration.ask();
    } else {
        session.configuration.hear(settings);
    }
}
