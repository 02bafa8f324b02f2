//! # no-response
//!
//! Flags a serious accusation against somebody whom the draft names, with neither their answer nor a line that one was
//! sought.
//!
//! ## Why
//!
//! Whoever is accused has a right of reply, and a reader wants to hear it.
//!
//! ## Example
//!
//! ```flagged
//! The ministry accused Lena Ostrow of fraud.
//!                      ^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! The ministry accused Lena Ostrow of fraud. Asked about this, Ostrow said [answer].
//! ```
//!
//! ```flagged
//! Two allegations of harassment against Paul Hale were made in May.
//!                                       ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Residents accuse Varney Construction of poisoning the river.
//!                  ^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The report alleges that Paul Hale hid the deaths.
//!                         ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Two former players accused Paul Hale of assault.
//!                            ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Employees alleged that Lena Ostrow had embezzled the pension fund.
//!                        ^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! The ministry accused Lena Ostrow of fraud. She denied it.
//! ```
//!
//! ```silent
//! The ministry accused Lena Ostrow of fraud. Ostrow did not respond to a request for comment.
//! ```
//!
//! ## Looked for
//!
//! anywhere in the draft, the answer of the accused, a denial, or a line that one was sought.
//!
//! ## Stays silent on
//!
//! A denial, a comment, or a line that one was sought, wherever the draft speaks of the accused; anybody whom the draft
//! quotes; courts, pleas and verdicts, which are on record; accusations inside a quotation or of something slight;
//! countries and cities; opinion pieces. It speaks once for each accused. That the accusation has no source is another
//! fault, `unattributed-claim`'s.
//!
//! ```silent
//! The ministry accused Lena Ostrow of fraud. “I have taken nothing,” Ostrow said.
//! ```
//!
//! ```silent
//! Lena Ostrow was accused of fraud. A court acquitted her in May.
//! ```
//!
//! ```silent
//! The ministry accused Lena Ostrow of arriving late.
//! ```
//!
//! ```silent
//! The ministry accused Russia of fraud.
//! ```
//!
//! ## Fixes
//!
//! Adds a line with the answer, or a line that one was sought, to fill in (both placeholders: ask first).
//!
//! ## Standard
//!
//! BBC Editorial Guidelines on the right of reply; AP: make every effort to reach the subject, and say so.

use std::collections::HashSet;
use std::sync::LazyLock;

use copydesk_language::NameKind;
use regex::Regex;
use text_size::{TextRange, TextSize};

use super::{Check, Finding, Group, RuleInfo};
use crate::actors::Mention;
use crate::facts::{Facts, Place, source_place};
use crate::front_matter::Genre;
use crate::{Safety, Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "no-response",
    group: Group::Sourcing,
    severity: Severity::Warning,
    on: true,
    source: include_str!("no_response.rs"),
    check: Check::Draft(check),
};

static SERIOUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:fraud\w*|corrupt\w*|brib\w+|embezzl\w+|steal\w*|stole\w*|theft|murder\w*|killing|rap(?:e|ing|ed)|sexual\w*|assault\w*|abus\w+|harass\w+|tortur\w+|war crimes?|genocid\w+|terror\w+|launder\w+|lying|lied|perjury|cheat\w*|doping|traffick\w+|smuggl\w+|blackmail\w*|extort\w*|espionage|spying|treason|misconduct|negligen\w+|discriminat\w+|racis\w+|plagiari\w+|tax evasion|evading|rigg(?:ed|ing)|violat\w+|illegal\w*|breach(?:ed|ing)? (?:the|of)|threaten\w+|poison\w*|forg(?:ed|ing|ery)|hid|hiding|conceal\w*|misle(?:d|ading)|deceiv\w+|exploit\w+|intimidat\w+|cover(?:ed|ing)[ -]up|beat(?:ing|en)?|massacre\w*)\b",
    )
    .expect("invariant: the pattern is valid")
});

/// Before the name of the accused: "accused ", "allegations of fraud against ", "alleges that ".
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?P<object>accus(?:e|es|ed|ing)) (?:[\w’'.-]+ ){0,3}|(?:allegations?|accusations?|claims?|complaints?) (?:[\w-]+ ){0,6}against (?:[\w’'.-]+ ){0,2}|(?:alleges?|alleged|alleging) (?:that )?(?:the )?)$")
        .expect("invariant: the pattern is valid")
});

/// Behind the name of the accused: " was accused of", ", the director, has been accused of".
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:,[^,.;]{1,60},)? (?:(?:is|are|was|were|has|have|had|been|being|also|now|stands?|repeatedly|publicly|both) ){1,4}accused of\b")
        .expect("invariant: the pattern is valid")
});

static OF: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[^.;]{0,60}? of\b").expect("invariant: the pattern is valid"));

/// An answer, a line that one was sought, or a court.
static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w+|rebut\w*|disput(?:es?|ed|ing)|respond\w*|repl(?:y|ies|ied)|comment\w*
        |(?:could|can)\ (?:not|n't)\ (?:immediately\ )?be\ (?:reached|contacted)|maintain\w*\ (?:his|her|their|its)\ innocence|innocen\w+
        |apologi[sz]\w+|admit\w*|confess\w*|defend(?:ed|s|ing|ant)\b|hit\ back|plead\w*|pled|guilty|acquit\w*|convict\w*|sentenced|jailed|verdict
        |court|courts|trial|judge|tribunal|lawyers?|attorneys?|barrister|solicitors?|charged|cleared|insist\w*|argu(?:es?|ed)|statement)\b",
    )
    .expect("invariant: the pattern is valid")
});

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    if facts.genre == Some(Genre::Opinion) {
        return Vec::new();
    }
    let mut accused = HashSet::new();
    let mut findings = Vec::new();
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
        if matches!(mention.kind, NameKind::Person | NameKind::Organisation)
            && is_accused(facts, mention)
            && accused.insert(mention.actor)
            && !answers(facts, mention.actor)
        {
            findings.push(finding(facts, mention));
        }
    }
    findings
}

/// Whether a sentence accuses whom it names there of something serious.
fn is_accused(facts: &Facts, mention: &Mention) -> bool {
    let place = mention.place;
    let view = &facts.passages[place.passage];
    if !view.is_body()
        || !["ccus", "lleg", "omplaint", "laim"].iter().any(|part| view.passage.text.contains(part))
    {
        return false;
    }
    let Some(number) = facts.sentence_at(place) else { return false };
    let sentence = facts.sentences[number].place.range;
    if !sentence.contains_range(place.range) {
        return false;
    }
    let before = view.text(TextRange::new(sentence.start(), place.range.start()));
    let behind = view.text(TextRange::new(place.range.end(), sentence.end()));
    let accuses = match BEFORE.captures(before) {
        Some(found) if found.name("object").is_some() => {
            // "accused of lying to Lena Ostrow" and "accused by" accuse somebody else.
            let between = &before[found.name("object").map_or(0, |cue| cue.end())..];
            !between.contains(" of ")
                && !between.contains(" by ")
                && !is_passive(before)
                && OF.is_match(behind)
        }
        Some(_) => true,
        None => BEHIND.is_match(behind),
    };
    accuses && SERIOUS.is_match(view.text(sentence))
}

/// "was accused Lena": the accusing word is a participle, so the accused stands before it.
fn is_passive(before: &str) -> bool {
    let Some((head, _)) = before.rsplit_once("accused") else { return false };
    let auxiliary = head.trim_end().rsplit(' ').next().unwrap_or("");
    matches!(auxiliary, "was" | "were" | "is" | "are" | "been" | "being" | "be")
}

/// Whether the draft lets the accused speak, says that it asked, or tells what a court made of it.
fn answers(facts: &Facts, actor: usize) -> bool {
    let name = &facts.actors[actor].name;
    let key = facts.actors[actor].surname().unwrap_or(name).to_owned();
    let speaks = facts.statements.iter().any(|statement| {
        let named = || {
            source_place(statement.passage, statement.attribution)
                .is_some_and(|place| facts.text(place).contains(&key))
        };
        statement.names_source() && (statement.actor == Some(actor) || named())
    });
    let mentioned = |passage: usize| facts.mentions_of(passage).iter().any(|mention| mention.actor == actor);
    let told = |fact: &crate::facts::SentenceFact| {
        let passage = fact.place.passage;
        let near = mentioned(passage)
            || passage > 0 && mentioned(passage - 1)
            || passage + 1 < facts.passages.len() && mentioned(passage + 1);
        near && ANSWER.is_match(facts.text(fact.place)) && !is_anothers(facts, fact.place, actor)
    };
    speaks || facts.sentences.iter().any(told)
}

/// Whether a sentence begins with the name of another person, whose answer it then is.
fn is_anothers(facts: &Facts, sentence: Place, actor: usize) -> bool {
    let mut names = facts.mentions_of(sentence.passage).iter();
    let first =
        names.find(|mention| mention.is_name && mention.place.range.start() == sentence.range.start());
    let here = facts
        .mentions_of(sentence.passage)
        .iter()
        .any(|mention| mention.actor == actor && sentence.range.contains_range(mention.place.range));
    first.is_some_and(|mention| mention.actor != actor && mention.kind == NameKind::Person) && !here
}

fn finding(facts: &Facts, mention: &Mention) -> Finding {
    let words = facts.text(mention.place);
    let message =
        format!("“{words}” is accused and does not answer: ask, and say what they said or that you asked.");
    let passage = &facts.passages[mention.place.passage].passage;
    let behind = Place::new(mention.place.passage, TextRange::empty(TextSize::of(passage.text.as_str())));
    let name = facts.actors[mention.actor].surname().unwrap_or(words);
    let lines = [
        (format!(" Asked about this, {name} said [answer]."), "Add the answer, to fill in"),
        (
            format!(" {name} did not respond to a request for comment by [date]."),
            "Add that an answer was sought, to fill in",
        ),
    ];
    let fixes =
        lines.map(|(text, title)| fixes::insert(facts, behind, text, title.to_owned(), Safety::Placeholder));
    Finding::new(facts.source(mention.place), message).with_fixes(fixes)
}
