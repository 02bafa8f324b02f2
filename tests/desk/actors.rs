//! Hard cases of who is who. Each case of `tests/actors/cases.md` is a draft, the names that are one actor on a line each,
//! and the findings of the naming rules that are meant, from warnings up. `Name@2` is the second place of those letters. A
//! case that begins with “Not yet” is known to fail, and must be moved when it no longer does.

use std::collections::BTreeSet;

use copydesk_desk::{Draft, Group, Settings, Severity, find_rule};
use copydesk_text::Dialect;

use crate::cases;

struct Case {
    text: String,
    /// The names of each actor.
    actors: Vec<Vec<String>>,
    /// Rule and words.
    findings: BTreeSet<(String, String)>,
}

fn case(lines: &str) -> Case {
    let (expected, text): (Vec<&str>, Vec<&str>) =
        lines.lines().partition(|line| line.starts_with("- ") || line.starts_with("! "));
    let names = |line: &str| line.split(" | ").map(|name| name.trim().to_owned()).collect();
    let finding = |line: &str| {
        let (rule, words) = line.split_once(": ").expect("a rule and words");
        (rule.to_owned(), words.to_owned())
    };
    Case {
        text: format!("{}\n", text.join("\n").trim()),
        actors: expected.iter().filter_map(|line| line.strip_prefix("- ")).map(names).collect(),
        findings: expected.iter().filter_map(|line| line.strip_prefix("! ")).map(finding).collect(),
    }
}

/// Where a name stands: its first letters, or those of its place of that number.
fn place(text: &str, name: &str) -> usize {
    let (name, number) = name.split_once('@').unwrap_or((name, "1"));
    let number: usize = number.parse().expect("a number");
    let found =
        text.match_indices(name).nth(number - 1).unwrap_or_else(|| panic!("no {name} of that number"));
    found.0
}

/// What is wrong with a case.
fn faults(case: &Case) -> Vec<String> {
    let settings = Settings::default();
    let draft = Draft::new(&case.text, Dialect::Markdown);
    let actor_at = |name: &String| {
        let at = u32::try_from(place(&case.text, name)).expect("a short draft");
        draft.mention_at(at.into(), &settings).map(|mention| mention.actor)
    };
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for names in &case.actors {
        let actors: Vec<Option<usize>> = names.iter().map(actor_at).collect();
        let Some(first) = actors[0] else {
            faults.push(format!("{} is no name", names[0]));
            continue;
        };
        if actors.iter().any(|actor| *actor != Some(first)) {
            faults.push(format!("{names:?} are {actors:?}"));
        }
        if !seen.insert(first) {
            faults.push(format!("{} is somebody else too", names[0]));
        }
    }
    let naming = |rule: &str| find_rule(rule).is_some_and(|rule| rule.group == Group::Naming);
    let findings: BTreeSet<(String, String)> = draft
        .check(&settings)
        .into_iter()
        .filter(|finding| naming(finding.rule) && finding.severity >= Severity::Warning)
        .map(|finding| (finding.rule.to_owned(), case.text[finding.range].to_owned()))
        .collect();
    if findings != case.findings {
        faults.push(format!("reported {findings:?}"));
    }
    faults
}

#[test]
fn hard_cases_hold() {
    cases::hold(
        cases::all(include_str!("../actors/cases.md")).map(|(title, lines)| (title, faults(&case(lines)))),
    );
}
