//! Ignore comments: where a writer has asked for silence.

use copydesk_text::{Comment, Document};
use text_size::{TextRange, TextSize};

/// The stretches of a draft in which rules are silent.
pub(crate) struct Suppressions {
    stretches: Vec<Stretch>,
}

struct Stretch {
    /// Bytes of the draft.
    range: TextRange,
    /// Rules and groups; empty means all.
    rules: Vec<String>,
}

impl Suppressions {
    pub(crate) fn new(document: &Document) -> Suppressions {
        let mut stretches = Vec::new();
        let mut off: Option<TextSize> = None;
        for (index, block) in document.blocks().iter().enumerate() {
            let start = document.block_start(index);
            for comment in &block.comments {
                let range = comment.range + start;
                let Some((word, rest)) = directive(comment) else { continue };
                match word {
                    "copydesk-off" => off = off.or(Some(range.start())),
                    "copydesk-on" => {
                        stretches.extend(off.take().map(|from| Stretch {
                            range: TextRange::new(from, range.end()),
                            rules: Vec::new(),
                        }))
                    }
                    "copydesk-ignore" => {
                        stretches
                            .push(Stretch { range: next_block(document, index, range), rules: names(rest) });
                    }
                    "copydesk-ignore-line" => {
                        stretches.push(Stretch { range: line(document, range), rules: names(rest) });
                    }
                    _ => {}
                }
            }
        }
        if let Some(from) = off {
            stretches
                .push(Stretch { range: TextRange::new(from, document.len().max(from)), rules: Vec::new() });
        }
        Suppressions { stretches }
    }

    /// Whether a finding of a rule at a range is silenced.
    pub(crate) fn silence(&self, rule: &str, range: TextRange) -> bool {
        let group = crate::find_rule(rule).map_or("", |rule| rule.group.name());
        self.stretches.iter().any(|stretch| {
            let named =
                stretch.rules.is_empty() || stretch.rules.iter().any(|name| name == rule || name == group);
            named && stretch.range.contains(range.start())
        })
    }
}

fn directive(comment: &Comment) -> Option<(&str, &str)> {
    let text = comment.text.trim();
    if !text.starts_with("copydesk-") {
        return None;
    }
    Some(text.split_once(char::is_whitespace).unwrap_or((text, "")))
}

/// The rules named in "RULE, RULE: reason".
fn names(rest: &str) -> Vec<String> {
    let rules = rest.split(':').next().unwrap_or("");
    rules.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// From the comment to the end of the next block that has prose: its own, where prose stands beside it.
fn next_block(document: &Document, index: usize, comment: TextRange) -> TextRange {
    let blocks = document.blocks();
    let prose = (index..blocks.len()).find(|&at| {
        let start = document.block_start(at);
        blocks[at].passages.iter().any(|passage| (passage.range() + start).end() > comment.end())
    });
    let end = prose.map_or(document.len(), |at| document.block_start(at + 1));
    TextRange::new(comment.start(), end.max(comment.end()))
}

/// The line of the comment, or the next one where the comment has a line to itself.
fn line(document: &Document, comment: TextRange) -> TextRange {
    let rope = document.rope();
    let number = rope.byte_to_line(comment.start().into());
    let text: String = rope.line(number).chars().collect();
    let alone = text.trim().len() <= usize::from(comment.len());
    let last = if alone { (number + 1).min(rope.len_lines() - 1) } else { number };
    let end = if last + 1 < rope.len_lines() { rope.line_to_byte(last + 1) } else { rope.len_bytes() };
    let size = |offset: usize| TextSize::try_from(offset).unwrap_or(document.len());
    TextRange::new(size(rope.line_to_byte(number)), size(end))
}
