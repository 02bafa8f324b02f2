//! What the figures of a sentence are said to have to do with each other: a change from one to the other, a part of a whole, the parts
//! of a total. They are paired by what they hang on, a verb, a noun, brackets, and never because they are near. Whether the sums are
//! right is for others to say.
//!
//! Quantities and dates are given by their places in [`Numbers`]; ranges are bytes of the passage, half open.

use text_size::TextRange;

use crate::decimal::{Decimal, Interval};
use crate::outline::Outline;
use crate::quantities::{Marked, Numbers};
use crate::sentences::SentenceTokens;
use crate::tokens::Tokens;

mod ages;
mod averages;
mod changes;
mod conversions;
mod durations;
mod lists;
mod shares;
mod totals;
mod votes;

/// What figures have to do with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Something went from one figure to another.
    Change(Change),
    /// A part of a whole, told as counts and as a share.
    Share {
        /// The share.
        said: usize,
        /// The part.
        part: usize,
        /// The whole.
        whole: usize,
    },
    /// A part of those whom a noun names, whose number is told elsewhere: "Of the nurses, 1,240, or a third".
    PartOf {
        /// The share.
        said: usize,
        /// The part.
        part: usize,
        /// The noun.
        of: TextRange,
    },
    /// Parts that make up a whole.
    Total(Total),
    /// A total, a number, and how much that is for each.
    Average {
        /// The first of the two figures.
        first: usize,
        /// The second.
        second: usize,
        /// What is told for each.
        each: usize,
    },
    /// How long it was between two dates or times.
    Duration(Duration),
    /// The same measure in two units; each may be given in two parts, "5ft 10in".
    Conversion {
        /// As it was measured.
        from: Vec<usize>,
        /// In the other unit.
        to: Vec<usize>,
    },
    /// The members that a body has.
    Body {
        /// The word for the body, "board".
        noun: Option<TextRange>,
        /// How many.
        size: usize,
        /// Whether all of them voted.
        all: bool,
    },
    /// The result of a vote.
    Vote {
        /// The words.
        range: TextRange,
        /// The word for the body that voted.
        noun: Option<TextRange>,
        /// For, against and, where told, abstaining.
        votes: Vec<i64>,
        /// By how many votes it was won, where that is told beside it.
        majority: Option<usize>,
    },
    /// A number before a list.
    List {
        /// The number.
        number: usize,
        /// How many the list has; nothing where it may stand in the next block.
        items: Option<usize>,
    },
}

/// A change from one figure to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The earlier figure.
    pub from: usize,
    /// The later one.
    pub to: usize,
    /// By how much, where it is told.
    pub by: Option<By>,
    /// The word that tells the change: "rose", "down", "increase".
    pub cue: TextRange,
    /// Whether it tells a rise; nothing where it tells neither or where a rise of the thing is a fall of the figure.
    pub up: Option<bool>,
}

/// By how much something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A figure: an amount, a per cent, a fraction.
    Figure(usize),
    /// How many times as much it became: "doubled", "more than halved".
    Times {
        /// The words.
        range: TextRange,
        /// What they stand for.
        times: Interval,
    },
}

/// Parts that make up a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The whole; nothing where it is a hundred per cent.
    pub whole: Option<usize>,
    /// The parts that are figures.
    pub parts: Vec<usize>,
    /// How many parts more there are of which each is one: "a driver".
    pub ones: i64,
    /// Whether the last part is told to be what remains.
    pub rest: bool,
    /// Whether there may be more parts, so that they come to no more than the whole.
    pub open: bool,
}

/// How long it was between two dates or times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duration {
    /// From one date to another.
    Between {
        /// The first.
        start: usize,
        /// The second.
        end: usize,
        /// How long.
        length: usize,
    },
    /// From one time of the clock to another.
    Clock {
        /// The first.
        start: usize,
        /// The second.
        end: usize,
        /// How long.
        length: usize,
    },
    /// From a date up to now.
    Ago {
        /// The date.
        start: usize,
        /// How long.
        length: usize,
    },
    /// How old a thing is that the sentence before dates: "The mill opened in 1951. The 65-year-old plant".
    Age {
        /// The date.
        start: usize,
        /// The words: "65-year-old".
        range: TextRange,
        /// The number.
        years: i64,
    },
    /// Whether an anniversary's number fits its date.
    Anniversary {
        /// The date.
        start: usize,
        /// The words: "25th anniversary".
        range: TextRange,
        /// The number.
        years: i64,
    },
}

/// The age that a passage tells of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// The words for the age.
    pub range: TextRange,
    /// Years.
    pub years: i64,
    /// The name, the pronoun or the noun of whom it tells.
    pub bearer: TextRange,
    /// When they were that old, where it is not now.
    pub when: AgeAt,
}

/// When somebody was of an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeAt {
    /// Now, as far as the passage says.
    Now,
    /// At their death.
    Death,
    /// On a date of the passage.
    Date(usize),
}

/// When somebody was born or died, as a passage tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The name or the pronoun of whom it tells.
    pub bearer: TextRange,
    /// The date, in the list of the passage's dates.
    pub date: usize,
    /// Whether it is that of the death.
    pub death: bool,
}

/// All relations of a passage, in order of their sentences, and what it tells of ages and lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// Between figures.
    pub between: Vec<Relation>,
    /// Ages of whom a name or a pronoun means.
    pub ages: Vec<Age>,
    /// Ages of whom nothing but a noun tells, "a 36-year-old man".
    pub unnamed: Vec<Age>,
    /// Births and deaths.
    pub lives: Vec<Life>,
}

/// A name as ages look at it; bytes of the passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    /// The name.
    pub(crate) name: TextRange,
    /// The same with the title before it.
    pub(crate) titled: TextRange,
    /// Whether this passage alone shows that it is a person's; a draft may know more.
    pub(crate) person: bool,
}

/// Finds the relations of a passage. `marked` has its numbers in order, `names` are those outside quotations; `quoted` tells whether bytes lie in a quotation, whose sums are
/// its speaker's.
pub(crate) fn find(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    numbers: &Numbers,
    marked: &[Marked],
    names: &[Named],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Relations {
    let mut found = Relations::default();
    let mut died = false;
    let mut opened = None;
    for &sentence in sentences {
        let dated = opened.take();
        let told = std::mem::replace(&mut died, ages::tells_death(tokens, sentence));
        let from = marked.partition_point(|mark| mark.start < sentence.start);
        let to = marked.partition_point(|mark| mark.start < sentence.end);
        let here = &marked[from..to];
        if here.is_empty() {
            continue;
        }
        let outline = Outline::new(tokens, numbers, sentence, here, quoted);
        if here.len() > 1 {
            let mut pairs = changes::find(&outline);
            pairs.extend(shares::find(&outline));
            pairs.extend(averages::find(&outline));
            pairs.extend(totals::find(&outline));
            pairs.extend(conversions::find(&outline));
            found.between.extend(pairs);
        }
        found.between.extend(durations::find(&outline));
        found.between.extend(dated.and_then(|start| durations::aged(&outline, start)));
        opened = durations::opened(&outline);
        found.between.extend(votes::find(&outline));
        found.between.extend(lists::find(&outline, sentence));
        ages::find(&outline, sentence, names, told, &mut found);
    }
    found
}

/// The span of times that "doubled" and its like stand for.
fn times(low: i64, high: i64) -> Interval {
    Interval { low: Decimal::ten_thousandths(low * 100), high: Decimal::ten_thousandths(high * 100) }
}
