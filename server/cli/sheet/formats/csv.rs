//! A sheet as a table for a spreadsheet, one row a thing to look at. Every cell is quoted, and none is ever a formula.

use super::super::paper::{Cell, Paper};
use crate::cli::names::escaped;

/// What spreadsheets take as the mark of UTF-8.
const MARK: &str = "\u{feff}";

/// The table, with a head.
pub(super) fn write(papers: &[Paper]) -> String {
    let mut table = MARK.to_owned();
    let Some(first) = papers.first() else { return table };
    let head = ["Done", "No.", "Draft", "About", "Place"].into_iter();
    row(&mut table, head.chain(first.columns.iter().copied()).chain(["Sentence", first.fill]));
    for paper in papers {
        let mut number = 0;
        for part in &paper.parts {
            let about = part.heading.as_deref().unwrap_or_default();
            // What is told of a part stands in a row of its own.
            for remark in &part.remarks {
                let blank = std::iter::repeat_n("", paper.columns.len());
                row(
                    &mut table,
                    ["", "", &paper.name, about, ""].into_iter().chain(blank).chain([remark.as_str(), ""]),
                );
            }
            for line in &part.rows {
                number += 1;
                let number = number.to_string();
                let sentence = part.sentences.get(line.sentence);
                let place = sentence.map_or("", |sentence| &sentence.place);
                let words = sentence.map(|sentence| sentence.words()).unwrap_or_default();
                let cells: Vec<String> = line.cells.iter().map(Cell::line).collect();
                let start = ["", &number, &paper.name, about, place].into_iter();
                row(&mut table, start.chain(cells.iter().map(String::as_str)).chain([words.as_str(), ""]));
            }
        }
    }
    table
}

fn row<'a>(table: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            table.push(',');
        }
        table.push('"');
        table.push_str(&harmless(cell));
        table.push('"');
    }
    table.push_str("\r\n");
}

/// The words of a cell on one line, in quotes; an apostrophe before what a spreadsheet would take for a formula.
fn harmless(cell: &str) -> String {
    let line = cell
        .split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let starts =
        |letter: char| matches!(letter, '=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠');
    // Also behind what a spreadsheet passes over.
    let first = line
        .chars()
        .find(|letter| letter.is_alphanumeric() || letter.is_ascii_punctuation() || starts(*letter));
    let guard = if first.is_some_and(starts) { "'" } else { "" };
    format!("{guard}{}", escaped(&line)).replace('"', "\"\"")
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for (words, cell) in [
            ("=1+1", "'=1+1"),
            ("  +cmd", "'+cmd"),
            ("\t=1", "'=1"),
            ("-5 degrees", "'-5 degrees"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("say \"no\"\nnow", "say \"\"no\"\" now"),
            ("\u{202e}evil", "\\u{202e}evil"),
            ("Lund", "Lund"),
        ] {
            assert_eq!(harmless(words), cell);
        }
    }
}
