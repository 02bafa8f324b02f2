//! Who says what across the paragraphs of a draft. Each case of `tests/attributions/cases.md` is a draft and, on a line each,
//! its attributions in order: the source, the words that report, and the pieces of what is said, between bars. A long piece
//! is told by its first and its last words. Behind an arrow stands the actor who says it, or “nobody”.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use copydesk_desk::{Draft, Settings, SourceKind};
use copydesk_text::Dialect;
use text_size::TextRange;

mod cases;

struct Case<'a> {
    text: String,
    attributions: Vec<Vec<&'a str>>,
    /// Who says each of them, where the case tells.
    actors: Vec<Option<&'a str>>,
}

fn case(lines: &str) -> Case<'_> {
    let (expected, text): (Vec<&str>, Vec<&str>) = lines.lines().partition(|line| line.starts_with("= "));
    let expected = expected.iter().map(|line| &line["= ".len()..]);
    let (attributions, actors) = expected
        .map(|line| line.split_once(" → ").map_or((line, None), |(line, actor)| (line, Some(actor))))
        .map(|(line, actor)| (line.split(" | ").collect(), actor))
        .unzip();
    Case { text: format!("{}\n", text.join("\n").trim()), attributions, actors }
}

fn is_told_as(words: &str, expected: &str) -> bool {
    match expected.split_once(" … ") {
        Some((first, last)) => words.starts_with(first) && words.ends_with(last),
        None => words == expected,
    }
}

fn faults(case: &Case) -> Vec<String> {
    let inspection = Draft::new(&case.text, Dialect::Markdown).inspect(&Settings::default());
    let words =
        |ranges: &[TextRange]| ranges.iter().map(|&range| case.text[range].to_owned()).collect::<Vec<_>>();
    let found: Vec<Vec<String>> = inspection
        .attributions
        .iter()
        .map(|it| [words(&it.source), words(&it.cue), words(&it.content)].concat())
        .collect();
    let actors: Vec<&str> = inspection
        .attributions
        .iter()
        .map(|it| it.actor.map_or("nobody", |actor| &inspection.actors[actor].name))
        .collect();
    let agrees = |(found, expected): (&Vec<String>, &Vec<&str>)| {
        found.len() == expected.len()
            && found.iter().zip(expected).all(|(words, expected)| is_told_as(words, expected))
    };
    let all = found.len() == case.attributions.len()
        && found.iter().zip(&case.attributions).all(agrees)
        && actors.iter().zip(&case.actors).all(|(actor, expected)| expected.is_none_or(|it| it == *actor));
    let told = || found.iter().zip(&actors).map(|(it, actor)| format!("= {} → {actor}", it.join(" | ")));
    if all { Vec::new() } else { told().collect() }
}

#[test]
fn cases_hold() {
    cases::hold(
        cases::all(include_str!("attributions/cases.md")).map(|(title, lines)| (title, faults(&case(lines)))),
    );
}

/// Drafts of this project and, where the folder with the data stands beside it, every fortieth piece of published news.
fn drafts() -> Vec<(PathBuf, String)> {
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                files(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "md" || ending == "txt") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut own, mut news) = (Vec::new(), Vec::new());
    files(&root.join("tests/drafts"), &mut own);
    files(&root.join("../shared/news"), &mut news);
    news.sort();
    let paths = own.into_iter().chain(news.into_iter().step_by(40));
    paths.filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?))).collect()
}

#[test]
fn unnamed_sources_stay_unnamed_and_deeds_are_nobodys_words() {
    let drafts = drafts();
    assert!(drafts.len() > 5);
    for (path, text) in &drafts {
        let inspection = Draft::new(text, Dialect::Markdown).inspect(&Settings::default());
        for attribution in &inspection.attributions {
            let source = attribution.source.first().map_or("", |&range| &text[range]);
            let unnamed = matches!(attribution.source_kind, SourceKind::Anonymous | SourceKind::Vague);
            let nobody = unnamed || !attribution.stated;
            assert!(!nobody || attribution.actor.is_none(), "{}: {source:?}", path.display());
        }
    }
}

#[test]
fn a_quotation_alone_has_one_speaker() {
    let (mut quotations, mut twice) = (0, 0);
    for (_, text) in &drafts() {
        let inspection = Draft::new(text, Dialect::Markdown).inspect(&Settings::default());
        let mut spoken = HashSet::new();
        let stated = inspection.attributions.iter().filter(|attribution| attribution.stated);
        for range in stated.flat_map(|attribution| &attribution.content) {
            if text[*range].starts_with(['“', '"']) {
                quotations += 1;
                twice += usize::from(!spoken.insert(*range));
            }
        }
    }
    // What runs over paragraphs may still be claimed from both sides: 4 of 1,614 when this was written.
    assert!(twice * 200 <= quotations, "{twice} of {quotations}");
}
