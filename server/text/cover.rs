//! Stretches of a block's text that markdown should not see, and the covers written over them, byte for byte.

use std::ops::Range;

/// Stands for every covered byte: an ordinary letter, so that link targets and emphasis around it still parse.
const COVER: u8 = b'x';

/// One covered stretch.
pub(crate) struct Mask {
    pub(crate) range: Range<usize>,
    /// Whether something is seen there, so that one U+FFFC stands for it in prose.
    pub(crate) visible: bool,
}

/// Sorts the masks and unites those that overlap.
pub(crate) fn united(mut masks: Vec<Mask>) -> Vec<Mask> {
    masks.sort_by_key(|mask| mask.range.start);
    let mut result: Vec<Mask> = Vec::new();
    for mask in masks {
        match result.last_mut() {
            Some(last) if mask.range.start < last.range.end => {
                last.range.end = last.range.end.max(mask.range.end);
                last.visible &= mask.visible;
            }
            _ => result.push(mask),
        }
    }
    result
}

/// Writes covers over the masks. Lines on which nothing else stands become blank, as they are on the page.
pub(crate) fn covered(text: &str, masks: &[Mask]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for mask in masks {
        for byte in &mut bytes[mask.range.clone()] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = COVER;
            }
        }
    }
    let mut start = 0;
    let mut first = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        while masks.get(first).is_some_and(|mask| mask.range.end <= start) {
            first += 1;
        }
        let over = masks[first..].iter().take_while(|mask| mask.range.start < end);
        let mut bare = start;
        let mut blank = false;
        let mut alone = true;
        for mask in over {
            alone &= text[bare..mask.range.start.max(bare)].trim().is_empty();
            bare = mask.range.end.clamp(start, end);
            blank = true;
        }
        if blank && alone && text[bare..end].trim().is_empty() {
            for byte in &mut bytes[start..end] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
        }
        start = end;
    }
    // Masks begin and end with ASCII marks, so whole characters were replaced by ASCII.
    String::from_utf8(bytes).expect("invariant: masks lie on character boundaries")
}
