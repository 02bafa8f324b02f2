//! A sheet as one page for a browser and for paper: each sentence once, under it what to look at, with a box to tick and a cell to
//! write in. It loads nothing and runs nothing.

use maud::{Markup, html};

use super::super::paper::{Cell, Paper, Part, Row, Sentence};
use crate::cli::formats::text::counted;
use crate::cli::page::{clean, page};

const STYLE: &str = include_str!("sheet.css");

/// The whole page.
pub(super) fn write(papers: &[Paper]) -> String {
    let (kind, title) = match papers {
        [one] => (one.kind, one.title.clone()),
        all => (all.first().map_or("", |first| first.kind), counted(all.len(), "draft")),
    };
    let body = html! {
        a .skip href="#main" { "Skip to the sheet" }
        header {
            p .kicker { (kind) }
            h1 dir="auto" { (clean(&title)) }
            dl .by {
                @for who in ["Checked by", "Date"] { dt { (who) } dd { (written(who)) } }
            }
        }
        main #main {
            @for (number, paper) in papers.iter().enumerate() { (sheet(paper, number + 1, papers.len() > 1)) }
        }
        footer {
            p {
                "Made by Copydesk " (env!("CARGO_PKG_VERSION"))
                ". A program read this: it goes by the words, it is sometimes wrong, and it does not know whether something is true. "
                "What is ticked and written here is not kept: print the page, or save it as a file from the browser. "
                "To keep a tick in the draft, select the words there and ask your editor for “Mark as checked”."
            }
        }
    };
    page(&format!("{kind}: {title}"), STYLE, &body).into_string()
}

fn sheet(paper: &Paper, sheet: usize, several: bool) -> Markup {
    let mut number = 0;
    html! {
        article aria-label=(clean(&paper.title)) {
            @if several { h2 dir="auto" { (clean(&paper.title)) } }
            p .file { bdi { (clean(&paper.name)) } " · " (counted(paper.rows(), "row")) }
            p .help { (paper.opening) }
            @if let Some(problem) = paper.problem { p .help { (problem) } }
            @if paper.rows() == 0 { p { (paper.nothing) } }
            @for part in &paper.parts {
                (heading(part, several))
                @if !part.rows.is_empty() {
                    table {
                        (head(paper))
                        @for rows in part.rows.chunk_by(|a, b| a.sentence == b.sentence) {
                            tbody {
                                @if let Some(sentence) = rows.first().and_then(|row| part.sentences.get(row.sentence)) {
                                    (around(sentence, paper.columns.len()))
                                }
                                @for line in rows {
                                    (row(line, paper, sheet, { number += 1; number }))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn heading(part: &Part, several: bool) -> Markup {
    html! {
        @if let Some(heading) = &part.heading {
            @if several { h3 dir="auto" { (clean(heading)) } } @else { h2 dir="auto" { (clean(heading)) } }
        }
        @if !part.remarks.is_empty() {
            ul .remarks { @for remark in &part.remarks { li { bdi { (clean(remark)) } } } }
        }
    }
}

fn head(paper: &Paper) -> Markup {
    html! {
        thead { tr {
            th scope="col" .tick { "Done" }
            th scope="col" .no { "No." }
            @for (column, name) in paper.columns.iter().enumerate() { th scope="col" class=(format!("c{column}")) { (name) } }
            th scope="col" .fill { (paper.fill) }
        } }
    }
}

/// The sentence that the rows below are about.
fn around(sentence: &Sentence, columns: usize) -> Markup {
    html! {
        tr .sentence {
            th scope="rowgroup" colspan=(columns + 3) {
                @if !sentence.place.is_empty() { span .place { (sentence.place) } " " }
                bdi { @for (words, marked) in &sentence.pieces {
                    @if *marked { mark { (clean(words)) } } @else { (clean(words)) }
                } }
            }
        }
    }
}

fn row(row: &Row, paper: &Paper, sheet: usize, number: usize) -> Markup {
    html! {
        tr {
            td .tick { input type="checkbox" id=(format!("t{sheet}-{number}")) checked[row.done] aria-label=(format!("Done: row {number}")); }
            td .no { (number) }
            @for (column, cell) in row.cells.iter().enumerate() { td class=(format!("c{column}")) { (shown(cell)) } }
            td .fill { (written(&format!("{}: row {number}", paper.fill))) }
        }
    }
}

/// A place to write in, without a script.
fn written(label: &str) -> Markup {
    html! { div contenteditable="plaintext-only" role="textbox" aria-label=(label) tabindex="0" {} }
}

fn shown(cell: &Cell) -> Markup {
    html! {
        @match &cell.link {
            Some(link) => { a href=(link) rel="noopener noreferrer" { bdi { (clean(if cell.words.is_empty() { link } else { &cell.words })) } } }
            None => { bdi { (clean(&cell.words)) } }
        }
        @if let Some(note) = &cell.note { " " small { bdi { (clean(note)) } } }
    }
}
