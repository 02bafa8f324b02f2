//! The nouns that numbers count.

use text_size::TextRange;

use crate::lexicon;
use crate::tokens::{TokenKind, Tokens};

/// Whether a noun in lower case names people or things by the piece.
pub(super) fn is_counted(lower: &str) -> bool {
    lexicon::CROWD_NOUNS.contains(lower) || lexicon::COUNTED_THINGS.contains(lower)
}

/// The noun in the plural behind a number, with up to three words before it; bytes of the passage.
pub(super) fn noun(tokens: &Tokens, start: usize, limit: usize) -> Option<TextRange> {
    for at in start..limit.min(start + 4) {
        let lower = tokens.lower(at);
        if tokens.kind(at) != TokenKind::Word || lexicon::ENDS_OF_COUNTED_PHRASES.contains(lower) {
            return None;
        }
        if is_plural(lower) {
            // "Model ships", "police officers": the last of two in the plural is the noun, and no verb.
            return Some(tokens.span(start, at + 1));
        }
    }
    None
}

/// Whether a word in lower case looks like a noun in the plural.
pub(crate) fn is_plural(lower: &str) -> bool {
    let regular = lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us");
    // "Grandchildren", "tradespeople", "policewomen".
    let compound = || {
        ["children", "people", "men"].iter().any(|noun| lower.ends_with(noun) && lower.len() > noun.len() + 2)
    };
    lexicon::IRREGULAR_PLURALS.contains(lower)
        || compound()
        || regular && !lexicon::NOT_PLURALS.contains(lower)
}
