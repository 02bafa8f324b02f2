//! The code lens: how many sources of which kind a draft has, above its first line of text.

use std::sync::Arc;

use copydesk_desk::SourceCounts;
use copydesk_text::TextRange;
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use super::session::Session;
use super::{commands, convert};

/// The lens of a draft that has any prose.
///
/// # Errors
/// The draft is not open.
pub async fn lenses(session: &Arc<Session>, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let snapshot = session.inspected(&params.text_document.uri).await?;
    let document = snapshot.document();
    let first = document.blocks().iter().enumerate().find_map(|(index, block)| {
        let passage = block.passages.iter().find(|passage| !passage.text.is_empty())?;
        Some(passage.range() + document.block_start(index))
    });
    let Some(first) = first else { return Ok(Some(Vec::new())) };
    let command = Command {
        title: in_words(&snapshot.inspection().sources),
        command: commands::SOURCES.to_owned(),
        arguments: Some(vec![json!(snapshot.uri)]),
    };
    let range = convert::range(document, TextRange::empty(first.start()), session.abilities().encoding);
    Ok(Some(vec![CodeLens { range, command: Some(command), data: None }]))
}

/// "3 sources: 2 named, 1 document".
pub fn in_words(counts: &SourceCounts) -> String {
    let SourceCounts { named, described, anonymous, documents } = *counts;
    let all = named + described + anonymous + documents;
    let parts = [
        (named, "named"),
        (described, "described"),
        (anonymous, "anonymous"),
        (documents, if documents == 1 { "document" } else { "documents" }),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    match all {
        0 => "No source".to_owned(),
        1 => format!("1 source: {}", parts.join(", ")),
        _ => format!("{all} sources: {}", parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_well() {
        let counts = |named, described, anonymous, documents| {
            in_words(&SourceCounts { named, described, anonymous, documents })
        };
        assert_eq!(counts(0, 0, 0, 0), "No source");
        assert_eq!(counts(1, 0, 0, 0), "1 source: 1 named");
        assert_eq!(counts(2, 1, 1, 2), "6 sources: 2 named, 1 described, 1 anonymous, 2 documents");
    }
}
