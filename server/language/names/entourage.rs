//! Bodies that go by the name of a person and a common noun: "the Obama administration", "the Ricketts family". They are
//! nobody's surname; what they say the person has not said.

use text_size::TextRange;

use crate::lexicon;
use crate::overlap;
use crate::reading::{Name, NameKind};
use crate::tokens::{TokenKind, Tokens};

/// How sure such a body is to be one.
const SURE: f32 = 0.95;

/// Gives such bodies their whole name.
pub(super) fn name(tokens: &Tokens, names: &mut [Name]) {
    let people: Vec<String> = names
        .iter()
        .filter(|name| name.kind == NameKind::Person)
        .filter_map(|name| tokens.passage[name.range].rsplit(' ').next().map(str::to_owned))
        .collect();
    let wholes: Vec<(usize, TextRange)> = names
        .iter()
        .enumerate()
        .filter_map(|(number, name)| {
            let text = &tokens.passage[name.range];
            let person = people.iter().any(|person| person == text.rsplit(' ').next().unwrap_or(text));
            let behind = tokens.at(name.range.end());
            let spaced = tokens.passage[usize::from(name.range.end())..].starts_with(' ');
            let noun =
                tokens.kind(behind) == TokenKind::Word && lexicon::FOLLOWINGS.contains(tokens.lower(behind));
            let first = tokens.at(name.range.start());
            let definite = first > 0 && matches!(tokens.lower(first - 1), "the" | "a" | "old" | "new");
            let body = person && definite && spaced && noun && name.title.is_none() && !text.contains(' ');
            body.then(|| (number, name.range.cover(tokens.range(behind))))
        })
        .collect();
    for (number, whole) in wholes {
        let free = |(other, name): (usize, &Name)| other == number || !overlap(name.range, whole);
        if names.iter().enumerate().all(free) {
            let name = &mut names[number];
            name.range = whole;
            name.kind = NameKind::Organisation;
            name.kinds = [0.0, SURE, 0.0, 0.0];
            name.confidence = SURE;
        }
    }
}
