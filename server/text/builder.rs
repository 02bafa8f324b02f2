//! Puts passages together: words as they come from the parser, then the decision which line breaks were the writer's
//! own, and what is a caption.

use std::ops::Range;

use crate::map::{OffsetMap, Segment};
use crate::{Link, LinkKind, Passage, PassageKind, TextRange, text_range};

/// Lines longer than this many characters were not wrapped by hand or by an editor: each is a paragraph of its own.
const LONGEST_WRAPPED_LINE: usize = 120;

/// A line break is the writer's own where the next word would have fitted with this many characters to spare. Ragged
/// wrapping (words moved by a later edit, an editor that counts differently) stays below it.
const SLACK: usize = 12;

/// Prose under construction, up to the end of one markdown paragraph.
#[derive(Default)]
pub(crate) struct Builder {
    text: String,
    map: OffsetMap,
    links: Vec<RawLink>,
    emphasis: Vec<Range<usize>>,
    images: Vec<Image>,
    breaks: Vec<Break>,
    /// A line break behind which nothing came yet.
    pending: Option<Range<usize>>,
    /// Source from the first event to the last.
    extent: Option<Range<usize>>,
}

/// A link whose prose range still counts from the builder's start.
pub(crate) struct RawLink {
    pub(crate) prose: Range<usize>,
    pub(crate) source: Range<usize>,
    pub(crate) target: String,
    pub(crate) kind: LinkKind,
}

/// An image's alternative text and its source.
struct Image {
    prose: Range<usize>,
    source: Range<usize>,
}

/// A line break: the place of its space in prose, and the source from the break to the next word.
struct Break {
    prose: usize,
    source: Range<usize>,
}

/// A line of the paragraph.
struct Line {
    prose: Range<usize>,
    source: Range<usize>,
    /// Nothing but images stands on it.
    pictured: bool,
}

impl Builder {
    /// Notes that something of the paragraph begins at `range.start`, and ends a pending line break there.
    pub(crate) fn touch(&mut self, range: Range<usize>) {
        if let Some(pending) = self.pending.take() {
            let source = pending.start..pending.end.max(range.start);
            self.breaks.push(Break { prose: self.text.len(), source: source.clone() });
            self.push(" ", source, false);
        }
        let extent = self.extent.get_or_insert(range.clone());
        extent.end = extent.end.max(range.end);
    }

    /// Appends source that is prose as it stands, but for hard spaces: to a reader each is a space.
    pub(crate) fn words(&mut self, source: &str, range: Range<usize>) {
        self.touch(range.clone());
        let mut start = range.start;
        for (at, space) in source[range.clone()].match_indices(is_hard_space) {
            let at = range.start + at;
            if start < at {
                self.push(&source[start..at], start..at, true);
            }
            start = at + space.len();
            self.push(" ", at..start, false);
        }
        if start < range.end {
            self.push(&source[start..range.end], start..range.end, true);
        }
    }

    /// Appends prose that stands for a stretch of source.
    pub(crate) fn stand_in(&mut self, prose: &str, range: Range<usize>) {
        self.touch(range.clone());
        self.push(&prose.replace(is_hard_space, " "), range, false);
    }

    /// Notes a line break; one at the end of the paragraph does not count.
    pub(crate) fn line_break(&mut self, range: Range<usize>) {
        match &mut self.pending {
            Some(pending) => pending.end = pending.end.max(range.end),
            None => self.pending = Some(range),
        }
    }

    /// Where the next prose goes.
    pub(crate) fn prose_len(&self) -> usize {
        self.text.len()
    }

    /// Where the source read so far ends.
    pub(crate) fn source_end(&self) -> usize {
        self.extent.as_ref().map_or(0, |extent| extent.end)
    }

    pub(crate) fn link(&mut self, link: RawLink) {
        self.links.push(link);
    }

    pub(crate) fn emphasis(&mut self, prose: Range<usize>) {
        // Of the same words the inner one was noted just before.
        if !prose.is_empty() && self.emphasis.last() != Some(&prose) {
            self.emphasis.push(prose);
        }
    }

    /// Notes an image whose end was reached. Those within its alternative text, noted before, are no pictures of their own:
    /// each would have the words of all that are within it once more.
    pub(crate) fn image(&mut self, prose: Range<usize>, source: Range<usize>) {
        while self.images.last().is_some_and(|inner| inner.source.start >= source.start) {
            self.images.pop();
        }
        self.images.push(Image { prose, source });
    }

    fn push(&mut self, prose: &str, source: Range<usize>, verbatim: bool) {
        let segment = Segment {
            prose_start: self.text.len(),
            prose_len: prose.len(),
            source_start: source.start,
            source_len: source.len(),
            verbatim,
        };
        self.text.push_str(prose);
        self.map.push(segment);
    }

    /// Ends the paragraph: cuts it where the writer broke lines, and takes captions apart. `source` is the block's
    /// text.
    pub(crate) fn finish(mut self, source: &str, kind: PassageKind) -> Vec<Passage> {
        self.links.sort_by_key(|link| (link.source.start, link.source.end));
        self.emphasis.sort_by_key(|range| (range.start, range.end));
        let lines = self.lines();
        let splits = !matches!(kind, PassageKind::Heading(_) | PassageKind::TableCell { .. });
        let width = match lines.len() {
            0 | 1 => 0,
            _ => lines.iter().map(|line| wrapped_width(&source[line.source.clone()])).max().unwrap_or(0),
        };

        let mut passages = Vec::new();
        let mut kind_now = kind;
        let mut run: Option<(Range<usize>, Range<usize>)> = None;
        for (index, line) in lines.iter().enumerate() {
            if line.pictured {
                passages.extend(run.take().and_then(|run| self.without_images(run, kind_now)));
                for image in self.images_in(&line.prose) {
                    passages.extend(self.select(
                        std::slice::from_ref(&image.prose),
                        image.source.clone(),
                        PassageKind::Caption,
                    ));
                }
                if splits {
                    kind_now = PassageKind::Caption;
                }
                continue;
            }
            run = Some(match run {
                None => (line.prose.clone(), line.source.clone()),
                Some((prose, hull)) => (prose.start..line.prose.end, hull.start..line.source.end),
            });
            let breaks = lines.get(index + 1).is_some_and(|next| {
                splits && deliberate(&source[line.source.clone()], &source[next.source.clone()], width)
            });
            if breaks {
                passages.extend(run.take().and_then(|run| self.without_images(run, kind_now)));
            }
        }
        passages.extend(run.and_then(|run| self.without_images(run, kind_now)));
        passages
    }

    fn lines(&self) -> Vec<Line> {
        let extent = self.extent.clone().unwrap_or(0..0);
        let mut lines = Vec::new();
        let (mut prose, mut source) = (0, extent.start);
        for each in &self.breaks {
            lines.push(self.line(prose..each.prose, source..each.source.start.max(source)));
            (prose, source) = (each.prose + 1, each.source.end);
        }
        lines.push(self.line(prose..self.text.len(), source..extent.end.max(source)));
        lines
    }

    fn line(&self, prose: Range<usize>, source: Range<usize>) -> Line {
        let mut place = prose.start;
        let mut images = 0;
        let mut bare = true;
        for image in self.images_in(&prose) {
            bare &= self.text[place..image.prose.start.max(place)].trim().is_empty();
            place = image.prose.end;
            images += 1;
        }
        let pictured = images > 0 && bare && self.text[place..prose.end].trim().is_empty();
        Line { prose, source, pictured }
    }

    fn images_in<'a>(&'a self, prose: &'a Range<usize>) -> impl Iterator<Item = &'a Image> {
        self.images.iter().filter(|image| prose.start <= image.prose.start && image.prose.end <= prose.end)
    }

    /// The passage of a run of lines. The alternative text of images amid words is not seen, so it goes.
    fn without_images(&self, run: (Range<usize>, Range<usize>), kind: PassageKind) -> Option<Passage> {
        let (prose, hull) = run;
        let mut keep = Vec::new();
        let mut start = prose.start;
        for image in self.images_in(&prose) {
            keep.push(start..image.prose.start.max(start));
            start = image.prose.end.max(start);
        }
        keep.push(start..prose.end);
        self.select(&keep, hull, kind)
    }

    /// The passage made of the prose ranges in `keep` and of the links whose source lies in `hull`.
    fn select(&self, keep: &[Range<usize>], hull: Range<usize>, kind: PassageKind) -> Option<Passage> {
        let keep = self.trimmed(keep);
        let remap =
            |offset: usize| keep.iter().map(|range| offset.clamp(range.start, range.end) - range.start).sum();
        let remap_range = |range: &Range<usize>| -> Range<usize> { remap(range.start)..remap(range.end) };

        let text: String = keep.iter().map(|range| &self.text[range.clone()]).collect();
        let mut map = OffsetMap::default();
        for range in &keep {
            for segment in self.map.segments() {
                if let Some(segment) = segment.within(range) {
                    map.push(Segment { prose_start: remap(segment.prose_start), ..segment });
                }
            }
        }
        let links: Vec<Link> = self
            .links
            .iter()
            .filter(|link| link.source.start < hull.end && hull.start < link.source.end)
            .map(|link| Link {
                range: text_range(remap_range(&link.prose)),
                source: text_range(link.source.clone()),
                target: link.target.clone(),
                kind: link.kind,
            })
            .collect();
        let mut emphasis: Vec<TextRange> =
            self.emphasis.iter().map(|range| text_range(remap_range(range))).collect();
        emphasis.retain(|range| !range.is_empty());
        emphasis.dedup();

        if text.is_empty() && links.is_empty() {
            return None;
        }
        let place = links.first().map_or(hull.start, |link| link.source.start().into());
        let range = map.source(0..text.len()).unwrap_or(place..place);
        Some(Passage { kind, text, links, emphasis, range: text_range(range), map })
    }

    /// The ranges without the white space at both ends of what they make together.
    fn trimmed(&self, keep: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut keep = keep.to_vec();
        for range in &mut keep {
            let text = &self.text[range.clone()];
            range.start = range.end - text.trim_start().len();
            if range.start < range.end {
                break;
            }
        }
        for range in keep.iter_mut().rev() {
            let text = &self.text[range.clone()];
            range.end = range.start + text.trim_end().len();
            if range.start < range.end {
                break;
            }
        }
        keep
    }
}

/// Whether a character is a space at which no line breaks, or one of another width.
fn is_hard_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// How wide a line is as far as wrapping goes: an address is never wrapped, so it does not count.
fn wrapped_width(line: &str) -> usize {
    let length = |word: &str| {
        let seen = word.find("](").or_else(|| word.find("://")).map_or(word, |end| &word[..end]);
        seen.chars().count() + 1
    };
    line.split_whitespace().map(length).sum::<usize>().saturating_sub(1)
}

/// Whether the break between two lines of a paragraph as wide as `width` was the writer's and not a hard wrap's.
fn deliberate(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    width > LONGEST_WRAPPED_LINE || line.trim().chars().count() + 1 + word + SLACK <= width
}
