//! The figures of a reporter's documents, for what a draft says that these have.

use copydesk_language::{Quantity, numbers};
use text_size::TextRange;

use super::{Notes, NotesKind, Read};

/// A figure of a document; the ranges of its quantity are bytes of its passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotesFigure {
    /// The passage, an index into [`Notes::passages`].
    pub passage: usize,
    /// The figure.
    pub quantity: Quantity,
}

impl Notes {
    /// The figures of all files that are said to be documents, in order; read when somebody asks first.
    pub fn figures(&self) -> &[NotesFigure] {
        self.read.as_ref().map_or(&[], |read| read.figures.get_or_init(|| read.figures_of_documents()))
    }

    /// Some words of a passage, by their bytes there.
    pub fn words_in(&self, passage: usize, range: TextRange) -> &str {
        let Some(here) = self.passages().get(passage) else { return "" };
        let range = range + here.range.start();
        let source = self.sources().get(here.file);
        source.and_then(|source| source.text.get(std::ops::Range::<usize>::from(range))).unwrap_or("")
    }
}

impl Read {
    fn figures_of_documents(&self) -> Vec<NotesFigure> {
        let mut figures = Vec::new();
        for (number, passage) in self.passages.iter().enumerate() {
            let source = &self.sources[passage.file];
            if source.named.kind != Some(NotesKind::Document) {
                continue;
            }
            let text = source.text.get(std::ops::Range::<usize>::from(passage.range)).unwrap_or("");
            let found = numbers(text).quantities.into_iter();
            figures.extend(found.map(|quantity| NotesFigure { passage: number, quantity }));
        }
        figures
    }
}
