//! Averages: "$1.2 million to 48 families, an average of $25,000 each", "27 children, in nine teams of three".

use std::sync::LazyLock;

use regex::Regex;

use super::Relation;
use super::changes::named;
use crate::outline::{Outline, index, pattern};
use crate::quantities::Unit;

/// What is told for each, behind both other figures.
static EACH: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const END: &str = "(?: [,.;)—]|$)";
    let patterns = [
        "(?: ,| —| \\()(?: or| which is| that is| making)(?: an average of| about)? (?<each>{q})(?: each| apiece| (?:a|an|per|for each|for every) [a-z]+)",
        "(?: ,| —| \\()(?: or| which is| that is| making| at| with)? (?:on average|an average of|averaging|an average){w1} (?<each>{q}){w3}",
        "(?: ,| —| \\(| and| at) (?<each>{q}){w1}(?: each| apiece| (?:a|per) (?:head|person))",
        "(?: ,)? in (?<of>{q}){w3} of (?<each>{q})(?: each)?",
    ];
    patterns.iter().map(|template| pattern(&format!("{template}{END}"))).collect()
});

/// What shows that the figure is not the same for each.
static UNEVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:between [A-Z]|median|ranging|from [A-Z]|maximum|minimum|some getting|extra)|( per| a day| a week| a month| a year| an hour)( .*)? or ",
    )
});

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let text = outline.text.as_str();
    for pattern in EACH.iter() {
        let Some(captures) = pattern.captures(text) else { continue };
        let Some(each) = captures.name("each") else { continue };
        let before = &text[..captures.name("of").map_or(each.start(), |of| of.end())];
        let clause = before.rfind([';', ':']).map_or(before, |at| &before[at..]);
        let others: Vec<usize> = named(clause).map(|(_, quantity)| quantity).collect();
        let (&[first, second], Some(each)) = (others.as_slice(), index(each.as_str())) else { continue };
        // Percentages are not shared out: "32 percent across 50 states, followed by health care and terrorism at 16 percent each".
        let shares = [first, second, each].into_iter().filter_map(|at| outline.numbers.quantities.get(at));
        let shared = shares.clone().all(|quantity| quantity.unit != Unit::Percent);
        if shared && !UNEVEN.is_match(text) {
            return vec![Relation::Average { first, second, each }];
        }
    }
    Vec::new()
}
