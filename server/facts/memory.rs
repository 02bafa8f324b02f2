//! Facts of passages that left the draft, so that undoing, cutting and pasting, or a fence that is open for a moment, read
//! nothing again.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_text::Passage;

use crate::passage_facts::PassageFacts;

/// How many passages are remembered at least: each keystroke leaves one behind, and many drafts may be open.
const LEAST: usize = 64;

/// What is remembered, by the passages' words. Clones share it: what a passage says depends on its words alone.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<Remembered>>);

#[derive(Default)]
struct Remembered {
    facts: HashMap<u64, Arc<PassageFacts>>,
    /// The keys, the oldest first.
    order: VecDeque<u64>,
    /// The most passages that left at once so far: they may come back at once.
    most: usize,
    hasher: RandomState,
}

impl Memory {
    /// Remembers the facts of passages that leave a draft at once.
    pub fn keep(&self, leaving: Vec<Arc<PassageFacts>>) {
        let mut memory = self.lock();
        memory.most = memory.most.max(LEAST).max(2 * leaving.len());
        for facts in leaving {
            let key = memory.hasher.hash_one(facts.text());
            if memory.facts.insert(key, facts).is_none() {
                memory.order.push_back(key);
            }
        }
        while memory.order.len() > memory.most
            && let Some(oldest) = memory.order.pop_front()
        {
            memory.facts.remove(&oldest);
        }
    }

    /// The facts of a passage, where they are remembered.
    pub fn recall(&self, passage: &Passage) -> Option<Arc<PassageFacts>> {
        let memory = self.lock();
        let facts = memory.facts.get(&memory.hasher.hash_one(passage.text.as_str()))?;
        facts.hold_for(passage).then(|| Arc::clone(facts))
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
