//! Speech within speech: every quotation has one speaker, the innermost and nearest, and within what somebody says another may
//! be told to have said it in these words.

use text_size::{TextRange, TextSize};

use super::{Scene, insert, source_kind, without};
use crate::lexicon;
use crate::overlap;
use crate::reading::{Attribution, Telling};
use crate::tokens::TokenKind;
use crate::verbs;

/// From a verb to the quotation that it reports stand no more words and marks: "told him, “".
const NEAREST: usize = 4;
/// A teller and what stands before the verb have no more words.
const MOST_WORDS: usize = 12;

/// Adds who is told, within what somebody says, to have said a quotation: "the mayor" of "Lee said the mayor told him, “No.”"
pub(super) fn add_tellers(scene: &Scene, found: &mut Vec<Attribution>) {
    let tellers: Vec<Attribution> =
        scene.quotations.iter().filter_map(|quotation| teller(scene, found, quotation.range)).collect();
    for teller in tellers {
        insert(found, teller);
    }
}

fn teller(scene: &Scene, found: &[Attribution], quotation: TextRange) -> Option<Attribution> {
    let tokens = scene.tokens;
    let open = tokens.at(quotation.start());
    // A whole utterance is introduced by a mark; quoted words within a clause are the outer speaker's.
    if open == 0 || !matches!(tokens.kind(open - 1), TokenKind::Comma | TokenKind::Colon) {
        return None;
    }
    let outer = found.iter().find(|one| {
        one.cue.end() <= quotation.start() && one.content.iter().any(|piece| overlap(*piece, quotation))
    })?;
    let sentence = scene.sentences.iter().find(|it| it.start < open && open <= it.end)?;
    let first = tokens.at(outer.cue.end()).max(sentence.start);
    let verb = (first + 1..open).rev().take(NEAREST).find(|&at| verbs::is_saying_verb(tokens.lower(at)))?;
    let verb_range = tokens.range(verb);
    if found.iter().any(|one| overlap(one.cue, verb_range)) || quoted(scene, verb_range) {
        return None;
    }
    let opens_clause = |at: usize| {
        tokens.kind(at) != TokenKind::Word && tokens.kind(at) != TokenKind::Possessive
            || matches!(
                tokens.lower(at),
                "that" | "and" | "but" | "because" | "when" | "how" | "whether" | "if"
            )
    };
    let from = (first..verb).rev().find(|&at| opens_clause(at)).map_or(first, |at| at + 1);
    let helps = |at: usize| {
        matches!(
            tokens.lower(at),
            "had"
                | "has"
                | "have"
                | "would"
                | "used"
                | "to"
                | "once"
                | "then"
                | "later"
                | "also"
                | "always"
                | "often"
        )
    };
    let end = (from..verb).rev().find(|&at| !helps(at))? + 1;
    // A pronoun is mostly the outer speaker: "Lynch said she recalled thinking, “No.”"
    if end - from > MOST_WORDS || end - from == 1 && lexicon::grammar::is_personal_pronoun(tokens.lower(from))
    {
        return None;
    }
    let source = tokens.span(from, end);
    Some(Attribution {
        source: Some(source),
        source_kind: source_kind::of(scene, source, None),
        cue: verb_range,
        content: vec![quotation],
        telling: Telling::Says,
        nested: true,
        confidence: outer.confidence,
    })
}

/// Of the attributions that claim a quotation for itself one keeps it. What reports it as a part of something longer keeps it too,
/// unless it is the utterance of a teller within.
pub(super) fn leave_each_quotation_one_speaker(scene: &Scene, found: &mut [Attribution]) {
    for quotation in scene.quotations {
        let range = quotation.range;
        let most = |piece: &TextRange| {
            range.contains_range(*piece) && usize::from(piece.len()) * 2 >= usize::from(range.len())
        };
        let alone = |one: &Attribution| one.content.iter().any(most);
        let claimants: Vec<usize> = (0..found.len()).filter(|&at| alone(&found[at])).collect();
        let Some(speaker) = claimants.iter().copied().min_by_key(|&at| standing(scene, found, at, range))
        else {
            continue;
        };
        let teller = is_utterance(scene, found[speaker].cue, range);
        for at in (0..found.len()).filter(|&at| at != speaker) {
            let holds_teller = teller && overlaps_any(&found[at].content, found[speaker].cue);
            if claimants.contains(&at) || holds_teller {
                without(scene, &mut found[at].content, range);
            }
        }
    }
}

/// Whether a quotation is introduced by a mark right behind a cue: ", “" or ": “".
fn is_utterance(scene: &Scene, cue: TextRange, quotation: TextRange) -> bool {
    let tokens = scene.tokens;
    let open = tokens.at(quotation.start());
    let verb = tokens.at(cue.start());
    verb < open
        && open - verb <= NEAREST + 1
        && matches!(tokens.kind(open - 1), TokenKind::Comma | TokenKind::Colon)
}

/// What stands in a sentence where somebody is told to say it is not what somebody said in another sentence, unless that one tells of
/// the teller too.
pub(super) fn leave_each_sentence_its_own(scene: &Scene, found: &mut [Attribution]) {
    let sentences: Vec<TextRange> = scene.sentences.iter().map(|it| it.range(scene.tokens)).collect();
    let sentence_of = |at: TextSize| sentences.partition_point(|sentence| sentence.end() <= at);
    let told: Vec<(TextRange, usize, Vec<TextRange>)> =
        found.iter().map(|one| (one.cue, sentence_of(one.cue.start()), one.content.clone())).collect();
    for (number, one) in found.iter_mut().enumerate() {
        let own = told[number].1;
        one.content.retain(|piece| {
            let sentence = sentence_of(piece.start());
            let elsewhere = sentence != own && sentence == sentence_of(piece.end() - TextSize::from(1));
            !elsewhere
                || !told.iter().any(|(cue, at, content)| {
                    *at == sentence
                        && !piece.contains_range(*cue)
                        && content.iter().any(|other| {
                            let shared = other.intersect(*piece).map_or(0, |part| usize::from(part.len()));
                            shared * 2 > usize::from(piece.len())
                        })
                })
        });
    }
}

/// How far an attribution stands from a quotation, least first: a cue within the quotation, one in another sentence, one without a
/// word of speech, how many claimants stand within the attribution, a cue behind where none is before, bytes.
fn standing(
    scene: &Scene,
    found: &[Attribution],
    at: usize,
    quotation: TextRange,
) -> (bool, bool, bool, usize, bool, TextSize) {
    let cue = found[at].cue;
    let apart = !scene.sentences.iter().any(|sentence| {
        let sentence = sentence.range(scene.tokens);
        sentence.contains_range(cue) && overlap(sentence, quotation)
    });
    let holds = |other: &&Attribution| {
        other.cue != cue
            && overlaps_any(&found[at].content, other.cue)
            && overlaps_any(&other.content, quotation)
    };
    // The fewer hold it the further out it is.
    let outer = found.iter().filter(holds).count();
    let within = quotation.contains_range(cue);
    let behind = cue.start() >= quotation.end();
    let distance =
        if behind { cue.start() - quotation.end() } else { quotation.start().max(cue.end()) - cue.end() };
    let silent = !scene.tokens.touching(cue).any(|at| verbs::is_saying_verb(scene.tokens.lower(at)));
    (within, apart, silent, outer, apart && behind, distance)
}

fn overlaps_any(content: &[TextRange], range: TextRange) -> bool {
    content.iter().any(|piece| overlap(*piece, range))
}

fn quoted(scene: &Scene, range: TextRange) -> bool {
    scene.quotations.iter().any(|quotation| quotation.range.contains_range(range))
}
