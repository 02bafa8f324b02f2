//! Folding: sections under their headings, front matter, and the paragraphs of what is long.

use std::sync::Arc;

use copydesk_text::{Document, PassageKind, TextSize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::lsp::state::session::Session;

/// What can be folded in a draft.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn ranges(
    session: &Arc<Session>,
    params: FoldingRangeParams,
) -> Result<Option<Vec<FoldingRange>>> {
    session.answer(&params.text_document.uri, |_, snapshot| folds(snapshot.document())).await.map(Some)
}

fn folds(document: &Document) -> Vec<FoldingRange> {
    let rope = document.rope();
    let line = |offset: TextSize| rope.byte_to_line(usize::from(offset).min(rope.len_bytes()));
    // A fold ends on the last line that holds anything.
    let last_line = |end: TextSize| {
        let mut last = line(end);
        if usize::from(end) == rope.line_to_byte(last) && last > 0 {
            last -= 1;
        }
        while last > 0 && rope.line(last).chars().all(char::is_whitespace) {
            last -= 1;
        }
        last
    };
    let mut ranges = Vec::new();
    let mut fold = |start: usize, end: usize, kind: Option<FoldingRangeKind>| {
        if end > start {
            ranges.push(FoldingRange {
                start_line: start as u32,
                end_line: end as u32,
                kind,
                ..FoldingRange::default()
            });
        }
    };
    let mut open: Vec<(u8, usize)> = Vec::new();
    let front = document.front_matter().map(|front| front.range);
    for (index, block) in document.blocks().iter().enumerate() {
        let (start, end) = (document.block_start(index), document.block_start(index + 1));
        if front.is_some_and(|front| start <= front.start() && front.end() <= end) {
            fold(line(start), last_line(end), Some(FoldingRangeKind::Region));
        }
        // The blank lines behind front matter belong to the next block.
        let first = line(block.passages.first().map_or(start, |passage| passage.range().start() + start));
        let heading = block.passages.iter().find_map(|passage| match passage.kind {
            PassageKind::Heading(level) => Some(level),
            _ => None,
        });
        match heading {
            Some(level) => {
                while let Some(&(known, from)) = open.last()
                    && known >= level
                {
                    fold(from, last_line(start), None);
                    open.pop();
                }
                open.push((level, first));
            }
            // Lists, quotations and tables of several lines.
            None if block.passages.len() > 1 => fold(first, last_line(end), None),
            None => {}
        }
        for comment in &block.comments {
            let range = comment.range + start;
            fold(line(range.start()), line(range.end()), Some(FoldingRangeKind::Comment));
        }
    }
    for (_, from) in open {
        fold(from, last_line(document.len()), None);
    }
    ranges
}
