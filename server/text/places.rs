//! From bytes to what people and programs count in: lines and columns, characters, UTF-16 units.
//!
//! A draft often has a paragraph, or all of itself, on one line, so counting characters from the line's start for every
//! finding would be quadratic. Counts are kept at every kilobyte instead.

use std::ops::Range;

use text_size::{TextRange, TextSize};

/// A place in a text, as people count: both from 1, the column in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line; lines end at a line feed, a carriage return, or both together.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// In what offsets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// UTF-8 bytes.
    Byte,
    /// Unicode characters, as Python counts.
    Codepoint,
    /// UTF-16 units, as JavaScript counts.
    Utf16,
}

/// The bytes between two counts.
const STEP: usize = 1024;

/// An index over one text.
pub struct Places<'a> {
    text: &'a str,
    /// The byte at which each line starts; a byte order mark belongs to no line.
    lines: Vec<usize>,
    /// Characters and UTF-16 units before each multiple of `STEP`.
    counts: Vec<(usize, usize)>,
}

/// How many bytes at the start of a text are a byte order mark.
pub fn mark_length(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

impl<'a> Places<'a> {
    /// Indexes a text.
    pub fn new(text: &'a str) -> Places<'a> {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let lines = [mark_length(text)].into_iter().chain(ends.map(|(at, _)| at + 1)).collect();
        let mut before = (0, 0);
        let mut counts = vec![before];
        for chunk in bytes.chunks(STEP) {
            let (characters, units) = count(chunk);
            before = (before.0 + characters, before.1 + units);
            counts.push(before);
        }
        Places { text, lines, counts }
    }

    /// The line and column of a byte. A byte within a character counts as its start.
    pub fn place(&self, at: usize) -> Place {
        let at = self.floor(at).max(self.lines[0]);
        let line = self.lines.partition_point(|&start| start <= at) - 1;
        let column = self.offset(at, Unit::Codepoint) - self.offset(self.lines[line], Unit::Codepoint) + 1;
        Place { line: line + 1, column }
    }

    /// The first and the last place of a range; the last is where it ends.
    pub fn places(&self, range: TextRange) -> (Place, Place) {
        (self.place(range.start().into()), self.place(range.end().into()))
    }

    /// The same with columns in bytes, from 1.
    pub fn byte_places(&self, range: TextRange) -> (Place, Place) {
        let place = |at: usize| {
            let line = self.place(at).line;
            Place { line, column: at.max(self.lines[0]) - self.lines[line - 1] + 1 }
        };
        (place(range.start().into()), place(range.end().into()))
    }

    /// The words of a range of bytes, with one blank for any white space.
    pub fn words(&self, range: Range<usize>) -> String {
        self.text[range].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The line of a byte, without its end, and at which byte it starts.
    pub fn line(&self, at: usize) -> (&'a str, usize) {
        let line = self.place(at).line;
        let (start, next) = (self.lines[line - 1], self.lines.get(line).copied());
        // Every finding asks, and the line may be the whole draft.
        let text = &self.text[start..next.unwrap_or(self.text.len())];
        (text.trim_end_matches(['\r', '\n']), start)
    }

    /// The bytes of a line by its number, from 1, without its end; `None` where there is none.
    pub fn range_of_line(&self, line: usize) -> Option<Range<usize>> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let (text, start) = self.line(start);
        Some(start..start + text.len())
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The lines of a range of bytes, without the last one's end, and at which byte they start.
    pub fn lines(&self, range: Range<usize>) -> (&'a str, usize) {
        let (_, start) = self.line(range.start);
        // What ends behind a line's end does not stand on the next line.
        let (last, last_start) = self.line(range.end.saturating_sub(1).max(range.start));
        (&self.text[start..last_start + last.len()], start)
    }

    /// A byte offset in another unit, over the whole text with its byte order mark.
    pub fn offset(&self, at: usize, unit: Unit) -> usize {
        let at = self.floor(at);
        let step = at / STEP;
        let (characters, units) = self.counts[step];
        let rest = || count(&self.text.as_bytes()[step * STEP..at]);
        match unit {
            Unit::Byte => at,
            Unit::Codepoint => characters + rest().0,
            Unit::Utf16 => units + rest().1,
        }
    }

    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The range, moved behind a byte order mark: the desk reads the text without it.
pub fn behind_mark(range: TextRange, mark: usize) -> TextRange {
    TextRange::at(range.start() + TextSize::new(mark as u32), range.len())
}

/// How many characters, and UTF-16 units, start in the bytes.
fn count(bytes: &[u8]) -> (usize, usize) {
    let characters = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
    let beyond = bytes.iter().filter(|&&byte| byte >= 0xf0).count();
    (characters, characters + beyond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_people_and_programs_do() {
        let text = "\u{feff}é😀x\r\ny\rz\n";
        let places = Places::new(text);
        let at = |needle: &str| places.place(text.find(needle).unwrap());
        assert_eq!(places.place(0), Place { line: 1, column: 1 });
        assert_eq!(at("x"), Place { line: 1, column: 3 });
        assert_eq!(at("y"), Place { line: 2, column: 1 });
        assert_eq!(at("z"), Place { line: 3, column: 1 });
        assert_eq!(places.place(text.len()), Place { line: 4, column: 1 });
        let x = text.find('x').unwrap();
        assert_eq!(places.offset(x, Unit::Codepoint), 3);
        assert_eq!(places.offset(x, Unit::Utf16), 4);
        assert_eq!(places.line(x), ("é😀x", 3));
        assert_eq!(places.line(text.len()), ("", text.len()));
        assert_eq!(places.lines(x..x), ("é😀x", 3));
        assert_eq!(places.lines(x..x + 3), ("é😀x", 3));
        assert_eq!(places.lines(x..x + 4), ("é😀x\r\ny", 3));
    }

    #[test]
    fn agrees_with_plain_counting_on_long_lines() {
        let text = "aé😀—".repeat(2000);
        let places = Places::new(&text);
        for (characters, (at, _)) in text.char_indices().enumerate().step_by(97) {
            assert_eq!(places.offset(at, Unit::Codepoint), characters);
            assert_eq!(places.offset(at, Unit::Utf16), text[..at].encode_utf16().count());
            assert_eq!(places.place(at), Place { line: 1, column: characters + 1 });
        }
    }
}
