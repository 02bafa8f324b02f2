//! Other words in place of visible ones, with every mark between them kept: emphasis, links, comments, footnote marks, escapes.

use std::ops::Range;

use crate::map::Segment;
use crate::{Document, Passage, TextRange, TextSize, text_range};

/// One edit: bytes of the draft, half open, and what takes their place.
pub type Rewording = (TextRange, String);

impl Document {
    /// The edits that make the visible words in `range`, bytes of the draft, read `text`, in the order of the draft. Marks between the
    /// words stay where they are; a link that finds its target by its words is given its label, so that it still does.
    ///
    /// `None` where that cannot be done: words that nobody sees, words of two passages, a mark within a word that changes, words to
    /// be taken out from between marks.
    pub fn reword(&self, range: TextRange, text: &str) -> Option<Vec<Rewording>> {
        let (words, prose) = self.words(range)?;
        let mut edits = words.edits(prose.clone(), text)?;
        if !edits.is_empty() {
            edits.extend(words.labels(text_range(prose.clone())));
            edits.extend(words.page(prose));
            edits.sort_by_key(|(range, _)| (range.start(), range.end()));
        }
        Some(edits)
    }

    /// Whether the visible words in `range`, bytes of the draft, are of one passage and nothing unseen stands between them.
    pub fn is_bare(&self, range: TextRange) -> bool {
        self.words(range).is_some_and(|(words, prose)| words.is_bare(&prose))
    }

    /// The words that a reader sees in `range`, bytes of the draft; `None` where it belongs to no passage.
    pub fn visible(&self, range: TextRange) -> Option<String> {
        self.words(range).map(|(words, prose)| words.passage.text[prose].to_owned())
    }

    /// The passage that holds a range, and the prose there.
    fn words(&self, range: TextRange) -> Option<(Words<'_>, Range<usize>)> {
        let index = self.block_at(range.start())?;
        let base = self.block_start(index);
        let inner = TextRange::new(range.start().checked_sub(base)?, range.end().checked_sub(base)?);
        let passage = self.blocks()[index].passages.iter().find(|it| it.range().contains_range(inner))?;
        let prose = passage.prose_offset(inner.start())?.into()..passage.prose_offset(inner.end())?.into();
        Some((Words { document: self, base, passage }, prose))
    }
}

/// No page's name is looked for further behind a word than this.
const LONGEST_PAGE: TextSize = TextSize::new(256);

/// A passage whose words are to change.
struct Words<'d> {
    document: &'d Document,
    /// Where the passage's block starts in the draft.
    base: TextSize,
    passage: &'d Passage,
}

impl Words<'_> {
    /// The edits that make a range of the prose read `new`.
    fn edits(&self, prose: Range<usize>, new: &str) -> Option<Vec<Rewording>> {
        let old = &self.passage.text[prose.clone()];
        if old == new {
            return Some(Vec::new());
        }
        if self.is_bare(&prose) {
            return Some(vec![(self.source(prose), new.to_owned())]);
        }
        let (old_words, new_words) = (words(old), words(new));
        if old_words.len() < 2 || new_words.is_empty() {
            return self.difference(prose.start, old, new);
        }
        // Words that are too many are the first ones; what is more goes with the last.
        let dropped = old_words.len().saturating_sub(new_words.len());
        let kept = &old_words[dropped..];
        let mut edits = Vec::new();
        if dropped > 0 {
            let out = prose.start..prose.start + kept[0].start;
            edits.push((self.is_bare(&out).then(|| self.source(out))?, String::new()));
        }
        for (number, word) in kept.iter().enumerate() {
            let to = if number + 1 == kept.len() { new.len() } else { new_words[number].end };
            let part = prose.start + word.start..prose.start + word.end;
            edits.extend(self.edits(part, &new[new_words[number].start..to])?);
        }
        Some(edits)
    }

    /// The edit within a word that marks divide: of what differs.
    fn difference(&self, start: usize, old: &str, new: &str) -> Option<Vec<Rewording>> {
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
        };
        let before = same(&mut old.chars().zip(new.chars()));
        let (old_rest, new_rest) = (&old[before..], &new[before..]);
        let behind = same(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
        let changed = start + before..start + old.len() - behind;
        let text = &new_rest[..new_rest.len() - behind];
        (!changed.is_empty() && self.is_bare(&changed)).then(|| vec![(self.source(changed), text.to_owned())])
    }

    /// Whether nothing that is not seen stands between the visible characters of a range of the prose.
    fn is_bare(&self, prose: &Range<usize>) -> bool {
        let segments = self.passage.map.segments();
        let first = segments.partition_point(|it| it.prose_start + it.prose_len <= prose.start);
        let mut end = None;
        for segment in segments[first..].iter().map_while(|it| it.within(prose)) {
            if end.is_some_and(|end| end != segment.source_start) || !self.is_seen(segment) {
                return false;
            }
            end = Some(segment.source_start + segment.source_len);
        }
        end.is_some()
    }

    /// Whether a blank that stands for a line break stands for nothing besides.
    fn is_seen(&self, segment: Segment) -> bool {
        let prose = &self.passage.text[segment.prose_start..segment.prose_start + segment.prose_len];
        let source = segment.source_start..segment.source_start + segment.source_len;
        prose != " "
            || segment.verbatim
            || self
                .document
                .slice(text_range(source) + self.base)
                .chars()
                .all(|c| c.is_whitespace() || c == '>')
    }

    fn source(&self, prose: Range<usize>) -> TextRange {
        self.passage.source(text_range(prose)) + self.base
    }

    /// The labels for links that found theirs by the words: `[words]` becomes `[others][words]`.
    fn labels(&self, prose: TextRange) -> Vec<Rewording> {
        let named = self.passage.links.iter().filter(|link| {
            link.by_words && link.range.intersect(prose).is_some_and(|shared| !shared.is_empty())
        });
        let label = |range: TextRange| {
            let whole = self.document.slice(range);
            let inner = whole.trim_start_matches('!').strip_prefix('[')?;
            // Of `[words][]` the parser gives the empty label only where the definition is in sight.
            let behind = TextRange::at(range.end(), TextSize::of("[]"));
            let empty = behind.end() <= self.document.len() && self.document.slice(behind) == "[]";
            let bracket = TextSize::of(']');
            let (label, at) = match inner.strip_suffix("][]") {
                Some(label) => (label.to_owned(), range.end() - bracket),
                None if empty => (inner.strip_suffix(']')?.to_owned(), behind.end() - bracket),
                None => (format!("[{inner}"), range.end()),
            };
            Some((TextRange::empty(at), label))
        };
        named.filter_map(|link| label(link.source + self.base)).collect()
    }

    /// What keeps a link between double brackets at its page: `[[Page]]` becomes `[[Page|words]]`.
    fn page(&self, prose: Range<usize>) -> Option<Rewording> {
        let range = self.source(prose);
        let before = self.document.slice(TextRange::new(self.base, range.start()));
        let open = before.rfind(['[', ']', '|', '\n']).filter(|&at| before[..=at].ends_with("[["))? + 1;
        let behind = self
            .document
            .slice(TextRange::new(range.end(), self.document.len().min(range.end() + LONGEST_PAGE)));
        let close = behind.find(['[', ']', '|', '\n']).filter(|&at| behind[at..].starts_with("]]"))?;
        let page = format!("{}{}{}|", &before[open..], self.document.slice(range), &behind[..close]);
        Some((TextRange::empty(self.base + TextSize::of(&before[..open])), page))
    }
}

/// The words of a text, by bytes.
fn words(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| word.as_ptr() as usize - start..word.as_ptr() as usize - start + word.len())
        .collect()
}
