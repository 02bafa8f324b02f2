//! # no-response
//!
//! Flags a serious accusation, by the draft or by somebody whom it cites, against somebody of whom it tells neither an answer nor that
//! one was sought.
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
//! ```flagged
//! The surgeon, Jon Falk, was drunk when he operated, said a nurse, Ann Hall.
//!              ^^^^^^^^
//!
//! The clinic has 40 beds.
//! ```
//!
//! ```flagged
//! According to a former manager, Ines Duarte paid a customs officer to look away.
//!                                ^^^^^^^^^^^
//!
//! The harbour opened in May.
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
//! - a sentence that makes no charge
//! - a deed that no person or body with a name does in the sentence: to whom it is done, who stands by, and who says it
//! - whoever says anything in the draft, denies it, or is said to have been asked
//! - whoever was asked about before
//! - what somebody tells in a story of a case that a court has
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
//! ```silent a sentence that makes no charge
//! Ostrow Loaves said its rival, Marl Bread, would pay for the oven.
//! ```
//!
//! ```silent a deed that no person or body with a name does in the sentence: to whom it is done, who stands by, and who says it
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

use std::cell::{LazyCell, RefCell};
use std::collections::{HashMap, HashSet};

use copydesk_facts::{Facts, Mention, SentenceFact, Span};
use copydesk_language::calibration::{
    CHARGE, CHARGE_TOLD, UNANSWERED_BESIDE, UNANSWERED_TOLD, alone, with_words,
};
use copydesk_language::{Fault, ReasonKind, SourceKind};
use text_size::{TextRange, TextSize};

use crate::charges::{accused, answers, charge, told_of};
use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::{Measure, OUTSIDE, RARELY, Reason};
use crate::{Safety, Severity, fixes, verdict};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "no-response",
    group: Group::Sourcing,
    severity: Severity::Warning,
    needs_whole_draft: true,
    source: include_str!("no_response.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const NO_CHARGE: Reason = Reason("a sentence that makes no charge");
const NOBODY: Reason = Reason(
    "a deed that no person or body with a name does in the sentence: to whom it is done, who stands by, and who says it",
);
const ANSWERS: Reason =
    Reason("whoever says anything in the draft, denies it, or is said to have been asked");
const BEFORE: Reason = Reason("whoever was asked about before");
const IN_COURT: Reason = Reason("what somebody tells in a story of a case that a court has");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut told = HashSet::new();
    let known = RefCell::new(HashMap::new());
    let answers = |actor: usize| *known.borrow_mut().entry(actor).or_insert_with(|| answers(facts, actor));
    let in_court = LazyCell::new(|| verdict::is_in_court(facts));
    let finding_in = |fact: &SentenceFact| {
        if !facts.passages[fact.place.passage].is_body() {
            return context.silent(fact.place, OUTSIDE);
        }
        let (mention, sure) = by_the_draft(context, fact).or_else(|| {
            let (mention, sure) =
                by_somebody(context, fact, |actor| !told.contains(&actor) && !answers(actor))?;
            if *in_court {
                return context.silent(mention.place, IN_COURT);
            }
            Some((mention, sure))
        })?;
        // Whoever does not answer is asked about once.
        if !told.insert(mention.actor) {
            return context.silent(mention.place, BEFORE);
        }
        if answers(mention.actor) {
            return context.silent(mention.place, ANSWERS);
        }
        Some(finding(facts, mention).with_sureness(sure))
    };
    facts.sentences.iter().filter_map(finding_in).collect()
}

/// Whom the draft itself accuses in a sentence, and whether that surely wants an answer.
fn by_the_draft<'a>(context: &Context<'a>, fact: &SentenceFact) -> Option<(&'a Mention, bool)> {
    let facts = context.facts;
    let likely = fact.judgement.fault(Fault::Unanswered);
    let enough = facts.dial().share
        * match fact.judgement.reason() {
            ReasonKind::Accusation | ReasonKind::Motive | ReasonKind::Hidden | ReasonKind::Figure => {
                with_words(Fault::Unanswered)
            }
            _ => UNANSWERED_BESIDE,
        };
    if !context.is_enough(fact.place, Measure { what: MEASURED, likely, enough }, RARELY) {
        return None;
    }
    let Some(mention) = accused(facts, fact) else {
        let charge = charge(fact.judgement);
        let measure = Measure { what: CHARGED, likely: charge, enough: CHARGE };
        match charge < CHARGE {
            true => context.decides(fact.place, Some(NO_CHARGE), Some(measure)),
            false => context.decides(fact.place, Some(NOBODY), None),
        }
        return None;
    };
    Some((mention, likely >= facts.dial().share * alone(Fault::Unanswered)))
}

/// Whom somebody accuses in a sentence, and whether that surely wants an answer. What they tell is read only where nothing else
/// keeps the rule silent; `asked`: whether an actor may be asked about.
fn by_somebody<'a>(
    context: &Context<'a>,
    fact: &SentenceFact,
    asked: impl Fn(usize) -> bool,
) -> Option<(&'a Mention, bool)> {
    let facts = context.facts;
    let (mention, statement) = told_of(facts, fact, asked).next()?;
    let judgement = facts.in_own_voice(fact)?;
    // A charge by somebody without a name weighs as the draft's own.
    let (unanswered, enough) = match statement.attribution.source_kind {
        SourceKind::Anonymous => (with_words(Fault::Unanswered), CHARGE),
        _ => (UNANSWERED_TOLD, CHARGE_TOLD),
    };
    let likely = judgement.fault(Fault::Unanswered);
    let measure = Measure { what: MEASURED_TOLD, likely, enough: unanswered * facts.dial().share };
    let charge = charge(judgement);
    if !context.is_enough(mention.place, measure, RARELY) {
        return None;
    }
    if charge < enough {
        let measure = Measure { what: CHARGED, likely: charge, enough };
        context.decides(mention.place, Some(NO_CHARGE), Some(measure));
        return None;
    }
    Some((mention, likely >= UNANSWERED_TOLD * facts.dial().share))
}

const MEASURED: &str = "how likely a copy editor is to ask for an answer to the accusation";

const MEASURED_TOLD: &str =
    "how likely a copy editor is to ask for an answer to what is told, if the draft itself told it";

const CHARGED: &str = "how likely the sentence tells of a wrong, of a motive or of what nobody saw";

fn finding(facts: &Facts, mention: &Mention) -> Flagged {
    let actor = &facts.actors[mention.actor];
    let words = if mention.is_name { facts.text(mention.place) } else { &actor.name };
    let name = actor.surname().unwrap_or(words);
    let message = format!(
        "“{words}” is accused here and gives no answer: ask for one, and report it, or say that you asked."
    );
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
    Flagged::new(facts.source(mention.place), message).with_fixes(fixes)
}
