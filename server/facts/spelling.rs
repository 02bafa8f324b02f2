//! When two spellings can be of one name: accents and case folded, one slip of the keyboard, or two customs of writing
//! one sound.

use std::borrow::Cow;

/// What all writings of one name share: case, accents, articles, the dots of "U.N." and endings such as "Inc." are gone.
pub fn key(name: &str) -> Cow<'_, str> {
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

/// A name without "the" before it.
pub fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

/// A name for comparison: lower case, without accents, hyphens as spaces, typographic apostrophes straight.
pub fn fold(name: &str) -> String {
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
pub fn american(folded: &str) -> String {
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
pub fn is_variant(first: &str, second: &str) -> bool {
    let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    if first == second || short.chars().count() < 4 {
        return false;
    }
    let begins_alike = first.chars().next() == second.chars().next();
    if begins_alike && rapidfuzz::distance::osa::distance(first.chars(), second.chars()) == 1 {
        return !is_inflection(short, long);
    }
    is_transliteration(first, second) || is_ending(first, second)
}

/// Whether two folded words write one sound in two ways: "sergey" and "sergei".
pub fn is_transliteration(first: &str, second: &str) -> bool {
    first != second
        && first.chars().count().min(second.chars().count()) >= 5
        && sounds(first).any(|sound| sounds(second).any(|other| sound == other))
}

/// Whether two long folded words are one father's sons in two spellings, that of the ending and at most one vowel more: "halvorsen"
/// and "halverson".
fn is_ending(first: &str, second: &str) -> bool {
    const FEWEST_LETTERS: usize = 7;
    let (first, second) = (transliterate(first), transliterate(second));
    let differing = || first.chars().zip(second.chars()).filter(|(one, other)| one != other);
    let is_son = |word: &str| word.ends_with("sen") || word.ends_with("son");
    is_son(&first)
        && first.chars().count().min(second.chars().count()) >= FEWEST_LETTERS
        && first.chars().next() == second.chars().next()
        && without_vowels(&first) == without_vowels(&second)
        && differing().count() <= 2
}

/// A word in which every vowel is the same.
fn without_vowels(word: &str) -> String {
    word.replace(['a', 'e', 'i', 'o', 'u'], "*")
}

/// Whether two different folded given names can be one person's. Michel and Michael are two, for everybody knows both;
/// Sergey and Sergei are one.
pub fn is_same_given_name(first: &str, second: &str) -> bool {
    let both_known = copydesk_language::is_known_name(first) && copydesk_language::is_known_name(second);
    is_transliteration(first, second)
        || first != second && given_sound(first) == given_sound(second)
        || !both_known && is_variant(first, second)
}

/// Whether two long folded given names differ by two slips at most that leave the consonants as they are: "helena" and "helen",
/// "kristin" and "kirsten". Both may be names of their own.
pub fn has_consonants_of(first: &str, second: &str) -> bool {
    const FEWEST_LETTERS: usize = 5;
    const MOST_SLIPS: usize = 2;
    let consonants = |name: &str| name.replace(['a', 'e', 'i', 'o', 'u', 'y'], "");
    first != second
        && first.chars().count().min(second.chars().count()) >= FEWEST_LETTERS
        && consonants(first) == consonants(second)
        && rapidfuzz::distance::osa::distance(first.chars(), second.chars()) <= MOST_SLIPS
}

/// One writing for given names that sound alike: "mohammed" and "muhammad", "stephen" and "steven", "erik" and "eric". Their last
/// vowels tell Christine from Christina.
fn given_sound(name: &str) -> String {
    const FEWEST_LETTERS: usize = 5;
    let name = without_glide(name);
    let hard = name.replace(['c', 'q'], "k");
    if name.chars().count() < FEWEST_LETTERS {
        return hard;
    }
    let sound = transliterate(name).replace('v', "f");
    let last = sound.char_indices().next_back().map_or(0, |(at, _)| at);
    sound[..last].replace('e', "a").replace('o', "u") + &sound[last..]
}

/// A folded word with its doubled letters once.
pub fn single(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    for character in word.chars() {
        if !single.ends_with(character) {
            single.push(character);
        }
    }
    single
}

/// The given names in a person's name, the particles before the family name, "van der " or "al-", and the rest of it. `None` for
/// what begins with the family name or has no family name of its own.
pub fn family_parts(name: &str) -> Option<(&str, &str, &str)> {
    let last = name.rfind(' ').map_or(0, |at| at + 1);
    if copydesk_language::family_name(name).is_some_and(|family| family != &name[last..]) {
        return None;
    }
    let article = ["al-", "el-", "Al-", "El-"].iter().find(|article| name[last..].starts_with(**article));
    let base = last + article.map_or(0, |article| article.len());
    let mut start = last;
    while let Some(word) =
        name[..start].trim_end().rsplit(' ').next().filter(|word| is_particle(&word.to_lowercase()))
    {
        start = name[..start].trim_end().len() - word.len();
    }
    (base < name.len()).then(|| (name[..start].trim_end(), &name[start..base], &name[base..]))
}

/// Whether a folded word stands before family names.
pub(crate) fn is_particle(word: &str) -> bool {
    copydesk_language::lexicon::NAME_PARTICLES.contains(word)
}

/// Plurals and adjectives of a name are no spellings of it: "Clintons", "Ivanova".
fn is_inflection(short: &str, long: &str) -> bool {
    matches!(long.strip_prefix(short), Some("s" | "es" | "n" | "i" | "a"))
}

/// What spellings of one word share: itself with each letter left out, its sounds and its consonants. Two words that share none are no
/// variants of each other, so that candidates are found without comparing all with all.
pub fn shared_keys(word: &str) -> Vec<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let hash = |characters: &mut dyn Iterator<Item = char>| {
        let mut hasher = DefaultHasher::new();
        characters.for_each(|character| character.hash(&mut hasher));
        hasher.finish()
    };
    let left_out = (0..word.chars().count()).map(|out| {
        hash(&mut word.chars().enumerate().filter(|(at, _)| *at != out).map(|(_, character)| character))
    });
    let vowels = hash(&mut without_vowels(&transliterate(word)).chars());
    let whole = [hash(&mut word.chars()), vowels];
    let sounds = sounds(word).map(|sound| hash(&mut sound.chars()));
    let mut keys: Vec<u64> = whole.into_iter().chain(sounds).chain(left_out).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How a word may sound: "qaddafi" as "kadafi" or as "gadafi".
fn sounds(word: &str) -> impl Iterator<Item = String> {
    let soft = word.strip_prefix('q').map(|rest| transliterate(&format!("g{rest}")));
    std::iter::once(transliterate(word)).chain(soft)
}

/// "evgeny" of "yevgeny".
fn without_glide(word: &str) -> &str {
    word.strip_prefix('y').filter(|rest| rest.starts_with('e')).unwrap_or(word)
}

/// One writing for what customs of transliteration write in several.
fn transliterate(word: &str) -> String {
    let mut text = without_glide(word).to_owned();
    for (from, to) in [
        ("chr", "kr"),
        ("sch", "sh"),
        ("tch", "ch"),
        ("tsch", "ch"),
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("x", "ks"),
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
    single(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_surname_is_written_in_several_ways() {
        for (first, second, expected) in [
            ("gulbrandsen", "gulbrandson", true),
            ("torvaldsen", "torveldson", true),
            ("pettersson", "petterson", true),
            ("kristoffersen", "christofferson", true),
            ("schreyer", "schreier", true),
            ("mayr", "meyr", true),
            ("gaddafi", "qaddafi", true),
            ("kaddafi", "qaddafi", true),
            ("gadhafi", "gaddafi", true),
            ("torrence", "torence", true),
            ("baker", "becker", false),
            ("marsh", "harsh", false),
            ("rinaldi", "ronaldo", false),
            ("mcmillan", "mcmullen", false),
            ("larsen", "lorson", false),
            ("wilson", "wilsons", false),
        ] {
            assert_eq!(is_variant(first, second), expected, "{first} {second}");
            let shared = shared_keys(first).iter().any(|key| shared_keys(second).contains(key));
            assert!(shared || !expected, "{first} {second}");
        }
    }

    #[test]
    fn one_given_name_is_written_in_several_ways() {
        for (first, second, expected) in [
            ("mohamed", "muhammad", true),
            ("hussein", "hossain", true),
            ("yegor", "egor", true),
            ("aleksei", "alexey", true),
            ("stephen", "steven", true),
            ("erik", "eric", true),
            ("terrence", "terence", true),
            ("christine", "christina", false),
            ("mary", "marie", false),
            ("karen", "helen", false),
        ] {
            assert_eq!(is_same_given_name(first, second), expected, "{first} {second}");
        }
    }

    #[test]
    fn given_names_of_the_same_consonants_are_slips_of_one_another() {
        for (first, second, expected) in [
            ("helena", "helen", true),
            ("kristin", "kirsten", true),
            ("daniel", "danielle", false),
            ("helen", "ellen", false),
            ("jane", "joan", false),
        ] {
            assert_eq!(has_consonants_of(first, second), expected, "{first} {second}");
        }
    }
}
