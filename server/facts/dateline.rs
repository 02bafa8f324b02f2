//! The dateline: where and when a draft was written, before its first words.

use copydesk_language::Day;

use crate::passages::PassageView;

/// The day of a dateline: "HALDEN, Oct. 8, 2025 —".
pub(crate) fn day(passages: &[PassageView]) -> Option<Day> {
    const LONGEST: usize = 60;
    let first = passages.iter().find(|view| view.is_body())?;
    let date = first.reading.numbers.dates.iter().find(|date| date.is_day() && date.year.is_some())?;
    let end = usize::from(date.range.end());
    let behind = &first.passage.text[end..];
    let dashed = behind.trim_start_matches([')', ' ']).starts_with(['—', '–', '-']);
    (dashed && end <= LONGEST).then(|| date.day_near(None)).flatten()
}
