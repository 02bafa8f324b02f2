//! Family names with their particles and accents: "Van de Veer" for "van der Veer", "Al Rashid" for "al-Rashid", "Ibanez" for the
//! "Ibáñez" of a full name.

use std::cmp::Reverse;
use std::collections::HashMap;

use copydesk_facts::{Facts, Span, spelling};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

/// Shorter names differ by accident.
const SHORTEST: usize = 5;
/// So many writings of one name are compared with each other.
const CROWD: usize = 64;

/// A family name as it is written behind one given name, or alone.
#[derive(Clone)]
pub(crate) struct Family<'a> {
    /// "al-Rashid", "van der Veer", "Ibáñez".
    pub(crate) text: &'a str,
    /// Where it stands, the given name left out.
    pub(crate) places: Vec<Span>,
    given: Option<String>,
    /// The particles, folded.
    particles: String,
}

/// Family names that are written otherwise elsewhere, each as the usual one and the odd one. `names`: people's names, each with its
/// places.
pub(crate) fn odd<'a, 'p>(
    facts: &Facts,
    names: impl Iterator<Item = (&'a str, &'p [Span])>,
) -> Vec<(Family<'a>, Family<'a>)> {
    // With particles or without: the particles may be left out.
    let mut families: HashMap<(String, bool), Vec<Family>> = HashMap::new();
    for (name, places) in names {
        let Some((given, particles, base)) = spelling::family_parts(name) else { continue };
        let length = TextSize::of(particles) + TextSize::of(base);
        let family = |place: &Span| {
            Span::new(place.passage, TextRange::new(place.range.end() - length, place.range.end()))
        };
        let alike = families.entry((spelling::fold(base), particles.is_empty())).or_default();
        alike.push(Family {
            text: &name[name.len() - usize::from(length)..],
            places: places.iter().map(family).collect(),
            particles: spelling::fold(particles).trim_end().to_owned(),
            given: (!given.is_empty()).then(|| spelling::fold(given)),
        });
    }
    let mut found = Vec::new();
    for alike in families.into_values() {
        let alike = &alike[..alike.len().min(CROWD)];
        if alike.iter().all(|family| family.text == alike[0].text) {
            continue;
        }
        found.extend(alike.iter().filter_map(|odd| Some((usual(facts, alike, odd)?.clone(), odd.clone()))));
    }
    found
}

/// Of the family names of one word the one that an odd one should be: it is somebody's full name, and used more often or earlier.
fn usual<'f, 'a>(facts: &Facts, alike: &'f [Family<'a>], odd: &Family) -> Option<&'f Family<'a>> {
    let plain = |family: &Family, with_case: bool| {
        let text = family.text.replace('’', "'");
        if with_case { text } else { text.to_lowercase() }
    };
    // A capital on a particle is right where the given name is left out, and in headlines; on an Arabic article it is as usual as none.
    let is_head =
        |place: &Span| matches!(facts.passages[place.passage].passage.kind, PassageKind::Heading(_));
    let article = ["al-", "el-"].iter().any(|article| odd.text.to_lowercase().starts_with(article));
    let with_case = odd.given.is_some() && !article && !odd.places.iter().any(is_head);
    let count = |text: &str| {
        let same = alike.iter().filter(|family| plain(family, with_case) == text);
        same.map(|family| family.places.len()).sum::<usize>()
    };
    let own = plain(odd, with_case);
    let rank = |family: &Family| (Reverse(count(&plain(family, with_case))), family.places[0].key());
    let usual = alike
        .iter()
        .filter(|family| {
            family.given.is_some()
                && are_one(&family.particles, &odd.particles)
                && plain(family, with_case) != own
                && family.text.chars().any(char::is_lowercase)
        })
        .min_by_key(|family| rank(family))?;
    let others = || alike.iter().filter(|family| plain(family, with_case) == own);
    let own_person = others().any(|family| family.given.is_some() && family.given != usual.given);
    (rank(usual) < rank(odd) && !own_person && own.chars().count() >= SHORTEST).then_some(usual)
}

/// Whether particles are the same or a letter apart: "van de" and "van der", not "de" and "van".
fn are_one(first: &str, second: &str) -> bool {
    rapidfuzz::distance::osa::distance(first.chars(), second.chars()) <= 1
}
