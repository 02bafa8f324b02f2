//! Numbers that are written wrongly: digits in groups that are no groups of three, a unit or a scale that is given twice.

use text_size::TextRange;

use super::{Malformed, Mark, Marked, Quantity, Unit, is_plural, thousands, units};
use crate::tokens::{TokenKind, Tokens};

/// Finds them, in order.
pub(super) fn find(
    tokens: &Tokens,
    marked: &[Marked],
    quantities: &[Quantity],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Vec<Malformed> {
    let grouped = (0..tokens.len()).filter_map(|at| badly_grouped(tokens, at));
    let grouped = grouped.map(|range| Malformed { range, surplus: None });
    let twice = marked.iter().filter_map(|mark| match mark.mark {
        Mark::Quantity(at) => given_twice(tokens, mark.end, quantities.get(at)?),
        _ => None,
    });
    let mut found: Vec<Malformed> = grouped.chain(twice).filter(|found| !quoted(found.range)).collect();
    found.sort_by_key(|found| found.range.start());
    found
}

/// The digits at a token with their currency, where their commas are in the wrong places and something shows that they are one number.
fn badly_grouped(tokens: &Tokens, at: usize) -> Option<TextRange> {
    let text = tokens.text(at);
    let whole = text.split('.').next()?;
    let digits = matches!(tokens.kind(at), TokenKind::Number | TokenKind::Word)
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(',')
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let groups: Vec<usize> = whole.split(',').map(str::len).collect();
    let (last, inner) = (groups.last()?, groups.get(1..groups.len().checked_sub(1)?)?);
    let well =
        groups.iter().skip(1).all(|&length| length == 3) && groups.first().is_some_and(|&length| length <= 3);
    // "Rs 29,00,00,000" counts in lakhs and crores.
    let lakhs = *last == 3 && inner.iter().all(|&length| length == 2) && groups.len() > 2;
    if !digits || well || lakhs {
        return None;
    }
    let sign = at.checked_sub(1).filter(|&before| {
        tokens.kind(before) == TokenKind::Symbol && units::currency(tokens.text(before)).is_some()
    });
    let behind = tokens.lower(at + 1);
    let unit =
        units::of_words(&[behind, tokens.lower(at + 2)]).is_some() || matches!(behind, "million" | "billion");
    let spaced = tokens.spaced_before(at) || sign.is_some();
    let counted = tokens.is_word(at + 1) && is_plural(behind) && !tokens.is_capitalised(at + 1);
    let follows = tokens.text(at + 1) != "-"
        && !(tokens.text(at + 1) == "," && tokens.kind(at + 2) == TokenKind::Number);
    (spaced && follows && (sign.is_some() || unit || counted))
        .then(|| tokens.span(sign.unwrap_or(at), at + 1))
}

/// What follows a quantity that has its unit or its scale already: "$42,000 dollars", "48% percent", "$4.5bn trillion".
fn given_twice(tokens: &Tokens, end: usize, quantity: &Quantity) -> Option<Malformed> {
    let behind = tokens.lower(end);
    let count = match quantity.unit {
        Unit::Percent => match (behind, tokens.lower(end + 1)) {
            ("percent" | "%", _) => 1,
            ("per", "cent") => 2,
            _ => 0,
        },
        Unit::Money(_) => {
            let sign = !tokens.passage[quantity.range].starts_with(|c: char| c.is_alphanumeric())
                || tokens.passage[quantity.range].starts_with(|c: char| c.is_ascii_uppercase());
            // "$249 USD" tells whose dollars they are.
            let code = tokens.is_all_capitals(end);
            let again =
                units::currency(behind) == Some(quantity.unit) && sign && tokens.is_word(end) && !code;
            usize::from(again || scaled_again(tokens, quantity, behind))
        }
        Unit::Count => usize::from(scaled_again(tokens, quantity, behind)),
        _ => 0,
    };
    (count > 0).then_some(())?;
    let surplus = TextRange::new(quantity.range.end(), tokens.span(end, end + count).end());
    Some(Malformed { range: quantity.range.cover(surplus), surplus: Some(surplus) })
}

/// Whether a scale follows a number that has one: "4.5bn trillion"; "two million million" is meant.
fn scaled_again(tokens: &Tokens, quantity: &Quantity, behind: &str) -> bool {
    let number = &tokens.passage[quantity.number];
    let scaled = !quantity.in_words && number.ends_with(|c: char| c.is_alphabetic());
    scaled && thousands(behind).is_some() && !number.ends_with(behind)
}
