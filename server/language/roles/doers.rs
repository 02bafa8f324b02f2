//! Who does what a sentence tells.

use text_size::TextRange;

use super::words::{ends_clause, is_preposition, is_verb};
use crate::lexicon;
use crate::lexicon::grammar::{is_adverb, is_participle};
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

/// Whether a name is whose deeds a sentence tells: no verb and no preposition stands before it, and what stands behind is not done to it, but for
/// "was accused". `name`: its bytes in the sentence.
pub(crate) fn acts(sentence: &str, name: TextRange) -> bool {
    let tokens = Tokens::new(sentence);
    let span = tokens.touching(name);
    let article = usize::from(span.start > 0 && tokens.lower(span.start - 1) == "the");
    let bound = (span.start - article).checked_sub(1).is_some_and(|at| is_preposition(tokens.lower(at)));
    if bound || (0..span.start).any(|at| is_verb(tokens.lower(at))) {
        return false;
    }
    // Behind ", the captain," the clause goes on.
    let mut at = span.end;
    if tokens.kind(at) == TokenKind::Comma {
        let closed = (at + 1..tokens.len()).find(|&at| ends_clause(tokens.kind(at)));
        at = closed.map_or(at, |closed| closed + 1);
    }
    let Some(verb) = (at..tokens.len()).find(|&at| is_verb(tokens.lower(at))) else { return true };
    let next = |at: usize| (at + 1..tokens.len()).find(|&at| !is_adverb(tokens.lower(at))).unwrap_or(at);
    let perfect = matches!(tokens.lower(verb), "has" | "have" | "had") && tokens.lower(next(verb)) == "been";
    let verb = if perfect { next(verb) } else { verb };
    let is = lexicon::FORMS_OF_BE.contains(tokens.lower(verb));
    let participle = tokens.lower(next(verb));
    let accused =
        ["accus", "alleg", "suspect", "charg", "blam"].iter().any(|stem| participle.starts_with(stem));
    !(is && is_participle(participle)) || accused
}

/// What a noun that is the subject of a verb of counting counts, up to the end of the clause: "221 salmon" in "the report counted 221
/// salmon". `noun`: its bytes in the sentence; the range is of the same.
pub(crate) fn counted_by(sentence: &str, noun: TextRange) -> Option<TextRange> {
    let tokens = Tokens::new(sentence);
    let end = tokens.touching(noun).end;
    let verb = end + usize::from(is_adverb(tokens.lower(end)));
    if !verbs::is_counting_verb(tokens.lower(verb)) || !acts(sentence, noun) {
        return None;
    }
    let close = (verb + 1..tokens.len()).find(|&at| ends_clause(tokens.kind(at))).unwrap_or(tokens.len());
    (close > verb + 1).then(|| tokens.span(verb + 1, close))
}
