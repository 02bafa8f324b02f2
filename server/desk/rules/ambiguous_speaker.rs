//! # ambiguous-speaker
//!
//! Flags “he said” or “she said” where the sentence before names two people whom the pronoun fits.
//!
//! ## Why
//!
//! A reader who picks the wrong one reads the wrong person's words, and never learns of it.
//!
//! Off unless the configuration names it: in published news it is wrong too often for every newsroom.
//!
//! ## Example
//!
//! ```flagged
//! On Monday Paul Hale met Tom Reed on the pier. He said that the boat was gone.
//!                                               ^^
//! ```
//!
//! ```fixed
//! On Monday Paul Hale met Tom Reed on the pier. Hale said that the boat was gone.
//! ```
//!
//! ```flagged
//! In May, the court heard Ana Lopez and Lena Ostrow. She said that the dam was old.
//!                                                    ^^^
//! ```
//!
//! ```flagged
//! The mayor wrote to Paul Hale and to Tom Reed. “I never saw the bill,” he said.
//!                                                                       ^^
//! ```
//!
//! ```flagged
//! After the vote, Paul Hale shook hands with Tom Reed. “It is over,” he said.
//!                                                                    ^^
//! ```
//!
//! ```flagged
//! Letters came from Ana Lopez and Eva Stern. She added that the house was sold.
//!                                            ^^^
//! ```
//!
//! ```flagged
//! The club has hired Hugo Brand and Tom Reed. He told reporters that the deal was fair.
//!                                             ^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! On Monday Paul Hale met Tom Reed on the pier. Reed said that the boat was gone.
//! ```
//!
//! ## Looked for
//!
//! a reason why the pronoun fits only one of them: the one whom the sentence before opens with, or who speaks in it.
//!
//! ## Stays silent on
//!
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - words inside a quotation
//! - a sentence that names a person beside the pronoun
//! - a sentence that begins its paragraph
//! - a sentence before it in which somebody speaks
//! - the person whom the sentence before opens with
//! - one person whom the pronoun fits, or nobody
//! - what it does not look at: names, “they”, and pronouns of whom nothing is said
//!
//! ```silent one person whom the pronoun fits, or nobody
//! On Monday Paul Hale met Ana Lopez on the pier. She said that the boat was gone.
//! ```
//!
//! ```silent the person whom the sentence before opens with
//! Paul Hale met Tom Reed on the pier on Monday. He said that the boat was gone.
//! ```
//!
//! ```silent one person whom the pronoun fits, or nobody
//! “Tom Reed has the keys,” said Paul Hale. He added that the boat was gone.
//! ```
//!
//! ```silent one person whom the pronoun fits, or nobody
//! On Monday Paul Hale was on the pier. He said that the boat was gone.
//! ```
//!
//! ```silent what it does not look at
//! On Monday Paul Hale met Tom Reed. “He said that the boat was gone,” Ana Lopez, the harbour master, said.
//! ```
//!
//! ```silent a sentence that names a person beside the pronoun
//! On Monday Paul Hale met Tom Reed. Hale smiled, and he said that the boat was gone.
//! ```
//!
//! ## Fixes
//!
//! Replaces the pronoun by each of the people in turn (suggested: only you know who it was).
//!
//! ## Standard
//!
//! AP: say again who speaks unless it is perfectly clear.

use copydesk_facts::{Facts, Mention, Span, Statement};
use copydesk_language::{Gender, NameKind, SourceKind, gender};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::{OUTSIDE, QUOTED, Reason};
use crate::{Fix, Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "ambiguous-speaker",
    group: Group::Attribution,
    severity: Severity::Info,
    on: false,
    source: include_str!("ambiguous_speaker.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const NAMED: Reason = Reason("a sentence that names a person beside the pronoun");
const APART: Reason = Reason("a sentence that begins its paragraph");
const SPEAKS: Reason = Reason("a sentence before it in which somebody speaks");
const OPENS: Reason = Reason("the person whom the sentence before opens with");
const ONE: Reason = Reason("one person whom the pronoun fits, or nobody");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    facts.statements.iter().filter_map(|statement| finding(context, statement)).collect()
}

fn finding(context: &Context, statement: &Statement) -> Option<Flagged> {
    let facts = context.facts;
    let source = Span::new(statement.passage, statement.attribution.source?);
    let pronoun = facts.text(source);
    let wanted = match (statement.kind(), pronoun) {
        (SourceKind::Pronoun, "he" | "He") => Gender::He,
        (SourceKind::Pronoun, "she" | "She") => Gender::She,
        _ => return None,
    };
    if facts.is_in_quotation(source) {
        return context.silent(source, QUOTED);
    }
    if !facts.passages[source.passage].is_body() {
        return context.silent(source, OUTSIDE);
    }
    let here = facts.sentence_at(source)?;
    let before = here.checked_sub(1).and_then(|before| facts.sentences.get(before));
    let Some(before) = before.filter(|before| before.place.passage == source.passage) else {
        return context.silent(source, APART);
    };
    if names(facts, facts.sentences[here].place).next().is_some() {
        return context.silent(source, NAMED);
    }
    let speaks = facts
        .statements_of(source.passage)
        .iter()
        .any(|other| before.place.range.contains_range(other.attribution.cue) && other.actor.is_some());
    let mut people: Vec<&Mention> = Vec::new();
    for mention in names(facts, before.place) {
        if people.iter().all(|known| known.actor != mention.actor) && fits(facts, mention.actor, wanted) {
            people.push(mention);
        }
    }
    let opens = people.first().is_some_and(|first| first.place.range.start() == before.place.range.start());
    if people.len() < 2 {
        return context.silent(source, ONE);
    }
    if speaks {
        return context.silent(source, SPEAKS);
    }
    if opens {
        return context.silent(source, OPENS);
    }
    let named: Vec<&str> = people.iter().map(|mention| facts.actors[mention.actor].name.as_str()).collect();
    let message = format!("“{pronoun}” could be {}: name who speaks.", named.join(" or "));
    let replace = |mention: &&Mention| -> Fix {
        let name = fixes::name_at(facts, mention.actor, source);
        fixes::replace(facts, source, name.clone(), format!("Change to “{name}”"), Safety::Suggested)
    };
    let mut finding = Flagged::new(facts.source(source), message).with_fixes(people.iter().map(replace));
    for mention in people {
        finding = finding.with_related(facts.source(mention.place), "This may be who speaks");
    }
    Some(finding)
}

/// The people whom a sentence names in the draft's own words.
fn names<'f>(facts: &'f Facts, sentence: Span) -> impl Iterator<Item = &'f Mention> {
    facts.mentions_of(sentence.passage).iter().filter(move |mention| {
        mention.is_name
            && !mention.quoted
            && mention.kind == NameKind::Person
            && sentence.range.contains_range(mention.place.range)
    })
}

/// Whether nothing that the draft shows of a person speaks against the pronoun.
fn fits(facts: &Facts, actor: usize, wanted: Gender) -> bool {
    let actor = &facts.actors[actor];
    let shown = actor.descriptions.iter().map(|&place| facts.text(place)).chain([actor.name.as_str()]);
    shown.filter_map(gender).all(|shown| shown == wanted)
}
