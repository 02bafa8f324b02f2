//! # agentless-report
//!
//! Flags a report whose wording hides who reports: “it was reported that”, “is said to”, “was condemned”, “reportedly”,
//! “allegedly”.
//!
//! ## Why
//!
//! Whose allegation is it? A reader cannot weigh a charge, a rumour or an outcry without knowing whose it is.
//!
//! ## Example
//!
//! ```flagged
//! Parliament approved the sale, a move strongly condemned in the capital.
//!                                      ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The earlier deal reportedly collapsed in March.
//!                  ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The dam is said to leak.
//!         ^^^^^^^
//! ```
//!
//! ```flagged
//! It is believed that the boat sank in a storm.
//!    ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The valley is seen as the next front of the war.
//!            ^^^^^^^
//! ```
//!
//! ```flagged
//! The pilot allegedly left his seat.
//!           ^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! Parliament approved the sale, a move strongly condemned by the bishops.
//! ```
//!
//! ## Looked for
//!
//! who does it, behind “by” or in the same sentence; a source in the sentence before.
//!
//! ## Stays silent on
//!
//! An agent behind “by”; a sentence that names who says so; a source in the sentence before; quotations.
//!
//! ```silent
//! Prosecutors said on Monday that Cole had robbed the post office. He allegedly used a toy gun.
//! ```
//!
//! ```silent
//! “The earlier deal reportedly collapsed,” Ana Lopez, the engineer, said.
//! ```
//!
//! ```silent
//! Was the earlier deal reportedly signed in March?
//! ```
//!
//! ```silent
//! The earlier deal reportedly collapsed in March, [the court's file](https://court.test/file) shows.
//! ```
//!
//! ```silent
//! Ana Lopez, the engineer, said the dam was said to leak.
//! ```
//!
//! ```silent
//! The law lets the police extradite people who were accused of theft.
//! ```
//!
//! ## Fixes
//!
//! Adds “by [name]”, or replaces the adverb by “according to [source]”: placeholders to fill in.
//!
//! ## Standard
//!
//! AP and BBC Editorial Guidelines: it must be clear whose allegation it is.

use copydesk_language::Agentless;
use text_size::TextRange;

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::{Facts, Place, SentenceFact, Sourced};
use crate::{Fix, Safety, Settings, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "agentless-report",
    group: Group::Attribution,
    severity: Severity::Warning,
    on: true,
    source: include_str!("agentless_report.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, fact) in facts.sentences.iter().enumerate() {
        for report in flagged(facts, number) {
            findings.push(finding(facts, fact, report));
        }
    }
    findings
}

/// The reports of a sentence that this rule speaks about.
pub(super) fn flagged<'f>(facts: &'f Facts, number: usize) -> impl Iterator<Item = &'f Agentless> {
    let fact = &facts.sentences[number];
    let view = &facts.passages[fact.place.passage];
    let sourced_before = number > 0
        && facts.sentences[number - 1].place.passage == fact.place.passage
        && facts.sentences[number - 1].sourced == Sourced::Here;
    let silent = !view.is_body()
        || fact.sourced != Sourced::No && !is_own_source(facts, fact)
        || fact.sentence.question
        || sourced_before
        || view.is_linked(fact.place.range);
    let reports = view
        .reading
        .agentless
        .iter()
        .filter(move |report| !silent && fact.place.range.contains_range(report.range))
        // "A tax is being considered as a way out": it is weighed, and nobody says anything.
        .filter(move |report| !view.text(report.range).ends_with("being considered"));
    reports.filter(|report| !facts.is_in_quotation(Place::new(fact.place.passage, report.range)))
}

/// Whether a sentence counts as sourced only because its own agentless report was read as an attribution: in "He is said to
/// have lived there", nobody says.
fn is_own_source(facts: &Facts, fact: &SentenceFact) -> bool {
    let view = &facts.passages[fact.place.passage];
    let mut inside = facts
        .statements_of(fact.place.passage)
        .iter()
        .map(|statement| statement.attribution.cue)
        .filter(|cue| fact.place.range.contains_range(*cue))
        .peekable();
    fact.sourced == Sourced::Here
        && inside.peek().is_some()
        && inside.all(|cue| view.reading.agentless.iter().any(|report| report.range.intersect(cue).is_some()))
}

fn finding(facts: &Facts, fact: &SentenceFact, report: &Agentless) -> Finding {
    let place = Place::new(fact.place.passage, report.range);
    let words = facts.text(place);
    let adverb = words.ends_with("ly");
    let message = match adverb {
        true => format!("“{words}” hides who {} it: name the source.", report.verb),
        false => format!("“{words}” does not say by whom: name them, or the document that does."),
    };
    Finding::new(facts.source(place), message).with_fixes([match adverb {
        true => according_to(facts, fact, place),
        false => by_whom(facts, place),
    }])
}

fn by_whom(facts: &Facts, place: Place) -> Fix {
    let behind = Place::new(place.passage, TextRange::empty(place.range.end()));
    fixes::insert(
        facts,
        behind,
        " by [name]".to_owned(),
        "Add “by [name]” to fill in".to_owned(),
        Safety::Placeholder,
    )
}

/// Takes the adverb out and puts a source at the end of the sentence.
fn according_to(facts: &Facts, fact: &SentenceFact, place: Place) -> Fix {
    let text = &facts.passages[place.passage].passage.text;
    let space = usize::from(text[usize::from(place.range.end())..].starts_with(' '));
    let with_space =
        TextRange::new(place.range.start(), place.range.end() + text_size::TextSize::new(space as u32));
    let end = fixes::before_stop(facts, fact.place);
    let edits = if end.range.start() < with_space.end() {
        // The adverb is the last word.
        vec![TextEdit { range: facts.source(place), text: "according to [source]".to_owned() }]
    } else {
        vec![
            TextEdit { range: facts.source(Place::new(place.passage, with_space)), text: String::new() },
            TextEdit {
                range: TextRange::empty(facts.source(end).start()),
                text: ", according to [source]".to_owned(),
            },
        ]
    };
    Fix { title: "Name the source instead, to fill in".to_owned(), safety: Safety::Placeholder, edits }
}
