//! The first word of a sentence has a capital whatever it is: what tells a name there.

use crate::lexicon;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

use super::Run;

/// Whether a token opens a sentence, a quotation or a clause behind a dash or colon, where a capital tells little.
pub(super) fn starts_clause(tokens: &Tokens, index: usize, sentence: SentenceTokens) -> bool {
    index == sentence.start
        || matches!(tokens.kind(index - 1), TokenKind::Quote | TokenKind::Colon | TokenKind::Dash)
        || matches!(tokens.kind(index - 1), TokenKind::OpenBracket | TokenKind::Symbol)
            && index - 1 == sentence.start
        || (tokens.kind(index - 1) == TokenKind::Number && index - 1 == sentence.start)
}

/// Where a name begins that a sentence's opening words run into: "But Lee", "The Post", "Veteran Tony Lee".
pub(super) fn skip(tokens: &Tokens, run: Run, sentence: SentenceTokens) -> usize {
    let mut start = run.start;
    if !starts_clause(tokens, start, sentence) {
        return start;
    }
    let next = || tokens.text(start + 1);
    if run.len() > 1 && lexicon::EVERYDAY_WORDS.contains(tokens.lower(start)) {
        let body = lexicon::names::is_organisation_word(next())
            && !matches!(
                tokens.lower(start),
                "the" | "but" | "and" | "a" | "an" | "in" | "at" | "for" | "with"
            );
        let named = lexicon::EVERYDAY_NAME_OPENINGS.contains(tokens.text(start));
        if !named && !body {
            start += 1;
        }
        return start;
    }
    let ordinary = run.len() == 1
        && lexicon::EVERYDAY_WORDS.contains(tokens.lower(start))
        && !lexicon::names::is_place(tokens.text(start));
    let veteran = run.len() >= 3 && lexicon::GIVEN_NAMES.contains(next()) && !is_name_word(tokens, start);
    start + usize::from(ordinary || veteran)
}

/// Whether a word is known to begin names.
fn is_name_word(tokens: &Tokens, index: usize) -> bool {
    let text = tokens.text(index);
    lexicon::GIVEN_NAMES.contains(text)
        || lexicon::names::is_place(text)
        || lexicon::DEMONYMS.contains(text)
        || lexicon::names::is_organisation_word(text)
        || lexicon::BODIES.contains(text)
        || lexicon::people::is_title_word(tokens.lower(index))
        || super::is_initial(text)
        || text.contains('.')
        || tokens.is_all_capitals(index)
        || lexicon::NAME_OPENINGS.contains(text)
}

/// A single capitalised word at the start of a sentence that is no name as far as one sentence shows.
pub(super) fn is_ordinary(tokens: &Tokens, index: usize) -> bool {
    let lower = tokens.lower(index);
    let text = tokens.text(index);
    let known = lexicon::names::is_place(text)
        || lexicon::GIVEN_NAMES.contains(text)
        || lexicon::DEMONYMS.contains(text)
        || lexicon::BODIES.contains(text)
        || tokens.is_all_capitals(index) && lower.len() > 2;
    if known && !lexicon::EVERYDAY_WORDS.contains(lower) {
        return false;
    }
    const ENDINGS: &[&str] = &[
        "ing", "ly", "tion", "ness", "ment", "ities", "ists", "ers", "ies", "ance", "ence", "ship", "ments",
        "tions",
    ];
    let ending = ENDINGS.iter().any(|ending| lower.ends_with(ending) && lower.len() > ending.len() + 2);
    let acts =
        verbs::is_speech_verb(tokens.lower(index + 1)) || tokens.kind(index + 1) == TokenKind::Possessive;
    lexicon::EVERYDAY_WORDS.contains(lower)
        || lexicon::CALENDAR_WORDS.contains(lower)
        || (ending && !acts)
        || lexicon::ROLES.contains(lower)
        || lexicon::people::is_title_word(lower)
}
