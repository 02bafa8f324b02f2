//! # percent-for-points
//!
//! Flags a difference of two percentages that is called per cent: “from 3.5 per cent to 4 per cent, a rise of 0.5 per cent”.
//!
//! ## Why
//!
//! From 3.5 to 4 per cent is half a percentage point, or 14 per cent. Whoever mixes them up makes small changes of large ones, or large of small.
//!
//! ## Example
//!
//! ```flagged
//! The bank raised its rate from 3.5 per cent to 4 per cent, a rise of 0.5 per cent.
//!                                                                     ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The graduation rate jumped ten percent, rising from 60 percent to 70 percent.
//!                            ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Support fell to 44 per cent, down 12 per cent from 56 per cent.
//!                                   ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Turnout was 61%, 4% more than the 57% of 2019.
//!                  ^^
//! ```
//!
//! ```flagged
//! The party has 31 percent, 3 percent ahead of the Greens on 28 percent.
//!                           ^^^^^^^^^
//! ```
//!
//! ```flagged
//! VAT goes up 2%, from 20% to 22%.
//!             ^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! The bank raised its rate from 3.5 per cent to 4 per cent, a rise of half a percentage point.
//! ```
//!
//! ## Looked for
//!
//! the number as a change in per cent, which would be right.
//!
//! ## Stays silent on
//!
//! - a change in per cent that is right
//! - a per cent that is not the difference of the other two, which is left to `wrong-change`
//! - block quotes, the heads of tables and what is answered in an interview
//! - what it does not look at: points that are called points, changes of other things than percentages, and figures inside a quotation
//!
//! ```silent what it does not look at
//! The bank raised its rate from 3.5 per cent to 4 per cent, a rise of half a percentage point.
//! ```
//!
//! ```silent what it does not look at
//! The rate rose 0.4 percentage points, to 5.1 percent from 4.7, and the number out of work 8 percent.
//! ```
//!
//! ```silent what it does not look at
//! Sales rose 12 per cent and costs 8 per cent, 4 per cent more than planned.
//! ```
//!
//! ```silent what it does not look at
//! Support fell to 44 per cent from 56, a fifth less.
//! ```
//!
//! ```silent a change in per cent that is right
//! The rate went from 4 per cent to 5 per cent, a rise of 25 per cent.
//! ```
//!
//! ```silent what it does not look at
//! “It is up two per cent, from 20 to 22,” said the minister.
//! ```
//!
//! ```silent a per cent that is not the difference of the other two, which is left to wrong-change
//! Support rose from 40 per cent to 44 per cent, a rise of 30 per cent.
//! ```
//!
//! ## Fixes
//!
//! “percentage points”, or the change in per cent, as suggestions.
//!
//! ## Standard
//!
//! AP: a change from 10 per cent to 13 per cent is a rise of 3 percentage points, or 30 per cent. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{By, Change, Decimal, Interval, Unit};

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "percent-for-points",
    group: Group::Figures,
    severity: Severity::Warning,
    source: include_str!("percent_for_points.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const RIGHT: Reason = Reason("a change in per cent that is right");
const APART: Reason =
    Reason("a per cent that is not the difference of the other two, which is left to `wrong-change`");

fn check(context: &Context) -> Vec<Flagged> {
    figures::changes(context).filter_map(|(here, change)| finding(here, change)).collect()
}

fn finding(here: Figures, change: &Change) -> Option<Flagged> {
    let (from_told, to_told) = (here.quantity(change.from)?, here.quantity(change.to)?);
    let (from, to) = figures::alike(here, from_told, to_told)?;
    let Some(By::Figure(by)) = change.by else { return None };
    let by = here.quantity(by).filter(|by| by.unit == Unit::Percent && from.unit == Unit::Percent)?;
    let all = here.of_change(change)?.cover(by.range);
    if !here.speaks_for_itself(all) {
        return None;
    }
    let difference = (to.value - from.value).magnitude();
    let relative = difference.times(Decimal::whole(100)).over(from.value)?;
    let one = Interval::exact(Decimal::whole(1));
    let ratio = to.interval().over(from.interval())?;
    let right = if to.value > from.value { ratio.minus(one) } else { one.minus(ratio) };
    let right = right.times(Interval::exact(Decimal::whole(100)));
    if by.interval().meets(right) {
        return here.silent(all, RIGHT);
    }
    if difference == Decimal::ZERO || !by.interval().meets(Interval::exact(difference)) {
        return here.silent(all, APART);
    }
    let relative = figures::percent(relative);
    let (first, second, words) =
        (here.words(from_told.range), here.words(to_told.range), here.words(by.range));
    let point = if difference == Decimal::whole(1) { "percentage point" } else { "percentage points" };
    let message = format!(
        "From “{first}” to “{second}” is {difference} {point}, or {relative} per cent: “{words}” should be one of the two.",
    );
    let number = here.words(by.number);
    let points = here.reworded(by.range, &format!("{number} {point}"));
    let finding = Flagged::new(here.source(by.range), message)
        .with_related(here.source(from_told.range), format!("from “{first}”"))
        .with_related(here.source(to_told.range), format!("to “{second}”"));
    Some(finding.with_fixes([points]).with_fixes(here.instead(by, relative)))
}
