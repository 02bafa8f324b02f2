//! Other words in place of visible ones, with every mark between them kept: emphasis, links, comments, footnote marks, escapes.

use std::ops::Range;

use crate::map::Segment;
use crate::mask::wiki_link;
use crate::{Document, Passage, PassageKind, TextRange, TextSize, text_range, text_size};

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
        let mut edits = Vec::new();
        for (changed, text) in words.edits(prose, text)? {
            edits.extend(words.labels(&changed));
            edits.extend(words.page(&changed));
            edits.push((words.source(changed), text));
        }
        edits.sort_by_key(|(range, _)| (range.start(), range.end()));
        // Two words of one link ask for its label twice.
        edits.dedup();
        Some(edits)
    }

    /// Whether the visible words in `range`, bytes of the draft, can be replaced as they stand: nothing unseen stands between them,
    /// and no link finds its target by them.
    pub fn is_plain(&self, range: TextRange) -> bool {
        self.words(range).is_some_and(|(words, prose)| {
            words.is_bare(&prose) && words.labels(&prose).next().is_none() && words.page(&prose).is_none()
        })
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
        let passages = &self.blocks()[index].passages;
        let at = passages.partition_point(|it| it.range().end() < inner.end());
        let passage = passages[at..].iter().find(|it| it.range().contains_range(inner))?;
        let prose = passage.prose_offset(inner.start())?.into()..passage.prose_offset(inner.end())?.into();
        Some((Words { document: self, base, passage }, prose))
    }
}

/// No page's name is looked for further from a word than this.
const LONGEST_PAGE: TextSize = TextSize::new(256);

/// A passage whose words are to change.
struct Words<'d> {
    document: &'d Document,
    /// Where the passage's block starts in the draft.
    base: TextSize,
    passage: &'d Passage,
}

impl Words<'_> {
    /// The parts of the prose that change where a range of it is to read `new`, and what they become.
    fn edits(&self, prose: Range<usize>, new: &str) -> Option<Vec<(Range<usize>, String)>> {
        let old = &self.passage.text[prose.clone()];
        if old == new {
            return Some(Vec::new());
        }
        if self.is_bare(&prose) {
            return Some(vec![(prose, new.to_owned())]);
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
            edits.push((self.is_bare(&out).then_some(out)?, String::new()));
        }
        for (number, word) in kept.iter().enumerate() {
            let to = if number + 1 == kept.len() { new.len() } else { new_words[number].end };
            let part = prose.start + word.start..prose.start + word.end;
            edits.extend(self.edits(part, &new[new_words[number].start..to])?);
        }
        Some(edits)
    }

    /// The edit within a word that marks divide: of what differs.
    fn difference(&self, start: usize, old: &str, new: &str) -> Option<Vec<(Range<usize>, String)>> {
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
        };
        let before = same(&mut old.chars().zip(new.chars()));
        let (old_rest, new_rest) = (&old[before..], &new[before..]);
        let behind = same(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
        let changed = start + before..start + old.len() - behind;
        let text = new_rest[..new_rest.len() - behind].to_owned();
        (!changed.is_empty() && self.is_bare(&changed)).then(|| vec![(changed, text)])
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

    /// Whether what stands for something else stands for nothing that would go with it: code, a break that the writer asked for, a
    /// comment at the end of a line.
    fn is_seen(&self, segment: Segment) -> bool {
        const OBJECT: char = '\u{fffc}';
        let prose = &self.passage.text[segment.prose_start..segment.prose_start + segment.prose_len];
        if segment.verbatim || prose != " " {
            return segment.verbatim || !prose.contains(OBJECT);
        }
        let source = segment.source_start..segment.source_start + segment.source_len;
        let source = self.document.slice(text_range(source) + self.base);
        !source.starts_with("  ") && source.chars().all(|c| c.is_whitespace() || c == '>')
    }

    fn source(&self, prose: Range<usize>) -> TextRange {
        self.passage.source(text_range(prose)) + self.base
    }

    /// The labels for links that find theirs by the words: `[words]` becomes `[others][words]`.
    fn labels(&self, prose: &Range<usize>) -> impl Iterator<Item = Rewording> {
        let touched = text_range(prose.clone());
        let named = self.passage.links.iter().filter(move |link| {
            link.by_words && link.range.intersect(touched).is_some_and(|shared| !shared.is_empty())
        });
        named.filter_map(|link| {
            let range = link.source + self.base;
            let whole = self.document.slice(range).replace("\r\n", "\n");
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
        })
    }

    /// What keeps a wiki link at its page: `[[Page]]` becomes `[[Page|words]]`.
    fn page(&self, prose: &Range<usize>) -> Option<Rewording> {
        let range = self.source(prose.clone());
        let first = range.start().checked_sub(LONGEST_PAGE).unwrap_or_default().max(self.base);
        let before = self.document.slice(TextRange::new(first, range.start()));
        let open = before.rfind("[[").filter(|&at| !before[..at].ends_with('\\'))?;
        // The slice may begin within a character, and does then where that begins.
        let start = range.start() - TextSize::of(&before[open..]);
        let end = self.document.len().min(range.end() + LONGEST_PAGE);
        let link = self.document.slice(TextRange::new(start, end));
        let words = wiki_link(&link)?.words;
        let page = &link[words.clone()];
        let within = text_range(words.clone()).contains_range(range - start);
        let bar = if matches!(self.passage.kind, PassageKind::TableCell { .. }) { "\\|" } else { "|" };
        let named = within && words.start == "[[".len();
        named.then(|| (TextRange::empty(start + text_size(words.start)), format!("{page}{bar}")))
    }
}

/// The words of a text, by bytes.
fn words(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| word.as_ptr() as usize - start..word.as_ptr() as usize - start + word.len())
        .collect()
}
