//! The way back from prose to source. Prose is made of pieces copied from the source and of characters that stand for
//! something longer there (an entity, a line break with its quote marks, a code span); both kinds are segments.

use std::ops::Range;

/// Maps offsets in a passage's text to offsets in its block and back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// Sorted by prose and by source; prose is covered without gaps, the source is not.
    segments: Vec<Segment>,
}

/// A run of prose and the run of source it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) prose_start: usize,
    pub(crate) prose_len: usize,
    pub(crate) source_start: usize,
    pub(crate) source_len: usize,
    /// Copied byte for byte; otherwise the whole run stands for the whole source.
    pub(crate) verbatim: bool,
}

impl OffsetMap {
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Appends a segment behind the others; joins verbatim neighbours.
    pub(crate) fn push(&mut self, segment: Segment) {
        if segment.prose_len == 0 {
            return;
        }
        if let Some(last) = self.segments.last_mut()
            && last.verbatim
            && segment.verbatim
            && last.source_start + last.source_len == segment.source_start
        {
            last.prose_len += segment.prose_len;
            last.source_len += segment.source_len;
            return;
        }
        self.segments.push(segment);
    }

    /// The source from the start of the first character of `prose` to the end of its last. `None` without segments.
    pub(crate) fn source(&self, prose: Range<usize>) -> Option<Range<usize>> {
        if prose.is_empty() {
            let place = match prose.start.checked_sub(1) {
                Some(before) => self.at(before).map(|segment| segment.source_behind(prose.start)),
                None => self.segments.first().map(|segment| segment.source_start),
            };
            return place.map(|place| place..place);
        }
        let start = self.at(prose.start)?.source_before(prose.start);
        let end = self.at(prose.end - 1)?.source_behind(prose.end);
        Some(start..end)
    }

    /// The prose offset of the source offset, where the source offset lies in or directly behind a visible character.
    pub(crate) fn prose(&self, source: usize) -> Option<usize> {
        let index = self.segments.partition_point(|segment| segment.source_start <= source).checked_sub(1)?;
        let segment = self.segments[index];
        let distance = source - segment.source_start;
        if distance > segment.source_len {
            return None;
        }
        if distance == segment.source_len {
            return Some(segment.prose_start + segment.prose_len);
        }
        Some(segment.prose_start + if segment.verbatim { distance } else { 0 })
    }

    /// The segment that holds the prose byte at `offset`; the last one for offsets beyond.
    fn at(&self, offset: usize) -> Option<&Segment> {
        let index = self.segments.partition_point(|segment| segment.prose_start <= offset).checked_sub(1)?;
        self.segments.get(index)
    }
}

impl Segment {
    /// The part of the segment inside a range of prose.
    pub(crate) fn within(&self, prose: &Range<usize>) -> Option<Segment> {
        let start = self.prose_start.max(prose.start);
        let end = (self.prose_start + self.prose_len).min(prose.end);
        if start >= end {
            return None;
        }
        let source_start = self.source_before(start);
        let source_len = self.source_behind(end) - source_start;
        Some(Segment {
            prose_start: start,
            prose_len: end - start,
            source_start,
            source_len,
            verbatim: self.verbatim,
        })
    }

    fn source_before(&self, prose: usize) -> usize {
        let distance = prose.saturating_sub(self.prose_start).min(self.prose_len);
        self.source_start + if self.verbatim { distance } else { 0 }
    }

    fn source_behind(&self, prose: usize) -> usize {
        let distance = prose.saturating_sub(self.prose_start).min(self.prose_len);
        self.source_start + if self.verbatim { distance } else { self.source_len }
    }
}
