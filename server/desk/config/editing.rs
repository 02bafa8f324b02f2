//! One setting of a `copydesk.toml` written, changed or taken out, as somebody would do it by hand: the line of that setting changes,
//! nothing else does, and no comment is lost.

use copydesk_facts::Problem;
use copydesk_facts::notation::toml::{self, quoted};
use copydesk_facts::notation::tree::{Entry, Node, Value};
use text_size::{TextRange, TextSize};

use crate::TextEdit;

/// What a setting is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A word: a style guide, a severity.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Words in order: the files of the roster.
    List(Vec<String>),
}

/// What cannot be edited with certainty.
const UNUSUAL: &str =
    "This setting is written in a way that Copydesk does not change by itself; change it in the file.";

/// The settings that a configuration states: the names of its table, if it stands in one, and of its own, and its value. Lists of
/// tables such as `[[overrides]]` are left out.
///
/// # Errors
/// The text cannot be read as TOML.
pub fn stated_settings(text: &str) -> Result<Vec<(Vec<String>, Setting)>, Problem> {
    let (entries, error) = toml::parse(text);
    let mut settings = Vec::new();
    for entry in &entries {
        let Value::Table(within) = &entry.node.value else {
            settings.extend(setting(&entry.node).map(|setting| (vec![entry.key.clone()], setting)));
            continue;
        };
        let within = within.iter().filter_map(|inner| Some((inner, setting(&inner.node)?)));
        settings.extend(within.map(|(inner, setting)| (vec![entry.key.clone(), inner.key.clone()], setting)));
    }
    error.map_or(Ok(settings), Err)
}

/// The value as a setting, where it is one.
fn setting(node: &Node) -> Option<Setting> {
    match &node.value {
        Value::Text(text) => Some(Setting::Text(text.clone())),
        Value::Number(number) => Some(Setting::Number(*number)),
        Value::List(items) => {
            let word = |item: &Node| match &item.value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            };
            items.iter().map(word).collect::<Option<_>>().map(Setting::List)
        }
        _ => None,
    }
}

/// The edit that gives a setting a value, or takes it out where there is none. `key` is the setting's name, behind its table's name
/// where it stands in one. The range is one of bytes, half open.
///
/// # Errors
/// A sentence that says why the text cannot be so edited.
pub fn edit_setting(text: &str, key: &[&str], value: Option<&Setting>) -> Result<TextEdit, String> {
    let before = stated_settings(text).map_err(|problem| format!("copydesk.toml: {}", problem.message))?;
    let mut wanted = before;
    let named = |(names, _): &(Vec<String>, Setting)| names == key;
    wanted.retain(|setting| !named(setting));
    wanted.extend(value.map(|value| (key.iter().map(|&name| name.to_owned()).collect(), value.clone())));

    let edit = edit(text, key, value).ok_or(UNUSUAL)?;
    let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
    let edited = [&text[..start], &edit.text, &text[end..]].concat();
    let mut is = stated_settings(&edited).map_err(|_| UNUSUAL)?;
    let order = |(names, _): &(Vec<String>, Setting)| names.clone();
    wanted.sort_by_key(order);
    is.sort_by_key(order);
    if is == wanted { Ok(edit) } else { Err(UNUSUAL.to_owned()) }
}

fn edit(text: &str, key: &[&str], value: Option<&Setting>) -> Option<TextEdit> {
    let (entries, _) = toml::parse(text);
    let (name, table) = match key {
        [name] => (*name, None),
        [table, name] => (*name, Some(*table)),
        _ => return None,
    };
    let around = table.map(|table| entries.iter().find(|entry| entry.key == table));
    let siblings: &[Entry] = match around {
        None => &entries,
        Some(Some(Entry { node: Node { value: Value::Table(within), .. }, .. })) => within,
        Some(Some(_)) => return None,
        Some(None) => &[],
    };
    let stated = siblings.iter().find(|entry| entry.key == name);
    Some(match (stated, value) {
        (None, None) => TextEdit { range: TextRange::default(), text: String::new() },
        (Some(entry), None) => TextEdit { range: line_of(text, entry), text: String::new() },
        (Some(entry), Some(value)) => TextEdit { range: entry.node.range, text: written(value) },
        (None, Some(value)) => {
            let line = format!("{name} = {}", written(value));
            added(text, &line, name, table, siblings)
        }
    })
}

/// The line of a setting, with its end; only the setting, where other things stand on its line.
fn line_of(text: &str, entry: &Entry) -> TextRange {
    let own = entry.key_range.cover(entry.node.range);
    let (start, end) = (usize::from(own.start()), usize::from(own.end()));
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let alone = text[line_start..start].trim().is_empty();
    let behind = text[end..line_end].trim_start();
    if alone && (behind.is_empty() || behind.starts_with('#')) { range(line_start, line_end) } else { own }
}

/// A line more: in the place of the same setting within a comment, or else behind the others of its table.
fn added(text: &str, line: &str, name: &str, table: Option<&str>, siblings: &[Entry]) -> TextEdit {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let part = part(text, table);
    if let Some((start, end)) = part.and_then(|(start, end)| commented(text, start..end, name)) {
        return TextEdit { range: range(start, end), text: line.to_owned() };
    }
    let last = siblings.iter().rfind(|entry| !matches!(entry.node.value, Value::Table(_)));
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let insert = |at: usize, text: String| TextEdit { range: range(at, at), text };
    let ends_line = |at: usize| at == 0 || text[..at].ends_with('\n');
    match (table, part, last) {
        (_, Some((start, end)), Some(last))
            if (start..=end).contains(&usize::from(last.node.range.end())) =>
        {
            let at = line_end(last.node.range.end().into());
            let before = if ends_line(at) { "" } else { newline };
            insert(at, format!("{before}{line}{newline}"))
        }
        (Some(_), Some((start, _)), None) => {
            let before = if ends_line(start) { "" } else { newline };
            insert(start, format!("{before}{line}{newline}"))
        }
        // A table within braces, on one line.
        (Some(_), _, Some(last)) => insert(last.node.range.end().into(), format!(", {line}")),
        (Some(table), None, None) => {
            let gap = if text.is_empty() { "" } else { newline };
            let before = if ends_line(text.len()) { "" } else { newline };
            insert(text.len(), format!("{before}{gap}[{table}]{newline}{line}{newline}"))
        }
        (None, ..) => {
            let gap = if text.is_empty() || text.starts_with(['\r', '\n']) { "" } else { newline };
            insert(bytes_of_mark(text), format!("{line}{newline}{gap}"))
        }
    }
}

/// The bytes of a byte order mark.
fn bytes_of_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The part of a text in which a table's own lines stand, or those of the top level: bytes, behind the table's head.
fn part(text: &str, table: Option<&str>) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut start = table.is_none().then_some(0);
    for line in text.split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or_default().trim();
        if code.starts_with('[') {
            if let Some(start) = start {
                return Some((start, at));
            }
            let head = code.strip_prefix('[').and_then(|code| code.strip_suffix(']')).map(str::trim);
            if table.is_some() && head == table {
                start = Some(at + line.len());
            }
        }
        at += line.len();
    }
    start.map(|start| (start, text.len()))
}

/// The line within a comment that states a setting, without its end: `#genre = "news"`.
fn commented(text: &str, within: std::ops::Range<usize>, name: &str) -> Option<(usize, usize)> {
    let mut at = within.start;
    for line in text[within].split_inclusive('\n') {
        let rest = line.strip_prefix('#').and_then(|line| line.trim_start().strip_prefix(name));
        if rest.is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return Some((at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// A value as TOML writes it.
fn written(value: &Setting) -> String {
    match value {
        Setting::Text(text) => quoted(text),
        Setting::Number(number) => number.to_string(),
        Setting::List(words) => {
            format!("[{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "))
        }
    }
}

fn range(start: usize, end: usize) -> TextRange {
    let size = |offset| TextSize::try_from(offset).unwrap_or_default();
    TextRange::new(size(start), size(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Option<Setting> {
        Some(Setting::Text(value.to_owned()))
    }

    fn edited(before: &str, key: &str, value: Option<&Setting>) -> Result<String, String> {
        let key: Vec<&str> = key.split('.').collect();
        let edit = edit_setting(before, &key, value)?;
        let mut text = before.to_owned();
        text.replace_range(usize::from(edit.range.start())..edit.range.end().into(), &edit.text);
        Ok(text)
    }

    #[test]
    fn one_line_changes_and_no_comment_is_lost() {
        let ours = "# Ours\nextends = \"ap\" # since May\n\n[rules] # all\n# Soft:\nnaming = \"hint\"  # soft\n\n[sourcing]\n";
        let files = Some(Setting::List(vec!["a.toml".into(), "b\"c.csv".into()]));
        for (before, key, value, after) in [
            ("", "extends", text("bbc"), "extends = \"bbc\"\n"),
            ("", "rules.naming", text("off"), "[rules]\nnaming = \"off\"\n"),
            ("# Ours\n", "rules.naming", text("off"), "# Ours\n\n[rules]\nnaming = \"off\"\n"),
            ("extends = \"ap\"", "genre", text("news"), "extends = \"ap\"\ngenre = \"news\"\n"),
            (
                "extends = \"ap\"",
                "rules.naming",
                text("off"),
                "extends = \"ap\"\n\n[rules]\nnaming = \"off\"\n",
            ),
            (ours, "extends", text("bbc"), &ours.replace("\"ap\"", "\"bbc\"")),
            (ours, "extends", None, &ours.replace("extends = \"ap\" # since May\n", "")),
            (ours, "roster", files, &ours.replace("May\n", "May\nroster = [\"a.toml\", \"b\\\"c.csv\"]\n")),
            (ours, "rules.naming", text("off"), &ours.replace("\"hint\"", "\"off\"")),
            (ours, "rules.naming", None, &ours.replace("naming = \"hint\"  # soft\n", "")),
            (ours, "rules.draft", text("off"), &ours.replace("# soft\n", "# soft\ndraft = \"off\"\n")),
            (ours, "rules.draft", None, ours),
            (
                ours,
                "sourcing.single-source-words",
                Some(Setting::Number(500)),
                &format!("{ours}single-source-words = 500\n"),
            ),
            (
                "[rules]\r\na = \"off\"\r\n",
                "rules.b",
                text("off"),
                "[rules]\r\na = \"off\"\r\nb = \"off\"\r\n",
            ),
            ("rules = {a = \"off\"}\n", "rules.b", text("hint"), "rules = {a = \"off\", b = \"hint\"}\n"),
            // A setting within a comment is taken out of it, in its own table only.
            (
                "# What:\n#genre = \"news\"\n[rules]\n#naming = \"hint\"\n#genre = \"x\"\n",
                "rules.naming",
                text("off"),
                "# What:\n#genre = \"news\"\n[rules]\nnaming = \"off\"\n#genre = \"x\"\n",
            ),
            (
                "[rules]\n#genre = \"x\"\n[[overrides]]\n#genre = \"y\"\n",
                "genre",
                text("news"),
                "genre = \"news\"\n\n[rules]\n#genre = \"x\"\n[[overrides]]\n#genre = \"y\"\n",
            ),
            ("exclude = [\n  \"a\", # old\n]\n", "exclude", None, ""),
        ] {
            assert_eq!(edited(before, key, value.as_ref()).as_deref(), Ok(after), "{before}\n{key}");
        }
    }

    #[test]
    fn what_cannot_be_edited_with_certainty_is_left_alone() {
        for (before, key) in [
            ("[rules", "rules.naming"),
            ("rules = 3\n", "rules.naming"),
            ("rules = {}\n", "rules.naming"),
            ("rules.draft = \"off\"\n[naming]\n", "rules.naming"),
            ("a = \"\"\"\n[rules]\n\"\"\"\n", "rules.naming"),
        ] {
            let told = edited(before, key, text("off").as_ref());
            // Some of these can be told apart, and are right then; none is broken.
            if let Ok(after) = &told {
                let settings = stated_settings(after).unwrap();
                assert!(settings.contains(&(vec!["rules".into(), "naming".into()], text("off").unwrap())));
            }
            assert!(told.is_ok() || told.is_err_and(|told| told.ends_with('.')), "{before}");
        }
        assert!(
            edited("[rules", "rules.naming", None).unwrap_err().starts_with("copydesk.toml: This cannot be")
        );
        assert_eq!(edited("rules = 3\n", "rules.naming", text("off").as_ref()).unwrap_err(), UNUSUAL);
    }
}
