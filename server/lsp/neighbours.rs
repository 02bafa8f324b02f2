//! Names compared between the drafts of a folder that are open. Each draft's names are noted when its writer pauses; where
//! another draft writes one of them otherwise, the drafts concerned are checked again and say so.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_desk::{NameInUse, OddName, discords};
use tower_lsp::ls_types::Uri;

use super::session::Session;
use super::snapshot::Snapshot;

/// The names of the open drafts.
#[derive(Default)]
pub struct Neighbours(Mutex<HashMap<Uri, Neighbour>>);

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
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Compares a draft that was checked with the others that are open, and has those checked again that this concerns.
pub fn note(session: &Session, snapshot: &Snapshot) {
    let Some(path) = &snapshot.path else { return };
    let folders = session.folders();
    let holds = folders.iter().filter(|folder| path.starts_with(folder));
    let folder = holds.max_by_key(|folder| folder.as_os_str().len()).cloned();
    let folder = folder.or_else(|| path.parent().map(Path::to_path_buf)).unwrap_or_default();
    let names = snapshot.draft.names(&snapshot.settings);
    let changed = session.neighbours.note(&snapshot.uri, path, folder, names);
    if session.documents.get(&snapshot.uri).is_none() {
        // It was closed meanwhile.
        forget(session, &snapshot.uri);
    }
    touch(session, &changed);
}

/// Leaves a draft that is closed out of account.
pub fn forget(session: &Session, uri: &Uri) {
    touch(session, &session.neighbours.forget(uri));
}

fn touch(session: &Session, changed: &[Uri]) {
    for open in changed.iter().filter_map(|uri| session.documents.get(uri)) {
        open.touch();
    }
}
