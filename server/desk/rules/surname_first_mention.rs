//! # surname-first-mention
//!
//! Flags a person who is first named by surname only, although the draft gives the full name later.
//!
//! ## Why
//!
//! A reader meets the surname as a stranger. Full name first, surname after.
//!
//! ## Example
//!
//! ```flagged
//! Ostrow closed the runway on Monday.
//! ^^^^^^
//!
//! Lena Ostrow, the airport's director, said it would open soon.
//! ```
//!
//! ```fixed
//! Lena Ostrow closed the runway on Monday.
//!
//! Lena Ostrow, the airport's director, said it would open soon.
//! ```
//!
//! ## Better
//!
//! ```silent
//! Lena Ostrow closed the runway on Monday. Ostrow said it would open soon.
//! ```
//!
//! ## Stays silent on
//!
//! Headlines, standfirsts and captions above the full name; the full name in the same sentence; a person listed in
//! the front matter's `actors`; words inside a quotation.
//!
//! ```silent
//! # Ostrow closes runway
//!
//! Lena Ostrow closed the runway on Monday.
//! ```
//!
//! ```silent
//! The Ostrow inquiry ended when Lena Ostrow left.
//! ```
//!
//! ## Fixes
//!
//! Puts in the full name that the draft uses later (suggested).
//!
//! ## Standard
//!
//! AP: first and last name on first reference.

use copydesk_language::NameKind;
use copydesk_text::PassageKind;

use super::{Check, Finding, Group, RuleInfo};
use crate::actors::Mention;
use crate::facts::Facts;
use crate::{Safety, Settings, Severity, fixes, spelling};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "surname-first-mention",
    group: Group::Naming,
    severity: Severity::Warning,
    source: include_str!("surname_first_mention.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    (0..facts.actors.len()).filter_map(|actor| finding(facts, actor)).collect()
}

fn finding(facts: &Facts, actor: usize) -> Option<Finding> {
    let surname = facts.actors[actor].surname()?;
    if facts.actors[actor].kind != NameKind::Person {
        return None;
    }
    let mut mentions = facts.mentions.iter().filter(|mention| {
        let running = matches!(
            facts.passages[mention.place.passage].passage.kind,
            PassageKind::Paragraph | PassageKind::ListItem
        );
        mention.actor == actor
            && mention.is_name
            && !mention.quoted
            && running
            && !is_standfirst(facts, mention)
    });
    let first = mentions.next()?;
    let words = facts.text(first.place);
    if words != surname
        || facts
            .front_matter
            .actors
            .iter()
            .any(|name| spelling::fold(name).ends_with(&spelling::fold(surname)))
    {
        return None;
    }
    let full = mentions.find(|mention| facts.text(mention.place).contains(' '))?;
    if facts.sentence_at(first.place) == facts.sentence_at(full.place) {
        return None;
    }
    let name = facts.text(full.place);
    let message = format!("“{words}” comes before {name} is introduced: give the full name first.");
    let fix =
        fixes::replace(facts, first.place, name.to_owned(), format!("Change to “{name}”"), Safety::Suggested);
    let related = facts.source(full.place);
    Some(
        Finding::new(facts.source(first.place), message)
            .with_related(related, "The full name stands here")
            .with_fixes([fix]),
    )
}

/// Whether a mention stands in a line without a stop above the text: a standfirst, a byline, a label.
fn is_standfirst(facts: &Facts, mention: &Mention) -> bool {
    let sentences = facts.sentences_of(mention.place.passage);
    sentences.len() == 1 && sentences[0].sentence.fragment
}
