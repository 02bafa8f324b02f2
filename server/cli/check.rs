//! `copydesk check`: finds the drafts, checks them on all cores, writes what was found.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::choices::{FailOn, RuleChoice};
use super::drafts::{self, Draft, Found};
use super::findings::{Checked, Findings, Trouble, check};
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
    for result in results {
        match result {
            Ok(checked) => findings.add(checked),
            Err(trouble) => findings.troubles.push(trouble),
        }
    }
    findings
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
