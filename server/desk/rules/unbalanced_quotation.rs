//! # unbalanced-quotation
//!
//! Flags a quotation mark that opens and never closes, closes what never opened, or faces the wrong way.
//!
//! ## Why
//!
//! Where a quotation ends is where the source's responsibility ends and the newsroom's begins.
//!
//! ## Example
//!
//! ```flagged
//! “We will rebuild the pier, Ana Lopez said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! “We agree,” said Tom Reyes of the council.
//! ```
//!
//! ```flagged
//! “We will rebuild the pier. It stood for a century.
//! ^^^^^^^^^^^^^^^^^^^^
//!
//! The council agreed.
//! ```
//!
//! ```flagged
//! We will rebuild the pier,” Ana Lopez said.
//!                          ^
//! ```
//!
//! ```flagged
//! "The pier is gone, Ana Lopez said.
//! ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The pier is gone," Ana Lopez said.
//!                  ^
//! ```
//!
//! ```flagged
//! - “We will rebuild the pier, Ana Lopez said.
//!   ^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! «We will rebuild the pier, Ana Lopez said.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ”We will rebuild the pier,” Ana Lopez said.
//! ^
//! ```
//!
//! ```flagged
//! “We will rebuild the pier,“ Ana Lopez said.
//!                           ^
//! ```
//!
//! ```flagged
//! Ana Lopez called it "the pier of all piers. It stood for a century.
//!                     ^^^^^^^^^^^^^^^^
//!
//! “It will stand again,” she said.
//! ```
//!
//! ```flagged
//! “We will rebuild the pier,” Ana Lopez said. “It stood for a century.
//!                                             ^^^^^^^^^^^^^^^
//!
//! “It never paid,” said Tom Reyes, who runs the harbour.
//! ```
//!
//! ## Better
//!
//! ```silent quotations whose two marks face each other
//! “We will rebuild the pier,” Ana Lopez said.
//! ```
//!
//! ## Looked for
//!
//! the other mark in this paragraph; an attribution where it is missing; a next paragraph that opens with the same mark and
//! has no other speaker.
//!
//! ## Stays silent on
//!
//! - a quotation that goes on in the next paragraph, which opens with a mark of its own
//! - the closing mark of a quotation that an earlier paragraph left open
//! - quotations whose two marks face each other
//! - what it does not look at: apostrophes, feet and inches, and code
//!
//! A quotation within a quotation pairs by itself.
//!
//! ```silent a quotation that goes on in the next paragraph, which opens with a mark of its own
//! “We will rebuild the pier,” Ana Lopez said. “It stood for a century.
//!
//! “And it will stand for another.”
//! ```
//!
//! ```silent a quotation that goes on in the next paragraph, which opens with a mark of its own
//! “We will rebuild the pier,” Ana Lopez said. “It stood for a century.
//!
//! “And it will stand for another,” Lopez said.
//! ```
//!
//! ```silent quotations whose two marks face each other
//! Ana Lopez said: "He asked me "where is the pier" and wept."
//! ```
//!
//! ```silent what it does not look at
//! The dogs' home took in a 5'11" mastiff born in the '90s. The crate was 7” wide.
//! ```
//!
//! ```silent quotations whose two marks face each other
//! ‘We will rebuild the fishermen’s pier,’ Ana Lopez said.
//! ```
//!
//! ```silent what it does not look at
//! Type `print("pier` and press return.
//! ```
//!
//! ```silent quotations whose two marks face each other
//! “She told me, ‘It will stand,’ and it did,” Ana Lopez said.
//! ```
//!
//! ## Fixes
//!
//! Inserts the missing mark in front of the attribution, at the end of the paragraph or, where nothing else is quoted in between, at the start of the
//! sentence (suggested: look where the quotation ends); turns a mark that faces the wrong way (safe).
//!
//! ## Standard
//!
//! Every style guide.

use copydesk_facts::{Facts, Span};
use copydesk_language::{Quotation, SourceKind};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unbalanced-quotation",
    group: Group::Attribution,
    severity: Severity::Error,
    source: include_str!("unbalanced_quotation.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const GOES_ON: Reason =
    Reason("a quotation that goes on in the next paragraph, which opens with a mark of its own");
const ENDS: Reason = Reason("the closing mark of a quotation that an earlier paragraph left open");
const PAIRED: Reason = Reason("quotations whose two marks face each other");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut findings = Vec::new();
    let mut left_open: Option<usize> = None;
    for (place, quotation) in facts.quotations() {
        let goes_on = left_open.is_some_and(|passage| passage + 1 == place.passage);
        match (quotation.opened, quotation.closed) {
            (true, true) => findings.extend(turned(facts, place).or_else(|| context.silent(place, PAIRED))),
            (true, false) if quotation.lost => findings.push(never_closed(facts, place, quotation)),
            (true, false) if continues(facts, place) => {
                context.passes_over(place, GOES_ON);
                left_open = Some(place.passage);
            }
            (true, false) => {
                left_open = Some(place.passage);
                findings.push(never_closed(facts, place, quotation));
            }
            // The quotation left open before it runs up to this mark; one report is enough.
            (false, _) if goes_on => {
                context.passes_over(place, ENDS);
                left_open = None;
            }
            (false, _) => findings.push(never_opened(facts, place, quotation)),
        }
    }
    findings
}

/// So many words tell a quotation from others.
const WORDS: usize = 4;
/// And so many characters, where marks or letters without a space between them go on for pages.
const CHARACTERS: usize = 100;

fn first_words(text: &str) -> String {
    let end = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(at, _)| at);
    text[..end].split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ")
}

fn last_words(text: &str) -> String {
    let start = text.char_indices().nth_back(CHARACTERS - 1).map_or(0, |(at, _)| at);
    let mut words: Vec<&str> = text[start..].split_whitespace().rev().take(WORDS).collect();
    words.reverse();
    words.join(" ")
}

/// Marks of the pair “…” that face the wrong way.
fn turned(facts: &Facts, place: Span) -> Option<Flagged> {
    let quotation = &facts.passages[place.passage].passage.text[place.range];
    let (mark, right, at, message) = if quotation.starts_with('”') {
        let at = TextRange::at(place.range.start(), TextSize::of('”'));
        let first = first_words(quotation);
        ('”', '“', at, format!("The quotation {first} … begins with a closing mark: turn it to “."))
    } else if quotation.starts_with('“') && quotation.ends_with('“') {
        let at = TextRange::new(place.range.end() - TextSize::of('“'), place.range.end());
        let last = last_words(quotation);
        ('“', '”', at, format!("The quotation … {last} ends with an opening mark: turn it to ”."))
    } else {
        return None;
    };
    let place = Span::new(place.passage, at);
    let title = format!("Turn {mark} to {right}");
    let fix = fixes::replace(facts, place, right.to_string(), title, Safety::Safe);
    Some(Flagged::new(facts.source(place), message).with_fixes([fix]))
}

/// Whether the next paragraph of the section opens with the same mark, and not with the words of somebody else.
fn continues(facts: &Facts, place: Span) -> bool {
    let next = place.passage + 1;
    let Some(quotation) =
        facts.adjoin(place.passage, next).then(|| facts.quotations_of(next).first()).flatten()
    else {
        return false;
    };
    let there = Span::new(next, quotation.range);
    let mark = |place: Span| facts.text(place).chars().next();
    let opens = quotation.opened && quotation.range.start() == TextSize::new(0) && mark(there) == mark(place);
    // Behind a full stop its speaker does not follow: the next sentence has one of its own.
    let goes_on = !facts.passages[next].text(quotation.inner).ends_with('.');
    let other = || {
        let (one, other) = (speaker(facts, place), speaker(facts, there));
        one.is_some() && other.is_some() && one != other
    };
    opens && !(goes_on && other())
}

/// The actor to whom a quotation's own paragraph, or the one that left it open, gives it by name.
fn speaker(facts: &Facts, place: Span) -> Option<usize> {
    facts
        .statements_of(place.passage)
        .iter()
        .filter(|statement| statement.names_source() && statement.kind() == SourceKind::Named)
        .find(|statement| {
            statement
                .content
                .iter()
                .any(|said| said.passage == place.passage && said.range.contains_range(place.range))
        })?
        .actor
}

fn never_closed(facts: &Facts, place: Span, quotation: &Quotation) -> Flagged {
    let text = facts.text(place);
    let mark = text.chars().next().unwrap_or('"');
    let first = first_words(text);
    let closing = match mark {
        '“' | '„' => '”',
        '«' => '»',
        '‘' | '‚' => '’',
        other => other,
    };
    if quotation.lost {
        let end = Span::new(place.passage, TextRange::empty(place.range.end()));
        let last = last_words(text);
        let last = last.rsplit(' ').next().unwrap_or(&last);
        let title = format!("Close the quotation behind “{last}” with {closing}");
        let fix = fixes::insert(facts, end, closing.to_string(), title, Safety::Suggested);
        let message = format!(
            "The quotation that begins {first} … never ends: put in the closing mark behind “{last}”."
        );
        return Flagged::new(facts.source(place), message).with_fixes([fix]);
    }
    let begins = TextRange::at(place.range.start(), beginning(text));
    let end = Span::new(
        place.passage,
        TextRange::empty(TextSize::of(facts.passages[place.passage].passage.text.trim_end())),
    );
    let title = format!("Close the quotation at the end of the paragraph with {closing}");
    let fix = fixes::insert(facts, end, closing.to_string(), title, Safety::Suggested);
    let message = format!("The quotation that begins {first} … never ends: put in the closing mark.");
    Flagged::new(facts.source(Span::new(place.passage, begins)), message).with_fixes([fix])
}

/// The bytes of a quotation's first words.
fn beginning(text: &str) -> TextSize {
    let words: TextSize = text.split_inclusive(char::is_whitespace).take(WORDS).map(TextSize::of).sum();
    TextSize::of(text[..usize::from(words)].trim_end())
}

fn never_opened(facts: &Facts, place: Span, quotation: &Quotation) -> Flagged {
    let text = &facts.passages[place.passage].passage.text;
    let mark = &text[quotation.range];
    let words = last_words(&text[..usize::from(place.range.start())]);
    let opening = match mark {
        "”" | "‟" => "“",
        "»" => "«",
        "›" => "‹",
        other => other,
    };
    let sentence = facts.sentence_at(place).map(|number| facts.sentences[number].place);
    let start = Span::new(
        place.passage,
        TextRange::empty(sentence.map_or(place.range.start(), |sentence| sentence.range.start())),
    );
    // Where the sentence opens with this mark, or with another quotation, one more mark at its start would not pair.
    let free = start.range.start() < place.range.start()
        && !facts.quotations_of(place.passage).iter().any(|other| {
            other.range.end() > start.range.start() && other.range.start() < place.range.start()
        });
    let title = format!("Open the quotation at the start of the sentence with {opening}");
    let fix = free.then(|| fixes::insert(facts, start, opening.to_owned(), title, Safety::Suggested));
    let message = format!("The quotation that ends {words}{mark} never begins: put in the opening mark.");
    Flagged::new(facts.source(place), message).with_fixes(fix)
}
