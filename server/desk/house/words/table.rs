//! A list of words as a table: the first row names the fields, and several words of one field are parted by semicolons. A table of two
//! columns without a head is one of words and what stands there instead.

use copydesk_facts::Problem;
use copydesk_facts::notation::table::{self, Column};
use copydesk_facts::notation::tree::problem;
use copydesk_facts::notation::words::one_of;
use csv::StringRecord;
use text_size::TextRange;

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
    let (rows, broken) = table::rows(text);
    let Some((first, range)) = rows.first() else { return (Vec::new(), Vec::from_iter(broken)) };
    let mut problems = Vec::new();
    let (columns, entries) = match head(columns, first, *range, &mut problems) {
        Head::Fields(fields) => (fields, &rows[1..]),
        Head::None => (vec![Some("avoid"), Some("prefer")], &rows[..]),
        Head::Unknown => return (Vec::new(), problems),
    };
    let entries = entries.iter().filter(|(row, _)| !row.iter().all(|cell| cell.trim().is_empty()));
    let words = entries.filter_map(|(row, range)| read_row(&columns, row, *range, &mut problems)).collect();
    problems.extend(broken);
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
    let columns = columns(&table::headings(row));
    let field = |column: &Column| match column {
        Column::Field(field) => Some(*field),
        Column::LastPart(_) | Column::LeftOut | Column::Unknown(_) => None,
    };
    let fields: Vec<Option<&str>> = columns.iter().map(field).collect();
    if fields.iter().all(Option::is_none) && row.len() == 2 {
        return Head::None;
    }
    let told = problems.len();
    problems.extend(table::unknown(&columns, range));
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
