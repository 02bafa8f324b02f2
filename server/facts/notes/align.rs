//! Where in the notes the words of a quotation stand: semi-global alignment, so that what stands before and behind in the notes costs
//! nothing. A word that is replaced costs most, then one that was put in, then one that was left out; fillers cost little, and what
//! an ellipsis or a bracket stands for next to nothing.

use super::words::NONE;

/// A part of a quotation, as it is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    /// A word, by its number, and the numbers of what it is where a contraction is written out.
    Word { number: u32, also: [u32; 3] },
    /// An ellipsis, which stands for any words or none.
    Gap,
    /// Words in brackets, which stand for a few others.
    Bracket,
}

/// The costs in hundredths.
const OTHER: u32 = 300;
pub(super) const PUT_IN: u32 = 200;
pub(super) const LEFT_OUT: u32 = 100;
pub(super) const FILLER: u32 = 30;
const CONTRACTION: u32 = 20;
const IN_GAP: u32 = 1;
const IN_BRACKET: u32 = 15;
/// Nothing is aligned over the end of a file.
pub(super) const WALL: u32 = 1 << 24;

/// Words of notes to align with: the number of each, and what it costs to leave it out.
#[derive(Clone, Copy)]
pub(super) struct Words<'w> {
    pub(super) numbers: &'w [u32],
    pub(super) left_out: &'w [u32],
}

impl<'w> Words<'w> {
    pub(super) fn slice(self, from: usize, to: usize) -> Words<'w> {
        Words { numbers: &self.numbers[from..to], left_out: &self.left_out[from..to] }
    }
}

/// A stretch of the words that some pieces are aligned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) cost: u32,
}

/// What the first `n` pieces cost at the best place for them, for each `n`; and all the best places for all of them, in order.
pub(super) struct Aligned {
    pub(super) prefixes: Vec<Place>,
    pub(super) best: Vec<Place>,
}

/// So many places are told where a quotation stands in several.
const MOST_PLACES: usize = 16;

/// A cost, and the number of the first word, the later before the earlier: of two that cost the same the shorter wins.
fn packed(cost: u32, start: usize) -> u64 {
    u64::from(cost) << 32 | u64::from(u32::MAX - u32::try_from(start).unwrap_or(u32::MAX))
}

fn place(packed: u64, end: usize) -> Place {
    let start = u32::MAX - (packed & u64::from(u32::MAX)) as u32;
    Place { start: (start as usize).min(end), end, cost: (packed >> 32) as u32 }
}

const fn cost(hundredths: u32) -> u64 {
    (hundredths as u64) << 32
}

/// Aligns pieces with words.
pub(super) fn align(pieces: &[Piece], words: Words<'_>) -> Aligned {
    let count = words.numbers.len();
    let mut row: Vec<u64> = (0..=count).map(|at| packed(0, at)).collect();
    let mut prefixes = vec![best_of(&row)];
    for piece in pieces {
        match *piece {
            Piece::Word { number, also } => word_row(&mut row, words, number, also),
            Piece::Gap => hole_row(&mut row, words, IN_GAP),
            Piece::Bracket => hole_row(&mut row, words, IN_BRACKET),
        }
        prefixes.push(best_of(&row));
    }
    let least = row.iter().min().map_or(0, |least| least >> 32);
    let mut best: Vec<Place> = Vec::new();
    for (end, &packed) in row.iter().enumerate() {
        if packed >> 32 == least && best.len() < MOST_PLACES {
            let here = place(packed, end);
            // The same words with more behind them are the same place.
            match best.last_mut() {
                Some(last) if here.start < last.end => {}
                _ => best.push(here),
            }
        }
    }
    Aligned { prefixes, best }
}

fn best_of(row: &[u64]) -> Place {
    let best = row.iter().enumerate().min_by_key(|&(end, &packed)| (packed >> 32, end));
    best.map_or(Place { start: 0, end: 0, cost: 0 }, |(end, &packed)| place(packed, end))
}

fn word_row(row: &mut [u64], words: Words<'_>, number: u32, also: [u32; 3]) {
    let mut diagonal = row[0];
    row[0] += cost(PUT_IN);
    let mut before = row[0];
    let contracts = also[0] != NONE;
    for ((cell, &word), &left_out) in row[1..].iter_mut().zip(words.numbers).zip(words.left_out) {
        let other = match () {
            () if word == number => 0,
            () if contracts && also.contains(&word) => cost(CONTRACTION),
            () => cost(OTHER),
        };
        let left = before.saturating_add(cost(left_out));
        let wall = if left_out >= WALL { cost(WALL) } else { 0 };
        let here = (diagonal + other + wall).min(*cell + cost(PUT_IN)).min(left);
        diagonal = *cell;
        *cell = here;
        before = here;
    }
}

fn hole_row(row: &mut [u64], words: Words<'_>, each: u32) {
    let mut before = row[0];
    for (cell, &left_out) in row[1..].iter_mut().zip(words.left_out) {
        let each = if left_out >= WALL { WALL } else { each };
        *cell = (*cell).min(before.saturating_add(cost(each)));
        before = *cell;
    }
}

/// One step of an alignment; numbers count pieces and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Same {
        piece: usize,
        word: usize,
    },
    /// The same but for a contraction.
    Contraction {
        piece: usize,
        word: usize,
    },
    Other {
        piece: usize,
        word: usize,
    },
    PutIn {
        piece: usize,
    },
    LeftOut {
        word: usize,
    },
    /// What a gap or a bracket stands for.
    Marked {
        piece: usize,
        word: usize,
    },
    /// A gap or a bracket that stands for nothing more.
    Mark {
        piece: usize,
    },
}

/// The steps by which pieces become all of some words.
pub(super) fn steps(pieces: &[Piece], words: Words<'_>) -> Vec<Step> {
    let count = words.numbers.len();
    let width = count + 1;
    let mut table = vec![u32::MAX; (pieces.len() + 1) * width];
    table[0] = 0;
    for word in 0..count {
        table[word + 1] = table[word].saturating_add(words.left_out[word]);
    }
    for (index, piece) in pieces.iter().enumerate() {
        for at in 0..=count {
            let above = table[index * width + at];
            let mut least = above.saturating_add(stay(*piece));
            if at > 0 {
                let word = at - 1;
                let diagonal = table[index * width + word].saturating_add(meet(*piece, words, word));
                let left = table[(index + 1) * width + word].saturating_add(pass(*piece, words, word));
                least = least.min(diagonal).min(left);
            }
            table[(index + 1) * width + at] = least;
        }
    }
    let (mut index, mut at) = (pieces.len(), count);
    let mut steps = Vec::new();
    while index > 0 || at > 0 {
        let here = table[index * width + at];
        let piece = index.checked_sub(1).map(|piece| (piece, pieces[piece]));
        let word = at.checked_sub(1);
        if let (Some((number, piece)), Some(word)) = (piece, word)
            && let Piece::Word { number: mine, .. } = piece
            && table[(index - 1) * width + word].saturating_add(meet(piece, words, word)) == here
        {
            steps.push(match meet(piece, words, word) {
                _ if words.numbers[word] == mine => Step::Same { piece: number, word },
                CONTRACTION => Step::Contraction { piece: number, word },
                _ => Step::Other { piece: number, word },
            });
            (index, at) = (index - 1, word);
        } else if let Some((piece, kind)) = piece
            && table[(index - 1) * width + at].saturating_add(stay(kind)) == here
        {
            let word = matches!(kind, Piece::Word { .. });
            steps.push(if word { Step::PutIn { piece } } else { Step::Mark { piece } });
            index -= 1;
        } else if let Some(word) = word {
            let hole = piece.filter(|(_, piece)| !matches!(piece, Piece::Word { .. }));
            steps.push(match hole {
                Some((piece, _)) => Step::Marked { piece, word },
                None => Step::LeftOut { word },
            });
            at = word;
        } else if let Some((piece, _)) = piece {
            steps.push(Step::PutIn { piece });
            index -= 1;
        }
    }
    steps.reverse();
    steps
}

/// What it costs that a piece has no word.
fn stay(piece: Piece) -> u32 {
    if matches!(piece, Piece::Word { .. }) { PUT_IN } else { 0 }
}

/// What it costs that a piece stands for a word.
fn meet(piece: Piece, words: Words<'_>, word: usize) -> u32 {
    let there = words.numbers[word];
    match piece {
        Piece::Word { number, .. } if there == number => 0,
        Piece::Word { also, .. } if also.contains(&there) && there != NONE => CONTRACTION,
        Piece::Word { .. } => OTHER,
        Piece::Gap | Piece::Bracket => u32::MAX,
    }
}

/// What it costs to pass over a word behind a piece.
fn pass(piece: Piece, words: Words<'_>, word: usize) -> u32 {
    match piece {
        Piece::Word { .. } => words.left_out[word],
        Piece::Gap => IN_GAP,
        Piece::Bracket => IN_BRACKET,
    }
}
