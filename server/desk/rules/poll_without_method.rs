//! # poll-without-method
//!
//! Flags the result of a poll without a word on who ran it, when, how many people were asked, or its margin of error.
//!
//! ## Why
//!
//! A share of nobody knows whom says nothing. Who asked, whom and when decides what a poll is worth.
//!
//! ## Example
//!
//! ```flagged
//! A new poll shows that 54 percent of the town want the bridge closed.
//!       ^^^^
//! ```
//!
//! ```flagged
//! In a recent survey, 61 per cent of voters said they would stay at home. The vote is in May.
//!             ^^^^^^
//! ```
//!
//! ```flagged
//! Seven in ten residents are against the tram, a survey found.
//!                                                ^^^^^^
//! ```
//!
//! ```flagged
//! According to a poll, most islanders want the ferry back: 72 percent are for it.
//!                ^^^^
//! ```
//!
//! ```flagged
//! A poll puts the mayor nine points behind her rival. The vote is in June.
//!   ^^^^
//! ```
//!
//! ```flagged
//! The dam is not loved. In a survey last week 58 percent of islanders were against it.
//!                            ^^^^^^
//! ```
//!
//! ```flagged
//! A survey suggests that 40 per cent of drivers do not know the new rule.
//!   ^^^^^^
//! ```
//!
//! ```flagged
//! A survey found that 6 in 10 islanders oppose the dam.
//!   ^^^^^^
//! ```
//!
//! ```flagged
//! In a survey, two out of three residents were against the tram.
//!      ^^^^^^
//! ```
//!
//! ```flagged
//! The union surveyed its members this summer: 71% said that they had missed a break.
//!           ^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a poll of which the sentence says who took it, and how many were asked or how far it may be off
//! A poll of 1,012 adults taken for the Brack Echo by Norstat from May 2 to 4 found that 54 percent wanted the bridge closed. The margin of error was three points.
//! ```
//!
//! ## Looked for
//!
//! who ran the poll, when, how many were asked, the margin of error.
//!
//! ## Stays silent on
//!
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - a poll of which the sentence says who took it, and how many were asked or how far it may be off
//! - a poll close behind one that was asked about
//! - what a link or a footnote in the sentence shows
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - what it does not look at: polling stations, and surveys of land and sea
//!
//! ```silent a poll of which the sentence says who took it, and how many were asked or how far it may be off
//! A poll of 1,012 adults taken for the Brack Echo by Norstat from May 2 to 4 found that 54 percent wanted the bridge closed.
//! The margin of error was three points.
//! ```
//!
//! ```silent a poll of which the sentence says who took it, and how many were asked or how far it may be off
//! In a survey by the University of Leeds in May, 61 per cent of 2,000 voters said they would stay at home, with a margin
//! of error of two points.
//! ```
//!
//! ```silent what a link or a footnote in the sentence shows
//! [A poll by Norstat](https://norstat.test/2026) has the mayor ahead by nine points.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The polls close at eight. Ana Lopez, the mayor, voted in the morning.
//! ```
//!
//! ```silent what it does not look at
//! The company surveyed the sea bed in May and found no oil, it said.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! “Polls say what they want,” Ana Lopez, the mayor, said.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The polls close at eight. Nobody was turned away in Brack.
//! ```
//!
//! ## Fixes
//!
//! Adds a sentence on the method, with placeholders to fill in.
//!
//! ## Standard
//!
//! AP on polls: who did it, whom they asked, when, how, and the margin of error. AAPOR: disclosure standards.

use copydesk_facts::{Facts, Span};
use text_size::TextRange;

use crate::context::Context;
use crate::question::{Query, Question};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "poll-without-method",
    group: Group::Sourcing,
    severity: Severity::Warning,
    asks: Some(Question::Poll),
    source: include_str!("poll_without_method.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const ASKED_NEARBY: Reason = Reason("a poll close behind one that was asked about");

/// A poll is asked about once in so many paragraphs.
const NEARBY: usize = 3;

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut last: Option<usize> = None;
    let mut findings = Vec::new();
    for query in RULE.asked(context) {
        let passage = query.place.passage;
        if last.is_none_or(|last| last + NEARBY < passage) {
            findings.push(finding(facts, query).with_sureness(query.sure));
        } else {
            context.not_asked(query, ASKED_NEARBY);
        }
        last = Some(passage);
    }
    findings
}

fn finding(facts: &Facts, query: &Query) -> Flagged {
    let sentence = facts.sentences[query.sentence].place;
    let words = facts.text(query.place);
    let what = match query.place == sentence || words.ends_with("ed") {
        true => "the poll behind ",
        false => "this ",
    };
    let message = format!(
        "Readers cannot weigh {what}“{}” yet: say who ran it and when, how many people were asked, and the margin of error.",
        in_short(words)
    );
    let behind = Span::new(sentence.passage, TextRange::empty(sentence.range.end()));
    let text = " [pollster] asked [number] people on [date]; the margin of error is [margin].".to_owned();
    let title = "Add a sentence on the method, to fill in".to_owned();
    let fix = fixes::insert(facts, behind, text, title, Safety::Placeholder);
    Flagged::new(facts.source(query.place), message).with_fixes([fix])
}
