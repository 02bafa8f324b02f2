//! The marks that stand in a draft for what a person is still to fill in.

/// What Copydesk's own fixes insert for a person to fill in. `unverified-mark` reports them for as long as they stand, and
/// `placeholder` leaves them to it; a test holds that every fix that inserts a mark takes it from here.
pub const MARKS: &[&str] = &[
    "[answer]",
    "[date]",
    "[document]",
    "[expansion]",
    "[first name]",
    "[full name]",
    "[he or she]",
    "[link]",
    "[margin]",
    "[name]",
    "[names]",
    "[newsroom]",
    "[note]",
    "[number]",
    "[pollster]",
    "[publisher]",
    "[reason]",
    "[role]",
    "[source]",
];

/// Whether words are one of the [`MARKS`], in capitals or not.
pub fn is_mark(words: &str) -> bool {
    MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(words))
}
