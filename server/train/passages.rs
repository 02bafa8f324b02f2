//! Cuts drafts into passages and sentences as Copydesk does, for training: `{"id", "text"}` lines in, one line each out.
//!
//!     cargo run --release --example passages < drafts.jsonl > passages.jsonl
//!
//! A line out: `{"id", "passages": [{"kind", "text", "links": [[start, end]…], "sentences": [[start, end]…], "source": [[start, end]…]}]}`;
//! links and sentences in code points of the passage's text, `source` the sentences again in code points of the draft.

use std::io::{BufRead as _, Write as _};

use copydesk_text::{Dialect, Document, LinkKind, PassageKind, TextRange};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let draft: Value = serde_json::from_str(&line?)?;
        let text = draft["text"].as_str().unwrap_or_default();
        let document = Document::new(text, Dialect::Markdown);
        let mut passages = Vec::new();
        for (number, block) in document.blocks().iter().enumerate() {
            for passage in &block.passages {
                let sentences = copydesk_language::sentences(&passage.text);
                let links =
                    passage.links.iter().filter(|link| link.kind != LinkKind::Image).map(|it| it.range);
                let source = sentences.iter().map(|&it| passage.source(it) + document.block_start(number));
                passages.push(json!({
                    "kind": kind(passage.kind),
                    "text": passage.text,
                    "links": codepoints(&passage.text, links),
                    "source": codepoints(text, source),
                    "sentences": codepoints(&passage.text, sentences.iter().copied()),
                }));
            }
        }
        writeln!(out, "{}", json!({"id": draft["id"], "passages": passages}))?;
    }
    Ok(())
}

/// Ranges of bytes as pairs of code points.
fn codepoints(text: &str, ranges: impl Iterator<Item = TextRange>) -> Vec<[usize; 2]> {
    let count = |offset: copydesk_text::TextSize| text[..usize::from(offset)].chars().count();
    ranges.map(|range| [count(range.start()), count(range.end())]).collect()
}

/// The kinds that the judgement tells apart.
fn kind(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Paragraph => "paragraph",
        PassageKind::ListItem => "item",
        PassageKind::Heading(_) => "heading",
        PassageKind::BlockQuote => "quote",
        PassageKind::TableCell { .. } | PassageKind::Caption | PassageKind::Footnote => "other",
    }
}
