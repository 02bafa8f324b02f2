//! The reporter's notes that a draft names, as the commands read them and as they may tell what stands there.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use copydesk_desk::{Draft, Notes, NotesSource, Problem, Settings};
use copydesk_project::{Applied, DraftFile, read_notes};
use copydesk_text::mark_length;

/// Where notes may lie, and what is made of those that do not.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct NotesChoice {
    /// Also read notes that a draft names from this folder
    #[arg(long, value_name = "FOLDER", help_heading = "Notes")]
    notes_root: Vec<PathBuf>,
    /// Fail where a draft names notes that cannot be read
    #[arg(long, help_heading = "Notes")]
    require_notes: bool,
}

/// What is wrong with the notes of a draft.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Wrong {
    /// What makes the command fail.
    pub(super) problems: Vec<Problem>,
    /// What is only told.
    pub(super) remarks: Vec<Problem>,
}

/// Whether a draft's text may name notes, as far as can be told without reading it.
pub(super) fn may_be_named(text: &str) -> bool {
    const LONGEST_HEAD: usize = 1 << 16;
    let text = &text[mark_length(text)..];
    let head = &text.as_bytes()[..text.len().min(LONGEST_HEAD)];
    text.starts_with(['-', '+', '{']) && head.windows(5).any(|word| word == b"notes")
}

impl NotesChoice {
    /// The settings with the notes that a draft names, and what is wrong with these. Of a draft that is no file none are read.
    pub(super) fn lay(
        &self,
        settings: Settings,
        draft: &DraftFile,
        analysis: &Draft,
        applied: &Applied,
    ) -> (Settings, Wrong) {
        let mut wrong = Wrong::default();
        let named = analysis.front_matter().notes;
        let Some(path) = draft.file().filter(|_| !named.is_empty()) else { return (settings, wrong) };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let places = applied.notes_places(folder.unwrap_or(".".as_ref()), &self.notes_root);
        let mut sources = Vec::new();
        for named in named {
            let read = places.find(&named).and_then(|path| Ok((read_notes(&named, &path)?, path)));
            match read {
                Ok((text, path)) => {
                    sources.push(NotesSource { named, path: Some(path), text: Arc::from(text) })
                }
                Err(no) => {
                    let told = if self.require_notes { &mut wrong.problems } else { &mut wrong.remarks };
                    told.push(Problem { range: Some(named.range), message: no.0 });
                }
            }
        }
        let notes = Notes::new(sources, &applied.project.config.notes().manner);
        (settings.with_notes(notes), wrong)
    }
}
