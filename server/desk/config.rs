//! The configuration: `copydesk.toml` as plain data, and what applies to one draft.
//!
//! Reading never fails. What cannot be understood becomes a problem with its place and a suggestion, all of them at
//! once, and the rest of the file still applies: a newsroom must not lose its settings to a slip. Flagged the file is the
//! binary's business, for the desk does no IO.

mod editing;
mod front_matter;
mod globs;
mod lenient;
mod notes;
mod settings;
mod strictness;
#[cfg(test)]
mod tests;
mod words;

pub use editing::{Setting, edit_setting, stated_settings};
pub(crate) use front_matter::{Read as ReadFrontMatter, parse as parse_front_matter};
pub use notes::NotesConfig;
pub use settings::{Origin, Settings};
pub use strictness::Strictness;
pub use words::{
    genre as parse_genre, is_rule_or_group, severity as parse_severity, strictness as parse_strictness,
    unknown_rule,
};

use copydesk_facts::notation::toml;
use copydesk_facts::notation::tree::{Entry, Node, Value, problem};
use copydesk_facts::notation::words::unknown_key;
use copydesk_facts::{Genre, Problem};
use globs::Patterns;
use text_size::{TextRange, TextSize};

use crate::Severity;
use crate::house::{House, HouseWord, read_words};

/// A parsed `copydesk.toml`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    house: House,
    genre: Option<Line<Genre>>,
    strictness: Option<Line<Strictness>>,
    exclude: Patterns,
    rules: Vec<RuleLine>,
    overrides: Vec<Override>,
    rosters: Vec<(String, TextRange)>,
    word_lists: Vec<(String, TextRange)>,
    words: Vec<HouseWord>,
    notes: NotesConfig,
}

/// What the command line says about rules and drafts, over the configuration.
#[derive(Clone, Debug, Default)]
pub struct RuleSelection {
    /// Only these rules and groups, where not empty. A rule named here speaks even where the configuration has it off.
    pub select: Vec<String>,
    /// Never these rules and groups, unless `select` names the rule itself and this only its group.
    pub ignore: Vec<String>,
    /// These severities; `None` is off.
    pub severities: Vec<(String, Option<Severity>)>,
    /// How sure Copydesk must be before it asks for a source.
    pub strictness: Option<Strictness>,
    /// What the drafts are. A draft's own front matter knows better.
    pub genre: Option<Genre>,
}

/// One line that gives a rule or a group its severity.
#[derive(Clone, Debug)]
struct RuleLine {
    name: String,
    severity: Option<Severity>,
    at: TextSize,
}

/// What a line says, and where its key starts.
#[derive(Clone, Copy, Debug)]
struct Line<T> {
    value: T,
    at: TextSize,
}

/// One `[[overrides]]`.
#[derive(Clone, Debug, Default)]
struct Override {
    paths: Patterns,
    genre: Option<Line<Genre>>,
    strictness: Option<Line<Strictness>>,
    rules: Vec<RuleLine>,
}

/// The keys on the top level, in the order in which a complaint lists them.
const KEYS: [&str; 13] = [
    "extends",
    "genre",
    "strictness",
    "exclude",
    "roster",
    "words",
    "word",
    "rules",
    "naming",
    "sourcing",
    "figures",
    "notes",
    "overrides",
];

impl Config {
    /// From how many words on `single-source` speaks, where nothing else is configured.
    pub const DEFAULT_SINGLE_SOURCE_WORDS: usize = House::DEFAULT_SINGLE_SOURCE_WORDS;

    /// Reads the text of a `copydesk.toml`. What cannot be understood is a problem; the rest applies.
    pub fn parse(text: &str) -> (Config, Vec<Problem>) {
        let (entries, error) = toml::parse(text);
        let mut config = Config::default();
        let mut problems = Vec::new();
        for entry in &entries {
            config.read(entry, &mut problems);
        }
        match error {
            // Behind a syntax error the parser guesses, and complaints about its guesses would mislead.
            Some(error) => (config, vec![error]),
            None => (config, problems),
        }
    }

    /// What applies to the draft at `path`, relative to the configuration's folder, with `/` between the parts.
    pub fn settings(&self, path: &str, selection: &RuleSelection) -> Settings {
        Settings::new(self, path, selection)
    }

    /// Whether the draft at `path` is left out of a walk through its folder.
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.matches(path)
    }

    /// The patterns that exclude drafts, as written.
    pub fn excluded_patterns(&self) -> &[String] {
        &self.exclude.written
    }

    /// What it says of the reporters' notes.
    pub fn notes(&self) -> &NotesConfig {
        &self.notes
    }

    /// The files of the newsroom's roster as written, relative to the configuration's folder, and where each is named:
    /// bytes in the configuration's text.
    pub fn rosters(&self) -> &[(String, TextRange)] {
        &self.rosters
    }

    /// The files of the newsroom's words as written, and where each is named, as those of the roster.
    pub fn word_lists(&self) -> &[(String, TextRange)] {
        &self.word_lists
    }

    /// The words that the configuration itself lists.
    pub fn words(&self) -> &[HouseWord] {
        &self.words
    }

    fn read(&mut self, entry: &Entry, problems: &mut Vec<Problem>) {
        let node = &entry.node;
        match entry.key.as_str() {
            "extends" => {
                let style = node.text("extends", problems).map(words::house_style);
                self.house.style = style.and_then(|style| keep(style, node, problems));
            }
            "genre" => self.genre = line(entry, front_matter::genre(node, problems)),
            "strictness" => self.strictness = line(entry, strictness(node, problems)),
            "exclude" => self.exclude = Patterns::read(node, "exclude", problems),
            "rules" => self.rules = rule_lines(node, "rules", problems),
            "sourcing" => self.read_sourcing(node, problems),
            "figures" if matches!(node.value, Value::Table(_)) => self.read_figures(node, problems),
            // Also the name of a group of rules.
            "notes" if matches!(node.value, Value::Table(_)) => self.notes = notes::config(node, problems),
            "overrides" => {
                let items = node.list("overrides", problems).unwrap_or_default();
                self.overrides = items.iter().filter_map(|item| read_override(item, problems)).collect();
            }
            "roster" => self.rosters = listed(node, "roster", problems),
            "words" => self.word_lists = listed(node, "words", problems),
            "word" => self.words = read_words(entry.key_range, node, problems),
            "naming" if matches!(node.value, Value::Table(_)) => self.read_naming(node, problems),
            key if is_rule_or_group(key) => {
                let message = format!("`{key}` is a rule or group: its severity belongs under `[rules]`.");
                problems.push(problem(entry.key_range, message));
            }
            key => {
                let message = unknown_key(key, "The configuration", &KEYS);
                problems.push(problem(entry.key_range, message));
            }
        }
    }

    fn read_naming(&mut self, node: &Node, problems: &mut Vec<Problem>) {
        const KEY: &str = "second-reference";
        for entry in node.table("naming", problems).unwrap_or_default() {
            if entry.key != KEY {
                problems.push(problem(entry.key_range, unknown_key(&entry.key, "`[naming]`", &[KEY])));
                continue;
            }
            let word = entry.node.text(KEY, problems).map(words::second_reference);
            self.house.second_reference = word.and_then(|word| keep(word, &entry.node, problems));
        }
    }

    fn read_figures(&mut self, node: &Node, problems: &mut Vec<Problem>) {
        const KEY: &str = "date-keys";
        for entry in node.table("figures", problems).unwrap_or_default() {
            if entry.key != KEY {
                problems.push(problem(entry.key_range, unknown_key(&entry.key, "`[figures]`", &[KEY])));
                continue;
            }
            let keys = listed(&entry.node, KEY, problems).into_iter().map(|(key, _)| key).collect();
            self.house.date_keys = Some(keys);
        }
    }

    fn read_sourcing(&mut self, node: &Node, problems: &mut Vec<Problem>) {
        const KEY: &str = "single-source-words";
        for entry in node.table("sourcing", problems).unwrap_or_default() {
            if entry.key != KEY {
                let message = unknown_key(&entry.key, "`[sourcing]`", &[KEY]);
                problems.push(problem(entry.key_range, message));
                continue;
            }
            match entry.node.value {
                Value::Number(words) if words >= 0 => {
                    self.house.single_source_words = Some(usize::try_from(words).unwrap_or(usize::MAX));
                }
                Value::Number(_) => {
                    let message = format!("`{KEY}` counts words: write 0 or more.");
                    problems.push(problem(entry.node.range, message));
                }
                _ => {
                    entry.node.complain::<()>(KEY, "a whole number of words", problems);
                }
            }
        }
    }
}

/// The texts that a key lists, such as files, each with where.
fn listed(node: &Node, key: &str, problems: &mut Vec<Problem>) -> Vec<(String, TextRange)> {
    let items = node.list(key, problems).unwrap_or_default();
    items.iter().filter_map(|item| Some((item.text(key, problems)?.to_owned(), item.range))).collect()
}

fn read_override(node: &Node, problems: &mut Vec<Problem>) -> Option<Override> {
    let mut over = Override::default();
    let entries = node.table("overrides", problems)?;
    for entry in entries {
        match entry.key.as_str() {
            "paths" => over.paths = Patterns::read(&entry.node, "paths", problems),
            "genre" => over.genre = line(entry, front_matter::genre(&entry.node, problems)),
            "strictness" => over.strictness = line(entry, strictness(&entry.node, problems)),
            "rules" => over.rules = rule_lines(&entry.node, "rules", problems),
            key => {
                let known = ["paths", "genre", "strictness", "rules"];
                let message = unknown_key(key, "`[[overrides]]`", &known);
                problems.push(problem(entry.key_range, message));
            }
        }
    }
    if !entries.iter().any(|entry| entry.key == "paths") {
        let message =
            "This override names no `paths`, so it applies to nothing; add `paths = [\"opinion/**\"]`.";
        problems.push(problem(node.range, message.to_owned()));
    }
    Some(over)
}

fn strictness(node: &Node, problems: &mut Vec<Problem>) -> Option<Strictness> {
    let word = node.text("strictness", problems)?;
    keep(words::strictness(word), node, problems)
}

fn line<T>(entry: &Entry, value: Option<T>) -> Option<Line<T>> {
    value.map(|value| Line { value, at: entry.key_range.start() })
}

fn rule_lines(node: &Node, key: &str, problems: &mut Vec<Problem>) -> Vec<RuleLine> {
    let mut lines = Vec::new();
    for entry in node.table(key, problems).unwrap_or_default() {
        if !is_rule_or_group(&entry.key) {
            problems.push(problem(entry.key_range, unknown_rule(&entry.key)));
            continue;
        }
        let word = entry.node.text(&entry.key, problems);
        if let Some(severity) = word.and_then(|word| keep(parse_severity(word), &entry.node, problems)) {
            lines.push(RuleLine { name: entry.key.clone(), severity, at: entry.key_range.start() });
        }
    }
    lines
}

/// The value, or its message as a problem at `node`.
fn keep<T>(read: Result<T, String>, node: &Node, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|message| problems.push(problem(node.range, message))).ok()
}
