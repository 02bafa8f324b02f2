//! # repeated-full-name
//!
//! Flags a person's full name when it comes again soon after the first mention.
//!
//! ## Why
//!
//! Once introduced, a person goes by the surname: the full name again reads as if somebody else had come in.
//!
//! Off unless the configuration names it: in published news it is wrong too often for every newsroom.
//!
//! ## Example
//!
//! ```flagged
//! Lena Ostrow closed the runway on Monday. Ostrow said that the goose had won. Lena Ostrow will resign.
//!                                                                              ^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Lena Ostrow closed the runway on Monday. Ostrow said that the goose had won. Ostrow will resign.
//! ```
//!
//! ```flagged
//! Paul Hale sailed on Monday. Hale was alone. Paul Hale came back in May.
//!                                             ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Ines Halloran signed the plan.
//!
//! Halloran said little.
//!
//! Ines Halloran left early.
//! ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Tom Beecher, a farmer, bought the barn. Beecher paid cash. The bank lent Tom Beecher nothing.
//!                                                                          ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Wilma Osterkamp inspected the bridge. “It is sound,” Osterkamp said. The city paid Wilma Osterkamp in May.
//!                                                                                    ^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Maria Lund and Tom Beecher met in May. Lund was early. Beecher was late. Maria Lund left first.
//!                                                                          ^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent the first mention of the full name in the running text
//! Lena Ostrow closed the runway on Monday. Ostrow said that the goose had won. She will resign.
//! ```
//!
//! ## Stays silent on
//!
//! - house styles with the full name throughout, `second-reference = "full"`
//! - names that the draft never shortens before, such as stage names
//! - a surname that two in the draft bear, or a relative beside the name
//! - the first mention of the full name in the running text
//! - after a heading, or more than eight paragraphs on
//! - a full name in the sentence of another mention, with a title, or as a label
//! - what it does not look at: names that may be no person's, quotations, headlines and captions
//!
//! ```silent a surname that two in the draft bear, or a relative beside the name
//! Lena Ostrow closed the runway on Monday. Ostrow is her father’s daughter. Lena Ostrow and Karel Ostrow both fly.
//! ```
//!
//! ```silent after a heading, or more than eight paragraphs on
//! Lena Ostrow closed the runway on Monday. Ostrow said little.
//!
//! ## The next day
//!
//! Lena Ostrow opened it again.
//! ```
//!
//! ```silent names that the draft never shortens before, such as stage names
//! Paul Hale sailed on Monday. Hale was alone. “Paul Hale is my father,” said Anna Lund.
//! ```
//!
//! ```silent the first mention of the full name in the running text
//! # Paul Hale sails
//!
//! Paul Hale sailed on Monday. Hale was alone.
//! ```
//!
//! ```silent what it does not look at
//! Lady Gaga sang on Monday. Lady Gaga was hoarse. Lady Gaga left early.
//! ```
//!
//! ## Fixes
//!
//! Shortens it to the surname, or to the courtesy title and the surname where the house style wants one (suggested).
//!
//! ## Standard
//!
//! AP: last name on second reference; BBC: courtesy title and surname.

use copydesk_facts::{Facts, Mention, spelling};
use copydesk_language::{NameKind, lexicon};

use crate::context::Context;
use crate::naming::{
    by_actor, in_running_text, is_courtesy, is_given_name_first, is_label, shares_surname, title,
};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, SecondReference, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "repeated-full-name",
    group: Group::Naming,
    severity: Severity::Info,
    on: false,
    needs_whole_draft: true,
    source: include_str!("repeated_full_name.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FULL: Reason = Reason("house styles with the full name throughout, `second-reference = \"full\"`");
const NO_SHORT: Reason = Reason("names that the draft never shortens before, such as stage names");
const SHARED: Reason = Reason("a surname that two in the draft bear, or a relative beside the name");
const FIRST: Reason = Reason("the first mention of the full name in the running text");
const FAR_ON: Reason = Reason("after a heading, or more than eight paragraphs on");
const BESIDE: Reason = Reason("a full name in the sentence of another mention, with a title, or as a label");

/// How many paragraphs on the reader may need the full name again.
const FAR: usize = 8;

fn check(context: &Context) -> Vec<Flagged> {
    let (facts, house) = (context.facts, context.house);
    let named = by_actor(facts);
    if house.second_reference() == Some(SecondReference::Full) {
        let full = named.iter().flatten().filter(|mention| facts.text(mention.place).contains(' '));
        full.for_each(|mention| context.passes_over(mention.place, FULL));
        return Vec::new();
    }
    named.iter().enumerate().flat_map(|(actor, mentions)| findings(context, actor, mentions)).collect()
}

fn findings(context: &Context, actor: usize, mentions: &[&Mention]) -> Vec<Flagged> {
    let (facts, house) = (context.facts, context.house);
    let it = &facts.actors[actor];
    let Some(surname) = it.surname().filter(|_| it.kind == NameKind::Person && is_given_name_first(&it.name))
    else {
        return Vec::new();
    };
    let full = spelling::fold(&it.name);
    let is_full = |mention: &Mention| spelling::fold(facts.text(mention.place)) == full;
    let is_short =
        |mention: &&&Mention| facts.text(mention.place) == surname && in_running_text(facts, mention);
    let passes_over = |reason| {
        let full = mentions.iter().filter(|mention| is_full(mention));
        full.for_each(|mention| context.passes_over(mention.place, reason));
        Vec::new()
    };
    let Some(short) = mentions.iter().find(is_short) else { return passes_over(NO_SHORT) };
    // "QC" is no surname.
    if shares_surname(facts, actor) || !surname.contains(char::is_lowercase) {
        return passes_over(SHARED);
    }
    let courtesy =
        mentions.iter().filter_map(|mention| title(facts, mention)).find(|(_, words)| is_courtesy(words));
    let second = match (house.second_reference(), courtesy) {
        (Some(SecondReference::Honorific), Some((_, title))) => format!("{title} {surname}"),
        _ => surname.to_owned(),
    };
    let mut findings = Vec::new();
    let mut before: Option<&Mention> = None;
    // A full name behind a bare surname introduces late; `surname-first-mention` speaks about that.
    let mut given = false;
    for mention in mentions.iter().filter(|mention| in_running_text(facts, mention)) {
        let near = before.is_some_and(|before| {
            facts.passages[before.place.passage].section == facts.passages[mention.place.passage].section
                && mention.place.passage - before.place.passage <= FAR
        });
        // The sentence that both names stand in may set them against each other.
        let apart =
            before.is_some_and(|before| facts.sentence_at(before.place) != facts.sentence_at(mention.place));
        let introduced = short.place.key() < mention.place.key();
        let silence = if !given {
            Some(FIRST)
        } else if before.is_some_and(|before| names_relative(facts, before)) {
            Some(SHARED)
        } else if !near {
            Some(FAR_ON)
        } else if !introduced {
            Some(NO_SHORT)
        } else {
            (is_label(facts, mention) || !apart || mention.title.is_some()).then_some(BESIDE)
        };
        match silence {
            _ if !is_full(mention) => {}
            Some(reason) => context.passes_over(mention.place, reason),
            None => {
                let words = facts.text(mention.place);
                let message = format!("“{words}” is known by now: write “{second}”.");
                let place = mention.place;
                let fix = fixes::replace(
                    facts,
                    place,
                    second.clone(),
                    format!("Shorten to “{second}”"),
                    Safety::Suggested,
                );
                let first =
                    mentions.iter().find(|first| is_full(first)).map_or(short.place, |first| first.place);
                findings.push(
                    Flagged::new(facts.source(place), message)
                        .with_related(facts.source(first), "Introduced here")
                        .with_fixes([fix]),
                );
            }
        }
        given |= is_full(mention);
        before = Some(mention);
    }
    findings
}

/// Whether the sentence of a mention speaks of somebody who is likely to bear the same surname.
fn names_relative(facts: &Facts, mention: &Mention) -> bool {
    let Some(number) = facts.sentence_at(mention.place) else { return false };
    let words = facts.text(facts.sentences[number].place).split(|c: char| !c.is_alphabetic());
    words.into_iter().any(|word| lexicon::KIN.contains(word))
}
