//! What somebody tells, read as if the draft itself told it. The reader learned from copy editors' marks that a sentence with a
//! source wants no other; whether what it tells is grave shows when the words for who says so are left out.

use text_size::{TextRange, TextSize};

use crate::judgement::{Judgement, Setting, SettingKind};
use crate::reader::{LAST_PLACE, judge, label, place};

/// Judges what is told in a sentence, without the words for who tells it. `pieces`: where it stands, bytes of the passage, half
/// open, in order. It is read alone, as a sentence in the middle of a draft. `None`: too little to be a sentence.
pub fn in_own_voice(passage: &str, pieces: &[TextRange]) -> Option<Judgement> {
    let told: Vec<&str> = pieces.iter().flat_map(|&piece| passage[piece].split_whitespace()).collect();
    let told = told.join(" ").replace(['“', '”', '"', '«', '»'], "");
    let told = told.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '£' | '$' | '€'));
    let told = told.strip_prefix("that ").unwrap_or(told);
    if told.split(' ').count() < LEAST_WORDS {
        return None;
    }
    let mut letters = told.chars();
    let first = letters.next()?;
    let sentence: String = first.to_uppercase().chain(letters).chain(['.']).collect();
    let whole = TextRange::up_to(TextSize::of(&sentence));
    let vectors = label(&sentence, &[whole]).vectors;
    let setting = Setting {
        kind: SettingKind::Paragraph,
        opens: false,
        closes: false,
        linked: false,
        among_links: false,
        place: Some(LAST_PLACE),
    };
    judge(&place(&vectors, &[setting]), 0..1).pop()
}

/// Fewer words tell of no deed: a subject, a verb, an object.
const LEAST_WORDS: usize = 3;
