//! What is known of one passage on its own. It depends on the passage's words and links alone, all places in it count
//! from the passage's first byte, and so it is kept for as long as those words stand unchanged, wherever they move.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use copydesk_language::{Reading, read};
use copydesk_text::{Passage, PassageKind};
use text_size::TextRange;

use crate::containment::contained;

/// A finding of a rule that needs no more than one passage.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PassageFinding {
    pub(crate) rule: &'static str,
    pub(crate) message: String,
    pub(crate) spot: Spot,
}

/// What the rules find in a passage on its own.
pub(crate) type Check = fn(&Passage) -> Vec<PassageFinding>;

/// Where in a passage a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Bytes in the passage's text.
    Words(TextRange),
    /// A link, by its number: the words and the address.
    Link(usize),
}

/// The facts of a block's passages.
pub(crate) type BlockFacts = Arc<[Arc<PassageFacts>]>;

#[derive(Debug)]
pub(crate) struct PassageFacts {
    /// No other facts have this number: what was made of them holds for as long as they stand.
    pub(crate) number: u64,
    pub(crate) reading: Reading,
    pub(crate) findings: Vec<PassageFinding>,
    /// What to report where the passage could not be understood.
    pub(crate) fault: Option<String>,
    kind: PassageKind,
    text: String,
    targets: Vec<String>,
}

impl PassageFacts {
    /// Reads a passage, and lets the rules look through it.
    pub(crate) fn new(passage: &Passage, check: Check) -> PassageFacts {
        let read = contained(|| read(&passage.text));
        let (reading, fault) = match read {
            Ok(reading) => (reading, None),
            Err(fault) => (Reading::default(), Some(format!("This paragraph was not understood. {fault}"))),
        };
        PassageFacts { reading, fault, ..PassageFacts::skimmed(passage, check) }
    }

    /// The facts of a passage whose sentences are left unread.
    pub(crate) fn skimmed(passage: &Passage, check: Check) -> PassageFacts {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        PassageFacts {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            reading: Reading::default(),
            fault: None,
            findings: check(passage),
            kind: passage.kind,
            text: passage.text.clone(),
            targets: passage.links.iter().map(|link| link.target.clone()).collect(),
        }
    }

    /// The passage's words.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether these facts hold for a passage read anew.
    pub(crate) fn hold_for(&self, passage: &Passage) -> bool {
        self.text == passage.text
            && self.kind == passage.kind
            && self.targets.iter().eq(passage.links.iter().map(|link| &link.target))
    }
}
