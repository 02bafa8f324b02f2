//! The papers of a draft that a fact-checker would ask to see, with the words that say which ones.

use text_size::TextRange;

use crate::documents::is_record;
use crate::lexicon;
use crate::roles::{is_preposition, is_stop, is_verb};
use crate::tokens::{TokenKind, Tokens};
use crate::verbs::is_saying_verb;

/// Most words before a document's noun that say which one it is, and behind "of" or "by".
const LONGEST: usize = 6;

/// The papers that a fact-checker would ask to see in a passage, in order, each with the words that say which one: "its last annual
/// report", "minutes of the meeting". What is no paper but a matter, "law and order", is left out.
pub(crate) fn find(tokens: &Tokens) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    let mut end = 0;
    for at in 0..tokens.len() {
        let lower = tokens.lower(at);
        if at < end || !tokens.text(at).starts_with(char::is_lowercase) || !is_record(lower) {
            continue;
        }
        let start = phrase_start(tokens, at);
        let counts = |before: usize| {
            let lower = tokens.lower(before);
            matches!(lower, "few" | "several" | "many" | "more" | "first" | "last" | "final")
                || tokens.kind(before) == TokenKind::Number
                || lower.split('-').any(lexicon::numbers::is_number_word)
        };
        // "The minutes" are a paper, "a few minutes" and "nine minutes" are not.
        let is_time = lexicon::UNITS_THAT_ARE_NO_FIGURES.contains(lower) && at > 0 && counts(at - 1);
        if is_time || is_part(tokens, at) || is_done(tokens, at) {
            continue;
        }
        let behind = phrase_end(tokens, at + 1);
        let owned = lexicon::grammar::is_determiner(tokens.lower(start))
            || tokens.lower(start) == "one"
            || behind > at + 1
            || (start..at).any(|it| tokens.kind(it) == TokenKind::Possessive);
        let shows = is_verb(tokens.lower(at + 1)) || is_saying_verb(tokens.lower(at + 1));
        let is_mass = matches!(
            lower,
            "data" | "evidence" | "law" | "laws" | "notice" | "paper" | "research" | "testimony"
        );
        let found_alone = lower.ends_with('s') || at > 0 && is_preposition(tokens.lower(at - 1));
        // "By mutual agreement": one paper has an article or an owner, unless a headline names it.
        let many = lower.ends_with('s');
        let is_within = start > 0 && tokens.is_word(start - 1);
        let is_bare = !owned && !many && start < at && is_within && !tokens.is_capitalised(at - 1);
        let is_matter = is_mass && !owned && !shows || lower == "paper" && !is_paper_of(tokens, at);
        if is_matter || is_bare || start == at && !owned && !shows && !found_alone {
            continue;
        }
        // Without an article it does not show where a verb ends and the noun's own words begin: "achieve positive results".
        let start = if owned { start } else { start.max(at.saturating_sub(1)) };
        end = behind;
        found.push(tokens.span(start, behind));
    }
    found
}

/// Whether a word ends the words that say which paper it is.
fn breaks(lower: &str) -> bool {
    is_preposition(lower)
        || is_verb(lower)
        || lexicon::SUBJECT_PRONOUNS.contains(lower)
        || matches!(lower, "and" | "but" | "not" | "or" | "so" | "than" | "that" | "to" | "which" | "who")
}

/// The first token of the words that say which paper it is whose noun stands at a token.
fn phrase_start(tokens: &Tokens, noun: usize) -> usize {
    let mut start = noun;
    while start > 0 && noun - start < LONGEST {
        let before = start - 1;
        let lower = tokens.lower(before);
        let is_owner =
            tokens.kind(before) == TokenKind::Possessive && before > 0 && tokens.is_word(before - 1);
        if lexicon::grammar::is_determiner(lower) {
            return if matches!(lower, "this" | "that" | "no" | "any") { start } else { before };
        }
        // "A tracking poll", and not "of making statements".
        let is_doing = lower.ends_with("ing")
            && (before == 0 || !tokens.is_word(before - 1) || breaks(tokens.lower(before - 1)));
        let is_word = tokens.is_word(before) || tokens.kind(before) == TokenKind::Number;
        if !is_owner && (!is_word || breaks(lower) || is_doing) {
            return start;
        }
        start = before;
    }
    start
}

/// The token behind what says whose paper it is, or what it is about: "of the meeting", "by the auditor".
fn phrase_end(tokens: &Tokens, at: usize) -> usize {
    if !matches!(tokens.lower(at), "by" | "from" | "of") {
        return at;
    }
    let at_of = at;
    let first = at + 1 + usize::from(lexicon::grammar::is_determiner(tokens.lower(at + 1)));
    let goes_on = |at: &usize| {
        let (lower, kind) = (tokens.lower(*at), tokens.kind(*at));
        let is_gerund = lower.ends_with("ing") && *at == first && first == at_of + 1;
        let is_noun = !breaks(lower) && !is_gerund;
        kind == TokenKind::Possessive
            || kind == TokenKind::Number
            || tokens.is_word(*at) && is_noun && !lexicon::grammar::is_determiner(lower)
    };
    // "The minutes of the committee show": only behind a noun a word is surely a verb.
    let shows = |at: &usize| {
        *at > first && matches!(tokens.lower(*at), "say" | "says" | "show" | "shows" | "suggest" | "suggests")
    };
    let last = (first..tokens.len().min(first + LONGEST)).take_while(|at| goes_on(at) && !shows(at)).last();
    // "Laws by the end of May", "found by accident".
    let names = |last: &usize| {
        (first..=*last).any(|at| tokens.is_capitalised(at))
            || first > at + 1 && tokens.lower(first) != "end"
            || tokens.lower(at) == "of"
    };
    last.filter(names).map_or(at, |last| last + 1)
}

/// Whether the word for a paper is a verb there: "the Herald reports", "he'd notice", "to document".
fn is_done(tokens: &Tokens, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let lower = tokens.lower(before);
    let is_verb_too =
        matches!(tokens.lower(at), "document" | "notice" | "petition" | "reports" | "records" | "register");
    let named = tokens.is_capitalised(before) && !lexicon::grammar::is_determiner(lower);
    is_verb_too
        && (named
            || lower == "to"
            || lexicon::SUBJECT_PRONOUNS.contains(lower)
            || lower.ends_with("'d")
            || lexicon::grammar::is_auxiliary(lower))
}

/// Whether a noun is only part of another one's name, "the ruling party", "a data centre".
fn is_part(tokens: &Tokens, noun: usize) -> bool {
    let next = tokens.lower(noun + 1);
    let runs_on = tokens.is_word(noun + 1) && tokens.spaced_before(noun + 1);
    let is_noun = || {
        !is_stop(next)
            && !is_verb(next)
            && !next.ends_with("ly")
            && !lexicon::grammar::is_determiner(next)
            && (lexicon::BODY_NOUNS.contains(next)
                || lexicon::BODY_NOUNS.contains(next.strip_suffix('s').unwrap_or(next))
                || lexicon::people::is_person_noun(next)
                || matches!(
                    next,
                    "centre" | "center" | "numbers" | "enforcement" | "workers" | "work" | "boxes"
                ))
    };
    let is_ruling = tokens.lower(noun) == "ruling" && tokens.is_capitalised(noun + 1);
    runs_on && (is_noun() || is_ruling)
}

/// Whether "paper" is a text there: "a paper", "the green paper", and not "toilet paper" or "this paper".
fn is_paper_of(tokens: &Tokens, at: usize) -> bool {
    const KINDS: [&str; 9] = [
        "discussion",
        "green",
        "policy",
        "position",
        "published",
        "research",
        "scientific",
        "white",
        "working",
    ];
    let before = at.checked_sub(1).map_or("", |before| tokens.lower(before));
    lexicon::grammar::is_determiner(before) && before != "this" && before != "the" || KINDS.contains(&before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_found_with_what_says_which_one() {
        for (passage, expected) in [
            ("It owes money, its last annual report shows.", vec!["its last annual report"]),
            ("The minutes of the meeting of 3 May are lost.", vec!["The minutes of the meeting"]),
            (
                "A letter from the mayor, and the auditor's study.",
                vec!["A letter from the mayor", "the auditor's study"],
            ),
            ("We need law and order, and toilet paper.", vec![]),
            ("The ruling party wants a data centre, this paper reported.", vec![]),
            ("Documents show it, and a paper was sent.", vec!["a paper"]),
            ("After a few minutes the minutes came.", vec!["the minutes"]),
            (
                "He takes nine minutes to document it, the Herald reports; rules change by the end of May.",
                vec![],
            ),
            (
                "They achieve positive results by mutual agreement after thirty-five minutes.",
                vec!["positive results"],
            ),
            ("The tracking poll of the league shows it.", vec!["The tracking poll of the league"]),
            ("According to filings, filings show it.", vec!["filings", "filings"]),
        ] {
            let found: Vec<&str> =
                find(&Tokens::new(passage)).into_iter().map(|range| &passage[range]).collect();
            assert_eq!(found, expected, "{passage}");
        }
    }
}
