//! # inconsistent-spelling
//!
//! Flags a name that is spelled in more than one way: a slip of the keyboard, another transliteration, accents or
//! hyphens here and not there; and a person's name in a form that the newsroom's roster avoids.
//!
//! ## Why
//!
//! A misspelled name is the error that readers and sources notice first.
//!
//! ## Example
//!
//! ```flagged
//! Sergey Shoigu spoke first. Shoigu said little. Shiogu left early.
//!                                                ^^^^^^
//! ```
//!
//! ```flagged
//! Sergey Petrenko spoke first. Petrenko was calm. Sergei Petrenko left early.
//!                                                 ^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Sergey Petrenko spoke first. Petrenko was calm. Sergey Petrenko left early.
//! ```
//!
//! ```flagged
//! Petra Lind, the mayor, opened the bridge. Petra Linde said that it was safe.
//!                                           ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Cllr Ray Tibbett, the group leader, left. On Friday Ray Tibbet came back.
//!                                                     ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Ines Halloran signed the plan. Halloran said little. Haloran left early.
//!                                                      ^^^^^^^
//! ```
//!
//! ```flagged
//! Tom Beecher bought the barn. Beecher paid cash. The neighbours say that Beacher was drunk.
//!                                                                         ^^^^^^^
//! ```
//!
//! ```flagged
//! Wilma Osterkamp, the engineer, inspected the bridge. Osterkamp took photographs, and Osterkampf left at noon.
//!                                                                                      ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Dmitri Volkov opened the session. Volkov spoke for an hour. Dmitry Volkov closed it.
//!                                                             ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! **Ingrid Torvaldsen**, who runs the mill, wept. Torveldson will rebuild it.
//!                                                 ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Muhammad Karimi, the envoy, came first. Mohamed Karimi left last.
//!                                         ^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Chief Executive Kristin Vandermolen closed the mill. Kirsten Vandermolen left at noon.
//!                                                      ^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Piet van der Veer, the baker, was calm. Mr. Van de Veer sold the mill.
//!                                             ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Omar al-Rashid, the envoy, came first. Al Rashid left last.
//!                                        ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Rosa Ibáñez, the baker, was calm. Ibanez sold the mill.
//!                                   ^^^^^^
//! ```
//!
//! ```flagged
//! Madam Oretha Karu, the mayor, was calm. Madam Karru sold the mill.
//!                                               ^^^^^
//! ```
//!
//! ```flagged
//! Selvamani Perumal, 52, picks tea. The hill is steep, said Selvamani, and left. Selvamini's daughter sews.
//!                                                                                ^^^^^^^^^
//! ```
//!
//! Documents and notes among the reporter's own that people wrote are witnesses too:
//!
//! ```notes report.md document
//! The survey was led by Maria Lindqvist, who counted the weirs.
//! ```
//!
//! ```flagged
//! Maria Linqvist counted the weirs by hand.
//! ^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Maria Lindqvist counted the weirs by hand.
//! ```
//!
//! ## Looked for
//!
//! two people: a given name, an office or a sentence of their own for each spelling.
//!
//! ## Stays silent on
//!
//! - a sentence that gives both names, or says that they are one
//! - titles of works, and what is answered in an interview
//! - the form that the newsroom or the draft uses, and one form used throughout
//! - words inside a quotation
//! - two people, such as Johnson and Johnston, or a name that may be another's
//! - names that nothing else in the draft is another spelling of
//! - what it does not look at: a word at the start of a sentence that the draft also writes without a capital
//!
//! ```silent two people, such as Johnson and Johnston, or a name that may be another's
//! Boris Johnson met Alan Johnston. Johnson spoke; Johnston did not.
//! ```
//!
//! ```silent names that nothing else in the draft is another spelling of
//! Daniel Vandermolen, the miller, closed the mill. Danielle Vandermolen left at noon.
//! ```
//!
//! ```silent words inside a quotation
//! Ana Lopez spoke first. Lopez was calm. “Lopes is a fool,” a man in the crowd shouted.
//! ```
//!
//! ```silent words inside a quotation
//! Ines Halloran signed the plan. “Haloran is a fool,” a man in the crowd shouted.
//! ```
//!
//! ```silent two people, such as Johnson and Johnston, or a name that may be another's
//! Ines Halloran signed the plan. Halloran's deputy, Tom Holloran, did not. Holloran left early.
//! ```
//!
//! ```silent names that nothing else in the draft is another spelling of
//! Piet van der Veer met Anna de Veer. De Veer was calm; Van der Veer wept.
//! ```
//!
//! ```silent names that nothing else in the draft is another spelling of
//! *Mohammed Karimi* and *Ahmed Karimi* are films. Rosa Ibáñez met Tom Ibanez. Ibanez wept.
//! ```
//!
//! ```silent names that nothing else in the draft is another spelling of
//! Piet van der Veer wept. Van der Veer left.
//! ```
//!
//! ```silent names that nothing else in the draft is another spelling of
//! Erik Lund sailed with his son, Erik Lund Jr. Lund steered.
//! ```
//!
//! ```silent two people, such as Johnson and Johnston, or a name that may be another's
//! Piet Janssen met Maria Jansen, a baker. Jansen sold him bread; Janssen ate it.
//! ```
//!
//! ## Fixes
//!
//! Replaces this spelling by the one in use (suggested); replaces all of them where there are several.
//!
//! ## Standard
//!
//! Every style guide.

use std::collections::{HashMap, HashSet};

use copydesk_facts::{Facts, Span, spelling};
use copydesk_language::{NameKind, family_name, gender, is_everyday_word, is_known_name};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::respelling::form_findings;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::{QUOTED, Reason};
use crate::writings::{Writing, rank, writings};
use crate::{Fix, Severity, families, fixes, witnesses};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-spelling",
    group: Group::Naming,
    severity: Severity::Error,
    needs_whole_draft: true,
    respells: true,
    source: include_str!("inconsistent_spelling.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const TWO: Reason = Reason("two people, such as Johnson and Johnston, or a name that may be another's");
const ONE_WAY: Reason = Reason("names that nothing else in the draft is another spelling of");

/// Surnames shorter than this differ by a letter too often to be one, unless both have the same given name.
const SHORTEST: usize = 5;
/// How often a spelling is used that is no slip, though no full name bears it.
const OFTEN: usize = 3;
/// How many words with a key in common are compared with one another, so that a list of names that are all alike costs
/// no more than its length.
const CROWD: usize = 64;

/// A surname, or a single word that may be one, in one spelling.
#[derive(Default)]
struct Surname {
    folded: String,
    /// The writings that are this word alone.
    bare: Vec<usize>,
    /// The writings that are full names with it, each with its given names.
    full: Vec<(usize, String)>,
    count: usize,
    first: (usize, TextSize),
    doubtful: bool,
    nobody: bool,
}

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut findings = form_findings(context, |kind| kind == NameKind::Person);
    let told: HashSet<TextSize> = findings.iter().map(|finding| finding.range.end()).collect();
    let right = in_rosters_spelling(facts);
    // Where the newsroom's roster has spoken, the draft's own majority does not.
    findings.extend(slips(context).into_iter().filter(|finding| {
        let end = finding.range.end();
        !told.contains(&end) && !right.contains(&end)
    }));
    let told: HashSet<TextSize> = findings.iter().map(|finding| finding.range.end()).chain(right).collect();
    findings.extend(
        witnesses::otherwise(facts).into_iter().filter(|finding| !told.contains(&finding.range.end())),
    );
    findings
}

/// Where names end, in bytes of the draft, that are written as the newsroom's roster writes them: in full, as an alias or by the
/// surname.
fn in_rosters_spelling(facts: &Facts) -> HashSet<TextSize> {
    let named = facts.mentions.iter().filter(|mention| mention.is_name);
    named
        .filter(|mention| {
            facts.listed(mention.actor).is_some_and(|listed| {
                let text = facts.text(mention.place);
                let surname = family_name(&listed.name);
                *listed.name == *text
                    || surname == Some(text)
                    || listed.aliases.iter().any(|alias| **alias == *text)
            })
        })
        .map(|mention| facts.source(mention.place).end())
        .collect()
}

/// What differs within the draft.
fn slips(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let writings = writings(facts);
    let quoted = facts.mentions.iter().filter(|mention| mention.is_name && mention.quoted);
    quoted.for_each(|mention| context.passes_over(mention.place, QUOTED));
    let surnames = surnames(facts, &writings);
    let mut usual_of: Vec<Option<usize>> = vec![None; writings.len()];
    for (usual, odd) in differently_marked(&writings).chain(misspelled_given_names(&writings, &surnames)) {
        usual_of[odd].get_or_insert(usual);
    }
    let mut findings = misspelled_families(facts, &writings, &usual_of);
    for (odd, usual) in usual_of.iter().enumerate() {
        let Some(usual) = *usual else { continue };
        let usual = (writings[usual].text, writings[usual].places.as_slice());
        findings.extend(misspelled(facts, &writings[odd].places, usual));
    }
    let alone =
        writings.iter().zip(&usual_of).filter(|(writing, usual)| !writing.doubtful && usual.is_none());
    for place in alone.flat_map(|(writing, _)| &writing.places) {
        context.passes_over(*place, ONE_WAY);
    }
    findings.extend(misspelled_surnames(context, &writings, &surnames));
    findings
}

/// The surnames in use, and the single words that may be misspelled ones.
fn surnames(facts: &Facts, writings: &[Writing]) -> Vec<Surname> {
    let mut surnames: Vec<Surname> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, writing) in writings.iter().enumerate().filter(|(_, writing)| !writing.nobody) {
        let family = family_name(writing.text).unwrap_or(writing.text);
        // Capitals throughout are a headline's or a headline's acronym.
        if !family.chars().any(char::is_lowercase) {
            continue;
        }
        let folded = spelling::fold(family);
        let next = surnames.len();
        let index = *known.entry(folded.clone()).or_insert(next);
        let first = writing.places[0].key();
        if index == next {
            let doubtful = writing.doubtful;
            surnames.push(Surname {
                folded: folded.clone(),
                first,
                doubtful,
                nobody: true,
                ..Surname::default()
            });
        }
        let surname = &mut surnames[index];
        match writing.folded.strip_suffix(folded.as_str()).filter(|given| !given.is_empty()) {
            Some(given) => surname.full.push((number, given.trim_end().to_owned())),
            None if writing.folded == folded => surname.bare.push(number),
            None => continue,
        }
        surname.count += writing.places.len();
        surname.first = surname.first.min(first);
        surname.doubtful &= writing.doubtful;
        surname.nobody &= writing.nobody;
    }
    // What is quoted is not judged, but shows which spelling is in use.
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && mention.quoted) {
        let text = facts.text(mention.place);
        if let Some(&index) = known.get(&spelling::fold(family_name(text).unwrap_or(text))) {
            surnames[index].count += 1;
        }
    }
    surnames
}

/// Writings that differ in accents, hyphens and apostrophes, usual before odd. Capitals differ in headlines and in names
/// at the start of sentences.
fn differently_marked<'w>(writings: &'w [Writing]) -> impl Iterator<Item = (usize, usize)> + 'w {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, writing) in writings.iter().enumerate().filter(|(_, writing)| !writing.doubtful) {
        groups.entry(&writing.folded).or_default().push(number);
    }
    let odd_ones = move |group: Vec<usize>| -> Vec<(usize, usize)> {
        let Some(usual) = group.iter().copied().min_by_key(|&number| rank(&writings[number])) else {
            return Vec::new();
        };
        let lower = |number: usize| writings[number].text.to_lowercase().replace('’', "'");
        let odd = group.into_iter().filter(|&number| lower(number) != lower(usual));
        odd.map(|odd| (usual, odd)).collect()
    };
    groups.into_values().filter(|group| group.len() > 1).flat_map(odd_ones)
}

/// Family names whose particles or accents are not those of the same name elsewhere. `found`: the writings of which the usual one is
/// known already.
fn misspelled_families(facts: &Facts, writings: &[Writing], found: &[Option<usize>]) -> Vec<Flagged> {
    let open = writings
        .iter()
        .zip(found)
        .filter(|(writing, usual)| !writing.nobody && !writing.doubtful && usual.is_none());
    let names = open.map(|(writing, _)| (writing.text, writing.places.as_slice()));
    let mut findings = Vec::new();
    for (usual, odd) in families::odd(facts, names) {
        findings.extend(misspelled(facts, &odd.places, (usual.text, &usual.places)));
    }
    findings
}

/// Full names of one surname whose given names are one in two spellings, usual before odd.
fn misspelled_given_names<'w>(
    writings: &'w [Writing],
    surnames: &'w [Surname],
) -> impl Iterator<Item = (usize, usize)> + 'w {
    surnames.iter().flat_map(move |surname| {
        let full = &surname.full[..surname.full.len().min(CROWD)];
        full.iter().filter_map(move |(odd, given)| {
            let same = |usual: usize, other: &str| {
                let (first, rest) = given.split_once(' ').unwrap_or((given, ""));
                let (other_first, other_rest) = other.split_once(' ').unwrap_or((other, ""));
                // Daniel and Danielle are two, whoever else shares a surname.
                let alike = || {
                    let [one, other] = [*odd, usual].map(|number| gender(writings[number].text));
                    one.is_none() || other.is_none() || one == other
                };
                rest == other_rest
                    && (spelling::is_same_given_name(first, other_first)
                        || spelling::has_consonants_of(first, other_first) && alike())
            };
            let usual = full
                .iter()
                .filter(|(usual, other)| {
                    rank(&writings[*usual]) < rank(&writings[*odd]) && same(*usual, other)
                })
                .min_by_key(|(usual, _)| rank(&writings[*usual]))?;
            // Two sisters: both given names are used with the surname more than once.
            let both = writings[usual.0].places.len() > 1 && writings[*odd].places.len() > 1;
            (!both).then_some((usual.0, *odd))
        })
    })
}

/// Surnames with a slip in them.
fn misspelled_surnames(context: &Context, writings: &[Writing], surnames: &[Surname]) -> Vec<Flagged> {
    let facts = context.facts;
    let given_names: HashSet<&str> = surnames
        .iter()
        .flat_map(|surname| &surname.full)
        .filter_map(|(_, given)| given.split(' ').next())
        .collect();
    let listed: HashSet<String> = facts
        .front_matter
        .actors
        .iter()
        .flat_map(|name| spelling::fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let can_be_slip = |odd: &Surname| {
        let somebody =
            odd.full.is_empty() && (given_names.contains(odd.folded.as_str()) || is_known_name(&odd.folded));
        !somebody && !listed.contains(&odd.folded) && !is_everyday_word(&odd.folded)
    };
    let mut best: Vec<Option<usize>> = vec![None; surnames.len()];
    for (usual, odd) in alike(surnames) {
        let better = best[odd].is_none_or(|known| surnames[usual].count > surnames[known].count);
        let is_given = given_names.contains(surnames[usual].folded.as_str());
        let slip = is_slip(&surnames[usual], &surnames[odd], is_given) && can_be_slip(&surnames[odd]);
        if better && slip && !are_listed(facts, writings, &surnames[usual], &surnames[odd]) {
            best[odd] = Some(usual);
        } else if context.is_traced() {
            let numbers = surnames[odd].full.iter().map(|(number, _)| number).chain(&surnames[odd].bare);
            let places = numbers.flat_map(|&number| &writings[number].places);
            places.for_each(|&place| context.passes_over(place, TWO));
        }
    }
    let doubtful: HashSet<&str> = (0..surnames.len())
        .filter(|&odd| best[odd].is_some() && surnames[odd].doubtful)
        .map(|odd| surnames[odd].folded.as_str())
        .collect();
    let ordinary = in_lower_case(facts, &doubtful);
    let slips = (0..surnames.len()).filter_map(|odd| Some((odd, best[odd]?)));
    slips
        .filter(|&(odd, _)| !ordinary.contains(surnames[odd].folded.as_str()))
        .flat_map(|(odd, usual)| surname_findings(facts, writings, &surnames[usual], &surnames[odd]))
        .collect()
}

/// Pairs of surnames that are variants of each other, the usual one before the odd one.
fn alike(surnames: &[Surname]) -> Vec<(usize, usize)> {
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (number, surname) in surnames.iter().enumerate().filter(|(_, surname)| surname.folded.len() >= 4) {
        keys.extend(spelling::shared_keys(&surname.folded).into_iter().map(|key| (key, number)));
    }
    keys.sort_unstable();
    let mut pairs = Vec::new();
    for group in keys.chunk_by(|first, second| first.0 == second.0).filter(|group| group.len() > 1) {
        let group = &group[..group.len().min(CROWD)];
        for (at, &(_, first)) in group.iter().enumerate() {
            for &(_, second) in &group[at + 1..] {
                let earlier =
                    |number: usize| (std::cmp::Reverse(surnames[number].count), surnames[number].first);
                let pair = if earlier(first) < earlier(second) { (first, second) } else { (second, first) };
                if spelling::is_variant(&surnames[first].folded, &surnames[second].folded) {
                    pairs.push(pair);
                }
            }
        }
    }
    pairs
}

/// Whether one of two surnames that are alike is the other with a slip: it has no given name of its own, or the same one.
/// `is_given`: the usual one is somebody's given name, by which the draft goes on to call them.
fn is_slip(usual: &Surname, odd: &Surname, is_given: bool) -> bool {
    let doubled = spelling::single(&usual.folded) == spelling::single(&odd.folded);
    let shares_given = !odd.full.is_empty()
        && odd.full.iter().all(|(_, given)| usual.full.iter().any(|(_, other)| given == other));
    let long = doubled || shares_given || usual.folded.chars().count() >= SHORTEST;
    let outnumbers = usual.count > odd.count || !odd.doubtful;
    if !long || !outnumbers || usual.doubtful {
        return false;
    }
    // Nobody is introduced by the usual spelling, but it is used often and the odd one once.
    let in_use = usual.full.is_empty() && usual.count >= OFTEN && odd.count == 1;
    if odd.full.is_empty() {
        return !usual.full.is_empty() || is_given || in_use && !is_known_name(&usual.folded);
    }
    // Nobody bears the usual spelling but by its surname, and nobody the odd one but once: one person, introduced so.
    let never_introduced =
        usual.full.is_empty() && odd.bare.is_empty() && usual.count >= 2 && usual.count > odd.count;
    shares_given || never_introduced && (in_use || !is_known_name(&usual.folded))
}

/// Whether both stand in lists of surnames, as two players of two squads do.
fn are_listed(facts: &Facts, writings: &[Writing], usual: &Surname, odd: &Surname) -> bool {
    let listed = |surname: &Surname| -> Vec<Span> {
        let places = surname.bare.iter().flat_map(|&number| writings[number].places.iter().copied());
        let in_list = |place: &Span| {
            let text = &facts.passages[place.passage].passage.text;
            let before = text[..usize::from(place.range.start())].trim_end();
            let behind = text[usize::from(place.range.end())..].trim_start();
            before.ends_with([',', '.', ':', ')']) && behind.starts_with([',', '('])
        };
        places.filter(in_list).collect()
    };
    let (first, second) = (listed(usual), listed(odd));
    !first.is_empty() && !second.is_empty()
}

/// Those of the words that the draft also writes without a capital: ordinary words that open a sentence.
fn in_lower_case<'w>(facts: &Facts, words: &HashSet<&'w str>) -> HashSet<&'w str> {
    if words.is_empty() {
        return HashSet::new();
    }
    let texts = facts.passages.iter().flat_map(|view| view.passage.text.split(|c: char| !c.is_alphabetic()));
    texts.filter_map(|word| words.get(word).copied()).collect()
}

/// A finding for each place of a surname with a slip. Where the draft has the whole name right, that is put in its place.
fn surname_findings(facts: &Facts, writings: &[Writing], usual: &Surname, odd: &Surname) -> Vec<Flagged> {
    let usual_writing = |given: Option<&str>| {
        let same =
            usual.full.iter().find(|(_, other)| Some(other.as_str()) == given).map(|(number, _)| *number);
        same.or_else(|| usual.bare.iter().copied().min_by_key(|&number| rank(&writings[number])))
            .or_else(|| usual.full.first().map(|(number, _)| *number))
    };
    let bare = odd.bare.iter().map(|&number| (number, None));
    let full = odd.full.iter().map(|(number, given)| (*number, Some(given.as_str())));
    let mut findings = Vec::new();
    for (number, given) in bare.chain(full) {
        let Some(usual_number) = usual_writing(given) else { continue };
        let whole = given.is_some_and(|given| usual.full.iter().any(|(_, other)| other == given));
        let places = &writings[number].places;
        if whole {
            let usual = (writings[usual_number].text, writings[usual_number].places.as_slice());
            findings.extend(misspelled(facts, places, usual));
            continue;
        }
        let surname_places = |number: usize| {
            writings[number].places.iter().map(|&place| family_place(facts, place)).collect::<Vec<_>>()
        };
        let usual_places: Vec<Span> = usual
            .bare
            .iter()
            .chain(usual.full.iter().map(|(number, _)| number))
            .flat_map(|&n| surname_places(n))
            .collect();
        let odd_places = surname_places(number);
        let text = facts.text(usual_places[0]);
        findings.extend(misspelled(facts, &odd_places, (text, &usual_places)));
    }
    findings
}

/// The place of the family name in a name.
fn family_place(facts: &Facts, place: Span) -> Span {
    let text = facts.text(place);
    let Some(family) = family_name(text) else { return place };
    let at = if text.starts_with(family) { 0 } else { text.rfind(family).unwrap_or(0) };
    let start = place.range.start() + TextSize::of(&text[..at]);
    Span::new(place.passage, TextRange::at(start, TextSize::of(family)))
}

/// The findings for the places of an odd spelling; the usual one is given with its places.
fn misspelled(facts: &Facts, places: &[Span], (usual, usual_places): (&str, &[Span])) -> Vec<Flagged> {
    let finding = |(&place, changes): (&Span, Vec<Fix>)| {
        let odd = facts.text(place);
        let told =
            |times: &str| format!("“{odd}” is spelled “{usual}” {times} in this draft: use one spelling.");
        let message = match usual_places.len() {
            // Of two that stand once each, nothing tells which is right.
            1 if places.len() == 1 => {
                format!("“{usual}” and “{odd}” are two spellings of one name: look up which is right.")
            }
            1 => told("once"),
            2 => told("twice"),
            count => told(&format!("{count} times")),
        };
        Flagged::new(facts.source(place), message)
            .with_related(facts.source(usual_places[0]), format!("“{usual}” here"))
            .with_fixes(changes)
    };
    places.iter().zip(fixes::respell(facts, places, usual)).map(finding).collect()
}
