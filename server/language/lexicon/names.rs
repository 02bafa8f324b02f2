//! What a capitalised word names, as far as a newspaper reader knows it.

use super::{CITIES, COUNTRIES, NAME_CONNECTORS, NAME_PARTICLES, ORGANISATION_WORDS, REGIONS, STATES};

/// What kind of place a known name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    Country,
    Region,
    State,
    City,
}

/// What kind of place a known name is.
pub(crate) fn place_kind(name: &str) -> Option<PlaceKind> {
    let kinds = [
        (&COUNTRIES, PlaceKind::Country),
        (&REGIONS, PlaceKind::Region),
        (&STATES, PlaceKind::State),
        (&CITIES, PlaceKind::City),
    ];
    kinds.into_iter().find(|(set, _)| set.contains(name)).map(|(_, kind)| kind)
}

/// Whether a name is that of a place that everybody knows.
pub(crate) fn is_place(name: &str) -> bool {
    place_kind(name).is_some()
}

/// Whether a capitalised word marks the name of an organisation: "Bank", "Ministry", "Ltd".
pub(crate) fn is_organisation_word(word: &str) -> bool {
    ORGANISATION_WORDS.contains(word.trim_end_matches('.'))
}

/// Whether a small word in lower case can stand inside a name: "of", "van".
pub(crate) fn is_connector(lower: &str) -> bool {
    NAME_PARTICLES.contains(lower) || NAME_CONNECTORS.contains(lower)
}
