//! Votes and the bodies that take them: "the seven-member board", "all seven members", "voted 5-2", "by six votes to three".

use std::sync::LazyLock;

use regex::Regex;
use text_size::TextRange;

use super::Relation;
use crate::outline::{Outline, number, pattern};

/// Nouns for a body that votes.
const BODY: &str = "(?:board|council|committee|jury|court|panel|commission|chamber|senate|house|assembly|parliament|bench|tribunal|legislature|cabinet|congress|synod|trust|union|society|authority|directors)";
const MEMBER: &str = "(?:members|councillors|councilors|judges|justices|jurors|supervisors|trustees|commissioners|senators|aldermen|governors|directors|delegates|seats|selectmen|deputies|lawmakers|legislators)";

static BODIES: LazyLock<Vec<(Regex, bool)>> = LazyLock::new(|| {
    let patterns = [
        (format!(" (?<size>B[0-9]+){{w3}} (?<body>{BODY})(?: |$)"), false),
        (format!(" (?<body>{BODY}){{w3}} of (?<size>N[0-9]+)(?: {MEMBER})?(?: |$)"), false),
        (
            format!(
                " (?<body>{BODY}){{w1}}(?: ,)?(?: which| that)? (?:has|of|with|numbers|comprises){{the}} (?<size>N[0-9]+){{w1}} {MEMBER}(?: |$)"
            ),
            false,
        ),
        (format!(" all (?<size>N[0-9]+){{w2}} {MEMBER}(?: of{{the}}{{w2}} (?<body>{BODY}))?(?: |$)"), false),
        (
            format!(
                " all (?<size>N[0-9]+)(?:{{w2}} {MEMBER}| of (?:them|the members))(?: of{{the}}{{w2}} {BODY})? (?:voted|cast|took part|were present and voted)(?: |$)"
            ),
            true,
        ),
        (format!(" the (?<size>N[0-9]+){{w1}} {MEMBER} of{{the}}{{w2}} (?<body>{BODY})(?: |$)"), false),
        (
            format!(" (?<size>N[0-9]+){{w1}} {MEMBER} (?:sit|serve) on{{the}}{{w2}} (?<body>{BODY})(?: |$)"),
            false,
        ),
    ];
    patterns.into_iter().map(|(template, all)| (pattern(&template), all)).collect()
});

static VOTES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let verb = "(?:voted|votes|vote|decided|split|ruled|upheld|backed|rejected|approved|passed|acquitted|convicted|agreed|failed|carried|lost|won|defeated|adopted|struck|endorsed|cleared|chose|picked|elected|threw|turned)";
    let abstained = "(?:(?: ,)? (?:with|and)(?: just)? (?<abstained>N[0-9]+){w2} (?:abstention|abstentions|abstaining|abstained))?";
    let majority = "(?:(?: ,| —| \\()(?: with| giving)? a (?:majority|margin) of (?<majority>N[0-9]+))?";
    let abstained = format!("{abstained}{majority}");
    let patterns = [
        format!("(?<before>.*) {verb}{{w12}}(?: ,)?(?: by)?(?: a vote of)? (?<tally>V[0-9]+){abstained}"),
        format!("(?<before>.*) (?<tally>V[0-9]+) vote{abstained}"),
        format!(
            "(?<before>.*) by{{w3}} (?<first>N[0-9]+)(?: votes?)? (?:to|against) (?<second>N[0-9]+)(?: votes?)?{abstained}"
        ),
        format!("(?<before>.*) {verb}{{w6}} (?<first>N[0-9]+)(?: votes?)? to (?<second>N[0-9]+){abstained}"),
        format!(
            "(?<before>.*) (?<first>N[0-9]+){{w2}} (?:voted|votes) (?:in favour|in favor|for|yes|aye)(?: ,)?(?: and| with|{{w1}}) (?<second>N[0-9]+){{w1}} (?:against|no|nay){abstained}"
        ),
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

static ANY_BODY: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r" (?<body>{BODY})(?: |$)")));

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let text = outline.text.as_str();
    let mut found = Vec::new();
    for (pattern, all) in BODIES.iter() {
        for captures in pattern.captures_iter(text) {
            let Some(size) = number(&captures, "size") else { continue };
            let noun = captures.name("body").map(|body| outline.range(body));
            found.push(Relation::Body { noun, size, all: *all });
        }
    }
    found.extend(VOTES.iter().find_map(|pattern| vote(outline, pattern)));
    found
}

fn vote(outline: &Outline, pattern: &Regex) -> Option<Relation> {
    let captures = pattern.captures(&outline.text)?;
    let numbers = outline.numbers;
    let count = |group: &str| {
        let quantity = numbers.quantities.get(number(&captures, group)?)?;
        quantity.value.as_whole()
    };
    let mut range: Option<TextRange> = None;
    let mut votes = match number(&captures, "tally").and_then(|tally| numbers.tallies.get(tally)) {
        Some(tally) => vec![tally.first, tally.second],
        None => vec![count("first")?, count("second")?],
    };
    votes.extend(count("abstained"));
    for group in
        ["tally", "first", "second", "abstained"].into_iter().filter_map(|group| captures.name(group))
    {
        let here = outline.range(group);
        range = Some(range.map_or(here, |range| range.cover(here)));
    }
    let before = captures.name("before").map_or("", |before| before.as_str());
    let body = ANY_BODY.find_iter(before).last().or_else(|| ANY_BODY.find(&outline.text));
    let noun = body.and_then(|_| {
        let captures = ANY_BODY.captures_iter(before).last().or_else(|| ANY_BODY.captures(&outline.text))?;
        let name = captures.name("body")?;
        Some(outline.range(name))
    });
    Some(Relation::Vote { range: range?, noun, votes, majority: number(&captures, "majority") })
}
