//! The draft itself: a rope, and the blocks it is made of, kept in step edit by edit.

use std::ops::Range;
use std::sync::Arc;

use ropey::Rope;

use crate::front_matter::{self, Extent, FrontMatter};
use crate::labels::LabelTable;
use crate::position;
use crate::{Block, Dialect, Position, PositionEncoding, TextRange, TextSize, text_size};

/// A draft. Cloning it is cheap: the text and the blocks are shared.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) rope: Rope,
    pub(crate) dialect: Dialect,
    pub(crate) blocks: Vec<Arc<Block>>,
    /// The start of each block, in bytes of the draft.
    pub(crate) starts: Vec<usize>,
    pub(crate) labels: Arc<LabelTable>,
    pub(crate) front_matter: Option<Extent>,
    /// Whether any block holds marks of comments that may run over blocks.
    pub(crate) hides: bool,
}

/// One change as an editor sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; `None` is the whole draft.
    pub range: Option<Range<Position>>,
    /// What stands there afterwards.
    pub text: String,
}

/// What an edit did to the blocks: those at `removed` before it gave way to those at `inserted` after it. Every block
/// outside is the same `Arc` as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Indices of the blocks before the edit.
    pub removed: Range<usize>,
    /// Indices of the blocks after the edit; it starts where `removed` starts.
    pub inserted: Range<usize>,
}

impl Document {
    /// Reads a draft.
    pub fn new(text: &str, dialect: Dialect) -> Document {
        let mut document = Document {
            rope: Rope::new(),
            dialect,
            blocks: Vec::new(),
            starts: Vec::new(),
            labels: Arc::default(),
            front_matter: None,
            hides: false,
        };
        document.splice(0..0, text);
        document
    }

    /// Applies an editor's edit. Positions beyond a line or the draft are clamped as the protocol says, those inside a
    /// character to its start, and a range that runs backwards is turned round.
    pub fn apply(&mut self, edit: &Edit, encoding: PositionEncoding) -> Change {
        let Some(range) = &edit.range else {
            return self.replace_all(&edit.text);
        };
        let start = position::to_byte(&self.rope, range.start, encoding);
        let end = position::to_byte(&self.rope, range.end, encoding);
        self.splice(start.min(end)..start.max(end), &edit.text)
    }

    /// Replaces a range of bytes; its ends are clamped to the draft and down to the start of a character.
    pub fn replace(&mut self, range: TextRange, text: &str) -> Change {
        let range = self.clamp(range);
        self.splice(range, text)
    }

    /// The byte offset of an editor's position, clamped as in [`apply`](Document::apply).
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> TextSize {
        text_size(position::to_byte(&self.rope, position, encoding))
    }

    /// The editor's position of a byte offset, which is clamped to the draft and down to the start of a character. An
    /// offset between `\r` and `\n` has no position of its own and gives that of the line's end.
    pub fn position(&self, offset: TextSize, encoding: PositionEncoding) -> Position {
        position::from_byte(&self.rope, offset.into(), encoding)
    }

    /// How many UTF-16 code units stand before a byte offset, which is clamped to the draft and down to the start of a character:
    /// how a browser counts, which knows no lines.
    pub fn units_before(&self, offset: TextSize) -> usize {
        position::units_before(&self.rope, offset.into())
    }

    /// The byte offset behind so many UTF-16 code units, clamped alike.
    pub fn behind_units(&self, units: usize) -> TextSize {
        text_size(position::behind_units(&self.rope, units))
    }

    /// The text.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    /// How the draft is written.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The draft's length in bytes.
    pub fn len(&self) -> TextSize {
        text_size(self.rope.len_bytes())
    }

    /// Whether the draft holds no text at all.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// The text of a range of bytes; its ends are clamped to the draft and down to the start of a character.
    pub fn slice(&self, range: TextRange) -> String {
        self.rope.byte_slice(self.clamp(range)).to_string()
    }

    /// The blocks in their order. They follow each other without gaps and cover the whole draft.
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    /// The byte offset at which a block starts; the draft's end for an index beyond the last.
    pub fn block_start(&self, index: usize) -> TextSize {
        self.starts.get(index).map_or(self.len(), |&start| text_size(start))
    }

    /// The index of the block that holds a byte offset; the last block for the draft's end and beyond, `None` in an
    /// empty draft.
    pub fn block_at(&self, offset: TextSize) -> Option<usize> {
        self.starts.partition_point(|&start| start <= usize::from(offset)).checked_sub(1)
    }

    /// The settings that the draft opens with, if it does.
    pub fn front_matter(&self) -> Option<FrontMatter> {
        self.front_matter.map(|extent| front_matter::read(&self.rope, extent))
    }

    /// Replaces the whole draft. Editors without incremental changes send this on every keystroke, so what the old
    /// and the new text share at both ends is left alone.
    fn replace_all(&mut self, text: &str) -> Change {
        let shared = self.rope.chars().zip(text.chars()).take_while(|(old, new)| old == new);
        let start: usize = shared.map(|(old, _)| old.len_utf8()).sum();
        let most = self.rope.len_bytes().min(text.len()) - start;
        let mut behind = 0;
        for (old, new) in self.rope.chars_at(self.rope.len_chars()).reversed().zip(text.chars().rev()) {
            if old != new || behind + old.len_utf8() > most {
                break;
            }
            behind += old.len_utf8();
        }
        self.splice(start..self.rope.len_bytes() - behind, &text[start..text.len() - behind])
    }

    fn clamp(&self, range: TextRange) -> Range<usize> {
        let floor = |offset: TextSize| {
            let offset = usize::from(offset).min(self.rope.len_bytes());
            self.rope.char_to_byte(self.rope.byte_to_char(offset))
        };
        floor(range.start())..floor(range.end())
    }
}
