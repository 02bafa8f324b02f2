//! Which settings apply to a draft: those of the nearest `copydesk.toml`, and above them the client's own.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use copydesk_desk::{
    Config, HouseWords, Problem, Roster, RuleSelection, Settings, is_rule_or_group, parse_severity,
    unknown_rule,
};
use copydesk_project::{
    NotesPlaces, decode, nearest_file, parse_roster, parse_word_list, path_below, plain, repository,
};
use copydesk_text::{Dialect, Document};
use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, Diagnostic, MessageType, Uri};

use super::documents::{OpenDraft, is_configuration};
use super::editor::Editor;
use super::notes::Shelf;
use super::watch::Watched;
use crate::lsp::protocol::convert::{self, file_uri};
use crate::lsp::protocol::publication;

/// The code of what is wrong in a configuration.
const CODE: &str = "configuration";

/// All settings of a session.
pub(in crate::lsp) struct Configuration {
    /// The editor, whose settings count and whose texts are read before the files.
    pub editor: Arc<Editor>,
    /// The notes that drafts name.
    pub notes: Shelf,
    /// What the client watches for us.
    watched: Watched,
    /// The configurations met so far, by the folder they speak for.
    projects: Mutex<HashMap<PathBuf, Arc<Project>>>,
    client: Mutex<Clients>,
    /// Held while files are read, so that a roster is read once, however many drafts wait for it, and what is wrong in it is
    /// shown in the order in which it was read.
    reading: Mutex<()>,
    generation: AtomicU64,
    /// Requests for the client's settings; only the answer to the last one counts.
    asked: AtomicU64,
    /// What the client said at the start, which holds where it says nothing later.
    options: OnceLock<Value>,
    /// Files whose problems are shown, with the client's number for the text and a name for what is shown. A message told of them
    /// when the first came.
    shown: Mutex<HashMap<PathBuf, (Option<i32>, String)>>,
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
pub(in crate::lsp) struct Project {
    /// The file; `None` where there is none.
    pub file: Option<PathBuf>,
    /// The folder from which its patterns count.
    pub folder: PathBuf,
    /// What it says.
    pub config: Config,
    /// The files of the newsroom's roster.
    pub roster_files: Vec<PathBuf>,
    roster: Roster,
    /// The files of the newsroom's words.
    word_files: Vec<PathBuf>,
    words: HouseWords,
    /// What is wrong in each of the files of the roster and of the words, and behind them in the configuration's.
    problems: Vec<Vec<Problem>>,
    /// A hash of all that was read.
    print: u64,
}

/// A file that settings come from, as it was read.
struct Source {
    file: PathBuf,
    /// Its text, or what keeps it from being read; `None` where there is no such file.
    text: Option<Result<String, Problem>>,
    /// The text in the editor that this is, where it is open there.
    open: Option<Open>,
}

/// A text in the editor at one moment.
struct Open {
    draft: Arc<OpenDraft>,
    document: Document,
    version: i32,
    serial: u64,
}

impl Configuration {
    /// Nothing is read so far.
    pub(in crate::lsp) fn new(editor: Arc<Editor>) -> Configuration {
        Configuration {
            editor,
            notes: Shelf::default(),
            watched: Watched::default(),
            projects: Mutex::default(),
            client: Mutex::default(),
            reading: Mutex::default(),
            generation: AtomicU64::default(),
            asked: AtomicU64::default(),
            options: OnceLock::new(),
            shown: Mutex::default(),
        }
    }

    /// Counts the changes of any setting.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// What applies to a draft; one that is no file has the client's settings only. Reads files.
    pub(in crate::lsp) fn settings(&self, path: Option<&Path>) -> Settings {
        let client = lock(&self.client).of(path);
        let settings = match path {
            Some(path) => {
                let project = self.project(path);
                let settings = project.config.settings(&path_below(path, &project.folder), &client.rules);
                settings.with_roster(project.roster.clone()).with_words(project.words.clone())
            }
            None => Config::default().settings("", &client.rules),
        };
        settings.with_fallback(&client.config)
    }

    /// The configuration that applies to a file. Reads files.
    pub(in crate::lsp) fn project(&self, path: &Path) -> Arc<Project> {
        let parent = path.parent().unwrap_or(Path::new(""));
        let (file, folder) = nearest_file(&self.editor.host.files, parent);
        if let Some(known) = lock(&self.projects).get(&folder) {
            return Arc::clone(known);
        }
        let reading = lock(&self.reading);
        // Somebody else may have read it meanwhile.
        if let Some(known) = lock(&self.projects).get(&folder) {
            return Arc::clone(known);
        }
        let (project, sources) = read(&self.editor, file, folder.clone(), None);
        let mut projects = lock(&self.projects);
        let lies_within = projects.keys().any(|outer| folder.starts_with(outer));
        projects.insert(folder, Arc::clone(&project));
        drop(projects);
        if lies_within {
            // It may be new, and drafts below it are checked by the one around it so far.
            self.count_change();
            self.editor.documents.touch_below(&project.folder);
        }
        self.show(&project, &sources);
        drop(reading);
        self.watch_others();
        project
    }

    /// Asks the client to be told of changes of settings and of files that they come from, as soon as there is a workspace.
    pub(in crate::lsp) fn watch(&self) {
        self.watched.workspace(&self.editor);
        self.watch_others();
    }

    pub(super) fn watch_others(&self) {
        self.watched.others(&self.editor, self.files());
    }

    /// The files that settings come from, as far as they are known.
    fn files(&self) -> Vec<PathBuf> {
        let projects = lock(&self.projects);
        let files = projects.values().flat_map(|project| project.file.iter().chain(project.named_files()));
        files.cloned().chain(self.notes.files()).collect()
    }

    /// Whether a file is one that settings come from: a configuration, a list that one of them names, or a draft's notes.
    pub(in crate::lsp) fn reads(&self, path: &Path) -> bool {
        let names = |project: &Arc<Project>| project.named_files().any(|file| file == path);
        is_configuration(Some(path)) || self.notes.reads(path) || lock(&self.projects).values().any(names)
    }

    /// Reads all files anew after some changed, has the open drafts checked again if they say something else than before, and
    /// then shows what is wrong in them: whoever sees that a file is corrected asks for what follows from it. What was read before
    /// holds until all is read, so that nobody else has to read it meanwhile.
    pub(super) fn read_again(&self, changed: &BTreeSet<PathBuf>) {
        let reading = lock(&self.reading);
        let before = lock(&self.projects).clone();
        let (mut again, mut read_files) = (HashMap::new(), Vec::new());
        for (file, folder) in before.keys().map(|folder| nearest_file(&self.editor.host.files, folder)) {
            if let Entry::Vacant(entry) = again.entry(folder) {
                let earlier = before.get(entry.key());
                let (project, sources) = read(&self.editor, file, entry.key().clone(), earlier);
                read_files.push((Arc::clone(&project), sources));
                entry.insert(project);
            }
        }
        let same = |(folder, project): (&PathBuf, &Arc<Project>)| {
            again.get(folder).is_some_and(|now| Arc::ptr_eq(now, project))
        };
        // A configuration may lie nearer to a draft than the one that was read for it.
        let known: HashSet<&PathBuf> = before.values().filter_map(|project| project.file.as_ref()).collect();
        let new = |file: &PathBuf| is_configuration(Some(file)) && !known.contains(file);
        let noted = changed.iter().any(|file| self.notes.reads(file));
        if noted || changed.iter().any(new) || before.len() != again.len() || !before.iter().all(same) {
            *lock(&self.projects) = again;
            self.apply();
        }
        read_files.iter().for_each(|(project, sources)| self.show(project, sources));
        let files = self.files();
        let gone: Vec<PathBuf> =
            lock(&self.shown).extract_if(|file, _| !files.contains(file)).map(|(file, _)| file).collect();
        for uri in gone.iter().filter_map(|file| file_uri(file)) {
            publication::send(&self.editor.output, &uri, None, &[]);
        }
        drop(reading);
        self.watch_others();
    }

    /// Has settings that are new apply.
    fn apply(&self) {
        self.count_change();
        self.editor.check_again();
    }

    fn count_change(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// Takes the settings that initialization options give.
    pub(in crate::lsp) fn begin(&self, options: Value) {
        if options.get("restricted") == Some(&Value::Bool(true)) {
            self.notes.restrict();
        }
        let roots = options.get("notesRoots").and_then(Value::as_array).into_iter().flatten();
        self.notes.allow(roots.filter_map(Value::as_str).map(PathBuf::from).collect());
        self.set_client(&options, Vec::new());
        let _ = self.options.set(options);
    }

    /// Takes the client's settings, as a notification gives them, and checks the open drafts again if they are new.
    pub(in crate::lsp) fn hear(&self, settings: &Value) {
        if self.set_client(settings, Vec::new()) {
            self.apply();
        }
    }

    /// Takes the client's settings, and those of folders that have their own. Whether they are other than before.
    fn set_client(&self, common: &Value, folders: Vec<(PathBuf, &Value)>) -> bool {
        let read = |settings: &Value| Arc::new(self.read_client(settings));
        let common = read(common);
        let folders = folders.into_iter().map(|(folder, settings)| (folder, read(settings))).collect();
        let now = Clients { common, folders };
        let mut before = lock(&self.client);
        let mut told: Vec<&String> = before.all().flat_map(|client| &client.problems).collect();
        for problem in now.all().flat_map(|client| &client.problems) {
            if !told.contains(&problem) {
                self.tell(MessageType::WARNING, problem.clone());
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

    /// Asks the client for its settings, and checks the open drafts again if they are new. Where the workspace has several
    /// folders, each may have its own.
    pub(in crate::lsp) fn ask(self: &Arc<Configuration>) {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let configuration = Arc::clone(self);
        let folders = Some(self.editor.folders()).filter(|folders| folders.len() > 1).unwrap_or_default();
        self.editor.host.runner.spawn(async move {
            let scopes = folders.iter().map(|folder| file_uri(folder));
            let items = std::iter::once(None)
                .chain(scopes)
                .map(|scope_uri| ConfigurationItem { scope_uri, section: Some("copydesk".to_owned()) });
            let answer = configuration.editor.client.configuration(items.collect()).await;
            let Ok(answer) = answer else { return };
            let mut answers = answer.iter();
            let common = answers.next().unwrap_or(&Value::Null);
            let latest = configuration.asked.load(Ordering::SeqCst) == asked;
            if latest && configuration.set_client(common, folders.into_iter().zip(answers).collect()) {
                configuration.apply();
            }
        });
    }

    /// Shows in the files what is wrong with them.
    fn show(&self, project: &Project, sources: &[Source]) {
        for (source, problems) in sources.iter().zip(&project.problems) {
            let Some(uri) = file_uri(&source.file) else { continue };
            match &source.open {
                // What was read before a keystroke is not shown behind it: its places are of another text.
                Some(open) => {
                    let items = converted(&self.editor, problems, || open.document.clone());
                    let send = || self.show_in(&source.file, &uri, Some(open.version), &items, problems);
                    open.draft.publish(open.serial, send);
                }
                // It was opened meanwhile, and is read again as it stands there.
                None if self.editor.documents.at_path(&source.file).is_some_and(|open| open.is_in_step()) => {
                }
                None => {
                    let text = source.text.as_ref().and_then(|text| text.as_ref().ok());
                    let document = || Document::new(text.map_or("", String::as_str), Dialect::Data);
                    let items = converted(&self.editor, problems, document);
                    self.show_in(&source.file, &uri, None, &items, problems);
                }
            }
        }
    }

    /// Shows in a file what is wrong with it. A message says so when it begins to be wrong, and not at every keystroke of whoever
    /// corrects it.
    fn show_in(
        &self,
        file: &Path,
        uri: &Uri,
        version: Option<i32>,
        items: &[Diagnostic],
        problems: &[Problem],
    ) {
        let mut shown = lock(&self.shown);
        let now = Some((version, publication::result_id(items))).filter(|_| !items.is_empty());
        let before = match &now {
            Some(now) => shown.insert(file.to_path_buf(), now.clone()),
            None => shown.remove(file),
        };
        drop(shown);
        if before == now {
            return;
        }
        let before = before.is_some();
        publication::send(&self.editor.output, uri, version, items);
        if let (false, Some((first, item))) = (before, problems.first().zip(items.first())) {
            // Name and line stand first: a message that is cut to one line still tells them.
            let name = file.file_name().unwrap_or_default().display();
            let line = first.range.map(|_| format!(", line {}", item.range.start.line + 1));
            let folder = file.parent().unwrap_or(Path::new("")).display();
            let message =
                format!("{name}{}: {} The file is in {folder}.", line.unwrap_or_default(), first.message);
            self.tell(MessageType::ERROR, message);
        }
    }

    fn tell(&self, kind: MessageType, message: String) {
        let client = self.editor.client.clone();
        self.editor.host.runner.spawn(async move { client.show_message(kind, message).await });
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

impl Project {
    /// The files that the configuration names.
    fn named_files(&self) -> impl Iterator<Item = &PathBuf> {
        self.roster_files.iter().chain(&self.word_files)
    }

    /// Where the notes of a draft may lie: in its folder, its repository, this configuration's folder, the workspace, and what the
    /// person allows.
    pub(super) fn notes_places(&self, editor: &Editor, draft: &Path, roots: &[PathBuf]) -> NotesPlaces {
        let folder = draft.parent().unwrap_or(Path::new("")).to_path_buf();
        let folder = editor.host.files.whole(&folder).unwrap_or(folder);
        let configured = self.file.is_some().then(|| self.folder.clone());
        let workspace = editor.folders().into_iter().filter(|outer| draft.starts_with(outer));
        let within = configured.into_iter().chain(workspace);
        let within = within.chain(repository(&editor.host.files, &folder).map(Path::to_path_buf)).collect();
        let shelves = self.config.notes().folders.iter().map(|shelf| self.folder.join(shelf)).collect();
        NotesPlaces { shelves, roots: roots.to_vec(), within, folder }
    }

    /// The configuration's text as it stands, which may be later than what applies; empty where there is none, `None` where it
    /// cannot be read.
    pub(in crate::lsp) fn file_text(&self, editor: &Editor) -> Option<String> {
        match self.file.as_deref().and_then(|file| text_of(editor, file)) {
            None => Some(String::new()),
            Some(text) => text.ok(),
        }
    }
}

/// Reads a configuration and the files that it names; the one that was read before, where all of them say the same.
fn read(
    editor: &Editor,
    file: Option<PathBuf>,
    folder: PathBuf,
    before: Option<&Arc<Project>>,
) -> (Arc<Project>, Vec<Source>) {
    let configuration = file.clone().map(|file| Source::read(editor, file));
    let (config, found) = Config::parse(&configuration.as_ref().map_or(Cow::Borrowed(""), Source::plain));
    let named = config.rosters().iter().chain(config.word_lists());
    let mut sources: Vec<Source> =
        named.clone().map(|(name, _)| Source::read(editor, plain(&folder.join(name)))).collect();
    let print = print(configuration.iter().chain(&sources));
    if let Some(before) = before.filter(|before| before.print == print && before.file == file) {
        sources.extend(configuration);
        return (Arc::clone(before), sources);
    }
    let since = editor.host.clock.now();
    let mut wrong: Vec<Problem> = configuration.iter().filter_map(Source::unreadable).chain(found).collect();
    let (mut actors, mut words) = (Vec::new(), config.words().to_vec());
    let mut problems = Vec::new();
    for (number, (source, (name, range))) in sources.iter().zip(named).enumerate() {
        let mut found: Vec<Problem> = source.unreadable().into_iter().collect();
        match &source.text {
            None => {
                let message = format!("There is no file `{name}`; check the spelling of its name.");
                wrong.push(Problem { range: Some(*range), message });
            }
            Some(_) if number < config.rosters().len() => {
                let (listed, slips) = parse_roster(&source.file, &source.plain());
                actors.extend(listed);
                found.extend(slips);
            }
            Some(_) => {
                let (listed, slips) = parse_word_list(&source.file, &source.plain());
                words.extend(listed);
                found.extend(slips);
            }
        }
        problems.push(found);
    }
    let mut roster_files: Vec<PathBuf> = sources.iter().map(|source| source.file.clone()).collect();
    let word_files = roster_files.split_off(config.rosters().len().min(roster_files.len()));
    if configuration.is_some() {
        problems.push(wrong);
        sources.extend(configuration);
    }
    let (files, count, entries) = (roster_files.len(), actors.len(), words.len());
    let (roster, words) = (Roster::new(actors), HouseWords::new(words));
    editor.log.took(
        || format!("The configuration of {} was read", folder.display()),
        since,
        || format!("rosters: {files}, actors: {count}, house words: {entries}"),
    );
    let project = Project { file, folder, config, roster_files, roster, word_files, words, problems, print };
    (Arc::new(project), sources)
}

/// A hash of what was read.
fn print<'s>(sources: impl Iterator<Item = &'s Source>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for Source { file, text, .. } in sources {
        file.hash(&mut hasher);
        text.as_ref().map(|text| text.as_ref().map_err(|problem| &problem.message)).hash(&mut hasher);
    }
    hasher.finish()
}

impl Source {
    fn read(editor: &Editor, file: PathBuf) -> Source {
        let draft = editor.documents.at_path(&file);
        let open = draft.and_then(|draft| {
            let (document, version, serial) = draft.latest()?;
            Some(Open { draft, document, version, serial })
        });
        let text = match &open {
            Some(open) => Some(Ok(open.document.rope().to_string())),
            None => text_of(editor, &file),
        };
        Source { file, text, open }
    }

    /// The text without its byte order mark, which no notation knows: blanks of the same length stand there.
    fn plain(&self) -> Cow<'_, str> {
        let Some(Ok(text)) = &self.text else { return Cow::Borrowed("") };
        match text.strip_prefix('\u{feff}') {
            Some(rest) => Cow::Owned(format!("   {rest}")),
            None => Cow::Borrowed(text),
        }
    }

    /// What keeps the file from being read.
    fn unreadable(&self) -> Option<Problem> {
        self.text.as_ref()?.as_ref().err().cloned()
    }
}

/// A file's text, or what keeps it from being read; `None` where there is no such file.
fn text_of(editor: &Editor, path: &Path) -> Option<Result<String, Problem>> {
    Some(match editor.read(path)? {
        Ok(bytes) => decode(bytes).map(|(text, _)| text).map_err(|(_, message)| whole(message)),
        Err(error) => Err(whole(format!("This file cannot be read: {error}."))),
    })
}

fn whole(message: String) -> Problem {
    Problem { range: None, message }
}

fn converted(editor: &Editor, problems: &[Problem], document: impl FnOnce() -> Document) -> Vec<Diagnostic> {
    if problems.is_empty() {
        return Vec::new();
    }
    let (document, encoding) = (document(), editor.abilities().encoding);
    problems.iter().map(|problem| convert::problem(&document, problem, CODE, encoding)).collect()
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
