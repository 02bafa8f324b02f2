//! `copydesk roster import`: other people's lists of actors, as a roster to look over and keep.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use copydesk_desk::{Field, Problem, RosterActor, parse_table, parse_toml, read_fields};
use copydesk_project::{FileProblem, name_of, parse_json_roster};
use copydesk_text::{Places, mark_length};
use serde_json::Value;

use super::headings;
use super::{Format, convert};
use crate::cli::lists::{Mapped, find_mapped, no_table, placed, write};
use crate::cli::{Status, input, output};

#[derive(Debug, Args)]
#[command(
    after_help = "Writes a roster, in TOML unless --format says otherwise; look it over before you keep it."
)]
pub(super) struct Arguments {
    /// The file to read; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the file is [default: told from its contents]
    #[arg(long, value_name = "SOURCE")]
    from: Option<Source>,
    /// What columns of a table are, where their headings do not say: "Known as=aliases,Party=" takes one for aliases and leaves out
    /// another
    #[arg(long, value_name = "HEADING=FIELD", value_delimiter = ',', value_parser = headings::mapped)]
    map: Vec<Mapped>,
    /// How to write the roster
    #[arg(long, value_name = "FORMAT", default_value = "toml")]
    format: Format,
    /// Write to this file instead of printing
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Source {
    /// A table whose first row names the fields
    Csv,
    /// A roster in TOML
    Toml,
    /// A roster in JSON
    Json,
    /// Wikidata's entities, as Special:EntityData and the dumps give them
    Wikidata,
    /// The JSON results of a SPARQL query
    Sparql,
    /// Popolo, the open standard for people and posts
    Popolo,
}

/// Reads, converts, writes.
///
/// # Errors
/// The file cannot be read, or nothing in it can be understood.
pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let name = name_of(&arguments.file);
    let whole = input::read(&arguments.file)?;
    let mark = mark_length(&whole);
    let (actors, problems) = read(&whole[mark..], &name, arguments.from, &arguments.map)?;
    let places = Places::new(&whole);
    let problems: Vec<FileProblem> =
        problems.into_iter().map(|problem| placed(&name, &whole, &places, problem)).collect();
    if actors.is_empty() && problems.is_empty() {
        bail!("{name}: No actor was found in this file; say with --from what it is.");
    }
    if let Some(target) = &arguments.output {
        output::spare_files(target, std::slice::from_ref(&arguments.file))?;
    }
    write(&super::written(&actors, arguments.format)?, arguments.output.as_deref(), &problems)
}

/// The actors in a file that says itself what it is, and what is wrong with it. The text is without a byte order mark.
///
/// # Errors
/// It looks like JSON and is none.
pub fn read_anything(body: &str, name: &str) -> Result<(Vec<RosterActor>, Vec<Problem>)> {
    read(body, name, None, &[])
}

fn read(
    body: &str,
    name: &str,
    source: Option<Source>,
    map: &[Mapped],
) -> Result<(Vec<RosterActor>, Vec<Problem>)> {
    let looks_json = body.trim_start().starts_with(['{', '[']) && !body.trim_start().starts_with("[[");
    let source = source.or_else(|| match looks_json {
        true => None,
        false if name.ends_with(".toml") => Some(Source::Toml),
        false => Some(Source::Csv),
    });
    if !map.is_empty() && source != Some(Source::Csv) {
        bail!(no_table(name));
    }
    match source {
        Some(Source::Csv) => {
            let mut headings = Vec::new();
            let read = parse_table(body, |names| {
                headings = names.to_vec();
                headings::columns(names, map)
            });
            find_mapped(map, &headings, name)?;
            return Ok(read);
        }
        Some(Source::Toml) => return Ok(parse_toml(body)),
        _ => {}
    }
    let value: Value = serde_json::from_str(body)
        .map_err(|error| anyhow::anyhow!("{name}: This cannot be read as JSON: {error}."))?;
    let source = source.or_else(|| source_of(&value));
    Ok(match source {
        Some(Source::Wikidata) => as_if_written(&convert::wikidata(&value)),
        Some(Source::Sparql) => as_if_written(&convert::sparql(&value)),
        Some(Source::Popolo) => as_if_written(&convert::popolo(&value)),
        _ => parse_json_roster(body),
    })
}

/// Actors of open data as a roster takes them: a name that is blanks, or a date that is none, would only be refused when
/// the roster is next read.
fn as_if_written(actors: &[RosterActor]) -> (Vec<RosterActor>, Vec<Problem>) {
    let (mut taken, mut problems) = (Vec::with_capacity(actors.len()), Vec::new());
    for actor in actors {
        let fields = actor.fields().map(|(key, values)| {
            let field = match (key, values.as_slice()) {
                ("aliases" | "spellings" | "avoid", _) => Field::Texts(values),
                (_, [value, ..]) => Field::Text(value),
                (_, []) => Field::Nothing,
            };
            (key, field)
        });
        let (read, messages) = read_fields(fields);
        taken.extend(read);
        problems.extend(messages.into_iter().map(|(_, message)| {
            let message = format!("“{}”: {message}", actor.name);
            Problem { range: None, message }
        }));
    }
    (taken, problems)
}

/// What a JSON file is, by the keys it has.
fn source_of(value: &Value) -> Option<Source> {
    let first = value.as_array().and_then(|list| list.first());
    let has = |key: &str| value.get(key).is_some() || first.is_some_and(|first| first.get(key).is_some());
    if has("entities") || has("labels") {
        Some(Source::Wikidata)
    } else if has("results") && has("head") {
        Some(Source::Sparql)
    } else if has("persons") || has("organizations") || has("memberships") {
        Some(Source::Popolo)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_imported_can_be_read_again() {
        for (text, names, told) in [
            (
                r#"{"labels": {"en": {"value": " Ana "}}, "aliases": {"en": [{"value": " "}]}}"#,
                vec!["Ana"],
                0,
            ),
            (r#"{"labels": {"en": {"value": " "}}}"#, vec![], 1),
            (
                r#"{"persons": [{"id": 1, "name": "Ana"}, {"id": "2", "name": "Bo"}],
                    "memberships": [{"person_id": "2", "role": "mayor", "start_date": "last May"}]}"#,
                vec!["Ana", "Bo"],
                1,
            ),
        ] {
            let (actors, problems) = read_anything(text, "import.json").unwrap();
            assert_eq!(actors.iter().map(|actor| &*actor.name).collect::<Vec<_>>(), names, "{text}");
            assert_eq!(problems.len(), told, "{problems:?}");
            let (again, problems) = parse_toml(&copydesk_desk::write_toml(&actors));
            assert_eq!((again.len(), problems.as_slice()), (actors.len(), [].as_slice()), "{text}");
        }
    }
}
