//! Numbers as prose writes them: in digits, in words, with a scale behind them.

use crate::decimal::Decimal;
use crate::lexicon;
use crate::lexicon::numbers::{self, TENS, UNITS};
use crate::tokens::{TokenKind, Tokens};

/// A number that begins at a token.
pub(super) struct Numeral<'t> {
    /// The token behind it.
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// What its last written digit is worth.
    pub(super) step: Decimal,
    pub(super) in_words: bool,
    /// Letters that follow the digits in the same token and are no scale: "km" of "54km".
    pub(super) suffix: &'t str,
    /// How many bytes of the last token the number has, where letters follow it.
    pub(super) cut: Option<usize>,
}

impl Numeral<'_> {
    /// Takes in the part of one that is told behind it: "and a half", "point four"; and a scale behind that: "two and a half million".
    pub(super) fn add_part(&mut self, tokens: &Tokens, limit: usize) {
        let one = Decimal::whole(1);
        if !self.suffix.is_empty() || self.step != one {
            return;
        }
        let words = [self.end, self.end + 1, self.end + 2].map(|at| tokens.lower(at));
        let half = match words {
            ["and", "a", "half"] => Some(5_000),
            ["and", "a", "quarter"] => Some(2_500),
            ["and", "three", "quarters"] => Some(7_500),
            _ => None,
        };
        let (part, step, end) = match half {
            Some(part) => (part, part, self.end + 3),
            None => match self.spoken_point(tokens, limit) {
                Some(spoken) => spoken,
                None => return,
            },
        };
        if end > limit {
            return;
        }
        let scale = scale(tokens.lower(end)).filter(|&scale| end < limit && scale > 100);
        let scale = Decimal::whole(scale.filter(|_| tokens.lower(end).len() > 2).unwrap_or(1));
        self.value = (self.value + Decimal::ten_thousandths(part)).times(scale);
        self.step = Decimal::ten_thousandths(step).times(scale);
        self.end = end + usize::from(scale != one);
    }

    /// What is said digit by digit behind a point, in ten-thousandths: the part, what its last digit is worth, and the token behind.
    fn spoken_point(&self, tokens: &Tokens, limit: usize) -> Option<(i64, i64, usize)> {
        // "At one point five people left."
        let place = self.end.checked_sub(2).is_some_and(|before| tokens.lower(before) == "at");
        if !self.in_words || tokens.lower(self.end) != "point" || place {
            return None;
        }
        let first = self.end + 1;
        let (mut part, mut step, mut at) = (0, 10_000, first);
        while at < limit && step > 1 {
            let Some(digit) = below_hundred(tokens.lower(at)).filter(|digit| *digit < 10) else { break };
            step /= 10;
            part += digit * step;
            at += 1;
        }
        (at > first).then_some((part, step, at))
    }
}

/// The number of one word below a hundred: "seven", "twenty-six".
pub(crate) fn below_hundred(lower: &str) -> Option<i64> {
    let at = |words: &[&str], word: &str| {
        words.iter().position(|it| *it == word).and_then(|at| i64::try_from(at).ok())
    };
    if let Some(unit) = at(&UNITS, lower) {
        return Some(unit);
    }
    let (tens, unit) = lower.split_once('-').unwrap_or((lower, ""));
    let tens = at(&TENS, tens).map(|tens| (tens + 2) * 10)?;
    match unit {
        "" => Some(tens),
        unit => at(&UNITS[..10], unit).filter(|&unit| unit > 0).map(|unit| tens + unit),
    }
}

/// The worth of a word for a scale.
pub(crate) fn scale(lower: &str) -> Option<i64> {
    if lower == "hundred" { Some(100) } else { thousands(lower) }
}

/// The worth of a word or of letters, in lower case, for a thousand or one of its powers: "million", "bn".
pub fn thousands(lower: &str) -> Option<i64> {
    match lower {
        "thousand" | "k" => Some(1_000),
        "million" | "m" | "mn" => Some(1_000_000),
        "billion" | "bn" => Some(1_000_000_000),
        "trillion" | "tn" => Some(1_000_000_000_000),
        _ => None,
    }
}

/// The number that begins at a token before `limit`, behind `letters` bytes of it that name a currency; `money`: a currency's sign
/// stands before it.
pub(super) fn numeral<'t>(
    tokens: &'t Tokens,
    start: usize,
    letters: usize,
    limit: usize,
    money: bool,
) -> Option<Numeral<'t>> {
    let text = tokens.text(start).get(letters..)?;
    match tokens.kind(start) {
        TokenKind::Number => in_digits(tokens, text, start, limit, money),
        TokenKind::Word if text.starts_with(|c: char| c.is_ascii_digit()) => {
            in_digits(tokens, text, start, limit, money)
        }
        TokenKind::Word => in_words(tokens, start, limit),
        _ => None,
    }
}

/// The number that a text begins with, the end of the token at `start`.
fn in_digits<'t>(
    tokens: &'t Tokens,
    text: &'t str,
    start: usize,
    limit: usize,
    money: bool,
) -> Option<Numeral<'t>> {
    let digits_end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (digits, letters) = text.split_at(digits_end);
    let plain = ungrouped(digits)?;
    let (mut value, mut step) = Decimal::read(&plain)?;
    let mut end = start + 1;
    let mut suffix = letters;
    let lower_letters = letters.to_ascii_lowercase();
    let by = |scale: i64, value: &mut Decimal, step: &mut Decimal| {
        let scale = Decimal::whole(scale);
        let fits = *value <= Decimal::whole(1_000_000);
        (*value, *step) = (value.times(scale), step.times(scale));
        fits
    };
    let glued = match lower_letters.as_str() {
        // "5m" is five metres where nothing says that it is money.
        "m" if !money => None,
        letters => scale(letters).filter(|_| letters != "hundred"),
    };
    if let Some(scale) = glued {
        by(scale, &mut value, &mut step).then_some(())?;
        suffix = "";
    } else if letters.is_empty() && end < limit {
        let word = tokens.lower(end);
        // "5 m" is five metres, and "5 k" nothing that is written.
        let spaced = word.len() > 1 || money && word == "m";
        if let Some(scale) = scale(word).filter(|_| spaced) {
            by(scale, &mut value, &mut step).then_some(())?;
            end += 1;
        }
    }
    let cut = (!suffix.is_empty()).then_some(digits_end);
    Some(Numeral { end, value, step, in_words: false, suffix, cut })
}

/// Digits without the commas between groups of three; `None` where commas stand elsewhere.
fn ungrouped(digits: &str) -> Option<String> {
    let (whole, part) = digits.split_once('.').map_or((digits, ""), |(whole, part)| (whole, part));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let well = groups.all(|group| group.len() == 3) && (!grouped || (1..=3).contains(&first.len()));
    let point = if part.is_empty() { "" } else { "." };
    (well && !part.contains([',', '.'])).then(|| format!("{}{point}{part}", whole.replace(',', "")))
}

fn in_words<'t>(tokens: &'t Tokens, start: usize, limit: usize) -> Option<Numeral<'t>> {
    let first = tokens.lower(start);
    let next = tokens.lower(start + 1);
    let told = |end, value: i64, step: i64| {
        let (value, step) = (Decimal::whole(value), Decimal::whole(step));
        Some(Numeral { end, value, step, in_words: true, suffix: "", cut: None })
    };
    // "half a million", "half a dozen".
    if first == "half" && next == "a" && start + 2 < limit {
        return match tokens.lower(start + 2) {
            "dozen" => told(start + 3, 6, 1),
            word => scale(word)
                .filter(|&scale| scale > 100)
                .and_then(|scale| told(start + 3, scale / 2, scale / 10)),
        };
    }
    let (mut total, mut current, mut step) = (0_i64, 0_i64, 1_i64);
    let mut at = start;
    let mut begun = false;
    if first == "a" && (scale(next).is_some_and(|scale| next.len() > 2 && scale > 1) || next == "dozen") {
        current = 1;
        begun = true;
        at += 1;
    }
    while at < limit {
        let lower = tokens.lower(at);
        if let Some(number) = below_hundred(lower) {
            let room =
                if current % 100 == 0 { 100 } else { if current % 10 == 0 && number < 10 { 10 } else { 0 } };
            if begun && (number >= room || current == 0 && total == 0) {
                break;
            }
            current += number;
            step = 1;
        } else if let Some(scale) = scale(lower).filter(|_| begun && lower.len() > 2) {
            if scale == 100 {
                current = current.max(1).checked_mul(100)?;
            } else {
                total = total.checked_add(current.max(1).checked_mul(scale)?)?;
                current = 0;
            }
            step = scale;
        } else if lower == "dozen" && begun {
            return told(at + 1, (total + current) * 12, 12);
        } else if lower == "and" && begun && step >= 100 && at + 1 < limit {
            // "a hundred and five", and no "two hundred and a dog".
            if below_hundred(tokens.lower(at + 1)).is_none() {
                break;
            }
        } else {
            break;
        }
        begun = true;
        at += 1;
    }
    let value = total.checked_add(current)?;
    (begun && value <= 100_000_000_000_000).then_some(())?;
    told(at, value, step)
}

/// The fraction that begins at a token, with the token behind it: "half", "a third", "two-thirds", "one in five".
pub(super) fn fraction(tokens: &Tokens, start: usize, limit: usize) -> Option<(usize, Decimal)> {
    let of = |part: i64, whole: i64| Decimal::whole(part).over(Decimal::whole(whole));
    let first = tokens.lower(start);
    let next = |at: usize| if at < limit { tokens.lower(at) } else { "" };
    if first == "half" || first == "a" && next(start + 1) == "half" {
        let end = start + if first == "half" { 1 } else { 2 };
        let other = matches!(
            next(end),
            "a" | "an" | "past" | "time" | "hour" | "dozen" | "million" | "hearted" | "way"
        );
        let mixed = start > 0 && lexicon::WORDS_BEFORE_HALVES.contains(tokens.lower(start - 1));
        return (!other && !mixed).then(|| of(1, 2)).flatten().map(|value| (end, value));
    }
    if let Some((part, whole)) = first.split_once('-') {
        return of(below_hundred(part)?, denominator(whole)?).map(|value| (start + 1, value));
    }
    let part = match first {
        "a" => Some(1),
        word => below_hundred(word),
    };
    if let (Some(part), Some(whole)) = (part, denominator(next(start + 1))) {
        let plural = next(start + 1).ends_with('s');
        let end = start + 2;
        // "A third goal" counts.
        let goes_on = |lower: &str| {
            end >= limit
                || !tokens.is_word(end)
                || lexicon::WORDS_BEHIND_FRACTIONS.contains(lower)
                || tokens.kind(end) != TokenKind::Word
        };
        let well = plural == (part > 1) && part < whole.max(2) && goes_on(next(end));
        return if well { of(part, whole).map(|value| (end, value)) } else { None };
    }
    let small = |at: usize| match tokens.kind(at) {
        TokenKind::Number => tokens.lower(at).parse::<i64>().ok(),
        TokenKind::Word => below_hundred(tokens.lower(at)),
        _ => None,
    };
    let part = small(start)?;
    let mut at = match (next(start + 1), next(start + 2)) {
        ("out", "of") => start + 3,
        ("in", _) => start + 2,
        _ => return None,
    };
    at += usize::from(next(at) == "every");
    let whole = small(at).filter(|&whole| part < whole && (2..=100).contains(&whole) && at < limit)?;
    let rate = at == start + 2 && next(start + 1) == "in";
    // "Two in 10 days" counts, "31 out of 48" are two counts.
    let round = matches!(whole, 3..=10 | 12 | 20 | 50 | 100) || whole == 2;
    let measured =
        tokens.text(at + 1) == "%" || super::units::of_word(next(at + 1)).is_some() || next(at + 1) == "per";
    let counted = rate || part <= 10 && whole <= 10;
    (round && counted && !measured).then(|| of(part, whole)).flatten().map(|value| (at + 1, value))
}

fn denominator(word: &str) -> Option<i64> {
    let single = word.strip_suffix('s').unwrap_or(word);
    match single {
        "quarter" => Some(4),
        _ => numbers::ordinal(single).filter(|whole| (3..=12).contains(whole)),
    }
}
