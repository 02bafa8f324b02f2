//! The reporters' notes that open drafts name: read beside the message loop, as they stand in the editor where they are open there,
//! and again when they change. In a folder that the person does not trust none are read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use copydesk_desk::{Manner, NamedNotes, Notes, NotesSource, Problem, Settings};
use copydesk_project::{NoNotes, NotesPlaces, notes_text, read_notes};

use super::editor::Editor;

/// What is known of notes in a session.
#[derive(Default)]
pub(in crate::lsp) struct Shelf {
    /// The files that were read or looked for.
    files: Mutex<BTreeSet<PathBuf>>,
    restricted: AtomicBool,
    /// Folders outside of any project that the person allows.
    roots: OnceLock<Vec<PathBuf>>,
}

/// The notes of one draft as they were read last.
#[derive(Clone, Default)]
pub(in crate::lsp) struct Laid {
    notes: Notes,
    /// What is worth knowing of those that were not read.
    pub remarks: Arc<[Problem]>,
}

impl Shelf {
    /// Has no notes read from now on.
    pub(in crate::lsp) fn restrict(&self) {
        self.restricted.store(true, Ordering::SeqCst);
    }

    /// Allows folders outside of any project, by their absolute paths, as the person set them when the server was started.
    pub(in crate::lsp) fn allow(&self, roots: Vec<PathBuf>) {
        let absolute = roots.into_iter().filter(|root| root.has_root());
        let _ = self.roots.set(absolute.collect());
    }

    /// The folders that the person allows.
    pub(super) fn roots(&self) -> &[PathBuf] {
        self.roots.get().map_or(&[], Vec::as_slice)
    }

    /// Whether a file is one of the notes that were read or looked for.
    pub(in crate::lsp) fn reads(&self, path: &Path) -> bool {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).contains(path)
    }

    /// Those that lie somewhere, for watching.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The settings with the notes that a draft names, which are those of before where nothing is new in them. Reads files.
    pub(in crate::lsp) fn lay(
        &self,
        editor: &Editor,
        (places, manner): (&NotesPlaces, &Manner),
        named: &[NamedNotes],
        settings: Settings,
        before: &Laid,
    ) -> (Settings, Laid) {
        if named.is_empty() || self.restricted.load(Ordering::SeqCst) {
            return (settings, Laid::default());
        }
        let (mut sources, mut remarks) = (Vec::new(), Vec::new());
        for named in named {
            self.note(places, named);
            match self.read(editor, places, named) {
                Ok(source) => sources.push(source),
                Err(NoNotes(message)) => remarks.push(Problem { range: Some(named.range), message }),
            }
        }
        let notes = match says_the_same(before.notes.sources(), &sources) && before.notes.is_by(manner) {
            true => before.notes.clone(),
            false => Notes::new(sources, manner),
        };
        let laid = Laid { notes: notes.clone(), remarks: Arc::from(remarks) };
        (settings.with_notes(notes), laid)
    }

    fn read(
        &self,
        editor: &Editor,
        places: &NotesPlaces,
        named: &NamedNotes,
    ) -> Result<NotesSource, NoNotes> {
        let path = places.find(&editor.host.files, named)?;
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        // What is typed in them counts before it is saved.
        let open = [&path, &places.folder.join(&named.file)].into_iter().find_map(|path| {
            editor.documents.at_path(path).filter(|open| open.is_in_step()).map(|open| open.text())
        });
        let text = match open {
            Some(text) => notes_text(named, text.into_bytes())?,
            None => read_notes(&editor.host.files, named, &path)?,
        };
        Ok(NotesSource { named: named.clone(), path: Some(path), text: Arc::from(text) })
    }

    /// Notes where a file may come to lie, so that its coming is heard of.
    fn note(&self, places: &NotesPlaces, named: &NamedNotes) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let folders = std::iter::once(&places.folder).chain(&places.shelves).chain(&places.roots);
        files.extend(folders.map(|folder| folder.join(&named.file)));
    }
}

fn says_the_same(before: &[NotesSource], now: &[NotesSource]) -> bool {
    let same = |(one, other): (&NotesSource, &NotesSource)| {
        let (a, b) = (&one.named, &other.named);
        let named = (&a.file, a.kind, a.machine, &a.speakers) == (&b.file, b.kind, b.machine, &b.speakers);
        named && one.path == other.path && one.text == other.text
    };
    before.len() == now.len() && before.iter().zip(now).all(same)
}
