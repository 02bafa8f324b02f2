//! The code lens: how many sources of which kind a draft has, above its first line of text.

use std::sync::Arc;

use copydesk_desk::{Inspection, SourceKind};
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
pub(super) async fn lenses(session: &Arc<Session>, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let snapshot = session.inspected(&params.text_document.uri).await?;
    let document = snapshot.document();
    let first = document.blocks().iter().enumerate().find_map(|(index, block)| {
        let passage = block.passages.iter().find(|passage| !passage.text.is_empty())?;
        Some(passage.range() + document.block_start(index))
    });
    let Some(first) = first else { return Ok(Some(Vec::new())) };
    let command = Command {
        title: in_words(snapshot.inspection()),
        command: commands::SOURCES.to_owned(),
        arguments: Some(vec![json!(snapshot.uri)]),
    };
    let range = convert::range(document, TextRange::empty(first.start()), session.abilities().encoding);
    Ok(Some(vec![CodeLens { range, command: Some(command), data: None }]))
}

/// "3 sources: 2 named, 1 document". Where it is not clear who speaks, nothing is counted.
pub(super) fn in_words(inspection: &Inspection) -> String {
    let count = |kind| inspection.sources().filter(|source| source.kind == kind).count();
    let documents = count(SourceKind::Document);
    let parts = [
        (count(SourceKind::Named), "named"),
        (count(SourceKind::Described), "described"),
        (count(SourceKind::Anonymous), "anonymous"),
        (count(SourceKind::Vague), "that could be anybody"),
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
    use copydesk_desk::SourceSummary;

    use super::*;

    #[test]
    fn counts_read_well() {
        use SourceKind::{Anonymous, Described, Document, Named, None, Pronoun, Vague};
        let words = |kinds: &[SourceKind]| {
            let source = |&kind: &SourceKind| SourceSummary {
                name: String::new(),
                kind,
                actor: Option::None,
                attributions: vec![],
                links: vec![],
                first_hand: true,
            };
            in_words(&Inspection { ledger: kinds.iter().map(source).collect(), ..Inspection::default() })
        };
        assert_eq!(words(&[None, Pronoun]), "No source");
        assert_eq!(words(&[Named]), "1 source: 1 named");
        assert_eq!(words(&[Vague, Named]), "2 sources: 1 named, 1 that could be anybody");
        assert_eq!(
            words(&[Named, Named, Described, Anonymous, Document, Document]),
            "6 sources: 2 named, 1 described, 1 anonymous, 2 documents"
        );
    }
}
