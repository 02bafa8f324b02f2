//! Words for documents that a reader could look up: a report, a filing, an e-mail.

use std::sync::LazyLock;

use regex::Regex;
use text_size::{TextRange, TextSize};

static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:report|study|survey|filing|lawsuit|complaint|letter|memo|email|e-mail|video|post|transcript|paper|audit|indictment|affidavit)\b",
    )
    .expect("invariant: the pattern is valid")
});

/// The places of such words in a passage, in order.
pub(crate) fn find(passage: &str) -> Vec<TextRange> {
    let at = |offset: usize| TextSize::try_from(offset).expect("invariant: under 4 GiB");
    DOCUMENT.find_iter(passage).map(|word| TextRange::new(at(word.start()), at(word.end()))).collect()
}
