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
