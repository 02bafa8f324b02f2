//! # unverified-mark
//!
//! Flags a mark that one of Copydesk's own fixes put in and nobody filled: “[source]”, “[name]”, “[reason]”,
//! “[link]”.
//!
//! ## Why
//!
//! A fix that leaves something to fill in is half a fix. The mark in print is worse than the fault it stood for.
//!
//! ## Example
//!
//! ```flagged
//! The dam will hold, according to [source].
//!                                 ^^^^^^^^
//! ```
//!
//! ```flagged
//! “It will hold,” [name] said.
//!                 ^^^^^^
//! ```
//!
//! ```flagged
//! An aide, who spoke on condition of anonymity because [reason], said the dam would hold.
//!                                                      ^^^^^^^^
//! ```
//!
//! ```flagged
//! The repair cost [$3 million]([link]).
//!                 ^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! [First name] Ostrow and [ROLE] Hale left at noon.
//! ^^^^^^^^^^^^
//!                         ^^^^^^
//! ```
//!
//! ```flagged
//! The dam was built in 1962.[^1]
//!
//! [^1]: [note]
//!       ^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! The dam will hold, according to Lena Ostrow, who built it.
//! ```
//!
//! ## Stays silent on
//!
//! - a link whose words are “source” or “[source]”
//! - what it does not look at: code, and words in brackets that no fix of Copydesk puts in
//!
//! Other placeholders are left to `placeholder`.
//!
//! ```silent a link whose words are “source” or “[source]”
//! The dam will hold [[source](https://dams.test)], and so it did.
//! ```
//!
//! ```silent what it does not look at
//! The template says `according to [source]`.
//! ```
//!
//! ```silent what it does not look at
//! “They [the engineers] came too late,” she said.
//! ```
//!
//! ```silent what it does not look at
//! The dam will hold ([source](https://dams.test)).
//! ```
//!
//! ```silent what it does not look at
//! “I was their [sic] before you,” he wrote.
//! ```
//!
//! ## Fixes
//!
//! None: only a person knows what belongs there.
//!
//! ## Standard
//!
//! Newsroom custom.

use std::sync::LazyLock;

use copydesk_facts::{MARKS, Span, is_mark};
use copydesk_text::Link;
use regex::Regex;
use text_size::{TextRange, TextSize};

use crate::Severity;
use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unverified-mark",
    group: Group::Draft,
    severity: Severity::Error,
    needs_sentences: false,
    source: include_str!("unverified_mark.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const LINK: Reason = Reason("a link whose words are “source” or “[source]”");

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let marks: Vec<String> = MARKS.iter().map(|mark| regex::escape(mark)).collect();
    Regex::new(&format!("(?i){}", marks.join("|"))).expect("invariant: the pattern is valid")
});

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let size = |offset: usize| TextSize::try_from(offset).expect("invariant: a passage is under 4 GiB");
    let mut findings = Vec::new();
    for (number, view) in facts.passages.iter().enumerate() {
        let links = &view.passage.links;
        for mark in MARK.find_iter(&view.passage.text) {
            let range = TextRange::new(size(mark.start()), size(mark.end()));
            let linked = |link: &Link| {
                range.contains_range(link.range) && !link.range.is_empty() || link.range.contains_range(range)
            };
            if links.iter().any(linked) {
                context.passes_over(Span::new(number, range), LINK);
            } else {
                let message =
                    format!("“{}” is still to be filled in: write what belongs there.", mark.as_str());
                findings.push(Flagged::new(facts.source(Span::new(number, range)), message));
            }
        }
        for link in links.iter().filter(|link| is_mark(&link.target)) {
            let words = in_short(view.text(link.range));
            let message =
                format!("The link “{words}” still lacks its address: put it in for “{}”.", link.target);
            findings.push(Flagged::new(link.source + view.block_start, message));
        }
    }
    findings
}
