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
    /// The inner text, without the fences, in bytes of the draft.
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
