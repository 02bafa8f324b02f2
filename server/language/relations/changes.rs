//! Changes: "rose from A to B", "fell by a third, to B from A", "B, up from A", "B, an increase of C on the A of last year".

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{By, Change, Relation, times};
use crate::decimal::{Decimal, Interval};
use crate::outline::{DOWNS, Outline, UPS, index, number, pattern};

/// Where both figures stand, and the word that tells the change. What lies before the pair is searched for the size of the change in the
/// group "mid", what follows in the group "tail".
static PAIRS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        " (?<cue>{up}|{down}|{went}|{factor})(?<mid>(?:{w1}| ,| {q}| [FD][0-9]+){0,12}?) from{the} (?<from>{q}){t5}(?: ,)? to{the} (?<to>{q})(?<tail> .*)$",
        " (?<cue>{up}|{down}|{went}|{factor})(?<mid>(?:{w1}| ,| {q}| [FD][0-9]+){0,12}?)(?: ,)? to{the} (?<to>{q}){t5}(?: ,)? from{the} (?<from>{q})(?<tail> .*)$",
        " (?<to>{q}){t10}(?: ,| —| \\()? (?<cue>up|down)(?<mid>(?: by)?(?: {q}| F[0-9]+)?)(?: ,)? (?:from|on|against){the} (?<from>{q})(?<tail> .*)$",
        " (?<to>{q}){w8}(?: ,| —| \\() (?:an?|the){w2} (?<cue>{rise}) of (?<by>{q}|F[0-9]+) (?:on|from|over|against|compared with|compared to){the}{w3} (?<from>{q})",
        " (?<to>{q}){w8}(?:(?: ,| —| \\()|{w1}) (?<by>{q}|F[0-9]+) (?<cue>more|less|fewer|higher|lower|larger|smaller|ahead|above|below|up|down|behind) (?:than|of|on)(?: the)?{w4} (?<from>{q})",
        " (?<to>{q}){t8}(?: ,| —| \\() (?:compared with|compared to|against|as against|up against|where|after){t4} (?<from>{q}){t6}(?: \\))?(?: ,| —) (?:an?|the){w2} (?<cue>{rise}) of (?<by>{q}|F[0-9]+)",
        " (?<from>{q}){t8} (?<joined>,|and|;|but|to)(?: and| but)?{t6} (?<to>{q}){t6}(?: ,| —) (?:an?|the){w2} (?<cue>{rise}) of (?<by>{q}|F[0-9]+)",
    ];
    patterns.iter().map(|template| pattern(&template.replace("{factor}", FACTORS))).collect()
});

/// How many times as much one figure is as the other.
static MULTIPLES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let cue = "(?<cue>(?<n>N[0-9]+) times|(?:more than |nearly |almost |about |roughly |just |only )?twice)";
    let patterns = [
        format!(
            " (?<to>{{q}}){{w6}}(?: ,| —| \\() {cue}(?: (?:as much|as many|as high|as large|as big) as)? the{{w1}} (?<from>{{q}})"
        ),
        format!(
            " (?<to>{{q}}){{w6}}(?: ,| —| \\() {cue} what{{w8}}(?: ,| —| \\()(?: which is| or| at)? (?<from>{{q}})(?: [,.;)]|$)"
        ),
        format!(
            " {cue} as (?:many|much|high|large|big|long){{w6}}(?: as{{w6}})? (?::|,|—|\\() (?<to>{{q}}){{w4}} (?:against|compared with|compared to|as against|versus) (?<from>{{q}})"
        ),
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

const FACTORS: &str = "(?:(?:more than |nearly |almost |about |roughly |just |only )?(?:doubl|halv|trebl|tripl|quadrupl)(?:es?|ed|ing))";

/// "Three times" is told of what is 2.78 to 3.22 times as much, as "doubled" of 1.85 to 2.15 times.
const TIMES_LOW: Decimal = Decimal::ten_thousandths(9_250);
const TIMES_HIGH: Decimal = Decimal::ten_thousandths(10_750);

/// The size of a change behind the pair.
static TAILS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        "^{t8}(?: ,| —| \\()?(?: and| or| representing| making)? (?:an?|the){w3} {rise} of{w1} (?<by>{q}|F[0-9]+)",
        "^{t4}(?: ,| —| \\() (?:(?:up|down|or|by|almost) ){0,2}(?<by>[PSF][0-9]+)(?: (?:more|less|fewer|higher|lower|up|down))?(?: ,| \\.| \\)| —)",
        "^{t4}(?: ,| —)(?: rising| falling| growing| up| down)? by (?<by>{q}|F[0-9]+)",
    ];
    patterns.iter().map(|template| pattern(template)).collect()
});

static MID: LazyLock<Regex> =
    LazyLock::new(|| pattern(r" (?<by>[NMPSU][0-9]+|F[0-9]+)| by (?<long>Y[0-9]+)"));
static RISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:{UPS}|up|more|higher|larger|ahead|above|rise|increase|jump|gain|growth|climb|surge|leap|hike|uplift|boost)$"
    ))
});
static FALL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:{DOWNS}|down|less|fewer|lower|smaller|below|behind|fall|drop|decline|decrease|cut|reduction|dip|slump|shrinkage)$"
    ))
});

/// What makes a figure something that no sum is done with.
static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:in real terms|adjusted|after inflation|seasonally|annualised|annualized|minus|revised)( |$)",
    )
});
/// Things whose rise is a fall, and those of which one falls to a larger figure: ranks and what stands below nought.
static SHRINKING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:growth|deficits?|loss|losses|debts?|contraction|shrinkage|rankings?|ranked|rank|places?|positions?|charts?|lists?|table|standings|seeds?|shortfalls?)( |$)",
    )
});

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let text = outline.text.as_str();
    let mut changes: Vec<Change> = Vec::new();
    if OTHERWISE.is_match(text) {
        return Vec::new();
    }
    for pattern in PAIRS.iter() {
        let mut from = 0;
        while let Some(captures) = pattern.captures_at(text, from) {
            let cue = captures.name("cue").map_or(text.len(), |cue| cue.end());
            if let Some(change) = change(outline, &captures)
                && !changes.iter().any(|known| pair(known) == pair(&change))
            {
                changes.push(change);
            }
            from = cue.max(from + 1);
            while !text.is_char_boundary(from) {
                from += 1;
            }
        }
    }
    changes.extend(MULTIPLES.iter().find_map(|pattern| multiple(outline, &pattern.captures(text)?)));
    changes.into_iter().map(Relation::Change).collect()
}

/// "£62 an hour, three times the £24 that they earn", "three times as many: 40 against 12".
fn multiple(outline: &Outline, captures: &Captures) -> Option<Change> {
    let (from, to) = (number(captures, "from")?, number(captures, "to")?);
    let cue = captures.name("cue")?;
    let quantities = &outline.numbers.quantities;
    let (range, times) = match number(captures, "n") {
        Some(n) => {
            let told = quantities.get(n)?;
            let near = Interval { low: TIMES_LOW, high: TIMES_HIGH };
            (told.hedged.cover(outline.range(cue)), told.interval().times(near))
        }
        None => {
            let By::Times { range, times } = factor(outline, cue)? else { return None };
            (range, times)
        }
    };
    let by = Some(By::Times { range, times });
    (from != to).then_some(Change { from, to, by, cue: range, up: None })
}

/// The two figures of a change, in whatever order.
fn pair(change: &Change) -> (usize, usize) {
    (change.from.min(change.to), change.from.max(change.to))
}

fn change(outline: &Outline, captures: &Captures) -> Option<Change> {
    let (from, to) = (number(captures, "from")?, number(captures, "to")?);
    // What another verb or clause says stands between: "£12,400 more than its target and £140 from each".
    let ends = [captures.name("from")?, captures.name("to")?];
    let between = outline.text.get(ends[0].end().min(ends[1].end())..ends[0].start().max(ends[1].start()))?;
    // "£18.6 million for the year to September, up from £12.4 million": the figure behind "from" is the earlier one.
    let joined = match captures.name("joined") {
        Some(_) => between.contains(" from "),
        None => [" and ", " but ", " while ", " or "].iter().any(|word| between.contains(word)),
    };
    if joined {
        return None;
    }
    let cue = captures.name("cue")?;
    let mid = captures.name("mid").map_or("", |mid| mid.as_str());
    let tail = captures.name("tail").map_or("", |tail| tail.as_str());
    // "Drop in from 3 to 5", "fell off", "cut from 3 to 5 branches".
    let particle = matches!(cue.as_str(), "drop" | "drops" | "dropped") && mid.starts_with(" in");
    if particle || from == to {
        return None;
    }
    // A stretch of time is when it happened, but for "by three days".
    let mut inside =
        MID.captures_iter(mid).filter_map(|found| number(&found, "by").or(number(&found, "long")));
    let first = inside.next();
    if inside.next().is_some() {
        return None;
    }
    let told = number(captures, "by").or(first);
    let behind =
        || TAILS.iter().find_map(|pattern| pattern.captures(tail)).and_then(|found| number(&found, "by"));
    let by = factor(outline, cue)
        .or_else(|| told.map(By::Figure))
        .or_else(|| behind().filter(|&by| by != from && by != to).map(By::Figure));
    let clause = &outline.text[..cue.start()];
    let clause = clause.rfind([';', ':']).map_or(clause, |at| &clause[at..]);
    let shrinking = SHRINKING.is_match(clause) || SHRINKING.is_match(mid);
    let up = match () {
        () if shrinking => None,
        () if RISE.is_match(cue.as_str()) => Some(true),
        () if FALL.is_match(cue.as_str()) => Some(false),
        () => None,
    };
    Some(Change { from, to, by, cue: outline.range(cue), up })
}

/// What "doubled" and its like stand for.
fn factor(outline: &Outline, cue: regex::Match) -> Option<By> {
    let (before, verb) = cue.as_str().rsplit_once(' ').unwrap_or(("", cue.as_str()));
    let (near, beyond, short) = match verb.get(..4)? {
        "doub" => (times(185, 215), times(200, 100_000), times(170, 200)),
        "treb" | "trip" => (times(280, 320), times(300, 100_000), times(260, 300)),
        "quad" => (times(370, 430), times(400, 100_000), times(345, 400)),
        "twic" => (times(185, 215), times(200, 100_000), times(170, 200)),
        "halv" => (times(45, 55), times(0, 50), times(50, 60)),
        _ => return None,
    };
    let times: Interval = match before {
        "more than" => beyond,
        "nearly" | "almost" => short,
        "about" | "roughly" => {
            Interval { low: near.low - times(10, 10).low, high: near.high + times(10, 10).low }
        }
        _ => near,
    };
    Some(By::Times { range: outline.range(cue), times })
}

/// The quantities that a piece of an outline names, with the bytes at which each stands in it.
pub(super) fn named(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    static ANY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:{q}|F[0-9]+)"));
    ANY.find_iter(text).filter_map(|found| Some((found.start(), index(found.as_str())?)))
}
