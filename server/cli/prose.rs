//! A draft's prose as paragraphs, and the way from a place in the draft to a place in them.

use std::collections::BTreeMap;
use std::ops::Range;

use copydesk_text::{Document, Passage, PassageKind};
use text_size::{TextRange, TextSize};

/// What stands in prose for inline code, a formula and the like.
const OBJECT: char = '\u{fffc}';
/// So many bytes of such an object are shown.
const LONGEST_OBJECT: usize = 120;

/// The prose of a draft.
pub(in crate::cli) struct Prose {
    /// In the order of the draft; none is empty.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph, a heading, an item of a list, a cell of a table.
pub(in crate::cli) struct Paragraph {
    /// Its number as readers count, from 1; headings have none.
    pub number: Option<usize>,
    passage: Passage,
    /// Where its block starts, in bytes of the draft.
    block_start: TextSize,
    /// The source of each object, by its byte in the text.
    objects: BTreeMap<usize, String>,
}

impl Prose {
    /// The prose of a document.
    pub(in crate::cli) fn new(document: &Document) -> Prose {
        let mut paragraphs = Vec::new();
        let mut numbers = 0;
        for (index, block) in document.blocks().iter().enumerate() {
            let block_start = document.block_start(index);
            for passage in block.passages.iter().filter(|passage| !passage.text.is_empty()) {
                let objects = passage.text.match_indices(OBJECT).map(|(at, object)| {
                    let range = TextRange::at(size(at), size(object.len()));
                    (at, object_source(&document.slice(passage.source(range) + block_start)))
                });
                let objects: BTreeMap<usize, String> = objects.collect();
                let heading = matches!(passage.kind, PassageKind::Heading(_));
                numbers += usize::from(!heading);
                let number = (!heading).then_some(numbers);
                paragraphs.push(Paragraph { number, passage: passage.clone(), block_start, objects });
            }
        }
        Prose { paragraphs }
    }

    /// The draft's headline: its first heading of the first level, else its first heading.
    pub(in crate::cli) fn headline(&self) -> Option<&str> {
        let headings = || self.paragraphs.iter().filter(|it| matches!(it.kind(), PassageKind::Heading(_)));
        let title = headings().find(|it| it.kind() == PassageKind::Heading(1)).or_else(|| headings().next());
        title.map(|heading| heading.text())
    }

    /// The paragraph that holds the start of a range of the draft, and the range in its text, as far as it goes there;
    /// `None` where no prose stands.
    pub(in crate::cli) fn locate(&self, range: TextRange) -> Option<(usize, Range<usize>)> {
        let behind = self.paragraphs.partition_point(|paragraph| paragraph.start() <= range.start());
        // Paragraphs may lie within another's source, such as a footnote's; the nearest that has the words is meant.
        let (number, paragraph, start) = (0..behind).rev().take(8).find_map(|number| {
            let paragraph = &self.paragraphs[number];
            paragraph.offset(range.start()).map(|start| (number, paragraph, start))
        })?;
        let end = paragraph.offset(range.end()).unwrap_or(paragraph.text().len()).max(start);
        Some((number, start..end))
    }
}

impl Paragraph {
    /// What it is.
    pub(in crate::cli) fn kind(&self) -> PassageKind {
        self.passage.kind
    }

    /// The words.
    pub(in crate::cli) fn text(&self) -> &str {
        &self.passage.text
    }

    /// The source of the object at a byte of the text, where one stands.
    pub(in crate::cli) fn object(&self, at: usize) -> Option<&str> {
        self.objects.get(&at).map(String::as_str)
    }

    /// The words in a range of the text, with the source of each object in its place.
    pub(in crate::cli) fn shown(&self, range: Range<usize>) -> String {
        let mut shown = String::new();
        for (at, letter) in self.text().get(range.clone()).unwrap_or_default().char_indices() {
            match self.object(range.start + at) {
                Some(object) if letter == OBJECT => shown.push_str(object),
                _ => shown.push(letter),
            }
        }
        shown
    }

    /// The bytes at which words start.
    pub(in crate::cli) fn words(&self) -> impl Iterator<Item = usize> {
        let text = self.text();
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        words.map(|word| word.as_ptr() as usize - text.as_ptr() as usize)
    }

    fn start(&self) -> TextSize {
        self.passage.range().start() + self.block_start
    }

    fn offset(&self, at: TextSize) -> Option<usize> {
        let at = at.checked_sub(self.block_start)?;
        self.passage.prose_offset(at).map(usize::from)
    }
}

fn object_source(source: &str) -> String {
    let source = source.trim_matches('`').trim();
    let mut end = source.len().min(LONGEST_OBJECT);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{}", &source[..end], if end < source.len() { "…" } else { "" })
}

fn size(at: usize) -> TextSize {
    TextSize::new(u32::try_from(at).unwrap_or(u32::MAX))
}
