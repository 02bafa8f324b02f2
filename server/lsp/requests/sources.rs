//! The sources of a draft, told in a line and listed.

use copydesk_desk::{Inspection, SourceKind};
use serde_json::{Value, json};

/// The command that tells the sources of a draft, given by its address.
pub(super) const SOURCES: &str = "copydesk.sources";

/// The sources of a draft, in words and as data: `[{name, kind, attributions}]`, `attributions` being how often it speaks.
pub(in crate::lsp) fn told(inspection: &Inspection) -> (String, Value) {
    let mut told = in_words(inspection);
    let named: Vec<&str> = inspection
        .sources()
        .filter(|source| source.kind == SourceKind::Named)
        .map(|source| source.name.as_str())
        .collect();
    if !named.is_empty() {
        told += &format!(". Named: {}.", named.join(", "));
    }
    let list = inspection.sources().map(|source| {
        json!({ "name": source.name, "kind": source.kind.name(), "attributions": source.attributions.len() })
    });
    (told, list.collect())
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
