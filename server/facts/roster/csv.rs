//! A roster as a table of comma-separated values: the first row names the fields, and lists are parted by semicolons.

use csv::{StringRecord, Writer};

use super::fields::{self, FIELDS, Field};
use super::{RosterActor, problem};
use crate::Problem;
use crate::notation::table::{self, Column};
use crate::notation::words::unknown_key;

/// What stands between the texts of a list.
const BETWEEN: char = ';';

/// Reads a roster in CSV, with commas, semicolons or tabs between the columns. Ranges of the actors and of the problems
/// are those of their rows, in bytes of the text.
pub fn parse(text: &str) -> (Vec<RosterActor>, Vec<Problem>) {
    parse_table(text, |headings| {
        let column = |heading: &String| {
            let lower = heading.to_lowercase();
            match FIELDS.into_iter().find(|field| *field == lower) {
                Some(field) => Column::Field(field),
                None => Column::Unknown(unknown_key(heading, "A row of the roster", &FIELDS)),
            }
        };
        headings.iter().map(column).collect()
    })
}

/// Reads a table as [`parse`] does. `columns` says what stands in its columns, by their headings, without the blanks around them.
pub fn parse_table(
    text: &str,
    columns: impl FnOnce(&[String]) -> Vec<Column>,
) -> (Vec<RosterActor>, Vec<Problem>) {
    let (rows, broken) = table::rows(text);
    let mut rows = rows.iter();
    let Some((first, range)) = rows.next() else { return (Vec::new(), Vec::from_iter(broken)) };
    let columns = columns(&table::headings(first));
    let mut problems: Vec<Problem> = table::unknown(&columns, *range).collect();
    let mut actors = Vec::new();
    for (row, range) in rows {
        let cells = cells(&columns, row);
        let (actor, messages) = fields::read(cells.iter().map(|(name, cell)| (*name, field(name, cell))));
        problems.extend(messages.into_iter().map(|(_, message)| problem(*range, message)));
        actors.extend(actor.map(|actor| RosterActor { range: *range, ..actor }));
    }
    problems.extend(broken);
    (actors, problems)
}

/// The cells of a row by their fields, in the order of the columns, the parts of one field put together.
fn cells(header: &[Column], row: &StringRecord) -> Vec<(&'static str, String)> {
    let mut cells: Vec<(&'static str, String)> = Vec::new();
    let columns = header.iter().zip(row.iter());
    let parts = columns.clone().filter_map(|(column, cell)| match column {
        Column::Field(field) => Some((*field, cell)),
        _ => None,
    });
    let last_parts = columns.filter_map(|(column, cell)| match column {
        Column::LastPart(field) => Some((*field, cell)),
        _ => None,
    });
    for (field, cell) in parts.chain(last_parts) {
        match cells.iter_mut().find(|(known, _)| *known == field) {
            Some((_, known)) if known.trim().is_empty() || cell.trim().is_empty() => *known += cell,
            // A family name that the whole name before it ends in.
            Some((_, known)) if !is_list(field) && ends_in(known, cell) => {}
            Some((_, known)) => {
                let between = if is_list(field) { BETWEEN } else { ' ' };
                *known = format!("{}{between}{}", known.trim(), cell.trim());
            }
            None => cells.push((field, cell.to_owned())),
        }
    }
    cells
}

/// Whether a cell's last words are those of another.
fn ends_in(cell: &str, words: &str) -> bool {
    let before = cell.trim().strip_suffix(words.trim());
    before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

fn is_list(field: &str) -> bool {
    matches!(field, "aliases" | "spellings" | "avoid")
}

fn field<'a>(name: &str, cell: &'a str) -> Field<'a> {
    match name {
        _ if cell.trim().is_empty() => Field::Nothing,
        _ if is_list(name) => Field::Texts(cell.split(BETWEEN).collect()),
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
