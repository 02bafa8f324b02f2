//! Numbers in words, by their place in the order.

/// The numbers below twenty in words, from nought.
pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// The tens in words, from twenty.
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The words for places in an order, from the first to the nineteenth.
const ORDINALS: [&str; 19] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
/// Of tens, from the twentieth.
const TENTHS: [&str; 8] =
    ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];

/// The number of an ordinal in one word in lower case: 3 of "third".
pub fn ordinal(lower: &str) -> Option<i64> {
    let place = |words: &[&str]| words.iter().position(|word| *word == lower);
    let number = place(&ORDINALS).map(|at| at + 1).or_else(|| place(&TENTHS).map(|at| (at + 2) * 10))?;
    i64::try_from(number).ok()
}

/// The words of a number from nought to ninety-nine: "forty", "one".
pub fn number_words(number: usize) -> impl Iterator<Item = &'static str> {
    let (tens, unit) =
        if number < 20 { (None, Some(number)) } else { (Some(number / 10), Some(number % 10)) };
    let unit = unit.filter(|&unit| tens.is_none() || unit > 0).and_then(|unit| UNITS.get(unit));
    tens.and_then(|tens| TENS.get(tens - 2)).into_iter().chain(unit).copied()
}

/// A number up to twenty in words.
pub fn number_word(number: usize) -> Option<&'static str> {
    UNITS.iter().chain(&TENS[..1]).nth(number).copied()
}

/// Whether a word in lower case is a number from two on, or of dozens and more.
pub(crate) fn is_number_word(lower: &str) -> bool {
    UNITS[2..].contains(&lower)
        || TENS.contains(&lower)
        || matches!(lower, "hundred" | "dozens" | "hundreds" | "thousands" | "millions" | "billions")
}
