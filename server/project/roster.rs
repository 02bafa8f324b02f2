//! Reading the files of a roster. What is wrong in one is told with its place, and the rest holds.

mod json;

use std::path::{Path, PathBuf};

use copydesk_desk::{Problem, Roster, RosterActor, parse_csv, parse_toml};

pub use json::parse as parse_json;

use crate::lists::{self, ListFile};
use crate::problem::FileProblem;

/// The roster in these files, the first before the others; problems are added.
pub(crate) fn load(paths: &[PathBuf], problems: &mut Vec<FileProblem>) -> Roster {
    let mut actors = Vec::new();
    for path in paths {
        actors.extend(read(path, problems).entries);
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
pub fn read(path: &Path, problems: &mut Vec<FileProblem>) -> ListFile<RosterActor> {
    lists::read(path, problems, parse)
}
