//! The line of a draft that a finding is about, with the words marked underneath.
//!
//! Drafts have a paragraph on a line, so a long line is cut to a window around the marked words. Everything is measured
//! in columns of a terminal, in whole user-perceived characters: wide characters and combining marks stay aligned.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Columns a window needs to make sense at all.
const LEAST: usize = 20;

/// The line as shown, and the marks to show underneath.
pub fn excerpt(line: &str, marked: Range<usize>, width: usize) -> (String, String) {
    let width = width.max(LEAST);
    let cells: Vec<Cell<'_>> = line.grapheme_indices(true).map(|(at, text)| Cell::new(at, text)).collect();
    let first = cells.iter().position(|cell| cell.at + cell.length > marked.start).unwrap_or(cells.len());
    let behind = cells.iter().position(|cell| cell.at >= marked.end).unwrap_or(cells.len());
    let window = window(&cells, first..behind.max(first), width);

    let mut shown = String::new();
    let mut marks = String::new();
    if window.start > 0 {
        shown.push('…');
        marks.push(' ');
    }
    for (index, cell) in cells.iter().enumerate().take(window.end).skip(window.start) {
        shown.push_str(cell.text);
        let mark = if (first..behind).contains(&index) { "^" } else { " " };
        marks.push_str(&mark.repeat(cell.width));
    }
    if window.end < cells.len() {
        shown.push('…');
    }
    // Something is missing between two characters, or at the line's end: one mark where it would stand.
    if !marks.contains('^') {
        let before: usize = cells[window.start..first].iter().map(|cell| cell.width).sum();
        marks = " ".repeat(before + usize::from(window.start > 0)) + "^";
    }
    (shown.trim_end().to_owned(), marks.trim_end().to_owned())
}

/// The text without control characters: a draft must not steer the terminal it is shown on.
pub fn harmless(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

/// The cells to show: the marked ones, as far as they fit, with as much around them as fits on either side.
fn window(cells: &[Cell<'_>], marked: Range<usize>, width: usize) -> Range<usize> {
    let total: usize = cells.iter().map(|cell| cell.width).sum();
    if total <= width {
        return 0..cells.len();
    }
    // Room for an ellipsis on both sides.
    let room = width - 2;
    let mut used = 0;
    let mut fits = |cell: Option<&Cell<'_>>| {
        let width = cell.map_or(usize::MAX, |cell| cell.width);
        let fits = width <= room.saturating_sub(used);
        used += if fits { width } else { 0 };
        fits
    };
    let (mut start, mut end) = (marked.start, marked.start);
    while end < marked.end && fits(cells.get(end)) {
        end += 1;
    }
    let whole = end == marked.end;
    loop {
        let left = start > 0 && fits(cells.get(start - 1));
        start -= usize::from(left);
        let right = whole && fits(cells.get(end));
        end += usize::from(right);
        if !left && !right {
            return start..end;
        }
    }
}

/// What a terminal shows for one user-perceived character.
struct Cell<'a> {
    at: usize,
    length: usize,
    text: &'a str,
    width: usize,
}

impl<'a> Cell<'a> {
    fn new(at: usize, source: &'a str) -> Cell<'a> {
        let text = match source {
            "\t" => "    ",
            // As in [`harmless`].
            _ if source.chars().any(char::is_control) => "\u{fffd}",
            _ => source,
        };
        Cell { at, length: source.len(), text, width: text.width() }
    }
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[track_caller]
    fn check(line: &str, word: &str, width: usize, expected: &str) {
        let start = line.find(word).unwrap();
        let (shown, marks) = excerpt(line, start..start + word.len(), width);
        assert_eq!(format!("{shown}\n{marks}"), expected);
    }

    #[test]
    fn marks_stand_under_the_words() {
        check("He said TKTK today.", "TKTK", 80, "He said TKTK today.\n        ^^^^");
        check("\tTKTK", "TKTK", 80, "    TKTK\n    ^^^^");
        check("東京 TKTK", "TKTK", 80, "東京 TKTK\n     ^^^^");
        check("e\u{301}\u{302} 👩‍👩‍👧 TKTK", "TKTK", 80, "e\u{301}\u{302} 👩‍👩‍👧 TKTK\n     ^^^^");
        check("\u{1b}[31mTKTK", "TKTK", 80, "\u{fffd}[31mTKTK\n     ^^^^");
        check("end", "", 80, "end\n^");
        assert_eq!(excerpt("end", 3..3, 80).1, "   ^");
        assert_eq!(excerpt("", 0..0, 80), (String::new(), "^".to_owned()));
    }

    #[test]
    fn long_lines_are_windowed() {
        check(
            "one two three four five TKTK six seven eight nine ten",
            "TKTK",
            24,
            "…our five TKTK six seve…\n          ^^^^",
        );
        check("TKTK one two three four five six", "TKTK", 20, "TKTK one two three…\n^^^^");
        check("one two three four five six TKTK", "TKTK", 20, "…four five six TKTK\n               ^^^^");
        let long = "x".repeat(50);
        check(&format!("{long} a"), &long, 20, &format!("{}…\n{}", "x".repeat(18), "^".repeat(18)));
    }
}
