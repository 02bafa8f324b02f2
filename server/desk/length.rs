//! How long a draft may be for its sentences to be read.

use copydesk_text::Document;

/// What is said of a draft that is only skimmed.
pub const TOO_LONG: &str = "This draft is longer than 2 MB, so only placeholders, marks and links are checked: split it to have its sentences checked.";

/// Bytes of the longest draft whose sentences are read, some 300,000 words of English: one that is longer is no article, and
/// reading it would keep processors busy for minutes.
const MOST_READ: u32 = 2_000_000;

/// Whether a draft is too long for its sentences to be read.
pub fn is_too_long(document: &Document) -> bool {
    u32::from(document.len()) > MOST_READ
}
