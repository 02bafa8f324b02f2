//! HTML in drafts is left out, but for two things: comments, in which writers talk to Copydesk, and captions, which
//! readers read.

use std::ops::Range;

use crate::{Comment, text_range};

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

/// The insides of the `<figcaption>` elements in a stretch of the block's text.
pub(crate) fn captions(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut captions = Vec::new();
    let mut offset = range.start;
    while let Some(found) = find_ignoring_case(&text[offset..range.end], "<figcaption") {
        let opening = offset + found;
        let Some(length) = text[opening..range.end].find('>') else { break };
        let start = opening + length + 1;
        let end = find_ignoring_case(&text[start..range.end], "</figcaption")
            .map_or(range.end, |found| start + found);
        captions.push(start..end);
        offset = end;
    }
    captions
}

/// Whether a piece of inline HTML is a tag of this name, opening or closing.
pub(crate) fn is_tag(html: &str, name: &str) -> bool {
    let Some(inner) = html.strip_prefix('<') else { return false };
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let Some((head, rest)) = inner.split_at_checked(name.len()) else { return false };
    head.eq_ignore_ascii_case(name)
        && !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
}

/// The pieces of a caption: words as they stand, entities, tags, and line breaks.
pub(crate) enum Piece {
    Words(Range<usize>),
    Entity(Range<usize>),
    Tag(Range<usize>),
    Break(Range<usize>),
}

/// Cuts a stretch of HTML into pieces.
pub(crate) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut offset = range.start;
    while offset < range.end {
        let rest = &text[offset..range.end];
        let (length, piece): (usize, fn(Range<usize>) -> Piece) = if rest.starts_with('<') {
            (rest.find('>').map_or(rest.len(), |end| end + 1), Piece::Tag)
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

/// The length of something that looks like an entity.
fn entity(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('&')?;
    let length = inner.find(|next: char| !next.is_ascii_alphanumeric() && next != '#')?;
    (length > 0 && inner[length..].starts_with(';')).then_some(length + 2)
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}
