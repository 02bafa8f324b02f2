//! Reading a file of one of the newsroom's lists, its roster or its words. What is wrong in it is told with its place, and the rest
//! holds.

use std::path::Path;

use copydesk_desk::Problem;
use copydesk_text::{Places, mark_length};

use crate::encoding::decode;
use crate::files;
use crate::names::name_of;
use crate::problem::{FileProblem, unreadable};

/// One file of a list.
pub struct ListFile<T> {
    /// As messages name it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its entries.
    pub entries: Vec<T>,
    /// Whether it could not be read at all.
    pub unreadable: bool,
}

/// One file as `parse` reads it, which is given the text without a byte order mark; problems are added.
pub(crate) fn read<T>(
    path: &Path,
    problems: &mut Vec<FileProblem>,
    parse: impl FnOnce(&Path, &str) -> (Vec<T>, Vec<Problem>),
) -> ListFile<T> {
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
        return ListFile { name, text: String::new(), entries: Vec::new(), unreadable: true };
    };
    let mark = mark_length(&text);
    let (entries, problems) = parse(path, &text[mark..]);
    if !problems.is_empty() {
        let places = Places::new(&text);
        for Problem { range, message } in problems {
            tell(range.map(|range| places.place(mark + usize::from(range.start()))), message);
        }
    }
    ListFile { name, text, entries, unreadable: false }
}
