//! A roster as a table of comma-separated values: the first row names the fields, and lists are parted by semicolons.

use csv::{ReaderBuilder, StringRecord, Writer};

use super::fields::{self, FIELDS, Field};
use super::{RosterActor, problem};
use crate::Problem;
use crate::notation::tree::range_of;
use crate::notation::words::unknown_key;

/// What stands between the texts of a list.
const BETWEEN: char = ';';

/// Reads a roster in CSV, with commas, semicolons or tabs between the columns. Ranges of the actors and of the problems
/// are those of their rows, in bytes of the text.
pub fn parse(text: &str) -> (Vec<RosterActor>, Vec<Problem>) {
    let (mut actors, mut problems) = (Vec::new(), Vec::new());
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    let mut header: Vec<String> = Vec::new();
    let mut start = 0;
    loop {
        match rows.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                problems.push(problem(range_of(start..start), format!("This row cannot be read: {error}.")));
                break;
            }
        }
        let from = row.position().map_or(start, |position| usize::try_from(position.byte()).unwrap_or(start));
        start = usize::try_from(rows.position().byte()).unwrap_or(text.len());
        let from = from + text.get(from..start).map_or(0, |row| row.len() - row.trim_start().len());
        let end = from + text.get(from..start).map_or(0, |row| row.trim_end().len());
        let range = range_of(from..end);
        if header.is_empty() {
            header = row.iter().map(|name| name.trim().to_lowercase()).collect();
            for name in header.iter().filter(|name| !FIELDS.contains(&name.as_str())) {
                problems.push(problem(range, unknown_key(name, "A row of the roster", &FIELDS)));
            }
            continue;
        }
        let cells = header.iter().zip(row.iter()).filter(|(name, _)| FIELDS.contains(&name.as_str()));
        let (actor, messages) = fields::read(cells.map(|(name, cell)| (name.as_str(), field(name, cell))));
        problems.extend(messages.into_iter().map(|(_, message)| problem(range, message)));
        actors.extend(actor.map(|actor| RosterActor { range, ..actor }));
    }
    (actors, problems)
}

/// What stands between the columns: what the first row has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    // Of equals the last wins, so a header of one column is read with commas.
    *[b'\t', b';', b','].iter().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b',')
}

fn field<'a>(name: &str, cell: &'a str) -> Field<'a> {
    match name {
        _ if cell.trim().is_empty() => Field::Nothing,
        "aliases" | "spellings" | "avoid" => Field::Texts(cell.split(BETWEEN).collect()),
        _ => Field::Text(cell),
    }
}

/// A roster as CSV.
pub fn write(actors: &[RosterActor]) -> String {
    let mut table = Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = table.write_record(FIELDS);
    for actor in actors {
        let row = actor.fields().map(|(_, values)| values.join(&format!("{BETWEEN} ")));
        let _ = table.write_record(row);
    }
    table.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
