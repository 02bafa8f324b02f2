//! `copydesk inspect`: what was understood of drafts, for programs and for people who wonder why.

mod understood;

use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::Result;
use clap::{Args, ValueEnum};
use copydesk_desk::RuleSelection;
use copydesk_project::{Applied, DraftFile, DraftText, FileProblem, Projects};
use copydesk_text::{Dialect, Unit, mark_length};
use serde::Serialize;

use super::choices::{ConfigChoice, DraftChoice, Jobs};
use super::drafts::{self, Gathered, Given};
use super::findings::analyse;
use super::formats::text;
use super::lines::Id;
use super::names::json_line;
use super::notes::NotesChoice;
use super::progress::Progress;
use super::{Status, lines, output, parallel};
use understood::Understood;

/// What places in the text are counted in.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Offsets {
    /// UTF-8 bytes
    Byte,
    /// Unicode characters, as Python counts
    Codepoint,
    /// UTF-16 units, as JavaScript counts
    Utf16,
}

impl Offsets {
    fn unit(self) -> Unit {
        match self {
            Offsets::Byte => Unit::Byte,
            Offsets::Codepoint => Unit::Codepoint,
            Offsets::Utf16 => Unit::Utf16,
        }
    }
}

/// How many drafts are read before their results are written.
const BATCH: usize = 64;

#[derive(Debug, Args)]
#[command(after_help = "Prints one JSON object a line, one line a draft, in the order of the drafts.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// Read {"id", "text"} objects from standard input, one a line, and answer each with one line
    #[arg(long, conflicts_with_all = ["paths", "stdin_filename"])]
    jsonl: bool,
    /// What places in the text are counted in
    #[arg(long, value_name = "UNIT", default_value = "byte")]
    offsets: Offsets,
    #[command(flatten)]
    draft: DraftChoice,
    #[command(flatten)]
    config: ConfigChoice,
    #[command(flatten)]
    notes: NotesChoice,
    #[command(flatten)]
    jobs: Jobs,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    /// What places count in, where that is not the file's own text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(flatten)]
    understood: Understood,
}

#[derive(Serialize)]
struct Answer {
    id: Id,
    #[serde(flatten)]
    understood: Understood,
}

/// Reads, understands, prints.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    let jobs = arguments.jobs.count();
    let mut projects = Projects::new(&arguments.config.choice());
    let selection = arguments.draft.selection();
    if arguments.jsonl {
        let settings = projects.of(Path::new("draft.md")).settings(&selection);
        text::complain(&projects.problems);
        return lines::run(jobs, |id, text| {
            let understood = Understood::new(text, Dialect::Markdown, &settings, arguments.offsets.unit());
            let status = if understood.problem.is_some() { Status::Failure } else { Status::Clean };
            (json_line(&Answer { id, understood }).unwrap_or_default(), status)
        });
    }
    let Gathered { tasks, .. } = arguments.given.gather(&mut projects);
    let mut problems = projects.problems;
    let mut batches = tasks.chunks(BATCH);
    // Lines on a terminal show by themselves how far it is.
    let progress = (!std::io::stdout().is_terminal()).then(|| Progress::new(tasks.len()));
    let inspect = |draft: &DraftFile, applied: &Applied| {
        let inspected = inspect(arguments, draft, applied, &selection)?;
        progress.iter().for_each(|progress| progress.advance(inspected.words));
        Ok(inspected)
    };
    output::write_data(None, |out| {
        parallel::batches(
            jobs,
            || Ok(batches.next().map(|batch| batch.iter().collect())),
            |task| drafts::each(task, inspect),
            |results| {
                for result in results {
                    match result {
                        Ok(Inspected { line, problem, .. }) => {
                            writeln!(out, "{line}")?;
                            problems.extend(problem);
                        }
                        Err(problem) => problems.push(problem),
                    }
                }
                Ok(())
            },
        )
    })?;
    progress.iter().for_each(Progress::finish);
    text::complain(&problems);
    Ok(if problems.is_empty() { Status::Clean } else { Status::Failure })
}

/// A draft's line, how many words it has, and why it was not read.
struct Inspected {
    line: String,
    words: usize,
    problem: Option<FileProblem>,
}

fn inspect(
    arguments: &Arguments,
    draft: &DraftFile,
    applied: &Applied,
    selection: &RuleSelection,
) -> Result<Inspected, FileProblem> {
    let DraftText { text, conversion, .. } = draft.read()?;
    let analysis = analyse(&text[mark_length(&text)..], draft.dialect());
    let (settings, wrong) = arguments.notes.lay(applied.settings(selection), draft, &analysis, applied);
    if let Some(problem) = wrong.problems.into_iter().next() {
        return Err(draft.problem(None, problem.message));
    }
    let understood = Understood::of(&analysis, &text, &settings, arguments.offsets.unit());
    let told = |message| FileProblem { path: draft.name.clone(), place: None, message };
    let problem = understood.problem.map(|problem| told(problem.to_owned()));
    let line =
        json_line(&Line { path: &draft.name, text: conversion.is_some().then_some(&*text), understood })
            .map_err(|error| told(format!("What was understood cannot be written as JSON: {error}.")))?;
    Ok(Inspected { line, words: text.split_whitespace().count(), problem })
}
