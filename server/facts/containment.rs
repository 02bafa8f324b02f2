//! Faults of our own. A rule that breaks down must not take the others with it, nor the editor's server, nor the check of a
//! thousand drafts; whoever meets one learns what to report.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does some work; where it breaks down, gives a sentence that says what to report.
///
/// What the work was changing must not be used afterwards.
///
/// # Errors
/// The work panicked.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic.downcast_ref::<&str>().copied();
        let words = words.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let words = words.unwrap_or("nothing more is known");
        format!("This is a fault in Copydesk; please report it with these words: “{words}”.")
    })
}
