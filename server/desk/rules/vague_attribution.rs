//! # vague-attribution
//!
//! Flags a source that could be anybody: “critics say”, “experts believe”, “some argue”, “observers”.
//!
//! ## Why
//!
//! A crowd without edges cannot be checked, and lends any opinion the weight of many.
//!
//! ## Example
//!
//! ```flagged
//! Critics say the bird has had it in for the control tower for years.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! The bridge is safe, experts said.
//!                     ^^^^^^^
//! ```
//!
//! ```flagged
//! Some argue that the harbour should be sold.
//! ^^^^
//! ```
//!
//! ```flagged
//! Observers believe that the talks will fail.
//! ^^^^^^^^^
//! ```
//!
//! ```flagged
//! The talks will fail, according to analysts.
//!                                   ^^^^^^^^
//! ```
//!
//! ```flagged
//! According to reports, the coast road was shut for two days.
//!              ^^^^^^^
//! ```
//!
//! ```flagged
//! Many argue that the old mill should stay.
//! ^^^^
//! ```
//!
//! ```flagged
//! **Why did the mill close?**
//!
//! Critics say the owners knew of the fire. Nobody was charged.
//! ^^^^^^^
//!
//! **Will it open again?**
//!
//! In June, if the roof is dry.
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! Three former directors of the airport said the bird had had it in for the control tower for years.
//! ```
//!
//! ## Looked for
//!
//! a name, a number or a body that says who they are, here or in the rest of the sentence.
//!
//! ## Stays silent on
//!
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - a sentence that names who says it, or points back to them
//! - people told apart by a body, a place, a name or a number
//! - a source of whom the paragraph, or the one behind it, says why there is no name
//! - what a link or a footnote in the sentence shows
//! - words inside a quotation
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - a source without a name, which is left to `anonymous-source`
//! - a poll, which is left to `poll-without-method`
//! - what another rule says more exactly
//! - what it does not look at: what a group asks or will say
//!
//! It yields to `poll-without-method`, `second-hand-report` and `unlinked-document`.
//!
//! ```silent what a link or a footnote in the sentence shows
//! Critics say [the bridge is unsafe](https://inquiry.test/report).
//! ```
//!
//! ```silent headings, block quotes, tables, captions and what is answered in an interview
//! **Why did the mill close?**
//!
//! The owners let it rot. Critics say I knew of the fire, and my books show that I did not.
//!
//! **Will it open again?**
//!
//! In June, if the roof is dry.
//! ```
//!
//! ```silent headings, block quotes, tables, captions and what is answered in an interview
//! Ana Lopez, 51, ran the mill. We met her by the river.
//!
//! ## Why did the mill close?
//!
//! The owners let it rot. Critics say the books were burnt.
//!
//! ## Will it open again?
//!
//! In June, if the roof is dry.
//! ```
//!
//! ```silent people told apart by a body, a place, a name or a number
//! Internal emails seen by the Herald show that the valve was old.
//! ```
//!
//! ```silent a sentence that names who says it, or points back to them
//! Economists at the University of Leeds said that the dollar would fall.
//! ```
//!
//! ```silent a sentence that names who says it, or points back to them
//! Critics, including the former engineer Ana Lopez, say that the bridge is unsafe.
//! ```
//!
//! ```silent a sentence that names who says it, or points back to them
//! “Critics say it is unsafe, and they are wrong,” the engineer Ana Lopez said.
//! ```
//!
//! ```silent a sentence that names who says it, or points back to them
//! Three former directors of the airport, Ana Lopez, Jon Falk and Mara Lind, said the bird had it in for the control tower.
//! ```
//!
//! ## Fixes
//!
//! Replaces the words by a placeholder for names, or says in another place whose word it is: a placeholder, or a guess from the draft.
//!
//! ## Standard
//!
//! AP: the source is identified as fully as possible. BBC Editorial Guidelines 3.3: no vague sourcing.

use copydesk_facts::Facts;

use crate::context::Context;
use crate::question::{Query, Question};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "vague-attribution",
    group: Group::Attribution,
    severity: Severity::Warning,
    wants_source: true,
    yields_to: &["poll-without-method", "second-hand-report", "unlinked-document"],
    asks: Some(Question::Vague),
    source: include_str!("vague_attribution.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

fn check(context: &Context) -> Vec<Flagged> {
    RULE.flag_asked(context, finding)
}

fn finding(facts: &Facts, query: &Query) -> Flagged {
    let place = query.place;
    if place == facts.sentences[query.sentence].place {
        let message = format!(
            "“{}” leaves open whose word it is: name them, or say who they are and how many.",
            in_short(facts.text(place))
        );
        return Flagged::new(facts.source(place), message).with_fixes(fixes::attribute(facts, place));
    }
    let message = format!(
        "“{}” could be anybody: name them, or say who they are and how many.",
        in_short(facts.text(place))
    );
    let name =
        fixes::replace(facts, place, "[names]".to_owned(), "Put names here".to_owned(), Safety::Placeholder);
    Flagged::new(facts.source(place), message).with_fixes([name])
}
