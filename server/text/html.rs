//! HTML in drafts: its tags are left out, the words between them are read as the page shows them, and its comments are kept, in
//! which writers talk to Copydesk.

use std::ops::Range;

use crate::{Comment, PassageKind, text_range};

/// The comments in a stretch of the block's text.
pub(crate) fn comments(text: &str, range: Range<usize>) -> Vec<Comment> {
    let mut comments = Vec::new();
    let mut offset = range.start;
    while let Some(found) = text[offset..range.end].find("<!--") {
        let start = offset + found;
        let inner_start = start + "<!--".len();
        let (inner_end, end) = match text[inner_start..range.end].find("-->") {
            Some(length) => (inner_start + length, inner_start + length + "-->".len()),
            // A comment that nothing closes goes on to the block's end.
            None => (range.end, range.end),
        };
        comments.push(Comment {
            range: text_range(start..end),
            text: text[inner_start..inner_end].trim().to_owned(),
        });
        offset = end;
    }
    comments
}

/// Whether a piece of inline HTML is a tag of this name, opening or closing.
pub(crate) fn is_tag(html: &str, name: &str) -> bool {
    let Some(inner) = html.strip_prefix('<') else { return false };
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let Some((head, rest)) = inner.split_at_checked(name.len()) else { return false };
    head.eq_ignore_ascii_case(name)
        && !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
}

/// The pieces of a stretch of HTML, each with its bytes.
pub(crate) enum Piece {
    /// Words as they stand.
    Words(Range<usize>),
    Entity(Range<usize>),
    /// A tag, a comment or an instruction.
    Tag(Range<usize>),
    /// White space with a line end in it, which is a blank to a reader.
    Break(Range<usize>),
}

/// Cuts a stretch of HTML into pieces.
pub(crate) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut offset = range.start;
    while offset < range.end {
        let rest = &text[offset..range.end];
        let (length, piece): (usize, fn(Range<usize>) -> Piece) = if let Some(length) = tag(rest) {
            (length, Piece::Tag)
        } else if rest.starts_with(['\n', '\r']) {
            (rest.len() - rest.trim_start().len(), Piece::Break)
        } else if let Some(length) = entity(rest) {
            (length, Piece::Entity)
        } else {
            let next = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '<' | '&' | '\n' | '\r'));
            (next.map_or(rest.len(), |(next, _)| next), Piece::Words)
        };
        pieces.push(piece(offset..offset + length));
        offset += length;
    }
    pieces
}

/// The length of the tag, comment or instruction that a text begins with; one without an end goes on to the text's end.
fn tag(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    if !inner.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?')) {
        return None;
    }
    let closing = match () {
        () if inner.starts_with("!--") => "-->",
        () if inner.starts_with('?') => "?>",
        () => ">",
    };
    Some(rest.find(closing).map_or(rest.len(), |end| end + closing.len()))
}

/// The name of a tag's element in lower case, and whether the tag opens it; `None` of what is no tag.
pub(crate) fn element(tag: &str) -> Option<(String, bool)> {
    let inner = tag.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = name.find(|next: char| !next.is_ascii_alphanumeric() && next != '-').unwrap_or(name.len());
    (end > 0).then(|| (name[..end].to_ascii_lowercase(), name.len() == inner.len()))
}

/// The value of a tag's attribute as it is written, without its quotation marks.
pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut offset = 0;
    while let Some(found) = find_ignoring_case(&tag[offset..], name) {
        let start = offset + found;
        offset = start + name.len();
        let value = tag[offset..].trim_start().strip_prefix('=').map(str::trim_start);
        if let Some(value) = value.filter(|_| tag[..start].ends_with(char::is_whitespace)) {
            let quoted =
                ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.split(mark).next());
            return Some(quoted.unwrap_or_else(|| {
                value.split(|next: char| next.is_whitespace() || next == '>').next().unwrap_or_default()
            }));
        }
    }
    None
}

/// Whether what stands in an HTML element, by its name in lower case, is no part of the text that a reader of the page sees.
pub fn is_unseen(element: &str) -> bool {
    matches!(
        element,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "pre"
            | "button"
            | "select"
            | "textarea"
            | "audio"
            | "video"
            | "canvas"
            | "del"
            | "rt"
            | "title"
    )
}

/// Whether an element stands within a line of text, so that its tags end no paragraph.
pub(crate) fn is_inline(element: &str) -> bool {
    matches!(
        element,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "picture"
            | "q"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// What the words in an element are, where it says so and is no inline element.
pub(crate) fn kind(element: &str) -> Option<PassageKind> {
    Some(match element {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => PassageKind::Heading(element.as_bytes()[1] - b'0'),
        "li" | "dd" | "dt" => PassageKind::ListItem,
        "blockquote" => PassageKind::BlockQuote,
        "figcaption" | "caption" => PassageKind::Caption,
        "th" => PassageKind::TableCell { header: true },
        "td" => PassageKind::TableCell { header: false },
        _ => return None,
    })
}

/// The length of something that looks like an entity.
fn entity(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('&')?;
    let length = inner.find(|next: char| !next.is_ascii_alphanumeric() && next != '#')?;
    (length > 0 && inner[length..].starts_with(';')).then_some(length + 2)
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}
