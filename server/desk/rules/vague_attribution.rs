//! # vague-attribution
//!
//! Flags a source that could be anybody: “critics say”, “experts believe”, “some argue”, “observers”.
//!
//! ## Why
//!
//! A crowd without edges cannot be checked, and lends any opinion the weight of many.
//!
//! ## Example
//!
//! ```flagged
//! Critics say the bird has had it in for the control tower for years.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! The bridge is safe, experts said.
//!                     ^^^^^^^
//! ```
//!
//! ```flagged
//! Some argue that the harbour should be sold.
//! ^^^^
//! ```
//!
//! ```flagged
//! Observers believe that the talks will fail.
//! ^^^^^^^^^
//! ```
//!
//! ```flagged
//! The talks will fail, according to analysts.
//!                                   ^^^^^^^^
//! ```
//!
//! ```flagged
//! Many argue that the old mill should stay.
//! ^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! Three former directors of the airport said the bird had had it in for the control tower for years.
//! ```
//!
//! ## Looked for
//!
//! a name, a number or a body that says who they are, here or in the rest of the sentence.
//!
//! ## Stays silent on
//!
//! A group named in particular or counted; a sentence that goes on to name one of them or links a document; what a group
//! asks or will say; words inside a quotation.
//!
//! ```silent
//! Critics say [the bridge is unsafe](https://inquiry.test/report).
//! ```
//!
//! ```silent
//! Critics say the bridge is unsafe. One of them, Ana Lopez, left the inquiry in May.
//! ```
//!
//! ```silent
//! The dollar will fall, economists said. “There is no sign of a rise,” said Ana Lopez, economist at Acme Bank.
//! ```
//!
//! ```silent
//! Economists at the University of Leeds said that the dollar would fall.
//! ```
//!
//! ```silent
//! Critics, including the former engineer Ana Lopez, say that the bridge is unsafe.
//! ```
//!
//! ```silent
//! Some students asked why the bridge had been closed. Many residents will continue to believe that it is safe.
//! ```
//!
//! ```silent
//! “Critics say it is unsafe, and they are wrong,” the engineer Ana Lopez said.
//! ```
//!
//! ## Fixes
//!
//! Replaces the words by a placeholder for names; or asks for silence with a comment.
//!
//! ## Standard
//!
//! AP: the source is identified as fully as possible. BBC Editorial Guidelines 3.3: no vague sourcing.

use copydesk_language::{SourceKind, Telling};

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::{Facts, Place, source_place};
use crate::speech::Statement;
use crate::{Safety, Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "vague-attribution",
    group: Group::Attribution,
    severity: Severity::Warning,
    on: true,
    source: include_str!("vague_attribution.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    let vague = facts.statements.iter().filter(|statement| {
        statement.kind() == SourceKind::Vague
            && !statement.attribution.nested
            // “Many companies will be busy” tells nobody's words.
            && statement.attribution.telling != Telling::Does
            && facts.passages[statement.passage].is_body()
    });
    vague.filter_map(|statement| finding(facts, statement)).collect()
}

fn finding(facts: &Facts, statement: &Statement) -> Option<Finding> {
    let place = source_place(statement.passage, statement.attribution)?;
    let words = facts.text(place);
    let sentence = facts.sentence_at(place).map_or(place.range, |number| facts.sentences[number].place.range);
    if names_one(facts, statement)
        || nobody_speaks(facts, statement)
        || is_work(words)
        || is_counted(facts, place)
        || facts.passages[place.passage].is_linked(sentence)
    {
        return None;
    }
    let message = format!("“{words}” could be anybody: name them, or say who they are and how many.");
    let name =
        fixes::replace(facts, place, "[names]".to_owned(), "Put names here".to_owned(), Safety::Placeholder);
    let ignore =
        fixes::ignore(facts, place, RULE.name, "named elsewhere", "Keep it: they are named elsewhere");
    Some(Finding::new(facts.source(place), message).with_fixes([name, ignore]))
}

/// Whether a number before the words says how many: "the 1,000 people interviewed said".
fn is_counted(facts: &Facts, place: Place) -> bool {
    let before = facts.passages[place.passage].passage.text[..usize::from(place.range.start())].trim_end();
    before.rsplit(' ').next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the cue tells what people may say or ask, or what is done to them: "some may think", "few had to be convinced".
fn nobody_speaks(facts: &Facts, statement: &Statement) -> bool {
    const UNSAID: &[&str] =
        &["ask", "asked", "be", "can", "could", "may", "might", "will", "wonder", "wondered", "would"];
    let cue = facts.text(Place::new(statement.passage, statement.attribution.cue)).to_lowercase();
    let words: Vec<&str> = cue.split(' ').collect();
    words.iter().any(|word| UNSAID.contains(word)) || words.windows(2).any(|pair| pair == ["have", "to"])
}

/// Whether the source is what people make, "many films", and no people.
fn is_work(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    matches!(last, "films" | "movies" | "songs" | "albums" | "shows" | "plays" | "games" | "scenes")
}

/// Whether this sentence or one of the next two names somebody out of the crowd: "including …", "One of them, …", or
/// "economists said" before "said Tim Congdon, economist at …".
fn names_one(facts: &Facts, statement: &Statement) -> bool {
    let Some(place) = source_place(statement.passage, statement.attribution) else { return false };
    let Some(number) = facts.sentence_at(place) else { return false };
    let here = facts.text(facts.sentences[number].place);
    let member =
        facts.text(place).split(' ').next_back().and_then(|crowd| crowd.strip_suffix('s')).unwrap_or("");
    let listed = ["including ", "such as ", "among them"].iter().any(|words| here.contains(words));
    let singled_out = |fact: &crate::facts::SentenceFact| {
        let text = facts.text(fact.place);
        let one = text.starts_with("One ") || text.starts_with("Among them") || text.contains("of them,");
        let named = facts.passages[fact.place.passage].reading.names.iter().any(|name| {
            name.kind == copydesk_language::NameKind::Person && fact.place.range.contains_range(name.range)
        });
        one || named
            && member.len() > 4
            && text.split(|c: char| !c.is_alphabetic()).any(|word| word == member)
    };
    listed || facts.sentences[number + 1..].iter().take(2).any(singled_out)
}
