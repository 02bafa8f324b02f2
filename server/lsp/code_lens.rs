//! The code lens: how many sources of which kind a draft has, above its first line of text.

use std::sync::Arc;

use copydesk_text::TextRange;
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use super::overview::{Source, sources};
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
        title: in_words(&sources(&snapshot)),
        command: commands::SOURCES.to_owned(),
        arguments: Some(vec![json!(snapshot.uri)]),
    };
    let range = convert::range(document, TextRange::empty(first.start()), session.abilities().encoding);
    Ok(Some(vec![CodeLens { range, command: Some(command), data: None }]))
}

/// "3 sources: 2 named, 1 document". Where it is not clear who speaks, nothing is counted.
pub fn in_words(sources: &[Source]) -> String {
    let count = |kind: &str| sources.iter().filter(|source| source.kind == kind).count();
    let documents = count("document");
    let parts = [
        (count("named"), "named"),
        (count("described"), "described"),
        (count("anonymous"), "anonymous"),
        (count("vague"), "that could be anybody"),
        (documents, if documents == 1 { "document" } else { "documents" }),
    ];
    let all: usize = parts.iter().map(|(count, _)| count).sum();
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
        let words = |kinds: &[&'static str]| {
            let source =
                |kind: &&'static str| Source { name: String::new(), kind, statements: vec![], words: 0 };
            in_words(&kinds.iter().map(source).collect::<Vec<_>>())
        };
        assert_eq!(words(&["none", "pronoun"]), "No source");
        assert_eq!(words(&["named"]), "1 source: 1 named");
        assert_eq!(words(&["vague", "named"]), "2 sources: 1 named, 1 that could be anybody");
        assert_eq!(
            words(&["named", "named", "described", "anonymous", "document", "document"]),
            "6 sources: 2 named, 1 described, 1 anonymous, 2 documents"
        );
    }
}
