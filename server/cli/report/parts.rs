//! What all parts of the page share: the names by which they link to each other, and how words and shares are written.

pub(super) use crate::cli::formats::text::{counted, thousands};
pub(super) use crate::cli::page::clean;

/// The names by which parts of one draft are linked to. They are made of numbers alone.
#[derive(Clone, Copy)]
pub(super) struct Ids {
    draft: usize,
}

impl Ids {
    /// The names in the draft of that number, from 0.
    pub(super) fn new(draft: usize) -> Ids {
        Ids { draft: draft + 1 }
    }

    /// The draft's part of the page.
    pub(super) fn draft(self) -> String {
        format!("draft-{}", self.draft)
    }

    /// A paragraph.
    pub(super) fn paragraph(self, number: usize) -> String {
        format!("p{}-{number}", self.draft)
    }

    /// An actor's card.
    pub(super) fn actor(self, number: usize) -> String {
        format!("a{}-{number}", self.draft)
    }

    /// A finding in the list.
    pub(super) fn finding(self, number: usize) -> String {
        format!("f{}-{number}", self.draft)
    }

    /// A finding's mark in the text.
    pub(super) fn found(self, number: usize) -> String {
        format!("w{}-{number}", self.draft)
    }

    /// An explanation.
    pub(super) fn note(self, number: usize) -> String {
        format!("n{}-{number}", self.draft)
    }
}

/// A part of a whole in per cent.
pub(super) fn share(part: usize, whole: usize) -> String {
    format!("{} %", (part * 100 + whole / 2) / whole.max(1))
}
