//! The newsroom's roster: `copydesk roster check | import | export`.

mod convert;
mod headings;
mod import;
mod json;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use copydesk_desk::{RosterActor, clashes, write_csv, write_toml};
use copydesk_project::{FileProblem, ListFile, Projects, read_roster};

use super::choices::ConfigChoice;
use super::lists::{self, told};
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
            lists::write(&written(&actors, export.format)?, export.output.as_deref(), &problems)
        }
    }
}

fn check(arguments: &Files) -> Result<Status> {
    let (files, problems) = read(&named(arguments)?);
    let actors: Vec<&[RosterActor]> = files.iter().map(|file| file.entries.as_slice()).collect();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    told(&files, clashes(&actors, &names), problems, ["actor", "actors"])
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

/// A roster in a notation.
fn written(actors: &[RosterActor], format: Format) -> Result<String> {
    Ok(match format {
        Format::Toml => write_toml(actors),
        Format::Csv => write_csv(actors),
        Format::Json => json::write(actors)?,
    })
}
