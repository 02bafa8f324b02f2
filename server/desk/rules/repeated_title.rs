//! # repeated-title
//!
//! Flags an office that stands before a name again, although the first mention has given it.
//!
//! ## Why
//!
//! The reader knows by then who it is, and the words are better spent on what was done.
//!
//! ## Example
//!
//! ```flagged
//! Defence Minister Piet Janssen came to look over the broken dam. Janssen was calm. Defence Minister Janssen left with a smile before noon.
//!                                                                                   ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Defence Minister Piet Janssen came to look over the broken dam. Janssen was calm. Janssen left with a smile before noon.
//! ```
//!
//! ```flagged
//! Mayor Ines Halloran opened the bridge in the rain. Halloran wore boots. Mayor Halloran left early.
//!                                                                         ^^^^^
//! ```
//!
//! ```flagged
//! Senator Paul Hale voted against the plan on Monday. Hale gave no reason. Senator Hale will resign in May.
//!                                                                          ^^^^^^^
//! ```
//!
//! ```flagged
//! Prime Minister Ana Lopez came to see the dam on Monday. Lopez was calm. Prime Minister Lopez left before noon.
//!                                                                         ^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Governor Maria Lund signed the law on Monday.
//!
//! Lund used two pens.
//!
//! Governor Lund will sign another.
//! ^^^^^^^^
//! ```
//!
//! ```flagged
//! Foreign Minister Piet Janssen came by boat. Janssen was wet. The crowd cheered Foreign Minister Janssen.
//!                                                                                ^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent an office that is given for the first time
//! Defence Minister Piet Janssen came to look over the broken dam. Janssen left with a smile before noon.
//! ```
//!
//! ## Stays silent on
//!
//! - courtesy titles, and titles that are part of the name: Pope, Queen, Sir, Dr
//! - a surname that two in the draft bear, and names of no person
//! - an office that is given for the first time
//! - a title that is only the end of what is said, or stands behind other words
//! - after a heading, or more than eight paragraphs on
//! - names that have not stood without the title
//!
//! It does not look at quotations, headlines and captions.
//!
//! ```silent courtesy titles, and titles that are part of the name: Pope, Queen, Sir, Dr
//! Pope Leo came on Monday. Leo was calm. Pope Leo left early, and so did Dr Janssen.
//! ```
//!
//! ```silent an office that is given for the first time
//! Defence Minister Piet Janssen came to look over the broken dam. Janssen was calm. “Defence Minister Janssen is a fool,” a man shouted.
//! ```
//!
//! ```silent an office that is given for the first time
//! Mayor Ines Halloran opened the bridge in the rain. Mr Beecher wore boots. Mayor Halloran left early.
//! ```
//!
//! ```silent an office that is given for the first time
//! # Mayor Halloran opens bridge
//!
//! Mayor Ines Halloran opened the bridge in the rain. Halloran wore boots.
//! ```
//!
//! ```silent an office that is given for the first time
//! Mayor Ines Halloran opened the bridge. Halloran wore boots.
//!
//! ## The next day
//!
//! Mayor Halloran closed it.
//! ```
//!
//! ## Fixes
//!
//! Takes the title out (suggested).
//!
//! ## Standard
//!
//! AP: titles on first reference only.

use copydesk_facts::{Mention, Span};
use copydesk_language::{NameKind, lexicon};

use crate::context::Context;
use crate::naming::{flag_actors, in_running_text, is_courtesy, shares_surname, title, words_before};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

use text_size::TextRange;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "repeated-title",
    group: Group::Naming,
    severity: Severity::Hint,
    needs_whole_draft: true,
    source: include_str!("repeated_title.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const COURTESY: Reason =
    Reason("courtesy titles, and titles that are part of the name: Pope, Queen, Sir, Dr");
const SHARED: Reason = Reason("a surname that two in the draft bear, and names of no person");
const FIRST: Reason = Reason("an office that is given for the first time");
const END: Reason = Reason("a title that is only the end of what is said, or stands behind other words");
const FAR_ON: Reason = Reason("after a heading, or more than eight paragraphs on");
const NEVER_BARE: Reason = Reason("names that have not stood without the title");

/// How many paragraphs on the reader may need the title again.
const FAR: usize = 8;

fn check(context: &Context) -> Vec<Flagged> {
    flag_actors(context, findings)
}

fn findings(context: &Context, actor: usize, mentions: &[&Mention]) -> Vec<Flagged> {
    let facts = context.facts;
    if facts.actors[actor].kind != NameKind::Person || shares_surname(facts, actor) {
        let titles = mentions.iter().filter_map(|mention| title(facts, mention));
        titles.for_each(|(place, _)| context.passes_over(place, SHARED));
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut given: Vec<(String, Span)> = Vec::new();
    let mut bare = false;
    let mut before: Option<&Mention> = None;
    for mention in mentions.iter().filter(|mention| in_running_text(facts, mention)) {
        let near = before.is_some_and(|before| {
            facts.passages[before.place.passage].section == facts.passages[mention.place.passage].section
                && mention.place.passage - before.place.passage <= FAR
        });
        before = Some(mention);
        let Some((place, words)) = title(facts, mention) else {
            bare = true;
            continue;
        };
        let office = words.to_lowercase();
        let adjacent = place.range.end() < mention.place.range.start();
        // "gubernatorial candidate", "AIP vice chairman": the title is only the end of what is said.
        let whole = words.starts_with(char::is_uppercase);
        if is_courtesy(words) || is_part_of_name(&office) {
            context.passes_over(place, COURTESY);
            continue;
        }
        if !adjacent || !whole {
            context.passes_over(place, END);
            continue;
        }
        match given.iter().find(|(known, _)| *known == office) {
            None => {
                context.passes_over(place, FIRST);
                given.push((office, place));
            }
            Some((_, first)) if near && bare && !is_determined(words_before(facts, mention)) => {
                let name = facts.text(mention.place);
                let message = format!(
                    "The title “{words}” was given to {name} before: leave it out from the second time on."
                );
                let out = Span::new(
                    place.passage,
                    TextRange::new(place.range.start(), mention.place.range.start()),
                );
                let fix = fixes::replace(
                    facts,
                    out,
                    String::new(),
                    format!("Take out “{words}”"),
                    Safety::Suggested,
                );
                findings.push(
                    Flagged::new(facts.source(place), message)
                        .with_related(facts.source(*first), "The title stands here")
                        .with_fixes([fix]),
                );
            }
            Some(_) if !near => context.passes_over(place, FAR_ON),
            Some(_) if !bare => context.passes_over(place, NEVER_BARE),
            Some(_) => context.passes_over(place, END),
        }
    }
    findings
}

/// Titles that people are called by for life, or never without.
fn is_part_of_name(office: &str) -> bool {
    office.split([' ', '-']).map(|word| word.trim_end_matches('.')).any(|word| {
        lexicon::TITLES_FOR_LIFE.contains(word) || is_courtesy(word) || matches!(word, "dr" | "prof")
    })
}

/// Whether a word before the title would be left hanging: "the minister Janssen", "Russia's minister Janssen".
fn is_determined(before: &str) -> bool {
    let word = before.rsplit([' ', '\u{a0}']).next().unwrap_or("").to_lowercase();
    matches!(
        word.as_str(),
        "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "former" | "then" | "and" | "of"
    ) || word.ends_with("'s")
        || word.ends_with("’s")
        || before.chars().next_back().is_some_and(|last| !matches!(last, ',' | '.' | ':' | ';' | '—' | '–'))
            && copydesk_language::is_known_name(&word)
}
