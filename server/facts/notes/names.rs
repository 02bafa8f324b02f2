//! The full names in a reporter's documents and hand-written notes, for how a draft spells them. A machine writes what it hears, so that
//! its transcripts are no witness of a spelling.

use copydesk_language::is_given_name;
use text_size::{TextRange, TextSize};

use super::{Notes, NotesKind, Read};

/// A given name and the capitalised word behind it, as notes have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotesName {
    /// The passage, an index into [`Notes::passages`].
    pub passage: usize,
    /// The name: bytes of its passage.
    pub range: TextRange,
}

impl Notes {
    /// The full names of all files that are said to be documents or notes and were written by people, in order; read when somebody asks
    /// first.
    pub fn names(&self) -> &[NotesName] {
        self.read.as_ref().map_or(&[], |read| read.names.get_or_init(|| read.names_of_people()))
    }
}

impl Read {
    fn names_of_people(&self) -> Vec<NotesName> {
        let mut names = Vec::new();
        for (number, passage) in self.passages.iter().enumerate() {
            let source = &self.sources[passage.file];
            let by_people = matches!(source.named.kind, Some(NotesKind::Document | NotesKind::Notes));
            if !by_people || source.named.machine {
                continue;
            }
            let text = source.text.get(std::ops::Range::<usize>::from(passage.range)).unwrap_or("");
            names.extend(full_names(text).map(|range| NotesName { passage: number, range }));
        }
        names
    }
}

/// Where a given name stands with one capitalised word behind it, a blank between.
fn full_names(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let size = |at: usize| TextSize::new(u32::try_from(at).unwrap_or(u32::MAX));
    let is_letter = |letter: char| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’');
    let mut words = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(char::is_alphabetic).map(|at| rest + at) {
        let end = text[start..].find(|letter| !is_letter(letter)).map_or(text.len(), |at| start + at);
        words.push(start..end);
        rest = end;
    }
    (1..words.len()).filter_map(move |at| {
        let (given, family) = (&words[at - 1], &words[at]);
        let capital = |word: &std::ops::Range<usize>| text[word.clone()].starts_with(char::is_uppercase);
        let is_name = capital(given) && capital(family) && &text[given.end..family.start] == " ";
        let known = || is_given_name(&text[given.clone()].to_lowercase());
        let end = family.start + text[family.clone()].trim_end_matches("’s").trim_end_matches("'s").len();
        (is_name && known()).then(|| TextRange::new(size(given.start), size(end)))
    })
}
