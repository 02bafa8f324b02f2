//! Who says what across the paragraphs of a draft. Each case of `tests/attributions/cases.md` is a draft and, on a line each,
//! its attributions in order: the source, the words that report, and the pieces of what is said, between bars. A long piece
//! is told by its first and its last words. Behind an arrow stands the actor who says it, or “nobody”.

use copydesk_desk::{Draft, Settings};
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
