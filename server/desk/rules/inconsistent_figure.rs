//! # inconsistent-figure
//!
//! Flags a figure that the draft tells in two ways: another in the headline, the title or a caption than in the text, the same digits in millions and in billions, or two digits in the other order.
//!
//! ## Why
//!
//! A headline is written from an earlier version, a figure is typed from a note. A million for a billion is among the commonest corrections of all.
//!
//! ## Example
//!
//! ```flagged
//! # Floods close 14 schools
//!
//! The river rose at night. Sixteen schools were closed.
//!                          ^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The tunnel will cost £3.4 billion, the city said. For £3.4 million one could run a bus.
//!                                                       ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ![The yard's 46 apprentices watch](a.jpg)
//!
//! The yard's 64 apprentices stood at the head of the slip.
//!            ^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The survey had 863 replies. The clerk took the 836 replies to the county by bicycle.
//!                                                ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! # Mine closes with loss of 1,200 jobs
//!
//! The mine at Orr will close in May with the loss of 1,020 jobs.
//!                                                    ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ---
//! title: Fire kills nine in Halden
//! ---
//!
//! A fire in Halden has killed eight people, the police said.
//!                             ^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! # Half a million trees for $16m
//!
//! There are to be 498,300 trees. They will cost $15.7 million.
//! ```
//!
//! ## Looked for
//!
//! a rounding, a sum or a difference of figures in the text that makes the headline true.
//!
//! ## Stays silent on
//!
//! Figures of other things, of other years, places or sources; roundings, sums and differences; approximations; figures in quotations; opinion and live drafts.
//!
//! ```silent
//! # Half a million trees for $16m
//!
//! There are to be 498,300 trees. They will cost $15.7 million.
//! ```
//!
//! ```silent
//! # Eleven freed
//!
//! The president signed seven pardons and four commutations.
//! ```
//!
//! ```silent
//! Volunteers counted 1,163 swifts this July, against 1,450 swifts in July last year.
//! ```
//!
//! ```silent
//! The police said that 9,000 people marched. The organisers counted 15,000 people.
//! ```
//!
//! ```silent
//! At ten, 14 people were missing. By noon it was eleven people.
//! ```
//!
//! ```silent
//! The hospital has 120 beds. It was built for 240 beds, and the plan was for 300.
//! ```
//!
//! ## Fixes
//!
//! The other figure, as a suggestion.
//!
//! ## Standard
//!
//! Desk checklists: headline and captions against the story. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use std::collections::HashMap;

use copydesk_language::{Decimal, Hedge, Numbers, Quantity, Span, Unit, numbers};
use copydesk_text::PassageKind;

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::Facts;
use crate::figures::{self, Figures};
use crate::{Settings, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-figure",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    source: include_str!("inconsistent_figure.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, settings: &Settings) -> Vec<Finding> {
    if figures::plays(settings) {
        return Vec::new();
    }
    let body: Vec<Told> = figures::passages(facts)
        .filter(|here| facts.passages[here.passage].is_body())
        .flat_map(told_in)
        .collect();
    let mut found = against_headlines(facts, &body);
    found.extend(other_scale(facts, &body));
    found.extend(turned_digits(facts, &body));
    found
}

/// A figure, what it counts, and where it stands; the title of the front matter is no passage.
#[derive(Clone)]
struct Told<'q> {
    passage: Option<usize>,
    quantity: &'q Quantity,
    words: &'q str,
    /// The noun in lower case, or what happened to those who are counted.
    of: Option<String>,
    /// Words between the number and the noun.
    kind: String,
    /// Which sentence of the passage it stands in.
    sentence: usize,
}

/// The figures of a text that is the draft's own.
fn told<'q>(text: &'q str, numbers: &'q Numbers) -> impl Iterator<Item = Told<'q>> {
    let own = numbers.quantities.iter().filter(|quantity| !quantity.quoted);
    own.map(move |quantity| {
        let noun = quantity.noun.map(|noun| text[noun].to_lowercase());
        let (kind, head) = noun.as_deref().map_or(("", None), |noun| match noun.rsplit_once(' ') {
            Some((kind, head)) => (kind, Some(head)),
            None => ("", Some(noun)),
        });
        let of = happened(text, quantity).map(str::to_owned).or_else(|| head.map(str::to_owned));
        let words = &text[quantity.noun.map_or(quantity.range, |noun| quantity.range.cover(noun))];
        Told { passage: None, quantity, words, of, kind: kind.to_owned(), sentence: 0 }
    })
}

/// The same of a passage.
fn told_in<'a>(here: Figures<'_, 'a>) -> Vec<Told<'a>> {
    let sentences = &here.facts.passages[here.passage].reading.sentences;
    let of = |quantity: &Quantity| {
        sentences.partition_point(|sentence| sentence.range.end() <= quantity.range.start())
    };
    let told = told(here.text(), here.numbers());
    told.map(|told| Told { passage: Some(here.passage), sentence: of(told.quantity), ..told }).collect()
}

/// What happened to those whom a figure counts, by the words beside it: "kills nine", "nine people were killed".
fn happened(text: &str, quantity: &Quantity) -> Option<&'static str> {
    const PEOPLE: &[&str] = &["people", "men", "women", "children", "passengers", "persons", "others"];
    const EVENTS: &[(&str, &[&str])] = &[
        ("killed", &["kills", "killed", "kill", "killing", "dead", "die", "died", "dies"]),
        ("hurt", &["hurts", "hurt", "injures", "injured", "wounds", "wounded"]),
        ("missing", &["missing"]),
        ("arrested", &["arrested", "arrests"]),
    ];
    let noun = quantity.noun.map(|noun| &text[noun]);
    if quantity.unit != Unit::Count || noun.is_some_and(|noun| !PEOPLE.contains(&noun)) {
        return None;
    }
    let event = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        EVENTS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(event, _)| *event)
    };
    let end = quantity.noun.map_or(quantity.range.end(), |noun| noun.end());
    let before = text[..usize::from(quantity.hedged.start())].split_whitespace().next_back().and_then(event);
    let behind = text[usize::from(end)..].split(['.', ',', ';']).next().unwrap_or_default();
    let skip =
        |word: &&str| matches!(*word, "were" | "was" | "are" | "have" | "had" | "been" | "is" | "others");
    before.or_else(|| behind.split_whitespace().find(|word| !skip(word)).and_then(event))
}

/// Figures of headlines and captions that the text has otherwise.
fn against_headlines(facts: &Facts, body: &[Told]) -> Vec<Finding> {
    let title = facts.front_matter.title.as_deref().unwrap_or_default();
    let of_title = numbers(title);
    let heads = figures::passages(facts).enumerate().filter(|(at, here)| {
        let view = &facts.passages[here.passage];
        let top = *at == 0 && matches!(view.passage.kind, PassageKind::Heading(_));
        view.is_headline || top || view.passage.kind == PassageKind::Caption
    });
    let heads = heads.flat_map(|(_, here)| told_in(here));
    let mut found: Vec<Finding> = Vec::new();
    for head in told(title, &of_title).chain(heads) {
        let finding = against(facts, &head, body);
        if let Some(finding) =
            finding.filter(|finding| !found.iter().any(|known| known.range == finding.range))
        {
            found.push(finding);
        }
    }
    found
}

fn against(facts: &Facts, head: &Told, body: &[Told]) -> Option<Finding> {
    let of = head.of.as_deref()?;
    let same: Vec<&Told> = body
        .iter()
        .filter(|told| told.of.as_deref() == Some(of) && told.quantity.unit == head.quantity.unit)
        .filter(|told| told.kind == head.kind || told.kind.is_empty() || head.kind.is_empty())
        .collect();
    let first = *same.first()?;
    let span = head.quantity.span();
    let fits = same.iter().any(|told| told.quantity.span().meets(span));
    let one = same.iter().all(|told| told.quantity.value == first.quantity.value);
    let plain = |told: &Told| told.quantity.hedge == Hedge::None && told.quantity.value > Decimal::whole(1);
    let (less, more) =
        (head.quantity.value.min(first.quantity.value), head.quantity.value.max(first.quantity.value));
    // What is twice as much is told of something else: of a part, or of another year.
    let near = more <= less.times(Decimal::whole(2));
    if fits || !one || !near || !plain(head) || !plain(first) || made_of(head.quantity, body) {
        return None;
    }
    let here = Figures { facts, passage: first.passage? };
    let message =
        format!("“{}” is “{}” in the headline or caption: mend one of the two.", first.words, head.words);
    let finding = Finding::new(here.source(Figures::counted(first.quantity)), message);
    let finding = finding.with_fixes(here.instead(first.quantity, head.quantity.value));
    Some(match head.passage.map(|passage| Figures { facts, passage }) {
        Some(there) => finding
            .with_related(there.source(Figures::counted(head.quantity)), format!("“{}” here", head.words))
            .with_fixes(there.instead(head.quantity, first.quantity.value)),
        None => finding,
    })
}

/// Whether a figure is a sum or a difference of two or three figures of one sentence.
fn made_of(head: &Quantity, body: &[Told]) -> bool {
    let value = head.span();
    let of_unit: Vec<&Told> = body.iter().filter(|told| told.quantity.unit == head.unit).collect();
    of_unit.chunk_by(|one, other| (one.passage, one.sentence) == (other.passage, other.sentence)).any(
        |sentence| {
            let spans: Vec<Span> =
                sentence.iter().take(MOST_OF_A_SENTENCE).map(|told| told.quantity.span()).collect();
            (0..spans.len()).any(|first| {
                (first + 1..spans.len()).any(|second| {
                    let (one, two) = (spans[first], spans[second]);
                    let sum = one.plus(two);
                    let three = spans[second + 1..].iter().any(|three| sum.plus(*three).meets(value));
                    sum.meets(value) || one.minus(two).meets(value) || two.minus(one).meets(value) || three
                })
            })
        },
    )
}

/// Of so many figures in a sentence sums are made; those of a longer list make every sum.
const MOST_OF_A_SENTENCE: usize = 12;

/// The same digits of one currency in two scales a thousand apart.
fn other_scale(facts: &Facts, body: &[Told]) -> Vec<Finding> {
    let mut seen: HashMap<(Unit, i128), &Told> = HashMap::new();
    let mut found = Vec::new();
    for told in body {
        let Some(here) = told.passage.map(|passage| Figures { facts, passage }) else { continue };
        let quantity = told.quantity;
        let significant = quantity.value.significant();
        let scaled = here.words(quantity.number).ends_with(|c: char| c.is_alphabetic()) && !quantity.in_words;
        if !matches!(quantity.unit, Unit::Money(_)) || !scaled || significant < 10 {
            continue;
        }
        let first = *seen.entry((quantity.unit, significant)).or_insert(told);
        let (less, more) =
            (first.quantity.value.min(quantity.value), first.quantity.value.max(quantity.value));
        if less.times(Decimal::whole(1_000)) == more {
            found.extend(two_ways(facts, first, told, "have the same digits in two scales"));
        }
    }
    found
}

/// Figures of one thing that differ by two neighbouring digits in the other order.
fn turned_digits(facts: &Facts, body: &[Told]) -> Vec<Finding> {
    let mut seen: HashMap<Vec<u8>, Vec<&Told>> = HashMap::new();
    let mut found = Vec::new();
    for told in body {
        let digits =
            told.quantity.value.as_whole().map(|value| value.to_string().into_bytes()).unwrap_or_default();
        let exact = told.quantity.unit == Unit::Count
            && told.quantity.step == Decimal::whole(1)
            && !told.quantity.in_words;
        if digits.len() < 2 || !exact || told.quantity.hedge != Hedge::None {
            continue;
        }
        let mut sorted = digits.clone();
        sorted.sort_unstable();
        let known = seen.entry(sorted).or_default();
        let turned = known.iter().find(|other| {
            let before = other
                .quantity
                .value
                .as_whole()
                .map(|value| value.to_string().into_bytes())
                .unwrap_or_default();
            let apart: Vec<usize> =
                (0..digits.len()).filter(|&at| digits.get(at) != before.get(at)).collect();
            let neighbours = matches!(apart.as_slice(), [first, second] if first + 1 == *second);
            neighbours && same_thing(other, told, digits.len())
        });
        found.extend(
            turned.and_then(|other| two_ways(facts, other, told, "differ by two digits in the other order")),
        );
        known.push(told);
    }
    found
}

/// Whether two figures may be of one thing: the same noun, or of larger numbers none beside one of them.
fn same_thing(one: &Told, other: &Told, digits: usize) -> bool {
    let least = if one.of == other.of { 2 } else { 3 };
    let same = one.of == other.of && one.of.is_some() && one.kind == other.kind;
    digits >= least && (same || one.of.is_none() != other.of.is_none())
}

fn two_ways(facts: &Facts, first: &Told, second: &Told, how: &str) -> Option<Finding> {
    let [there, here] = [first.passage?, second.passage?].map(|passage| Figures { facts, passage });
    let message =
        format!("“{}” and “{}” {how}: if both are one figure, mend one of them.", first.words, second.words);
    let finding = Finding::new(here.source(Figures::counted(second.quantity)), message)
        .with_related(there.source(Figures::counted(first.quantity)), format!("“{}” here", first.words));
    let fix = |at: Figures, told: &Told, from: Figures, other: &Told| {
        at.reworded(told.quantity.number, from.words(other.quantity.number))
    };
    Some(finding.with_fixes([fix(here, second, there, first), fix(there, first, here, second)]))
}
