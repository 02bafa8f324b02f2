//! The reporter's notes that a draft names, as the commands read them and as they may tell what stands there.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use copydesk_desk::{Draft, Notes, NotesSource, Problem, QuotationSummary, Settings};
use copydesk_project::{Applied, DraftFile, Files, read_notes};
use copydesk_text::mark_length;
use text_size::TextRange;

/// Where notes may lie, and what is made of those that do not.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct NotesChoice {
    /// Also read notes that a draft names from this folder
    #[arg(long, value_name = "FOLDER", help_heading = "Notes")]
    notes_root: Vec<PathBuf>,
    /// Fail where a draft names notes that cannot be read
    #[arg(long, help_heading = "Notes")]
    require_notes: bool,
    /// Read no notes, whatever a draft names, as for drafts from a stranger
    #[arg(long, conflicts_with_all = ["notes_root", "require_notes"], help_heading = "Notes")]
    no_notes: bool,
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
    /// The settings with the notes that a draft names, and what is wrong with these. Of a draft that comes through a pipe they are
    /// read from where it is said to lie.
    pub(super) fn lay(
        &self,
        settings: Settings,
        draft: &DraftFile,
        analysis: &Draft,
        applied: &Applied,
    ) -> (Settings, Wrong) {
        let mut wrong = Wrong::default();
        let named = analysis.front_matter().notes;
        if self.no_notes || named.is_empty() {
            return (settings, wrong);
        }
        let Some(path) = draft.place() else {
            let message =
                "The notes are not read: say where the draft lies with --stdin-filename.".to_owned();
            let told = if self.require_notes { &mut wrong.problems } else { &mut wrong.remarks };
            told.push(Problem { range: Some(named[0].range), message });
            return (settings, wrong);
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let places = applied.notes_places(folder.unwrap_or(".".as_ref()), &self.notes_root);
        let mut sources = Vec::new();
        for named in named {
            let read = places
                .find(&Files::Disk, &named)
                .and_then(|path| Ok((read_notes(&Files::Disk, &named, &path)?, path)));
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

/// What the reporter's notes have of the quotations of a draft.
pub(super) struct Recorded<'n> {
    quotations: &'n [QuotationSummary],
    notes: &'n Notes,
    /// Whether the recorded words are told, and not only where they stand.
    with_words: bool,
}

impl<'n> Recorded<'n> {
    pub(super) fn new(
        quotations: &'n [QuotationSummary],
        notes: &'n Notes,
        with_words: bool,
    ) -> Recorded<'n> {
        Recorded { quotations, notes, with_words }
    }

    /// All quotations of which something is to be told, with that.
    pub(super) fn all(&self) -> Vec<(TextRange, String)> {
        self.quotations
            .iter()
            .filter_map(|quotation| Some((quotation.range, self.of(quotation.range)?)))
            .collect()
    }

    /// What is to be told of the quotation at these bytes; `None` where the draft names no notes.
    pub(super) fn of(&self, range: TextRange) -> Option<String> {
        let quotation = self.quotations.iter().find(|quotation| quotation.range == range)?;
        let record = quotation.record.as_ref()?;
        let mut told = record.told().to_lowercase();
        if let Some(place) = &record.place {
            told += &format!(": {}, {}", place.file, place.at);
            let file = self.notes.sources().iter().position(|source| source.named.file == place.file);
            if let Some(file) = file.filter(|_| self.with_words) {
                let who = place.speaker.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
                told += &format!("; {who}“{}”", self.notes.told(file, place.span));
            }
        }
        Some(told)
    }
}
