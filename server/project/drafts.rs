//! Which drafts a command reads, and reading them.
//!
//! Folders are walked in the order of their names, honouring `.gitignore` (within a git repository or not) and the
//! configuration's `exclude`. A file named on the command line is always read, whatever its name and wherever it lies.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use copydesk_desk::Config;
use copydesk_text::{Dialect, Place, mark_length};
use ignore::WalkBuilder;
use ignore::gitignore::GitignoreBuilder;

use crate::configuration::{Choice, Projects, nearest_file, path_below};
use crate::documents::{self, Conversion, has_ending};
use crate::encoding::{Encoding, decode, kind};
use crate::files;
use crate::names::name_of;
use crate::problem::{FileProblem, unreadable};
use crate::store::Files;

/// The endings of files that are drafts.
const ENDINGS: [&str; 6] = ["md", "markdown", "mdx", "qmd", "rmd", "txt"];

/// The endings of documents that are drafts perhaps: they are read where they are named.
const DOCUMENTS: [&str; 6] = ["docx", "odt", "rtf", "eml", "html", "htm"];

/// What is said of a file that has the name of a document and neither what one holds nor text.
const DAMAGED: &str =
    "This is no document, whatever its name says; save it once more from the program that wrote it.";

/// What is said of a file with many e-mails in it.
const MAILBOX: &str =
    "This file is a mailbox of many e-mails, and no draft; save the one that is a draft as `.eml`.";

/// How findings name standard input where it was given no name.
const UNNAMED: &str = "<stdin>";

/// Where a draft's text comes from.
#[derive(Clone, Debug)]
enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Standard,
}

/// A draft to read.
#[derive(Clone, Debug)]
pub struct DraftFile {
    /// As findings name it.
    pub name: String,
    /// The path by which its configuration is found.
    pub path: PathBuf,
    input: Input,
}

/// What a path on the command line led to, in order.
pub enum Found {
    /// A draft.
    Draft(DraftFile),
    /// A folder that was looked through.
    Folder(PathBuf),
    /// A document, an e-mail or a web page in such a folder, which is read only where it is named.
    PassedOver(PathBuf),
    /// Something that could not be read.
    Problem(FileProblem),
}

/// All drafts at the paths, each once. `-` is standard input, under the name `input`; no path is the current folder.
pub fn find(paths: &[PathBuf], input: Option<&str>, projects: &mut Projects) -> Vec<Found> {
    let mut finder = Finder { found: Vec::new(), seen: HashSet::new(), projects };
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        if path.as_os_str() == "-" {
            let name = input.unwrap_or(UNNAMED).to_owned();
            let path = PathBuf::from(input.unwrap_or("stdin.md"));
            finder.add(DraftFile { name, path, input: Input::Standard });
        } else if path.is_dir() {
            finder.walk(path);
        } else if path.symlink_metadata().is_err() && is_web_address(path) {
            finder.problem(path, "This is a web address, and Copydesk opens no connection: save the page as a file, and name that.");
        } else if path.symlink_metadata().is_err() {
            finder.problem(path, "There is no such file or folder; check the spelling of its name.");
        } else {
            finder.add_file(without_dot(path));
        }
    }
    finder.found
}

/// The files in a folder and below that are drafts, as `copydesk check` finds them there.
pub fn drafts_below(files: &Files, folder: &Path) -> Vec<PathBuf> {
    if let Files::Given(given) = files {
        let drafts = given.below(folder).into_iter().filter(|path| is_draft(path));
        return drafts.filter(|path| !is_excluded(files, path) && !is_ignored(files, path)).collect();
    }
    let mut projects = Projects::new(&Choice::default());
    let found = find(&[folder.to_path_buf()], None, &mut projects).into_iter();
    let drafts = found.filter_map(|found| match found {
        Found::Draft(draft) => Some(draft.path),
        Found::Folder(_) | Found::PassedOver(_) | Found::Problem(_) => None,
    });
    drafts.collect()
}

/// Whether the configuration that is nearest to a draft has it left out.
fn is_excluded(files: &Files, draft: &Path) -> bool {
    let (file, folder) = nearest_file(files, draft.parent().unwrap_or(Path::new("")));
    let text = file.and_then(|file| decode(files.read(&file).ok()?).ok());
    text.is_some_and(|(text, _)| {
        Config::parse(&text[mark_length(&text)..]).0.excludes(&path_below(draft, &folder))
    })
}

/// Whether git ignores a draft among files that were handed over: the nearest list that says something of it decides.
fn is_ignored(files: &Files, draft: &Path) -> bool {
    let said = draft.ancestors().skip(1).find_map(|folder| {
        let list = files.read(&folder.join(".gitignore")).ok()?;
        let mut patterns = GitignoreBuilder::new(folder);
        for line in String::from_utf8_lossy(&list).lines() {
            // A pattern that cannot be read ignores nothing.
            let _ = patterns.add_line(None, line);
        }
        let said = patterns.build().ok()?.matched_path_or_any_parents(draft, false).map(|_| ());
        Some(said).filter(|said| !said.is_none())
    });
    said.is_some_and(|said| said.is_ignore())
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
            return self.problem_with_list(folder, &list);
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
                    self.problem(folder, &format!("A folder in it cannot be read: {error}."));
                    continue;
                }
            };
            if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                self.found.push(Found::Folder(entry.into_path()));
                continue;
            }
            // A link is followed to a file in the folder, never to a folder. What is missing or no regular file is reported
            // when it is read.
            let is_document = has_ending(entry.path(), &DOCUMENTS);
            if (is_draft(entry.path()) || is_document) && !entry.path().is_dir() {
                let path = without_dot(entry.path());
                if self.projects.of(path).excludes() {
                    continue;
                }
                if is_document {
                    self.found.push(Found::PassedOver(path.to_path_buf()));
                    continue;
                }
                let outside = entry.path_is_symlink().then(|| outside(folder, path)).flatten();
                match outside {
                    Some(target) => {
                        let target = name_of(&target);
                        self.problem(
                            path,
                            &format!("It is a link that leads out of the folder, to {target}, and was not read: name it to have it checked."),
                        );
                    }
                    None => self.add_file(path),
                }
            }
        }
        for (folder, list) in endless.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            self.problem_with_list(folder, list);
        }
    }

    fn problem_with_list(&mut self, folder: &Path, list: &Path) {
        let list = name_of(list);
        self.problem(
            without_dot(folder),
            &format!("It was not looked through, for {list} is a pipe or a device: take that away, or name the drafts."),
        );
    }

    fn add_file(&mut self, path: &Path) {
        let name = name_of(path);
        self.add(DraftFile { name, path: path.to_path_buf(), input: Input::File(path.to_path_buf()) });
    }

    fn add(&mut self, draft: DraftFile) {
        let key = match &draft.input {
            Input::File(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            Input::Standard => PathBuf::from("-"),
        };
        if self.seen.insert(key) {
            self.found.push(Found::Draft(draft));
        }
    }

    fn problem(&mut self, path: &Path, message: &str) {
        let problem = FileProblem { path: name_of(path), place: None, message: message.to_owned() };
        self.found.push(Found::Problem(problem));
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
    path.strip_prefix("./").ok().filter(|rest| !rest.as_os_str().is_empty()).unwrap_or(path)
}

/// Whether a file has the ending of a draft.
pub fn is_draft(path: &Path) -> bool {
    has_ending(path, &ENDINGS)
}

/// Whether somebody wrote an address where a path is wanted.
fn is_web_address(path: &Path) -> bool {
    let words = path.to_str().unwrap_or_default();
    let scheme = words.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        || words.starts_with("www.")
}

/// A draft's text as it was read.
#[derive(Clone, Debug)]
pub struct DraftText {
    /// The text, with its byte order mark.
    pub text: String,
    /// How the file's bytes are that.
    pub encoding: Encoding,
    /// How the text was made, where the file is another program's; then nothing can be written back.
    pub conversion: Option<Conversion>,
}

impl DraftFile {
    /// A draft that is no file, whose text somebody else holds.
    pub fn unfiled(name: String) -> DraftFile {
        DraftFile { name, path: PathBuf::from("draft.md"), input: Input::Standard }
    }

    /// The file that it is, which can be read again.
    pub fn file(&self) -> Option<&Path> {
        match &self.input {
            Input::File(path) => Some(path),
            Input::Standard => None,
        }
    }

    /// Where it lies: its file, or what was given as the name of standard input; `None` where that has none.
    pub fn place(&self) -> Option<&Path> {
        (self.file().is_some() || self.name != UNNAMED).then_some(self.path.as_path())
    }

    /// How it is written.
    pub fn dialect(&self) -> Dialect {
        match self.path.extension() {
            Some(ending) if ending.eq_ignore_ascii_case("mdx") => Dialect::Mdx,
            _ => Dialect::Markdown,
        }
    }

    /// Its text, and how its bytes are that. Of a file of another program it is the text in markdown.
    ///
    /// # Errors
    /// It cannot be read, or is no text.
    pub fn read(&self) -> Result<DraftText, FileProblem> {
        let read = match &self.input {
            Input::File(path) => files::read(path),
            Input::Standard => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        let bytes = read.map_err(|error| self.problem(None, unreadable(&error)))?;
        let converted = |read: Result<(String, Conversion), String>| {
            let (text, conversion) = read.map_err(|message| self.problem(None, message))?;
            Ok(DraftText { text, encoding: Encoding::default(), conversion: Some(conversion) })
        };
        if let Some(read) = documents::read(&bytes) {
            return converted(read);
        }
        if documents::is_mail(&self.path) {
            return converted(documents::read_mail(&bytes));
        }
        if has_ending(&self.path, &["mbox"]) {
            return Err(self.problem(None, MAILBOX.to_owned()));
        }
        let damaged = has_ending(&self.path, &["docx", "odt"]) && kind(&bytes).is_none();
        let (text, encoding) = decode(bytes).map_err(|(place, message)| match damaged {
            true => self.problem(None, DAMAGED.to_owned()),
            false => self.problem(Some(place), message),
        })?;
        if documents::is_page(&self.path) {
            return converted(documents::read_page(&text));
        }
        Ok(DraftText { text, encoding, conversion: None })
    }

    /// Puts a text in the place of the one that was read, in the same encoding, whole or not at all.
    ///
    /// # Errors
    /// It cannot be written, or is not any more what was read; the draft is as it was.
    pub fn write(&self, seen: &str, text: &str, encoding: Encoding) -> Result<(), FileProblem> {
        let Input::File(path) = &self.input else { return Ok(()) };
        let bytes = |text| {
            encoding.bytes(text).map_err(|unknown| {
                let name = encoding.name();
                std::io::Error::other(format!("{name} has no “{unknown}”; save the draft as UTF-8 first"))
            })
        };
        let written = bytes(seen).and_then(|seen| files::replace(path, &seen, &bytes(text)?));
        written.map_err(|error| {
            self.problem(
                None,
                format!("The fixes could not be written, and the draft is as it was: {error}."),
            )
        })
    }

    /// Something that is wrong with it.
    pub fn problem(&self, place: Option<Place>, message: String) -> FileProblem {
        FileProblem { path: self.name.clone(), place, message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Given;

    #[test]
    fn what_git_or_the_configuration_leaves_out_is_no_draft_of_files_that_were_handed_over() {
        let given = Given::default();
        for (path, text) in [
            ("/desk/copydesk.toml", "\u{feff}exclude = [\"old/**\"]"),
            ("/desk/a.md", ""),
            ("/desk/b.png", ""),
            ("/desk/.gitignore", "# ours\nscratch/\ne*.md\n"),
            ("/desk/scratch/d.md", ""),
            ("/desk/e.md", ""),
            ("/desk/kept/.gitignore", "!e*.md\n"),
            ("/desk/kept/e.md", ""),
            ("/desk/old/c.md", ""),
            ("/desk2/d.md", ""),
        ] {
            given.put(Path::new(path), Some(text.as_bytes().to_vec()));
        }
        let files = Files::Given(given);
        assert_eq!(
            drafts_below(&files, Path::new("/desk")),
            [Path::new("/desk/a.md"), Path::new("/desk/kept/e.md")]
        );
        assert!(drafts_below(&files, Path::new("/desk/old")).is_empty());
    }
}
