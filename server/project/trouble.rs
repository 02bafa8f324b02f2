//! What is wrong with a file, in one sentence that says what would help, and reading bytes as text.

use copydesk_text::{Place, Places};

/// Something that is wrong beside the drafts' text, or keeps a draft from being read.
#[derive(Clone, Debug)]
pub struct Trouble {
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

/// The bytes as text.
///
/// # Errors
/// Where they stop being UTF-8, and one sentence that says what would help.
pub fn decode(bytes: Vec<u8>) -> Result<String, (Place, String)> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
        let place = Places::new(&before).place(at);
        let message =
            format!("This file is not UTF-8 from byte {at} (line {}) on; save it as UTF-8.", place.line);
        (place, message)
    })
}
