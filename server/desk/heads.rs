//! The title and the standfirst in front matter, which are no part of a draft's text and are read as headlines are: for the fact-check
//! sheet and the legal read.

use copydesk_facts::{EntryKind, Facts, Head, SheetEntry};
use copydesk_text::Dialect;
use text_size::{TextRange, TextSize};

use crate::analysis::Draft;

/// Behind the mark of a heading stand its words.
const MARK: &str = "# ";

/// A head as a draft of its own, all of it one heading.
pub(crate) fn read(head: &str) -> Draft {
    Draft::new(&format!("{MARK}{head}"), Dialect::Markdown)
}

/// What stands only in front matter: the text may open with the same words.
pub(crate) fn heads<'f>(facts: &'f Facts) -> impl Iterator<Item = &'f Head> {
    let repeated = |head: &&Head| facts.passages.iter().take(2).any(|view| view.passage.text == head.text);
    facts.front_matter.heads.iter().filter(move |head| !repeated(head))
}

/// Everything to check in a draft: of its title and standfirst first, then in the order of its text.
pub fn fact_sheet(facts: &Facts) -> Vec<SheetEntry> {
    let text = facts.sheet();
    let named = |words: &str| {
        text.iter().any(|entry| entry.kind == EntryKind::Name && has_words(&entry.words, words))
    };
    let mut entries = Vec::new();
    for head in heads(facts) {
        let draft = read(&head.text);
        let settings = crate::Settings::default();
        let here = draft.facts(&settings).sheet().into_iter();
        // A name that the text has too is looked up there.
        let here = here.filter(|entry| entry.kind != EntryKind::Name || !named(&entry.words));
        entries.extend(here.map(|entry| SheetEntry {
            range: head.place(facts.document, unmarked(entry.range)),
            sentence: head.range,
            again: Vec::new(),
            head: Some(head.clone()),
            ..entry
        }));
    }
    entries.extend(text);
    entries
}

/// Whether a text has all words of another one.
fn has_words(text: &str, words: &str) -> bool {
    words.split_whitespace().all(|word| text.split_whitespace().any(|other| other == word))
}

/// A range of a head's draft as one of its words.
fn unmarked(range: TextRange) -> TextRange {
    let before = |at: TextSize| at.checked_sub(TextSize::of(MARK)).unwrap_or_default();
    TextRange::new(before(range.start()), before(range.end()))
}
