//! The heads: what the encoder's vectors say of each word, and of each word beside a cue.

use rten_simd::{Isa, SimdOp};

use super::encoder::{self, Window};
use super::weights::{Multipliers, Weights, times};
use super::{LABELS, LINK, WIDTH, WORD_COLUMNS};

/// What the network makes of a window's words. It depends on the window alone.
pub(super) struct ReadWords {
    /// The encoder's vectors, one for each word.
    pub(super) vectors: Vec<f32>,
    /// For each word its labels' logits and its parts in links.
    heads: Vec<f32>,
}

impl ReadWords {
    pub(super) fn new(weights: &Weights, multipliers: &Multipliers, window: &Window) -> ReadWords {
        let vectors = encoder::encode(weights, multipliers, window);
        let mut heads = times(multipliers, &vectors, &weights.word);
        for row in heads.chunks_exact_mut(WORD_COLUMNS) {
            row.iter_mut().zip(&weights.word_bias).for_each(|(logit, bias)| *logit += bias);
        }
        ReadWords { vectors, heads }
    }
}

/// The words of one window as the heads see them.
#[derive(Clone, Copy)]
pub(super) struct Heads<'a> {
    pub(super) weights: &'a Weights,
    pub(super) multipliers: &'a Multipliers,
    pub(super) words: &'a ReadWords,
}

impl Heads<'_> {
    /// The logits of a word's labels.
    pub(super) fn labels(&self, word: usize) -> &[f32] {
        &self.words.heads[word * WORD_COLUMNS..][..LABELS]
    }

    /// For each word the logits that it has no part in what the cue reports, is its source, is its content. The cue is
    /// a half-open range of words of the window.
    pub(super) fn links(&self, (start, end): (usize, usize)) -> Vec<[f32; 3]> {
        let mut vector = vec![0.0; WIDTH];
        for word in self.words.vectors[start * WIDTH..end * WIDTH].chunks_exact(WIDTH) {
            vector.iter_mut().zip(word).for_each(|(sum, number)| *sum += number);
        }
        #[allow(clippy::cast_precision_loss, reason = "a cue has few words")]
        let count = (end - start) as f32;
        vector.iter_mut().for_each(|number| *number /= count);
        let cue = times(self.multipliers, &vector, &self.weights.cue);
        let (cue_sum, cue_factor) = cue.split_at(LINK);
        let shared: Vec<f32> =
            cue_sum.iter().zip(&self.weights.link_bias).map(|(sum, bias)| sum + bias).collect();
        let words = self.words.heads.len() / WORD_COLUMNS;
        let distances: Vec<usize> = (0..words).map(|word| distance(start, end, word)).collect();
        Links { heads: self, shared: &shared, factor: cue_factor, distances: &distances }.dispatch()
    }
}

/// The logits of each word's part in what a cue reports.
struct Links<'a> {
    heads: &'a Heads<'a>,
    /// The cue's part in every sum, and what it multiplies the words' parts with.
    shared: &'a [f32],
    factor: &'a [f32],
    /// The bucket of each word's distance.
    distances: &'a [usize],
}

impl SimdOp for Links<'_> {
    type Output = Vec<[f32; 3]>;

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> Vec<[f32; 3]> {
        let Weights { distances, link_out, link_out_bias, .. } = self.heads.weights;
        let mut links = Vec::with_capacity(self.distances.len());
        let words = self.heads.words.heads.chunks_exact(WORD_COLUMNS);
        for (row, &bucket) in words.zip(self.distances) {
            let (member, factor) = row[LABELS..].split_at(LINK);
            let distance = &distances[bucket * LINK..][..LINK];
            let mut hidden = [0.0_f32; LINK];
            for (at, hidden) in hidden.iter_mut().enumerate() {
                let sum = member[at] + self.shared[at] + distance[at] + factor[at] * self.factor[at];
                *hidden = sum.max(0.0);
            }
            let mut logits = *link_out_bias;
            for (hidden, out) in hidden.iter().zip(link_out) {
                logits.iter_mut().zip(out).for_each(|(logit, out)| *logit += hidden * out);
            }
            let [neither, source, content, _] = logits;
            links.push([neither, source, content]);
        }
        links
    }
}

/// The bucket of a word's distance to a cue: 0 inside it, then steps that grow, before it and behind it apart.
fn distance(start: usize, end: usize, word: usize) -> usize {
    // Beyond six words, two steps for each doubling; the bounds are those of 6 + floor(2 log2(distance / 6)).
    const BOUNDS: [usize; 9] = [9, 12, 17, 24, 34, 48, 68, 96, 136];
    let steps = |distance: usize| match distance {
        0..=6 => distance,
        _ => 6 + BOUNDS.iter().filter(|&&bound| distance >= bound).count(),
    };
    if word < start {
        steps(start - word).min(15)
    } else if word >= end {
        15 + steps(word + 1 - end).min(15)
    } else {
        0
    }
}
