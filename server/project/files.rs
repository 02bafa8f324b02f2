//! Files as Copydesk touches them: only regular files are read, and what is written is there whole or not at all.
//!
//! A pipe or a device under a draft's name would be waited for, or never end. What is written stands in a file without a
//! name until it is complete, where the system knows such files, so that nothing is left of it when the program is killed.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use tempfile::TempPath;

/// How the name of a file begins that is to take another's place.
pub const STAGED: &str = ".copydesk-";

/// The bytes of a regular file.
///
/// # Errors
/// It is something else, or cannot be read.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The same of a file that has no more than so many bytes.
///
/// # Errors
/// It has more, is something else, or cannot be read.
pub fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let mut bytes = Vec::new();
    if file.metadata()?.len() <= most {
        // It may grow while it is read.
        file.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= most {
            return Ok(bytes);
        }
    }
    Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is too long"))
}

fn open(path: &Path) -> io::Result<File> {
    // Opening a device can do something by itself.
    regular(&fs::metadata(path)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // It may have become a pipe meanwhile, whose opening would wait for a writer.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    }
    let file = options.open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

fn regular(about: &Metadata) -> io::Result<()> {
    if about.is_file() {
        return Ok(());
    }
    let kind = if about.is_dir() { "a folder" } else { "a pipe or a device" };
    Err(refusal(&format!("it is {kind}, and only regular files are read")))
}

/// Puts a text in the place of a draft of which `seen` was read: a reader sees the old one or the new one, and a full disk
/// leaves the old one. Its owner, permissions and extended attributes stay, and where the path is a link, the file behind it
/// is written.
///
/// # Errors
/// The text cannot be written, the draft is another by now, or something of it would be lost; it is as it was.
pub fn replace(path: &Path, seen: &[u8], text: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let draft = open(&path)?;
    let staged = stage(&path, text, PRIVATE, |staged| {
        resemble(staged, &draft)?;
        staged.sync_all()
    })?;
    if read(&path)? != seen {
        return Err(refusal("it was changed while it was read; run Copydesk on it again"));
    }
    staged.persist(&path).map_err(|error| error.error)
}

/// Writes a file, new or in the place of one that is there, whole or not at all. Where a link leads there, the file behind
/// it is written; a pipe or a device gets the bytes as they are.
///
/// # Errors
/// It cannot be written; a file that was there is as it was.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (staged, path) = match fs::metadata(path) {
        Ok(about) if about.is_file() => {
            let path = fs::canonicalize(path)?;
            let staged = stage(&path, bytes, PRIVATE, |staged| {
                staged.set_permissions(about.permissions())?;
                staged.sync_all()
            })?;
            (staged, path)
        }
        Ok(_) => return File::options().write(true).open(path)?.write_all(bytes),
        Err(_) if path.is_symlink() => return Err(refusal("it is a link that leads nowhere")),
        Err(_) => (stage(path, bytes, PUBLIC, File::sync_all)?, path.to_path_buf()),
    };
    staged.persist(path).map_err(|error| error.error)
}

/// Writes a file that can be made again, whole or not at all; after a power cut it may be broken.
///
/// # Errors
/// It cannot be written.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stage(path, bytes, PRIVATE, |_| Ok(()))?.persist(path).map_err(|error| error.error)
}

/// What tells a file from all others, under whatever name: its device and number there.
#[cfg(unix)]
pub type Identity = (u64, u64);
/// What tells a file from all others: its path without links.
#[cfg(not(unix))]
pub type Identity = std::path::PathBuf;

/// What tells a file from all others, under whatever name; `None` where there is none.
pub fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let about = fs::metadata(path).ok()?;
        Some((about.dev(), about.ino()))
    }
    #[cfg(not(unix))]
    fs::canonicalize(path).ok()
}

/// Whether two paths lead to one file, or would once it is there.
pub fn is_same(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some((fs::canonicalize(folder).ok()?, path.file_name()?.to_owned()))
    };
    match (identity(one), identity(other)) {
        (None, None) => place(one).is_some_and(|one| place(other) == Some(one)),
        (one, other) => one == other,
    }
}

/// Permissions of a new file, which the system narrows, and of one that only its owner may read before it is complete.
const PUBLIC: u32 = 0o666;
const PRIVATE: u32 = 0o600;

/// A complete file beside `target` that can take its place, and is gone when it does not.
fn stage(
    target: &Path,
    bytes: &[u8],
    #[cfg_attr(not(unix), allow(unused_variables, reason = "other systems have no such permissions"))]
    mode: u32,
    finish: impl Fn(&File) -> io::Result<()>,
) -> io::Result<TempPath> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let fill = |mut file: &File| {
        file.write_all(bytes)?;
        finish(file)
    };
    let mut named = tempfile::Builder::new();
    named.prefix(STAGED);
    #[cfg(target_os = "linux")]
    if let Ok(file) = linux::without_name(folder, mode) {
        fill(&file)?;
        if let Ok(linked) = named.make_in(folder, |name| linux::give_name(&file, name)) {
            return Ok(linked.into_temp_path());
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        named.permissions(fs::Permissions::from_mode(mode));
    }
    let file = named.tempfile_in(folder)?;
    fill(file.as_file())?;
    Ok(file.into_temp_path())
}

/// Gives a staged file the owner, the permissions and the extended attributes of a draft.
///
/// # Errors
/// Something of it would be lost.
fn resemble(staged: &File, draft: &File) -> io::Result<()> {
    let about = draft.metadata()?;
    if about.permissions().readonly() {
        return Err(refusal("it may only be read"));
    }
    #[cfg(unix)]
    {
        use rustix::fs::{Gid, Uid, fchown};
        use std::os::unix::fs::MetadataExt as _;
        if about.nlink() > 1 {
            let others = about.nlink() - 1;
            let names = if others == 1 { "another name" } else { "other names" };
            return Err(refusal(&format!("it has {names} (hard links), which would keep the old text")));
        }
        let now = staged.metadata()?;
        if (now.uid(), now.gid()) != (about.uid(), about.gid()) {
            fchown(staged, Some(Uid::from_raw(about.uid())), Some(Gid::from_raw(about.gid())))
                .map_err(|error| refusal(&format!("its owner and group would be lost ({error})")))?;
        }
    }
    staged.set_permissions(about.permissions())?;
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    attributes::copy(draft, staged)
        .map_err(|error| refusal(&format!("its extended attributes would be lost ({error})")))?;
    Ok(())
}

/// Labels, access lists and whatever else a system or a person has noted on a file.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod attributes {
    use std::ffi::CString;
    use std::fs::File;
    use std::io;

    use rustix::buffer::spare_capacity;
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    use rustix::io::Errno;

    /// The most bytes that the systems at hand keep of a list, or of a value.
    const MOST: usize = 1 << 16;

    /// Copies all of them, and leaves alone what the new file has already.
    pub(super) fn copy(from: &File, to: &File) -> io::Result<()> {
        let mut names = Vec::with_capacity(MOST);
        match flistxattr(from, spare_capacity(&mut names)) {
            Ok(_) => {}
            Err(Errno::NOTSUP) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        for name in names.split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
            let name = CString::new(name)?;
            let value = value(from, &name)?;
            if self::value(to, &name).ok().as_ref() != Some(&value) {
                fsetxattr(to, &name, &value, XattrFlags::empty())?;
            }
        }
        Ok(())
    }

    fn value(file: &File, name: &CString) -> io::Result<Vec<u8>> {
        let mut value = Vec::with_capacity(MOST);
        fgetxattr(file, name, spare_capacity(&mut value))?;
        Ok(value)
    }
}

/// Files that have no name until they are given one.
#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};

    pub(super) fn without_name(folder: &Path, mode: u32) -> io::Result<File> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        Ok(File::from(open(folder, flags, Mode::from_raw_mode(mode))?))
    }

    pub(super) fn give_name(file: &File, name: &Path) -> io::Result<()> {
        let open = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, open, CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

fn refusal(reason: &str) -> io::Error {
    io::Error::other(reason.to_owned())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    use std::path::PathBuf;

    use super::*;

    /// A folder with a draft of these words.
    fn folder(words: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let draft = folder.path().join("draft.md");
        fs::write(&draft, words).unwrap();
        (folder, draft)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_draft_that_was_saved_meanwhile_is_left_alone() {
        let (folder, draft) = folder("what the writer saved");
        let error = replace(&draft, b"what was read", b"what was fixed").unwrap_err();
        assert!(error.to_string().contains("changed while it was read"), "{error}");
        assert_eq!(fs::read(&draft).unwrap(), b"what the writer saved");
        assert_eq!(names(&folder), ["draft.md"]);
        replace(&draft, b"what the writer saved", b"fixed").unwrap();
        assert_eq!(fs::read(&draft).unwrap(), b"fixed");
        assert_eq!(names(&folder), ["draft.md"]);
    }

    #[test]
    fn a_draft_with_two_names_is_left_alone() {
        let (folder, draft) = folder("one text");
        fs::hard_link(&draft, folder.path().join("same.md")).unwrap();
        let error = replace(&draft, b"one text", b"another").unwrap_err();
        assert!(error.to_string().contains("another name (hard links)"), "{error}");
        assert_eq!(fs::read(&draft).unwrap(), b"one text");
        assert_eq!(names(&folder), ["draft.md", "same.md"]);
    }

    #[test]
    fn owner_permissions_and_links_stay() {
        let (folder, draft) = folder("text");
        let owner = match fs::metadata(&draft).unwrap().uid() {
            // Only the superuser may give files away.
            0 => (4711, 4712),
            uid => (uid, fs::metadata(&draft).unwrap().gid()),
        };
        std::os::unix::fs::chown(&draft, Some(owner.0), Some(owner.1)).unwrap();
        fs::set_permissions(&draft, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.md");
        symlink("draft.md", &link).unwrap();
        replace(&link, b"text", b"fixed").unwrap();
        let about = fs::metadata(&draft).unwrap();
        assert_eq!((about.uid(), about.gid(), about.permissions().mode() & 0o777), (owner.0, owner.1, 0o640));
        assert!(link.is_symlink());
        assert_eq!(fs::read(&draft).unwrap(), b"fixed");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_noted_on_a_draft_stays() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let (_folder, draft) = folder("text");
        let notes = [("user.note", b"from the desk".as_slice()), ("user.empty", b"")];
        for (name, value) in notes {
            // Not every file system keeps notes.
            let Ok(()) = setxattr(&draft, name, value, XattrFlags::empty()) else { return };
        }
        replace(&draft, b"text", b"fixed").unwrap();
        for (name, expected) in notes {
            let mut value = [0; 100];
            let length = getxattr(&draft, name, &mut value).unwrap();
            assert_eq!(&value[..length], expected);
        }
    }

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let (folder, draft) = folder("text");
        let new = folder.path().join("new.json");
        write(&new, b"new").unwrap();
        fs::set_permissions(&new, fs::Permissions::from_mode(0o604)).unwrap();
        let link = folder.path().join("link.json");
        symlink(&new, &link).unwrap();
        write(&link, b"newer").unwrap();
        assert_eq!(fs::read(&new).unwrap(), b"newer");
        assert_eq!(fs::metadata(&new).unwrap().permissions().mode() & 0o777, 0o604);
        symlink("nowhere.json", folder.path().join("dangling.json")).unwrap();
        assert!(write(&folder.path().join("dangling.json"), b"x").is_err());
        write(Path::new("/dev/null"), b"x").unwrap();
        assert!(write(folder.path(), b"x").is_err());
        assert!(draft.exists());
        assert_eq!(names(&folder), ["dangling.json", "draft.md", "link.json", "new.json"]);
    }

    #[test]
    fn only_regular_files_are_read() {
        let (folder, draft) = folder("text");
        assert_eq!(read(&draft).unwrap(), b"text");
        for (path, kind) in [(Path::new("/dev/zero"), "a pipe or a device"), (folder.path(), "a folder")] {
            assert!(read(path).unwrap_err().to_string().contains(kind));
        }
    }
}
