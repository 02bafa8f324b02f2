//! The words a configuration may use, and the nearest of them to a word it must not.

use rapidfuzz::distance::damerau_levenshtein;

use super::{HouseStyle, SecondReference, Strictness};
use crate::{Genre, Group, Severity, find_rule, registry};

/// The candidate that `word` most likely stands for: a slip or two away, or containing it.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase().replace(['_', ' '], "-");
    let allowed = (word.chars().count() / 3).max(1);
    let distance = |candidate: &str| {
        let distance = damerau_levenshtein::distance(word.chars(), candidate.chars());
        let contained = word.len() >= 4 && (candidate.contains(&word) || word.contains(candidate));
        if contained { distance.min(allowed) } else { distance }
    };
    let near = candidates.into_iter().map(|candidate| (distance(candidate), candidate));
    near.filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Whether a rule or a group has that name.
pub fn is_rule_or_group(name: &str) -> bool {
    find_rule(name).is_some() || group(name).is_some()
}

/// One sentence on a name that is neither a rule's nor a group's, with the nearest that is.
pub fn unknown_rule(name: &str) -> String {
    let groups = Group::ALL.iter().map(|group| group.name());
    match nearest(name, registry().iter().map(|rule| rule.name).chain(groups)) {
        Some(near) => format!("There is no rule or group `{name}`; did you mean `{near}`?"),
        None => format!("There is no rule or group `{name}`; `copydesk rules` lists them."),
    }
}

/// A severity or `off`, which is `None`; or one sentence on what would be right.
///
/// # Errors
/// A word that is neither, as one sentence that says what would be right.
pub fn severity(word: &str) -> Result<Option<Severity>, String> {
    if word == "off" {
        return Ok(None);
    }
    let words = Severity::ALL.iter().map(|severity| severity.name()).chain(["off"]);
    Severity::from_name(word)
        .map(Some)
        .ok_or_else(|| wrong_word(word, &format!("`{word}` is not a severity"), words))
}

/// What kind of piece a draft is.
///
/// # Errors
/// A word that is no genre, as one sentence that says what would be right.
pub fn genre(word: &str) -> Result<Genre, String> {
    let words = Genre::ALL.iter().map(|genre| genre.name());
    Genre::ALL
        .into_iter()
        .find(|genre| genre.name() == word)
        .ok_or_else(|| wrong_word(word, &format!("There is no genre `{word}`"), words))
}

/// How sure Copydesk must be before it asks for a source.
///
/// # Errors
/// A word that is no strictness, as one sentence that says what would be right.
pub fn strictness(word: &str) -> Result<Strictness, String> {
    let words = Strictness::ALL.iter().map(|strictness| strictness.name());
    Strictness::ALL
        .into_iter()
        .find(|strictness| strictness.name() == word)
        .ok_or_else(|| wrong_word(word, &format!("There is no strictness `{word}`"), words))
}

pub(crate) fn group(name: &str) -> Option<Group> {
    Group::ALL.into_iter().find(|group| group.name() == name)
}

pub(crate) fn house_style(word: &str) -> Result<HouseStyle, String> {
    HouseStyle::ALL.into_iter().find(|style| style.name() == word).ok_or_else(|| {
        let words = one_of(HouseStyle::ALL.iter().map(|style| style.name()));
        format!("There is no house style `{word}`; write {words}.")
    })
}

pub(crate) fn second_reference(word: &str) -> Result<SecondReference, String> {
    SecondReference::ALL.into_iter().find(|way| way.name() == word).ok_or_else(|| {
        let words = one_of(SecondReference::ALL.iter().map(|way| way.name()));
        format!("There is no second reference `{word}`; write {words}.")
    })
}

/// One sentence on a key that does not belong in `place`, with the nearest that does.
pub(crate) fn unknown_key(key: &str, place: &str, known: &[&'static str]) -> String {
    match nearest(key, known.iter().copied()) {
        Some(near) => format!("{place} has no key `{key}`; did you mean `{near}`?"),
        None => format!("{place} has no key `{key}`; it takes {}.", one_of(known.iter().copied())),
    }
}

/// One sentence on a word that is none of `words`, with the nearest that is.
fn wrong_word(word: &str, wrong: &str, words: impl Iterator<Item = &'static str> + Clone) -> String {
    match nearest(word, words.clone()) {
        Some(near) => format!("{wrong}; did you mean `{near}`?"),
        None => format!("{wrong}; write {}.", one_of(words)),
    }
}

/// `a`, `b` or `c`.
pub(crate) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} or {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}
