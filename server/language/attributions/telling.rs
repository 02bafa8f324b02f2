//! What the words of an attribution make of its source: somebody who says, thinks or does something.

use text_size::TextRange;

use super::{Scene, signed, source_kind};
use crate::documents;
use crate::lexicon;
use crate::overlap;
use crate::reading::Telling;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

/// Fewer quoted words are a name or a term.
const FEWEST_QUOTED: usize = 2;

/// What a cue makes of its source. It says the content by a word of speech in the cue or in its own quoted words, and holds it
/// where what follows is a statement and not a thing.
pub(super) fn of(scene: &Scene, source: Option<TextRange>, cue: TextRange, content: &[TextRange]) -> Telling {
    let tokens = scene.tokens;
    let thing = !content.is_empty() && content.iter().all(|&piece| is_thing(tokens, piece));
    let speaks = words(tokens, cue).any(|at| {
        let word = tokens.lower(at);
        if thing && verbs::is_deed_with_thing(word) {
            return false;
        }
        // "Called for a vote" demands one; "called the vote" is a deed.
        let calls_for = word.starts_with("call") && matches!(tokens.lower(at + 1), "for" | "on");
        verbs::is_saying_verb(word) || lexicon::SPEECH_NOUNS.contains(word) || calls_for
    });
    // "Did not respond", "has not answered": who is silent has said nothing.
    let denied = words(tokens, cue)
        .any(|at| matches!(tokens.lower(at), "not" | "never") || tokens.lower(at).ends_with("n't"));
    if denied && words(tokens, cue).any(|at| is_answer(tokens.lower(at))) {
        return Telling::Does;
    }
    // "Argued about the salt" tells of what, and nothing of what was said.
    if thing && words(tokens, cue).last().is_some_and(|at| matches!(tokens.lower(at), "about" | "over")) {
        return Telling::Does;
    }
    let shows = words(tokens, cue).any(|at| lexicon::WRITTEN_TELLINGS.contains(tokens.lower(at)));
    let says = speaks
        || source.is_some_and(|source| is_written(tokens, source)) && shows
        || tokens.passage[cue].contains(':')
        || signed::signs(scene, cue)
        || content.iter().any(|&piece| is_quoted(scene, piece));
    if says {
        Telling::Says
    } else if content.iter().any(|&piece| is_clause(tokens, piece)) {
        Telling::Holds
    } else if words(tokens, cue).any(|at| verbs::is_speech_verb(tokens.lower(at))) {
        Telling::Thinks
    } else {
        Telling::Does
    }
}

/// Whether a verb in lower case is one of answering.
fn is_answer(word: &str) -> bool {
    ["respond", "reply", "answer", "comment", "return"].iter().any(|verb| word.starts_with(verb))
}

/// Whether a source is a document by its head: "a harbour study of the tides".
fn is_written(tokens: &Tokens, source: TextRange) -> bool {
    let words: Vec<&str> = words(tokens, source).map(|at| tokens.lower(at)).collect();
    !words.is_empty() && documents::is_authored(source_kind::head_word(&words))
}

fn words(tokens: &Tokens, range: TextRange) -> impl Iterator<Item = usize> {
    tokens.touching(range).filter(|&at| tokens.kind(at) != TokenKind::Quote)
}

fn is_quoted(scene: &Scene, piece: TextRange) -> bool {
    scene
        .quotations
        .iter()
        .any(|quotation| quotation.words >= FEWEST_QUOTED && overlap(quotation.range, piece))
}

/// Whether a piece of content is a thing and no statement: "her third title", not "the plan was cut" and not "costs rose".
fn is_thing(tokens: &Tokens, piece: TextRange) -> bool {
    let mut words = words(tokens, piece);
    let opens = |at: usize| {
        let word = tokens.lower(at);
        lexicon::grammar::is_determiner(word)
            || lexicon::numbers::is_number_word(word)
            || tokens.kind(at) == TokenKind::Number
    };
    words.next().is_some_and(opens)
        && words
            .map(|at| tokens.lower(at))
            .take_while(|word| !lexicon::RELATIVE_WORDS.contains(word))
            .all(|word| !lexicon::FINITE_AUXILIARIES.contains(word) && !word.ends_with("ed"))
}

fn is_clause(tokens: &Tokens, piece: TextRange) -> bool {
    for (number, at) in words(tokens, piece).enumerate() {
        let word = tokens.lower(at);
        match number {
            0 if lexicon::STATEMENT_OPENERS.contains(word) => return true,
            // "to expand the war", "the island to be its own".
            _ if word == "to" => return false,
            _ if lexicon::FINITE_AUXILIARIES.contains(word) => return true,
            _ if lexicon::RELATIVE_WORDS.contains(word) => return false,
            _ => {}
        }
    }
    false
}
