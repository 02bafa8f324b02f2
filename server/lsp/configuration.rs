//! Which settings apply to a draft: those of the nearest `copydesk.toml`, and above them the client's own.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use copydesk_desk::{
    Config, Problem, Roster, RuleSelection, Settings, is_rule_or_group, parse_severity, unknown_rule,
};
use copydesk_text::{Dialect, Document};
use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, MessageType, Uri};

use super::session::Session;
use super::{convert, diagnostics, watch};
use crate::cli::{FILE_NAME, nearest_file, parse_roster, path_below};

/// The code of what is wrong in a configuration.
const CODE: &str = "configuration";

/// All settings of a session.
#[derive(Default)]
pub struct Configuration {
    /// The configurations met so far, by the folder they speak for.
    projects: Mutex<HashMap<PathBuf, Arc<Project>>>,
    client: Mutex<Clients>,
    generation: AtomicU64,
    /// Requests for the client's settings; only the answer to the last one counts.
    asked: AtomicU64,
    /// What the client said at the start, which holds where it says nothing later.
    options: OnceLock<Value>,
    /// Files whose problems are shown. A message told of them when the first came.
    shown: Mutex<HashSet<PathBuf>>,
}

/// The client's settings.
#[derive(Default)]
struct Clients {
    /// Those that hold everywhere but in the folders below.
    common: Arc<Client>,
    /// Those of a workspace's folders, where it has several.
    folders: Vec<(PathBuf, Arc<Client>)>,
}

/// What the client's settings say.
#[derive(Default)]
struct Client {
    /// The severities, which beat those of a file: they are this person's own.
    rules: RuleSelection,
    /// The rest, which holds where no file says otherwise, as it was read: what a newsroom has agreed on stands above it.
    rest: String,
    config: Config,
    /// What is wrong in them.
    problems: Vec<String>,
}

/// A configuration, and the folder it speaks for.
pub struct Project {
    /// The file; `None` where there is none.
    pub file: Option<PathBuf>,
    /// The folder from which its patterns count.
    pub folder: PathBuf,
    /// The file's text.
    pub text: String,
    /// What it says.
    pub config: Config,
    /// The files of the newsroom's roster.
    pub roster_files: Vec<PathBuf>,
    roster: Roster,
}

/// A file that settings come from, and what is wrong in it.
pub struct Source {
    file: PathBuf,
    text: String,
    problems: Vec<Problem>,
}

impl Configuration {
    /// Counts the changes of any setting.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// What applies to a draft; one that is no file has the client's settings only.
    pub fn settings(&self, session: &Session, path: Option<&Path>) -> Settings {
        let client = lock(&self.client).of(path);
        let settings = match path {
            Some(path) => {
                let project = self.project(session, path);
                let settings = project.config.settings(&path_below(path, &project.folder), &client.rules);
                settings.with_roster(project.roster.clone())
            }
            None => Config::default().settings("", &client.rules),
        };
        settings.with_fallback(&client.config)
    }

    /// The configuration that applies to a file.
    pub fn project(&self, session: &Session, path: &Path) -> Arc<Project> {
        let parent = path.parent().unwrap_or(Path::new(""));
        let (file, folder) = nearest_file(parent);
        if let Some(known) = lock(&self.projects).get(&folder) {
            return Arc::clone(known);
        }
        let generation = self.generation();
        let (project, sources) = read(session, file, folder.clone());
        let project = Arc::new(project);
        let mut projects = lock(&self.projects);
        // What was read before the files changed is neither kept nor shown.
        if generation == self.generation() {
            projects.insert(folder, Arc::clone(&project));
            sources.iter().for_each(|source| show(session, source));
        }
        drop(projects);
        watch::others(session);
        project
    }

    /// The files that settings come from, as far as they are known.
    pub fn files(&self) -> Vec<PathBuf> {
        let projects = lock(&self.projects);
        projects
            .values()
            .flat_map(|project| project.file.iter().chain(&project.roster_files))
            .cloned()
            .collect()
    }

    /// Whether a file is one that settings come from: a configuration, or a roster that one of them names.
    pub fn reads(&self, path: &Path) -> bool {
        let rosters = |project: &Arc<Project>| project.roster_files.iter().any(|file| file == path);
        is_configuration(Some(path)) || lock(&self.projects).values().any(rosters)
    }

    /// Reads all files anew, and gives them to be shown. What was read before holds until all is read, so that nobody else has
    /// to read it meanwhile.
    pub fn read_again(&self, session: &Session) -> Vec<Source> {
        let sources = loop {
            let generation = self.generation();
            let folders: Vec<PathBuf> = lock(&self.projects).keys().cloned().collect();
            let (mut again, mut sources) = (HashMap::new(), Vec::new());
            for (file, folder) in folders.iter().map(|folder| nearest_file(folder)) {
                if let Entry::Vacant(entry) = again.entry(folder) {
                    let (project, read) = read(session, file, entry.key().clone());
                    entry.insert(Arc::new(project));
                    sources.extend(read);
                }
            }
            let mut projects = lock(&self.projects);
            // Somebody else may have read later files meanwhile.
            if generation == self.generation() {
                *projects = again;
                self.generation.fetch_add(1, Ordering::SeqCst);
                break sources;
            }
        };
        watch::others(session);
        sources
    }

    /// Shows what is wrong in files that were read, and takes back what was shown in those that settings come from no more.
    pub fn show(&self, session: &Session, sources: &[Source]) {
        sources.iter().for_each(|source| show(session, source));
        let files = self.files();
        let gone: Vec<PathBuf> = lock(&self.shown).extract_if(|file| !files.contains(file)).collect();
        for uri in gone.iter().filter_map(Uri::from_file_path) {
            diagnostics::send(session, &uri, None, &[]);
        }
    }

    /// Takes the settings that initialization options give.
    pub fn begin(&self, session: &Session, options: Value) {
        self.set_client(session, &options, Vec::new());
        let _ = self.options.set(options);
    }

    /// Takes the client's settings, as its answer or a notification gives them, and those of folders that have their own.
    /// Whether they are other than before.
    pub fn set_client(&self, session: &Session, common: &Value, folders: Vec<(PathBuf, &Value)>) -> bool {
        let read = |settings: &Value| Arc::new(self.read_client(settings));
        let common = read(common);
        let folders = folders.into_iter().map(|(folder, settings)| (folder, read(settings))).collect();
        let now = Clients { common, folders };
        let mut before = lock(&self.client);
        let mut told: Vec<&String> = before.all().flat_map(|client| &client.problems).collect();
        for problem in now.all().flat_map(|client| &client.problems) {
            if !told.contains(&problem) {
                tell(session, MessageType::WARNING, problem.clone());
                told.push(problem);
            }
        }
        let changed = !now.say_the_same(&before);
        *before = now;
        changed
    }

    fn read_client(&self, settings: &Value) -> Client {
        let settings = if settings.is_null() { self.options.get().unwrap_or(settings) } else { settings };
        let settings = settings.get("copydesk").unwrap_or(settings);
        let (rules, mut problems) = selection(settings);
        let rest = rest_of(settings);
        let (config, found) = Config::parse(&rest);
        problems.extend(
            found.into_iter().map(|problem| format!("In the editor's settings: {}", problem.message)),
        );
        Client { rules, rest, config, problems }
    }
}

impl Clients {
    /// The settings for a draft: those of its innermost folder that has any.
    fn of(&self, path: Option<&Path>) -> Arc<Client> {
        let holds =
            self.folders.iter().filter(|(folder, _)| path.is_some_and(|path| path.starts_with(folder)));
        let innermost = holds.max_by_key(|(folder, _)| folder.as_os_str().len());
        Arc::clone(innermost.map_or(&self.common, |(_, client)| client))
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Client>> {
        std::iter::once(&self.common).chain(self.folders.iter().map(|(_, client)| client))
    }

    fn say_the_same(&self, other: &Clients) -> bool {
        let same = |a: &Client, b: &Client| a.rules.severities == b.rules.severities && a.rest == b.rest;
        self.folders.len() == other.folders.len()
            && self.folders.iter().zip(&other.folders).all(|((a, _), (b, _))| a == b)
            && self.all().zip(other.all()).all(|(a, b)| same(a, b))
    }
}

/// Asks the client for its settings, and checks the open drafts again if they are new. Where the workspace has several
/// folders, each may have its own.
pub fn ask(session: &Arc<Session>) {
    let asked = session.configuration.asked.fetch_add(1, Ordering::SeqCst) + 1;
    let session = Arc::clone(session);
    let folders = Some(session.folders()).filter(|folders| folders.len() > 1).unwrap_or_default();
    tokio::spawn(async move {
        let scopes = folders.iter().map(Uri::from_file_path);
        let items = std::iter::once(None)
            .chain(scopes)
            .map(|scope_uri| ConfigurationItem { scope_uri, section: Some("copydesk".to_owned()) });
        let Ok(answer) = session.client.configuration(items.collect()).await else { return };
        let mut answers = answer.iter();
        let common = answers.next().unwrap_or(&Value::Null);
        let latest = session.configuration.asked.load(Ordering::SeqCst) == asked;
        if latest
            && session.configuration.set_client(&session, common, folders.into_iter().zip(answers).collect())
        {
            session.reconfigure();
        }
    });
}

/// Whether a path is that of a configuration.
pub fn is_configuration(path: Option<&Path>) -> bool {
    path.and_then(Path::file_name).is_some_and(|name| name == FILE_NAME)
}

fn read(session: &Session, file: Option<PathBuf>, folder: PathBuf) -> (Project, Vec<Source>) {
    let (text, mut problems) = match file.as_deref().and_then(|file| text_of(session, file)) {
        None => (String::new(), Vec::new()),
        Some(Ok(text)) => (text, Vec::new()),
        Some(Err(problem)) => (String::new(), vec![problem]),
    };
    let (config, found) = Config::parse(&without_mark(&text));
    problems.extend(found);
    let mut actors = Vec::new();
    let mut sources = Vec::new();
    for (name, range) in config.rosters() {
        let file = plain(&folder.join(name));
        let (text, found) = match text_of(session, &file) {
            None => {
                let message = format!("There is no file `{name}`; check the spelling of its name.");
                problems.push(Problem { range: Some(*range), message });
                (String::new(), Vec::new())
            }
            Some(Ok(text)) => {
                let (found, problems) = parse_roster(&file, &without_mark(&text));
                actors.extend(found);
                (text, problems)
            }
            Some(Err(problem)) => (String::new(), vec![problem]),
        };
        sources.push(Source { file, text, problems: found });
    }
    let roster_files = sources.iter().map(|source| source.file.clone()).collect();
    if let Some(file) = &file {
        sources.push(Source { file: file.clone(), text: text.clone(), problems });
    }
    (Project { file, folder, text, config, roster_files, roster: Roster::new(actors) }, sources)
}

/// A path without `.` and `..`, as clients write them.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// A file's text, or what keeps it from being read; `None` where there is no such file.
fn text_of(session: &Session, path: &Path) -> Option<Result<String, Problem>> {
    Some(match session.text_of(path)?.map(String::from_utf8) {
        Ok(Ok(text)) => Ok(text),
        Ok(Err(_)) => Err(whole("This file is not UTF-8; save it as UTF-8.".to_owned())),
        Err(error) => Err(whole(format!("This file cannot be read: {error}."))),
    })
}

/// A text whose byte order mark, which no notation knows, is blanks of the same length.
fn without_mark(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Cow::Owned(format!("   {rest}")),
        None => Cow::Borrowed(text),
    }
}

fn whole(message: String) -> Problem {
    Problem { range: None, message }
}

/// Shows in the file what is wrong with it. A message says so when it begins to be wrong, and not at every keystroke of
/// whoever mends it.
fn show(session: &Session, source: &Source) {
    let Source { file, text, problems } = source;
    let mut shown = lock(&session.configuration.shown);
    let before = if problems.is_empty() { shown.remove(file) } else { !shown.insert(file.clone()) };
    drop(shown);
    if !before && problems.is_empty() {
        return;
    }
    let Some(uri) = Uri::from_file_path(file) else { return };
    let document = Document::new(text, Dialect::Markdown);
    let encoding = session.abilities().encoding;
    let items: Vec<_> =
        problems.iter().map(|problem| convert::problem(&document, problem, CODE, encoding)).collect();
    diagnostics::send(session, &uri, None, &items);
    if let (false, Some(first)) = (before, problems.first()) {
        // Name and line stand first: a message that is cut to one line still tells them.
        let name = file.file_name().unwrap_or_default().display();
        let line = first
            .range
            .and_then(|_| items.first())
            .map(|item| format!(", line {}", item.range.start.line + 1));
        let folder = file.parent().unwrap_or(Path::new("")).display();
        let message =
            format!("{name}{}: {} The file is in {folder}.", line.unwrap_or_default(), first.message);
        tell(session, MessageType::ERROR, message);
    }
}

fn tell(session: &Session, kind: MessageType, message: String) {
    let client = session.client.clone();
    session.runtime().spawn(async move { client.show_message(kind, message).await });
}

/// The severities in the client's settings, and what is wrong with them.
fn selection(settings: &Value) -> (RuleSelection, Vec<String>) {
    let mut selection = RuleSelection::default();
    let mut problems = Vec::new();
    let rules = settings.get("rules").and_then(Value::as_object);
    for (name, word) in rules.into_iter().flatten() {
        let severity = word.as_str().map(parse_severity);
        match severity {
            _ if !is_rule_or_group(name) => problems.push(unknown_rule(name)),
            Some(Ok(severity)) => selection.severities.push((name.clone(), severity)),
            Some(Err(message)) => problems.push(message),
            None => problems.push(format!(
                "The setting copydesk.rules.{name} is one of \"error\", \"warning\", \"info\", \"hint\" and \"off\"."
            )),
        }
    }
    (selection, problems)
}

/// The settings beside the severities as a `copydesk.toml` would say them; what is empty or null is not said.
fn rest_of(settings: &Value) -> String {
    const KEYS: [&str; 5] =
        ["extends", "genre", "strictness", "naming.second-reference", "sourcing.single-source-words"];
    let mut text = String::new();
    for key in KEYS {
        let value = match key.split('.').try_fold(settings, |value, part| value.get(part)) {
            None | Some(Value::Null) => continue,
            Some(Value::String(word)) if word.is_empty() => continue,
            // JSON writes these as TOML does.
            Some(value @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) => value.to_string(),
            // Of a wrong kind, which the configuration's reader says in its own words.
            Some(Value::Array(_) | Value::Object(_)) => "[]".to_owned(),
        };
        text += &format!("{key} = {value}\n");
    }
    text
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
