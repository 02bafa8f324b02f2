//! Mentions without a name — "he", "the minister", "the 62-year-old senator".

use text_size::TextRange;

use crate::lexicon;
use crate::overlap;
use crate::reading::{Description, Name};
use crate::tokens::{TokenKind, Tokens};

/// Finds pronouns and definite descriptions, in order.
pub(crate) fn find(tokens: &Tokens, names: &[Name], quoted: &dyn Fn(TextRange) -> bool) -> Vec<Description> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let lower = tokens.lower(at);
        if matches!(lower, "he" | "she" | "him" | "his" | "her" | "hers") {
            let range = tokens.range(at);
            found.push(Description { range, head: None, quoted: quoted(range) });
        } else if matches!(lower, "the" | "its" | "their" | "a" | "an")
            || matches!(tokens.kind(at), TokenKind::Possessive)
        {
            found.extend(definite(tokens, at, names, quoted));
        }
    }
    found
}

/// "the Russian defence minister", "Russia's defence minister": up to four words and a noun for a role, unless a name
/// follows, to which it then is a title.
fn definite(
    tokens: &Tokens,
    at: usize,
    names: &[Name],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Option<Description> {
    let reach = (at + 1..at + 6).take_while(|&word| tokens.is_word(word));
    let head = reach
        .take_while(|&word| !is_small(tokens.lower(word)))
        .filter(|&word| lexicon::ROLES.contains(tokens.lower(word)))
        .last()?;
    let start = if tokens.kind(at) != TokenKind::Possessive { at } else { possessor(tokens, at, names)? };
    let range = tokens.span(start, head + 1);
    let titled = names.iter().any(|name| name.title.is_some_and(|title| overlap(title, range)));
    (!titled).then(|| Description { range, head: Some(tokens.lower(head).to_owned()), quoted: quoted(range) })
}

fn possessor(tokens: &Tokens, possessive: usize, names: &[Name]) -> Option<usize> {
    let end = tokens.range(possessive).start();
    let owner = names.iter().find(|name| name.range.end() == end)?;
    Some(tokens.at(owner.range.start()))
}

fn is_small(lower: &str) -> bool {
    lexicon::DESCRIPTION_ENDS.contains(lower)
}
