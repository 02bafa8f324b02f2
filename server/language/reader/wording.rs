//! How much a sentence is worded like what journalists attribute: a logistic regression over its words and pairs of words,
//! beside the encoder's own judgement. `server/train/reader/wording.py` makes the same features and writes the weights.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::Word;

/// The features that are no words: where a sentence starts, a capital behind its first word, and digits of any number.
const START: &str = "^";
const CAPITAL: &str = "^^";
const DIGITS: &str = "#";
/// A sentence of fewer known features is weighed as if it had so many.
const FEWEST_FEATURES: usize = 16;

struct Wording {
    intercept: f32,
    weights: HashMap<&'static str, f32>,
}

static WORDING: LazyLock<Wording> = LazyLock::new(|| {
    let lines = include_str!("../models/wording.tsv").lines();
    let mut weights: HashMap<&str, f32> = lines
        .map(|line| {
            let (words, weight) = line.split_once('\t').expect("invariant: a tab in each line");
            (words, weight.parse().expect("invariant: a number behind each tab"))
        })
        .collect();
    Wording { intercept: weights.remove("").expect("invariant: the intercept stands first"), weights }
});

/// The logit that a journalist would attribute a sentence, given as its words in a passage.
pub(super) fn logit(passage: &str, words: &[Word]) -> f32 {
    let mut known: Vec<&'static str> = Vec::new();
    let mut sum = 0.0;
    let mut weigh = |feature: &str| {
        let Some((&name, weight)) = WORDING.weights.get_key_value(feature) else { return };
        if !known.contains(&name) {
            known.push(name);
            sum += weight;
        }
    };
    weigh(START);
    let mut pair = String::from(START);
    let mut take = |token: &str| {
        weigh(token);
        let last = pair.len();
        pair.push(' ');
        pair.push_str(token);
        weigh(&pair);
        pair.drain(..=last);
    };
    for (number, word) in words.iter().enumerate() {
        let text = &passage[word.range];
        let first = text.chars().next().unwrap_or_default();
        if number > 0 && first.is_uppercase() {
            take(CAPITAL);
        }
        if first.is_numeric() {
            take(DIGITS);
        } else {
            take(&text.to_lowercase().replace(['‘', '’'], "'"));
        }
    }
    WORDING.intercept + sum / (known.len().max(FEWEST_FEATURES) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    /// The training's own numbers, from the same weights.
    #[test]
    fn a_sentence_is_weighed_as_in_training() {
        let sentences = [
            ("By noon the rain had stopped.", 1.115),
            (
                "The plan’s 12 authors, all from Leeds, would fail because Mr. Ostrow’s figures were wrong.",
                1.335,
            ),
            (
                "It is not — and will never be — the best of all bridges, as the council that built it, and the 400 \
                 people who use it every day, would have liked to believe.",
                -0.285,
            ),
            ("", -0.76),
        ];
        for (sentence, expected) in sentences {
            let logit = logit(sentence, &words::split(sentence));
            assert!((logit - expected).abs() < 1e-3, "{sentence}: {logit} for {expected}");
        }
    }
}
