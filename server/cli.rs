//! The command line: one module a command, and the exit status they share.
//!
//! Commands return what they found as a [`Status`]; an `Err` is for what keeps a command from working at all, and is told
//! in one sentence. Reading drafts, configuration and formats are modules of their own, so that further commands and
//! formats stand beside the present ones.

mod baseline;
mod cache;
mod changed;
pub(crate) mod check;
mod choices;
mod csv;
mod drafts;
mod excerpt;
pub(crate) mod explain;
mod findings;
mod fix;
mod formats;
pub(crate) mod init;
mod input;
pub(crate) mod inspect;
mod lines;
mod lists;
pub(crate) mod manual;
mod names;
mod notes;
mod output;
mod page;
mod parallel;
mod progress;
mod prose;
pub(crate) mod report;
pub(crate) mod roster;
pub(crate) mod settings;
pub(crate) mod sheet;
pub(crate) mod words;

pub use fix::fix;
pub(crate) use output::complain;
pub use roster::{import as import_roster, write_json as write_roster_json};

/// How a command ended; the number is the process's exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing to complain about.
    Clean = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// A mistake in the usage or the configuration, or something that could not be read.
    Failure = 2,
}
