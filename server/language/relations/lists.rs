//! A number before a list: "three companies: Ravelin, Blue Heron and Openwater", "four brothers, Luke, Amos, Abel and Reuben Stoll".

use super::Relation;
use crate::decimal::Decimal;
use crate::lexicon;
use crate::lexicon::names::is_connector;
use crate::outline::Outline;
use crate::quantities::{Hedge, Quantity, Unit, is_plural};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

/// The number of a list, if a sentence has one.
pub(super) fn find(outline: &Outline, sentence: SentenceTokens) -> Option<Relation> {
    let tokens = outline.tokens;
    let range = sentence.range(tokens);
    let quantities = outline.numbers.quantities.iter().enumerate();
    let mut here =
        quantities.filter(|(_, quantity)| range.contains_range(quantity.range) && counts(quantity));
    let (number, quantity) = here.next()?;
    let noun = quantity.noun?;
    let behind = tokens.at(noun.end());
    let colon = (behind..sentence.end).find(|&at| tokens.kind(at) == TokenKind::Colon);
    let last = sentence.end - 1;
    // "Final placings (after six stages):" has a list of something else.
    let bare =
        colon.is_some_and(|colon| (behind..colon).all(|at| tokens.kind(at) != TokenKind::CloseBracket));
    if colon == Some(last) && bare || introduces(outline, behind, sentence) {
        return here.next().is_none().then_some(Relation::List { number, items: None });
    }
    if partly(tokens, sentence) {
        return None;
    }
    if let Some(colon) = colon {
        let unbroken = (behind..colon).all(|at| tokens.is_word(at))
            && here.next().is_none_or(|(_, next)| next.range.start() < tokens.range(colon).start());
        let items = unbroken.then(|| alike(tokens, colon + 1, sentence.end, 2))??;
        return Some(Relation::List { number, items: Some(items) });
    }
    // In apposition only names are sure to be the list: "four brothers, Luke, Amos and Abel Stoll, with theft".
    let comma = tokens.kind(behind) == TokenKind::Comma;
    let items = comma.then(|| alike(tokens, behind + 1, sentence.end, 3))??;
    Some(Relation::List { number, items: Some(items) })
}

/// Whether a number counts things of which a list has few enough to tell them all.
fn counts(quantity: &Quantity) -> bool {
    let few = quantity.value >= Decimal::whole(2) && quantity.value <= Decimal::whole(12);
    few && quantity.unit == Unit::Count
        && quantity.hedge == Hedge::None
        && quantity.noun.is_some()
        && !quantity.quoted
}

/// Whether a short sentence says no more than that there are so many: "There are three reasons."
fn introduces(outline: &Outline, behind: usize, sentence: SentenceTokens) -> bool {
    let opens = outline.text.starts_with(" there are ")
        || outline.text.starts_with(" here are ")
        || outline.text.starts_with(" these are ");
    let short = behind + 1 == sentence.end && outline.tokens.kind(behind) == TokenKind::Stop;
    opens && short
}

/// Whether the list is said not to be whole.
fn partly(tokens: &Tokens, sentence: SentenceTokens) -> bool {
    (sentence.start..sentence.end)
        .any(|at| lexicon::WORDS_OF_PARTIAL_LISTS.contains(tokens.lower(at)) || tokens.text(at) == "…")
}

/// How many items stand from a token on, where all are alike: all names, or (behind a colon) all of one or two bare words. The list ends
/// with the item behind "and". `least`: as many items it must have.
fn alike(tokens: &Tokens, start: usize, limit: usize, least: usize) -> Option<usize> {
    let mut items = 0;
    let mut at = start;
    let mut named = None;
    let mut closing = false;
    while at < limit {
        let end = (at..limit).find(|&end| ends(tokens, end)).unwrap_or(limit);
        let is_name = is_name(tokens, at, end)?;
        if *named.get_or_insert(is_name) != is_name {
            return None;
        }
        items += 1;
        if closing {
            // What follows must not go on with the list.
            let done = end >= limit
                || matches!(tokens.kind(end), TokenKind::Stop | TokenKind::Comma | TokenKind::Semicolon);
            // Names in apposition end at a comma; behind a colon, "Ohio and Florida, where it began, and Utah", more may come.
            let bare = named == Some(true) && least > 2 || tokens.kind(end) != TokenKind::Comma;
            return (done && bare && items >= least).then_some(items);
        }
        let comma = tokens.kind(end) == TokenKind::Comma;
        let and = end + usize::from(comma);
        closing = tokens.lower(and) == "and";
        if !comma && !closing {
            return None;
        }
        at = and + usize::from(closing);
    }
    None
}

/// Whether a token stands between items.
fn ends(tokens: &Tokens, at: usize) -> bool {
    tokens.lower(at) == "and"
        || matches!(
            tokens.kind(at),
            TokenKind::Comma
                | TokenKind::Stop
                | TokenKind::Semicolon
                | TokenKind::Colon
                | TokenKind::Dash
                | TokenKind::OpenBracket
        )
}

/// Whether an item is a name (true) or one or two bare words (false); `None` where it is neither.
fn is_name(tokens: &Tokens, start: usize, end: usize) -> Option<bool> {
    let words = start..end;
    let small = |at: usize| is_connector(tokens.lower(at));
    let name = words.clone().all(|at| tokens.is_capitalised(at) || small(at) || tokens.text(at) == "&");
    let capital = words.clone().filter(|&at| tokens.is_capitalised(at)).count();
    if name && capital > 0 && words.len() <= 6 {
        return Some(true);
    }
    let plain = |at: usize| {
        tokens.is_word(at)
            && !tokens.is_capitalised(at)
            && (!lexicon::EVERYDAY_WORDS.contains(tokens.lower(at)) || is_plural(tokens.lower(at)))
    };
    (words.len() == 1 && words.clone().all(plain)).then_some(false)
}
