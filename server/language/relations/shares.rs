//! Shares: "fewer than half of the schools, 31 out of 48", "402 of the 1,340 students, or three in ten".

use std::sync::LazyLock;

use regex::Regex;

use super::Relation;
use crate::lexicon::people::are_people;
use crate::outline::{Outline, number, pattern};

static SHARES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let said = "(?<said>[PF][0-9]+)";
    let (part, whole) = ("(?<part>[NMUY][0-9]+)", "(?<whole>[NMUY][0-9]+)");
    let end = "(?: [,.;)—]|$)";
    let patterns = [
        format!(
            " {said}(?: of)?{{w6}}(?: ,| \\(| —|:) (?:or )?(?:that is )?{part}{{w2}} (?:out )?of{{the}} {whole}"
        ),
        format!(
            " {part}{{w3}} (?:out )?of{{the}}{{w1}} {whole}{{w5}}(?: ,| \\(| —) (?:(?:or|that is|about|which is|equal to|representing) ){{0,1}}{said}(?: of (?:them|the total|all){{w2}})?{end}"
        ),
        format!(" of{{the}} {whole}{{w8}}(?: ,)? {part}{{w3}}(?: ,| \\(| —)(?: or)? {said}{end}"),
        format!(
            " {said}{{w1}} of{{the}}{{w2}} {whole}{{w4}}(?: ,| \\(| —) (?:or )?(?:that is )?{part}{{w2}}{end}"
        ),
        format!(" {part}{{w4}}(?: ,| \\(| —)(?: or)? {said} of{{the}}{{w2}} {whole}"),
        format!(
            " {part}{{w6}} (?:out )?of{{the}}{{w2}} {whole}{{w6}}(?: ,)? (?:which is|making|that is) {said}{end}"
        ),
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

/// The whole, and behind a relative pronoun or a semicolon the part and its share: "2,300 people, of whom 1,150, or half, are drivers",
/// "31 names on it; nine, nearly a third, are new".
static OF_THEM: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let part =
        "(?<part>[NM][0-9]+){w1}(?: ,| \\(| —)(?: or| about)? (?<said>[PF][0-9]+)(?: ,| \\)| —)(?<of> of)?";
    let patterns = [
        format!(
            " (?<whole>[NM][0-9]+)(?<between>(?:{{w1}}| [NDY][0-9]+){{0,8}})(?: ,| —) of (?:whom|which) {part}"
        ),
        format!(" (?<whole>[NM][0-9]+)(?<between>(?:{{w1}}){{0,5}}) ; {part}"),
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

/// The part of those whom a noun in the plural names at the start of the sentence, and its share.
static OF_THOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ of the(?: [a-z]+)? (?<of>[a-z]+s) , (?<part>N[0-9]+)(?: ,| \(| —)(?: or)? (?<said>[PF][0-9]+)(?: [,)—])",
    )
});

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let mut found: Vec<Relation> = of_them(outline).into_iter().collect();
    found.extend(OF_THOSE.captures(&outline.text).and_then(|captures| {
        let (said, part) = (number(&captures, "said")?, number(&captures, "part")?);
        Some(Relation::PartOf { said, part, of: outline.range(captures.name("of")?) })
    }));
    for pattern in SHARES.iter() {
        for captures in pattern.captures_iter(&outline.text) {
            let group = |name| number(&captures, name);
            let (Some(said), Some(part), Some(whole)) = (group("said"), group("part"), group("whole")) else {
                continue;
            };
            let share = Relation::Share { said, part, whole };
            if part != whole && !found.contains(&share) {
                found.push(share);
            }
        }
    }
    found
}

/// A part of what the clause before counts. "Of whom" is of people, "of which" and a semicolon of the last number before; "nine, or a
/// third, of the victims" has a whole of its own.
fn of_them(outline: &Outline) -> Option<Relation> {
    let captures = OF_THEM.iter().find_map(|pattern| pattern.captures(&outline.text))?;
    let (said, part, whole) =
        (number(&captures, "said")?, number(&captures, "part")?, number(&captures, "whole")?);
    let between = captures.name("between")?.as_str();
    let noun = outline.numbers.quantities.get(whole)?.noun.map(|noun| &outline.tokens.passage[noun]);
    let head = noun.and_then(|noun| noun.rsplit(' ').next()).map(str::to_lowercase);
    let people = head.is_some_and(|head| are_people(&head));
    let alone = !between.contains(|letter: char| letter.is_ascii_uppercase());
    let plain = captures.name("of").is_none() && (alone || people) && part != whole;
    plain.then_some(Relation::Share { said, part, whole })
}
