//! Markdown and prose: whatever the input, its blocks cover it, its passages lead back to its bytes, and positions to offsets
//! and back.
#![no_main]
#![forbid(unsafe_code)]

use copydesk_fuzz::{floor, words};
use copydesk_text::{Dialect, Document, Passage, PositionEncoding, TextRange, TextSize};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let text = copydesk_fuzz::text(input);
    check(&text, Dialect::Markdown);
    check(&text, Dialect::Mdx);
    check_positions(&text);
});

/// About how many places of a text are led to and back: each is looked for along its line, so all of them would take longer
/// than all the rest.
const PLACES: usize = 40;

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).unwrap_or_default()
}

fn check(text: &str, dialect: Dialect) {
    let document = Document::new(text, dialect);
    let mut start = 0;
    for (number, block) in document.blocks().iter().enumerate() {
        assert_eq!(usize::from(document.block_start(number)), start, "{text:?}");
        let source = &text[start..start + usize::from(block.len)];
        start += usize::from(block.len);
        block.passages.iter().for_each(|passage| check_passage(passage, source));
        for comment in &block.comments {
            assert!(
                words(source, comment.range, "comment").contains(&comment.text),
                "{comment:?} of {source:?}"
            );
        }
        for definition in &block.definitions {
            words(source, definition.range, "definition");
        }
        for definition in &block.footnote_definitions {
            words(source, definition.range, "footnote");
        }
    }
    assert_eq!(start, text.len(), "the blocks cover {text:?}");
    if let Some(front) = document.front_matter() {
        assert_eq!(words(text, front.range, "front matter"), front.text);
    }
}

fn check_passage(passage: &Passage, source: &str) {
    let text = &passage.text;
    assert_eq!(text.trim(), text, "a passage that is not trimmed, in {source:?}");
    let mut behind = passage.range().start();
    for (offset, character) in text.char_indices() {
        let prose = TextRange::at(size(offset), size(character.len_utf8()));
        let range = passage.source(prose);
        assert!(range.start() >= behind, "{character:?} at {offset} of {text:?} goes back, in {source:?}");
        behind = range.start();
        let written = words(source, range, "the source of a character");
        if written.chars().count() == 1 && !written.starts_with(['\n', '\r']) {
            assert!(
                written.starts_with(character) || written == "\0" || matches!(character, ' ' | '\u{fffc}'),
                "{character:?} came from {written:?} in {source:?}"
            );
        }
        let back = passage.prose_offset(range.start());
        assert!(back.is_some(), "no way back to {offset} of {text:?} in {source:?}");
        assert!(
            passage.prose_offset(range.end()).is_some(),
            "no way behind {offset} of {text:?} in {source:?}"
        );
    }
    if !text.is_empty() {
        assert_eq!(passage.source(TextRange::up_to(size(text.len()))), passage.range(), "{source:?}");
    }
    words(source, passage.range(), "passage");
    let ranges = passage.links.iter().map(|link| link.range).chain(passage.emphasis.iter().copied());
    for range in ranges {
        words(text, range, "marked words");
        words(source, passage.source(range), "the source of marked words");
    }
    for link in &passage.links {
        words(source, link.source, "link");
    }
    for offset in 0..=source.len() {
        if let Some(prose) = passage.prose_offset(size(offset)) {
            assert!(text.is_char_boundary(prose.into()), "{prose:?} in {text:?}");
        }
    }
}

fn check_positions(text: &str) {
    let document = Document::new(text, Dialect::Markdown);
    for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
        for offset in (0..text.len() + 3).step_by(text.len() / PLACES + 1) {
            let whole = floor(text, offset);
            let between = text[..whole].ends_with('\r') && text[whole..].starts_with('\n');
            let expected = if between { whole - 1 } else { whole };
            let position = document.position(size(offset), encoding);
            let back = document.offset(position, encoding);
            assert_eq!(usize::from(back), expected, "{position:?} for {offset} in {encoding:?} of {text:?}");
        }
    }
}
