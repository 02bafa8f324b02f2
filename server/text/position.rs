//! Positions as editors count them, and byte offsets. This is the only module that knows UTF-16.
//!
//! Lines end at `\n`, `\r\n` or a lone `\r`, as the language server protocol says. Whatever an editor sends is
//! clamped into the draft rather than refused, because a stale position is no reason to lose an edit.

use ropey::Rope;

/// The unit in which an editor counts along a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: a character outside the basic plane counts two.
    Utf16,
    /// Unicode characters.
    Utf32,
}

/// A place in a draft as an editor names it; both numbers count from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The distance from the line's start, in units of the [`PositionEncoding`] in use.
    pub character: u32,
}

/// The byte offset of `position`; beyond the line it is the line's end (before its line break), beyond the last line
/// the draft's end, and inside a character that character's start.
pub(crate) fn to_byte(rope: &Rope, position: Position, encoding: PositionEncoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_bytes();
    }
    let start = rope.line_to_char(line);
    let end = line_content_end(rope, line);
    let character = position.character as usize;
    let target = match encoding {
        PositionEncoding::Utf8 => {
            let wanted = rope.char_to_byte(start).saturating_add(character);
            rope.byte_to_char(wanted.min(rope.char_to_byte(end)))
        }
        PositionEncoding::Utf16 => {
            let wanted = rope.char_to_utf16_cu(start).saturating_add(character);
            rope.utf16_cu_to_char(wanted.min(rope.char_to_utf16_cu(end)))
        }
        PositionEncoding::Utf32 => start.saturating_add(character).min(end),
    };
    rope.char_to_byte(target)
}

/// The position of the byte at `offset`, clamped to the draft, to the character's start, and to the end of the line's
/// content where the offset lies between `\r` and `\n`.
pub(crate) fn from_byte(rope: &Rope, offset: usize, encoding: PositionEncoding) -> Position {
    let char_index = rope.byte_to_char(offset.min(rope.len_bytes()));
    let line = rope.char_to_line(char_index);
    let start = rope.line_to_char(line);
    let char_index = char_index.min(line_content_end(rope, line));
    let character = match encoding {
        PositionEncoding::Utf8 => rope.char_to_byte(char_index) - rope.char_to_byte(start),
        PositionEncoding::Utf16 => rope.char_to_utf16_cu(char_index) - rope.char_to_utf16_cu(start),
        PositionEncoding::Utf32 => char_index - start,
    };
    Position { line: saturate(line), character: saturate(character) }
}

/// The UTF-16 code units before the byte at `offset`, clamped to the draft and to the character's start.
pub(crate) fn units_before(rope: &Rope, offset: usize) -> usize {
    rope.char_to_utf16_cu(rope.byte_to_char(offset.min(rope.len_bytes())))
}

/// The byte behind so many UTF-16 code units, clamped to the draft, and inside a character to that character's start.
pub(crate) fn behind_units(rope: &Rope, units: usize) -> usize {
    rope.char_to_byte(rope.utf16_cu_to_char(units.min(rope.len_utf16_cu())))
}

/// The character index behind the last character of a line, its line break left out.
fn line_content_end(rope: &Rope, line: usize) -> usize {
    let start = rope.line_to_char(line);
    let mut end = rope.line_to_char(line + 1);
    if end > start && rope.char(end - 1) == '\n' {
        end -= 1;
        if end > start && rope.char(end - 1) == '\r' {
            end -= 1;
        }
    } else if end > start && rope.char(end - 1) == '\r' {
        end -= 1;
    }
    end
}

fn saturate(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
