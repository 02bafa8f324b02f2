//! The code lens: how many sources of which kind a draft has, above its first line of text.

use std::sync::Arc;

use copydesk_text::TextRange;
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use super::sources::{SOURCES, in_words};
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The lens of a draft that has any prose.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn lenses(
    session: &Arc<Session>,
    params: CodeLensParams,
) -> Result<Option<Vec<CodeLens>>> {
    let lenses = |session: &Session, snapshot: &Snapshot| lens(session, snapshot).into_iter().collect();
    session.answer(&params.text_document.uri, lenses).await.map(Some)
}

fn lens(session: &Session, snapshot: &Snapshot) -> Option<CodeLens> {
    let document = snapshot.document();
    let first = document.blocks().iter().enumerate().find_map(|(index, block)| {
        let passage = block.passages.iter().find(|passage| !passage.text.is_empty())?;
        Some(passage.range() + document.block_start(index))
    })?;
    let command = Command {
        title: in_words(snapshot.inspection()),
        command: SOURCES.to_owned(),
        arguments: Some(vec![json!(snapshot.uri)]),
    };
    let encoding = session.editor.abilities().encoding;
    let range = convert::range(document, TextRange::empty(first.start()), encoding);
    Some(CodeLens { range, command: Some(command), data: None })
}
