//! `check --fix` and `--diff`: applies fixes until nothing is left to apply, and shows what they change.

use copydesk_desk::{Safety, Settings, settle};
use copydesk_text::{Dialect, mark_length};

use super::findings::analyse;
use super::names::quoted;

/// Fixes may make room for others; a draft that still changes after so many rounds has fixes at odds with each other.
const MOST_ROUNDS: usize = 10;

/// A draft's text with fixes applied.
pub struct Fixed {
    /// The text, with its byte order mark and its line ends.
    pub text: String,
    /// How many places were changed.
    pub changes: usize,
}

/// Applies the fixes up to a safety, again and again until none is left.
pub fn fix(text: &str, dialect: Dialect, settings: &Settings, most: Safety) -> Fixed {
    let (mark, prose) = text.split_at(mark_length(text));
    let line_end = if prose.contains("\r\n") { "\r\n" } else { "\n" };
    let mut draft = analyse(prose, dialect);
    let mut changes = 0;
    for _ in 0..MOST_ROUNDS {
        let edits = settle(&draft.check(settings), most);
        if edits.is_empty() {
            break;
        }
        changes += edits.len();
        for edit in edits.iter().rev() {
            draft.replace(edit.range, &edit.text.replace('\n', line_end));
        }
    }
    Fixed { text: format!("{mark}{}", draft.document().rope()), changes }
}

/// The difference between a draft and its fixed text, as `diff -u` shows it; empty where there is none.
pub(super) fn difference(name: &str, text: &str, fixed: &str) -> String {
    if text == fixed {
        return String::new();
    }
    // A lone carriage return ends no line for `diff` and `patch`.
    let (text, fixed): (Vec<&str>, Vec<&str>) =
        (text.split_inclusive('\n').collect(), fixed.split_inclusive('\n').collect());
    let difference = similar::TextDiff::configure().newline_terminated(true).diff_slices(&text, &fixed);
    let name = quoted(name);
    difference.unified_diff().header(&name, &name).to_string()
}
