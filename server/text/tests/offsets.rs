//! Prose maps to the source and back, positions to offsets and back, and nothing panics.

mod generator;

use copydesk_text::{Dialect, Document, Passage, TextRange, TextSize};
use proptest::prelude::*;

fn size(offset: usize) -> TextSize {
    (offset as u32).into()
}

fn check_passage(passage: &Passage, source: &str) {
    let text = &passage.text;
    assert_eq!(text.trim(), text, "passages are trimmed");
    let mut behind = passage.range().start();
    for (offset, character) in text.char_indices() {
        let prose = TextRange::at(size(offset), size(character.len_utf8()));
        let range = passage.source(prose);
        assert!(range.start() >= behind, "{character:?} at {offset} of {text:?} goes back, in {source:?}");
        behind = range.start();
        let written = &source[range];
        let hard_space = character == ' ' && written.chars().all(char::is_whitespace);
        if written.chars().count() == 1 && !hard_space {
            assert_eq!(written, character.to_string().as_str());
        } else {
            let stands_in =
                character == ' ' || character == '\u{fffc}' || written.starts_with(['&', '\\', '\0']);
            assert!(stands_in, "{character:?} came from {written:?} in {source:?}");
        }
        let back = passage.prose_offset(range.start());
        let entity = written.starts_with('&');
        assert!(
            back == Some(prose.start()) || entity && back.is_some(),
            "{back:?} for {offset} of {text:?} in {source:?}"
        );
        assert!(passage.prose_offset(range.end()).is_some());
        let place = passage.source(TextRange::empty(prose.end()));
        assert_eq!(place, TextRange::empty(range.end()));
    }
    let whole = TextRange::up_to(size(text.len()));
    if !text.is_empty() {
        assert_eq!(passage.source(whole), passage.range());
    }
    for range in passage.links.iter().map(|link| link.range).chain(passage.emphasis.iter().copied()) {
        let _ = &text[range];
        let _ = &source[passage.source(range)];
    }
    for link in &passage.links {
        let _ = &source[link.source];
    }
    for offset in 0..=source.len() {
        if let Some(prose) = passage.prose_offset(size(offset)) {
            assert!(text.is_char_boundary(prose.into()));
        }
    }
}

fn check_document(text: &str, dialect: Dialect) {
    let document = Document::new(text, dialect);
    let mut start = 0;
    for block in document.blocks() {
        let source = &text[start..start + usize::from(block.len)];
        start += usize::from(block.len);
        for passage in &block.passages {
            check_passage(passage, source);
        }
        for comment in &block.comments {
            assert!(source[comment.range].contains(&comment.text));
        }
        for range in block.definitions.iter().map(|definition| definition.range) {
            let _ = &source[range];
        }
        for range in block.footnote_definitions.iter().map(|definition| definition.range) {
            let _ = &source[range];
        }
    }
    assert_eq!(start, text.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, max_shrink_iters: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prose_maps_to_the_source_and_back(text in generator::draft(), dialect in generator::dialect()) {
        check_document(&text, dialect);
    }

    #[test]
    fn any_text_is_a_draft(text in any::<String>(), dialect in generator::dialect()) {
        check_document(&text, dialect);
    }

    #[test]
    fn positions_lead_to_offsets_and_back(
        text in generator::draft(),
        encoding in generator::encoding(),
        wild in generator::position(),
    ) {
        let document = Document::new(&text, Dialect::Markdown);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let inside_line_break = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
            let position = document.position(size(offset), encoding);
            let back = document.offset(position, encoding);
            prop_assert_eq!(back, size(if inside_line_break { offset - 1 } else { offset }));
        }
        let offset = document.offset(wild, encoding);
        prop_assert!(text.is_char_boundary(offset.into()));
        prop_assert_eq!(document.offset(document.position(offset, encoding), encoding), offset);
        for offset in 0..text.len() + 3 {
            let position = document.position(size(offset), encoding);
            prop_assert!(usize::from(document.offset(position, encoding)) <= offset);
        }
        let reversed = document.slice(TextRange::up_to(size(text.len() + 9)));
        prop_assert_eq!(reversed, text);
    }
}
