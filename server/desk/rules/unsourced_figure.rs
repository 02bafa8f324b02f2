//! # unsourced-figure
//!
//! Flags a figure that carries the story (money, a share, casualties, a crowd) in a paragraph that names no source
//! and links none.
//!
//! ## Why
//!
//! Somebody counted, estimated or paid. A reader wants to know who, and a desk wants to be able to check.
//!
//! ## Example
//!
//! ```flagged
//! The goose walked onto the runway at dawn. The standoff cost airlines $1.2 million.
//!                                                                      ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! At least 24 people were killed when the dam broke.
//!          ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Rents rose by 12 per cent in a year.
//!               ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The dam cost the town £4 million.
//!                       ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Lena Ostrow said the goose was well.
//!
//! The standoff cost airlines $1.2 million.
//!                            ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! - The dam cost €3 million.
//!                ^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! The standoff cost airlines $1.2 million, said Lena Ostrow, the airport's director.
//! ```
//!
//! ## Looked for
//!
//! a source, a link or a footnote in the paragraph; a sourced sentence elsewhere that has the same figure.
//!
//! ## Stays silent on
//!
//! Dates, ages, times, scores, addresses and ordinals; figures in a paragraph with a source, a link or a footnote;
//! a figure that a sourced sentence of the draft states too; quotations, headlines, captions and tables.
//!
//! ```silent
//! Rents rose by 12 per cent in a year, [the index](https://rents.test/2026) shows.
//! ```
//!
//! ```silent
//! Ana Lopez said the bridge cost $3 million. She left at noon.
//!
//! The bridge, which cost $3 million, opened at 9.30 on May 4, 2021, in front of 12 guests.
//! ```
//!
//! ```silent
//! “The bridge cost $3 million,” the sign says.
//! ```
//!
//! ```silent
//! # The bridge that cost $3 million
//!
//! | bridge | cost |
//! | --- | --- |
//! | north | $3 million |
//! ```
//!
//! ```silent
//! Who paid the $3 million? The bridge was reportedly sold for $4 million.
//! ```
//!
//! ```silent
//! A poll of 1,012 adults was taken in May. More than 54 percent were against the bridge.
//! ```
//!
//! It is silent where the writer speaks (“we raised $3 million”) and around there; on what anybody can look up: prices, fees,
//! grants and other sums under a million, companies' results, takings, votes; on a sum that says which thing is meant (“a $3
//! million bridge”); on what would be; and behind a paragraph that gives figures of the same kind with the document or the
//! body that put them out.
//!
//! ```silent
//! Rents rose by 12 per cent in a year, the housing ministry's report said.
//!
//! In the north the rise was 19 per cent.
//! ```
//!
//! ```silent
//! We raised $3 million for the bridge.
//! ```
//!
//! ```silent
//! The council met on Monday. The fee for a stall is $40. The council bought a $3 million bridge.
//! ```
//!
//! “Reportedly paid $3 million” is `agentless-report`'s, and the shares of a poll are `poll-without-method`'s: this rule
//! yields to both. Where a sentence is a claim for other reasons too, this rule speaks and `unattributed-claim` yields.
//!
//! ## Fixes
//!
//! As `unattributed-claim`: “, according to …” with actors of the draft, or a placeholder; or a link to fill in.
//!
//! ## Standard
//!
//! Reuters Handbook: figures have sources. AP: the source of a number is part of the number.

use copydesk_language::{Figure, FigureKind, NameKind, SourceKind};
use text_size::{TextRange, TextSize};

use super::unattributed_claim::{self, LIKE_A_REPORT};
use super::{Check, Finding, Group, RuleInfo};
use crate::facts::{Facts, Place, Sourced};
use crate::{CLAIM, Safety, Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unsourced-figure",
    group: Group::Sourcing,
    severity: Severity::Warning,
    on: true,
    source: include_str!("unsourced_figure.rs"),
    check: Check::Draft(check),
};

/// As likely a claim as this, a figure among sourced sentences is reported; set on attribution/dev.
const CONSENT: f32 = 0.2;
/// As that, for a percentage by which something grew or fell: somebody had to count twice.
const CHANGE: f32 = 0.05;
/// As that, for a sum of money: most of those that stand without a source are prices, fees and grants, which anybody can look up.
const SUM: f32 = 0.3;

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    (0..facts.sentences.len())
        .filter_map(|number| {
            let figure = unsourced(facts, number)?;
            let sentence = facts.sentences[number].place;
            let place = Place::new(sentence.passage, figure.range);
            let message = format!(
                "No source for “{}”: say who counted or reported it, or link the document.",
                facts.text(place)
            );
            let link = fixes::replace(
                facts,
                place,
                format!("[{}]([link])", facts.text(place)),
                "Make it a link to fill in".to_owned(),
                Safety::Placeholder,
            );
            let finding = Finding::new(facts.source(place), message);
            Some(finding.with_fixes(fixes::attribute(facts, sentence)).with_fixes([link]))
        })
        .collect()
}

/// Whether this rule speaks about a sentence, so that others need not.
pub(super) fn is_flagged(facts: &Facts, sentence: usize) -> bool {
    unsourced(facts, sentence).is_some()
}

/// The first figure of a sentence that needs a source and has none.
fn unsourced<'a>(facts: &Facts<'a>, number: usize) -> Option<&'a Figure> {
    let fact = &facts.sentences[number];
    let view = &facts.passages[fact.place.passage];
    if !view.is_body() || fact.sourced != Sourced::No || fact.sentence.question || fact.sentence.fragment {
        return None;
    }
    // A sentence that hides who reports it, "a $3 million sale, condemned in Beijing", reads like a report for that.
    let like_a_report = fact.sentence.reported >= LIKE_A_REPORT && !facts.has_vague_source(fact);
    // What stands under a heading of its own, as background does, is read for itself.
    let alone = facts.is_in_silent_section(fact.place);
    let enough = if alone { CLAIM } else { CHANGE };
    if like_a_report || fact.sentence.claim < enough || facts.is_told(fact) {
        return None;
    }
    // "We raised $3 million": the writer counted.
    if fact.sentence.personal || is_supposed(facts, fact.place) || is_public(facts, fact.place) {
        return None;
    }
    let passage = fact.place.passage;
    let whole = TextRange::up_to(TextSize::of(view.passage.text.as_str()));
    let paragraph_sourced = view.is_linked(whole)
        || facts.sentences_of(passage).iter().any(|other| other.sourced == Sourced::Here)
        || facts.statements_of(passage).iter().any(|statement| statement.names_source());
    if paragraph_sourced || facts.is_sourced_lead(fact.place) {
        return None;
    }
    if is_counted_elsewhere(facts, passage) || !alone && unattributed_claim::is_among_persons(facts, number) {
        return None;
    }
    let disputable = |figure: &Figure| {
        let text = facts.text(fact.place);
        match figure.kind {
            FigureKind::Money => {
                let matters =
                    is_large(view.text(figure.range)) && !describes_a_deal(&view.passage.text, figure.range);
                fact.sentence.claim >= SUM && (matters || has_word(text, &["cost"]))
            }
            FigureKind::Percentage if is_change(text) => true,
            FigureKind::Percentage => fact.sentence.claim >= CONSENT && !has_word(text, &["will"]),
            FigureKind::Casualties | FigureKind::Crowd => {
                fact.sentence.claim >= CONSENT && !is_known_group(&view.passage.text, figure.range)
            }
            _ => false,
        }
    };
    // "reportedly paid $3 million" is one fault; "a $3 million sale, condemned in Beijing" is two.
    let reported = |figure: &Figure| {
        view.reading.agentless.iter().any(|report| {
            fact.place.range.contains_range(report.range) && report.range.end() <= figure.range.start()
        })
    };
    view.reading.figures.iter().find(|figure| {
        let carries = if alone { is_counted(figure.kind) } else { disputable(figure) };
        carries
            && fact.place.range.contains_range(figure.range)
            && !reported(figure)
            && !goes_on_with_figures(facts, passage, figure.kind)
            && !is_round_crowd(view.text(figure.range), figure.kind)
            && !facts.is_in_quotation(Place::new(passage, figure.range))
            && !facts.sourced_figures().contains(view.text(figure.range))
    })
}

/// Whether somebody put out what the paragraph counts: it or the one before speaks of figures, or one of them or the next
/// of a poll, and what a poll lacks is `poll-without-method`'s business.
fn is_counted_elsewhere(facts: &Facts, passage: usize) -> bool {
    const FIGURES: &[&str] = &["figures", "statistics", "census", "numbers", "research", "study"];
    const POLLS: &[&str] = &[
        "poll",
        "polled",
        "polling",
        "polls",
        "pollster",
        "pollsters",
        "respondents",
        "survey",
        "surveyed",
        "surveys",
    ];
    let says = |near: usize, words| has_word(&facts.passages[near].passage.text, words);
    let before = passage.checked_sub(1).filter(|&before| facts.adjoin(before, passage));
    let after = facts.adjoin(passage, passage + 1).then_some(passage + 1);
    let near = before.into_iter().chain([passage]);
    let mut about = near.clone();
    about.any(|near| says(near, FIGURES)) || near.chain(after).any(|near| says(near, POLLS))
}

/// Whether a text has one of some words, given in lower case.
fn has_word(text: &str, words: &[&str]) -> bool {
    let mut its_words = text.split(|c: char| !c.is_alphabetic());
    its_words.any(|word| words.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
}

/// Whether the paragraph before gives figures of a kind that a document or a body reported: a reader takes those that follow
/// at once for more of them.
fn goes_on_with_figures(facts: &Facts, passage: usize, kind: FigureKind) -> bool {
    let Some(before) = passage.checked_sub(1).filter(|&before| facts.adjoin(before, passage)) else {
        return false;
    };
    let figures = &facts.passages[before].reading.figures;
    facts.statements_of(before).iter().any(|statement| {
        let body = statement.actor.is_some_and(|actor| facts.actors[actor].kind != NameKind::Person);
        let reported = body || statement.kind() == SourceKind::Document;
        let holds = |figure: &Figure| {
            figure.kind == kind
                && statement.attribution.content.iter().any(|piece| piece.contains_range(figure.range))
        };
        reported && statement.names_source() && figures.iter().any(holds)
    })
}

/// Whether a sentence says what would be, "would have sales of $32bn", or is written in capitals throughout, as headlines
/// in a list are: neither reports a figure.
fn is_supposed(facts: &Facts, place: Place) -> bool {
    let text = facts.text(place);
    let would = text.split([' ', '’', '\'']).any(|word| word == "would");
    would || !text.contains(char::is_lowercase)
}

/// Whether a sentence gives what anybody can look up: prices, takings in cinemas, a company’s
/// results, votes; or stands in a paragraph about a market.
fn is_public(facts: &Facts, place: Place) -> bool {
    const MARKET: &[&str] = &["shares", "stocks", "nasdaq", "ftse", "dow", "nikkei", "trading", "earnings"];
    const PUBLIC: &[&str] = &[
        "shares",
        "stock",
        "stocks",
        "index",
        "nasdaq",
        "ftse",
        "dow",
        "yield",
        "trading",
        "auction",
        "price",
        "prices",
        "fares",
        "profit",
        "profits",
        "losses",
        "turnover",
        "earning",
        "sold",
        "revenue",
        "revenues",
        "sales",
        "takings",
        "box",
        "cinemas",
        "budget",
        "vote",
        "votes",
        "voted",
        "precincts",
        "turnout",
        "delegates",
    ];
    has_word(facts.text(place), PUBLIC) || has_word(&facts.passages[place.passage].passage.text, MARKET)
}

/// Whether a number of people only says who is meant: "the nine people who were killed", "one of 26 people killed".
fn is_known_group(passage: &str, people: TextRange) -> bool {
    let before = passage[..usize::from(people.start())].split_whitespace().next_back().unwrap_or("");
    matches!(before, "the" | "The" | "those" | "these")
        || passage[..usize::from(people.start())].ends_with("one of ")
}

/// Whether figures of a kind are counted or reported by somebody.
fn is_counted(kind: FigureKind) -> bool {
    matches!(kind, FigureKind::Money | FigureKind::Percentage | FigureKind::Casualties | FigureKind::Crowd)
}

/// Whether a sentence says that something grew or fell.
fn is_change(sentence: &str) -> bool {
    const CHANGES: &[&str] = &[
        "climbed",
        "declined",
        "dropped",
        "fell",
        "fallen",
        "grew",
        "grown",
        "increased",
        "risen",
        "rose",
        "jumped",
        "doubled",
        "tripled",
        "up",
        "down",
    ];
    has_word(sentence, CHANGES)
}

/// Whether a sum is of a million or more: "$440 million", "£1.2bn", "2,500,000 euros".
fn is_large(sum: &str) -> bool {
    let scaled = sum.split(|c: char| !c.is_alphabetic()).any(|word| {
        matches!(word, "m" | "mn" | "bn" | "tn")
            || ["million", "billion", "trillion"].iter().any(|it| word.starts_with(it))
    });
    let whole = sum.split_once('.').map_or(sum, |(whole, _)| whole);
    scaled || whole.chars().filter(char::is_ascii_digit).count() >= 7
}

/// Whether a sum only says which thing is meant: "a £4m grant", "his £27m move".
fn describes_a_deal(passage: &str, sum: TextRange) -> bool {
    const WHICH: &[&str] = &["a", "an", "the", "its", "his", "her", "their", "this", "that"];
    const NO_NOUN: &[&str] = &[
        "a", "after", "and", "at", "by", "each", "for", "from", "in", "last", "of", "on", "or", "per",
        "since", "this", "to", "with", "worth",
    ];
    let before = passage[..usize::from(sum.start())].split_whitespace().next_back().unwrap_or("");
    let which = WHICH.contains(&before) || before.ends_with("’s") || before.ends_with("'s");
    let after = &passage[usize::from(sum.end())..];
    let next =
        after.strip_prefix([' ', '-']).unwrap_or("").split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    which && !next.is_empty() && !NO_NOUN.contains(&next)
}

/// "Ten thousand passengers" in words is a manner of speaking, not a count.
fn is_round_crowd(words: &str, kind: FigureKind) -> bool {
    kind == FigureKind::Crowd && !words.contains(|c: char| c.is_ascii_digit())
}
