//! What a noun or a title says of people.

use super::{COURTESIES, CROWD_NOUNS, NOT_AGENT_NOUNS, PERSON_NOUNS, TITLE_HEADS, TITLE_MODIFIERS};

/// Whether a word in lower case stands in the titles before a name: "prime", "minister", "mr.".
pub(crate) fn is_title_word(lower: &str) -> bool {
    is_title_head(lower) || TITLE_MODIFIERS.contains(lower)
}

/// Whether a word in lower case is a title by itself: "minister", "mr."; not "prime" or "foreign".
pub(crate) fn is_title_head(lower: &str) -> bool {
    TITLE_HEADS.contains(lower.trim_end_matches('.'))
}

/// Whether a noun in lower case says what one person or several are: "senator", "fishmongers", "vice-captain"; not "company".
pub(crate) fn is_person_noun(lower: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "woman", "person", "maker", "keeper", "holder", "owner", "grower", "ologist", "ician", "ographer",
        "women", "-in-law",
    ];
    let listed = |word: &str| PERSON_NOUNS.contains(word) || is_title_head(word);
    let ends =
        |word: &str| ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
    let one = |word: &str| listed(word) || ends(word);
    let singular = lower.strip_suffix('s').filter(|word| word.len() > 3);
    let last = lower.rsplit('-').next().filter(|last| last.len() < lower.len() && last.len() > 3);
    one(lower) || [singular, last].into_iter().flatten().any(one)
}

/// Whether a noun in lower case says what several people are: "fishmongers".
pub(crate) fn is_plural_person_noun(lower: &str) -> bool {
    lower.ends_with("women") || lower.ends_with('s') && !PERSON_NOUNS.contains(lower) && is_person_noun(lower)
}

/// Whether a noun in lower case counts people by the piece: "people", "workers", "fishmongers".
pub fn are_people(lower: &str) -> bool {
    CROWD_NOUNS.contains(lower) || is_plural_person_noun(lower)
}

/// Whether a noun in lower case looks like one for who does something: "tapper"; not "paper". Only where the words beside it
/// show that it speaks of a person.
pub(crate) fn is_agent_noun(lower: &str) -> bool {
    let ends = ["er", "or", "ist"].iter().any(|ending| lower.ends_with(ending));
    lower.len() >= 5 && ends && !NOT_AGENT_NOUNS.contains(lower)
}

/// Whether a word in lower case is a form of address that says nothing of who somebody is.
pub(crate) fn is_courtesy(lower: &str) -> bool {
    COURTESIES.contains(lower.trim_end_matches('.'))
}
