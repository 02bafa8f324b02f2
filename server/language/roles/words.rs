//! The small words and the verbs between which the words for somebody stand.

use crate::lexicon;
use crate::tokens::TokenKind;
use crate::verbs;

pub(super) fn is_subject_pronoun(lower: &str) -> bool {
    lexicon::SUBJECT_PRONOUNS.contains(lower)
}

/// Whether a word in lower case before an office says when somebody holds it.
pub(super) fn is_of_its_time(lower: &str) -> bool {
    lexicon::PRESENT_TIMES_OF_OFFICE.contains(lower) || lexicon::OTHER_TIMES_OF_OFFICE.contains(lower)
}

/// Forms of address between an office and a name: "team leader Dr", "Chairman Lord".
pub(super) fn is_form_of_address(lower: &str) -> bool {
    lexicon::people::is_courtesy(lower) || matches!(lower, "lord" | "lady" | "dame")
}

pub(crate) fn is_aged(lower: &str) -> bool {
    lower.ends_with("-year-old") || lower.ends_with("-years-old")
}

pub(crate) fn is_preposition(lower: &str) -> bool {
    lexicon::PREPOSITIONS.contains(lower)
}

/// Whether a word in lower case ends a noun phrase.
pub(crate) fn is_stop(lower: &str) -> bool {
    is_preposition(lower)
        || matches!(lower, "but" | "or" | "and" | "than" | "so" | "not" | "however" | "'s")
        || lexicon::EVERYDAY_WORDS.contains(lower)
            && !lexicon::EVERYDAY_WORDS_IN_DESCRIPTIONS.contains(lower)
            && !lexicon::people::is_person_noun(lower)
        || lexicon::CALENDAR_WORDS.contains(lower)
        || is_subject_pronoun(lower)
}

/// Whether a word in lower case is a finite verb, as far as one word shows.
pub(crate) fn is_verb(lower: &str) -> bool {
    lexicon::FINITE_AUXILIARIES.contains(lower)
        || lexicon::FORMS_OF_BE.contains(lower)
        || lexicon::IRREGULAR_PASTS.contains(lower)
        || lexicon::COMMON_PRESENTS.contains(lower)
        || lower.ends_with("ed")
            && lower.len() > 4
            && !lower.contains('-')
            && !lexicon::PARTICIPLES_BEFORE_NOUNS.contains(lower)
        || verbs::is_saying_verb(lower) && lower.ends_with("ed")
}

/// Whether two words in lower case tell by whom something is done: "owned by", "founded by".
pub(super) fn is_passive(lower: &str, next: &str) -> bool {
    next == "by" && lexicon::grammar::is_participle(lower)
}

/// Whether a word in lower case is a form of a verb for what somebody does for good.
pub(super) fn is_standing(lower: &str) -> bool {
    lexicon::VERBS_OF_STANDING.contains(lower)
}

pub(super) fn ends_clause(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Stop
            | TokenKind::Semicolon
            | TokenKind::Dash
            | TokenKind::Quote
            | TokenKind::Colon
            | TokenKind::CloseBracket
            | TokenKind::OpenBracket
    )
}
