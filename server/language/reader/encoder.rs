//! The encoder: embeds pieces and lets them attend to each other, layer by layer. Matrices are multiplied in whole
//! numbers: each row of numbers is spread over a byte's range, with the sums brought back behind the product. What is done number by
//! number is a `SimdOp` of whole rows, so that it is compiled for the vectors of each processor.

use std::sync::{Mutex, PoisonError};

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{Isa, SimdOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit, MinMax, Normalize, NormalizeOptions, Quantize, Softmax, Sum, SumSquareSub};

use super::WIDTH;
use super::weights::{Layer, LayerNorm, Linear, Matrix, Multipliers, Weights, times};

/// The byte that stands for nothing among numbers of either sign.
pub(super) const MIDDLE: u8 = 128;
/// Numbers in a head of attention.
const HEAD: usize = 32;

/// One window: its pieces and their features, edges included.
#[derive(PartialEq)]
pub(super) struct Window {
    pub(super) pieces: Vec<u16>,
    pub(super) features: Vec<u8>,
    /// For each word the index of its first piece.
    pub(super) first: Vec<usize>,
}

/// Reads a window; the vectors of its words' first pieces come out, one behind the other.
pub(super) fn encode(weights: &Weights, multipliers: &Multipliers, window: &Window) -> Vec<f32> {
    let mut encoder = Encoder::new(multipliers);
    let mut x = embed(weights, window);
    let (last, layers) = weights.layers.split_last().expect("invariant: the encoder has layers");
    for layer in layers {
        encoder.attend(&x, layer);
        encoder.attention(None);
        encoder.finish(layer, &mut x);
    }
    // Of what comes out of the last one, only the words' first pieces count.
    encoder.attend(&x, last);
    encoder.attention(Some(&window.first));
    let mut x = beginnings(&x, WIDTH, &window.first);
    encoder.finish(last, &mut x);
    x
}

/// What some rows of `stride` numbers begin with, one behind the other.
fn beginnings(x: &[f32], stride: usize, rows: &[usize]) -> Vec<f32> {
    rows.iter().flat_map(|&row| &x[row * stride..][..WIDTH]).copied().collect()
}

fn embed(weights: &Weights, window: &Window) -> Vec<f32> {
    let mut x = vec![0.0; window.pieces.len() * WIDTH];
    Embedded { weights, window, x: &mut x }.dispatch();
    layer_norm(&mut x, &weights.embedded);
    x
}

/// What each piece, its place and its feature come to.
struct Embedded<'a> {
    weights: &'a Weights,
    window: &'a Window,
    x: &'a mut [f32],
}

impl SimdOp for Embedded<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let Embedded { weights, window, x } = self;
        let pieces = window.pieces.iter().zip(&window.features).zip(weights.positions.chunks_exact(WIDTH));
        for (((&piece, &feature), place), x) in pieces.zip(x.chunks_exact_mut(WIDTH)) {
            let scale = weights.piece_scales[usize::from(piece)];
            let bytes = &weights.pieces[usize::from(piece) * WIDTH..][..WIDTH];
            let feature = &weights.features[usize::from(feature) * WIDTH..][..WIDTH];
            for (((x, &byte), place), feature) in x.iter_mut().zip(bytes).zip(place).zip(feature) {
                *x = f32::from(byte.cast_signed()) * scale + place + feature;
            }
        }
    }
}

/// Multiplies rows of numbers, layer by layer.
pub(super) struct Encoder<'a> {
    multipliers: &'a Multipliers,
    pub(super) room: Room,
}

/// What stands between the steps of a layer. It is so large that the system would hand out its pages anew for each step, all of
/// them zeros, which costs more than some of the steps.
#[derive(Default)]
pub(super) struct Room {
    /// Queries, keys and values of each row side by side.
    pub(super) together: Vec<f32>,
    /// What comes of the attention.
    pub(super) attended: Vec<f32>,
    /// The rows inside of a layer, and behind it.
    wide: Vec<f32>,
    narrow: Vec<f32>,
    /// What a head of attention gives each row of each other, and what comes of it.
    shares: Vec<f32>,
    mixed: Vec<f32>,
    product: Product,
}

/// The rows last brought to bytes, each row's scale, and what the bytes came to.
#[derive(Default)]
struct Product {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    sums: Vec<i32>,
}

/// Rooms that nobody uses, at most as many as there were threads that read at once.
static FREE: Mutex<Vec<Room>> = Mutex::new(Vec::new());

impl Drop for Encoder<'_> {
    fn drop(&mut self) {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.room));
    }
}

impl<'a> Encoder<'a> {
    pub(super) fn new(multipliers: &'a Multipliers) -> Encoder<'a> {
        let room = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        Encoder { multipliers, room }
    }

    /// The queries, keys and values of rows, which then stand together in the room.
    pub(super) fn attend(&mut self, x: &[f32], layer: &Layer) {
        let Room { together, product, .. } = &mut self.room;
        product.times(self.multipliers, x, MIDDLE, &layer.attend, together);
    }

    /// What a layer does behind its attention, to rows for which something was attended to.
    pub(super) fn finish(&mut self, layer: &Layer, x: &mut [f32]) {
        let Room { attended, wide, narrow, product, .. } = &mut self.room;
        product.times(self.multipliers, attended, MIDDLE, &layer.mix, narrow);
        add(x, narrow);
        layer_norm(x, &layer.mixed);
        product.times(self.multipliers, x, MIDDLE, &layer.widen, wide);
        Rectified(wide).dispatch();
        product.times(self.multipliers, wide, 0, &layer.narrow, narrow);
        add(x, narrow);
        layer_norm(x, &layer.narrowed);
    }

    /// Rows of numbers, of either sign, times a matrix.
    pub(super) fn times(&mut self, x: &[f32], linear: &Linear) -> Vec<f32> {
        let mut out = Vec::new();
        self.room.product.times(self.multipliers, x, MIDDLE, linear, &mut out);
        out
    }

    /// Lets pieces attend to every piece, head by head: all of them, or those of the numbers `asking`. What comes of it stands in
    /// the room.
    fn attention(&mut self, asking: Option<&[usize]>) {
        let Room { together, attended, shares, mixed, .. } = &mut self.room;
        let count = together.len() / (3 * WIDTH);
        let asking = asking.map(|asking| beginnings(together, 3 * WIDTH, asking));
        let (queries, stride) = asking.as_ref().map_or((&*together, 3 * WIDTH), |asking| (asking, WIDTH));
        let asked = queries.len() / stride;
        attended.resize(asked * WIDTH, 0.0);
        shares.resize(asked * count, 0.0);
        mixed.resize(asked * HEAD, 0.0);
        for head in 0..WIDTH / HEAD {
            let part = |rows, numbers, stride| {
                NdTensorView::from_data_with_strides([rows, HEAD], numbers, [stride, 1])
                    .expect("invariant: the strides stay inside the data")
            };
            let queries = part(asked, &queries[head * HEAD..], stride);
            let keys = part(count, &together[WIDTH + head * HEAD..], 3 * WIDTH);
            let values = part(count, &together[2 * WIDTH + head * HEAD..], 3 * WIDTH);
            let floats = &self.multipliers.floats;
            floats
                .gemm(
                    shares,
                    GemmInputA::Unpacked(queries),
                    GemmInputB::Unpacked(keys.transposed()),
                    GemmOptions::default(),
                )
                .expect("invariant: the shapes agree");
            Shares { logits: shares, count }.dispatch();
            let rows = NdTensorView::from_data([asked, count], shares.as_slice());
            floats
                .gemm(mixed, GemmInputA::Unpacked(rows), GemmInputB::Unpacked(values), GemmOptions::default())
                .expect("invariant: the shapes agree");
            for (row, mixed) in attended.chunks_exact_mut(WIDTH).zip(mixed.chunks_exact(HEAD)) {
                row[head * HEAD..][..HEAD].copy_from_slice(mixed);
            }
        }
    }
}

impl Product {
    /// Rows of numbers times a matrix; `zero` is the byte that stands for nothing, 0 where no number is negative.
    fn times(&mut self, multipliers: &Multipliers, x: &[f32], zero: u8, linear: &Linear, out: &mut Vec<f32>) {
        let Linear { matrix, bias } = linear;
        match matrix {
            Matrix::Whole(matrix, columns) => {
                let Product { bytes, scales, sums } = self;
                ToBytes { x, zero, depth: matrix.depth(), bytes, scales }.dispatch();
                matrix.times(&multipliers.bytes, bytes, zero, sums);
                out.resize(sums.len(), 0.0);
                FromSums { sums, rows: scales, columns, bias, out }.dispatch();
            }
            Matrix::Real(matrix) => {
                *out = times(multipliers, x, matrix);
                out.chunks_exact_mut(bias.len()).for_each(|row| add(row, bias));
            }
        }
    }
}

/// Spreads each row of numbers over the bytes above zero, and as many below it; and tells each row's scale.
struct ToBytes<'a> {
    x: &'a [f32],
    zero: u8,
    depth: usize,
    bytes: &'a mut Vec<u8>,
    scales: &'a mut Vec<f32>,
}

impl SimdOp for ToBytes<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        self.bytes.clear();
        self.bytes.reserve(self.x.len());
        self.scales.clear();
        for row in self.x.chunks_exact(self.depth) {
            let (low, high) = MinMax::new(row).eval(isa);
            let scale = (high.max(-low) / f32::from(u8::MAX - self.zero)).max(1e-8);
            self.bytes.extend_init(|free| {
                Quantize::new(row, &mut free[..self.depth], 1.0 / scale, self.zero).eval(isa)
            });
            self.scales.push(scale);
        }
    }
}

/// Brings sums of whole numbers back to numbers, by the scales of their row and their column.
struct FromSums<'a> {
    sums: &'a [i32],
    rows: &'a [f32],
    columns: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for FromSums<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let width = self.bias.len();
        let rows = self.out.chunks_exact_mut(width).zip(self.sums.chunks_exact(width)).zip(self.rows);
        for ((out, sums), row) in rows {
            for (((out, &sum), scale), bias) in out.iter_mut().zip(sums).zip(self.columns).zip(self.bias) {
                #[allow(
                    clippy::cast_precision_loss,
                    reason = "sums stay far below 2^24 in the mean; the rest is rounding"
                )]
                let sum = sum as f32;
                *out = sum * (scale * row) + bias;
            }
        }
    }
}

/// Makes each row of so many logits shares of one.
struct Shares<'a> {
    logits: &'a mut [f32],
    count: usize,
}

impl SimdOp for Shares<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        for row in self.logits.chunks_exact_mut(self.count) {
            Softmax::new_mut(row).eval(isa);
        }
    }
}

/// What is below nothing becomes nothing.
struct Rectified<'a>(&'a mut [f32]);

impl SimdOp for Rectified<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        self.0.iter_mut().for_each(|number| *number = number.max(0.0));
    }
}

pub(super) fn add(x: &mut [f32], y: &[f32]) {
    x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
}

/// Brings each row to mean zero and variance one, and from there to its own scale.
pub(super) fn layer_norm(x: &mut [f32], norm: &LayerNorm) {
    Normed { x, norm }.dispatch();
}

struct Normed<'a> {
    x: &'a mut [f32],
    norm: &'a LayerNorm,
}

impl SimdOp for Normed<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let LayerNorm { scale, bias } = self.norm;
        #[allow(clippy::cast_precision_loss, reason = "a few hundred are exact")]
        let width = scale.len() as f32;
        for row in self.x.chunks_exact_mut(scale.len()) {
            let mean = Sum::new(row).eval(isa) / width;
            let variance = SumSquareSub::new(row, mean).eval(isa) / width;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: (variance + 1e-12).sqrt().recip(),
                element_scale: Some(scale),
                element_bias: Some(bias),
                ..NormalizeOptions::default()
            };
            Normalize::new_mut(row, options).eval(isa);
        }
    }
}
