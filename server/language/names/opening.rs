//! The first word of a sentence has a capital whatever it is: what tells a name there.

use crate::lists;
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
    if run.len() > 1 && lists::is_plain_word(tokens.lower(start)) {
        let body = lists::is_organisation_word(next())
            && !matches!(
                tokens.lower(start),
                "the" | "but" | "and" | "a" | "an" | "in" | "at" | "for" | "with"
            );
        let named = matches!(
            tokens.text(start),
            "New" | "Great" | "Big" | "First" | "Second" | "State" | "General" | "Young" | "Long" | "Good"
        );
        if !named && !body {
            start += 1;
        }
        return start;
    }
    let ordinary =
        run.len() == 1 && lists::is_plain_word(tokens.lower(start)) && !lists::is_place(tokens.text(start));
    let veteran = run.len() >= 3 && lists::is_given_name(next()) && !is_name_word(tokens, start);
    start + usize::from(ordinary || veteran)
}

/// Whether a word is known to begin names.
fn is_name_word(tokens: &Tokens, index: usize) -> bool {
    let text = tokens.text(index);
    lists::is_given_name(text)
        || lists::is_place(text)
        || lists::is_demonym(text)
        || lists::is_organisation_word(text)
        || lists::is_body(text)
        || lists::is_title_word(tokens.lower(index))
        || super::is_initial(text)
        || text.contains('.')
        || tokens.is_all_capitals(index)
        || matches!(
            text,
            "San" | "Santa" | "Saint" | "St." | "New" | "Van" | "De" | "El" | "Al" | "Abu" | "Von"
        )
}

/// A single capitalised word at the start of a sentence that is no name as far as one sentence shows.
pub(super) fn is_ordinary(tokens: &Tokens, index: usize) -> bool {
    let lower = tokens.lower(index);
    let text = tokens.text(index);
    let known = lists::is_place(text)
        || lists::is_given_name(text)
        || lists::is_demonym(text)
        || lists::is_body(text)
        || tokens.is_all_capitals(index) && lower.len() > 2;
    if known && !lists::is_plain_word(lower) {
        return false;
    }
    const ENDINGS: &[&str] = &[
        "ing", "ly", "tion", "ness", "ment", "ities", "ists", "ers", "ies", "ance", "ence", "ship", "ments",
        "tions",
    ];
    let ending = ENDINGS.iter().any(|ending| lower.ends_with(ending) && lower.len() > ending.len() + 2);
    let acts =
        verbs::is_speech_verb(tokens.lower(index + 1)) || tokens.kind(index + 1) == TokenKind::Possessive;
    lists::is_plain_word(lower)
        || lists::is_calendar_word(lower)
        || (ending && !acts)
        || lists::is_role(lower)
        || lists::is_title_word(lower)
}
