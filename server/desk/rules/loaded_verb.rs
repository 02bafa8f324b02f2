//! # loaded-verb
//!
//! Flags a verb of saying that judges the speaker or reads a mind: claimed, admitted, conceded, insisted, boasted, refuted,
//! slammed, blasted, revealed, quipped.
//!
//! ## Why
//!
//! “Claimed” doubts, “admitted” convicts, “revealed” vouches. “Said” does nothing but report, and no reader stumbles over it.
//!
//! ## Example
//!
//! ```flagged
//! Ana Lopez, the engineer, claimed that the dam was safe.
//!                          ^^^^^^^
//! ```
//!
//! ```fixed
//! Ana Lopez, the engineer, said that the dam was safe.
//! ```
//!
//! ```flagged
//! The minister admits that the road is late.
//!              ^^^^^^
//! ```
//!
//! ```fixed
//! The minister says that the road is late.
//! ```
//!
//! ```flagged
//! “We never saw the bill,” Lopez insisted.
//!                                ^^^^^^^^
//! ```
//!
//! ```flagged
//! Lopez has conceded that the pump failed twice.
//!           ^^^^^^^^
//! ```
//!
//! ```flagged
//! “It was the goose or me,” quipped Paul Hale, the pilot.
//!                           ^^^^^^^
//! ```
//!
//! ```flagged
//! Hale boasted that he had landed in worse weather.
//!      ^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! Ana Lopez, the engineer, said that the dam was safe.
//! ```
//!
//! ## Looked for
//!
//! words of the speaker's own that carry the judgement; a deed, such as claiming responsibility.
//!
//! ## Stays silent on
//!
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - words inside a quotation
//! - what a document reveals, or nobody says
//! - what somebody tells of another's words
//! - a noun, as in “over claims that”
//! - deeds, not sayings: “claimed responsibility”, “admitted to hospital”, “admitted a charge”
//! - drafts of the genre `opinion`
//! - what it does not look at: “said” and its like, and verbs that the reader does not take for a report of speech
//!
//! ```silent deeds, not sayings: “claimed responsibility”, “admitted to hospital”, “admitted a charge”
//! A group in the hills claimed responsibility for the fire on Monday.
//! ```
//!
//! ```silent what it does not look at
//! Paul Hale was admitted to hospital with a bite.
//! ```
//!
//! ```silent what it does not look at
//! “He admitted that he took the boat,” Ana Lopez, the engineer, said.
//! ```
//!
//! ```silent deeds, not sayings: “claimed responsibility”, “admitted to hospital”, “admitted a charge”
//! Hale admitted three charges of theft at the county court.
//! ```
//!
//! ```silent what a document reveals, or nobody says
//! The report revealed that the pump had failed twice.
//! ```
//!
//! ```silent deeds, not sayings: “claimed responsibility”, “admitted to hospital”, “admitted a charge”
//! The flood claimed three lives in the valley.
//! ```
//!
//! ## Fixes
//!
//! Replaces the verb by “said”, tense and person kept. It is for you to judge whether the verb was meant (suggested).
//!
//! ## Standard
//!
//! AP and Reuters Handbook: “said” is nearly always right; loaded words take a side.

use copydesk_facts::{Facts, Genre, Span, Statement};
use copydesk_language::SourceKind;
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::{OUTSIDE, QUOTED, Reason};
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "loaded-verb",
    group: Group::Attribution,
    severity: Severity::Hint,
    silent_in: &[Genre::Opinion],
    source: include_str!("loaded_verb.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const DOCUMENT: Reason = Reason("what a document reveals, or nobody says");
const TOLD: Reason = Reason("what somebody tells of another's words");
const NOUN: Reason = Reason("a noun, as in “over claims that”");
const DEED: Reason =
    Reason("deeds, not sayings: “claimed responsibility”, “admitted to hospital”, “admitted a charge”");

/// Regular verbs without their endings, what each does to the speaker, and whether one can do so to a thing as well.
const VERBS: &[(&str, &str)] = &[
    ("claim", "doubts the speaker"),
    ("admit", "makes the speaker guilty"),
    ("admitt", "makes the speaker guilty"),
    ("conced", "makes the speaker the loser"),
    ("confess", "makes the speaker guilty"),
    ("insist", "doubts the speaker"),
    ("boast", "mocks the speaker"),
    ("brag", "mocks the speaker"),
    ("bragg", "mocks the speaker"),
    ("whin", "mocks the speaker"),
    ("rant", "mocks the speaker"),
    ("gush", "mocks the speaker"),
    ("quip", "tells the reader to laugh"),
    ("quipp", "tells the reader to laugh"),
    ("reveal", "vouches for what is said"),
    ("refut", "says that the speaker proved it"),
];

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    facts.statements.iter().filter_map(|statement| finding(context, statement)).collect()
}

fn finding(context: &Context, statement: &Statement) -> Option<Flagged> {
    let facts = context.facts;
    let view = &facts.passages[statement.passage];
    let cue = view.text(statement.attribution.cue);
    let verb = cue.rsplit(' ').next().unwrap_or(cue);
    let (said, effect) = plain(verb)?;
    let end = statement.attribution.cue.end();
    let place = Span::new(statement.passage, TextRange::new(end - TextSize::of(verb), end));
    if !view.is_body() {
        return context.silent(place, OUTSIDE);
    }
    if facts.is_in_quotation(place) {
        return context.silent(place, QUOTED);
    }
    if matches!(statement.kind(), SourceKind::Document | SourceKind::None) {
        return context.silent(place, DOCUMENT);
    }
    if statement.attribution.nested {
        return context.silent(place, TOLD);
    }
    if is_noun(view.text(TextRange::up_to(place.range.start()))) {
        return context.silent(place, NOUN);
    }
    if !reports_speech(facts, statement) {
        return context.silent(place, DEED);
    }
    let message = format!("“{verb}” {effect}: “{said}” only reports.");
    let fix = fixes::replace(facts, place, said.to_owned(), format!("Change to “{said}”"), Safety::Suggested);
    Some(Flagged::new(facts.source(place), message).with_fixes([fix]))
}

/// Whether the words before make a noun of the verb: "over claims that …".
fn is_noun(before: &str) -> bool {
    const DETERMINERS: &[&str] = &[
        "over", "of", "by", "about", "on", "amid", "with", "for", "from", "the", "a", "his", "her", "their",
        "its", "any", "such", "new", "some", "no", "these", "those", "despite", "to",
    ];
    let word = before.trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
    DETERMINERS.contains(&word.as_str())
}

/// The form of "say" for a loaded verb, and what the loaded verb does.
fn plain(verb: &str) -> Option<(&'static str, &'static str)> {
    let endings =
        [("ing", "saying"), ("ed", "said"), ("es", "says"), ("s", "says"), ("e", "say"), ("", "say")];
    endings.iter().find_map(|&(ending, said)| {
        let stem = verb.strip_suffix(ending)?;
        VERBS.iter().find(|&&(known, _)| known == stem).map(|&(_, effect)| (said, effect))
    })
}

/// Whether "said" could stand in the verb's place: the statement has ended before it, or follows as a clause or a
/// quotation and not as a thing ("claimed the prize").
fn reports_speech(facts: &Facts, statement: &Statement) -> bool {
    let cue = statement.attribution.cue;
    let view = &facts.passages[statement.passage];
    let behind = &view.passage.text[usize::from(cue.end())..];
    if behind.trim_start().is_empty() || behind.starts_with([',', '.', ':']) {
        return statement.attribution.content.iter().any(|content| content.end() <= cue.end())
            || behind.starts_with([',', ':']);
    }
    let next = behind.split_whitespace().next().unwrap_or("");
    let clause = matches!(
        next,
        "that" | "he" | "she" | "it" | "they" | "there" | "we" | "I" | "his" | "her" | "their" | "its"
    );
    let inverted = statement.attribution.source.is_some_and(|source| source.start() >= cue.end())
        && statement.attribution.content.iter().any(|content| content.end() <= cue.start());
    clause || inverted || next.starts_with(['“', '"', '‘'])
}
