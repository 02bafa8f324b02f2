//! The code lenses above a draft's first line of text: how many sources of which kind it has, and how its quotations agree with
//! the reporter's notes.

use std::sync::Arc;

use copydesk_text::TextRange;
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use super::recorded;
use super::sources::{SOURCES, in_words};
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The lenses of a draft that has any prose.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn lenses(
    session: &Arc<Session>,
    params: CodeLensParams,
) -> Result<Option<Vec<CodeLens>>> {
    let lenses = |session: &Session, snapshot: &Snapshot| {
        let titles = [Some(in_words(snapshot.inspection())), recorded::in_words(snapshot)];
        titles.into_iter().flatten().filter_map(|title| lens(session, snapshot, title)).collect()
    };
    session.answer(&params.text_document.uri, lenses).await.map(Some)
}

fn lens(session: &Session, snapshot: &Snapshot, title: String) -> Option<CodeLens> {
    let document = snapshot.document();
    let first = document.blocks().iter().enumerate().find_map(|(index, block)| {
        let passage = block.passages.iter().find(|passage| !passage.text.is_empty())?;
        Some(passage.range() + document.block_start(index))
    })?;
    let command = Command { title, command: SOURCES.to_owned(), arguments: Some(vec![json!(snapshot.uri)]) };
    let encoding = session.editor.abilities().encoding;
    let range = convert::range(document, TextRange::empty(first.start()), encoding);
    Some(CodeLens { range, command: Some(command), data: None })
}
