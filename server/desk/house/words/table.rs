//! A list of words as a table: the first row names the fields, and several words of one field are parted by semicolons. A table of two
//! columns without a head is one of words and what stands there instead.

use copydesk_facts::notation::tree::problem;
use copydesk_facts::notation::words::one_of;
use copydesk_facts::{Column, Problem};
use csv::{ReaderBuilder, StringRecord};
use text_size::{TextRange, TextSize};

use super::HouseWord;
use super::told::{FIELDS, Told, plain, word_forms};

/// Other people's headings for the fields.
const KNOWN: [(&str, &[&str]); 5] = [
    (
        "avoid",
        &[
            "word",
            "term",
            "wrong",
            "not",
            "do not use",
            "don't use",
            "never",
            "instead of",
            "incorrect",
            "banned",
        ],
    ),
    ("review", &["check", "look at", "sensitive", "care"]),
    (
        "prefer",
        &[
            "use",
            "preferred",
            "replacement",
            "replace with",
            "right",
            "correct",
            "say",
            "better",
            "alternative",
        ],
    ),
    ("reason", &["why", "note", "notes", "comment", "explanation", "message", "description"]),
    ("except", &["exception", "exceptions", "unless", "allowed"]),
];

/// Reads a table with commas, semicolons or tabs between the columns.
pub(super) fn parse(text: &str) -> (Vec<HouseWord>, Vec<Problem>) {
    parse_table(text, |headings| {
        let left_out = |heading: &str| {
            format!(
                "Nothing says what stands in the column `{heading}`, so it is left out: its heading is none of {}.",
                one_of(FIELDS)
            )
        };
        headings.iter().map(|heading| column(heading, left_out)).collect()
    })
}

/// What stands in a column, as its heading, which stands without blanks around it, says by itself. `unknown` tells of one that says
/// nothing.
pub fn column(heading: &str, unknown: impl Fn(&str) -> String) -> Column {
    match field_of(heading) {
        Some(field) => Column::Field(field),
        None if heading.is_empty() => Column::LeftOut,
        None => Column::Unknown(unknown(heading)),
    }
}

/// Reads a table as [`super::parse`] does. `columns` says what stands in its columns, by the cells of the first row. Ranges are bytes of
/// the text.
pub fn parse_table(
    text: &str,
    columns: impl FnOnce(&[String]) -> Vec<Column>,
) -> (Vec<HouseWord>, Vec<Problem>) {
    let (mut words, mut problems) = (Vec::new(), Vec::new());
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    let mut told = Some(columns);
    let mut columns: Vec<Option<&str>> = Vec::new();
    let mut start = 0;
    loop {
        match rows.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let message = format!("This row cannot be read: {error}.");
                problems.push(problem(range_of(text, start, start), message));
                break;
            }
        }
        let from = row.position().map_or(start, |position| usize::try_from(position.byte()).unwrap_or(start));
        start = usize::try_from(rows.position().byte()).unwrap_or(text.len());
        let range = range_of(text, from, start);
        if let Some(told) = told.take() {
            match head(told, &row, range, &mut problems) {
                Head::Fields(fields) => {
                    columns = fields;
                    continue;
                }
                Head::None => columns = vec![Some("avoid"), Some("prefer")],
                Head::Unknown => break,
            }
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        words.extend(read_row(&columns, &row, range, &mut problems));
    }
    (words, problems)
}

/// What the first row of a table is.
enum Head {
    /// The fields of its columns, among them one with the words; `None` for what is left out.
    Fields(Vec<Option<&'static str>>),
    /// An entry as the others.
    None,
    /// Nothing tells which words the list is about.
    Unknown,
}

fn head(
    columns: impl FnOnce(&[String]) -> Vec<Column>,
    row: &StringRecord,
    range: TextRange,
    problems: &mut Vec<Problem>,
) -> Head {
    let headings: Vec<String> = row.iter().map(|cell| cell.trim().to_owned()).collect();
    let columns = columns(&headings);
    let field = |column: &Column| match column {
        Column::Field(field) => Some(*field),
        Column::LastPart(_) | Column::LeftOut | Column::Unknown(_) => None,
    };
    let fields: Vec<Option<&str>> = columns.iter().map(field).collect();
    if fields.iter().all(Option::is_none) && row.len() == 2 {
        return Head::None;
    }
    let told = problems.len();
    problems.extend(columns.into_iter().filter_map(|column| match column {
        Column::Unknown(message) => Some(problem(range, message)),
        Column::Field(_) | Column::LastPart(_) | Column::LeftOut => None,
    }));
    if fields.iter().any(|field| matches!(field, Some("avoid" | "review"))) {
        return Head::Fields(fields);
    }
    // Once, and not at each row that it has no words.
    if problems.len() == told {
        let message = "No column has the words that the list is about: name one `avoid` or `review`.";
        problems.push(problem(range, message.to_owned()));
    }
    Head::Unknown
}

fn read_row(
    columns: &[Option<&str>],
    row: &StringRecord,
    range: TextRange,
    problems: &mut Vec<Problem>,
) -> Option<HouseWord> {
    let mut told = Told::default();
    for (column, cell) in columns.iter().zip(row) {
        let texts = || cell.split(';').map(plain).filter(|text| text.contains(char::is_alphanumeric));
        match *column {
            Some("avoid") => told.avoid.extend(texts()),
            Some("review") => told.review.extend(texts()),
            Some("prefer") => told.prefer.extend(texts()),
            Some("except") => told.except.extend(texts()),
            Some("reason") => told.reason = Some(plain(cell)),
            Some("forms") if !cell.trim().is_empty() => {
                let read = word_forms(cell.trim());
                told.forms = read.map_err(|message| problems.push(problem(range, message))).ok();
            }
            _ => {}
        }
    }
    told.entry(range, problems)
}

/// The field that a heading names, or is another word for.
fn field_of(heading: &str) -> Option<&'static str> {
    let heading = plain(&heading.to_lowercase().replace(['_', '-', ':'], " "));
    let own = FIELDS.into_iter().find(|field| *field == heading);
    own.or_else(|| KNOWN.iter().find(|(_, words)| words.contains(&heading.as_str())).map(|(field, _)| *field))
}

/// What stands between the columns: what the first row has most of.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    let count = |delimiter: &u8| head.bytes().filter(|byte| byte == delimiter).count();
    // Of equals the last wins, so a head of one column is read with commas.
    *[b'\t', b';', b','].iter().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b',')
}

/// The bytes of a row without the blanks and line ends around it.
fn range_of(text: &str, from: usize, to: usize) -> TextRange {
    let row = text.get(from..to).unwrap_or("");
    let start = from + row.len() - row.trim_start().len();
    let end = (from + row.trim_end().len()).max(start);
    let size = |at: usize| TextSize::try_from(at).unwrap_or_default();
    TextRange::new(size(start), size(end))
}
