//! The client's texts: opened, edited, saved, closed. Nothing here waits, so that edits keep their order.
//!
//! Texts and edits are read from plain JSON: what the library cannot read it drops without a word, and the next edit would
//! land in the wrong place.

use std::sync::Arc;

use copydesk_text::Edit;
use serde_json::Value;
use tower_lsp::ls_types::{DidCloseTextDocumentParams, DidSaveTextDocumentParams, Uri};

use crate::lsp::protocol::convert::{self, file_path};
use crate::lsp::protocol::publication;
use crate::lsp::state::documents::Refusal;
use crate::lsp::state::session::Session;
use crate::lsp::state::worker;

/// A text was opened; what does not say its language or its version is a draft all the same.
pub(in crate::lsp) fn open(session: &Arc<Session>, params: &Value) {
    let item = params.get("textDocument").unwrap_or(&Value::Null);
    let uri = uri_of(item);
    let Some((uri, text)) = uri.clone().zip(item.get("text").and_then(Value::as_str)) else {
        session.editor.log.warn("A text that was opened could not be read.");
        uri.iter().for_each(|uri| lose_step(session, uri));
        return;
    };
    let language = item.get("languageId").and_then(Value::as_str).unwrap_or_default();
    let version = version_of(item).unwrap_or_else(|| {
        session.editor.log.warn(format!("{} was opened without a version.", uri.as_str()));
        0
    });
    let open = session.editor.documents.open(uri, text, language, version);
    if open.is_draft {
        worker::start(session, open);
    } else {
        reread(session, &open.uri);
    }
}

/// A text was edited.
pub(in crate::lsp) fn change(session: &Arc<Session>, params: &Value) {
    let document = params.get("textDocument").unwrap_or(&Value::Null);
    let Some(uri) = uri_of(document) else {
        session.editor.log.warn("An edit was refused: it does not say of which text it is.");
        return;
    };
    let version = version_of(document);
    let edits = params.get("contentChanges").and_then(edits);
    let change =
        session.editor.documents.change(&uri, version, edits.as_deref(), session.editor.abilities().encoding);
    let refused =
        |why: &str| session.editor.log.warn(format!("An edit of {} was refused: {why}.", uri.as_str()));
    match change {
        Ok(()) => {
            if version.is_none() {
                session.editor.log.warn(format!("A text of {} came without a version.", uri.as_str()));
            }
            return reread(session, &uri);
        }
        Err(Refusal::NotOpen) => return refused("it is not open"),
        // That was said when it began.
        Err(Refusal::OutOfStep) => {}
        Err(Refusal::Unreadable) => refused("it cannot be read"),
        Err(Refusal::NoVersion) => refused("it does not say for which version it is"),
        Err(Refusal::Older(here)) => {
            let version = version.unwrap_or_default();
            refused(&format!("it is for version {version}, and version {here} is here"));
        }
    }
    lose_step(session, &uri);
}

/// A message could not be read at all. Where it speaks of an edit, the drafts that it names are out of step; all, where it
/// names none that is open.
pub(in crate::lsp) fn lost(session: &Session, body: &[u8]) {
    let names = |words: &str| body.windows(words.len()).any(|bytes| bytes == words.as_bytes());
    if !names("textDocument/didChange\"") && !names("textDocument\\/didChange\"") {
        return;
    }
    session.editor.log.warn("An edit was refused: its message cannot be read.");
    let open = session.editor.documents.all();
    let named: Vec<_> = open.iter().filter(|open| names(open.uri.as_str())).collect();
    for open in if named.is_empty() { open.iter().collect() } else { named } {
        lose_step(session, &open.uri);
    }
}

/// An edit of a text was not applied.
fn lose_step(session: &Session, uri: &Uri) {
    let Some(open) = session.editor.documents.get(uri) else { return };
    open.lose_step();
    if open.is_draft {
        open.tell_lost_step(|| {
            publication::send(&session.editor.output, uri, None, &[convert::out_of_step()])
        });
    }
    reread(session, uri);
}

/// The edits of a change from its last whole text on, before which nothing counts; `None` where one cannot be read.
fn edits(changes: &Value) -> Option<Vec<Edit>> {
    let edits: Vec<Option<Edit>> = changes.as_array()?.iter().map(convert::edit).collect();
    let is_whole = |edit: &Option<Edit>| edit.as_ref().is_some_and(|edit| edit.range.is_none());
    let from = edits.iter().rposition(is_whole).unwrap_or(0);
    edits.into_iter().skip(from).collect()
}

fn uri_of(document: &Value) -> Option<Uri> {
    document.get("uri")?.as_str()?.parse().ok()
}

fn version_of(document: &Value) -> Option<i32> {
    document.get("version")?.as_i64()?.try_into().ok()
}

/// A text was saved; a configuration counts from now on also where it is not open.
pub(in crate::lsp) fn save(session: &Arc<Session>, params: &DidSaveTextDocumentParams) {
    reread(session, &params.text_document.uri);
}

/// A text was closed; what was found in it goes with it, unless it is a configuration, which applies closed as well.
pub(in crate::lsp) fn close(session: &Arc<Session>, params: &DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    let draft = session.editor.documents.get(uri).is_some_and(|open| open.is_draft);
    let clear = || {
        if draft {
            publication::send(&session.editor.output, uri, None, &[]);
        }
    };
    if session.editor.documents.close(uri, clear) {
        session.neighbours.close(uri);
        reread(session, uri);
    } else {
        session.editor.log.warn(format!("{} was closed, and was not open.", uri.as_str()));
    }
}

/// Has the settings read anew where a text is one that they come from, or may be one: a roster may be open before any draft
/// that it counts for.
fn reread(session: &Session, uri: &Uri) {
    let Some(path) = file_path(uri) else { return };
    let may = session.editor.documents.get(uri).is_some_and(|open| !open.is_draft);
    session.rereading.soon(Some(path).filter(|path| may || session.configuration.reads(path)));
}
