//! `copydesk check`: finds the drafts, checks them on all cores, writes what was found.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use copydesk_desk::{NameInUse, RuleSelection, discords};

use super::choices::{FailOn, RuleChoice};
use super::drafts::{self, Draft, Found};
use super::findings::{Checked, Finding, Findings, Trouble, check, locate_discord};
use super::project::{Applied, Choice, Projects};
use super::{Status, json, output, parallel, text};

#[derive(Debug, Args)]
#[command(after_help = "\
Reads .md, .markdown, .mdx and .txt files and honours .gitignore; a file that you name is always checked.
A copydesk.toml beside the drafts, or in a folder above, sets rules and severities; `copydesk init` writes one.

Exit status: 0 when nothing reaches --fail-on, 1 when something does, 2 when something could not be read or understood.")]
pub struct Arguments {
    /// Drafts and folders; - reads standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name to report for standard input; its ending tells how the draft is written
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write to this file instead of printing
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Findings of this severity, and worse ones, make the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    #[command(flatten)]
    rules: RuleChoice,
    #[command(flatten)]
    config: Choice,
    /// How many drafts to read at once [default: the number of cores]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Print findings and problems, but no closing sentence
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one JSON document
    Json,
}

/// A path's draft with what applies to it, or what went wrong.
enum Task {
    Check(Draft, Applied),
    Trouble(Trouble),
}

/// Checks, writes, and says how it went.
pub fn run(arguments: &Arguments) -> Result<Status> {
    let findings = find(arguments);
    let path = arguments.output.as_deref();
    match arguments.format {
        Format::Text => {
            // Lines in a file are not for the terminal at hand.
            let width = if path.is_some() { None } else { output::width() };
            output::write_styled(path, |out| text::write(&findings, arguments.quiet, width, out))?;
            text::complain(&findings.troubles);
        }
        Format::Json => output::write_data(path, |out| json::write(&findings, out))?,
    }
    Ok(status(&findings, arguments.fail_on))
}

fn find(arguments: &Arguments) -> Findings {
    let mut projects = Projects::new(&arguments.config);
    let found = drafts::find(&arguments.paths, arguments.stdin_filename.as_deref(), &mut projects);
    let tasks: Vec<Task> = found
        .into_iter()
        .map(|found| match found {
            Found::Draft(draft) => {
                let applied = projects.of(&draft.path);
                Task::Check(draft, applied)
            }
            Found::Trouble(trouble) => Task::Trouble(trouble),
        })
        .collect();

    let selection = arguments.rules.selection();
    let jobs = arguments.jobs.unwrap_or_else(parallel::default_jobs);
    let results = parallel::map(jobs, &tasks, |task| -> Result<Checked, Trouble> {
        match task {
            Task::Check(draft, applied) => check(draft, applied, &selection),
            Task::Trouble(trouble) => Err(trouble.clone()),
        }
    });

    let mut findings = Findings { troubles: projects.troubles, ..Findings::default() };
    let mut compared: Vec<(&Draft, &Applied, Vec<NameInUse>)> = Vec::new();
    for (task, result) in tasks.iter().zip(results) {
        match result {
            Ok(mut checked) => {
                if let Task::Check(draft, applied) = task
                    && draft.is_file()
                {
                    compared.push((draft, applied, std::mem::take(&mut checked.names)));
                }
                findings.add(checked);
            }
            Err(trouble) => findings.troubles.push(trouble),
        }
    }
    compare(&compared, &selection, &mut findings);
    findings
}

/// Adds what drafts write in different ways, each finding among those of its draft.
fn compare(
    drafts: &[(&Draft, &Applied, Vec<NameInUse>)],
    selection: &RuleSelection,
    findings: &mut Findings,
) {
    let names: Vec<(&str, &[NameInUse])> =
        drafts.iter().map(|(draft, _, names)| (draft.name.as_str(), names.as_slice())).collect();
    let found: Vec<Finding> = discords(&names)
        .into_iter()
        .filter_map(|discord| {
            let (draft, applied, _) = &drafts[discord.draft];
            let other = drafts[discord.usual.0].0;
            locate_discord(discord, draft, &applied.settings(selection), other)
        })
        .collect();
    if found.is_empty() {
        return;
    }
    let order: HashMap<&str, usize> =
        drafts.iter().enumerate().map(|(number, (draft, ..))| (draft.name.as_str(), number)).collect();
    findings.findings.extend(found);
    findings.findings.sort_by_key(|finding| {
        (order.get(finding.path.as_str()).copied().unwrap_or(usize::MAX), finding.diagnostic.range.start())
    });
}

fn status(findings: &Findings, fail_on: FailOn) -> Status {
    if !findings.troubles.is_empty() {
        Status::Failure
    } else if findings.findings.iter().any(|finding| fail_on.fails(finding.diagnostic.severity)) {
        Status::Findings
    } else {
        Status::Clean
    }
}
