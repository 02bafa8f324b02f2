//! What a sentence tells of a poll.

use copydesk_facts::{Facts, SentenceFact, Span};
use copydesk_language::{FigureKind, NameKind};

use super::part;

/// Whether a sentence tells how many were asked, or how far the answers may be off.
pub(super) fn tells_how_many(facts: &Facts, fact: &SentenceFact) -> bool {
    let figures = &facts.passages[fact.place.passage].reading.figures;
    let counted = figures.iter().any(|figure| {
        matches!(figure.kind, FigureKind::Count | FigureKind::Crowd)
            && fact.place.range.contains_range(figure.range)
    });
    counted || facts.text(fact.place).contains("margin of error")
}

/// The word for a poll in a sentence; who asked and what share answered make one of "surveyed" too, which may speak of land and sea.
pub(super) fn word_for_poll(facts: &Facts, fact: &SentenceFact) -> Option<Span> {
    const POLLS: &[&str] = &["poll", "polls", "polling", "survey", "surveys"];
    const POLLED: &[&str] = &["polled", "surveyed"];
    let text = facts.text(fact.place);
    let mut at = 0;
    text.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let lower = word.to_lowercase();
        let is_poll =
            POLLS.contains(&lower.as_str()) || POLLED.contains(&lower.as_str()) && gives_share(facts, fact);
        is_poll.then(|| part(fact.place, start, word.len())).flatten()
    })
}

/// Whether a sentence states a share, in per cent or in points.
pub(super) fn gives_share(facts: &Facts, fact: &SentenceFact) -> bool {
    let mut figures = facts.passages[fact.place.passage].reading.figures.iter();
    let text = facts.text(fact.place);
    let points =
        text.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "point" | "points" | "ten"));
    points || figures.any(|it| it.kind == FigureKind::Percentage && fact.place.range.contains_range(it.range))
}

/// Whether a sentence names a person or an organisation.
pub(super) fn is_named(facts: &Facts, fact: &SentenceFact) -> bool {
    let mut names = facts.passages[fact.place.passage].reading.names.iter();
    let acts = |kind| matches!(kind, NameKind::Person | NameKind::Organisation);
    names.any(|name| acts(name.kind) && fact.place.range.contains_range(name.range))
}
