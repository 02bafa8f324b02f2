//! The newsroom's roster: `copydesk roster check | import | export`.

mod convert;
mod headings;
mod import;
mod json;

use std::borrow::Cow;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use copydesk_desk::{RosterActor, clashes, write_csv, write_toml};
use copydesk_project::{FileProblem, ListFile, Projects, name_of, read_roster};
use copydesk_text::{Places, mark_length};

use super::choices::ConfigChoice;
use super::formats::text;
use super::names::{escaped, escaped_lines};
use super::{Status, output};

pub use import::read_anything as import;
pub use json::write as write_json;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look for duplicates, clashes and fields that cannot be understood
    Check(Files),
    /// Turn a table or an open-data file into a roster: CSV, Wikidata, SPARQL results, Popolo
    Import(import::Arguments),
    /// Print the roster in another notation
    Export(Export),
}

#[derive(Debug, Args)]
struct Files {
    /// Rosters in TOML, CSV or JSON [default: those that the configuration names]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigChoice,
}

#[derive(Debug, Args)]
struct Export {
    #[command(flatten)]
    files: Files,
    /// How to write the roster
    #[arg(long, value_name = "FORMAT", default_value = "toml")]
    format: Format,
    /// Write to this file instead of printing
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    Toml,
    Csv,
    Json,
}

/// Runs one of the commands.
///
/// # Errors
/// Nothing names a roster, or the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    match &arguments.command {
        Command::Check(files) => check(files),
        Command::Import(arguments) => import::run(arguments),
        Command::Export(export) => {
            let paths = named(&export.files)?;
            if let Some(target) = &export.output {
                output::spare_files(target, &paths)?;
            }
            let (files, problems) = read(&paths);
            let actors: Vec<RosterActor> = files.into_iter().flat_map(|file| file.entries).collect();
            write(&actors, export.format, export.output.as_deref(), &problems)
        }
    }
}

fn check(arguments: &Files) -> Result<Status> {
    let (files, mut problems) = read(&named(arguments)?);
    let unreadable = files.iter().any(|file| file.unreadable);
    let actors: Vec<&[RosterActor]> = files.iter().map(|file| file.entries.as_slice()).collect();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    // They come file by file, and a file in which each row clashes is indexed once.
    let clashes = clashes(&actors, &names);
    for clashes in clashes.chunk_by(|(file, _), (next, _)| file == next) {
        let ListFile { name, text, .. } = &files[clashes[0].0];
        let (mark, places) = (mark_length(text), Places::new(text));
        problems.extend(clashes.iter().map(|(_, problem)| {
            let place = problem.range.filter(|range| !range.is_empty());
            let place = place.map(|range| places.place(mark + usize::from(range.start())));
            FileProblem { path: name.clone(), place, message: problem.message.clone() }
        }));
    }
    let count: usize = files.iter().map(|file| file.entries.len()).sum();
    if problems.is_empty() {
        let actors = if count == 1 { "1 actor".to_owned() } else { format!("{count} actors") };
        output::write_styled(None, |out| writeln!(out, "No problems among {actors}."))?;
    }
    text::complain(&problems);
    Ok(match (unreadable, problems.is_empty()) {
        (true, _) => Status::Failure,
        (false, false) => Status::Findings,
        (false, true) => Status::Clean,
    })
}

/// The files that are named, else those of the configuration.
fn named(arguments: &Files) -> Result<Vec<PathBuf>> {
    let paths = if arguments.files.is_empty() {
        let mut projects = Projects::new(&arguments.config.choice());
        let applied = projects.of(&PathBuf::from("draft.md"));
        // The project's rosters are read anew, with their texts.
        applied.project.roster_files()
    } else {
        arguments.files.clone()
    };
    if paths.is_empty() {
        bail!(
            "Nothing names a roster: give a file, or write `roster = [\"actors.toml\"]` into copydesk.toml."
        );
    }
    Ok(paths)
}

/// The files, and what is wrong in them.
fn read(paths: &[PathBuf]) -> (Vec<ListFile<RosterActor>>, Vec<FileProblem>) {
    let mut problems = Vec::new();
    let files = paths.iter().map(|path| read_roster(path, &mut problems)).collect();
    (files, problems)
}

/// Writes a roster in a notation, to a file or to standard output. Where not all of it could be read no file that is there is
/// written: what stands in it is worth more than a part.
fn write(
    actors: &[RosterActor],
    format: Format,
    path: Option<&Path>,
    problems: &[FileProblem],
) -> Result<Status> {
    if let Some(path) = path.filter(|path| !problems.is_empty() && path.exists()) {
        text::complain(problems);
        bail!("Nothing was written to {}, since not everything could be read.", escaped(&name_of(path)));
    }
    let text = match format {
        Format::Toml => write_toml(actors),
        Format::Csv => write_csv(actors),
        Format::Json => json::write(actors)?,
    };
    // What is in a roster must not steer a terminal; a file or a pipe has it as it is.
    let to_terminal = path.is_none() && std::io::stdout().is_terminal();
    let shown = if to_terminal { escaped_lines(&text) } else { Cow::Borrowed(text.as_str()) };
    output::write_data(path, |out| out.write_all(shown.as_bytes()))?;
    text::complain(problems);
    Ok(if problems.is_empty() { Status::Clean } else { Status::Failure })
}
