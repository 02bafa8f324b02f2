//! # unattributed-claim
//!
//! Flags a sentence that asserts what a reader could dispute, a cause, an accusation, a motive, a prediction, a
//! comparison or a judgement, without saying who says so.
//!
//! ## Why
//!
//! A reader who asks “says who?” must find the answer in the same sentence, or so near that it is plain. A claim in the
//! draft's own voice is the newsroom's claim.
//!
//! ## Example
//!
//! ```flagged
//! Ana Lopez, the mayor, spoke on Monday. The fire was caused by a reckless contractor.
//!                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Tensions in the valley have been rising recently, fueled by the quarrel over the dam.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The scheme is the most dangerous in the country and is likely to collapse.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! The fire was caused by a reckless contractor, the fire brigade's report found. It said that the cables were old.
//! ```
//!
//! ## Stays silent on
//!
//! What a reporter can see, questions, headlines and captions, words inside a quotation, a sentence whose source is
//! plain from the one before, a sentence with a link or a footnote, and drafts marked `genre: opinion`.
//!
//! ```silent
//! The council met on Monday and voted by show of hands.
//! ```
//!
//! ```silent
//! Was the fire caused by a reckless contractor?
//! ```
//!
//! ```silent
//! The fire was caused by a reckless contractor, [the inquiry's report](https://inquiry.test/report) shows.
//! ```
//!
//! ```silent
//! The mayor said the town was bankrupt. It was caused by years of reckless borrowing.
//! ```
//!
//! It yields to `unsourced-figure` where a figure carries the claim, and to `agentless-report` and `vague-attribution`
//! where those say what is missing more exactly.
//!
//! ## Fixes
//!
//! Adds “, according to …” with the likeliest actors of the draft (suggested: check that they said it), or with a
//! placeholder; or asks for silence with a comment.
//!
//! ## Standard
//!
//! AP: facts that can be disputed and that a reporter has not witnessed are attributed. Reuters Handbook: every statement
//! is sourced unless it is an established fact. BBC Editorial Guidelines 3.2: claims that cannot be corroborated are
//! attributed.

use copydesk_language::ReasonKind;

use super::{Check, Finding, Group, RuleInfo, unsourced_figure};
use crate::facts::{Facts, SentenceFact, Sourced};
use crate::front_matter::Genre;
use crate::{Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unattributed-claim",
    group: Group::Attribution,
    severity: Severity::Warning,
    source: include_str!("unattributed_claim.rs"),
    check: Check::Draft(check),
};

/// From this weight of evidence on, of 1, a sentence needs a source. Set on attribution/dev; see tests/README.md.
const ENOUGH: f32 = 0.5;

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    if facts.front_matter.genre == Some(Genre::Opinion) {
        return Vec::new();
    }
    facts.sentences.iter().enumerate().filter_map(|(number, fact)| finding(facts, number, fact)).collect()
}

fn finding(facts: &Facts, number: usize, fact: &SentenceFact) -> Option<Finding> {
    let view = &facts.passages[fact.place.passage];
    let sentence = fact.sentence;
    let stated = view.is_body() && fact.sourced == Sourced::No && !sentence.question && !sentence.fragment;
    if !stated || sentence.claim < ENOUGH || view.is_linked(sentence.range) || facts.is_quoted(fact.place) {
        return None;
    }
    if facts.has_vague_source(fact)
        || unsourced_figure::is_flagged(facts, number)
        || facts.is_sourced_lead(fact.place)
    {
        return None;
    }
    let reason = sentence.reasons.first()?;
    let what = match reason.kind {
        ReasonKind::Figure => "figure",
        ReasonKind::Accusation => "accusation",
        ReasonKind::Cause => "cause",
        ReasonKind::Motive => "motive",
        ReasonKind::Prediction => "prediction",
        ReasonKind::Comparison => "comparison",
        ReasonKind::Superlative => "superlative",
        ReasonKind::Judgement => "judgement",
    };
    let words = view.text(reason.range);
    let message = format!(
        "No source for this {what} (“{words}”): say who says so, or link the document that shows it."
    );
    let ignore =
        fixes::ignore(facts, fact.place, RULE.name, "common knowledge", "Keep it: this needs no source");
    Some(
        Finding::new(facts.source(fact.place), message)
            .with_fixes(fixes::attribute(facts, fact.place))
            .with_fixes([ignore]),
    )
}
