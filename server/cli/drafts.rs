//! Which drafts a command reads, and reading them.
//!
//! Folders are walked in the order of their names, honouring `.gitignore` (within a git repository or not) and the
//! configuration's `exclude`. A file named on the command line is always read, whatever its name and wherever it lies.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use copydesk_desk::contained;
use copydesk_text::Dialect;
use ignore::WalkBuilder;

use super::files;
use super::findings::Trouble;
use super::names::name_of;
use super::places::{Place, Places};
use super::project::{Applied, Choice, Projects};

/// The endings of files that are drafts.
const ENDINGS: [&str; 4] = ["md", "markdown", "mdx", "txt"];

/// The drafts that a command line names.
#[derive(Debug, Args)]
pub struct Given {
    /// Drafts and folders; - reads standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The name to report for standard input; its ending tells how the draft is written
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// Leave out what the configuration excludes even where it is named, as hooks name every file
    #[arg(long)]
    force_exclude: bool,
}

impl Given {
    /// The drafts, as [`find`] finds them, each with what applies to it.
    pub fn gather(&self, projects: &mut Projects) -> Vec<Task> {
        let found = find(&self.paths, self.stdin_filename.as_deref(), projects).into_iter();
        let tasks = found.filter_map(|found| match found {
            Found::Draft(draft) => {
                let applied = projects.of(&draft.path);
                (!self.force_exclude || !applied.excludes()).then_some(Ok((draft, applied)))
            }
            Found::Folder(_) => None,
            Found::Trouble(trouble) => Some(Err(trouble)),
        });
        tasks.collect()
    }
}

/// A draft to read with what applies to it, or what went wrong before it could be read.
pub type Task = Result<(Draft, Applied), Trouble>;

/// The files among the drafts of tasks.
pub fn files(tasks: &[Task]) -> Vec<&Path> {
    let drafts = tasks.iter().flatten().map(|(draft, _)| &draft.origin);
    let files = drafts.filter_map(|origin| match origin {
        Origin::File(path) => Some(path.as_path()),
        Origin::Input => None,
    });
    files.collect()
}

/// The work done on a task's draft. A fault of ours costs that draft and no other.
pub fn each<T>(task: &Task, work: impl Fn(&Draft, &Applied) -> Result<T, Trouble>) -> Result<T, Trouble> {
    let (draft, applied) = task.as_ref().map_err(Trouble::clone)?;
    contained(|| work(draft, applied)).unwrap_or_else(|fault| Err(draft.trouble(None, fault)))
}

/// Where a draft's text comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Input,
}

/// A draft to read.
#[derive(Clone, Debug)]
pub struct Draft {
    /// As findings name it.
    pub name: String,
    /// The path by which its configuration is found.
    pub path: PathBuf,
    origin: Origin,
}

/// What a path on the command line led to, in order.
pub enum Found {
    /// A draft.
    Draft(Draft),
    /// A folder that was looked through.
    Folder(PathBuf),
    /// Something that could not be read.
    Trouble(Trouble),
}

/// All drafts at the paths, each once. `-` is standard input, under the name `input`; no path is the current folder.
pub fn find(paths: &[PathBuf], input: Option<&str>, projects: &mut Projects) -> Vec<Found> {
    let mut finder = Finder { found: Vec::new(), seen: HashSet::new(), projects };
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        if path.as_os_str() == "-" {
            let name = input.unwrap_or("<stdin>").to_owned();
            let path = PathBuf::from(input.unwrap_or("stdin.md"));
            finder.add(Draft { name, path, origin: Origin::Input });
        } else if path.is_dir() {
            finder.walk(path);
        } else if path.symlink_metadata().is_err() {
            finder.trouble(path, "There is no such file or folder; check the spelling of its name.");
        } else {
            finder.add_file(without_dot(path));
        }
    }
    finder.found
}

/// The files in a folder and below that are drafts, as `copydesk check` finds them there.
pub fn drafts_below(folder: &Path) -> Vec<PathBuf> {
    let mut projects = Projects::new(&Choice::default());
    let found = find(&[folder.to_path_buf()], None, &mut projects).into_iter();
    let drafts = found.filter_map(|found| match found {
        Found::Draft(draft) => Some(draft.path),
        Found::Folder(_) | Found::Trouble(_) => None,
    });
    drafts.collect()
}

struct Finder<'a> {
    found: Vec<Found>,
    seen: HashSet<PathBuf>,
    projects: &'a mut Projects,
}

impl Finder<'_> {
    fn walk(&mut self, folder: &Path) {
        let above = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        if let Some(list) = above.ancestors().find_map(endless_list) {
            return self.trouble_with_list(folder, &list);
        }
        let endless = Arc::new(Mutex::new(Vec::new()));
        let met = Arc::clone(&endless);
        let mut walk = WalkBuilder::new(folder);
        walk.require_git(false).sort_by_file_name(|a, b| a.cmp(b)).filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let list = is_folder.then(|| endless_list(entry.path())).flatten();
            let may_enter = list.is_none();
            let mut met = met.lock().unwrap_or_else(PoisonError::into_inner);
            met.extend(list.map(|list| (entry.path().to_path_buf(), list)));
            may_enter
        });
        for entry in walk.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.trouble(folder, &format!("A folder in it cannot be read: {error}."));
                    continue;
                }
            };
            if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                self.found.push(Found::Folder(entry.into_path()));
                continue;
            }
            // A link is followed to a file in the folder, never to a folder. What is missing or no regular file is reported
            // when it is read.
            if is_draft(entry.path()) && !entry.path().is_dir() {
                let path = without_dot(entry.path());
                if self.projects.of(path).excludes() {
                    continue;
                }
                let outside = entry.path_is_symlink().then(|| outside(folder, path)).flatten();
                match outside {
                    Some(target) => {
                        let target = name_of(&target);
                        self.trouble(
                            path,
                            &format!("It is a link that leads out of the folder, to {target}, and was not read: name it to have it checked."),
                        );
                    }
                    None => self.add_file(path),
                }
            }
        }
        for (folder, list) in endless.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            self.trouble_with_list(folder, list);
        }
    }

    fn trouble_with_list(&mut self, folder: &Path, list: &Path) {
        let list = name_of(list);
        self.trouble(
            without_dot(folder),
            &format!("It was not looked through, for {list} is a pipe or a device: take that away, or name the drafts."),
        );
    }

    fn add_file(&mut self, path: &Path) {
        let name = name_of(path);
        self.add(Draft { name, path: path.to_path_buf(), origin: Origin::File(path.to_path_buf()) });
    }

    fn add(&mut self, draft: Draft) {
        let key = match &draft.origin {
            Origin::File(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            Origin::Input => PathBuf::from("-"),
        };
        if self.seen.insert(key) {
            self.found.push(Found::Draft(draft));
        }
    }

    fn trouble(&mut self, path: &Path, message: &str) {
        let trouble = Trouble { path: name_of(path), place: None, message: message.to_owned() };
        self.found.push(Found::Trouble(trouble));
    }
}

/// The list of ignored files that a walk would read in a folder, and wait for, or never be done with: it is a pipe or a
/// device, where only a regular file is read.
fn endless_list(folder: &Path) -> Option<PathBuf> {
    let lists = [".ignore", ".gitignore", ".git/info/exclude"].into_iter().map(|name| folder.join(name));
    lists.into_iter().find(|list| list.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir()))
}

/// Where a link leads, if that is not in the folder that was named.
fn outside(folder: &Path, link: &Path) -> Option<PathBuf> {
    let target = link.canonicalize().ok()?;
    let inside = folder.canonicalize().is_ok_and(|folder| target.starts_with(folder));
    (!inside).then_some(target)
}

/// A draft has one name, however it is pointed at: baselines, fingerprints and pipelines go by it.
fn without_dot(path: &Path) -> &Path {
    path.strip_prefix("./").unwrap_or(path)
}

/// Whether a file has the ending of a draft.
pub fn is_draft(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

impl Draft {
    /// A draft that is no file, whose text somebody else holds.
    pub fn unfiled(name: String) -> Draft {
        Draft { name, path: PathBuf::from("draft.md"), origin: Origin::Input }
    }

    /// Whether it is a file, which can be read again.
    pub fn is_file(&self) -> bool {
        matches!(self.origin, Origin::File(_))
    }

    /// How it is written.
    pub fn dialect(&self) -> Dialect {
        match self.path.extension() {
            Some(ending) if ending.eq_ignore_ascii_case("mdx") => Dialect::Mdx,
            _ => Dialect::Markdown,
        }
    }

    /// Its text.
    ///
    /// # Errors
    /// It cannot be read, or is not UTF-8.
    pub fn read(&self) -> Result<String, Trouble> {
        let read = match &self.origin {
            Origin::File(path) => files::read(path),
            Origin::Input => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        let bytes = read.map_err(|error| self.trouble(None, unreadable(&error)))?;
        decode(bytes).map_err(|(place, message)| self.trouble(Some(place), message))
    }

    /// Whether it is standard input.
    pub fn is_input(&self) -> bool {
        matches!(self.origin, Origin::Input)
    }

    /// Puts a text in the place of the one that was read, whole or not at all.
    ///
    /// # Errors
    /// It cannot be written, or is not any more what was read; the draft is as it was.
    pub fn write(&self, seen: &str, text: &str) -> Result<(), Trouble> {
        let Origin::File(path) = &self.origin else { return Ok(()) };
        files::replace(path, seen.as_bytes(), text.as_bytes()).map_err(|error| {
            self.trouble(
                None,
                format!("The fixes could not be written, and the draft is as it was: {error}."),
            )
        })
    }

    fn trouble(&self, place: Option<Place>, message: String) -> Trouble {
        Trouble { path: self.name.clone(), place, message }
    }
}

/// One sentence on a file that cannot be read.
pub fn unreadable(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "This file is not there; check its name, or whether it was moved.".to_owned(),
        ErrorKind::PermissionDenied => "This file may not be read; ask for permission to read it.".to_owned(),
        _ => format!("This file cannot be read: {error}."),
    }
}

/// The bytes as text.
///
/// # Errors
/// Where they stop being UTF-8, and one sentence that says what would help.
pub fn decode(bytes: Vec<u8>) -> Result<String, (Place, String)> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
        let place = Places::new(&before).place(at);
        let message =
            format!("This file is not UTF-8 from byte {at} (line {}) on; save it as UTF-8.", place.line);
        (place, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_costs_one_draft_and_no_other() {
        let mut projects = Projects::new(&Choice::default());
        let paths = [PathBuf::from("README.md"), PathBuf::from("Cargo.toml"), PathBuf::from("missing.md")];
        let given = Given { paths: paths.to_vec(), stdin_filename: None, force_exclude: false };
        let tasks = given.gather(&mut projects);
        let outcomes = tasks.iter().map(|task| {
            each(task, |draft, _| match draft.name.as_str() {
                "README.md" => panic!("a fault"),
                name => Ok(name.to_owned()),
            })
            .map_err(|trouble| format!("{}: {}", trouble.path, trouble.message))
        });
        let fault = "README.md: This is a fault in Copydesk; please report it with these words: “a fault”.";
        let missing = "missing.md: There is no such file or folder; check the spelling of its name.";
        let expected = [Err(fault.to_owned()), Ok("Cargo.toml".to_owned()), Err(missing.to_owned())];
        assert_eq!(outcomes.collect::<Vec<_>>(), expected);
    }
}
