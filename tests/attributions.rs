//! Who says what across the paragraphs of a draft. Each case of `tests/attributions/cases.md` is a draft and, on a line each,
//! its attributions in order: the source, the words that report, and the pieces of what is said, between bars. A long piece
//! is told by its first and its last words.

use copydesk_desk::{Draft, Settings};
use copydesk_text::Dialect;
use text_size::TextRange;

mod cases;

struct Case<'a> {
    text: String,
    attributions: Vec<Vec<&'a str>>,
}

fn case(lines: &str) -> Case<'_> {
    let (expected, text): (Vec<&str>, Vec<&str>) = lines.lines().partition(|line| line.starts_with("= "));
    Case {
        text: format!("{}\n", text.join("\n").trim()),
        attributions: expected.iter().map(|line| line["= ".len()..].split(" | ").collect()).collect(),
    }
}

fn is_told_as(words: &str, expected: &str) -> bool {
    match expected.split_once(" … ") {
        Some((first, last)) => words.starts_with(first) && words.ends_with(last),
        None => words == expected,
    }
}

fn faults(case: &Case) -> Vec<String> {
    let draft = Draft::new(&case.text, Dialect::Markdown);
    let words =
        |ranges: &[TextRange]| ranges.iter().map(|&range| case.text[range].to_owned()).collect::<Vec<_>>();
    let found: Vec<Vec<String>> = draft
        .inspect(&Settings::default())
        .attributions
        .iter()
        .map(|it| [words(&it.source), words(&it.cue), words(&it.content)].concat())
        .collect();
    let agrees = |(found, expected): (&Vec<String>, &Vec<&str>)| {
        found.len() == expected.len()
            && found.iter().zip(expected).all(|(words, expected)| is_told_as(words, expected))
    };
    let all = found.len() == case.attributions.len() && found.iter().zip(&case.attributions).all(agrees);
    if all { Vec::new() } else { found.iter().map(|it| format!("= {}", it.join(" | "))).collect() }
}

#[test]
fn cases_hold() {
    cases::hold(
        cases::all(include_str!("attributions/cases.md")).map(|(title, lines)| (title, faults(&case(lines)))),
    );
}
