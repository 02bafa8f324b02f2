//! Rich text, as Microsoft's specification 1.9.1 of RTF has it: groups in braces, control words behind backslashes, text between them.

use std::collections::HashMap;
use std::rc::Rc;

use super::Fault;
use super::docx::{address, kind_named};
use super::markdown::{Kind, Markdown};
use crate::encoding::character;

/// A field's instruction or a style's name is read no further.
const LONGEST_NAME: usize = 4_096;

/// Groups whose text is no part of the page: tables of fonts and colours, what stands at the top of each page, marks of items, pictures.
const UNSEEN: [&str; 27] = [
    "fonttbl",
    "colortbl",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtext",
    "pntext",
    "nonshppict",
    "xe",
    "tc",
    "rxe",
    "bkmkstart",
    "bkmkend",
    "filetbl",
    "revtbl",
    "ftnsep",
    "ftnsepc",
    "annotation",
    "template",
];

/// Whether bytes begin as rich text does.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// Reads rich text.
///
/// # Errors
/// Its groups have no end: it is not whole.
pub(super) fn read(bytes: &[u8], markdown: &mut Markdown) -> Result<(), Fault> {
    let mut reader = Reader {
        markdown,
        groups: Vec::new(),
        group: Group { characters_left_out: 1, ..Group::default() },
        kind: Kind::Paragraph,
        in_table: false,
        table: TableState::default(),
        styles: HashMap::new(),
        style: (0, String::new()),
        instruction: String::new(),
        left_out: 0,
        high: None,
        windows_1252: true,
        open: false,
        notes: 0,
        note: None,
    };
    let mut rest = bytes;
    while let Some((token, after)) = token(rest) {
        reader.token(token);
        rest = after;
        // What stands behind the end of the outermost group is no part of it.
        if reader.groups.is_empty() {
            break;
        }
    }
    if reader.groups.is_empty() { Ok(()) } else { Err(Fault::Broken) }
}

/// A piece of rich text.
#[derive(Clone, Copy)]
enum Token<'a> {
    Open,
    Close,
    /// A control word or a control mark, and the number behind it.
    Control(&'a str, Option<i32>),
    /// A byte of the document's code page.
    Byte(u8),
    /// Bytes that mean nothing here: line ends, binary data.
    Nothing,
}

/// The first token of what is left, and what is left behind it.
fn token(bytes: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    Some(match first {
        b'{' => (Token::Open, rest),
        b'}' => (Token::Close, rest),
        b'\\' => control(rest),
        b'\r' | b'\n' | 0 => (Token::Nothing, rest),
        byte => (Token::Byte(byte), rest),
    })
}

/// The control word or mark behind a backslash.
fn control(bytes: &[u8]) -> (Token<'_>, &[u8]) {
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (word, rest) = bytes.split_at(letters);
    if word.is_empty() {
        return match bytes {
            [b'\'', high, low, rest @ ..] => {
                let digits = [*high, *low];
                let byte = std::str::from_utf8(&digits).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                (byte.map_or(Token::Nothing, Token::Byte), rest)
            }
            [mark @ (b'\\' | b'{' | b'}'), rest @ ..] => (Token::Byte(*mark), rest),
            [b'\r' | b'\n', rest @ ..] => (Token::Control("par", None), rest),
            [mark, rest @ ..] if mark.is_ascii() => (
                std::str::from_utf8(std::slice::from_ref(&bytes[0]))
                    .map_or(Token::Nothing, |mark| Token::Control(mark, None)),
                rest,
            ),
            [_, rest @ ..] => (Token::Nothing, rest),
            [] => (Token::Nothing, bytes),
        };
    }
    let sign = usize::from(rest.first() == Some(&b'-'));
    let digits = rest.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = rest.split_at(if digits == 0 { 0 } else { sign + digits });
    let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let word = std::str::from_utf8(word).unwrap_or_default();
    if word == "bin" {
        let length = number.and_then(|length: i32| usize::try_from(length).ok()).unwrap_or_default();
        return (Token::Nothing, rest.get(length..).unwrap_or_default());
    }
    (Token::Control(word, number), rest)
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Body,
    /// To a footnote.
    Note,
    /// What a field is, such as a link.
    Instruction,
    /// What is seen of a field that is a link.
    Link,
    /// The list of styles, and the name of one of them.
    Styles,
    /// Nowhere.
    Unseen,
}

/// What holds up to the end of a group.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    destination: Destination,
    /// Whether the group began that destination.
    begins: bool,
    /// Whether it began with `\*`: who does not know what comes next skips it.
    may_be_skipped: bool,
    emphasised: bool,
    hidden: bool,
    /// How many characters behind one in Unicode stand for it in old programs.
    characters_left_out: usize,
}

/// How far into a table the text is.
#[derive(Clone, Copy, Debug, Default)]
struct TableState {
    table: bool,
    row: bool,
    cell: bool,
}

/// A footnote that is being read.
struct Note {
    /// What its next paragraph is.
    kind: Kind,
    /// Whether a paragraph of the body has begun, which goes on behind it.
    body_open: bool,
}

/// Walks over the tokens.
struct Reader<'a> {
    markdown: &'a mut Markdown,
    /// The groups around the innermost one.
    groups: Vec<Group>,
    group: Group,
    /// What the paragraph is.
    kind: Kind,
    /// Whether the paragraph stands in a table.
    in_table: bool,
    table: TableState,
    styles: HashMap<i32, Kind>,
    /// The number and the name of a style in the list.
    style: (i32, String),
    instruction: String,
    /// How many characters to come stand for one that came.
    left_out: usize,
    /// The first half of a character beyond 16 bits.
    high: Option<u16>,
    /// Whether the bytes are of the code page that is known here.
    windows_1252: bool,
    /// Whether a paragraph has begun, of the body or the footnote that is being read.
    open: bool,
    /// How many footnotes there were.
    notes: u32,
    /// The footnote that is being read.
    note: Option<Note>,
}

impl Reader<'_> {
    fn token(&mut self, token: Token) {
        match token {
            Token::Open => {
                self.groups.push(self.group);
                self.group.begins = false;
                self.group.may_be_skipped = false;
                self.left_out = 0;
            }
            Token::Close => self.close(),
            Token::Byte(byte) => {
                let known = byte.is_ascii() || self.windows_1252;
                self.character(if known { character(byte) } else { char::REPLACEMENT_CHARACTER });
            }
            Token::Control(word, number) => self.control(word, number),
            Token::Nothing => {}
        }
    }

    fn close(&mut self) {
        self.left_out = 0;
        if self.group.begins {
            match self.group.destination {
                Destination::Note => {
                    self.end();
                    self.open = self.note.take().is_some_and(|note| note.body_open);
                }
                Destination::Link => self.markdown.close_link(),
                _ => {}
            }
        }
        if self.group.destination == Destination::Styles {
            let (number, name) = std::mem::take(&mut self.style);
            if let Some(kind) = kind_named(name.trim_end_matches(';')) {
                self.styles.insert(number, kind);
            }
        }
        self.group = self.groups.pop().unwrap_or_default();
    }

    fn control(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        match word {
            "*" => self.group.may_be_skipped = true,
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => self.group.characters_left_out = number.and_then(|it| it.try_into().ok()).unwrap_or(1),
            "ansicpg" => self.windows_1252 = matches!(number, Some(1252 | 0)),
            "mac" | "pc" | "pca" => self.windows_1252 = false,
            "fldinst" => {
                self.instruction.clear();
                self.begin(Destination::Instruction);
            }
            "fldrslt" => self.begin_field(),
            "stylesheet" => self.begin(Destination::Styles),
            "footnote" => self.begin_note(),
            _ if UNSEEN.contains(&word) || std::mem::take(&mut self.group.may_be_skipped) => {
                self.begin(Destination::Unseen);
            }
            "s" if self.group.destination == Destination::Styles => self.style.0 = number.unwrap_or_default(),
            _ if matches!(self.group.destination, Destination::Styles | Destination::Unseen) => {}
            "b" | "i" => self.group.emphasised = on,
            "v" | "deleted" => self.group.hidden = on,
            "plain" => (self.group.emphasised, self.group.hidden) = (false, false),
            "pard" => (self.kind, self.in_table) = (Kind::Paragraph, false),
            "s" => self.set_kind(self.styles.get(&number.unwrap_or_default()).copied()),
            "outlinelevel" => {
                let level = number.and_then(|level| u8::try_from(level).ok()).filter(|&level| level < 9);
                self.set_kind(level.map(|level| Kind::Heading((level + 1).min(6))));
            }
            "ls" | "pnlvlblt" | "pnlvlbody" => self.set_kind(Some(Kind::Item)),
            "intbl" => self.in_table = true,
            "trowd" => self.in_table = true,
            "cell" | "nestcell" => self.end_cell(),
            "row" => {
                self.end();
                (self.table.row, self.table.cell) = (false, false);
            }
            "par" | "sect" | "page" => self.end(),
            "line" => {
                if self.open {
                    self.markdown.line_break();
                }
            }
            _ => {
                if let Some(character) = character_named(word) {
                    self.character(character);
                }
            }
        }
    }

    /// The group's text goes somewhere else from here on.
    fn begin(&mut self, destination: Destination) {
        // Nothing within what is not seen is.
        if self.group.destination != Destination::Unseen {
            self.group.destination = destination;
            self.group.begins = true;
        }
        self.group.may_be_skipped = false;
    }

    fn begin_field(&mut self) {
        let instruction = std::mem::take(&mut self.instruction);
        if let Some(address) = address(&instruction)
            && self.is_seen()
        {
            self.open();
            self.markdown.open_link(&Rc::from(address));
            self.begin(Destination::Link);
        }
    }

    fn begin_note(&mut self) {
        // There are none within each other.
        if !self.is_seen() || self.note.is_some() {
            return self.begin(Destination::Unseen);
        }
        self.open();
        self.notes += 1;
        self.markdown.note(self.notes);
        self.begin(Destination::Note);
        self.note = Some(Note { kind: Kind::Note(self.notes), body_open: std::mem::take(&mut self.open) });
    }

    /// What the paragraph is, where that is not known already: headings are numbered too, and in notes all are alike.
    fn set_kind(&mut self, kind: Option<Kind>) {
        if let Some(kind) = kind
            && self.note.is_none()
            && !(kind == Kind::Item && matches!(self.kind, Kind::Heading(_)))
        {
            self.kind = kind;
        }
    }

    fn is_seen(&self) -> bool {
        !matches!(
            self.group.destination,
            Destination::Unseen | Destination::Instruction | Destination::Styles
        ) && !self.group.hidden
    }

    /// Half a character beyond 16 bits, or a whole one below.
    fn unicode(&mut self, number: i32) {
        self.left_out = 0;
        // Numbers above 32,767 are written as negative ones.
        let unit = u16::try_from(number).or_else(|_| u16::try_from(number + 0x1_0000)).unwrap_or(0xfffd);
        let units = self.high.take().into_iter().chain([unit]);
        for character in char::decode_utf16(units) {
            match character {
                Ok(character) => self.character(character),
                Err(half) if (0xd800..0xdc00).contains(&half.unpaired_surrogate()) => self.high = Some(unit),
                Err(_) => self.character(char::REPLACEMENT_CHARACTER),
            }
        }
        self.left_out = self.group.characters_left_out;
    }

    fn character(&mut self, character: char) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match self.group.destination {
            Destination::Instruction if self.instruction.len() < LONGEST_NAME => {
                self.instruction.push(character)
            }
            Destination::Styles if self.style.1.len() < LONGEST_NAME => self.style.1.push(character),
            _ => {}
        }
        if self.is_seen() && (self.open || !character.is_whitespace()) {
            self.open();
            self.markdown.words(character.encode_utf8(&mut [0; 4]), self.group.emphasised);
        }
    }

    /// Begins a paragraph where none has begun, in the table where it stands in one.
    fn open(&mut self) {
        if std::mem::replace(&mut self.open, true) {
            return;
        }
        match &mut self.note {
            Some(note) => self.markdown.begin(std::mem::replace(&mut note.kind, Kind::NoteGoesOn)),
            None => {
                self.place();
                self.markdown.begin(self.kind);
            }
        }
    }

    /// Makes the table, row and cell in which the next paragraph stands, or ends the table before it.
    fn place(&mut self) {
        if !self.in_table {
            if std::mem::take(&mut self.table).table {
                self.markdown.end_table();
            }
            return;
        }
        if !std::mem::replace(&mut self.table.table, true) {
            self.markdown.begin_table();
        }
        if !std::mem::replace(&mut self.table.row, true) {
            self.markdown.begin_row();
        }
        if !std::mem::replace(&mut self.table.cell, true) {
            self.markdown.begin_cell();
        }
    }

    fn end_cell(&mut self) {
        self.end();
        self.in_table = true;
        // One without words is a cell, too.
        self.place();
        self.table.cell = false;
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.open) {
            self.markdown.end();
        }
    }
}

/// The character that a control word or mark stands for.
fn character_named(word: &str) -> Option<char> {
    Some(match word {
        "tab" | "emspace" | "enspace" | "qmspace" => ' ',
        "~" => '\u{a0}',
        "_" => '\u{2011}',
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        _ => return None,
    })
}
