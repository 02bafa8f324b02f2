//! Puts passages together: words as they come from the parser, then the decision which line breaks were the writer's
//! own, what is a caption, and where a paragraph that is longer than anybody writes is cut.

use std::ops::Range;

use crate::map::{OffsetMap, Segment};
use crate::{Link, LinkKind, Passage, PassageKind, TextRange, text_range};

/// Lines longer than this many characters were not wrapped by hand or by an editor: each is a paragraph of its own.
const LONGEST_WRAPPED_LINE: usize = 120;

/// A line break is the writer's own where the next word would have fitted with this many characters to spare. Ragged
/// wrapping (words moved by a later edit, an editor that counts differently) stays below it.
const SLACK: usize = 12;

/// A passage has no more bytes of prose than this, some 2,500 words. What is read, told and asked of a passage grows with the pairs
/// of its sentences, names and quotations; cut into passages, a draft without paragraphs costs what its length costs.
const LONGEST_PASSAGE: usize = 16_384;

/// Ranges of a builder's prose, in order and apart.
type Stretches = Vec<Range<usize>>;

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
    pub(crate) by_words: bool,
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

/// How far the links and the emphasised words of a paragraph reach up to each of them, so that those of one line are found without
/// looking at all.
struct Reach {
    /// For each link where the source of it and of those before it ends.
    links: Vec<usize>,
    /// For each emphasised range where the prose of it and of those before it ends.
    emphasis: Vec<usize>,
}

impl Reach {
    fn new(builder: &Builder) -> Reach {
        let furthest = |furthest: &mut usize, end: usize| {
            *furthest = end.max(*furthest);
            Some(*furthest)
        };
        Reach {
            links: builder.links.iter().map(|link| link.source.end).scan(0, furthest).collect(),
            emphasis: builder.emphasis.iter().map(|range| range.end).scan(0, furthest).collect(),
        }
    }
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
        let reach = Reach::new(&self);
        let lines = self.lines();
        let splits = !matches!(kind, PassageKind::Heading(_) | PassageKind::TableCell { .. });
        let wrap = (splits && lines.len() > 1)
            .then(|| Wrap::new(lines.iter().map(|line| &source[line.source.clone()])));

        let mut passages = Vec::new();
        let mut kind_now = kind;
        let mut run: Option<(Range<usize>, Range<usize>)> = None;
        for (index, line) in lines.iter().enumerate() {
            if line.pictured {
                passages.extend(
                    run.take().into_iter().flat_map(|run| self.without_images(&reach, run, kind_now)),
                );
                for image in self.images_in(&line.prose) {
                    let keep = vec![image.prose.clone()];
                    passages.extend(self.select(&reach, keep, image.source.clone(), PassageKind::Caption));
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
                wrap.as_ref().is_some_and(|wrap| {
                    wrap.is_deliberate(&source[line.source.clone()], &source[next.source.clone()])
                })
            });
            if breaks {
                passages.extend(
                    run.take().into_iter().flat_map(|run| self.without_images(&reach, run, kind_now)),
                );
            }
        }
        passages.extend(run.into_iter().flat_map(|run| self.without_images(&reach, run, kind_now)));
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
        let first = self.images.partition_point(|image| image.prose.start < prose.start);
        let near = self.images[first..].iter().take_while(|image| image.prose.start <= prose.end);
        near.filter(|image| image.prose.end <= prose.end)
    }

    /// The passages of a run of lines. The alternative text of images amid words is not seen, so it goes.
    fn without_images(
        &self,
        reach: &Reach,
        run: (Range<usize>, Range<usize>),
        kind: PassageKind,
    ) -> Vec<Passage> {
        let (prose, hull) = run;
        let mut keep = Vec::new();
        let mut start = prose.start;
        for image in self.images_in(&prose) {
            keep.push(start..image.prose.start.max(start));
            start = image.prose.end.max(start);
        }
        keep.push(start..prose.end);
        self.select(reach, keep, hull, kind)
    }

    /// The passages made of the prose ranges in `keep`, which stand in order and apart, and of the links whose source lies in `hull`.
    fn select(
        &self,
        reach: &Reach,
        keep: Vec<Range<usize>>,
        hull: Range<usize>,
        kind: PassageKind,
    ) -> Vec<Passage> {
        let (mut passages, mut rest, mut hull) = (Vec::new(), keep, hull);
        loop {
            let cut = self.cut(&rest);
            let first = cut.as_ref().map_or(&rest, |(first, _)| first);
            let last = cut.as_ref().and_then(|(first, _)| first.last());
            let end = last.and_then(|last| self.map.source(last.end - 1..last.end));
            let end = end.map_or(hull.end, |source| source.end.clamp(hull.start, hull.end));
            let mut passage = self.passage(reach, first, hull.start..end, kind);
            // A link that the cut goes through belongs to the passage in which it begins.
            if let Some(passage) = passage.as_mut().filter(|_| !passages.is_empty()) {
                passage.links.retain(|link| usize::from(link.source.start()) >= hull.start);
            }
            passages.push(passage);
            let Some((_, behind)) = cut else { break };
            (rest, hull) = (behind, end..hull.end);
        }
        passages.into_iter().flatten().collect()
    }

    /// The prose ranges of a passage that is too long, cut in two where the first may end; `None` where it is not.
    fn cut(&self, keep: &[Range<usize>]) -> Option<(Stretches, Stretches)> {
        if keep.iter().map(ExactSizeIterator::len).sum::<usize>() <= LONGEST_PASSAGE {
            return None;
        }
        let pieces = keep.iter().flat_map(|range| {
            self.text[range.clone()].char_indices().map(|(at, character)| (range.start + at, character))
        });
        let end = cut(pieces);
        let part = |range: &Range<usize>, from: usize, to: usize| {
            let part = range.start.clamp(from, to)..range.end.clamp(from, to);
            (!part.is_empty()).then_some(part)
        };
        let first = keep.iter().filter_map(|range| part(range, 0, end)).collect();
        Some((first, keep.iter().filter_map(|range| part(range, end, usize::MAX)).collect()))
    }

    /// The passage made of the prose ranges in `keep` and of the links whose source lies in `hull`.
    fn passage(
        &self,
        reach: &Reach,
        keep: &[Range<usize>],
        hull: Range<usize>,
        kind: PassageKind,
    ) -> Option<Passage> {
        let keep = self.trimmed(keep);
        // How much prose is kept before each range.
        let before: Vec<usize> = keep
            .iter()
            .scan(0, |sum, range| {
                let before = *sum;
                *sum += range.len();
                Some(before)
            })
            .collect();
        let remap = |offset: usize| match keep.partition_point(|range| range.start <= offset).checked_sub(1) {
            Some(at) => before[at] + offset.min(keep[at].end) - keep[at].start,
            None => 0,
        };
        let remap_range = |range: &Range<usize>| -> Range<usize> { remap(range.start)..remap(range.end) };

        let text: String = keep.iter().map(|range| &self.text[range.clone()]).collect();
        let mut map = OffsetMap::default();
        for range in &keep {
            let segments = self.map.segments();
            let first = segments.partition_point(|it| it.prose_start + it.prose_len <= range.start);
            for segment in segments[first..].iter().map_while(|segment| segment.within(range)) {
                map.push(Segment { prose_start: remap(segment.prose_start), ..segment });
            }
        }
        let first = reach.links.partition_point(|&end| end <= hull.start);
        let links: Vec<Link> = self.links[first..]
            .iter()
            .take_while(|link| link.source.start < hull.end)
            .filter(|link| hull.start < link.source.end)
            .map(|link| Link {
                range: text_range(remap_range(&link.prose)),
                source: text_range(link.source.clone()),
                target: link.target.clone(),
                by_words: link.by_words,
                kind: link.kind,
            })
            .collect();
        let prose = keep.first().map_or(0..0, |first| first.start..keep[keep.len() - 1].end);
        let first = reach.emphasis.partition_point(|&end| end <= prose.start);
        let near = self.emphasis[first..].iter().take_while(|range| range.start < prose.end);
        let mut emphasis: Vec<TextRange> = near.map(|range| text_range(remap_range(range))).collect();
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

/// Where a passage that is too long is cut, given its characters and their places: behind the last sentence outside quotation marks,
/// or else the last sentence, the last word, or as much as may stand in a passage. Not in its first half.
fn cut(characters: impl Iterator<Item = (usize, char)>) -> usize {
    let (mut length, mut open, mut word) = (0, 0_usize, 0_usize);
    let (mut outside, mut sentence, mut space) = (None, None, None);
    let mut stopped = false;
    for (at, character) in characters {
        length += character.len_utf8();
        if length > LONGEST_PASSAGE {
            return outside.or(sentence).or(space).unwrap_or(at);
        }
        match character {
            '“' | '„' | '«' => open += 1,
            '”' | '»' => open = open.saturating_sub(1),
            '"' => open = usize::from(open == 0),
            _ => {}
        }
        if character.is_whitespace() {
            if length * 2 > LONGEST_PASSAGE {
                let behind = Some(at + character.len_utf8());
                // "Mr." and "U.S." end no sentence.
                let ends = stopped && word >= SHORTEST_LAST_WORD;
                space = behind;
                sentence = if ends { behind } else { sentence };
                outside = if ends && open == 0 { behind } else { outside };
            }
            word = 0;
        } else {
            word += 1;
        }
        stopped = match character {
            '.' | '!' | '?' | '…' => true,
            '”' | '"' | '»' | '’' | '\'' | ')' => stopped,
            _ => false,
        };
    }
    unreachable!("invariant: only a passage that is too long is cut")
}

/// A word that ends a sentence for sure has so many characters, its marks among them.
const SHORTEST_LAST_WORD: usize = 5;

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

/// How a paragraph's lines were broken.
struct Wrap {
    /// How many characters fit into a line.
    width: usize,
    /// Whether they were broken to fit, since a sentence goes on behind a break.
    wrapped: bool,
}

impl Wrap {
    /// What the lines of a paragraph show. One line of wrapped ones that a later edit made longer, a source put into it say, does not
    /// make them all short.
    fn new<'a>(lines: impl Iterator<Item = &'a str>) -> Wrap {
        let lines: Vec<&str> = lines.collect();
        let wrapped = lines.windows(2).any(|pair| goes_on(pair[0], pair[1]));
        let mut widths: Vec<usize> = lines.iter().map(|line| wrapped_width(line)).collect();
        if wrapped && widths.len() > 2 {
            widths.pop();
            widths.sort_unstable();
            return Wrap { width: widths[widths.len() / 2], wrapped };
        }
        Wrap { width: widths.into_iter().max().unwrap_or(0), wrapped }
    }

    /// Whether the break between two of the lines was the writer's and not a hard wrap's.
    fn is_deliberate(&self, line: &str, next: &str) -> bool {
        if goes_on(line, next) {
            return false;
        }
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        let fits = line.trim().chars().count() + 1 + word + SLACK <= self.width;
        fits || !self.wrapped && self.width > LONGEST_WRAPPED_LINE
    }
}

/// Whether a sentence goes on behind the break between two lines: nothing ends in front of it, and small letters follow.
fn goes_on(line: &str, next: &str) -> bool {
    let marks = |last: char| last.is_whitespace() || matches!(last, '"' | '”' | '’' | '\'' | '»' | ')');
    let ends = line.trim_end_matches(marks).ends_with(['.', '!', '?', '…', ':']);
    !ends && next.trim_start().starts_with(char::is_lowercase)
}
