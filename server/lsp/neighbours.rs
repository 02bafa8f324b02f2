//! Names compared between the drafts of a workspace's folder. Each open draft's names are noted when its writer pauses, those
//! of the others when the first of the folder has been read; where another draft writes one of them otherwise, the open drafts
//! concerned are checked again and say so.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use copydesk_desk::{NameInUse, OddName, contained, discords};
use tower_lsp::ls_types::Uri;

use super::documents::file_path;
use super::session::Session;
use super::snapshot::{Snapshot, read_file};
use crate::cli;

/// So many drafts of a folder are compared with those that are open, each up to so many bytes: reading more would keep a
/// processor busy for longer than a writer stays in an editor, and `check` compares them all.
const MOST_DRAFTS: usize = 300;
const MOST_BYTES: u64 = 100_000;

/// The names of the drafts.
#[derive(Default)]
pub struct Neighbours {
    known: Mutex<HashMap<Uri, Neighbour>>,
    /// The folders whose drafts on the disk were read.
    surveyed: Mutex<HashSet<PathBuf>>,
}

struct Neighbour {
    /// The folder whose drafts are compared with each other.
    folder: PathBuf,
    /// What messages call the draft.
    label: String,
    names: Vec<NameInUse>,
    odd: Arc<[OddName]>,
}

impl Neighbours {
    /// The names of a draft that others write otherwise.
    pub fn odd_names(&self, uri: &Uri) -> Arc<[OddName]> {
        self.lock().get(uri).map_or_else(|| Arc::from([]), |neighbour| Arc::clone(&neighbour.odd))
    }

    /// Notes the names of a draft. Gives the drafts whose odd names are others than before.
    fn note(&self, uri: &Uri, path: &Path, folder: PathBuf, names: Vec<NameInUse>) -> Vec<Uri> {
        let mut known = self.lock();
        if known.get(uri).is_some_and(|known| known.names == names && known.folder == folder) {
            return Vec::new();
        }
        let odd = known.get(uri).map_or_else(|| Arc::from([]), |known| Arc::clone(&known.odd));
        let label = path.strip_prefix(&folder).unwrap_or(path).display().to_string();
        known.insert(uri.clone(), Neighbour { folder: folder.clone(), label, names, odd });
        compare(&mut known, &folder)
    }

    /// Forgets a draft. Gives the drafts whose odd names are others than before.
    fn forget(&self, uri: &Uri) -> Vec<Uri> {
        let mut known = self.lock();
        known.remove(uri).map_or_else(Vec::new, |gone| compare(&mut known, &gone.folder))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, Neighbour>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Compares the drafts of a folder anew.
fn compare(known: &mut HashMap<Uri, Neighbour>, folder: &Path) -> Vec<Uri> {
    let mut drafts: Vec<(Uri, &mut Neighbour)> = known
        .iter_mut()
        .filter(|(_, neighbour)| neighbour.folder == folder)
        .map(|(uri, neighbour)| (uri.clone(), neighbour))
        .collect();
    // The order decides where two spellings are equally common, and must not hang on chance.
    drafts.sort_by(|(_, first), (_, second)| first.label.cmp(&second.label));
    let mut odd: Vec<Vec<OddName>> = vec![Vec::new(); drafts.len()];
    let named: Vec<(&str, &[NameInUse])> =
        drafts.iter().map(|(_, it)| (it.label.as_str(), it.names.as_slice())).collect();
    for discord in discords(&named) {
        odd[discord.draft].push(discord.odd);
    }
    let mut changed = Vec::new();
    for ((uri, neighbour), odd) in drafts.into_iter().zip(odd) {
        if *neighbour.odd != *odd {
            neighbour.odd = odd.into();
            changed.push(uri);
        }
    }
    changed
}

/// Compares a draft that was checked with the others of its folder, and has open ones checked again that this concerns.
pub fn note(session: &Arc<Session>, snapshot: &Snapshot) {
    let Some(path) = &snapshot.path else { return };
    let Some(folder) = session.folder_of(path) else { return };
    let names = snapshot.draft.names(&snapshot.settings);
    let changed = session.neighbours.note(&snapshot.uri, path, folder.clone(), names);
    if session.documents.get(&snapshot.uri).is_none() {
        // It was closed meanwhile.
        forget(session, &snapshot.uri);
    }
    touch(session, &changed);
    let surveyed = &session.neighbours.surveyed;
    if session.folders().contains(&folder)
        && surveyed.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.clone())
    {
        beside(session, move |session| {
            let drafts = cli::drafts_below(&folder);
            drafts.iter().take(MOST_DRAFTS).for_each(|path| note_file(session, path, &folder));
        });
    }
}

/// Goes on with a draft that is closed as it lies on the disk, if it lies in a folder that was read.
pub fn forget(session: &Arc<Session>, uri: &Uri) {
    touch(session, &session.neighbours.forget(uri));
    files_changed(session, std::slice::from_ref(uri));
}

/// Reads drafts again that changed on the disk, in folders that were read before.
pub fn files_changed(session: &Arc<Session>, files: &[Uri]) {
    for path in files.iter().filter_map(file_path) {
        let surveyed = session.neighbours.surveyed.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(folder) = session.folder_of(&path).filter(|folder| surveyed.contains(folder)) else {
            continue;
        };
        drop(surveyed);
        beside(session, move |session| {
            // What git ignores, or the configuration excludes, is no draft of the folder.
            let counts = path.parent().is_some_and(|parent| cli::drafts_below(parent).contains(&path));
            if counts {
                note_file(session, &path, &folder);
            } else if let Some(uri) = Uri::from_file_path(&path) {
                touch(session, &session.neighbours.forget(&uri));
            }
        });
    }
}

/// Notes the names of a draft as it lies on the disk, unless it is open.
fn note_file(session: &Session, path: &Path, folder: &Path) {
    let Some(uri) = Uri::from_file_path(path) else { return };
    let short = std::fs::metadata(path).is_ok_and(|about| about.len() <= MOST_BYTES);
    if !short || session.documents.get(&uri).is_some() {
        return;
    }
    let Some(draft) = read_file(path) else { return };
    let settings = session.configuration.settings(session, Some(path));
    let names = draft.names(&settings);
    // It may have been opened meanwhile, and its names noted as they stand in the editor.
    if session.documents.get(&uri).is_none() {
        touch(session, &session.neighbours.note(&uri, path, folder.to_path_buf(), names));
    }
}

/// Does something that nobody waits for.
fn beside(session: &Arc<Session>, work: impl FnOnce(&Arc<Session>) + Send + 'static) {
    let session = Arc::clone(session);
    let done = thread::Builder::new().name("neighbours".to_owned()).spawn(move || {
        if let Err(fault) = contained(|| work(&session)) {
            session.log.warn(fault);
        }
    });
    // Without a thread the drafts on the disk are not compared, and the server lives.
    drop(done);
}

fn touch(session: &Session, changed: &[Uri]) {
    for open in changed.iter().filter_map(|uri| session.documents.get(uri)) {
        open.touch();
    }
}
