//! # inconsistent-title
//!
//! Flags a person who is given two offices of which only one can be right, or one office in two spellings.
//!
//! ## Why
//!
//! An office is a fact that is easily checked, and whoever holds it notices.
//!
//! ## Example
//!
//! ```flagged
//! Foreign Minister Piet Janssen came to look over the broken dam. Foreign Secretary Piet Janssen left with a smile before noon.
//!                                                                 ^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Foreign Minister Piet Janssen came to look over the broken dam. Foreign Minister Piet Janssen left with a smile before noon.
//! ```
//!
//! ```flagged
//! Defence Minister Piet Janssen came to look over the broken dam. Defense Minister Janssen left with a smile before noon.
//!                                                                 ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Mayor Ines Halloran opened the bridge in the rain. Governor Ines Halloran closed it again in the evening.
//!                                                    ^^^^^^^^
//! ```
//!
//! ```flagged
//! Sergeant Tom Beecher found the boat on Monday morning. Lieutenant Tom Beecher towed it home in the evening.
//!                                                        ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Superintendent Aoife Brock thanked the crew for their help. Detective Inspector Brock left early in the evening.
//!                                                             ^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Halden mayor Hemi Brock came to Orr on Monday to look at the dam. On Tuesday Orr mayor Hemi Brock will go back to Halden.
//!                                                                              ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Health Secretary Ana Lopez came to see the dam on Monday. Transport Secretary Lopez left before noon.
//!                                                           ^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Prime Minister Ana Lopez came to see the dam on Monday. President Ana Lopez left before noon.
//!                                                         ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Senator Paul Hale voted against the plan on Monday. Representative Paul Hale gave no reason for the vote.
//!                                                     ^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent offices that one person may hold together, and the one that the draft uses most
//! Defence Minister Piet Janssen came to look over the broken dam. Defence Minister Janssen left with a smile before noon.
//! ```
//!
//! ## Looked for
//!
//! “former”, “then”, “acting” or “-elect” in front of one of the offices.
//!
//! ## Stays silent on
//!
//! - courtesy titles
//! - what was or will be at another time: “former”, “then”, “acting”, “-elect”, an office in another year
//! - offices that one person may hold together, and the one that the draft uses most
//!
//! It does not look at quotations and headlines.
//!
//! ```silent what was or will be at another time: “former”, “then”, “acting”, “-elect”, an office in another year
//! Foreign Minister Piet Janssen came with the former Prime Minister Ana Lopez to see the dam. Party leader Janssen left
//! before noon.
//! ```
//!
//! ```silent what was or will be at another time: “former”, “then”, “acting”, “-elect”, an office in another year
//! President Ana Lopez came to see the dam on Monday. The then Prime Minister Lopez had promised that it would hold.
//! ```
//!
//! ```silent what was or will be at another time: “former”, “then”, “acting”, “-elect”, an office in another year
//! Mayor Ines Halloran opened the bridge. Former Mayor Paul Hale closed it.
//! ```
//!
//! ```silent offices that one person may hold together, and the one that the draft uses most
//! Finance Minister Ana Lopez came to see the dam. Minister Lopez left before noon.
//! ```
//!
//! ```silent offices that one person may hold together, and the one that the draft uses most
//! Inspector Aoife Brock thanked the crew for their help. Detective Inspector Brock left early in the evening.
//! ```
//!
//! ```silent offices that one person may hold together, and the one that the draft uses most
//! Mayor Ines Halloran opened the bridge. “Governor Halloran, they call me,” said a man in a hat.
//! ```
//!
//! ```silent offices that one person may hold together, and the one that the draft uses most
//! # Governor Halloran opens bridge
//!
//! Mayor Ines Halloran opened the bridge in the rain.
//! ```
//!
//! ## Fixes
//!
//! Replaces this title by the other, or all of them (suggested).
//!
//! ## Standard
//!
//! Every style guide: titles exact, and one way throughout.

use copydesk_facts::{Facts, Mention, Span, spelling};
use copydesk_language::{NameKind, lexicon};
use text_size::TextSize;

use crate::Severity;
use crate::context::Context;
use crate::naming::{flag_actors, in_running_text, is_courtesy, title, words_before};
use crate::respelling::replacements_at;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-title",
    group: Group::Naming,
    severity: Severity::Warning,
    needs_whole_draft: true,
    source: include_str!("inconsistent_title.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const COURTESY: Reason = Reason("courtesy titles");
const PAST: Reason = Reason(
    "what was or will be at another time: “former”, “then”, “acting”, “-elect”, an office in another year",
);
const TOGETHER: Reason =
    Reason("offices that one person may hold together, and the one that the draft uses most");

/// Offices of which nobody holds two at a time. Words before them, such as "foreign", must be the same.
const EXCLUSIVE: &[&[&str]] = &[
    &["minister", "secretary"],
    &["president", "prime minister", "vice president", "chancellor"],
    &["governor", "lieutenant governor", "mayor"],
    &["senator", "representative"],
    &["sergeant", "lieutenant", "captain", "major", "colonel", "lieutenant colonel", "brigadier"],
    &["constable", "sergeant", "inspector", "chief inspector", "superintendent", "chief superintendent"],
];
/// Offices that are of one place or one field each.
const OF_ONE: &[&str] = &["governor", "mayor", "minister", "secretary"];
/// What says that somebody investigates, beside their rank.
const INVESTIGATES: &str = "detective ";

fn check(context: &Context) -> Vec<Flagged> {
    flag_actors(context, findings)
}

fn findings(context: &Context, actor: usize, mentions: &[&Mention]) -> Vec<Flagged> {
    let facts = context.facts;
    if facts.actors[actor].kind != NameKind::Person {
        return Vec::new();
    }
    let mut titles: Vec<(&str, String, Vec<Span>)> = Vec::new();
    for mention in mentions.iter().filter(|mention| in_running_text(facts, mention)) {
        let Some((place, words)) = title(facts, mention) else { continue };
        if is_courtesy(words) {
            context.passes_over(place, COURTESY);
            continue;
        }
        if is_past(words_before(facts, mention))
            || is_past(words)
            || is_of_another_year(facts, mention)
            || words_before(facts, mention).ends_with(" a")
        {
            context.passes_over(place, PAST);
            continue;
        }
        let place = with_name_before(facts, place);
        let words = facts.text(place);
        let office = spelling::fold(words);
        match titles.iter_mut().find(|(_, known, _)| *known == office) {
            Some((_, _, places)) => places.push(place),
            None => titles.push((words, office, vec![place])),
        }
    }
    let clashes = |one: &String, other: &String| one != other && clash(facts, one, other);
    let clashing = titles.iter().filter(|(_, one, _)| titles.iter().any(|(_, other, _)| clashes(one, other)));
    let usual = clashing.max_by_key(|(_, _, places)| (places.len(), std::cmp::Reverse(places[0].key())));
    let is_odd = |office: &String| usual.is_some_and(|(_, usual, _)| clashes(usual, office));
    for (_, _, places) in titles.iter().filter(|(_, office, _)| !is_odd(office)) {
        places.iter().for_each(|&place| context.passes_over(place, TOGETHER));
    }
    let Some((usual, _, usual_places)) = usual else { return Vec::new() };
    let odd: Vec<Span> = titles
        .iter()
        .filter(|(_, office, _)| is_odd(office))
        .flat_map(|(_, _, places)| places.iter().copied())
        .collect();
    replacements_at(facts, &odd, usual, Some(usual_places[0]), "elsewhere in this draft")
}

/// Whether two titles cannot both be right: one office in two spellings or of two places or fields, or two of which nobody holds both.
fn clash(facts: &Facts, first: &str, second: &str) -> bool {
    if spelling::american(first) == spelling::american(second) {
        return true;
    }
    let of_two = |office: &&str| match (first.strip_suffix(*office), second.strip_suffix(*office)) {
        (Some(one), Some(other)) => {
            let (one, other) = (one.trim_end(), other.trim_end());
            is_named(facts, one) && is_named(facts, other)
                || lexicon::FIELDS_OF_OFFICE.contains(one) && lexicon::FIELDS_OF_OFFICE.contains(other)
        }
        _ => false,
    };
    OF_ONE.iter().any(of_two)
        || EXCLUSIVE.iter().any(|offices| {
            let split = |title: &str| {
                let title = title.strip_prefix(INVESTIGATES).unwrap_or(title);
                offices
                    .iter()
                    .filter_map(|office| Some((title.strip_suffix(office)?.to_owned(), *office)))
                    .min_by_key(|(modifier, _)| modifier.len())
            };
            match (split(first), split(second)) {
                (Some((modifier, office)), Some((other, against))) => {
                    let plain = modifier.is_empty() || modifier.ends_with(' ');
                    // "Minister" alone is short for any minister.
                    let named = offices[0] != "minister" || !modifier.is_empty();
                    office != against && modifier == other && plain && named
                }
                _ => false,
            }
        })
}

/// A title with the name that stands right before it: "Halden mayor".
fn with_name_before(facts: &Facts, title: Span) -> Span {
    let before = facts.mentions_of(title.passage).iter().find(|mention| {
        mention.is_name && mention.place.range.end() + TextSize::of(' ') == title.range.start()
    });
    before.map_or(title, |name| Span::new(title.passage, name.place.range.cover(title.range)))
}

/// Whether the draft names somebody or some place so, in lower case.
fn is_named(facts: &Facts, words: &str) -> bool {
    facts.actors.iter().any(|actor| spelling::fold(&actor.name) == words)
}

/// Whether the sentence speaks of a year, in which the office may have been another: "when Vice President Bush ran in 1988".
fn is_of_another_year(facts: &Facts, mention: &Mention) -> bool {
    facts.sentence_at(mention.place).is_some_and(|number| {
        let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        facts.text(facts.sentences[number].place).split(|c: char| !c.is_ascii_digit()).any(year)
    })
}

/// Whether the words say that the office was, or will be, held at another time.
fn is_past(words: &str) -> bool {
    let last = words.to_lowercase();
    let mut words = last.split([' ', '\u{a0}', '-']).rev().take(3);
    words.any(|word| lexicon::OTHER_TIMES_OF_OFFICE.contains(word) || lexicon::RANKS_OF_OFFICE.contains(word))
}
