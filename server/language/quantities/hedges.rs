//! Words that make a number less exact.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Hedge;
use crate::tokens::Tokens;

/// The words that make the number behind them less exact, how many they are, and how.
pub(super) fn hedge(tokens: &Tokens, start: usize, limit: usize) -> Option<(usize, Hedge)> {
    let stands = |words: &[&str]| {
        start + words.len() < limit && words.iter().zip(start..).all(|(word, at)| tokens.lower(at) == *word)
    };
    let mut known = BY_FIRST.get(tokens.lower(start))?.iter();
    known.find(|(words, _)| stands(words)).map(|(words, hedge)| (words.len(), *hedge))
}

/// The words of a hedge, and how they make a number less exact.
type Words = (&'static [&'static str], Hedge);

/// The hedges by their first word, each list in order: every word of a draft is asked whether it begins one.
static BY_FIRST: LazyLock<HashMap<&str, Vec<Words>>> = LazyLock::new(|| {
    let mut by_first: HashMap<&str, Vec<Words>> = HashMap::new();
    for hedge in HEDGES {
        by_first.entry(hedge.0[0]).or_default().push(*hedge);
    }
    by_first
});

/// A longer hedge stands before a shorter one that it begins with.
const HEDGES: &[Words] = &[
    (&["a", "little", "less", "than"], Hedge::Nearly),
    (&["a", "little", "more", "than"], Hedge::JustOver),
    (&["a", "little", "under"], Hedge::Nearly),
    (&["a", "little", "over"], Hedge::JustOver),
    (&["slightly", "less", "than"], Hedge::Nearly),
    (&["slightly", "fewer", "than"], Hedge::Nearly),
    (&["slightly", "more", "than"], Hedge::JustOver),
    (&["slightly", "over"], Hedge::JustOver),
    (&["slightly", "under"], Hedge::Nearly),
    (&["no", "fewer", "than"], Hedge::AtLeast),
    (&["no", "less", "than"], Hedge::AtLeast),
    (&["no", "more", "than"], Hedge::AtMost),
    (&["not", "more", "than"], Hedge::AtMost),
    (&["as", "many", "as"], Hedge::AtMost),
    (&["as", "much", "as"], Hedge::AtMost),
    (&["just", "under"], Hedge::Nearly),
    (&["just", "over"], Hedge::JustOver),
    (&["just", "above"], Hedge::JustOver),
    (&["just", "below"], Hedge::Nearly),
    (&["just", "short", "of"], Hedge::Nearly),
    (&["well", "over"], Hedge::AtLeast),
    (&["well", "under"], Hedge::AtMost),
    (&["far", "more", "than"], Hedge::AtLeast),
    (&["not", "quite"], Hedge::Nearly),
    (&["close", "to"], Hedge::About),
    (&["an", "estimated"], Hedge::About),
    (&["more", "than"], Hedge::AtLeast),
    (&["at", "least"], Hedge::AtLeast),
    (&["upwards", "of"], Hedge::AtLeast),
    (&["at", "most"], Hedge::AtMost),
    (&["fewer", "than"], Hedge::AtMost),
    (&["less", "than"], Hedge::AtMost),
    (&["up", "to"], Hedge::AtMost),
    (&["over"], Hedge::AtLeast),
    (&["above"], Hedge::AtLeast),
    (&["under"], Hedge::AtMost),
    (&["below"], Hedge::AtMost),
    (&["nearly"], Hedge::Nearly),
    (&["almost"], Hedge::Nearly),
    (&["about"], Hedge::About),
    (&["around"], Hedge::About),
    (&["some"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["circa"], Hedge::About),
    (&["perhaps"], Hedge::About),
    (&["maybe"], Hedge::About),
    (&["estimated"], Hedge::About),
];
