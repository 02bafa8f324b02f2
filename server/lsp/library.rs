//! The drafts of the workspace, open or not. What lies on the disk is read when it is first asked for, and again when it
//! has changed; an open draft counts as it stands in the editor.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use copydesk_desk::{Inspection, MentionKind};
use copydesk_project::drafts_below;
use tower_lsp::ls_types::{Diagnostic, Range, Uri};

use super::session::Session;
use super::snapshot::{Origin, Snapshot, read_file};
use super::{convert, diagnostics};

/// What is kept of the drafts on the disk.
#[derive(Default)]
pub(super) struct Library(Mutex<HashMap<PathBuf, Arc<Entry>>>);

/// One draft, as the workspace's requests want it.
pub(super) struct Entry {
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
pub(super) struct NamedActor {
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
    modified: Option<SystemTime>,
    length: u64,
    generation: u64,
}

/// All drafts of the workspace's folders, in the order of their paths; those that are open elsewhere come last.
pub(super) async fn paths(session: &Arc<Session>) -> Vec<PathBuf> {
    let folders = session.folders();
    let walked = tokio::task::spawn_blocking(move || {
        folders.iter().flat_map(|folder| drafts_below(folder)).collect::<Vec<_>>()
    });
    let mut paths = walked.await.unwrap_or_default();
    for open in session.documents.all() {
        if let Some(path) = &open.path
            && open.is_draft
            && !paths.contains(path)
        {
            paths.push(path.clone());
        }
    }
    paths
}

/// What is known of a draft; `None` where it is gone or cannot be read.
pub(super) async fn entry(session: &Arc<Session>, path: PathBuf) -> Option<Arc<Entry>> {
    if let Some(open) = session.documents.at_path(&path) {
        let snapshot = open.understood().await?;
        return Some(Arc::new(describe(session, &snapshot, None)));
    }
    let session = Arc::clone(session);
    tokio::task::spawn_blocking(move || read(&session, &path)).await.ok()?
}

fn read(session: &Session, path: &Path) -> Option<Arc<Entry>> {
    let about = std::fs::metadata(path).ok()?;
    let generation = session.configuration.generation();
    let stamp = Stamp { modified: about.modified().ok(), length: about.len(), generation };
    let known =
        |library: &Library| library.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
    if let Some(entry) = known(&session.library).filter(|entry| entry.stamp.as_ref() == Some(&stamp)) {
        return Some(entry);
    }
    let draft = read_file(path)?;
    let settings = Arc::new(session.configuration.settings(session, Some(path)));
    let uri = Uri::from_file_path(path)?;
    let origin = Origin { uri, path: Some(path.to_path_buf()), version: None, serial: 0 };
    let entry = Arc::new(describe(session, &Snapshot::new(origin, draft, settings), Some(stamp)));
    let mut library = session.library.0.lock().unwrap_or_else(PoisonError::into_inner);
    library.insert(path.to_path_buf(), Arc::clone(&entry));
    Some(entry)
}

fn describe(session: &Session, snapshot: &Snapshot, stamp: Option<Stamp>) -> Entry {
    let diagnostics = convert::diagnostics(snapshot, session.abilities());
    Entry {
        uri: snapshot.uri.clone(),
        version: snapshot.version,
        result_id: diagnostics::result_id(&diagnostics),
        diagnostics,
        actors: actors(session, snapshot, snapshot.inspection()),
        stamp,
    }
}

fn actors(session: &Session, snapshot: &Snapshot, inspection: &Inspection) -> Vec<NamedActor> {
    let encoding = session.abilities().encoding;
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
