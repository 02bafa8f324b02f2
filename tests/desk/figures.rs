//! Figures that disagree, in whole drafts of many trades: every slip that was put in is found, and nothing else is. Slips that are
//! known to be missed say so, so that the list stays true.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fmt::Write as _;

use copydesk_desk::{Config, Draft, Group, RuleSelection, Safety, find_rule};
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

/// Whatever makes the sum right by itself is offered: the figure that follows from the others, and one of the others.
#[test]
fn a_remedy_has_its_twin() {
    let head = |date: &str| format!("---\ndate: {date}\n---\n\n");
    for (date, draft, fixed) in [
        (
            "2025-01-01",
            "Calls rose from 1,240 to 1,488, an increase of 25 per cent.",
            [
                "Calls rose from 1,240 to 1,488, an increase of 20 per cent.",
                "Calls rose from 1,240 to 1,550, an increase of 25 per cent.",
            ],
        ),
        (
            "2025-01-01",
            "Nine of the 12 boats, or 50 per cent, had no licence.",
            [
                "Nine of the 12 boats, or 75 per cent, had no licence.",
                "Six of the 12 boats, or 50 per cent, had no licence.",
            ],
        ),
        (
            "2025-01-01",
            "The firm will pay $1.2 million to 48 families, an average of $40,000 each.",
            [
                "The firm will pay $1.2 million to 48 families, an average of $25,000 each.",
                "The firm will pay $1.92 million to 48 families, an average of $40,000 each.",
            ],
        ),
        (
            "2025-01-01",
            "She ran the shop from 1989 to 2004, a period of twenty years.",
            [
                "She ran the shop from 1989 to 2004, a period of fifteen years.",
                "She ran the shop from 1989 to 2009, a period of twenty years.",
            ],
        ),
        (
            "2026-02-01",
            "The bridge opened in 2016, twenty years ago.",
            ["The bridge opened in 2016, ten years ago.", "The bridge opened in 2006, twenty years ago."],
        ),
        (
            "2025-08-19",
            "It was the 25th anniversary of the fire of August 2001.",
            [
                "It was the 24th anniversary of the fire of August 2001.",
                "It was the 25th anniversary of the fire of August 2000.",
            ],
        ),
    ] {
        let text = head(date) + draft + "\n";
        let settings = Config::default().settings("draft.md", &RuleSelection::default());
        let findings = Draft::new(&text, Dialect::Markdown).check(&settings);
        let mut findings = findings
            .into_iter()
            .filter(|it| find_rule(it.rule).is_some_and(|rule| rule.group == Group::Figures));
        let finding = findings.next().unwrap_or_else(|| panic!("nothing is found: {draft}"));
        let texts: Vec<String> = finding
            .fixes
            .iter()
            .map(|fix| {
                assert_eq!(fix.safety, Safety::Suggested, "{draft}");
                let mut text = text.clone();
                for edit in fix.edits.iter().rev() {
                    text.replace_range(std::ops::Range::<usize>::from(edit.range), &edit.text);
                }
                text[head(date).len()..].trim_end().to_owned()
            })
            .collect();
        assert_eq!(texts, fixed);
    }
}
