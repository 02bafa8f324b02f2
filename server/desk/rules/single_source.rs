//! # single-source
//!
//! Flags a story above a set length whose attributions all go to one actor.
//!
//! ## Why
//!
//! One source is one side. A reader of a longer story expects at least a second voice, or to be told that it was sought.
//!
//! The length is `single-source-words` under `[sourcing]` in the configuration, 300 words unless it says otherwise.
//!
//! ## Example
//!
//! (The examples are shorter than a story is.)
//!
//! ```flagged
//! Lena Ostrow, the director, said the runway was closed.
//! ^^^^^^^^^^^
//!
//! Ostrow added that the goose was well. “It bit me,” she said.
//! ```
//!
//! ```flagged
//! “It bit me,” said Lena Ostrow, the director.
//!                   ^^^^^^^^^^^
//!
//! She said the runway was closed. She added that the goose was well.
//! ```
//!
//! ```flagged
//! According to Lena Ostrow, the runway was closed.
//!              ^^^^^^^^^^^
//!
//! “It bit me,” Ostrow said. The goose was well, Ostrow said.
//! ```
//!
//! ```flagged
//! Paul Hale said that the ferry was late. Hale said that it was full. “Nobody slept,” Hale said.
//! ^^^^^^^^^
//! ```
//!
//! ```flagged
//! The ferry was late, said Paul Hale, its captain, on Monday.
//!                          ^^^^^^^^^
//!
//! Hale said that it was full. “Nobody slept,” he said.
//! ```
//!
//! ```flagged
//! Paul Hale told the council that the ferry was late. Hale added that it was full.
//! ^^^^^^^^^
//!
//! “Nobody slept,” Hale said.
//! ```
//!
//! ## Better
//!
//! ```silent stories with any source beside the one: a document, a body, somebody unnamed
//! Lena Ostrow, the director, said the runway was closed.
//!
//! Ostrow added that the goose was well. “It bit me,” she said. Paul Hale, a passenger, said he had seen no bite.
//! ```
//!
//! ## Looked for
//!
//! any other source in the draft: a second person, a document, a body, somebody unnamed.
//!
//! ## Stays silent on
//!
//! - stories below the length that the configuration sets
//! - stories with any source beside the one: a document, a body, somebody unnamed
//! - stories that rest on a document or a crowd alone
//! - stories with fewer than three attributions
//! - drafts of the genre `interview`
//! - drafts of the genre `profile`
//! - drafts of the genre `opinion`
//! - drafts of the genre `brief`
//!
//! ```silent stories with fewer than three attributions
//! Lena Ostrow, the director, said the runway was closed. “It bit me,” she said.
//! ```
//!
//! ```silent drafts of the genre interview
//! ---
//! copydesk: {genre: interview}
//! ---
//!
//! Lena Ostrow said the runway was closed. Ostrow added that the goose was well. “It bit me,” Ostrow said.
//! ```
//!
//! ```silent stories with any source beside the one: a document, a body, somebody unnamed
//! Lena Ostrow said the runway was closed. Ostrow added that the goose was well. Police said Ostrow had called.
//! ```
//!
//! ```silent stories with any source beside the one: a document, a body, somebody unnamed
//! Lena Ostrow said the runway was closed. Ostrow added that the goose was well. A report said it was not.
//! ```
//!
//! ```silent stories with any source beside the one: a document, a body, somebody unnamed
//! Paul Hale said that the ferry was late. Hale said that it was full. “Nobody slept,” said Ines Halloran, a nurse.
//! ```
//!
//! ## Fixes
//!
//! None: the message counts the attributions.
//!
//! ## Standard
//!
//! BBC Editorial Guidelines 3.3: be reluctant to rely on a single source.

use copydesk_facts::{Genre, Statement};
use copydesk_language::SourceKind;

use crate::Severity;
use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "single-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    silent_in: &[Genre::Interview, Genre::Profile, Genre::Opinion, Genre::Brief],
    needs_whole_draft: true,
    source: include_str!("single_source.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const SHORT: Reason = Reason("stories below the length that the configuration sets");
const SEVERAL: Reason =
    Reason("stories with any source beside the one: a document, a body, somebody unnamed");
const NO_VOICE: Reason = Reason("stories that rest on a document or a crowd alone");
const FEW: Reason = Reason("stories with fewer than three attributions");

/// With fewer attributions a story is not one actor's story yet.
const FEWEST_ATTRIBUTIONS: usize = 3;

fn check(context: &Context) -> Vec<Flagged> {
    let (facts, house) = (context.facts, context.house);
    if facts.words < house.single_source_words() {
        return silent(context, SHORT).into_iter().collect();
    }
    finding(context).into_iter().collect()
}

/// Takes down why a story may rest on its sources, at each of the words for them.
fn silent(context: &Context, reason: Reason) -> Option<Flagged> {
    if context.is_traced() {
        let facts = context.facts;
        let statements = facts.ledger().sources.iter().flat_map(|source| &source.statements);
        let sources = statements.filter_map(|&number| facts.statements[number].source_place());
        sources.for_each(|place| context.passes_over(place, reason));
    }
    None
}

fn finding(context: &Context) -> Option<Flagged> {
    let facts = context.facts;
    let mut sources = facts.ledger().sources.iter().filter(|source| source.counts());
    let source = sources.next()?;
    if sources.next().is_some() {
        return silent(context, SEVERAL);
    }
    if !may_be_alone(source.kind) {
        return silent(context, NO_VOICE);
    }
    let statements = source.statements.iter().map(|&number| &facts.statements[number]);
    let spoken: Vec<&Statement> = statements
        .filter(|statement| !statement.attribution.nested && facts.passages[statement.passage].is_body())
        .collect();
    if spoken.len() < FEWEST_ATTRIBUTIONS {
        return silent(context, FEW);
    }
    let name = match source.actor {
        Some(_) => source.name.clone(),
        None => format!("“{}”", source.name),
    };
    let message = format!(
        "All {} attributions in this story are to {name}: add a second source, or say that you looked for one.",
        spoken.len()
    );
    let first = spoken[0].source_place()?;
    // The name alone, without what stands beside it, where the source has one.
    let named = facts.mentions_of(first.passage).iter().find(|mention| {
        Some(mention.actor) == source.actor && first.range.contains_range(mention.place.range)
    });
    let first = named.map_or(first, |mention| mention.place);
    let mut finding = Flagged::new(facts.source(first), message);
    for statement in &spoken[1..] {
        let place = statement.source_place()?;
        finding = finding.with_related(facts.source(place), format!("{name} again"));
    }
    Some(finding)
}

/// Whether the only source of a story can be of a kind: one voice. A story out of a document alone says so, and a crowd is
/// another fault.
fn may_be_alone(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Named | SourceKind::Described | SourceKind::Anonymous)
}
