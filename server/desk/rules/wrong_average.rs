//! # wrong-average
//!
//! Flags an average that the total and the number beside it do not make: “$1.2 million to 48 families, an average of $40,000 each”.
//!
//! ## Why
//!
//! Of the three figures one is wrong, and the average is the one that readers compare with their own lives.
//!
//! ## Example
//!
//! ```flagged
//! The firm will pay $1.2 million to 48 families, an average of $40,000 each.
//!                                                              ^^^^^^^
//! ```
//!
//! ```flagged
//! There are 27 children, in nine teams of four.
//!                                         ^^^^
//! ```
//!
//! ```flagged
//! It took 9,360 crowns on 260 days, or 48 a day.
//!                                      ^^
//! ```
//!
//! ```flagged
//! Ten winners share £50,000, £500 each.
//!                            ^^^^
//! ```
//!
//! ```flagged
//! The 120 guests drank 360 bottles, two a head.
//!                                   ^^^
//! ```
//!
//! ```flagged
//! The shop sold 4,800 loaves in 12 days, an average of 480.
//!                                                      ^^^
//! ```
//!
//! ## Better
//!
//! ```silent an average that a rounding of the figures makes right
//! The firm will pay $1.2 million to 48 families, an average of $25,000 each.
//! ```
//!
//! ## Looked for
//!
//! a rounding of the figures under which the draft is right: half the last digit of each, a tenth where it says “about”.
//!
//! ## Stays silent on
//!
//! - an average that a rounding of the figures makes right
//! - figures of which neither can be shared out by the other
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: ranges, medians, shares that differ, and figures inside a quotation
//!
//! ```silent an average that a rounding of the figures makes right
//! The firm will pay $1.2 million to 48 families, an average of $25,000 each.
//! ```
//!
//! ```silent what it does not look at
//! The firm will pay $1.2 million to 48 families, between $5,000 and $90,000 each.
//! ```
//!
//! ```silent what it does not look at
//! It took 9,360 crowns on 260 days. Half of the days brought in less than 20.
//! ```
//!
//! ```silent what it does not look at
//! Ten winners share £50,000, some getting £500 each and the first £20,000.
//! ```
//!
//! ```silent an average that a rounding of the figures makes right
//! About 120 guests drank some 350 bottles, three a head.
//! ```
//!
//! ```silent what it does not look at
//! The shop sold 4,800 loaves in 12 days, 480 on the first.
//! ```
//!
//! ```silent figures of which neither can be shared out by the other
//! The firm paid $3 million and £2 million, an average of 40 each.
//! ```
//!
//! ```silent what it does not look at
//! An average of 32 percent across all 50 towns chose jobs, followed by rents and roads at 16 percent each.
//! ```
//!
//! ## Fixes
//!
//! The average that the other two make, or the total that so much for each makes; both are suggestions.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Hedge, Interval, Quantity, Relation, Unit};

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-average",
    group: Group::Figures,
    severity: Severity::Info,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    source: include_str!("wrong_average.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason("an average that a rounding of the figures makes right");
const KINDS: Reason = Reason("figures of which neither can be shared out by the other");

fn check(context: &Context) -> Vec<Flagged> {
    let averages = figures::relations(context).filter_map(|(here, relation)| match *relation {
        Relation::Average { first, second, each } => finding(here, first, second, each),
        _ => None,
    });
    averages.collect()
}

fn finding(here: Figures, first: usize, second: usize, each: usize) -> Option<Flagged> {
    let (first, second, each) = (here.quantity(first)?, here.quantity(second)?, here.quantity(each)?);
    let all = first.range.cover(second.range).cover(each.range);
    if !here.speaks_for_itself(all) {
        return None;
    }
    let shared = |total: &Quantity| total.unit == each.unit || each.unit == Unit::Count;
    let over = |total: &Quantity, number: &Quantity| -> Option<Interval> {
        let counts = matches!(number.unit, Unit::Count | Unit::Time(_) | Unit::Measure(_));
        (shared(total) && counts).then(|| total.interval().over(number.interval())).flatten()
    };
    let pairs = [(first, second), (second, first)];
    let averages: Vec<(Interval, &Quantity, &Quantity)> =
        pairs.into_iter().filter_map(|(total, number)| Some((over(total, number)?, total, number))).collect();
    if averages.iter().any(|(average, ..)| average.meets(each.interval())) {
        return here.silent(all, FITS);
    }
    // A total is more than one of its shares.
    let likely = averages.into_iter().max_by_key(|(average, ..)| average.high);
    let Some((_, total, number)) = likely else { return here.silent(all, KINDS) };
    let value = figures::as_exact_as(total.value.over(number.value)?, each);
    let (whole, count, words) = (here.words(total.range), here.words(number.range), here.words(each.range));
    let message = format!(
        "“{whole}” divided by “{count}” is {value} each, not “{words}”: correct the average or one of the two."
    );
    let finding = Flagged::new(here.source(each.range), message)
        .with_related(here.source(total.range), format!("“{whole}” here"))
        .with_related(here.source(number.range), format!("“{count}” here"));
    let exact = each.hedge == Hedge::None && number.hedge == Hedge::None;
    let twin = exact.then(|| here.instead_about(total, each.value.times(number.value))).flatten();
    Some(finding.with_fixes(here.instead(each, value)).with_fixes(twin))
}
