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
//! # Harbour fire
//!
//! The fire in the harbour of Brack was caused by a reckless contractor who had been warned twice.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! It burned for two days. The council met on Monday.
//! ```
//!
//! ```flagged
//! The company deliberately poisoned the river Arn to save money on its filters.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The council met on Monday. A hearing is set for May.
//! ```
//!
//! ```flagged
//! The new tram scheme is the most dangerous in the country and is going to collapse within a year.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! Its first car left the depot on Saturday.
//! ```
//!
//! ```flagged
//! The mayor of Brack lied to the council for two years about the cost of the harbour, out of fear for her seat.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The council meets again in June.
//! ```
//!
//! ```flagged
//! Thousands of islanders will lose their homes because the ministry ignored its own engineers.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The ferry left at noon on Monday.
//! ```
//!
//! ```flagged
//! # Harbour fire
//!
//! The fire in the harbour of Brack was caused by a reckless contractor who had been warned twice.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! It burned for two days. The council met on Monday.
//! ```
//!
//! ```flagged
//! The company deliberately poisoned the river Arn to save money on its filters.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The council met on Monday. A hearing is set for May.
//! ```
//!
//! ## Better
//!
//! ```silent a sentence that says who says so
//! The fire in the harbour was caused by a reckless contractor, the fire brigade said on Monday.
//! ```
//!
//! ## Looked for
//!
//! a source in the first paragraph or the second, a link, a footnote.
//!
//! ## Stays silent on
//!
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - a sentence that says who says so
//! - what plainly carries over while the same speaker still talks
//! - what a link or a footnote in the sentence shows
//! - words inside a quotation
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - what the writer thinks in opinions, columns, reviews, blogs and how-tos
//! - a figure, which is left to `unsourced-figure`
//! - a lead that the story behind it may show to be right
//! - what another rule says more exactly
//!
//! A lead that tells what can be seen is rarely asked about. `unattributed-claim` leaves the first paragraph to this rule, and both judge alike. A suspect
//! who is told as guilty is left to `guilt-before-verdict`.
//!
//! ```silent a sentence that says who says so
//! The fire in the harbour was caused by a reckless contractor, the fire brigade said on Monday.
//!
//! It burned for two days.
//! ```
//!
//! ```silent what another rule says more exactly
//! A reckless contractor caused the fire in the harbour of Brack, according to a report published on Monday.
//!
//! Ana Lopez, the fire chief, said that his cables were old.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! A goose walked onto the runway at dawn and sat down.
//!
//! It was still there at noon.
//! ```
//!
//! ```silent what a link or a footnote in the sentence shows
//! The fire was caused by a faulty cable, [the inquiry's report](https://inquiry.test/report) shows.
//!
//! The council met on Monday.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The council of Brack voted 9 to 4 on Monday to close the harbour.
//!
//! The vote followed two hours of debate.
//! ```
//!
//! ```silent what the writer thinks in opinions, columns, reviews, blogs and how-tos
//! ---
//! copydesk: {genre: opinion}
//! ---
//!
//! The council's harbour scheme is the most foolish idea in years, and I will not vote for it.
//!
//! We should all say so.
//! ```
//!
//! ```silent a sentence that says who says so
//! The fire in the harbour was caused by a reckless contractor, the fire brigade said on Monday.
//! ```
//!
//! ## Fixes
//!
//! As `unattributed-claim`: “, according to …” with a placeholder, or with the likeliest actors of the draft.
//!
//! ## Standard
//!
//! Reuters Handbook: a contentious first paragraph is sourced.

use super::unattributed_claim;
use crate::context::Context;
use crate::question::Question;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::{Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "contentious-lead",
    group: Group::Attribution,
    severity: Severity::Warning,
    wants_source: true,
    yields_to: &["guilt-before-verdict"],
    asks: Some(Question::Lead),
    source: include_str!("contentious_lead.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

fn check(context: &Context) -> Vec<Flagged> {
    RULE.flag_asked(context, |facts, query| {
        let what = unattributed_claim::what(facts, &facts.sentences[query.sentence], query.reason);
        let message = format!(
            "The lead has no source for “{}”: say who says so here or in the next paragraph.",
            in_short(what)
        );
        Flagged::new(facts.source(query.place), message).with_fixes(fixes::attribute(facts, query.place))
    })
}
