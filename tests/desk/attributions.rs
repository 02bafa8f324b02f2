//! Who says what across the paragraphs of a draft. Each case of `tests/attributions/cases.md` is a draft and, on a line each,
//! its attributions in order: the source, the words that report, and the pieces of what is said, between bars. A long piece
//! is told by its first and its last words. Behind an arrow stands the actor who says it, or “nobody”.

use std::collections::HashSet;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use copydesk_desk::{Draft, Settings, SourceKind};
use copydesk_text::Dialect;
use text_size::TextRange;

use crate::cases;

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
        cases::all(include_str!("../attributions/cases.md"))
            .map(|(title, lines)| (title, faults(&case(lines)))),
    );
}

/// Drafts of this project and, where the folder with the data stands beside it, all of the published news.
fn drafts() -> Vec<PathBuf> {
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
    own.append(&mut news);
    own
}

/// What does not hold of a draft.
fn broken(text: &str) -> Vec<String> {
    let inspection = Draft::new(text, Dialect::Markdown).inspect(&Settings::default());
    let (mut found, mut spoken) = (Vec::new(), HashSet::new());
    for attribution in &inspection.attributions {
        let source = attribution.source.first().map_or("", |&range| &text[range]);
        let unnamed = matches!(attribution.source_kind, SourceKind::Anonymous | SourceKind::Vague);
        if (unnamed || !attribution.stated) && attribution.actor.is_some() {
            found.push(format!("{source:?} is somebody"));
        }
        for &range in attribution.content.iter().filter(|_| attribution.stated) {
            if text[range].starts_with(['“', '"']) && !spoken.insert(range) {
                found.push(format!("{:?} has two speakers", &text[range]));
            }
        }
    }
    found
}

#[test]
fn unnamed_sources_stay_unnamed_and_a_quotation_has_one_speaker() {
    let drafts = drafts();
    assert!(drafts.len() > 5);
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let broken: Vec<String> = std::thread::scope(|scope| {
        let reader = |first: usize| {
            let mine = drafts.iter().skip(first).step_by(threads);
            let texts = mine.filter_map(|path| Some((path, fs::read_to_string(path).ok()?)));
            texts
                .flat_map(|(path, text)| {
                    broken(&text).into_iter().map(|it| format!("{}: {it}", path.display()))
                })
                .collect()
        };
        let readers: Vec<_> =
            (0..threads).map(|first| scope.spawn(move || -> Vec<String> { reader(first) })).collect();
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect()
    });
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
