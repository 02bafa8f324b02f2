//! The heads: what the encoder's vectors say of each word, and of each word beside a cue.

use super::weights::{Multipliers, Weights, times};
use super::{LABELS, LINK, WIDTH, WORD_COLUMNS};

/// The words of one window as the heads see them.
pub(super) struct Heads<'a> {
    weights: &'a Weights,
    multipliers: &'a Multipliers,
    vectors: Vec<f32>,
    /// For each word its labels' logits and its parts in links.
    words: Vec<f32>,
}

impl<'a> Heads<'a> {
    /// `vectors`: the encoder's, one for each word.
    pub(super) fn new(weights: &'a Weights, multipliers: &'a Multipliers, vectors: Vec<f32>) -> Heads<'a> {
        let mut words = times(multipliers, &vectors, &weights.word);
        for row in words.chunks_exact_mut(WORD_COLUMNS) {
            row.iter_mut().zip(&weights.word_bias).for_each(|(logit, bias)| *logit += bias);
        }
        Heads { weights, multipliers, vectors, words }
    }

    /// The encoder's vectors, one for each word.
    pub(super) fn vectors(&self) -> &[f32] {
        &self.vectors
    }

    /// The logits of a word's labels.
    pub(super) fn labels(&self, word: usize) -> &[f32] {
        &self.words[word * WORD_COLUMNS..][..LABELS]
    }

    /// For each word the logits that it has no part in what the cue reports, is its source, is its content. The cue is
    /// a half-open range of words of the window.
    pub(super) fn links(&self, (start, end): (usize, usize)) -> Vec<[f32; 3]> {
        let mut vector = vec![0.0; WIDTH];
        for word in self.vectors[start * WIDTH..end * WIDTH].chunks_exact(WIDTH) {
            vector.iter_mut().zip(word).for_each(|(sum, number)| *sum += number);
        }
        #[allow(clippy::cast_precision_loss, reason = "a cue has few words")]
        let count = (end - start) as f32;
        vector.iter_mut().for_each(|number| *number /= count);
        let cue = times(self.multipliers, &vector, &self.weights.cue);
        let (cue_sum, cue_factor) = cue.split_at(LINK);
        let shared: Vec<f32> =
            cue_sum.iter().zip(&self.weights.link_bias).map(|(sum, bias)| sum + bias).collect();
        let score = |(word, row): (usize, &[f32])| {
            let parts = &row[LABELS..];
            let distance = &self.weights.distances[distance(start, end, word) * LINK..][..LINK];
            let mut logits = [0.0; 3];
            logits.copy_from_slice(&self.weights.link_out_bias);
            for at in 0..LINK {
                let hidden = parts[at] + shared[at] + distance[at] + parts[LINK + at] * cue_factor[at];
                if hidden > 0.0 {
                    let out = &self.weights.link_out[at * 3..][..3];
                    logits.iter_mut().zip(out).for_each(|(logit, out)| *logit += hidden * out);
                }
            }
            logits
        };
        self.words.chunks_exact(WORD_COLUMNS).enumerate().map(score).collect()
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
