//! Bytes as text, and text as the bytes that it came from.
//!
//! Drafts come from many programs. UTF-8 is what Copydesk writes; UTF-16 with its mark and Windows-1252 (of which Latin-1 is a part)
//! are read too, and a fixed draft is written back as it was.

use copydesk_text::{Place, Places};

/// How a file's bytes are its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// Two bytes a unit, the low one first, behind a byte order mark.
    Utf16Little,
    /// Two bytes a unit, the high one first, behind a byte order mark.
    Utf16Big,
    /// One byte a character, as old programs write in western Europe and America.
    Windows1252,
}

impl Encoding {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Little | Encoding::Utf16Big => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// The bytes of a text in this encoding.
    ///
    /// # Errors
    /// The first character that it has no bytes for.
    pub fn bytes(self, text: &str) -> Result<Vec<u8>, char> {
        match self {
            Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
            Encoding::Utf16Little => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Encoding::Utf16Big => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Encoding::Windows1252 => text.chars().map(byte).collect(),
        }
    }
}

/// The bytes of a file as text, and how they are that. A byte order mark stays the first character.
///
/// # Errors
/// Where they stop being text, and one sentence that says what the file is, where that shows, and what would help.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), (Place, String)> {
    let start = Place { line: 1, column: 1 };
    if let Some((kind, help)) = kind(&bytes) {
        return Err((start, format!("This file is {kind} and no plain text; {help}.")));
    }
    let utf16 = |unit: fn([u8; 2]) -> u16, encoding| {
        let (units, odd) = bytes.as_chunks::<2>();
        let text = String::from_utf16(&units.iter().map(|&pair| unit(pair)).collect::<Vec<_>>()).ok();
        let broken =
            || (start, "This file begins as UTF-16 and is none further on; save it as UTF-8.".to_owned());
        text.filter(|_| odd.is_empty()).map(|text| (text, encoding)).ok_or_else(broken)
    };
    match bytes.get(..2) {
        Some(b"\xff\xfe") => return utf16(u16::from_le_bytes, Encoding::Utf16Little),
        Some(b"\xfe\xff") => return utf16(u16::from_be_bytes, Encoding::Utf16Big),
        _ => {}
    }
    String::from_utf8(bytes).map(|text| (text, Encoding::Utf8)).or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        if is_windows_1252(error.as_bytes(), at) {
            return Ok((
                error.as_bytes().iter().map(|&byte| character(byte)).collect(),
                Encoding::Windows1252,
            ));
        }
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
        let place = Places::new(&before).place(at);
        let message =
            format!("This file is not UTF-8 from byte {at} (line {}) on; save it as UTF-8.", place.line);
        Err((place, message))
    })
}

/// What the bytes from 0x80 on stand for in Windows-1252, up to 0x9f; five stand for nothing. The others stand for their own number in
/// Unicode. <https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT>
const FROM_0X80: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character that a byte stands for in Windows-1252.
pub(crate) fn character(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|at| FROM_0X80.get(usize::from(at))).copied().unwrap_or(char::from(byte))
}

fn byte(of: char) -> Result<u8, char> {
    (0..=u8::MAX).find(|&byte| character(byte) == of).ok_or(of)
}

/// Whether bytes that are UTF-8 up to `valid` are Windows-1252: all of them stand for text in it, and nothing before shows that UTF-8
/// was meant.
fn is_windows_1252(bytes: &[u8], valid: usize) -> bool {
    let stands_for_text =
        |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || !character(byte).is_control();
    bytes[..valid].is_ascii() && bytes.iter().all(|&byte| stands_for_text(byte))
}

/// What a file is that begins like this and is no text, and what would help.
pub(crate) fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const IN_WORD: &str = "save it as plain text from the program that wrote it (“Save as”, encoding UTF-8)";
    /// Names of files within an archive stand in its beginning.
    const BEGINNING: usize = 4096;
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let holds = |words: &[u8]| beginning.windows(words.len()).any(|window| window == words);
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    Some(match () {
        () if begins(b"PK\x03\x04") && holds(b"opendocument.text") => {
            ("a damaged OpenDocument text", IN_WORD)
        }
        () if begins(b"PK\x03\x04") && holds(b"xl/") => ("a spreadsheet", IN_WORD),
        () if begins(b"PK\x03\x04") && holds(b"ppt/") => ("a presentation", IN_WORD),
        () if begins(b"PK\x03\x04") && holds(b"epub+zip") => {
            ("an e-book", "take the text that it was made of")
        }
        () if begins(b"PK\x03\x04") && (holds(b"word/") || holds(b"[Content_Types].xml")) => {
            ("a damaged Word document", IN_WORD)
        }
        () if begins(b"PK\x03\x04") => ("an archive", "unpack it first"),
        () if begins(b"\xd0\xcf\x11\xe0") => ("an old Word document, or another of Office's", IN_WORD),
        () if begins(b"%PDF-") => ("a PDF", "take the text that it was made of"),
        () if begins(b"\x89PNG") || begins(b"\xff\xd8\xff") || begins(b"GIF8") => {
            ("a picture", "name the draft that shows it")
        }
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "“Müller’s café”, she said — twice.\r\n";

    #[test]
    fn what_is_read_is_written_back_to_the_byte() {
        let old: Vec<u8> = b"\x93M\xfcller\x92s caf\xe9\x94, she said \x97 twice.\r\n".to_vec();
        let marked = format!("\u{feff}{DRAFT}");
        let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases = [
            (old, DRAFT, Encoding::Windows1252),
            (little, marked.as_str(), Encoding::Utf16Little),
            (big, marked.as_str(), Encoding::Utf16Big),
            (DRAFT.into(), DRAFT, Encoding::Utf8),
            (marked.clone().into(), marked.as_str(), Encoding::Utf8),
        ];
        for (bytes, text, encoding) in cases {
            assert_eq!(decode(bytes.clone()).unwrap(), (text.to_owned(), encoding));
            assert_eq!(encoding.bytes(text).unwrap(), bytes);
        }
        assert_eq!(Encoding::Windows1252.bytes("Łódź"), Err('Ł'));
    }

    #[test]
    fn what_is_no_text_is_told_by_what_it_is() {
        let cases: [(&[u8], &str); 8] = [
            (b"caf\xc3\xa9, caf\xc3", "not UTF-8 from byte 10 (line 1)"),
            (b"one\ntwo\x00\xff", "not UTF-8 from byte 8 (line 2)"),
            (b"\xff\xfea\x00\x00\xd8", "begins as UTF-16"),
            (b"PK\x03\x04\x14\x00[Content_Types].xml", "a damaged Word document"),
            (
                b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text",
                "a damaged OpenDocument text",
            ),
            (b"PK\x03\x04\x14\x00photo.jpg", "an archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word document"),
            (b"%PDF-1.7\n", "a PDF"),
        ];
        for (bytes, expected) in cases {
            let (_, message) = decode(bytes.to_vec()).unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
    }
}
