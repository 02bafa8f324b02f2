//! What is wrong with a file, in one sentence that says what would help.

use copydesk_text::Place;

/// Something that is wrong beside the drafts' text, or keeps a draft from being read.
#[derive(Clone, Debug)]
pub struct FileProblem {
    /// The file.
    pub path: String,
    /// The place in it, where one is known.
    pub place: Option<Place>,
    /// One plain sentence that says what would help.
    pub message: String,
}

/// One sentence on a file that cannot be read.
pub fn unreadable(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "This file is not there; check its name, or whether it was moved.".to_owned(),
        ErrorKind::PermissionDenied => "This file may not be read; ask for permission to read it.".to_owned(),
        _ => format!("This file cannot be read: {error}."),
    }
}
