//! # misattributed-quote
//!
//! Flags a quotation that the draft gives to one person and the reporter's own notes to another.
//!
//! ## Why
//!
//! Words in the wrong mouth are the slip that sources forgive least, and readers cannot see it.
//!
//! ## Example
//!
//! ```notes panel.vtt
//! WEBVTT
//!
//! 00:01:00.000 --> 00:01:05.000
//! <v Ines Halloran>The dam will hold until the spring.
//!
//! 00:01:06.000 --> 00:01:11.000
//! <v Tom Beecher>It leaks like a basket, and everybody in the valley knows it.
//!
//! 00:01:12.000 --> 00:01:15.000
//! <v Speaker 3>Who is going to pay for the pumps?
//!
//! 00:01:16.000 --> 00:01:18.000
//! <v Ines Halloran>I don't know. Nobody in this room knows.
//!
//! 00:01:19.000 --> 00:01:21.000
//! <v Tom Beecher>I don't know.
//! ```
//!
//! ```flagged
//! “The dam will hold until the spring,” said Tom Beecher.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! “The dam will hold until the spring,” said Ines Halloran.
//! ```
//!
//! ```flagged
//! “The dam will hold,” said Ines Halloran. “It leaks like a basket,” Halloran added.
//!                                          ^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “Everybody in the valley knows it,” said the mayor, Ines Halloran.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! According to Tom Beecher, the dam would “hold until the spring”.
//!                                         ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Tom Beecher laughed. “Nobody in this room knows,” he said.
//!                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “It leaks like a basket, and everybody in the valley knows it,” Ines Halloran said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Looked for
//!
//! the same words from the same speaker in the notes.
//!
//! ## Stays silent on
//!
//! - drafts that name no notes
//! - titles of works
//! - words that the notes give to the same speaker, or to several
//! - words of which the notes do not say who speaks
//! - words of which the draft does not surely say whose they are
//! - one or two words
//! - words that the notes do not have
//!
//! ```silent words that the notes give to the same speaker, or to several
//! “The dam will hold until the spring,” said Ines Halloran.
//! ```
//!
//! ```silent words that the notes give to the same speaker, or to several
//! “It leaks like a basket,” said Tom Beecher, and “everybody in the valley knows it”.
//! ```
//!
//! ```silent words of which the notes do not say who speaks
//! “Who is going to pay for the pumps?” asked Rosa Delgado.
//! ```
//!
//! ```silent words that the notes give to the same speaker, or to several
//! “I don't know,” said Tom Beecher.
//! ```
//!
//! ```silent words that the notes give to the same speaker, or to several
//! “I don't know,” said Ines Halloran.
//! ```
//!
//! ```silent words of which the draft does not surely say whose they are
//! The dam, which “leaks like a basket”, was built in 1931. The mayor had heard the phrase before.
//! ```
//!
//! ```silent words that the notes do not have
//! “We have been patient for a very long time,” said Tom Beecher.
//! ```
//!
//! ## Fixes
//!
//! The speaker whom the notes name. Where a machine wrote them down, it may have mixed up who speaks: listen first.
//!
//! ## Standard
//!
//! AP and Reuters: a quotation is given to the person who said it. Fact-checkers compare each quotation, and its speaker, with the notes.

use copydesk_facts::{Grade, Record, Sayer, Span};

use crate::context::Context;
use crate::fixes;
use crate::notes::{self, NOT_THERE, Quoted};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "misattributed-quote",
    group: Group::Notes,
    needs_whole_draft: true,
    source: include_str!("misattributed_quote.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const OWN: Reason = Reason("words that the notes give to the same speaker, or to several");
const NOBODY: Reason = Reason("words of which the notes do not say who speaks");
const UNSURE: Reason = Reason("words of which the draft does not surely say whose they are");
const FEW: Reason = Reason("one or two words");

fn check(context: &Context) -> Vec<Flagged> {
    notes::quoted(context).filter_map(finding).collect()
}

fn finding(quoted: Quoted) -> Option<Flagged> {
    let (record, facts) = (quoted.record, quoted.facts());
    if record.words < Record::FEWEST_CREDITED {
        return quoted.silent(FEW);
    }
    if matches!(record.grade, Grade::Missing | Grade::Stitched) {
        return quoted.silent(NOT_THERE);
    }
    let other = match facts.sayer(record) {
        Sayer::Another(other) => other,
        Sayer::Same => return quoted.silent(OWN),
        Sayer::Untold => return quoted.silent(NOBODY),
        Sayer::Unsure => return quoted.silent(UNSURE),
    };
    let (actor, recorded) = record.speaker.zip(record.recorded.as_ref())?;
    quoted.speaks();
    let (at, advice) = (quoted.told(recorded), quoted.advice(recorded));
    let words = in_short(facts.text(record.inner));
    let message =
        format!("The notes give “{words}” to {other} ({at}): correct the speaker, or the words.{advice}");
    let discreet = format!(
        "The notes give “{words}” to somebody else ({at}): correct the speaker, or the words.{advice}"
    );
    let flagged = Flagged::new(facts.source(record.place), message)
        .with_discreet(discreet)
        .with_fixes(renamed(quoted, actor, &other));
    Some(if quoted.by_machine(recorded) { flagged.with_most(Severity::Info) } else { flagged })
}

/// Names the other speaker, where the draft has the speaker's name at the quotation.
fn renamed(quoted: Quoted, actor: usize, other: &str) -> Option<Fix> {
    let (record, facts) = (quoted.record, quoted.facts());
    let holds = |content: &Span| {
        content.passage == record.place.passage && content.range.contains_range(record.place.range)
    };
    let mut statements = facts.statements_heard_in(record.place.passage);
    let statement = statements.find(|it| it.actor == Some(actor) && it.content.iter().any(holds))?;
    let source = statement.source_place()?;
    let mention = facts.mentions_of(source.passage).iter().find(|mention| mention.place == source)?;
    let known = (0..facts.actors.len()).find(|&number| facts.is_named(number, other));
    let name = known.map_or(other.to_owned(), |known| fixes::name_at(facts, known, source));
    let title = format!("Give the words to {name}");
    mention.is_name.then(|| fixes::replace(facts, source, name, title, Safety::Suggested))
}
