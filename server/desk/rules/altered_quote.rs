//! # altered-quote
//!
//! Flags a quotation that says something else than the reporter's own notes: a word put in, replaced, or left out without a mark.
//!
//! ## Why
//!
//! What stands in quotation marks are the speaker's own words. A “nearly” or a “not” that was lost on the way turns them round.
//!
//! ## Example
//!
//! ```notes talk.vtt
//! WEBVTT
//!
//! 00:00:01.000 --> 00:00:09.000
//! <v Ana Lopez>We will, um, we will rebuild the pier, and I'm gonna pay for nearly all of it. You know, myself.
//!
//! 00:00:10.000 --> 00:00:18.000
//! <v Ana Lopez>I would not, unless you forced me, sell the café. The council has four years to decide, not five.
//! ```
//!
//! ```flagged
//! “We will repair the pier,” Ana Lopez said.
//!          ^^^^^^
//! ```
//!
//! ```fixed
//! “We will rebuild the pier,” Ana Lopez said.
//! ```
//!
//! ```flagged
//! “I'm going to pay for all of it,” Ana Lopez said.
//!                       ^^^
//! ```
//!
//! ```fixed
//! “I'm going to pay for nearly all of it,” Ana Lopez said.
//! ```
//!
//! ```flagged
//! “I would … sell the café,” Ana Lopez said.
//!          ^
//! ```
//!
//! ```flagged
//! “The council has five years to decide,” Ana Lopez said.
//!                  ^^^^
//! ```
//!
//! ```flagged
//! “We will surely rebuild the pier,” Ana Lopez said.
//!          ^^^^^^
//! ```
//!
//! ```fixed
//! “We will rebuild the pier,” Ana Lopez said.
//! ```
//!
//! ```flagged
//! “The town has four years to decide,” Ana Lopez said.
//!      ^^^^
//! ```
//!
//! ```flagged
//! “I am going to pay for nearly all of it,” Ana Lopez said.
//!    ^^
//! ```
//!
//! ## Looked for
//!
//! the same words in the notes that the draft names.
//!
//! ## Stays silent on
//!
//! - drafts that name no notes
//! - titles of works
//! - words that stand in the notes as they are quoted
//! - fillers, repetitions, false starts, and what an ellipsis or a bracket marks
//! - one or two words
//! - words that the notes do not have
//! - words put together from places that lie apart, which `stitched-quote` flags
//! - what it does not look at: words without quotation marks
//!
//! ```silent words that stand in the notes as they are quoted
//! “The council has 4 years to decide,” Ana Lopez said.
//! ```
//!
//! ```silent fillers, repetitions, false starts, and what an ellipsis or a bracket marks
//! “We will rebuild the pier, and I'm going to pay for nearly all of it … myself,” Ana Lopez said.
//! ```
//!
//! ```silent fillers, repetitions, false starts, and what an ellipsis or a bracket marks
//! “I would not … sell the café,” Ana Lopez said.
//! ```
//!
//! ```silent words that stand in the notes as they are quoted
//! “We will rebuild the pier,” Ana Lopez said.
//! ```
//!
//! ```silent what it does not look at
//! Ana Lopez said that she would rebuild the pier and pay for all of it.
//! ```
//!
//! ```silent one or two words
//! Ana Lopez spoke of a “rebuilt” pier.
//! ```
//!
//! ```silent words that the notes do not have
//! “Nobody has ever fallen off the bridge at night,” Ana Lopez said.
//! ```
//!
//! ```silent fillers, repetitions, false starts, and what an ellipsis or a bracket marks
//! “[The town] has four years … not five,” Ana Lopez said.
//! ```
//!
//! ## Fixes
//!
//! The recorded words; or a mark for what was left out, brackets around what was put in; or no quotation marks. All of them are suggestions: a transcript may be wrong, and the recording is the judge. Where the house quotes `"tidied"`, another form of the same word is told as a hint.
//!
//! ## Standard
//!
//! The New York Times: every word between quotation marks is what the speaker said. AP: never alter quotations, even for minor slips of grammar; omissions are marked by an ellipsis.

use copydesk_facts::{Difference, DifferenceKind, Grade, Recorded, Span};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::fixes;
use crate::house::are_of_one;
use crate::notes::{self, NOT_THERE, Quoted};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, TextEdit};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "altered-quote",
    group: Group::Notes,
    needs_whole_draft: true,
    source: include_str!("altered_quote.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const KEPT: Reason = Reason("words that stand in the notes as they are quoted");
const CLEAN: Reason = Reason("fillers, repetitions, false starts, and what an ellipsis or a bracket marks");
const FEW: Reason = Reason("one or two words");
const APART: Reason = Reason("words put together from places that lie apart, which `stitched-quote` flags");

/// Of more differences in one quotation one finding speaks for all.
const MOST: usize = 3;

fn check(context: &Context) -> Vec<Flagged> {
    notes::quoted(context).flat_map(|quoted| findings(quoted).unwrap_or_default()).collect()
}

fn findings(quoted: Quoted) -> Option<Vec<Flagged>> {
    const FEWEST_WORDS: usize = 3;
    let record = quoted.record;
    if record.words < FEWEST_WORDS {
        return quoted.silent(FEW);
    }
    match record.grade {
        Grade::Exact => return quoted.silent(KEPT),
        Grade::Cleaned => return quoted.silent(CLEAN),
        Grade::Stitched => return quoted.silent(APART),
        Grade::Missing => return quoted.silent(NOT_THERE),
        Grade::Changed => {}
    }
    let recorded = record.recorded.as_ref()?;
    quoted.speaks();
    if record.differences.len() > MOST {
        return Some(vec![many(quoted, recorded)]);
    }
    Some(record.differences.iter().map(|difference| finding(quoted, recorded, difference)).collect())
}

/// One finding for a quotation that differs in many places.
fn many(quoted: Quoted, recorded: &Recorded) -> Flagged {
    let (record, at) = (quoted.record, quoted.told(recorded));
    let words = quoted.recorded_words(recorded);
    let advice = quoted.advice(recorded);
    let message =
        format!("The notes have “{}” ({at}), which differs in several places.{advice}", in_short(&words));
    let discreet = format!("The notes have other words here, in several places ({at}).{advice}");
    let fix = replaced(quoted, record.inner.range, words, "Use the recorded words".to_owned());
    Flagged::new(quoted.source(record.inner.range), message).with_discreet(discreet).with_fixes(fix)
}

fn finding(quoted: Quoted, recorded: &Recorded, difference: &Difference) -> Flagged {
    let facts = quoted.facts();
    let notes = facts.notes();
    let at = quoted.told(recorded);
    let words = notes.text_of(&difference.recorded);
    let place = Span::new(quoted.record.place.passage, difference.range);
    let mine = facts.text(place);
    let (shown, theirs) = (in_short(mine), in_short(&words));
    let is_other_form = are_of_one(mine, &words);
    let message = match difference.kind {
        DifferenceKind::Replaced => format!("The notes have “{theirs}” ({at}), and not “{shown}”."),
        DifferenceKind::PutIn => format!("The notes do not have “{shown}” here ({at})."),
        DifferenceKind::LeftOut => {
            format!("“{theirs}” is left out before “{shown}” ({at}), and no “…” marks it.")
        }
        DifferenceKind::Dropped => {
            format!("“{theirs}” is left out before “{shown}” ({at}), which turns the sense: put it back.")
        }
        DifferenceKind::Swallowed => format!("The ellipsis hides “{theirs}” ({at}), which turns the sense."),
        DifferenceKind::Contraction => {
            format!("The notes have “{theirs}” ({at}), contracted otherwise than “{shown}” here.")
        }
    };
    let discreet = match difference.kind {
        DifferenceKind::Replaced => format!("The notes have other words than “{shown}” ({at})."),
        DifferenceKind::PutIn => message.clone(),
        DifferenceKind::LeftOut => {
            format!("Recorded words are left out before “{shown}” ({at}), and no “…” marks it.")
        }
        DifferenceKind::Dropped => {
            format!("Left out before “{shown}” is a word that turns the sense ({at}): put it back.")
        }
        DifferenceKind::Swallowed => format!("The ellipsis hides a word that turns the sense ({at})."),
        DifferenceKind::Contraction => {
            format!("“{shown}” is contracted otherwise in the notes ({at}).")
        }
    };
    let advice = quoted.advice(recorded);
    let flagged = Flagged::new(facts.source(place), message + advice)
        .with_discreet(discreet + advice)
        .with_fault(quoted.source(quoted.record.inner.range))
        .with_fixes(fixes_for(quoted, difference, words).into_iter().chain(unmarked(quoted)));
    match difference.kind {
        DifferenceKind::Contraction => flagged.with_most(notes::mild(facts)),
        DifferenceKind::Replaced if facts.notes().is_tidied() && is_other_form => {
            flagged.with_most(Severity::Hint)
        }
        _ => flagged,
    }
}

fn fixes_for(quoted: Quoted, difference: &Difference, words: String) -> Vec<Fix> {
    let facts = quoted.facts();
    let place = Span::new(quoted.record.place.passage, difference.range);
    let mine = facts.text(place).to_owned();
    let recorded = || format!("Use the recorded words: “{}”", in_short(&words));
    let before = Span::new(place.passage, difference.at);
    let insert = |text: String, title: String| fixes::insert(facts, before, text, title, Safety::Suggested);
    let bracket = || {
        let title = format!("Put “{mine}” in brackets");
        fixes::replace(facts, place, format!("[{mine}]"), title, Safety::Suggested)
    };
    match difference.kind {
        DifferenceKind::Replaced => replaced(quoted, difference.range, words.clone(), recorded())
            .into_iter()
            .chain([bracket()])
            .collect(),
        DifferenceKind::Swallowed => {
            replaced(quoted, difference.range, words.clone(), recorded()).into_iter().collect()
        }
        DifferenceKind::PutIn => {
            vec![taken_out(quoted, difference.range, &mine), bracket()]
        }
        DifferenceKind::Dropped => vec![insert(format!("{words} "), recorded())],
        DifferenceKind::LeftOut => {
            vec![
                insert(format!("{words} "), recorded()),
                insert("… ".to_owned(), "Mark the gap with “…”".to_owned()),
            ]
        }
        // The place of the words of a contraction that was written out is not that of the whole.
        DifferenceKind::Contraction => Vec::new(),
    }
}

/// Takes the quotation marks off, so that the words are the writer's.
fn unmarked(quoted: Quoted) -> Option<Fix> {
    let (place, inner) = (quoted.record.place.range, quoted.record.inner.range);
    let marks = [TextRange::new(place.start(), inner.start()), TextRange::new(inner.end(), place.end())];
    let marks = marks.map(|mark| quoted.source(mark));
    let plain = marks.iter().all(|&mark| !mark.is_empty() && quoted.facts().document.is_plain(mark));
    let edits = marks.map(|range| TextEdit { range, text: String::new() });
    let title = "Take the quotation marks off".to_owned();
    plain.then(|| Fix { title, safety: Safety::Suggested, edits: edits.into() })
}

fn replaced(quoted: Quoted, range: TextRange, words: String, title: String) -> Option<Fix> {
    let place = Span::new(quoted.record.place.passage, range);
    Some(fixes::replace(quoted.facts(), place, words, title, Safety::Suggested))
        .filter(|fix| !fix.edits.is_empty())
}

/// Takes words out, with the blank behind them.
fn taken_out(quoted: Quoted, range: TextRange, words: &str) -> Fix {
    let facts = quoted.facts();
    let behind = &facts.passages[quoted.record.place.passage].passage.text[usize::from(range.end())..];
    let blank = if behind.starts_with(' ') { TextSize::of(' ') } else { TextSize::new(0) };
    let range = quoted.source(TextRange::new(range.start(), range.end() + blank));
    let plain = facts.document.is_plain(range);
    let edits = plain.then_some(TextEdit { range, text: String::new() }).into_iter().collect();
    Fix { title: format!("Take “{}” out", in_short(words)), safety: Safety::Suggested, edits }
}
