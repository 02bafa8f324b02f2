//! The reporter's notes that a draft names: where they lie, and whether they may be read.
//!
//! A draft may come from a stranger, so it cannot name whatever it likes: only files of four endings, by a relative path, that lie,
//! with all links followed, in the draft's own folder, its repository, or the folder of its configuration. Other folders are for the
//! person who runs the program to allow.

use std::io;
use std::path::{Component, Path, PathBuf};

use copydesk_desk::NamedNotes;

use crate::names::plain;
use crate::store::Files;

/// The endings of notes.
pub const NOTES_ENDINGS: [&str; 4] = ["txt", "md", "vtt", "srt"];

/// Longer notes are not read.
const MOST_BYTES: u64 = 2 << 20;

/// Where notes may lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesPlaces {
    /// The draft's folder, from which notes are named.
    pub folder: PathBuf,
    /// Folders beside it in which a file is looked for that is named without a folder.
    pub shelves: Vec<PathBuf>,
    /// Folders that the person who runs the program has named.
    pub roots: Vec<PathBuf>,
    /// The folders outside of which nothing is read; the draft's own and `roots` count among them.
    pub within: Vec<PathBuf>,
}

/// Why notes are not read, in one sentence that says what would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoNotes(pub String);

impl NotesPlaces {
    /// The file that a draft names, with all links followed.
    ///
    /// # Errors
    /// There is none, or it may not be read.
    pub fn find(&self, files: &Files, named: &NamedNotes) -> Result<PathBuf, NoNotes> {
        let file = &named.file;
        let tell = |reason: &str| Err(NoNotes(format!("The notes `{file}` are not read: {reason}")));
        // Before anything is asked of the disk: to look at the file of another machine is to call there.
        let path = Path::new(file);
        if file.contains(['\\', ':', '\0']) || !path.components().all(is_plain) {
            return tell("name them by a path from the draft's folder on.");
        }
        if !has_ending(path) {
            return tell("notes end in .txt, .md, .vtt or .srt.");
        }
        let bare = path.components().count() == 1;
        let shelves = self.shelves.iter().filter(|_| bare);
        let folders = std::iter::once(&self.folder).chain(shelves).chain(&self.roots);
        let bounds = [&self.folder].into_iter().chain(&self.roots).chain(&self.within);
        let bounds: Vec<PathBuf> = bounds.filter_map(|folder| files.whole(folder).ok()).collect();
        let inside = |path: &Path| bounds.iter().any(|folder| path.starts_with(folder));
        let outside = || tell("they lie outside the draft's project; --notes-root allows a folder.");
        // Nor is anything asked of the disk outside: that may be another machine too.
        let places: Vec<PathBuf> = folders
            .map(|folder| plain(&files.whole(folder).unwrap_or_else(|_| folder.clone()).join(path)))
            .filter(|place| inside(place))
            .collect();
        if places.is_empty() {
            return outside();
        }
        let Some(found) = places.into_iter().find(|place| files.is_name(place)) else {
            return Err(NoNotes(format!(
                "There are no notes `{file}`; check the name, or leave it if they are kept elsewhere."
            )));
        };
        let Ok(whole) = files.whole(&found) else { return tell("the link leads nowhere.") };
        if !inside(&whole) {
            return outside();
        }
        if !has_ending(&whole) {
            return tell("notes end in .txt, .md, .vtt or .srt.");
        }
        Ok(whole)
    }
}

/// The text of notes.
///
/// # Errors
/// They cannot be read, are too long, or no text in UTF-8.
pub fn read_notes(files: &Files, named: &NamedNotes, path: &Path) -> Result<String, NoNotes> {
    let bytes = files.read_up_to(path, MOST_BYTES).map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::FileTooLarge => "they are longer than 2 MB.".to_owned(),
            io::ErrorKind::PermissionDenied => "ask for permission to read the file.".to_owned(),
            _ => format!("{error}."),
        };
        NoNotes(format!("The notes `{}` are not read: {reason}", named.file))
    })?;
    notes_text(named, bytes)
}

/// The text of notes that were read.
///
/// # Errors
/// They are too long, or no text in UTF-8.
pub fn notes_text(named: &NamedNotes, bytes: Vec<u8>) -> Result<String, NoNotes> {
    let tell = |reason: &str| NoNotes(format!("The notes `{}` are not read: {reason}", named.file));
    if bytes.len() as u64 > MOST_BYTES {
        return Err(tell("they are longer than 2 MB."));
    }
    String::from_utf8(bytes).map_err(|_| tell("save them as UTF-8."))
}

fn is_plain(part: Component) -> bool {
    matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir)
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| NOTES_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn named(file: &str) -> NamedNotes {
        NamedNotes { file: file.to_owned(), ..NamedNotes::default() }
    }

    /// A project with a draft's folder, and something outside.
    fn places() -> (tempfile::TempDir, NotesPlaces) {
        let folder = tempfile::tempdir().unwrap();
        let whole = |name: &str| folder.path().canonicalize().unwrap().join(name);
        for name in ["desk/drafts/sub", "desk/interviews", "home", "allowed"] {
            fs::create_dir_all(whole(name)).unwrap();
        }
        for name in [
            "desk/talk.vtt",
            "desk/drafts/own.txt",
            "desk/drafts/sub/deep.md",
            "desk/interviews/shelf.srt",
            "home/key.txt",
            "allowed/far.txt",
        ] {
            fs::write(whole(name), "words").unwrap();
        }
        let places = NotesPlaces {
            folder: whole("desk/drafts"),
            shelves: vec![whole("desk/interviews")],
            roots: vec![whole("allowed")],
            within: vec![whole("desk")],
        };
        (folder, places)
    }

    #[test]
    fn notes_are_found_where_they_may_lie() {
        let (_folder, places) = places();
        for file in ["own.txt", "./own.txt", "sub/deep.md", "../talk.vtt", "shelf.srt", "far.txt"] {
            let path = places.find(&Files::Disk, &named(file)).unwrap_or_else(|no| panic!("{}", no.0));
            assert_eq!(read_notes(&Files::Disk, &named(file), &path).unwrap(), "words", "{file}");
        }
    }

    #[test]
    fn nothing_else_is_read() {
        let (folder, places) = places();
        fs::write(folder.path().join("desk/drafts/key.pem"), "secret").unwrap();
        let absolute = folder.path().join("desk/talk.vtt");
        for (file, told) in [
            (absolute.to_str().unwrap(), "by a path from the draft's folder"),
            ("\\\\server\\share\\a.txt", "by a path from the draft's folder"),
            ("//server/share/a.txt", "by a path from the draft's folder"),
            ("C:a.txt", "by a path from the draft's folder"),
            ("https://example.org/a.txt", "by a path from the draft's folder"),
            ("../../home/key.txt", "outside"),
            ("key.pem", "notes end in"),
            ("nothing.txt", "no notes"),
            ("sub/shelf.srt", "no notes"),
            ("", "notes end in"),
        ] {
            let no = places.find(&Files::Disk, &named(file)).unwrap_err();
            assert!(no.0.contains(told), "{file}: {}", no.0);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_before_it_is_judged() {
        use std::os::unix::fs::symlink;
        let (folder, places) = places();
        let drafts = folder.path().join("desk/drafts");
        symlink(folder.path().join("home/key.txt"), drafts.join("out.txt")).unwrap();
        symlink(folder.path().join("home"), drafts.join("home")).unwrap();
        symlink(folder.path().join("desk/talk.vtt"), drafts.join("in.txt")).unwrap();
        symlink("nowhere", drafts.join("lost.txt")).unwrap();
        fs::write(drafts.join("secret"), "secret").unwrap();
        symlink("secret", drafts.join("mask.txt")).unwrap();
        assert!(places.find(&Files::Disk, &named("in.txt")).is_ok());
        for (file, told) in [
            ("out.txt", "outside"),
            ("home/key.txt", "outside"),
            ("lost.txt", "leads nowhere"),
            ("mask.txt", "notes end in"),
        ] {
            let no = places.find(&Files::Disk, &named(file)).unwrap_err();
            assert!(no.0.contains(told), "{file}: {}", no.0);
        }
    }

    #[test]
    fn what_is_too_long_or_no_text_is_told() {
        let (folder, _places) = places();
        let path = folder.path().join("home/big.txt");
        let told = |path: &Path| read_notes(&Files::Disk, &named("big.txt"), path).unwrap_err().0;
        // A file of holes: its length is all that is looked at.
        fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
        assert!(told(&path).contains("longer than 2 MB"));
        fs::write(&path, [0xff, 0xfe, 0x41]).unwrap();
        assert!(told(&path).contains("UTF-8"));
        assert!(told(folder.path()).contains("a folder"));
    }
}
