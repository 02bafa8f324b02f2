//! # second-hand-report
//!
//! Flags what is credited to another newsroom, “local media”, “the newspaper reported”, without a link and without
//! saying whether it was verified.
//!
//! ## Why
//!
//! What another newsroom reports is not yet known to be so. A reader should be able to read it there, and to learn what
//! you could confirm.
//!
//! ## Example
//!
//! ```flagged
//! Three miners were missing, local media reported.
//!                            ^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Three miners were missing, local media reported. [newsroom] could not independently verify the report.
//! ```
//!
//! ```flagged
//! According to media reports, the mine had been closed.
//!              ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! State television said the mine was safe.
//! ^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The New York Times reported that the mine had been sold.
//! ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The mine had been sold, the Xinhua news agency said.
//!                         ^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! A local newspaper said the mine had been sold.
//! ^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a link or a footnote in the paragraph
//! Three miners were missing, [local media](https://mines.test/news) reported.
//! ```
//!
//! ```silent word in the paragraph, or beside it, that it was or was not verified
//! Three miners were missing, local media reported. The Herald could not independently verify the report.
//! ```
//!
//! ## Looked for
//!
//! a link or a footnote in the paragraph, and word in it or beside it that the report was or was not verified.
//!
//! ## Stays silent on
//!
//! - headings, block quotes, lists, tables and captions
//! - words inside a quotation
//! - what somebody tells of a newsroom, or asks of it
//! - a link or a footnote in the paragraph
//! - word in the paragraph, or beside it, that it was or was not verified
//! - a newsroom that speaks of itself
//! - the newsroom in the draft's own dateline
//! - a newsroom that was flagged before in the draft
//! - drafts of the genre `opinion`
//! - drafts of the genre `interview`
//! - what it does not look at: what somebody told a newsroom, and people who work for one
//!
//! `unlinked-document` yields to this rule.
//!
//! ```silent what it does not look at
//! The mine had been sold, Lena Ostrow told the Xinhua news agency.
//! ```
//!
//! ```silent a newsroom that speaks of itself
//! The newspaper said it would close its office in the town.
//! ```
//!
//! ```silent the newsroom in the draft's own dateline
//! ARDLEY (Reuters) - The mine has been sold, Reuters reported on Monday.
//! ```
//!
//! ```silent what it does not look at
//! Lena Ostrow, a reporter of the New York Times, said the mine had been sold.
//! ```
//!
//! ## Fixes
//!
//! Adds that it could not be verified, with the newsroom's name to fill in; or makes the source a link to fill in (both
//! placeholders: whether it was verified only you know).
//!
//! ## Standard
//!
//! AP: credit other newsrooms and link to them. Reuters Handbook: what is picked up from others is checked, or said to be
//! unchecked.

use std::collections::HashSet;
use std::sync::LazyLock;

use copydesk_facts::{Facts, Genre, Span, Statement};
use copydesk_text::PassageKind;
use regex::Regex;
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::{QUOTED, Reason};
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "second-hand-report",
    group: Group::Sourcing,
    severity: Severity::Info,
    silent_in: &[Genre::Opinion, Genre::Interview],
    source: include_str!("second_hand_report.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const OUTSIDE: Reason = Reason("headings, block quotes, lists, tables and captions");
const TOLD: Reason = Reason("what somebody tells of a newsroom, or asks of it");
const LINKED: Reason = Reason("a link or a footnote in the paragraph");
const VERIFIED_NEAR: Reason = Reason("word in the paragraph, or beside it, that it was or was not verified");
const OWN: Reason = Reason("a newsroom that speaks of itself");
const HOUSE: Reason = Reason("the newsroom in the draft's own dateline");
const BEFORE: Reason = Reason("a newsroom that was flagged before in the draft");

/// What a source is called that is a newsroom, as a whole.
static NEWSROOM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Ss]everal|[Vv]arious)\ )?(?:
          (?i:(?:[\w’'-]+\ ){0,2}(?:(?:news|media|press|newspaper|tv|television|radio)\ (?:reports?|outlets?|accounts?|agenc(?:y|ies)|channels?|networks?|websites?|sites?|stations?|organi[sz]ations?)|newspapers?|broadcasters?|tabloids?))
          (?:,?\ [\p{Lu}][\w.-]*(?:\ [\p{Lu}][\w.-]*){0,3})?
        | (?i:(?:local|state|state-run|state-owned|official|foreign|national|regional|international|british|us|u\.s\.|american|chinese|russian|israeli|iraqi|iranian|turkish|german|french|italian|spanish|japanese|indian|pakistani|saudi|korean|australian|arab|palestinian)\ (?:media|press|television|tv|radio|papers?))
        | (?:[\p{Lu}][\w.-]*\ ){0,3}(?:Times|Post|Herald|Tribune|Gazette|Guardian|Telegraph|Observer|Chronicle|Courier|Daily\ Mail|Wall\ Street\ Journal|Journal-Constitution)(?:\ (?i:newspaper))?
        | (?:Reuters|AP|Associated\ Press|AFP|Agence\ France-Presse|Bloomberg|CNN|NBC|CBS|ABC\ News|Fox\ News|MSNBC|NPR|Xinhua|Interfax|TASS|Itar-Tass|ITAR-TASS|RIA\ Novosti|Kyodo|Yonhap|Al[\ -]Jazeera|Al-Arabiya|Politico|Axios|Der\ Spiegel|Le\ Monde|El\ Pais|USA\ Today|Press\ Association)(?:\ (?i:news\ agency|news|agency|television|tv))?
        )$",
    )
    .expect("invariant: the pattern is valid")
});

/// Words that say whether it was verified.
static VERIFIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:independently|verif(?:y|ied|ication)|corroborat\w+|unconfirmed|(?:not|n't|could not|been) confirm\w*|confirmed (?:the|that|it|to))\b")
        .expect("invariant: the pattern is valid")
});

/// A newsroom that speaks of itself.
static OWN_BUSINESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:that )?(?:it|its|they|their|we|our)\b|\b(?:its|their) (?:own|readers|staff|reporters?|journalists?|sales|profits?|circulation|correspondents?|offices?|shares?)\b")
        .expect("invariant: the pattern is valid")
});

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut seen = HashSet::new();
    let mut findings = Vec::new();
    for statement in facts.statements.iter().filter(|statement| statement.names_source()) {
        let Some(place) = newsroom(context, statement) else { continue };
        match seen.insert(facts.text(place).to_lowercase()) {
            true => findings.push(finding(facts, place)),
            false => context.passes_over(place, BEFORE),
        }
    }
    findings
}

/// The newsroom that a statement goes back to without more.
fn newsroom(context: &Context, statement: &Statement) -> Option<Span> {
    let facts = context.facts;
    let view = &facts.passages[statement.passage];
    let place = statement.source_place()?;
    let words = facts.text(place);
    let cue = view.text(statement.attribution.cue).to_lowercase();
    if !NEWSROOM.is_match(words) {
        return None;
    }
    if facts.is_in_quotation(place) {
        return context.silent(place, QUOTED);
    }
    let asks = ["ask", "understand", "learn", "want", "urge", "call"].iter().any(|word| cue.contains(word));
    if statement.attribution.nested || asks {
        return context.silent(place, TOLD);
    }
    if !view.is_body() || view.passage.kind != PassageKind::Paragraph {
        return context.silent(place, OUTSIDE);
    }
    let whole = TextRange::up_to(TextSize::of(view.passage.text.as_str()));
    let near = [statement.passage.checked_sub(1), Some(statement.passage), Some(statement.passage + 1)];
    let verified = near.into_iter().flatten().any(|near| {
        facts.adjoin(statement.passage.min(near), statement.passage.max(near))
            && VERIFIED.is_match(&facts.passages[near].passage.text)
    });
    let own = statement.content.iter().any(|&content| OWN_BUSINESS.is_match(facts.text(content)));
    if view.is_linked(whole) {
        return context.silent(place, LINKED);
    }
    if verified {
        return context.silent(place, VERIFIED_NEAR);
    }
    if own {
        return context.silent(place, OWN);
    }
    if is_house(facts, words) {
        return context.silent(place, HOUSE);
    }
    Some(place)
}

/// Whether the newsroom is the draft's own: its name stands in brackets in the first paragraphs, as in a dateline, or
/// people tell it things.
fn is_house(facts: &Facts, words: &str) -> bool {
    let name = words.trim_start_matches("the ").trim_start_matches("The ");
    let dateline = format!("({name})");
    facts.passages.iter().take(4).any(|view| view.passage.text.contains(&dateline))
}

fn finding(facts: &Facts, place: Span) -> Flagged {
    let message = format!(
        "This comes second-hand, from “{}”: link the report, or say whether you could verify it.",
        in_short(facts.text(place))
    );
    let finding = Flagged::new(facts.source(place), message);
    let line = facts.sentence_at(place).map(|number| {
        let sentence = facts.sentences[number].place;
        let behind = Span::new(sentence.passage, TextRange::empty(sentence.range.end()));
        let text = " [newsroom] could not independently verify the report.".to_owned();
        let title = "Add that it could not be verified, to fill in".to_owned();
        fixes::insert(facts, behind, text, title, Safety::Placeholder)
    });
    finding.with_fixes(line).with_fixes([fixes::link(facts, place)])
}
