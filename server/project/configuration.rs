//! Which configuration applies to a draft, and what it says.
//!
//! `copydesk.toml` is looked for from the draft's folder upwards to the repository's root (the folder with `.git`) or the
//! root of the file system; the nearest wins, whole. Each file is read, and its problems are told, once.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use copydesk_desk::{Config, HouseWords, Roster, RuleSelection, Settings};
use copydesk_text::{Places, mark_length};
use sha2::{Digest as _, Sha256};

use crate::encoding::decode;
use crate::names::name_of;
use crate::notes::NotesPlaces;
use crate::problem::{FileProblem, unreadable};
use crate::store::Files;
use crate::{files, roster, words};

/// The configuration's file name.
pub const FILE_NAME: &str = "copydesk.toml";

/// Which configuration is asked for.
#[derive(Clone, Debug, Default)]
pub enum Choice {
    /// The nearest to each draft.
    #[default]
    Nearest,
    /// This file for all drafts; its paths then count from the current folder.
    File(PathBuf),
    /// None.
    Nothing,
}

/// A configuration that was read.
#[derive(Debug, Default)]
pub struct Project {
    /// What it says.
    pub config: Config,
    /// The file, as messages name it; `None` where none was found.
    pub path: Option<PathBuf>,
    /// The file's text.
    pub text: String,
    /// The folder its patterns and rosters count from.
    folder: PathBuf,
    /// The newsroom's roster.
    roster: Roster,
    /// The newsroom's words.
    words: HouseWords,
    /// A digest of the configuration and the files that it names.
    digest: Vec<u8>,
}

/// What applies to one draft.
pub struct Applied {
    /// The configuration.
    pub project: Arc<Project>,
    /// The draft's path from the configuration's folder, with `/` between the parts.
    pub path: String,
}

/// All configurations met so far.
pub struct Projects {
    choice: Choice,
    here: PathBuf,
    by_folder: HashMap<PathBuf, Arc<Project>>,
    canonical: HashMap<PathBuf, PathBuf>,
    /// What is wrong with the configurations, in the order in which they were met.
    pub problems: Vec<FileProblem>,
}

impl Applied {
    /// The rules and their severities.
    pub fn settings(&self, selection: &RuleSelection) -> Settings {
        let settings = self.project.config.settings(&self.path, selection);
        settings.with_roster(self.project.roster.clone()).with_words(self.project.words.clone())
    }

    /// What tells these settings from others, for one choice of rules.
    pub fn digest(&self, selection: &RuleSelection) -> Vec<u8> {
        let mut digest = Sha256::new();
        digest.update(&self.project.digest);
        digest.update(format!("{selection:?}{:?}", self.path));
        digest.finalize().to_vec()
    }

    /// Where the notes may lie that the draft in a folder names, `roots` being allowed by the person who runs the program.
    pub fn notes_places(&self, folder: &Path, roots: &[PathBuf]) -> NotesPlaces {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        let configured = self.project.path.is_some().then(|| self.project.folder.clone());
        let within =
            configured.into_iter().chain(repository(&Files::Disk, &folder).map(Path::to_path_buf)).collect();
        let shelves = self.project.config.notes().folders.iter();
        let shelves = shelves.map(|shelf| self.project.folder.join(shelf)).collect();
        NotesPlaces { shelves, roots: roots.to_vec(), within, folder }
    }

    /// Whether a walk leaves the draft out.
    pub fn excludes(&self) -> bool {
        self.project.config.excludes(&self.path)
    }
}

impl Project {
    /// The files of the newsroom's roster.
    pub fn roster_files(&self) -> Vec<PathBuf> {
        self.config.rosters().iter().map(|(path, _)| self.folder.join(path)).collect()
    }

    /// The files of the newsroom's words.
    pub fn word_files(&self) -> Vec<PathBuf> {
        self.config.word_lists().iter().map(|(path, _)| self.folder.join(path)).collect()
    }

    /// All files that it names.
    fn named_files(&self) -> impl Iterator<Item = PathBuf> {
        self.roster_files().into_iter().chain(self.word_files())
    }
}

impl Projects {
    /// No configuration yet.
    pub fn new(choice: &Choice) -> Projects {
        let here = Path::new(".").canonicalize().unwrap_or_default();
        let (choice, by_folder) = (choice.clone(), HashMap::new());
        Projects { choice, here, by_folder, canonical: HashMap::new(), problems: Vec::new() }
    }

    /// What applies to the draft at `path`, which counts from the current folder and need not exist.
    pub fn of(&mut self, path: &Path) -> Applied {
        let parent = path.parent().unwrap_or(Path::new(""));
        let folder = self.canonical.entry(parent.to_path_buf()).or_insert_with(|| {
            let absolute = self.here.join(parent);
            absolute.canonicalize().unwrap_or(absolute)
        });
        let folder = folder.clone();
        let project = self.project(&folder);
        let full = folder.join(path.file_name().unwrap_or_default());
        let path = path_below(&full, &project.folder);
        Applied { project, path }
    }

    /// All configurations met so far, and the files that they name.
    pub fn files(&self) -> Vec<PathBuf> {
        let projects = self.by_folder.values();
        projects.flat_map(|project| project.path.iter().cloned().chain(project.named_files())).collect()
    }

    fn project(&mut self, folder: &Path) -> Arc<Project> {
        let (file, root) = match &self.choice {
            Choice::Nothing => {
                return Arc::new(Project { folder: self.here.clone(), ..Project::default() });
            }
            Choice::File(file) => (Some(file.clone()), self.here.clone()),
            Choice::Nearest => nearest_file(&Files::Disk, folder),
        };
        if let Some(project) = self.by_folder.get(&root) {
            return Arc::clone(project);
        }
        let project = Arc::new(self.read(file, root.clone()));
        self.by_folder.insert(root, Arc::clone(&project));
        project
    }

    fn read(&mut self, file: Option<PathBuf>, folder: PathBuf) -> Project {
        let Some(file) = file else { return Project { folder, ..Project::default() } };
        let path = file.strip_prefix(&self.here).map(Path::to_path_buf).unwrap_or(file);
        let mut tell = |place, message| {
            self.problems.push(FileProblem { path: name_of(&path), place, message });
        };
        let text = match files::read(&path) {
            Ok(bytes) => decode(bytes).map(|(text, _)| text).unwrap_or_else(|(place, message)| {
                tell(Some(place), message);
                String::new()
            }),
            Err(error) => {
                tell(None, unreadable(&error));
                String::new()
            }
        };
        // The byte order mark is no TOML; a blank of no width in its stead would be none either, so places move.
        let mark = mark_length(&text);
        let (config, problems) = Config::parse(&text[mark..]);
        let places = Places::new(&text);
        for problem in problems {
            let place = problem.range.map(|range| places.place(mark + usize::from(range.start())));
            tell(place, problem.message);
        }
        let mut project = Project { config, path: Some(path), text, folder, ..Project::default() };
        let below = |file: PathBuf| file.strip_prefix(&self.here).map(Path::to_path_buf).unwrap_or(file);
        let of_roster: Vec<PathBuf> = project.roster_files().into_iter().map(below).collect();
        let of_words: Vec<PathBuf> = project.word_files().into_iter().map(below).collect();
        project.roster = roster::load(&of_roster, &mut self.problems);
        let listed = words::load(&of_words, &mut self.problems);
        project.words = HouseWords::new(project.config.words().iter().cloned().chain(listed).collect());
        let mut digest = Sha256::new_with_prefix(&project.text);
        for file in of_roster.iter().chain(&of_words) {
            digest.update(format!("{file:?}"));
            digest.update(Sha256::digest(files::read(file).unwrap_or_default()));
        }
        project.digest = digest.finalize().to_vec();
        project
    }
}

/// A path from a folder on, with `/` between the parts, as patterns are matched against it.
pub fn path_below(path: &Path, folder: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts = relative.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A file's path from the root on, without `..`; a link as the file itself stays a link. `None` where it leads to no file.
pub fn whole_path(path: &Path) -> Option<PathBuf> {
    path.symlink_metadata().ok()?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(parent.canonicalize().ok()?.join(path.file_name()?))
}

/// The nearest configuration from a folder upwards, and the folder it speaks for.
pub fn nearest_file(files: &Files, folder: &Path) -> (Option<PathBuf>, PathBuf) {
    for ancestor in folder.ancestors() {
        let file = ancestor.join(FILE_NAME);
        // Also where it is no regular file: then it is said that it cannot be read.
        if files.has(&file) {
            return (Some(file), ancestor.to_path_buf());
        }
        if is_repository(files, ancestor) {
            return (None, ancestor.to_path_buf());
        }
    }
    (None, folder.ancestors().last().unwrap_or(folder).to_path_buf())
}

/// The root of the git repository in which a folder lies; `None` outside any.
pub fn repository<'p>(files: &Files, folder: &'p Path) -> Option<&'p Path> {
    folder.ancestors().find(|ancestor| is_repository(files, ancestor))
}

fn is_repository(files: &Files, folder: &Path) -> bool {
    files.has(&folder.join(".git"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use copydesk_desk::{Genre, Severity, Strictness};

    use super::*;

    #[test]
    fn whatever_the_command_line_says_makes_another_digest() {
        let applied = Applied { project: Arc::default(), path: "draft.md".to_owned() };
        let nothing = RuleSelection::default();
        let mut selections: Vec<RuleSelection> = vec![
            RuleSelection { select: vec!["naming".to_owned()], ..nothing.clone() },
            RuleSelection { ignore: vec!["naming".to_owned()], ..nothing.clone() },
            RuleSelection {
                severities: vec![("naming".to_owned(), Some(Severity::Hint))],
                ..nothing.clone()
            },
        ];
        let strict = Strictness::ALL.map(|it| RuleSelection { strictness: Some(it), ..nothing.clone() });
        let genres = Genre::ALL.map(|it| RuleSelection { genre: Some(it), ..nothing.clone() });
        selections.extend(strict.into_iter().chain(genres));
        selections.push(nothing);
        let digests: HashSet<Vec<u8>> = selections.iter().map(|it| applied.digest(it)).collect();
        assert_eq!(digests.len(), selections.len());
    }
}
