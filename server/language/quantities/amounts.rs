//! One number with its unit, its scale and the noun that it counts.

use text_size::{TextRange, TextSize};

use super::counted::noun;
use super::numerals::{self, below_hundred};
use super::{Finder, Hedge, Quantity, Unit, units};
use crate::decimal::Decimal;
use crate::lexicon;
use crate::sentences::SentenceTokens;
use crate::tokens::TokenKind;

const HALF: Decimal = Decimal::ten_thousandths(5_000);

impl Finder<'_> {
    /// The size of a body: "seven-member", "40-seat".
    pub(super) fn size(&self, start: usize) -> Option<Quantity> {
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
    pub(super) fn quantity(
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
        let glued = sign.is_none().then(|| self.glued_sign(at, limit)).flatten();
        let letters = glued.map_or(0, |(letters, _)| letters);
        let sign = sign.or(glued.map(|(_, unit)| unit));
        let mut numeral = numerals::numeral(tokens, number_at, letters, limit, sign.is_some())?;
        numeral.add_part(tokens, limit);
        let number_end = numeral.end;
        let number_start = tokens.range(number_at).start() + TextSize::try_from(letters).ok()?;
        let mut number = TextRange::new(number_start, tokens.span(number_at, number_end).end());
        if let Some(cut) = numeral.cut.and_then(|cut| TextSize::try_from(cut).ok()) {
            number = TextRange::at(number_start, cut);
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

    /// The currency whose letters stand directly before the digits of a token, "Sh480m", and how many bytes they have. The scale may be
    /// the next word.
    fn glued_sign(&self, at: usize, limit: usize) -> Option<(usize, Unit)> {
        let text = self.tokens.text(at);
        let letters = text.find(|c: char| c.is_ascii_digit()).filter(|&letters| letters > 0)?;
        let scaled = at + 1 < limit && numerals::thousands(self.tokens.lower(at + 1)).is_some();
        let digits = if scaled { self.tokens.text(at + 1) } else { &text[letters..] };
        units::of_letters(&text[..letters], digits).map(|unit| (letters, unit))
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
