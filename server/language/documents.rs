//! Words for documents that a reader could look up: a report, a filing, an e-mail.

use std::sync::LazyLock;

use regex::Regex;
use text_size::{TextRange, TextSize};

use crate::lexicon;

static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    let papers = lexicon::PAPERS.words().join("|");
    Regex::new(&format!(r"(?i)\b(?:{papers})\b")).expect("invariant: the pattern is valid")
});

/// The places of such words in a passage, in order.
pub(crate) fn find(passage: &str) -> Vec<TextRange> {
    let at = |offset: usize| TextSize::try_from(offset).expect("invariant: under 4 GiB");
    DOCUMENT.find_iter(passage).map(|word| TextRange::new(at(word.start()), at(word.end()))).collect()
}

/// Whether a noun in lower case is a document that speaks for whoever wrote it: "report", "filings".
pub(crate) fn is_paper(lower: &str) -> bool {
    lexicon::PAPERS.contains(lower) || lexicon::OTHER_PAPERS.contains(lower)
}

/// Whether a noun in lower case is something whose words are its owner's: a document, or what an owner alone makes one of.
pub(crate) fn is_authored(lower: &str) -> bool {
    is_document(lower) || lexicon::WORKS.contains(lower)
}

/// Whether a noun in lower case is something written that a fact-checker asks to see: a document, or a paper that says what holds.
pub(crate) fn is_record(lower: &str) -> bool {
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    let listed = |word: &str| lexicon::RECORDS.contains(word);
    is_document(lower) && !lexicon::PAGES.contains(lower) || listed(lower) || listed(singular)
}

/// Whether a noun in lower case is a document or several: "report", "studies", "evidence".
pub(crate) fn is_document(lower: &str) -> bool {
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    is_paper(lower) || is_paper(singular) || matches!(lower, "studies" | "evidence" | "findings")
}
