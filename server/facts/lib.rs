//! What a draft says, without rules and without settings: its passages and sentences, who is who, who says what, and whom
//! the draft rests on. Plain data out, no IO, and nothing that can fail.

mod actors;
mod attribution_kind;
mod backing;
mod card;
mod containment;
mod dateline;
mod facts;
mod front_matter;
mod inspection;
mod interview;
mod judgement;
mod ledger;
mod marks;
mod memory;
pub mod notation;
mod notes;
mod passage_facts;
mod passages;
mod problem;
mod records;
mod roster;
mod sheet;
mod speakers;
mod speech;
pub mod spelling;

pub use actors::{Actor, Mention};
pub use attribution_kind::AttributionKind;
pub use backing::Backing;
pub use card::{ActorCard, Alias, RosterNote, Saying, Speaker, Stated, StatedIn};
pub use containment::contained;
pub use facts::{Facts, Told};
pub use front_matter::{DATE_KEYS, FrontMatter, Genre, Head};
pub use inspection::{
    ActorSummary, AttributionSummary, Inspection, MentionKind, MentionSummary, Need, QuotationSummary,
    RecordPlace, RecordSummary, SentenceSummary, SourceCounts, SourceKind, SourceSummary,
};
pub use interview::speakers_labels;
pub use judgement::Judgements;
pub use marks::{MARKS, is_mark};
pub use memory::Memory;
pub use notes::{
    Difference, Grade, Kind as DifferenceKind, Manner, NamedNotes, Notes, NotesFigure, NotesKind, NotesName,
    NotesSource, Passage as NotesPassage, shown as shown_notes,
};
pub use passage_facts::{BlockFacts, PassageFacts};
pub use passages::{
    PassageView, SentenceFact, Sourced, Span, marked_headline, modifies_noun, tells_what_happened,
};
pub use problem::Problem;
pub use records::{Record, Recorded, Sayer};
pub use roster::{
    FIELDS, Field, Roster, RosterActor, clashes, parse_csv, parse_table, parse_toml, read_fields, write_csv,
    write_toml,
};
pub use sheet::{Again, Detail, EntryKind, SheetEntry};
pub use speech::{Statement, is_title};

#[cfg(test)]
mod fixture {
    //! What a text says, for tests.

    use std::sync::Arc;

    use copydesk_language::calibration;
    use copydesk_text::{Dialect, Document};

    use super::*;

    /// What can be asked of the facts of a draft in markdown.
    pub(crate) fn of<T>(text: &str, ask: impl FnOnce(&Facts) -> T) -> T {
        let document = Document::new(text, Dialect::Markdown);
        let read = |passage| Arc::new(PassageFacts::new(passage));
        let blocks = document.blocks().iter();
        let facts: Vec<Option<BlockFacts>> =
            blocks.map(|block| Some(block.passages.iter().map(read).collect())).collect();
        let mut judgements = Judgements::none(facts.len());
        judgements.settle(document.blocks(), &facts);
        let (roster, notes) = (&Roster::default(), &Notes::default());
        let told =
            Told { roster, notes, genre: None, published: None, dated: None, dial: calibration::NORMAL };
        ask(&Facts::new(&document, 0..facts.len(), &facts, &judgements, FrontMatter::default(), told))
    }
}
