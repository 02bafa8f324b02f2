//! # placeholder
//!
//! Flags what was meant to be filled in before publication: TK, TKTK, XX, [CQ], [quote], CHECK, lorem ipsum,
//! example.com.
//!
//! ## Why
//!
//! A placeholder in print is the oldest embarrassment of the trade.
//!
//! ## Example
//!
//! ```flagged
//! The hole in the fence would be fixed by TK.
//!                                         ^^
//! ```
//!
//! ```flagged
//! The mayor, [age], left at noon. [Insert quote]
//!            ^^^^^
//!                                 ^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Lorem ipsum dolor sit amet.
//! ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Lena Ostrow [CQ] was 58, the airport said. TODO: ask her.
//!             ^^^^
//!                                            ^^^^
//! ```
//!
//! ```flagged
//! The dam holds XX litres. CHECK this with the ministry.
//!               ^^
//!                          ^^^^^
//! ```
//!
//! ```flagged
//! TBC: the height of the dam.
//! ^^^
//!
//! Lena Ostrow: In 2004, with my brother.
//! ```
//!
//! ```flagged
//! Read [the report](https://example.com/report).
//!      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Stays silent on
//!
//! - numerals and chromosomes, such as Super Bowl XX
//! - letters that stand between names in a list
//! - a word that an editor put into somebody's speech, “at that [time]”
//! - the marks that Copydesk's own fixes put in, which are left to `unverified-mark`
//! - CHECK in a line of capitals
//! - letters before a colon that are a speaker's in an interview
//! - what it does not look at: code, front matter, addresses, and words that only contain the letters
//!
//! ```silent letters before a colon that are a speaker's in an interview
//! TBC: When did you build the dam?
//!
//! Lena Ostrow: In 2004, with my brother.
//!
//! TBC: Will it hold?
//!
//! Ostrow: For a century.
//! ```
//!
//! ```silent numerals and chromosomes, such as Super Bowl XX
//! The latkes cost `TK` in the code. Super Bowl XX was played in 1986. The XX chromosome is no typing error.
//! ```
//!
//! ```silent what it does not look at
//! He wrote “[sic]” beside it. The bank cashed the check.
//! ```
//!
//! ```silent the marks that Copydesk's own fixes put in, which are left to unverified-mark
//! The dam will hold, according to [source].
//! ```
//!
//! ```silent what it does not look at
//! ---
//! title: TK
//! check: second read
//! ---
//!
//! The dam will hold.
//! ```
//!
//! ```silent CHECK in a line of capitals
//! PLEASE CHECK YOUR TICKETS BEFORE YOU BOARD
//! ```
//!
//! ```silent what it does not look at
//! Read [the report](https://dams.test/example.com-report). It covers the XXth century and the 20th Amendment.
//! ```
//!
//! ## Fixes
//!
//! None: only a person knows what belongs there.
//!
//! ## Standard
//!
//! Newsroom custom.

use std::cell::LazyCell;
use std::sync::LazyLock;

use copydesk_facts::{Span, is_mark, speakers_labels};
use regex::Regex;
use text_size::{TextRange, TextSize};

use crate::Severity;
use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "placeholder",
    group: Group::Draft,
    severity: Severity::Error,
    needs_sentences: false,
    source: include_str!("placeholder.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const NUMERAL: Reason = Reason("numerals and chromosomes, such as Super Bowl XX");
const LISTED: Reason = Reason("letters that stand between names in a list");
const INSERTED: Reason = Reason("a word that an editor put into somebody's speech, “at that [time]”");
const MARK: Reason =
    Reason("the marks that Copydesk's own fixes put in, which are left to `unverified-mark`");
const SHOUTED: Reason = Reason("CHECK in a line of capitals");
const SPEAKER: Reason = Reason("letters before a colon that are a speaker's in an interview");

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:TK)+\b|\bTK(?:TK)*[A-Z]{0,4}\b|\bXX+\b|\[CQ\]|\bCHECK\b|(?i:lorem ipsum)|(?i:\bexample\.(?:com|org)\b)",
        r"|\[(?i:names?|source|role|title|date|time|place|age|number|figure|link|url|quote|reason|full name|text|tbc|tbd|todo|to come|caption|byline|headline|x+|insert [^\]]*)\]",
        r"|\bTODO\b|\bTBC\b|\bFIXME\b",
    ))
    .expect("invariant: the pattern is valid")
});

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    // Whether letters are a speaker's shows in the whole draft only.
    let speakers = LazyCell::new(|| speakers_labels(&facts.passages));
    let mut findings = Vec::new();
    for (number, view) in facts.passages.iter().enumerate() {
        for (words, silence) in words(&view.passage.text) {
            let speaker = || words.start() == 0.into() && speakers.contains(view.text(words));
            if let Some(reason) = silence.or_else(|| speaker().then_some(SPEAKER)) {
                context.passes_over(Span::new(number, words), reason);
                continue;
            }
            let message = "is a placeholder: fill it in, or take it out, before this is published.";
            let message = format!("“{}” {message}", view.text(words));
            findings.push(Flagged::new(facts.source(Span::new(number, words)), message));
        }
        for link in view.passage.links.iter().filter(|link| is_empty_target(&link.target)) {
            let message = "which is a placeholder: put in the real address.";
            let message = format!("The link goes to “{}”, {message}", link.target);
            findings.push(Flagged::new(link.source + view.block_start, message));
        }
    }
    findings
}

/// What may be placeholders in a passage's text, each with why it is none.
fn words(text: &str) -> impl Iterator<Item = (TextRange, Option<Reason>)> {
    let size = |offset: usize| TextSize::try_from(offset).expect("invariant: a passage is under 4 GiB");
    WORDS.find_iter(text).map(move |words| {
        let silence = if is_numeral(text, words.start(), words.end()) {
            Some(NUMERAL)
        } else if is_in_list_of_names(text, words.start(), words.end()) {
            Some(LISTED)
        } else if words.as_str().starts_with('[') && is_inserted(text, words.start()) {
            Some(INSERTED)
        } else if is_mark(words.as_str()) {
            Some(MARK)
        } else {
            (words.as_str() == "CHECK" && is_shouted(text)).then_some(SHOUTED)
        };
        (TextRange::new(size(words.start()), size(words.end())), silence)
    })
}

/// Whether most of a passage is in capitals.
fn is_shouted(text: &str) -> bool {
    let lower = text.chars().filter(|character| character.is_lowercase()).count();
    let upper = text.chars().filter(|character| character.is_uppercase()).count();
    upper > lower && upper > 12
}

/// Whether "XX" is a Roman numeral or a chromosome: behind a capitalised word, or before "chromosome" or "century".
fn is_numeral(text: &str, start: usize, end: usize) -> bool {
    if !text[start..end].starts_with("XX") {
        return false;
    }
    let before = text[..start].split_whitespace().next_back().unwrap_or("");
    let after = text[end..].split_whitespace().next().unwrap_or("");
    let named =
        before.starts_with(char::is_uppercase) && !before.ends_with(['.', ',', ':']) && before != "The";
    named || after.starts_with("chromosome") || after.starts_with("century")
}

/// Whether names stand on both sides, as in a line-up: "Lopez, TBC, Ostrow", "They are: XXX, Hellboy".
fn is_in_list_of_names(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end();
    let name = before.trim_end_matches([',', ':']).rsplit(' ').next().unwrap_or("");
    let opens = before.ends_with(':') || before.ends_with(',') && name.starts_with(char::is_uppercase);
    let behind = text[end..].strip_prefix(", ");
    opens && behind.is_some_and(|behind| behind.starts_with(char::is_uppercase))
}

/// Whether brackets hold a word that an editor put into somebody's speech: "at that [time]".
fn is_inserted(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end().rsplit(' ').next().unwrap_or("");
    matches!(before, "that" | "this" | "my" | "our" | "your" | "some" | "any")
}

fn is_empty_target(target: &str) -> bool {
    let host = target.split("://").nth(1).unwrap_or(target).split('/').next().unwrap_or("");
    let host = host.trim_start_matches("www.");
    matches!(host, "example.com" | "example.org") || matches!(target, "TK" | "TKTK" | "XXX")
}
