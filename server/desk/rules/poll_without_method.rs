//! # poll-without-method
//!
//! Flags the result of a poll without a word on who ran it, when, how many people were asked, or its margin of error.
//!
//! ## Why
//!
//! A share of whom? Without the method a reader cannot tell a survey of the country from a click on a web page.
//!
//! ## Example
//!
//! ```flagged
//! A poll found that 54 percent of voters wanted the dam.
//!   ^^^^
//! ```
//!
//! ```fixed
//! A poll found that 54 percent of voters wanted the dam. [pollster] asked [number] people on [date]; the margin of error is [margin].
//! ```
//!
//! ```flagged
//! According to a recent survey, 31% of tenants had no heating.
//!                       ^^^^^^
//! ```
//!
//! ```flagged
//! Opinion polls suggest that two thirds of the town, some 66 per cent, are against it.
//!         ^^^^^
//! ```
//!
//! ```flagged
//! The mayor leads by 12 points in a new poll.
//!                                       ^^^^
//! ```
//!
//! ```flagged
//! In the survey, 40 per cent of those who answered said they feared the dam.
//!        ^^^^^^
//! ```
//!
//! ```flagged
//! Polls show that 54 percent want the dam. The mayor smiled.
//! ^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! A poll of 1,012 adults by Northwater Research found that 54 percent wanted the dam.
//! ```
//!
//! ## Looked for
//!
//! within two paragraphs, who ran it, when, how many people were asked, or the margin of error; a link or a footnote.
//!
//! ## Stays silent on
//!
//! Any of the four within two paragraphs; a link or a footnote in the paragraph; elections (“at the polls”, “the poll
//! was won with 54 per cent”); a poll without a figure; a poll that was flagged before. `unlinked-document` yields to this
//! rule.
//!
//! ```silent
//! A poll found that 54 percent of voters wanted the dam.
//!
//! The mayor smiled. The margin of error was three points.
//! ```
//!
//! ```silent
//! A Gallup poll found that 54 percent of voters wanted the dam.
//! ```
//!
//! ```silent
//! The mayor was returned in June's poll with 54 per cent. Voters go to the polls again in May, and 40 per cent may stay at home.
//! ```
//!
//! ```silent
//! [A poll](https://polls.test/dam) found that 54 percent of voters wanted the dam.
//! ```
//!
//! ```silent
//! Polls suggest that the dam is not loved.
//! ```
//!
//! ```silent
//! The survey, carried out in March, found that 54 percent wanted the dam.
//! ```
//!
//! ## Fixes
//!
//! Adds a sentence on the method behind the result, to fill in (a placeholder).
//!
//! ## Standard
//!
//! AP on polls and surveys; the disclosure rules of the American Association for Public Opinion Research: who, when, how
//! many, and the margin of error.

use std::sync::LazyLock;

use copydesk_text::PassageKind;
use regex::Regex;
use text_size::{TextRange, TextSize};

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::{Facts, Place};
use crate::front_matter::Genre;
use crate::{Safety, Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "poll-without-method",
    group: Group::Sourcing,
    severity: Severity::Warning,
    on: true,
    source: include_str!("poll_without_method.rs"),
    check: Check::Draft(check),
};

/// A poll that tells something, with the word for it.
static POLL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
          \b(?:in|according\ to|from)\ (?:an?|the|one|another|recent|new|several)\ (?:[\w-]+\ ){0,3}?(?P<a>poll|survey)\b(?:[^\w\ ]|\ (?:of|by|that|which|published|carried|taken|for)\b|$)
        | \bin\ (?:recent|new|latest|several)\ (?:[\w-]+\ ){0,2}(?P<c>polls|surveys)\b
        | \b(?P<b>polls?|surveys?)\ (?:also\ |consistently\ |now\ |have\ |has\ |had\ )?(?:finds?|found|shows?|showed|shown|suggest(?:s|ed)?|indicat(?:e|es|ed)|reveal(?:s|ed)|puts?|gives?|gave|says?|said)\b",
    )
    .expect("invariant: the pattern is valid")
});

/// A share: what a poll's result is stated in.
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\d ?%|\b(?:per ?cent|percent|percentage points?)\b|\d+(?:\.\d+)? points?\b|\b(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:ten|five|four|three|10)\b")
        .expect("invariant: the pattern is valid")
});

/// Who ran it, when, how many were asked, the margin.
static METHOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          (?i:margin\ of\ error|plus\ or\ minus|sampling\ error|±)
        | (?i:\b(?:commissioned|conducted|carried\ out|sponsored|compiled|undertaken|organi[sz]ed|run|taken)\ (?:by|for|in|on|from|between|last|online|over)\b)
        | (?i:\b(?:polled|surveyed|interviewed|questioned|quizzed|canvassed|asked)\b)
        | (?i:\b(?:poll|survey)\ (?:of|among)\ (?:more\ than\ |over\ |about\ |some\ |around\ |nearly\ |almost\ )?(?:\d|[a-z]+\ (?:hundred|thousand)))
        | (?i:\b(?:\d{3,}|\d{1,3}(?:,\d{3})+)\ (?:[\w-]+\ ){0,3}(?:respondents|adults|people|voters|companies|firms|businesses|households|executives|economists|analysts|consumers|participants|students|teachers|users)\b)
        | \b(?:poll|survey)s?\s(?:of\ [\w\ ,]{1,60}\ )?(?:by|for|from|in)\s(?:the\ )?\p{Lu}
        | (?:\p{Lu}[\p{L}’'&.-]+(?:/|\ ){0,1}(?:'s\ |’s\ )?){1,4}\ ?(?:[a-z-]+\ ){0,3}(?:poll|survey)s?\b
        ",
    )
    .expect("invariant: the pattern is valid")
});

/// Openings of a sentence whose capital is no name.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:An?|The|In|One|Recent|Opinion|Exit|Most|Some|Several|According|Another|This|That|Two|But|And|Its|Their|Our|Many|New)\b")
        .expect("invariant: the pattern is valid")
});

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    if matches!(facts.genre, Some(Genre::Opinion | Genre::Interview)) {
        return Vec::new();
    }
    let mut last: Option<usize> = None;
    let mut findings = Vec::new();
    for fact in &facts.sentences {
        let passage = fact.place.passage;
        let Some(poll) = result(facts, fact.place) else { continue };
        let told = last.is_some_and(|last| last + 3 >= passage);
        last = Some(passage);
        if !told && !has_method(facts, fact.place, poll) {
            findings.push(finding(facts, fact.place, poll));
        }
    }
    findings
}

/// The word for the poll in a sentence that states a poll's result.
fn result(facts: &Facts, sentence: Place) -> Option<Place> {
    let view = &facts.passages[sentence.passage];
    let text = view.text(sentence.range);
    if !view.is_body() || view.passage.kind != PassageKind::Paragraph || !tells_of_poll(text) {
        return None;
    }
    let found = POLL.captures(text)?;
    let word = ["a", "b", "c"].into_iter().find_map(|name| found.name(name))?;
    let size = |offset: usize| TextSize::try_from(offset).ok();
    let range = TextRange::new(size(word.start())?, size(word.end())?) + sentence.range.start();
    let place = Place::new(sentence.passage, range);
    // "The American Community Survey" is a name, and says who asked.
    let named = word.start() > 0 && word.as_str().starts_with(char::is_uppercase);
    (!named && SHARE.is_match(text) && !facts.is_in_quotation(place)).then_some(place)
}

fn tells_of_poll(text: &str) -> bool {
    ["poll", "Poll", "survey", "Survey"].iter().any(|word| text.contains(word))
}

/// Whether the paragraph links it, or one within two paragraphs says something of the method; for "the poll", which was
/// introduced before, any paragraph before.
fn has_method(facts: &Facts, sentence: Place, poll: Place) -> bool {
    let passage = sentence.passage;
    let view = &facts.passages[passage];
    let whole = TextRange::up_to(TextSize::of(view.passage.text.as_str()));
    let before = view.text(TextRange::new(sentence.range.start(), poll.range.start())).to_lowercase();
    let known = before.ends_with("the ") || before.rsplit(' ').nth(2) == Some("the");
    let first = if known { 0 } else { passage.saturating_sub(2) };
    let near = first..(passage + 3).min(facts.passages.len());
    view.is_linked(whole)
        || near.into_iter().any(|near| {
            let sentences = facts.sentences_of(near).iter();
            sentences.map(|fact| facts.text(fact.place)).any(|text| {
                let skipped = OPENING.find(text).map_or(0, |opening| opening.end());
                METHOD.is_match(&text[skipped..])
            })
        })
}

fn finding(facts: &Facts, sentence: Place, poll: Place) -> Finding {
    let message = format!(
        "“{}” is a poll of whom? Say who ran it, when, how many people were asked, and the margin of error.",
        facts.text(poll)
    );
    let behind = Place::new(sentence.passage, TextRange::empty(sentence.range.end()));
    let text = " [pollster] asked [number] people on [date]; the margin of error is [margin].".to_owned();
    let title = "Add a sentence on the method, to fill in".to_owned();
    let fix = fixes::insert(facts, behind, text, title, Safety::Placeholder);
    Finding::new(facts.source(poll), message).with_fixes([fix])
}
