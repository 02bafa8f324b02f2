//! The formats of a sheet, each in its file: a page for a browser and for paper, a table for a spreadsheet, and markdown.

mod csv;
mod html;
mod markdown;

use std::path::Path;

use clap::ValueEnum;

use super::paper::Paper;

/// How to write a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A page for a browser and for paper
    Html,
    /// A table for a spreadsheet
    Csv,
    /// A table in markdown
    #[value(alias = "md")]
    Markdown,
}

impl Format {
    /// What the ending of a file asks for; a page where it says nothing.
    pub(super) fn of(target: Option<&Path>) -> Format {
        let ending = target.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv") => Format::Csv,
            Some("md" | "markdown") => Format::Markdown,
            _ => Format::Html,
        }
    }

    /// The sheets in this format. There is at least one, and all are of one kind.
    pub(super) fn write(self, papers: &[Paper]) -> String {
        match self {
            Format::Html => html::write(papers),
            Format::Csv => csv::write(papers),
            Format::Markdown => markdown::write(papers),
        }
    }
}

/// What a sheet in markdown begins with: no rule looks at it, and Copydesk may write another over it.
pub(super) const MARK: &str = markdown::MARK;
