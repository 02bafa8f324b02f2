//! Mentions without a name — "he", "the minister", "the 62-year-old senator" — and what stands beside a name to say who
//! bears it.

use text_size::TextRange;

use crate::lists;
use crate::overlap;
use crate::reading::{Description, Name, NameKind};
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
        .filter(|&word| lists::is_role(tokens.lower(word)))
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
    matches!(
        lower,
        "of" | "in"
            | "at"
            | "for"
            | "to"
            | "and"
            | "or"
            | "that"
            | "who"
            | "is"
            | "was"
            | "has"
            | "said"
            | "says"
            | "with"
            | "on"
            | "by"
    )
}

/// Fills in the description of each person's name from the apposition behind it.
pub(crate) fn describe(tokens: &Tokens, names: &mut [Name]) {
    for name in names.iter_mut().filter(|name| name.kind == NameKind::Person) {
        name.description = apposition(tokens, tokens.at(name.range.end()));
    }
}

/// ", the mayor of Lyon," or ", 42, a nurse," behind a name.
fn apposition(tokens: &Tokens, comma: usize) -> Option<TextRange> {
    if tokens.kind(comma) != TokenKind::Comma || comma + 1 >= tokens.len() {
        return None;
    }
    let mut start = comma + 1;
    if tokens.kind(start) == TokenKind::Number {
        if tokens.kind(start + 1) != TokenKind::Comma {
            return None;
        }
        start += 2;
    }
    let opens = matches!(tokens.lower(start), "the" | "a" | "an" | "who" | "one" | "his" | "her" | "their")
        || lists::is_role(tokens.lower(start))
        || lists::is_title_word(tokens.lower(start));
    if !opens {
        return (start > comma + 1).then(|| tokens.range(comma + 1));
    }
    let end = (start..tokens.len().min(start + 22)).find(|&at| {
        matches!(
            tokens.kind(at),
            TokenKind::Comma | TokenKind::Stop | TokenKind::Semicolon | TokenKind::Dash | TokenKind::Quote
        )
    })?;
    (end > start).then(|| tokens.span(start, end))
}
