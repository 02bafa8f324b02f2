//! # unrecorded-quote
//!
//! Flags a quotation of four words or more that none of the reporter's own notes has, by a speaker whom they do record.
//!
//! ## Why
//!
//! It may have been said elsewhere, or remembered. Either way somebody should be able to point at where it comes from.
//!
//! ## Example
//!
//! ```notes call.srt
//! 1
//! 00:00:02,000 --> 00:00:07,000
//! HALE: The bridge is safe. I drove over it this morning.
//!
//! 2
//! 00:00:08,000 --> 00:00:12,000
//! HALE: I can't speak for the railings.
//! ```
//!
//! ```flagged
//! “I would let my children play on it,” Paul Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “The bridge is safe,” Paul Hale said. “Nobody has ever fallen off.”
//!                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “We have spent four million on that bridge and it shows,” Paul Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Paul Hale said that the bridge was “the best in the whole of the republic”.
//!                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “The railings are somebody else's business, not mine,” Paul Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! > Whoever built the railings should be made to lean on them.
//!   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! >
//! > — Paul Hale
//! ```
//!
//! ```flagged
//! “Nobody asked me what it would cost,” said Paul Hale.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Looked for
//!
//! the words in all notes that the draft names, with words put in, left out or replaced.
//!
//! ## Stays silent on
//!
//! - drafts that name no notes
//! - titles of works
//! - words that the notes have
//! - fewer than four words
//! - speakers whom the notes do not know, and words of which the draft does not surely say whose they are
//! - notes that are not in English
//!
//! ```silent words that the notes have
//! “The bridge is safe,” Paul Hale said. “I drove over it this morning.”
//! ```
//!
//! ```silent fewer than four words
//! Paul Hale called the railings “a joke”.
//! ```
//!
//! ```silent titles of works
//! He had read “The Bridge of San Luis Rey” and “Railings: A Life” to his children.
//! ```
//!
//! ```silent speakers whom the notes do not know, and words of which the draft does not surely say whose they are
//! “Long live the bridge of bridges,” said the sign that the pupils had painted.
//! ```
//!
//! ```silent speakers whom the notes do not know, and words of which the draft does not surely say whose they are
//! “The bridge fell into the river,” the Halden Courier reported in 1927.
//! ```
//!
//! ```silent speakers whom the notes do not know, and words of which the draft does not surely say whose they are
//! “I would let my children play on it,” Rosa Delgado said.
//! ```
//!
//! ## Fixes
//!
//! None: where the words come from is for the writer. A hint only, where some of the notes are said to be `kind: notes`, which do not hold everything.
//!
//! ## Standard
//!
//! Fact-checkers work from the writer's annotated copy, recordings and notes, and compare each quotation with them.

use copydesk_facts::{Grade, NotesKind};

use crate::Severity;
use crate::context::Context;
use crate::notes::{self, Quoted};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unrecorded-quote",
    group: Group::Notes,
    severity: Severity::Info,
    needs_whole_draft: true,
    source: include_str!("unrecorded_quote.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const THERE: Reason = Reason("words that the notes have");
const FEW: Reason = Reason("fewer than four words");
const STRANGER: Reason = Reason(
    "speakers whom the notes do not know, and words of which the draft does not surely say whose they are",
);
const FOREIGN: Reason = Reason("notes that are not in English");

fn check(context: &Context) -> Vec<Flagged> {
    let speakers = context.facts.notes().speakers();
    notes::quoted(context).filter_map(|quoted| finding(quoted, &speakers)).collect()
}

fn finding(quoted: Quoted, speakers: &[&str]) -> Option<Flagged> {
    const FEWEST_WORDS: usize = 4;
    let (record, facts) = (quoted.record, quoted.facts());
    if record.grade != Grade::Missing {
        return quoted.silent(THERE);
    }
    if record.words < FEWEST_WORDS {
        return quoted.silent(FEW);
    }
    let knows = |actor: usize| speakers.is_empty() || speakers.iter().any(|name| facts.is_named(actor, name));
    if !record.speaker.is_some_and(knows) {
        return quoted.silent(STRANGER);
    }
    if !facts.notes().is_english() {
        return quoted.silent(FOREIGN);
    }
    quoted.speaks();
    let words = in_short(facts.text(record.inner));
    let message = format!("None of the notes has “{words}”: name the notes that do, or ask again.");
    let flagged = Flagged::new(facts.source(record.place), message);
    let kinds = || facts.notes().sources().iter().map(|source| source.named.kind);
    Some(if kinds().any(|kind| kind == Some(NotesKind::Notes)) {
        flagged.with_most(Severity::Hint)
    } else {
        flagged
    })
}
