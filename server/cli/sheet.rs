//! `copydesk sheet`: what a person still has to look up or ask in a draft, as a list to tick off and to write on.

mod facts;
mod formats;
mod legal;
mod paper;

use std::io::IsTerminal as _;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use copydesk_desk::{Draft, Problem, RuleSelection, Settings, TOO_LONG, Ticks, fact_sheet, legal_read};
use copydesk_project::{Applied, DraftFile, DraftText, FileProblem, Projects};
use copydesk_text::mark_length;

use super::choices::{ConfigChoice, DraftChoice, Jobs};
use super::drafts::{self, Gathered, Given};
use super::findings::analyse;
use super::formats::text;
use super::notes::{NotesChoice, Recorded, Wrong};
use super::progress::Progress;
use super::prose::Prose;
use super::{Status, output, parallel};
use formats::{Format, MARK};
use paper::Paper;

#[derive(Debug, Args)]
#[command(after_help = "\
The fact-check sheet lists names, offices, figures, dates, quotations, superlatives, documents and links in the order of the
draft, each with its sentence, what the draft says of its source, a box to tick and a column to fill.
The legal read lists who is accused of what, who says so, and whether they answer. It asks, and never advises.
Exit status: 0, or 2 when something could not be read; what could be read is listed all the same.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// List accusations instead: by person and body, with who says so and whether they answer
    #[arg(long)]
    legal: bool,
    /// Write the sheet to this file instead of printing it; its ending tells the format: .html, .csv or .md
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How to write it [default: what the ending of the file says, or else html]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Copy the recorded words of each quotation from the notes that a draft names
    #[arg(long, help_heading = "Notes")]
    with_notes: bool,
    #[command(flatten)]
    notes: NotesChoice,
    #[command(flatten)]
    draft: DraftChoice,
    #[command(flatten)]
    config: ConfigChoice,
    #[command(flatten)]
    jobs: Jobs,
}

/// Reads the drafts and writes their sheets.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    let format = arguments.format.unwrap_or_else(|| Format::of(arguments.output.as_deref()));
    if format == Format::Html && arguments.output.is_none() && std::io::stdout().is_terminal() {
        bail!("A sheet is a page for a browser; say where to write it, for instance `-o sheet.html`.");
    }
    let mut projects = Projects::new(&arguments.config.choice());
    let Gathered { tasks, passed_over } = arguments.given.gather(&mut projects);
    if let Some(target) = &arguments.output {
        output::spare_all_but(target, &drafts::files(&tasks), MARK)?;
        output::spare_files(target, &projects.files())?;
    }
    let selection = arguments.draft.selection();
    let jobs = arguments.jobs.count();
    let progress = Progress::new(tasks.len());
    let results = parallel::map(jobs, &tasks, |task| {
        let read = drafts::each(task, |draft, applied| read(draft, applied, &selection, arguments));
        progress.advance(read.as_ref().map_or(0, |(_, words, _)| *words));
        read
    });
    progress.finish();
    let mut problems = projects.problems;
    let mut papers = Vec::new();
    for result in results {
        match result {
            Ok((paper, _, wrong)) => {
                let of_draft =
                    |Problem { message, .. }| FileProblem { path: paper.name.clone(), place: None, message };
                problems.extend(wrong.problems.into_iter().map(of_draft));
                wrong.remarks.iter().for_each(|it| output::note(&format!("{}: {}", paper.name, it.message)));
                papers.push(paper);
            }
            Err(problem) => problems.push(problem),
        }
    }
    text::complain(&problems);
    drafts::note_passed_over(&passed_over);
    if papers.is_empty() {
        bail!("There is no draft to list; Copydesk reads .md, .markdown, .mdx, .qmd, .rmd and .txt files.");
    }
    let sheet = format.write(&papers);
    output::write_made(arguments.output.as_deref(), sheet.as_bytes(), MARK)?;
    Ok(if problems.is_empty() { Status::Clean } else { Status::Failure })
}

/// The page of one draft that is open somewhere and read whole; `legal`: the legal read.
pub(crate) fn page_of(name: &str, draft: &Draft, settings: &Settings, legal: bool) -> String {
    Format::Html.write(&[paper(name, draft, settings, legal, false).0])
}

/// A draft's sheet, how many words the draft has, and what is wrong with its notes.
fn read(
    draft: &DraftFile,
    applied: &Applied,
    selection: &RuleSelection,
    arguments: &Arguments,
) -> Result<(Paper, usize, Wrong), FileProblem> {
    let DraftText { text, .. } = draft.read()?;
    let analysis = analyse(&text[mark_length(&text)..], draft.dialect());
    let (settings, wrong) = arguments.notes.lay(applied.settings(selection), draft, &analysis, applied);
    let (paper, words) = paper(&draft.name, &analysis, &settings, arguments.legal, arguments.with_notes);
    Ok((paper, words, wrong))
}

fn paper(name: &str, draft: &Draft, settings: &Settings, legal: bool, with_notes: bool) -> (Paper, usize) {
    let facts = draft.facts(settings);
    let prose = Prose::new(draft.document());
    let paper = match legal {
        true => legal::sheet(name, &prose, &legal_read(&facts)),
        false => {
            let ticks = Ticks::new(draft.document());
            let quotations = facts.inspect().quotations;
            let recorded = Recorded::new(&quotations, settings.notes(), with_notes);
            facts::sheet(name, &prose, &fact_sheet(&facts), &recorded, |entry| {
                ticks.has(draft.document(), entry.range, &entry.words)
            })
        }
    };
    (Paper { problem: draft.is_skimmed().then_some(TOO_LONG), ..paper }, facts.words)
}
