//! Whole drafts, written for this project: everything that a copy editor would stop at, listed beside each with why, is
//! found, and nothing else is.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use copydesk_desk::{Config, Draft, RuleSelection};
use copydesk_text::Dialect;
use serde::Deserialize;
use text_size::{TextRange, TextSize};

/// What stands in the list beside a draft.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    about: String,
    finding: Vec<ExpectedFinding>,
    /// Findings that no copy editor would make and Copydesk is known to make.
    #[serde(default)]
    alarm: Vec<ExpectedFinding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    rule: String,
    /// Words that stand in the draft once, the white space as it may be; the finding touches them.
    words: String,
    why: String,
    /// Whether Copydesk is known to miss it. The test fails when it is found after all, so that the list stays true.
    #[serde(default)]
    missed: bool,
}

#[test]
fn what_a_copy_editor_would_stop_at_is_found_and_nothing_else() {
    let mut failures = String::new();
    let drafts = drafts();
    assert!(drafts.len() >= 10, "only {} drafts", drafts.len());
    for path in drafts {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let list = fs::read_to_string(path.with_extension("toml")).unwrap();
        let expected: Expected = toml::from_str(&list).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!expected.about.is_empty(), "{name}: say what the draft is about");
        let dialect = if name.ends_with(".mdx") { Dialect::Mdx } else { Dialect::Markdown };
        let settings = Config::default().settings(&name, &RuleSelection::default());
        let mut findings = Draft::new(&text, dialect).check(&settings);
        for ExpectedFinding { rule, words, why, missed } in expected.finding.iter().chain(&expected.alarm) {
            assert!(!why.is_empty(), "{name}: say why “{words}” is a fault");
            let place = place_of(&text, words)
                .unwrap_or_else(|| panic!("{name}: “{words}” does not stand there once"));
            let touches = |range: TextRange| range.intersect(place).is_some();
            match findings.iter().position(|finding| finding.rule == rule && touches(finding.range)) {
                Some(found) => {
                    findings.remove(found);
                    if *missed {
                        writeln!(failures, "{name}: {rule} is found at “{words}”: it is not missed any more")
                            .unwrap();
                    }
                }
                None if *missed => {}
                None => writeln!(failures, "{name}: {rule} is silent on “{words}”: {why}").unwrap(),
            }
        }
        for finding in findings {
            let words = &text[finding.range];
            writeln!(failures, "{name}: {} is reported at “{words}”: {}", finding.rule, finding.message)
                .unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn drafts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut drafts: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension != "toml")).collect();
    drafts.sort();
    drafts
}

/// Where words stand in a text, whatever white space separates them there; `None` unless they stand there once.
fn place_of(text: &str, words: &str) -> Option<TextRange> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let starts = text.match_indices(words[0]).map(|(start, _)| start);
    let mut places = starts.filter_map(|start| {
        let mut at = start;
        for (number, word) in words.iter().enumerate() {
            let rest = &text[at..];
            let gap = rest.len() - rest.trim_start_matches([' ', '\n', '\r', '>']).len();
            if (number > 0) != (gap > 0) || !rest[gap..].starts_with(word) {
                return None;
            }
            at += gap + word.len();
        }
        let size = |offset: usize| TextSize::try_from(offset).unwrap();
        Some(TextRange::new(size(start), size(at)))
    });
    places.next().filter(|_| places.next().is_none())
}
