//! Reading the files of the newsroom's words.

use std::path::{Path, PathBuf};

use copydesk_desk::{HouseWord, Problem, parse_words};

use crate::lists::{self, ListFile};
use crate::problem::FileProblem;

/// The words in these files, the first before the others; problems are added.
pub(crate) fn load(paths: &[PathBuf], problems: &mut Vec<FileProblem>) -> Vec<HouseWord> {
    paths.iter().flat_map(|path| read(path, problems).entries).collect()
}

/// A file's entries, and what is wrong in it, read by its ending. The text is without a byte order mark.
pub fn parse(path: &Path, text: &str) -> (Vec<HouseWord>, Vec<Problem>) {
    parse_words(path.extension().and_then(|ending| ending.to_str()).unwrap_or(""), text)
}

/// One file, with its problems told.
pub fn read(path: &Path, problems: &mut Vec<FileProblem>) -> ListFile<HouseWord> {
    lists::read(path, problems, parse)
}
