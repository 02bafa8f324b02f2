//! Every rule's page is its documentation and its test: the drafts in its `flagged` examples must be reported exactly at
//! their `^^^` marks, the `silent` ones not at all, and the first fix of a `flagged` example must give the `fixed` one.

use copydesk_desk::{
    Config, Diagnostic, Draft, Fix, RuleInfo, RuleSelection, Safety, Settings, find_rule, registry,
};
use copydesk_text::Dialect;
use text_size::TextRange;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Flagged,
    Silent,
    Fixed,
}

/// An example of a page: its kind and its lines.
fn examples(page: &str) -> Vec<(Kind, Vec<String>)> {
    let mut found = Vec::new();
    let mut open: Option<(Kind, Vec<String>)> = None;
    for line in page.lines() {
        match (&mut open, line) {
            (None, "```flagged") => open = Some((Kind::Flagged, Vec::new())),
            (None, "```silent") => open = Some((Kind::Silent, Vec::new())),
            (None, "```fixed") => open = Some((Kind::Fixed, Vec::new())),
            (None, _) => {}
            (Some(_), "```") => found.extend(open.take()),
            (Some((_, lines)), line) => lines.push(line.to_owned()),
        }
    }
    assert!(open.is_none(), "an example is not closed");
    found
}

/// The draft of an example without its marks, and what the marks stand under.
fn draft_and_marks(lines: &[String]) -> (String, Vec<TextRange>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut line_start = 0;
    for line in lines {
        let is_marks = line.contains('^') && line.chars().all(|c| matches!(c, '^' | ' '));
        if !is_marks {
            line_start = text.len();
            text.push_str(line);
            text.push('\n');
            continue;
        }
        let column = line.chars().position(|c| c == '^').expect("a mark");
        let count = line.chars().filter(|&c| c == '^').count();
        let byte = |column: usize| {
            let above = &text[line_start..];
            line_start + above.char_indices().nth(column).map_or(above.len(), |(at, _)| at)
        };
        let size = |offset: usize| u32::try_from(offset).expect("a short example").into();
        marks.push(TextRange::new(size(byte(column)), size(byte(column + count))));
    }
    (text, marks)
}

/// Every rule on, and every story long enough for `single-source`. All speak, since `unused-ignore` goes by what the others
/// say.
fn all() -> Settings {
    let (config, problems) = Config::parse("[sourcing]\nsingle-source-words = 0\n");
    assert!(problems.is_empty());
    let severities = registry().iter().map(|rule| (rule.name.to_owned(), Some(rule.severity))).collect();
    config.settings("example.md", &RuleSelection { severities, ..RuleSelection::default() })
}

fn check(rule: &RuleInfo, text: &str) -> Vec<Diagnostic> {
    let mut findings = Draft::new(text, Dialect::Markdown).check(&all());
    findings.retain(|finding| finding.rule == rule.name);
    findings
}

fn first_fix(text: &str, findings: &[Diagnostic]) -> String {
    applied(text, findings.first().and_then(|finding| finding.fixes.first()).expect("a fix"))
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut fixed = text.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(std::ops::Range::<usize>::from(edit.range), &edit.text);
    }
    fixed
}

#[test]
fn every_page_holds() {
    let mut failures = Vec::new();
    for rule in registry() {
        let mut last = None;
        for (kind, lines) in examples(&rule.page()) {
            let (text, marks) = draft_and_marks(&lines);
            let findings = check(rule, &text);
            let mut ranges: Vec<TextRange> = findings.iter().map(|finding| finding.range).collect();
            ranges.sort_by_key(|range| range.start());
            let shown: Vec<&str> = ranges.iter().map(|&range| &text[range]).collect();
            match kind {
                Kind::Flagged if marks.is_empty() => {
                    failures.push(format!("{}: no marks in {text}", rule.name))
                }
                Kind::Flagged | Kind::Silent if ranges != marks => {
                    failures.push(format!("{}: {kind:?}\n{text}  reported: {shown:?}", rule.name));
                }
                Kind::Flagged => last = Some((text, findings)),
                Kind::Silent => {}
                Kind::Fixed => {
                    let Some((before, findings)) = last.take() else {
                        failures.push(format!("{}: no flagged example holds before\n{text}", rule.name));
                        continue;
                    };
                    let fixed = first_fix(&before, &findings);
                    if fixed != text {
                        failures.push(format!("{}: fixed\n{text}  got:\n{fixed}", rule.name));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} examples do not hold:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_page_is_whole() {
    for rule in registry() {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.name)), "{}: heading", rule.name);
        for part in ["## Why", "## Stays silent on", "## Fixes", "## Standard"] {
            assert!(page.contains(part), "{}: no part {part}", rule.name);
        }
        assert!(
            rule.summary().starts_with("Flags ") && rule.summary().ends_with('.'),
            "{}: summary",
            rule.name
        );
        // A hover tells what would have spoken against the finding. What was never meant to be published needs no evidence.
        let marks =
            ["placeholder", "unverified-mark", "broken-reference", "repeated-full-name", "repeated-title"];
        assert_eq!(page.contains("## Looked for"), !marks.contains(&rule.name), "{}: evidence", rule.name);
        let off = page.contains("Off unless the configuration names it");
        assert_eq!(rule.on, !off, "{}: its page says whether it is on", rule.name);
        let count = |kind| examples(&page).iter().filter(|(found, _)| *found == kind).count();
        assert!(count(Kind::Flagged) >= 6 && count(Kind::Silent) >= 6, "{}: examples", rule.name);
        assert_eq!(find_rule(rule.name).map(|found| found.name), Some(rule.name));
    }
}

#[test]
fn what_remedies_leave_to_fill_in_is_reported() {
    let mark = find_rule("unverified-mark").expect("the rule");
    let mut failures = Vec::new();
    for rule in registry() {
        let page = rule.page();
        for (_, lines) in examples(&page).iter().filter(|(kind, _)| *kind == Kind::Flagged) {
            let (text, _) = draft_and_marks(lines);
            let before = check(mark, &text).len();
            for fix in check(rule, &text).iter().flat_map(|finding| &finding.fixes) {
                let after = check(mark, &applied(&text, fix)).len();
                if (fix.safety == Safety::Placeholder) != (after > before) {
                    failures.push(format!("{}: “{}” in {text}", rule.name, fix.title));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} do not hold:\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_rule_file_is_registered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/server/desk/rules");
    for entry in std::fs::read_dir(folder).expect("the rules") {
        let file = entry.expect("a file").path();
        let name = file.file_stem().expect("a name").to_string_lossy().replace('_', "-");
        assert!(find_rule(&name).is_some(), "{name} has a file and no registry line");
    }
}
