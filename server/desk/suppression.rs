//! Ignore comments: where a writer has asked for silence.

use std::cell::Cell;

use copydesk_text::{Comment, Document};
use text_size::{TextRange, TextSize};

/// The stretches of a draft in which rules are silent.
pub(crate) struct Suppressions {
    stretches: Vec<Stretch>,
}

struct Stretch {
    /// Bytes of the draft.
    range: TextRange,
    /// The comment that asks for it.
    comment: TextRange,
    /// The names in the comment.
    names_range: TextRange,
    /// Rules and groups, each with whether it silenced anything; empty means all.
    rules: Vec<(String, Cell<bool>)>,
    /// Whether anything was silenced.
    used: Cell<bool>,
}

/// What came of an ignore comment.
pub(crate) struct Ignore {
    /// The whole comment: bytes of the draft.
    pub(crate) comment: TextRange,
    /// The names in it.
    pub(crate) names_range: TextRange,
    /// The names that silenced nothing; none in a comment for all rules.
    pub(crate) idle: Vec<String>,
    /// The names that silenced something.
    pub(crate) kept: Vec<String>,
    /// Whether anything was silenced.
    pub(crate) used: bool,
}

impl Suppressions {
    pub(crate) fn new(document: &Document) -> Suppressions {
        let mut stretches = Vec::new();
        let mut off: Option<TextRange> = None;
        for (index, block) in document.blocks().iter().enumerate() {
            let start = document.block_start(index);
            for comment in &block.comments {
                let range = comment.range + start;
                let Some((word, rest)) = directive(comment) else { continue };
                match word {
                    "copydesk-off" => off = off.or(Some(range)),
                    "copydesk-on" => stretches.extend(off.take().map(|off| Stretch::all(off, range.end()))),
                    "copydesk-ignore" => {
                        stretches.push(Stretch::named(
                            document,
                            next_block(document, index, range),
                            range,
                            rest,
                        ));
                    }
                    "copydesk-ignore-line" => {
                        stretches.push(Stretch::named(document, line(document, range), range, rest));
                    }
                    _ => {}
                }
            }
        }
        stretches.extend(off.map(|off| Stretch::all(off, document.len())));
        Suppressions { stretches }
    }

    /// The comments, with what came of them so far.
    pub(crate) fn ignores(&self) -> Vec<Ignore> {
        let of = |stretch: &Stretch| {
            let (kept, idle): (Vec<_>, Vec<_>) = stretch.rules.iter().partition(|(_, used)| used.get());
            let strip =
                |rules: Vec<&(String, Cell<bool>)>| rules.into_iter().map(|(name, _)| name.clone()).collect();
            Ignore {
                comment: stretch.comment,
                names_range: stretch.names_range,
                idle: strip(idle),
                kept: strip(kept),
                used: stretch.used.get(),
            }
        };
        self.stretches.iter().map(of).collect()
    }

    /// Silences a finding of a rule of a group at a range. Gives the comment that asks for it: bytes of the draft.
    pub(crate) fn silence(&self, rule: &str, group: &str, range: TextRange) -> Option<TextRange> {
        let mut silenced = None;
        for stretch in self.stretches.iter().filter(|stretch| stretch.range.contains(range.start())) {
            let named = stretch.rules.iter().filter(|(name, _)| name == rule || name == group);
            let named = named.map(|(_, used)| used.set(true)).count() > 0;
            if named || stretch.rules.is_empty() {
                stretch.used.set(true);
                silenced = silenced.or(Some(stretch.comment));
            }
        }
        silenced
    }
}

impl Stretch {
    /// From a `copydesk-off` on.
    fn all(comment: TextRange, end: TextSize) -> Stretch {
        Stretch {
            range: TextRange::new(comment.start(), end.max(comment.end())),
            comment,
            names_range: comment,
            rules: Vec::new(),
            used: Cell::new(false),
        }
    }

    fn named(document: &Document, range: TextRange, comment: TextRange, rest: &str) -> Stretch {
        let rules: Vec<_> = names(rest).into_iter().map(|name| (name, Cell::new(false))).collect();
        let names_range = names_range(document, comment, &rules).unwrap_or(comment);
        Stretch { range, comment, names_range, rules, used: Cell::new(false) }
    }
}

/// Where the names stand in a comment: from the first to the last.
fn names_range(document: &Document, comment: TextRange, rules: &[(String, Cell<bool>)]) -> Option<TextRange> {
    let text = document.rope().byte_slice(std::ops::Range::<usize>::from(comment)).to_string();
    let behind = text.find("copydesk-ignore")?;
    let behind = behind + text[behind..].find(char::is_whitespace)?;
    let start = behind + text[behind..].find(rules.first()?.0.as_str())?;
    let mut end = start;
    for (name, _) in rules {
        end += text[end..].find(name.as_str())? + name.len();
    }
    let size = |offset: usize| TextSize::try_from(offset).ok();
    Some(TextRange::new(size(start)?, size(end)?) + comment.start())
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
    let end_of = |line: usize| {
        if line + 1 < rope.len_lines() { rope.line_to_byte(line + 1) } else { rope.len_bytes() }
    };
    let blank = |range: std::ops::Range<usize>| rope.byte_slice(range).chars().all(char::is_whitespace);
    let alone = blank(rope.line_to_byte(number)..comment.start().into())
        && blank(comment.end().into()..end_of(number).max(comment.end().into()));
    let end = end_of(if alone { (number + 1).min(rope.len_lines() - 1) } else { number });
    let size = |offset: usize| TextSize::try_from(offset).unwrap_or(document.len());
    TextRange::new(size(rope.line_to_byte(number)), size(end))
}
