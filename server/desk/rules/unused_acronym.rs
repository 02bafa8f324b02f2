//! # unused-acronym
//!
//! Flags an acronym that is introduced in brackets and never used again.
//!
//! ## Why
//!
//! The brackets ask the reader to remember letters for nothing.
//!
//! ## Example
//!
//! ```flagged
//! The Avian Ground Risk Council (AGRC) came on Monday. It left early.
//!                               ^^^^^^
//! ```
//!
//! ```fixed
//! The Avian Ground Risk Council came on Monday. It left early.
//! ```
//!
//! ```flagged
//! The Harbour Pilots Association (HPA) met on Monday. It voted to strike.
//!                                ^^^^^
//! ```
//!
//! ```flagged
//! A report by the National Rail Transport Council (NRTC) says the bridge is sound.
//!                                                 ^^^^^^
//! ```
//!
//! ```flagged
//! The Valley Development Programme (VDP) paid for the well. The programme will pay for the road.
//!                                  ^^^^^
//! ```
//!
//! ```flagged
//! The Centre for River Studies (CRS) opened in May.
//!                              ^^^^^
//! ```
//!
//! ```flagged
//! Ines Halloran leads the Brack Harbour Authority (BHA). She shut the pier.
//!                                                 ^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent letters that stand anywhere else in the draft, in a headline, a quotation or a longer word too
//! The Avian Ground Risk Council (AGRC) came on Monday. The AGRC left early.
//! ```
//!
//! ## Looked for
//!
//! the letters anywhere else in the draft.
//!
//! ## Stays silent on
//!
//! - letters that stand anywhere else in the draft, in a headline, a quotation or a longer word too
//! - letters that come before their full name, or stand without one
//! - letters inside a longer name, or in a bracket that is not theirs alone
//!
//! ```silent letters that come before their full name, or stand without one
//! The AGRC (Avian Ground Risk Council) came on Monday. It left early.
//! ```
//!
//! ```silent letters that stand anywhere else in the draft, in a headline, a quotation or a longer word too
//! The Avian Ground Risk Council (AGRC) came on Monday. An AGRC-led team stayed.
//! ```
//!
//! ```silent letters that stand anywhere else in the draft, in a headline, a quotation or a longer word too
//! The Harbour Pilots Association (HPA) met on Monday. “The HPA is asleep,” said Tom Beecher, a sailor.
//! ```
//!
//! ```silent letters that stand anywhere else in the draft, in a headline, a quotation or a longer word too
//! # HPA to strike
//!
//! The Harbour Pilots Association (HPA) met on Monday.
//! ```
//!
//! ```silent letters that stand anywhere else in the draft, in a headline, a quotation or a longer word too
//! The Harbour Pilots Association (HPA) met on Monday. The HPA's members voted to strike.
//! ```
//!
//! ## Fixes
//!
//! Takes the brackets out (suggested).
//!
//! ## Standard
//!
//! AP: do not follow a name with an acronym in brackets.

use std::collections::HashMap;

use copydesk_facts::{Facts, Span};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unused-acronym",
    group: Group::Naming,
    severity: Severity::Hint,
    needs_whole_draft: true,
    unnecessary: true,
    source: include_str!("unused_acronym.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const AGAIN: Reason =
    Reason("letters that stand anywhere else in the draft, in a headline, a quotation or a longer word too");
const BEFORE: Reason = Reason("letters that come before their full name, or stand without one");
const INSIDE: Reason = Reason("letters inside a longer name, or in a bracket that is not theirs alone");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (_, words, _) in acronyms(facts) {
        *times.entry(words).or_default() += 1;
    }
    let unused = |(place, words, expansion): (Span, &str, Option<TextRange>)| {
        if times[words] != 1 {
            return context.silent(place, AGAIN);
        }
        let Some(expansion) = expansion.filter(|it| it.end() <= place.range.start()) else {
            return context.silent(place, BEFORE);
        };
        let Some(bracket) = bracket(facts, place) else { return context.silent(place, INSIDE) };
        if uses(facts, words) != 1 {
            return context.silent(place, AGAIN);
        }
        Some(finding(facts, bracket, words, Span::new(place.passage, expansion)))
    };
    acronyms(facts).filter_map(unused).collect()
}

fn acronyms<'f>(facts: &Facts<'f>) -> impl Iterator<Item = (Span, &'f str, Option<TextRange>)> {
    facts.passages.iter().enumerate().flat_map(|(number, view)| {
        let text = &view.passage.text;
        let judged = move |it: &copydesk_language::Acronym| {
            (Span::new(number, it.range), &text[it.range], it.expansion)
        };
        view.reading.acronyms.iter().map(judged).collect::<Vec<_>>()
    })
}

/// The bracket around letters that stand in it alone, and the blank before it.
fn bracket(facts: &Facts, place: Span) -> Option<Span> {
    let text = &facts.passages[place.passage].passage.text;
    let (start, end) = (usize::from(place.range.start()), usize::from(place.range.end()));
    // "Extended Battery Life (EBL) Working Group": the letters stand inside a longer name.
    let inside = text[end..].trim_start_matches([')', ' ']).starts_with(char::is_uppercase);
    let alone = text[..start].ends_with('(') && text[end..].starts_with(')') && !inside;
    let one = TextSize::of('(');
    alone
        .then(|| Span::new(place.passage, TextRange::new(place.range.start() - one, place.range.end() + one)))
}

/// How often the letters stand in the draft, in longer words and addresses too.
fn uses(facts: &Facts, words: &str) -> usize {
    let title = facts.front_matter.title.as_deref().unwrap_or("");
    let texts = facts.passages.iter().map(|view| view.passage.text.as_str()).chain([title]);
    texts.map(|text| text.matches(words).count()).sum()
}

fn finding(facts: &Facts, bracket: Span, words: &str, expansion: Span) -> Flagged {
    let message = format!("“{words}” is not used again: leave the letters out.");
    let text = &facts.passages[bracket.passage].passage.text;
    let blank = text[..usize::from(bracket.range.start())].ends_with(' ');
    let start = bracket.range.start() - if blank { TextSize::of(' ') } else { TextSize::new(0) };
    let out =
        Span::new(bracket.passage, TextRange::new(start.max(expansion.range.end()), bracket.range.end()));
    let fix = fixes::replace(facts, out, String::new(), format!("Take out “({words})”"), Safety::Suggested);
    Flagged::new(facts.source(bracket), message).with_fixes([fix])
}
