//! Sources named without a verb: a speaker's label, "WALLACE: Will she come?", and a signature behind a quotation,
//! "“It bit me.” — Ana Lopez".

use text_size::TextRange;

use super::{Scene, trim};
use crate::reading::{Attribution, SourceKind, Telling};
use crate::tokens::TokenKind;

/// A label or a signature has no more words.
const MOST_WORDS: usize = 4;
/// The marks decide, not the reader.
const CONFIDENCE: f32 = 0.95;

/// What a passage's label or signature says, where the reader found no cue there.
pub(super) fn find(scene: &Scene, found: &[Attribution]) -> Option<Attribution> {
    let signed = label(scene).or_else(|| signature(scene))?;
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
    Some(attribution(tokens.span(start, colon), tokens.range(colon), trim(scene, content)?))
}

/// A quotation that fills the passage but for a dash and a name behind it.
fn signature(scene: &Scene) -> Option<Attribution> {
    let tokens = scene.tokens;
    let quotation = scene.quotations.last()?;
    let dash = tokens.at(quotation.range.end());
    let end = tokens.len();
    let source = dash + 1..end;
    let marks = |kind| matches!(kind, TokenKind::Dash | TokenKind::Symbol);
    let signed = quotation.closed
        && quotation.range.start() == 0.into()
        && dash < end
        && marks(tokens.kind(dash))
        && tokens.text(dash).chars().all(|mark| matches!(mark, '—' | '–' | '―' | '-'))
        && tokens.is_capitalised(dash + 1)
        && source.len() <= 2 * MOST_WORDS
        && source.clone().all(|at| tokens.kind(at) != TokenKind::Stop || at + 1 == end);
    if !signed {
        return None;
    }
    let named = source.clone().take_while(|&at| tokens.kind(at) != TokenKind::Stop).count();
    Some(attribution(tokens.span(dash + 1, dash + 1 + named), tokens.range(dash), quotation.range))
}

fn attribution(source: TextRange, cue: TextRange, content: TextRange) -> Attribution {
    Attribution {
        source: Some(source),
        source_kind: SourceKind::Named,
        cue,
        content: vec![content],
        telling: Telling::Says,
        nested: false,
        confidence: CONFIDENCE,
    }
}
