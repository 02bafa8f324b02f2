//! Front matter as people write it, also where its notation does not allow it: `title: Fire: two dead` is no YAML.
//!
//! A slip costs its own entry alone: where the whole cannot be read, each entry is read by itself, and words that stand behind a
//! key are taken as they are. What a template fills in, such as `{{ title }}`, is nobody's words and nobody's slip.

use std::ops::Range;

use copydesk_facts::Problem;
use copydesk_facts::notation::toml::quoted;
use copydesk_facts::notation::tree::{Entry, Node, Value, range_of};
use copydesk_facts::notation::{toml, yaml};
use copydesk_text::FrontMatterKind;
use text_size::{TextRange, TextSize};

/// How the templates of site generators and editors begin what they fill in.
const TEMPLATES: [&str; 4] = ["{{", "{%", "<%", "${"];

/// The entries of a front matter's top level. Ranges are bytes of its text.
#[derive(Default)]
pub(super) struct Entries {
    /// Those that can stand as they do.
    pub sound: Vec<Entry>,
    /// Those that cannot.
    pub slips: Vec<Slip>,
    /// Why the whole cannot be read at once.
    pub error: Option<Problem>,
}

/// An entry that cannot stand as it does.
pub(super) struct Slip {
    /// Its key.
    pub key: String,
    /// What could be read of it: the words of its line, or what its notation's reader has of a table.
    pub entry: Option<Entry>,
    /// Its words, or its key where its line has none: bytes of the text, half open.
    pub range: TextRange,
    /// Where and why that reader stumbled over it; `None` where only its place among the others is wrong.
    pub error: Option<Problem>,
    /// Why, as people see it, such as “because of the colon in it”; empty where that is not known.
    pub cause: String,
    /// How the line would have to be written.
    pub better: String,
}

/// Reads the entries of a front matter's top level.
pub(super) fn entries(kind: FrontMatterKind, text: &str) -> Entries {
    let (known, error) = parse(kind, text);
    let pieces = if error.is_some() || known.is_empty() { pieces(kind, text) } else { Vec::new() };
    if pieces.is_empty() {
        return Entries { sound: known, slips: Vec::new(), error };
    }
    let mut entries = Entries { error, ..Entries::default() };
    for piece in pieces {
        let offset = TextSize::try_from(piece.whole.start).unwrap_or_default();
        let (found, error) = parse(kind, &text[piece.whole.clone()]);
        let found = found.into_iter().map(|entry| entry.behind(offset)).collect();
        let error = error.map(|it| Problem { range: it.range.map(|at| at + offset), ..it });
        match piece.is_indented || error.is_some() {
            true => entries.slips.extend(piece.slip(kind, text, found, error)),
            false => entries.sound.extend(found),
        }
    }
    entries
}

fn parse(kind: FrontMatterKind, text: &str) -> (Vec<Entry>, Option<Problem>) {
    match kind {
        FrontMatterKind::Yaml => yaml::parse(text),
        FrontMatterKind::Toml => toml::parse(text),
        // JSON is YAML but for the tabs that may indent it.
        FrontMatterKind::Json => yaml::parse(&text.replace('\t', " ")),
    }
}

/// An entry as its lines tell it, or a table of TOML.
struct Piece<'t> {
    key: &'t str,
    /// All of it: bytes of the text, half open.
    whole: Range<usize>,
    /// What stands behind the separator in its first line.
    value: Range<usize>,
    /// Whether it stands below another's words as if it were part of them.
    is_indented: bool,
}

/// Cuts a text before each line that begins with a key and is indented no more than the first such line. Other lines on that level
/// belong to no entry.
fn pieces(kind: FrontMatterKind, text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let (mut start, mut level) = (0, None);
    // Whether the lines belong to a table of TOML, and whether the last entry goes on.
    let (mut in_table, mut goes_on) = (false, false);
    for line in text.split_inclusive('\n') {
        let opening = if kind == FrontMatterKind::Json && level.is_none() { "{ \t" } else { " \t" };
        let within = line.trim_start_matches(|character| opening.contains(character));
        let at = line.len() - within.len();
        let end = start + line.len();
        let begins = within.starts_with(|first: char| !first.is_whitespace() && !"-#]}".contains(first));
        let is_header = kind == FrontMatterKind::Toml && within.starts_with('[');
        in_table |= begins && is_header;
        let key = if is_header { header_key(within) } else { key(kind, within).filter(|_| !in_table) };
        let is_level = begins && at <= *level.get_or_insert(at);
        let worded = pieces.last().is_some_and(|before| goes_on && has_words(&text[before.value.clone()]));
        let is_indented = kind == FrontMatterKind::Yaml && begins && !is_level && worded;
        if is_level && (is_header || !in_table) {
            goes_on = key.is_some();
        }
        if let Some((key, behind)) = key.filter(|_| is_level || is_indented) {
            let (whole, value) = (start + at..end, start + at + behind..end);
            pieces.push(Piece { key, whole, value, is_indented });
        } else if let Some(piece) = pieces.last_mut().filter(|_| goes_on) {
            piece.whole.end = end;
        }
        start = end;
    }
    if kind == FrontMatterKind::Json {
        // The brace that closes the whole, and the commas between entries, belong to none of them.
        let last = pieces.len().saturating_sub(1);
        for (number, piece) in pieces.iter_mut().enumerate() {
            let written = text[piece.whole.clone()].trim_end();
            let written = written.strip_suffix('}').filter(|_| number == last).unwrap_or(written).trim_end();
            let written = written.strip_suffix(',').unwrap_or(written);
            piece.whole.end = piece.whole.start + written.len();
            piece.value.end = piece.value.end.min(piece.whole.end).max(piece.value.start);
        }
    }
    pieces
}

/// Whether words stand behind a key in its line, which no entry can stand below.
fn has_words(value: &str) -> bool {
    value.trim_start().starts_with(char::is_alphanumeric)
}

/// The key that a line begins with, and how many bytes of the line lie before its value.
fn key(kind: FrontMatterKind, line: &str) -> Option<(&str, usize)> {
    let separator = if kind == FrontMatterKind::Toml { '=' } else { ':' };
    let at = line.find(separator)?;
    let key = line[..at].trim().trim_matches(['"', '\'']);
    let is_word = |character: char| character.is_alphanumeric() || " _-.".contains(character);
    let behind = &line[at + 1..];
    let ends = kind != FrontMatterKind::Yaml || behind.is_empty() || behind.starts_with(char::is_whitespace);
    let key = if kind == FrontMatterKind::Toml { key.split('.').next()? } else { key };
    (ends && !key.is_empty() && key.chars().all(is_word)).then_some((key, at + 1))
}

/// The first name in a table's header, and the length of its line.
fn header_key(line: &str) -> Option<(&str, usize)> {
    let name = line.trim_start_matches('[').split([']', '.']).next()?;
    Some((name.trim(), line.len()))
}

impl Piece<'_> {
    /// What is to be made of it; `found`: what its reader found before it stumbled, in bytes of the text. `None` where a template writes
    /// it.
    fn slip(
        self,
        kind: FrontMatterKind,
        text: &str,
        found: Vec<Entry>,
        error: Option<Problem>,
    ) -> Option<Slip> {
        let line = &text[self.value.clone()];
        if TEMPLATES.iter().any(|template| line.contains(template)) {
            return None;
        }
        let comment = line.find(" #").filter(|_| kind != FrontMatterKind::Json);
        let written = line[..comment.unwrap_or(line.len())].trim();
        let at = self.value.start + (line.len() - line.trim_start().len());
        let range = range_of(at..at + written.len());
        let key_range = range_of(self.whole.start..self.whole.start + self.key.len());
        let words = unquoted(kind, written);
        let value = Value::Text(words.to_owned());
        let worded = Entry { key: self.key.to_owned(), key_range, node: Node { range, value } };
        let table = found.into_iter().find(|entry| matches!(entry.node.value, Value::Table(_)));
        Some(Slip {
            key: self.key.to_owned(),
            entry: table.or(words.contains(char::is_alphanumeric).then_some(worded)),
            range: if range.is_empty() { key_range } else { range },
            cause: if self.is_indented {
                "because of the spaces before it".to_owned()
            } else {
                cause(kind, written)
            },
            better: line_of(kind, self.key, words),
            error,
        })
    }
}

/// The words without the quotation marks that were to hold all of them; in JSON those within the first pair.
fn unquoted(kind: FrontMatterKind, words: &str) -> &str {
    let Some(mark) = words.chars().next().filter(|first| ['"', '\''].contains(first)) else { return words };
    let rest = &words[1..];
    match rest.matches(mark).count() {
        0 => rest,
        _ if kind == FrontMatterKind::Json => rest.split(mark).next().unwrap_or(rest),
        // `"Yes" and "no"` has two pairs.
        count if count % 2 == 1 && count > 2 => words,
        _ => rest.strip_suffix(mark).unwrap_or(words),
    }
}

fn cause(kind: FrontMatterKind, written: &str) -> String {
    let first = written.chars().next().unwrap_or(' ');
    match kind {
        FrontMatterKind::Json => "because a comma or a quotation mark is missing or too many",
        _ if ['"', '\''].contains(&first) => "because of the quotation marks in it",
        FrontMatterKind::Toml => "because its words stand in no quotation marks",
        FrontMatterKind::Yaml if written.contains(": ") || written.ends_with(':') => {
            "because of the colon in it"
        }
        FrontMatterKind::Yaml if !first.is_alphanumeric() => {
            return format!("because its words begin with “{first}”");
        }
        FrontMatterKind::Yaml => "",
    }
    .to_owned()
}

/// A line with a key and words as a notation wants it.
pub(super) fn line_of(kind: FrontMatterKind, key: &str, words: &str) -> String {
    // Either mark may hold words in YAML and TOML.
    let literal = kind != FrontMatterKind::Json && words.contains('"') && !words.contains('\'');
    let held = if literal { format!("'{words}'") } else { quoted(words) };
    match kind {
        FrontMatterKind::Yaml => format!("{key}: {held}"),
        FrontMatterKind::Toml => format!("{key} = {held}"),
        FrontMatterKind::Json => format!("\"{key}\": {held}"),
    }
}
