//! What became of recorded words in a quotation: kept, cleaned as every newsroom cleans them, changed, or put together from several
//! places.

use std::ops::Range;

use text_size::TextRange;

use super::align::{Piece, Step};
use super::words::{Break, tells_hour, turns_sense};

/// How a quotation agrees with the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Word for word.
    Exact,
    /// But for fillers, repetitions, false starts, and what an ellipsis or a bracket marks.
    Cleaned,
    /// Words were put in, left out or replaced.
    Changed,
    /// Put together from places that lie apart.
    Stitched,
    /// Not in the notes.
    Missing,
}

impl Grade {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Exact => "exact",
            Grade::Cleaned => "cleaned",
            Grade::Changed => "changed",
            Grade::Stitched => "stitched",
            Grade::Missing => "missing",
        }
    }

    /// In words for people, without a stop.
    pub fn told(self) -> &'static str {
        match self {
            Grade::Exact => "Recorded in these words",
            Grade::Cleaned => "Recorded in these words, but for fillers and what a mark stands for",
            Grade::Changed => "Recorded in other words",
            Grade::Stitched => "Recorded in several places that lie apart; the first is",
            Grade::Missing => "None of the notes has these words",
        }
    }
}

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Other words stand for those of the notes.
    Replaced,
    /// Words that the notes do not have.
    PutIn,
    /// Words of the notes are left out, and nothing marks it.
    LeftOut,
    /// A word that turns the sense is left out, and nothing marks it.
    Dropped,
    /// A marked gap swallows a word that turns the sense.
    Swallowed,
    /// A contraction is written out, or made.
    Contraction,
}

/// Where a quotation says something else than the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub kind: Kind,
    /// The words of the quotation at fault, bytes of its text; where words were left out, the word behind them.
    pub range: TextRange,
    /// The words of the notes, by their numbers, for [`Notes::text_of`](super::Notes::text_of); empty where words were put in.
    pub recorded: Range<usize>,
    /// For words that were left out the place where they stood: bytes of the quotation's text, empty.
    pub at: TextRange,
}

/// A word of the notes, as grading looks at it.
pub(super) trait Recorded {
    /// Its number.
    fn number(&self, word: usize) -> u32;
    /// As it is compared.
    fn form(&self, word: usize) -> &str;
    /// How it is set off from the next.
    fn behind(&self, word: usize) -> Break;
    /// Whether it is one that nobody would print.
    fn is_filler(&self, word: usize) -> bool;
    /// Whether two are parts of one: of a contraction, of a figure with its unit.
    fn are_one(&self, word: usize, other: usize) -> bool;
}

/// What steps come to.
pub(super) struct Graded {
    pub(super) cleaned: bool,
    pub(super) differences: Vec<Difference>,
    /// How many words of the quotation the notes have.
    pub(super) found: usize,
    /// The words of the notes that are passed over, marked or not, in runs.
    pub(super) gaps: Vec<Range<usize>>,
}

/// Grades the steps by which the pieces of a quotation, each with its place, become words of the notes.
pub(super) fn grade(pieces: &[(Piece, TextRange)], steps: &[Step], notes: &impl Recorded) -> Graded {
    let found = steps.iter().filter(|step| is_same(step)).count();
    let mut graded = Graded { cleaned: false, differences: Vec::new(), found, gaps: Vec::new() };
    let differs = differing(pieces, steps, notes);
    let mut at = 0;
    while at < steps.len() {
        let length = differs[at..].iter().take_while(|differs| **differs).count();
        if length == 0 {
            if let Step::Contraction { piece, word } = steps[at]
                && !tells_hour(notes.form(word))
            {
                let range = pieces[piece].1;
                let difference =
                    Difference { kind: Kind::Contraction, range, recorded: word..word + 1, at: range };
                graded.differences.push(difference);
            }
            at += 1;
            continue;
        }
        let run = Run {
            steps: &steps[at..at + length],
            before: last_word(&steps[..at]),
            behind: first(steps, at + length),
        };
        run.grade(pieces, notes, &mut graded);
        at += length;
    }
    graded
}

/// Which steps do not agree. A word of which a part differs differs as a whole: "did" and "didn't", "£40,000" and "$40,000".
fn differing(pieces: &[(Piece, TextRange)], steps: &[Step], notes: &impl Recorded) -> Vec<bool> {
    let mut differs: Vec<bool> = steps.iter().map(|step| !is_same(step)).collect();
    let mut wholes: Vec<Range<usize>> = Vec::new();
    for (behind, step) in steps.iter().enumerate().filter(|(_, step)| !is_marked(step)) {
        let before = |is_part: &dyn Fn(&Step) -> Option<bool>| {
            let mut before = steps[..behind].iter().enumerate().rev().filter(|(_, step)| !is_marked(step));
            let near = before.find_map(|(at, step)| Some((at, is_part(step)?)));
            near.filter(|(_, is_part)| *is_part).map(|(at, _)| at)
        };
        let range = |step: &Step| piece_of(step).map(|piece| pieces[piece].1);
        let written = range(step).and_then(|here| before(&|step| Some(range(step)? == here)));
        let recorded =
            word_of(step).and_then(|here| before(&|step| Some(notes.are_one(word_of(step)?, here))));
        wholes.extend(written.min(recorded).or(written).or(recorded).map(|first| first..behind + 1));
    }
    // A difference spreads over each whole that it touches, forwards and back.
    for whole in wholes.iter().chain(wholes.iter().rev()) {
        if differs[whole.clone()].contains(&true) {
            differs[whole.clone()].fill(true);
        }
    }
    differs
}

fn is_same(step: &Step) -> bool {
    matches!(step, Step::Same { .. } | Step::Contraction { .. })
}

fn word_of(step: &Step) -> Option<usize> {
    match *step {
        Step::Same { word, .. } | Step::Contraction { word, .. } | Step::Other { word, .. } => Some(word),
        Step::LeftOut { word } | Step::Marked { word, .. } => Some(word),
        Step::PutIn { .. } | Step::Mark { .. } => None,
    }
}

fn piece_of(step: &Step) -> Option<usize> {
    match *step {
        Step::Same { piece, .. } | Step::Contraction { piece, .. } | Step::Other { piece, .. } => Some(piece),
        Step::PutIn { piece } | Step::Mark { piece } | Step::Marked { piece, .. } => Some(piece),
        Step::LeftOut { .. } => None,
    }
}

fn is_marked(step: &Step) -> bool {
    matches!(step, Step::Mark { .. } | Step::Marked { .. })
}

fn last_word(steps: &[Step]) -> Option<usize> {
    steps.iter().rev().find_map(word_of)
}

/// The piece and the word of the step at a place, which is one that agrees.
fn first(steps: &[Step], at: usize) -> Option<(usize, usize)> {
    match *steps.get(at)? {
        Step::Same { piece, word } | Step::Contraction { piece, word } => Some((piece, word)),
        _ => None,
    }
}

/// Steps between two that agree; one among them that does is a part of a word that does not.
struct Run<'s> {
    steps: &'s [Step],
    /// The word of the notes before.
    before: Option<usize>,
    /// The piece and the word behind.
    behind: Option<(usize, usize)>,
}

impl Run<'_> {
    fn grade(&self, pieces: &[(Piece, TextRange)], notes: &impl Recorded, graded: &mut Graded) {
        let mut written: Vec<TextRange> = Vec::new();
        let (mut left_out, mut marked): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        let (mut replaced, mut mark) = (Vec::new(), None);
        for step in self.steps {
            match *step {
                Step::Other { piece, word }
                | Step::Same { piece, word }
                | Step::Contraction { piece, word } => {
                    written.push(pieces[piece].1);
                    replaced.push(word);
                }
                Step::PutIn { piece } => written.push(pieces[piece].1),
                Step::LeftOut { word } => left_out.push(word),
                Step::Marked { piece, word } => {
                    mark = Some(piece);
                    marked.push(word);
                }
                Step::Mark { piece } => mark = Some(piece),
            }
        }
        for words in [&left_out, &marked] {
            if let (Some(&first), Some(&last)) = (words.first(), words.last()) {
                graded.gaps.push(first..last + 1);
            }
        }
        graded.cleaned |= mark.is_some();
        if let Some(piece) = mark {
            // What is left out beside a mark is marked.
            marked.append(&mut left_out);
            marked.sort_unstable();
            if matches!(pieces[piece].0, Piece::Gap) && self.swallows(&marked, notes) {
                let range = pieces[piece].1;
                let recorded = span(&marked);
                graded.differences.push(Difference { kind: Kind::Swallowed, range, recorded, at: range });
            }
        }
        if !written.is_empty() {
            let range = written.iter().copied().reduce(TextRange::cover).unwrap_or_default();
            replaced.extend(left_out.iter().filter(|&&word| !notes.is_filler(word)));
            replaced.sort_unstable();
            let kind = if replaced.is_empty() { Kind::PutIn } else { Kind::Replaced };
            graded.differences.push(Difference { kind, range, recorded: span(&replaced), at: range });
            return;
        }
        if left_out.is_empty() {
            return;
        }
        if self.is_clean(&left_out, notes) {
            graded.cleaned = true;
            return;
        }
        let told: Vec<usize> = left_out.into_iter().filter(|&word| !notes.is_filler(word)).collect();
        let Some((piece, _)) = self.behind else { return };
        let range = pieces[piece].1;
        let at = TextRange::empty(range.start());
        let turned = told.iter().any(|&word| turns_sense(notes.form(word)));
        let kind = if turned { Kind::Dropped } else { Kind::LeftOut };
        graded.differences.push(Difference { kind, range, recorded: span(&told), at });
    }

    /// Whether a gap hides a word that turns the sense of a sentence of which some is quoted.
    fn swallows(&self, words: &[usize], notes: &impl Recorded) -> bool {
        let stops = |from: usize, to: usize| (from..to).any(|word| notes.behind(word) == Break::Stop);
        words.iter().any(|&word| {
            let of_before = self.before.is_some_and(|before| !stops(before, word));
            let of_behind = self.behind.is_some_and(|(_, behind)| !stops(word, behind));
            turns_sense(notes.form(word)) && (of_before || of_behind)
        })
    }

    /// Whether what was left out is what every newsroom leaves out: fillers, what is said again, and false starts.
    fn is_clean(&self, left_out: &[usize], notes: &impl Recorded) -> bool {
        const LONGEST_START: usize = 4;
        let words: Vec<usize> = left_out.iter().copied().filter(|&word| !notes.is_filler(word)).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return true };
        let number = |word: usize| notes.number(word);
        let behind = self.behind.map(|(_, word)| word);
        let before = self.before;
        let again = behind.is_some_and(|behind| repeats(&words, |at| Some(number(behind + at)), notes))
            || before.is_some_and(|before| {
                let length = words.len();
                repeats(&words, |at| Some(number((before + 1 + at).checked_sub(length)?)), notes)
            });
        let breaks_off = words.len() <= LONGEST_START
            && (behind.is_some_and(|behind| number(behind) == number(first))
                && notes.behind(last) == Break::Comma
                || before.is_some_and(|before| {
                    let broken = (before..last).any(|word| notes.behind(word) == Break::Comma);
                    number(before) == number(last) && broken
                }));
        again || breaks_off && !words.iter().any(|&word| turns_sense(notes.form(word)))
    }
}

/// Whether words are the same as others, given by their place in the row.
fn repeats(words: &[usize], other: impl Fn(usize) -> Option<u32>, notes: &impl Recorded) -> bool {
    words.iter().enumerate().all(|(at, &word)| other(at) == Some(notes.number(word)))
}

fn span(words: &[usize]) -> Range<usize> {
    match (words.first(), words.last()) {
        (Some(&first), Some(&last)) => first..last + 1,
        _ => 0..0,
    }
}
