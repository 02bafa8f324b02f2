//! A draft as text: the rope, its markdown blocks, and the prose a reader sees, mapped back to the source.
//!
//! Editors speak in positions and edits, the judgement reads sentences, and neither should know markdown. A
//! [`Document`] takes edits, keeps the draft cut into top-level [`Block`]s, and reads again only the blocks that an
//! edit touched. Each block holds its [`Passage`]s: the visible words, with a map back to the bytes they came from.
//! Nothing here fails and nothing here does IO. Every range is half open and counts UTF-8 bytes.

mod block;
mod boundaries;
mod builder;
mod code;
mod cover;
mod document;
mod extract;
mod front_matter;
mod hidden;
mod html;
mod labels;
mod map;
mod mask;
mod mdx;
mod passage;
mod places;
mod position;
mod removal;
mod rewording;
mod splice;

pub use block::{Block, Comment, Definition, FootnoteDefinition};
pub use document::{Change, Document, Edit};
pub use front_matter::{FrontMatter, FrontMatterKind};
pub use html::is_unseen;
pub use labels::normalise as normalise_label;
pub use map::OffsetMap;
pub use passage::{Link, LinkKind, Passage, PassageKind};
pub use places::{Place, Places, Unit, behind_mark, mark_length};
pub use position::{Position, PositionEncoding};
pub use rewording::Rewording;
pub use ropey::Rope;
pub use text_size::{TextRange, TextSize};

/// How a draft is written; decided by the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Markdown, and plain text.
    Markdown,
    /// Markdown with components, imports and `{…}` expressions.
    Mdx,
    /// No draft at all, but a table or a configuration beside drafts: a text without blocks, which is edited at no cost however
    /// long its paragraphs would be.
    Data,
}

/// A byte range of this crate's strings as a [`TextRange`].
fn text_range(range: std::ops::Range<usize>) -> TextRange {
    TextRange::new(text_size(range.start), text_size(range.end.max(range.start)))
}

/// A byte offset as a [`TextSize`]; drafts beyond four gigabytes do not exist, so it saturates.
fn text_size(offset: usize) -> TextSize {
    TextSize::new(u32::try_from(offset).unwrap_or(u32::MAX))
}
