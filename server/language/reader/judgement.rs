//! The judgement: what a copy editor would say of each sentence in its place. A sentence's words are pooled to one vector,
//! which depends on its passage alone; a small network over the vectors of the sentences around decides. `server/train`
//! has the same in `reader/judgement.py`.

use std::ops::Range;

use rten_gemm::PackedBMatrix;

use super::encoder::{Encoder, add, layer_norm};
use super::weights::{File, Layer, LayerNorm, Linear, Multipliers, times};
use super::{Network, WIDTH};
use crate::judgement::{FAULTS, Genres, Judgement, REASONS, Setting, SettingKind};

/// Numbers in the vector of one sentence ([`Reading::vectors`](crate::Reading)).
pub const VECTOR: usize = 192;
/// How a sentence's words are weighed, so many times.
const POOLS: usize = 3;
const HEADS: usize = 4;
/// How many sentences to each side a block of the network sees.
const REACH: usize = 5;
/// How many sentences before and behind one decide on it.
pub const NEIGHBOURS: usize = 2 * REACH;
/// So many are judged in one go: what is reckoned for a sentence takes ten times the room of its vector.
const MOST_TOGETHER: usize = 512;
/// The first number of each bucket of positions among the sentences of the body.
const PLACES: [usize; 6] = [0, 1, 2, 3, 5, 9];
/// From this position on in the body, all positions are alike.
pub const LAST_PLACE: usize = PLACES[PLACES.len() - 1];
/// Kinds of passages, four marks, places.
const FEATURES: usize = 5 + 4 + PLACES.len();
const OUT: usize = 4 + REASONS + FAULTS;
/// How many genres are told apart.
const GENRES: usize = 12;
/// The genres whose writers' opinions are theirs: opinion, column, review, blog, how-to, announcement.
const OPINIONS: Range<usize> = 6..12;
/// The number of interviews among the genres.
const INTERVIEW: usize = 4;

/// The weights of the judgement, in the order in which `server/train` writes them.
pub(super) struct Judge {
    pool: PackedBMatrix<f32>,
    vector: Linear,
    features: Vec<f32>,
    placed: LayerNorm,
    blocks: Vec<Block>,
    out: PackedBMatrix<f32>,
    out_bias: Vec<f32>,
    genre: PackedBMatrix<f32>,
    genre_bias: Vec<f32>,
}

struct Block {
    layer: Layer,
    /// For each head what a distance adds.
    far: Vec<f32>,
}

impl Judge {
    pub(super) fn new(file: &mut File, multipliers: &Multipliers) -> Judge {
        let pool = file.packed(multipliers, WIDTH, POOLS);
        let vector = file.linear(multipliers);
        let (features, placed) = (file.floats(), file.layer_norm());
        assert_eq!(features.len(), FEATURES * VECTOR, "invariant: the weights fit the features");
        let blocks = (0..NEIGHBOURS / REACH)
            .map(|_| {
                let (attend, far) = (file.linear(multipliers), file.floats());
                Block { layer: Layer::new(file, multipliers, attend), far }
            })
            .collect();
        let out = file.packed(multipliers, VECTOR, OUT);
        let out_bias = file.floats();
        let genre = file.packed(multipliers, VECTOR, GENRES);
        Judge { pool, vector, features, placed, blocks, out, out_bias, genre, genre_bias: file.floats() }
    }

    /// The vectors of sentences, one behind the other. `words`: the encoder's vectors of a window's words; `sentences`: half-open
    /// ranges of its words, none empty.
    pub(super) fn vectors(
        &self,
        multipliers: &Multipliers,
        words: &[f32],
        sentences: &[Range<usize>],
    ) -> Vec<f32> {
        let weights = times(multipliers, words, &self.pool);
        let mut pooled = vec![0.0; sentences.len() * POOLS * WIDTH];
        for (sentence, pooled) in sentences.iter().zip(pooled.chunks_exact_mut(POOLS * WIDTH)) {
            for (pool, pooled) in pooled.chunks_exact_mut(WIDTH).enumerate() {
                let mut shares: Vec<f32> =
                    sentence.clone().map(|word| weights[word * POOLS + pool]).collect();
                softmax(&mut shares);
                for (share, word) in shares.into_iter().zip(sentence.clone()) {
                    let vector = &words[word * WIDTH..][..WIDTH];
                    pooled.iter_mut().zip(vector).for_each(|(sum, number)| *sum += share * number);
                }
            }
        }
        Encoder::new(multipliers).times(&pooled, &self.vector)
    }
}

/// Puts sentences in their places: adds to each vector what is known of where it stands. `vectors` holds [`VECTOR`] numbers for
/// each setting, one behind the other, as [`Reading::vectors`](crate::Reading) has them; what comes back is laid out alike.
pub fn place(vectors: &[f32], settings: &[Setting]) -> Vec<f32> {
    place_by(&Network::get().judge, vectors, settings)
}

pub(super) fn place_by(judge: &Judge, vectors: &[f32], settings: &[Setting]) -> Vec<f32> {
    let mut placed = vectors.to_vec();
    for (vector, setting) in placed.chunks_exact_mut(VECTOR).zip(settings) {
        for feature in features(*setting).into_iter().flatten() {
            add(vector, &judge.features[feature * VECTOR..][..VECTOR]);
        }
    }
    layer_norm(&mut placed, &judge.placed);
    placed
}

/// The features of a setting, as the rows of their weights.
fn features(setting: Setting) -> [Option<usize>; 6] {
    const MARKS: usize = 5;
    let kind = match setting.kind {
        SettingKind::Paragraph => 0,
        SettingKind::Item => 1,
        SettingKind::Heading => 2,
        SettingKind::Quote => 3,
        SettingKind::Other => 4,
    };
    let mark = |number: usize, there: bool| there.then_some(MARKS + number);
    let place =
        setting.place.map(|place| MARKS + 4 + PLACES.iter().filter(|&&first| first <= place).count() - 1);
    [
        Some(kind),
        mark(0, setting.opens),
        mark(1, setting.closes),
        mark(2, setting.linked),
        mark(3, setting.among_links),
        place,
    ]
}

/// Judges sentences of a draft, given as what [`place`] made of them, in order. `wanted`: the numbers of those that are judged,
/// half open; [`NEIGHBOURS`] to each side count for each.
pub fn judge(placed: &[f32], wanted: Range<usize>) -> Vec<Judgement> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let judge = &Network::get().judge;
    let count = placed.len() / VECTOR;
    let slices =
        wanted.clone().step_by(MOST_TOGETHER).map(|start| start..wanted.end.min(start + MOST_TOGETHER));
    slices
        .flat_map(|slice| {
            let first = slice.start.saturating_sub(NEIGHBOURS);
            let near = first..count.min(slice.end + NEIGHBOURS);
            judge_by(
                judge,
                &placed[near.start * VECTOR..near.end * VECTOR],
                slice.start - first..slice.end - first,
            )
        })
        .collect()
}

pub(super) fn judge_by(judge: &Judge, placed: &[f32], wanted: Range<usize>) -> Vec<Judgement> {
    let multipliers = Multipliers::new();
    let mut encoder = Encoder::new(&multipliers);
    let count = placed.len() / VECTOR;
    let mut x = placed.to_vec();
    // The sentences that `x` holds.
    let mut here = 0..count;
    for (number, block) in (1..).zip(&judge.blocks) {
        // The blocks behind this one see no farther.
        let reach = (judge.blocks.len() - number) * REACH;
        let next = wanted.start.saturating_sub(reach)..(wanted.end + reach).min(count);
        let rows = next.start - here.start..next.end - here.start;
        encoder.attend(&x, &block.layer);
        attention(&encoder.room.together, &block.far, rows.clone(), &mut encoder.room.attended);
        x = x[rows.start * VECTOR..rows.end * VECTOR].to_vec();
        encoder.finish(&block.layer, &mut x);
        here = next;
    }
    let logits = times(&multipliers, &x, &judge.out);
    let judged = logits.chunks_exact(OUT).map(|row| {
        let logit = |column: usize| row[column] + judge.out_bias[column];
        let mut reasons = std::array::from_fn(|reason| logit(4 + reason));
        softmax(&mut reasons);
        let faults = std::array::from_fn(|fault| sigmoid(logit(4 + REASONS + fault)));
        Judgement { must: [logit(0), logit(2)], could: [logit(1), logit(3)], reasons, faults }
    });
    judged.collect()
}

/// Lets some sentences attend to those near them, head by head; `together` holds queries (divided by the root of a head's
/// width), keys and values of every sentence side by side.
fn attention(together: &[f32], far: &[f32], rows: Range<usize>, out: &mut Vec<f32>) {
    const HEAD: usize = VECTOR / HEADS;
    let count = together.len() / (3 * VECTOR);
    let part = |sentence: usize, which: usize, head: usize| {
        &together[sentence * 3 * VECTOR + which * VECTOR + head * HEAD..][..HEAD]
    };
    out.clear();
    out.resize(rows.len() * VECTOR, 0.0);
    for (sentence, out) in rows.zip(out.chunks_exact_mut(VECTOR)) {
        let near = sentence.saturating_sub(REACH)..(sentence + REACH + 1).min(count);
        for (head, out) in out.chunks_exact_mut(HEAD).enumerate() {
            let query = part(sentence, 0, head);
            let mut weights = [0.0; 2 * REACH + 1];
            for (weight, other) in weights.iter_mut().zip(near.clone()) {
                let product: f32 = query.iter().zip(part(other, 1, head)).map(|(q, k)| q * k).sum();
                *weight = product + far[head * (2 * REACH + 1) + other + REACH - sentence];
            }
            let weights = &mut weights[..near.len()];
            softmax(weights);
            for (weight, other) in weights.iter().zip(near.clone()) {
                let value = part(other, 2, head);
                out.iter_mut().zip(value).for_each(|(out, value)| *out += weight * value);
            }
        }
    }
}

/// What kind of draft it is, by the mean of what [`place`] made of its sentences.
pub fn genre(mean: &[f32]) -> Genres {
    let judge = &Network::get().judge;
    let logits = times(&Multipliers::new(), mean, &judge.genre);
    let mut genres: [f32; GENRES] = std::array::from_fn(|genre| logits[genre] + judge.genre_bias[genre]);
    softmax(&mut genres);
    Genres { opinion: genres[OPINIONS].iter().sum(), interview: genres[INTERVIEW] }
}

/// Logits become shares of one.
fn softmax(logits: &mut [f32]) {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    logits.iter_mut().for_each(|logit| *logit = (*logit - most).exp());
    let sum: f32 = logits.iter().sum();
    logits.iter_mut().for_each(|logit| *logit /= sum);
}

fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}
