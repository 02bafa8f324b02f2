//! # mind-reading
//!
//! Flags what somebody thinks, feels, wants or fears, stated as a fact about a person whose words are not reported.
//!
//! ## Why
//!
//! A reporter hears what people say. What they think is theirs; we know it only if they told somebody.
//!
//! ## Example
//!
//! ```flagged
//! Ana Lopez, the mayor, believes that the dam will hold.
//!                       ^^^^^^^^
//! ```
//!
//! ```flagged
//! Lena Ostrow came home in May. She thinks that the goose is a spy.
//!                                   ^^^^^^
//! ```
//!
//! ```fixed
//! Lena Ostrow came home in May. She said she thinks that the goose is a spy.
//! ```
//!
//! ```flagged
//! Ana Lopez, the mayor, doubts that the money exists.
//!                       ^^^^^^
//! ```
//!
//! ```flagged
//! Paul Hale, the pilot, hoped that the storm would pass.
//!                       ^^^^^
//! ```
//!
//! ```flagged
//! Jon Falk, the mayor, opened the bridge on Monday. He believes that it will bring trade to the town.
//!                                                      ^^^^^^^^
//! ```
//!
//! ```flagged
//! Lena Ostrow, the director, came early. She feared that the goose would come back.
//!                                            ^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! Ana Lopez, the mayor, said she believes that the dam will hold.
//! ```
//!
//! ## Looked for
//!
//! words of the same person anywhere in the draft, or of anybody beside it.
//!
//! ## Stays silent on
//!
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - words inside a quotation
//! - crowds and bodies, “I” and “we”, and whoever else is not one person
//! - a thought of which nothing more is told
//! - what somebody else says of it, a thought of whoever the draft quotes, or one beside words that somebody says
//! - what another rule says more exactly
//! - drafts of the genre `opinion`
//! - drafts of the genre `profile`
//! - drafts of the genre `interview`
//! - what it does not look at: verbs of wanting and planning, and thoughts within a quotation or of nobody
//!
//! It yields to whatever asks for a source in the sentence: `unattributed-claim`, `contentious-lead`, `unsourced-figure`,
//! `vague-attribution`, `anonymous-source`, `agentless-report`, `poll-without-method`, `unlinked-document`.
//!
//! ```silent what it does not look at
//! “Lopez believes that the dam will hold,” Paul Hale, the pilot, said.
//! ```
//!
//! ```silent what somebody else says of it, a thought of whoever the draft quotes, or one beside words that somebody says
//! Ana Lopez, the mayor, believes that the dam will hold. “It stood for a century,” she said.
//! ```
//!
//! ```silent what it does not look at
//! Two in three voters believe that the dam will hold, a survey by the council found.
//! ```
//!
//! ```silent drafts of the genre opinion
//! I believe that the dam will hold.
//! ```
//!
//! ```silent what it does not look at
//! The ministry expects that the road will open in May.
//! ```
//!
//! ```silent what it does not look at
//! Paul Hale, the pilot, thinks for a while, then he lifts his cap.
//! ```
//!
//! ## Fixes
//!
//! Puts “said” before the thought. Only you know whether it was said (suggested, or with a pronoun to fill in).
//!
//! ## Standard
//!
//! AP: report what was said. Reuters Handbook: we do not read minds.

use copydesk_facts::{Facts, Genre, Span, Statement};
use copydesk_language::{NameKind, SourceKind};
use text_size::TextRange;

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::{OUTSIDE, QUOTED, Reason};
use crate::{Fix, Safety, Severity, TextEdit};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "mind-reading",
    group: Group::Attribution,
    severity: Severity::Hint,
    silent_in: &[Genre::Opinion, Genre::Profile, Genre::Interview],
    yields_to: &[
        "unattributed-claim",
        "contentious-lead",
        "unsourced-figure",
        "vague-attribution",
        "anonymous-source",
        "agentless-report",
        "poll-without-method",
        "unlinked-document",
    ],
    source: include_str!("mind_reading.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const NOBODY: Reason = Reason("crowds and bodies, “I” and “we”, and whoever else is not one person");
const NO_CLAUSE: Reason = Reason("a thought of which nothing more is told");
const TOLD: Reason = Reason(
    "what somebody else says of it, a thought of whoever the draft quotes, or one beside words that somebody says",
);

/// Forms of verbs of thought that take a clause. "Wants" and "hopes to" are left out: plans show in what people do.
const THOUGHTS: &[&str] = &[
    "believes",
    "believed",
    "thinks",
    "thought",
    "feels",
    "felt",
    "fears",
    "feared",
    "doubts",
    "doubted",
    "hopes",
    "hoped",
    "suspects",
    "suspected",
    "worries",
    "worried",
    "wishes",
    "wished",
];

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    facts.statements.iter().filter_map(|statement| finding(context, statement)).collect()
}

fn finding(context: &Context, statement: &Statement) -> Option<Flagged> {
    let facts = context.facts;
    let view = &facts.passages[statement.passage];
    let cue = Span::new(statement.passage, statement.attribution.cue);
    let verb = facts.text(cue);
    if !THOUGHTS.contains(&verb) {
        return None;
    }
    if !view.is_body() {
        return context.silent(cue, OUTSIDE);
    }
    if facts.is_in_quotation(cue) {
        return context.silent(cue, QUOTED);
    }
    let source = statement.attribution.source.filter(|source| source.end() <= cue.range.start())?;
    let who = Span::new(statement.passage, source);
    let Some(thinker) = thinker(facts, statement, facts.text(who)) else {
        return context.silent(cue, NOBODY);
    };
    let Some(clause) = statement.attribution.content.first() else { return context.silent(cue, NO_CLAUSE) };
    let quoted = facts.is_quoted(Span::new(statement.passage, *clause));
    if quoted || clause.start() < cue.range.end() {
        return context.silent(cue, NO_CLAUSE);
    }
    if statement.attribution.nested || is_told(facts, statement) {
        return context.silent(cue, TOLD);
    }
    let message = format!(
        "“{verb}” tells what {} thinks: report what was said, or say how this is known.",
        thinker.name
    );
    let at = facts.source(Span::new(statement.passage, TextRange::empty(cue.range.start()))).start();
    let (pronoun, safety) =
        thinker.pronoun.map_or(("[he or she]", Safety::Placeholder), |it| (it, Safety::Suggested));
    let text = format!("said {pronoun} ");
    let fix = Fix {
        title: format!("Add “said {pronoun}”"),
        safety,
        edits: vec![TextEdit { range: TextRange::empty(at), text }],
    };
    // Whatever else is asked of the sentence is asked of the thought.
    let sentence = facts.sentence_at(cue).map_or(cue, |number| facts.sentences[number].place);
    Some(Flagged::new(facts.source(cue), message).with_fault(facts.source(sentence)).with_fixes([fix]))
}

struct Thinker<'a> {
    name: &'a str,
    pronoun: Option<&'static str>,
}

/// The single person who thinks; `None` for crowds, bodies and the first person.
fn thinker<'a>(facts: &'a Facts, statement: &Statement, words: &'a str) -> Option<Thinker<'a>> {
    let actor =
        statement.actor.map(|actor| &facts.actors[actor]).filter(|actor| actor.kind == NameKind::Person);
    match (statement.kind(), words.to_lowercase().as_str()) {
        (SourceKind::Pronoun, "he") => {
            Some(Thinker { name: actor.map_or("he", |it| &it.name), pronoun: Some("he") })
        }
        (SourceKind::Pronoun, "she") => {
            Some(Thinker { name: actor.map_or("she", |it| &it.name), pronoun: Some("she") })
        }
        (SourceKind::Named | SourceKind::Described, _) => Some(Thinker { name: &actor?.name, pronoun: None }),
        _ => None,
    }
}

/// Whether the draft reports words of whoever thinks, or the sentence or one beside it those of somebody: the thought was told there.
fn is_told(facts: &Facts, statement: &Statement) -> bool {
    let passage = statement.passage;
    let speaks = |other: &Statement| {
        let cue = Span::new(other.passage, other.attribution.cue);
        other.actor == statement.actor && other.names_source() && !THOUGHTS.contains(&facts.text(cue))
    };
    if statement.actor.is_some() && facts.statements.iter().any(speaks) {
        return true;
    }
    let Some(here) = facts.sentence_at(Span::new(passage, statement.attribution.cue)) else { return true };
    let beside = (here.saturating_sub(1)..=here + 1).filter_map(|number| facts.sentences.get(number));
    let near: Vec<TextRange> =
        beside.filter(|fact| fact.place.passage == passage).map(|fact| fact.place.range).collect();
    let speaks = |other: &Statement| {
        !std::ptr::eq(other.attribution, statement.attribution)
            && !THOUGHTS.contains(&facts.text(Span::new(passage, other.attribution.cue)))
            && near.iter().any(|sentence| sentence.contains_range(other.attribution.cue))
    };
    facts.statements_of(passage).iter().any(speaks)
}
