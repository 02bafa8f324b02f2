//! What the commands on lists of the newsroom's have in common, the roster's and the words': telling what is wrong in them, what
//! `--map` says of the columns of other people's tables, and writing one.

use std::borrow::Cow;
use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::{Result, bail};
use copydesk_desk::{Problem, nearest};
use copydesk_project::{FileProblem, ListFile, name_of};
use copydesk_text::{Places, mark_length};

use super::formats::text;
use super::names::{escaped, escaped_lines};
use super::{Status, output};

/// Tells what is wrong in lists: `problems`, and where entries stand against each other, by the number of the file and file by file.
/// `entries`: the word for one, and for several.
///
/// # Errors
/// The output cannot be written.
pub(super) fn told<T>(
    files: &[ListFile<T>],
    clashes: Vec<(usize, Problem)>,
    mut problems: Vec<FileProblem>,
    entries: [&str; 2],
) -> Result<Status> {
    // A file in which each row clashes is indexed once.
    for clashes in clashes.chunk_by(|(file, _), (next, _)| file == next) {
        let ListFile { name, text, .. } = &files[clashes[0].0];
        let places = Places::new(text);
        problems.extend(clashes.iter().map(|(_, problem)| {
            let range = problem.range.filter(|range| !range.is_empty());
            placed(name, text, &places, Problem { range, message: problem.message.clone() })
        }));
    }
    let count: usize = files.iter().map(|file| file.entries.len()).sum();
    if problems.is_empty() {
        let entries = if count == 1 { entries[0] } else { entries[1] };
        output::write_styled(None, |out| writeln!(out, "No problems among {count} {entries}."))?;
    }
    text::complain(&problems);
    let unreadable = files.iter().any(|file| file.unreadable);
    Ok(match (unreadable, problems.is_empty()) {
        (true, _) => Status::Failure,
        (false, false) => Status::Findings,
        (false, true) => Status::Clean,
    })
}

/// Writes a list to a file or to standard output. Where not all of it could be read no file that is there is written: what stands in it
/// is worth more than a part.
///
/// # Errors
/// The output cannot be written, or a part would stand where a file is.
pub(super) fn write(list: &str, path: Option<&Path>, problems: &[FileProblem]) -> Result<Status> {
    if let Some(path) = path.filter(|path| !problems.is_empty() && path.exists()) {
        text::complain(problems);
        bail!("Nothing was written to {}, since not everything could be read.", escaped(&name_of(path)));
    }
    // What is in a list must not steer a terminal; a file or a pipe has it as it is.
    let to_terminal = path.is_none() && std::io::stdout().is_terminal();
    let shown = if to_terminal { escaped_lines(list) } else { Cow::Borrowed(list) };
    output::write_data(path, |out| out.write_all(shown.as_bytes()))?;
    text::complain(problems);
    Ok(if problems.is_empty() { Status::Clean } else { Status::Failure })
}

/// A problem of a list's text, which begins with the mark that the text may have.
pub(super) fn placed(
    name: &str,
    text: &str,
    places: &Places,
    Problem { range, message }: Problem,
) -> FileProblem {
    let place = range.map(|range| places.place(mark_length(text) + usize::from(range.start())));
    FileProblem { path: name.to_owned(), place, message }
}

/// What `--map` says of a column: its heading, and the field that it is; `None` to leave it out.
pub(super) type Mapped = (String, Option<&'static str>);

/// Reads "Full Name=name". `list`: what has the fields, with its article.
///
/// # Errors
/// There is no such field; one sentence says which there are.
pub(super) fn mapped(choice: &str, list: &str, fields: &[&'static str]) -> Result<Mapped, String> {
    let Some((heading, field)) = choice.rsplit_once('=') else {
        return Err(format!("write it as HEADING=FIELD, for instance `Full Name={}`", fields[0]));
    };
    let field = field.trim().to_lowercase();
    let known = fields.iter().copied().find(|known| *known == field);
    if known.is_none() && !field.is_empty() {
        let near = nearest(&field, fields.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let near = near.unwrap_or_else(|| format!("take one of {}", fields.join(", ")));
        return Err(format!("{list} has no field `{field}`; {near}"));
    }
    Ok((heading.trim().to_owned(), known))
}

/// What `--map` says of the column with a heading, if it names it.
pub(super) fn map_of(map: &[Mapped], heading: &str) -> Option<Option<&'static str>> {
    map.iter().find(|(mapped, _)| plain(mapped) == plain(heading)).map(|(_, field)| *field)
}

/// One sentence on a column of which neither its heading nor `--map` says what it is.
pub(super) fn unknown(heading: &str, fields: &[&str]) -> String {
    format!(
        "Nothing says what stands in the column `{heading}`: add `--map \"{heading}=FIELD\"` with one of {}, or \
         `--map \"{heading}=\"` to leave it out.",
        fields.join(", ")
    )
}

/// Ends where `--map` names columns that a table does not have. `headings`: its own; `name`: the file's.
///
/// # Errors
/// There is such a column; a sentence for each names the heading that is meant.
pub(super) fn find_mapped(map: &[Mapped], headings: &[String], name: &str) -> Result<()> {
    let joined = |heading: &str| plain(heading).replace(' ', "-");
    let known: Vec<String> = headings.iter().map(|heading| joined(heading)).collect();
    let missing = map.iter().filter(|(mapped, _)| !known.contains(&joined(mapped)));
    let told: Vec<String> = missing
        .map(|(mapped, _)| {
            let near = nearest(&joined(mapped), known.iter().map(String::as_str));
            let near = near.and_then(|near| known.iter().position(|known| known == near));
            let help = match near {
                Some(at) => format!("did you mean “{}”?", headings[at]),
                None => format!(
                    "it has {}.",
                    headings.iter().map(|it| format!("“{it}”")).collect::<Vec<_>>().join(", ")
                ),
            };
            format!("{name} has no column “{mapped}”; {help}")
        })
        .collect();
    if told.is_empty() { Ok(()) } else { bail!("{}", told.join(" ")) }
}

/// What is wrong with `--map` where a file is no table.
pub(super) fn no_table(name: &str) -> String {
    format!("{name}: --map says what the columns of a table are, and this file is none.")
}

/// A heading in lower case, with one blank for any mark between its words.
pub(super) fn plain(heading: &str) -> String {
    let words = heading.to_lowercase().replace(['_', '-', '.', ':'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
