//! The client's texts: opened, edited, saved, closed. Nothing here waits, so that edits keep their order.

use std::sync::Arc;

use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, Uri,
};

use super::documents::{Refusal, file_path};
use super::session::Session;
use super::{convert, neighbours, worker};

/// A text was opened.
pub fn open(session: &Arc<Session>, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    let open = session.documents.open(item.uri, &item.text, &item.language_id, item.version);
    if open.is_draft {
        worker::start(session, open);
    } else {
        reread(session, &open.uri);
    }
}

/// A text was edited.
pub fn change(session: &Arc<Session>, params: DidChangeTextDocumentParams) {
    let (uri, version) = (params.text_document.uri, params.text_document.version);
    let edits: Vec<_> = params.content_changes.into_iter().map(convert::edit).collect();
    match session.documents.change(&uri, version, &edits, session.abilities().encoding) {
        Ok(()) => reread(session, &uri),
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
    reread(session, &params.text_document.uri);
}

/// A text was closed; what was found in it goes with it, unless it is a configuration, which applies closed as well.
pub fn close(session: &Arc<Session>, params: &DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    let draft = session.documents.get(uri).is_some_and(|open| open.is_draft);
    let clear = || {
        if draft {
            worker::clear(session, uri);
        }
    };
    if session.documents.close(uri, clear) {
        neighbours::forget(session, uri);
        reread(session, uri);
    } else {
        session.log.warn(format!("{} was closed, and was not open.", uri.as_str()));
    }
}

/// Reads the settings anew where a text is one that they come from.
fn reread(session: &Arc<Session>, uri: &Uri) {
    let Some(path) = file_path(uri) else { return };
    // A roster may be open before any draft that it counts for.
    if session.documents.get(uri).is_some_and(|open| !open.is_draft) {
        drop(session.configuration.project(session, &path));
    }
    if session.configuration.reads(&path) {
        session.reconfigure();
    }
}
