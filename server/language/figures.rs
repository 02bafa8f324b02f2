//! Figures: numbers that state how much or how many. Dates, ages, times, scores, addresses and ordinals are left out.

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
    let currency = is_currency(tokens, start) && start + 1 < limit;
    let number_at = if currency { start + 1 } else { start };
    if !is_number(tokens, number_at) {
        return None;
    }
    let mut end = number_at + 1;
    while end < limit
        && (is_scale(tokens.lower(end)) || (end > number_at && is_number_word(tokens.lower(end))))
    {
        end += 1;
    }
    let done = |end: usize, kind| Some((end, Figure { range: tokens.span(start, end), kind }));
    if currency {
        return done(end, FigureKind::Money);
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
        _ if is_money_word(tokens.lower(end)) => return done(end + 1, FigureKind::Money),
        _ => {}
    }
    if is_date_or_score(tokens, number_at, end, sentence) {
        return None;
    }
    let (mut head, mut kind) = (end, FigureKind::Count);
    // "24 people were killed", "dozens of protesters", "200 homes": what is counted decides what the number states.
    for at in end..limit.min(end + 4) {
        if tokens.is_word(at) && is_person_noun(tokens.lower(at)) {
            head = at + 1;
            kind = if casualty_near(tokens, at, limit) { FigureKind::Casualties } else { FigureKind::Crowd };
            break;
        }
        if !tokens.is_word(at) {
            break;
        }
    }
    if kind == FigureKind::Count && (end..limit.min(end + 2)).any(|at| is_casualty(tokens.lower(at))) {
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

fn is_currency(tokens: &Tokens, index: usize) -> bool {
    let text = tokens.text(index);
    matches!(text, "$" | "£" | "€" | "¥" | "₹")
        || matches!(text, "US$" | "A$" | "HK$" | "C$" | "EUR" | "USD" | "GBP")
}

fn is_number(tokens: &Tokens, index: usize) -> bool {
    match tokens.kind(index) {
        TokenKind::Number => true,
        TokenKind::Word => {
            let lower = tokens.lower(index);
            is_number_word(lower) || suffixed(lower)
        }
        _ => false,
    }
}

/// "5m", "1.3bn", "40k".
fn suffixed(lower: &str) -> bool {
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && matches!(&lower[digits.len()..], "m" | "bn" | "k" | "tn" | "million" | "billion")
}

fn is_number_word(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "dozens",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "hundred",
    ];
    WORDS.contains(&lower)
}

fn is_scale(lower: &str) -> bool {
    matches!(lower, "hundred" | "thousand" | "million" | "billion" | "trillion" | "bn" | "m" | "dozen")
}

fn is_money_word(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "dollars",
        "pounds",
        "euros",
        "yen",
        "roubles",
        "rubles",
        "rupees",
        "yuan",
        "francs",
        "pesos",
        "dinars",
        "shillings",
        "rand",
        "krona",
        "kronor",
        "kroner",
        "euro",
        "marks",
    ];
    WORDS.contains(&lower)
}

fn is_person_noun(lower: &str) -> bool {
    const NOUNS: &[&str] = &[
        "people",
        "men",
        "women",
        "children",
        "civilians",
        "soldiers",
        "troops",
        "protesters",
        "demonstrators",
        "marchers",
        "supporters",
        "fans",
        "residents",
        "refugees",
        "migrants",
        "passengers",
        "patients",
        "workers",
        "jobs",
        "employees",
        "staff",
        "homes",
        "households",
        "families",
        "victims",
        "students",
        "pupils",
        "officers",
        "casualties",
        "deaths",
        "injuries",
        "visitors",
        "spectators",
        "villagers",
        "prisoners",
        "hostages",
    ];
    NOUNS.contains(&lower)
}

fn is_casualty(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "killed",
        "dead",
        "died",
        "dies",
        "die",
        "injured",
        "wounded",
        "hurt",
        "missing",
        "deaths",
        "casualties",
        "victims",
        "injuries",
        "fatalities",
        "infected",
        "hospitalised",
        "hospitalized",
        "drowned",
        "executed",
    ];
    WORDS.contains(&lower)
}

fn casualty_near(tokens: &Tokens, at: usize, limit: usize) -> bool {
    (at..limit.min(at + 5)).any(|near| is_casualty(tokens.lower(near)))
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
        && !is_person_noun(tokens.lower(end));
    let before = if number > sentence.start { tokens.lower(number - 1) } else { "" };
    let before_kind = if number > sentence.start { tokens.kind(number - 1) } else { TokenKind::Stop };
    let after = tokens.lower(end);
    const BEFORE: &[&str] = &[
        "aged",
        "age",
        "page",
        "chapter",
        "article",
        "section",
        "route",
        "flight",
        "no",
        "no.",
        "number",
        "act",
        "resolution",
        "room",
        "gate",
        "channel",
        "boeing",
        "airbus",
        "at",
    ];
    const AFTER: &[&str] = &[
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "gmt",
        "bst",
        "years",
        "year",
        "months",
        "month",
        "weeks",
        "week",
        "days",
        "day",
        "hours",
        "hour",
        "minutes",
        "minute",
        "seconds",
        "points",
        "goals",
        "runs",
        "wickets",
        "overs",
        "games",
        "matches",
        "sets",
        "tries",
        "laps",
        "metres",
        "meters",
        "miles",
        "kilometres",
        "kilometers",
        "km",
        "feet",
        "inches",
        "o'clock",
        "times",
        "pages",
    ];
    let dated = crate::lists::is_calendar_word(before) || crate::lists::is_calendar_word(after);
    let scored = matches!(before_kind, TokenKind::Dash | TokenKind::Colon)
        || matches!(tokens.kind(end), TokenKind::Dash | TokenKind::Colon)
            && tokens.kind(end + 1) == TokenKind::Number;
    let name =
        number > sentence.start + 1 && tokens.is_capitalised(number - 1) && before_kind == TokenKind::Word;
    year || dated || scored || name || BEFORE.contains(&before) || AFTER.contains(&after)
}
