//! # anonymous-source
//!
//! Flags an unnamed source without a reason for the anonymity: “a source said”, “officials said”, “a person familiar
//! with the matter”.
//!
//! ## Why
//!
//! Readers accept a source without a name if they learn why there is none and how the source knows.
//!
//! ## Example
//!
//! ```flagged
//! Sources said the talks had failed.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! According to officials, the dam is safe.
//!              ^^^^^^^^^
//! ```
//!
//! ```flagged
//! An aide said the minister would resign.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! The minister will resign, according to two people briefed on the talks.
//!                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! A source close to the family said the will had been changed.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Officials said the bridge would stay shut until May.
//! ^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a source of whom the paragraph, or the one behind it, says why there is no name
//! The talks have failed, said an aide to the minister, who spoke on condition of anonymity because she was not
//! authorized to speak to the press.
//! ```
//!
//! ## Looked for
//!
//! in this paragraph or beside it, a reason for leaving the name out, or a body for which the source speaks.
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
//! - a crowd, which is left to `vague-attribution`
//! - a poll, which is left to `poll-without-method`
//!
//! Bodies speak as one (“the ministry”, “police”). That “sources” may be one alone is told by `plural-sources`.
//!
//! ```silent a source of whom the paragraph, or the one behind it, says why there is no name
//! A source at the plant, who asked not to be named for fear of losing her job, said the valve was old.
//! ```
//!
//! ```silent a crowd, which is left to vague-attribution
//! Critics said the road should be closed.
//! ```
//!
//! ```silent a sentence that names who says it, or points back to them
//! “Sources said it would hold,” Lena Ostrow said.
//! ```
//!
//! ```silent a source of whom the paragraph, or the one behind it, says why there is no name
//! A source at the plant said the valve was old. She spoke on condition of anonymity because she was not authorised to
//! talk to the press.
//! ```
//!
//! ```silent a sentence that names who says it, or points back to them
//! “Sources said it would hold,” Lena Ostrow, the engineer, said.
//! ```
//!
//! ## Fixes
//!
//! Inserts “, who spoke on condition of anonymity because [reason],” to fill in.
//!
//! ## Standard
//!
//! AP, Reuters, BBC and SPJ: anonymity is the exception; the reason and the source's position are given.

use copydesk_facts::{Facts, Span};
use text_size::TextRange;

use crate::context::Context;
use crate::question::{Query, Question};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "anonymous-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    asks: Some(Question::Anonymous),
    source: include_str!("anonymous_source.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

fn check(context: &Context) -> Vec<Flagged> {
    RULE.flag_asked(context, finding)
}

fn finding(facts: &Facts, query: &Query) -> Flagged {
    let place = query.place;
    let whole = place == facts.sentences[query.sentence].place;
    let words = facts.text(place);
    // “One councillor, who did not give a name” is about one councillor.
    let words = words.strip_suffix(" who").map_or(words, |words| words.trim_end_matches(','));
    let who = match whole {
        true => format!("the source of “{}”", in_short(words)),
        false => format!("“{}”", in_short(words)),
    };
    let message =
        format!("Nothing says why {who} cannot be named: say why, and how they know, or name a source.");
    let found = Flagged::new(facts.source(place), message);
    if whole {
        return found;
    }
    let behind = Span::new(place.passage, TextRange::empty(place.range.end()));
    let text = ", who spoke on condition of anonymity because [reason],".to_owned();
    let title = "Add the reason for the anonymity, to fill in".to_owned();
    found.with_fixes([fixes::insert(facts, behind, text, title, Safety::Placeholder)])
}
