//! The language layer: every range of a reading stands on characters inside the passage, in order, and sentences hold all
//! words.
#![no_main]
#![forbid(unsafe_code)]

use copydesk_fuzz::words;
use copydesk_language::read;
use libfuzzer_sys::fuzz_target;
use ranges::ranges;

#[path = "../../../server/language/tests/ranges/mod.rs"]
mod ranges;

fuzz_target!(|input: &[u8]| {
    let passage = copydesk_fuzz::text(input);
    let reading = read(&passage);
    for group in ranges(&passage, &reading) {
        for pair in group.windows(2) {
            assert!(pair[0].start() <= pair[1].start(), "out of order: {pair:?} in {passage:?}");
        }
        for range in group {
            words(&passage, range, "a part of a reading");
        }
    }
    let mut gaps = passage.to_string();
    for sentence in reading.sentences.iter().rev() {
        gaps.replace_range(std::ops::Range::<usize>::from(sentence.range), "");
    }
    assert!(gaps.chars().all(|character| !character.is_alphanumeric()), "{gaps:?} of {passage:?}");
    for name in &reading.names {
        let name = words(&passage, name.range, "name");
        let _ = copydesk_language::gender(name);
        let family = copydesk_language::family_name(name).unwrap_or_default();
        assert!(name.contains(family), "{family:?} of {name:?}");
    }
});
