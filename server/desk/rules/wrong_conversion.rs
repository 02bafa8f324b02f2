//! # wrong-conversion
//!
//! Flags a measure whose conversion in brackets is another length, weight, area, volume, speed or temperature: “87 miles (54km)”.
//!
//! ## Why
//!
//! Conversions are often done the wrong way round, and a reader who knows only one of the units is misled.
//!
//! ## Example
//!
//! ```flagged
//! The path is 87 miles (54km) long.
//!                       ^^^^
//! ```
//!
//! ```flagged
//! It was 38C (68F) in the shade.
//!             ^^^
//! ```
//!
//! ```flagged
//! The cub weighed 4kg (1.8lb) at birth.
//!                      ^^^^^
//! ```
//!
//! ```flagged
//! The farm covers 200 acres (494 hectares).
//!                            ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The fence is 6ft (3m) high.
//!                   ^^
//! ```
//!
//! ```flagged
//! Winds reached 90 mph (56 km/h).
//!                       ^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a conversion that a rounding of both figures makes right
//! The path is 87 miles (140km) long.
//! ```
//!
//! ## Looked for
//!
//! a rounding of either figure under which both are the same.
//!
//! ## Stays silent on
//!
//! - a conversion that a rounding of both figures makes right
//! - brackets that hold a measure of another kind, or of the same unit
//! - block quotes, the heads of tables and what is answered in an interview
//! - what it does not look at: currencies, differences of temperature, such as “warmer by 2C (3.6F)”, brackets that hold no measure, and figures inside a quotation
//!
//! Of tons, gallons and pints of which nothing says whose they are, all are tried.
//!
//! ```silent a conversion that a rounding of both figures makes right
//! The path is 87 miles (140km) long.
//! ```
//!
//! ```silent a conversion that a rounding of both figures makes right
//! The chamber is about 60 metres (200ft) high.
//! ```
//!
//! ```silent what it does not look at
//! The sea has warmed by 2C (3.6F).
//! ```
//!
//! ```silent what it does not look at
//! It sold for €2.4m (£2.1m). He ran the 10km (his first) in 40 minutes.
//! ```
//!
//! ```silent a conversion that a rounding of both figures makes right
//! The lake is 30ft (10m) deep and 3 miles (5km) long.
//! ```
//!
//! ```silent what it does not look at
//! A 12-stone (76kg) man fell 5 metres (from the roof).
//! ```
//!
//! ```silent brackets that hold a measure of another kind, or of the same unit
//! The crate is 3 metres (40kg) long.
//! ```
//!
//! ```silent a conversion that a rounding of both figures makes right
//! The fire broke out at a mill in Orr, five km (three miles) west of the town.
//! ```
//!
//! ## Fixes
//!
//! The right figure in brackets, or the figure of which the bracket is the conversion, as suggestions.
//!
//! ## Standard
//!
//! AP and Guardian style guide: give conversions in brackets, as exact as the original. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Decimal, Interval, Quantity, Relation, Unit};

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-conversion",
    group: Group::Figures,
    severity: Severity::Warning,
    source: include_str!("wrong_conversion.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason("a conversion that a rounding of both figures makes right");
const KINDS: Reason = Reason("brackets that hold a measure of another kind, or of the same unit");

/// By how much more than their roundings explain two figures must differ: nobody calculates with more digits than they print.
const MARGIN: Decimal = Decimal::hundredths(2);

fn check(context: &Context) -> Vec<Flagged> {
    let conversions = figures::relations(context).filter_map(|(here, relation)| match relation {
        Relation::Conversion { from, to } => finding(here, from, to),
        _ => None,
    });
    conversions.collect()
}

fn finding(here: Figures, from: &[usize], to: &[usize]) -> Option<Flagged> {
    let figures = |all: &[usize]| all.iter().map(|&at| here.quantity(at)).collect::<Option<Vec<&Quantity>>>();
    let (from, to) = (figures(from)?, figures(to)?);
    let (first, second) = (from.first()?, to.first()?);
    let (Unit::Measure(of_first), Unit::Measure(of_second)) = (first.unit, second.unit) else { return None };
    let whole = |all: &[&Quantity]| Some(all.first()?.range.cover(all.last()?.range));
    let (left, right) = (whole(&from)?, whole(&to)?);
    let both = left.cover(right);
    if !here.speaks_for_itself(both) {
        return None;
    }
    let (Some(measured), Some(converted)) = (base(&from), base(&to)) else {
        return here.silent(both, KINDS);
    };
    if of_first.kind != of_second.kind || of_first.name == of_second.name {
        return here.silent(both, KINDS);
    }
    if near(measured, converted) {
        return here.silent(both, FITS);
    }
    let exact = |figures: &[&Quantity]| {
        figures.iter().all(|figure| matches!(figure.unit, Unit::Measure(_))) && figures.len() == 1
    };
    let value = |quantity: &Quantity, base: Interval| {
        let Unit::Measure(measure) = quantity.unit else { return None };
        let told = measure.from_base(base)?;
        // Between the ends lies the figure itself.
        let middle = (told.low + told.high).over(Decimal::whole(2))?;
        Some(figures::as_exact_as(middle, quantity))
    };
    let right_value = value(second, measured).filter(|_| exact(&to));
    let left_value = value(first, converted).filter(|_| exact(&from));
    let is = right_value.map_or(String::new(), |value| format!("about {value} {}, ", of_second.name));
    let message =
        format!("“{}” is {is}not “{}”: correct one of the two.", here.words(left), here.words(right));
    let fixes = [
        right_value.and_then(|value| here.instead(second, value)),
        left_value.and_then(|value| here.instead(first, value)),
    ];
    let related = format!("“{}” here", here.words(left));
    let finding = Flagged::new(here.source(right), message).with_related(here.source(left), related);
    Some(finding.with_fixes(fixes.into_iter().flatten()))
}

/// What a measure of one part or two may be in base units.
fn base(figures: &[&Quantity]) -> Option<Interval> {
    let mut sum: Option<Interval> = None;
    let mut kind = None;
    for figure in figures {
        let Unit::Measure(measure) = figure.unit else { return None };
        if *kind.get_or_insert(measure.kind) != measure.kind {
            return None;
        }
        let part = measure.in_base(figure.interval());
        sum = Some(sum.map_or(part, |sum| sum.plus(part)));
    }
    sum
}

fn near(one: Interval, other: Interval) -> bool {
    let wider = |span: Interval| {
        let slack = |end: Decimal| end.magnitude().times(MARGIN);
        Interval { low: span.low - slack(span.low), high: span.high + slack(span.high) }
    };
    wider(one).meets(other)
}
