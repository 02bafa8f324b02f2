//! # agentless-report
//!
//! Flags a report whose wording hides who reports: “it was reported that”, “is said to”, “was condemned”, “reportedly”,
//! “allegedly”.
//!
//! ## Why
//!
//! Whose allegation is it? A reader cannot weigh a charge, a rumour or an outcry without knowing whose it is.
//!
//! ## Example
//!
//! ```flagged
//! Parliament approved the sale, a move strongly condemned in the capital.
//!                                      ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The earlier deal reportedly collapsed in March.
//!                  ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The dam is said to leak.
//!         ^^^^^^^
//! ```
//!
//! ```flagged
//! It is believed that the boat sank in a storm.
//!    ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The valley is seen as the next front of the war.
//!            ^^^^^^^
//! ```
//!
//! ```flagged
//! The sale was strongly condemned. Parliament votes on Tuesday.
//!          ^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Parliament approved the sale, a move strongly condemned by the bishops.
//! ```
//!
//! ## Looked for
//!
//! who does it, behind “by” or in the same sentence; a source in the sentence before.
//!
//! ## Stays silent on
//!
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - the charge, where the draft tells that a court has the case
//! - what a link or a footnote in the sentence shows
//! - words inside a quotation
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - what another rule says more exactly
//!
//! What they rarely ask about has an agent behind “by”, or a source beside it. It yields to `vague-attribution` and `anonymous-source`.
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! “The earlier deal reportedly collapsed,” Ana Lopez, the engineer, said.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The deal was reportedly signed in March, Mara Lindqvist said.
//! ```
//!
//! ```silent what a link or a footnote in the sentence shows
//! The earlier deal reportedly collapsed in March, [the court's file](https://court.test/file) shows.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Ana Lopez, the engineer, said the dam was said to leak.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The law lets the police extradite people who were accused of theft.
//! ```
//!
//! ```silent the charge, where the draft tells that a court has the case
//! Daniel Horne appeared in court on Friday. Horne is accused of wounding with intent.
//! ```
//!
//! ## Fixes
//!
//! Adds “by [name]”, or replaces the adverb by “according to [source]”: placeholders to fill in.
//!
//! ## Standard
//!
//! AP and BBC Editorial Guidelines: it must be clear whose allegation it is.

use std::cell::LazyCell;

use copydesk_facts::{Facts, Span};
use text_size::TextRange;

use crate::context::Context;
use crate::question::{Query, Question};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, TextEdit, charges, fixes, verdict};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "agentless-report",
    group: Group::Attribution,
    severity: Severity::Warning,
    wants_source: true,
    yields_to: &["vague-attribution", "anonymous-source"],
    asks: Some(Question::Agentless),
    source: include_str!("agentless_report.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const CHARGE: Reason = Reason("the charge, where the draft tells that a court has the case");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let accuses = |query: &Query| {
        let words = facts.text(query.place).to_lowercase();
        charges::contains_any(&words, &["accused", "alleged", "charged"]) && !words.ends_with("ly")
    };
    // All sentences are looked through for it: once, and only where somebody is accused.
    let in_court = LazyCell::new(|| verdict::is_in_court(facts));
    let open = RULE.asked(context).filter(|query| {
        let charge = accuses(query) && *in_court;
        if charge {
            context.not_asked(query, CHARGE);
        }
        !charge
    });
    open.map(|query| finding(facts, query).with_sureness(query.sure)).collect()
}

/// What a report says that names nobody, behind its words.
const OPEN: &str = "whose word it is: say who says so, or name the document.";

fn finding(facts: &Facts, query: &Query) -> Flagged {
    let place = query.place;
    let sentence = facts.sentences[query.sentence].place;
    let mut reports = facts.passages[place.passage].reading.agentless.iter();
    let Some(report) = reports.find(|report| report.range == place.range) else {
        let message = format!("“{}” leaves open {OPEN}", in_short(facts.text(place)));
        return Flagged::new(facts.source(place), message).with_fixes(fixes::attribute(facts, sentence));
    };
    let words = facts.text(place);
    let adverb = words.ends_with("ly");
    let message = match adverb {
        true => format!("“{words}” leaves open who {} it: name the source.", report.verb),
        false => format!("“{words}” leaves open {OPEN}"),
    };
    Flagged::new(facts.source(place), message).with_fixes([match adverb {
        true => according_to(facts, sentence, place),
        false => by_whom(facts, place),
    }])
}

fn by_whom(facts: &Facts, place: Span) -> Fix {
    let behind = Span::new(place.passage, TextRange::empty(place.range.end()));
    fixes::insert(
        facts,
        behind,
        " by [name]".to_owned(),
        "Add “by [name]” to fill in".to_owned(),
        Safety::Placeholder,
    )
}

/// Takes the adverb out and puts a source at the end of the sentence.
fn according_to(facts: &Facts, sentence: Span, place: Span) -> Fix {
    let text = &facts.passages[place.passage].passage.text;
    let space = usize::from(text[usize::from(place.range.end())..].starts_with(' '));
    let with_space =
        TextRange::new(place.range.start(), place.range.end() + text_size::TextSize::new(space as u32));
    let end = fixes::before_stop(facts, sentence);
    let edits = if end.range.start() < with_space.end() {
        // The adverb is the last word.
        fixes::reword(facts, place, "according to [source]")
    } else {
        let out = fixes::reword(facts, Span::new(place.passage, with_space), "");
        let at = TextRange::empty(facts.source(end).start());
        out.map(|mut edits| {
            edits.push(TextEdit { range: at, text: ", according to [source]".to_owned() });
            edits
        })
    };
    let edits = edits.unwrap_or_default();
    Fix { title: "Name the source instead, to fill in".to_owned(), safety: Safety::Placeholder, edits }
}
