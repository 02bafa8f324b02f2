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
//! ```silent
//! The firm will pay $1.2 million to 48 families, an average of $25,000 each.
//! ```
//!
//! ## Looked for
//!
//! a rounding of the figures under which the draft is right: half the last digit of each, a tenth where it says “about”.
//!
//! ## Stays silent on
//!
//! Ranges, medians, “up to” and “from”, shares that differ; figures in quotations; opinion and live drafts.
//!
//! ```silent
//! The firm will pay $1.2 million to 48 families, an average of $25,000 each.
//! ```
//!
//! ```silent
//! The firm will pay $1.2 million to 48 families, between $5,000 and $90,000 each.
//! ```
//!
//! ```silent
//! It took 9,360 crowns on 260 days. Half of the days brought in less than 20.
//! ```
//!
//! ```silent
//! Ten winners share £50,000, some getting £500 each and the first £20,000.
//! ```
//!
//! ```silent
//! About 120 guests drank some 350 bottles, three a head.
//! ```
//!
//! ```silent
//! The shop sold 4,800 loaves in 12 days, 480 on the first.
//! ```
//!
//! ## Fixes
//!
//! The average that the other two make, as a suggestion.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Quantity, Relation, Span, Unit};

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::Facts;
use crate::figures::{self, Figures};
use crate::{Settings, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-average",
    group: Group::Figures,
    severity: Severity::Info,
    on: true,
    source: include_str!("wrong_average.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, settings: &Settings) -> Vec<Finding> {
    let averages = figures::relations(facts, settings).filter_map(|(here, relation)| match *relation {
        Relation::Average { first, second, each } => finding(here, first, second, each),
        _ => None,
    });
    averages.collect()
}

fn finding(here: Figures, first: usize, second: usize, each: usize) -> Option<Finding> {
    let (first, second, each) = (here.quantity(first)?, here.quantity(second)?, here.quantity(each)?);
    let shared = |total: &Quantity| total.unit == each.unit || each.unit == Unit::Count;
    let over = |total: &Quantity, number: &Quantity| -> Option<Span> {
        let counts = matches!(number.unit, Unit::Count | Unit::Time(_) | Unit::Measure(_));
        (shared(total) && counts).then(|| total.span().over(number.span())).flatten()
    };
    let pairs = [(first, second), (second, first)];
    let averages: Vec<(Span, &Quantity, &Quantity)> =
        pairs.into_iter().filter_map(|(total, number)| Some((over(total, number)?, total, number))).collect();
    if averages.is_empty() || each.quoted || averages.iter().any(|(average, ..)| average.meets(each.span())) {
        return None;
    }
    // A total is more than one of its shares.
    let (_, total, number) = averages.into_iter().max_by_key(|(average, ..)| average.high)?;
    let value = figures::as_exact_as(total.value.over(number.value)?, each);
    let (whole, count, words) = (here.words(total.range), here.words(number.range), here.words(each.range));
    let message = format!(
        "“{whole}” over “{count}” is {value} each, not “{words}”: mend the average or one of the two."
    );
    let finding = Finding::new(here.source(each.range), message)
        .with_related(here.source(total.range), format!("“{whole}” here"))
        .with_related(here.source(number.range), format!("“{count}” here"));
    Some(finding.with_fixes(here.instead(each, value)))
}
