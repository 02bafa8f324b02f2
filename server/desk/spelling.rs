//! When two spellings can be of one name: accents and case folded, one slip of the keyboard, or two customs of writing
//! one sound.

use std::borrow::Cow;

/// What all writings of one name share: case, accents, articles, the dots of "U.N." and endings such as "Inc." are gone.
pub(crate) fn key(name: &str) -> Cow<'_, str> {
    let name = without_article(name);
    let mut key = match name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ') {
        true => Cow::Borrowed(name),
        false => Cow::Owned(fold(name)),
    };
    if key.contains('.') && key.split('.').all(|part| part.chars().count() <= 1) {
        key = Cow::Owned(key.replace('.', ""));
    }
    const ENDINGS: &[&str] = &[
        "inc",
        "corp",
        "co",
        "ltd",
        "plc",
        "llc",
        "ag",
        "sa",
        "nv",
        "spa",
        "corporation",
        "company",
        "limited",
        "holdings",
        "group",
    ];
    while let Some((rest, last)) = key.rsplit_once(' ')
        && ENDINGS.contains(&last.trim_end_matches('.'))
    {
        let length = rest.trim_end_matches(',').len();
        match &mut key {
            Cow::Borrowed(key) => *key = &key[..length],
            Cow::Owned(key) => key.truncate(length),
        }
    }
    key
}

pub(crate) fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

/// A name for comparison: lower case, without accents, hyphens as spaces, typographic apostrophes straight.
pub(crate) fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase().replace('-', " ");
    }
    use unicode_normalization::UnicodeNormalization;
    // Nearly every name is plain, and this runs for every name at every keystroke.
    if name.is_ascii() {
        return name.to_ascii_lowercase().replace('-', " ");
    }
    let decomposed =
        name.nfd().filter(|character| !unicode_normalization::char::is_combining_mark(*character));
    let mut folded = String::with_capacity(name.len());
    for character in decomposed {
        match character {
            '’' => folded.push('\''),
            '-' | '‑' | '\u{a0}' => folded.push(' '),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'ı' => folded.push('i'),
            _ => folded.extend(character.to_lowercase()),
        }
    }
    folded
}

/// One writing for British and American ones of folded words: "defence" and "defense", "organisation" and "organization".
pub(crate) fn american(folded: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("isation", "ization"),
        ("defence", "defense"),
        ("offence", "offense"),
        ("centre", "center"),
        ("theatre", "theater"),
        ("labour", "labor"),
        ("harbour", "harbor"),
        ("neighbour", "neighbor"),
        ("colour", "color"),
        ("honour", "honor"),
        ("programme", "program"),
        ("co operat", "cooperat"),
        ("vice president", "vicepresident"),
        ("vice chair", "vicechair"),
        ("attorneys general", "attorney general"),
        ("licence", "license"),
        ("grey", "gray"),
        ("paediatric", "pediatric"),
    ];
    PAIRS.iter().fold(folded.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Whether two folded words differ as spellings of one name do: a letter dropped, added, doubled, changed or swapped
/// behind the first, or another transliteration, in words of at least four letters.
pub(crate) fn is_variant(first: &str, second: &str) -> bool {
    let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    if first == second || short.chars().count() < 4 {
        return false;
    }
    let begins_alike = first.chars().next() == second.chars().next();
    if begins_alike && rapidfuzz::distance::osa::distance(first.chars(), second.chars()) == 1 {
        return !is_inflection(short, long);
    }
    is_transliteration(first, second)
}

/// Whether two folded words write one sound in two ways: "sergey" and "sergei".
pub(crate) fn is_transliteration(first: &str, second: &str) -> bool {
    first != second
        && first.chars().count().min(second.chars().count()) >= 5
        && transliterate(first) == transliterate(second)
}

/// Whether two different folded given names can be one person's. Michel and Michael are two, for everybody knows both;
/// Sergey and Sergei are one.
pub(crate) fn is_same_given_name(first: &str, second: &str) -> bool {
    let both_known = copydesk_language::is_known_name(first) && copydesk_language::is_known_name(second);
    is_transliteration(first, second) || !both_known && is_variant(first, second)
}

/// Plurals and adjectives of a name are no spellings of it: "Clintons", "Ivanova".
fn is_inflection(short: &str, long: &str) -> bool {
    matches!(long.strip_prefix(short), Some("s" | "es" | "n" | "i" | "a"))
}

/// What spellings of one word share: itself with each letter left out, and its sound. Two words that share none are no
/// variants of each other, so that candidates are found without comparing all with all.
pub(crate) fn shared_keys(word: &str) -> Vec<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let hash = |characters: &mut dyn Iterator<Item = char>| {
        let mut hasher = DefaultHasher::new();
        characters.for_each(|character| character.hash(&mut hasher));
        hasher.finish()
    };
    let left_out = (0..word.chars().count()).map(|out| {
        hash(&mut word.chars().enumerate().filter(|(at, _)| *at != out).map(|(_, character)| character))
    });
    let whole = [hash(&mut word.chars()), hash(&mut transliterate(word).chars())];
    let mut keys: Vec<u64> = whole.into_iter().chain(left_out).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// One writing for what customs of transliteration write in several.
fn transliterate(word: &str) -> String {
    let mut text = word.to_owned();
    for (from, to) in [
        ("sch", "sh"),
        ("tch", "ch"),
        ("tsch", "ch"),
        ("kh", "h"),
        ("gh", "g"),
        ("dj", "j"),
        ("dzh", "j"),
        ("ph", "f"),
        ("ck", "k"),
        ("q", "k"),
        ("c", "k"),
        ("tz", "z"),
        ("ts", "z"),
        ("zh", "z"),
        ("ou", "u"),
        ("oo", "u"),
        ("w", "v"),
        ("iy", "i"),
        ("ij", "i"),
        ("yi", "i"),
        ("ey", "i"),
        ("ei", "i"),
        ("ie", "i"),
        ("ee", "i"),
        ("y", "i"),
        ("ai", "i"),
        ("ae", "e"),
        ("oe", "e"),
    ] {
        // Looking first is quicker than a search that is prepared for long texts.
        if text.as_bytes().windows(from.len()).any(|letters| letters == from.as_bytes()) {
            text = text.replace(from, to);
        }
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        if !folded.ends_with(character) {
            folded.push(character);
        }
    }
    folded
}
