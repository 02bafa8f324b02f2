//! Conversions: "87 miles (140km)", "5ft 10in (1.78m)".

use std::sync::LazyLock;

use regex::Regex;

use super::Relation;
use super::changes::named;
use crate::outline::{Outline, pattern};

static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?<from> U[0-9]+(?: ,| and)?(?: U[0-9]+)?){w2} \((?: or| about)?(?<to> U[0-9]+(?: U[0-9]+)?)(?: [a-z]+)? \)",
    )
});
static APPOSITION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?<from> U[0-9]+(?: U[0-9]+)?) ,? ?or (?<to>U[0-9]+)(?: ,| \.|$)"));

/// What shows that a temperature is a difference of two.
static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:by|rise of|increase of|drop of|fall of|warming of|cooling of|difference of|within|limit of|limited to|extra)( up to)?$",
    )
});
static COMPARED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^{w1} (?:warmer|cooler|colder|hotter|above|below|higher|lower|more|less|rise|warming|of warming)( |$)",
    )
});

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let text = outline.text.as_str();
    let mut found = Vec::new();
    for captures in BRACKETS.captures_iter(text).chain(APPOSITION.captures_iter(text)) {
        let (Some(from), Some(to), Some(all)) = (captures.name("from"), captures.name("to"), captures.get(0))
        else {
            continue;
        };
        let compared = DIFFERENCE.is_match(&text[..from.start()]) || COMPARED.is_match(&text[all.end()..]);
        let figures = |text: &str| named(text).map(|(_, quantity)| quantity).collect::<Vec<_>>();
        if !compared {
            found.push(Relation::Conversion { from: figures(from.as_str()), to: figures(to.as_str()) });
        }
    }
    found
}
