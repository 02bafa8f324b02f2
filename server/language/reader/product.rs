//! Rows of bytes times a matrix of whole numbers of seven bits. Natively rten-gemm multiplies, which knows what each processor
//! does best. In WebAssembly it takes no instruction for sums of products of bytes, and [`packed`] multiplies there: by bytes where
//! the module may use relaxed vectors, whose results here do not hang on the processor, by sixteen bits where it may use vectors at
//! all. Whole numbers are exact, so that all say the same to the last bit.

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

    /// Multiplies rows, given one behind the other, from each of whose numbers `zero` is taken. The sums lie alike, and what
    /// stood in their place is gone.
    pub(super) fn times(&self, multiplier: &Multiplier, rows: &[u8], zero: u8, sums: &mut Vec<i32>) {
        let count = rows.len() / self.depth();
        sums.resize(count * self.packed.cols(), 0);
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

    /// Multiplies rows, given one behind the other, from each of whose numbers `zero` is taken. The sums lie alike, and what
    /// stood in their place is gone.
    pub(super) fn times(&self, _: &Multiplier, rows: &[u8], zero: u8, sums: &mut Vec<i32>) {
        self.packed.times(rows, zero, sums);
    }
}

/// The product as WebAssembly does it best; natively only its test uses it.
///
/// The processors' sums of products of bytes take numbers of either sign from one side, and from the other such as need seven bits
/// and no sign. So a matrix may be lifted above nothing, and rows be taken from another zero than theirs; what that adds to a sum is
/// known beforehand, and the sum begins with it taken off.
#[cfg(any(target_arch = "wasm32", test))]
mod packed {
    use lanes::{DEEP, LIFT};

    /// Columns of a strip.
    const WIDE: usize = 8;
    /// Rows that are multiplied together: with two vectors of sums each, they fill half of the vectors that a processor has.
    const HIGH: usize = 4;

    /// The matrix in strips of eight columns. A strip holds, for each few of its rows, so many numbers of each column.
    pub(super) struct Matrix {
        /// How many rows there are.
        pub(super) depth: usize,
        /// How many columns there are.
        pub(super) columns: usize,
        strips: Vec<lanes::Numbers>,
        /// What the numbers of each column come to; as many as the strips have columns.
        totals: Vec<i32>,
    }

    impl Matrix {
        /// A matrix of so many columns, given row by row.
        pub(super) fn new(columns: usize, numbers: &[i8]) -> Matrix {
            let depth = numbers.len() / columns;
            let number = |row: usize, column: usize| {
                if row < depth && column < columns { numbers[row * columns + column] } else { 0 }
            };
            let strips = (0..columns).step_by(WIDE).flat_map(|column| {
                (0..depth).step_by(DEEP).map(move |row| {
                    lanes::numbers(std::array::from_fn(|at| {
                        number(row + at % DEEP, column + at / DEEP) + LIFT
                    }))
                })
            });
            let totals = (0..columns.next_multiple_of(WIDE))
                .map(|column| (0..depth).map(|row| i32::from(number(row, column))).sum());
            Matrix { depth, columns, strips: strips.collect(), totals: totals.collect() }
        }

        /// Multiplies rows, given one behind the other, from each of whose numbers `zero` is taken. The sums lie alike, and what
        /// stood in their place is gone.
        pub(super) fn times(&self, rows: &[u8], zero: u8, sums: &mut Vec<i32>) {
            let count = rows.len() / self.depth;
            sums.resize(count * self.columns, 0);
            let (blocks, lifted) = self.blocks(rows, zero);
            let parts = self.depth.div_ceil(DEEP);
            let moved = lanes::middle(zero) - i32::from(zero);
            let (totals, _) = self.totals.as_chunks::<WIDE>();
            let strips = self.strips.chunks_exact(parts).zip(totals);
            let mut room = Vec::new();
            for ((strip, totals), column) in strips.zip((0..self.columns).step_by(WIDE)) {
                let strip = lanes::for_many(strip, &mut room);
                let wide = WIDE.min(self.columns - column);
                let begin = totals.map(|total| moved * total);
                let blocks = blocks.chunks_exact(parts).zip(&lifted);
                for ((block, lifted), row) in blocks.zip((0..count).step_by(HIGH)) {
                    let products = lanes::products(block, strip, &begin, lifted);
                    for (products, row) in products.iter().zip(row..count) {
                        sums[row * self.columns + column..][..wide].copy_from_slice(&products[..wide]);
                    }
                }
            }
        }

        /// Rows by fours: for each few of their numbers what stands for those of each row. And what to begin each row's sums with.
        fn blocks(&self, rows: &[u8], zero: u8) -> (Vec<[i32; HIGH]>, Vec<[i32; HIGH]>) {
            const BITS: usize = 32 / DEEP;
            let (parts, count) = (self.depth.div_ceil(DEEP), rows.len() / self.depth);
            let mut blocks = vec![[0; HIGH]; parts * count.div_ceil(HIGH)];
            let mut lifted = vec![[0; HIGH]; count.div_ceil(HIGH)];
            let middle = lanes::middle(zero);
            let part = |few: &[u8]| {
                let numbers = few.iter().rev().map(|&byte| (i32::from(byte) - middle) & ((1 << BITS) - 1));
                numbers.fold(0, |part, number| part << BITS | number)
            };
            for (number, row) in rows.chunks_exact(self.depth).enumerate() {
                let (block, at) = (number / HIGH, number % HIGH);
                // Of a known length, so that no loop goes over so few.
                let (fews, rest) = row.as_chunks::<DEEP>();
                let (whole, last) = blocks[block * parts..][..parts].split_at_mut(fews.len());
                whole.iter_mut().zip(fews).for_each(|(rows, few)| rows[at] = part(few));
                last.iter_mut().for_each(|rows| rows[at] = part(rest));
                if LIFT != 0 {
                    let total: i32 = row.iter().map(|&byte| i32::from(byte) - middle).sum();
                    lifted[block][at] = -i32::from(LIFT) * total;
                }
            }
            (blocks, lifted)
        }
    }

    /// Four rows times a strip: four bytes of each at once.
    #[cfg(target_feature = "relaxed-simd")]
    mod lanes {
        use std::arch::wasm32::{i32x4_add, i32x4_relaxed_dot_i8x16_i7x16_add, i32x4_splat, v128};

        use super::vectors::{eight, four, sixteen};
        use super::{HIGH, WIDE};

        pub(super) const DEEP: usize = 4;
        pub(super) const LIFT: i8 = 64;

        pub(super) type Numbers = [v128; 2];

        pub(super) fn middle(_: u8) -> i32 {
            128
        }

        pub(super) fn numbers(of: [i8; DEEP * WIDE]) -> Numbers {
            let (halves, _) = of.as_chunks();
            [sixteen(halves[0]), sixteen(halves[1])]
        }

        pub(super) fn for_many<'a>(strip: &'a [Numbers], _: &mut Vec<Numbers>) -> &'a [Numbers] {
            strip
        }

        pub(super) fn products(
            block: &[[i32; HIGH]],
            strip: &[Numbers],
            begin: &[i32; WIDE],
            lifted: &[i32; HIGH],
        ) -> [[i32; WIDE]; HIGH] {
            let begin = four(begin);
            let mut sums = lifted.map(|lifted| begin.map(|begin| i32x4_add(begin, i32x4_splat(lifted))));
            for (rows, numbers) in block.iter().zip(strip) {
                for (sums, &row) in sums.iter_mut().zip(rows) {
                    let row = i32x4_splat(row);
                    for (sum, &numbers) in sums.iter_mut().zip(numbers) {
                        *sum = i32x4_relaxed_dot_i8x16_i7x16_add(row, numbers, *sum);
                    }
                }
            }
            sums.map(eight)
        }
    }

    /// Four rows times a strip: two numbers of sixteen bits of each at once.
    #[cfg(all(target_feature = "simd128", not(target_feature = "relaxed-simd")))]
    mod lanes {
        use std::arch::wasm32::{
            i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8, i32x4_splat, v128,
        };

        use super::vectors::{eight, sixteen};
        use super::{HIGH, WIDE};

        pub(super) const DEEP: usize = 2;
        pub(super) const LIFT: i8 = 0;

        pub(super) type Numbers = v128;

        pub(super) fn middle(zero: u8) -> i32 {
            zero.into()
        }

        pub(super) fn numbers(of: [i8; DEEP * WIDE]) -> Numbers {
            sixteen(of)
        }

        /// A strip in the sixteen bits in which it is multiplied, once for all rows: in the matrix itself they would take twice the
        /// memory.
        pub(super) fn for_many<'a>(strip: &[Numbers], room: &'a mut Vec<[v128; 2]>) -> &'a [[v128; 2]] {
            room.clear();
            let wide = |&numbers| [i16x8_extend_low_i8x16(numbers), i16x8_extend_high_i8x16(numbers)];
            room.extend(strip.iter().map(wide));
            room
        }

        /// With these lanes nothing is lifted or moved: sums begin with nothing.
        pub(super) fn products(
            block: &[[i32; HIGH]],
            strip: &[[v128; 2]],
            _: &[i32; WIDE],
            _: &[i32; HIGH],
        ) -> [[i32; WIDE]; HIGH] {
            let mut sums = [[i32x4_splat(0); 2]; HIGH];
            for (rows, &[low, high]) in block.iter().zip(strip) {
                for (sums, &row) in sums.iter_mut().zip(rows) {
                    let row = i32x4_splat(row);
                    sums[0] = i32x4_add(sums[0], i32x4_dot_i16x8(row, low));
                    sums[1] = i32x4_add(sums[1], i32x4_dot_i16x8(row, high));
                }
            }
            sums.map(eight)
        }
    }

    /// Numbers to vectors and back.
    #[cfg(target_feature = "simd128")]
    mod vectors {
        use std::arch::wasm32::{i8x16, i32x4_extract_lane, v128};

        pub(super) fn sixteen([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]: [i8; 16]) -> v128 {
            i8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
        }

        #[cfg(target_feature = "relaxed-simd")]
        pub(super) fn four(&[a, b, c, d, e, f, g, h]: &[i32; 8]) -> [v128; 2] {
            use std::arch::wasm32::i32x4;
            [i32x4(a, b, c, d), i32x4(e, f, g, h)]
        }

        pub(super) fn eight([low, high]: [v128; 2]) -> [i32; 8] {
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
        }
    }

    /// The same number by number, lifted and moved as for vectors of bytes.
    #[cfg(not(target_feature = "simd128"))]
    mod lanes {
        use super::{HIGH, WIDE};

        pub(super) const DEEP: usize = 4;
        pub(super) const LIFT: i8 = 64;

        pub(super) type Numbers = [i8; DEEP * WIDE];

        pub(super) fn middle(_: u8) -> i32 {
            128
        }

        pub(super) fn numbers(of: Numbers) -> Numbers {
            of
        }

        pub(super) fn for_many<'a>(strip: &'a [Numbers], _: &mut Vec<Numbers>) -> &'a [Numbers] {
            strip
        }

        pub(super) fn products(
            block: &[[i32; HIGH]],
            strip: &[Numbers],
            begin: &[i32; WIDE],
            lifted: &[i32; HIGH],
        ) -> [[i32; WIDE]; HIGH] {
            let mut sums = lifted.map(|lifted| begin.map(|begin| begin + lifted));
            for (rows, numbers) in block.iter().zip(strip) {
                let (columns, _) = numbers.as_chunks::<DEEP>();
                for (sums, &row) in sums.iter_mut().zip(rows) {
                    let row = row.to_le_bytes().map(u8::cast_signed);
                    for (sum, column) in sums.iter_mut().zip(columns) {
                        *sum += row
                            .iter()
                            .zip(column)
                            .map(|(&one, &other)| i32::from(one) * i32::from(other))
                            .sum::<i32>();
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
            let numbers: Vec<i8> =
                (0..depth * columns).map(|_| (byte() >> 1).cast_signed().max(1) - 64).collect();
            let rows: Vec<u8> = (0..count * depth).map(|_| byte()).collect();
            let (mut native, mut other) = (Vec::new(), vec![1; 3]);
            packed::Matrix::new(columns, &numbers).times(&rows, zero, &mut other);
            Bytes::new(&multiplier, columns, numbers).times(&multiplier, &rows, zero, &mut native);
            assert_eq!(native, other, "{count} times {depth} by {columns}, zero {zero}");
        }
    }
}
