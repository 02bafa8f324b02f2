//! What a site generator or a notebook takes out before anybody reads the page: the comments of Liquid, Hugo, kramdown and
//! Obsidian. Such a comment may run over several blocks, and a mark without its other half is text, so that only the whole draft
//! says what is hidden. Each block keeps the marks in it, and is read again when the draft around it hides more or less of it.

use std::ops::Range;

use crate::code::code_span;

/// A kind of comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comments {
    /// `{% comment %}…{% endcomment %}`.
    Liquid,
    /// `{{< comment >}}…{{< /comment >}}`.
    Hugo,
    /// `{::comment}…{:/comment}`.
    Kramdown,
    /// `%%…%%`.
    Obsidian,
}

const KINDS: [Comments; 4] = [Comments::Liquid, Comments::Hugo, Comments::Kramdown, Comments::Obsidian];

/// A mark that opens or closes a comment; Obsidian's does either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of the block, half open.
    range: Range<usize>,
    kind: Comments,
    opens: bool,
    closes: bool,
}

/// What the draft around a block hides of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hiding {
    /// The comment in which the block begins.
    entered: Option<Comments>,
    /// The comment in which the block ends.
    left: Option<Comments>,
}

/// The marks in a block's text, outside code.
pub(crate) fn marks(source: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    if !source.contains("%%") && !source.contains("comment") || source.trim_start().starts_with("~~~") {
        return marks;
    }
    let mut offset = 0;
    while let Some(found) = source[offset..].find(['{', '%', '`', '\\']) {
        let start = offset + found;
        let rest = &source[start..];
        offset = start + 1;
        if rest.starts_with('`') {
            offset = start + code_span(rest);
        } else if let Some(escaped) = rest.strip_prefix('\\') {
            offset += escaped.chars().next().map_or(0, char::len_utf8);
        } else if let Some((length, kind, opens, closes)) = mark(&source[..start], rest) {
            offset = start + length;
            marks.push(Mark { range: start..offset, kind, opens, closes });
        }
    }
    marks
}

/// The mark that a text begins with: its length, its kind, and whether it opens and closes.
fn mark(before: &str, rest: &str) -> Option<(usize, Comments, bool, bool)> {
    if rest.starts_with("%%") {
        // "Of 50%% or more": a percentage opens nothing.
        let opens =
            !before.ends_with(|last: char| last.is_alphanumeric() || last == '%') && !rest.starts_with("%%}");
        return (!before.ends_with('{')).then_some((2, Comments::Obsidian, opens, true));
    }
    const BRACES: [(&str, &str, Comments); 4] = [
        ("{%", "%}", Comments::Liquid),
        ("{{<", ">}}", Comments::Hugo),
        ("{{%", "%}}", Comments::Hugo),
        ("{:", "}", Comments::Kramdown),
    ];
    let (opening, closing, kind) = BRACES.into_iter().find(|(opening, ..)| rest.starts_with(opening))?;
    const LONGEST: usize = 64;
    let inner = &rest[opening.len()..];
    // Looked for no further than it may stand, since every opening mark of a draft asks.
    let mut reach = inner.len().min(LONGEST + closing.len());
    while !inner.is_char_boundary(reach) {
        reach -= 1;
    }
    let length = inner[..reach].find(closing)?;
    let name = inner[..length].trim_matches(|c: char| c == '-' || c.is_whitespace());
    let (opens, closes) = match kind {
        Comments::Liquid => (name == "comment", name == "endcomment"),
        Comments::Hugo => {
            (name == "comment", name.strip_prefix('/').is_some_and(|name| name.trim() == "comment"))
        }
        _ => (name == ":comment", matches!(name, "/comment" | "/")),
    };
    (opens || closes).then_some((opening.len() + length + closing.len(), kind, opens, closes))
}

/// What is hidden of each block, given as its marks.
pub(crate) fn pair(blocks: &[&[Mark]]) -> Vec<Hiding> {
    // A mark opens only where a later one closes.
    let last_close = KINDS.map(|kind| {
        let closes = |marks: &[Mark]| marks.iter().rposition(|mark| mark.kind == kind && mark.closes);
        blocks.iter().enumerate().rev().find_map(|(index, marks)| Some((index, closes(marks)?)))
    });
    let is_closed = |kind: Comments, place: (usize, usize)| {
        last_close[KINDS.iter().position(|&it| it == kind).unwrap_or(0)].is_some_and(|last| place < last)
    };
    let mut open = None;
    blocks
        .iter()
        .enumerate()
        .map(|(index, marks)| {
            let entered = open;
            for (number, mark) in marks.iter().enumerate() {
                open = match open {
                    Some(kind) if kind == mark.kind && mark.closes => None,
                    None if mark.opens && is_closed(mark.kind, (index, number)) => Some(mark.kind),
                    open => open,
                };
            }
            Hiding { entered, left: open }
        })
        .collect()
}

/// The bytes of a block, half open, that stand in comments, their marks included. `length`: the block's.
pub(crate) fn stretches(marks: &[Mark], hiding: Hiding, length: usize) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let last_close = |kind| marks.iter().rposition(|mark: &Mark| mark.kind == kind && mark.closes);
    let last_closes = KINDS.map(|kind| (kind, last_close(kind)));
    let mut open = hiding.entered.map(|kind| (kind, 0));
    for (number, mark) in marks.iter().enumerate() {
        let closed = || {
            let later = last_closes.iter().any(|&(kind, last)| kind == mark.kind && last > Some(number));
            later || hiding.left == Some(mark.kind)
        };
        match open {
            Some((kind, start)) if kind == mark.kind && mark.closes => {
                stretches.push(start..mark.range.end);
                open = None;
            }
            None if mark.opens && closed() => open = Some((mark.kind, mark.range.start)),
            _ => {}
        }
    }
    stretches.extend(open.map(|(_, start)| start..length));
    stretches
}
