//! # ambiguous-surname
//!
//! Flags a bare surname that two people of the draft bear.
//!
//! ## Why
//!
//! The reader has to guess who did it, and half of them will guess wrong.
//!
//! ## Example
//!
//! ```flagged
//! Lena Ostrow met Karel Ostrow, her uncle, on Monday. Ostrow closed the runway.
//!                                                     ^^^^^^
//! ```
//!
//! ```fixed
//! Lena Ostrow met Karel Ostrow, her uncle, on Monday. Karel Ostrow closed the runway.
//! ```
//!
//! ```flagged
//! Paul Hale and Anna Hale run the ferry. Hale was at the wheel on Monday.
//!                                        ^^^^
//! ```
//!
//! ```flagged
//! Ines Halloran, the mayor, is married to Tom Halloran, the surveyor. On Monday Halloran signed the plan.
//!                                                                               ^^^^^^^^
//! ```
//!
//! ```flagged
//! Tom Beecher sold the barn to Carl Beecher, his cousin.
//!
//! Beecher burned it down.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! Maria Lund sued Erik Lund in May. “It is mine,” Lund said.
//!                                                 ^^^^
//! ```
//!
//! ```flagged
//! Erik Lund, the owner, and Maria Lund, the cook, were on board. The captain saved Lund first.
//!                                                                                  ^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! Lena Ostrow met Karel Ostrow, her uncle, on Monday. Lena Ostrow closed the runway.
//! ```
//!
//! ## Looked for
//!
//! a first name or a title in front of the surname; a headline or a stretch of text in which only one of them bears it.
//!
//! ## Stays silent on
//!
//! - headlines, captions and other lines without a stop
//! - a surname with a title
//! - a surname that nobody else in the draft bears, or that stands in a headline
//! - where the other has not been named, or not for three paragraphs
//! - a surname that one of them bore alone for long enough to be known by it
//! - a family, both people, or what is named after them
//! - what it does not look at: full names, first names and quotations
//!
//! ```silent a surname with a title
//! Lena Ostrow met Karel Ostrow, her uncle, on Monday. Mr Ostrow closed the runway.
//! ```
//!
//! ```silent what it does not look at
//! Lena Ostrow met Karel Ostrow, her uncle, on Monday. “Ostrow is late,” a guard said.
//! ```
//!
//! ```silent a surname that nobody else in the draft bears, or that stands in a headline
//! Lena Ostrow met Karel Ostrow, her uncle, on Monday. Lena closed the runway.
//! ```
//!
//! ```silent what it does not look at
//! Paul Hale and Anna Hale run the ferry. The Hales bought it in May.
//! ```
//!
//! ```silent headlines, captions and other lines without a stop
//! # Hale at the wheel
//!
//! Paul Hale and Anna Hale run the ferry.
//! ```
//!
//! ## Fixes
//!
//! Puts in a full name, one choice for each who may be meant, the likelier first (suggested).
//!
//! ## Standard
//!
//! AP: first and last name where two share one.

use std::collections::{HashMap, HashSet};

use copydesk_facts::{Facts, Mention, spelling};
use copydesk_language::NameKind;
use copydesk_text::PassageKind;

use crate::context::Context;
use crate::naming::{in_running_text, is_given_name_first, words_behind};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "ambiguous-surname",
    group: Group::Naming,
    severity: Severity::Warning,
    needs_whole_draft: true,
    source: include_str!("ambiguous_surname.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const HEAD: Reason = Reason("headlines, captions and other lines without a stop");
const TITLED: Reason = Reason("a surname with a title");
const ALONE: Reason = Reason("a surname that nobody else in the draft bears, or that stands in a headline");
const FAR_OFF: Reason = Reason("where the other has not been named, or not for three paragraphs");
const ESTABLISHED_ONE: Reason =
    Reason("a surname that one of them bore alone for long enough to be known by it");
const FAMILY: Reason = Reason("a family, both people, or what is named after them");

/// How many paragraphs back somebody is still in the reader's mind.
const FAR: usize = 3;
/// After how many bare mentions a surname belongs to the one who bore it alone until then.
const ESTABLISHED: usize = 2;

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, actor) in
        facts.actors.iter().enumerate().filter(|(_, actor)| is_given_name_first(&actor.name))
    {
        if let Some(surname) = actor.surname() {
            bearers.entry(spelling::fold(surname)).or_default().push(number);
        }
    }
    let titled = titled(facts);
    bearers.retain(|surname, actors| {
        let first = |actor: &usize| spelling::fold(facts.actors[*actor].name.split(' ').next().unwrap_or(""));
        // "John Conyers" and "John Conyers Jr." are one as often as two.
        actors.len() > 1
            && actors.iter().any(|actor| first(actor) != first(&actors[0]))
            && !titled.contains(surname)
    });
    if bearers.is_empty() && !context.is_traced() {
        return Vec::new();
    }
    let mut last_full: HashMap<usize, &Mention> = HashMap::new();
    let mut established: HashMap<String, usize> = HashMap::new();
    let mut findings = Vec::new();
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
        let words = facts.text(mention.place);
        if mention.kind != NameKind::Person {
            continue;
        }
        if !in_running_text(facts, mention) {
            context.passes_over(mention.place, HEAD);
            continue;
        }
        if words.contains(' ') {
            last_full.insert(mention.actor, mention);
            continue;
        }
        let folded = spelling::fold(words);
        let Some(actors) = bearers.get(&folded) else {
            context.passes_over(mention.place, ALONE);
            continue;
        };
        if mention.title.is_some() {
            context.passes_over(mention.place, TITLED);
            continue;
        }
        let named: Vec<&Mention> = actors.iter().filter_map(|actor| last_full.get(actor).copied()).collect();
        let uses = established.entry(folded).or_default();
        *uses += usize::from(named.len() < 2);
        let near = |full: &&Mention| full.place.passage + FAR >= mention.place.passage;
        let mut named: Vec<&Mention> = named.into_iter().filter(near).collect();
        if named.len() < 2 {
            context.passes_over(mention.place, FAR_OFF);
        } else if *uses >= ESTABLISHED {
            context.passes_over(mention.place, ESTABLISHED_ONE);
        } else if is_shared(words_behind(facts, mention)) {
            context.passes_over(mention.place, FAMILY);
        } else {
            named.sort_by_key(|full| std::cmp::Reverse((full.actor == mention.actor, full.place.key())));
            findings.push(finding(facts, mention, &named));
        }
    }
    findings
}

/// The words of headlines, folded: whoever is named there is whom the piece is about.
fn titled(facts: &Facts) -> HashSet<String> {
    let headings = facts.passages.iter().filter(|view| matches!(view.passage.kind, PassageKind::Heading(_)));
    let texts = headings.map(|view| view.passage.text.as_str()).chain(facts.front_matter.title.as_deref());
    texts
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '-'))
        .map(spelling::fold)
        .collect()
}

/// Whether the surname stands for a family, a thing named after it, or both people: "the Ostrow brothers".
fn is_shared(behind: &str) -> bool {
    let word = behind.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    behind.starts_with([')', '('])
        || behind.starts_with(" (")
        || behind.starts_with(' ')
            && (copydesk_language::lexicon::FOLLOWINGS.contains(word)
                || matches!(
                    word,
                    "twins"
                        | "brothers"
                        | "sisters"
                        | "siblings"
                        | "government"
                        | "era"
                        | "couple"
                        | "household"
                        | "children"
                        | "years"
                ))
}

fn finding(facts: &Facts, mention: &Mention, named: &[&Mention]) -> Flagged {
    let words = facts.text(mention.place);
    let names: Vec<&str> = named.iter().map(|full| facts.text(full.place)).collect();
    let all = names.join(" or ");
    let message = format!("“{words}” may be {all}: give the first name too.");
    let choices = names.iter().map(|name| {
        fixes::replace(
            facts,
            mention.place,
            (*name).to_owned(),
            format!("Change to “{name}”"),
            Safety::Suggested,
        )
    });
    let finding = Flagged::new(facts.source(mention.place), message).with_fixes(choices);
    named.iter().fold(finding, |finding, full| {
        finding.with_related(facts.source(full.place), format!("{} here", facts.text(full.place)))
    })
}
