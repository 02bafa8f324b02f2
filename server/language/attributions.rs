//! Who says what. The learned reader finds the cues and, for each, its source and content; here the words become ranges,
//! quotation marks have the last word on where a quotation begins and ends, and a quotation that goes on extends a statement.

use std::ops::Range;

use text_size::TextRange;

use crate::overlap;
use crate::reader::{LabelledCue, Labels, SourceWords};
use crate::reading::{Attribution, Name, Quotation, SourceKind, Telling};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

mod grammar;
mod layers;
mod passives;
mod signed;
mod source_kind;
mod telling;

pub use signed::opens_with_signature;

/// What the steps need to see of a passage.
pub(crate) struct Scene<'a> {
    pub(crate) tokens: &'a Tokens<'a>,
    pub(crate) sentences: &'a [SentenceTokens],
    pub(crate) quotations: &'a [Quotation],
    pub(crate) names: &'a [Name],
    pub(crate) labels: &'a Labels,
}

/// Finds the attributions of a passage, in order of the cue.
pub(crate) fn find(scene: &Scene) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = scene.labels.cues.iter().map(|cue| attribution(scene, cue)).collect();
    if let Some(signed) = signed::find(scene, &found) {
        insert(&mut found, signed);
    }
    for passive in passives::find(scene, &found) {
        insert(&mut found, passive);
    }
    for &sentence in scene.sentences {
        carry_quotation(scene, sentence.range(scene.tokens), &mut found);
    }
    layers::add_tellers(scene, &mut found);
    layers::leave_each_quotation_one_speaker(scene, &mut found);
    layers::leave_each_sentence_its_own(scene, &mut found);
    // A cue that reports nothing reports what follows a colon, in the next paragraph, or is none.
    found.retain(|one| !one.content.is_empty() || announces(scene, one.cue) || signed::signs(scene, one.cue));
    for one in &mut found {
        one.telling = telling::of(scene, one.source, one.cue, &one.content);
    }
    let inside = |other: &Attribution, cue: TextRange| {
        other.cue != cue && other.content.iter().any(|content| content.contains_range(cue))
    };
    let nested: Vec<bool> =
        found.iter().map(|one| found.iter().any(|other| inside(other, one.cue))).collect();
    for (attribution, nested) in found.iter_mut().zip(nested) {
        attribution.nested = nested;
        // Whole quotations and what carries over were added behind what was found first.
        attribution.content.sort_by_key(|piece| piece.start());
    }
    found
}

/// Adds an attribution where its cue stands.
fn insert(found: &mut Vec<Attribution>, one: Attribution) {
    let place = found.partition_point(|other| other.cue.start() < one.cue.start());
    found.insert(place, one);
}

/// What reads like something said although nothing in the passage reports it, in order; `found`: what is reported there.
pub(crate) fn carried(scene: &Scene, found: &[Attribution]) -> Vec<TextRange> {
    let pieces = scene.labels.untaken.iter().filter_map(|&piece| trim(scene, piece));
    pieces
        .filter(|&piece| !found.iter().flat_map(|one| &one.content).any(|&content| overlap(content, piece)))
        .collect()
}

fn attribution(scene: &Scene, labelled: &LabelledCue) -> Attribution {
    let cue = grammar::without_name(scene, labelled.cue);
    let mut content: Vec<TextRange> =
        labelled.content.iter().filter_map(|&piece| trim(scene, piece)).collect();
    let learned = labelled.source.map(|(source, _)| with_whole_names(scene, source, cue));
    let (cue, learned) = match grammar::label(scene, cue, learned) {
        Some((colon, speaker)) => (colon, Some(speaker)),
        None => (cue, learned),
    };
    // A label before a colon, for which the reader saw nothing, is a name.
    let mut words = Some(labelled.source.map_or(SourceWords::Name, |(_, words)| words));
    let source = match grammar::source(scene, cue, learned) {
        Some(told) => {
            if let Some(source) = told.filter(|&told| Some(told) != learned) {
                words = None;
                without(scene, &mut content, source);
                let interrupted = grammar::before_aside(scene, cue, source);
                content
                    .extend(interrupted.filter(|&words| !content.iter().any(|&piece| overlap(piece, words))));
            }
            told
        }
        None => {
            learned.map(|source| grammar::with_name_beside(scene, cue, grammar::without_end(scene, source)))
        }
    };
    let source = source.filter(|&source| !grammar::is_gap(scene, source));
    let source = source.and_then(|source| without_label(scene, source));
    let source =
        source.map(|source| grammar::with_first_of_pair(scene, cue, grammar::with_antecedent(scene, source)));
    for quotation in scene.quotations {
        let clear = |range: TextRange| !overlap(range, quotation.range);
        if clear(cue) && source.is_none_or(clear) {
            fill(&mut content, quotation.range);
        }
    }
    let source_kind = match source {
        Some(range) => source_kind::of(scene, range, words),
        None => SourceKind::None,
    };
    Attribution {
        source,
        source_kind,
        cue,
        content,
        // Told at the end, when the content is settled.
        telling: Telling::Does,
        nested: false,
        confidence: labelled.confidence,
    }
}

/// Takes a range out of the content; what is left of a piece is trimmed, and goes where no word is left of it.
fn without(scene: &Scene, content: &mut Vec<TextRange>, range: TextRange) {
    let parts = |piece: TextRange| {
        let before = TextRange::new(piece.start(), range.start().clamp(piece.start(), piece.end()));
        let behind = TextRange::new(range.end().clamp(piece.start(), piece.end()), piece.end());
        [before, behind].into_iter().filter(|part| !part.is_empty()).filter_map(|part| trim(scene, part))
    };
    *content = content
        .iter()
        .flat_map(|&piece| if overlap(piece, range) { parts(piece).collect() } else { vec![piece] })
        .collect();
}

/// A source that ends within a name has the whole name, unless the cue stands in it: "Halloran" of "Ines Halloran".
fn with_whole_names(scene: &Scene, source: TextRange, cue: TextRange) -> TextRange {
    let touched = scene.names.iter().map(|name| name.range);
    let touched = touched.filter(|name| overlap(*name, source));
    let whole = touched.fold(source, |whole, name| whole.cover(name));
    if overlap(whole, cue) { source } else { whole }
}

/// A source without the time of an entry, an emoji or another mark before its words.
fn without_label(scene: &Scene, source: TextRange) -> Option<TextRange> {
    let tokens = scene.tokens;
    let Range { mut start, end } = tokens.touching(source);
    // Numbers that end the sentence before are a time's.
    let is_label = |at: usize| match tokens.kind(at) {
        TokenKind::Symbol => true,
        TokenKind::Number | TokenKind::Colon => {
            scene.sentences.iter().any(|sentence| at < sentence.start && sentence.start < end)
        }
        _ => false,
    };
    while start < end && is_label(start) {
        start += 1;
    }
    // A source may be a part of its last word, "I" of "I’d".
    (start < end).then(|| tokens.span(start, end)).and_then(|words| words.intersect(source))
}

/// Content without the marks at its ends that belong to the sentence around it; `None` where no word is left.
fn trim(scene: &Scene, range: TextRange) -> Option<TextRange> {
    let tokens = scene.tokens;
    let Range { mut start, mut end } = tokens.touching(range);
    let marks = |at: usize| {
        matches!(
            tokens.kind(at),
            TokenKind::Comma | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Dash
        )
    };
    while start < end && (marks(start) || tokens.kind(start) == TokenKind::Stop) {
        start += 1;
    }
    while start < end && marks(end - 1) {
        end -= 1;
    }
    let words = (start..end).any(|at| matches!(tokens.kind(at), TokenKind::Word | TokenKind::Number));
    words.then(|| tokens.span(start, end).intersect(range)).flatten()
}

/// A quotation of which half is content is content as a whole, with its marks.
fn fill(content: &mut Vec<TextRange>, quotation: TextRange) {
    let covered: usize = content
        .iter()
        .filter_map(|piece| piece.intersect(quotation))
        .map(|part| usize::from(part.len()))
        .sum();
    if covered * 2 < usize::from(quotation.len()) {
        return;
    }
    let touches = |piece: &TextRange| overlap(*piece, quotation);
    let whole =
        content.iter().filter(|piece| touches(piece)).fold(quotation, |whole, &piece| whole.cover(piece));
    content.retain(|piece| !touches(piece));
    content.push(whole);
}

/// Whether a passage ends with a colon behind a cue.
fn announces(scene: &Scene, cue: TextRange) -> bool {
    let last = scene.tokens.len() - 1;
    let sentence = scene.sentences.last().map(|sentence| sentence.range(scene.tokens));
    scene.tokens.kind(last) == TokenKind::Colon
        && sentence.is_some_and(|sentence| sentence.contains_range(cue))
}

/// A sentence that is all quotation and nobody's goes on with what the last speaker of the passage said.
fn carry_quotation(scene: &Scene, sentence: TextRange, found: &mut [Attribution]) {
    let length = |ranges: &mut dyn Iterator<Item = TextRange>| -> usize {
        ranges.filter_map(|range| range.intersect(sentence)).map(|part| usize::from(part.len())).sum()
    };
    let quoted = length(&mut scene.quotations.iter().map(|quotation| quotation.range));
    let taken = length(&mut found.iter().flat_map(|one| one.content.iter().copied().chain([one.cue])));
    if quoted * 10 < usize::from(sentence.len()) * 8 || taken > 0 {
        return;
    }
    let speaks = |one: &&mut Attribution| {
        one.cue.end() <= sentence.start()
            && one.content.iter().any(|&content| {
                scene.quotations.iter().any(|quotation| content.contains_range(quotation.range))
            })
    };
    if let Some(speaker) = found.iter_mut().rfind(speaks) {
        speaker.content.push(sentence);
    }
}
