//! Where top-level blocks start. This asks the markdown parser and nothing else: a grammar of our own would disagree
//! with it sooner or later.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The markdown that drafts are written in. Smart punctuation stays off because the prose must hold the characters of
/// the source; mathematics stays off because `$` is money more often, and heading attributes stay off because
/// the parser asserts something untrue about them (its issue 963); the `mask` module covers both.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// The offsets in `text` of the lines on which a top-level block starts, ascending. `text` must begin where the
/// parser starts afresh: at the draft's start or at a top-level block's line.
pub(crate) fn starts(text: &str) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut depth = 0_usize;
    let mut read_to = 0;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let top = depth == 0;
        let mut end = range.end;
        match event {
            // The parser lets a list run on over definitions that follow it; its items say where it ends.
            Event::Start(Tag::List(_)) => {
                depth += 1;
                end = range.start;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => {}
        }
        if !top {
            read_to = read_to.max(end);
            continue;
        }
        let line = line_start(text, range.start);
        // Two footnote definitions may share a line; the line then belongs to the first.
        let alone = text[line..range.start].bytes().all(|byte| byte == b' ' || byte == b'\t');
        let start = with_definitions(text, read_to, line);
        read_to = read_to.max(end);
        if alone && starts.last().is_none_or(|&last| last < start) {
            starts.push(start);
        }
    }
    starts
}

/// Moves a block's start up over the lines that touch it and belong to no block. Those are link reference definitions,
/// and what directly follows one reads as a paragraph's continuation, so that it is no place to start afresh.
fn with_definitions(text: &str, read_to: usize, mut start: usize) -> usize {
    while start > read_to {
        let above = line_start(text, start - 1);
        if above < read_to || text[above..start].trim().is_empty() {
            break;
        }
        start = above;
    }
    start
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Makes lone carriage returns newlines, which the parser knows in some places only. Offsets stay as they are.
pub(crate) fn with_newlines(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut characters = text.chars().peekable();
    let mut result = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        let lone = character == '\r' && characters.peek() != Some(&'\n');
        result.push(if lone { '\n' } else { character });
    }
    result
}
