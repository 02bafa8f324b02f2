//! The network's weights as `server/train` wrote them: matrices in seven bits with a scale for each column, so that sums
//! of products fit the processor's narrow adders; the embedding in eight bits; the rest in 32.

use rten_gemm::{GemmExecutor, PackedBMatrix};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::WIDTH;

/// A matrix that bytes are multiplied with, its scales and what is added behind it.
pub(super) struct Linear {
    pub(super) matrix: PackedBMatrix<i8>,
    pub(super) scales: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// What brings a vector to mean zero and variance one, and from there to its own scale.
pub(super) struct Norm {
    pub(super) scale: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

pub(super) struct Layer {
    /// Queries (already divided by the root of a head's width), keys and values side by side.
    pub(super) attend: Linear,
    pub(super) mix: Linear,
    pub(super) mixed: Norm,
    pub(super) widen: Linear,
    pub(super) narrow: Linear,
    pub(super) narrowed: Norm,
}

pub(super) struct Weights {
    /// For each piece a scale, then WIDTH bytes.
    pub(super) piece_scales: Vec<f32>,
    pub(super) pieces: &'static [u8],
    pub(super) positions: Vec<f32>,
    pub(super) features: Vec<f32>,
    pub(super) embedded: Norm,
    pub(super) layers: Vec<Layer>,
    /// Each word's labels, then its part in links as a member and as a factor.
    pub(super) word: PackedBMatrix<f32>,
    pub(super) word_bias: Vec<f32>,
    /// A cue's part in links, likewise.
    pub(super) cue: PackedBMatrix<f32>,
    pub(super) link_bias: Vec<f32>,
    pub(super) distances: Vec<f32>,
    pub(super) link_out: Vec<f32>,
    pub(super) link_out_bias: Vec<f32>,
}

/// The executors that multiply; they choose what this processor does best.
pub(super) struct Multipliers {
    pub(super) bytes: GemmExecutor<u8, i8, i32>,
    pub(super) floats: GemmExecutor,
}

impl Multipliers {
    pub(super) fn new() -> Multipliers {
        Multipliers { bytes: GemmExecutor::new(), floats: GemmExecutor::new() }
    }
}

impl Weights {
    /// Reads the weights. Panics when the file is not one that `server/train` wrote, which a test rules out.
    pub(super) fn new(file: &'static [u8], multipliers: &Multipliers) -> Weights {
        let mut file = File { rest: file };
        assert_eq!(file.take(4), b"CDR1", "invariant: the embedded weights have this format");
        let (layers, pieces) = (file.number(), file.number());
        let piece_scales = file.floats();
        let embedding = file.take(pieces * WIDTH);
        let (positions, features, embedded) = (file.floats(), file.floats(), file.norm());
        let layers = (0..layers)
            .map(|_| Layer {
                attend: file.linear(multipliers),
                mix: file.linear(multipliers),
                mixed: file.norm(),
                widen: file.linear(multipliers),
                narrow: file.linear(multipliers),
                narrowed: file.norm(),
            })
            .collect();
        let mut floats = |columns: usize| {
            let data = file.floats();
            multipliers.floats.prepack_b(NdTensor::from_data([WIDTH, columns], data).view())
        };
        let (word, cue) = (floats(super::WORD_COLUMNS), floats(super::CUE_COLUMNS));
        Weights {
            piece_scales,
            pieces: embedding,
            positions,
            features,
            embedded,
            layers,
            word,
            cue,
            word_bias: file.floats(),
            link_bias: file.floats(),
            distances: file.floats(),
            link_out: file.floats(),
            link_out_bias: file.floats(),
        }
    }
}

/// A cursor over little-endian numbers; every run of 32-bit numbers is preceded by its length.
struct File {
    rest: &'static [u8],
}

impl File {
    fn take(&mut self, bytes: usize) -> &'static [u8] {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    fn number(&mut self) -> usize {
        self.take(4).iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte))
    }

    fn floats(&mut self) -> Vec<f32> {
        let count = self.number();
        let (numbers, _) = self.take(count * 4).as_chunks::<4>();
        numbers.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()
    }

    fn norm(&mut self) -> Norm {
        Norm { scale: self.floats(), bias: self.floats() }
    }

    fn linear(&mut self, multipliers: &Multipliers) -> Linear {
        let rows = self.number();
        let (scales, bias) = (self.floats(), self.floats());
        let columns = scales.len();
        let data: Vec<i8> = self.take(rows * columns).iter().map(|&byte| byte.cast_signed()).collect();
        let matrix = multipliers.bytes.prepack_b(NdTensor::from_data([rows, columns], data).view());
        Linear { matrix, scales, bias }
    }
}
