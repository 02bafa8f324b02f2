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
//! The audit says the same invoice was paid twice. Lena Ostrow said she had not seen it.
//! ^^^^^^^^^
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
//! Lena Ostrow published [a study](https://dams.test/study) of the river.
//!
//! The river is clean, according to the study.
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

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use copydesk_language::{NameKind, SourceKind};
use copydesk_text::{LinkKind, PassageKind};
use regex::Regex;
use text_size::{TextRange, TextSize};

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::{Facts, Place, source_place};
use crate::front_matter::Genre;
use crate::speech::Statement;
use crate::{Fix, Safety, Settings, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unlinked-document",
    group: Group::Sourcing,
    severity: Severity::Info,
    on: true,
    source: include_str!("unlinked_document.rs"),
    check: Check::Draft(check),
};

/// Words for when something was published.
static WHEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:january|february|march|april|june|july|august|september|october|november|december|may\ \d|in\ may|last\ may
        |(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|(?:this|last)\ (?:week|month|year|spring|summer|autumn|fall|winter|night)
        |earlier|recently|(?:19|20)\d\d)\b",
    )
    .expect("invariant: the pattern is valid")
});

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    if matches!(facts.genre, Some(Genre::Opinion | Genre::Interview | Genre::Live)) {
        return Vec::new();
    }
    let mut reported: HashSet<String> = HashSet::new();
    let mut told: HashMap<String, Vec<usize>> = HashMap::new();
    let mut findings = Vec::new();
    for statement in facts.statements.iter().filter(|statement| statement.names_source()) {
        let Some((place, noun)) = document(facts, statement) else { continue };
        if reported.contains(&noun) || is_introduced(facts, place) {
            continue;
        }
        let told = told.entry(noun.clone()).or_insert_with(|| told_in(facts, &noun));
        if !is_identified(facts, place, told) {
            findings.push(finding(facts, place));
            reported.insert(noun);
        }
    }
    findings
}

/// The document that a statement goes back to, and the noun for it in lower case.
fn document(facts: &Facts, statement: &Statement) -> Option<(Place, String)> {
    let view = &facts.passages[statement.passage];
    let place = source_place(statement.passage, statement.attribution)?;
    let paragraph = view.is_body() && view.passage.kind == PassageKind::Paragraph;
    if statement.kind() != SourceKind::Document
        || statement.attribution.nested
        || !paragraph
        || facts.is_in_quotation(place)
    {
        return None;
    }
    let words = facts.text(place);
    let noun = nouns(facts, place).last()?.to_lowercase();
    // "A police report", "the annual report" stand; what newsrooms and pollsters do is other rules' business.
    let lower = words.to_lowercase();
    let others =
        ["media", "news", "press", "poll", "radio", "television", "times", "politico", "reuters", "false "];
    // "Mr. Hale's e-mail", "a letter from the chairman": whose it is, is what identifies a letter.
    let personal = matches!(noun.as_str(), "letter" | "memo" | "email" | "e-mail" | "video" | "post");
    if personal && ["’s ", "'s ", " from ", " by "].iter().any(|word| words.contains(word))
        || lower.starts_with("like ")
    {
        return None;
    }
    (!others.iter().any(|word| lower.contains(word))).then_some((place, noun))
}

/// Whether the paragraph links or notes it, or another sentence tells of it, or its own names who published it and when.
fn is_identified(facts: &Facts, place: Place, told: &[usize]) -> bool {
    let view = &facts.passages[place.passage];
    let whole = TextRange::up_to(TextSize::of(view.passage.text.as_str()));
    if view.is_linked(whole) {
        return true;
    }
    let own = facts.sentence_at(place);
    let published = own.is_some_and(|number| {
        names_somebody(facts, place) && WHEN.is_match(facts.text(facts.sentences[number].place))
    });
    published || told.iter().any(|&number| Some(number) != own)
}

/// The first two sentences that link a document of that noun, or name somebody beside it and say when; two, since one may be
/// that in which the document is the source.
fn told_in(facts: &Facts, noun: &str) -> Vec<usize> {
    let written = |number: usize| {
        let fact = &facts.sentences[number];
        nouns(facts, fact.place).any(|word| word.eq_ignore_ascii_case(noun))
    };
    let told = |number: usize| {
        let place = facts.sentences[number].place;
        let linked = facts.passages[place.passage].is_linked(place.range);
        linked || names_somebody(facts, place) && WHEN.is_match(facts.text(place))
    };
    let with_document = (0..facts.passages.len())
        .filter(|&passage| !facts.passages[passage].reading.documents.is_empty())
        .flat_map(|passage| {
            let (start, end) = facts.sentence_numbers_of(passage);
            start..end
        });
    with_document.filter(|&number| written(number) && told(number)).take(2).collect()
}

/// Whether a person, a body or a place that may have published a document is named at a place.
fn names_somebody(facts: &Facts, place: Place) -> bool {
    let mut mentions = facts.mentions_of(place.passage).iter();
    mentions.any(|mention| mention.is_name && place.range.contains_range(mention.place.range))
}

/// The words for documents at a place, in order.
fn nouns<'f>(facts: &Facts<'f>, place: Place) -> impl Iterator<Item = &'f str> {
    let view = &facts.passages[place.passage];
    let here = view.reading.documents.iter().filter(move |range| place.range.contains_range(**range));
    let text = &view.passage.text;
    here.map(|&range| &text[range])
}

/// Whether "the report" takes up what the sentences before it tell of a body or a person: "The IMF looked at the loans. …
/// The report says …". Whose document it is, is then plain.
fn is_introduced(facts: &Facts, place: Place) -> bool {
    let words = facts.text(place).to_lowercase();
    let definite = ["the ", "this ", "that ", "its ", "their ", "his ", "her "];
    if !definite.iter().any(|word| words.starts_with(word)) {
        return false;
    }
    let from = Place::new(place.passage.saturating_sub(2), TextRange::empty(0.into())).key();
    let names = facts.mentions.iter().filter(|mention| mention.is_name && mention.kind != NameKind::Place);
    let before = |key| from <= key && key < place.key();
    names.map(|mention| mention.place.key()).any(before)
}

fn finding(facts: &Facts, place: Place) -> Finding {
    let message = format!(
        "Which document is “{}”? Link it, or say who published it and when.",
        super::in_short(facts.text(place))
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
