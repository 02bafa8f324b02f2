//! # undefined-acronym
//!
//! Flags an acronym that is used before its expansion, or without one.
//!
//! ## Why
//!
//! Letters that only insiders can read stop everybody else.
//!
//! ## Example
//!
//! ```flagged
//! Ostrow reported the goose to the AGRC on Monday.
//!                                  ^^^^
//! ```
//!
//! ```flagged
//! The AGRC came. It was the first visit of the Avian Ground Risk Council (AGRC) this year.
//!     ^^^^
//! ```
//!
//! ```flagged
//! The plan was written by the VDPA in May.
//!                             ^^^^
//! ```
//!
//! ```flagged
//! Members of the HPAX voted to strike on Monday.
//!                ^^^^
//! ```
//!
//! ```flagged
//! The BRHA shut the pier. It will open it in May.
//!     ^^^^
//! ```
//!
//! ```flagged
//! Ines Halloran leads the VDPA. It paid for the well.
//!                         ^^^^
//! ```
//!
//! ## Better
//!
//! ```silent letters that the draft has used before
//! Ostrow reported the goose to the Avian Ground Risk Council (AGRC). The AGRC came at once.
//! ```
//!
//! ## Looked for
//!
//! the full name in front of the letters or behind them, in brackets or not; an entry in the house style or the roster.
//!
//! ## Stays silent on
//!
//! - headlines, tables, captions and lines without a stop
//! - words inside a quotation
//! - letters that the draft has used before
//! - letters whose full name the draft gives without brackets, or that begin a longer name
//! - letters without an article, as firms and products bear them, and more than five of them
//! - household acronyms, units, currencies and times of day: NATO, the UN, the FBI, the BBC, GMT
//! - letters that the front matter lists among the draft's actors
//!
//! A house style that the configuration `extends` has its own list of household acronyms, and the newsroom's roster another.
//!
//! ```silent household acronyms, units, currencies and times of day: NATO, the UN, the FBI, the BBC, GMT
//! NATO and the UN met at the BBC in the US at 9 AM GMT, and paid 5 USD for 3 GB.
//! ```
//!
//! ```silent letters whose full name the draft gives without brackets, or that begin a longer name
//! The London Stock Exchange said no. The LSE, advised by NPD Group, closed early.
//! ```
//!
//! ```silent headlines, tables, captions and lines without a stop
//! # VDPA to meet
//!
//! The council met on Monday.
//! ```
//!
//! ```silent words inside a quotation
//! “The VDPA is asleep,” said Ines Halloran, the mayor.
//! ```
//!
//! ```silent headlines, tables, captions and lines without a stop
//! | Body | Wells |
//! | --- | --- |
//! | VDPA | 9 |
//! ```
//!
//! ## Fixes
//!
//! Expands it at first use: with the expansion that the draft gives later (suggested), or with a placeholder.
//!
//! ## Standard
//!
//! AP: avoid alphabet soup; spell out what readers would not know at once.

use std::collections::HashSet;

use copydesk_facts::{Facts, Span};
use text_size::TextSize;

use crate::context::Context;
use crate::house::House;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::{QUOTED, Reason};
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "undefined-acronym",
    group: Group::Naming,
    severity: Severity::Info,
    needs_whole_draft: true,
    source: include_str!("undefined_acronym.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const OUTSIDE: Reason = Reason("headlines, tables, captions and lines without a stop");
const BEFORE: Reason = Reason("letters that the draft has used before");
const SPELLED_OUT: Reason =
    Reason("letters whose full name the draft gives without brackets, or that begin a longer name");
const NO_ARTICLE: Reason =
    Reason("letters without an article, as firms and products bear them, and more than five of them");
const HOUSEHOLD: Reason =
    Reason("household acronyms, units, currencies and times of day: NATO, the UN, the FBI, the BBC, GMT");
const LISTED: Reason = Reason("letters that the front matter lists among the draft's actors");

fn check(context: &Context) -> Vec<Flagged> {
    let (facts, house) = (context.facts, context.house);
    let mut seen: HashSet<&str> = HashSet::new();
    let spelled_out: HashSet<String> =
        facts.actors.iter().filter_map(|actor| initials(&actor.name)).collect();
    let bracketed: HashSet<&str> = facts
        .passages
        .iter()
        .flat_map(|view| {
            let introduced = view.reading.acronyms.iter().filter(|acronym| acronym.expansion.is_some());
            introduced.map(|acronym| &view.passage.text[acronym.range])
        })
        .collect();
    let inside_names = places_inside_names(facts);
    let mut findings = Vec::new();
    for (number, view) in facts.passages.iter().enumerate() {
        for acronym in &view.reading.acronyms {
            let words = &view.passage.text[acronym.range];
            let place = Span::new(number, acronym.range);
            if acronym.expansion.is_some() {
                seen.insert(words);
                continue;
            }
            let told = || bracketed.contains(words) || needs_telling(facts, place);
            let plain = || {
                spelled_out.contains(words) && !bracketed.contains(words)
                    || inside_names.contains(&place.key())
            };
            let silence = if acronym.quoted || facts.is_quoted(place) {
                Some(QUOTED)
            } else if !view.is_body() || is_fragment(facts, place) {
                Some(OUTSIDE)
            } else if !seen.insert(words) {
                Some(BEFORE)
            } else if is_household(facts, house, words) {
                Some(HOUSEHOLD)
            } else if plain() {
                Some(SPELLED_OUT)
            } else if !told() {
                Some(NO_ARTICLE)
            } else {
                is_known(facts, words).then_some(LISTED)
            };
            match silence {
                Some(reason) => context.passes_over(place, reason),
                None => findings.push(finding(facts, place, words)),
            }
        }
    }
    findings
}

/// Whether letters stand for something that has a full name: "the AGRC said". Firms and products that are called by their
/// letters have no article, or a name behind them.
fn needs_telling(facts: &Facts, place: Span) -> bool {
    let text = &facts.passages[place.passage].passage.text;
    let before = text[..usize::from(place.range.start())].trim_end();
    let article = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let behind = &text[usize::from(place.range.end())..];
    // "the RMT union (National Union of …)": told behind the noun.
    let told = behind.split_once(" (").is_some_and(|(noun, rest)| {
        noun.split_whitespace().count() <= 2
            && !noun.contains(['.', ','])
            && rest.starts_with(char::is_uppercase)
    });
    let named = told
        || behind.starts_with(['s', '/'])
        || behind
            .trim_start_matches([' ', '-'])
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // "THROUGH THE LENS" is a heading in capitals, whose words are no letters.
    article.eq_ignore_ascii_case("the") && article != "THE" && !named && usize::from(place.range.len()) <= 5
}

/// The initials of a name of several words, small ones and "&" left out: "London Stock Exchange" gives LSE.
fn initials(name: &str) -> Option<String> {
    let words = || name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    // "U.S." gives both its letters.
    let letters = |word: &str| {
        let all = if word.contains('.') { word.len() } else { 1 };
        word.chars().filter(|letter| letter.is_uppercase()).take(all).collect::<String>()
    };
    (words().count() > 1).then(|| words().map(letters).collect())
}

/// Where letters are the beginning of a longer name: "NPD Group", "JK Rowling".
fn places_inside_names(facts: &Facts) -> HashSet<(usize, TextSize)> {
    let long =
        facts.mentions.iter().filter(|mention| mention.is_name && facts.text(mention.place).contains(' '));
    long.map(|mention| mention.place.key()).collect()
}

fn finding(facts: &Facts, place: Span, words: &str) -> Flagged {
    let message =
        format!("“{words}” is not spelled out: give the full name first, with the letters in brackets.");
    let later = facts.passages.iter().enumerate().find_map(|(number, view)| {
        let here = |acronym: &&copydesk_language::Acronym| &view.passage.text[acronym.range] == words;
        let expansion = view.reading.acronyms.iter().filter(here).find_map(|acronym| acronym.expansion)?;
        Some(Span::new(number, expansion))
    });
    let finding = Flagged::new(facts.source(place), message);
    match later {
        Some(later) => {
            let full = format!("{} ({words})", facts.text(later));
            let fix =
                fixes::replace(facts, place, full.clone(), format!("Change to “{full}”"), Safety::Suggested);
            finding.with_related(facts.source(later), "Spelled out here").with_fixes([fix])
        }
        None => {
            let full = format!("[full name] ({words})");
            let title = format!("Change to “{full}” to fill in");
            finding.with_fixes([fixes::replace(facts, place, full, title, Safety::Placeholder)])
        }
    }
}

/// Whether an acronym stands in a line without a stop: a label, a byline, a standfirst.
fn is_fragment(facts: &Facts, place: Span) -> bool {
    facts.sentence_at(place).is_some_and(|number| facts.sentences[number].sentence.fragment)
}

/// Whether the front matter names the acronym among the draft's actors.
fn is_known(facts: &Facts, words: &str) -> bool {
    facts.front_matter.actors.iter().any(|actor| actor.split([' ', '(', ')']).any(|word| word == words))
}

/// Whether readers know the letters: those of a thing, such as a unit; those of a body that the roster calls a household
/// name. A house style names the bodies of which it assumes that itself, but for the newsroom's own roster.
fn is_household(facts: &Facts, house: &House, words: &str) -> bool {
    let listed = facts.rosters.find(words).filter(|(actor, _)| actor.household);
    match (listed, house.style) {
        (Some((_, own)), Some(style)) => own || style.knows_acronym(words),
        (Some(_), None) => true,
        (None, Some(style)) if style.knows_acronym(words) => true,
        (None, _) => KNOWN.split_whitespace().any(|known| known == words),
    }
}

/// What readers know at once, and what is no body's name: units, currencies, times, degrees, firms that are called by
/// letters only, and the marks on which `placeholder` speaks.
const KNOWN: &str = include_str!("../house/acronyms.txt");
