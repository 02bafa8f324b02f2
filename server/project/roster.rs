//! Reading the files of a roster. What is wrong in one is told with its place, and the rest holds.

mod json;

use std::path::{Path, PathBuf};

use copydesk_desk::{Problem, Roster, RosterActor, parse_csv, parse_toml};
use copydesk_text::{Places, mark_length};

pub use json::parse as parse_json;

use crate::encoding::decode;
use crate::files;
use crate::names::name_of;
use crate::problem::{FileProblem, unreadable};

/// One file of a roster.
pub struct File {
    /// As messages name it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its actors.
    pub actors: Vec<RosterActor>,
    /// Whether it could not be read at all.
    pub unreadable: bool,
}

/// The roster in these files, the first before the others; problems are added.
pub(crate) fn load(paths: &[PathBuf], problems: &mut Vec<FileProblem>) -> Roster {
    let mut actors = Vec::new();
    for path in paths {
        actors.extend(read(path, problems).actors);
    }
    Roster::new(actors)
}

/// A file's actors, and what is wrong in it, read by its ending: `.csv`, `.tsv` and `.json` as they say, everything else as
/// TOML. The text is without a byte order mark.
pub fn parse(path: &Path, text: &str) -> (Vec<RosterActor>, Vec<Problem>) {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase();
    match ending.as_str() {
        "csv" | "tsv" => parse_csv(text),
        "json" => json::parse(text),
        _ => parse_toml(text),
    }
}

/// One file, with its problems told.
pub fn read(path: &Path, problems: &mut Vec<FileProblem>) -> File {
    let name = name_of(path);
    let mut tell = |place, message| problems.push(FileProblem { path: name.clone(), place, message });
    let text = match files::read(path) {
        Ok(bytes) => {
            decode(bytes).map(|(text, _)| text).map_err(|(place, message)| tell(Some(place), message))
        }
        Err(error) => {
            tell(None, unreadable(&error));
            Err(())
        }
    };
    let Ok(text) = text else {
        return File { name, text: String::new(), actors: Vec::new(), unreadable: true };
    };
    let mark = mark_length(&text);
    let (actors, problems) = parse(path, &text[mark..]);
    if !problems.is_empty() {
        let places = Places::new(&text);
        for Problem { range, message } in problems {
            tell(range.map(|range| places.place(mark + usize::from(range.start()))), message);
        }
    }
    File { name, text, actors, unreadable: false }
}
