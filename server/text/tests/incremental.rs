//! Whatever is done to a draft, the blocks kept in step with it are those of a fresh reading.

mod generator;

use std::sync::Arc;

use copydesk_text::{Change, Document, Edit, PositionEncoding, TextRange};
use generator::RandomEdit;
use proptest::prelude::*;

fn perform(document: &mut Document, text: &mut String, edit: &RandomEdit) -> Change {
    match edit {
        RandomEdit::Bytes { start, length, text: new } => {
            let floor = |mut offset: usize| {
                offset = offset.min(text.len());
                while !text.is_char_boundary(offset) {
                    offset -= 1;
                }
                offset
            };
            let wanted = (start * (text.len() + 1) as f64) as usize;
            let range = wanted.min(text.len())..(wanted + length).min(text.len());
            let change =
                document.replace(TextRange::new((range.start as u32).into(), (range.end as u32).into()), new);
            text.replace_range(floor(range.start)..floor(range.end), new);
            change
        }
        RandomEdit::Positions { start, end, encoding, text: new } => {
            let (first, last) = (document.offset(*start, *encoding), document.offset(*end, *encoding));
            let range = usize::from(first.min(last))..usize::from(first.max(last));
            let change = document.apply(&Edit { range: Some(*start..*end), text: new.clone() }, *encoding);
            text.replace_range(range, new);
            change
        }
        RandomEdit::Whole { text: new } => {
            *text = new.clone();
            document.apply(&Edit { range: None, text: new.clone() }, PositionEncoding::Utf16)
        }
    }
}

fn assert_same(document: &Document, text: &str) {
    assert_eq!(document.rope().to_string(), text);
    let fresh = Document::new(text, document.dialect());
    let lengths = |document: &Document| document.blocks().iter().map(|block| block.len).collect::<Vec<_>>();
    assert_eq!(lengths(document), lengths(&fresh), "block lengths of {text:?}");
    for (index, (kept, new)) in document.blocks().iter().zip(fresh.blocks()).enumerate() {
        assert_eq!(kept, new, "block {index} of {text:?}");
        assert_eq!(document.block_start(index), fresh.block_start(index));
    }
    assert_eq!(document.front_matter(), fresh.front_matter());
    let total: u32 = document.blocks().iter().map(|block| u32::from(block.len)).sum();
    assert_eq!(total as usize, text.len(), "the blocks cover the draft");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, max_shrink_iters: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_lead_to_the_blocks_of_a_fresh_reading(
        mut text in generator::draft(),
        dialect in generator::dialect(),
        edits in prop::collection::vec(generator::edit(), 1..8),
    ) {
        let mut document = Document::new(&text, dialect);
        for edit in &edits {
            let before = document.blocks().to_vec();
            let change = perform(&mut document, &mut text, edit);
            assert_same(&document, &text);

            let after = document.blocks();
            prop_assert_eq!(change.removed.start, change.inserted.start);
            prop_assert_eq!(before.len() - change.removed.end, after.len() - change.inserted.end);
            for index in 0..change.removed.start {
                prop_assert!(Arc::ptr_eq(&before[index], &after[index]));
            }
            for (old, new) in before[change.removed.end..].iter().zip(&after[change.inserted.end..]) {
                prop_assert!(Arc::ptr_eq(old, new));
            }
        }
    }
}
