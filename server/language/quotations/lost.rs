//! Where a quotation ends whose closing mark is missing: in front of the words that say who said it, as these words stand behind a
//! comma. This is asked of quotations that nothing closes, before anybody knows their sources.

use crate::lexicon;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

/// Where a quotation in the tokens `start..end` ends that lacks its closing mark: behind the mark before the attribution that
/// stands in it, "… in June, said Ines Duarte" or "… in June, Ines Duarte said."
pub(super) fn attribution(tokens: &Tokens, start: usize, end: usize) -> Option<usize> {
    (start + 1..end)
        .find(|&mark| {
            let after = Behind { tokens, at: mark + 1, end };
            match tokens.kind(mark) {
                TokenKind::Comma => after.verb_and_source() || after.source_and_verb(),
                TokenKind::Stop => !tokens.text(mark).ends_with('.') && after.verb_and_source(),
                _ => false,
            }
        })
        .map(|mark| mark + 1)
}

/// The words behind a mark that may end a quotation.
struct Behind<'a> {
    tokens: &'a Tokens<'a>,
    at: usize,
    end: usize,
}

impl Behind<'_> {
    /// "said Ines Duarte, the mayor", "asked the owner.", "added she".
    fn verb_and_source(&self) -> bool {
        let tokens = self.tokens;
        if !self.is_verb(self.at) || is_told(tokens.lower(self.at)) {
            return false;
        }
        // A source alone: "said the staff wanted rest" reports something else.
        let end = self.source_end(self.at + 1);
        end > self.at + 1 && (self.ends(end) || goes_on_behind_source(tokens.lower(end)))
    }

    /// "Ines Duarte said on Monday.", "the mayor told reporters", "she said."
    fn source_and_verb(&self) -> bool {
        let tokens = self.tokens;
        let source = self.source_end(self.at);
        let mut verb = self.apposition_end(source);
        // "She later said".
        let adverb = tokens.lower(verb);
        verb += usize::from(adverb.ends_with("ly") || matches!(adverb, "later" | "also" | "then"));
        if source == self.at || !self.is_verb(verb) {
            return false;
        }
        let behind = verb + 1;
        // "My aunt, she told me", "Tom said to us": somebody is quoted who tells it.
        let listener = behind + usize::from(tokens.lower(behind) == "to");
        let pronoun = is_pronoun(tokens.lower(self.at));
        self.ends(behind)
            || !pronoun
                && !is_first_person(tokens.lower(listener))
                && (is_told(tokens.lower(verb)) || goes_on_behind_verb(tokens.lower(behind)))
    }

    /// The end of the words for a source that begin at a token; that token where there are none.
    fn source_end(&self, start: usize) -> usize {
        let first = self.tokens.lower(start);
        let named = self.tokens.is_capitalised(start) && !is_first_person(first);
        if start >= self.end || !(named || is_pronoun(first) || begins_source(first)) {
            return start;
        }
        let longest = if is_pronoun(first) { 1 } else { MOST_SOURCE };
        let in_source = |&at: &usize| {
            self.tokens.is_word(at)
                && !self.is_verb(at)
                && !is_finite(self.tokens.lower(at))
                && (at == start || !goes_on_behind_source(self.tokens.lower(at)))
        };
        start + (start..self.end).take(longest).take_while(in_source).count()
    }

    /// The token behind an apposition between commas that begins at a token; that token where there is none.
    fn apposition_end(&self, start: usize) -> usize {
        if start >= self.end || self.tokens.kind(start) != TokenKind::Comma {
            return start;
        }
        let words = |&at: &usize| matches!(self.tokens.kind(at), TokenKind::Word | TokenKind::Number);
        let end = start + 1 + (start + 1..self.end).take(MOST_APPOSITION).take_while(words).count();
        if self.tokens.kind(end) == TokenKind::Comma { end + 1 } else { start }
    }

    fn ends(&self, at: usize) -> bool {
        at >= self.end
            || !matches!(self.tokens.kind(at), TokenKind::Word | TokenKind::Number | TokenKind::Possessive)
    }

    /// A verb of speech in a form that has a subject.
    fn is_verb(&self, at: usize) -> bool {
        let word = self.tokens.lower(at);
        let finite = word.ends_with("ed") || word.ends_with('s') || PASTS.contains(&word);
        self.tokens.is_word(at) && finite && verbs::is_saying_verb(word)
    }
}

/// A source of more words is a clause.
const MOST_SOURCE: usize = 6;
const MOST_APPOSITION: usize = 8;
const PASTS: &[&str] = &["said", "wrote", "told"];

fn is_told(verb: &str) -> bool {
    matches!(verb, "told" | "tells")
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they")
}

fn is_first_person(word: &str) -> bool {
    let word = word.split('\'').next().unwrap_or(word);
    matches!(word, "i" | "me" | "we" | "us" | "you" | "my" | "our")
}

fn begins_source(word: &str) -> bool {
    lexicon::ARTICLES.contains(word)
        || lexicon::POSSESSIVES.contains(word) && !is_first_person(word)
        || matches!(word, "one" | "another")
}

/// Whether a word in lower case goes on with an attribution whose verb has no object: "said on", "said yesterday".
fn goes_on_behind_verb(word: &str) -> bool {
    lexicon::ATTRIBUTION_TAILS.contains(word) || word == "by" || lexicon::CALENDAR_WORDS.contains(word)
}

/// Whether a word in lower case goes on with a source behind its verb: "said Ines Duarte of".
fn goes_on_behind_source(word: &str) -> bool {
    lexicon::ATTRIBUTION_TAILS.contains(word) || matches!(word, "of" | "for" | "who" | "whose" | "with")
}

/// Whether a word in lower case shows that words for a source are the subject of a clause.
fn is_finite(word: &str) -> bool {
    lexicon::FINITE_AUXILIARIES.contains(word)
        || matches!(
            word,
            "wanted"
                | "wants"
                | "needed"
                | "needs"
                | "thought"
                | "thinks"
                | "felt"
                | "feels"
                | "knew"
                | "knows"
                | "went"
                | "got"
        )
}
