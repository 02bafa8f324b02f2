//! A roster in TOML: one `[[actor]]` an entry.
//!
//! A tree of a hundred thousand entries would take ten times the roster's own memory, so the text is read in pieces, cut
//! before an `[[actor]]` line. Where a piece cannot be read by itself, as when such a line stands inside a longer text,
//! the whole is read at once. A piece written as plainly as nearly all rosters are is read line by line, five times as
//! fast; a piece with anything else in it, a mistake included, goes to the TOML parser.

use text_size::TextSize;

mod plain;

use super::fields::{self, FIELDS, Field};
use super::{RosterActor, problem};
use crate::Problem;
use crate::notation::toml::{self, quoted};
use crate::notation::tree::{Entry, Node, Value};
use crate::notation::words::unknown_key;

/// Bytes of a piece; large enough that starting one costs nothing.
const PIECE: usize = 1 << 16;
/// The line that begins an entry.
const HEADER: &str = "[[actor]]";

/// Reads a roster in TOML. Ranges of the actors and of the problems are bytes of the text.
pub fn parse(text: &str) -> (Vec<RosterActor>, Vec<Problem>) {
    let mut read = (Vec::new(), Vec::new());
    let mut start = 0;
    while start < text.len() {
        let end = cut(text, start);
        let piece = &text[start..end];
        if let Some(actors) = plain::parse(piece, start) {
            read.0.extend(actors);
        } else if parse_piece(piece, start, &mut read).is_err() {
            read = (Vec::new(), Vec::new());
            if let Err(error) = parse_piece(text, 0, &mut read) {
                // Behind a syntax error the parser guesses, and complaints about its guesses would mislead.
                read.1 = vec![error];
            }
            return read;
        }
        start = end;
    }
    read
}

/// Where the piece that starts at a byte ends: before the first header behind its size.
fn cut(text: &str, start: usize) -> usize {
    let mut from = (start + PIECE).min(text.len());
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    text[from..].find("\n[[actor]]").map_or(text.len(), |at| from + at + 1)
}

/// Reads one piece into the actors and problems; `Err` is a syntax error, after which what was added is a guess.
fn parse_piece(text: &str, start: usize, read: &mut (Vec<RosterActor>, Vec<Problem>)) -> Result<(), Problem> {
    let offset = TextSize::try_from(start).unwrap_or_default();
    let (entries, error) = toml::parse(text);
    for entry in &entries {
        match (entry.key.as_str(), &entry.node.value) {
            ("actor", Value::List(items)) => items.iter().for_each(|item| parse_actor(item, offset, read)),
            ("actor", _) => {
                let message = "Actors are a list: write `[[actor]]`, in two pairs of brackets, over each.";
                read.1.push(problem(entry.key_range + offset, message.to_owned()));
            }
            (key, _) => {
                let message = unknown_key(key, "A roster", &["actor"]);
                read.1.push(problem(entry.key_range + offset, message));
            }
        }
    }
    error.map_or(Ok(()), |error| Err(Problem { range: error.range.map(|range| range + offset), ..error }))
}

fn parse_actor(item: &Node, offset: TextSize, (actors, problems): &mut (Vec<RosterActor>, Vec<Problem>)) {
    let Value::Table(entries) = &item.value else {
        problems
            .push(problem(item.range + offset, "An actor is a table of fields, such as `name`.".to_owned()));
        return;
    };
    let (actor, messages) =
        fields::read(entries.iter().map(|entry| (entry.key.as_str(), field(&entry.node))));
    let range_of = |entry: &Entry| match FIELDS.contains(&entry.key.as_str()) {
        true => entry.node.range,
        false => entry.key_range,
    };
    for (number, message) in messages {
        let range = entries.get(number).map_or(item.range, range_of);
        problems.push(problem(range + offset, message));
    }
    actors.extend(actor.map(|actor| RosterActor { range: item.range + offset, ..actor }));
}

fn field(node: &Node) -> Field<'_> {
    match &node.value {
        Value::Text(text) | Value::Date(text) => Field::Text(text),
        Value::Truth(truth) => Field::Truth(*truth),
        Value::Nothing => Field::Nothing,
        Value::List(items) => {
            let texts = items.iter().map(|item| match &item.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            });
            texts.collect::<Option<Vec<_>>>().map_or(Field::Other("a list of other things"), Field::Texts)
        }
        Value::Number(_) => Field::Other("a number"),
        Value::Table(_) => Field::Other("a table"),
        Value::Other(word) => Field::Other(word),
    }
}

/// A roster as TOML, fields that say nothing left out.
pub fn write(actors: &[RosterActor]) -> String {
    let mut text = String::new();
    for actor in actors {
        text.push_str("[[actor]]\n");
        for (key, values) in actor.fields() {
            let line = match (key, values.as_slice()) {
                (_, []) => continue,
                ("household", _) => "household = true".to_owned(),
                ("aliases" | "spellings" | "avoid", values) => {
                    let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
                    format!("{key} = [{}]", quoted.join(", "))
                }
                (_, [value, ..]) => format!("{key} = {}", quoted(value)),
            };
            text.push_str(&line);
            text.push('\n');
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
