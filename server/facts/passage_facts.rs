//! What is known of one passage on its own. It depends on the passage's words and links alone, all places in it count
//! from the passage's first byte, and so it is kept for as long as those words stand unchanged, wherever they move.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use copydesk_language::{Judgement, Reading, in_own_voice, read};
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
    /// What somebody tells in each sentence, as if the draft itself told it; read when a rule asks.
    own_voice: Box<[OnceLock<Option<Judgement>>]>,
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
        let own_voice = reading.sentences.iter().map(|_| OnceLock::new()).collect();
        PassageFacts { reading, fault, own_voice, ..PassageFacts::skimmed(passage) }
    }

    /// The facts of a passage whose sentences are left unread.
    pub fn skimmed(passage: &Passage) -> PassageFacts {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        PassageFacts {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            reading: Reading::default(),
            fault: None,
            own_voice: Box::default(),
            kind: passage.kind,
            text: passage.text.clone(),
            targets: passage.links.iter().map(|link| link.target.clone()).collect(),
        }
    }

    /// What a copy editor would say of what somebody tells in a sentence, if the draft itself told it. `None` where nobody tells
    /// anything in it.
    pub(crate) fn in_own_voice(&self, sentence: usize) -> Option<&Judgement> {
        let read = || {
            let here = self.reading.sentences[sentence].range;
            let tells = self.reading.attributions.iter().filter(|it| it.telling.states());
            let mut pieces: Vec<_> = tells
                .flat_map(|it| it.content.iter().filter_map(|piece| piece.intersect(here)))
                .filter(|piece| !piece.is_empty())
                .collect();
            pieces.sort_by_key(|piece| (piece.start(), piece.end()));
            pieces.dedup_by(|next, kept| kept.contains_range(*next));
            contained(|| in_own_voice(&self.text, &pieces)).unwrap_or_default()
        };
        self.own_voice.get(sentence)?.get_or_init(read).as_ref()
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
