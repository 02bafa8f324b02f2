//! Sources named without a verb: a speaker's label, "WALLACE: Will she come?", and a signature behind a quotation,
//! "“It bit me.” — Ana Lopez" or "“It bit me.” (Ana Lopez, 34, nurse)"; or in a passage of its own, "— Ana Lopez".

use text_size::TextRange;

use super::{Scene, trim};
use crate::reading::{Attribution, NameKind, SourceKind, Telling};
use crate::tokens::TokenKind;

/// A label or a signature has no more words.
const MOST_WORDS: usize = 4;
/// The marks decide, not the reader.
const CONFIDENCE: f32 = 0.95;

/// What a signature begins with.
const DASHES: [char; 5] = ['—', '–', '―', '-', '~'];

/// Whether a text begins as a signature behind a quotation does, with a dash and a name.
pub fn opens_with_signature(text: &str) -> bool {
    let text = text.trim_start();
    let name = text.trim_start_matches(DASHES);
    let name_starts = name.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{200d}');
    name.len() < text.len() && name_starts.starts_with(char::is_uppercase)
}

/// What a passage's label or signature says, where the reader found no cue there.
pub(super) fn find(scene: &Scene, found: &[Attribution]) -> Option<Attribution> {
    let signed = label(scene).or_else(|| signature(scene)).or_else(|| alone(scene))?;
    let taken = |one: &Attribution| {
        one.cue == signed.cue || one.source.is_some_and(|range| Some(range) == signed.source)
    };
    (!found.iter().any(taken)).then_some(signed)
}

/// A label in capitals and a colon at the start, maybe behind a quotation mark.
fn label(scene: &Scene) -> Option<Attribution> {
    let tokens = scene.tokens;
    let start = usize::from(tokens.kind(0) == TokenKind::Quote);
    let mut colon = start;
    while tokens.is_word(colon) && colon - start < MOST_WORDS {
        let initial = tokens.text(colon).ends_with('.');
        if !initial && !tokens.is_all_capitals(colon) {
            return None;
        }
        colon += 1;
    }
    let end = tokens.len();
    if colon == start || colon >= end || tokens.kind(colon) != TokenKind::Colon {
        return None;
    }
    let content = TextRange::new(tokens.range(colon).end(), tokens.range(end - 1).end());
    Some(attribution(tokens.span(start, colon), tokens.range(colon), vec![trim(scene, content)?]))
}

/// A quotation that fills the passage but for a name behind it: behind a dash, or in brackets.
fn signature(scene: &Scene) -> Option<Attribution> {
    let tokens = scene.tokens;
    let quotation = scene.quotations.last()?;
    let mark = tokens.at(quotation.range.end());
    let bracketed = tokens.kind(mark) == TokenKind::OpenBracket;
    let stop = |at: usize| tokens.kind(at) == TokenKind::Stop;
    let mut end = tokens.len();
    while end > mark && (stop(end - 1) || bracketed && tokens.kind(end - 1) == TokenKind::CloseBracket) {
        end -= 1;
    }
    let source = mark + 1..end;
    let dash = matches!(tokens.kind(mark), TokenKind::Dash | TokenKind::Symbol)
        && tokens.text(mark).chars().all(|mark| DASHES.contains(&mark));
    let signed = quotation.closed
        && quotation.range.start() == 0.into()
        && (dash || bracketed)
        && !source.is_empty()
        && tokens.is_capitalised(mark + 1)
        && source.len() <= if bracketed { 3 * MOST_WORDS } else { 2 * MOST_WORDS }
        && source.clone().all(|at| !stop(at) && tokens.kind(at) != TokenKind::CloseBracket);
    if !signed || bracketed && !begins_with_person(scene, mark + 1) {
        return None;
    }
    Some(attribution(tokens.span(mark + 1, end), tokens.range(mark), vec![quotation.range]))
}

/// Whether a cue is the dash with which a passage opens: what it signs stands in the passages before.
pub(super) fn signs(scene: &Scene, cue: TextRange) -> bool {
    cue.start() == 0.into() && scene.tokens.passage[cue].starts_with(DASHES)
}

/// A passage that is nothing but a dash and somebody's name.
fn alone(scene: &Scene) -> Option<Attribution> {
    let tokens = scene.tokens;
    let end = tokens.len();
    let dash = tokens.text(0).chars().all(|mark| DASHES.contains(&mark));
    let name = 1..end;
    let signed = dash && end > 1 && name.len() <= 2 * MOST_WORDS && begins_with_person(scene, 1);
    let plain = || name.clone().all(|at| tokens.is_word(at) || tokens.kind(at) == TokenKind::Comma);
    (signed && plain()).then(|| attribution(tokens.span(1, end), tokens.range(0), Vec::new()))
}

/// Whether a token begins a person's name: brackets hold much that signs nothing, "(Applause)".
fn begins_with_person(scene: &Scene, at: usize) -> bool {
    let start = scene.tokens.range(at).start();
    scene.names.iter().any(|name| name.kind == NameKind::Person && name.range.start() == start)
}

fn attribution(source: TextRange, cue: TextRange, content: Vec<TextRange>) -> Attribution {
    Attribution {
        source: Some(source),
        source_kind: SourceKind::Named,
        cue,
        content,
        telling: Telling::Says,
        nested: false,
        confidence: CONFIDENCE,
    }
}
