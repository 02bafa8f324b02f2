//! # impossible-date
//!
//! Flags a day that the month does not have, and a time that no clock shows: “31 June”, “29 February 1990”, “14:72”, “13.30pm”.
//!
//! ## Why
//!
//! One of its two numbers is wrong, and readers who plan by it will come on the wrong day.
//!
//! ## Example
//!
//! ```flagged
//! The lease runs until 31 June, and then the builders come.
//!                      ^^^^^^^
//! ```
//!
//! ```flagged
//! She was born on 29 February 1990 in a lighthouse.
//!                 ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The train left at 14:72, four hours late.
//!                   ^^^^^
//! ```
//!
//! ```flagged
//! Doors open at 13.30pm on Saturday.
//!               ^^^^^^^
//! ```
//!
//! ```flagged
//! The offer ends on April 31, the firm said.
//!                   ^^^^^^^^
//! ```
//!
//! ```flagged
//! He clocked on at 25:10 and went home at six.
//!                  ^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a day that the month has in some year, and a time that clocks show, “24:00” too
//! The lease runs until 30 June, and then the builders come.
//! ```
//!
//! ## Looked for
//!
//! a month with that many days, a leap year, an hour below 25 and a minute below 60.
//!
//! ## Stays silent on
//!
//! - a day that the month has in some year, and a time that clocks show, “24:00” too
//! - a number before a month that counts the word behind it, such as “30 February visitors”
//! - two numbers that no word tells to be a time, such as a ratio or a verse
//! - figures inside a quotation
//! - block quotes, the heads of tables and what is answered in an interview
//! - what it does not look at: decimals, sections, and times of more than two parts
//!
//! ```silent a day that the month has in some year, and a time that clocks show, “24:00” too
//! The lease runs until 30 June, and then the builders come.
//! ```
//!
//! ```silent a day that the month has in some year, and a time that clocks show, “24:00” too
//! She was born on 29 February 1992 and has had eight birthdays.
//! ```
//!
//! ```silent a day that the month has in some year, and a time that clocks show, “24:00” too
//! Doors open at 1.30pm, or 13:30 by the station clock. Kick-off is at 24:00 on Mars.
//! ```
//!
//! ```silent figures inside a quotation
//! The leaflet says “31 April”, which does not exist.
//! ```
//!
//! ```silent two numbers that no word tells to be a time, such as a ratio or a verse
//! The ratio was 14:72 in the first trial. See Psalm 104:72 and section 31.6.
//! ```
//!
//! ```silent a number before a month that counts the word behind it, such as “30 February visitors”
//! Sales in the 31 March quarter rose. On average 30 February visitors a day came last year.
//! ```
//!
//! ## Fixes
//!
//! None: nothing says which of the two numbers is wrong.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Clock, Date, Day, MONTHS};

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures, QUOTED};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "impossible-date",
    group: Group::Figures,
    severity: Severity::Error,
    source: include_str!("impossible_date.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason =
    Reason("a day that the month has in some year, and a time that clocks show, “24:00” too");
const COUNTS: Reason =
    Reason("a number before a month that counts the word behind it, such as “30 February visitors”");
const NO_TIME: Reason = Reason("two numbers that no word tells to be a time, such as a ratio or a verse");

fn check(context: &Context) -> Vec<Flagged> {
    let mut found = Vec::new();
    for here in figures::passages(context) {
        let numbers = here.numbers();
        found.extend(numbers.dates.iter().filter_map(|date| of_date(here, date)));
        found.extend(numbers.clocks.iter().filter_map(|clock| of_clock(here, clock)));
    }
    found
}

fn of_date(here: Figures, date: &Date) -> Option<Flagged> {
    let (day, month) = (date.day?, date.month?);
    // Without a year every fourth might be meant.
    let has = Day::days_in(date.year.unwrap_or(2000), month);
    if !here.speaks_for_itself(date.range) {
        return None;
    }
    if date.quoted {
        return here.silent(date.range, QUOTED);
    }
    if day <= has {
        return here.silent(date.range, FITS);
    }
    if counts(here, date) {
        return here.silent(date.range, COUNTS);
    }
    let name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
    let words = here.words(date.range);
    let year = date.year.filter(|_| month == 2).map_or(String::new(), |year| format!(" {year}"));
    let message =
        format!("“{words}” cannot be: {name}{year} has {has} days, so check the day and the month.");
    Some(Flagged::new(here.source(date.range), message))
}

/// Whether the number counts what the word behind the month names: "30 February visitors".
fn counts(here: Figures, date: &Date) -> bool {
    let behind = here.text()[usize::from(date.range.end())..].strip_prefix(' ').unwrap_or_default();
    let word = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    date.year.is_none() && word.len() > 3 && word.ends_with('s') && word.starts_with(char::is_lowercase)
}

fn of_clock(here: Figures, clock: &Clock) -> Option<Flagged> {
    const BEFORE: &[&str] = &[
        "at", "from", "until", "till", "to", "by", "before", "after", "since", "around", "about", "and",
        "between", "shortly", "just",
    ];
    let before = here.text()[..usize::from(clock.range.start())].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let (hour, minute) = (clock.hour, clock.minute);
    let half = clock.afternoon.is_some();
    let shown = minute < 60 && if half { hour <= 12 } else { hour <= 24 };
    if !here.speaks_for_itself(clock.range) {
        return None;
    }
    if clock.quoted {
        return here.silent(clock.range, QUOTED);
    }
    if shown {
        return here.silent(clock.range, FITS);
    }
    if !half && !BEFORE.contains(&word.as_str()) {
        return here.silent(clock.range, NO_TIME);
    }
    let words = here.words(clock.range);
    let why = match () {
        () if minute >= 60 => "an hour has 60 minutes",
        () if half && hour <= 24 => "the hours of morning and afternoon go up to 12",
        () => "a day has 24 hours",
    };
    Some(Flagged::new(
        here.source(clock.range),
        format!("“{words}” is no time of the day: {why}, so check the digits."),
    ))
}
