//! The newsroom's files: finding and reading configuration, rosters and drafts.
//!
//! The command line and the language server both build on this, and neither on the other. A problem is a [`FileProblem`] beside
//! what could be read: a configuration with a mistake still applies as far as it goes, and a folder that cannot be entered costs
//! no other draft. Only regular files are read. There is no terminal, no protocol and no cache here.

mod configuration;
mod documents;
mod drafts;
mod encoding;
pub mod files;
mod lists;
mod names;
mod notes;
mod problem;
mod roster;
mod store;
mod words;

pub use configuration::{
    Applied, Choice, FILE_NAME, Project, Projects, nearest_file, path_below, repository, whole_path,
};
pub use documents::Conversion;
pub use drafts::{DraftFile, DraftText, Found, drafts_below, find, is_draft};
pub use encoding::{Encoding, decode};
pub use lists::ListFile;
pub use names::{name_of, plain};
pub use notes::{NOTES_ENDINGS, NoNotes, NotesPlaces, notes_text, read_notes};
pub use problem::{FileProblem, unreadable};
pub use roster::{parse as parse_roster, parse_json as parse_json_roster, read as read_roster};
pub use store::{About, Files, Given};
pub use words::{parse as parse_word_list, read as read_words};
