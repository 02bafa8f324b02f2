//! Which settings apply to a draft: those of the nearest `copydesk.toml`, and above them the client's own.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_desk::{
    Config, Problem, Roster, RuleSelection, Settings, is_rule_or_group, parse_severity, unknown_rule,
};
use copydesk_text::{Dialect, Document};
use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, MessageType, Uri};

use super::session::Session;
use super::{convert, diagnostics};
use crate::cli::{FILE_NAME, nearest_file, parse_roster, path_below};

/// The code of what is wrong in a configuration.
const CODE: &str = "configuration";

/// All settings of a session.
#[derive(Default)]
pub struct Configuration {
    /// The configurations met so far, by the folder they speak for.
    projects: Mutex<HashMap<PathBuf, Arc<Project>>>,
    client: Mutex<Arc<Client>>,
    generation: AtomicU64,
    /// Requests for the client's settings; only the answer to the last one counts.
    asked: AtomicU64,
    /// Files whose problems are shown, and whether a message told of them.
    shown: Mutex<HashMap<PathBuf, Vec<Problem>>>,
}

/// What the client's settings say.
#[derive(Default)]
struct Client {
    /// The severities, which beat those of a file: they are this person's own.
    rules: RuleSelection,
    /// The rest, which holds where no file says otherwise, as it was read: what a newsroom has agreed on stands above it.
    rest: String,
    config: Config,
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

impl Configuration {
    /// Counts the changes of any setting.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// What applies to a draft; one that is no file has the client's settings only.
    pub fn settings(&self, session: &Session, path: Option<&Path>) -> Settings {
        let client = Arc::clone(&lock(&self.client));
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
        let project = Arc::new(read(session, file, folder.clone()));
        lock(&self.projects).insert(folder, Arc::clone(&project));
        project
    }

    /// Whether a file is one that settings come from: a configuration, or a roster that one of them names.
    pub fn reads(&self, path: &Path) -> bool {
        let rosters = |project: &Arc<Project>| project.roster_files.iter().any(|file| file == path);
        is_configuration(Some(path)) || lock(&self.projects).values().any(rosters)
    }

    /// Reads all files anew when they are next needed.
    pub fn forget_files(&self) {
        lock(&self.projects).clear();
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// Takes the client's settings, as a configuration answer, a notification or initialization options give them.
    /// Whether they are other than before.
    pub fn set_client(&self, session: &Session, settings: &Value) -> bool {
        let settings = settings.get("copydesk").unwrap_or(settings);
        if settings.is_null() {
            return false;
        }
        let (rules, mut problems) = selection(settings);
        let rest = rest_of(settings);
        let (config, found) = Config::parse(&rest);
        problems.extend(
            found.into_iter().map(|problem| format!("In the editor's settings: {}", problem.message)),
        );
        for problem in problems {
            tell(session, MessageType::WARNING, problem);
        }
        let mut client = lock(&self.client);
        let changed = client.rules.severities != rules.severities || client.rest != rest;
        *client = Arc::new(Client { rules, rest, config });
        if changed {
            self.generation.fetch_add(1, Ordering::SeqCst);
        }
        changed
    }
}

/// Asks the client for its settings, and checks the open drafts again if they are new.
pub fn ask(session: &Arc<Session>) {
    let asked = session.configuration.asked.fetch_add(1, Ordering::SeqCst) + 1;
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let item = ConfigurationItem { scope_uri: None, section: Some("copydesk".to_owned()) };
        let Ok(answer) = session.client.configuration(vec![item]).await else { return };
        let latest = session.configuration.asked.load(Ordering::SeqCst) == asked;
        let settings = answer.first().unwrap_or(&Value::Null);
        if latest && session.configuration.set_client(&session, settings) {
            session.reconfigure();
        }
    });
}

/// Whether a path is that of a configuration.
pub fn is_configuration(path: Option<&Path>) -> bool {
    path.and_then(Path::file_name).is_some_and(|name| name == FILE_NAME)
}

fn read(session: &Session, file: Option<PathBuf>, folder: PathBuf) -> Project {
    let (text, mut problems) = match file.as_deref().and_then(|file| text_of(session, file)) {
        None => (String::new(), Vec::new()),
        Some(Ok(text)) => (text, Vec::new()),
        Some(Err(problem)) => (String::new(), vec![problem]),
    };
    let (config, found) = Config::parse(&without_mark(&text));
    problems.extend(found);
    let mut actors = Vec::new();
    let mut roster_files = Vec::new();
    for (name, range) in config.rosters() {
        let path = folder.join(name);
        match text_of(session, &path) {
            None => {
                let message = format!("There is no file `{name}`; check the spelling of its name.");
                problems.push(Problem { range: Some(*range), message });
            }
            Some(Ok(text)) => {
                let (found, problems) = parse_roster(&path, &without_mark(&text));
                actors.extend(found);
                show(session, &path, &text, problems);
            }
            Some(Err(problem)) => show(session, &path, "", vec![problem]),
        }
        roster_files.push(path);
    }
    if let Some(file) = &file {
        show(session, file, &text, problems);
    }
    Project { file, folder, text, config, roster_files, roster: Roster::new(actors) }
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

/// Shows in the file what is wrong with it, and says once in a message that something is.
fn show(session: &Session, file: &Path, text: &str, problems: Vec<Problem>) {
    let mut shown = lock(&session.configuration.shown);
    let before = shown.get(file);
    if before.is_none_or(Vec::is_empty) && problems.is_empty() {
        return;
    }
    let news = before.is_none_or(|before| *before != problems);
    shown.insert(file.to_path_buf(), problems.clone());
    drop(shown);
    let Some(uri) = Uri::from_file_path(file) else { return };
    let document = Document::new(text, Dialect::Markdown);
    let encoding = session.abilities().encoding;
    let items: Vec<_> =
        problems.iter().map(|problem| convert::problem(&document, problem, CODE, encoding)).collect();
    diagnostics::send(session, &uri, None, &items);
    if let (true, Some(first)) = (news, problems.first()) {
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
    const KEYS: [&str; 4] = ["extends", "genre", "naming.second-reference", "sourcing.single-source-words"];
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
