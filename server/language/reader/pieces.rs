//! Word pieces: the longest known beginnings of a word, one behind the other, in lower case and without accents. The
//! method is BERT's (Devlin and others, 2019); the vocabulary is that of the base model.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words of more letters are unknown as a whole, as they were in training.
const LONGEST_WORD: usize = 100;

pub(super) struct Pieces {
    /// Pieces that begin a word.
    openings: HashMap<&'static str, u16>,
    /// Pieces that go on with one, without their mark.
    endings: HashMap<&'static str, u16>,
    /// What opens a window, and what closes it.
    pub(super) open: u16,
    pub(super) close: u16,
    unknown: u16,
}

impl Pieces {
    /// Reads a vocabulary: one piece a line, in the order of their numbers.
    pub(super) fn new(vocabulary: &'static str) -> Pieces {
        let mut openings = HashMap::with_capacity(25_000);
        let mut endings = HashMap::with_capacity(6_000);
        for (line, number) in vocabulary.lines().zip(0..) {
            match line.strip_prefix("##") {
                Some(ending) if !ending.is_empty() => endings.insert(ending, number),
                _ => openings.insert(line, number),
            };
        }
        let named =
            |name: &str| openings.get(name).copied().expect("invariant: the vocabulary has its marks");
        let (open, close, unknown) = (named("[CLS]"), named("[SEP]"), named("[UNK]"));
        Pieces { openings, endings, open, close, unknown }
    }

    /// The pieces of a word or mark, at least one.
    pub(super) fn of(&self, word: &str, out: &mut Vec<u16>) {
        let before = out.len();
        let plain = word.is_ascii();
        let folded: String = if plain {
            word.to_ascii_lowercase()
        } else {
            let letters = word.nfd().filter(|&letter| !is_combining_mark(letter));
            letters
                .flat_map(char::to_lowercase)
                .map(|letter| if letter == '’' { '\'' } else { letter })
                .collect()
        };
        // Ideographs are words of their own, and the underscore is a mark.
        let mut part = 0;
        for (at, letter) in folded.char_indices() {
            if letter == '_' || is_ideograph(letter) {
                self.add(&folded[part..at], out);
                part = at + letter.len_utf8();
                self.add(&folded[at..part], out);
            }
        }
        self.add(&folded[part..], out);
        if out.len() == before {
            out.push(self.unknown);
        }
    }

    fn add(&self, word: &str, out: &mut Vec<u16>) {
        let before = out.len();
        if word.chars().count() > LONGEST_WORD {
            out.push(self.unknown);
            return;
        }
        let mut rest = word;
        while !rest.is_empty() {
            let known = if rest.len() == word.len() { &self.openings } else { &self.endings };
            let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).rev();
            let Some((end, number)) = ends.into_iter().find_map(|end| Some((end, *known.get(&rest[..end])?)))
            else {
                out.truncate(before);
                out.push(self.unknown);
                return;
            };
            out.push(number);
            rest = &rest[end..];
        }
    }
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2CEAF}')
}
