//! Classes of function words that are told by more than one set.

use super::{ADVERBS, ARTICLES, DEMONSTRATIVES, IRREGULAR_PARTICIPLES, POSSESSIVES, SUBJECT_PRONOUNS};

/// Whether a word in lower case opens a noun phrase.
pub fn is_determiner(lower: &str) -> bool {
    ARTICLES.contains(lower) || POSSESSIVES.contains(lower) || DEMONSTRATIVES.contains(lower)
}

/// Whether a word in lower case is a pronoun that can be a source.
pub(crate) fn is_personal_pronoun(lower: &str) -> bool {
    SUBJECT_PRONOUNS.contains(lower) || matches!(lower, "who" | "which")
}

/// Whether a word in lower case may stand between an auxiliary and its verb: "widely", "not".
pub(crate) fn is_adverb(lower: &str) -> bool {
    lower.ends_with("ly") && lower.len() > 4 || ADVERBS.contains(lower)
}

/// Whether a word in lower case may be what is done to somebody or something, as far as one word shows: "faulted", "told".
pub(crate) fn is_participle(lower: &str) -> bool {
    lower.ends_with("ed") && lower.len() > 3 || IRREGULAR_PARTICIPLES.contains(lower)
}

/// Whether a word in lower case stands before the verb that says what is done: "is", "have", "would".
pub(crate) fn is_auxiliary(lower: &str) -> bool {
    super::FORMS_OF_BE.contains(lower) || matches!(lower, "has" | "have" | "had" | "will" | "would")
}
