//! A list of words as a table: the first row names the fields, and several words of one field are parted by semicolons. A table of two
//! columns without a head is one of words and what stands there instead.

use copydesk_facts::Problem;
use copydesk_facts::notation::tree::problem;
use copydesk_facts::notation::words::one_of;
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
    let (mut words, mut problems) = (Vec::new(), Vec::new());
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    let mut columns: Option<Vec<Option<&str>>> = None;
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
        let columns = match &columns {
            Some(columns) => columns,
            None => {
                let named: Vec<Option<&str>> = row.iter().map(field_of).collect();
                let is_head = named.iter().any(Option::is_some);
                let columns = columns.insert(if is_head { named } else { bare(row.len()) });
                if !is_head && row.len() != 2 {
                    let message = format!(
                        "Nothing says what stands in the columns: name them in the first row, each one of {}.",
                        one_of(FIELDS)
                    );
                    problems.push(problem(range, message));
                    break;
                }
                if is_head {
                    for heading in row.iter().filter(|it| !it.trim().is_empty() && field_of(it).is_none()) {
                        let message = format!(
                            "Nothing says what stands in the column `{}`, so it is left out: its heading is none of {}.",
                            heading.trim(),
                            one_of(FIELDS)
                        );
                        problems.push(problem(range, message));
                    }
                    continue;
                }
                columns
            }
        };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        words.extend(read_row(columns, &row, range, &mut problems));
    }
    (words, problems)
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

fn bare(columns: usize) -> Vec<Option<&'static str>> {
    [Some("avoid"), Some("prefer")].into_iter().take(columns).collect()
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
