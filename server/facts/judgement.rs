//! What the reader says of each sentence in its place, kept with the blocks: an edit judges the sentences around it anew, and
//! what stands farther off keeps its judgement. The draft's genre is told from all of its sentences.

use std::ops::Range;
use std::sync::Arc;

use copydesk_language::{
    Genres, Judgement, LAST_PLACE, NEIGHBOURS, Setting, SettingKind, VECTOR, genre, judge, place,
};
use copydesk_text::{Block, LinkKind, Passage, PassageKind};

use crate::passage_facts::{BlockFacts, PassageFacts};

/// The judgements of a draft. Cloning it costs two pointers a block.
#[derive(Clone)]
pub struct Judgements {
    /// One for each block of the draft; empty where a block is not read.
    blocks: Vec<Judged>,
    /// All sentences' vectors together, and how many sentences there are.
    total: Total,
    sentences: usize,
    genres: Genres,
    /// Blocks that came, or took the place of others, since all were judged last, by their numbers.
    touched: Option<Range<usize>>,
}

/// The sentences of a block.
#[derive(Clone, Default)]
struct Judged {
    /// The number of the first sentence among the body's by which they were placed; `None` where they are not.
    placed_at: Option<usize>,
    /// What they were placed by: that number and the passages.
    placed_by: u64,
    /// Each sentence's vector in its place, one behind the other.
    placed: Arc<[f32]>,
    /// How many sentences there are, and how many of them in the body.
    sentences: usize,
    of_body: usize,
    /// What they were judged by: all sentences near enough to count.
    judged_by: u64,
    judgements: Arc<[Judgement]>,
}

/// Some blocks by their numbers, with what tells how they follow each other.
struct Stretch {
    blocks: Range<usize>,
    /// How many sentences stand before each block of them, and how many in all of them.
    starts: Vec<usize>,
    /// The blocks before each block of them as one number, and all of them: any run of blocks is told by two of these.
    runs: Vec<u64>,
}

impl Judgements {
    /// Nothing is judged yet in a draft of so many blocks.
    pub fn none(blocks: usize) -> Judgements {
        Judgements {
            blocks: vec![Judged::default(); blocks],
            total: Total::default(),
            sentences: 0,
            genres: Genres::default(),
            touched: None,
        }
    }

    /// What was said of a block's sentences, in order.
    pub fn of_block(&self, block: usize) -> &[Judgement] {
        self.blocks.get(block).map_or(&[], |judged| &judged.judgements)
    }

    /// What kind of draft it is.
    pub fn genres(&self) -> Genres {
        self.genres
    }

    /// Takes the blocks `removed` out and makes room for `inserted` many that are not judged.
    pub fn splice(&mut self, removed: Range<usize>, inserted: usize) {
        let touched = self.touched.take().unwrap_or_else(|| removed.clone());
        let end = touched.end.max(removed.end) - removed.len() + inserted;
        self.touched = Some(touched.start.min(removed.start)..end);
        for gone in self.blocks.splice(removed, std::iter::repeat_n(Judged::default(), inserted)) {
            self.total.take(&gone.placed);
            self.sentences -= gone.sentences;
        }
    }

    /// Judges what is new or has new neighbours; `facts` holds the facts of each block that is read. A block that was read stays so, with
    /// the same facts, until it is spliced out.
    pub fn settle(&mut self, blocks: &[Arc<Block>], facts: &[Option<BlockFacts>]) {
        self.put_in_place(blocks, facts);
        let Some(touched) = self.touched.take() else { return };
        // Of these something that counts may be another.
        let near = self.before(touched.start)..self.behind(touched.end);
        let stretch = self.stretch(self.before(near.start)..self.behind(near.end));
        let mut number = near.start;
        while number < near.end {
            let Some(signature) = self.signature(number, &stretch) else {
                number += 1;
                continue;
            };
            // Neighbours are judged in one go.
            let first = number;
            let mut signatures = vec![signature];
            number += 1;
            while number < near.end
                && let Some(signature) = self.signature(number, &stretch)
            {
                signatures.push(signature);
                number += 1;
            }
            self.judge(first..number, &signatures, &stretch);
        }
        self.genres =
            if self.sentences > 0 { genre(&self.total.mean(self.sentences)) } else { Genres::default() };
    }

    /// Places the sentences of the blocks that are new, and of those whose place is another.
    fn put_in_place(&mut self, blocks: &[Arc<Block>], facts: &[Option<BlockFacts>]) {
        let mut of_body = 0;
        for (number, (judged, facts)) in self.blocks.iter_mut().zip(facts).enumerate() {
            // Behind some, all places are alike.
            let at = Some(of_body.min(LAST_PLACE));
            if let Some(facts) = facts.as_ref().filter(|_| judged.placed_at != at) {
                self.total.take(&judged.placed);
                self.sentences -= judged.sentences;
                judged.placed_at = at;
                let numbers = facts.iter().map(|facts| facts.number);
                // Runs of blocks are sums of these, so that they must not be sums themselves.
                judged.placed_by = scattered(numbers.chain([of_body.min(LAST_PLACE) as u64]).fold(1, behind));
                (judged.placed, judged.of_body) = placed(&blocks[number].passages, facts, of_body);
                judged.sentences = judged.placed.len() / VECTOR;
                self.total.add(&judged.placed);
                self.sentences += judged.sentences;
                let touched = self.touched.take().unwrap_or(number..number);
                self.touched = Some(touched.start.min(number)..touched.end.max(number + 1));
            }
            of_body += judged.of_body;
        }
    }

    /// The first of the blocks before one whose sentences are near enough to count for it.
    fn before(&self, block: usize) -> usize {
        let (mut first, mut sentences) = (block, 0);
        while first > 0 && sentences < NEIGHBOURS {
            first -= 1;
            sentences += self.blocks[first].sentences;
        }
        first
    }

    /// The end of the blocks from one on whose sentences are near enough to count for those before it.
    fn behind(&self, block: usize) -> usize {
        let (mut end, mut sentences) = (block, 0);
        while end < self.blocks.len() && sentences < NEIGHBOURS {
            sentences += self.blocks[end].sentences;
            end += 1;
        }
        end
    }

    fn stretch(&self, blocks: Range<usize>) -> Stretch {
        let (mut starts, mut runs) = (vec![0], vec![0]);
        let (mut start, mut run) = (0, 0);
        for judged in &self.blocks[blocks.clone()] {
            start += judged.sentences;
            run = behind(run, judged.placed_by);
            starts.push(start);
            runs.push(run);
        }
        Stretch { blocks, starts, runs }
    }

    /// What a block is to be judged by, where it was not judged by that.
    fn signature(&self, block: usize, stretch: &Stretch) -> Option<u64> {
        let (first, end) = (self.before(block), self.behind(block + 1));
        let sentences = self.blocks[block].sentences;
        let length = u32::try_from(end - first).unwrap_or(u32::MAX);
        let run = |block: usize| stretch.runs[block - stretch.blocks.start];
        let near = run(end).wrapping_sub(run(first).wrapping_mul(STEP.wrapping_pow(length)));
        let signature = behind(near, (stretch.start(block) - stretch.start(first)) as u64);
        (sentences > 0 && signature != self.blocks[block].judged_by).then_some(signature)
    }

    fn judge(&mut self, blocks: Range<usize>, signatures: &[u64], stretch: &Stretch) {
        let (from, to) = (stretch.start(blocks.start), stretch.start(blocks.end));
        let first = from.saturating_sub(NEIGHBOURS);
        let last = (to + NEIGHBOURS).min(stretch.start(stretch.blocks.end));
        let mut vectors = Vec::with_capacity((last - first) * VECTOR);
        for number in self.before(blocks.start)..self.behind(blocks.end) {
            let start = stretch.start(number);
            let sentences = self.blocks[number].sentences;
            let part = first.saturating_sub(start).min(sentences)..last.saturating_sub(start).min(sentences);
            vectors.extend_from_slice(&self.blocks[number].placed[part.start * VECTOR..part.end * VECTOR]);
        }
        let judgements = judge(&vectors, from - first..to - first);
        for (number, &signature) in blocks.zip(signatures) {
            let here = stretch.start(number) - from..stretch.start(number + 1) - from;
            let judged = &mut self.blocks[number];
            judged.judged_by = signature;
            judged.judgements = judgements[here].into();
        }
    }
}

impl Stretch {
    /// How many sentences of the stretch stand before a block.
    fn start(&self, block: usize) -> usize {
        self.starts[block - self.blocks.start]
    }
}

/// A sum of vectors from which one can be taken again without a trace: in whole numbers, of which each counts for so small a part.
#[derive(Clone)]
struct Total([i64; VECTOR]);

const PART: f64 = 1.0 / (1_u64 << 32) as f64;

impl Default for Total {
    fn default() -> Total {
        Total([0; VECTOR])
    }
}

impl Total {
    fn add(&mut self, vectors: &[f32]) {
        self.change(vectors, i64::wrapping_add);
    }

    fn take(&mut self, vectors: &[f32]) {
        self.change(vectors, i64::wrapping_sub);
    }

    fn change(&mut self, vectors: &[f32], change: impl Fn(i64, i64) -> i64) {
        for vector in vectors.chunks_exact(VECTOR) {
            for (sum, &number) in self.0.iter_mut().zip(vector) {
                #[allow(clippy::cast_possible_truncation, reason = "a layer norm gives small numbers")]
                let parts = (f64::from(number) / PART) as i64;
                *sum = change(*sum, parts);
            }
        }
    }

    /// The mean of so many vectors.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "the mean is rounded to what a number of 32 bits holds"
    )]
    fn mean(&self, count: usize) -> Vec<f32> {
        self.0.iter().map(|&sum| (sum as f64 * PART / count as f64) as f32).collect()
    }
}

/// An odd number without a pattern in its bits: the golden ratio's.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number for what stands behind something: the hash of Rabin and Karp, modulo 2^64. Each block is asked at each keystroke.
fn behind(before: u64, number: u64) -> u64 {
    before.wrapping_mul(STEP).wrapping_add(number)
}

/// A number that shows no more of what it was made of: the last step of MurmurHash3, <https://github.com/aappleby/smhasher>.
fn scattered(number: u64) -> u64 {
    let number = (number ^ number >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let number = (number ^ number >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ number >> 33
}

/// The vectors of a block's sentences in their places, and how many of them stand in the body; the first one of the body is the
/// draft's `of_body`-th.
fn placed(passages: &[Passage], facts: &[Arc<PassageFacts>], of_body: usize) -> (Arc<[f32]>, usize) {
    let mut settings = Vec::new();
    let mut vectors = Vec::new();
    let mut next = of_body;
    for (passage, facts) in passages.iter().zip(facts) {
        let sentences = &facts.reading.sentences;
        let kind = kind(passage.kind);
        let is_link = |kind: LinkKind| kind != LinkKind::Image;
        let links = || passage.links.iter().filter(|link| is_link(link.kind)).map(|link| link.range);
        for (number, sentence) in sentences.iter().enumerate() {
            let of_body = matches!(kind, SettingKind::Paragraph | SettingKind::Item);
            let touches = |link: text_size::TextRange| {
                link.start() < sentence.range.end() && sentence.range.start() < link.end()
                    || link.is_empty() && sentence.range.contains_inclusive(link.start())
            };
            settings.push(Setting {
                kind,
                opens: number == 0,
                closes: number + 1 == sentences.len(),
                linked: links().any(touches),
                among_links: links().next().is_some(),
                place: of_body.then_some(next),
            });
            next += usize::from(of_body);
        }
        vectors.extend_from_slice(&facts.reading.vectors);
    }
    (place(&vectors, &settings).into(), next - of_body)
}

fn kind(kind: PassageKind) -> SettingKind {
    match kind {
        PassageKind::Paragraph => SettingKind::Paragraph,
        PassageKind::ListItem => SettingKind::Item,
        PassageKind::Heading(_) => SettingKind::Heading,
        PassageKind::BlockQuote => SettingKind::Quote,
        PassageKind::TableCell { .. } | PassageKind::Caption | PassageKind::Footnote => SettingKind::Other,
    }
}
