//! Runs of capitalised words, with the small words that stand inside names.

use crate::lexicon;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

use super::{Run, capitals};

/// The run of capitalised words and connectors that begins at a token.
pub(super) fn run_at(tokens: &Tokens, start: usize, sentence: SentenceTokens) -> Option<Run> {
    if !begins_name(tokens, start) {
        return None;
    }
    let limit = sentence.end;
    let mut end = start + 1;
    loop {
        let joined = connector_length(tokens, end, limit);
        let next = end + joined;
        let glued = next < limit && begins_name(tokens, next) && !is_calendar_word(tokens, next);
        if !glued || (joined > 0 && !connects(tokens, start, end, next)) {
            break;
        }
        // A byline or a headline ends where the dateline begins: "Ana Diaz LONDON 2004-03-01".
        let shouted = tokens.is_all_capitals(end - 1) && !tokens.text(end - 1).ends_with('.');
        if joined == 0 && !shouted && is_dateline(tokens, next, sentence) {
            break;
        }
        end = next + 1;
    }
    Some(Run { start, end })
}

fn begins_name(tokens: &Tokens, index: usize) -> bool {
    let lower = tokens.lower(index);
    let hyphened = lower.starts_with("al-") && tokens.text(index)[3..].starts_with(char::is_uppercase);
    // "PHILADELPHIA AT LOS ANGELES": small words in capitals join no names.
    let small = tokens.is_all_capitals(index)
        && lexicon::EVERYDAY_WORDS.contains(lower)
        && !matches!(tokens.text(index), "US" | "WHO");
    tokens.is_word(index) && (tokens.is_capitalised(index) || hyphened) && !small
}

/// Whether a word is a day or a month. "May" behind a given name or a title is somebody's name.
pub(super) fn is_calendar_word(tokens: &Tokens, index: usize) -> bool {
    let lower = tokens.lower(index);
    if !lexicon::CALENDAR_WORDS.contains(lower) {
        return false;
    }
    let before = index.checked_sub(1).map_or("", |at| tokens.text(at));
    let named = matches!(lower, "may" | "august" | "april")
        && (lexicon::GIVEN_NAMES.contains(before) || lexicon::people::is_title_head(&before.to_lowercase()))
        && !super::is_numeric(tokens, index + 1);
    !named
}

/// Whether the capitals at a token name the place where a report was written: "LONDON 2004-03-01", "ROME, Italy",
/// "PARIS (Reuters)", "WASHINGTON —".
pub(super) fn is_dateline(tokens: &Tokens, start: usize, sentence: SentenceTokens) -> bool {
    let mut end = start;
    while end < sentence.end && tokens.is_all_capitals(end) {
        end += 1;
    }
    let long = (start..end).any(|at| tokens.text(at).chars().count() >= 4);
    if !long || end - start > 4 {
        return false;
    }
    match tokens.kind(end) {
        TokenKind::Comma => {
            tokens.is_capitalised(end + 1)
                && (lexicon::names::is_place(tokens.text(end + 1))
                    || lexicon::CALENDAR_WORDS.contains(tokens.lower(end + 1))
                    || super::is_numeric(tokens, end + 2))
        }
        TokenKind::Word => tokens.text(end).contains('-') && super::is_numeric(tokens, end),
        TokenKind::OpenBracket | TokenKind::Dash => {
            let text = capitals::title_case(&tokens.passage[tokens.span(start, end)]);
            start == sentence.start && lexicon::names::is_place(&text)
        }
        _ => false,
    }
}

/// How many small words from a token on can stand inside a name: "of the", "van der", "bin".
fn connector_length(tokens: &Tokens, index: usize, limit: usize) -> usize {
    (index..limit.min(index + 3)).take_while(|&at| lexicon::names::is_connector(tokens.text(at))).count()
}

/// Whether small words between two capitalised parts make one name of them.
fn connects(tokens: &Tokens, start: usize, end: usize, next: usize) -> bool {
    let words: Vec<&str> = (end..next).map(|at| tokens.text(at)).collect();
    match words.as_slice() {
        // "Bank of England", "Department for the Environment"; not "Lee of Acme".
        ["of" | "for"] | ["of" | "for", "the"] => {
            (start..end).any(|at| takes_complement(tokens.text(at)))
                && !lexicon::CALENDAR_WORDS.contains(tokens.lower(next))
        }
        ["and"] => {
            // "Marks and Spencer" cannot be told from two people; "Food and Drug Administration" can, and so can
            // "Ministry of Culture and Sport".
            let plain = !lexicon::GIVEN_NAMES.contains(tokens.text(next))
                && !lexicon::names::is_place(tokens.text(next));
            let office = (start + 1..end).any(|at| matches!(tokens.text(at), "of" | "for"))
                && lexicon::names::is_organisation_word(tokens.text(start))
                && !lexicon::names::is_place(tokens.text(end - 1))
                && !lexicon::names::is_organisation_word(tokens.text(next));
            let body = lexicon::names::is_organisation_word(tokens.text(next + 1))
                && !lexicon::names::is_place(tokens.text(end - 1))
                && !lexicon::names::is_organisation_word(tokens.text(end - 1))
                && tokens.is_capitalised(next + 1)
                && !tokens.is_all_capitals(end - 1);
            plain && (office || body)
        }
        ["the"] => false,
        ["&"] => true,
        ["e" | "y" | "al" | "el" | "la" | "le" | "do"] => {
            end - start <= 3 && !lexicon::names::is_place(tokens.text(end - 1))
        }
        [] => true,
        _ => words.iter().all(|word| !matches!(*word, "of" | "for" | "and" | "the")),
    }
}

/// Whether a word begins names with "of" or "for": "Bank of …", "House of …".
fn takes_complement(word: &str) -> bool {
    lexicon::COMPLEMENT_HEADS.contains(word)
        || lexicon::names::is_organisation_word(word) && !matches!(word, "Times" | "Inc" | "Corp")
}
