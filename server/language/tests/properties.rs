//! What holds for every text, sensible or not: reading never panics, and every range it gives lies on characters inside
//! the passage, in order.

mod ranges;

use copydesk_language::read;
use proptest::prelude::*;
use ranges::ranges;

/// Pieces of news and of mischief, to be strung together.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "Lena Ostrow, the director,",
        "said",
        "told reporters",
        "that",
        "the runway was closed",
        ".",
        ",",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "’s",
        "according to",
        "he",
        "she said",
        ":",
        ";",
        "—",
        "(",
        ")",
        "U.S.",
        "Mr.",
        "$1.2 million",
        "12 per cent",
        "24 people were killed",
        "was condemned",
        "reportedly",
        "WFP",
        "(WFP)",
        "critics",
        "5'11\"",
        "Ibrahim al-Jaafari",
        "O’Brien’s",
        "’",
        "İstanbul",
        "ﬁnal",
        "ß",
        "e\u{301}",
        "👩‍👩‍👧",
        "\u{fffc}",
        "\u{200f}שלום",
        "\u{feff}",
        "\0",
        "…",
        "?!",
        "&",
        "%",
        "£",
        "1,000.5",
        "10-year-old",
        "..",
        "a.m",
        "X.",
        "and",
        "asking",
        "to say",
    ];
    prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn passage() -> impl Strategy<Value = String> {
    proptest::collection::vec((piece(), prop_oneof![4 => Just(" "), 1 => Just("")]), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn every_range_stands_on_characters(passage in passage()) {
        let reading = read(&passage);
        for group in ranges(&passage, &reading) {
            for pair in group.windows(2) {
                prop_assert!(pair[0].start() <= pair[1].start(), "out of order: {pair:?} in {passage:?}");
            }
            for range in group {
                let range = std::ops::Range::<usize>::from(range);
                prop_assert!(passage.get(range.clone()).is_some(), "{range:?} in {passage:?}");
            }
        }
    }

    #[test]
    fn sentences_hold_all_words(passage in passage()) {
        let reading = read(&passage);
        let mut gaps = passage.clone();
        for sentence in reading.sentences.iter().rev() {
            gaps.replace_range(std::ops::Range::<usize>::from(sentence.range), "");
        }
        prop_assert!(gaps.chars().all(|character| !character.is_alphanumeric()), "{gaps:?} of {passage:?}");
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        read(&text);
    }
}
