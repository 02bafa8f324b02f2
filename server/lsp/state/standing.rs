//! The findings of an open draft as they stand, ready to be sent.
//!
//! The protocol wants all findings of a draft at every change. Those that an edit did not touch are written once and only
//! move: their bytes, and their lines. So a keystroke in a long draft costs about what it costs in a short one. A draft that
//! is still being read has findings where it is read, and gets the others as the reading goes on.

use std::fmt::Write as _;
use std::ops::Range as Span;

use copydesk_desk::{Draft, Finding, Settings, Shift, find_rule};
use copydesk_text::{Document, TextRange, TextSize};
use serde_json::Value;
use tower_lsp::ls_types::{Range, Uri};

use crate::lsp::protocol::abilities::Abilities;
use crate::lsp::protocol::convert;

/// How many blocks beside those that changed are checked again: what they say may hang on their neighbours.
const BEFORE: usize = 1;
const BEHIND: usize = 2;

/// All findings of one text.
pub(crate) struct Standing {
    items: Vec<Item>,
    document: Document,
}

struct Item {
    finding: Finding,
    /// The words at fault, to find them again in an edited block.
    words: String,
    /// Whether it says something of the whole draft.
    needs_whole: bool,
    range: Range,
    /// The JSON behind the range.
    rest: String,
}

impl Standing {
    /// The findings of a text, all written anew.
    pub(crate) fn new(
        uri: &Uri,
        document: Document,
        findings: &[Finding],
        abilities: &Abilities,
    ) -> Standing {
        let items = findings.iter().map(|finding| Item::new(uri, &document, finding, abilities)).collect();
        Standing { items, document }
    }

    /// No findings, of a text that is still to be read.
    pub(crate) fn empty(document: Document) -> Standing {
        Standing { items: Vec::new(), document }
    }

    /// Follows a draft to a later text: moves what an edit did not touch, and checks what it did by its neighbourhood.
    pub(crate) fn follow(
        &mut self,
        uri: &Uri,
        draft: &Draft,
        shift: &Shift,
        settings: &Settings,
        abilities: &Abilities,
    ) {
        let document = draft.document();
        let lines = |document: &Document| document.rope().len_lines() as i64;
        let moved = Move {
            shift,
            bytes: i64::from(u32::from(document.len())) - i64::from(u32::from(self.document.len())),
            lines: lines(document) - lines(&self.document),
        };
        self.items.retain_mut(|item| moved.apply(item, uri, document, abilities));
        self.document = document.clone();
        self.examine(uri, draft, std::slice::from_ref(&shift.blocks), settings, abilities);
    }

    /// Checks some blocks by their neighbourhood; `runs` are the numbers of blocks in order. What needs the whole draft
    /// stays as it was found until the whole draft is checked again.
    pub(crate) fn examine(
        &mut self,
        uri: &Uri,
        draft: &Draft,
        runs: &[Span<usize>],
        settings: &Settings,
        abilities: &Abilities,
    ) {
        let document = draft.document();
        let runs = with_neighbours(runs, document.blocks().len());
        let checked: Vec<TextRange> = runs
            .iter()
            .map(|run| TextRange::new(document.block_start(run.start), document.block_start(run.end)))
            .collect();
        let is_checked = |at: TextSize| {
            let run = checked.partition_point(|run| run.end() <= at);
            checked.get(run).is_some_and(|run| run.contains(at))
        };
        self.items.retain(|item| item.needs_whole || !is_checked(item.finding.range.start()));
        for run in runs {
            let nearby = draft.check_nearby(run, settings);
            self.items.extend(nearby.iter().map(|finding| Item::new(uri, document, finding, abilities)));
        }
        self.items
            .sort_by_key(|item| (item.finding.range.start(), item.finding.range.end(), item.finding.rule));
    }

    /// The findings, in the order of the draft.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.items.iter().map(|item| &item.finding)
    }

    /// The findings as the items of a JSON list, without its brackets.
    pub(in crate::lsp) fn written(&self) -> String {
        let length = self.items.iter().map(|item| item.rest.len() + 96).sum();
        let mut text = String::with_capacity(length);
        for (number, item) in self.items.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let Range { start, end } = item.range;
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "{comma}{{\"range\":{{\"start\":{{\"line\":{},\"character\":{}}},\"end\":{{\"line\":{},\"character\":{}}}}}{}",
                start.line, start.character, end.line, end.character, item.rest
            );
        }
        text
    }
}

/// Runs of blocks with the blocks beside them, those that meet joined.
fn with_neighbours(runs: &[Span<usize>], blocks: usize) -> Vec<Span<usize>> {
    let mut joined: Vec<Span<usize>> = Vec::new();
    for run in runs {
        let run = run.start.saturating_sub(BEFORE)..(run.end + BEHIND).min(blocks);
        match joined.last_mut().filter(|last| last.end >= run.start) {
            Some(last) => last.end = last.end.max(run.end),
            None => joined.push(run),
        }
    }
    joined
}

impl Item {
    fn new(uri: &Uri, document: &Document, finding: &Finding, abilities: &Abilities) -> Item {
        let converted = convert::diagnostic(uri, document, finding, abilities);
        let range = converted.range;
        let mut fields = match serde_json::to_value(converted) {
            Ok(Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        fields.shift_remove("range");
        let rest = Value::Object(fields).to_string().replacen('{', ",", 1);
        Item {
            words: document.slice(finding.range),
            needs_whole: find_rule(finding.rule).is_none_or(|rule| rule.needs_whole_draft),
            finding: finding.clone(),
            range,
            rest,
        }
    }
}

/// Where everything goes that an edit did not touch.
struct Move<'s> {
    shift: &'s Shift,
    bytes: i64,
    lines: i64,
}

impl Move<'_> {
    /// Moves a finding; false where its words are gone.
    fn apply(&self, item: &mut Item, uri: &Uri, document: &Document, abilities: &Abilities) -> bool {
        let range = item.finding.range;
        let related = !item.finding.related.is_empty();
        if range.start() >= self.shift.removed.end() && range.start() >= self.shift.removed.start() {
            item.finding.range = self.by_bytes(range);
            let line = |line: u32| u32::try_from(i64::from(line) + self.lines).unwrap_or(0);
            item.range.start.line = line(item.range.start.line);
            item.range.end.line = line(item.range.end.line);
        } else if range.end() > self.shift.removed.start() {
            // In what was edited, the words stand as far from the start as before, or as far from the end.
            let places = [range, self.by_bytes(range)];
            let Some(place) = places.into_iter().find(|&place| document.slice(place) == item.words) else {
                return false;
            };
            item.finding.range = place;
            item.range = convert::range(document, place, abilities.encoding);
        }
        if related {
            for other in &mut item.finding.related {
                if other.range.start() >= self.shift.removed.end() {
                    other.range = self.by_bytes(other.range);
                }
            }
            *item = Item::new(uri, document, &item.finding, abilities);
        }
        // A fix counts in the text that it was found in: what was edited meanwhile it no longer holds for.
        item.finding.fixes.retain_mut(|fix| {
            fix.edits.iter_mut().all(|edit| {
                if edit.range.start() >= self.shift.removed.end() {
                    edit.range = self.by_bytes(edit.range);
                    true
                } else {
                    edit.range.end() <= self.shift.removed.start()
                }
            })
        });
        true
    }

    fn by_bytes(&self, range: TextRange) -> TextRange {
        let at = |offset: TextSize| {
            TextSize::new(u32::try_from(i64::from(u32::from(offset)) + self.bytes).unwrap_or(0))
        };
        TextRange::new(at(range.start()), at(range.end()))
    }
}
