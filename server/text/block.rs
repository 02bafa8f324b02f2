//! What is known of one top-level block of a draft. Everything in it counts from the block's own start, so that a
//! block which an edit elsewhere moves stays the very same value, and everything cached with it stays true.

use crate::hidden::{Hiding, Mark};
use crate::{Passage, TextRange, TextSize};

/// One top-level markdown block with the gap behind it, up to the next block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Length in bytes, the gap behind it included.
    pub len: TextSize,
    /// The prose in it, in reading order.
    pub passages: Vec<Passage>,
    /// Comments in it, in the order of the source.
    pub comments: Vec<Comment>,
    /// Link reference definitions in it or in the gap behind it, in the order of the source. Of several with one
    /// label in one block only the first is here, since the others say nothing.
    pub definitions: Vec<Definition>,
    /// Footnote definitions in it, in the order of the source.
    pub footnote_definitions: Vec<FootnoteDefinition>,
    /// The reference labels its text asked for, normalised and sorted, whether or not they were defined. When what a
    /// label stands for changes, the block is read again.
    pub labels: Vec<String>,
    /// The marks in it that open or close a comment of a site generator or a notebook.
    pub(crate) marks: Vec<Mark>,
    /// What of it stands in such comments, as far as the draft around it says.
    pub(crate) hiding: Hiding,
}

/// A comment that a reader does not see: `<!-- … -->`, or `{/* … */}` in MDX.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment with its marks, relative to the block's start.
    pub range: TextRange,
    /// What stands between the marks, trimmed.
    pub text: String,
}

/// A link reference definition: `[label]: target`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The label as [`normalise_label`](crate::normalise_label) writes it.
    pub label: String,
    /// Where it leads.
    pub target: String,
    /// The whole definition, relative to the block's start.
    pub range: TextRange,
}

/// A footnote's text: `[^label]: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FootnoteDefinition {
    /// The label as written, without `[^` and `]`.
    pub label: String,
    /// The whole definition, relative to the block's start.
    pub range: TextRange,
}
