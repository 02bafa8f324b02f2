//! # plural-sources
//!
//! Flags “sources said” or “officials said” where the draft only ever shows one of them.
//!
//! ## Why
//!
//! A plural makes one voice sound like several. It is the easiest exaggeration to slip in, and the hardest to defend.
//!
//! ## Example
//!
//! ```flagged
//! The talks have failed, sources said.
//!                        ^^^^^^^
//!
//! The source said the paper was never signed.
//! ```
//!
//! ```fixed
//! The talks have failed, a source said.
//!
//! The source said the paper was never signed.
//! ```
//!
//! ```flagged
//! Officials said the dam was safe.
//! ^^^^^^^^^
//!
//! “It has stood for sixty years,” the official said.
//! ```
//!
//! ```flagged
//! According to people familiar with the talks, the price was too high.
//!              ^^^^^^
//!
//! “Nobody would pay that,” the person said.
//! ```
//!
//! ```flagged
//! Diplomats said the talks would go on. A diplomat said the hotel was booked until Friday.
//! ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Aides to the minister said she would resign.
//! ^^^^^
//!
//! The aide, who asked not to be named because the letter was not out yet, said it was written on Sunday.
//! ```
//!
//! ```flagged
//! The company will be sold, insiders said.
//!                           ^^^^^^^^
//!
//! The insider said the price had been agreed.
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! The talks have failed, a source said. The source said the paper was never signed.
//! ```
//!
//! ## Looked for
//!
//! a second source that can be told apart: another official, one of them, a number.
//!
//! ## Stays silent on
//!
//! - sources of whom the words before them say whose they are or how many
//! - a draft that never speaks of one of them alone, or only of one of another body
//! - more than one source that can be told apart: “a second official”, “one of the sources”, “two aides”, “they said”
//! - words inside a quotation, and outside the running text
//! - what it does not look at: sources of whom one alone speaks, and words inside a quotation that report nothing
//!
//! That a source is unnamed is another fault, told by `anonymous-source`; where both are right both speak.
//!
//! ```silent sources of whom the words before them say whose they are or how many
//! Sources said the talks had failed.
//!
//! One of the sources said the paper was never signed. A second source said it was.
//! ```
//!
//! ```silent a draft that never speaks of one of them alone, or only of one of another body
//! Officials said the dam was safe. They said it had stood for sixty years.
//! ```
//!
//! ```silent sources of whom the words before them say whose they are or how many
//! Two officials said the dam was safe. The official who built it said nothing.
//! ```
//!
//! ```silent sources of whom the words before them say whose they are or how many
//! Treasury officials said the loan was paid.
//!
//! A Pentagon official said the bridge was blown up.
//! ```
//!
//! ```silent a draft that never speaks of one of them alone, or only of one of another body
//! Officials said the dam was safe. Another official said it was not. The official would not be named.
//! ```
//!
//! ```silent what it does not look at
//! “Sources said it,” Lena Ostrow said. “The source said so.”
//! ```
//!
//! ## Fixes
//!
//! Makes it singular (suggested: the sentence around it may need a touch).
//!
//! ## Standard
//!
//! Reuters Handbook: never cite sources in the plural when there is one.

use copydesk_facts::{Facts, Span, Statement};
use copydesk_language::{SourceKind, lexicon};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "plural-sources",
    group: Group::Sourcing,
    severity: Severity::Info,
    needs_whole_draft: true,
    source: include_str!("plural_sources.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const NAMED: Reason = Reason("sources of whom the words before them say whose they are or how many");
const NO_ONE: Reason =
    Reason("a draft that never speaks of one of them alone, or only of one of another body");
const APART: Reason = Reason(
    "more than one source that can be told apart: “a second official”, “one of the sources”, “two aides”, “they said”",
);
const QUOTED: Reason = Reason("words inside a quotation, and outside the running text");

/// Unnamed sources in the plural and in the singular.
const CROWDS: &[(&str, &str)] = &[
    ("sources", "source"),
    ("officials", "official"),
    ("diplomats", "diplomat"),
    ("aides", "aide"),
    ("insiders", "insider"),
    ("advisers", "adviser"),
    ("advisors", "advisor"),
    ("executives", "executive"),
    ("people", "person"),
];

/// An unnamed source: its words, and the noun in them.
struct Unnamed<'a> {
    place: Span,
    words: &'a str,
    noun: TextRange,
    singular: &'static str,
    many: bool,
}

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let nameless = facts.ledger().sources.iter().filter(|source| source.actor.is_none());
    let statements = nameless.flat_map(|source| &source.statements).map(|&number| &facts.statements[number]);
    let spoken = statements.filter(|statement| {
        let told = !statement.attribution.nested && facts.passages[statement.passage].is_body();
        if let (false, Some(place)) = (told, statement.source_place()) {
            context.passes_over(place, QUOTED);
        }
        told
    });
    let unnamed: Vec<Unnamed> = spoken.filter_map(|statement| unnamed(facts, statement)).collect();
    unnamed
        .iter()
        .filter(|plural| plural.many)
        .filter_map(|plural| finding(context, plural, &unnamed))
        .collect()
}

fn unnamed<'a>(facts: &Facts<'a>, statement: &Statement) -> Option<Unnamed<'a>> {
    if !matches!(
        statement.kind(),
        SourceKind::Anonymous | SourceKind::Described | SourceKind::Vague | SourceKind::Named
    ) {
        return None;
    }
    let place = statement.source_place()?;
    let words = facts.text(place);
    let mut start = 0;
    for word in words.split_inclusive(|letter: char| !letter.is_alphabetic()) {
        let bare = word.trim_end_matches(|letter: char| !letter.is_alphabetic());
        let lower = bare.to_lowercase();
        // In "official statements" it is an adjective.
        let rest = &words[start + word.len()..];
        let next = rest.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or("");
        let head = next.is_empty()
            || word != format!("{bare} ")
            || next == "said"
            || lexicon::SOURCE_ENDS.contains(next);
        if head
            && let Some(&(plural, singular)) =
                CROWDS.iter().find(|(plural, singular)| lower == *plural || lower == *singular)
        {
            let size = |offset: usize| TextSize::try_from(offset).ok();
            let noun = TextRange::at(size(start)?, size(bare.len())?);
            return Some(Unnamed { place, words, noun, singular, many: lower == plural });
        }
        start += word.len();
    }
    None
}

fn finding(context: &Context, plural: &Unnamed, unnamed: &[Unnamed]) -> Option<Flagged> {
    let facts = context.facts;
    // "Treasury officials", "two aides": whose they are or how many stands before the noun, and may be another's.
    let before = plural.words[..usize::from(plural.noun.start())].trim();
    if !matches!(before.to_lowercase().as_str(), "" | "the") {
        return context.silent(plural.place, NAMED);
    }
    let same = || unnamed.iter().filter(|other| other.singular == plural.singular);
    let Some(alone) = same().find(|other| !other.many && is_plain(other, plural)) else {
        return context.silent(plural.place, NO_ONE);
    };
    let several = same().any(|other| {
        let words = other.words.to_lowercase();
        let told_apart = ["one of", "another", "second", "third", "other", "two", "three", "both", "several"];
        told_apart.iter().any(|word| words.contains(word))
    });
    let elsewhere = facts.passages.iter().any(|view| {
        let text = &view.passage.text;
        text.contains(plural.singular)
            && [
                "one of the ",
                "another ",
                "second ",
                "two ",
                "three ",
                "other ",
                "several ",
                "former ",
                "current ",
            ]
            .iter()
            .any(|word| text.to_lowercase().contains(&format!("{word}{}", plural.singular)))
    });
    // "They said" goes on with more than one.
    let they = facts.statements.iter().any(|statement| {
        let near = plural.place.passage <= statement.passage && statement.passage <= plural.place.passage + 1;
        let source = statement.source_place();
        near && source.is_some_and(|place| facts.text(place).eq_ignore_ascii_case("they"))
    });
    if several || elsewhere || they {
        return context.silent(plural.place, APART);
    }
    let noun = Span::new(plural.place.passage, plural.noun + plural.place.range.start());
    let words = facts.text(noun);
    let article = if plural.singular.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    let single = match before {
        "" if words.starts_with(char::is_uppercase) => {
            format!("{}{} {}", article[..1].to_uppercase(), &article[1..], plural.singular)
        }
        "" => format!("{article} {}", plural.singular),
        _ => plural.singular.to_owned(),
    };
    let message = format!(
        "“{words}” means several, and the draft shows one, “{}”: write “{single}”, or tell the others apart.",
        alone.words
    );
    let title = format!("Say “{single}”");
    let fix = fixes::replace(facts, noun, single, title, Safety::Suggested);
    let found = Flagged::new(facts.source(noun), message).with_fixes([fix]);
    Some(found.with_related(facts.source(alone.place), "the only one"))
}

/// Whether a single source is the plural's: "the source", "a source", or of the same body.
fn is_plain(single: &Unnamed, plural: &Unnamed) -> bool {
    let before = single.words[..usize::from(single.noun.start())].trim().to_lowercase();
    let bare = matches!(before.as_str(), "the" | "a" | "an" | "");
    let behind = single.words[usize::from(single.noun.end())..].trim();
    let of = |words: &str| words.starts_with("of ") || words.starts_with("at ") || words.starts_with("from ");
    let plural_behind = plural.words[usize::from(plural.noun.end())..].trim();
    bare && (!of(behind) || behind == plural_behind)
}
