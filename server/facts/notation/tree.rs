//! Configuration as a tree of values with their places.
//!
//! `copydesk.toml`, TOML front matter and YAML front matter say the same kinds of things in different notations. Each
//! notation is read into this one tree, so that keys, rules and severities are validated, and complained about, in one
//! place only. The tree is deliberately poor: it knows what Copydesk's own keys need, and calls the rest `Other`.

use text_size::{TextRange, TextSize};

use crate::Problem;

/// A value and where it stands in the text.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands: bytes of the text, half open.
    pub range: TextRange,
    /// The value itself.
    pub value: Value,
}

/// One `key = value` of a table.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, without quotes.
    pub key: String,
    /// Where the key stands: bytes of the text, half open.
    pub key_range: TextRange,
    /// What stands behind it.
    pub node: Node,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Truth(bool),
    /// A date, as written.
    Date(String),
    /// Values in order.
    List(Vec<Node>),
    /// Values under keys, in order.
    Table(Vec<Entry>),
    /// An empty value, as YAML has it while somebody is typing.
    Nothing,
    /// Anything that no key of Copydesk's takes, in words for a message.
    Other(&'static str),
}

impl Entry {
    /// The same of a text that begins `by` bytes later.
    pub fn behind(self, by: TextSize) -> Entry {
        Entry { key_range: self.key_range + by, node: self.node.behind(by), ..self }
    }
}

impl Node {
    fn behind(self, by: TextSize) -> Node {
        let value = match self.value {
            Value::List(items) => Value::List(items.into_iter().map(|item| item.behind(by)).collect()),
            Value::Table(entries) => {
                Value::Table(entries.into_iter().map(|entry| entry.behind(by)).collect())
            }
            other => other,
        };
        Node { range: self.range + by, value }
    }

    /// The text, or a problem that says what `key` wants.
    pub fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => self.complain(key, "a text in quotation marks", problems),
        }
    }

    /// The items, or a problem that says what `key` wants.
    pub fn list(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => self.complain(key, "a list in square brackets", problems),
        }
    }

    /// The entries, or a problem that says what `key` wants.
    pub fn table(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&[Entry]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => self.complain(key, "a table of keys", problems),
        }
    }

    /// A problem that says what `key` wants, and what stands there instead.
    pub fn complain<T>(&self, key: &str, wanted: &str, problems: &mut Vec<Problem>) -> Option<T> {
        let found = match &self.value {
            Value::Text(_) => "a text",
            Value::Number(_) => "a number",
            Value::Truth(true) => "`true`",
            Value::Truth(false) => "`false`",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Nothing => "nothing",
            Value::Other(word) => word,
        };
        problems.push(problem(self.range, format!("`{key}` takes {wanted}, but {found} stands here.")));
        None
    }
}

/// A problem with a place.
pub fn problem(range: TextRange, message: String) -> Problem {
    Problem { range: Some(range), message }
}

/// Bytes as a range; a text beyond four gigabytes has its places at the limit.
pub fn range_of(bytes: std::ops::Range<usize>) -> TextRange {
    let size = |at: usize| TextSize::new(u32::try_from(at).unwrap_or(u32::MAX));
    TextRange::new(size(bytes.start.min(bytes.end)), size(bytes.end))
}
