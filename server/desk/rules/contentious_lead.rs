//! # contentious-lead
//!
//! Flags a first paragraph that makes a disputable claim, with no source in it or in the paragraph behind it.
//!
//! ## Why
//!
//! Most readers read no further. What the lead says in the newsroom's own voice is what the newsroom says.
//!
//! ## Example
//!
//! ```flagged
//! The fire in the harbour was caused by a reckless contractor.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! It burned for two days. The council met on Monday.
//! ```
//!
//! ```flagged
//! # Harbour fire
//!
//! The fire in the harbour was caused by a reckless contractor.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! It burned for two days.
//! ```
//!
//! ```flagged
//! BRACK, Aug. 3 — The mayor broke the law to hide the debts of the harbour.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The council met on Monday.
//! ```
//!
//! ```flagged
//! The scheme is the most dangerous in the country and is likely to collapse.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met. The mayor misled it deliberately, out of greed.
//!                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The company deliberately poisoned the river to save its own profits.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The council met on Monday.
//! ```
//!
//! ## Better
//!
//! ```silent
//! The fire in the harbour was caused by a reckless contractor, the fire brigade said on Monday.
//! ```
//!
//! ## Looked for
//!
//! a source in the first paragraph or the second, a link, a footnote.
//!
//! ## Stays silent on
//!
//! A lead whose source stands in the next paragraph; a soft lead, which tells what can be seen; a link or a footnote;
//! opinion. `unattributed-claim` leaves the first paragraph to this rule; this one leaves a bare figure to
//! `unsourced-figure`, and “reportedly” to `agentless-report`.
//!
//! ```silent
//! The fire in the harbour was caused by a reckless contractor.
//!
//! Ana Lopez, the fire chief, said that his cables were old.
//! ```
//!
//! ```silent
//! A goose walked onto the runway at dawn and sat down.
//!
//! It was still there at noon.
//! ```
//!
//! ```silent
//! The fire was caused by a reckless contractor, [the inquiry's report](https://inquiry.test/report) shows.
//! ```
//!
//! ```silent
//! Was the fire in the harbour caused by a reckless contractor?
//! ```
//!
//! ```silent
//! ---
//! copydesk: {genre: opinion}
//! ---
//!
//! The fire in the harbour was caused by a reckless contractor.
//! ```
//!
//! ## Fixes
//!
//! As `unattributed-claim`: “, according to …” with the likeliest actors of the draft, or a placeholder.
//!
//! ## Standard
//!
//! Reuters Handbook: a contentious first paragraph is sourced.

use super::unattributed_claim::{self, STRONG_WORDS};
use super::{Check, Finding, Group, RuleInfo};
use crate::facts::Facts;
use crate::front_matter::Genre;
use crate::{Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "contentious-lead",
    group: Group::Attribution,
    severity: Severity::Warning,
    on: true,
    source: include_str!("contentious_lead.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    let Some((lead, second)) = facts.lead() else { return Vec::new() };
    let answered = second
        .is_some_and(|second| facts.statements_of(second).iter().any(|statement| statement.names_source()));
    if facts.genre == Some(Genre::Opinion) || answered {
        return Vec::new();
    }
    let (start, end) = facts.sentence_numbers_of(lead);
    // Leads sum up, and often sound like claims; only words of dispute make one contentious.
    let contentious = |number: &usize| facts.sentences[*number].sentence.doubt >= STRONG_WORDS;
    let findings = (start..end).filter(contentious).filter_map(|number| {
        let what = unattributed_claim::disputable(facts, number)?;
        let message =
            format!("The lead states {what} as fact: say who says so here or in the next paragraph.");
        let place = facts.sentences[number].place;
        Some(Finding::new(facts.source(place), message).with_fixes(fixes::attribute(facts, place)))
    });
    // One finding on a lead says all there is to say.
    findings.take(1).collect()
}
