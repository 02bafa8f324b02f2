//! Shares: "fewer than half of the schools, 31 out of 48", "402 of the 1,340 students, or three in ten".

use std::sync::LazyLock;

use regex::Regex;

use super::Relation;
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

pub(super) fn find(outline: &Outline) -> Vec<Relation> {
    let mut found = Vec::new();
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
