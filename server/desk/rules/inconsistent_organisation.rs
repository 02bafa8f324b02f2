//! # inconsistent-organisation
//!
//! Flags an organisation that goes by two names of which neither is the other's short form.
//!
//! ## Why
//!
//! A reader takes two names for two bodies, and an official name has one spelling.
//!
//! ## Example
//!
//! ```flagged
//! The goose went to the Avian Labour Organisation on Monday. The Avian Labour Organization will meet it again.
//!                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! The goose went to the Avian Labour Organisation on Monday. The Avian Labour Organisation will meet it again.
//! ```
//!
//! ```flagged
//! The Fed raised its rate on Monday. The Federal Reserve had waited for a year.
//!     ^^^
//! ```
//!
//! ```flagged
//! The Harbour Pilots Association met on Monday. The Harbor Pilots Association voted to strike.
//!                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The Valley Development Program paid for the well. The Valley Development Programme will pay for the road.
//!                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The Centre for River Studies opened in May. The Center for River Studies has nine rooms.
//!                                                 ^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The Brack Harbour Authority shut the pier. The Brack Harbor Authority will open it in May.
//!                                                ^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent the established short form or acronym behind the full name
//! The Federal Reserve raised its rate on Monday. The Fed had waited for a year.
//! ```
//!
//! ## Looked for
//!
//! a bracket or a sentence that makes one name the short form of the other.
//!
//! ## Stays silent on
//!
//! - a sentence that gives both names, or says that they are one
//! - titles of works, and what is answered in an interview
//! - the form that the newsroom or the draft uses, and one form used throughout
//! - words inside a quotation
//! - names that the draft writes one way
//! - the established short form or acronym behind the full name
//! - headlines, captions and quotations
//! - what is no organisation's name of several words
//!
//! ```silent the established short form or acronym behind the full name
//! The World Health Organization met on Monday. The WHO said that it would meet again.
//! ```
//!
//! ```silent names that the draft writes one way
//! The Harbour Pilots Association met on Monday. The association voted to strike.
//! ```
//!
//! ```silent words inside a quotation
//! The Harbour Pilots Association met on Monday. “The Harbor Pilots Association is asleep,” a sailor said.
//! ```
//!
//! ```silent headlines, captions and quotations
//! # Harbor Pilots Association to strike
//!
//! The Harbour Pilots Association met on Monday.
//! ```
//!
//! ```silent names that the draft writes one way
//! The Harbour Pilots Association met the Harbour Divers Association on Monday.
//! ```
//!
//! ## Fixes
//!
//! Replaces this name by the one in use, or all of them (suggested).
//!
//! ## Standard
//!
//! Every style guide: official names as the bodies write them, and one way throughout.

use std::collections::HashMap;

use copydesk_facts::{Mention, spelling};
use copydesk_language::NameKind;

use crate::context::Context;
use crate::naming::{by_actor, in_running_text};
use crate::respelling::{form_findings, replacements};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-organisation",
    group: Group::Naming,
    severity: Severity::Warning,
    needs_whole_draft: true,
    respells: true,
    source: include_str!("inconsistent_organisation.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const ONE_WAY: Reason = Reason("names that the draft writes one way");
const SHORT: Reason = Reason("the established short form or acronym behind the full name");
const OUTSIDE: Reason = Reason("headlines, captions and quotations");
const OTHERS: Reason = Reason("what is no organisation's name of several words");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let named = by_actor(facts);
    let mut findings = form_findings(context, |kind| kind == NameKind::Organisation);
    findings.extend(two_customs(context));
    findings.extend(
        named.iter().enumerate().filter_map(|(actor, mentions)| nickname_first(context, actor, mentions)),
    );
    let mut seen = std::collections::HashSet::new();
    findings.retain(|finding| seen.insert(finding.range));
    findings
}

/// Names that differ only by British and American custom, or by a hyphen: "Defence Ministry" and "Defense Ministry".
fn two_customs(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut groups: HashMap<String, Vec<(&str, Vec<&Mention>)>> = HashMap::new();
    for mention in facts.mentions.iter().filter(|mention| mention.is_name) {
        let words = spelling::without_article(facts.text(mention.place));
        if mention.kind != NameKind::Organisation || !words.contains(' ') {
            context.passes_over(mention.place, OTHERS);
            continue;
        }
        if mention.quoted || !in_running_text(facts, mention) {
            context.passes_over(mention.place, OUTSIDE);
            continue;
        }
        let writings = groups.entry(spelling::american(&spelling::fold(words))).or_default();
        match writings.iter_mut().find(|(known, _)| *known == words) {
            Some((_, mentions)) => mentions.push(mention),
            None => writings.push((words, vec![mention])),
        }
    }
    let mut findings = Vec::new();
    for writings in groups.into_values() {
        let folded = |words: &str| spelling::fold(words);
        let Some((usual, places)) = writings
            .iter()
            .max_by_key(|(_, mentions)| (mentions.len(), std::cmp::Reverse(mentions[0].place.key())))
        else {
            continue;
        };
        let odd: Vec<&Mention> = writings
            .iter()
            .filter(|(words, _)| folded(words) != folded(usual))
            .flat_map(|(_, mentions)| mentions.iter().copied())
            .collect();
        if odd.is_empty() {
            let mentions = writings.iter().flat_map(|(_, mentions)| mentions);
            mentions.for_each(|mention| context.passes_over(mention.place, ONE_WAY));
        }
        findings.extend(replacements(facts, &odd, usual, Some(places[0].place), "elsewhere in this draft"));
    }
    findings
}

/// The nickname that a roster has for a body stands before the full name: "the Fed".
fn nickname_first(context: &Context, actor: usize, mentions: &[&Mention]) -> Option<Flagged> {
    let facts = context.facts;
    let listed = facts.listed(actor)?;
    if facts.actors[actor].kind != NameKind::Organisation {
        return None;
    }
    let mut running = mentions.iter().filter(|mention| in_running_text(facts, mention));
    let first = running.next()?;
    let words = facts.text(first.place);
    let acronym = !words.chars().any(char::is_lowercase);
    let is_alias = listed.aliases.iter().any(|alias| **alias == *words);
    let short_form = listed.name.split(' ').any(|word| word == words) || words.contains(' ');
    if !is_alias || acronym || short_form {
        return context.silent(first.place, SHORT);
    }
    let full =
        running.find(|mention| spelling::key(facts.text(mention.place)) == spelling::key(&listed.name))?;
    if facts.sentence_at(full.place) == facts.sentence_at(first.place) {
        return None;
    }
    let name = facts.text(full.place);
    let message = format!("“{words}” comes before {name} is introduced: give the full name first.");
    let fix =
        fixes::replace(facts, first.place, name.to_owned(), format!("Change to “{name}”"), Safety::Suggested);
    Some(
        Flagged::new(facts.source(first.place), message)
            .with_related(facts.source(full.place), "The full name stands here")
            .with_fixes([fix]),
    )
}
