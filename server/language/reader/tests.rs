//! The network says in Rust what it says in the training framework, on sentences written for the purpose;
//! `server/train` writes the file.

use super::*;

/// How far a logit may lie from the framework's where both multiply in 32 bits.
const EXACT: f32 = 1e-2;
/// How far the median and the farthest logit may lie from it in the whole numbers that ship, whose rounding is part of them.
const HALF: f32 = 0.03;
const FARTHEST: f32 = 0.2;
/// The same for the judgement, whose numbers have come through more layers.
const HALF_JUDGED: f32 = 0.05;
const FARTHEST_JUDGED: f32 = 0.6;

/// What the framework says of a sentence: each word's labels, the logits of the third, and how it is judged.
struct Reference {
    sentence: &'static str,
    labels: Vec<&'static str>,
    logits: Vec<f32>,
    /// The judgement of it: must and could, for a reporter and for an opinion.
    judged: Vec<f32>,
}

fn references() -> impl Iterator<Item = Reference> {
    include_str!("reference.tsv").lines().map(|line| {
        let (sentence, rest) = line.split_once('\t').unwrap();
        let (labels, rest) = rest.split_once('\t').unwrap();
        let (logits, judged) = rest.split_once('\t').unwrap();
        let numbers = |words: &str| words.split(' ').map(|logit| logit.parse().unwrap()).collect();
        Reference {
            sentence,
            labels: labels.split(' ').collect(),
            logits: numbers(logits),
            judged: numbers(judged),
        }
    })
}

fn logits(network: &Network, sentence: &str) -> Vec<Vec<f32>> {
    let words = words::split(sentence);
    let weights = &network.weights;
    let multipliers = Multipliers::new();
    let window = network.window(&network.whole(sentence, &words), 0, words.len());
    let read = ReadWords::new(weights, &multipliers, &window);
    let heads = Heads { weights, multipliers: &multipliers, words: &read };
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
fn compare(network: &Network, unless: impl Fn(&[f32]) -> bool) -> (Vec<String>, Vec<f32>) {
    let (mut wrong, mut distances) = (Vec::new(), Vec::new());
    for reference in references() {
        let found = logits(network, reference.sentence);
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
    let (wrong, distances) = compare(&Network::new(true), |_| false);
    assert!(wrong.is_empty(), "{} labels differ: {wrong:?}", wrong.len());
    let farthest = distances[distances.len() - 1];
    assert!(farthest <= EXACT, "a logit lies {farthest} away");
}

#[test]
fn whole_numbers_say_what_exact_ones_say() {
    let (wrong, distances) = compare(Network::get(), is_close);
    assert!(wrong.is_empty(), "{} labels differ: {wrong:?}", wrong.len());
    let (half, farthest) = (distances[distances.len() / 2], distances[distances.len() - 1]);
    println!("half of the logits lie within {half}, all within {farthest}");
    assert!(
        half <= HALF && farthest <= FARTHEST,
        "half of the logits lie within {half}, all within {farthest}"
    );
}

/// How far each logit of the judgement lies from the framework's, in order: all sentences are paragraphs of one draft.
fn compare_judgements(network: &Network) -> Vec<f32> {
    let multipliers = Multipliers::new();
    let (mut vectors, mut settings) = (Vec::new(), Vec::new());
    for (place, reference) in references().enumerate() {
        let words = words::split(reference.sentence);
        let window = network.window(&network.whole(reference.sentence, &words), 0, words.len());
        let encoded = encoder::encode(&network.weights, &multipliers, &window);
        let whole = 0..words.len();
        vectors.extend(network.judge.vectors(&multipliers, &encoded, std::slice::from_ref(&whole)));
        settings.push(crate::Setting {
            kind: crate::SettingKind::Paragraph,
            opens: true,
            closes: true,
            linked: false,
            among_links: false,
            place: Some(place),
        });
    }
    let placed = judgement::place_by(&network.judge, &vectors, &settings);
    let judged = judgement::judge_by(&network.judge, &placed, 0..settings.len());
    let mut distances: Vec<f32> = Vec::new();
    for (judged, reference) in judged.iter().zip(references()) {
        let ([must, opinion_must], [could, opinion_could]) = (judged.must, judged.could);
        let mine = [must, could, opinion_must, opinion_could];
        distances.extend(mine.iter().zip(reference.judged).map(|(mine, expected)| (mine - expected).abs()));
    }
    distances.sort_by(f32::total_cmp);
    distances
}

#[test]
fn sentences_are_judged_as_in_the_training_framework() {
    let exact = compare_judgements(&Network::new(true));
    let farthest = exact[exact.len() - 1];
    assert!(farthest <= EXACT, "a logit of the judgement lies {farthest} away");
    let whole = compare_judgements(Network::get());
    let (half, farthest) = (whole[whole.len() / 2], whole[whole.len() - 1]);
    println!("half of the judgement's logits lie within {half}, all within {farthest}");
    assert!(half <= HALF_JUDGED && farthest <= FARTHEST_JUDGED, "half within {half}, all within {farthest}");
}

#[test]
fn long_passages_are_read_in_windows_of_whole_sentences() {
    let sizes = vec![10; 40];
    let windows = |sizes: &[usize], starts: &[usize]| words::windows(sizes, starts, |_| true);
    assert_eq!(windows(&sizes, &[0, 10, 20, 30]), [(0, 10), (10, 20), (20, 30), (30, 40)]);
    assert_eq!(windows(&sizes, &[0, 5]), [(0, 5), (5, 17), (17, 29), (29, 40)]);
    assert_eq!(windows(&[500], &[0]), [(0, 1)]);
    assert_eq!(windows(&[], &[]), []);
}

#[test]
fn texts_without_paragraphs_are_read_in_windows_of_a_paragraph() {
    let starts: Vec<usize> = (0..300).step_by(20).collect();
    let windows = |count: usize, ends: &dyn Fn(usize) -> bool| {
        let starts: Vec<usize> = starts.iter().copied().filter(|&start| start < count).collect();
        words::windows(&vec![1; count], &starts, ends)
    };
    assert_eq!(windows(300, &|_| true)[..2], [(0, 40), (40, 80)]);
    assert_eq!(windows(300, &|start| start != 40)[..2], [(0, 60), (60, 100)]);
    // Where nothing ends, the network's own limit holds; and so it does for what is hardly longer than a window.
    assert_eq!(windows(300, &|_| false)[..2], [(0, 120), (120, 240)]);
    assert_eq!(windows(200, &|_| true), [(0, 120), (120, 200)]);
}

#[test]
fn a_paragraph_may_end_where_no_quotation_goes_on() {
    let passage =
        "“It is late. The tide is out,” he said. “All went home.” “Not I,” said the mayor. It rained.";
    let words = words::split(passage);
    let opens = |sentence: &str| {
        let at = passage.find(sentence).expect("it is there");
        words.iter().position(|word| usize::from(word.range.start()) == at).expect("a word opens it")
    };
    let sentences = ["“It", "The", "“All", "“Not", "It rained"].map(opens);
    let ends: Vec<bool> = (0..sentences.len())
        .map(|at| {
            let next = sentences.get(at + 1).copied().unwrap_or(words.len());
            words::may_end(passage, &words, sentences[at], next)
        })
        .collect();
    assert_eq!(ends, [true, false, false, true, true]);
}

#[test]
fn what_was_read_last_changes_nothing() {
    const SENTENCE: &str =
        "The mayor, Lena Ostrow, said on Tuesday that “nobody has asked” for a new bridge in May. ";
    let sentences = |passage: &str| crate::sentences(passage);
    let vectors = |passage: &str| label(passage, &sentences(passage)).vectors;
    let before = SENTENCE.repeat(8);
    let last = before.len() - SENTENCE.len();
    // Another word, another shape of the same word, a quotation that is open, a sentence more: in the last window, and in the first.
    let edits = [("mayor", "miller"), ("mayor", "MAYOR"), ("asked”", "asked"), ("The", "It rained. The")];
    for (old, new) in edits {
        for start in [0, last] {
            let edited = before[..start].to_owned() + &before[start..].replacen(old, new, 1);
            vectors(&before);
            let behind = vectors(&edited);
            let alone = std::thread::scope(|scope| scope.spawn(|| vectors(&edited)).join().unwrap());
            assert!(behind == alone, "“{new}” for “{old}” at {start}");
        }
    }
}

#[test]
fn a_sentence_is_judged_alike_whatever_else_is_asked_for() {
    let placed: Vec<f32> = (0..30 * VECTOR).map(|number| (number % 97) as f32 / 97.0 - 0.5).collect();
    let whole = judge(&placed, 0..30);
    for wanted in [0..1, 7..8, 29..30, 3..20] {
        assert_eq!(judge(&placed, wanted.clone()), whole[wanted.clone()], "{wanted:?}");
    }
}
