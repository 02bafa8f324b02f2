//! Durations: "from 1989 to 2004, a period of fifteen years", "began at 5.15pm and ended at 11.45pm, six and a half hours later",
//! "opened in 2016, ten years ago", "the 24th anniversary of the fire of August 2001".

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Duration, Relation};
use crate::lexicon::numbers;
use crate::lexicon::people::{is_agent_noun, is_person_noun};
use crate::outline::{Outline, number, pattern};
use crate::quantities::below_hundred;

static BETWEEN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let length = "(?:,|—|\\(|after|for|in|lasting)(?: or| a period of| a span of| a total of| a reign of| a career of| after| for| in all| some| exactly| all of| lasting| a stretch of| a run of){0,2}(?: the)? (?<length>Y[0-9]+)";
    let patterns = [
        format!(" from (?<start>D[0-9]+) (?:to|until|till|through) (?<end>D[0-9]+){{w3}}(?: ,)? {length}"),
        format!(" from (?<start>D[0-9]+) (?:to|until|till|through) (?<end>D[0-9]+) {length}"),
        format!(" between (?<start>D[0-9]+) and (?<end>D[0-9]+) {length}"),
        format!(
            " (?:in|on|since) (?<start>D[0-9]+){{w8}}(?: ,)? (?:and|until|to|but){{w8}} (?:in|on|until) (?<end>D[0-9]+) {length}"
        ),
        " (?<length>Y[0-9]+)(?: ,)? from (?<start>D[0-9]+) (?:to|until|till|through) (?<end>D[0-9]+)"
            .to_owned(),
        " (?<length>Y[0-9]+)(?: ,)? between (?<start>D[0-9]+) and (?<end>D[0-9]+)".to_owned(),
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

static CLOCK: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        " (?:at|from) (?<start>C[0-9]+){t8}(?: ,)? (?:and|to|until|till|but){t8} (?<end>C[0-9]+) (?:,|—|\\(|after|or)(?: or| after| just)? (?<length>Y[0-9]+)",
        " from (?<start>C[0-9]+) (?:to|until|till) (?<end>C[0-9]+) (?:,|—|\\()(?: or| a total of)? (?<length>Y[0-9]+)",
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

static AGO: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        " (?:in|on|of|since|from) (?<start>D[0-9]+) (?:,|—|\\() (?<length>Y[0-9]+) ago(?: [,.;)—]|$)",
        " (?<length>Y[0-9]+) ago (?:,|—|\\() (?:in|on) (?<start>D[0-9]+)(?: [,.;)—]|$)",
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

static ANNIVERSARY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?<words>(?<nth>\?|[a-z-]+(?:st|nd|rd|th|first|second|third)) anniversary){w1} of{w8}(?: ,)?(?: of| in| on){the} (?<start>D[0-9]+)",
    )
});

/// What makes a duration something else than the time between: terms with a break, flights over time zones.
static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:flight|flew|flies|fly|lands|landed|lands|on and off|sentence|sentenced|term of|part-time|time zone)( |$)",
    )
});

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let text = outline.text.as_str();
    if !text.contains(" D") && !text.contains(" C") || OTHERWISE.is_match(text) {
        return Vec::new();
    }
    let mut found: Vec<Duration> = Vec::new();
    let three = |captures: &Captures| {
        // "Nine years and nine months".
        let goes_on = text[captures.name("length")?.end()..].trim_start_matches([' ', ',']);
        let parts = goes_on.strip_prefix("and ").unwrap_or(goes_on).starts_with('Y');
        (!parts).then_some(())?;
        Some((number(captures, "start")?, number(captures, "end")?, number(captures, "length")?))
    };
    for captures in BETWEEN.iter().filter_map(|pattern| pattern.captures(text)) {
        found.extend(three(&captures).map(|(start, end, length)| Duration::Between { start, end, length }));
    }
    for captures in CLOCK.iter().filter_map(|pattern| pattern.captures(text)) {
        found.extend(three(&captures).map(|(start, end, length)| Duration::Clock { start, end, length }));
    }
    for captures in AGO.iter().filter_map(|pattern| pattern.captures(text)) {
        let both = number(&captures, "start").zip(number(&captures, "length"));
        found.extend(both.map(|(start, length)| Duration::Ago { start, length }));
    }
    found.extend(ANNIVERSARY.captures(text).and_then(|captures| {
        let words = captures.name("words")?;
        let nth = captures.name("nth")?;
        let years = ordinal(outline.tokens.lower(outline.token(nth.start())))?;
        Some(Duration::Anniversary { start: number(&captures, "start")?, range: outline.range(words), years })
    }));
    found.dedup();
    found.into_iter().map(Relation::Duration).collect()
}

/// A thing, and when it began.
static OPENED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^ (?:the|its|this){w4} (?:opened|(?:was )?(?:built|founded|completed|established|commissioned)){w6} in (?<start>D[0-9]+)",
    )
});

/// A thing of an age. What is behind the dash and the age is looked up in the tokens.
static AGED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ the (?<age>\?) (?<thing>[a-z]+)"));

/// The date on which a sentence says that its thing began.
pub(super) fn opened(outline: &Outline) -> Option<usize> {
    number(&OPENED.captures(&outline.text)?, "start")
}

/// The age of the thing that a sentence goes on to tell of, which began at a date.
pub(super) fn aged(outline: &Outline, start: usize) -> Option<Relation> {
    let captures = AGED.captures(&outline.text)?;
    let (age, thing) = (captures.name("age")?, captures.name("thing")?);
    let years = outline.tokens.lower(outline.token(age.start())).strip_suffix("-year-old")?.parse().ok()?;
    let is_thing = !is_person_noun(thing.as_str()) && !is_agent_noun(thing.as_str());
    is_thing.then(|| Relation::Duration(Duration::Age { start, range: outline.range(age), years }))
}

/// The number of an ordinal: "25th", "twenty-fifth", "tenth".
fn ordinal(lower: &str) -> Option<i64> {
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    match lower.split_once('-') {
        Some((tens, unit)) => {
            let tens = below_hundred(tens).filter(|tens| tens % 10 == 0)?;
            Some(tens + numbers::ordinal(unit).filter(|unit| *unit < 10)?)
        }
        None if lower == "hundredth" => Some(100),
        None => numbers::ordinal(lower),
    }
}
