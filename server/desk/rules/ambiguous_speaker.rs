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
//! ```silent
//! On Monday Paul Hale met Tom Reed on the pier. Reed said that the boat was gone.
//! ```
//!
//! ## Looked for
//!
//! a reason why the pronoun fits only one of them: the one whom the sentence before opens with, or who speaks in it.
//!
//! ## Stays silent on
//!
//! One person whom the pronoun fits; the person whom the sentence before opens with, or who speaks in it; words inside a
//! quotation.
//!
//! ```silent
//! On Monday Paul Hale met Ana Lopez on the pier. She said that the boat was gone.
//! ```
//!
//! ```silent
//! Paul Hale met Tom Reed on the pier on Monday. He said that the boat was gone.
//! ```
//!
//! ```silent
//! “Tom Reed has the keys,” said Paul Hale. He added that the boat was gone.
//! ```
//!
//! ```silent
//! On Monday Paul Hale was on the pier. He said that the boat was gone.
//! ```
//!
//! ```silent
//! On Monday Paul Hale met Tom Reed. “He said that the boat was gone,” Ana Lopez, the harbour master, said.
//! ```
//!
//! ```silent
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

use copydesk_facts::{Facts, Mention, Place, Statement};
use copydesk_language::{Gender, NameKind, SourceKind, gender};

use crate::context::Context;
use crate::rule::{Check, Finding, Group, RuleInfo};
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

fn check(context: &Context) -> Vec<Finding> {
    let facts = context.facts;
    facts.statements.iter().filter_map(|statement| finding(facts, statement)).collect()
}

fn finding(facts: &Facts, statement: &Statement) -> Option<Finding> {
    let source = Place::new(statement.passage, statement.attribution.source?);
    let pronoun = facts.text(source);
    let wanted = match (statement.kind(), pronoun) {
        (SourceKind::Pronoun, "he" | "He") => Gender::He,
        (SourceKind::Pronoun, "she" | "She") => Gender::She,
        _ => return None,
    };
    if facts.is_in_quotation(source) || !facts.passages[source.passage].is_body() {
        return None;
    }
    let here = facts.sentence_at(source)?;
    let before = facts.sentences.get(here.checked_sub(1)?)?;
    if before.place.passage != source.passage || names(facts, facts.sentences[here].place).next().is_some() {
        return None;
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
    if speaks || opens || people.len() < 2 {
        return None;
    }
    let named: Vec<&str> = people.iter().map(|mention| facts.actors[mention.actor].name.as_str()).collect();
    let message = format!("“{pronoun}” could be {}: name who speaks.", named.join(" or "));
    let replace = |mention: &&Mention| -> Fix {
        let name = fixes::name_at(facts, mention.actor, source);
        fixes::replace(facts, source, name.clone(), format!("Change to “{name}”"), Safety::Suggested)
    };
    let mut finding = Finding::new(facts.source(source), message).with_fixes(people.iter().map(replace));
    for mention in people {
        finding = finding.with_related(facts.source(mention.place), "This may be who speaks");
    }
    Some(finding)
}

/// The people whom a sentence names in the draft's own words.
fn names<'f>(facts: &'f Facts, sentence: Place) -> impl Iterator<Item = &'f Mention> {
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
