//! # stitched-quote
//!
//! Flags one pair of quotation marks around words that lie apart in the reporter's own notes: in two turns, in another order, or far apart under an ellipsis.
//!
//! ## Why
//!
//! Readers take what stands in one pair of marks for said in one breath. Two answers put together make a third that nobody gave.
//!
//! ## Example
//!
//! ```notes debate.txt
//! [00:04:10] LUND: It cannot be the harbour only. It has to be the whole bay.
//!
//! [00:04:30] HALE: And the boats?
//!
//! [00:09:52] LUND: Everybody feels for the fishermen. I grew up among them.
//!
//! [00:31:05] LUND: We vote on Friday, and I will vote yes.
//! ```
//!
//! ```flagged
//! “It cannot be the harbour only. Everybody feels for the fishermen,” Maria Lund said.
//!  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! “It cannot be the harbour only,” Maria Lund said. “Everybody feels for the fishermen,” Maria Lund said.
//! ```
//!
//! ```flagged
//! “Everybody feels for the fishermen. It cannot be the harbour only,” Maria Lund said.
//!  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “It has to be the whole bay … I will vote yes,” Maria Lund said.
//!  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “I grew up among them, and I will vote yes,” Maria Lund said.
//!  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “We vote on Friday … Everybody feels for the fishermen,” Maria Lund said.
//!  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! “It has to be the whole bay. And the boats?” Maria Lund said.
//!  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Looked for
//!
//! a place in the notes where the words stand together.
//!
//! ## Stays silent on
//!
//! - drafts that name no notes
//! - titles of works
//! - words that stand together in the notes
//! - words that the notes do not have
//!
//! ```silent words that stand together in the notes
//! “It cannot be the harbour only,” Maria Lund said. “Everybody feels for the fishermen.”
//! ```
//!
//! ```silent words that stand together in the notes
//! “It cannot be the harbour only. It has to be the whole bay,” Maria Lund said.
//! ```
//!
//! ```silent words that stand together in the notes
//! “Everybody feels for the fishermen … I grew up among them,” Maria Lund said.
//! ```
//!
//! ```silent words that stand together in the notes
//! “We vote on Friday … yes,” Maria Lund said.
//! ```
//!
//! ```silent words that stand together in the notes
//! “Everybody feels for the fishermen,” Maria Lund said. She would, she added, “vote yes”.
//! ```
//!
//! ```silent words that the notes do not have
//! “The boats can all go to the devil and stay there,” Maria Lund said.
//! ```
//!
//! ## Fixes
//!
//! Two quotations, the first of them with its speaker behind it, where the notes give both parts to one. It is a suggestion: what goes between them is for the writer.
//!
//! ## Standard
//!
//! Daily Press: an ellipsis may not join parts of a talk that lie apart. AP: use ellipses with caution, and never so that they change the sense.

use copydesk_facts::{Grade, Recorded, Span};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::fixes;
use crate::notes::{self, NOT_THERE, Quoted};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;
use crate::{Fix, Safety};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "stitched-quote",
    group: Group::Notes,
    needs_whole_draft: true,
    source: include_str!("stitched_quote.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const TOGETHER: Reason = Reason("words that stand together in the notes");

fn check(context: &Context) -> Vec<Flagged> {
    notes::quoted(context).filter_map(finding).collect()
}

fn finding(quoted: Quoted) -> Option<Flagged> {
    let record = quoted.record;
    match record.grade {
        Grade::Missing => return quoted.silent(NOT_THERE),
        Grade::Exact | Grade::Cleaned | Grade::Changed => return quoted.silent(TOGETHER),
        Grade::Stitched => {}
    }
    let (first, (second, at)) = record.recorded.as_ref().zip(record.second.as_ref())?;
    quoted.speaks();
    let (one, other) = (quoted.told(first), quoted.told(second));
    let apart = minutes(quoted, first, second)
        .map_or("apart".to_owned(), |minutes| format!("{minutes} minutes apart"));
    let message = format!(
        "“{}” joins words that lie {apart} in the notes ({one} and {other}): quote them as two.",
        in_short(quoted.facts().text(record.inner))
    );
    let advice = quoted.advice(first);
    let same = quoted.passage(first).speaker == quoted.passage(second).speaker;
    let fix = record.speaker.filter(|_| same).and_then(|speaker| in_two(quoted, *at, speaker));
    Some(Flagged::new(quoted.source(record.inner.range), message + advice).with_fixes(fix))
}

/// Makes two quotations of one, the second from a byte of its passage on.
fn in_two(quoted: Quoted, at: TextSize, speaker: usize) -> Option<Fix> {
    let (record, facts) = (quoted.record, quoted.facts());
    let words = |start: TextSize, end: TextSize| {
        facts.text(Span::new(record.place.passage, TextRange::new(start, end)))
    };
    let (place, inner) = (record.place.range, record.inner.range);
    // What is set as a block has no marks to part it with.
    (place != inner).then_some(())?;
    let (open, close) = (words(place.start(), inner.start()), words(inner.end(), place.end()));
    let first = words(inner.start(), at);
    let kept =
        first.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '?' | '!'));
    let comma = if kept.ends_with(['?', '!']) { "" } else { "," };
    let letter = words(at, inner.end()).chars().next()?;
    let name = fixes::name_at(facts, speaker, record.place);
    let text = format!("{comma}{close} {name} said. {open}{}", letter.to_uppercase());
    let range = TextRange::new(inner.start() + TextSize::of(kept), at + TextSize::of(letter));
    let title = "Quote them as two".to_owned();
    Some(fixes::replace(facts, Span::new(record.place.passage, range), text, title, Safety::Suggested))
}

/// How many minutes lie between two places of the notes, where it is one at least.
fn minutes(quoted: Quoted, first: &Recorded, second: &Recorded) -> Option<u32> {
    let (first, second) = (quoted.passage(first), quoted.passage(second));
    let seconds = first.seconds()?.abs_diff(second.seconds()?);
    (first.file == second.file).then_some((seconds + 30) / 60).filter(|minutes| *minutes > 1)
}
