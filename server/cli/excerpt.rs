//! The part of a draft that a finding is about, with the words marked underneath.
//!
//! Drafts have a paragraph on a line, so a long line is cut to a window around the marked words, between words where it
//! has any. Marked words that are longer than a line go on in a second one, and no further: the beginning of a sentence
//! tells which it is. Everything is measured in columns of a terminal, in whole user-perceived characters: wide
//! characters and combining marks stay aligned.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::cli::names::is_odd;

/// Columns a window needs to make sense at all.
const LEAST: usize = 20;
/// What is longer than this is no word but an address or another script, and may be cut.
const LONGEST_WORD: usize = 24;

/// The rows to show, one or two: each the text, and the marks underneath.
pub(super) fn excerpt(text: &str, marked: Range<usize>, width: usize) -> Vec<(String, String)> {
    let width = width.max(LEAST);
    let cells: Vec<Cell<'_>> = text.grapheme_indices(true).map(|(at, text)| Cell::new(at, text)).collect();
    let first = cells.iter().position(|cell| cell.at + cell.length > marked.start).unwrap_or(cells.len());
    let behind = cells.iter().position(|cell| cell.at >= marked.end).unwrap_or(cells.len()).max(first);
    let (all, marked) = (0..cells.len(), first..behind);
    // On both sides room for an ellipsis and a blank.
    let room = width - 4;
    let rows = if columns(&cells) <= width {
        vec![all]
    } else if columns(&cells[marked.clone()]) <= room {
        vec![window(&cells, &marked, room)]
    } else {
        two_rows(&cells, first, room)
    };
    let last = rows.len() - 1;
    let with_marks = |(index, row): (usize, Range<usize>)| {
        let (before, after) = (index == 0 && row.start > 0, index == last && row.end < cells.len());
        show(&cells, row, &marked, before, after)
    };
    rows.into_iter().enumerate().map(with_marks).collect()
}

/// A row of text and its marks, with an ellipsis where something is left out before or after it.
fn show(
    cells: &[Cell<'_>],
    mut row: Range<usize>,
    marked: &Range<usize>,
    before: bool,
    after: bool,
) -> (String, String) {
    let ellipsis_after = if is_between_words(cells, row.end) { " …" } else { "…" };
    let ellipsis_before = if is_between_words(cells, row.start) { "… " } else { "…" };
    while before && row.start < row.end && cells[row.start].is_blank() {
        row.start += 1;
    }
    while row.start < row.end && cells[row.end - 1].is_blank() {
        row.end -= 1;
    }
    let indent = if before { ellipsis_before } else { "" };
    let mut text = indent.to_owned();
    let mut marks = " ".repeat(indent.width());
    for index in row.clone() {
        text.push_str(cells[index].text);
        let mark = if marked.contains(&index) { "^" } else { " " };
        marks.push_str(&mark.repeat(cells[index].width));
    }
    // Something is missing between two characters, or at the end: one mark where it would stand.
    if columns(&cells[marked.clone()]) == 0 {
        marks = " ".repeat(indent.width() + columns(&cells[row.start..marked.start.max(row.start)])) + "^";
    }
    if after {
        text.push_str(ellipsis_after);
    }
    (text, marks.trim_end().to_owned())
}

/// The text without what is odd: a draft must not steer the terminal it is shown on.
pub(super) fn harmless(text: &str) -> String {
    text.replace(is_odd, "\u{fffd}")
}

/// The marked cells, which fit into `room`, with as much around them as fits on either side, in whole words.
fn window(cells: &[Cell<'_>], marked: &Range<usize>, room: usize) -> Range<usize> {
    let mut used = columns(&cells[marked.clone()]);
    let mut fits = |cell: Option<&Cell<'_>>| {
        let width = cell.map_or(usize::MAX, |cell| cell.width);
        let fits = width <= room.saturating_sub(used);
        used += if fits { width } else { 0 };
        fits
    };
    let (mut start, mut end) = (marked.start, marked.end);
    loop {
        let left = start > 0 && fits(cells.get(start - 1));
        start -= usize::from(left);
        let right = fits(cells.get(end));
        end += usize::from(right);
        if !left && !right {
            break;
        }
    }
    let first_whole =
        (start..=marked.start.min(start + LONGEST_WORD)).find(|&at| is_between_words(cells, at));
    first_whole.unwrap_or(start)..whole_words(cells, marked.end, end)
}

/// Two rows from the first marked cell on, each as long as fits into `room`, in whole words.
fn two_rows(cells: &[Cell<'_>], first: usize, room: usize) -> Vec<Range<usize>> {
    let row = |start: usize| {
        let mut used = 0;
        let fitting = cells[start..].iter().take_while(|cell| {
            used += cell.width;
            used <= room
        });
        let end = start + fitting.count();
        start..whole_words(cells, start + 1, end)
    };
    let upper = row(first);
    let lower = (upper.end..cells.len()).find(|&at| !cells[at].is_blank()).map(row);
    [upper].into_iter().chain(lower).collect()
}

/// The last place up to `end` where no word is cut; `end` where that would leave less than up to `least`.
fn whole_words(cells: &[Cell<'_>], least: usize, end: usize) -> usize {
    (least.max(end.saturating_sub(LONGEST_WORD))..=end)
        .rev()
        .find(|&at| is_between_words(cells, at))
        .unwrap_or(end)
}

fn is_between_words(cells: &[Cell<'_>], at: usize) -> bool {
    at == 0 || at == cells.len() || cells[at].is_blank() || cells[at - 1].is_blank()
}

fn columns(cells: &[Cell<'_>]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
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
            // Where a paragraph goes on in the next line.
            "\n" | "\r" | "\r\n" => " ",
            // As in [`harmless`].
            _ if source.contains(is_odd) => "\u{fffd}",
            _ => source,
        };
        Cell { at, length: source.len(), text, width: text.width() }
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[track_caller]
    fn check(text: &str, words: &str, width: usize, expected: &str) {
        let start = text.find(words).unwrap();
        let rows = excerpt(text, start..start + words.len(), width);
        let rows: Vec<String> = rows.into_iter().map(|(text, marks)| format!("{text}\n{marks}")).collect();
        assert_eq!(rows.join("\n"), expected);
    }

    #[test]
    fn marks_stand_under_the_words() {
        check("He said TKTK today.", "TKTK", 80, "He said TKTK today.\n        ^^^^");
        check("\tTKTK", "TKTK", 80, "    TKTK\n    ^^^^");
        check("東京 TKTK", "TKTK", 80, "東京 TKTK\n     ^^^^");
        check("e\u{301}\u{302} 👩‍👩‍👧 TKTK", "TKTK", 80, "e\u{301}\u{302} 👩‍👩‍👧 TKTK\n     ^^^^");
        check("\u{1b}[31mTKTK", "TKTK", 80, "\u{fffd}[31mTKTK\n     ^^^^");
        check("\u{9b}31m\u{202e}TKTK\u{2069}", "TKTK", 80, "\u{fffd}31m\u{fffd}TKTK\u{fffd}\n     ^^^^");
        check("one\r\ntwo", "e\r\nt", 80, "one two\n  ^^^");
        check("end", "", 80, "end\n^");
        assert_eq!(excerpt("end", 3..3, 80), [("end".to_owned(), "   ^".to_owned())]);
        assert_eq!(excerpt("", 0..0, 80), [(String::new(), "^".to_owned())]);
    }

    #[test]
    fn long_lines_are_windowed_between_words() {
        check(
            "one two three four five TKTK six seven eight nine ten",
            "TKTK",
            24,
            "… five TKTK six …\n       ^^^^",
        );
        check("TKTK one two three four five six", "TKTK", 20, "TKTK one two …\n^^^^");
        check("one two three four five six TKTK", "TKTK", 20, "… five six TKTK\n           ^^^^");
        let long = "x".repeat(50);
        check(&format!("{long} TKTK {long}"), "TKTK", 20, "… TKTK …\n  ^^^^");
        let row = format!("…{} TKTK {}…\n{}^^^^", "x".repeat(25), "x".repeat(25), " ".repeat(27));
        check(&format!("{long} TKTK {long}"), "TKTK", 60, &row);
    }

    #[test]
    fn long_words_at_fault_go_on_in_a_second_row() {
        check(
            "One day four cats met five dogs and six birds. Then it rained.",
            "four cats met five dogs and six birds.",
            24,
            "… four cats met five\n  ^^^^^^^^^^^^^^^^^^\ndogs and six birds. …\n^^^^^^^^^^^^^^^^^^^",
        );
        check(
            "One two three four five six seven eight nine ten eleven twelve.",
            "One two three four five six seven eight nine ten eleven twelve.",
            24,
            "One two three four\n^^^^^^^^^^^^^^^^^^\nfive six seven eight …\n^^^^^^^^^^^^^^^^^^^^",
        );
        let long = "x".repeat(50);
        let row = |end: &str| format!("{}{end}\n{}", "x".repeat(16), "^".repeat(16));
        check(&format!("{long} a"), &long, 20, &format!("{}\n{}", row(""), row("…")));
    }
}
