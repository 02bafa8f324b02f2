//! The forms of a name: what two writings of it share, and what short forms a full name has.

use copydesk_language::lexicon;

use crate::spelling;

/// The first letters of a name's words, small words passed over: "wfp" of "world food programme".
pub(super) fn initials(key: &str) -> String {
    // "US Air Force" is the USAF.
    let (country, key) = match key.split_once(' ') {
        Some((country @ ("us" | "uk" | "un" | "eu"), rest)) => (country, rest),
        Some(("u.s.", rest)) => ("us", rest),
        _ => ("", key),
    };
    let letters = key
        .split(' ')
        .filter(|word| !lexicon::INITIALLESS_WORDS.contains(word) && *word != "&")
        .filter_map(|word| word.chars().next());
    country.chars().chain(letters).collect()
}

/// A person's name in its parts, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonName {
    /// The first of the given names.
    pub(super) given: String,
    pub(super) family: String,
    /// The family name with the particles before it: "van der veer".
    pub(super) family_with_particles: Option<String>,
    /// The last two words where both may be family names: "garcía romero".
    pub(super) two_family_names: Option<String>,
    /// "jr.", "iii".
    pub(super) generation: Option<String>,
}

impl PersonName {
    /// The parts of a full name; `None` for a single word.
    pub(super) fn new(text: &str) -> Option<PersonName> {
        let family = copydesk_language::family_name(text)?;
        let folded = spelling::fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let generation = words.last().filter(|word| is_generation(word)).map(|word| (*word).to_owned());
        let leading = text.starts_with(family);
        let given = if leading { words[1..].join(" ") } else { words.first()?.to_string() };
        let particle = words.iter().skip(1).position(|word| spelling::is_particle(word)).map(|at| at + 1);
        let family_with_particles = particle.filter(|_| !leading).map(|at| words[at..].join(" "));
        let two_family_names = match words.as_slice() {
            [_, .., first, second] if !leading && generation.is_none() && is_family_name(first) => {
                Some(format!("{first} {second}"))
            }
            _ => None,
        };
        let family = spelling::fold(family);
        Some(PersonName { given, family, family_with_particles, two_family_names, generation })
    }
}

/// Whether a folded word in the middle of a name is a family name: no initial, no particle, no given name.
fn is_family_name(word: &str) -> bool {
    !word.ends_with('.') && !spelling::is_particle(word) && !copydesk_language::is_common_given_name(word)
}

fn is_generation(word: &str) -> bool {
    matches!(word, "jr." | "jr" | "sr." | "sr" | "ii" | "iii" | "iv")
}

/// Whether a body's name says that it is one: it ends in "Inc." or in a noun such as "bank".
pub(super) fn is_firm(name: &str, key: &str) -> bool {
    key.len() < spelling::fold(name).len() || body_noun(key).is_some()
}

/// What is left of a firm's name without the word for its kind, where that is more than one word: "china eastern" of
/// "china eastern airlines".
pub(super) fn without_kind(key: &str) -> Option<&str> {
    const KINDS: &[&str] = &[
        "airlines",
        "airways",
        "motors",
        "group",
        "corporation",
        "company",
        "holdings",
        "industries",
        "media",
        "pictures",
        "records",
        "newspapers",
        "stores",
        "foods",
        "energy",
        "oil",
        "railways",
        "shipyard",
    ];
    let (short, kind) = key.rsplit_once(' ')?;
    (short.contains(' ') && KINDS.contains(&kind)).then_some(short)
}

/// The word by which a body goes when it has been named in full: "commission" of "european commission".
pub(super) fn body_noun(key: &str) -> Option<&str> {
    let last = key.rsplit(' ').next()?;
    let noun = matches!(
        last,
        "commission"
            | "council"
            | "court"
            | "committee"
            | "ministry"
            | "department"
            | "bank"
            | "assembly"
            | "senate"
            | "board"
            | "agency"
            | "authority"
            | "union"
            | "party"
            | "federation"
            | "association"
            | "league"
            | "institute"
            | "university"
            | "fund"
            | "trust"
            | "church"
            | "force"
            | "army"
            | "navy"
            | "treasury"
            | "exchange"
    );
    noun.then_some(last)
}
