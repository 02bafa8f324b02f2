//! Every rule's page is its documentation and its test: the drafts in its `flagged` examples must be reported exactly at
//! their `^^^` marks, the `silent` ones not at all and for the reason that stands beside the word, and the first fix of a
//! `flagged` example must give the `fixed` one. What stands in a `notes` fence are the reporter's notes for all examples of a page.

use std::fmt::Write as _;
use std::sync::Arc;

use copydesk_desk::{
    Config, Draft, Finding, Fix, HouseWords, Manner, Mute, NamedNotes, Notes, NotesKind, NotesSource,
    Outcome, RuleInfo, RuleSelection, Safety, Settings, UNSEEN, find_rule, parse_words, registry,
};
use copydesk_text::Dialect;
use text_size::TextRange;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Flagged,
    /// For a reason: a line of what the page says that the rule stays silent on.
    Silent(String),
    Fixed,
}

/// The notes of a page.
fn notes(page: &str) -> Notes {
    let mut sources = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(file) = line.strip_prefix("```notes ") else { continue };
        let (file, kind) = file.split_once(' ').unwrap_or((file, ""));
        let kind = NotesKind::ALL.into_iter().find(|it| it.name() == kind);
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let named = NamedNotes { file: file.to_owned(), kind, ..NamedNotes::default() };
        sources.push(NotesSource { named, path: None, text: Arc::from(text.join("\n")) });
    }
    Notes::new(sources, &Manner::default())
}

/// An example of a page: its kind and its lines.
fn examples(page: &str) -> Vec<(Kind, Vec<String>)> {
    let mut found = Vec::new();
    let mut open: Option<(Kind, Vec<String>)> = None;
    for line in page.lines() {
        match (&mut open, line) {
            (None, "```flagged") => open = Some((Kind::Flagged, Vec::new())),
            (None, "```fixed") => open = Some((Kind::Fixed, Vec::new())),
            (None, line) => {
                if let Some(reason) = line.strip_prefix("```silent") {
                    open = Some((Kind::Silent(reason.trim_start().to_owned()), Vec::new()));
                }
            }
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
    let settings = config.settings("example.md", &RuleSelection { severities, ..RuleSelection::default() });
    settings.with_words(house_words())
}

/// The list on the page of `house-word`.
fn house_words() -> HouseWords {
    let page = find_rule("house-word").expect("the rule").page();
    let list = page.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```")).expect("a list").0;
    let (words, problems) = parse_words("toml", list);
    assert_eq!(problems, []);
    HouseWords::new(words)
}

/// The same, with the notes of the rule's page.
fn all_for(rule: &RuleInfo) -> Settings {
    all().with_notes(notes(&rule.page()))
}

fn check(rule: &RuleInfo, text: &str) -> Vec<Finding> {
    let mut findings = Draft::new(text, Dialect::Markdown).check(&all_for(rule));
    findings.retain(|finding| finding.rule == rule.name);
    findings
}

/// What a rule keeps silent on, wherever in a draft; what it does not look at, where it looked at nothing.
fn silences(rule: &RuleInfo, draft: &Draft, settings: &Settings) -> Vec<String> {
    let explanation = draft.explain(rule, TextRange::up_to(draft.document().len()), settings);
    let genre = match explanation.muted {
        Some(Mute::Genre(genre)) => Some(format!("drafts of the genre `{}`", genre.name())),
        _ => None,
    };
    let unseen = (explanation.looked_at.is_empty() && genre.is_none()).then(|| UNSEEN.to_owned());
    let silences = explanation.looked_at.into_iter().filter_map(|looked_at| match looked_at.outcome {
        Outcome::Silent { on, .. } => Some(on.to_owned()),
        _ => None,
    });
    genre.into_iter().chain(unseen).chain(silences).collect()
}

fn first_fix(text: &str, findings: &[Finding]) -> String {
    applied(text, findings.first().and_then(|finding| finding.fixes.first()).expect("a fix"))
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut fixed = text.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(std::ops::Range::<usize>::from(edit.range), &edit.text);
    }
    fixed
}

/// A message is read aloud in a newsroom: one sentence, no question, the words at fault in it and what would help behind a colon.
#[test]
fn every_message_is_one_plain_sentence_that_names_the_words() {
    let mut failures = String::new();
    for rule in registry() {
        for (_, lines) in examples(&rule.page()) {
            let (text, _) = draft_and_marks(&lines);
            for finding in check(rule, &text) {
                let message = &finding.message;
                let mut rest = message.as_str();
                let (mut plain, mut named) = (String::new(), Vec::new());
                while let Some((before, behind)) = rest.split_once('“') {
                    let (words, behind) = behind.split_once('”').unwrap_or((behind, ""));
                    plain.push_str(before);
                    named.push(words.trim_end_matches('…'));
                    rest = behind;
                }
                plain.push_str(rest);
                // A quotation without an end is shown as it stands, and what the notes have is followed by advice.
                let odd = ["unbalanced-quotation", "unused-ignore"].contains(&rule.name);
                // It is about a speaker, who has a name, or about words that only the notes have.
                let others = ["late-attribution", "single-source", "altered-quote"].contains(&rule.name);
                let one = plain.ends_with('.')
                    && !plain.trim_end_matches('.').contains(". ")
                    && !plain.contains('?');
                let one = one || odd || rule.group.name() == "notes";
                let words = |words: &&str| {
                    text.contains(words) || finding.related.iter().any(|it| it.message.contains(words))
                };
                let names = odd || others || named.iter().any(words);
                if !one || !names || plain.chars().count() > 150 {
                    writeln!(failures, "{}: {message}", rule.name).expect("a text");
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
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
                Kind::Flagged | Kind::Silent(_) if ranges != marks => {
                    failures.push(format!("{}: {kind:?}\n{text}  reported: {shown:?}", rule.name));
                }
                Kind::Flagged => last = Some((text, findings)),
                Kind::Silent(reason) => {
                    // Backticks would end the fence that the reason stands behind.
                    let bare = |line: String| line.replace('`', "");
                    let draft = Draft::new(&text, Dialect::Markdown);
                    let told = silences(rule, &draft, &all_for(rule)).into_iter().map(bare);
                    let told: Vec<String> = told.collect();
                    let listed = rule.stays_silent_on().into_iter().map(bare).collect::<Vec<_>>();
                    if !told.contains(&reason) || !listed.iter().any(|line| line.starts_with(&reason)) {
                        failures.push(format!("{}: silent on {reason}\n{text}  but on: {told:?}", rule.name));
                    }
                }
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
fn a_rule_yields_to_rules_that_never_yield_to_it() {
    fn yields(rule: &str, to: &str) -> bool {
        let rule = find_rule(rule).unwrap_or_else(|| panic!("there is no rule {rule}"));
        rule.yields_to.iter().any(|&other| other == to || yields(other, to))
    }
    for rule in registry() {
        assert!(!yields(rule.name, rule.name), "{} yields to itself", rule.name);
        let page = rule.page();
        for other in rule.yields_to {
            assert!(page.contains(&format!("`{other}`")), "{}: its page does not say {other}", rule.name);
        }
    }
}

/// What the reasons of a source file say, as its page has them.
fn reasons(source: &str) -> Vec<String> {
    let literals = source.split("Reason(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
    // A long one has a line of its own, and a comma behind it.
    let ends = |rest: &str| ["\")", "\",\n)"].iter().filter_map(|end| rest.find(end)).min();
    let whole = literals.filter_map(|rest| Some(&rest[..ends(rest)?]));
    whole.map(|reason| reason.replace("\\\"", "\"")).collect()
}

#[test]
fn a_page_for_people_says_what_its_examples_are() {
    let page = copydesk_desk::find_rule("wrong-weekday").unwrap().readable_page();
    for label in ["Faulty:", "Fixed:", "Silent on "] {
        assert!(page.contains(&format!("\n{label}")), "{label} in {page}");
    }
    let (faulty, fixed) = (page.find("Faulty:\n\n```text\n"), page.find("\n```\n\nFixed:\n\n```text\n"));
    assert!(faulty.is_some() && faulty < fixed, "{page}");
    for rule in registry() {
        let page = rule.readable_page();
        let mut fences = page.lines().filter(|line| line.starts_with("```"));
        assert!(fences.all(|fence| matches!(fence, "```" | "```text")), "{page}");
        assert!(page.contains("\nFaulty:\n\n"), "{page}");
    }
}

#[test]
fn every_reason_stands_on_its_page() {
    let desk = concat!(env!("CARGO_MANIFEST_DIR"), "/server/desk");
    let read = |file: String| std::fs::read_to_string(file).expect("a source");
    let common = read(format!("{desk}/trace.rs"));
    assert_eq!(reasons(&common).len(), 3, "the reasons that several rules have");
    let mut wrong = Vec::new();
    for rule in registry() {
        let listed = rule.stays_silent_on();
        if listed.is_empty() {
            wrong.push(format!("{}: its page has no list of what it stays silent on", rule.name));
        }
        let source = read(format!("{desk}/rules/{}.rs", rule.name.replace('-', "_")));
        // Those that several rules have are imported by their names.
        let imported = source.split("use crate::trace::").nth(1).and_then(|rest| rest.split(';').next());
        let used = reasons(&common).into_iter().zip(["OUTSIDE", "QUOTED", "RARELY"]);
        let used = used.filter(|(_, name)| imported.is_some_and(|names| names.contains(name)));
        let genres = rule.silent_in.iter().map(|genre| format!("drafts of the genre `{}`", genre.name()));
        let missing = reasons(&source)
            .into_iter()
            .chain(used.map(|(reason, _)| reason))
            .chain(genres)
            .filter(|reason| !listed.contains(reason));
        wrong.extend(missing.map(|reason| format!("{}: {reason}", rule.name)));
    }
    let mut shared = reasons(&read(format!("{desk}/queries.rs")));
    assert!(shared.len() > 10, "the reasons of the shared judgement are not found");
    shared.extend(reasons(&common));
    shared.extend(reasons(&read(format!("{desk}/figures.rs"))));
    shared.extend(reasons(&read(format!("{desk}/notes.rs"))));
    let listed: Vec<String> = registry().iter().flat_map(RuleInfo::stays_silent_on).collect();
    wrong.extend(shared.into_iter().filter(|reason| !listed.contains(reason)));
    // The shared judgement tells a rule no reason that its page does not have.
    for draft in drafts() {
        for rule in registry() {
            let listed = rule.stays_silent_on();
            let silences = silences(rule, &draft, &all()).into_iter().filter(|reason| reason != UNSEEN);
            let others = silences.filter(|reason| !listed.contains(reason));
            wrong.extend(others.map(|reason| format!("{}: {reason}", rule.name)));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The example drafts.
fn drafts() -> impl Iterator<Item = Draft> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts");
    let files = std::fs::read_dir(folder).expect("the drafts").map(|entry| entry.expect("a file").path());
    let drafts = files.filter(|file| file.extension().is_some_and(|ending| ending == "md"));
    let read = |file| Draft::new(&std::fs::read_to_string(file).expect("a draft"), Dialect::Markdown);
    drafts.map(read)
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
        let marks = [
            "placeholder",
            "unverified-mark",
            "broken-reference",
            "repeated-full-name",
            "repeated-title",
            "repeated-word",
        ];
        assert_eq!(page.contains("## Looked for"), !marks.contains(&rule.name), "{}: evidence", rule.name);
        let off = page.contains("Off unless the configuration names it");
        assert_eq!(rule.on, !off, "{}: its page says whether it is on", rule.name);
        let examples = examples(&page);
        let flagged = examples.iter().filter(|(kind, _)| *kind == Kind::Flagged).count();
        let silent = examples.iter().filter(|(kind, _)| matches!(kind, Kind::Silent(_))).count();
        assert!(flagged >= 6 && silent >= 6, "{}: examples", rule.name);
        assert_eq!(find_rule(rule.name).map(|found| found.name), Some(rule.name));
    }
}

#[test]
fn what_fixes_leave_to_fill_in_is_reported() {
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
        if file.extension().is_none_or(|it| it != "rs") {
            continue;
        }
        let name = file.file_stem().expect("a name").to_string_lossy().replace('_', "-");
        assert!(find_rule(&name).is_some(), "{name} has a file and no registry line");
    }
}
