//! The prose of a draft as a reader sees it: words without markup, and where each of them stands in the source.

use crate::map::OffsetMap;
use crate::{TextRange, TextSize, text_range, text_size};

/// One run of prose that a reader sees as one paragraph.
///
/// Inline code, formulas, `{…}` expressions and addresses in angle brackets are one U+FFFC (object replacement
/// character) each, so that the words around them do not run together. Links, footnote marks, shortcodes and tags
/// leave nothing behind but their visible words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What kind of paragraph it is.
    pub kind: PassageKind,
    /// The visible prose, trimmed. It is empty only where the passage holds nothing but links without visible text,
    /// such as a bare image.
    pub text: String,
    /// Links, images and footnote marks, in the order of the source.
    pub links: Vec<Link>,
    /// Emphasised or strong words, as ranges of [`text`](Passage::text); titles of works stand there.
    pub emphasis: Vec<TextRange>,
    pub(crate) range: TextRange,
    pub(crate) map: OffsetMap,
}

/// What kind of paragraph a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// A paragraph of the body.
    Paragraph,
    /// A heading of this level, one to six.
    Heading(u8),
    /// A paragraph of a list's item.
    ListItem,
    /// A paragraph of a block quote.
    BlockQuote,
    /// A table's cell.
    TableCell {
        /// Whether it stands in the table's head.
        header: bool,
    },
    /// Words to a picture: the alternative text of an image that stands alone, the lines behind it, `<figcaption>` or `<caption>`.
    Caption,
    /// A paragraph of a footnote.
    Footnote,
}

/// A link, an image or a footnote mark in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The visible words, as a range of the passage's text; empty for a footnote mark and for an image amid text.
    pub range: TextRange,
    /// The whole construct with its marks and its target, relative to the block's start.
    pub source: TextRange,
    /// Where it leads: an address, or a footnote's label.
    pub target: String,
    /// Whether the words themselves are the label that a definition gives an address: `[words]`, `[words][]`.
    pub by_words: bool,
    /// What it is.
    pub kind: LinkKind,
}

/// What a [`Link`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// A link to somewhere else.
    Link,
    /// An image.
    Image,
    /// A reference to a footnote, whether or not that footnote is defined.
    Footnote,
}

impl Passage {
    /// The source of a range of [`text`](Passage::text), in bytes from the block's start: from the start of its first
    /// character to the end of its last. An empty range gives the place directly behind the visible character before
    /// it, or at zero the place before the first one.
    pub fn source(&self, range: TextRange) -> TextRange {
        let range = std::ops::Range::<usize>::from(range);
        self.map.source(range).map_or(TextRange::empty(self.range.start()), text_range)
    }

    /// The offset in [`text`](Passage::text) of a byte of the source, counted from the block's start. `None` where
    /// the byte lies neither in nor directly behind a visible character of this passage.
    pub fn prose_offset(&self, source: TextSize) -> Option<TextSize> {
        let mut offset = self.map.prose(source.into())?;
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        Some(text_size(offset))
    }

    /// The source of the whole passage, in bytes from the block's start.
    pub fn range(&self) -> TextRange {
        self.range
    }
}
