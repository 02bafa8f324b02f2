//! The figures of a draft as the rules of the group `figures` look at them: where they stand, whose they are, and how a figure is written
//! that should stand there instead.

use copydesk_facts::{Genre, Span};
use copydesk_language::{
    Change, Date, Decimal, Hedge, Numbers, Quantity, Reading, Relation, Unit, number_word, thousands,
};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::trace::Reason;
use crate::{Fix, Safety, fixes};

/// The kinds of draft whose figures need not agree: a writer's own view, which plays with them, and a report that grows while they
/// change.
pub(crate) const PLAYING: &[Genre] = &[Genre::Opinion, Genre::Live];

const OUTSIDE: Reason = Reason("block quotes, the heads of tables and what is answered in an interview");
/// Why the rules keep silent of a figure that somebody else says.
pub(crate) const QUOTED: Reason = Reason("figures inside a quotation");

/// The figures of one passage.
#[derive(Clone, Copy)]
pub(crate) struct Figures<'c, 'a> {
    pub(crate) context: &'c Context<'a>,
    pub(crate) passage: usize,
}

/// The passages of the draft, in order.
pub(crate) fn passages<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = Figures<'c, 'a>> {
    (0..context.facts.passages.len()).map(move |passage| Figures { context, passage })
}

/// The relations of the draft in order, with their passages.
pub(crate) fn relations<'c, 'a>(
    context: &'c Context<'a>,
) -> impl Iterator<Item = (Figures<'c, 'a>, &'a Relation)> {
    passages(context).flat_map(|here| {
        let found = &here.reading().relations.between;
        found.iter().map(move |relation| (here, relation))
    })
}

/// The changes of the draft in order, with their passages.
pub(crate) fn changes<'c, 'a>(
    context: &'c Context<'a>,
) -> impl Iterator<Item = (Figures<'c, 'a>, &'a Change)> {
    relations(context).filter_map(|(here, relation)| match relation {
        Relation::Change(change) => Some((here, change)),
        _ => None,
    })
}

impl<'c, 'a> Figures<'c, 'a> {
    /// What was read of the passage.
    pub(crate) fn reading(self) -> &'a Reading {
        self.context.facts.passages[self.passage].reading
    }

    pub(crate) fn numbers(self) -> &'a Numbers {
        &self.reading().numbers
    }

    /// Whether the passage's figures are the draft's own. What a block quotes, and what somebody says in an interview, is theirs.
    pub(crate) fn is_own(self) -> bool {
        let view = &self.context.facts.passages[self.passage];
        let kind = view.passage.kind;
        !view.is_turn && !matches!(kind, PassageKind::BlockQuote | PassageKind::TableCell { header: true })
    }

    /// The same, for a rule that looks at a range of the passage and keeps silent of it where they are not.
    pub(crate) fn speaks_for_itself(self, range: TextRange) -> bool {
        let own = self.is_own();
        if !own {
            self.context.passes_over(self.place(range), OUTSIDE);
        }
        own
    }

    /// Takes down that the rule keeps silent of a range of the passage: always `None`.
    pub(crate) fn silent<T>(self, range: TextRange, reason: Reason) -> Option<T> {
        self.context.silent(self.place(range), reason)
    }

    /// The bytes of a change: its word and both of its figures.
    pub(crate) fn of_change(self, change: &Change) -> Option<TextRange> {
        let (from, to) = (self.quantity(change.from)?, self.quantity(change.to)?);
        Some(change.cue.cover(from.range).cover(to.range))
    }

    pub(crate) fn quantity(self, at: usize) -> Option<&'a Quantity> {
        self.numbers().quantities.get(at)
    }

    pub(crate) fn date(self, at: usize) -> Option<&'a Date> {
        self.numbers().dates.get(at)
    }

    pub(crate) fn text(self) -> &'a str {
        &self.context.facts.passages[self.passage].passage.text
    }

    /// The bytes of all of the passage.
    pub(crate) fn whole(self) -> TextRange {
        TextRange::up_to(TextSize::of(self.text()))
    }

    /// The bytes of a quantity with the noun that it counts, without what makes it less exact.
    pub(crate) fn counted(quantity: &Quantity) -> TextRange {
        quantity.noun.map_or(quantity.range, |noun| quantity.range.cover(noun))
    }

    /// The words in a range of the passage.
    pub(crate) fn words(self, range: TextRange) -> &'a str {
        &self.text()[range]
    }

    pub(crate) fn place(self, range: TextRange) -> Span {
        Span::new(self.passage, range)
    }

    /// The bytes of the draft behind a range of the passage.
    pub(crate) fn source(self, range: TextRange) -> TextRange {
        self.context.facts.source(self.place(range))
    }

    /// A fix that writes another number in the place of a quantity's, as that is written; nothing where it cannot be.
    pub(crate) fn instead(self, quantity: &Quantity, value: Decimal) -> Option<Fix> {
        let number = self.words(quantity.number);
        let text = like(number, value, quantity.in_words)?;
        let words = self.words(quantity.range);
        let title = format!("Change “{words}” to “{}”", words.replacen(number, &text, 1));
        Some(self.replace(quantity.number, text, title))
    }

    /// A value with the sign or the unit of a quantity, as that is written: 418,000,000 beside "Sh408 million" is "Sh418 million".
    pub(crate) fn told_like(self, quantity: &Quantity, value: Decimal) -> String {
        let number = self.words(quantity.number);
        match like(number, value, quantity.in_words) {
            Some(text) => self.words(quantity.range).replacen(number, &text, 1),
            None => value.to_string(),
        }
    }

    /// The same of a value that follows from others, as exactly as the number is written where it cannot be written exactly.
    pub(crate) fn instead_about(self, quantity: &Quantity, value: Decimal) -> Option<Fix> {
        let exactly = self.instead(quantity, value.rounded(Decimal::whole(1).min(quantity.step)));
        exactly.or_else(|| self.instead(quantity, value.rounded(quantity.step)))
    }

    /// A fix that gives a date another year, where its words have the year; nothing where they do not.
    pub(crate) fn in_year(self, date: &Date, year: i64) -> Option<Fix> {
        let words = self.words(date.range);
        let told = date.year?.to_string();
        let at = TextSize::try_from(words.rfind(&told)?).ok()? + date.range.start();
        let new = words.replacen(&told, &year.to_string(), 1);
        let title = format!("Change “{words}” to “{new}”");
        (year > 0 && i64::from(date.year?) != year)
            .then(|| self.replace(TextRange::at(at, TextSize::of(&told)), year.to_string(), title))
    }

    /// A fix that writes other words in a range of the passage.
    pub(crate) fn replace(self, range: TextRange, text: String, title: String) -> Fix {
        fixes::replace(self.context.facts, self.place(range), text, title, Safety::Suggested)
    }

    /// A fix that writes words in a range, and says so.
    pub(crate) fn reworded(self, range: TextRange, text: &str) -> Fix {
        self.replace(range, text.to_owned(), format!("Change “{}” to “{text}”", self.words(range)))
    }
}

/// Two quantities of one pair as they are meant: "from 6.6 to 3.1 million" and "from 20 to 22 per cent" leave the first without what
/// the second says. Nothing where they are of two kinds.
pub(crate) fn alike(here: Figures, one: &Quantity, other: &Quantity) -> Option<(Quantity, Quantity)> {
    let bare = |quantity: &Quantity| quantity.unit == Unit::Count && quantity.noun.is_none();
    let (mut first, mut second) = (one.clone(), other.clone());
    if first.unit != second.unit {
        match (bare(one), bare(other)) {
            (true, _) => first.unit = other.unit,
            (_, true) => second.unit = one.unit,
            _ => return None,
        }
    }
    // Percentages are not rounded to tens.
    for quantity in [&mut first, &mut second] {
        if quantity.unit == Unit::Percent {
            quantity.step = quantity.step.min(Decimal::whole(1));
        }
    }
    let scaled = |quantity: &Quantity| scale(here.words(quantity.number)).1;
    let (of_first, of_second) = (scaled(one), scaled(other));
    let fit = |quantity: &mut Quantity, scale: Decimal| {
        if quantity.value < Decimal::whole(1_000) {
            (quantity.value, quantity.step) = (quantity.value.times(scale), quantity.step.times(scale));
        }
    };
    if of_first == Decimal::whole(1) && bare(one) {
        fit(&mut first, of_second);
    } else if of_second == Decimal::whole(1) && bare(other) {
        fit(&mut second, of_first);
    }
    // "From 500 to 650": what is told beside fifties is no round hundred.
    let ten = Decimal::whole(10);
    let (fine, coarse) = (first.step.min(second.step), first.step.max(second.step));
    if coarse == fine.times(ten) && first.hedge == Hedge::None && second.hedge == Hedge::None {
        (first.step, second.step) = (fine, fine);
    }
    Some((first, second))
}

/// The digits of a number without the word or the letters for its scale, and that scale.
fn scale(number: &str) -> (&str, Decimal) {
    let end = number.find(|c: char| c.is_alphabetic()).unwrap_or(number.len());
    let of = thousands(&number[end..].to_lowercase()).unwrap_or(1);
    (&number[..end], Decimal::whole(of))
}

/// A value as another number is written: in words up to twenty, with the same word for its scale. Nothing where that would round it.
fn like(number: &str, value: Decimal, in_words: bool) -> Option<String> {
    if in_words {
        let word = value.as_whole().and_then(|value| number_word(usize::try_from(value).ok()?));
        let word = word.map(|word| if word == "zero" { "none" } else { word });
        let Some(word) = word else { return Some(value.to_string()) };
        let mut letters = word.chars();
        let capital = number.starts_with(char::is_uppercase);
        let first = letters.next()?;
        return Some(if capital { first.to_uppercase().chain(letters).collect() } else { word.to_owned() });
    }
    let (digits, scale) = scale(number);
    let scaled = value.over(scale)?;
    let exact = scaled.times(scale) == value && scaled.rounded(HUNDREDTH) == scaled;
    let text = scaled.to_string();
    // "1488" has no comma where its like has none.
    let plain = !digits.contains(',') && scaled < Decimal::whole(10_000);
    let text = if plain { text.replace(',', "") } else { text };
    exact.then(|| format!("{text}{}", &number[digits.trim_end().len()..]))
}

/// A hundredth.
const HUNDREDTH: Decimal = Decimal::hundredths(1);

/// A share or a change in per cent, rounded as a reader wants it: to whole numbers, below ten to tenths.
pub(crate) fn percent(value: Decimal) -> Decimal {
    let step =
        if value.magnitude() < Decimal::whole(10) { Decimal::hundredths(10) } else { Decimal::whole(1) };
    value.rounded(step)
}

/// A value rounded to what the last digit of a figure is worth, or more exactly where that figure was round.
pub(crate) fn as_exact_as(value: Decimal, quantity: &Quantity) -> Decimal {
    value.rounded(quantity.step.min(Decimal::whole(1)))
}
