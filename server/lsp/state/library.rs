//! The drafts of the workspace, open or not. What lies on the disk is read when it is first asked for, and again when it
//! has changed; an open draft counts as it stands in the editor.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_desk::MentionKind;
use copydesk_project::{About, drafts_below};
use tower_lsp::ls_types::{Diagnostic, Range, Uri};

use super::configuration::Configuration;
use super::editor::Editor;
use super::snapshot::{Identity, Snapshot, read_file};
use crate::lsp::protocol::convert::{self, file_uri};
use crate::lsp::protocol::publication;

/// The drafts of the workspace.
pub(in crate::lsp) struct Library {
    configuration: Arc<Configuration>,
    /// What is kept of those on the disk.
    entries: Mutex<HashMap<PathBuf, Arc<Entry>>>,
}

/// One draft, as the workspace's requests want it.
pub(in crate::lsp) struct Entry {
    /// The draft's address.
    pub uri: Uri,
    /// The client's number for the text, where it is open.
    pub version: Option<i32>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// The name of these findings.
    pub result_id: String,
    /// The actors.
    pub actors: Vec<NamedActor>,
    stamp: Option<Stamp>,
}

/// An actor and where it is first mentioned.
pub(in crate::lsp) struct NamedActor {
    /// The fullest name.
    pub name: String,
    /// All its names, in lower case.
    pub forms: Vec<String>,
    /// What kind of actor.
    pub kind: MentionKind,
    /// The first mention.
    pub range: Range,
}

#[derive(PartialEq, Eq)]
struct Stamp {
    about: About,
    generation: u64,
}

impl Library {
    /// Nothing is read so far.
    pub(in crate::lsp) fn new(configuration: Arc<Configuration>) -> Library {
        Library { configuration, entries: Mutex::default() }
    }

    /// All drafts of the workspace's folders, in the order of their paths; those that are open elsewhere come last. Walks the
    /// folders.
    pub(in crate::lsp) fn paths(&self) -> Vec<PathBuf> {
        let editor = &self.configuration.editor;
        let mut paths: Vec<PathBuf> =
            editor.folders().iter().flat_map(|folder| drafts_below(&editor.host.files, folder)).collect();
        for open in editor.documents.all() {
            if let Some(path) = &open.path
                && open.is_draft
                && !paths.contains(path)
            {
                paths.push(path.clone());
            }
        }
        paths
    }

    /// What is known of a draft, beside the event loop; `None` where it is gone or cannot be read.
    pub(in crate::lsp) async fn entry(self: &Arc<Library>, path: PathBuf) -> Option<Arc<Entry>> {
        let library = Arc::clone(self);
        let snapshot = match self.configuration.editor.documents.at_path(&path) {
            Some(open) => Some(open.understood().await?),
            None => None,
        };
        let runner = self.configuration.editor.host.runner.clone();
        let read = runner.work(move || match snapshot {
            Some(snapshot) => Some(Arc::new(describe(&library.configuration.editor, &snapshot, None))),
            None => library.read(&path),
        });
        read.await.ok()?
    }

    fn read(&self, path: &Path) -> Option<Arc<Entry>> {
        let files = &self.configuration.editor.host.files;
        let stamp = Stamp { about: files.about(path)?, generation: self.configuration.generation() };
        let known = self.entries().get(path).cloned();
        if let Some(entry) = known.filter(|entry| entry.stamp.as_ref() == Some(&stamp)) {
            return Some(entry);
        }
        let draft = read_file(files, path)?;
        let settings = Arc::new(self.configuration.settings(Some(path)));
        let uri = file_uri(path)?;
        let identity = Identity { uri, path: Some(path.to_path_buf()), version: None, serial: 0 };
        let snapshot = Snapshot::new(identity, draft, settings);
        let entry = Arc::new(describe(&self.configuration.editor, &snapshot, Some(stamp)));
        self.entries().insert(path.to_path_buf(), Arc::clone(&entry));
        Some(entry)
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<PathBuf, Arc<Entry>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn describe(editor: &Editor, snapshot: &Snapshot, stamp: Option<Stamp>) -> Entry {
    let diagnostics = snapshot.items(editor.abilities());
    Entry {
        uri: snapshot.uri.clone(),
        version: snapshot.version,
        result_id: publication::result_id(&diagnostics),
        diagnostics,
        actors: actors(editor, snapshot),
        stamp,
    }
}

fn actors(editor: &Editor, snapshot: &Snapshot) -> Vec<NamedActor> {
    let (inspection, encoding) = (snapshot.inspection(), editor.abilities().encoding);
    let mut first = vec![None; inspection.actors.len()];
    for mention in &inspection.mentions {
        if let Some(first) = first.get_mut(mention.actor) {
            first.get_or_insert(mention.range);
        }
    }
    let named = inspection.actors.iter().zip(first).filter_map(|(actor, first)| {
        let forms = std::iter::once(&actor.name).chain(&actor.aliases);
        Some(NamedActor {
            name: actor.name.clone(),
            forms: forms.map(|form| form.to_lowercase()).collect(),
            kind: actor.kind,
            range: convert::range(snapshot.document(), first?, encoding),
        })
    });
    named.collect()
}
