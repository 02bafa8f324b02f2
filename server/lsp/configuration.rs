//! Which settings apply to a draft: those of the nearest `copydesk.toml`, and above them the client's own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_desk::{
    Config, Problem, RuleSelection, Settings, is_rule_or_group, parse_severity, unknown_rule,
};
use copydesk_text::{Dialect, Document};
use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, MessageType, Uri};

use super::session::Session;
use super::{convert, diagnostics};
use crate::cli::{FILE_NAME, nearest_file, path_below};

/// The code of what is wrong in a configuration.
const CODE: &str = "configuration";

/// All settings of a session.
#[derive(Default)]
pub struct Configuration {
    /// The configurations met so far, by the folder they speak for.
    projects: Mutex<HashMap<PathBuf, Arc<Project>>>,
    client: Mutex<RuleSelection>,
    generation: AtomicU64,
    /// Requests for the client's settings; only the answer to the last one counts.
    asked: AtomicU64,
    /// Files whose problems are shown, and whether a message told of them.
    shown: Mutex<HashMap<PathBuf, Vec<Problem>>>,
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
}

impl Configuration {
    /// Counts the changes of any setting.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// What applies to a draft; one that is no file has the client's settings only.
    pub fn settings(&self, session: &Session, path: Option<&Path>) -> Settings {
        let client = lock(&self.client).clone();
        match path {
            Some(path) => {
                let project = self.project(session, path);
                project.config.settings(&path_below(path, &project.folder), &client)
            }
            None => Config::default().settings("", &client),
        }
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

    /// Reads all files anew when they are next needed.
    pub fn forget_files(&self) {
        lock(&self.projects).clear();
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// Takes the client's settings, as a configuration answer, a notification or initialization options give them.
    /// Whether they are other than before.
    pub fn set_client(&self, session: &Session, settings: &Value) -> bool {
        let settings = settings.get("copydesk").unwrap_or(settings);
        let (selection, problems) = selection(settings);
        for problem in problems {
            tell(session, MessageType::WARNING, problem);
        }
        let mut client = lock(&self.client);
        let changed = client.severities != selection.severities;
        *client = selection;
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
    let bytes = file.as_deref().and_then(|file| session.text_of(file));
    let (text, mut problems) = match bytes.map(|read| read.map(String::from_utf8)) {
        None => (String::new(), Vec::new()),
        Some(Ok(Ok(text))) => (text, Vec::new()),
        Some(Ok(Err(_))) => {
            (String::new(), vec![whole("This file is not UTF-8; save it as UTF-8.".to_owned())])
        }
        Some(Err(error)) => (String::new(), vec![whole(format!("This file cannot be read: {error}."))]),
    };
    // A byte order mark is no TOML; three blanks are as long.
    let readable = match text.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}"),
        None => text.clone(),
    };
    let (config, found) = Config::parse(&readable);
    problems.extend(found);
    if let Some(file) = &file {
        show(session, file, &text, problems);
    }
    Project { file, folder, text, config }
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
        let line = items.first().map_or(0, |item| item.range.start.line) + 1;
        let message = format!("{}, line {line}: {}", file.display(), first.message);
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

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
