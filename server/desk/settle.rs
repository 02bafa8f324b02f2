//! Which fixes can be applied together, without a person looking at each.

use crate::{Finding, Fix, Safety, TextEdit};

/// The edits that apply the findings' fixes up to a safety, in the order of the draft and apart from one another; a finding
/// whose fix touches an earlier one's waits for the next reading. Placeholders are never taken. Nor is a guess: a suggestion beside a
/// placeholder, since who said something is for a person to answer, or beside one that says otherwise, which of two figures is right.
pub fn settle(findings: &[Finding], most: Safety) -> Vec<TextEdit> {
    let mut taken: Vec<TextEdit> = Vec::new();
    for fix in findings.iter().filter_map(|finding| first_fix(finding, most)) {
        let apart = fix.edits.iter().all(|edit| {
            let beside = |other: &TextEdit| {
                edit.range.end() < other.range.start() || other.range.end() < edit.range.start()
            };
            taken.iter().all(beside)
        });
        if apart {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken.sort_by_key(|edit| edit.range.start());
    taken
}

fn first_fix(finding: &Finding, most: Safety) -> Option<&Fix> {
    let of = |safety: Safety| finding.fixes.iter().filter(move |fix| fix.safety == safety);
    let suggestion = || {
        let first = of(Safety::Suggested).next().filter(|_| most >= Safety::Suggested)?;
        let is_part = |fix: &Fix| fix.edits.iter().all(|edit| first.edits.contains(edit));
        let guesses = of(Safety::Placeholder).next().is_some() || !of(Safety::Suggested).all(is_part);
        (!guesses).then_some(first)
    };
    of(Safety::Safe).next().or_else(suggestion)
}
