//! Figures: numbers that state how much or how many. Dates, ages, times, scores, addresses and ordinals are left out.

use crate::lexicon;
use crate::quantities::{below_hundred, scale, thousands};
use crate::reading::{Figure, FigureKind};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

/// Finds the figures of a passage, in order.
pub(crate) fn find(tokens: &Tokens, sentences: &[SentenceTokens]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for &sentence in sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            match figure(tokens, at, sentence) {
                Some((end, figure)) => {
                    figures.push(figure);
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    figures
}

/// The figure that begins at a token, with the token behind it.
fn figure(tokens: &Tokens, start: usize, sentence: SentenceTokens) -> Option<(usize, Figure)> {
    let limit = sentence.end;
    if let Some(end) = share_end(tokens, start, limit) {
        return Some((end, Figure { range: tokens.span(start, end), kind: FigureKind::Percentage }));
    }
    let currency = is_currency(tokens, start) && start + 1 < limit;
    let number_at = if currency { start + 1 } else { start };
    if !is_number(tokens, number_at) {
        return None;
    }
    let mut end = number_at + 1;
    while end < limit
        && (is_scale(tokens.lower(end))
            || (end > number_at && lexicon::numbers::is_number_word(tokens.lower(end))))
    {
        end += 1;
    }
    let done = |end: usize, kind| Some((end, Figure { range: tokens.span(start, end), kind }));
    if currency {
        let range = tokens.span(start - usize::from(has_country(tokens, start)), end);
        return Some((end, Figure { range, kind: FigureKind::Money }));
    }
    let suffixed = tokens.lower(number_at);
    if suffixed.ends_with("bn")
        || suffixed.ends_with('m') && suffixed.starts_with(|c: char| c.is_ascii_digit())
    {
        return done(end, FigureKind::Count);
    }
    match (tokens.text(end), tokens.lower(end), tokens.lower(end + 1)) {
        ("%", ..) | (_, "percent" | "percentage", _) => return done(end + 1, FigureKind::Percentage),
        (_, "per", "cent") => return done(end + 2, FigureKind::Percentage),
        _ if lexicon::MONEY.contains(tokens.lower(end)) => return done(end + 1, FigureKind::Money),
        _ => {}
    }
    if is_date_or_score(tokens, number_at, end, sentence) {
        return None;
    }
    let (mut head, mut kind) = (end, FigureKind::Count);
    // "24 people were killed", "dozens of protesters", "200 homes": what is counted decides what the number states.
    for at in end..limit.min(end + 4) {
        if tokens.is_word(at) && lexicon::CROWD_NOUNS.contains(tokens.lower(at)) {
            head = at + 1;
            kind = if casualty_near(tokens, at, limit) { FigureKind::Casualties } else { FigureKind::Crowd };
            break;
        }
        if !tokens.is_word(at) {
            break;
        }
    }
    if kind == FigureKind::Count
        && (end..limit.min(end + 2)).any(|at| lexicon::CASUALTY_WORDS.contains(tokens.lower(at)))
    {
        kind = FigureKind::Casualties;
    }
    if kind == FigureKind::Crowd && !is_large(tokens, number_at, end) {
        kind = FigureKind::Count;
        head = end;
    }
    // A bare small number counts what the reporter can see.
    let stated = kind != FigureKind::Count || is_large(tokens, number_at, end);
    stated.then(|| (head, Figure { range: tokens.span(start, head), kind }))
}

/// The end of a share in two numbers that begins at a token: "7 in 10", "two out of three", "one in every four".
fn share_end(tokens: &Tokens, start: usize, limit: usize) -> Option<usize> {
    let part = small_number(tokens, start)?;
    let mut at = start + 1;
    let (first, second) = (tokens.lower(at), tokens.lower(at + 1));
    at += match (first, second) {
        ("in", "every") | ("out", "of") => 2,
        ("in", _) => 1,
        _ => return None,
    };
    at += usize::from(tokens.lower(at) == "every");
    let whole = small_number(tokens, at).filter(|&whole| part < whole)?;
    let end = at + 1;
    // "Two in 10 days" counts, "seven in 12.5" measures, "five in 3 Hill Street" lives there, and a mark is out of ten.
    let counts = lexicon::UNITS_THAT_ARE_NO_FIGURES.contains(tokens.lower(end))
        || lexicon::CALENDAR_WORDS.contains(tokens.lower(end));
    let goes_on = matches!(tokens.text(end), "%" | "-" | "/" | ":") || is_scale(tokens.lower(end));
    let named = end < limit && tokens.is_capitalised(end);
    let before = start.checked_sub(1).map_or("", |before| tokens.lower(before));
    let marked = first == "out" && lexicon::WORDS_BEFORE_MARKS.contains(before);
    let fits = end <= limit && whole >= 2 && !(counts || goes_on || named || marked);
    fits.then_some(end)
}

/// The value of a whole number up to a hundred, in digits or as one word.
fn small_number(tokens: &Tokens, index: usize) -> Option<i64> {
    let lower = tokens.lower(index);
    match tokens.kind(index) {
        TokenKind::Number => lower.parse().ok().filter(|&number| number <= 100),
        TokenKind::Word if lower == "hundred" => Some(100),
        TokenKind::Word => below_hundred(lower).filter(|&number| number > 0),
        _ => None,
    }
}

fn is_currency(tokens: &Tokens, index: usize) -> bool {
    matches!(tokens.text(index), "$" | "£" | "€" | "¥" | "₹" | "EUR" | "USD" | "GBP")
}

/// Whether letters before a sign say whose money it is: "L$", "US$".
fn has_country(tokens: &Tokens, sign: usize) -> bool {
    let letters = |text: &str| (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase());
    sign > 0 && tokens.text(sign) == "$" && !tokens.spaced_before(sign) && letters(tokens.text(sign - 1))
}

fn is_number(tokens: &Tokens, index: usize) -> bool {
    match tokens.kind(index) {
        TokenKind::Number => true,
        TokenKind::Word => {
            let lower = tokens.lower(index);
            lexicon::numbers::is_number_word(lower) || suffixed(lower)
        }
        _ => false,
    }
}

/// "5m", "1.3bn", "40k".
fn suffixed(lower: &str) -> bool {
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && thousands(&lower[digits.len()..]).is_some()
}

fn is_scale(lower: &str) -> bool {
    scale(lower).is_some() || lower == "dozen"
}

fn casualty_near(tokens: &Tokens, at: usize, limit: usize) -> bool {
    (at..limit.min(at + 5)).any(|near| lexicon::CASUALTY_WORDS.contains(tokens.lower(near)))
}

/// Whether a number is one a reporter would not count alone: a hundred and more, or in words "dozens" and up.
fn is_large(tokens: &Tokens, start: usize, end: usize) -> bool {
    (start..end).any(|at| {
        let lower = tokens.lower(at);
        let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
        is_scale(lower)
            || matches!(lower, "dozens" | "hundreds" | "thousands" | "millions" | "billions")
            || suffixed(lower)
            || !lower.contains('.') && digits.parse::<u64>().is_ok_and(|number| number >= 100)
    })
}

/// Years, dates, times, ages, scores, street and page numbers.
fn is_date_or_score(tokens: &Tokens, number: usize, end: usize, sentence: SentenceTokens) -> bool {
    let text = tokens.text(number);
    let year = end == number + 1
        && text.len() == 4
        && text.parse::<u32>().is_ok_and(|year| (1000..=2100).contains(&year))
        && !lexicon::CROWD_NOUNS.contains(tokens.lower(end));
    let before = if number > sentence.start { tokens.lower(number - 1) } else { "" };
    let before_kind = if number > sentence.start { tokens.kind(number - 1) } else { TokenKind::Stop };
    let after = tokens.lower(end);
    let dated = lexicon::CALENDAR_WORDS.contains(before) || lexicon::CALENDAR_WORDS.contains(after);
    let scored = matches!(before_kind, TokenKind::Dash | TokenKind::Colon)
        || matches!(tokens.kind(end), TokenKind::Dash | TokenKind::Colon)
            && tokens.kind(end + 1) == TokenKind::Number;
    let name =
        number > sentence.start + 1 && tokens.is_capitalised(number - 1) && before_kind == TokenKind::Word;
    year || dated
        || scored
        || name
        || before == "at"
        || lexicon::WORDS_BEFORE_NUMBERS_THAT_NAME.contains(before)
        || lexicon::UNITS_THAT_ARE_NO_FIGURES.contains(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences;

    #[test]
    fn a_share_in_two_numbers_is_a_percentage() {
        let cases: &[(&str, Option<&str>)] = &[
            ("A survey says 6 in 10 tenants are cold.", Some("6 in 10")),
            ("Six in ten tenants are cold.", Some("Six in ten")),
            ("Every winter one in four tenants is cold.", Some("one in four")),
            ("Three out of five said no.", Some("Three out of five")),
            ("It found that one in every three had moved.", Some("one in every three")),
            ("Nine out of every 20 lakes froze.", Some("Nine out of every 20")),
            ("Ana Lopez won two in 10 days.", None),
            ("She was one in a million.", None),
            ("The film was rated 7 out of 10.", None),
            ("He was born in two rooms, three in 4 Hill Street.", None),
            ("They beat ten in two.", None),
            ("She came in 2 in May.", None),
        ];
        for (passage, expected) in cases {
            let tokens = Tokens::new(passage);
            let figures = find(&tokens, &sentences::split(&tokens));
            let shares = figures.iter().filter(|figure| figure.kind == FigureKind::Percentage);
            assert_eq!(shares.map(|share| &passage[share.range]).next(), *expected, "{passage}");
        }
    }

    #[test]
    fn a_sum_has_its_currency() {
        for (passage, expected) in [
            ("A bag of rice costs L$5,200 in the county.", "L$5,200"),
            ("It cost US$3 million.", "US$3 million"),
            ("It cost $40 and the bus.", "$40"),
            ("The QUAY $40 is a song.", "$40"),
            ("It cost £1.2bn.", "£1.2bn"),
        ] {
            let tokens = Tokens::new(passage);
            let figures = find(&tokens, &sentences::split(&tokens));
            assert_eq!(figures.first().map(|figure| &passage[figure.range]), Some(expected), "{passage}");
        }
    }
}
