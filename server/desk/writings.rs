//! How a draft writes the names in it, for the rules on their spelling.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use copydesk_facts::{Facts, Span, spelling};
use copydesk_language::NameKind;
use text_size::TextSize;

/// One writing of a name and where it stands.
pub(crate) struct Writing<'a> {
    pub(crate) text: &'a str,
    pub(crate) folded: String,
    pub(crate) places: Vec<Span>,
    /// No more than a capital at the start of a sentence says that it is a name.
    pub(crate) doubtful: bool,
    /// A known place, body or nationality, or anything else that is nobody's surname.
    pub(crate) nobody: bool,
}

/// Every writing in use outside quotations, in order of first use; single words that may be names come last.
pub(crate) fn writings<'f>(facts: &'f Facts) -> Vec<Writing<'f>> {
    let mut writings: Vec<Writing> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut add = |place: Span, doubtful: bool, nobody: bool| {
        let text = facts.text(place);
        let next = writings.len();
        let number = *known.entry(text).or_insert(next);
        if number == next {
            let folded = spelling::fold(text);
            writings.push(Writing { text, folded, places: Vec::new(), doubtful, nobody });
        }
        writings[number].places.push(place);
        writings[number].nobody &= nobody;
    };
    let mut mentioned: HashSet<(usize, TextSize)> = HashSet::new();
    for mention in facts.mentions.iter().filter(|mention| mention.is_name) {
        mentioned.insert(mention.place.key());
        let person = mention.kind == NameKind::Person;
        let other = mention.kind == NameKind::Other;
        let several = facts.text(mention.place).contains(' ');
        // Emphasis on a person's name is a habit; in italics stand the titles of works, which are nobody's.
        let name = person && (several || facts.is_emphasis(mention.place));
        if mention.quoted || !name && facts.is_emphasised(mention.place) {
            continue;
        }
        add(mention.place, false, other || several && !person);
    }
    for (number, view) in facts.passages.iter().enumerate() {
        for name in view.reading.names.iter().filter(|name| !name.quoted) {
            let place = Span::new(number, name.range);
            let single = !facts.text(place).contains(' ');
            if single && !mentioned.contains(&place.key()) && !facts.is_emphasised(place) {
                add(place, true, false);
            }
        }
    }
    // A writing can be an actor's name at one place, and no more than a likely name at another.
    for writing in &mut writings {
        writing.places.sort_unstable_by_key(|place| place.key());
    }
    writings
}

/// The most frequent writing comes first, then the earliest.
pub(crate) fn rank(writing: &Writing) -> (Reverse<usize>, (usize, TextSize)) {
    (Reverse(writing.places.len()), writing.places[0].key())
}
