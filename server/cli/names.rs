//! Names of files, and other words that come from outside, as they are printed: whoever names a file, or writes into a
//! draft or its front matter, must not steer the terminal or forge a line. What is odd is decided here, and once: [`is_odd`].

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

/// Whether a character steers a terminal, breaks a line, or turns the direction of writing rather than being shown.
pub(super) fn is_odd(letter: char) -> bool {
    letter.is_control() || turns_or_breaks(letter)
}

/// A text on one line, as it can be printed anywhere: control characters, and those that turn the direction of writing, are
/// written as `\n` or `\u{1b}`.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    rewritten(text, |letter, _| is_odd(letter), in_rust)
}

/// Lines of a draft as they can be printed anywhere: all of these but tabs and the lines' ends are escaped.
pub(super) fn escaped_lines(text: &str) -> Cow<'_, str> {
    let is_odd = |letter, next| match letter {
        '\n' | '\t' => false,
        '\r' => next != Some('\n'),
        _ => is_odd(letter),
    };
    rewritten(text, is_odd, in_rust)
}

/// A value as JSON on one line, as it can be printed anywhere.
///
/// # Errors
/// The value is none that JSON knows.
pub(super) fn json_line(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string(value).map(|json| escaped_json(&json).into_owned())
}

/// A value as a JSON document for people to look at too, without a line's end.
///
/// # Errors
/// As [`json_line`].
pub(super) fn json_document(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|json| escaped_json(&json).into_owned())
}

/// JSON in which what is odd is written as `\u0080`, which says the same: it can only stand within a string. Line ends and
/// tabs between values stay; within strings they are escaped in any case.
fn escaped_json(json: &str) -> Cow<'_, str> {
    let is_odd = |letter: char, _| !letter.is_ascii_control() && is_odd(letter) || letter == '\u{7f}';
    rewritten(json, is_odd, |escaped, letter| {
        // None is beyond the first plane. Writing to a string cannot fail.
        let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
    })
}

/// A path in the head of a difference: in quotation marks as in C where it would not stand on one line, as git and `patch`
/// have it.
pub(super) fn quoted(name: &str) -> Cow<'_, str> {
    if !name.contains(|letter| is_odd(letter) || matches!(letter, '"' | '\\')) {
        return Cow::Borrowed(name);
    }
    let mut quoted = String::from('"');
    for letter in name.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            '\r' => quoted += "\\r",
            _ if is_odd(letter) => {
                for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

fn in_rust(escaped: &mut String, letter: char) {
    escaped.extend(letter.escape_default());
}

/// A text in which the letters that are odd, each seen with the one behind it, are written otherwise.
fn rewritten<'t>(
    text: &'t str,
    is_odd: impl Fn(char, Option<char>) -> bool,
    write: impl Fn(&mut String, char),
) -> Cow<'t, str> {
    let mut rewritten = String::new();
    let mut done = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if is_odd(letter, letters.peek().map(|&(_, next)| next)) {
            rewritten += &text[done..at];
            write(&mut rewritten, letter);
            done = at + letter.len_utf8();
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    rewritten += &text[done..];
    Cow::Owned(rewritten)
}

/// Marks that embed, override or isolate a direction, and those that break a line.
fn turns_or_breaks(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_odd_is_escaped_and_nothing_else() {
        for (text, on_a_line, as_lines, in_a_head, in_json) in [
            ("né w.md", "né w.md", "né w.md", "né w.md", "né w.md"),
            ("a\nb", "a\\nb", "a\nb", "\"a\\nb\"", "a\\nb"),
            (
                "\u{1b}[1m\u{9b}2J",
                "\\u{1b}[1m\\u{9b}2J",
                "\\u{1b}[1m\\u{9b}2J",
                "\"\\033[1m\\302\\2332J\"",
                "\\u001b[1m\\u009b2J",
            ),
            ("a\r\nb\rc\t", "a\\r\\nb\\rc\\t", "a\r\nb\\rc\t", "\"a\\r\\nb\\rc\\t\"", "a\\r\\nb\\rc\\t"),
            ("\u{202e}dm.", "\\u{202e}dm.", "\\u{202e}dm.", "\"\\342\\200\\256dm.\"", "\\u202edm."),
            (
                "\u{7f}\u{61c}\u{200f}",
                "\\u{7f}\\u{61c}\\u{200f}",
                "\\u{7f}\\u{61c}\\u{200f}",
                "\"\\177\\330\\234\\342\\200\\217\"",
                "\\u007f\\u061c\\u200f",
            ),
            (
                "a\u{2028}b\u{2069}",
                "a\\u{2028}b\\u{2069}",
                "a\\u{2028}b\\u{2069}",
                "\"a\\342\\200\\250b\\342\\201\\251\"",
                "a\\u2028b\\u2069",
            ),
            (
                "say \"no\" \\",
                "say \"no\" \\",
                "say \"no\" \\",
                "\"say \\\"no\\\" \\\\\"",
                "say \\\"no\\\" \\\\",
            ),
        ] {
            assert_eq!(escaped(text), on_a_line);
            assert_eq!(escaped_lines(text), as_lines);
            assert_eq!(quoted(text), in_a_head);
            let json = json_line(&[text]).unwrap();
            assert_eq!(json, format!("[\"{in_json}\"]"));
            assert_eq!(json_document(&[text]).unwrap(), format!("[\n  \"{in_json}\"\n]"));
            assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [text]);
        }
    }
}
