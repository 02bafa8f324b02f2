//! The client's texts: opened, edited, saved, closed. Nothing here waits, so that edits keep their order.

use std::path::Path;
use std::sync::Arc;

use copydesk_text::Dialect;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, Uri, WorkspaceFoldersChangeEvent,
};

use super::configuration::is_configuration;
use super::documents::{Refusal, file_path};
use super::session::Session;
use super::{convert, worker};

/// A text was opened.
pub fn open(session: &Arc<Session>, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    let dialect = dialect(&item.uri, &item.language_id);
    let open = session.documents.open(item.uri, &item.text, dialect, item.version);
    if is_configuration(open.path.as_deref()) {
        session.reconfigure();
    } else {
        worker::start(session, open);
    }
}

/// A text was edited.
pub fn change(session: &Arc<Session>, params: DidChangeTextDocumentParams) {
    let (uri, version) = (params.text_document.uri, params.text_document.version);
    let edits: Vec<_> = params.content_changes.into_iter().map(convert::edit).collect();
    match session.documents.change(&uri, version, &edits, session.abilities().encoding) {
        Ok(()) if is_configuration(file_path(&uri).as_deref()) => session.reconfigure(),
        Ok(()) => {}
        Err(Refusal::NotOpen) => {
            session.log.warn(format!("An edit of {} was refused: it is not open.", uri.as_str()));
        }
        Err(Refusal::Older(here)) => session.log.warn(format!(
            "An edit of {} was refused: it is for version {version}, and version {here} is here.",
            uri.as_str()
        )),
    }
}

/// A text was saved; a configuration counts from now on also where it is not open.
pub fn save(session: &Arc<Session>, params: &DidSaveTextDocumentParams) {
    if is_configuration(file_path(&params.text_document.uri).as_deref()) {
        session.reconfigure();
    }
}

/// A text was closed; what was found in it goes with it.
pub fn close(session: &Arc<Session>, params: &DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    let configuration = is_configuration(file_path(uri).as_deref());
    let clear = || {
        if !configuration {
            worker::clear(session, uri);
        }
    };
    if !session.documents.close(uri, clear) {
        session.log.warn(format!("{} was closed, and was not open.", uri.as_str()));
    } else if configuration {
        session.reconfigure();
    }
}

/// Folders were added to the workspace or taken out of it.
pub fn change_folders(session: &Arc<Session>, event: WorkspaceFoldersChangeEvent) {
    let paths = |folders: Vec<tower_lsp::ls_types::WorkspaceFolder>| {
        folders.iter().filter_map(|folder| file_path(&folder.uri)).collect::<Vec<_>>()
    };
    session.change_folders(&paths(event.removed), paths(event.added));
}

/// How a text is written: by its language, or by its file's name.
fn dialect(uri: &Uri, language: &str) -> Dialect {
    let mdx = Path::new(uri.path().as_str()).extension().is_some_and(|it| it.eq_ignore_ascii_case("mdx"));
    if mdx || language == "mdx" { Dialect::Mdx } else { Dialect::Markdown }
}
