//! Tables with commas, semicolons or tabs between the columns, as rosters and lists of words come in.

use csv::{ReaderBuilder, StringRecord};
use text_size::TextRange;

use super::tree::{problem, range_of};
use crate::Problem;

/// What a column of a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// A field of the entries, or a part of one: the parts stand with a blank between, or are a list together.
    Field(&'static str),
    /// The part of a field that stands behind all others, such as a family name.
    LastPart(&'static str),
    /// Nothing of the entries.
    LeftOut,
    /// Nobody knows what; one sentence on it.
    Unknown(String),
}

/// What is to be said of the columns of which nobody knows what they hold, at the range of their headings.
pub fn unknown(columns: &[Column], range: TextRange) -> impl Iterator<Item = Problem> {
    columns.iter().filter_map(move |column| match column {
        Column::Unknown(message) => Some(problem(range, message.clone())),
        Column::Field(_) | Column::LastPart(_) | Column::LeftOut => None,
    })
}

/// The cells of a table's first row, without the blanks around them.
pub fn headings(row: &StringRecord) -> Vec<String> {
    row.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The rows of a table, the first one too, each with its bytes in the text, without the blanks and line ends around them; and what is
/// wrong with the row that cannot be read, behind which there are none.
pub fn rows(text: &str) -> (Vec<(StringRecord, TextRange)>, Option<Problem>) {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut start = 0;
    loop {
        let mut row = StringRecord::new();
        match reader.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return (rows, None),
            Err(error) => {
                let message = format!("This row cannot be read: {error}.");
                return (rows, Some(problem(range_of(start..start), message)));
            }
        }
        let from = row.position().map_or(start, |position| usize::try_from(position.byte()).unwrap_or(start));
        start = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let words = text.get(from..start).unwrap_or("");
        let from = from + words.len() - words.trim_start().len();
        rows.push((row, range_of(from..from + words.trim().len())));
    }
}

/// What stands between the columns: what the first row has most of.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    let count = |delimiter: &u8| head.bytes().filter(|byte| byte == delimiter).count();
    // Of equals the last wins, so a head of one column is read with commas.
    *[b'\t', b';', b','].iter().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b',')
}
