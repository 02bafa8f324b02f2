//! Edits: whatever is typed, what is kept in step is what a fresh reading gives.
//!
//! An input is a draft and edits to it, parted by the control character U+0001. An edit begins with four characters: two say
//! where, the third how much is replaced, the fourth how the editor says so; the rest is what stands there afterwards. A
//! draft that opens with `!` is understood whole; others are only cut into blocks, which is a hundred times as fast.
#![no_main]
#![forbid(unsafe_code)]

use std::sync::{Arc, LazyLock};

use copydesk_desk::{Config, Draft, RuleSelection, Settings};
use copydesk_fuzz::{assert_like_fresh, dialect, floor};
use copydesk_text::{Change, Document, Edit, PositionEncoding, TextRange, TextSize};
use libfuzzer_sys::fuzz_target;

/// Edits beyond these are left out, to keep an input quick.
const MOST_EDITS: usize = 12;

/// Settings under which every rule speaks, also about short drafts.
static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let (config, problems) = Config::parse("[sourcing]\nsingle-source-words = 20\n");
    assert_eq!(problems, []);
    config.settings("draft.md", &RuleSelection::default())
});

fuzz_target!(|input: &[u8]| {
    let input = copydesk_fuzz::text(input);
    let mut parts = input.split('\u{1}');
    let draft = parts.next().unwrap_or_default();
    let edits = parts.take(MOST_EDITS);
    match draft.strip_prefix('!') {
        Some(draft) => understand(draft, edits),
        None => cut(draft, edits),
    }
});

/// An edit as it is performed on a text.
struct Typed<'i> {
    start: usize,
    end: usize,
    new: &'i str,
    /// How the editor counts; `None` where bytes are replaced.
    encoding: Option<PositionEncoding>,
    whole: bool,
}

fn typed<'i>(edit: &'i str, text: &str) -> Option<Typed<'i>> {
    let mut characters = edit.chars();
    let mut number = || characters.next().map(|character| character as usize);
    let (first, second, length, way) = (number()?, number()?, number()?, number()?);
    let new = characters.as_str();
    let start = floor(text, (first * 131 + second) % (text.len() + 1));
    let length = match length {
        0..=126 => length.saturating_sub(32),
        more => more,
    };
    let end = floor(text, start + length);
    let encoding = match way % 5 {
        0 => Some(PositionEncoding::Utf8),
        1 => Some(PositionEncoding::Utf16),
        2 => Some(PositionEncoding::Utf32),
        _ => None,
    };
    Some(Typed { start, end: end.max(start), new, encoding, whole: way % 7 == 6 })
}

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).unwrap_or_default()
}

/// Performs an edit on a document, and on the text beside it.
fn perform(edit: &Typed, document: &mut Document, text: &mut String) -> Change {
    let range = TextRange::new(size(edit.start), size(edit.end));
    let said = match edit.encoding {
        _ if edit.whole => Some((None, PositionEncoding::Utf16)),
        Some(encoding) => {
            let place = |at| document.position(at, encoding);
            Some((Some(place(range.start())..place(range.end())), encoding))
        }
        None => None,
    };
    let Some((range, encoding)) = said else {
        text.replace_range(edit.start..edit.end, edit.new);
        return document.replace(range, edit.new);
    };
    let (start, end) = match &range {
        None => (0, text.len()),
        // Between the two characters of a line's end there is no position.
        Some(range) => {
            (document.offset(range.start, encoding).into(), document.offset(range.end, encoding).into())
        }
    };
    text.replace_range(start..end, edit.new);
    document.apply(&Edit { range, text: edit.new.to_owned() }, encoding)
}

/// The blocks, after every edit, are those of a fresh reading, and those that the edit says it left alone are the same.
fn cut<'i>(draft: &str, edits: impl Iterator<Item = &'i str>) {
    let mut text = draft.to_owned();
    let mut document = Document::new(draft, dialect(draft));
    for edit in edits {
        let Some(edit) = typed(edit, &text) else { continue };
        let before = document.blocks().to_vec();
        let change = perform(&edit, &mut document, &mut text);
        assert_eq!(document.slice(TextRange::up_to(document.len())), text, "the text");
        let fresh = Document::new(&text, document.dialect());
        assert_eq!(document.blocks(), fresh.blocks(), "the blocks of {text:?}");
        assert_eq!(document.front_matter(), fresh.front_matter(), "the front matter of {text:?}");
        let after = document.blocks();
        assert_eq!(change.removed.start, change.inserted.start);
        assert_eq!(before.len() - change.removed.end, after.len() - change.inserted.end);
        let same = |(old, new)| assert!(Arc::ptr_eq(old, new), "a block that was left alone, in {text:?}");
        before.iter().zip(after).take(change.removed.start).for_each(same);
        before[change.removed.end..].iter().zip(&after[change.inserted.end..]).for_each(same);
    }
}

/// What is found after all edits is what is found in a fresh reading; also where the reading lags behind the text, as in an
/// editor.
fn understand<'i>(draft: &str, edits: impl Iterator<Item = &'i str>) {
    let mut text = draft.to_owned();
    let mut at_once = Draft::new(draft, dialect(draft));
    let mut document = at_once.document().clone();
    let mut lagging = at_once.clone();
    for (number, edit) in edits.enumerate() {
        let Some(edit) = typed(edit, &text) else { continue };
        at_once.replace(TextRange::new(size(edit.start), size(edit.end)), edit.new);
        let edit = Typed { encoding: None, whole: false, ..edit };
        perform(&edit, &mut document, &mut text);
        let shift = lagging.follow(document.clone());
        if number % 2 == 0 {
            let unread = lagging.unread_in(shift.blocks.clone(), 1);
            lagging.accept(unread.into_iter().map(|unread| unread.read()).collect::<Vec<_>>());
            copydesk_fuzz::assert_within(&lagging.check_nearby(shift.blocks, &SETTINGS), &text);
        }
    }
    let findings = assert_like_fresh(&at_once, &text, &SETTINGS);
    let unread = lagging.unread_near(size(text.len() / 2), usize::MAX);
    lagging.accept(unread.into_iter().map(|unread| unread.read()).collect::<Vec<_>>());
    assert_eq!(lagging.unread_count(), 0, "all of {text:?} is read");
    assert_eq!(lagging.check(&SETTINGS), findings, "the findings of a reading that lagged, in {text:?}");
}
