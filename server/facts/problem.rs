//! What is wrong beside the draft's own text.

use text_size::TextRange;

/// Something wrong beside the draft's text: in a configuration file or in a draft's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes in that text, half open, where a place is known.
    pub range: Option<TextRange>,
    /// One plain sentence that says what would help.
    pub message: String,
}
