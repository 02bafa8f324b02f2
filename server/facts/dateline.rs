//! When a draft was written, as far as its first lines say so.

use copydesk_language::{Date, Day};

use crate::passages::PassageView;

/// Above the lead stand no more lines than this: who wrote it, a standfirst, the day.
const MOST_LINES: usize = 5;
/// A dateline and a line above the lead have no more bytes.
const LONGEST_DATELINE: usize = 60;
const LONGEST_LINE: usize = 120;

/// The day of a dateline, "HALDEN, Oct. 8, 2025 —", or of a line above the lead, "Ana Diaz, Halden, Tuesday, 10 March 2026".
pub(crate) fn day(passages: &[PassageView]) -> Option<Day> {
    let above = passages.iter().filter(|view| view.is_body()).take(MOST_LINES);
    let lead = above.clone().position(is_sentence).unwrap_or(MOST_LINES);
    above.take(lead + 1).find_map(|view| {
        let dates = view.reading.numbers.dates.iter().filter(|date| date.is_day() && date.year.is_some());
        let told = |date: &&Date| is_dateline(view, date) || is_line(view, date);
        dates.filter(told).find_map(|date| date.day_near(None))
    })
}

/// Whether a passage is a sentence, as a lead is, and no line above one.
fn is_sentence(view: &PassageView) -> bool {
    let text = view.passage.text.trim_end();
    !view.is_set_off() && (text.len() > LONGEST_LINE || text.ends_with(['.', '!', '?', '”', '"', '’']))
}

/// Whether a sentence begins behind a date.
fn is_dateline(view: &PassageView, date: &Date) -> bool {
    let end = usize::from(date.range.end());
    let behind = view.passage.text[end..].trim_start_matches([')', ' ']);
    end <= LONGEST_DATELINE && behind.starts_with(['—', '–', '-'])
}

/// Whether a date ends a line, or a part of it, before which nothing is told: names, a place, "Published".
fn is_line(view: &PassageView, date: &Date) -> bool {
    let (text, end) = (view.passage.text.as_str(), usize::from(date.range.end()));
    let before = text[..usize::from(date.range.start())].rsplit('\n').next().unwrap_or_default();
    let told = |word: &str| {
        matches!(word, "a" | "an" | "from" | "of" | "since" | "that" | "the" | "until" | "was" | "were")
    };
    let mut words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let stamped = words.clone().next().is_some_and(|word| word.ends_with("ed"));
    let tells = words.any(|word| told(&word.to_lowercase()) || !stamped && word == "on");
    let behind = text[end..].trim_start_matches([')', ']', ' ', ',']);
    // "Updated 20 March 2026. All times local."
    let stops = behind.starts_with('.') && (stamped || view.is_set_off());
    let ends = behind.is_empty() || behind.starts_with(['\n', '|', '·', '•', ';', '/']) || stops;
    let hour = behind.starts_with(|c: char| c.is_ascii_digit()) || behind.starts_with("at ");
    !tells && text.len() <= LONGEST_LINE && (ends || hour)
}
