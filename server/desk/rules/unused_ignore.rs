//! # unused-ignore
//!
//! Flags an ignore comment that silences nothing, or names a rule that does not exist.
//!
//! ## Why
//!
//! A comment that silences nothing today silences tomorrow's fault, and the next reader wonders what it was for.
//!
//! ## Example
//!
//! ```flagged
//! <!-- copydesk-ignore placeholder: the number comes at noon -->
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! The dam opened on Monday.
//! ```
//!
//! ```fixed
//!
//! The dam opened on Monday.
//! ```
//!
//! ```flagged
//! The dam opened on Monday. <!-- copydesk-ignore-line placeholder -->
//!                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! <!-- copydesk-off -->
//! ^^^^^^^^^^^^^^^^^^^^^
//!
//! The dam opened on Monday.
//!
//! <!-- copydesk-on -->
//! ```
//!
//! ```flagged
//! <!-- copydesk-ignore placeholder, unbalanced-quotation: the number comes at noon -->
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! The dam opened with TK gates.
//! ```
//!
//! ```flagged
//! <!-- copydesk-ignore placeholders -->
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! The dam opened with TK gates.
//! ```
//!
//! ```flagged
//! <!-- copydesk-ignore draft -->
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! The dam opened on Monday.
//!
//! The old one had TK gates.
//! ```
//!
//! ## Better
//!
//! ```silent a comment that silences something
//! <!-- copydesk-ignore placeholder: the number comes at noon -->
//! The dam opened with TK gates.
//! ```
//!
//! ## Looked for
//!
//! a finding that the comment silences.
//!
//! ## Stays silent on
//!
//! - a comment that silences something
//! - a comment that names a rule which is switched off for this draft or this run
//! - a comment that names `unused-ignore` itself
//! - what it does not look at: comments that only speak of such a comment
//!
//! ```silent a comment that silences something
//! The dam opened with TK gates. <!-- copydesk-ignore-line draft -->
//! ```
//!
//! ```silent a comment that silences something
//! <!-- copydesk-ignore -->
//! The dam opened with TK gates.
//! ```
//!
//! ```silent a comment that silences something
//! <!-- copydesk-off -->
//!
//! The dam opened with TK gates.
//!
//! <!-- copydesk-on -->
//! ```
//!
//! ```silent a comment that names a rule which is switched off for this draft or this run
//! ---
//! copydesk: {ignore: [placeholder]}
//! ---
//!
//! <!-- copydesk-ignore placeholder -->
//! The dam opened on Monday.
//! ```
//!
//! ```silent a comment that names unused-ignore itself
//! <!-- copydesk-ignore placeholder, unused-ignore: the desk's template -->
//! The dam opened on Monday.
//! ```
//!
//! ```silent what it does not look at
//! <!-- A note to the desk about copydesk-ignore. -->
//! The dam opened on Monday.
//! ```
//!
//! ## Fixes
//!
//! Takes the comment out (safe where the page reads the same without it, suggested where it keeps two lists apart or a line from
//! becoming a heading), or only the names in it that silence nothing (safe).
//!
//! ## Standard
//!
//! None of a newsroom's.

use copydesk_facts::notation::words::nearest;
use text_size::TextRange;

use crate::rule::{Check, Flagged, Group, Ignores, RuleInfo};
use crate::suppression::Ignore;
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, TextEdit};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unused-ignore",
    group: Group::Draft,
    severity: Severity::Info,
    needs_whole_draft: true,
    unnecessary: true,
    source: include_str!("unused_ignore.rs"),
    check: Check::Ignores(check),
    ..RuleInfo::USUAL
};

const USED: Reason = Reason("a comment that silences something");
const OFF: Reason = Reason("a comment that names a rule which is switched off for this draft or this run");
const KEPT: Reason = Reason("a comment that names `unused-ignore` itself");

fn check(ignores: &Ignores) -> Vec<Flagged> {
    ignores.ignores.iter().filter_map(|ignore| finding(ignores, ignore)).collect()
}

fn finding(ignores: &Ignores, ignore: &Ignore) -> Option<Flagged> {
    let nameless = ignore.idle.is_empty() && ignore.kept.is_empty();
    if ignore.used && ignore.idle.is_empty() {
        return ignores.silent(ignore.comment, USED);
    }
    if ignore.idle.iter().chain(&ignore.kept).any(|name| name == RULE.name) {
        return ignores.silent(ignore.comment, KEPT);
    }
    let named = |name: &str| {
        let rules = ignores.rules.iter();
        rules.filter(move |voice| name == voice.rule || name == voice.group.name()).collect::<Vec<_>>()
    };
    let speaks = |name: &str| named(name).iter().all(|voice| voice.on);
    let unknown = ignore.idle.iter().find(|name| named(name).is_empty());
    let idle: Vec<&String> = ignore.idle.iter().filter(|name| speaks(name)).collect();
    // A comment for all rules is idle only where all of them could speak.
    if if nameless { !ignores.rules.iter().all(|voice| voice.could_speak) } else { idle.is_empty() } {
        return ignores.silent(ignore.comment, OFF);
    }
    let message = match (unknown, nameless) {
        (Some(name), _) => match nearest(name, ignores.rules.iter().map(|voice| voice.rule)) {
            Some(near) => format!("There is no rule “{name}” to silence; did you mean “{near}”?"),
            None => format!("There is no rule “{name}” to silence: a reason is written behind a colon."),
        },
        (None, true) => "This comment silences nothing: take it out.".to_owned(),
        (None, false) => {
            let names: Vec<String> = idle.iter().map(|name| format!("“{name}”")).collect();
            format!(
                "This comment need not silence {}: nothing is reported there; take it out.",
                names.join(" and ")
            )
        }
    };
    let all = ignore.kept.is_empty() && idle.len() == ignore.idle.len();
    let fix = if all {
        let safety = match ignores.document.reads_the_same_without(ignore.comment) {
            true => Safety::Safe,
            false => Safety::Suggested,
        };
        fix(ignore.comment, String::new(), "Take the comment out", safety)
    } else {
        let kept = ignore.kept.iter().chain(ignore.idle.iter().filter(|name| !speaks(name)));
        let kept: Vec<&str> = kept.map(String::as_str).collect();
        fix(ignore.names_range, kept.join(", "), "Take out what silences nothing", Safety::Safe)
    };
    Some(Flagged::new(ignore.comment, message).with_fixes([fix]))
}

fn fix(range: TextRange, text: String, title: &str, safety: Safety) -> Fix {
    Fix { title: title.to_owned(), safety, edits: vec![TextEdit { range, text }] }
}
