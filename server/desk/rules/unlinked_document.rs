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
//! According to the lawsuit, the valve was old.
//!              ^^^^^^^^^^^
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
//! ```silent
//! [A report](https://dams.test/report) said the dam would hold.
//! ```
//!
//! ## Looked for
//!
//! a link or a footnote in the paragraph, or beside the document elsewhere; word of who published it and when.
//!
//! ## Stays silent on
//!
//! A link or a footnote in the paragraph, or beside the document elsewhere in the draft; a document of which the draft
//! says who published it and when; “the report” shortly behind the name of a body or a person; the later mentions of a document that was reported once; statements, which are
//! their speaker's; quotations, lists, tables and captions. Polls are `poll-without-method`'s and reports of other
//! newsrooms are `second-hand-report`'s: this rule yields to both.
//!
//! ```silent
//! A report by the Avian Council, published in May, said the dam would hold.
//!
//! The report said the valves were new.
//! ```
//!
//! ```silent
//! A report said the dam would hold.[^1]
//!
//! [^1]: The company's report.
//! ```
//!
//! ```silent
//! The ministry said in a statement that the dam would hold.
//! ```
//!
//! ```silent
//! “The report said it would hold,” Lena Ostrow said.
//! ```
//!
//! ```silent
//! Media reports said the dam would hold. In a poll, 31 percent said they feared it.
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

use copydesk_facts::{Facts, Place};
use copydesk_text::LinkKind;
use text_size::TextRange;

use crate::context::Context;
use crate::question::Question;
use crate::rule::{Check, Finding, Group, RuleInfo, in_short};
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

fn check(context: &Context) -> Vec<Finding> {
    let facts = context.facts;
    let mut asked = HashSet::new();
    let documents = RULE.asked(context);
    let new = documents.filter(|query| asked.insert(facts.text(query.place).to_lowercase()));
    new.map(|query| finding(facts, query.place)).collect()
}

fn finding(facts: &Facts, place: Place) -> Finding {
    let message = format!(
        "Which document is “{}”? Link it, or say who published it and when.",
        in_short(facts.text(place))
    );
    let behind = facts.source(Place::new(place.passage, TextRange::empty(place.range.end()))).start();
    let label =
        (1..).map(|number| number.to_string()).find(|label| !is_taken(facts, label)).unwrap_or_default();
    let footnote = Fix {
        title: "Add a footnote to fill in".to_owned(),
        safety: Safety::Placeholder,
        edits: vec![
            TextEdit { range: TextRange::empty(behind), text: format!("[^{label}]") },
            TextEdit {
                range: TextRange::empty(facts.document.len()),
                text: format!("\n\n[^{label}]: [note]\n"),
            },
        ],
    };
    Finding::new(facts.source(place), message).with_fixes([fixes::link(facts, place), footnote])
}

fn is_taken(facts: &Facts, label: &str) -> bool {
    let blocks = facts.document.blocks().iter();
    let defined =
        blocks.flat_map(|block| &block.footnote_definitions).any(|footnote| footnote.label == label);
    let marks = facts.passages.iter().flat_map(|view| &view.passage.links);
    defined || marks.filter(|link| link.kind == LinkKind::Footnote).any(|link| link.target == label)
}
