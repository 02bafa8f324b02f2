//! # guilt-before-verdict
//!
//! Flags words that tell a suspect as guilty, or a case as further than it is: “the thief”, “the killer” of somebody who is only
//! arrested or charged, and a headline that has somebody convicted of whom the story tells an arrest.
//!
//! ## Why
//!
//! Until a court has said so, nobody did it. In the newsroom's own voice, in a headline most of all, it is what libel suits and
//! mistrials are made of.
//!
//! ## Example
//!
//! ```flagged
//! Police in Brack arrested Jon Falk, 40, on Monday. He has not been charged.
//!
//! The thief, Jon Falk, sold a painting from the town hall on Friday.
//! ^^^^^^^^^
//! ```
//!
//! ```flagged
//! # Knife attacker held after stabbing in Brack
//!   ^^^^^^^^^^^^^^
//!
//! Police in Brack arrested a man on Monday. He was taken into custody at noon.
//! ```
//!
//! ```fixed
//! # Suspected knife attacker held after stabbing in Brack
//!
//! Police in Brack arrested a man on Monday. He was taken into custody at noon.
//! ```
//!
//! ```flagged
//! Officers chased a man through the harbour of Brack on Monday. The burglar was arrested on the pier at noon.
//!                                                               ^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Officers chased a man through the harbour of Brack on Monday. The suspected burglar was arrested on the pier at noon.
//! ```
//!
//! ```flagged
//! # Nurse convicted of theft in Brack
//!         ^^^^^^^^^
//!
//! A nurse in Brack was charged with theft on Monday. She is due in court in May.
//! ```
//!
//! ```flagged
//! ---
//! title: Nurse convicted of theft in Brack
//!              ^^^^^^^^^
//! ---
//!
//! A nurse in Brack was charged with theft on Monday. She is due in court in May.
//! ```
//!
//! ```flagged
//! # Nurse charged with theft in Brack
//!         ^^^^^^^^^^^^
//!
//! A nurse in Brack was arrested on Monday. She was let go at noon.
//! ```
//!
//! ```flagged
//! Police detained two smugglers in the harbour of Brack on Monday. A hearing is set for May.
//!                     ^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent “alleged”, “suspected” and their like before the word
//! Officers chased a man through the harbour of Brack on Monday. The suspected burglar was arrested on the pier at noon.
//! ```
//!
//! ## Looked for
//!
//! a verdict, a confession or a sentence anywhere in the draft, “alleged” or “suspected”, a source for the sentence.
//!
//! ## Stays silent on
//!
//! - words inside a quotation
//! - block quotes and what is answered in an interview
//! - a sentence that says who says so
//! - “alleged”, “suspected” and their like before the word
//! - drafts that tell a verdict, a confession or a sentence
//! - drafts of the genre `opinion`
//! - what it does not look at: somebody of whom no arrest or charge is told, and who committed a crime when nobody is held for it
//!
//! `unattributed-claim` and `contentious-lead` leave such a sentence to this rule; what a suspect is told to have done is theirs. The genre must be said, in the front matter or the
//! configuration.
//!
//! ```silent drafts that tell a verdict, a confession or a sentence
//! Police in Brack arrested Jon Falk, 40, on Monday. He was found guilty on Friday.
//!
//! The thief, Jon Falk, sold a painting from the town hall last year.
//! ```
//!
//! ```silent a sentence that says who says so
//! Police in Brack arrested a man on Monday. The burglar was arrested on the pier, a police officer said.
//! ```
//!
//! ```silent words inside a quotation
//! Police in Brack arrested a man on Monday. The mayor praised them for “the arrest of the thief who was detained on the pier”.
//! ```
//!
//! ```silent block quotes and what is answered in an interview
//! Police in Brack arrested a man on Monday.
//!
//! > The burglar was arrested on the pier.
//! ```
//!
//! ```silent what it does not look at
//! Police in Brack are looking for the burglar. The thief left by the window.
//! ```
//!
//! ```silent drafts of the genre opinion
//! ---
//! copydesk: {genre: opinion}
//! ---
//!
//! Police in Brack arrested a man on Monday. The burglar was arrested on the pier.
//! ```
//!
//! ## Fixes
//!
//! Puts “suspected” before the word (suggested).
//!
//! ## Standard
//!
//! AP on arrests and accusations, Reuters Handbook, Guardian on contempt of court: nobody is a thief before a verdict.

use copydesk_facts::{Facts, Genre, PassageView, SentenceFact, Sourced, Span};
use copydesk_text::PassageKind;
use text_size::TextRange;

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::{QUOTED, Reason};
use crate::verdict::{self, Guilt};
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "guilt-before-verdict",
    group: Group::Attribution,
    severity: Severity::Warning,
    needs_whole_draft: true,
    silent_in: &[Genre::Opinion],
    needs_said_genre: true,
    source: include_str!("guilt_before_verdict.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const ELSES: Reason = Reason("block quotes and what is answered in an interview");
const SOURCED: Reason = Reason("a sentence that says who says so");
const HEDGED: Reason = Reason("“alleged”, “suspected” and their like before the word");
const VERDICT: Reason = Reason("drafts that tell a verdict, a confession or a sentence");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let told = |fact: &SentenceFact| {
        let (guilt, place) = verdict::guilt(facts, fact)?;
        let view = &facts.passages[fact.place.passage];
        if let Some(reason) = silence(facts, view, fact, guilt, place) {
            return context.silent(place, reason);
        }
        context.decides(place, None, None);
        Some(report(facts, view, guilt, place, place.range.start() == fact.place.range.start()))
    };
    let in_heads = facts.front_matter.heads.iter().filter_map(|head| {
        let (guilt, words) = verdict::guilt_in_head(facts, &head.text)?;
        let is_further = matches!(guilt, Guilt::Further { .. });
        let silent = guilt == Guilt::Hedged
            || verdict::names_source(&head.text)
            || !is_further && verdict::is_told(facts);
        let (place, where_) = (
            head.place(facts.document, words),
            if head.is_title { "the headline" } else { "the standfirst" },
        );
        (!silent).then(|| message(facts, guilt, place, &head.text[words], where_))
    });
    in_heads.chain(facts.sentences.iter().filter_map(told)).collect()
}

fn silence(
    facts: &Facts,
    view: &PassageView,
    fact: &SentenceFact,
    guilt: Guilt,
    place: Span,
) -> Option<Reason> {
    if view.is_turn || view.passage.kind == PassageKind::BlockQuote {
        Some(ELSES)
    } else if facts.is_quoted(place) || facts.is_in_quotation(place) {
        Some(QUOTED)
    } else if guilt == Guilt::Hedged {
        Some(HEDGED)
    } else if fact.sourced != Sourced::No || verdict::names_source(facts.text(fact.place)) {
        Some(SOURCED)
    } else {
        // A headline that is further than the story has looked there for one.
        let is_further = matches!(guilt, Guilt::Further { .. });
        (!is_further && verdict::is_told(facts)).then_some(VERDICT)
    }
}

fn report(facts: &Facts, view: &PassageView, guilt: Guilt, place: Span, opens: bool) -> Flagged {
    let where_ = if view.is_head() { "the headline" } else { "the caption" };
    let told = message(facts, guilt, facts.source(place), facts.text(place), where_);
    if matches!(guilt, Guilt::Further { .. }) {
        return told;
    }
    let text = suspected(facts.text(place), opens);
    let title = format!("Change to “{text}”");
    told.with_fixes([fixes::replace(facts, place, text, title, Safety::Suggested)])
}

/// What is said of words at a place of the draft, in the headline, the standfirst or a caption where that matters.
fn message(facts: &Facts, guilt: Guilt, source: TextRange, words: &str, where_: &str) -> Flagged {
    let words = in_short(words);
    match guilt {
        Guilt::Further { story } => {
            let what = story.of();
            let message = format!(
                "“{words}” stands in {where_}, but the story tells only {what}: say what has happened so far."
            );
            match verdict::standing_place(facts, story) {
                Some(other) => {
                    Flagged::new(source, message).with_related(facts.source(other), "the story says this")
                }
                None => Flagged::new(source, message),
            }
        }
        Guilt::Name | Guilt::Hedged => {
            let message = format!(
                "“{words}” calls a suspect guilty, and the draft tells of no verdict: write “suspected” before it, or “suspect” instead."
            );
            Flagged::new(source, message)
        }
    }
}

/// "The suspected thief" of "The thief", "a suspected attacker" of "an attacker", "Suspected killer" of "Killer".
fn suspected(words: &str, opens: bool) -> String {
    match words.split_once(' ') {
        Some((article, rest)) if ["the", "a", "an"].iter().any(|it| article.eq_ignore_ascii_case(it)) => {
            let article = if article.len() == 2 { &article[..1] } else { article };
            format!("{article} suspected {rest}")
        }
        _ if words.starts_with(char::is_uppercase) && !opens => format!("Suspected {words}"),
        _ if opens => {
            let mut letters = words.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
            format!("Suspected {first}{}", letters.as_str())
        }
        _ => format!("suspected {words}"),
    }
}
