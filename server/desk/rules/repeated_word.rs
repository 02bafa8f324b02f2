//! # repeated-word
//!
//! Flags a small word that stands twice: “will be be under”, “of of”, “the the”.
//!
//! ## Why
//!
//! It is what cutting and moving words leaves behind, at the end of a line above all, and eyes slide over it.
//!
//! ## Example
//!
//! ```flagged
//! The road will be be closed until Monday.
//!                  ^^
//! ```
//!
//! ```fixed
//! The road will be closed until Monday.
//! ```
//!
//! ```flagged
//! Nobody was hurt when the roof of of the mill fell in. The
//!                                  ^^
//! the police closed the road.
//! ^^^
//! ```
//!
//! ```flagged
//! # Council pays for the the bridge
//!                        ^^^
//!
//! The bridge opens in May.
//! ```
//!
//! ```flagged
//! - The mill belongs to *the* the council.
//!                             ^^^
//! - It was built for for a baker.
//!                    ^^^
//! ```
//!
//! ```flagged
//! “I saw the light go out,” said a a man at the gate, whose dog had run away.
//!                                  ^
//! ```
//!
//! ```flagged
//! They would would have come with with their boats.
//!            ^^^^^
//!                                 ^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! The road will be closed until Monday.
//! ```
//!
//! ## Stays silent on
//!
//! - words inside a quotation, who may have been spoken so
//! - what it does not look at: block quotes and tables; words that may rightly stand twice, such as “had had”, “that that” and “in in”
//!
//! ```silent words inside a quotation, who may have been spoken so
//! “I saw the the light go out,” said Ana Lopez, who owns the mill.
//! ```
//!
//! ```silent what it does not look at
//! He had had enough of the room they had come in in May, and said that that was very, very bad.
//! ```
//!
//! ```silent what it does not look at
//! The mayor danced to The The, a band from London.
//! ```
//!
//! ```silent what it does not look at
//! > The road will be be closed until Monday.
//! ```
//!
//! ```silent what it does not look at
//! Write `of of` in the box. The sign says to go to, to the left, and then to—to the right.
//! ```
//!
//! ## Fixes
//!
//! Takes the second word out.
//!
//! ## Standard
//!
//! Every desk: read once for nothing but slips.

use copydesk_facts::Span;
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "repeated-word",
    group: Group::Draft,
    severity: Severity::Warning,
    needs_sentences: false,
    source: include_str!("repeated_word.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const QUOTED: Reason = Reason("words inside a quotation, who may have been spoken so");

/// Small words of which no two stand side by side: behind none of them a clause ends.
const NEVER_TWICE: &[&str] = &[
    "a", "an", "and", "as", "at", "be", "been", "but", "by", "for", "from", "into", "of", "or", "than",
    "the", "their", "these", "this", "those", "to", "with", "would",
];

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut found = Vec::new();
    for (number, view) in facts.passages.iter().enumerate() {
        if !view.is_prose() && !view.is_head() && view.passage.kind != PassageKind::Caption {
            continue;
        }
        for (word, again) in twice(&view.passage.text) {
            let place = Span::new(number, again);
            if view.is_quoted(again) {
                context.passes_over(place, QUOTED);
                continue;
            }
            let words = view.text(again);
            let message = format!("“{words}” stands here twice: take one out.");
            // With the blank before it, which may end a line.
            let out = Span::new(number, TextRange::new(word.end(), again.end()));
            let title = format!("Take the second “{words}” out");
            let fix = fixes::replace(facts, out, String::new(), title, Safety::Safe);
            found.push(Flagged::new(facts.source(place), message).with_fixes([fix]));
        }
    }
    found
}

/// The small words of a text that stand there twice, with the second of each two.
fn twice(text: &str) -> impl Iterator<Item = (TextRange, TextRange)> {
    let place = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let size = |offset: usize| TextSize::try_from(offset).expect("invariant: a passage is under 4 GiB");
        TextRange::new(size(start), size(start + word.len()))
    };
    let words = text.split_whitespace();
    let pairs = words.clone().zip(words.skip(1));
    // "The The" is a band, and "the The" begins a title.
    let same = |(word, again): &(&str, &str)| word.eq_ignore_ascii_case(again) && NEVER_TWICE.contains(again);
    pairs.filter(same).map(move |(word, again)| (place(word), place(again)))
}
