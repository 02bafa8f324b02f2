//! What is said: the statement behind a cue or before it.

use crate::sentences::SentenceTokens;
use crate::tokens::TokenKind;
use crate::verbs::Strength;

use super::Scene;

/// Skips what stands between a cue and the statement: when, where and to whom.
pub(super) fn skip_circumstance(
    scene: &Scene,
    mut at: usize,
    limit: usize,
    strength: Strength,
    verb: &str,
) -> usize {
    let tokens = scene.tokens;
    if strength == Strength::Listener && !matches!(tokens.lower(at), "that") && !scene.quoted(at) {
        at = skip_listener(scene, at, limit);
    }
    loop {
        let lower = tokens.lower(at);
        let next = tokens.lower(at + 1);
        let skipped = match lower {
            _ if scene.quoted(at) || at >= limit => 0,
            "on" | "last" | "this" | "late" | "early" | "earlier" | "in" | "at" | "during" | "via"
            | "through" | "by" | "from" | "after" => circumstance_length(scene, at, limit),
            "to" if matches!(next, "reporters" | "journalists")
                || verb == "said" && tokens.is_capitalised(at + 1) =>
            {
                2
            }
            "of" if verb == "said" || verb == "says" => (at..limit.min(at + 14))
                .find(|&end| matches!(tokens.kind(end), TokenKind::Comma | TokenKind::Colon))
                .map_or(0, |end| end - at),
            "again" | "too" | "recently" | "later" | "today" | "yesterday" | "tonight" | "simply"
            | "repeatedly" | "also" | "there" => 1,
            _ if crate::lists::is_calendar_word(lower) => 1,
            _ if lower.ends_with("ly")
                && lower.len() > 4
                && !tokens.is_capitalised(at)
                && lower != "only" =>
            {
                1
            }
            _ => 0,
        };
        if skipped == 0 {
            return at;
        }
        at += skipped;
    }
}

/// The length of "on Monday", "in a statement", "at a news conference in Kyiv" from a token, or zero.
fn circumstance_length(scene: &Scene, start: usize, limit: usize) -> usize {
    const PLACES: &[&str] = &[
        "statement",
        "interview",
        "conference",
        "briefing",
        "speech",
        "letter",
        "email",
        "e-mail",
        "tweet",
        "post",
        "report",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "week",
        "month",
        "year",
        "morning",
        "night",
        "afternoon",
        "evening",
        "television",
        "tv",
        "radio",
        "twitter",
        "facebook",
        "debate",
        "hearing",
        "rally",
        "phone",
        "telephone",
        "court",
        "conversation",
        "article",
        "remarks",
        "address",
        "video",
        "message",
        "affidavit",
        "testimony",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "event",
        "time",
        "meeting",
        "ceremony",
        "visit",
        "forum",
        "fox",
        "cnn",
        "memo",
        "book",
        "column",
        "op-ed",
        "release",
        "poll",
    ];
    let tokens = scene.tokens;
    let mut last = None;
    for at in start + 1..limit.min(start + 8) {
        if scene.quoted(at)
            || !matches!(tokens.kind(at), TokenKind::Word | TokenKind::Number | TokenKind::Possessive)
        {
            break;
        }
        if matches!(
            tokens.lower(at),
            "that"
                | "he"
                | "she"
                | "they"
                | "it"
                | "is"
                | "was"
                | "are"
                | "were"
                | "has"
                | "had"
                | "will"
                | "would"
        ) {
            break;
        }
        if PLACES.contains(&tokens.lower(at)) || tokens.kind(at) == TokenKind::Number {
            last = Some(at + 1);
        }
    }
    last.map_or(0, |end| end - start)
}

/// Skips the listener of "told reporters in Kyiv", "warned the council".
fn skip_listener(scene: &Scene, start: usize, limit: usize) -> usize {
    let tokens = scene.tokens;
    let mut at = start;
    while at < limit && at - start < 14 && !scene.quoted(at) {
        let lower = tokens.lower(at);
        let ends = matches!(
            tokens.kind(at),
            TokenKind::Comma | TokenKind::Colon | TokenKind::Stop | TokenKind::Dash | TokenKind::Quote
        ) || matches!(lower, "that" | "to" | "how" | "why" | "what" | "whether" | "about" | "of")
            || at > start
                && matches!(
                    lower,
                    "he" | "she"
                        | "it"
                        | "they"
                        | "there"
                        | "we"
                        | "i"
                        | "you"
                        | "he's"
                        | "she's"
                        | "it's"
                        | "they're"
                        | "i'm"
                        | "we're"
                        | "there's"
                        | "he'd"
                        | "he'll"
                        | "she'd"
                        | "she'll"
                )
            || at > start
                && crate::lists::is_plain_word(lower)
                && matches!(lower, "the" | "his" | "her" | "its" | "their" | "this" | "if" | "no");
        if ends {
            break;
        }
        at += 1;
    }
    if matches!(tokens.lower(start), "him" | "her" | "them" | "me" | "us" | "reporters" | "you") {
        at.min(start + 1).max(start + 1)
    } else {
        at
    }
}

/// The statement from a token to the end of its clause or sentence, without the closing stop outside a quotation.
pub(super) fn forward(scene: &Scene, start: usize, sentence: SentenceTokens) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let mut from = start;
    while from < sentence.end
        && !scene.quoted(from)
        && matches!(tokens.kind(from), TokenKind::Comma | TokenKind::Colon | TokenKind::Dash)
    {
        from += 1;
    }
    let mut end = sentence.end;
    // A quotation that runs on over the sentence's end belongs to the statement whole.
    if let Some(number) = end.checked_sub(1).and_then(|last| scene.quotation_of[last]) {
        end = end.max(scene.quotation_tokens(number).1.min(sentence.end));
    }
    while end > from
        && !scene.quoted(end - 1)
        && matches!(tokens.kind(end - 1), TokenKind::Stop | TokenKind::Comma | TokenKind::Semicolon)
    {
        end -= 1;
    }
    (tokens.count_words(from, end) > 0).then_some((from, end))
}

/// The statement that ends before a token: from the start of the sentence, or of the quotation that reaches into it.
pub(super) fn backward(
    scene: &Scene,
    end: usize,
    sentence: SentenceTokens,
    from: usize,
) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let mut stop = end;
    while stop > from
        && !scene.quoted(stop - 1)
        && matches!(tokens.kind(stop - 1), TokenKind::Comma | TokenKind::Dash | TokenKind::Semicolon)
    {
        stop -= 1;
    }
    let mut start = from;
    if start == sentence.start
        && start < stop
        && let Some(number) = scene.quotation_of[start]
    {
        start = scene.quotation_tokens(number).0.min(start);
    }
    while start < stop && !scene.quoted(start) && matches!(tokens.lower(start), "but" | "and" | "," | "yet") {
        start += 1;
    }
    (tokens.count_words(start, stop) > 0).then_some((start, stop))
}

/// Whether a clause holds a verb that can stand alone, as far as its form shows.
pub(super) fn has_finite_verb(scene: &Scene, (start, end): (usize, usize)) -> bool {
    (start..end).any(|at| is_finite(scene.tokens.lower(at)))
}

fn is_finite(lower: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "should", "can", "may",
        "might", "must", "did", "does", "do", "went", "came", "made", "took", "got", "gave", "left", "kept",
        "became", "began", "won", "lost", "cannot", "isn't", "wasn't", "aren't", "weren't", "won't",
        "wouldn't", "don't", "doesn't", "didn't", "can't", "couldn't", "hasn't", "haven't", "it's", "he's",
        "she's", "they're", "we're", "i'm", "there's", "that's", "you're", "fell", "rose", "saw", "knew",
        "felt", "thought", "paid", "met", "needs", "need", "wants", "want", "means", "believes", "remains",
        "shows", "makes", "goes", "comes", "takes",
    ];
    let contracted = ["n't", "'d", "'ll", "'re", "'ve"].iter().any(|ending| lower.ends_with(ending));
    VERBS.contains(&lower) || contracted || lower.ends_with("ed") && lower.len() > 4
}
