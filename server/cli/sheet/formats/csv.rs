//! A sheet as a table for a spreadsheet, one row a thing to look at.

use super::super::paper::{Cell, Paper};
use crate::cli::csv::{MARK, row};

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
                let done = if line.done { "x" } else { "" };
                let start = [done, &number, &paper.name, about, place].into_iter();
                row(&mut table, start.chain(cells.iter().map(String::as_str)).chain([words.as_str(), ""]));
            }
        }
    }
    table
}
