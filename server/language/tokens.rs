//! Tokens of a passage, cut for news: "U.S.", "Mr.", "J.", "$1.5", "AT&T" and "10-year-old" stay whole, a possessive
//! "'s" stands apart, and every quotation mark is a token of its own, so that later steps need not look at characters.

use std::ops::Range;

use text_size::{TextRange, TextSize};

use crate::lexicon;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TokenKind {
    /// Letters, with digits, hyphens, apostrophes and abbreviation dots inside.
    Word,
    /// Digits with separators: "1,000", "3.5".
    Number,
    /// A possessive ending: "'s", or a bare apostrophe after a plural that no quotation claims.
    Possessive,
    /// A character that may open or close a quotation.
    Quote,
    /// ".", "!", "?" or an ellipsis.
    Stop,
    /// ",".
    Comma,
    /// ":".
    Colon,
    /// ";".
    Semicolon,
    /// A dash between words.
    Dash,
    /// "(", "[" or "{".
    OpenBracket,
    /// ")", "]" or "}".
    CloseBracket,
    /// Anything else: currency, per cent, the stand-in for inline code.
    Symbol,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Bytes in the passage.
    pub(crate) range: TextRange,
    pub(crate) kind: TokenKind,
    /// Bytes in the arena of lower-case texts.
    lower: TextRange,
}

/// The tokens of one passage, with their texts.
pub(crate) struct Tokens<'a> {
    pub(crate) passage: &'a str,
    tokens: Vec<Token>,
    lower: String,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(passage: &'a str) -> Tokens<'a> {
        let mut cutter = Cutter { passage, at: 0 };
        let mut tokens = Vec::with_capacity(passage.len() / 5);
        let mut lower = String::with_capacity(passage.len());
        while let Some((range, kind)) = cutter.next() {
            let start = TextSize::of(lower.as_str());
            for character in passage[range].chars() {
                match character {
                    '’' => lower.push('\''),
                    _ => lower.extend(character.to_lowercase()),
                }
            }
            let end = TextSize::of(lower.as_str());
            tokens.push(Token { range, kind, lower: TextRange::new(start, end) });
        }
        Tokens { passage, tokens, lower }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn range(&self, index: usize) -> TextRange {
        self.tokens[index].range
    }

    /// The kind of a token; past the end it is a stop, so that look-ahead needs no bounds.
    pub(crate) fn kind(&self, index: usize) -> TokenKind {
        self.tokens.get(index).map_or(TokenKind::Stop, |token| token.kind)
    }

    pub(crate) fn text(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.passage[token.range])
    }

    /// The text in lower case with straight apostrophes; empty past the end.
    pub(crate) fn lower(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &self.lower[token.lower])
    }

    pub(crate) fn is_word(&self, index: usize) -> bool {
        self.kind(index) == TokenKind::Word && index < self.tokens.len()
    }

    /// Whether the token begins with a capital.
    pub(crate) fn is_capitalised(&self, index: usize) -> bool {
        self.is_word(index) && self.text(index).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether every letter of a token of two letters or more is a capital.
    pub(crate) fn is_all_capitals(&self, index: usize) -> bool {
        let letters = || self.text(index).chars().filter(|character| character.is_alphabetic());
        letters().count() >= 2 && letters().all(char::is_uppercase)
    }

    /// The passage's bytes from the first token to the last of a half-open token range; empty ranges have no bytes.
    pub(crate) fn span(&self, start: usize, end: usize) -> TextRange {
        if start >= end {
            return TextRange::empty(
                self.tokens.get(start).map_or(TextSize::of(self.passage), |t| t.range.start()),
            );
        }
        TextRange::new(self.tokens[start].range.start(), self.tokens[end - 1].range.end())
    }

    /// The first token that ends after a byte.
    pub(crate) fn at(&self, offset: TextSize) -> usize {
        self.tokens.partition_point(|token| token.range.end() <= offset)
    }

    /// The tokens that a range of bytes touches, half open.
    pub(crate) fn touching(&self, range: TextRange) -> Range<usize> {
        let (start, end) = (self.at(range.start()), self.at(range.end()));
        let cut = self.tokens.get(end).is_some_and(|token| token.range.start() < range.end());
        start..end + usize::from(cut)
    }

    pub(crate) fn set_kind(&mut self, index: usize, kind: TokenKind) {
        self.tokens[index].kind = kind;
    }

    /// How many words and numbers stand in a half-open token range.
    pub(crate) fn count_words(&self, start: usize, end: usize) -> usize {
        (start..end).filter(|&index| matches!(self.kind(index), TokenKind::Word | TokenKind::Number)).count()
    }

    /// Whether white space stands before the token, or the passage begins with it.
    pub(crate) fn spaced_before(&self, index: usize) -> bool {
        let start = usize::from(self.range(index).start());
        self.passage[..start].chars().next_back().is_none_or(char::is_whitespace)
    }

    /// Whether white space stands behind the token, or the passage ends with it.
    pub(crate) fn spaced_after(&self, index: usize) -> bool {
        let end = usize::from(self.range(index).end());
        self.passage[end..].chars().next().is_none_or(char::is_whitespace)
    }
}

pub(crate) fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

struct Cutter<'a> {
    passage: &'a str,
    at: usize,
}

impl Cutter<'_> {
    fn next(&mut self) -> Option<(TextRange, TokenKind)> {
        let rest = &self.passage[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        let rest = &self.passage[start..];
        let first = rest.chars().next()?;
        let (length, kind) = if first.is_numeric() {
            let length = word_length(rest);
            let plain = rest[..length].chars().all(|c| c.is_numeric() || matches!(c, '.' | ','));
            (length, if plain { TokenKind::Number } else { TokenKind::Word })
        } else if first.is_alphabetic() {
            (word_length(rest), TokenKind::Word)
        } else if let Some(length) = possessive_length(&self.passage[..start], rest) {
            (length, TokenKind::Possessive)
        } else {
            punctuation(rest, first)
        };
        self.at = start + length;
        let at = |offset: usize| TextSize::try_from(offset).expect("invariant: a passage is under 4 GiB");
        Some((TextRange::new(at(start), at(start + length)), kind))
    }
}

/// The length of "'s" where it follows a letter directly.
fn possessive_length(before: &str, rest: &str) -> Option<usize> {
    let mut characters = rest.chars();
    let apostrophe = characters.next().filter(|&character| is_apostrophe(character))?;
    let follows = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.');
    let s = characters.next().is_some_and(|character| matches!(character, 's' | 'S'));
    let ends = !characters.next().is_some_and(char::is_alphanumeric);
    (follows && s && ends).then_some(apostrophe.len_utf8() + 1)
}

fn punctuation(rest: &str, first: char) -> (usize, TokenKind) {
    let run = |wanted: fn(char) -> bool| rest.find(|character| !wanted(character)).unwrap_or(rest.len());
    match first {
        '.' | '!' | '?' | '…' => (run(|c| matches!(c, '.' | '!' | '?' | '…')), TokenKind::Stop),
        ',' => (1, TokenKind::Comma),
        ':' => (1, TokenKind::Colon),
        ';' => (1, TokenKind::Semicolon),
        '—' | '–' | '―' | '-' => (run(|c| matches!(c, '—' | '–' | '―' | '-')), TokenKind::Dash),
        '(' | '[' | '{' => (1, TokenKind::OpenBracket),
        ')' | ']' | '}' => (1, TokenKind::CloseBracket),
        _ if is_quotation_mark(first) => (first.len_utf8(), TokenKind::Quote),
        _ => (first.len_utf8(), TokenKind::Symbol),
    }
}

/// No word goes on behind so many bytes: of a name of a thousand hyphenated parts each part would be looked up with all others.
const LONGEST_WORD: usize = 256;
/// More letters with a dot each are none of "U.S." and "a.m."
const MOST_INITIALS: usize = 16;

/// The length of the word or number that `rest` begins with.
fn word_length(rest: &str) -> usize {
    let dotted = dotted_length(rest);
    if dotted > 0 {
        return dotted;
    }
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let joins = match character {
            _ if character.is_alphanumeric() || is_combining(character) => true,
            '-' | '‑' | '&' => next.is_some_and(char::is_alphanumeric),
            '.' | ',' => {
                let digit_before = rest[..at].chars().next_back().is_some_and(char::is_numeric);
                digit_before && next.is_some_and(char::is_numeric)
            }
            '\'' | '’' => {
                // "don't" and "O'Brien" are words; "Lee's" is a word and a possessive.
                let after: String = rest[at + character.len_utf8()..].chars().take(2).collect();
                let mut after = after.chars();
                let letter = after.next();
                let possessive =
                    matches!(letter, Some('s' | 'S')) && !after.next().is_some_and(char::is_alphanumeric);
                letter.is_some_and(char::is_alphabetic) && !possessive
            }
            _ => false,
        };
        if !joins || end >= LONGEST_WORD {
            break;
        }
        end = at + character.len_utf8();
    }
    let word = &rest[..end];
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    let followed = rest[end..].strip_prefix('.').is_some_and(|after| after.starts_with(char::is_whitespace));
    let abbreviated = rest[end..].starts_with('.') && lexicon::ABBREVIATIONS.contains(word);
    if abbreviated || (initial && followed) { end + 1 } else { end }
}

/// The length of dotted initials such as "U.S." or "a.m.", with their last dot; zero where there are none.
fn dotted_length(rest: &str) -> usize {
    let mut length = 0;
    let mut pairs = 0;
    let mut characters = rest.chars();
    while let (Some(letter), Some('.')) = (characters.next(), characters.next()) {
        if !letter.is_alphabetic() || pairs == MOST_INITIALS {
            break;
        }
        length += letter.len_utf8() + 1;
        pairs += 1;
    }
    let glued = rest[length..].chars().next().is_some_and(char::is_alphanumeric);
    if pairs >= 2 && !glued { length } else { 0 }
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_goes_on_for_ever() {
        for part in ["Lopez-", "O'", "B.", "a&", "1,", "é", "“", "rain"] {
            let passage = part.repeat(2_000);
            let tokens = Tokens::new(&passage);
            for at in 0..tokens.len() {
                assert!(tokens.text(at).len() <= LONGEST_WORD + 1, "{part}: {} bytes", tokens.text(at).len());
            }
            let read: usize = (0..tokens.len()).map(|at| tokens.text(at).len()).sum();
            assert_eq!(read, passage.len(), "{part}");
        }
    }
}
