//! A roster as a table of comma-separated values: the first row names the fields, and lists are parted by semicolons.

use csv::{ReaderBuilder, StringRecord, Writer};

use super::fields::{self, FIELDS, Field};
use super::{RosterActor, problem};
use crate::Problem;
use crate::notation::tree::range_of;
use crate::notation::words::unknown_key;

/// What stands between the texts of a list.
const BETWEEN: char = ';';

/// What a column of a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// A field of the actors, or a part of one: the parts stand with a blank between, or are a list together.
    Field(&'static str),
    /// The part of a field that stands behind all others, such as a family name.
    LastPart(&'static str),
    /// Nothing of the roster.
    LeftOut,
    /// Nobody knows what; one sentence on it.
    Unknown(String),
}

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
    let mut columns = Some(columns);
    let (mut actors, mut problems) = (Vec::new(), Vec::new());
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    let mut header: Vec<Column> = Vec::new();
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
        if let Some(columns) = columns.take() {
            header = columns(&row.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>());
            problems.extend(header.iter().filter_map(|column| match column {
                Column::Unknown(message) => Some(problem(range, message.clone())),
                Column::Field(_) | Column::LastPart(_) | Column::LeftOut => None,
            }));
            continue;
        }
        let cells = cells(&header, &row);
        let (actor, messages) = fields::read(cells.iter().map(|(name, cell)| (*name, field(name, cell))));
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
