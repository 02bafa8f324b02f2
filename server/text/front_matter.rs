//! Front matter: the settings some drafts open with. It is not prose, and what stands in it is not markdown.

use ropey::Rope;

use crate::{TextRange, text_range};

/// The closing fence must come within this many lines; a draft that merely opens with a rule is then told apart
/// without reading it all on every keystroke.
const MOST_LINES: usize = 1_000;

/// The byte order mark.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The settings at the very start of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// How they are written.
    pub kind: FrontMatterKind,
    /// The inner text, without the fences (of JSON with its braces), in bytes of the draft.
    pub range: TextRange,
    /// The inner text.
    pub text: String,
}

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrontMatterKind {
    /// Between lines of `---` (or from `---` to `...`).
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// An object in braces, which belong to the text.
    Json,
}

/// Where front matter lies, in bytes of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) kind: FrontMatterKind,
    pub(crate) inner_start: usize,
    pub(crate) inner_end: usize,
    /// Behind the closing fence and its line break.
    pub(crate) end: usize,
}

/// The length of the byte order mark at the draft's start: three bytes or none.
pub(crate) fn byte_order_mark_len(rope: &Rope) -> usize {
    let marked = rope.len_chars() > 0 && rope.char(0) == '\u{feff}';
    if marked { BYTE_ORDER_MARK.len() } else { 0 }
}

/// Finds front matter at the start of the draft.
pub(crate) fn find(rope: &Rope) -> Option<Extent> {
    let first = line_text(rope, 0);
    let kind = match first.trim_start_matches(BYTE_ORDER_MARK).trim_end() {
        "---" if fence(&first) => FrontMatterKind::Yaml,
        "+++" if fence(&first) => FrontMatterKind::Toml,
        object if object.starts_with('{') => return json(rope),
        _ => return None,
    };
    // A rule with a blank line behind it is a rule.
    if rope.len_lines() > 1 && line_text(rope, 1).trim().is_empty() {
        return None;
    }
    for line in 1..rope.len_lines().min(MOST_LINES) {
        let closes = match line_text(rope, line).trim_end() {
            "---" | "..." => kind == FrontMatterKind::Yaml,
            "+++" => kind == FrontMatterKind::Toml,
            _ => false,
        };
        if closes {
            return Some(Extent {
                kind,
                inner_start: rope.line_to_byte(1),
                inner_end: rope.line_to_byte(line),
                end: rope.line_to_byte(line + 1),
            });
        }
    }
    None
}

/// An object of JSON with a key at the least, behind which its line ends. `{{< … >}}`, `{% … %}` and `{value}` open none.
fn json(rope: &Rope) -> Option<Extent> {
    let start = byte_order_mark_len(rope);
    let mut characters = rope.chars_at(rope.byte_to_char(start)).peekable();
    let (mut at, mut line, mut depth) = (start, 0, 0_usize);
    // What stands between the first brace and the colon behind the first key.
    let mut key = Some(String::new());
    let (mut quoted, mut escaped) = (false, false);
    loop {
        let character = characters.next()?;
        at += character.len_utf8();
        line += usize::from(character == '\n');
        if line > MOST_LINES {
            return None;
        }
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.checked_sub(1)?,
            ':' => {
                if let Some(key) = key.take()
                    && !(depth == 1 && key.ends_with('"') && key.trim_start().starts_with('"'))
                {
                    return None;
                }
            }
            _ => {}
        }
        if let Some(key) = &mut key
            && at > start + 1
        {
            key.push(character);
            let begun = key.trim_start();
            if !(begun.is_empty() || begun.starts_with('"')) {
                return None;
            }
        }
        if depth == 0 {
            break;
        }
    }
    let inner_end = at;
    while let Some(character) = characters.next() {
        at += character.len_utf8();
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => break,
            _ if character.is_whitespace() => {}
            _ => return None,
        }
    }
    key.is_none().then_some(Extent { kind: FrontMatterKind::Json, inner_start: start, inner_end, end: at })
}

/// The front matter at an extent, with its text.
pub(crate) fn read(rope: &Rope, extent: Extent) -> FrontMatter {
    let inner = extent.inner_start..extent.inner_end;
    FrontMatter {
        kind: extent.kind,
        text: rope.byte_slice(inner.clone()).to_string(),
        range: text_range(inner),
    }
}

/// A fence opens its line; only the byte order mark may stand before it.
fn fence(line: &str) -> bool {
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    line.starts_with("---") || line.starts_with("+++")
}

/// The start of a line; a fence is short, so the rest of a long line does not matter.
fn line_text(rope: &Rope, line: usize) -> String {
    rope.line(line).chars().take(64).collect()
}
