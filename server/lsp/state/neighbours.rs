//! Names compared between the drafts of a workspace's folder. Each open draft's names are noted when its writer pauses, those
//! of the others when the first of the folder has been read; where another draft writes one of them otherwise, the open drafts
//! concerned are checked again and say so.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use copydesk_desk::{Draft, NameInUse, OddName, Unread, contained, discords};
use copydesk_project::{drafts_below, is_draft};
use copydesk_text::TextSize;
use tower_lsp::ls_types::Uri;

use super::configuration::Configuration;
use super::editor::Editor;
use super::snapshot::{Snapshot, unread_file};
use crate::lsp::host::{Job, Next};
use crate::lsp::protocol::convert::{file_path, file_uri};

/// So many drafts of a folder are compared with those that are open, each up to so many bytes: reading more would keep a
/// processor busy for longer than a writer stays in an editor, and `check` compares them all.
const MOST_DRAFTS: usize = 300;
const MOST_BYTES: u64 = 100_000;

/// So many drafts that changed are compared with the others at once: each comparison is of all of them.
const TOGETHER: usize = 20;

/// The names of the drafts.
pub(in crate::lsp) struct Neighbours {
    configuration: Arc<Configuration>,
    known: Mutex<HashMap<Uri, Neighbour>>,
    /// The folders whose drafts on the disk were read.
    surveyed: Mutex<HashSet<PathBuf>>,
    waiting: Mutex<Waiting>,
}

/// What to look at again. A checkout or a sync names thousands of files at once, some again and again: each waits once, and
/// one job looks at them all.
#[derive(Default)]
struct Waiting {
    /// Drafts that were closed.
    closed: Vec<Uri>,
    /// Each with the folder whose drafts it is compared with.
    files: BTreeSet<(PathBuf, PathBuf)>,
    /// Whether the job is on its way.
    attended: bool,
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
    /// Nothing is known of any draft so far.
    pub(in crate::lsp) fn new(configuration: Arc<Configuration>) -> Neighbours {
        Neighbours {
            configuration,
            known: Mutex::default(),
            surveyed: Mutex::default(),
            waiting: Mutex::default(),
        }
    }

    /// The names of a draft that others write otherwise.
    pub(super) fn odd_names(&self, uri: &Uri) -> Arc<[OddName]> {
        self.lock().get(uri).map_or_else(|| Arc::from([]), |neighbour| Arc::clone(&neighbour.odd))
    }

    /// Notes the names of a draft; whether they are others than before.
    fn note(&self, uri: &Uri, path: &Path, folder: &Path, names: Vec<NameInUse>) -> bool {
        let mut known = self.lock();
        if known.get(uri).is_some_and(|known| known.names == names && known.folder == folder) {
            return false;
        }
        let odd = known.get(uri).map_or_else(|| Arc::from([]), |known| Arc::clone(&known.odd));
        let label = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        known.insert(uri.clone(), Neighbour { folder: folder.to_path_buf(), label, names, odd });
        true
    }

    /// Forgets a draft; gives the folder with whose drafts it was compared.
    fn forget(&self, uri: &Uri) -> Option<PathBuf> {
        self.lock().remove(uri).map(|gone| gone.folder)
    }

    /// Whether a draft is compared with those of its folder: it is already, or there is room for it.
    fn admits(&self, uri: &Uri, folder: &Path) -> bool {
        let known = self.lock();
        known.contains_key(uri) || known.values().filter(|it| it.folder == folder).count() < MOST_DRAFTS
    }

    fn editor(&self) -> &Editor {
        &self.configuration.editor
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, Neighbour>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Compares a draft that was checked with the others of its folder, and has open ones checked again that this concerns.
    pub(super) fn compare(self: &Arc<Neighbours>, snapshot: &Snapshot) {
        let Some(path) = &snapshot.path else { return };
        let Some(folder) = self.editor().folder_of(path) else { return };
        let names = snapshot.draft.names(&snapshot.settings);
        let changed = self.note(&snapshot.uri, path, &folder, names);
        if self.editor().documents.get(&snapshot.uri).is_none() {
            // It was closed meanwhile.
            self.close(&snapshot.uri);
        }
        if changed {
            self.compare_and_touch(&folder);
        }
        if self.editor().folders().contains(&folder)
            && self.surveyed.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.clone())
        {
            self.begin(Task::Survey(folder));
        }
    }

    /// Notes that a draft was closed: soon it counts as it lies on the disk, if it lies in a folder that was read.
    pub(in crate::lsp) fn close(self: &Arc<Neighbours>, uri: &Uri) {
        let mut waiting = self.waiting();
        waiting.closed.push(uri.clone());
        self.see_to(waiting);
    }

    /// Has drafts read again that changed on the disk, in folders that were read before.
    pub(in crate::lsp) fn files_changed(self: &Arc<Neighbours>, files: &[Uri]) {
        let mut waiting = self.waiting();
        waiting.files.extend(files.iter().filter_map(file_path).filter_map(|path| self.surveyed(path)));
        if !waiting.files.is_empty() {
            self.see_to(waiting);
        }
    }

    /// A draft's path behind the folder in which it is compared with the others; `None` where that was not read.
    fn surveyed(&self, path: PathBuf) -> Option<(PathBuf, PathBuf)> {
        let folder = self.editor().folder_of(&path).filter(|_| is_draft(&path))?;
        let surveyed = self.surveyed.lock().unwrap_or_else(PoisonError::into_inner);
        surveyed.contains(&folder).then_some((folder, path))
    }

    /// Sees that a job looks at what waits.
    fn see_to(self: &Arc<Neighbours>, mut waiting: MutexGuard<Waiting>) {
        if !waiting.attended {
            waiting.attended = self.begin(Task::Attend);
        }
    }

    /// Begins a job; false where there is no thread for it. Then the drafts on the disk are not compared, and the server lives.
    fn begin(self: &Arc<Neighbours>, task: Task) -> bool {
        let noting =
            Noting { neighbours: Arc::clone(self), task, left: VecDeque::new(), reading: None, changed: 0 };
        self.editor().host.runner.attend("neighbours", noting).is_ok()
    }

    /// Looks at what waits: forgets what is gone, and gives the drafts whose names are to be noted as they lie on the disk, each
    /// behind its folder. `None` where nothing waits.
    fn look_again(&self) -> Option<Vec<(PathBuf, PathBuf)>> {
        let mut waiting = self.waiting();
        let (files, closed) = (std::mem::take(&mut waiting.files), std::mem::take(&mut waiting.closed));
        if files.is_empty() && closed.is_empty() {
            // Under the lock, so that nothing is left behind.
            waiting.attended = false;
            return None;
        }
        drop(waiting);
        // One that was opened again is noted again.
        let closed = closed.iter().filter(|uri| self.editor().documents.get(uri).is_none());
        let on_disk = closed.filter_map(|uri| {
            if let Some(folder) = self.forget(uri) {
                self.compare_and_touch(&folder);
            }
            self.surveyed(file_path(uri)?)
        });
        let mut by_folder: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        for (folder, path) in on_disk.chain(files) {
            by_folder.entry(folder).or_default().push(path);
        }
        let present = by_folder.into_iter().flat_map(|(folder, paths)| {
            let present = self.present(&folder, paths);
            present.into_iter().map(move |path| (folder.clone(), path))
        });
        Some(present.collect())
    }

    /// Those of the paths that are drafts of a folder still, in their order, with one walk; the others are forgotten.
    fn present(&self, folder: &Path, mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
        // What git ignores, or the configuration excludes, is no draft of the folder.
        let parents: HashSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
        let top = match parents.iter().next() {
            Some(parent) if parents.len() == 1 => parent,
            _ => folder,
        };
        let drafts: HashSet<PathBuf> = drafts_below(&self.editor().host.files, top).into_iter().collect();
        let gone = paths.extract_if(.., |path| !drafts.contains(path));
        let forgotten = gone
            .filter_map(|path| file_uri(&path))
            .filter(|uri| self.editor().documents.get(uri).is_none() && self.forget(uri).is_some());
        if forgotten.count() > 0 {
            self.compare_and_touch(folder);
        }
        paths
    }

    /// A draft whose names are to be noted as it lies on the disk, of which nothing is read yet; `None` where they are not to be.
    fn unread(&self, path: &Path, folder: &Path) -> Option<Draft> {
        let uri = file_uri(path)?;
        let files = &self.editor().host.files;
        let short = files.about(path).is_some_and(|about| about.length <= MOST_BYTES);
        if !short || self.editor().documents.get(&uri).is_some() || !self.admits(&uri, folder) {
            return None;
        }
        unread_file(files, path)
    }

    /// Notes the names of a draft that was read; whether they are others than before.
    fn note_read(&self, draft: &Draft, path: &Path, folder: &Path) -> bool {
        let Some(uri) = file_uri(path) else { return false };
        let settings = self.configuration.settings(Some(path));
        let names = draft.names(&settings);
        // It may have been opened meanwhile, and its names noted as they stand in the editor.
        self.editor().documents.get(&uri).is_none() && self.note(&uri, path, folder, names)
    }

    /// Compares the drafts of a folder anew, and has the open ones checked again that this concerns.
    fn compare_and_touch(&self, folder: &Path) {
        let changed = compare(&mut self.lock(), folder);
        for open in changed.iter().filter_map(|uri| self.editor().documents.get(uri)) {
            open.touch();
        }
    }
}

/// Notes the names of drafts as they lie on the disk, one after the other.
struct Noting {
    neighbours: Arc<Neighbours>,
    task: Task,
    /// The drafts that are left, each behind its folder.
    left: VecDeque<(PathBuf, PathBuf)>,
    /// The one that is being read.
    reading: Option<Draft>,
    /// How many of the folder have other names than before, and were not compared yet.
    changed: usize,
}

/// Where the drafts come from.
enum Task {
    /// They are all those of a folder.
    Survey(PathBuf),
    /// They wait, and more may come meanwhile.
    Attend,
    /// There are no more.
    Done,
}

impl Noting {
    /// Does the next piece; false where all is done.
    fn go_on(&mut self) -> bool {
        let neighbours = Arc::clone(&self.neighbours);
        let Some((folder, path)) = self.left.front().cloned() else {
            match std::mem::replace(&mut self.task, Task::Done) {
                Task::Survey(folder) => {
                    let drafts = drafts_below(&neighbours.editor().host.files, &folder).into_iter();
                    self.left.extend(drafts.take(MOST_DRAFTS).map(|path| (folder.clone(), path)));
                }
                Task::Attend => {
                    let Some(files) = neighbours.look_again() else { return false };
                    self.left.extend(files);
                    self.task = Task::Attend;
                }
                Task::Done => return false,
            }
            return true;
        };
        let draft = self.reading.take().or_else(|| neighbours.unread(&path, &folder));
        if let Some(mut draft) = draft {
            if !self.read(&mut draft) {
                self.reading = Some(draft);
                return true;
            }
            self.changed += usize::from(neighbours.note_read(&draft, &path, &folder));
        }
        self.left.pop_front();
        let last = self.left.front().is_none_or(|(next, _)| *next != folder);
        if self.changed >= TOGETHER || last && self.changed > 0 {
            self.changed = 0;
            neighbours.compare_and_touch(&folder);
        }
        true
    }

    /// Reads a draft to its end, or for as long as a piece of work may take; whether it is at its end.
    fn read(&self, draft: &mut Draft) -> bool {
        let host = &self.neighbours.editor().host;
        let Some(piece) = host.runner.piece() else {
            draft.read_all();
            return true;
        };
        let end = host.clock.now() + piece;
        while draft.unread_count() > 0 && host.clock.now() < end {
            let next = draft.unread_near(TextSize::default(), 1);
            draft.accept(next.into_iter().map(Unread::read));
        }
        draft.unread_count() == 0
    }
}

impl Job for Noting {
    fn advance(&mut self) -> Next {
        let begun = contained(|| self.go_on());
        if let Err(fault) = &begun {
            self.neighbours.editor().log.warn(fault.clone());
            if matches!(self.task, Task::Attend) {
                // The next event begins anew.
                self.neighbours.waiting().attended = false;
            }
        }
        if begun == Ok(true) { Next::Now } else { Next::Over }
    }

    /// There is always something to do.
    fn wait(&self, _: Option<Duration>) {}
}

/// Compares the drafts of a folder anew; gives those whose odd names are others than before.
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
