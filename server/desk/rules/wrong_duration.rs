//! # wrong-duration
//!
//! Flags a duration, an anniversary, “years ago” or the age of a thing that its dates or times do not make: “from 1989 to 2004, a period of twenty years”.
//!
//! ## Why
//!
//! The one or the other was taken from memory, and the reader who was there knows better.
//!
//! ## Example
//!
//! ```flagged
//! She ran the shop from 1989 to 2004, a period of twenty years.
//!                                                 ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ---
//! date: 2025-08-19
//! ---
//!
//! It was the 25th anniversary of the fire of August 2001.
//!            ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The meeting began at 5.15pm and ended at 11.45pm, four and a half hours later.
//!                                                   ^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ---
//! date: 2026-02-01
//! ---
//!
//! The bridge opened in 2016, twenty years ago.
//!                            ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! He was jailed in May 2020 and freed in May 2023, after four years inside.
//!                                                        ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The ship left on 3 March and came home on 17 March, three weeks later.
//!                                                     ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ---
//! date: 2026-04-16
//! ---
//!
//! The mill opened in 1951 and had 900 looms at its peak. The 65-year-old plant wove sails.
//!                                                            ^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a duration that the dates make, with the first day or without it, and a year or a month more or less where no more is told
//! She ran the shop from 1989 to 2004, a period of fifteen years.
//! ```
//!
//! ## Looked for
//!
//! both ways to count, with the first day and without it, and a year more or less where no month is told.
//!
//! ## Stays silent on
//!
//! - a duration that the dates make, with the first day or without it, and a year or a month more or less where no more is told
//! - “ago”, anniversaries and ages of things in a draft that does not say when it was written
//! - dates that do not tell how long it was, and times that may wrap over midnight
//! - hours between dates, days between years, and years between times of the clock
//! - anniversaries to come
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: flights and time zones, seasons such as 2019-20, terms and sentences, lengths apart from their dates, and figures inside a quotation
//!
//! ```silent a duration that the dates make, with the first day or without it, and a year or a month more or less where no more is told
//! She ran the shop from 1989 to 2004, a period of fifteen years.
//! ```
//!
//! ```silent a duration that the dates make, with the first day or without it, and a year or a month more or less where no more is told
//! From April 2015 to January 2025, nearly ten years, she read the gauge.
//! ```
//!
//! ```silent what it does not look at
//! The shift is from ten in the evening to six, eight hours.
//! ```
//!
//! ```silent what it does not look at
//! In the five seasons from 2019-20 to 2023-24 they won nothing.
//! ```
//!
//! ```silent what it does not look at
//! The flight leaves at 09:00 and lands at 08:30, after six and a half hours.
//! ```
//!
//! ```silent what it does not look at
//! He led the party for ten years. From 2001 to 2005 he was minister.
//! ```
//!
//! ```silent a duration that the dates make, with the first day or without it, and a year or a month more or less where no more is told
//! ---
//! date: 2026-04-16
//! ---
//!
//! The mill opened in 1951 and had 900 looms at its peak. The 75-year-old plant wove sails.
//! ```
//!
//! ```silent what it does not look at
//! ---
//! date: 2026-04-16
//! ---
//!
//! The mill opened in 1951. The 65-year-old baker had his first job there.
//! ```
//!
//! ```silent “ago”, anniversaries and ages of things in a draft that does not say when it was written
//! The bridge opened in 2016, twenty years ago.
//! ```
//!
//! ```silent hours between dates, days between years, and years between times of the clock
//! One ship sank every four days between 1999 and 2003.
//! ```
//!
//! ```silent dates that do not tell how long it was, and times that may wrap over midnight
//! He worked from 11pm to 2am, three hours.
//! ```
//!
//! ## Fixes
//!
//! The duration or the anniversary that the dates make, or the year that the duration makes; all are suggestions.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{
    Clock, Date, Day, Decimal, Duration, Hedge, Interval, Period, Quantity, Relation, Unit,
};
use text_size::TextRange;

use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Fix, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-duration",
    group: Group::Figures,
    severity: Severity::Info,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    needs_whole_draft: true,
    source: include_str!("wrong_duration.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason(
    "a duration that the dates make, with the first day or without it, and a year or a month more or less where no more is told",
);
const UNDATED: Reason =
    Reason("“ago”, anniversaries and ages of things in a draft that does not say when it was written");
const OPEN: Reason = Reason("dates that do not tell how long it was, and times that may wrap over midnight");
const UNITS: Reason = Reason("hours between dates, days between years, and years between times of the clock");
const COMING: Reason = Reason("anniversaries to come");

fn check(context: &Context) -> Vec<Flagged> {
    let durations = figures::relations(context).filter_map(|(here, relation)| match relation {
        Relation::Duration(duration) => finding(here, duration),
        _ => None,
    });
    durations.collect()
}

fn finding(here: Figures, duration: &Duration) -> Option<Flagged> {
    let written = here.context.facts.written;
    match *duration {
        Duration::Between { start, end, length } => {
            let (start, end, length) = (here.date(start)?, here.date(end)?, here.quantity(length)?);
            let both = start.range.cover(end.range);
            // "One every four days between 1999 and 2003".
            let days = matches!(length.unit, Unit::Time(Period::Day | Period::Week));
            let fits = !is_of_clock(length) && (!days || start.day.is_some() && end.day.is_some());
            let twin = years(length).zip(start.year).map(|(years, year)| (end, i64::from(year) + years));
            told(here, both, fits, between(start, end), length, twin)
        }
        Duration::Clock { start, end, length } => {
            let clocks = &here.numbers().clocks;
            let (start, end, length) = (clocks.get(start)?, clocks.get(end)?, here.quantity(length)?);
            let both = start.range.cover(end.range);
            told(here, both, is_of_clock(length), on_the_clock(start, end), length, None)
        }
        Duration::Ago { start, length } => {
            let (start, length) = (here.date(start)?, here.quantity(length)?);
            let Some(written) = written else { return here.silent(length.range, UNDATED) };
            let days = between(start, &of_day(written));
            let twin = years(length).map(|years| (start, i64::from(written.year) - years));
            told(here, start.range, !is_of_clock(length), days, length, twin)
        }
        Duration::Age { start, range, years } => {
            let start = here.date(start)?;
            if !here.speaks_for_itself(range) {
                return None;
            }
            let (Some(now), Some(year)) = (written, start.year) else { return here.silent(range, UNDATED) };
            let since = i64::from(now.year) - i64::from(year);
            if (since - 1..=since).contains(&years) {
                return here.silent(range, FITS);
            }
            let (date, words) = (here.words(start.range), here.words(range));
            let message = format!(
                "In {} it is {since} years since “{date}”, so it is not “{words}”: correct one of the two.",
                now.year
            );
            let finding = Flagged::new(here.source(range), message)
                .with_related(here.source(start.range), format!("“{date}” here"));
            let fix = here.reworded(range, &words.replacen(&years.to_string(), &since.to_string(), 1));
            let twin = here.in_year(start, i64::from(now.year) - years);
            Some(finding.with_fixes([fix]).with_fixes(twin))
        }
        Duration::Anniversary { start, range, years } => {
            let start = here.date(start)?;
            if !here.speaks_for_itself(range) {
                return None;
            }
            let Some(now) = written else { return here.silent(range, UNDATED) };
            let Some(year) = start.year else { return here.silent(range, OPEN) };
            let since = i64::from(now.year) - i64::from(year);
            if since < 1 {
                return here.silent(range, COMING);
            }
            if since == years {
                return here.silent(range, FITS);
            }
            let (date, words) = (here.words(start.range), here.words(range));
            let message = format!(
                "In {} it is {since} years since “{date}”, so it is not the “{words}”: correct one of the two.",
                now.year
            );
            let related = format!("“{date}” here");
            let finding =
                Flagged::new(here.source(range), message).with_related(here.source(start.range), related);
            let twin = here.in_year(start, i64::from(now.year) - years);
            Some(finding.with_fixes(counted(here, range, since)).with_fixes(twin))
        }
    }
}

/// The finding for a length that is not what lies between, in days or, of hours and less, in minutes; `fits` tells whether the two
/// can be compared, and `twin` which year makes the length right.
fn told(
    here: Figures,
    dates: TextRange,
    fits: bool,
    days: Option<Interval>,
    length: &Quantity,
    twin: Option<(&Date, i64)>,
) -> Option<Flagged> {
    let Unit::Time(period) = length.unit else { return None };
    let all = dates.cover(length.hedged);
    if !here.speaks_for_itself(all) {
        return None;
    }
    if !fits {
        return here.silent(all, UNITS);
    }
    let Some(days) = days.filter(|days| days.high > Decimal::ZERO) else { return here.silent(all, OPEN) };
    let one = days_of(period);
    // A length is told to the unit, a half or a quarter of it.
    let slack = length.step.min(Decimal::whole(1)).over(Decimal::whole(2))?;
    let span = length.interval();
    let span = Interval { low: span.low - slack, high: span.high + slack };
    let said = Interval { low: span.low.times(one), high: span.high.times(one) };
    if said.meets(days) {
        return here.silent(all, FITS);
    }
    let middle = (days.low + days.high).over(Decimal::whole(2))?.over(one)?;
    let value =
        middle.rounded(if period == Period::Hour { Decimal::hundredths(50) } else { Decimal::whole(1) });
    let (shown, words) = (here.words(dates), here.words(length.range));
    let name = words.rsplit(' ').next().unwrap_or_default();
    let message =
        format!("“{shown}” is {value} {name}, not “{words}”: correct the duration or one of the dates.");
    let finding = Flagged::new(here.source(length.hedged), message);
    let finding = finding.with_related(here.source(dates), format!("“{shown}” here"));
    let twin = twin.and_then(|(date, year)| here.in_year(date, year));
    Some(finding.with_fixes(here.instead(length, value)).with_fixes(twin))
}

/// A length in whole years that nothing makes less exact.
fn years(length: &Quantity) -> Option<i64> {
    let of_years = length.unit == Unit::Time(Period::Year) && length.hedge == Hedge::None;
    length.value.as_whole().filter(|_| of_years)
}

/// The anniversary of another number, where it is written in digits.
fn counted(here: Figures, range: TextRange, number: i64) -> Option<Fix> {
    let words = here.words(range);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let letters = words[digits..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let ending = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    (digits > 0).then(|| here.reworded(range, &format!("{number}{ending}{}", &words[digits + letters..])))
}

/// Whether a length is told in hours or less.
fn is_of_clock(length: &Quantity) -> bool {
    matches!(length.unit, Unit::Time(Period::Second | Period::Minute | Period::Hour))
}

/// The days that a unit of time has; of hours and less the minutes, since the two are never compared.
fn days_of(period: Period) -> Decimal {
    match period {
        Period::Second => Decimal::hundredths(2),
        Period::Minute | Period::Day => Decimal::whole(1),
        Period::Hour => Decimal::whole(60),
        Period::Week => Decimal::whole(7),
        Period::Month => Decimal::hundredths(3_044),
        Period::Year => Decimal::hundredths(36_525),
        Period::Decade => Decimal::hundredths(365_250),
    }
}

/// The days between two dates, as exactly as both are told.
fn between(start: &Date, end: &Date) -> Option<Interval> {
    let (first, last) = (start.year, end.year.or(start.year));
    if let (Some(month), Some(until)) = (start.month, end.month) {
        let years = first.or(last).zip(last);
        if let (Some(day), Some(of)) = (start.day, end.day) {
            let year = years.map_or((2001, 2001), |years| years);
            let (day, of) = (Day { year: year.0, month, day }, Day { year: year.1, month: until, day: of });
            (day.exists() && of.exists()).then_some(())?;
            let days = of.number() - day.number();
            return (days > 0)
                .then_some(Interval { low: Decimal::whole(days), high: Decimal::whole(days + 1) });
        }
        let (from, to) = years?;
        let months = i64::from(to - from) * 12 + i64::from(until) - i64::from(month);
        let of = |months: i64| Decimal::whole(months).times(days_of(Period::Month));
        return (months > 0).then(|| Interval { low: of(months - 1), high: of(months + 1) });
    }
    let years = i64::from(end.year?) - i64::from(start.year?);
    let of = |years: i64| Decimal::whole(years).times(days_of(Period::Year));
    (years > 0).then(|| Interval { low: of(years - 1), high: of(years + 1) })
}

/// The minutes from one time of a day to a later one, when both say which half of the day they are of or neither does.
fn on_the_clock(start: &Clock, end: &Clock) -> Option<Interval> {
    (start.afternoon.is_some() == end.afternoon.is_some()).then_some(())?;
    let minutes = i64::from(end.minutes()?) - i64::from(start.minutes()?);
    (minutes > 0).then(|| Interval::exact(Decimal::whole(minutes)))
}

/// A day as a date that tells all of it.
fn of_day(day: Day) -> Date {
    Date {
        range: TextRange::default(),
        weekday: None,
        day_range: TextRange::default(),
        day: Some(day.day),
        month: Some(day.month),
        year: Some(day.year),
        quoted: false,
    }
}
