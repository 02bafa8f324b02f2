//! # late-attribution
//!
//! Flags a quotation of more than two sentences whose speaker appears only at its end.
//!
//! ## Why
//!
//! A reader who does not know whose words these are reads them as nobody's, and has to start again at the end.
//!
//! ## Example
//!
//! ```flagged
//! “We saw the smoke at noon. We rang the bell. Nobody came,” said Ana Lopez, the baker.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! “We saw the smoke at noon,” said Ana Lopez, the baker. “We rang the bell. Nobody came.”
//! ```
//!
//! ```flagged
//! "It sat down on the runway. I sounded the horn. It did not move," Paul Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! "It sat down on the runway," Paul Hale said. "I sounded the horn. It did not move."
//! ```
//!
//! ```flagged
//! “Who would do this? It was a good boat. It had a new mast,” Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! “Who would do this?” Hale said. “It was a good boat. It had a new mast.”
//! ```
//!
//! ```flagged
//! The hall was full. “The road is closed. The bridge is closed. The school is closed,” the mayor said.
//!                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ‘The road is closed. The bridge is closed. The school is closed,’ said the mayor.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “I came by boat. I left by boat. I live on a boat. I am a sailor,” Hale said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent quotations of one or two sentences
//! “We saw the smoke at noon,” said Ana Lopez, the baker. “We rang the bell. Nobody came.”
//! ```
//!
//! ## Looked for
//!
//! the speaker in the first two sentences, in the paragraph before, or as a pronoun.
//!
//! ## Stays silent on
//!
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - a pronoun, which stands for somebody whom the reader has met
//! - what somebody tells of another's words, or says without being named surely
//! - a speaker who stands before the quotation
//! - a quotation whose marks do not pair, or that stands far from its speaker
//! - quotations of one or two sentences
//! - a speaker whom the paragraph, or the one before it, has mentioned
//! - what another rule says more exactly
//! - drafts of the genre `interview`
//!
//! It yields to `adjacent-speakers`.
//!
//! ```silent quotations of one or two sentences
//! “We saw the smoke at noon. Nobody came,” said Ana Lopez, the baker.
//! ```
//!
//! ```silent a pronoun, which stands for somebody whom the reader has met
//! Ana Lopez, the baker, was first at the door. “We saw the smoke at noon. We rang the bell. Nobody came,” she said.
//! ```
//!
//! ```silent a speaker who stands before the quotation
//! Ana Lopez, the baker, said: “We saw the smoke at noon. We rang the bell. Nobody came.”
//! ```
//!
//! ```silent quotations of one or two sentences
//! “We saw the smoke at noon,” Ana Lopez, the baker, said.
//!
//! “We rang the bell. We rang it again. Nobody came,” she said.
//! ```
//!
//! ```silent drafts of the genre interview
//! ---
//! copydesk: {genre: interview}
//! ---
//!
//! “We saw the smoke at noon. We rang the bell. Nobody came,” said Ana Lopez, the baker.
//! ```
//!
//! ## Fixes
//!
//! Moves the attribution behind the first sentence (suggested). The words of the quotation stay as they are.
//!
//! ## Standard
//!
//! Reuters Handbook: identify the speaker after the first sentence of a quotation.

use copydesk_facts::{Facts, Genre, Span, Statement};
use copydesk_language::{Quotation, SourceKind, overlap};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo, named};
use crate::trace::{OUTSIDE, Reason};
use crate::{Fix, Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "late-attribution",
    group: Group::Attribution,
    severity: Severity::Info,
    silent_in: &[Genre::Interview],
    yields_to: &["adjacent-speakers"],
    source: include_str!("late_attribution.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const MET: Reason = Reason("a pronoun, which stands for somebody whom the reader has met");
const TOLD: Reason = Reason("what somebody tells of another's words, or says without being named surely");
const AHEAD: Reason = Reason("a speaker who stands before the quotation");
const LOOSE: Reason = Reason("a quotation whose marks do not pair, or that stands far from its speaker");
const SHORT: Reason = Reason("quotations of one or two sentences");
const INTRODUCED: Reason = Reason("a speaker whom the paragraph, or the one before it, has mentioned");

/// Up to so many sentences a reader waits for the speaker.
const MOST_SENTENCES: usize = 2;

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    facts.statements.iter().filter_map(|statement| finding(context, statement)).collect()
}

fn finding(context: &Context, statement: &Statement) -> Option<Flagged> {
    let facts = context.facts;
    let view = &facts.passages[statement.passage];
    let cue = statement.attribution.cue;
    let spoken = Span::new(statement.passage, cue);
    if !view.is_body() {
        return context.silent(spoken, OUTSIDE);
    }
    if !statement.names_source() || statement.attribution.nested {
        return context.silent(spoken, TOLD);
    }
    if statement.kind() == SourceKind::Pronoun {
        return context.silent(spoken, MET);
    }
    let quotation = facts.quotations_of(statement.passage).iter().rev().find(|quotation| {
        let spoken = |content: &TextRange| overlap(*content, quotation.range);
        quotation.range.end() <= cue.start() && statement.attribution.content.iter().any(spoken)
    });
    let Some(quotation) = quotation else { return context.silent(spoken, AHEAD) };
    let place = Span::new(statement.passage, quotation.range);
    let closely = cue.start() - quotation.range.end() < TextSize::new(80);
    // Straight marks inside show that the marks were not paired as the writer meant them.
    let entangled = view.text(quotation.inner).contains(['"', '“', '”']);
    let whole = quotation.opened && quotation.closed && closely && !entangled;
    let inner = sentences_inside(facts, place.passage, quotation);
    if !whole {
        return context.silent(place, LOOSE);
    }
    if inner.len() <= MOST_SENTENCES {
        return context.silent(place, SHORT);
    }
    if is_introduced(facts, statement, place) {
        return context.silent(place, INTRODUCED);
    }
    let source = Span::new(statement.passage, statement.attribution.source?);
    let message = format!(
        "The reader learns only after {} sentences that {} speaks: name the speaker after the first.",
        inner.len(),
        named(facts, source)
    );
    let fix = forward(facts, quotation, place, inner[0]);
    Some(Flagged::new(facts.source(place), message).with_fixes(fix))
}

/// The sentences of a quotation, each cut to what stands inside its marks.
fn sentences_inside(facts: &Facts, passage: usize, quotation: &Quotation) -> Vec<TextRange> {
    let sentences = facts.sentences_of(passage).iter();
    sentences
        .filter_map(|fact| fact.place.range.intersect(quotation.inner))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether the reader knows who speaks before the quotation begins: the actor is mentioned before it in the paragraph, or
/// in the paragraph before.
fn is_introduced(facts: &Facts, statement: &Statement, quotation: Span) -> bool {
    let Some(actor) = statement.actor else { return false };
    let before = quotation.passage.checked_sub(1).filter(|&before| facts.adjoin(before, quotation.passage));
    let ahead = facts
        .mentions_of(quotation.passage)
        .iter()
        .take_while(|mention| mention.place.range.end() <= quotation.range.start());
    let earlier = before.into_iter().flat_map(|before| facts.mentions_of(before));
    ahead.chain(earlier).any(|mention| mention.actor == actor)
}

/// “A. B. C,” Lee said. becomes “A,” Lee said. “B. C.”
fn forward(facts: &Facts, quotation: &Quotation, place: Span, first: TextRange) -> Option<Fix> {
    let view = &facts.passages[place.passage];
    let text = &view.passage.text;
    let last_sentence = facts.sentences_of(place.passage).iter().find(|fact| {
        fact.place.range.contains(place.range.end()) || fact.place.range.end() == place.range.end()
    })?;
    let end = last_sentence.place.range.end();
    let tail = view.text(TextRange::new(quotation.range.end(), end)).strip_suffix('.')?;
    let plain = tail.starts_with(' ') && tail.len() > 1 && !tail.contains(['“', '”', '"', '‘']);
    let opening = view.text(TextRange::new(quotation.range.start(), quotation.inner.start()));
    let closing = view.text(TextRange::new(quotation.inner.end(), quotation.range.end()));
    let spoken = view.text(quotation.inner);
    if !plain || !spoken.ends_with(',') {
        return None;
    }
    let reword = |start: TextSize, end: TextSize, text: &str| {
        fixes::reword(facts, Span::new(place.passage, TextRange::new(start, end)), text)
    };
    let first_text = text[first].trim_end();
    let first_end = first.start() + TextSize::of(first_text);
    let stop = first_text.ends_with('.');
    let from = if stop { first_end - TextSize::of('.') } else { first_end };
    let comma = if stop { "," } else { "" };
    let gap = TextSize::of(&text[usize::from(first_end)..])
        - TextSize::of(text[usize::from(first_end)..].trim_start());
    let comma_end = quotation.inner.end();
    let mut edits = reword(from, first_end + gap, &format!("{comma}{closing}{tail}. {opening}"))?;
    edits.extend(reword(comma_end - TextSize::of(','), comma_end, ".")?);
    edits.extend(reword(quotation.range.end(), end, "")?);
    let title = "Name the speaker after the first sentence".to_owned();
    Some(Fix { title, safety: Safety::Suggested, edits })
}
