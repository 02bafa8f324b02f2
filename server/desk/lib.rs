//! The desk: what a copy editor makes of a draft. Facts, actors, sources, rules and fixes; plain data out, no IO.

mod analysis;
mod config;
mod diagnostic;
mod inspection;
mod rules;

pub use analysis::{Draft, Problem};
pub use config::{Config, RuleSelection, Settings};
pub use diagnostic::{Diagnostic, Fix, Related, Safety, Severity, TextEdit};
pub use inspection::{
    ActorSummary, AttributionKind, AttributionSummary, Inspection, MentionKind, MentionSummary, SentenceSummary,
    SourceCounts,
};
pub use rules::{Group, RuleInfo, find_rule, registry};
