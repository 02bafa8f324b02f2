//! `check --watch`: waits until a draft, a configuration or a roster is another.
//!
//! The system tells what happens in the folders, so that waiting costs nothing. Folders are watched rather than files: most
//! editors save a draft by putting another file in its place. What is told is only that something happened; what it means
//! is seen by looking at the files. Where the system does not tell, they are looked at every half second.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use copydesk_project::files::{self, Identity};
use copydesk_project::{Choice, Files, Found, Projects, find, name_of, nearest_file};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::cli::output;

/// How often files are looked at where the system does not tell.
const PACE: Duration = Duration::from_millis(500);
/// How long nothing must happen before the files are looked at: saving is several steps, and a checkout is many files.
const QUIET: Duration = Duration::from_millis(100);
/// How long is waited for that, where something always happens.
const LONGEST: Duration = Duration::from_secs(2);

/// When each file that a check reads was last written, and how long it is.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// The folders to watch.
type Folders = BTreeMap<PathBuf, Mark>;

/// What tells a folder from one that is made anew in its place, and from one that may not be read.
type Mark = (Option<Identity>, Option<SystemTime>, Permissions);

/// The files that a check reads, as they were before it, and what waits for another state of them.
pub(super) struct Watch<'a> {
    paths: &'a [PathBuf],
    choice: Choice,
    stamps: Stamps,
    folders: Folders,
    teller: Teller,
    /// Holds something when something has happened.
    bell: (SyncSender<()>, Receiver<()>),
}

/// Who tells that something has happened.
enum Teller {
    /// Nobody yet.
    Unasked,
    /// The system, for as long as this is held.
    System { _held: RecommendedWatcher },
    /// Nobody: the files are looked at.
    Nobody,
}

impl<'a> Watch<'a> {
    /// Watches all drafts at the paths, their configurations and rosters.
    pub(super) fn over(paths: &'a [PathBuf], choice: Choice) -> Watch<'a> {
        let (stamps, folders, bell) = (Stamps::new(), Folders::new(), sync_channel(1));
        let mut watch = Watch { paths, choice, stamps, folders, teller: Teller::Unasked, bell };
        watch.stamps = watch.see();
        watch
    }

    /// Returns when a file is another than before the last check.
    pub(super) fn wait(&mut self) {
        loop {
            match self.teller {
                Teller::Nobody => sleep(PACE),
                Teller::Unasked | Teller::System { .. } => self.listen(),
            }
            let stamps = self.see();
            if stamps != self.stamps {
                self.stamps = stamps;
                return;
            }
        }
    }

    /// Returns when something has happened, and then nothing for a while.
    fn listen(&self) {
        // The other end is held here too, so that waiting for it cannot fail.
        let _ = self.bell.1.recv();
        self.settle();
    }

    /// Returns when nothing happens for a while.
    fn settle(&self) {
        let start = Instant::now();
        while start.elapsed() < LONGEST && self.bell.1.recv_timeout(QUIET).is_ok() {}
    }

    /// The stamps of the files, taken when all their folders were watched: what happens later is told.
    fn see(&mut self) -> Stamps {
        loop {
            let (stamps, folders) = look(self.paths, &self.choice);
            if matches!(self.teller, Teller::Nobody) || folders == self.folders {
                return stamps;
            }
            self.folders = folders;
            let is_first = matches!(self.teller, Teller::Unasked);
            self.teller = match self.watch() {
                Ok(watcher) => Teller::System { _held: watcher },
                Err(reason) => {
                    // Said once, as nobody is asked again.
                    output::note(&format!(
                        "The system cannot tell what changes here, for {reason}: Copydesk looks at the drafts twice a second."
                    ));
                    Teller::Nobody
                }
            };
            if !is_first {
                // Folders that have just come are still being filled.
                self.settle();
            }
        }
    }

    /// Has the system tell of the folders.
    ///
    /// # Errors
    /// Why it cannot, to follow “for”.
    fn watch(&self) -> Result<RecommendedWatcher, String> {
        if let Some(folder) = self.folders.keys().find(|folder| is_elsewhere(folder)) {
            return Err(format!("{} lies on a drive that other machines can write to", name_of(folder)));
        }
        let bell = self.bell.0.clone();
        let tell = move |event: notify::Result<notify::Event>| {
            // Reading is no change; and a bell that rings already need not ring twice.
            if !event.is_ok_and(|event| event.kind.is_access()) {
                let _ = bell.try_send(());
            }
        };
        let mut watcher = notify::recommended_watcher(tell).map_err(reason)?;
        let mut paths = watcher.paths_mut();
        for folder in self.folders.keys() {
            match paths.add(folder, RecursiveMode::NonRecursive) {
                Err(error) if !is_closed(&error) => return Err(reason(error)),
                _ => {}
            }
        }
        paths.commit().map_err(reason)?;
        Ok(watcher)
    }
}

fn reason(error: notify::Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => "it can watch no more folders".to_owned(),
        ErrorKind::Io(error) => format!("it says “{error}”"),
        _ => format!("it says “{error}”"),
    }
}

/// Whether a folder has gone meanwhile or may not be read, both of which its own folder tells.
fn is_closed(error: &notify::Error) -> bool {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => matches!(error.kind(), NotFound | PermissionDenied),
        _ => false,
    }
}

/// The stamps of all drafts at the paths, their configurations and rosters, and the folders in which these could become
/// others.
fn look(paths: &[PathBuf], choice: &Choice) -> (Stamps, Folders) {
    let mut projects = Projects::new(choice);
    let mut files: Vec<PathBuf> = match choice {
        Choice::File(file) => vec![file.clone()],
        Choice::Nearest | Choice::Nothing => Vec::new(),
    };
    let mut folders = Vec::new();
    for found in find(paths, None, &mut projects) {
        match found {
            Found::Draft(draft) => {
                let project = projects.of(&draft.path).project;
                files.extend(project.path.clone());
                files.extend(project.roster_files());
                files.push(draft.path);
            }
            Found::Folder(folder) => folders.push(folder),
            Found::PassedOver(_) | Found::Problem(_) => {}
        }
    }
    files.sort();
    files.dedup();
    folders.extend(files.iter().chain(paths.iter().filter(|path| !path.is_dir())).flat_map(|file| {
        // A link can come to lead elsewhere, and what it leads to can change.
        let behind = file.is_symlink().then(|| file.canonicalize().ok()).flatten();
        [Some(folder_of(file)), behind.as_deref().map(folder_of)].into_iter().flatten()
    }));
    if matches!(choice, Choice::Nearest) {
        let here = PathBuf::from(".");
        let tops = if paths.is_empty() { std::slice::from_ref(&here) } else { paths };
        folders.extend(tops.iter().flat_map(|top| above(top)));
    }
    let stamp = |file: &PathBuf| {
        let metadata = std::fs::metadata(file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    let stamps = files.into_iter().map(|file| (file.clone(), stamp(&file))).collect();
    (stamps, folders.iter().filter_map(|folder| marked(folder)).collect())
}

/// The folder that a file lies in, or would.
fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The folders from a draft or folder upwards in which a configuration would count: as far as the one that counts now, or
/// the repository's root. Where there is neither, as far as the current folder, for beyond it lies what is not of the desk.
fn above(top: &Path) -> Vec<PathBuf> {
    let folder = if top.is_dir() { top.to_path_buf() } else { folder_of(top) };
    let (Ok(folder), Ok(here)) = (folder.canonicalize(), Path::new(".").canonicalize()) else {
        return Vec::new();
    };
    let (file, root) = nearest_file(&Files::Disk, &folder);
    let last = match file.is_some() || root.join(".git").exists() {
        true => &root,
        false if folder.starts_with(&here) => &here,
        false => &folder,
    };
    folder.ancestors().take_while(|ancestor| ancestor.starts_with(last)).map(Path::to_path_buf).collect()
}

/// A folder, or the nearest one above it that is there, with what tells it from others.
fn marked(folder: &Path) -> Option<(PathBuf, Mark)> {
    let folder = folder.ancestors().find(|ancestor| ancestor.is_dir()).unwrap_or(Path::new("."));
    let about = folder.metadata().ok()?;
    Some((folder.to_path_buf(), (files::identity(folder), about.created().ok(), about.permissions())))
}

/// Whether a folder can be changed by another machine, of which this one is told nothing.
#[cfg(target_os = "linux")]
fn is_elsewhere(folder: &Path) -> bool {
    /// As `linux/magic.h` has them: NFS, SMB in its three versions, AFS twice, Coda, Ceph, Plan 9's, FUSE, VirtualBox.
    const DRIVES: [u32; 11] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x5346_414f,
        0x6b41_4653,
        0x7375_7245,
        0x00c3_6400,
        0x0102_1997,
        0x6573_5546,
        0x786f_4256,
    ];
    rustix::fs::statfs(folder).is_ok_and(|about| DRIVES.contains(&(about.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn is_elsewhere(_: &Path) -> bool {
    false
}
