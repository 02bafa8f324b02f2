//! Quantities: every number of a passage with its exact value, its unit, and how precisely it is meant. Beside them what looks like
//! numbers and is something else: dates, times of the clock, results of votes and games, and names such as Route 66.

use text_size::TextRange;

use crate::calendar::{self, Clock, Date};
use crate::decimal::Decimal;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

mod amounts;
mod counted;
mod hedges;
mod interval;
mod malformed;
mod numerals;
mod tallies;
#[cfg(test)]
mod tests;
mod units;
mod years;

pub use numerals::thousands;
pub use units::{Measure, MeasureKind, Period, Unit};

pub(crate) use counted::is_plural;
pub(crate) use numerals::{below_hundred, scale};

/// A number with what it is a number of; bytes of the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number with its unit: "£4.2m", "12 per cent", "seven".
    pub range: TextRange,
    /// The number alone, with its scale: "4.2m", "12", "seven".
    pub number: TextRange,
    /// The same as `range`, with the words before that make it less exact: "nearly a fifth".
    pub hedged: TextRange,
    /// What stands there.
    pub value: Decimal,
    /// What its last written digit is worth.
    pub step: Decimal,
    /// Whether it is written in words.
    pub in_words: bool,
    /// What it is a number of.
    pub unit: Unit,
    /// How it is made less exact.
    pub hedge: Hedge,
    /// The noun for what is counted, in the plural, with the words between: "police officers"; of a "seven-member board" the word
    /// behind the hyphen.
    pub noun: Option<TextRange>,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
}

/// How words before a number make it less exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// They do not.
    None,
    /// "About", "some", "roughly".
    About,
    /// "Nearly", "almost", "just under".
    Nearly,
    /// "Just over", "a little more than".
    JustOver,
    /// "More than", "at least".
    AtLeast,
    /// "Up to", "fewer than".
    AtMost,
}

/// Two numbers with a dash between: the votes for and against, or a game's result; bytes of the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Both.
    pub range: TextRange,
    /// The first.
    pub first: i64,
    /// The second.
    pub second: i64,
}

/// All numbers of a passage, each kind in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Those that say how much or how many.
    pub quantities: Vec<Quantity>,
    /// Dates.
    pub dates: Vec<Date>,
    /// Times of the clock.
    pub clocks: Vec<Clock>,
    /// Results.
    pub tallies: Vec<Tally>,
    /// Those that are written wrongly.
    pub malformed: Vec<Malformed>,
}

/// A number that is written wrongly; bytes of the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// All of it.
    pub range: TextRange,
    /// The unit or the scale that is given again, with the space before it; nothing where the digits are grouped wrongly.
    pub surplus: Option<TextRange>,
}

/// A number at its tokens, for what reads on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mark {
    Quantity(usize),
    /// The size of a body: "seven-member".
    Size(usize),
    Date(usize),
    Clock(usize),
    Tally(usize),
    /// A number that is a name, or that nobody can read.
    Other,
}

/// Where a number stands: the tokens, half open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marked {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) mark: Mark,
}

/// Finds the numbers of a passage, and where in its tokens they stand, in order; `quoted` tells whether bytes lie in a quotation.
pub(crate) fn find(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    quoted: &dyn Fn(TextRange) -> bool,
) -> (Numbers, Vec<Marked>) {
    let mut finder = Finder { tokens, quoted, numbers: Numbers::default(), marked: Vec::new() };
    for &sentence in sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            at = finder.step(at, sentence).unwrap_or(at + 1);
        }
    }
    let Finder { mut numbers, marked, .. } = finder;
    numbers.malformed = malformed::find(tokens, &marked, &numbers.quantities, quoted);
    (numbers, marked)
}

struct Finder<'t> {
    tokens: &'t Tokens<'t>,
    quoted: &'t dyn Fn(TextRange) -> bool,
    numbers: Numbers,
    marked: Vec<Marked>,
}

impl Finder<'_> {
    /// Takes in the number that begins at a token; gives the token behind it.
    fn step(&mut self, start: usize, sentence: SentenceTokens) -> Option<usize> {
        let tokens = self.tokens;
        let end = sentence.end;
        let first = tokens.lower(start);
        let digit = first.starts_with(|c: char| c.is_ascii_digit());
        if !digit && tokens.kind(start) != TokenKind::Word && tokens.kind(start) != TokenKind::Symbol {
            return None;
        }
        if let Some((end, mut date)) = calendar::date_at(tokens, start, sentence) {
            date.quoted = (self.quoted)(date.range);
            self.numbers.dates.push(date);
            return Some(self.mark(start, end, Mark::Date(self.numbers.dates.len() - 1)));
        }
        if digit {
            if let Some((end, mut clock)) =
                calendar::clock_at(tokens, start, sentence).filter(|found| found.0 <= end)
            {
                clock.quoted = (self.quoted)(clock.range);
                self.numbers.clocks.push(clock);
                return Some(self.mark(start, end, Mark::Clock(self.numbers.clocks.len() - 1)));
            }
            if let Some((end, tally)) = tallies::tally(tokens, start) {
                self.numbers.tallies.push(tally);
                return Some(self.mark(start, end, Mark::Tally(self.numbers.tallies.len() - 1)));
            }
            if let Some(years) = self.years(start) {
                self.numbers.dates.extend(years);
                return Some(self.mark(start, start + 1, Mark::Other));
            }
            if let Some(date) = self.bare_year(start, sentence) {
                self.numbers.dates.push(date);
                return Some(self.mark(start, start + 1, Mark::Date(self.numbers.dates.len() - 1)));
            }
        }
        if let Some(size) = self.size(start) {
            self.numbers.quantities.push(size);
            return Some(self.mark(start, start + 1, Mark::Size(self.numbers.quantities.len() - 1)));
        }
        let hedge = hedges::hedge(tokens, start, end);
        let at = start + hedge.map_or(0, |(count, _)| count);
        // "Around 8:15pm" and "about 1985" are no quantities.
        let timed =
            || calendar::clock_at(tokens, at, sentence).is_some() || self.bare_year(at, sentence).is_some();
        if hedge.is_some() && timed() {
            return None;
        }
        let Some((behind, quantity)) =
            self.quantity(start, at, hedge.map_or(Hedge::None, |(_, hedge)| hedge), sentence)
        else {
            return (digit && hedge.is_none()).then(|| self.mark(start, start + 1, Mark::Other));
        };
        self.numbers.quantities.push(quantity);
        Some(self.mark(start, behind, Mark::Quantity(self.numbers.quantities.len() - 1)))
    }

    fn mark(&mut self, start: usize, end: usize, mark: Mark) -> usize {
        self.marked.push(Marked { start, end, mark });
        end
    }
}
