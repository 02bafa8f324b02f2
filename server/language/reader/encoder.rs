//! The encoder: embeds pieces and lets them attend to each other, layer by layer. Matrices are multiplied in whole
//! numbers: each row of numbers is spread over a byte's range, with the sums brought back behind the product.

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit, MinMax, Normalize, NormalizeOptions, Quantize, Softmax, Sum, SumSquareSub};

use super::WIDTH;
use super::product::Bytes;
use super::weights::{Layer, LayerNorm, Linear, Matrix, Multipliers, Weights, times};

/// The byte that stands for nothing among numbers of either sign.
pub(super) const MIDDLE: u8 = 128;
/// Numbers in a head of attention.
const HEAD: usize = 32;

/// One window: its pieces and their features, edges included.
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
    for layer in &weights.layers {
        encoder.layer(layer, &mut x);
    }
    window.first.iter().flat_map(|&piece| x[piece * WIDTH..][..WIDTH].iter().copied()).collect()
}

fn embed(weights: &Weights, window: &Window) -> Vec<f32> {
    let mut x = Vec::with_capacity(window.pieces.len() * WIDTH);
    for (position, (&piece, &feature)) in window.pieces.iter().zip(&window.features).enumerate() {
        let piece = usize::from(piece);
        let scale = weights.piece_scales[piece];
        let bytes = &weights.pieces[piece * WIDTH..][..WIDTH];
        let place = &weights.positions[position * WIDTH..][..WIDTH];
        let feature = &weights.features[usize::from(feature) * WIDTH..][..WIDTH];
        let numbers = bytes.iter().zip(place).zip(feature);
        x.extend(
            numbers.map(|((&byte, place), feature)| f32::from(byte.cast_signed()) * scale + place + feature),
        );
    }
    layer_norm(&mut x, &weights.embedded);
    x
}

/// Multiplies rows of numbers, layer by layer.
pub(super) struct Encoder<'a> {
    multipliers: &'a Multipliers,
    /// The rows last brought to bytes, and each row's scale.
    bytes: Vec<u8>,
    scales: Vec<f32>,
    sums: Vec<i32>,
}

impl<'a> Encoder<'a> {
    pub(super) fn new(multipliers: &'a Multipliers) -> Encoder<'a> {
        Encoder { multipliers, bytes: Vec::new(), scales: Vec::new(), sums: Vec::new() }
    }

    fn layer(&mut self, layer: &Layer, x: &mut [f32]) {
        let together = self.times(x, MIDDLE, &layer.attend);
        let attended = self.attention(&together, x.len() / WIDTH);
        self.finish(layer, &attended, x);
    }

    /// What a layer does behind its attention.
    pub(super) fn finish(&mut self, layer: &Layer, attended: &[f32], x: &mut [f32]) {
        let mixed = self.times(attended, MIDDLE, &layer.mix);
        add(x, &mixed);
        layer_norm(x, &layer.mixed);
        let mut wide = self.times(x, MIDDLE, &layer.widen);
        wide.iter_mut().for_each(|number| *number = number.max(0.0));
        let narrow = self.times(&wide, 0, &layer.narrow);
        add(x, &narrow);
        layer_norm(x, &layer.narrowed);
    }

    /// Rows of numbers times a matrix; `zero` is the byte that stands for nothing, 0 where no number is negative.
    pub(super) fn times(&mut self, x: &[f32], zero: u8, linear: &Linear) -> Vec<f32> {
        match &linear.matrix {
            Matrix::Whole(matrix, scales) => self.times_whole(x, zero, matrix, scales, &linear.bias),
            Matrix::Real(matrix) => self.times_real(x, matrix, &linear.bias),
        }
    }

    fn times_whole(&mut self, x: &[f32], zero: u8, matrix: &Bytes, scales: &[f32], bias: &[f32]) -> Vec<f32> {
        let (depth, columns) = (matrix.depth(), matrix.columns());
        self.fill_bytes(x, zero, depth);
        matrix.times(&self.multipliers.bytes, &self.bytes, zero, &mut self.sums);
        let mut out = Vec::with_capacity(self.sums.len());
        for (sums, row) in self.sums.chunks_exact(columns).zip(&self.scales) {
            let numbers = sums.iter().zip(scales).zip(bias);
            #[allow(
                clippy::cast_precision_loss,
                reason = "sums stay far below 2^24 in the mean; the rest is rounding"
            )]
            out.extend(numbers.map(|((&sum, scale), bias)| sum as f32 * (scale * row) + bias));
        }
        out
    }

    fn times_real(&self, x: &[f32], matrix: &PackedBMatrix<f32>, bias: &[f32]) -> Vec<f32> {
        let mut out = times(self.multipliers, x, matrix);
        out.chunks_exact_mut(bias.len()).for_each(|row| add(row, bias));
        out
    }

    /// Spreads each row over the bytes above zero, and as many below it.
    fn fill_bytes(&mut self, x: &[f32], zero: u8, depth: usize) {
        self.bytes.clear();
        self.scales.clear();
        self.bytes.reserve(x.len());
        for row in x.chunks_exact(depth) {
            let (low, high) = MinMax::new(row).dispatch();
            let scale = (high.max(-low) / f32::from(u8::MAX - zero)).max(1e-8);
            self.bytes
                .extend_init(|free| Quantize::new(row, &mut free[..depth], 1.0 / scale, zero).dispatch());
            self.scales.push(scale);
        }
    }

    /// Lets every piece attend to every other, head by head; `together` holds queries, keys and values side by side.
    fn attention(&self, together: &[f32], count: usize) -> Vec<f32> {
        let stride = 3 * WIDTH;
        let mut out = vec![0.0; count * WIDTH];
        let mut weights = vec![0.0; count * count];
        let mut mixed = vec![0.0; count * HEAD];
        for head in 0..WIDTH / HEAD {
            let part = |which: usize| {
                NdTensorView::from_data_with_strides(
                    [count, HEAD],
                    &together[which * WIDTH + head * HEAD..],
                    [stride, 1],
                )
                .expect("invariant: the strides stay inside the data")
            };
            let (queries, keys, values) = (part(0), part(1), part(2));
            let floats = &self.multipliers.floats;
            floats
                .gemm(
                    &mut weights,
                    GemmInputA::Unpacked(queries),
                    GemmInputB::Unpacked(keys.transposed()),
                    GemmOptions::default(),
                )
                .expect("invariant: the shapes agree");
            for row in weights.chunks_exact_mut(count) {
                Softmax::new_mut(row).dispatch();
            }
            let rows = NdTensorView::from_data([count, count], weights.as_slice());
            floats
                .gemm(
                    &mut mixed,
                    GemmInputA::Unpacked(rows),
                    GemmInputB::Unpacked(values),
                    GemmOptions::default(),
                )
                .expect("invariant: the shapes agree");
            for (row, mixed) in out.chunks_exact_mut(WIDTH).zip(mixed.chunks_exact(HEAD)) {
                row[head * HEAD..][..HEAD].copy_from_slice(mixed);
            }
        }
        out
    }
}

pub(super) fn add(x: &mut [f32], y: &[f32]) {
    x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
}

/// Brings each row to mean zero and variance one, and from there to its own scale.
pub(super) fn layer_norm(x: &mut [f32], norm: &LayerNorm) {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred are exact")]
    let width = norm.scale.len() as f32;
    for row in x.chunks_exact_mut(norm.scale.len()) {
        let mean = Sum::new(row).dispatch() / width;
        let variance = SumSquareSub::new(row, mean).dispatch() / width;
        let options = NormalizeOptions {
            pre_scale_bias: mean,
            scale: (variance + 1e-12).sqrt().recip(),
            element_scale: Some(&norm.scale),
            element_bias: Some(&norm.bias),
            ..NormalizeOptions::default()
        };
        Normalize::new_mut(row, options).dispatch();
    }
}
