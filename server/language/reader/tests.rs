//! The network says in Rust what it says in the training framework, on sentences written for the purpose;
//! `server/train` writes the file.

use super::*;

/// How far a logit may lie from the framework's: now and then a number falls on the other side when it is rounded to a
/// byte, and moves some logits a little; half of them lie closer, and all within the second figure.
const CLOSE: f32 = 1e-2;
const FARTHEST: f32 = 0.1;

fn logits(sentence: &str) -> Vec<Vec<f32>> {
    let words = words::split(sentence);
    let network = Network::get();
    let window = network.window(&network.whole(sentence, &words), 0, words.len());
    let multipliers = Multipliers::new();
    let vectors = encoder::encode(&network.weights, &multipliers, &window);
    let heads = Heads::new(&network.weights, &multipliers, vectors);
    (0..words.len()).map(|word| heads.labels(word).to_vec()).collect()
}

fn best(logits: &[f32]) -> usize {
    (0..logits.len()).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap_or(0)
}

#[test]
fn rust_says_what_the_training_framework_says() {
    let (mut labels, mut wrong, mut distances) = (0, Vec::new(), Vec::new());
    let reference = include_str!("reference.tsv");
    for line in reference.lines() {
        let (sentence, rest) = line.split_once('\t').unwrap();
        let (expected, numbers) = rest.split_once('\t').unwrap();
        let found = logits(sentence);
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(found.len(), expected.len(), "{sentence}");
        for (word, expected) in found.iter().zip(expected) {
            let parts = [&word[0..3], &word[3..6], &word[6..9], &word[9..18]];
            let mine: String = parts.iter().map(|part| best(part).to_string()).collect();
            labels += 1;
            // Where two labels lie closer together than the logits may lie apart, either is right.
            let close = parts.iter().any(|part| {
                let mut sorted = part.to_vec();
                sorted.sort_by(f32::total_cmp);
                sorted[sorted.len() - 1] - sorted[sorted.len() - 2] < FARTHEST
            });
            if mine != expected && !close {
                wrong.push((sentence, mine, expected));
            }
        }
        for (mine, expected) in found[2].iter().zip(numbers.split(' ')) {
            distances.push((mine - expected.parse::<f32>().unwrap()).abs());
        }
    }
    assert_eq!(reference.lines().count(), 500);
    assert!(wrong.is_empty(), "{} of {labels} labels differ: {wrong:?}", wrong.len());
    distances.sort_by(f32::total_cmp);
    let (middle, farthest) = (distances[distances.len() / 2], distances[distances.len() - 1]);
    assert!(
        middle <= CLOSE && farthest <= FARTHEST,
        "half of the logits lie within {middle}, all within {farthest}"
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
