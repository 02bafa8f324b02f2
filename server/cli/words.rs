//! The newsroom's words: `copydesk words check | import`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use copydesk_desk::{
    Column, HouseWord, Problem, WORD_FIELDS, clashing_words, parse_word_table, parse_words, word_column,
    write_words,
};
use copydesk_project::{FileProblem, ListFile, Projects, name_of, read_words};
use copydesk_text::{Places, mark_length};

use super::choices::ConfigChoice;
use super::lists::{self, Mapped, find_mapped, map_of, no_table, placed, told, unknown, write};
use super::{Status, input, output};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look for entries that cannot be understood, stand twice, or stand against each other
    Check(Check),
    /// Turn a table, or a list of the linter Vale, into a list of words in TOML
    Import(Import),
}

#[derive(Debug, Args)]
struct Check {
    /// Lists in TOML, CSV or Vale's YAML [default: those that the configuration has and names]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigChoice,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Writes [[word]] entries in TOML; look them over before you keep them. copydesk.toml may also name such a table or list itself.")]
struct Import {
    /// The file to read; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the file is [default: told from its name, else a table]
    #[arg(long, value_name = "SOURCE")]
    from: Option<Source>,
    /// What columns of a table are, where their headings do not say: "Wrong word=avoid,Page=" takes one for the words to avoid and
    /// leaves out another
    #[arg(long, value_name = "HEADING=FIELD", value_delimiter = ',', value_parser = mapped)]
    map: Vec<Mapped>,
    /// Write to this file instead of printing
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Source {
    /// A table whose first row names the fields, or one of two columns: a word, and what stands there instead
    Csv,
    /// A substitution or existence list of Vale's
    Vale,
    /// A list of words in TOML
    Toml,
}

impl Source {
    /// The ending of a file that is one.
    fn ending(self) -> &'static str {
        match self {
            Source::Csv => "csv",
            Source::Vale => "yml",
            Source::Toml => "toml",
        }
    }
}

/// Runs one of the commands.
///
/// # Errors
/// Nothing names a list, a file cannot be read, or the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    match &arguments.command {
        Command::Check(arguments) => check(arguments),
        Command::Import(arguments) => import(arguments),
    }
}

fn check(arguments: &Check) -> Result<Status> {
    let mut problems = Vec::new();
    let mut files: Vec<ListFile<HouseWord>> = Vec::new();
    let mut paths = arguments.files.clone();
    if paths.is_empty() {
        let mut projects = Projects::new(&arguments.config.choice());
        let project = projects.of(Path::new("draft.md")).project;
        // The lists' own problems are told below, where they are read anew with their texts.
        let here = Path::new(".").canonicalize().unwrap_or_default();
        let below = |file: PathBuf| file.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(file);
        paths = project.word_files().into_iter().map(below).collect();
        let name = project.path.as_deref().map(name_of).unwrap_or_default();
        problems.extend(projects.problems.into_iter().filter(|problem| problem.path == name));
        let entries = project.config.words().to_vec();
        if paths.is_empty() && entries.is_empty() && problems.is_empty() {
            bail!(
                "There are no house words: give a file, or write `[[word]]` entries or `words = [\"words.toml\"]` into copydesk.toml."
            );
        }
        files.push(ListFile { name, text: project.text.clone(), entries, unreadable: false });
    }
    files.extend(paths.iter().map(|path| read_words(path, &mut problems)));
    let listed: Vec<(&[HouseWord], &str)> =
        files.iter().map(|file| (file.entries.as_slice(), file.name.as_str())).collect();
    told(&files, clashing_words(&listed), problems, ["entry", "entries"])
}

fn import(arguments: &Import) -> Result<Status> {
    let name = name_of(&arguments.file);
    let whole = input::read(&arguments.file)?;
    let body = &whole[mark_length(&whole)..];
    let ending = arguments.file.extension().and_then(|ending| ending.to_str());
    let ending = arguments.from.map(Source::ending).or(ending).unwrap_or("csv");
    let (words, found) = match ending.to_lowercase().as_str() {
        "csv" | "tsv" => table(body, &name, &arguments.map)?,
        _ if !arguments.map.is_empty() => bail!(no_table(&name)),
        _ => parse_words(ending, body),
    };
    let places = Places::new(&whole);
    let problems: Vec<FileProblem> =
        found.into_iter().map(|problem| placed(&name, &whole, &places, problem)).collect();
    if words.is_empty() && problems.is_empty() {
        bail!("{name}: No word was found in this file; say with --from what it is.");
    }
    if let Some(target) = &arguments.output {
        output::spare_files(target, std::slice::from_ref(&arguments.file))?;
    }
    let list = write_words(&words);
    write(&list, arguments.output.as_deref(), &problems)
}

/// Reads "Wrong word=avoid".
fn mapped(choice: &str) -> Result<Mapped, String> {
    lists::mapped(choice, "a list of words", &WORD_FIELDS)
}

/// The entries of a table, and what is wrong in it. `map` goes before what a heading says by itself.
fn table(body: &str, name: &str, map: &[Mapped]) -> Result<(Vec<HouseWord>, Vec<Problem>)> {
    let mut headings = Vec::new();
    let read = parse_word_table(body, |names| {
        headings = names.to_vec();
        let column = |heading: &String| match map_of(map, heading) {
            Some(Some(field)) => Column::Field(field),
            Some(None) => Column::LeftOut,
            None => word_column(heading, |heading| unknown(heading, &WORD_FIELDS)),
        };
        names.iter().map(column).collect()
    });
    find_mapped(map, &headings, name)?;
    Ok(read)
}
