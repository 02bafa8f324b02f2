//! # wrong-weekday
//!
//! Flags a weekday that its date does not fall on: “Tuesday, 14 May 2025”, which is a Wednesday.
//!
//! ## Why
//!
//! Readers go by the one or by the other. Most such slips are a date that was taken over from another year.
//!
//! ## Example
//!
//! ```flagged
//! The inquest opens on Tuesday, 14 May 2025, at the town hall.
//!                      ^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! The inquest opens on Wednesday, 14 May 2025, at the town hall.
//! ```
//!
//! ```flagged
//! ---
//! date: 2025-03-11
//! ---
//!
//! The committee meets again on Friday, March 20.
//!                              ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! He was arrested on Tuesday 6 January 2025 and released two days later.
//!                    ^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ---
//! date: 2026-01-05
//! ---
//!
//! The shop closed its doors on Tuesday, 24 December, and nobody came.
//!                              ^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! HALDEN, Oct. 8, 2025 — The strike began on Sunday, Oct. 6, and the buses stopped.
//!                                            ^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! # Flood closes four roads
//!
//! *Ana Diaz, Halden, Tuesday, March 10, 2026*
//!
//! The inquest opens on Friday, March 14th, at the town hall.
//!                      ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! By ANA DIAZ
//!
//! HALDEN, Ohio (April 16, 2026) — The council meets on Wednesday, April 23.
//!                                                      ^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! *Updated Friday 20 March 2026. All times local*
//!
//! The river fell on Thursday and the road to Orr is open. The inquest is on Monday, March 24.
//!                                                                           ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The quake of Thursday, 11 March 2011, was felt in the capital.
//!              ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a weekday on which its date falls
//! The inquest opens on Wednesday, 14 May 2025, at the town hall.
//! ```
//!
//! ## Looked for
//!
//! the calendar of the year that the date tells, or else of the year nearest to the draft’s own date: that of its front matter, its dateline, a line above the lead or its file’s name.
//!
//! ## Stays silent on
//!
//! - a weekday on which its date falls
//! - a date without a year in a draft that does not say when it was written
//! - a date without a day, or with one that its month does not have, which is left to `impossible-date`
//! - years before 1753, and what the draft dates by the old calendar
//! - days with a name, such as Black Friday
//! - figures inside a quotation
//! - block quotes, the heads of tables and what is answered in an interview
//! - what it does not look at: weekdays apart from their date, ranges and recurring days
//!
//! ```silent a weekday on which its date falls
//! The inquest opens on Wednesday, 14 May 2025, at the town hall.
//! ```
//!
//! ```silent a date without a year in a draft that does not say when it was written
//! *The mill closed on 4 May 2019*
//!
//! The tie is on Saturday, 29 November 1500 GMT, at Lowgate.
//! ```
//!
//! ```silent what it does not look at
//! The committee meets on the second Tuesday of each month; the next date is 14 May.
//! ```
//!
//! ```silent a date without a year in a draft that does not say when it was written
//! The tie is on Saturday, 29 November 1500 GMT, at Lowgate.
//! ```
//!
//! ```silent what it does not look at
//! The fair ran from Friday to Sunday, 14 to 16 June 2024.
//! ```
//!
//! ```silent figures inside a quotation
//! “It was Tuesday, 14 May 2025, I remember the rain,” said Ana Lopez, who was wrong by a day.
//! ```
//!
//! ```silent years before 1753, and what the draft dates by the old calendar
//! The crash came on a Tuesday. On 14 May the bank shut. He died on Friday, 13 October 1307, by the old calendar.
//! ```
//!
//! ```silent days with a name, such as Black Friday
//! The queue was longest on Black Friday, 27 November 2025, at the baker’s.
//! ```
//!
//! ## Fixes
//!
//! The weekday of that date, or the nearest date with that weekday, as suggestions.
//!
//! ## Standard
//!
//! Guardian style guide: check that days and dates match. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Date, Day, WEEKDAYS};

use crate::context::Context;
use crate::figures::{self, Figures, QUOTED};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Fix, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-weekday",
    group: Group::Figures,
    severity: Severity::Error,
    needs_whole_draft: true,
    source: include_str!("wrong_weekday.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason("a weekday on which its date falls");
const UNDATED: Reason = Reason("a date without a year in a draft that does not say when it was written");
const NO_DAY: Reason = Reason(
    "a date without a day, or with one that its month does not have, which is left to `impossible-date`",
);
const OLD: Reason = Reason("years before 1753, and what the draft dates by the old calendar");
const NAMED: Reason = Reason("days with a name, such as Black Friday");

/// In this year the last of the English-speaking countries took over the calendar.
const SINCE: i32 = 1753;

/// What stands before a weekday that has become a name.
const NAMES: &[&str] = &[
    "Black", "Good", "Easter", "Holy", "Ash", "Shrove", "Palm", "Cyber", "Super", "Bloody", "Whit", "Maundy",
];

fn check(context: &Context) -> Vec<Flagged> {
    let dates =
        figures::passages(context).flat_map(|here| here.numbers().dates.iter().map(move |date| (here, date)));
    dates.filter_map(|(here, date)| finding(here, date)).collect()
}

fn finding(here: Figures, date: &Date) -> Option<Flagged> {
    let (weekday, word) = date.weekday?;
    let weekday = usize::from(weekday);
    if !here.speaks_for_itself(date.range) {
        return None;
    }
    if date.quoted {
        return here.silent(date.range, QUOTED);
    }
    let reference = here.context.facts.written;
    if date.year.or(reference.map(|day| day.year)).is_none() {
        return here.silent(date.range, UNDATED);
    }
    let Some(day) = date.day_near(reference) else { return here.silent(date.range, NO_DAY) };
    if day.year < SINCE || here.text().contains("old style") || here.text().contains("old calendar") {
        return here.silent(date.range, OLD);
    }
    if day.weekday() == weekday {
        return here.silent(date.range, FITS);
    }
    let before = here.text()[..usize::from(date.range.start())].trim_end();
    if NAMES.iter().any(|name| before.ends_with(name)) {
        return here.silent(date.range, NAMED);
    }
    let (is, said) = (WEEKDAYS.get(day.weekday())?, WEEKDAYS.get(weekday)?);
    let near = [day.year - 1, day.year + 1].into_iter().map(|year| day.in_year(year));
    let other = near.filter(|day| day.exists()).find(|day| day.weekday() == weekday);
    let other = other
        .map_or(String::new(), |other| format!(", or the year, since it was a {said} in {}", other.year));
    let shown = here.words(date.day_range);
    let message =
        format!("“{shown}” of {} is a {is}, not a {said}: change the day or the date{other}.", day.year);
    let written = here.words(word);
    let name: String = if written.trim_end_matches('.').len() < said.len() {
        let dot = if written.ends_with('.') { "." } else { "" };
        format!("{}{dot}", &is[..3])
    } else {
        (*is).to_owned()
    };
    let fixes = [Some(here.reworded(word, &name)), nearest(here, date, day, weekday)];
    Some(Flagged::new(here.source(date.range), message).with_fixes(fixes.into_iter().flatten()))
}

/// The fix that writes the nearest date of the month with the weekday.
fn nearest(here: Figures, date: &Date, day: Day, weekday: usize) -> Option<Fix> {
    let to =
        |steps: i16| u8::try_from(i16::from(day.day) + steps).ok().map(|number| Day { day: number, ..day });
    let steps = (1..=3).flat_map(|steps| [-steps, steps]);
    let right = steps.filter_map(to).find(|day| day.exists() && day.weekday() == weekday)?;
    let words = here.words(date.day_range);
    let digits = words.find(|c: char| c.is_ascii_digit())?;
    let end = words[digits..].find(|c: char| !c.is_ascii_digit()).map_or(words.len(), |end| digits + end);
    let number = words.get(digits..end)?;
    // "2nd" would need other letters.
    let plain = number == day.day.to_string() && !words[end..].starts_with(|c: char| c.is_ascii_alphabetic());
    let text = format!("{}{}{}", &words[..digits], right.day, &words[end..]);
    plain.then(|| here.reworded(date.day_range, &text))
}
