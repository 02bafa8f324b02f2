//! A draft that is open in a page. It is read and checked in steps, each of which takes a moment, so that whoever calls can hear
//! of the next keystroke between two of them; what comes next is decided as for editors (`lsp/state/schedule.rs`).

use std::sync::Arc;

use copydesk_desk::{Draft, Settings, Unread, is_too_long};
use copydesk_text::{Dialect, Document, TextRange, TextSize};
use serde::Deserialize;
use serde_json::{Value, json};

use super::finding;
use crate::lsp::{Abilities, Identity, Manner, Shown, Snapshot, Standing, manner};

/// How many blocks of an edit are read before it is shown; the others of a large one follow in steps.
const FEW: usize = 16;

/// What stands in the place of a range of the text, both in UTF-16 code units.
#[derive(Debug, Deserialize)]
pub(super) struct Edit {
    start: usize,
    end: usize,
    text: String,
}

/// One open draft.
pub(super) struct Open {
    /// The page's number for the text.
    pub(super) version: i64,
    draft: Draft,
    settings: Arc<Settings>,
    /// Where the writer is.
    near: TextSize,
    /// How much is shown; `None` where nothing is that these settings found.
    shown: Option<Shown>,
    standing: Standing,
    /// What requests are answered from, as long as no more is read.
    snapshot: Option<Snapshot>,
    /// What findings are converted for; a page needs none of it.
    abilities: Abilities,
}

impl Open {
    /// Opens a draft; nothing of it is read yet.
    pub(super) fn new(name: &str, text: &str, version: i64, settings: Settings) -> Open {
        let document = Document::new(text, dialect(name));
        let mut open = Open {
            version,
            standing: Standing::empty(document.clone()),
            draft: Draft::as_length_allows(document),
            settings: Arc::new(settings),
            near: TextSize::default(),
            shown: None,
            snapshot: None,
            abilities: Abilities::new(&Value::Null),
        };
        open.begin();
        open
    }

    /// Takes other settings.
    pub(super) fn configure(&mut self, settings: Settings) {
        self.settings = Arc::new(settings);
        self.begin();
    }

    /// Applies edits, one behind the other. `quick`: whether the last check of the whole was, so that it may be done at once
    /// again.
    pub(super) fn change(&mut self, version: i64, edits: &[Edit], quick: bool) -> Value {
        self.version = version;
        let mut document = self.draft.document().clone();
        for Edit { start, end, text } in edits {
            let (start, end) = (document.behind_units(*start), document.behind_units(*end));
            document.replace(TextRange::new(start.min(end), start.max(end)), text);
            self.near = start.min(end);
        }
        if self.draft.is_skimmed() != is_too_long(&document) {
            self.draft = Draft::as_length_allows(document);
            self.begin();
            return self.told(None);
        }
        let front_matter = self.draft.document().front_matter();
        let shift = self.draft.follow(document);
        self.snapshot = None;
        let same = front_matter == self.draft.document().front_matter();
        let before = self.shown.filter(|_| same).map(|shown| match shown {
            Shown::Whole { .. } => Shown::Whole { quick },
            shown => shown,
        });
        if manner(before, self.draft.unread_count()) != Manner::Following {
            self.begin();
            return self.told(None);
        }
        let edited = self.draft.unread_in(shift.blocks.clone(), FEW);
        self.draft.accept(edited.into_iter().map(Unread::read));
        self.standing.follow(&uri(), &self.draft, &shift, &self.settings, &self.abilities);
        self.shown = Some(Shown::Parts { first: matches!(before, Some(Shown::Parts { first: true })) });
        self.told(Some(false))
    }

    /// Starts on a text of which no findings stand.
    fn begin(&mut self) {
        self.snapshot = None;
        self.standing = Standing::empty(self.draft.document().clone());
        self.shown = match manner(None, self.draft.unread_count()) {
            Manner::InParts => {
                let read = self.draft.read_blocks();
                self.standing.examine(&uri(), &self.draft, &read, &self.settings, &self.abilities);
                Some(Shown::Parts { first: true })
            }
            _ => Some(Shown::Nothing),
        };
    }

    /// Takes a step: reads so many more blocks, or checks the whole where all are read. `due`: whether it is time to show what is
    /// read of a long draft.
    pub(super) fn step(&mut self, most: usize, due: bool) -> Value {
        let unread = self.draft.unread_near(self.near, most.max(1));
        if unread.is_empty() {
            return if matches!(self.shown, Some(Shown::Whole { .. })) {
                self.told(None)
            } else {
                self.check()
            };
        }
        let read = self.draft.accept(unread.into_iter().map(Unread::read));
        self.snapshot = None;
        if !matches!(self.shown, Some(Shown::Parts { .. })) {
            return self.told(None);
        }
        self.standing.examine(&uri(), &self.draft, &read, &self.settings, &self.abilities);
        self.told(due.then_some(false))
    }

    fn check(&mut self) -> Value {
        let document = self.draft.document().clone();
        let findings = self.snapshot().findings().to_vec();
        self.standing = Standing::new(&uri(), document, &findings, &self.abilities);
        self.shown = Some(Shown::Whole { quick: false });
        self.told(Some(true))
    }

    /// `{version, next, whole?, findings?}`. `next` is what the next step would do: `read` on, `check` the whole, check it where the
    /// writer makes a `pause`, or null where all is done. `whole`: whether what is shown is all of it; `None` shows nothing.
    pub(super) fn told(&self, whole: Option<bool>) -> Value {
        let next = match self.shown {
            Some(Shown::Whole { .. }) => Value::Null,
            _ if self.draft.unread_count() > 0 => json!("read"),
            Some(Shown::Parts { first: false }) => json!("pause"),
            _ => json!("check"),
        };
        let mut told = json!({ "version": self.version, "next": next });
        if let Some(whole) = whole {
            told["whole"] = json!(whole);
            told["findings"] = finding::list(&self.draft, self.standing.findings());
        }
        told
    }

    /// What is known of the draft, as far as it is read.
    pub(super) fn snapshot(&mut self) -> &Snapshot {
        let known = self.snapshot.take();
        self.snapshot.insert(known.unwrap_or_else(|| {
            let identity = Identity { uri: uri(), path: None, version: None, serial: 0 };
            Snapshot::new(identity, self.draft.clone(), Arc::clone(&self.settings))
        }))
    }

    /// The draft read whole, and its settings.
    pub(super) fn whole(&mut self) -> (&Draft, &Settings) {
        if self.draft.unread_count() > 0 {
            self.draft.read_all();
            self.snapshot = None;
        }
        (&self.draft, &self.settings)
    }
}

/// How a draft of that name is written.
pub(super) fn dialect(name: &str) -> Dialect {
    let ending = name.rsplit('.').next().unwrap_or("");
    if ending.eq_ignore_ascii_case("mdx") { Dialect::Mdx } else { Dialect::Markdown }
}

/// Findings of the server name their draft by an address; a page does without.
fn uri() -> tower_lsp::ls_types::Uri {
    "untitled:draft".parse().expect("invariant: this is an address")
}
