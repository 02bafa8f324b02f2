//! Figures that disagree, in whole drafts of many trades: every slip that was put in is found, and nothing else is. Slips that are
//! known to be missed say so, so that the list stays true.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fmt::Write as _;

use copydesk_desk::{Config, Draft, Group, RuleSelection, find_rule};
use copydesk_text::Dialect;
use serde::Deserialize;
use text_size::{TextRange, TextSize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    id: String,
    text: String,
    faults: Vec<Slip>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slip {
    /// The rule that should find it; another of the group may.
    kind: String,
    /// Words that the finding touches, where they stand first.
    words: String,
    /// Other places that it may touch as well.
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    missed: bool,
}

#[test]
fn slips_are_found_and_nothing_else() {
    let drafts = include_str!("../figures/drafts.jsonl");
    let mut failures = String::new();
    for line in drafts.lines() {
        let Sample { id, text, faults } = serde_json::from_str(line).unwrap();
        let settings = Config::default().settings(&format!("{id}.md"), &RuleSelection::default());
        let mut findings = Draft::new(&text, Dialect::Markdown).check(&settings);
        findings.retain(|finding| find_rule(finding.rule).is_some_and(|rule| rule.group == Group::Figures));
        let mut explained = vec![false; findings.len()];
        for Slip { kind, words, also, missed } in &faults {
            let places: Vec<TextRange> =
                [words].into_iter().chain(also).map(|words| place_of(&text, words)).collect();
            let mut found = false;
            for (finding, explained) in findings.iter().zip(&mut explained) {
                let touches = places
                    .iter()
                    .any(|place| finding.range.intersect(*place).is_some_and(|part| !part.is_empty()));
                found |= touches;
                *explained |= touches;
            }
            if found == *missed {
                let what = if found { "is found after all" } else { "is missed" };
                writeln!(failures, "{id}: {kind} “{words}” {what}").unwrap();
            }
        }
        for (finding, _) in findings.iter().zip(explained).filter(|(_, explained)| !explained) {
            writeln!(
                failures,
                "{id}: {} reported “{}”: {}",
                finding.rule, &text[finding.range], finding.message
            )
            .unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn a_draft_is_as_old_as_it_says_itself_or_else_its_name() {
    let weekday = |path: &str, before: &str| {
        let text = format!("{before}The committee meets again on Friday, March 20.\n");
        let settings = Config::default().settings(path, &RuleSelection::default());
        let findings = Draft::new(&text, Dialect::Markdown).check(&settings);
        findings.iter().any(|finding| finding.rule == "wrong-weekday")
    };
    for (path, before, wrong) in [
        ("ferry.md", "", false),
        ("posts/2025-03-11-ferry.md", "", true),
        ("posts/2020-03-11-ferry.md", "", false),
        ("posts/2020-03-11-ferry.md", "---\ndate: 2025-03-11\n---\n\n", true),
        ("posts/2020-03-11-ferry.md", "HALDEN, March 11, 2025 — ", true),
    ] {
        assert_eq!(weekday(path, before), wrong, "{path}: {before}");
    }
}

fn place_of(text: &str, words: &str) -> TextRange {
    let start = text.find(words).unwrap_or_else(|| panic!("“{words}” does not stand in the draft"));
    TextRange::at(TextSize::try_from(start).unwrap(), TextSize::of(words))
}
