//! An edit, and which blocks it costs.
//!
//! The markdown parser reads a window that begins a block or so before the edit. As soon as it starts a top-level
//! block behind the edit where one started before, everything from there on is as it was: a top-level block's start
//! does not depend on what came before it. Otherwise the window grows four-fold, to the draft's end if need be.

use std::ops::Range;
use std::sync::Arc;

use crate::boundaries;
use crate::document::{Change, Document};
use crate::extract::extract;
use crate::front_matter;
use crate::hidden::{self, Hiding};
use crate::labels::LabelTable;
use crate::{Block, Dialect};

/// Blocks behind the edit that the first window takes in. One is where the parser should find its feet again, and the
/// rest give it the lines it looks ahead.
const BLOCKS_BEHIND: usize = 3;

/// How much the window grows when it was too small.
const GROWTH: usize = 4;

/// Lines a block's start may depend on behind itself: a table is known by its second line.
const LOOKAHEAD_LINES: usize = 2;

/// The blocks that an edit leads to, before they are read.
struct Reparsed {
    /// The old blocks that go.
    removed: Range<usize>,
    /// The bytes of the new blocks, consecutive, in the draft after the edit.
    inserted: Vec<Range<usize>>,
}

impl Document {
    /// Replaces `range` (character boundaries inside the draft) by `text`.
    pub(crate) fn splice(&mut self, range: Range<usize>, text: &str) -> Change {
        let old_length = self.rope.len_bytes();
        let old_front = self.front_matter.map_or(0, |extent| extent.end);
        let char_start = self.rope.byte_to_char(range.start);
        let char_end = self.rope.byte_to_char(range.end);
        self.rope.remove(char_start..char_end);
        self.rope.insert(char_start, text);
        if self.dialect == Dialect::Data {
            return Change { removed: 0..0, inserted: 0..0 };
        }
        self.front_matter = front_matter::find(&self.rope);

        let edit = EditExtent { start: range.start, old_end: range.end, new_end: range.start + text.len() };
        let reparsed = self.reparse(&edit, old_front, old_length);
        let reparsed = self.without_untouched(reparsed, &edit);
        self.install(reparsed)
    }

    /// Finds the block boundaries after an edit that the rope has already seen, and the blocks have not.
    fn reparse(&self, edit: &EditExtent, old_front: usize, old_length: usize) -> Reparsed {
        let new_front = self.front_matter.map_or(0, |extent| extent.end);
        // An edit at a line's start may join a `\n` to the `\r` before it, so the line before counts as touched.
        let touched = self.block_index(edit.start.saturating_sub(1));
        let mut first = touched.saturating_sub(1);
        if old_front != new_front || self.starts.get(first).is_none_or(|&start| start < new_front) {
            first = 0;
        }
        loop {
            let from = if first == 0 { 0 } else { self.starts[first] };
            let mut last = self.block_index(edit.old_end) + BLOCKS_BEHIND;
            loop {
                let old_end = self.starts.get(last).copied().unwrap_or(old_length).max(edit.old_end);
                let window = from..edit.shift(old_end);
                match self.read_window(first, window.clone(), edit, old_front) {
                    Window::Synchronised(reparsed) => return reparsed,
                    Window::BadStart => break,
                    Window::TooSmall => {}
                }
                let wanted = (old_end - from.min(old_end)) * GROWTH + from;
                last = self.starts.partition_point(|&start| start < wanted).max(last + 1);
            }
            // The parser did not start where it started before; a block earlier it will.
            first = first.saturating_sub(1);
        }
    }

    fn read_window(&self, first: usize, window: Range<usize>, edit: &EditExtent, old_front: usize) -> Window {
        let to_the_end = window.end >= self.rope.len_bytes();
        let front = self.front_matter.map_or(0, |extent| extent.end);
        let mut inserted: Vec<Range<usize>> = Vec::new();
        let mut parse_from = window.start;
        if first == 0 {
            parse_from = front.max(front_matter::byte_order_mark_len(&self.rope));
            if front > 0 {
                inserted.push(0..front);
            }
        }
        if parse_from > window.end {
            return Window::TooSmall;
        }
        let text = boundaries::with_newlines(self.rope.byte_slice(parse_from..window.end).to_string());
        let last_sure = if to_the_end { text.len() } else { last_line_starts(&text, LOOKAHEAD_LINES) };

        // What precedes the draft's first block belongs to it.
        let tile = if first == 0 { front } else { window.start };
        let starts = boundaries::starts(&text);
        if first > 0 && starts.first() != Some(&0) {
            return Window::BadStart;
        }
        let mut block_start = tile;
        for (index, &start) in starts.iter().enumerate() {
            let start = start + parse_from;
            if index == 0 && start != tile {
                continue;
            }
            if start >= edit.new_end
                && start - parse_from <= last_sure
                && let Some(old_start) = edit.unshift(start)
                && old_start > old_front
                && let Ok(old_index) = self.starts.binary_search(&old_start)
                && old_index > first
            {
                if start > block_start {
                    inserted.push(block_start..start);
                }
                return Window::Synchronised(Reparsed { removed: first..old_index, inserted });
            }
            if index > 0 {
                inserted.push(block_start..start);
                block_start = start;
            }
        }
        if !to_the_end {
            return Window::TooSmall;
        }
        if block_start < self.rope.len_bytes() {
            inserted.push(block_start..self.rope.len_bytes());
        }
        Window::Synchronised(Reparsed { removed: first..self.blocks.len(), inserted })
    }

    /// Drops from the front of a change the blocks that lie wholly before the edit and are as long as they were.
    fn without_untouched(&self, mut reparsed: Reparsed, edit: &EditExtent) -> Reparsed {
        let untouched = reparsed
            .inserted
            .iter()
            .zip(reparsed.removed.clone())
            .take_while(|(range, old)| {
                range.end <= edit.start
                    && self.starts[*old] == range.start
                    && usize::from(self.blocks[*old].len) == range.len()
            })
            .count();
        reparsed.inserted.drain(..untouched);
        reparsed.removed.start += untouched;
        reparsed
    }

    /// Reads the new blocks, puts them in place, and reads again those elsewhere of which the draft now hides more or less, or whose
    /// labels changed their meaning.
    fn install(&mut self, reparsed: Reparsed) -> Change {
        let Reparsed { removed, inserted } = reparsed;
        let front = self.front_matter.map_or(0, |extent| extent.end);
        let read = |document: &Document, range: Range<usize>, hiding: Hiding, labels: &LabelTable| {
            let text = document.rope.byte_slice(range.clone()).to_string();
            Arc::new(extract(&text, document.dialect, range.start < front, hiding, labels))
        };
        let blocks: Vec<_> =
            inserted.iter().map(|range| read(self, range.clone(), Hiding::default(), &self.labels)).collect();
        let defining = |blocks: &[Arc<Block>]| blocks.iter().any(|block| !block.definitions.is_empty());
        let marked = |blocks: &[Arc<Block>]| blocks.iter().any(|block| !block.marks.is_empty());
        let mut labels_may_differ = defining(&self.blocks[removed.clone()]) || defining(&blocks);
        self.hides |= marked(&blocks);

        let mut change =
            Change { removed: removed.clone(), inserted: removed.start..removed.start + blocks.len() };
        self.blocks.splice(removed.clone(), blocks);
        self.starts.truncate(removed.start);
        let mut start =
            self.starts.last().map_or(0, |&last| last + usize::from(self.blocks[removed.start - 1].len));
        for block in &self.blocks[removed.start..] {
            self.starts.push(start);
            start += usize::from(block.len);
        }
        if self.hides {
            self.hides = marked(&self.blocks);
            let marks: Vec<_> = self.blocks.iter().map(|block| block.marks.as_slice()).collect();
            for (index, hiding) in hidden::pair(&marks).into_iter().enumerate() {
                if self.blocks[index].hiding != hiding {
                    let before = self.blocks[index].clone();
                    self.blocks[index] = read(self, self.block_range(index), hiding, &self.labels);
                    labels_may_differ |= defining(&[before, self.blocks[index].clone()]);
                    change.widen_to(index);
                }
            }
        }
        if !labels_may_differ {
            return change;
        }

        let before = std::mem::replace(&mut self.labels, Arc::new(LabelTable::of(&self.blocks)));
        for index in 0..self.blocks.len() {
            if before.differs_for(&self.labels, &self.blocks[index].labels) {
                let hiding = self.blocks[index].hiding;
                self.blocks[index] = read(self, self.block_range(index), hiding, &self.labels);
                change.widen_to(index);
            }
        }
        change
    }

    fn block_range(&self, index: usize) -> Range<usize> {
        let start = self.starts[index];
        start..start + usize::from(self.blocks[index].len)
    }

    /// The index of the block that holds the byte at `offset` of the draft before the edit.
    fn block_index(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

enum Window {
    /// The blocks are found.
    Synchronised(Reparsed),
    /// The window holds no place from which on all is as before.
    TooSmall,
    /// No block starts where the window does.
    BadStart,
}

/// Where an edit lies, before and after it.
struct EditExtent {
    start: usize,
    old_end: usize,
    new_end: usize,
}

impl EditExtent {
    /// An offset behind the edit, before it, as an offset after it.
    fn shift(&self, old: usize) -> usize {
        old - self.old_end + self.new_end
    }

    /// The reverse of `shift`.
    fn unshift(&self, new: usize) -> Option<usize> {
        (new + self.old_end).checked_sub(self.new_end)
    }
}

impl Change {
    /// Covers the block with this index after the edit, too.
    fn widen_to(&mut self, index: usize) {
        if index < self.inserted.start {
            self.inserted.start = index;
            self.removed.start = index;
        } else if index >= self.inserted.end {
            self.removed.end += index + 1 - self.inserted.end;
            self.inserted.end = index + 1;
        }
    }
}

/// The offset at which the last `count` lines of `text` start.
fn last_line_starts(text: &str, count: usize) -> usize {
    let mut end = text.len();
    for _ in 0..=count {
        let Some(newline) = text[..end].rfind('\n') else {
            return 0;
        };
        end = newline;
    }
    end + 1
}
