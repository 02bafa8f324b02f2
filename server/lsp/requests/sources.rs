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
    // What stands before "source" for one alone, and what several are.
    let kinds = [
        (SourceKind::Named, "named source", "named"),
        (SourceKind::Described, "described source", "described"),
        (SourceKind::Anonymous, "anonymous source", "anonymous"),
        (SourceKind::Vague, "source that could be anybody", "that could be anybody"),
        (SourceKind::Document, "document", "documents"),
    ];
    let counted = kinds.map(|(kind, alone, among)| {
        let count = inspection.sources().filter(|source| source.kind == kind).count();
        // "1 document" among others, and "1 named".
        let among = if kind == SourceKind::Document && count == 1 { alone } else { among };
        (count, alone, among)
    });
    let all: usize = counted.iter().map(|(count, ..)| count).sum();
    let there = counted.iter().filter(|(count, ..)| *count > 0);
    match all {
        0 => "No source".to_owned(),
        1 => there.map(|(_, alone, _)| format!("1 {alone}")).collect(),
        _ => {
            let parts: Vec<String> = there.map(|(count, _, among)| format!("{count} {among}")).collect();
            format!("{all} sources: {}", parts.join(", "))
        }
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
        assert_eq!(words(&[Named]), "1 named source");
        assert_eq!(words(&[Vague]), "1 source that could be anybody");
        assert_eq!(words(&[Document]), "1 document");
        assert_eq!(words(&[Document, Named]), "2 sources: 1 named, 1 document");
        assert_eq!(words(&[Vague, Named]), "2 sources: 1 named, 1 that could be anybody");
        assert_eq!(
            words(&[Named, Named, Described, Anonymous, Document, Document]),
            "6 sources: 2 named, 1 described, 1 anonymous, 2 documents"
        );
    }
}
