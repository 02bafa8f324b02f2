//! What capitals tell in a sentence. In running text they mark names; in a headline every word has one; in a table of
//! results nearly every word has one because nearly every word is a name.

use crate::lexicon;
use crate::reading::NameKind;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// A capital marks a name.
    Telling,
    /// Nearly every word has a capital, or is written in capitals, and it tells nothing.
    Headline,
}

/// A headline has few words and hardly a number; what is longer or full of numbers is a list.
pub(super) fn of(tokens: &Tokens, sentence: SentenceTokens) -> Capitals {
    const LONGEST: usize = 16;
    let words = || {
        (sentence.start..sentence.end)
            .filter(|&at| tokens.is_word(at) && tokens.text(at).len() > 3 && !super::is_numeric(tokens, at))
    };
    let total = words().take(LONGEST + 1).count();
    if !(4..=LONGEST).contains(&total) {
        return Capitals::Telling;
    }
    let capitals = words().filter(|&at| tokens.is_capitalised(at)).count();
    let shouted = words().filter(|&at| tokens.is_all_capitals(at)).count();
    let marks: usize = (sentence.start..sentence.end)
        .map(|at| match tokens.kind(at) {
            TokenKind::OpenBracket => 2,
            TokenKind::Comma => 1,
            _ => usize::from(super::is_numeric(tokens, at)),
        })
        .sum();
    // "Prime Minister Ana Lopez came on Monday." is short, and no headline for its full stop.
    let stopped = tokens.text(sentence.end - 1).ends_with('.');
    let full = shouted * 10 >= total * 7 || capitals * 10 >= total * 8 && !stopped;
    if full && marks * 3 < total { Capitals::Headline } else { Capitals::Telling }
}

/// A place or a nationality that begins at a token, in whatever letters: how many tokens it takes and what it is.
pub(super) fn known_name(tokens: &Tokens, start: usize, limit: usize) -> Option<(usize, NameKind)> {
    for length in (1..=3).rev().filter(|length| start + length <= limit) {
        let text = &tokens.passage[tokens.span(start, start + length)];
        let titled = title_case(text);
        let plain = length == 1 && lexicon::EVERYDAY_WORDS.contains(tokens.lower(start)) && text != "US";
        if !plain && (lexicon::names::is_place(text) || lexicon::names::is_place(&titled)) {
            return Some((length, NameKind::Place));
        }
        if length == 1 && lexicon::DEMONYMS.contains(&titled) {
            return Some((1, NameKind::Other));
        }
        let surname = tokens.is_capitalised(start + 1)
            && !lexicon::EVERYDAY_WORDS.contains(tokens.lower(start + 1))
            && !lexicon::EVENT_WORDS.contains(tokens.text(start + 1))
            && !lexicon::names::is_organisation_word(tokens.text(start + 1));
        if length == 2 && lexicon::GIVEN_NAMES.contains(&title_case(tokens.text(start))) && surname {
            return Some((2, NameKind::Person));
        }
    }
    None
}

/// "NEW YORK" as "New York".
pub(super) fn title_case(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut inside = false;
    for character in text.chars() {
        if inside {
            result.extend(character.to_lowercase());
        } else {
            result.push(character);
        }
        inside = character.is_alphabetic();
    }
    result
}
