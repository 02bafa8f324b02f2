//! # unidentified-actor
//!
//! Flags a person who is quoted or cited, and of whom the draft never says who it is.
//!
//! ## Why
//!
//! A name alone does not tell the reader why this person should know.
//!
//! ## Example
//!
//! ```flagged
//! The runway stayed closed. Lena Ostrow said that the goose had won.
//!                           ^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! The runway stayed closed. Lena Ostrow, [role], said that the goose had won.
//! ```
//!
//! ```flagged
//! “I was asleep,” Maria Lund said. She left early.
//!                 ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The barn was sold in May. “It was ours,” Tom Beecher said.
//!                                          ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The bridge is shut. “It will fall,” said Paul Hale.
//!                                          ^^^^^^^^^
//! ```
//!
//! ```flagged
//! The bridge is shut. Anna Lund warns that it will fall.
//!                     ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Rain stopped the fair on Sunday. “We lost the whole day,” Petra Nilsen said.
//!                                                           ^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a title, an office, an age or a relation that the draft gives anywhere
//! The runway stayed closed. Lena Ostrow, the airport’s director, said that the goose had won.
//! ```
//!
//! ## Looked for
//!
//! an office, an age, a body, a place or a relation beside the name or in a sentence near it; an entry in the roster.
//!
//! ## Stays silent on
//!
//! - people whom nobody cites
//! - people whom the newsroom's roster lists as household names, or the front matter as actors
//! - a title, an office, an age or a relation that the draft gives anywhere
//! - names that may be no person's, and names without a given name
//! - what stands directly beside the name: a body, a place, a relation, a label
//! - a sentence near the name that says what they are or do
//! - people who are named in no sentence of the running text
//! - drafts of the genre `opinion`
//! - drafts of the genre `interview`
//! - drafts of the genre `profile`
//!
//! ```silent a title, an office, an age or a relation that the draft gives anywhere
//! Lena Ostrow said that the goose had won. Ostrow has run the airport since March and is a pilot herself.
//! ```
//!
//! ```silent a title, an office, an age or a relation that the draft gives anywhere
//! Lena Ostrow of Harbour Air said that the goose had won.
//! ```
//!
//! ```silent a title, an office, an age or a relation that the draft gives anywhere
//! Ines Halloran, the mayor, said that the well was dry.
//! ```
//!
//! ```silent people whom nobody cites
//! Ines Halloran, 62, said that the well was dry.
//! ```
//!
//! ```silent a title, an office, an age or a relation that the draft gives anywhere
//! Mayor Ines Halloran said that the well was dry.
//! ```
//!
//! ## Fixes
//!
//! Puts in the roster’s words on who it is (suggested), or a placeholder.
//!
//! ## Standard
//!
//! Reuters: name and position at first mention.

use copydesk_facts::{Facts, Genre, Mention, Span, Statement, spelling};
use copydesk_language::{NameKind, Telling};
use text_size::TextRange;

use crate::context::Context;
use crate::naming::{
    by_actor, end_of, in_running_text, is_given_name_first, is_label, words_before, words_behind,
};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unidentified-actor",
    group: Group::Naming,
    severity: Severity::Warning,
    silent_in: &[Genre::Opinion, Genre::Interview, Genre::Profile],
    needs_whole_draft: true,
    source: include_str!("unidentified_actor.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const UNCITED: Reason = Reason("people whom nobody cites");
const KNOWN: Reason =
    Reason("people whom the newsroom's roster lists as household names, or the front matter as actors");
const TOLD: Reason = Reason("a title, an office, an age or a relation that the draft gives anywhere");
const NO_PERSON: Reason = Reason("names that may be no person's, and names without a given name");
const PLACED: Reason = Reason("what stands directly beside the name: a body, a place, a relation, a label");
const EXPLAINED: Reason = Reason("a sentence near the name that says what they are or do");
const OUTSIDE: Reason = Reason("people who are named in no sentence of the running text");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut cited = vec![false; facts.actors.len()];
    let speaks = |statement: &&Statement| statement.attribution.telling == Telling::Says;
    for actor in facts.statements.iter().filter(speaks).flat_map(Statement::speakers) {
        cited[actor] = true;
    }
    let named = by_actor(facts);
    let named = named.iter().enumerate().filter(|(actor, mentions)| {
        if let (false, Some(first)) = (cited[*actor], mentions.first()) {
            context.passes_over(first.place, UNCITED);
        }
        cited[*actor]
    });
    named.filter_map(|(actor, mentions)| finding(context, actor, mentions)).collect()
}

fn finding(context: &Context, number: usize, mentions: &[&Mention]) -> Option<Flagged> {
    let facts = context.facts;
    let actor = &facts.actors[number];
    let listed = facts.listed(number);
    let silent = |reason| context.silent(mentions.first()?.place, reason);
    if actor.kind != NameKind::Person || actor.surname().is_none() {
        return silent(NO_PERSON);
    }
    if !actor.descriptions.is_empty() || mentions.iter().any(|mention| mention.title.is_some()) {
        return silent(TOLD);
    }
    let named = |name: &String| spelling::fold(name) == spelling::fold(&actor.name);
    if listed.is_some_and(|listed| listed.household) || facts.front_matter.actors.iter().any(named) {
        return silent(KNOWN);
    }
    let Some(&first) = mentions.iter().find(|mention| in_running_text(facts, mention)) else {
        return silent(OUTSIDE);
    };
    let words = facts.text(first.place);
    // The given name is one that people have, so that it is a person at all.
    if !words.contains(' ') || !is_given_name_first(words) {
        return context.silent(first.place, NO_PERSON);
    }
    if is_label(facts, first) || is_placed(facts, first) {
        return context.silent(first.place, PLACED);
    }
    if mentions.iter().any(|mention| is_explained(facts, mention)) {
        return context.silent(first.place, EXPLAINED);
    }
    let message = format!(
        "“{words}” speaks, but the draft does not say who that is: add an office, or what ties them to the story."
    );
    let role = listed.and_then(|listed| listed.role.as_deref().or(listed.description.as_deref()));
    let (text, safety) = match role {
        Some(role) => (role.to_owned(), Safety::Suggested),
        None => ("[role]".to_owned(), Safety::Placeholder),
    };
    let behind = words_behind(facts, first);
    let closing = if behind.starts_with([',', '.', ';', ':', ')', '?', '!']) { "" } else { "," };
    let title = match safety {
        Safety::Placeholder => format!("Add “{text}” to fill in"),
        _ => format!("Add “{text}”"),
    };
    let fix = fixes::insert(facts, end_of(first.place), format!(", {text}{closing}"), title, safety);
    Some(Flagged::new(facts.source(first.place), message).with_fixes([fix]))
}

/// Whether something directly beside the name places the person: "Harbour Air's Lena Ostrow", "Lena Ostrow of Harbour
/// Air", "Lena Ostrow (Harbour Air)", "Lena Ostrow, 42".
fn is_placed(facts: &Facts, mention: &Mention) -> bool {
    let behind = words_behind(facts, mention);
    let next = behind.trim_start().split(' ').next().unwrap_or("");
    let before = words_before(facts, mention);
    let last = before.rsplit(' ').next().unwrap_or("");
    let owned = last.ends_with("’s") || last.ends_with("'s") || last.ends_with('’');
    // "Engineer Lena Ostrow", "17-year-old Lena Ostrow", but not "by fog, Lena Ostrow said".
    let attributive = last.starts_with(char::is_alphanumeric)
        && last.ends_with(char::is_alphabetic)
        && !matches!(
            last.to_lowercase().as_str(),
            "and" | "to" | "by" | "with" | "that" | "said" | "says" | "but" | "when" | "from" | "as"
        );
    // "Lena Ostrow ’15" in a campus paper.
    let year = behind.trim_start().trim_start_matches(['’', '‘', '\'']);
    let class_year = year.len() < behind.trim_start().len() && year.starts_with(|c: char| c.is_ascii_digit());
    // "Lena Ostrow's side lost."
    let leads = ["side", "team", "squad", "band"].iter().any(|group| {
        behind
            .split_once("s ")
            .is_some_and(|(mark, rest)| matches!(mark, "’" | "'") && rest.starts_with(group))
    });
    owned
        || leads
        || class_year
        || attributive
        || behind.starts_with([',', '(', '/'])
        || behind.trim_start().starts_with(['(', '–', '—'])
        || matches!(
            next,
            "of" | "from" | "at" | "with" | "for" | "who" | "whose" | "and" | "or" | "in" | "writing"
        )
}

/// Whether the sentence of a mention, or one beside it, has a word for what somebody is.
fn is_explained(facts: &Facts, mention: &Mention) -> bool {
    let Some(number) = facts.sentence_at(mention.place) else { return false };
    let near = number.saturating_sub(1)..(number + 2).min(facts.sentences.len());
    near.into_iter()
        .filter(|&near| facts.sentences[near].place.passage.abs_diff(mention.place.passage) <= 1)
        .any(|near| {
            let sentence = facts.sentences[near].place;
            let text = facts.text(sentence);
            let role = |word: &str| copydesk_language::is_role_word(&word.to_lowercase());
            let bare = near == number && has_organisation(facts, sentence.passage, sentence.range);
            bare || text.contains("-year-old ")
                || text
                    .split(|c: char| !c.is_alphabetic() && c != '-')
                    .flat_map(|word| word.split('-'))
                    .any(role)
        })
}

/// Whether a sentence names a body, to which the person may well belong.
fn has_organisation(facts: &Facts, passage: usize, range: TextRange) -> bool {
    let from = Span::new(passage, range).key();
    let start = facts.mentions.partition_point(|mention| mention.place.key() < from);
    let here = facts.mentions[start..]
        .iter()
        .take_while(|mention| mention.place.passage == passage && mention.place.range.start() < range.end());
    here.into_iter().any(|mention| mention.kind == NameKind::Organisation)
}
