//! The words a configuration may use.

use copydesk_facts::Genre;
use copydesk_facts::notation::words::{nearest, one_of, wrong_word};

use super::Strictness;
use crate::house::{HouseStyle, SecondReference};
use crate::{Group, Severity, find_rule, registry};

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
