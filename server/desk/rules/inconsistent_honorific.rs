//! # inconsistent-honorific
//!
//! Flags a courtesy title where the draft gives none to others, a missing one where it gives them, and Mr. beside Mr.
//!
//! ## Why
//!
//! A courtesy for some is a slight to the others.
//!
//! ## Example
//!
//! ```flagged
//! Ana Lopez, the mayor, met the engineer Piet Janssen at the old dam on Monday.
//!
//! The mayor said that Mr Janssen was calm at the dam. The engineer said that Ms Lopez was not. The boat then took Mr. Janssen home.
//!                                                                                                                 ^^^
//! ```
//!
//! ```flagged
//! Ines Halloran, the mayor, met the farmer Tom Beecher at the old barn on Monday.
//!
//! Mr Beecher was late at the barn. Mrs Halloran was not. Mr Beecher showed her the roof, and Mrs Halloran took notes. In the evening Mr Beecher drove home, and Mrs. Halloran took the bus.
//!                                                                                                                                                               ^^^^
//! ```
//!
//! ```flagged
//! Paul Hale, the captain, met the nurse Maria Lund on the ferry on Monday.
//!
//! Mr. Hale was calm on the ferry. Ms. Lund was not. Mr. Hale showed her the wheel, and Ms Lund took notes.
//!                                                                                      ^^
//! ```
//!
//! ```flagged
//! Ana Lopez, the mayor, met the engineer Piet Janssen at the old dam on Monday.
//!
//! The mayor said that Mr. Janssen was calm at the dam. The engineer said that Mrs. Lopez was not. The boat then took Mr Janssen home.
//!                                                                                                                    ^^
//! ```
//!
//! ```flagged
//! Ana Lopez, the mayor, met the engineer Piet Janssen at the old dam on Monday.
//!
//! Janssen was calm at the dam. Lopez was not. Janssen showed her the cracks, and Lopez took notes. In the evening Janssen went home by boat, and Ms Lopez took the bus.
//!                                                                                                                                                ^^
//! ```
//!
//! ```flagged
//! Paul Hale, the captain, met the nurse Maria Lund on the ferry on Monday.
//!
//! Mr Hale was calm on the ferry. Ms Lund was not. Mr Hale showed her the wheel, and Ms Lund took it. Hale slept until noon, and Ms Lund steered.
//!                                                                                                    ^^^^
//! ```
//!
//! ## Better
//!
//! ```silent first mentions with a full name, and other titles than courtesies
//! Ana Lopez met Piet Janssen. Mr Janssen was calm. Ms Lopez was not. Mr Janssen left.
//! ```
//!
//! ## Looked for
//!
//! a second person whom the draft names in the same way.
//!
//! ## Stays silent on
//!
//! - first mentions with a full name, and other titles than courtesies
//! - names that belong to a thing, such as the Lopez bill
//! - drafts that have no custom to depart from, or that keep one for each person
//! - the way that the draft keeps
//! - headlines, captions and quotations
//!
//! ```silent first mentions with a full name, and other titles than courtesies
//! Ana Lopez met Piet Janssen. Lopez was calm. “Mr Janssen is late,” said Lopez.
//! ```
//!
//! ```silent first mentions with a full name, and other titles than courtesies
//! Ana Lopez met Piet Janssen. Lopez was calm. Janssen was not.
//! ```
//!
//! ```silent names that belong to a thing, such as the Lopez bill
//! Ana Lopez met Piet Janssen. Mr Janssen was calm. The Lopez bill was not.
//! ```
//!
//! ```silent headlines, captions and quotations
//! # Lopez and Janssen meet
//!
//! Ana Lopez met Piet Janssen. Mr Janssen was calm. Ms Lopez was not.
//! ```
//!
//! ```silent first mentions with a full name, and other titles than courtesies
//! Ana Lopez, the mayor, met the engineer Piet Janssen at the old dam on Monday.
//!
//! ![Janssen at the dam](dam.jpg)
//!
//! Mr Janssen was calm. Ms Lopez was not.
//! ```
//!
//! ## Fixes
//!
//! Writes or takes out the title as the draft does elsewhere (suggested).
//!
//! ## Standard
//!
//! New York Times, Guardian, BBC: courtesy titles for all, or for none.

use copydesk_facts::{Facts, Mention, Span, modifies_noun};
use copydesk_language::NameKind;

use crate::context::Context;
use crate::naming::{in_running_text, is_courtesy, title, words_before, words_behind};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

use text_size::TextRange;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-honorific",
    group: Group::Naming,
    severity: Severity::Hint,
    needs_whole_draft: true,
    source: include_str!("inconsistent_honorific.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const OTHER: Reason = Reason("first mentions with a full name, and other titles than courtesies");
const THING: Reason = Reason("names that belong to a thing, such as the Lopez bill");
const NO_CUSTOM: Reason =
    Reason("drafts that have no custom to depart from, or that keep one for each person");
const CUSTOM: Reason = Reason("the way that the draft keeps");
const OUTSIDE: Reason = Reason("headlines, captions and quotations");

/// How many second mentions show a custom.
const ENOUGH: usize = 5;

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let titles: Vec<(Span, &str)> = facts
        .mentions
        .iter()
        .filter(|mention| mention.is_name && !mention.quoted && in_running_text(facts, mention))
        .filter_map(|mention| title(facts, mention))
        .filter(|(_, words)| is_courtesy(words))
        .collect();
    let mut findings = dots(facts, &titles);
    if !titles.is_empty() || context.is_traced() {
        findings.extend(custom(context, !titles.is_empty()));
    }
    findings
}

/// "Mr." and "Mr" in one draft: the rarer is odd.
fn dots(facts: &Facts, titles: &[(Span, &str)]) -> Vec<Flagged> {
    let (dotted, plain) = titles
        .iter()
        .copied()
        .filter(|(_, words)| !words.eq_ignore_ascii_case("miss"))
        .partition::<Vec<_>, _>(|(_, words)| words.ends_with('.'));
    if dotted.is_empty() || plain.is_empty() {
        return Vec::new();
    }
    let to_dots = dotted.len() > plain.len();
    let (odd, usual) = if to_dots { (plain, dotted) } else { (dotted, plain) };
    let finding = |&(place, words): &(Span, &str)| {
        let right = if to_dots { format!("{words}.") } else { words.trim_end_matches('.').to_owned() };
        let message = format!("“{words}” is written “{right}” elsewhere in this draft: use one way.");
        let fix = fixes::replace(facts, place, right.clone(), format!("Change to “{right}”"), Safety::Safe);
        Flagged::new(facts.source(place), message)
            .with_related(facts.source(usual[0].0), format!("“{}” here", usual[0].1))
            .with_fixes([fix])
    };
    odd.iter().map(finding).collect()
}

/// Second mentions with a courtesy title where nearly all have none, or the reverse. `titled`: whether anybody has one.
fn custom(context: &Context, titled: bool) -> Vec<Flagged> {
    let facts = context.facts;
    let seconds: Vec<(&Mention, bool)> = facts
        .mentions
        .iter()
        .filter(|mention| mention.is_name && mention.kind == NameKind::Person)
        .filter(|mention| {
            let running = !mention.quoted && in_running_text(facts, mention);
            if !running {
                context.passes_over(mention.place, OUTSIDE);
            }
            running
        })
        .filter_map(|mention| {
            let courtesy = second_mention(context, mention)?;
            Some((mention, courtesy))
        })
        .collect();
    let with = seconds.iter().filter(|(_, courtesy)| *courtesy).count();
    let courteous = with * 2 > seconds.len();
    let odd: Vec<&Mention> =
        seconds.iter().filter(|(_, it)| *it != courteous).map(|(mention, _)| *mention).collect();
    let usual = || seconds.iter().filter(|(_, it)| *it == courteous).map(|(mention, _)| *mention);
    let mut people: Vec<usize> = usual().map(|mention| mention.actor).collect();
    people.sort_unstable();
    people.dedup();
    // A custom is shown by several people, most of all by whoever is named otherwise.
    if !titled || seconds.len() < ENOUGH || odd.len() * 5 > seconds.len() || people.len() < 2 {
        seconds.iter().for_each(|(mention, _)| context.passes_over(mention.place, NO_CUSTOM));
        return Vec::new();
    }
    usual().for_each(|mention| context.passes_over(mention.place, CUSTOM));
    let known = odd.into_iter().filter(|mention| {
        let known = people.contains(&mention.actor);
        if !known {
            context.passes_over(mention.place, NO_CUSTOM);
        }
        known
    });
    known
        .filter_map(|mention| Some(finding(facts, mention, usual().find(|it| it.actor == mention.actor)?)))
        .collect()
}

/// Whether a second mention has a courtesy title; `None` for full names, other titles and names of things.
fn second_mention(context: &Context, mention: &Mention) -> Option<bool> {
    let facts = context.facts;
    let surname = facts.actors[mention.actor].surname()?;
    if facts.text(mention.place) != surname {
        return context.silent(mention.place, OTHER);
    }
    if facts.may_be_headline(mention.place.passage) {
        return context.silent(mention.place, OUTSIDE);
    }
    match title(facts, mention) {
        Some((_, words)) if is_courtesy(words) => Some(true),
        Some(_) => context.silent(mention.place, OTHER),
        None => {
            let behind = words_behind(facts, mention);
            let word = words_before(facts, mention).rsplit(' ').next().unwrap_or("").to_lowercase();
            let before = words_before(facts, mention).rsplit(' ').next().unwrap_or("");
            // "A Republican Lopez", "the former Lopez aide", "the Lopez Foundation".
            let named = before.starts_with(char::is_uppercase) && !before.ends_with(['.', ',', ':', ';'])
                || behind.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_numeric());
            let owned = behind.starts_with(['’', '\'', '-', '/', '('])
                || word.ends_with('/')
                || matches!(word.as_str(), "the" | "a" | "and" | "&" | "senators" | "messrs" | "former")
                || named
                || modifies_noun(behind);
            match owned {
                true => context.silent(mention.place, THING),
                false => Some(false),
            }
        }
    }
}

fn finding(facts: &Facts, mention: &Mention, usual: &Mention) -> Flagged {
    let words = facts.text(mention.place);
    let related = "Written so here";
    match (title(facts, mention), title(facts, usual)) {
        (Some((place, title)), _) => {
            let message = format!(
                "“{title} {words}” has a courtesy title, which others here do not have: leave it out."
            );
            let out =
                Span::new(place.passage, TextRange::new(place.range.start(), mention.place.range.start()));
            let fix =
                fixes::replace(facts, out, String::new(), format!("Take out “{title}”"), Safety::Suggested);
            Flagged::new(facts.source(place), message)
                .with_related(facts.source(usual.place), related)
                .with_fixes([fix])
        }
        (None, title) => {
            let title = title.map_or("", |(_, title)| title);
            let right = format!("{title} {words}");
            let message = format!(
                "“{words}” stands without a courtesy title, which others here have: write “{right}”."
            );
            let fix = fixes::replace(
                facts,
                mention.place,
                right.clone(),
                format!("Change to “{right}”"),
                Safety::Suggested,
            );
            Flagged::new(facts.source(mention.place), message)
                .with_related(facts.source(usual.place), related)
                .with_fixes([fix])
        }
    }
}
