//! Rows of bytes times a matrix of whole numbers of seven bits. Natively rten-gemm multiplies, which knows what each processor
//! does best. In WebAssembly it has no instruction for sums of products of bytes, and [`packed`] multiplies there: sixteen bits at
//! a time where the module may use vectors. Whole numbers are exact, so that both say the same to the last bit.

#[cfg(not(target_arch = "wasm32"))]
use rten_gemm::{GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
#[cfg(not(target_arch = "wasm32"))]
use rten_tensor::prelude::*;
#[cfg(not(target_arch = "wasm32"))]
use rten_tensor::{NdTensor, NdTensorView};

/// The executor that multiplies.
#[cfg(not(target_arch = "wasm32"))]
pub(super) type Multiplier = rten_gemm::GemmExecutor<u8, i8, i32>;
/// There is but one way to multiply.
#[cfg(target_arch = "wasm32")]
#[derive(Default)]
pub(super) struct Multiplier;

/// A matrix, laid out for its multiplier.
pub(super) struct Bytes {
    #[cfg(not(target_arch = "wasm32"))]
    packed: PackedBMatrix<i8>,
    #[cfg(target_arch = "wasm32")]
    packed: packed::Matrix,
}

#[cfg(not(target_arch = "wasm32"))]
impl Bytes {
    /// A matrix of so many columns, given row by row.
    pub(super) fn new(multiplier: &Multiplier, columns: usize, numbers: Vec<i8>) -> Bytes {
        let numbers = NdTensor::from_data([numbers.len() / columns, columns], numbers);
        Bytes { packed: multiplier.prepack_b(numbers.view()) }
    }

    /// How many numbers a row has that is multiplied with it.
    pub(super) fn depth(&self) -> usize {
        self.packed.rows()
    }

    /// How many numbers come out for each row.
    pub(super) fn columns(&self) -> usize {
        self.packed.cols()
    }

    /// Multiplies rows, given one behind the other, from each of whose numbers `zero` is taken. The sums lie alike.
    pub(super) fn times(&self, multiplier: &Multiplier, rows: &[u8], zero: u8, sums: &mut Vec<i32>) {
        let count = rows.len() / self.depth();
        sums.clear();
        sums.resize(count * self.columns(), 0);
        // All rows share the zero: rten-gemm 0.27 takes the wrong one from the seventh row on where they differ.
        let zero_points = vec![zero; count];
        let options =
            GemmOptions { a_quant: Some(QuantParams { zero_point: &zero_points }), ..GemmOptions::default() };
        let rows = NdTensorView::from_data([count, self.depth()], rows);
        multiplier
            .gemm(sums, GemmInputA::Unpacked(rows), GemmInputB::Packed(&self.packed), options)
            .expect("invariant: the shapes agree");
    }
}

#[cfg(target_arch = "wasm32")]
impl Bytes {
    /// A matrix of so many columns, given row by row.
    pub(super) fn new(_: &Multiplier, columns: usize, numbers: Vec<i8>) -> Bytes {
        Bytes { packed: packed::Matrix::new(columns, &numbers) }
    }

    /// How many numbers a row has that is multiplied with it.
    pub(super) fn depth(&self) -> usize {
        self.packed.depth
    }

    /// How many numbers come out for each row.
    pub(super) fn columns(&self) -> usize {
        self.packed.columns
    }

    /// Multiplies rows, given one behind the other, from each of whose numbers `zero` is taken. The sums lie alike.
    pub(super) fn times(&self, _: &Multiplier, rows: &[u8], zero: u8, sums: &mut Vec<i32>) {
        self.packed.times(rows, zero, sums);
    }
}

/// The product as WebAssembly does it best; natively only its test uses it.
#[cfg(any(target_arch = "wasm32", test))]
mod packed {
    /// Columns of a strip.
    const WIDE: usize = 8;
    /// Rows that are multiplied together: with two vectors of sums each, they fill half of the vectors that a processor has.
    const HIGH: usize = 4;

    /// The matrix in strips of eight columns. A strip holds, for each two of its rows, eight pairs of numbers.
    pub(super) struct Matrix {
        /// How many rows there are.
        pub(super) depth: usize,
        /// How many columns there are.
        pub(super) columns: usize,
        strips: Vec<lanes::Pairs>,
    }

    impl Matrix {
        /// A matrix of so many columns, given row by row.
        pub(super) fn new(columns: usize, numbers: &[i8]) -> Matrix {
            let depth = numbers.len() / columns;
            let number = |row: usize, column: usize| {
                if row < depth && column < columns { numbers[row * columns + column] } else { 0 }
            };
            let strips = (0..columns).step_by(WIDE).flat_map(|column| {
                (0..depth).step_by(2).map(move |row| {
                    lanes::pairs(std::array::from_fn(|at| number(row + at % 2, column + at / 2)))
                })
            });
            Matrix { depth, columns, strips: strips.collect() }
        }

        /// Multiplies rows, given one behind the other, from each of whose numbers `zero` is taken. The sums lie alike.
        pub(super) fn times(&self, rows: &[u8], zero: u8, sums: &mut Vec<i32>) {
            let count = rows.len() / self.depth;
            sums.clear();
            sums.resize(count * self.columns, 0);
            let pairs = self.depth.div_ceil(2);
            let blocks = self.blocks(rows, zero);
            for (strip, column) in self.strips.chunks_exact(pairs).zip((0..self.columns).step_by(WIDE)) {
                let wide = WIDE.min(self.columns - column);
                for (block, row) in blocks.chunks_exact(pairs).zip((0..count).step_by(HIGH)) {
                    for (products, row) in lanes::products(block, strip).iter().zip(row..count) {
                        sums[row * self.columns + column..][..wide].copy_from_slice(&products[..wide]);
                    }
                }
            }
        }

        /// Rows by fours: for each two of their numbers the pair of each row, sixteen bits a number.
        fn blocks(&self, rows: &[u8], zero: u8) -> Vec<[i32; HIGH]> {
            let number =
                |row: &[u8], at: usize| row.get(at).map_or(0, |&byte| i32::from(byte) - i32::from(zero));
            let pairs = self.depth.div_ceil(2);
            let mut blocks = Vec::with_capacity(rows.len().div_ceil(2 * HIGH));
            for rows in rows.chunks(self.depth * HIGH) {
                let first = blocks.len();
                blocks.resize(first + pairs, [0; HIGH]);
                for (at, row) in rows.chunks_exact(self.depth).enumerate() {
                    for (pair, block) in blocks[first..].iter_mut().enumerate() {
                        block[at] = (number(row, 2 * pair) & 0xffff) | (number(row, 2 * pair + 1) << 16);
                    }
                }
            }
            blocks
        }
    }

    /// Four rows times a strip, with vectors.
    #[cfg(target_feature = "simd128")]
    mod lanes {
        use std::arch::wasm32::{
            i8x16, i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8,
            i32x4_extract_lane, i32x4_splat, v128,
        };

        use super::{HIGH, WIDE};

        pub(super) type Pairs = v128;

        pub(super) fn pairs(of: [i8; 2 * WIDE]) -> v128 {
            let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = of;
            i8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
        }

        pub(super) fn products(block: &[[i32; HIGH]], strip: &[v128]) -> [[i32; WIDE]; HIGH] {
            let mut sums = [[i32x4_splat(0); 2]; HIGH];
            for (rows, &pairs) in block.iter().zip(strip) {
                let (low, high) = (i16x8_extend_low_i8x16(pairs), i16x8_extend_high_i8x16(pairs));
                for (sums, &row) in sums.iter_mut().zip(rows) {
                    let row = i32x4_splat(row);
                    sums[0] = i32x4_add(sums[0], i32x4_dot_i16x8(row, low));
                    sums[1] = i32x4_add(sums[1], i32x4_dot_i16x8(row, high));
                }
            }
            sums.map(|[low, high]| {
                [
                    i32x4_extract_lane::<0>(low),
                    i32x4_extract_lane::<1>(low),
                    i32x4_extract_lane::<2>(low),
                    i32x4_extract_lane::<3>(low),
                    i32x4_extract_lane::<0>(high),
                    i32x4_extract_lane::<1>(high),
                    i32x4_extract_lane::<2>(high),
                    i32x4_extract_lane::<3>(high),
                ]
            })
        }
    }

    /// The same number by number.
    #[cfg(not(target_feature = "simd128"))]
    mod lanes {
        use super::{HIGH, WIDE};

        pub(super) type Pairs = [i8; 2 * WIDE];

        pub(super) fn pairs(of: [i8; 2 * WIDE]) -> Pairs {
            of
        }

        pub(super) fn products(block: &[[i32; HIGH]], strip: &[Pairs]) -> [[i32; WIDE]; HIGH] {
            let mut sums = [[0; WIDE]; HIGH];
            for (rows, pairs) in block.iter().zip(strip) {
                let (pairs, _) = pairs.as_chunks::<2>();
                for (sums, &row) in sums.iter_mut().zip(rows) {
                    let (first, second) = (row << 16 >> 16, row >> 16);
                    for (sum, &[above, below]) in sums.iter_mut().zip(pairs) {
                        *sum += first * i32::from(above) + second * i32::from(below);
                    }
                }
            }
            sums
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn webassembly_multiplies_as_this_processor_does() {
        let multiplier = Multiplier::new();
        // What is no multiple of a strip or a block counts too.
        for (count, depth, columns, zero) in
            [(1, 2, 8, 0), (3, 7, 5, 128), (4, 384, 24, 128), (9, 192, 17, 0), (130, 33, 40, 128)]
        {
            let mut state = 7_u32;
            let mut byte = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24).to_le_bytes()[0]
            };
            let numbers: Vec<i8> = (0..depth * columns).map(|_| (byte() >> 1).cast_signed() - 64).collect();
            let rows: Vec<u8> = (0..count * depth).map(|_| byte()).collect();
            let (mut native, mut other) = (Vec::new(), vec![1; 3]);
            packed::Matrix::new(columns, &numbers).times(&rows, zero, &mut other);
            Bytes::new(&multiplier, columns, numbers).times(&multiplier, &rows, zero, &mut native);
            assert_eq!(native, other, "{count} times {depth} by {columns}, zero {zero}");
        }
    }
}
