//! Quantities: every number of a passage with its exact value, its unit, and how precisely it is meant. Beside them what looks like
//! numbers and is something else: dates, times of the clock, results of votes and games, and names such as Route 66.

use text_size::{TextRange, TextSize};

use crate::calendar::{self, Clock, Date};
use crate::decimal::{Decimal, Interval};
use crate::lexicon;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

mod malformed;
mod numerals;
mod units;

pub use numerals::thousands;
pub use units::{Measure, MeasureKind, Period, Unit};

pub(crate) use numerals::below_hundred;

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

impl Quantity {
    /// All numbers that it may stand for: half its last digit more or less, but no more than a tenth; a number in words or of things
    /// counted to the last one is exact. What is said to make it less exact widens it.
    pub fn interval(&self) -> Interval {
        let tenth = self.value.magnitude().times(TENTH);
        let half = self.step.times(HALF);
        let counted =
            matches!(self.unit, Unit::Count) && self.step <= Decimal::whole(1) && self.value.is_whole();
        let slack = match self.unit {
            Unit::Fraction => FRACTION_SLACK,
            _ if counted || self.in_words && self.step <= Decimal::whole(1) => Decimal::ZERO,
            _ => half.min(tenth),
        };
        let near = Interval::around(self.value, slack);
        // "More than 600" may be said of 596.
        let bound = slack.min(self.value.magnitude().times(HUNDREDTH));
        match self.hedge {
            Hedge::None => near,
            Hedge::About => Interval::around(self.value, tenth.magnitude() + slack),
            Hedge::Nearly => Interval { low: near.low - tenth, high: self.value },
            Hedge::JustOver => Interval { low: self.value, high: near.high + tenth },
            Hedge::AtLeast => Interval { low: self.value - bound, high: FAR },
            Hedge::AtMost => Interval { low: -FAR, high: self.value + bound },
        }
    }
}

const HALF: Decimal = Decimal::ten_thousandths(5_000);
const HUNDREDTH: Decimal = Decimal::ten_thousandths(100);
const TENTH: Decimal = Decimal::ten_thousandths(1_000);
/// Nobody who says "a third" of 36 per cent is wrong.
const FRACTION_SLACK: Decimal = Decimal::ten_thousandths(400);
const FAR: Decimal = Decimal::whole(1_000_000_000_000_000);

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
            if let Some((end, tally)) = tally(tokens, start) {
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
        let hedge = hedge(tokens, start, end);
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

    /// A year that stands alone.
    fn bare_year(&self, start: usize, sentence: SentenceTokens) -> Option<Date> {
        let tokens = self.tokens;
        let year = calendar::year(tokens, start)?;
        let before = if start > sentence.start { tokens.lower(start - 1) } else { "" };
        let counts = is_counted(tokens.lower(start + 1));
        let unit = units::of_words(&[tokens.lower(start + 1), tokens.lower(start + 2)]).is_some();
        let told = (1800..=2099).contains(&year) || lexicon::WORDS_BEFORE_YEARS.contains(before);
        let other = counts || unit || units::currency(before).is_some();
        let range = tokens.range(start);
        let quoted = (self.quoted)(range);
        let date =
            Date { range, weekday: None, day_range: range, day: None, month: None, year: Some(year), quoted };
        (told && !other).then_some(date)
    }

    /// Two years with a hyphen between: "1931-2004".
    fn years(&self, start: usize) -> Option<[Date; 2]> {
        let range = self.tokens.range(start);
        let (first, second) = self.tokens.text(start).split_once('-')?;
        let year = |text: &str| {
            (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| (1000..2200).contains(year))
        };
        let four = TextSize::from(4);
        let quoted = (self.quoted)(range);
        let date = |year: i32, range: TextRange| Date {
            range,
            weekday: None,
            day_range: range,
            day: None,
            month: None,
            year: Some(year),
            quoted,
        };
        let ends = [TextRange::at(range.start(), four), TextRange::at(range.end() - four, four)];
        Some([date(year(first)?, ends[0]), date(year(second)?, ends[1])])
    }

    /// The size of a body: "seven-member", "40-seat".
    fn size(&self, start: usize) -> Option<Quantity> {
        let range = self.tokens.range(start);
        let (number, behind) = self.tokens.text(start).rsplit_once(['-', '‑'])?;
        let lower = number.to_lowercase();
        let value = below_hundred(&lower).or_else(|| lower.parse().ok().filter(|number| *number < 10_000))?;
        lexicon::WORDS_BEHIND_SIZES.contains(behind).then_some(())?;
        let number_range = TextRange::at(range.start(), TextSize::of(number));
        let noun = TextRange::new(range.end() - TextSize::of(behind), range.end());
        let value = Decimal::whole(value);
        Some(Quantity {
            in_words: true,
            ..self.of(range, number_range, (value, Decimal::whole(1)), Unit::Count, Some(noun))
        })
    }

    fn of(
        &self,
        range: TextRange,
        number: TextRange,
        (value, step): (Decimal, Decimal),
        unit: Unit,
        noun: Option<TextRange>,
    ) -> Quantity {
        let quoted = (self.quoted)(range);
        Quantity {
            range,
            number,
            hedged: range,
            value,
            step,
            in_words: false,
            unit,
            hedge: Hedge::None,
            noun,
            quoted,
        }
    }

    /// The quantity whose number begins at `at`, and its hedge at `start`, with the token behind it.
    fn quantity(
        &self,
        start: usize,
        at: usize,
        hedge: Hedge,
        sentence: SentenceTokens,
    ) -> Option<(usize, Quantity)> {
        let tokens = self.tokens;
        let limit = sentence.end;
        if let Some((end, value)) = numerals::fraction(tokens, at, limit) {
            let range = tokens.span(at, end);
            let points = tokens.lower(end) == "a" && tokens.lower(end + 1) == "percentage";
            if !points {
                let step = Decimal::ten_thousandths(1);
                let quantity = self.of(range, range, (value, step), Unit::Fraction, None);
                let hedged = tokens.span(start, end);
                return Some((end, Quantity { in_words: true, hedged, hedge, ..quantity }));
            }
        }
        if tokens.lower(at) == "half" && tokens.lower(at + 1) == "a" && tokens.lower(at + 2) == "percentage" {
            let range = tokens.span(at, at + 4);
            let half = self.of(
                range,
                tokens.span(at, at + 2),
                (HALF, Decimal::ten_thousandths(1_000)),
                Unit::Points,
                None,
            );
            return (at + 4 <= limit)
                .then_some((at + 4, Quantity { hedge, hedged: tokens.span(start, at + 4), ..half }));
        }
        let letters = tokens.text(at);
        let country = (1..=3).contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && tokens.text(at + 1) == "$"
            && !tokens.spaced_before(at + 1);
        let sign_at = at + usize::from(country);
        let code = matches!(tokens.text(sign_at), "EUR" | "USD" | "GBP");
        let sign =
            units::currency(tokens.text(sign_at)).filter(|_| tokens.kind(sign_at) == TokenKind::Symbol);
        let sign = sign.or_else(|| units::currency(tokens.lower(sign_at)).filter(|_| code));
        let number_at = sign_at + usize::from(sign.is_some());
        let mut numeral = numerals::numeral(tokens, number_at, limit, sign.is_some())?;
        numeral.add_half(tokens, limit);
        let number_end = numeral.end;
        let mut number = tokens.span(number_at, number_end);
        if let Some(cut) = numeral.cut.and_then(|cut| TextSize::try_from(cut).ok()) {
            number = TextRange::at(tokens.range(number_at).start(), cut);
        }
        let (unit, end) = match (sign, numeral.suffix) {
            (Some(unit), "") => (unit, number_end),
            (None, "") => {
                let words: Vec<&str> =
                    (number_end..limit.min(number_end + 4)).map(|at| tokens.lower(at)).collect();
                let hyphen = tokens.kind(number_end) == TokenKind::Dash;
                match units::of_words(&words).filter(|_| !hyphen) {
                    Some((count, unit)) => (unit, number_end + count),
                    None => (Unit::Count, number_end),
                }
            }
            (None, "m" | "M") => (self.metres_or_millions(number_at, number_end)?, number_end),
            (None, "km") if tokens.text(number_end) == "/" => (units::of_suffix("kmh")?, number_end + 2),
            (_, suffix) => match units::of_suffix(suffix) {
                Some(unit) if sign.is_none() => (unit, number_end),
                _ => return None,
            },
        };
        let mut step = (numeral.value, numeral.step);
        if numeral.suffix == "m" && unit == Unit::Count {
            let million = Decimal::whole(1_000_000);
            step = (step.0.times(million), step.1.times(million));
            number = tokens.span(number_at, number_end);
        }
        let noun = (unit == Unit::Count).then(|| noun(tokens, end, limit)).flatten();
        let named =
            unit == Unit::Count && sign.is_none() && self.is_name(number_at, noun.is_some(), sentence);
        if named || end > limit {
            return None;
        }
        let quantity = self.of(tokens.span(at, end), number, step, unit, noun);
        let hedge = if matches!((tokens.lower(end), tokens.lower(end + 1)), ("or", "so" | "more" | "less")) {
            Hedge::About
        } else {
            hedge
        };
        Some((
            end,
            Quantity { in_words: numeral.in_words, hedged: tokens.span(start, end), hedge, ..quantity },
        ))
    }

    /// What "m" directly behind digits means: metres in brackets and before them, else millions.
    fn metres_or_millions(&self, number: usize, end: usize) -> Option<Unit> {
        let before = number.checked_sub(1).map(|before| self.tokens.kind(before));
        let measured = before == Some(TokenKind::OpenBracket)
            || self.tokens.kind(end) == TokenKind::OpenBracket
            || matches!(
                self.tokens.lower(end),
                "long" | "high" | "wide" | "deep" | "tall" | "above" | "below"
            );
        if measured { units::metres() } else { Some(Unit::Count) }
    }

    /// Whether a number is a name or a place in an order: "Boeing 737", "Article 7", "page 4".
    fn is_name(&self, number: usize, counts: bool, sentence: SentenceTokens) -> bool {
        let Some(before) = number.checked_sub(1).filter(|&before| before >= sentence.start) else {
            return false;
        };
        let word = self.tokens.lower(before);
        if lexicon::WORDS_BEFORE_NUMBERS_THAT_NAME.contains(word)
            || lexicon::WORDS_BEFORE_NUMBERS_IN_AN_ORDER.contains(word) && !(word == "under" && counts)
        {
            return true;
        }
        let opens = before == sentence.start && lexicon::EVERYDAY_WORDS.contains(word);
        self.tokens.is_capitalised(before)
            && !counts
            && !opens
            && self.tokens.kind(number) == TokenKind::Number
    }
}

/// The result that a token is: "5-3", "112–98".
fn tally(tokens: &Tokens, start: usize) -> Option<(usize, Tally)> {
    let whole = |text: &str| {
        let plain = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<i64>().ok()).flatten()
    };
    let text = tokens.text(start);
    let (end, first, second) = match text.split_once(['-', '‑']) {
        Some((first, second)) => (start + 1, whole(first)?, whole(second)?),
        None => {
            let dash = matches!(tokens.text(start + 1), "–" | "-") && !tokens.spaced_before(start + 1);
            let glued =
                dash && tokens.kind(start + 2) == TokenKind::Number && !tokens.spaced_before(start + 2);
            glued.then_some(())?;
            (start + 3, whole(text)?, whole(tokens.text(start + 2))?)
        }
    };
    Some((end, Tally { range: tokens.span(start, end), first, second }))
}

/// The words that make the number behind them less exact, how many they are, and how.
fn hedge(tokens: &Tokens, start: usize, limit: usize) -> Option<(usize, Hedge)> {
    const HEDGES: &[(&[&str], Hedge)] = &[
        (&["a", "little", "less", "than"], Hedge::Nearly),
        (&["a", "little", "more", "than"], Hedge::JustOver),
        (&["a", "little", "under"], Hedge::Nearly),
        (&["a", "little", "over"], Hedge::JustOver),
        (&["slightly", "less", "than"], Hedge::Nearly),
        (&["slightly", "fewer", "than"], Hedge::Nearly),
        (&["slightly", "more", "than"], Hedge::JustOver),
        (&["slightly", "over"], Hedge::JustOver),
        (&["slightly", "under"], Hedge::Nearly),
        (&["no", "fewer", "than"], Hedge::AtLeast),
        (&["no", "less", "than"], Hedge::AtLeast),
        (&["no", "more", "than"], Hedge::AtMost),
        (&["not", "more", "than"], Hedge::AtMost),
        (&["as", "many", "as"], Hedge::AtMost),
        (&["as", "much", "as"], Hedge::AtMost),
        (&["just", "under"], Hedge::Nearly),
        (&["just", "over"], Hedge::JustOver),
        (&["just", "above"], Hedge::JustOver),
        (&["just", "below"], Hedge::Nearly),
        (&["just", "short", "of"], Hedge::Nearly),
        (&["well", "over"], Hedge::AtLeast),
        (&["well", "under"], Hedge::AtMost),
        (&["far", "more", "than"], Hedge::AtLeast),
        (&["not", "quite"], Hedge::Nearly),
        (&["close", "to"], Hedge::About),
        (&["an", "estimated"], Hedge::About),
        (&["more", "than"], Hedge::AtLeast),
        (&["at", "least"], Hedge::AtLeast),
        (&["upwards", "of"], Hedge::AtLeast),
        (&["at", "most"], Hedge::AtMost),
        (&["fewer", "than"], Hedge::AtMost),
        (&["less", "than"], Hedge::AtMost),
        (&["up", "to"], Hedge::AtMost),
        (&["over"], Hedge::AtLeast),
        (&["above"], Hedge::AtLeast),
        (&["under"], Hedge::AtMost),
        (&["below"], Hedge::AtMost),
        (&["nearly"], Hedge::Nearly),
        (&["almost"], Hedge::Nearly),
        (&["about"], Hedge::About),
        (&["around"], Hedge::About),
        (&["some"], Hedge::About),
        (&["roughly"], Hedge::About),
        (&["approximately"], Hedge::About),
        (&["circa"], Hedge::About),
        (&["perhaps"], Hedge::About),
        (&["maybe"], Hedge::About),
        (&["estimated"], Hedge::About),
    ];
    let stands = |words: &[&str]| {
        start + words.len() < limit && words.iter().zip(start..).all(|(word, at)| tokens.lower(at) == *word)
    };
    HEDGES.iter().find(|(words, _)| stands(words)).map(|(words, hedge)| (words.len(), *hedge))
}

/// Whether a noun in lower case names people or things by the piece.
fn is_counted(lower: &str) -> bool {
    lexicon::COUNTED_NOUNS.contains(lower)
}

/// The noun in the plural behind a number, with up to three words before it; bytes of the passage.
fn noun(tokens: &Tokens, start: usize, limit: usize) -> Option<TextRange> {
    for at in start..limit.min(start + 4) {
        let lower = tokens.lower(at);
        if tokens.kind(at) != TokenKind::Word || lexicon::ENDS_OF_COUNTED_PHRASES.contains(lower) {
            return None;
        }
        if is_plural(lower) {
            // "Model ships", "police officers": the last of two in the plural is the noun, and no verb.
            return Some(tokens.span(start, at + 1));
        }
    }
    None
}

/// Whether a word in lower case looks like a noun in the plural.
pub(crate) fn is_plural(lower: &str) -> bool {
    let regular = lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us");
    lexicon::IRREGULAR_PLURALS.contains(lower)
        || lower.ends_with("men") && lower.len() > 5
        || regular && !lexicon::NOT_PLURALS.contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences;

    fn told(passage: &str) -> Vec<String> {
        let tokens = Tokens::new(passage);
        let (numbers, _) = find(&tokens, &sentences::split(&tokens), &|_| false);
        let tell = |quantity: &Quantity| {
            let noun = quantity.noun.map_or("", |noun| &passage[noun]);
            let unit = match quantity.unit {
                Unit::Count => String::new(),
                Unit::Money(name) => name.to_owned(),
                Unit::Measure(measure) => measure.name.to_owned(),
                unit => format!("{unit:?}"),
            };
            let words =
                [&passage[quantity.hedged], quantity.value.to_string().as_str(), &unit, noun].join("|");
            words.trim_end_matches('|').to_owned()
        };
        numbers.quantities.iter().map(tell).collect()
    }

    #[test]
    fn numbers_have_value_unit_and_noun() {
        for (passage, expected) in [
            ("It cost £4.2m.", vec!["£4.2m|4,200,000|£"]),
            (
                "It cost US$3 million, or 12 per cent.",
                vec!["US$3 million|3,000,000|$", "12 per cent|12|Percent"],
            ),
            ("Twenty-six people carry 64 model ships.", vec!["Twenty-six|26||people", "64|64||model ships"]),
            ("Nearly a fifth of them, 1,204.", vec!["Nearly a fifth|0.2|Fraction", "1,204|1,204"]),
            ("A hundred and five crowns.", vec!["A hundred and five crowns|105|crowns"]),
            ("Half a million trees for $16m.", vec!["Half a million|500,000||trees", "$16m|16,000,000|$"]),
            ("The path is 87 miles (54km) long.", vec!["87 miles|87|miles", "54km|54|km"]),
            ("It took four and a half hours.", vec!["four and a half hours|4.5|Time(Hour)"]),
            ("It was 38C (68F) at 5 miles an hour.", vec!["38C|38|C", "68F|68|F", "5 miles an hour|5|mph"]),
            (
                "A seven-member board, one in five of all.",
                vec!["seven-member|7||member", "one in five|0.2|Fraction"],
            ),
            ("A rise of half a percentage point.", vec!["half a percentage point|0.5|Points"]),
            ("He drove a Boeing 737 on Route 66, page 4.", vec![]),
            ("They won 5-3 in 2019 and at 14:30.", vec![]),
            (
                "In 2016 he ran for two thousand four hundred days.",
                vec!["two thousand four hundred days|2,400|Time(Day)"],
            ),
            ("She lost 1-6,4-6 and 1,5 of it.", vec![]),
        ] {
            assert_eq!(told(passage), expected, "{passage}");
        }
    }
}
