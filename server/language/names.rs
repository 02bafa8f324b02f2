//! Names: runs of capitalised words with what belongs inside them, cut where a nationality, a title or a new name
//! begins, and a guess at what each names.

use text_size::{TextRange, TextSize};

use crate::lexicon;
use crate::reader::Labels;
use crate::reading::{Name, NameKind};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

mod beside;
mod capitals;
mod entourage;
mod kind;
mod learned;
mod opening;
mod parts;
mod runs;
#[cfg(test)]
mod tests;

use capitals::Capitals;
use kind::Guess;
use parts::Part;

/// A half-open range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    start: usize,
    end: usize,
}

impl Run {
    fn len(self) -> usize {
        self.end - self.start
    }

    fn tokens(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// How sure a word in a headline, where every word has a capital, is to be a name.
const IN_HEADLINE: f32 = 0.3;
/// The same for a word that only the start of a sentence may have given its capital.
const AT_OPENING: f32 = 0.5;
/// A guess at a kind by capitals and lists that is no surer speaks for nothing.
const CHANCE: f32 = 0.6;
/// The same where the next sentence goes on with "he" or "she".
const TAKEN_UP: f32 = 0.6;

/// Finds the names of a passage, in order: by their capitals and the lists, corrected by what the learned reader says.
/// `quoted` tells whether a byte range lies inside a quotation.
pub(crate) fn find(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    labels: &Labels,
    quoted: &dyn Fn(TextRange) -> bool,
) -> Vec<Name> {
    let mut names = by_capitals(tokens, sentences, quoted);
    learned::correct(tokens, sentences, labels, quoted, &mut names);
    beside::correct(tokens, &mut names);
    names.retain_mut(|name| {
        let text = &tokens.passage[name.range];
        if is_to_come(text) || is_party_mark(text) {
            return false;
        }
        if let Some(seat) = seat(text).filter(|seat| lexicon::names::is_place(seat)) {
            let range = TextRange::new(name.range.end() - TextSize::of(seat), name.range.end());
            *name = Name { range, ..beside::told(name, NameKind::Place) };
        }
        true
    });
    entourage::name(tokens, &mut names);
    names
}

fn by_capitals(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Vec<Name> {
    let finder = Finder { tokens, quoted, sporting: is_sporting(tokens) };
    let mut names = Vec::new();
    for &sentence in sentences {
        let capitals = capitals::of(tokens, sentence);
        let mut at = sentence.start;
        while at < sentence.end {
            let Some(run) = runs::run_at(tokens, at, sentence) else {
                at += 1;
                continue;
            };
            at = run.end;
            match capitals {
                Capitals::Telling => {
                    let parts = parts::split(tokens, run, sentence);
                    names.extend(parts.into_iter().filter_map(|part| finder.name(part, run, sentence)));
                }
                Capitals::Headline => finder.in_headline(run, &mut names),
            }
        }
    }
    names
}

/// Whether letters stand for what is to come, "TK", and so for nobody.
fn is_to_come(text: &str) -> bool {
    text.len() > 1 && (text.trim_start_matches("TK").is_empty() || text.trim_start_matches('X').is_empty())
}

/// Whether letters only say for which party and state somebody sits: "D-N.C.", "D-Wis.".
fn is_party_mark(text: &str) -> bool {
    seat(text).is_some_and(|state| {
        let letters = state.chars().filter(|c| c.is_alphabetic()).count();
        let short = (1..=2).contains(&letters) && state.chars().all(|c| c.is_uppercase() || c == '.');
        short || lexicon::names::is_place(&format!("{}.", state.trim_end_matches('.')))
    })
}

/// What stands behind a party's letter and a hyphen: "Ohio" of "R-Ohio".
fn seat(text: &str) -> Option<&str> {
    text.strip_prefix(['D', 'R', 'I']).and_then(|rest| rest.strip_prefix('-'))
}

/// Whether a passage speaks of matches, so that a city's name is likely its team's.
fn is_sporting(tokens: &Tokens) -> bool {
    (0..tokens.len()).filter(|&at| lexicon::TEAM_WORDS.contains(tokens.lower(at))).nth(1).is_some()
}

struct Finder<'t, 'p> {
    tokens: &'t Tokens<'p>,
    quoted: &'t dyn Fn(TextRange) -> bool,
    sporting: bool,
}

impl Finder<'_, '_> {
    fn name(&self, part: Part, whole: Run, sentence: SentenceTokens) -> Option<Name> {
        let tokens = self.tokens;
        let Run { start, end } = part.run;
        let opens = opening::starts_clause(tokens, start, sentence);
        let lone_opener = opens && start == whole.start && end - start == 1;
        let range = self.range(part.run, sentence);
        let text = &tokens.passage[range];
        if lone_opener && (opening::is_ordinary(tokens, start) || text.len() < 2) {
            return None;
        }
        let letters = text.chars().filter(|character| character.is_alphabetic()).count();
        if letters < 2 || end - start == 1 && is_pronoun_or_contraction(tokens.lower(start)) {
            return None;
        }
        let title = part.title.map(|title| tokens.span(title.start, title.end));
        let title = title.or_else(|| parts::title_before(tokens, start, sentence));
        let guess = kind::guess(tokens, part.run, sentence, title.is_some(), self.sporting);
        // "Osgathorpe put it better. He told …": the pronoun that takes it up tells that it is somebody's name.
        let taken_up = lone_opener
            && !guess.opens_surely
            && start == sentence.start
            && matches!(tokens.lower(sentence.end), "he" | "she")
            && text.chars().count() > 3
            && !lexicon::names::is_organisation_word(text);
        if taken_up {
            let guess = Guess { kind: NameKind::Person, confidence: TAKEN_UP, opens_surely: true };
            return Some(self.finish(range, guess, title));
        }
        let confidence = if lone_opener && !guess.opens_surely { AT_OPENING } else { guess.confidence };
        Some(self.finish(range, Guess { confidence, ..guess }, title))
    }

    /// The bytes of a name. A full stop that ends the sentence belongs to it, not to "Co."; "U.S." keeps its own.
    fn range(&self, run: Run, sentence: SentenceTokens) -> TextRange {
        let range = self.tokens.span(run.start, run.end);
        let last = self.tokens.text(run.end - 1);
        let closes = run.end >= sentence.end && last.ends_with('.') && last.matches('.').count() == 1;
        if closes { TextRange::new(range.start(), range.end() - TextSize::of('.')) } else { range }
    }

    /// In a headline only what everybody knows is a name for sure; the rest waits for the draft to tell.
    fn in_headline(&self, run: Run, names: &mut Vec<Name>) {
        let tokens = self.tokens;
        let mut unknown = run.start;
        let mut at = run.start;
        while at < run.end {
            let Some((length, kind)) = capitals::known_name(tokens, at, run.end) else {
                at += 1;
                continue;
            };
            self.unknown_in_headline(Run { start: unknown, end: at }, names);
            let guess = Guess { kind, confidence: 0.7, opens_surely: true };
            names.push(self.finish(tokens.span(at, at + length), guess, None));
            at += length;
            unknown = at;
        }
        self.unknown_in_headline(Run { start: unknown, end: run.end }, names);
    }

    fn unknown_in_headline(&self, run: Run, names: &mut Vec<Name>) {
        if run.len() == 0 {
            return;
        }
        let guess = Guess { kind: NameKind::Organisation, confidence: IN_HEADLINE, opens_surely: false };
        names.push(self.finish(self.tokens.span(run.start, run.end), guess, None));
    }

    fn finish(&self, range: TextRange, guess: Guess, title: Option<TextRange>) -> Name {
        let mut kinds = [0.0; 4];
        kinds[guess.kind as usize] = (guess.confidence - CHANCE).max(0.0);
        let Guess { kind, confidence, .. } = guess;
        Name { range, kind, confidence, kinds, title, quoted: (self.quoted)(range) }
    }
}

/// Whether a token is an initial: "J.".
fn is_initial(word: &str) -> bool {
    word.len() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase)
}

/// Whether a token is a number or begins with one: "42", "1996-08-30".
fn is_numeric(tokens: &Tokens, index: usize) -> bool {
    tokens.kind(index) == TokenKind::Number || tokens.text(index).starts_with(|c: char| c.is_ascii_digit())
}

/// Words that are written with a capital and name nobody: "I'm", "Mr.".
fn is_pronoun_or_contraction(lower: &str) -> bool {
    lower == "i"
        || lower.starts_with("i'")
        || matches!(lower, "mr." | "mrs." | "ms." | "dr." | "no." | "nos.")
}
