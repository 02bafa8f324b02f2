//! Where files are read: on the disk, or, where there is none, as in a browser, among those that were handed over.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::files;
use crate::names::plain;

/// Where files are read.
#[derive(Debug)]
pub enum Files {
    /// On the disk.
    Disk,
    /// Among those that were handed over.
    Given(Given),
}

/// Files that were handed over.
#[derive(Debug, Default)]
pub struct Given(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, (Arc<[u8]>, About)>,
    /// How many were handed over so far.
    count: u64,
}

/// What is known of a file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// How many bytes it has.
    pub length: u64,
    /// When it was changed, which tells its states from each other.
    pub modified: Option<SystemTime>,
}

impl Files {
    /// The bytes of a regular file.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_up_to(path, u64::MAX)
    }

    /// The same of a file that has no more than so many bytes.
    ///
    /// # Errors
    /// It has more, is something else, or cannot be read.
    pub fn read_up_to(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        match self {
            Files::Disk if most == u64::MAX => files::read(path),
            Files::Disk => files::read_up_to(path, most),
            Files::Given(given) => {
                let (bytes, about) = given.get(path).ok_or(ErrorKind::NotFound)?;
                if about.length > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes.to_vec()) }
            }
        }
    }

    /// What is known of a file; `None` where there is none.
    pub fn about(&self, path: &Path) -> Option<About> {
        match self {
            Files::Disk => {
                let about = path.metadata().ok()?;
                Some(About { length: about.len(), modified: about.modified().ok() })
            }
            Files::Given(given) => given.get(path).map(|(_, about)| about),
        }
    }

    /// Whether something lies at a path, be it no regular file.
    pub fn has(&self, path: &Path) -> bool {
        match self {
            Files::Disk => path.exists(),
            Files::Given(given) => given.get(path).is_some() || given.has_below(path),
        }
    }

    /// Whether a path is a name of something, be it a link that leads nowhere.
    pub fn is_name(&self, path: &Path) -> bool {
        match self {
            Files::Disk => path.symlink_metadata().is_ok(),
            Files::Given(_) => self.has(path),
        }
    }

    /// Whether a folder lies at a path.
    pub fn is_folder(&self, path: &Path) -> bool {
        match self {
            Files::Disk => path.is_dir(),
            Files::Given(given) => given.has_below(path),
        }
    }

    /// A path with all links followed.
    ///
    /// # Errors
    /// It leads nowhere.
    pub fn whole(&self, path: &Path) -> io::Result<PathBuf> {
        match self {
            Files::Disk => path.canonicalize(),
            Files::Given(_) if self.has(path) => Ok(plain(path)),
            Files::Given(_) => Err(ErrorKind::NotFound.into()),
        }
    }
}

impl Given {
    /// Takes a file in the place of the one that was there, or takes it away.
    pub fn put(&self, path: &Path, bytes: Option<Vec<u8>>) {
        let mut state = self.lock();
        let Some(bytes) = bytes else {
            state.files.remove(path);
            return;
        };
        state.count += 1;
        // No clock is asked: a count tells one state from another as well.
        let modified = Some(SystemTime::UNIX_EPOCH + Duration::from_nanos(state.count));
        let about = About { length: bytes.len() as u64, modified };
        state.files.insert(path.to_path_buf(), (bytes.into(), about));
    }

    /// The paths of those in a folder and below, in order.
    pub fn below(&self, folder: &Path) -> Vec<PathBuf> {
        self.lock().files.keys().filter(|path| path.starts_with(folder)).cloned().collect()
    }

    fn get(&self, path: &Path) -> Option<(Arc<[u8]>, About)> {
        self.lock().files.get(path).cloned()
    }

    fn has_below(&self, folder: &Path) -> bool {
        // Paths are ordered by their parts, and what lies in a folder stands behind it.
        let state = self.lock();
        let next = state.files.range(folder.to_path_buf()..).find(|(path, _)| path.as_path() != folder);
        next.is_some_and(|(path, _)| path.starts_with(folder))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(files: &[(&str, &str)]) -> Files {
        let given = Given::default();
        files.iter().for_each(|(path, text)| given.put(Path::new(path), Some(text.as_bytes().to_vec())));
        Files::Given(given)
    }

    #[test]
    fn what_was_handed_over_is_read_as_from_a_disk() {
        let files = given(&[
            ("/desk/copydesk.toml", "exclude = [\"old/**\"]"),
            ("/desk/a.md", "A"),
            ("/desk/old/b.md", "B"),
            ("/desk2/c.md", "C"),
        ]);
        let at = |path: &str| Path::new(path).to_path_buf();
        assert_eq!(files.read(&at("/desk/a.md")).unwrap(), b"A");
        assert_eq!(files.read(&at("/desk/none.md")).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(
            files.read_up_to(&at("/desk/copydesk.toml"), 3).unwrap_err().kind(),
            ErrorKind::FileTooLarge
        );
        assert!(
            files.is_folder(&at("/desk"))
                && files.is_folder(&at("/desk/old"))
                && !files.is_folder(&at("/desk/a.md"))
        );
        assert!(!files.has(&at("/des")) && files.has(&at("/desk/old")));
        assert_eq!(files.whole(&at("/desk/old/../a.md")).ok(), None, "nothing lies there by that name");
    }

    #[test]
    fn a_file_that_is_handed_over_again_is_another() {
        let Files::Given(given) = given(&[("/a.md", "A")]) else { unreachable!() };
        let before = given.get(Path::new("/a.md")).unwrap().1;
        given.put(Path::new("/a.md"), Some(b"B".to_vec()));
        assert_ne!(given.get(Path::new("/a.md")).unwrap().1, before);
        given.put(Path::new("/a.md"), None);
        assert_eq!(given.get(Path::new("/a.md")), None);
    }
}
