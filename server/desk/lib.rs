//! The desk: what a copy editor makes of a draft. Rules, fixes and configuration over its facts; plain data out, no IO.

mod across;
mod analysis;
mod charges;
mod config;
mod context;
mod explain;
mod families;
mod figures;
mod finding;
mod fixes;
mod heads;
mod house;
mod legal;
mod length;
mod naming;
mod notes;
mod outcomes;
mod queries;
mod question;
mod respelling;
mod rule;
mod rules;
mod runner;
mod settle;
mod suppression;
mod ticks;
mod trace;
mod verdict;
mod witnesses;
mod writings;

pub use across::{Discord, NameInUse, OddName, discords, names_in_use};
pub use analysis::{Draft, ReadBlock, Shift, Unread};
pub use config::{
    Config, NotesConfig, Origin, RuleSelection, Setting, Settings, Strictness, edit_setting,
    is_rule_or_group, parse_genre, parse_severity, parse_strictness, stated_settings, unknown_rule,
};
pub use copydesk_facts::notation::table::Column;
pub use copydesk_facts::notation::words::nearest;
pub use copydesk_facts::{
    ActorCard, ActorSummary, Again, Alias, AttributionKind, AttributionSummary, Backing, Detail, EntryKind,
    FIELDS, Facts, Field, FrontMatter, Genre, Grade, Head, Inspection, Manner, MentionKind, MentionSummary,
    NamedNotes, Need, Notes, NotesKind, NotesPassage, NotesSource, Problem, QuotationSummary, Record,
    RecordPlace, RecordSummary, Recorded, Roster, RosterActor, RosterNote, Saying, SentenceSummary,
    SheetEntry, SourceCounts, SourceKind, SourceSummary, Speaker, Stated, StatedIn, clashes, contained,
    parse_csv, parse_table, parse_toml, read_fields, shown_notes, write_csv, write_toml,
};
#[cfg(target_arch = "wasm32")]
pub use copydesk_language::hand_over_weights;
pub use copydesk_language::{NameKind, family_name};
pub use explain::{Explanation, LookedAt, Mute, Outcome, in_marks};
pub use finding::{Finding, Fix, Related, Safety, Severity, TextEdit};
pub use heads::fact_sheet;
pub use house::{
    HouseStyle, HouseWord, HouseWords, SecondReference, WORD_FIELDS, WordForms, clashing_words,
    parse_word_table, parse_words, word_column, write_words,
};
pub use legal::{Accused, Answer, Charge, ChargePart, Stance, Step, StepKind, legal_read};
pub use length::{TOO_LONG, is_too_long};
pub use rule::{Group, RuleInfo, UNSEEN, in_short};
pub use rules::{find_rule, page_address, registry};
pub use settle::settle;
pub use ticks::Ticks;
pub use trace::Measure;
