//! # inconsistent-figure
//!
//! Flags a figure or a result that the draft tells in two ways: another in the headline, the title or a caption than in the text, the same digits in millions and in billions, or two digits in the other order.
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
//! # Council backs £4.2 million hub
//!
//! The hub will cost £4.8 million, of which £1.9 million comes from the county.
//!                   ^^^^^^^^^^^^
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
//! ```flagged
//! # Foundry to shut, idling 420 workers
//!
//! The foundry will close by September, putting 402 people out of work.
//!                                              ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! # How Sh480m for wells vanished
//!
//! The board paid Sh408 million for 24 wells.
//!                ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! # Sharks hold on for 27-24 win
//!
//! Umgeni survived with 14 men to beat Winelands 27-22 on Saturday.
//!                                               ^^^^^
//! ```
//!
//! ```flagged
//! # Council backs bridge by nine votes to five
//!
//! The council backed the bridge on Monday by nine votes to six.
//!                                            ^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a figure of the headline or a caption that a rounding, a sum or a difference of figures in the text makes true
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
//! - a figure of the headline or a caption that a rounding, a sum or a difference of figures in the text makes true
//! - a figure of the headline or a caption for which the text has several
//! - figures that are said to be less exact, and one
//! - a figure more than twice as large, or a result of another day, which is told of something else
//! - figures with two digits in the other order that count different things
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: figures of which the headline and the captions say nothing, unless two digits or the scale are another; block quotes, interviews, and figures inside a quotation
//!
//! ```silent a figure of the headline or a caption that a rounding, a sum or a difference of figures in the text makes true
//! # Half a million trees for $16m
//!
//! There are to be 498,300 trees. They will cost $15.7 million.
//! ```
//!
//! ```silent what it does not look at
//! # Eleven freed
//!
//! The president signed seven pardons and four commutations.
//! ```
//!
//! ```silent what it does not look at
//! Volunteers counted 1,163 swifts this July, against 1,450 swifts in July last year.
//! ```
//!
//! ```silent what it does not look at
//! The police said that 9,000 people marched. The organisers counted 15,000 people.
//! ```
//!
//! ```silent what it does not look at
//! At ten, 14 people were missing. By noon it was eleven people.
//! ```
//!
//! ```silent what it does not look at
//! The hospital has 120 beds. It was built for 240 beds, and the plan was for 300.
//! ```
//!
//! ```silent a figure of the headline or a caption for which the text has several
//! # Bank to pay $5.5m
//!
//! The bank will pay $4m to the heirs and $4.4m to the widows.
//! ```
//!
//! ```silent a figure of the headline or a caption for which the text has several
//! # Floods close 14 schools
//!
//! Sixteen schools were closed on Monday. Twelve schools opened on Friday.
//! ```
//!
//! ```silent a figure more than twice as large, or a result of another day, which is told of something else
//! # Sharks hold on for 27-24 win
//!
//! Umgeni, who lost 27-19 to Winelands last year, survived with 14 men. They were beaten 28-24 in March.
//! ```
//!
//! ```silent a figure of the headline or a caption that a rounding, a sum or a difference of figures in the text makes true
//! # Sharks hold on for 27-24 win
//!
//! Umgeni led 27-19 at one time. They beat Winelands 27-24 in the end.
//! ```
//!
//! ```silent a figure of the headline or a caption that a rounding, a sum or a difference of figures in the text makes true
//! # Foundry to shut, idling 420 workers
//!
//! The foundry will close with the loss of 418 jobs. It had 402 people in May.
//! ```
//!
//! ```silent figures that are said to be less exact, and one
//! # Floods close 14 schools
//!
//! The river rose at night. Some 20 schools were closed.
//! ```
//!
//! ```silent a figure more than twice as large, or a result of another day, which is told of something else
//! # Fire kills nine
//!
//! A fire in the same street killed 40 people in 1998.
//! ```
//!
//! ```flagged
//! The museum had 86,000 visits in its first year. The board was told of 68,000 visits, and of a roof that leaks.
//!                                                                       ^^^^^^^^^^^^^
//! ```
//!
//! ```silent figures with two digits in the other order that count different things
//! The port has 64 cranes. It has 46 ships.
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

use copydesk_facts::Span;
use copydesk_language::lexicon::{FORMS_OF_BE, FORMS_OF_HAVE};
use copydesk_language::{
    Decimal, Hedge, Interval, Numbers, Quantity, Unit, are_people, numbers, related_numbers,
};
use copydesk_text::PassageKind;

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::outcomes::{Outcome, is_of_now, outcomes};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-figure",
    group: Group::Figures,
    severity: Severity::Warning,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    needs_whole_draft: true,
    source: include_str!("inconsistent_figure.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason(
    "a figure of the headline or a caption that a rounding, a sum or a difference of figures in the text makes true",
);
const SEVERAL: Reason = Reason("a figure of the headline or a caption for which the text has several");
const HEDGED: Reason = Reason("figures that are said to be less exact, and one");
const FAR: Reason =
    Reason("a figure more than twice as large, or a result of another day, which is told of something else");
const APART: Reason = Reason("figures with two digits in the other order that count different things");

fn check(context: &Context) -> Vec<Flagged> {
    let body: Vec<Told> = figures::passages(context)
        .filter(|here| context.facts.passages[here.passage].is_body())
        .flat_map(told_in)
        .collect();
    let mut found = against_headlines(context, &body);
    found.extend(other_scale(context, &body));
    found.extend(turned_digits(context, &body));
    found.extend(other_result(context));
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
    let sentences = &here.reading().sentences;
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
    let skip = |word: &&str| FORMS_OF_BE.contains(word) || FORMS_OF_HAVE.contains(word) || *word == "others";
    before.or_else(|| behind.split_whitespace().find(|word| !skip(word)).and_then(event))
}

/// Figures of headlines and captions that the text has otherwise.
fn against_headlines(context: &Context, body: &[Told]) -> Vec<Flagged> {
    let facts = context.facts;
    let title = facts.front_matter.title.as_deref().unwrap_or_default();
    let of_title = numbers(title);
    let own = figures::passages(context).filter(|here| here.is_own());
    let heads = own.enumerate().filter(|(at, here)| {
        let view = &facts.passages[here.passage];
        let top = *at == 0 && matches!(view.passage.kind, PassageKind::Heading(_));
        view.is_headline || top || view.passage.kind == PassageKind::Caption
    });
    let heads = heads.flat_map(|(_, here)| told_in(here));
    let mut found: Vec<Flagged> = Vec::new();
    for head in told(title, &of_title).chain(heads) {
        let finding = against(context, &head, body);
        if let Some(finding) =
            finding.filter(|finding| !found.iter().any(|known| known.range == finding.range))
        {
            found.push(finding);
        }
    }
    found
}

fn against(context: &Context, head: &Told, body: &[Told]) -> Option<Flagged> {
    // Nothing says what money is for in few words, so that only an amount of about the size can be the same.
    let same: Vec<&Told> = match (head.quantity.unit, head.of.as_deref()) {
        (Unit::Money(_), _) => body
            .iter()
            .filter(|told| told.quantity.unit == head.quantity.unit && is_near(head, told))
            .collect(),
        (unit, Some(of)) => body
            .iter()
            .filter(|told| told.of.as_deref() == Some(of) && told.quantity.unit == unit)
            .filter(|told| told.kind == head.kind || told.kind.is_empty() || head.kind.is_empty())
            .collect(),
        (_, None) => return None,
    };
    if let Some(turned) = turned_in(head, body) {
        let own = turned.passage.map(|passage| Figures { context, passage })?;
        return match is_made_true(head, body) {
            true => own.silent(Figures::counted(turned.quantity), FITS),
            false => otherwise(context, head, turned),
        };
    }
    let first = *same.first()?;
    let here = Figures { context, passage: first.passage? };
    let (span, counted) = (head.quantity.interval(), Figures::counted(first.quantity));
    if same.iter().any(|told| told.quantity.interval().meets(span)) || made_of(head.quantity, body) {
        return here.silent(counted, FITS);
    }
    if same.iter().any(|told| told.quantity.value != first.quantity.value) {
        return here.silent(counted, SEVERAL);
    }
    let plain = |told: &Told| told.quantity.hedge == Hedge::None && told.quantity.value > Decimal::whole(1);
    if !is_near(head, first) {
        return here.silent(counted, FAR);
    }
    if !plain(head) || !plain(first) {
        return here.silent(counted, HEDGED);
    }
    otherwise(context, head, first)
}

/// The finding for a figure of the text that the headline or a caption has otherwise.
fn otherwise(context: &Context, head: &Told, first: &Told) -> Option<Flagged> {
    let here = Figures { context, passage: first.passage? };
    let counted = Figures::counted(first.quantity);
    let message =
        format!("“{}” is “{}” in the headline or caption: correct one of the two.", first.words, head.words);
    let finding = Flagged::new(here.source(counted), message);
    let finding = finding.with_fixes(here.instead(first.quantity, head.quantity.value));
    Some(match head.passage.map(|passage| Figures { context, passage }) {
        Some(there) => finding
            .with_related(there.source(Figures::counted(head.quantity)), format!("“{}” here", head.words))
            .with_fixes(there.instead(head.quantity, first.quantity.value)),
        None => finding,
    })
}

/// The figure of the text that is one of a headline with two digits in the other order, "420 workers" and "402 people".
fn turned_in<'b, 'q>(head: &Told, body: &'b [Told<'q>]) -> Option<&'b Told<'q>> {
    const FEWEST_DIGITS: usize = 3;
    let people = |told: &Told| told.quantity.noun.is_some() && told.of.as_deref().is_some_and(are_people);
    let one_thing = |told: &Told| {
        let money = matches!(head.quantity.unit, Unit::Money(_));
        money || head.of == told.of && head.of.is_some() || people(head) && people(told)
    };
    let own = digits(head).filter(|digits| digits.len() >= FEWEST_DIGITS)?;
    body.iter().find(|told| {
        told.quantity.unit == head.quantity.unit
            && one_thing(told)
            && digits(told).is_some_and(|digits| are_turned(&own, &digits))
    })
}

/// Whether a figure of the text, or several, make one of a headline true.
fn is_made_true(head: &Told, body: &[Told]) -> bool {
    let span = head.quantity.interval();
    let mut of_unit = body.iter().filter(|told| told.quantity.unit == head.quantity.unit);
    of_unit.any(|told| told.quantity.interval().meets(span)) || made_of(head.quantity, body)
}

/// The digits of an exact figure in digits; of money those before the noughts of its scale count.
fn digits(told: &Told) -> Option<Vec<u8>> {
    let exact = !told.quantity.in_words && told.quantity.hedge == Hedge::None;
    let value = told.quantity.value.as_whole().filter(|_| exact)?;
    Some(value.to_string().into_bytes())
}

/// Whether digits differ by two neighbours in the other order.
fn are_turned(one: &[u8], other: &[u8]) -> bool {
    let apart: Vec<usize> =
        (0..one.len().max(other.len())).filter(|&at| one.get(at) != other.get(at)).collect();
    matches!(apart.as_slice(), &[first, second]
        if first + 1 == second && one.get(first) == other.get(second) && one.get(second) == other.get(first))
}

/// Whether one of two figures is no more than twice the other: what is more is told of something else, of a part or of another
/// year.
fn is_near(one: &Told, other: &Told) -> bool {
    let (less, more) =
        (one.quantity.value.min(other.quantity.value), one.quantity.value.max(other.quantity.value));
    more <= less.times(Decimal::whole(2))
}

/// Whether a figure is a sum or a difference of two or three figures of one sentence.
fn made_of(head: &Quantity, body: &[Told]) -> bool {
    let value = head.interval();
    let of_unit: Vec<&Told> = body.iter().filter(|told| told.quantity.unit == head.unit).collect();
    of_unit.chunk_by(|one, other| (one.passage, one.sentence) == (other.passage, other.sentence)).any(
        |sentence| {
            let spans: Vec<Interval> =
                sentence.iter().take(MOST_OF_A_SENTENCE).map(|told| told.quantity.interval()).collect();
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
fn other_scale(context: &Context, body: &[Told]) -> Vec<Flagged> {
    let mut seen: HashMap<(Unit, i128), &Told> = HashMap::new();
    let mut found = Vec::new();
    for told in body {
        let Some(here) = told.passage.map(|passage| Figures { context, passage }) else { continue };
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
            found.extend(two_ways(context, first, told, "have the same digits in two scales"));
        }
    }
    found
}

/// Figures of one thing that differ by two neighbouring digits in the other order.
fn turned_digits(context: &Context, body: &[Told]) -> Vec<Flagged> {
    let mut seen: HashMap<Vec<u8>, Vec<&Told>> = HashMap::new();
    let mut found = Vec::new();
    for told in body {
        let Some(digits) =
            digits(told).filter(|digits| digits.len() > 1 && told.quantity.unit == Unit::Count)
        else {
            continue;
        };
        let mut sorted = digits.clone();
        sorted.sort_unstable();
        let known = seen.entry(sorted).or_default();
        let round = |told: &Told| told.quantity.step > Decimal::whole(1);
        let turned = known.iter().filter(|other| {
            // Round figures are many: they are one where they count the same.
            if (round(other) || round(told)) && told.of.is_none() {
                return false;
            }
            self::digits(other).is_some_and(|before| are_turned(&digits, &before))
        });
        let turned: Vec<&Told> = turned.copied().collect();
        match turned.iter().find(|other| same_thing(other, told, digits.len())) {
            Some(other) => {
                found.extend(two_ways(context, other, told, "differ by two digits in the other order"));
            }
            None if turned.is_empty() => {}
            None => {
                let place = told.passage.map(|passage| Span::new(passage, Figures::counted(told.quantity)));
                place.into_iter().for_each(|place| context.passes_over(place, APART));
            }
        }
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

fn two_ways(context: &Context, first: &Told, second: &Told, how: &str) -> Option<Flagged> {
    let [there, here] = [first.passage?, second.passage?].map(|passage| Figures { context, passage });
    let message = format!(
        "“{}” and “{}” {how}: if both are one figure, correct one of them.",
        first.words, second.words
    );
    let finding = Flagged::new(here.source(Figures::counted(second.quantity)), message)
        .with_related(there.source(Figures::counted(first.quantity)), format!("“{}” here", first.words));
    let fix = |at: Figures, told: &Told, from: Figures, other: &Told| {
        at.reworded(told.quantity.number, from.words(other.quantity.number))
    };
    Some(finding.with_fixes([fix(here, second, there, first), fix(there, first, here, second)]))
}

/// A result of which the headline has one number otherwise than the text, where that tells it first: "hold on for 27-24 win" above "beat
/// Winelands 27-22".
fn other_result(context: &Context) -> Option<Flagged> {
    let facts = context.facts;
    let title = facts.front_matter.title.as_deref().unwrap_or_default();
    let (of_title, related) = related_numbers(title);
    let own = || figures::passages(context).filter(|here| here.is_own());
    let is_head = |at: usize, here: &Figures| {
        let view = &facts.passages[here.passage];
        view.is_headline || at == 0 && matches!(view.passage.kind, PassageKind::Heading(_))
    };
    let told = |here: Figures| outcomes(Some(here.passage), here.numbers(), &here.reading().relations);
    let heads = own().enumerate().filter(|(at, here)| is_head(*at, here)).flat_map(|(_, here)| told(here));
    let heads: Vec<Outcome> = outcomes(None, &of_title, &related).into_iter().chain(heads).collect();
    let head = heads.first()?;
    let body = own().filter(|here| facts.passages[here.passage].is_body());
    let unquoted =
        |told: &Outcome| told.passage.is_some_and(|passage| !facts.passages[passage].is_quoted(told.range));
    let body: Vec<Outcome> = body.flat_map(told).filter(unquoted).collect();
    let first = body.first()?;
    let here = Figures { context, passage: first.passage? };
    if heads.iter().chain(&body).any(|told| told.numbers == head.numbers && !std::ptr::eq(told, head))
        || heads.iter().any(|other| other.numbers != head.numbers)
    {
        return here.silent(first.range, FITS);
    }
    let slip = (0..2).filter(|&at| head.numbers[at] != first.numbers[at]).count() == 1;
    if !slip || !is_of_now(here, first) {
        return here.silent(first.range, FAR);
    }
    let there = head.passage.map(|passage| Figures { context, passage });
    let of_head = there.map_or_else(|| &title[head.range], |there| there.words(head.range));
    let message =
        format!("“{}” is “{of_head}” in the headline: correct one of the two.", here.words(first.range));
    let finding = Flagged::new(here.source(first.range), message);
    let finding = finding.with_fixes([here.reworded(first.range, of_head)]);
    Some(match there {
        Some(there) => finding
            .with_related(there.source(head.range), format!("“{of_head}” here"))
            .with_fixes([there.reworded(head.range, here.words(first.range))]),
        None => finding,
    })
}
