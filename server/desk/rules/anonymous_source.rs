//! # anonymous-source
//!
//! Flags an unnamed source without a reason for the anonymity: “a source said”, “officials said”, “a person familiar
//! with the matter”.
//!
//! ## Why
//!
//! Readers accept a source without a name if they learn why there is none and how the source knows.
//!
//! ## Example
//!
//! ```flagged
//! Sources said the talks had failed.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! According to officials, the dam is safe.
//!              ^^^^^^^^^
//! ```
//!
//! ```flagged
//! An aide said the minister would resign.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! The minister will resign, according to two people briefed on the talks.
//!                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! A source close to the family said the will had been changed.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Officials said the bridge would stay shut until May.
//! ^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! The talks have failed, said an aide to the minister, who spoke on condition of anonymity because she was not
//! authorized to speak to the press.
//! ```
//!
//! ## Looked for
//!
//! in this paragraph or beside it, a reason for leaving the name out, or a body for which the source speaks.
//!
//! ## Stays silent on
//!
//! A reason in the same paragraph or beside it; bodies that speak as one (“the ministry”, “police”); officials of a
//! named body, also where a lead says “officials” and the next sentence names who speaks; words inside a quotation.
//!
//! ```silent
//! A source at the plant, who asked not to be named for fear of losing her job, said the valve was old.
//! ```
//!
//! ```silent
//! Critics said the road should be closed.
//! ```
//!
//! ```silent
//! Police said the road was closed. The ministry said it would stay so.
//! ```
//!
//! ```silent
//! “Sources said it would hold,” Lena Ostrow said.
//! ```
//!
//! ```silent
//! A source at the plant said the valve was old. She spoke on condition of anonymity because she was not authorised to
//! talk to the press.
//! ```
//!
//! That “sources” may be one alone is `plural-sources`'s; that “critics” could be anybody is `vague-attribution`'s, and
//! this rule yields to it.
//!
//! ## Fixes
//!
//! Inserts “, who spoke on condition of anonymity because [reason],” to fill in.
//!
//! ## Standard
//!
//! AP, Reuters, BBC and SPJ: anonymity is the exception; the reason and the source's position are given.

use copydesk_language::SourceKind;
use text_size::TextRange;

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::{Facts, Place, source_place};
use crate::speech::Statement;
use crate::{Safety, Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "anonymous-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    on: true,
    source: include_str!("anonymous_source.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    let unnamed = facts.statements.iter().filter(|statement| {
        statement.kind() == SourceKind::Anonymous
            && statement.tells()
            && !statement.attribution.nested
            && facts.passages[statement.passage].is_body()
    });
    unnamed.filter_map(|statement| finding(facts, statement)).collect()
}

fn finding(facts: &Facts, statement: &Statement) -> Option<Finding> {
    let place = source_place(statement.passage, statement.attribution)?;
    let words = facts.text(place);
    if is_somebody(words) || is_explained(facts, statement.passage, words) || is_named_next(facts, statement)
    {
        return None;
    }
    let message = format!(
        "“{words}” is unnamed without a reason: say why, and how the source knows, or name a source."
    );
    let behind = Place::new(place.passage, TextRange::empty(place.range.end()));
    let text = ", who spoke on condition of anonymity because [reason],".to_owned();
    let fix = fixes::insert(
        facts,
        behind,
        text,
        "Add the reason for the anonymity, to fill in".to_owned(),
        Safety::Placeholder,
    );
    Some(Finding::new(facts.source(place), message).with_fixes([fix]))
}

/// Whether the words are no unnamed source after all: a title such as "Apple Insider", "the 71-year-old diplomat" whom the
/// draft names elsewhere, "the association's top official", the officials of a party, or a clause rather than a phrase.
fn is_somebody(words: &str) -> bool {
    let unnamed =
        ["source", "familiar", "anonym", "condition", "close to", "knowledge", "briefed", "unnamed"];
    let is_long =
        words.split(' ').count() > 8 && !unnamed.iter().any(|word| words.to_lowercase().contains(word));
    let owned = words.ends_with(" official")
        && (words.contains("’s ") || words.contains("'s ") || words.contains("' "));
    // "Source code", "source analysis".
    let material = words.split_once("source ").is_some_and(|(_, rest)| {
        rest.starts_with("code")
            || rest.starts_with("analysis")
            || rest.starts_with("material")
            || rest.starts_with("text")
    });
    let party = words.contains("party officials")
        || words.contains("Party officials")
        || words.contains("Treasury officials");
    is_long || owned || material || party || words.contains("Insider") || words.contains("-year-old")
}

/// Whether a lead says "officials" for short, and the sentence behind it names the body that speaks.
fn is_named_next(facts: &Facts, statement: &Statement) -> bool {
    let cue = Place::new(statement.passage, statement.attribution.cue);
    let in_lead = facts.lead().is_some_and(|(lead, _)| lead == statement.passage);
    let Some(next) = facts.sentence_at(cue).and_then(|number| facts.sentences.get(number + 1)) else {
        return false;
    };
    let names = |other: &&Statement| {
        let place = Place::new(other.passage, other.attribution.cue);
        other.names_source()
            && matches!(other.kind(), SourceKind::Named)
            && next.place.passage == place.passage
            && next.place.range.contains_range(place.range)
    };
    in_lead && facts.statements.iter().filter(names).count() > 0
}

/// Whether the paragraph says why the source is not named, or the one before where the source is "the official" of
/// that one, or the one behind where it goes on about the source: "They spoke on condition of anonymity because …".
fn is_explained(facts: &Facts, passage: usize, words: &str) -> bool {
    const GOES_ON: &[&str] =
        &["he", "she", "they", "the", "both", "all", "neither", "none", "these", "those"];
    let explains =
        |near: usize| facts.adjoin(near, passage) && facts.passages[near].reading.explains_anonymity;
    let first_word =
        |text: &str| text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let before = || passage > 0 && first_word(words) == "the" && explains(passage - 1);
    let behind = || {
        let next = passage + 1;
        next < facts.passages.len()
            && explains(next)
            && GOES_ON.contains(&first_word(&facts.passages[next].passage.text).as_str())
    };
    explains(passage) || before() || behind()
}
