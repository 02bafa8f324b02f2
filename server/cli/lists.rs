//! What the commands on lists of the newsroom's have in common, the roster's and the words': telling what is wrong in them, and writing
//! one.

use std::borrow::Cow;
use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::{Result, bail};
use copydesk_desk::Problem;
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
