//! # broken-reference
//!
//! Flags a footnote or a reference link that is defined nowhere, defined twice or never used, and a link without an
//! address.
//!
//! ## Why
//!
//! A mark that leads nowhere tells the reader that there was a source and keeps it from them.
//!
//! ## Example
//!
//! ```flagged
//! The dam was built in 1962.[^1]
//!                           ^^^^
//! ```
//!
//! ```fixed
//! The dam was built in 1962.[^1]
//!
//!
//! [^1]: [note]
//! ```
//!
//! ```flagged
//! The dam was built in 1962.
//!
//! [^dam]: The company's history of the dam.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The dam was built in 1962.[^dam]
//!
//! [^dam]: The company's history of the dam.
//!
//! [^dam]: The ministry's history of the dam.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The engineers wrote [a report][dam] in May.
//!                     ^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The engineers wrote [a report][dam] in May.
//!
//! [dam]: https://dams.test/report
//!
//! [river]: https://dams.test/river
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The engineers wrote [a report][dam] in May.
//!
//! [dam]: https://dams.test/report
//!
//! [dam]: https://dams.test/draft
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The engineers wrote [a report]() in May, and [another](#) in June.
//!                     ^^^^^^^^^^^^
//!                                              ^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! The engineers wrote [a report]([link]) in May, and [another](#) in June.
//! ```
//!
//! ## Better
//!
//! ```silent marks whose footnote is written
//! The dam was built in 1962.[^dam]
//!
//! [^dam]: The company's history of the dam.
//! ```
//!
//! ## Stays silent on
//!
//! - addresses that exist, whatever they lead to: nothing is ever fetched
//! - marks whose footnote is written
//! - addresses still to be filled in, which are left to `placeholder` and `unverified-mark`
//! - what it does not look at: code, words in brackets that are no link, and the comment idiom `[//]: #`
//!
//! ```silent addresses that exist, whatever they lead to: nothing is ever fetched
//! The engineers wrote [a report][dam] and [The Dam] in May, and [a history](#history).
//!
//! [dam]: https://dams.test/report
//! [the dam]: /books/the-dam
//! ```
//!
//! ```silent what it does not look at
//! “It [the dam] will hold,” she said. The pattern `[^1]` and `[a][b]` are code.
//! ```
//!
//! ```silent what it does not look at
//! [//]: # (A note to the desk.)
//!
//! The dam was built in 1962.
//! ```
//!
//! ```silent addresses still to be filled in, which are left to placeholder and unverified-mark
//! Read [the report]([link]) and [the other one](https://example.com).
//! ```
//!
//! ```silent marks whose footnote is written
//! The dam[^Dam] and the river[^river].
//!
//! [^dam]: A footnote that names another.[^history]
//!
//! [^river]: Another footnote.
//!
//! [^history]: And one more.
//! ```
//!
//! ```silent addresses that exist, whatever they lead to: nothing is ever fetched
//! Write to <desk@dams.test> or see <https://dams.test>.
//! ```
//!
//! ```silent addresses that exist, whatever they lead to: nothing is ever fetched
//! The [dam][1] is safe, the [inquiry][2] found.
//!
//!  [1]: https://dams.test
//!  [2]: https://inquiry.test
//! ```
//!
//! ## Fixes
//!
//! For what is missing: writes the definition or the address, to fill in; or takes the mark out and keeps the words. For
//! what is unused or twice there: takes it out. None of them is applied unseen.
//!
//! ## Standard
//!
//! None of a newsroom's: what markdown cannot resolve, the reader sees as brackets.

use std::collections::{HashMap, HashSet};

use copydesk_facts::{Facts, PassageView, Span, is_mark};
use copydesk_text::{Link, LinkKind, normalise_label};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "broken-reference",
    group: Group::Sourcing,
    severity: Severity::Error,
    needs_whole_draft: true,
    needs_sentences: false,
    source: include_str!("broken_reference.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const ADDRESS: Reason = Reason("addresses that exist, whatever they lead to: nothing is ever fetched");
const WRITTEN: Reason = Reason("marks whose footnote is written");
const LEFT: Reason =
    Reason("addresses still to be filled in, which are left to `placeholder` and `unverified-mark`");

/// A footnote's text or a link's address, somewhere in the draft.
struct Definition {
    label: String,
    /// As a message names it: `[^1]` or `[dam]`.
    shown: String,
    /// Bytes of the draft.
    range: TextRange,
}

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let footnotes = footnotes(facts);
    let defined: HashSet<&str> = footnotes.iter().map(|definition| definition.label.as_str()).collect();
    let mut findings = Vec::new();
    for (number, view) in facts.passages.iter().enumerate() {
        for link in &view.passage.links {
            let range = link.source + view.block_start;
            let words = Span::new(number, link.range);
            if link.kind != LinkKind::Footnote {
                match is_empty(&link.target) {
                    true => findings.push(without_address(view, link, range)),
                    false if is_to_fill_in(&link.target) => context.passes_over(words, LEFT),
                    false => context.passes_over(words, ADDRESS),
                }
            } else if defined.contains(normalise_label(&link.target).as_str()) {
                context.passes_over(words, WRITTEN);
            } else {
                findings.push(without_footnote(facts, &link.target, range));
            }
        }
        findings.extend(without_definition(facts, view));
    }
    let marks = facts.passages.iter().flat_map(|view| &view.passage.links);
    let marks = marks.filter(|link| link.kind == LinkKind::Footnote);
    let used: HashSet<String> = marks.map(|link| normalise_label(&link.target)).collect();
    findings.extend(surplus(facts, &footnotes, &used, "footnote"));
    let used = facts.document.blocks().iter().flat_map(|block| block.labels.iter().cloned()).collect();
    findings.extend(surplus(facts, &addresses(facts), &used, "address"));
    findings
}

fn footnotes(facts: &Facts) -> Vec<Definition> {
    let blocks = facts.document.blocks().iter().enumerate();
    let of_block = blocks.flat_map(|(number, block)| {
        let start = facts.document.block_start(number);
        block.footnote_definitions.iter().map(move |footnote| Definition {
            label: normalise_label(&footnote.label),
            shown: format!("[^{}]", footnote.label),
            range: footnote.range + start,
        })
    });
    of_block.collect()
}

/// The addresses of reference links, without the idioms that use one as a comment.
fn addresses(facts: &Facts) -> Vec<Definition> {
    let blocks = facts.document.blocks().iter().enumerate();
    let of_block = blocks.flat_map(|(number, block)| {
        let start = facts.document.block_start(number);
        let addresses = block.definitions.iter().filter(|found| !matches!(found.target.as_str(), "#" | ""));
        let addresses = addresses.map(move |found| Definition {
            label: found.label.clone(),
            shown: format!("[{}]", found.label),
            range: found.range + start,
        });
        addresses.chain(repeated(facts, number))
    });
    of_block.collect()
}

/// Further definitions of a label in one block, of which the document keeps the first only.
fn repeated(facts: &Facts, number: usize) -> Vec<Definition> {
    let block = &facts.document.blocks()[number];
    let Some(first) = block.definitions.first() else { return Vec::new() };
    let start = facts.document.block_start(number);
    let from = usize::from(first.range.start() + start);
    let text = facts.document.rope().byte_slice(from..usize::from(start + block.len)).to_string();
    let mut found = Vec::new();
    let mut at = from;
    for line in text.split_inclusive('\n') {
        // Up to three blanks may stand before it.
        let indent = line.len() - line.trim_start().len();
        let range = TextRange::at(size(at + indent), size(line.trim().len()));
        at += line.len();
        let known = block.definitions.iter().any(|known| (known.range + start).contains(range.start()));
        let label = line.trim().strip_prefix('[').and_then(|rest| rest.split_once("]:"));
        let label = label.map(|(label, _)| normalise_label(label));
        if let Some(label) = label.filter(|_| !known)
            && block.definitions.iter().any(|known| known.label == label)
        {
            found.push(Definition { shown: format!("[{label}]"), label, range });
        }
    }
    found
}

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).expect("invariant: a draft is under 4 GiB")
}

fn is_empty(target: &str) -> bool {
    matches!(target.trim(), "" | "#" | "http://" | "https://" | "url" | "URL" | "link" | "LINK")
}

/// Whether another rule tells that an address is still to be filled in.
fn is_to_fill_in(target: &str) -> bool {
    is_mark(target) || target.contains("example.com") || target.contains("example.org")
}

fn without_address(view: &PassageView, link: &Link, range: TextRange) -> Flagged {
    let words = view.text(link.range);
    let (name, mark) = match link.kind {
        LinkKind::Image => ("image", "!"),
        _ => ("link", ""),
    };
    let message =
        format!("The {name} “{}” has no address: put it in, or take the {name} out.", in_short(words));
    let fill = replacement(range, format!("{mark}[{words}]([link])"), "Put in an address, to fill in");
    let fill = Fix { safety: Safety::Placeholder, ..fill };
    let keep = replacement(range, words.to_owned(), "Keep the words without the link");
    Flagged::new(range, message).with_fixes([fill, keep])
}

fn without_footnote(facts: &Facts, label: &str, range: TextRange) -> Flagged {
    let message = format!("The mark “[^{label}]” leads to no footnote: write the footnote, or take it out.");
    let write =
        fixes::append(facts, &format!("[^{label}]: [note]"), "Write the footnote, to fill in".to_owned());
    Flagged::new(range, message).with_fixes([write, replacement(range, String::new(), "Take the mark out")])
}

/// Links by label whose label stands for nothing; markdown leaves them in the prose as they are.
fn without_definition(facts: &Facts, view: &PassageView) -> Vec<Flagged> {
    let text = &view.passage.text;
    let mut findings = Vec::new();
    for (middle, _) in text.match_indices("][") {
        let Some(opening) = text[..middle].rfind(['[', ']']).filter(|&at| text[at..].starts_with('[')) else {
            continue;
        };
        let rest = &text[middle + 2..];
        let Some(length) = rest.find(['[', ']']).filter(|&at| rest[at..].starts_with(']')) else { continue };
        let (words, label) = (&text[opening + 1..middle], &rest[..length]);
        // "[1][2]" are the marks of an encyclopedia's notes, copied with its text.
        let is_number = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
        if words.is_empty() || words.starts_with('#') || is_number(words) && is_number(label) {
            continue;
        }
        let range = TextRange::new(size(opening), size(middle + 2 + length + 1));
        let range = view.passage.source(range) + view.block_start;
        let label = if label.is_empty() { words } else { label };
        let message = format!(
            "The link “{}” leads nowhere: no line says what “[{label}]:” stands for; write one, or take the link out.",
            in_short(words)
        );
        let write =
            fixes::append(facts, &format!("[{label}]: [link]"), "Write the address, to fill in".to_owned());
        let keep = replacement(range, words.to_owned(), "Keep the words without the link");
        findings.push(Flagged::new(range, message).with_fixes([write, keep]));
    }
    findings
}

/// Definitions that nothing uses, and those behind the first of the same label.
fn surplus(facts: &Facts, definitions: &[Definition], used: &HashSet<String>, what: &str) -> Vec<Flagged> {
    let mut first: HashMap<&str, TextRange> = HashMap::new();
    let mut findings = Vec::new();
    for Definition { label, shown, range } in definitions {
        let range = trimmed(facts, *range);
        let twice = first.get(label.as_str()).copied();
        first.entry(label).or_insert(range);
        let message = match twice {
            Some(_) => {
                format!("The {what} “{shown}” is written twice, and only the first counts: take one out.")
            }
            None if !used.contains(label) => {
                format!("Nothing in the draft refers to the {what} “{shown}”: use it, or take it out.")
            }
            None => continue,
        };
        let mut finding = Flagged::new(range, message);
        if let Some(first) = twice {
            finding = finding.with_related(first, "the first one");
        }
        findings.push(finding.with_fixes([replacement(range, String::new(), "Take it out")]));
    }
    findings
}

/// A definition's range without the white space behind it.
fn trimmed(facts: &Facts, range: TextRange) -> TextRange {
    let rope = facts.document.rope();
    let mut end = usize::from(range.end()).min(rope.len_bytes());
    while end > usize::from(range.start()) && rope.byte(end - 1).is_ascii_whitespace() {
        end -= 1;
    }
    TextRange::new(range.start(), TextSize::try_from(end).unwrap_or(range.end()))
}

fn replacement(range: TextRange, text: String, title: &str) -> Fix {
    Fix { title: title.to_owned(), safety: Safety::Suggested, edits: vec![TextEdit { range, text }] }
}
