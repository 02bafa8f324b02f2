//! Ticks of the fact-check sheet that somebody asked to keep: a comment above the paragraph with the words that are checked, as in
//! `<!-- copydesk-checked: $440 million | Ana Lund -->`. Words that change are no longer those of the comment, and have to be checked
//! again. Nothing writes one but who asks for it.

use copydesk_text::{Dialect, Document};
use text_size::{TextRange, TextSize};

use crate::TextEdit;

/// The word that opens the comment.
const MARK: &str = "copydesk-checked:";
/// What stands between the words that are checked.
const BETWEEN: &str = " | ";

/// What is ticked in a draft.
pub struct Ticks {
    /// The block that holds the prose, the comment's bytes in the draft, and its words.
    kept: Vec<(usize, TextRange, Vec<String>)>,
}

impl Ticks {
    /// Reads the comments of a draft.
    pub fn new(document: &Document) -> Ticks {
        let blocks = document.blocks();
        let mut kept = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            for comment in &block.comments {
                let Some(words) = comment.text.trim().strip_prefix(MARK) else { continue };
                let words = words.split(BETWEEN.trim()).map(flat).collect();
                let prose = (index..blocks.len()).find(|&at| !blocks[at].passages.is_empty());
                let range = comment.range + document.block_start(index);
                kept.extend(prose.map(|prose| (prose, range, words)));
            }
        }
        Ticks { kept }
    }

    /// Whether the words at a place of the draft are ticked.
    pub fn has(&self, document: &Document, range: TextRange, words: &str) -> bool {
        let block = document.block_at(range.start());
        let words = flat(words);
        self.kept.iter().any(|(at, _, kept)| Some(*at) == block && kept.contains(&words))
    }

    /// The edit that ticks the words at a place; `None` where they are ticked, or cannot stand in a comment.
    pub fn tick(&self, document: &Document, range: TextRange, words: &str) -> Option<TextEdit> {
        let flat = flat(words);
        let block = document.block_at(range.start())?;
        let closes = ["--", "*/", BETWEEN.trim(), ">"].iter().any(|part| flat.contains(part));
        if closes || flat.is_empty() || self.has(document, range, words) {
            return None;
        }
        if let Some((_, comment, _)) = self.kept.iter().find(|(at, ..)| *at == block) {
            let written = document.slice(*comment);
            let end =
                written.rfind(|c: char| !c.is_whitespace() && !matches!(c, '-' | '>' | '*' | '/' | '}'))?;
            let end = end + written[end..].chars().next().map_or(0, char::len_utf8);
            let at = comment.start() + TextSize::try_from(end).ok()?;
            return Some(TextEdit { range: TextRange::empty(at), text: format!("{BETWEEN}{flat}") });
        }
        let text = match document.dialect() {
            Dialect::Markdown | Dialect::Data => format!("<!-- {MARK} {flat} -->\n"),
            Dialect::Mdx => format!("{{/* {MARK} {flat} */}}\n\n"),
        };
        Some(TextEdit { range: TextRange::empty(document.block_start(block)), text })
    }
}

/// Words on one line.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ticks some words, each in the draft that the tick before made.
    fn ticked(text: &str, dialect: Dialect, words: &[&str]) -> String {
        let mut text = text.to_owned();
        for words in words {
            let document = Document::new(&text, dialect);
            let at =
                TextSize::try_from(text.rfind(words).expect("the words stand there")).expect("a small draft");
            let range = TextRange::at(at, TextSize::of(*words));
            let edit = Ticks::new(&document).tick(&document, range, words).expect("an edit");
            text.replace_range(std::ops::Range::<usize>::from(edit.range), &edit.text);
            let document = Document::new(&text, dialect);
            let at =
                TextSize::try_from(text.rfind(words).expect("the words stand there")).expect("a small draft");
            let range = TextRange::at(at, TextSize::of(*words));
            assert!(Ticks::new(&document).has(&document, range, words), "{text}");
            assert_eq!(Ticks::new(&document).tick(&document, range, words), None, "ticked once: {text}");
        }
        text
    }

    #[test]
    fn a_tick_is_a_comment_above_its_paragraph() {
        let text = "# Geese\n\nThe tower cost $440 million, Ana Lund said.\n\nIt cost $440 million.\n";
        assert_eq!(
            ticked(text, Dialect::Markdown, &["Ana Lund", "The tower cost $440 million"]),
            "# Geese\n\n<!-- copydesk-checked: Ana Lund | The tower cost $440 million -->\nThe tower cost $440 million, Ana Lund said.\n\nIt cost $440 million.\n"
        );
        assert_eq!(
            ticked("It cost $3.\n", Dialect::Mdx, &["$3"]),
            "{/* copydesk-checked: $3 */}\n\nIt cost $3.\n"
        );
    }

    #[test]
    fn words_that_change_are_ticked_no_more() {
        let text = "<!-- copydesk-checked: $440 million -->\nIt cost $450 million.\n";
        let document = Document::new(text, Dialect::Markdown);
        let all = TextRange::up_to(document.len());
        let at = TextRange::empty(all.end() - TextSize::new(4));
        assert!(!Ticks::new(&document).has(&document, at, "$450 million"));
        assert!(Ticks::new(&document).has(&document, at, "$440\nmillion"), "on one line or on two");
        for words in ["a -- b", "a | b", "a > b", " "] {
            assert_eq!(Ticks::new(&document).tick(&document, at, words), None, "{words}");
        }
    }
}
