//! What is known while a client is there: its texts, its settings, what was understood of its drafts and of the workspace, and
//! the threads that work it out.

pub(super) mod configuration;
pub(super) mod documents;
pub(super) mod editor;
pub(super) mod library;
pub(super) mod neighbours;
pub(super) mod notes;
pub(super) mod progress;
pub(super) mod readers;
pub(super) mod rereading;
pub(super) mod schedule;
pub(super) mod session;
pub(super) mod snapshot;
pub(super) mod standing;
pub(super) mod tokens;
pub(super) mod watch;
pub(super) mod worker;
