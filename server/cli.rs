//! The command line: one module a command, and the exit status they share.
//!
//! Commands return what they found as a [`Status`]; an `Err` is for what keeps a command from working at all, and is told
//! in one sentence. Reading drafts, configuration and formats are modules of their own, so that further commands and
//! formats stand beside the present ones.

mod baseline;
mod cache;
mod changed;
pub mod check;
mod choices;
mod drafts;
mod excerpt;
pub mod explain;
mod findings;
mod formats;
pub mod init;
pub mod inspect;
mod lines;
pub mod manual;
mod mend;
mod names;
mod output;
mod parallel;
mod progress;
pub mod report;
pub mod roster;
pub mod settings;

pub use mend::mend;
pub use output::complain;
pub use roster::{import as import_roster, write_json as write_roster_json};

/// How a command ended; the number is the process's exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing to complain about.
    Clean = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// A mistake in the usage or the configuration, or something that could not be read.
    Failure = 2,
}
