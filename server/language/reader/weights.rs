//! The network's weights as `server/train` wrote them: matrices in seven bits with a scale for each column, so that sums
//! of products fit the processor's narrow adders; the embedding in eight bits; the rest in 32.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::WIDTH;
use super::product::{Bytes, Multiplier};

/// A matrix that rows of numbers are multiplied with.
pub(super) enum Matrix {
    /// Whole numbers of seven bits, with a scale for each column.
    Whole(Bytes, Vec<f32>),
    /// Numbers of 32 bits: what whole numbers are measured against. The network that ships has none.
    Real(PackedBMatrix<f32>),
}

/// A matrix and what is added behind it.
pub(super) struct Linear {
    pub(super) matrix: Matrix,
    pub(super) bias: Vec<f32>,
}

/// What brings a vector to mean zero and variance one, and from there to its own scale.
pub(super) struct LayerNorm {
    pub(super) scale: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

pub(super) struct Layer {
    /// Queries (already divided by the root of a head's width), keys and values side by side.
    pub(super) attend: Linear,
    pub(super) mix: Linear,
    pub(super) mixed: LayerNorm,
    pub(super) widen: Linear,
    pub(super) narrow: Linear,
    pub(super) narrowed: LayerNorm,
}

impl Layer {
    /// A layer whose weights for attention are read already: what stands behind those differs.
    pub(super) fn new(file: &mut File, multipliers: &Multipliers, attend: Linear) -> Layer {
        Layer {
            attend,
            mix: file.linear(multipliers),
            mixed: file.layer_norm(),
            widen: file.linear(multipliers),
            narrow: file.linear(multipliers),
            narrowed: file.layer_norm(),
        }
    }
}

pub(super) struct Weights {
    /// For each piece a scale, then WIDTH bytes.
    pub(super) piece_scales: Vec<f32>,
    pub(super) pieces: &'static [u8],
    pub(super) positions: Vec<f32>,
    pub(super) features: Vec<f32>,
    pub(super) embedded: LayerNorm,
    pub(super) layers: Vec<Layer>,
    /// Each word's labels, then its part in links as a member and as a factor.
    pub(super) word: PackedBMatrix<f32>,
    pub(super) word_bias: Vec<f32>,
    /// A cue's part in links, likewise.
    pub(super) cue: PackedBMatrix<f32>,
    pub(super) link_bias: Vec<f32>,
    pub(super) distances: Vec<f32>,
    /// Rows of three numbers, and one more to fill a vector.
    pub(super) link_out: Vec<[f32; 4]>,
    pub(super) link_out_bias: [f32; 4],
}

/// The executors that multiply; they choose what this processor does best.
pub(super) struct Multipliers {
    pub(super) bytes: Multiplier,
    pub(super) floats: GemmExecutor,
}

impl Multipliers {
    pub(super) fn new() -> Multipliers {
        Multipliers { bytes: Multiplier::default(), floats: GemmExecutor::new() }
    }
}

/// Rows of numbers times a matrix of 32-bit numbers.
pub(super) fn times(multipliers: &Multipliers, rows: &[f32], matrix: &PackedBMatrix<f32>) -> Vec<f32> {
    let count = rows.len() / matrix.rows();
    let mut out = vec![0.0; count * matrix.cols()];
    let rows = NdTensorView::from_data([count, matrix.rows()], rows);
    multipliers
        .floats
        .gemm(&mut out, GemmInputA::Unpacked(rows), GemmInputB::Packed(matrix), GemmOptions::default())
        .expect("invariant: the shapes agree");
    out
}

impl Weights {
    /// Reads what a file begins with; behind it stands what decides on sentences.
    pub(super) fn new(file: &mut File, multipliers: &Multipliers) -> Weights {
        let (layers, pieces) = (file.number(), file.number());
        let piece_scales = file.floats();
        let embedding = file.take(pieces * WIDTH);
        let (positions, features, embedded) = (file.floats(), file.floats(), file.layer_norm());
        let layers = (0..layers)
            .map(|_| {
                let attend = file.linear(multipliers);
                Layer::new(file, multipliers, attend)
            })
            .collect();
        let word = file.packed(multipliers, WIDTH, super::WORD_COLUMNS);
        let cue = file.packed(multipliers, WIDTH, super::CUE_COLUMNS);
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
            link_out: fours(&file.floats()),
            link_out_bias: fours(&file.floats())[0],
        }
    }
}

/// Rows of three numbers with a nothing behind each.
fn fours(numbers: &[f32]) -> Vec<[f32; 4]> {
    let (rows, _) = numbers.as_chunks();
    rows.iter().map(|&[a, b, c]| [a, b, c, 0.0]).collect()
}

/// What a file of weights begins with.
pub(super) const MARK: &[u8] = b"CDR2";

/// A cursor over little-endian numbers; every run of 32-bit numbers is preceded by its length.
pub(super) struct File {
    rest: &'static [u8],
    exact: bool,
}

impl File {
    /// Opens a file of weights. Panics when it is not one that `server/train` wrote, which a test rules out. `exact`: whether
    /// to multiply in 32 bits what is stored in seven.
    pub(super) fn open(bytes: &'static [u8], exact: bool) -> File {
        let mut file = File { rest: bytes, exact };
        assert_eq!(file.take(MARK.len()), MARK, "invariant: the embedded weights have this format");
        file
    }

    fn take(&mut self, bytes: usize) -> &'static [u8] {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    fn number(&mut self) -> usize {
        self.take(4).iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte))
    }

    pub(super) fn floats(&mut self) -> Vec<f32> {
        let count = self.number();
        let (numbers, _) = self.take(count * 4).as_chunks::<4>();
        numbers.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()
    }

    pub(super) fn layer_norm(&mut self) -> LayerNorm {
        LayerNorm { scale: self.floats(), bias: self.floats() }
    }

    /// A matrix of 32-bit numbers.
    pub(super) fn packed(
        &mut self,
        multipliers: &Multipliers,
        rows: usize,
        columns: usize,
    ) -> PackedBMatrix<f32> {
        let numbers = NdTensor::from_data([rows, columns], self.floats());
        multipliers.floats.prepack_b(numbers.view())
    }

    /// A matrix without scales is one of 32-bit numbers.
    pub(super) fn linear(&mut self, multipliers: &Multipliers) -> Linear {
        let rows = self.number();
        let (scales, bias) = (self.floats(), self.floats());
        let columns = bias.len();
        let real = |numbers| {
            let numbers = NdTensor::from_data([rows, columns], numbers);
            Matrix::Real(multipliers.floats.prepack_b(numbers.view()))
        };
        if scales.is_empty() {
            return Linear { matrix: real(self.floats()), bias };
        }
        let numbers = self.take(rows * columns).iter().map(|&byte| byte.cast_signed());
        let matrix = if self.exact {
            let scaled = numbers.zip(scales.iter().cycle()).map(|(number, scale)| f32::from(number) * scale);
            real(scaled.collect())
        } else {
            Matrix::Whole(Bytes::new(&multipliers.bytes, columns, numbers.collect()), scales)
        };
        Linear { matrix, bias }
    }
}
