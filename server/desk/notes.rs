//! Quotations as the rules on the reporter's notes look at them, and how a place in the notes is told.

use copydesk_facts::{Facts, Grade, NotesPassage, Record, Recorded, Span, is_title};
use text_size::TextRange;

use crate::Severity;
use crate::context::Context;
use crate::trace::Reason;

pub(crate) const NO_NOTES: Reason = Reason("drafts that name no notes");
pub(crate) const TITLE: Reason = Reason("titles of works");
pub(crate) const NOT_THERE: Reason = Reason("words that the notes do not have");

/// One quotation beside the notes.
#[derive(Clone, Copy)]
pub(crate) struct Quoted<'c> {
    pub(crate) context: &'c Context<'c>,
    pub(crate) record: &'c Record,
}

/// The quotations of a draft that names notes, without the titles of works among them.
pub(crate) fn quoted<'c>(context: &'c Context<'c>) -> impl Iterator<Item = Quoted<'c>> {
    let facts = context.facts;
    if facts.notes().is_empty() && context.is_traced() {
        facts.quoted().for_each(|(place, _)| context.passes_over(place, NO_NOTES));
    }
    let titled = |record: &&Record| {
        let words = facts.text(record.inner);
        let is_title = record.grade == Grade::Missing && record.words > 1 && is_title(words);
        if is_title {
            context.passes_over(record.place, TITLE);
        }
        !is_title
    };
    facts.records().iter().filter(titled).map(move |record| Quoted { context, record })
}

impl<'c> Quoted<'c> {
    pub(crate) fn facts(self) -> &'c Facts<'c> {
        self.context.facts
    }

    /// Takes down why nothing is said of it.
    pub(crate) fn silent<T>(self, reason: Reason) -> Option<T> {
        self.context.silent(self.record.place, reason)
    }

    /// Takes down that something is said of it.
    pub(crate) fn speaks(self) {
        self.context.decides(self.record.place, None, None);
    }

    /// The words of the notes at a place.
    pub(crate) fn recorded_words(self, recorded: &Recorded) -> String {
        self.facts().notes().told(self.passage(recorded).file, recorded.range)
    }

    /// The bytes of the draft behind some of its passage.
    pub(crate) fn source(self, range: TextRange) -> TextRange {
        self.facts().source(Span::new(self.record.place.passage, range))
    }

    /// The passage of the notes where it stands.
    pub(crate) fn passage(self, recorded: &Recorded) -> &'c NotesPassage {
        &self.facts().notes().passages()[recorded.passage]
    }

    /// "talk.vtt, 00:03:12".
    pub(crate) fn told(self, recorded: &Recorded) -> String {
        let passage = self.passage(recorded);
        let source = &self.facts().notes().sources()[passage.file];
        format!("{}, {}", source.named.file, passage.place())
    }

    /// What to add where a machine wrote the notes down.
    pub(crate) fn advice(self, recorded: &Recorded) -> &'static str {
        match self.by_machine(recorded) {
            true => " Listen before you change it.",
            false => "",
        }
    }

    /// Whether a machine wrote the notes down.
    pub(crate) fn by_machine(self, recorded: &Recorded) -> bool {
        self.facts().notes().sources()[self.passage(recorded).file].named.machine
    }
}

/// How loud a finding may be that newsrooms see in two ways: by their manner of quoting.
pub(crate) fn mild(facts: &Facts) -> Severity {
    if facts.notes().is_tidied() { Severity::Hint } else { Severity::Info }
}
