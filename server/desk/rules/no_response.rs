//! # no-response
//!
//! Flags a serious accusation against somebody of whom the draft tells neither an answer nor that one was sought.
//!
//! ## Why
//!
//! Who is accused has a right of reply, and a reader wants to hear it. A story that does not say that it asked is not ready.
//!
//! ## Example
//!
//! ```flagged
//! The mayor, Ines Duarte, gave the contract for the harbour to her brother and hid it from the council.
//!            ^^^^^^^^^^^
//!
//! The harbour opened in May.
//! ```
//!
//! ```flagged
//! The school's director, Karl Brandt, had beaten pupils for twenty years, and the ministry knew.
//!                        ^^^^^^^^^^^
//!
//! The school closed in 2004.
//! ```
//!
//! ```flagged
//! The treasurer, Anton Reiss, stole $90,000 from the club to pay for his house.
//!                ^^^^^^^^^^^
//!
//! The club has 300 members. It plays on Sunday.
//! ```
//!
//! ```flagged
//! The ferry of Brack sank in the harbour on Monday with 40 people on board.
//!
//! Tom Okafor, the captain, had known about the hole in the hull for a year and hid it from the owners.
//! ^^^^^^^^^^
//!
//! The port was closed until Tuesday.
//! ```
//!
//! ```flagged
//! Mayor Ines Duarte has paid her brother-in-law for a house that does not exist, with money for the school.
//!       ^^^^^^^^^^^
//!
//! The school opened in May without a roof. It has 300 pupils.
//! ```
//!
//! ```flagged
//! The head of the clinic, Dr. Karl Brandt, falsified the records of eleven patients who had died.
//!                             ^^^^^^^^^^^
//!
//! The clinic was closed in June. The ministry sent two inspectors.
//! ```
//!
//! ```flagged
//! The bank's former director, Mara Lind, stole the savings of 300 pensioners and moved them to Cyprus.
//!                             ^^^^^^^^^
//!
//! The bank opened again on Monday.
//! ```
//!
//! ## Better
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Ana Lopez, the engineer, accused the mayor, Jon Falk, of taking bribes from the builder. Falk denied it. “I never took a cent,” he said.
//! ```
//!
//! ## Looked for
//!
//! words of the accused, and sentences near by that say that they answered or were asked.
//!
//! ## Stays silent on
//!
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - a sentence that accuses nobody: whom it is done to, who stands by, and who says it
//! - whoever says anything in the draft, denies it, or is said to have been asked
//! - whoever was asked about before
//!
//! What a court or an inquiry has found, and what is no serious accusation, is rarely asked about.
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Ana Lopez, the engineer, accused the mayor, Jon Falk, of taking bribes from the builder. Falk denied it. “I never took a cent,” he said.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Two nurses said on Friday that Dr. Paul Meier had harassed them. Meier did not respond to a request for comment.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! A court found on Monday that Jon Falk had taken bribes. He was sentenced to three years.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Jon Falk, the mayor, opened the bridge on Monday. He thanked the builders.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! “Falk is a thief,” Ana Lopez said. Falk called the charge a lie.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The mayor was accused of being late. The train was delayed, the railway said.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Ana Lopez, the engineer, accused the mayor, Jon Falk, of taking bribes from the builder. Falk denied it. “I never took a cent,” he said.
//! ```
//!
//! ```silent a sentence that accuses nobody: whom it is done to, who stands by, and who says it
//! Jon Falk was shot by a guard of the harbour on Monday. He had taken pictures of the barge.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Ines Duarte, the news chief, was removed because she refused to pull an interview. She did not pick up her phone.
//! ```
//!
//! ## Fixes
//!
//! Adds the answer, or that an answer was sought: placeholders to fill in.
//!
//! ## Standard
//!
//! BBC Editorial Guidelines: the right of reply. AP: we make significant efforts to reach anyone who may be portrayed negatively.

use std::collections::HashSet;

use copydesk_facts::{Facts, Mention, SentenceFact, Span};
use copydesk_language::calibration::{CHARGE, UNANSWERED_BESIDE, alone, with_words};
use copydesk_language::{Fault, ReasonKind};
use text_size::{TextRange, TextSize};

use crate::charges::{accused, answers, charge};
use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::{Measure, OUTSIDE, RARELY, Reason};
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "no-response",
    group: Group::Sourcing,
    severity: Severity::Warning,
    needs_whole_draft: true,
    source: include_str!("no_response.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const NOBODY: Reason =
    Reason("a sentence that accuses nobody: whom it is done to, who stands by, and who says it");
const ANSWERS: Reason =
    Reason("whoever says anything in the draft, denies it, or is said to have been asked");
const BEFORE: Reason = Reason("whoever was asked about before");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let enough = |fact: &SentenceFact| match fact.judgement.reason() {
        ReasonKind::Accusation | ReasonKind::Motive | ReasonKind::Hidden | ReasonKind::Figure => {
            facts.dial().share * with_words(Fault::Unanswered)
        }
        _ => facts.dial().share * UNANSWERED_BESIDE,
    };
    let mut told = HashSet::new();
    let finding_in = |fact: &SentenceFact| {
        if !facts.passages[fact.place.passage].is_body() {
            return context.silent(fact.place, OUTSIDE);
        }
        let (likely, enough) = (fact.judgement.fault(Fault::Unanswered), enough(fact));
        if !context.is_enough(fact.place, Measure { what: MEASURED, likely, enough }, RARELY) {
            return None;
        }
        let Some(mention) = accused(facts, fact) else {
            let charge = charge(fact);
            let measure = Measure { what: CHARGED, likely: charge, enough: CHARGE };
            context.decides(fact.place, Some(NOBODY), (charge < CHARGE).then_some(measure));
            return None;
        };
        // Whoever does not answer is asked about once.
        if !told.insert(mention.actor) {
            return context.silent(mention.place, BEFORE);
        }
        if answers(facts, mention.actor) {
            return context.silent(mention.place, ANSWERS);
        }
        Some(finding(facts, fact, mention))
    };
    facts.sentences.iter().filter_map(finding_in).collect()
}

const MEASURED: &str = "how likely a copy editor is to ask for an answer to the accusation";

const CHARGED: &str = "how likely the sentence tells of a wrong, of a motive or of what nobody saw";

fn finding(facts: &Facts, fact: &SentenceFact, mention: &Mention) -> Flagged {
    let actor = &facts.actors[mention.actor];
    let words = if mention.is_name { facts.text(mention.place) } else { &actor.name };
    let name = actor.surname().unwrap_or(words);
    let message =
        format!("“{words}” is accused and does not answer: ask, and say what they said or that you asked.");
    let passage = mention.place.passage;
    let end = TextSize::of(facts.passages[passage].passage.text.as_str());
    let behind = Span::new(passage, TextRange::empty(end));
    let lines = [
        (format!(" Asked about this, {name} said [answer]."), "Add the answer, to fill in"),
        (
            format!(" {name} did not respond to a request for comment by [date]."),
            "Add that an answer was sought, to fill in",
        ),
    ];
    let fixes =
        lines.map(|(text, title)| fixes::insert(facts, behind, text, title.to_owned(), Safety::Placeholder));
    let sure = fact.judgement.fault(Fault::Unanswered) >= facts.dial().share * alone(Fault::Unanswered);
    Flagged::new(facts.source(mention.place), message).with_sureness(sure).with_fixes(fixes)
}
