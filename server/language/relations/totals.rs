//! Totals: "14 people: eight passengers, five police officers and a driver", "the 12 jurors, seven men and five women", "the remaining 15
//! per cent". Only parts that are said to be all of it count.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::changes::named;
use super::{Relation, Total};
use crate::lexicon;
use crate::outline::{Outline, index, number, pattern};
use crate::quantities::Unit;

/// A list of parts, each a number and its words, the last behind "and".
const PARTS: &str =
    "(?: (?:[NM][0-9]+|an?){w5})(?: , (?:[NM][0-9]+|an?){w5}){0,8}(?: ,)? and (?:[NM][0-9]+|an?){w5}";

/// The same where each number may be told in a clause: "1,450 people have left their homes in the bay and 950 in the town".
const CLAUSES: &str = "(?: [NM][0-9]+{w12})(?: , [NM][0-9]+{w12}){0,8}(?: ,)? and [NM][0-9]+{w8}";

/// The whole, then its parts.
static AHEAD: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        format!(" (?<whole>[NM][0-9]+){{t18}} (?::|—)(?<parts>{PARTS})(?: [.;,—)]|$)"),
        format!("(?<named> (?<whole>N[0-9]+){{w3}}) (?:,|—|\\()(?<parts>{PARTS})(?: [.;,—)]|$)"),
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

/// The parts, then the whole.
static BEHIND: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        format!(
            "(?<parts>{PARTS})(?: [,—(])(?: or| making| that is)? (?<whole>[NM][0-9]+){{w3}} (?:in all|in total|altogether|all told|combined)"
        ),
        format!(
            "(?<parts>{CLAUSES})(?: [,—(])(?: or| making| that is)? (?<whole>[NM][0-9]+){{w3}} (?:in all|in total|altogether|all told)"
        ),
        format!(
            "(?<parts>{PARTS})(?: [,—(]) (?:for |making |or |bringing the total to )?(?:a|the) (?:combined )?total of (?<whole>[NM][0-9]+)"
        ),
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

/// A part, and what remains of the whole.
static REST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" of{the}{w1} (?<whole>[NMU][0-9]+){w5}(?: ,)? (?<first>[NMU][0-9]+){w8}(?: [,;])?(?: and| while| with| but)?(?: the| its) (?:other|remaining|remainder ,|rest ,|balance ,){w1} (?<last>[NMU][0-9]+)",
    )
});

/// A sum, and two parts of it.
static OF_WHICH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?<whole>M[0-9]+){w6}(?: ,| —| \() of which{the} (?<first>M[0-9]+){w10}(?: ,)?(?: and| while| with){the} (?<last>M[0-9]+)",
    )
});

/// What shows that not all parts are told, that some are told twice, or that the parts are no parts.
static PARTLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:including|among|such as|at least|both|also|overlap|several answers|as well as|plus|excluding|each|either|whom|which|apiece|including|more than one|multiple|respectively|another|further|per)( |$)",
    )
});
/// What shows that percentages are those of several questions.
static MANY_QUESTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:also|both|several|respectively|another|in \?|compared|than|from|up|down|rose|fell|increase|versus|among|of women|of men)( |$)",
    )
});
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?: the (?:remaining|other|rest ,|remainder ,)| and (?:a )?(?:remaining|final)){w1} (?<last>[PN][0-9]+){w8}[^A-Z]*$| (?<dont>[PN][0-9]+){w3} (?:undecided|unsure|don't know|(?:had )?no opinion|(?:did not|didn't|declined to|refused to|preferred not to|would not|wouldn't) (?:know|answer|say))",
    )
});

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let text = outline.text.as_str();
    if let Some(total) = of_which(outline, text) {
        return vec![Relation::Total(total)];
    }
    if PARTLY.is_match(text) {
        return Vec::new();
    }
    let parts_first = BEHIND.iter().find_map(|pattern| Some((pattern.captures(text)?, false)));
    let listed =
        parts_first.or_else(|| AHEAD.iter().find_map(|pattern| Some((pattern.captures(text)?, true))));
    let total = listed.and_then(|(captures, _)| {
        let whole = number(&captures, "whole")?;
        let parts = captures.name("parts")?.as_str();
        // Beside a comma only bare nouns are parts: no "Of 60 pupils, 35 take French and 40 Spanish".
        let bare = captures.name("named").is_some();
        of_list(outline, whole, parts, bare)
    });
    let total = total.or_else(|| rest(outline, text)).or_else(|| percentages(outline, text));
    total.into_iter().map(Relation::Total).collect()
}

/// Money of which some goes here and some there: together that is no more than all of it. Of people some may be counted twice.
fn of_which(outline: &Outline, text: &str) -> Option<Total> {
    Some(Total { open: true, ..of_two(outline, &OF_WHICH.captures(text)?)? })
}

fn of_list(outline: &Outline, whole: usize, parts: &str, bare: bool) -> Option<Total> {
    let quantities = &outline.numbers.quantities;
    let unit = |at: usize| quantities.get(at).map(|quantity| quantity.unit);
    let figures: Vec<usize> = named(parts).map(|(_, at)| at).collect();
    let pieces = parts.split(" , ").flat_map(|piece| piece.split(" and ")).map(str::trim);
    let pieces: Vec<&str> = pieces
        .map(|piece| piece.trim_start_matches("and ").trim_start_matches(", "))
        .filter(|piece| !piece.is_empty())
        .collect();
    let ones = pieces.iter().filter(|piece| piece.starts_with("a ") || piece.starts_with("an ")).count();
    let even = figures.iter().all(|&at| unit(at) == unit(whole)) && pieces.len() == figures.len() + ones;
    let one_each = pieces.iter().all(|piece| named(piece).count() <= 1);
    let words = |at: usize| {
        quantities.get(at).and_then(|quantity| quantity.noun).map(|noun| &outline.tokens.passage[noun])
    };
    let people = |at: usize| {
        let head = words(at).and_then(|words| words.rsplit(' ').next());
        head.is_some_and(|head| lexicon::people::is_plural_person_noun(&head.to_lowercase()))
    };
    // "The 12 jurors, seven men and five women"; "12 points, seven rebounds and five assists" are three things.
    let before =
        quantities.get(whole).and_then(|quantity| outline.tokens.at(quantity.hedged.start()).checked_sub(1));
    let definite = before.is_some_and(|before| {
        matches!(outline.tokens.lower(before), "the" | "all" | "of" | "its" | "their" | "these" | "those")
    });
    let apart = bare && !definite && !figures.iter().chain([&whole]).all(|&at| people(at));
    let nouns = !bare
        || figures.iter().all(|&at| {
            let piece = pieces.iter().find(|piece| index(piece.split(' ').next().unwrap_or("")) == Some(at));
            let words = words(at).map(|words| words.split_whitespace().count());
            words.is_some() && piece.map(|piece| piece.split(' ').count() - 1) == words
        });
    // "3 boys and a dog" are no parts of a sum of money.
    let counts = unit(whole) == Some(Unit::Count) || ones == 0;
    (even && one_each && nouns && !apart && counts && figures.len() + ones > 1 && !figures.contains(&whole))
        .then_some(())?;
    Some(Total {
        whole: Some(whole),
        parts: figures,
        ones: i64::try_from(ones).ok()?,
        rest: false,
        open: false,
    })
}

fn rest(outline: &Outline, text: &str) -> Option<Total> {
    Some(Total { rest: true, ..of_two(outline, &REST.captures(text)?)? })
}

/// A whole and two parts, all of one kind.
fn of_two(outline: &Outline, captures: &Captures) -> Option<Total> {
    let (whole, first, last) =
        (number(captures, "whole")?, number(captures, "first")?, number(captures, "last")?);
    let unit = |at: usize| outline.numbers.quantities.get(at).map(|quantity| quantity.unit);
    let even = unit(whole) == unit(first) && unit(first) == unit(last);
    even.then(|| Total { whole: Some(whole), parts: vec![first, last], ones: 0, rest: false, open: false })
}

/// Percentages of which the last is told to close the sum.
fn percentages(outline: &Outline, text: &str) -> Option<Total> {
    let captures = CLOSED.captures(text)?;
    let remaining = captures.name("last");
    let last = remaining.or_else(|| captures.name("dont"))?;
    let clause = text[..last.end()].rfind(';').map_or(&text[..last.end()], |at| &text[at..last.end()]);
    let quantities = &outline.numbers.quantities;
    let mut parts = Vec::new();
    for (_, at) in named(clause) {
        let quantity = quantities.get(at)?;
        // Behind the first the unit may be left out.
        let counted = quantity.unit == Unit::Count && quantity.noun.is_none() && !parts.is_empty();
        if quantity.unit == Unit::Percent || counted {
            parts.push(at);
        }
    }
    let enough = parts.len() >= if remaining.is_some() { 2 } else { 3 };
    let first = parts.first().and_then(|&at| quantities.get(at)).map(|quantity| quantity.unit);
    // What stands in brackets answers another question.
    let plain = !MANY_QUESTIONS.is_match(clause) && !clause.contains(" (") && first == Some(Unit::Percent);
    (enough && plain && parts.last() == index(last.as_str()).as_ref()).then_some(Total {
        whole: None,
        parts,
        ones: 0,
        rest: remaining.is_some(),
        open: false,
    })
}
