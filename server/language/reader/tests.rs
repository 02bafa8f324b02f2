//! The network says in Rust what it says in the training framework, on sentences written for the purpose;
//! `server/train` writes the file.

use super::*;

/// How far a logit may lie from the framework's where both multiply in 32 bits.
const EXACT: f32 = 1e-2;
/// How far the median and the farthest logit may lie from it in the whole numbers that ship, whose rounding is part of them.
const HALF: f32 = 0.03;
const FARTHEST: f32 = 0.2;

/// What the framework says of a sentence: each word's labels, and the logits of the third.
struct Reference {
    sentence: &'static str,
    labels: Vec<&'static str>,
    logits: Vec<f32>,
}

fn references() -> impl Iterator<Item = Reference> {
    include_str!("reference.tsv").lines().map(|line| {
        let (sentence, rest) = line.split_once('\t').unwrap();
        let (labels, logits) = rest.split_once('\t').unwrap();
        let logits = logits.split(' ').map(|logit| logit.parse().unwrap()).collect();
        Reference { sentence, labels: labels.split(' ').collect(), logits }
    })
}

fn logits(weights: &Weights, sentence: &str) -> Vec<Vec<f32>> {
    let words = words::split(sentence);
    let network = Network::get();
    let multipliers = Multipliers::new();
    let window = network.window(&network.whole(sentence, &words), 0, words.len());
    let heads = Heads::new(weights, &multipliers, encoder::encode(weights, &multipliers, &window));
    (0..words.len()).map(|word| heads.labels(word).to_vec()).collect()
}

/// A word's labels: source, cue, content, name.
fn parts(logits: &[f32]) -> [&[f32]; 4] {
    [&logits[0..3], &logits[3..6], &logits[6..9], &logits[9..18]]
}

fn best(logits: &[f32]) -> usize {
    (0..logits.len()).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap_or(0)
}

/// Whether two labels are nearly equally likely.
fn is_close(logits: &[f32]) -> bool {
    let mut sorted = logits.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted[sorted.len() - 1] - sorted[sorted.len() - 2] < FARTHEST
}

/// The words whose labels are not the framework's, and how far the logits lie from its own, in order. `unless`: labels that
/// may differ.
fn compare(weights: &Weights, unless: impl Fn(&[f32]) -> bool) -> (Vec<String>, Vec<f32>) {
    let (mut wrong, mut distances) = (Vec::new(), Vec::new());
    for reference in references() {
        let found = logits(weights, reference.sentence);
        assert_eq!(found.len(), reference.labels.len(), "{}", reference.sentence);
        for (number, (word, expected)) in found.iter().zip(&reference.labels).enumerate() {
            let differs =
                |(part, label): (&&[f32], char)| best(part).to_string() != label.to_string() && !unless(part);
            if parts(word).iter().zip(expected.chars()).any(differs) {
                wrong.push(format!("word {number} of “{}”", reference.sentence));
            }
        }
        distances
            .extend(found[2].iter().zip(reference.logits).map(|(mine, expected)| (mine - expected).abs()));
    }
    distances.sort_by(f32::total_cmp);
    (wrong, distances)
}

#[test]
fn rust_says_what_the_training_framework_says() {
    assert_eq!(references().count(), 500);
    let weights = Weights::new(WEIGHTS, &Multipliers::new(), true);
    let (wrong, distances) = compare(&weights, |_| false);
    assert!(wrong.is_empty(), "{} labels differ: {wrong:?}", wrong.len());
    let farthest = distances[distances.len() - 1];
    assert!(farthest <= EXACT, "a logit lies {farthest} away");
}

#[test]
fn whole_numbers_say_what_exact_ones_say() {
    let (wrong, distances) = compare(&Network::get().weights, is_close);
    assert!(wrong.is_empty(), "{} labels differ: {wrong:?}", wrong.len());
    let (half, farthest) = (distances[distances.len() / 2], distances[distances.len() - 1]);
    println!("half of the logits lie within {half}, all within {farthest}");
    assert!(
        half <= HALF && farthest <= FARTHEST,
        "half of the logits lie within {half}, all within {farthest}"
    );
}

#[test]
fn long_passages_are_read_in_windows_of_whole_sentences() {
    let sizes = vec![10; 40];
    assert_eq!(words::windows(&sizes, &[0, 10, 20, 30]), [(0, 10), (10, 20), (20, 30), (30, 40)]);
    assert_eq!(words::windows(&sizes, &[0, 5]), [(0, 5), (5, 17), (17, 29), (29, 40)]);
    assert_eq!(words::windows(&[500], &[0]), [(0, 1)]);
    assert_eq!(words::windows(&[], &[]), []);
}
