//! Classes of function words that are told by more than one set.

use super::{ARTICLES, DEMONSTRATIVES, POSSESSIVES, SUBJECT_PRONOUNS};

/// Whether a word in lower case opens a noun phrase.
pub(crate) fn is_determiner(lower: &str) -> bool {
    ARTICLES.contains(lower) || POSSESSIVES.contains(lower) || DEMONSTRATIVES.contains(lower)
}

/// Whether a word in lower case is a pronoun that can be a source.
pub(crate) fn is_personal_pronoun(lower: &str) -> bool {
    SUBJECT_PRONOUNS.contains(lower) || matches!(lower, "who" | "which")
}
