//! The language layer: every range of a reading stands on characters inside the passage, in order, and sentences hold all
//! words.
#![no_main]
#![forbid(unsafe_code)]

use copydesk_fuzz::words;
use copydesk_language::{Reading, read};
use copydesk_text::TextRange;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let passage = copydesk_fuzz::text(input);
    let reading = read(&passage);
    for group in ranges(&reading) {
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

/// All ranges of a reading, in groups that are in order.
fn ranges(reading: &Reading) -> Vec<Vec<TextRange>> {
    let optional = |range: Option<TextRange>| range.into_iter().collect::<Vec<_>>();
    let mut groups = vec![
        reading.sentences.iter().map(|sentence| sentence.range).collect(),
        reading.quotations.iter().map(|quotation| quotation.range).collect(),
        reading.names.iter().map(|name| name.range).collect(),
        reading.descriptions.iter().map(|description| description.range).collect(),
        reading.agentless.iter().map(|report| report.range).collect(),
        reading.figures.iter().map(|figure| figure.range).collect(),
        reading.acronyms.iter().map(|acronym| acronym.range).collect(),
    ];
    groups.extend(reading.quotations.iter().map(|quotation| vec![quotation.inner]));
    groups.extend(reading.sentences.iter().flat_map(|it| it.reasons.iter().map(|reason| vec![reason.range])));
    groups.extend(reading.names.iter().flat_map(|name| [optional(name.title), optional(name.description)]));
    groups.extend(reading.acronyms.iter().map(|acronym| optional(acronym.expansion)));
    for attribution in &reading.attributions {
        groups.extend([optional(attribution.source), vec![attribution.cue], attribution.content.clone()]);
    }
    groups
}
