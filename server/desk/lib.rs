//! The desk: what a copy editor makes of a draft. Facts, actors, sources, rules and fixes; plain data out, no IO.

mod across;
mod actors;
mod analysis;
mod attribution_kind;
mod card;
mod config;
mod containment;
mod diagnostic;
mod facts;
mod families;
mod figures;
mod fixes;
mod front_matter;
mod inspection;
mod interview;
mod judgement;
mod ledger;
mod length;
mod memory;
mod naming;
mod notation;
mod passage_facts;
mod passages;
mod problem;
mod queries;
mod question;
mod remedies;
mod roster;
mod rules;
mod speakers;
mod speech;
mod spelling;
mod suppression;

pub use across::{Discord, NameInUse, OddName, discords};
pub use analysis::{Draft, ReadBlock, Shift, Unread};
pub use attribution_kind::AttributionKind;
pub use card::{ActorCard, Alias, RosterNote, Saying, Speaker, Stated, StatedIn};
pub use config::{
    Config, HouseStyle, Origin, RuleSelection, SecondReference, Settings, Strictness, is_rule_or_group,
    parse_genre, parse_severity, parse_strictness, unknown_rule,
};
pub use containment::contained;
pub use copydesk_language::family_name;
pub use diagnostic::{Diagnostic, Fix, Related, Safety, Severity, TextEdit};
pub use front_matter::{FrontMatter, Genre};
pub use inspection::{
    ActorSummary, AttributionSummary, Inspection, MentionKind, MentionSummary, Need, QuotationSummary,
    SentenceSummary, SourceCounts, SourceKind, SourceSummary,
};
pub use length::{TOO_LONG, is_too_long};
pub use notation::words::nearest;
pub use problem::Problem;
pub use remedies::settle;
pub use roster::{
    FIELDS, Field, Roster, RosterActor, clashes, parse_csv, parse_toml, read_fields, write_csv, write_toml,
};
pub use rules::{Group, RuleInfo, find_rule, needs_whole_draft, page_address, registry};
