//! # wrong-share
//!
//! Flags a share, in words or in per cent, that the two counts beside it do not bear out: “fewer than half of the schools, 31 out of 48”.
//!
//! ## Why
//!
//! The share is what readers remember, and the counts beside it refute it.
//!
//! ## Example
//!
//! ```flagged
//! Fewer than half of the schools, 31 out of 48, have filters.
//! ^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Giant's shops gave $667,000 of the $1.2 million, a little less than half.
//!                                                  ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Of the 1,340 students, 402, or two in five, come from abroad.
//!                                ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Nine of the 12 boats, or 60 per cent, had no licence.
//!                          ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Only 80 of the 1,200 houses, one in five, were insured.
//!                              ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Two thirds of the 90 seats, 45, were empty.
//! ^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! About two thirds of the schools, 31 out of 48, have filters.
//! ```
//!
//! ## Looked for
//!
//! a rounding of the figures under which the draft is right: half the last digit of each, a tenth where it says “about”.
//!
//! ## Stays silent on
//!
//! Shares that fit a rounding of the counts, fractions in words within four hundredths; shares of a share; counts of other things; figures in quotations; opinion and live drafts.
//!
//! ```silent
//! About two thirds of the schools, 31 out of 48, have filters.
//! ```
//!
//! ```silent
//! Of the 1,340 students, 402, or three in ten, come from abroad.
//! ```
//!
//! ```silent
//! Some 63 per cent of the 1,900 households, 1,204, answered.
//! ```
//!
//! ```silent
//! Half of the 240 beds are open. Of those, 85 have a nurse.
//! ```
//!
//! ```silent
//! Nine of the 12 boats had no licence, and 60 per cent of the skippers no watch.
//! ```
//!
//! ```silent
//! Sixty per cent are entitled. Of those, 40 per cent do not come, which makes 24 per cent of all.
//! ```
//!
//! ## Fixes
//!
//! The share in per cent that the counts make, as a suggestion.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Decimal, Relation, Span, Unit};

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::Facts;
use crate::figures::{self, Figures};
use crate::{Settings, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-share",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    source: include_str!("wrong_share.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, settings: &Settings) -> Vec<Finding> {
    let shares = figures::relations(facts, settings).filter_map(|(here, relation)| match *relation {
        Relation::Share { said, part, whole } => finding(here, said, part, whole),
        _ => None,
    });
    shares.collect()
}

fn finding(here: Figures, said: usize, part: usize, whole: usize) -> Option<Finding> {
    let said = here.quantity(said)?;
    let (part_told, whole_told) = (here.quantity(part)?, here.quantity(whole)?);
    let (part, whole) = figures::alike(here, part_told, whole_told)?;
    let hundred = Decimal::whole(100);
    let scale = if said.unit == Unit::Percent { hundred } else { Decimal::whole(1) };
    let right = part.span().over(whole.span())?.times(Span::exact(scale));
    if part.value >= whole.value || said.quoted || right.meets(said.span()) {
        return None;
    }
    let percent = figures::percent(part.value.times(hundred).over(whole.value)?);
    let (first, second, words) =
        (here.words(part_told.range), here.words(whole_told.range), here.words(said.hedged));
    let message = format!(
        "“{first}” of “{second}” is {percent} per cent, not “{words}”: mend the share or one of the counts."
    );
    let fix = match said.unit {
        Unit::Percent => here.instead(said, percent),
        _ => Some(here.reworded(said.hedged, &format!("{percent} per cent"))),
    };
    let finding = Finding::new(here.source(said.hedged), message)
        .with_related(here.source(part_told.range), format!("“{first}” here"))
        .with_related(here.source(whole_told.range), format!("of “{second}”"));
    Some(finding.with_fixes(fix))
}
