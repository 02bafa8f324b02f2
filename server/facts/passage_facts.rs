//! What is known of one passage on its own. It depends on the passage's words and links alone, all places in it count
//! from the passage's first byte, and so it is kept for as long as those words stand unchanged, wherever they move.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use copydesk_language::{Reading, read};
use copydesk_text::{Passage, PassageKind};

use crate::containment::contained;

/// The facts of a block's passages.
pub type BlockFacts = Arc<[Arc<PassageFacts>]>;

/// What was read of one passage.
#[derive(Debug)]
pub struct PassageFacts {
    /// No other facts have this number: what was made of them holds for as long as they stand.
    pub number: u64,
    /// Its sentences, names, quotations and statements.
    pub reading: Reading,
    /// What to report where the passage could not be understood.
    pub fault: Option<String>,
    kind: PassageKind,
    text: String,
    targets: Vec<String>,
}

impl PassageFacts {
    /// Reads a passage.
    pub fn new(passage: &Passage) -> PassageFacts {
        let read = contained(|| read(&passage.text));
        let (reading, fault) = match read {
            Ok(reading) => (reading, None),
            Err(fault) => (Reading::default(), Some(format!("This paragraph was not understood. {fault}"))),
        };
        PassageFacts { reading, fault, ..PassageFacts::skimmed(passage) }
    }

    /// The facts of a passage whose sentences are left unread.
    pub fn skimmed(passage: &Passage) -> PassageFacts {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        PassageFacts {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            reading: Reading::default(),
            fault: None,
            kind: passage.kind,
            text: passage.text.clone(),
            targets: passage.links.iter().map(|link| link.target.clone()).collect(),
        }
    }

    /// The passage's words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether these facts hold for a passage read anew.
    pub(crate) fn hold_for(&self, passage: &Passage) -> bool {
        self.text == passage.text
            && self.kind == passage.kind
            && self.targets.iter().eq(passage.links.iter().map(|link| &link.target))
    }
}
