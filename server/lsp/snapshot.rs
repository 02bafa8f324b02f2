//! What is known of a draft at one moment. Requests answer from a snapshot, so that no edit can get between their words.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use copydesk_desk::{Diagnostic, Draft, Inspection, Problem, Settings};
use copydesk_text::Document;
use tower_lsp::ls_types::Uri;

/// A draft, read and checked.
pub struct Snapshot {
    /// The draft's address.
    pub uri: Uri,
    /// Where it lies, when it is a file.
    pub path: Option<PathBuf>,
    /// The client's number for this text; `None` for a file that is not open.
    pub version: Option<i32>,
    /// The text and what was understood of it.
    pub draft: Draft,
    /// Which rules speak, and how loud.
    pub settings: Arc<Settings>,
    /// The findings, in the order of the draft.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong in the front matter.
    pub problems: Vec<Problem>,
    /// Counts the changes of text and settings of an open draft.
    pub serial: u64,
    inspection: OnceLock<Inspection>,
}

/// What a snapshot is of.
#[derive(Clone)]
pub struct Origin {
    /// The draft's address.
    pub uri: Uri,
    /// Where it lies, when it is a file.
    pub path: Option<PathBuf>,
    /// The client's number for the text.
    pub version: Option<i32>,
    /// Counts the changes of text and settings.
    pub serial: u64,
}

impl Snapshot {
    /// Checks what was read of a draft.
    pub fn new(origin: Origin, draft: Draft, settings: Arc<Settings>) -> Snapshot {
        let mut diagnostics = draft.check(&settings);
        if draft.unread_count() > 0 {
            // Whether a name was introduced, or a story has a second source, the rest of the draft decides.
            diagnostics.retain(|diagnostic| !needs_whole_draft(diagnostic.rule));
        }
        let problems = draft.problems();
        let Origin { uri, path, version, serial } = origin;
        let inspection = OnceLock::new();
        Snapshot { uri, path, version, draft, settings, diagnostics, problems, serial, inspection }
    }

    /// What was understood, worked out when it is first asked for.
    pub fn inspection(&self) -> &Inspection {
        self.inspection.get_or_init(|| self.draft.inspect(&self.settings))
    }

    /// The text and its blocks.
    pub fn document(&self) -> &Document {
        self.draft.document()
    }
}

fn needs_whole_draft(rule: &str) -> bool {
    let naming =
        copydesk_desk::find_rule(rule).is_some_and(|rule| rule.group == copydesk_desk::Group::Naming);
    naming || rule == "single-source"
}
