//! # adjacent-speakers
//!
//! Flags two quotations back to back by different speakers, where the second speaker is named only behind the second.
//!
//! ## Why
//!
//! Until the name comes, the reader hears the first speaker go on, and hears the wrong person.
//!
//! ## Example
//!
//! ```flagged
//! “The bridge is safe,” Ana Lopez, the engineer, said. “The bridge will fall,” Paul Hale, the pilot, said.
//!                                                      ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “The bridge is safe,” Ana Lopez said.
//!
//! “The bridge will fall,” Paul Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! “The bridge is safe,” Ana Lopez said.
//!
//! Paul Hale said: “The bridge will fall.”
//! ```
//!
//! ```flagged
//! "The bridge is safe," said Ana Lopez.
//!
//! "The bridge will fall," said Paul Hale.
//! ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! "The bridge is safe," said Ana Lopez.
//!
//! Paul Hale said: "The bridge will fall."
//! ```
//!
//! ```flagged
//! Ana Lopez said: “The bridge is safe.”
//!
//! “The bridge will fall,” Paul Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “The bridge is safe,” Ana Lopez said. “It stood for a century.”
//!
//! “The bridge will fall,” Paul Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “The valley is dry,” Ines Halloran said.
//!
//! “The valley is a swamp,” said Tom Beecher.
//! ^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “The valley is dry,” Ines Halloran said.
//!
//! “The valley is a swamp,” said Tom Beecher. “Nobody can walk there.”
//! ^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! “The valley is dry,” Ines Halloran said.
//!
//! Tom Beecher said: “The valley is a swamp. Nobody can walk there.”
//! ```
//!
//! ## Better
//!
//! ```silent a second speaker who is named before the quotation ends
//! “The bridge is safe,” Ana Lopez said.
//!
//! Paul Hale said: “The bridge will fall.”
//! ```
//!
//! ## Looked for
//!
//! words between the two quotations, or in front of the second, that say who speaks there.
//!
//! ## Stays silent on
//!
//! - the same speaker
//! - a source that the draft does not tell apart
//! - a second speaker who is named before the quotation ends
//! - words of the draft's own, or a heading, between the two quotations
//! - drafts of the genre `interview`
//!
//! ```silent the same speaker
//! “The bridge is safe,” Ana Lopez said. “It stood for a century,” she said.
//! ```
//!
//! ```silent words of the draft's own, or a heading, between the two quotations
//! “The bridge is safe,” Ana Lopez said.
//!
//! The pilot shook his head. “The bridge will fall,” Paul Hale said.
//! ```
//!
//! ```silent a second speaker who is named before the quotation ends
//! “The bridge is safe,” Ana Lopez said. Paul Hale said: “The bridge will fall.”
//! ```
//!
//! ```silent words of the draft's own, or a heading, between the two quotations
//! “The bridge is safe,” Ana Lopez said.
//!
//! ## The pilots
//!
//! “The bridge will fall,” Paul Hale said.
//! ```
//!
//! ```silent drafts of the genre interview
//! ---
//! copydesk: {genre: interview}
//! ---
//!
//! “The bridge is safe,” Ana Lopez said. “The bridge will fall,” Paul Hale said.
//! ```
//!
//! ```silent a source that the draft does not tell apart
//! Paul Hale, the mayor, came late. “The dam will hold,” said Ana Lopez, the engineer. “It leaks,” he said.
//! ```
//!
//! ## Fixes
//!
//! Puts the second speaker before the second quotation, where nothing but the name and the verb stands behind it (suggested).
//!
//! ## Standard
//!
//! Reuters Handbook: do not run quotations of different speakers together.

use copydesk_facts::{Facts, Genre, Span, Statement};
use copydesk_language::{SourceKind, overlap};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short, named};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "adjacent-speakers",
    group: Group::Attribution,
    severity: Severity::Info,
    silent_in: &[Genre::Interview],
    source: include_str!("adjacent_speakers.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const SAME: Reason = Reason("the same speaker");
const UNKNOWN: Reason = Reason("a source that the draft does not tell apart");
const FIRST: Reason = Reason("a second speaker who is named before the quotation ends");
const BETWEEN: Reason = Reason("words of the draft's own, or a heading, between the two quotations");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let outer: Vec<&Statement> = facts
        .statements
        .iter()
        .filter(|statement| !statement.attribution.nested && facts.passages[statement.passage].is_body())
        .collect();
    outer.windows(2).filter_map(|pair| finding(context, pair[0], pair[1])).collect()
}

fn finding(context: &Context, first: &Statement, second: &Statement) -> Option<Flagged> {
    let facts = context.facts;
    let passage = second.passage;
    let cue = second.attribution.cue;
    let spoken = second.attribution.content.first()?;
    let quotation = facts
        .quotations_of(passage)
        .iter()
        .find(|quotation| quotation.opened && quotation.closed && overlap(quotation.range, *spoken))?;
    let place = Span::new(passage, quotation.range);
    let both = first.names_source() && second.names_source();
    let (one, other) = match (first.actor, second.actor) {
        (Some(one), Some(other)) if both => (one, other),
        _ => return context.silent(place, UNKNOWN),
    };
    if one == other {
        return context.silent(place, SAME);
    }
    // "He" names nobody yet.
    if second.attribution.source_kind == SourceKind::Pronoun {
        return context.silent(place, UNKNOWN);
    }
    let sentence = facts.sentence_at(place).map(|number| facts.sentences[number].place)?;
    let opens = sentence.range.start() == quotation.range.start();
    let source = second.attribution.source?;
    if !opens || cue.start() < quotation.range.end() || source.start() < quotation.range.end() {
        return context.silent(place, FIRST);
    }
    if !is_quoted_up_to(facts, first, place) {
        return context.silent(place, BETWEEN);
    }
    let name = named(facts, Span::new(passage, source));
    let message = format!(
        "“{}” reads as {}’s until {name} is named behind it: name {name} first.",
        in_short(facts.text(Span::new(passage, quotation.inner)).trim_end_matches(',')),
        facts.actors[one].name
    );
    let finding = Flagged::new(facts.source(place), message);
    Some(finding.with_fixes(name_first(facts, second, place)))
}

/// Whether nothing but the first speaker's quotation and attribution stands between the two quotations.
fn is_quoted_up_to(facts: &Facts, first: &Statement, second: Span) -> bool {
    let near = first.passage == second.passage
        || first.passage.max(first.content.last().map_or(0, |place| place.passage)) + 1 == second.passage
            && facts.adjoin(second.passage - 1, second.passage);
    let last_passage =
        if second.range.start() == 0.into() { second.passage.checked_sub(1) } else { Some(second.passage) };
    let Some(last_passage) = last_passage.filter(|_| near) else { return false };
    let sentences = facts.sentences_of(last_passage);
    let before = match last_passage == second.passage {
        true => sentences.iter().rfind(|fact| fact.place.range.end() <= second.range.start()),
        false => sentences.last(),
    };
    let Some(before) = before else { return false };
    let quoted = facts
        .quotations_of(last_passage)
        .iter()
        .any(|quotation| overlap(quotation.range, before.place.range));
    let his = first
        .content
        .iter()
        .any(|content| content.passage == last_passage && overlap(content.range, before.place.range));
    quoted && his
}

/// “A,” Hale said. becomes Hale said: “A.”
fn name_first(facts: &Facts, statement: &Statement, quotation: Span) -> Option<Fix> {
    let view = &facts.passages[quotation.passage];
    let (source, cue) = (statement.attribution.source?, statement.attribution.cue);
    let last = facts.sentence_at(Span::new(quotation.passage, cue))?;
    let tail = TextRange::new(quotation.range.end(), facts.sentences[last].place.range.end());
    let (name, verb) = (view.text(source), view.text(cue));
    let plain =
        [format!(" {name} {verb}."), format!(" {verb} {name}.")].iter().any(|it| it == view.text(tail));
    let closing = view.text(quotation.range).chars().next_back().map_or(TextSize::new(0), TextSize::of);
    let inner_end = quotation.range.end() - closing;
    let comma = TextRange::new(inner_end.checked_sub(TextSize::of(','))?, inner_end);
    if !plain || view.text(comma) != "," {
        return None;
    }
    let at = |range: TextRange| Span::new(quotation.passage, range);
    let mut letters = name.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let start = facts.source(quotation).start();
    let mut edits = vec![TextEdit { range: TextRange::empty(start), text: format!("{capital} {verb}: ") }];
    // “A,” Hale said. “B.” becomes Hale said: “A. B.”
    let next = facts.quotations_of(quotation.passage).iter().find(|next| next.range.start() > tail.end());
    let next = next.filter(|next| view.text(TextRange::new(tail.end(), next.range.start())) == " ");
    if let Some(next) = next {
        let between = TextRange::new(comma.start(), next.inner.start());
        edits.extend(fixes::reword(facts, at(between), ". ")?);
    } else {
        edits.extend(fixes::reword(facts, at(comma), ".")?);
        edits.extend(fixes::reword(facts, at(tail), "")?);
    }
    Some(Fix { title: format!("Name {name} first"), safety: Safety::Suggested, edits })
}
