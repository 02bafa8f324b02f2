//! What the reader says of each sentence in its place, kept with the blocks: an edit judges the sentences around it anew, and
//! what stands farther off keeps its judgement. The draft's genre is told from all of its sentences.

use std::ops::Range;
use std::sync::Arc;

use copydesk_language::{
    Genres, Judgement, LAST_PLACE, NEIGHBOURS, Setting, SettingKind, VECTOR, genre, judge, place,
};
use copydesk_text::{Block, LinkKind, Passage, PassageKind};

use crate::passage_facts::{BlockFacts, PassageFacts};

/// The judgements of a draft. Cloning it costs a pointer a block.
#[derive(Clone)]
pub struct Judgements {
    /// One for each block of the draft; empty where a block is not read.
    blocks: Vec<Judged>,
    genres: Genres,
}

/// The sentences of a block. Cloning it costs two pointers.
#[derive(Clone, Default)]
struct Judged {
    /// What they were placed by: the passages, and the number of the first sentence among the body's.
    placed_by: u64,
    placed: Arc<Placed>,
    /// What they were judged by: all sentences near enough to count.
    judged_by: u64,
    judgements: Arc<[Judgement]>,
}

#[derive(Default)]
struct Placed {
    /// The sentences' vectors, each in its place.
    vectors: Vec<f32>,
    sum: Vec<f32>,
    /// How many sentences there are, and how many of them in the body.
    sentences: usize,
    of_body: usize,
}

impl Judgements {
    /// Nothing is judged yet in a draft of so many blocks.
    pub fn none(blocks: usize) -> Judgements {
        Judgements { blocks: vec![Judged::default(); blocks], genres: Genres::default() }
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
        self.blocks.splice(removed, std::iter::repeat_n(Judged::default(), inserted));
    }

    /// Judges what is new or has new neighbours; `facts` holds the facts of each block that is read.
    pub fn settle(&mut self, blocks: &[Arc<Block>], facts: &[Option<BlockFacts>]) {
        self.put_in_place(blocks, facts);
        let (starts, runs) = (self.starts(), self.runs());
        let mut number = 0;
        while number < self.blocks.len() {
            let Some(signature) = self.signature(number, &starts, &runs) else {
                number += 1;
                continue;
            };
            // Neighbours are judged in one go.
            let first = number;
            let mut signatures = vec![signature];
            number += 1;
            while number < self.blocks.len()
                && let Some(signature) = self.signature(number, &starts, &runs)
            {
                signatures.push(signature);
                number += 1;
            }
            self.judge(first..number, &signatures, &starts);
        }
        self.tell_genre();
    }

    fn put_in_place(&mut self, blocks: &[Arc<Block>], facts: &[Option<BlockFacts>]) {
        let mut of_body = 0;
        for (judged, (block, facts)) in self.blocks.iter_mut().zip(blocks.iter().zip(facts)) {
            let facts: &[Arc<PassageFacts>] = facts.as_deref().unwrap_or(&[]);
            let numbers = facts.iter().map(|facts| facts.number);
            // Runs of blocks are sums of these, so that they must not be sums themselves.
            let placed_by = scattered(numbers.chain([of_body.min(LAST_PLACE) as u64]).fold(1, behind));
            if placed_by != judged.placed_by {
                judged.placed_by = placed_by;
                judged.placed = Arc::new(placed(&block.passages, facts, of_body));
            }
            of_body += judged.placed.of_body;
        }
    }

    /// The number of each block's first sentence, and that of all sentences.
    fn starts(&self) -> Vec<usize> {
        let mut starts = vec![0];
        starts.extend(self.blocks.iter().scan(0, |count, judged| {
            *count += judged.placed.sentences;
            Some(*count)
        }));
        starts
    }

    /// The blocks before each block as one number, and all blocks: any run of blocks is told by two of these.
    fn runs(&self) -> Vec<u64> {
        let mut runs = vec![0];
        runs.extend(self.blocks.iter().scan(0, |run, judged| {
            *run = behind(*run, judged.placed_by);
            Some(*run)
        }));
        runs
    }

    /// What a block is to be judged by, where it was not judged by that.
    fn signature(&self, block: usize, starts: &[usize], runs: &[u64]) -> Option<u64> {
        let (start, end) = (starts[block], starts[block + 1]);
        if start == end {
            return None;
        }
        let mut first = block;
        while first > 0 && start - starts[first] < NEIGHBOURS {
            first -= 1;
        }
        let mut last = block + 1;
        while last < self.blocks.len() && starts[last] - end < NEIGHBOURS {
            last += 1;
        }
        let length = u32::try_from(last - first).unwrap_or(u32::MAX);
        let near = runs[last].wrapping_sub(runs[first].wrapping_mul(STEP.wrapping_pow(length)));
        let signature = behind(near, (start - starts[first]) as u64);
        (signature != self.blocks[block].judged_by).then_some(signature)
    }

    fn judge(&mut self, blocks: Range<usize>, signatures: &[u64], starts: &[usize]) {
        let (from, to) = (starts[blocks.start], starts[blocks.end]);
        let first = from.saturating_sub(NEIGHBOURS);
        let last = (to + NEIGHBOURS).min(starts[self.blocks.len()]);
        let mut vectors = Vec::with_capacity((last - first) * VECTOR);
        let near = starts.partition_point(|&start| start <= first).saturating_sub(1);
        for (number, judged) in self.blocks.iter().enumerate().skip(near) {
            let start = starts[number];
            if start >= last {
                break;
            }
            let part = first.saturating_sub(start)..(last - start).min(judged.placed.sentences);
            vectors.extend_from_slice(&judged.placed.vectors[part.start * VECTOR..part.end * VECTOR]);
        }
        let judgements = judge(&vectors, from - first..to - first);
        for (number, &signature) in blocks.zip(signatures) {
            let here = starts[number] - from..starts[number + 1] - from;
            let judged = &mut self.blocks[number];
            judged.judged_by = signature;
            judged.judgements = judgements[here].into();
        }
    }

    fn tell_genre(&mut self) {
        let mut mean = vec![0.0; VECTOR];
        let mut sentences = 0;
        for judged in &self.blocks {
            mean.iter_mut().zip(&judged.placed.sum).for_each(|(mean, sum)| *mean += sum);
            sentences += judged.placed.sentences;
        }
        #[allow(clippy::cast_precision_loss, reason = "a draft has far fewer than 2^24 sentences")]
        mean.iter_mut().for_each(|number| *number /= sentences.max(1) as f32);
        self.genres = if sentences > 0 { genre(&mean) } else { Genres::default() };
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

/// A block's sentences in their places; the first one of the body is the draft's `of_body`-th.
fn placed(passages: &[Passage], facts: &[Arc<PassageFacts>], of_body: usize) -> Placed {
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
    let vectors = place(&vectors, &settings);
    let mut sum = vec![0.0; VECTOR];
    for vector in vectors.chunks_exact(VECTOR) {
        sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number);
    }
    Placed { vectors, sum, sentences: settings.len(), of_body: next - of_body }
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
