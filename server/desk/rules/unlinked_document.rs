//! # unlinked-document
//!
//! Flags a report, a study, a letter or another document that is named as a source without a link, a footnote, or word
//! of who published it and when.
//!
//! ## Why
//!
//! A document is the one source that a reader can look up. Without a link or its full title they cannot.
//!
//! ## Example
//!
//! ```flagged
//! A report said the dam would hold.
//! ^^^^^^^^
//! ```
//!
//! ```fixed
//! [A report]([link]) said the dam would hold.
//! ```
//!
//! ```flagged
//! The river is clean, according to a study.
//!                                  ^^^^^^^
//! ```
//!
//! ```flagged
//! According to a report, the valve was old.
//!              ^^^^^^^^
//! ```
//!
//! ```flagged
//! An internal memo says the valve was old.
//! ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The survey found that most tenants had no heating.
//! ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! A report found that the bridge was unsafe. The council closed it on Monday.
//! ^^^^^^^^
//! ```
//!
//! ```flagged
//! Studies show that the wasp keeps the midge down.
//! ^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what a link or a footnote in the sentence shows
//! [A report](https://dams.test/report) said the dam would hold.
//! ```
//!
//! ## Looked for
//!
//! a link or a footnote in the paragraph, or beside the document elsewhere; word of who published it and when.
//!
//! ## Stays silent on
//!
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - a document that was asked about before
//! - what a link or a footnote in the sentence shows
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - a poll, which is left to `poll-without-method`
//! - a document of which the paragraph behind opens with who published it or when
//! - what it does not look at: statements, which are their speaker's
//!
//! What they rarely ask about is a document of which the draft says who published it and when, and “the report” shortly behind the name of a body or a
//! person. Reports of other newsrooms are told by `second-hand-report`.
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The Avian Council published its report in May. The report said the valves were new.
//! ```
//!
//! ```silent what a link or a footnote in the sentence shows
//! A report said the dam would hold.[^1]
//!
//! [^1]: The company's report.
//! ```
//!
//! ```silent what it does not look at
//! The ministry said in a statement that the dam would hold.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! “The report said it would hold,” Lena Ostrow said.
//! ```
//!
//! ```silent what it does not look at
//! Media reports said the dam would hold. In a poll, 31 percent said they feared it.
//! ```
//!
//! ```silent a document of which the paragraph behind opens with who published it or when
//! The river is clean, according to a study.
//!
//! The study, published on Tuesday in the Journal of Dams, looked at nine rivers.
//! ```
//!
//! ## Fixes
//!
//! Makes the words a link to fill in, or adds a footnote to fill in (both placeholders).
//!
//! ## Standard
//!
//! AP: credit what others published, and link to it.

use std::collections::HashSet;

use copydesk_facts::{Facts, Span};
use copydesk_text::LinkKind;
use text_size::TextRange;

use crate::context::Context;
use crate::question::Question;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unlinked-document",
    group: Group::Sourcing,
    severity: Severity::Info,
    asks: Some(Question::Document),
    source: include_str!("unlinked_document.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const ASKED_BEFORE: Reason = Reason("a document that was asked about before");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut asked = HashSet::new();
    let documents = RULE.asked(context);
    let new = documents.filter(|query| {
        let is_new = asked.insert(facts.text(query.place).to_lowercase());
        if !is_new {
            context.not_asked(query, ASKED_BEFORE);
        }
        is_new
    });
    new.map(|query| finding(facts, query.place)).collect()
}

fn finding(facts: &Facts, place: Span) -> Flagged {
    let message = format!(
        "Readers cannot look up “{}”: link it, or say who published it and when.",
        in_short(facts.text(place))
    );
    let behind = facts.source(Span::new(place.passage, TextRange::empty(place.range.end()))).start();
    let label =
        (1..).map(|number| number.to_string()).find(|label| !is_taken(facts, label)).unwrap_or_default();
    let footnote = Fix {
        title: "Add a footnote, to fill in".to_owned(),
        safety: Safety::Placeholder,
        edits: vec![
            TextEdit { range: TextRange::empty(behind), text: format!("[^{label}]") },
            TextEdit {
                range: TextRange::empty(facts.document.len()),
                text: format!("\n\n[^{label}]: [note]\n"),
            },
        ],
    };
    Flagged::new(facts.source(place), message).with_fixes([fixes::link(facts, place), footnote])
}

fn is_taken(facts: &Facts, label: &str) -> bool {
    let blocks = facts.document.blocks().iter();
    let defined =
        blocks.flat_map(|block| &block.footnote_definitions).any(|footnote| footnote.label == label);
    let marks = facts.passages.iter().flat_map(|view| &view.passage.links);
    defined || marks.filter(|link| link.kind == LinkKind::Footnote).any(|link| link.target == label)
}
