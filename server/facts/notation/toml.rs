//! TOML into the tree of values.
//!
//! The parser recovers from errors, so a slip on one line does not throw away the rest of a newsroom's configuration.
//! Only the first syntax error is reported: those behind it are mostly its echo.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::tree::{Entry, Node, Value, problem, range_of};
use crate::Problem;

/// Reads a TOML text: the entries of its top level in the order of the text, and its first syntax error.
pub fn parse(text: &str) -> (Vec<Entry>, Option<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let first = errors.into_iter().min_by_key(|error| error.span().map_or(usize::MAX, |span| span.start));
    let problem = first.map(|error| {
        let message = error.message().trim().replace('\n', ", ");
        let at = error.span().unwrap_or(text.len()..text.len());
        problem(range_of(at), format!("This cannot be read as TOML: {message}."))
    });
    (entries(table.get_ref()), problem)
}

fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_range: range_of(key.span()),
            node: node(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_range.start());
    entries
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let range = range_of(value.span());
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Other("a number out of range"),
        },
        DeValue::Float(_) => Value::Other("a number with a fraction"),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    };
    Node { range, value }
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            character if character.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(character)))
            }
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
