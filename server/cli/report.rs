//! `copydesk report`: one page that shows a newsroom who says what in its drafts. The page is a single file that loads
//! nothing and runs nothing: explanations open by style alone, so the draft's words meet no script at all. Or the same as a table, for
//! a newsroom that counts whom it quotes over months.

mod actors;
mod chart;
mod findings;
mod marked;
mod overview;
mod page;
mod parts;
mod shown;
mod sources;
mod table;
mod voices;

use std::collections::HashMap;
use std::io::IsTerminal as _;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use copydesk_desk::{Draft, NameInUse, RuleSelection, Settings};
use copydesk_project::{Applied, DraftFile, DraftText, FileProblem, Projects};
use copydesk_text::mark_length;

use super::choices::{ConfigChoice, Jobs, RuleChoice};
use super::drafts::{self, Gathered, Given};
use super::findings::{Checked, Findings, Found, PlacedFinding, analyse, place};
use super::formats::text;
use super::notes::NotesChoice;
use super::progress::Progress;
use super::{Status, check, output, parallel};
use shown::ShownDraft;

#[derive(Debug, Args)]
#[command(after_help = "\
The page is one file for a browser: it needs no network, can be mailed, printed and read on a phone.
Exit status: 0, or 2 when something could not be read; what could be read is reported all the same.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// Write the page to this file instead of printing it
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write a table in CSV instead of the page: a row for each source of each draft
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    rules: RuleChoice,
    #[command(flatten)]
    config: ConfigChoice,
    /// Also tell, of each quotation, the recorded words from the notes that a draft names
    #[arg(long, conflicts_with = "csv", help_heading = "Notes")]
    with_notes: bool,
    #[command(flatten)]
    notes: NotesChoice,
    #[command(flatten)]
    jobs: Jobs,
}

/// A draft as the page shows it.
struct Reported {
    shown: ShownDraft,
    findings: Vec<PlacedFinding>,
}

/// Reads the drafts and writes the page.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    if arguments.output.is_none() && !arguments.csv && std::io::stdout().is_terminal() {
        bail!("A report is a page for a browser; say where to write it, for instance `-o report.html`.");
    }
    let mut projects = Projects::new(&arguments.config.choice());
    let Gathered { tasks, passed_over } = arguments.given.gather(&mut projects);
    if let Some(target) = &arguments.output {
        output::spare_drafts(target, &drafts::files(&tasks))?;
        output::spare_files(target, &projects.files())?;
    }
    let selection = arguments.rules.selection();
    let jobs = arguments.jobs.count();
    let progress = Progress::new(tasks.len());
    let results = parallel::map(jobs, &tasks, |task| {
        let read = drafts::each(task, |draft, applied| read(draft, applied, &selection, arguments));
        progress.advance(read.as_ref().map_or(0, |(_, checked)| checked.words));
        read
    });
    progress.finish();

    let mut findings = Findings { problems: projects.problems, ..Findings::default() };
    let mut readings = Vec::new();
    let mut compared: Vec<(&DraftFile, &Applied, Vec<NameInUse>)> = Vec::new();
    for (task, result) in tasks.iter().zip(results) {
        match result {
            Ok((shown, mut checked)) => {
                if let Ok((draft, applied)) = task
                    && draft.file().is_some()
                {
                    compared.push((draft, applied, std::mem::take(&mut checked.names)));
                }
                findings.add(checked);
                readings.push(shown);
            }
            Err(problem) => findings.problems.push(problem),
        }
    }
    check::compare(&compared, &selection, &mut findings);
    // The page may be mailed.
    findings.withhold();
    text::complain(&findings.problems);
    drafts::note_passed_over(&passed_over);
    if readings.is_empty() {
        bail!(
            "There is no draft to report on; Copydesk reads .md, .markdown, .mdx, .qmd, .rmd and .txt files."
        );
    }
    let mut by_draft: HashMap<String, Vec<PlacedFinding>> = HashMap::new();
    for finding in findings.findings {
        by_draft.entry(finding.path.clone()).or_default().push(finding);
    }
    let reported: Vec<Reported> = readings
        .into_iter()
        .map(|shown| Reported { findings: by_draft.remove(&shown.name).unwrap_or_default(), shown })
        .collect();
    let text = if arguments.csv { table::write(&reported) } else { page::render(&reported).into_string() };
    output::write_data(arguments.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    Ok(if findings.problems.is_empty() { Status::Clean } else { Status::Failure })
}

/// The page of one draft that is open somewhere and read whole.
pub(crate) fn page_of(name: &str, draft: &Draft, settings: &Settings) -> String {
    let text = draft.document().rope().to_string();
    let Checked { findings, .. } = place(name, &text, None, Found::of(draft, settings));
    page::render(&[Reported { shown: ShownDraft::new(name, draft, settings, false), findings }]).into_string()
}

fn read(
    draft: &DraftFile,
    applied: &Applied,
    selection: &RuleSelection,
    arguments: &Arguments,
) -> Result<(ShownDraft, Checked), FileProblem> {
    let DraftText { text, conversion, .. } = draft.read()?;
    let text = &text[mark_length(&text)..];
    let analysis = analyse(text, draft.dialect());
    let (settings, wrong) = arguments.notes.lay(applied.settings(selection), draft, &analysis, applied);
    Ok((
        ShownDraft::new(&draft.name, &analysis, &settings, arguments.with_notes),
        place(&draft.name, text, conversion.as_ref(), Found::of(&analysis, &settings).beside(wrong)),
    ))
}
