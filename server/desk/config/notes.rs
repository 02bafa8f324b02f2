//! How a draft names the reporter's notes in its front matter, and what the configuration says of them under `[notes]`.

use copydesk_facts::notation::tree::{Entry, Node, Value, problem};
use copydesk_facts::notation::words::{nearest, unknown_key, wrong_word};
use copydesk_facts::{Manner, NamedNotes, NotesKind, Problem};

/// What a newsroom says of its notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesConfig {
    /// How it quotes.
    pub manner: Manner,
    /// Folders in which a file is looked for that a draft names without any, from the configuration's folder on.
    pub folders: Vec<String>,
}

/// Reads `notes` under the `copydesk` key: a file, a table that tells more of one, or a list of these.
pub(super) fn named(node: &Node, problems: &mut Vec<Problem>) -> Vec<NamedNotes> {
    match &node.value {
        Value::Nothing => Vec::new(),
        Value::List(items) => items.iter().filter_map(|item| one(item, problems)).collect(),
        _ => one(node, problems).into_iter().collect(),
    }
}

fn one(node: &Node, problems: &mut Vec<Problem>) -> Option<NamedNotes> {
    match &node.value {
        Value::Nothing => None,
        Value::Text(file) => {
            Some(NamedNotes { file: file.clone(), range: node.range, ..NamedNotes::default() })
        }
        Value::Table(entries) => table(node, entries, problems),
        _ => node.complain("notes", "a file such as `talk.vtt`, or a list of files", problems),
    }
}

fn table(node: &Node, entries: &[Entry], problems: &mut Vec<Problem>) -> Option<NamedNotes> {
    let mut named = NamedNotes::default();
    let mut file = None;
    for entry in entries {
        let node = &entry.node;
        match (entry.key.as_str(), &node.value) {
            // Somebody is typing.
            ("file" | "kind" | "machine" | "speakers", Value::Nothing) => {}
            ("file", _) => {
                file = node.text("file", problems).map(|file| (file.to_owned(), node.range));
            }
            ("kind", _) => {
                let word = node.text("kind", problems);
                named.kind = word.and_then(|word| kind(word, node, problems));
            }
            ("machine", Value::Truth(machine)) => named.machine = *machine,
            // YAML has no word for it that is not a text.
            ("machine", Value::Text(word)) if word == "true" || word == "false" => {
                named.machine = word == "true"
            }
            ("machine", _) => {
                node.complain::<()>("machine", "`true` or `false`", problems);
            }
            ("speakers", _) => {
                for entry in node.table("speakers", problems).unwrap_or_default() {
                    let name = entry.node.text(&entry.key, problems);
                    named.speakers.extend(name.map(|name| (entry.key.clone(), name.to_owned())));
                }
            }
            (key, _) => {
                let message = unknown_key(key, "`notes`", &["file", "kind", "machine", "speakers"]);
                problems.push(problem(entry.key_range, message));
            }
        }
    }
    match file {
        Some((file, range)) => Some(NamedNotes { file, range, ..named }),
        None if entries.iter().any(|entry| entry.key == "file") => None,
        None => {
            let message = "These notes name no `file`; add one, such as `file: talk.vtt`.";
            problems.push(problem(node.range, message.to_owned()));
            None
        }
    }
}

fn kind(word: &str, node: &Node, problems: &mut Vec<Problem>) -> Option<NotesKind> {
    let found = NotesKind::ALL.into_iter().find(|kind| kind.name() == word);
    if found.is_none() {
        let near = nearest(word, NotesKind::ALL.map(NotesKind::name));
        let help = near.map_or("write `transcript`, `notes` or `document`".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        let stop = if help.ends_with('?') { "" } else { "." };
        problems.push(problem(node.range, format!("There is no kind of notes `{word}`; {help}{stop}")));
    }
    found
}

/// Reads `[notes]` in the configuration.
pub(super) fn config(node: &Node, problems: &mut Vec<Problem>) -> NotesConfig {
    const KEYS: [&str; 3] = ["quotes", "fillers", "folders"];
    let mut config = NotesConfig::default();
    for entry in node.table("notes", problems).unwrap_or_default() {
        let node = &entry.node;
        let mut texts = |key: &str| -> Vec<String> {
            let items = node.list(key, problems).unwrap_or_default().to_vec();
            items.iter().filter_map(|item| item.text(key, problems).map(str::to_owned)).collect()
        };
        match entry.key.as_str() {
            "quotes" => match node.text("quotes", problems) {
                Some("tidied") => config.manner.tidied = true,
                Some("verbatim") | None => {}
                Some(word) => {
                    let message = wrong_word(
                        word,
                        &format!("`quotes` is no `{word}`"),
                        ["verbatim", "tidied"].into_iter(),
                    );
                    problems.push(problem(node.range, message));
                }
            },
            "fillers" => {
                config.manner.fillers =
                    texts("fillers").iter().map(|word| copydesk_facts::spelling::fold(word)).collect();
            }
            "folders" => config.folders = texts("folders"),
            key => problems.push(problem(entry.key_range, unknown_key(key, "`[notes]`", &KEYS))),
        }
    }
    config
}
