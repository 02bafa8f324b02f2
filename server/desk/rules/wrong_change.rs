//! # wrong-change
//!
//! Flags a change in per cent, in an amount or a multiple that the two figures beside it do not bear out: “from 1,240 to 1,488, an increase of 25 per cent”.
//!
//! ## Why
//!
//! The reader can reckon, and one slip makes the other figures doubtful. Changes are what editors have to correct most among sums.
//!
//! ## Example
//!
//! ```flagged
//! Calls rose from 1,240 to 1,488, an increase of 25 per cent.
//!                                                ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The firm made £18.6 million in the year to September, up from £12.4 million a year earlier, a rise of 60 per cent.
//!                                                                                                       ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The number of gardens has more than doubled in three years, from 46 to 81.
//!                           ^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The college cut its deficit by a third, from $6.6 million to $3.1 million.
//!                                ^^^^^^^
//! ```
//!
//! ```flagged
//! Sales fell 12%, to £4.2m from £5.6m a year before.
//!            ^^^
//! ```
//!
//! ```flagged
//! The price halved, from 80p to 60p.
//!           ^^^^^^
//! ```
//!
//! ```flagged
//! The staff grew by 40, from 192 to 221.
//!                   ^^
//! ```
//!
//! ```flagged
//! An agency nurse costs £62 an hour, three times the £24 that a staff nurse earns.
//!                                    ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Three times as many came this year: 40 against 10.
//! ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Its fleet has grown by a fifth, from 500 to 650 lorries.
//!                        ^^^^^^^
//! ```
//!
//! ```flagged
//! Ridership rose from 40,000 to 58,000 a day, an increase of 30 per cent.
//!                                                            ^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a change that a rounding of the figures, or what is said to make them less exact, bears out
//! Calls rose from 1,240 to 1,488, an increase of 20 per cent.
//! ```
//!
//! ## Looked for
//!
//! a rounding of the figures under which the draft is right: half the last digit of each, a tenth where it says “about”.
//!
//! ## Stays silent on
//!
//! - a change that a rounding of the figures, or what is said to make them less exact, bears out
//! - figures of which nothing says by how much they changed
//! - a change the other way, which is left to `wrong-direction`
//! - a difference of percentages that is called per cent, which is left to `percent-for-points`
//! - figures of different kinds, and a change from nought
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: changes “in real terms”, other periods between, and figures inside a quotation
//!
//! ```silent a change that a rounding of the figures, or what is said to make them less exact, bears out
//! Calls rose from 1,240 to 1,488, an increase of 20 per cent.
//! ```
//!
//! ```silent a change that a rounding of the figures, or what is said to make them less exact, bears out
//! Calls rose by nearly a fifth, from 40 to 47.
//! ```
//!
//! ```silent what it does not look at
//! Profit rose 8% to £2.4m on sales of £40.7m.
//! ```
//!
//! ```silent figures of which nothing says by how much they changed
//! Sales rose 12% in the year; in May they went from 40 to 41.
//! ```
//!
//! ```silent what it does not look at
//! Sales doubled expectations. Rents have halved in real terms, from 80 crowns to 60.
//! ```
//!
//! ```silent a change that a rounding of the figures, or what is said to make them less exact, bears out
//! Prices rose from about 40 crowns to about 50, by roughly a third, and 10 per cent in June alone.
//! ```
//!
//! ```silent a change the other way, which is left to wrong-direction
//! Calls fell by 248 from 1,240 to 1,488.
//! ```
//!
//! ```silent a difference of percentages that is called per cent, which is left to percent-for-points
//! The bank raised its rate from 3.5 per cent to 4 per cent, a rise of 0.5 per cent.
//! ```
//!
//! ```silent drafts of the genre opinion
//! ---
//! copydesk: {genre: opinion}
//! ---
//!
//! Calls rose from 1,240 to 1,488, an increase of 25 per cent.
//! ```
//!
//! ```silent a change that a rounding of the figures, or what is said to make them less exact, bears out
//! An agency nurse costs £62 an hour, nearly three times the £22 that a staff nurse earns.
//! ```
//!
//! ## Fixes
//!
//! The change that the two figures make, where it is a figure, or the second figure that the change makes of the first; both are suggestions.
//!
//! ## Standard
//!
//! Guardian style guide: percentage rises. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{By, Change, Decimal, Hedge, Interval, Quantity, Unit};

use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Fix, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-change",
    group: Group::Figures,
    severity: Severity::Warning,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    source: include_str!("wrong_change.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason =
    Reason("a change that a rounding of the figures, or what is said to make them less exact, bears out");
const UNTOLD: Reason = Reason("figures of which nothing says by how much they changed");
const TURNED: Reason = Reason("a change the other way, which is left to `wrong-direction`");
const POINTS: Reason =
    Reason("a difference of percentages that is called per cent, which is left to `percent-for-points`");
const KINDS: Reason = Reason("figures of different kinds, and a change from nought");

const HUNDRED: Decimal = Decimal::whole(100);
const TENTH: Decimal = Decimal::hundredths(10);

fn check(context: &Context) -> Vec<Flagged> {
    figures::changes(context).filter_map(|(here, change)| finding(here, change)).collect()
}

fn finding(here: Figures, change: &Change) -> Option<Flagged> {
    let all = here.of_change(change)?;
    if !here.speaks_for_itself(all) {
        return None;
    }
    let Some(told_by) = change.by.as_ref() else { return here.silent(all, UNTOLD) };
    let alike = figures::alike(here, here.quantity(change.from)?, here.quantity(change.to)?);
    let Some((from, to)) = alike else { return here.silent(all, KINDS) };
    // What goes the wrong way is another rule's.
    let turned = match change.up {
        Some(true) => to.value < from.value,
        Some(false) => to.value > from.value,
        None => false,
    };
    if turned {
        return here.silent(all, TURNED);
    }
    let (range, is, fixes) = match told_by {
        By::Times { range, times } => {
            let ratio = to.interval().over(from.interval()).zip(percent_of(&from, &to));
            let Some((ratio, percent)) = ratio else { return here.silent(all, KINDS) };
            if ratio.meets(*times) {
                return here.silent(all, FITS);
            }
            let many = here.words(*range).contains("times") && to.value > from.value;
            let is = match many.then(|| to.value.over(from.value)).flatten() {
                Some(ratio) => format!("{} times as much", ratio.rounded(TENTH)),
                None => format!("{percent} per cent {}", if to.value < from.value { "less" } else { "more" }),
            };
            (*range, is, [None, None])
        }
        By::Figure(by) => {
            let by = here.quantity(*by)?;
            let Some((right, told)) = right(&from, &to, by) else { return here.silent(all, KINDS) };
            if right.meets(told) {
                return here.silent(all, FITS);
            }
            if by.unit == Unit::Percent && is_points(&from, &to, by) {
                return here.silent(all, POINTS);
            }
            let value = match by.unit {
                Unit::Percent | Unit::Fraction => percent_of(&from, &to)?,
                _ => (to.value - from.value).magnitude(),
            };
            let is = match by.unit {
                Unit::Percent | Unit::Fraction => format!("{value} per cent"),
                Unit::Points => format!("{value} percentage points"),
                _ => value.to_string(),
            };
            let fix = match by.unit {
                Unit::Fraction => Some(here.reworded(by.hedged, &is)),
                _ => here.instead(by, value),
            };
            (by.hedged, is, [fix, twin(here, change.to, &from, &to, by)])
        }
    };
    let words = |quantity: usize| here.quantity(quantity).map(|quantity| here.words(quantity.range));
    let (first, second) = (words(change.from)?, words(change.to)?);
    let message = format!(
        "From “{first}” to “{second}” is {is}, not “{}”: correct the change or one of the two.",
        here.words(range)
    );
    let place = |quantity: usize| here.quantity(quantity).map(|quantity| here.source(quantity.range));
    let finding = Flagged::new(here.source(range), message)
        .with_related(place(change.from)?, format!("from “{first}”"))
        .with_related(place(change.to)?, format!("to “{second}”"));
    Some(finding.with_fixes(fixes.into_iter().flatten()))
}

/// The figure that the change makes of the first, in the place of the second.
fn twin(here: Figures, second: usize, from: &Quantity, to: &Quantity, by: &Quantity) -> Option<Fix> {
    let change = match by.unit {
        Unit::Percent => from.value.times(by.value).over(HUNDRED)?,
        Unit::Fraction => from.value.times(by.value),
        _ => by.value,
    };
    let value = if to.value > from.value { from.value + change } else { from.value - change };
    let told = here.quantity(second)?;
    // "From 6.6 to 3.1 million" leaves a figure without what the other says.
    let whole = told.value == to.value && by.hedge == Hedge::None;
    whole.then(|| here.instead_about(told, value)).flatten()
}

/// What the change may be, and what is told of it, in one unit; nothing where the two have nothing to do with each other.
fn right(from: &Quantity, to: &Quantity, by: &Quantity) -> Option<(Interval, Interval)> {
    let (before, after) = (from.interval(), to.interval());
    let grown = to.value > from.value;
    let difference = if grown { after.minus(before) } else { before.minus(after) };
    let same = by.unit == from.unit || by.unit == Unit::Count && by.noun.is_none();
    match by.unit {
        Unit::Percent | Unit::Fraction => {
            (before.low > Decimal::ZERO).then_some(())?;
            let ratio = after.over(before)?;
            let one = Interval::exact(Decimal::whole(1));
            let share = if grown { ratio.minus(one) } else { one.minus(ratio) };
            let scale = if by.unit == Unit::Percent { HUNDRED } else { Decimal::whole(1) };
            Some((share.times(Interval::exact(scale)), by.interval()))
        }
        Unit::Points => (from.unit == Unit::Percent).then_some((difference, by.interval())),
        _ => same.then_some((difference, by.interval())),
    }
}

/// Whether a figure in per cent is the difference of two others in per cent.
fn is_points(from: &Quantity, to: &Quantity, by: &Quantity) -> bool {
    let difference = Interval::exact((to.value - from.value).magnitude());
    from.unit == Unit::Percent && difference.meets(by.interval())
}

/// The change in per cent, rounded.
fn percent_of(from: &Quantity, to: &Quantity) -> Option<Decimal> {
    let change = (to.value - from.value).magnitude().times(HUNDRED).over(from.value)?;
    Some(figures::percent(change))
}
