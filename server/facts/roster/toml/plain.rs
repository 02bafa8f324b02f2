//! The plain part of TOML in which rosters are written: headers, and on each line a field with texts without escapes.
//! Whatever is written otherwise is left to the TOML parser, so that nothing is ever read in two ways.

use super::super::RosterActor;
use super::super::fields::{self, Field};
use super::HEADER;
use crate::notation::tree::range_of;

/// The actors of a piece that starts at a byte of the whole; `None` where anything is not plain, or not right.
pub(super) fn parse(piece: &str, start: usize) -> Option<Vec<RosterActor>> {
    let mut actors = Vec::new();
    let mut entry: Vec<(&str, Field)> = Vec::new();
    let mut header: Option<usize> = None;
    let mut end = 0;
    for line in piece.split_inclusive('\n') {
        let at = end;
        end += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line == HEADER {
            actors.extend(header.map(|from| finish(&mut entry, start + from)).unwrap_or(Some(None))?);
            header = Some(at);
        } else if !line.is_empty() && !line.starts_with('#') {
            header?;
            let (key, value) = field(line)?;
            // A field written twice is an error, which the parser words better.
            if entry.iter().any(|(known, _)| *known == key) {
                return None;
            }
            entry.push((key, value));
        } else if line.chars().any(char::is_control) {
            return None;
        }
    }
    actors.extend(header.map(|from| finish(&mut entry, start + from)).unwrap_or(Some(None))?);
    Some(actors)
}

/// The actor of an entry whose header starts at a byte; the outer `None` where a field is not right.
fn finish(entry: &mut Vec<(&str, Field)>, from: usize) -> Option<Option<RosterActor>> {
    let (actor, messages) = fields::read(entry.drain(..));
    messages
        .is_empty()
        .then(|| actor.map(|actor| RosterActor { range: range_of(from..from + HEADER.len()), ..actor }))
}

/// `key = "text"`, `key = true` or `key = ["text", "text"]`.
fn field(line: &str) -> Option<(&str, Field<'_>)> {
    let (key, value) = line.split_once(" = ")?;
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let field = match value {
        "true" => Field::Truth(true),
        "false" => Field::Truth(false),
        "[]" => Field::Texts(Vec::new()),
        value if value.starts_with('[') => {
            let items = value.strip_prefix('[')?.strip_suffix(']')?;
            Field::Texts(texts(items)?)
        }
        value => match texts(value)?.as_slice() {
            [text] => Field::Text(text),
            _ => return None,
        },
    };
    Some((key, field))
}

/// Texts in quotation marks with a comma and a blank between.
fn texts(mut rest: &str) -> Option<Vec<&str>> {
    let mut texts = Vec::new();
    loop {
        let (text, behind) = rest.strip_prefix('"')?.split_once('"')?;
        if text.bytes().any(|byte| byte == b'\\' || byte.is_ascii_control()) {
            return None;
        }
        texts.push(text);
        match behind {
            "" => return Some(texts),
            _ => rest = behind.strip_prefix(", ")?,
        }
    }
}
