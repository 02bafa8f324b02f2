//! What the targets share: how an input becomes text, and what holds for every range that Copydesk gives.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::ops::Range;

use copydesk_desk::{Draft, Finding, Problem, Settings};
use copydesk_text::{Dialect, TextRange};

/// An input as text; what is not UTF-8 becomes replacement characters, as it does nowhere in Copydesk, so that no input is
/// lost.
pub fn text(input: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(input)
}

/// The words of a range; a range beyond the text or inside a character is a finding.
#[track_caller]
pub fn words<'t>(text: &'t str, range: TextRange, what: &str) -> &'t str {
    let range = Range::<usize>::from(range);
    text.get(range.clone()).unwrap_or_else(|| panic!("{what}: {range:?} is no range of {text:?}"))
}

/// The ranges of problems are words of the text, and each says something.
#[track_caller]
pub fn assert_told(problems: &[Problem], text: &str) {
    for problem in problems {
        assert!(!problem.message.trim().is_empty(), "a problem that says nothing in {text:?}");
        problem.range.into_iter().for_each(|range| {
            words(text, range, &problem.message);
        });
    }
}

/// Whatever a draft's findings point at stands in it.
#[track_caller]
pub fn assert_within(findings: &[Finding], text: &str) {
    for finding in findings {
        words(text, finding.range, finding.rule);
        assert!(!finding.message.trim().is_empty(), "{} says nothing about {text:?}", finding.rule);
        finding.related.iter().for_each(|related| {
            words(text, related.range, finding.rule);
        });
    }
}

/// A draft is understood as a fresh one of the same text.
#[track_caller]
pub fn assert_like_fresh(draft: &Draft, text: &str, settings: &Settings) -> Vec<Finding> {
    let document = draft.document();
    assert_eq!(document.slice(TextRange::up_to(document.len())), text, "the text");
    let fresh = Draft::new(text, document.dialect());
    let findings = draft.check(settings);
    assert_eq!(findings, fresh.check(settings), "the findings in {text:?}");
    assert_eq!(draft.problems(), fresh.problems(), "the problems of {text:?}");
    assert_eq!(draft.words(), fresh.words(), "the words of {text:?}");
    assert_eq!(draft.inspect(settings), fresh.inspect(settings), "what was understood of {text:?}");
    findings
}

/// The start of the character at a byte, within the text.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A dialect by the first character: inputs that open with `{` are MDX.
pub fn dialect(text: &str) -> Dialect {
    if text.starts_with('{') { Dialect::Mdx } else { Dialect::Markdown }
}
