//! A sheet as all formats print it: parts with sentences of the draft, and rows with what to look at in each. Plain data.

use std::ops::Range;

use copydesk_text::PassageKind;
use text_size::TextRange;

use crate::cli::prose::Prose;

/// One draft's sheet.
pub(super) struct Paper {
    /// What kind of sheet.
    pub kind: &'static str,
    /// The draft's headline, or its name.
    pub title: String,
    /// The draft, as findings name it.
    pub name: String,
    /// What whoever reads it should know first.
    pub opening: &'static str,
    /// Why its sentences were not read.
    pub problem: Option<&'static str>,
    /// What stands in the cells of a row, in order; behind them, every format has a box to tick and a column to fill.
    pub columns: &'static [&'static str],
    /// The column to fill.
    pub fill: &'static str,
    /// What is told where there is nothing to look at.
    pub nothing: &'static str,
    /// In the order in which they are read.
    pub parts: Vec<Part>,
}

/// A part of a sheet.
#[derive(Default)]
pub(super) struct Part {
    /// What it is about, where there are several.
    pub heading: Option<String>,
    /// What is told of it before the rows, in plain sentences.
    pub remarks: Vec<String>,
    /// The sentences of the rows.
    pub sentences: Vec<Sentence>,
    /// The rows, in the order of their sentences.
    pub rows: Vec<Row>,
}

/// Words of the draft around what the rows look at.
pub(super) struct Sentence {
    /// Where it stands: "¶ 3".
    pub place: String,
    /// The words in pieces; those that are looked at have a mark.
    pub pieces: Vec<(String, bool)>,
}

/// One thing to look at.
pub(super) struct Row {
    /// Its sentence, a number in the part.
    pub sentence: usize,
    /// Whether the draft says that it is done.
    pub done: bool,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// What stands in one cell.
#[derive(Default)]
pub(super) struct Cell {
    /// The words.
    pub words: String,
    /// What is said beside them.
    pub note: Option<String>,
    /// Where the words lead.
    pub link: Option<String>,
}

impl Paper {
    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.parts.iter().map(|part| part.rows.len()).sum()
    }
}

impl Sentence {
    /// The sentence at a range of the draft's bytes, with marks on other ranges.
    pub(super) fn new(prose: &Prose, range: TextRange, marked: &[TextRange]) -> Sentence {
        let Some((number, within)) = prose.locate(range) else {
            return Sentence { place: String::new(), pieces: Vec::new() };
        };
        let paragraph = &prose.paragraphs[number];
        let mut marks: Vec<Range<usize>> = marked
            .iter()
            .filter_map(|&mark| prose.locate(mark).filter(|&(at, _)| at == number).map(|(_, mark)| mark))
            .collect();
        marks.sort_by_key(|mark| mark.start);
        let mut pieces = Vec::new();
        let mut at = within.start;
        let mut piece = |range: Range<usize>, marked: bool| {
            if !range.is_empty() {
                pieces.push((paragraph.shown(range), marked));
            }
        };
        for mark in marks {
            let (start, end) = (mark.start.clamp(at, within.end), mark.end.clamp(at, within.end));
            piece(at..start, false);
            piece(start..end, true);
            at = end;
        }
        piece(at..within.end, false);
        Sentence { place: place(prose, range).unwrap_or_default(), pieces }
    }

    /// Words that stand outside the prose, with a mark on the first that are the same as some.
    pub(super) fn bare(place: String, words: &str, marked: &[&str]) -> Sentence {
        let mut marks: Vec<Range<usize>> =
            marked.iter().filter_map(|&mark| words.find(mark).map(|at| at..at + mark.len())).collect();
        marks.sort_by_key(|mark| mark.start);
        let (mut pieces, mut at) = (Vec::new(), 0);
        for mark in marks {
            let start = mark.start.max(at);
            pieces.extend([(&words[at..start], false), (&words[start..mark.end.max(start)], true)]);
            at = mark.end.max(start);
        }
        pieces.push((&words[at..], false));
        let pieces = pieces.into_iter().filter(|(words, _)| !words.is_empty());
        Sentence { place, pieces: pieces.map(|(words, marked)| (words.to_owned(), marked)).collect() }
    }

    /// All its words.
    pub(super) fn words(&self) -> String {
        self.pieces.iter().map(|(words, _)| words.as_str()).collect()
    }
}

impl Cell {
    /// A cell with nothing but words.
    pub(super) fn of(words: impl Into<String>) -> Cell {
        Cell { words: words.into(), ..Cell::default() }
    }

    /// The words and what is said beside them, on one line.
    pub(super) fn line(&self) -> String {
        match &self.note {
            Some(note) if !self.words.is_empty() => format!("{} ({note})", self.words),
            Some(note) => note.clone(),
            None => self.words.clone(),
        }
    }
}

/// Where a range of the draft stands, for people: "¶ 3", "headline".
pub(super) fn place(prose: &Prose, range: TextRange) -> Option<String> {
    let (number, _) = prose.locate(range)?;
    let paragraph = &prose.paragraphs[number];
    let numbered = |what: &str| format!("¶\u{a0}{}{what}", paragraph.number.unwrap_or_default());
    Some(match paragraph.kind() {
        PassageKind::Heading(1) => "headline".to_owned(),
        PassageKind::Heading(_) => "crosshead".to_owned(),
        PassageKind::Caption => numbered(", caption"),
        PassageKind::TableCell { .. } => numbered(", table"),
        PassageKind::Footnote => numbered(", footnote"),
        PassageKind::Paragraph | PassageKind::ListItem | PassageKind::BlockQuote => numbered(""),
    })
}

/// The same of several ranges, each place once: "¶ 3, ¶ 5".
pub(super) fn places(prose: &Prose, ranges: impl IntoIterator<Item = TextRange>) -> String {
    let mut places: Vec<String> = Vec::new();
    for place in ranges.into_iter().filter_map(|range| place(prose, range)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.join(", ")
}
