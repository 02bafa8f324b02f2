//! Acronyms, and the expansion in brackets beside them.

use text_size::TextRange;

use crate::lexicon;
use crate::reading::Acronym;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

/// Finds the acronyms of a passage, in order; a sentence in capitals throughout has none.
pub(crate) fn find(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Vec<Acronym> {
    let mut found = Vec::new();
    for &sentence in sentences {
        let shouted = (sentence.start..sentence.end).filter(|&at| tokens.is_all_capitals(at)).count();
        let words = tokens.count_words(sentence.start, sentence.end);
        if shouted >= 3 && shouted * 2 > words {
            continue;
        }
        for at in sentence.start..sentence.end {
            let Some(range) = acronym(tokens, at) else { continue };
            found.push(Acronym {
                range,
                expansion: expansion(tokens, at, sentence, range),
                quoted: quoted(range),
            });
        }
    }
    found
}

fn acronym(tokens: &Tokens, at: usize) -> Option<TextRange> {
    if !tokens.is_word(at) {
        return None;
    }
    let text = tokens.text(at);
    let singular = text.strip_suffix('s').unwrap_or(text);
    let letters = singular.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = singular.chars().all(|c| c.is_uppercase() || c == '&');
    let roman = singular.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    if !capitals || roman || !(2..=7).contains(&letters) {
        return None;
    }
    let range = tokens.range(at);
    let end = range.start() + text_size::TextSize::of(singular);
    Some(TextRange::new(range.start(), end))
}

/// The words whose initials the acronym is: "World Food Programme (WFP)" or "WFP (World Food Programme)".
fn expansion(tokens: &Tokens, at: usize, sentence: SentenceTokens, range: TextRange) -> Option<TextRange> {
    let letters: Vec<char> = tokens.passage[range].chars().filter(|c| c.is_alphabetic()).collect();
    let bracketed = at > sentence.start && tokens.kind(at - 1) == TokenKind::OpenBracket;
    if bracketed {
        let mut end = at - 1;
        if end > sentence.start && tokens.kind(end - 1) == TokenKind::Quote {
            end -= 1;
        }
        return (sentence.start.max(end.saturating_sub(letters.len() + 5))..end)
            .rev()
            .find(|&start| initials_match(tokens, start, end, &letters))
            .or_else(|| loosely_spelled(tokens, sentence.start, end, &letters))
            .map(|start| tokens.span(start, end));
    }
    if tokens.kind(at + 1) != TokenKind::OpenBracket {
        let comma = tokens.kind(at + 1) == TokenKind::Comma
            || at > sentence.start && tokens.kind(at - 1) == TokenKind::Comma;
        return comma.then(|| beside_comma(tokens, at, sentence, &letters))?;
    }
    let close =
        (at + 2..sentence.end.min(at + 14)).find(|&end| tokens.kind(end) == TokenKind::CloseBracket)?;
    initials_match(tokens, at + 2, close, &letters).then(|| tokens.span(at + 2, close))
}

/// Where a name of capitalised words directly before the bracket starts that has the letters in their order, though they are
/// not its initials: "Singapore Airlines (SIA)".
fn loosely_spelled(tokens: &Tokens, from: usize, end: usize, letters: &[char]) -> Option<usize> {
    let start = (from..end).rev().take_while(|&at| tokens.is_capitalised(at)).last()?;
    let name: String = (start..end).map(|at| tokens.lower(at)).collect();
    let mut rest = name.chars();
    let spelled = letters.iter().all(|letter| rest.any(|c| c == letter.to_ascii_lowercase()));
    let begins = name.starts_with(letters.first()?.to_ascii_lowercase());
    (end - start >= 2 && begins && spelled).then_some(start)
}

/// "the World Food Programme, or WFP,".
fn beside_comma(tokens: &Tokens, at: usize, sentence: SentenceTokens, letters: &[char]) -> Option<TextRange> {
    let mut end = at;
    while end > sentence.start
        && (tokens.kind(end - 1) == TokenKind::Comma
            || matches!(tokens.lower(end - 1), "or" | "the" | "known" | "as"))
    {
        end -= 1;
    }
    (sentence.start.max(end.saturating_sub(letters.len() + 5))..end)
        .rev()
        .find(|&start| initials_match(tokens, start, end, letters))
        .map(|start| tokens.span(start, end))
}

/// Whether the initials of the words, small words passed over at will, spell the letters; hyphens begin words.
fn initials_match(tokens: &Tokens, start: usize, end: usize, letters: &[char]) -> bool {
    let mut wanted = letters.iter().copied().map(|c| c.to_ascii_lowercase()).peekable();
    let mut first = true;
    for at in start..end {
        if !tokens.is_word(at) {
            continue;
        }
        for part in tokens.lower(at).split(['-', '&']) {
            let initial = part.chars().next();
            if initial.is_some() && initial == wanted.peek().copied() {
                wanted.next();
            } else if first || !lexicon::INITIALLESS_WORDS.contains(part) {
                return false;
            }
            first = false;
        }
    }
    wanted.peek().is_none()
}
