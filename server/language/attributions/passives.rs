//! What somebody is told to think of something, in the passive and with them behind "by": "The plan is faulted by divers as
//! useless". The reader has seen few of the verbs that stand there; the form shows it for all.

use super::{Scene, grammar, source_kind, trim};
use crate::lexicon::grammar::is_auxiliary;
use crate::overlap;
use crate::reading::{Attribution, Telling};

/// What stands before the verb is told of where it is no longer than this, in words and marks.
const MOST_BEFORE: usize = 8;
/// The form decides, not the reader: sure enough to name a source.
const CONFIDENCE: f32 = 0.65;

/// Such attributions where the reader found no cue, in order.
pub(super) fn find(scene: &Scene, found: &[Attribution]) -> Vec<Attribution> {
    let mut passives = Vec::new();
    for &sentence in scene.sentences {
        for by in sentence.start + 2..sentence.end {
            if scene.tokens.lower(by) == "by" {
                passives.extend(passive(scene, found, (sentence.start, sentence.end), by));
            }
        }
    }
    passives
}

fn passive(
    scene: &Scene,
    found: &[Attribution],
    (start, end): (usize, usize),
    by: usize,
) -> Option<Attribution> {
    let tokens = scene.tokens;
    let cue = tokens.range(by - 1);
    if !grammar::is_passive(scene, by - 1, by) {
        return None;
    }
    let (first, last) =
        grammar::phrase(scene, by + 1, end).filter(|&agent| grammar::is_agent(scene, agent))?;
    if last + 1 >= end || tokens.lower(last) != "as" {
        return None;
    }
    let as_what = trim(scene, tokens.span(last, end))?;
    let taken =
        |one: &Attribution| overlap(one.cue, cue) || one.content.iter().any(|piece| overlap(*piece, as_what));
    let quoted = scene.quotations.iter().any(|quotation| overlap(quotation.range, cue));
    if quoted || found.iter().any(taken) {
        return None;
    }
    let auxiliary = (start..by - 1).rev().take_while(|&at| is_auxiliary(tokens.lower(at))).last()?;
    let subject = (start < auxiliary && auxiliary - start <= MOST_BEFORE)
        .then(|| trim(scene, tokens.span(start, auxiliary)))
        .flatten();
    let source = tokens.span(first, last);
    Some(Attribution {
        source: Some(source),
        source_kind: source_kind::of(scene, source, None),
        cue: tokens.span(auxiliary, by),
        content: subject.into_iter().chain([as_what]).collect(),
        // Told at the end, when the content is settled.
        telling: Telling::Does,
        nested: false,
        confidence: CONFIDENCE,
    })
}
