//! The words for a source, before a verb or behind it, without a grammar: from the cue outwards to the first word that
//! cannot belong to the phrase.

use crate::lists;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

use super::Scene;

/// Words between a subject and its verb: auxiliaries, negations and adverbs.
pub(super) fn is_between(tokens: &Tokens, index: usize) -> bool {
    const WORDS: &[&str] = &[
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "did",
        "does",
        "do",
        "also",
        "later",
        "then",
        "once",
        "again",
        "often",
        "always",
        "never",
        "not",
        "now",
        "still",
        "just",
        "even",
        "ever",
        "already",
        "both",
        "all",
        "himself",
        "herself",
        "themselves",
        "recently",
        "repeatedly",
        "previously",
        "earlier",
        "yesterday",
        "today",
        "further",
        "long",
        "soon",
        "hasn't",
        "haven't",
        "didn't",
        "doesn't",
        "don't",
        "wouldn't",
        "won't",
        "couldn't",
        "isn't",
        "wasn't",
        "he's",
        "she's",
        "went",
        "on",
        "to",
        "first",
        "only",
        "too",
        "simply",
    ];
    let lower = tokens.lower(index);
    if matches!(lower, "on" | "to") {
        return false;
    }
    tokens.is_word(index)
        && (WORDS.contains(&lower)
            || lower.ends_with("ly") && lower.len() > 4 && !tokens.is_capitalised(index))
}

/// Words that begin a clause, so that no phrase reaches over them.
fn is_clause_word(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "that", "but", "as", "because", "when", "while", "if", "after", "before", "since", "although",
        "though", "where", "which", "whether", "than", "so", "until", "unless", "is", "are", "was", "were",
        "has", "have", "had", "will", "would", "could", "should", "may", "might", "can", "did", "does", "do",
        "be", "been", "what", "how", "why", "or", "yet", "being",
    ];
    WORDS.contains(&lower)
}

/// The phrase that ends before a token, as tokens, half open. `None` where no phrase stands there.
pub(super) fn before(scene: &Scene, end: usize, sentence: SentenceTokens) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    if end <= sentence.start {
        return None;
    }
    let last = end - 1;
    if lists::is_personal_pronoun(tokens.lower(last)) && !scene.quoted(last) {
        return match tokens.lower(last) {
            "who" => {
                let close = if last > sentence.start && tokens.kind(last - 1) == TokenKind::Comma {
                    last - 1
                } else {
                    last
                };
                let head = stretch(scene, close, sentence);
                Some(head.map_or((last, end), |(start, _)| (start, end)))
            }
            _ => Some((last, end)),
        };
    }
    match tokens.kind(last) {
        TokenKind::Comma => apposition(scene, last, sentence, TokenKind::Comma),
        TokenKind::CloseBracket => apposition(scene, last, sentence, TokenKind::OpenBracket),
        TokenKind::Dash => apposition(scene, last, sentence, TokenKind::Dash),
        _ => stretch(scene, end, sentence),
    }
}

/// "Lee, the mayor," before a verb: the phrase before the other comma, with the apposition.
fn apposition(
    scene: &Scene,
    close: usize,
    sentence: SentenceTokens,
    open: TokenKind,
) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let from = sentence.start.max(close.saturating_sub(24));
    let opened = (from..close).rev().find(|&at| tokens.kind(at) == open && !scene.quoted(at))?;
    if (opened..close).any(|at| scene.quoted(at)) {
        return None;
    }
    // "Lee, 42, who runs a bakery, said": the age stands between commas of its own.
    let aged = opened > sentence.start + 1
        && tokens.kind(opened - 1) == TokenKind::Number
        && tokens.kind(opened - 2) == TokenKind::Comma;
    let (mut start, mut stop) = stretch(scene, if aged { opened - 2 } else { opened }, sentence)?;
    // "Lee, 42, of Leeds, said": one more step outwards where the phrase before is itself enclosed.
    if stop - start <= 4
        && !tokens.is_capitalised(start)
        && start > sentence.start
        && tokens.kind(start - 1) == TokenKind::Comma
        && let Some(outer) = stretch(scene, start - 1, sentence)
        && tokens.is_capitalised(outer.1 - 1)
    {
        (start, stop) = outer;
    }
    let end = if open == TokenKind::OpenBracket { close + 1 } else { close };
    (stop <= close).then_some((start, end))
}

/// The unbroken phrase that ends before a token.
fn stretch(scene: &Scene, end: usize, sentence: SentenceTokens) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let mut start = end;
    while start > sentence.start && end - start < 25 {
        let at = start - 1;
        let belongs = match tokens.kind(at) {
            TokenKind::Word => {
                let lower = tokens.lower(at);
                let verb = verbs::speech_verb(lower).is_some() && !is_noun_here(tokens, at) && start < end;
                !(is_clause_word(lower)
                    || verb && !tokens.is_capitalised(at)
                    || lists::is_personal_pronoun(lower) && start < end)
            }
            TokenKind::Number | TokenKind::Possessive => true,
            TokenKind::Symbol => tokens.text(at) == "%",
            _ => false,
        };
        if !belongs || scene.quoted(at) {
            break;
        }
        start = at;
    }
    start = strip_opening(tokens, start, end);
    let worded = (start..end).any(|at| tokens.is_word(at) && !is_small_word(tokens.lower(at)));
    worded.then_some((start, end))
}

fn is_small_word(lower: &str) -> bool {
    matches!(lower, "the" | "a" | "an" | "and" | "of" | "in" | "on" | "to" | "at" | "by" | "not" | "it")
}

/// Whether a form of a speech verb is a noun where it stands: "the report", "his claims".
pub(super) fn is_noun_here(tokens: &Tokens, index: usize) -> bool {
    const BEFORE: &[&str] = &[
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "no",
        "any",
        "some",
        "of",
        "with",
        "for",
        "in",
        "by",
        "new",
        "recent",
        "latest",
        "first",
        "last",
        "such",
        "other",
        "official",
        "public",
        "under",
        "into",
        "from",
        "about",
        "amid",
        "despite",
        "more",
        "many",
        "several",
        "two",
        "three",
        "raises",
        "raised",
        "following",
        "beyond",
    ];
    let lower = tokens.lower(index);
    // "took notes", "a pallet of recalled blankets".
    if lower == "notes" && tokens.lower(index + 1) != "that" && tokens.kind(index + 1) == TokenKind::Word
        || lower.ends_with("ed") && index > 0 && tokens.lower(index - 1) == "of"
    {
        return true;
    }
    if lower.ends_with("ed") || matches!(lower, "said" | "told" | "wrote" | "found" | "says") {
        let determined = index > 0
            && matches!(tokens.lower(index - 1), "the" | "a" | "an" | "his" | "her" | "its" | "their");
        return determined;
    }
    // These have no noun of the same form: "some argue", "many say".
    if matches!(
        lower,
        "argue" | "argues" | "say" | "tell" | "insist" | "contend" | "believe" | "think" | "admit"
    ) {
        return false;
    }
    index > 0
        && (BEFORE.contains(&tokens.lower(index - 1)) || tokens.kind(index - 1) == TokenKind::Possessive)
}

/// Drops what opens a sentence before its subject: "But", "On Monday", "In a statement".
fn strip_opening(tokens: &Tokens, mut start: usize, end: usize) -> usize {
    const OPENERS: &[&str] = &[
        "and",
        "but",
        "or",
        "yet",
        "still",
        "meanwhile",
        "however",
        "also",
        "then",
        "later",
        "so",
        "nor",
        "plus",
        "earlier",
        "yesterday",
        "today",
        "separately",
        "instead",
        "indeed",
        "even",
        "once",
        "only",
        "too",
    ];
    while start < end
        && (OPENERS.contains(&tokens.lower(start))
            || tokens.lower(start).ends_with("ly")
                && tokens.lower(start).len() > 5
                && !is_noun_ly(tokens.lower(start)))
    {
        start += 1;
    }
    let preposition = matches!(tokens.lower(start), "on" | "in" | "at" | "last" | "this" | "by" | "during");
    if preposition {
        let limit = end.min(start + 6);
        if let Some(date) = (start + 1..limit).rev().find(|&at| is_time_word(tokens, at)) {
            return date + 1;
        }
    }
    if start < end && lists::is_calendar_word(tokens.lower(start)) {
        return start + 1;
    }
    start
}

fn is_noun_ly(lower: &str) -> bool {
    matches!(
        lower,
        "family"
            | "italy"
            | "july"
            | "assembly"
            | "supply"
            | "reply"
            | "ally"
            | "daily"
            | "weekly"
            | "sicily"
    )
}

fn is_time_word(tokens: &Tokens, index: usize) -> bool {
    let lower = tokens.lower(index);
    let year = tokens.kind(index) == TokenKind::Number && lower.len() == 4;
    lists::is_calendar_word(lower)
        || year
        || matches!(
            lower,
            "week"
                | "month"
                | "year"
                | "night"
                | "morning"
                | "afternoon"
                | "evening"
                | "statement"
                | "interview"
        )
}

/// The phrase that begins at a token, with an apposition behind it, as tokens, half open.
pub(super) fn after(scene: &Scene, start: usize, limit: usize) -> Option<(usize, usize)> {
    let (start, end) = bare_after(scene, start, limit)?;
    let pronoun = lists::is_personal_pronoun(scene.tokens.lower(start));
    Some((start, if pronoun { end } else { appended(scene, end, limit) }))
}

/// The phrase that begins at a token, up to its first comma, as tokens, half open.
pub(super) fn bare_after(scene: &Scene, start: usize, limit: usize) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    if start >= limit || scene.quoted(start) {
        return None;
    }
    if lists::is_personal_pronoun(tokens.lower(start)) {
        return Some((start, start + 1));
    }
    let end = phrase_end(scene, start, limit);
    (end > start).then_some((start, end))
}

fn phrase_end(scene: &Scene, start: usize, limit: usize) -> usize {
    let tokens = scene.tokens;
    let mut end = start;
    while end < limit && end - start < 25 && !scene.quoted(end) {
        let belongs = match tokens.kind(end) {
            TokenKind::Word => {
                let lower = tokens.lower(end);
                let timed = matches!(lower, "on" | "in" | "at" | "last")
                    && end > start
                    && (end + 1..limit.min(end + 4)).any(|at| is_time_word(tokens, at));
                let clause = is_clause_word(lower)
                    || matches!(lower, "who" | "in" | "during" | "adding" | "saying")
                        && end > start
                        && !tokens.is_capitalised(end + 1)
                        && lower != "in";
                !(timed
                    || clause && end > start
                    || end > start && lists::is_calendar_word(lower) && lower != "may")
            }
            TokenKind::Number | TokenKind::Possessive => true,
            TokenKind::OpenBracket | TokenKind::CloseBracket => end > start,
            _ => false,
        };
        if !belongs {
            break;
        }
        end += 1;
    }
    end
}

/// Where an apposition behind a phrase ends: "said Lee, the mayor of Lyon, on Monday".
fn appended(scene: &Scene, end: usize, limit: usize) -> usize {
    let tokens = scene.tokens;
    if tokens.kind(end) != TokenKind::Comma || end + 1 >= limit {
        return end;
    }
    let first = tokens.lower(end + 1);
    let opens = matches!(
        first,
        "the"
            | "a"
            | "an"
            | "who"
            | "of"
            | "head"
            | "chief"
            | "director"
            | "president"
            | "co-founder"
            | "founder"
            | "chairman"
            | "professor"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "author"
            | "senior"
            | "executive"
            | "his"
            | "her"
            | "their"
            | "one"
    ) || tokens.kind(end + 1) == TokenKind::Number;
    if !opens || scene.quoted(end + 1) {
        return end;
    }
    let close = (end + 1..limit)
        .find(|&at| {
            matches!(
                tokens.kind(at),
                TokenKind::Comma | TokenKind::Stop | TokenKind::Semicolon | TokenKind::Dash
            ) || scene.quoted(at)
        })
        .unwrap_or(limit);
    if close - end <= 20 { close } else { end }
}
