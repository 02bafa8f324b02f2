//! The words that accuse, and how far they say that a case has gone.

use copydesk_language::lexicon::{
    DEEDS_DONE_TO_PEOPLE, DEEDS_OF_HIDING, HIDDEN_THINGS, NO_WRONGS, PENALTIES, Set, WRONGS, crimes,
};
use copydesk_language::{is_office, is_person_noun, is_record};
use text_size::{TextRange, TextSize};

use super::StepKind;

/// Words behind which a participle is somebody's deed.
const HAVE: &[&str] = &["has ", "have ", "had ", "been ", "was ", "were "];
/// From a verb to the noun for what it is done to are no more words: "threatened at least two members".
const NEAREST: usize = 4;

/// What a word that accuses tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// How far a case has gone.
    Step(StepKind),
    /// What somebody was punished with by whoever is not a court, too.
    Penalty,
    /// A wrong, which accuses whoever is meant.
    Wrong,
    /// A crime, which may be nobody's, or done to somebody.
    Crime,
    /// What is a wrong of whoever does it to people, or hides it.
    Deed,
}

impl Sense {
    /// How far a case has gone.
    pub(super) fn step(self) -> Option<StepKind> {
        match self {
            Sense::Step(kind) => Some(kind),
            _ => None,
        }
    }
}

/// One word that accuses: its bytes, and what it tells.
pub(super) type Word = (TextRange, Sense);

/// The words of a text that accuse, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Word> = Vec::new();
    let mut behind = 0;
    for (at, _) in lower.char_indices() {
        let starts = at == 0 || !lower[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        if at < behind || !starts {
            continue;
        }
        let rest = &lower[at..];
        let step = crimes::step(rest).map(|(length, kind)| {
            let kind = match () {
                () if is_threat(&lower[..at], &rest[..length]) => StepKind::Charged,
                () if is_undone(&lower[..at], rest, length) => StepKind::Cleared,
                () => kind,
            };
            (length, Sense::Step(kind))
        });
        let step = step.or_else(|| {
            let charges = rest.starts_with("charges") && is_undone(&lower[..at], rest, "charges".len());
            (charges || is_cleared(rest)).then_some((1, Sense::Step(StepKind::Cleared)))
        });
        let wrong = || {
            if crimes::begins(rest, &NO_WRONGS).is_some() {
                return None;
            }
            let of = |set: &Set, sense: Sense| Some((crimes::begins(rest, set)?, sense));
            let found = of(&WRONGS, Sense::Wrong).or_else(|| of(&PENALTIES, Sense::Penalty));
            found.or_else(|| Some((crimes::crime(rest)?, Sense::Crime))).or_else(|| {
                let people = of(&DEEDS_DONE_TO_PEOPLE, Sense::Deed).filter(|_| is_done_to(rest, is_people));
                // "A hidden asset" is no deed.
                let active =
                    || !rest.starts_with("hidden") || HAVE.iter().any(|it| lower[..at].ends_with(it));
                let things =
                    || of(&DEEDS_OF_HIDING, Sense::Deed).filter(|_| active() && is_done_to(rest, is_hidden));
                people.or_else(things)
            })
        };
        if let Some((length, sense)) = step.or_else(wrong) {
            let end = rest
                .get(length..)
                .unwrap_or_default()
                .find(|c: char| !c.is_alphanumeric())
                .map_or(rest.len(), |more| length + more);
            behind = at + end;
            found.push((range(at, behind), sense));
        }
    }
    found
}

/// Whether the words behind a verb, the first of a text in lower case, have what it is done to.
fn is_done_to(text: &str, fits: fn(&str) -> bool) -> bool {
    let clause = text.split([',', ';', ':', '.', '(']).next().unwrap_or_default();
    let words = clause.split_whitespace().skip(1).take(NEAREST);
    words.take_while(|word| !ASIDE.contains(word)).any(fits)
}

/// Words behind which stands where, when or how something is done, and not to what.
const ASIDE: &[&str] = &[
    "about", "against", "at", "away", "back", "behind", "by", "for", "from", "in", "into", "on", "out", "to",
    "under", "up", "with",
];

/// Whether a word in lower case means people: "him", "members".
fn is_people(word: &str) -> bool {
    let one = |word: &str| is_person_noun(word) && !is_office(word);
    matches!(word, "him" | "her" | "them" | "people" | "children" | "women" | "men")
        || one(word)
        || word.strip_suffix('s').is_some_and(one)
}

/// Whether a word in lower case means money or what somebody should have known: "losses", "records", "millions".
fn is_hidden(word: &str) -> bool {
    crimes::begins(word, &HIDDEN_THINGS).is_some()
        || word.starts_with(['$', '£', '€'])
        || matches!(word, "thousands" | "millions" | "billions")
        || is_record(word)
}

/// Whether a punishment is only what may come: "could face a jail term", "faces a life sentence".
fn is_threat(before: &str, stem: &str) -> bool {
    let punishes = stem.ends_with("term") || stem.ends_with("sentence");
    punishes
        && ["could ", "may ", "might ", "would ", "face", "facing ", "carry ", "carries "]
            .iter()
            .any(|it| before.contains(it))
}

/// How words begin for a case that may end before a verdict, or after one.
const CASES: &[&str] = &["case", "charge", "conviction", "indictment", "sentence"];
/// Words by which it ends so.
const ENDS: &[&str] = &[
    "drop",
    "dropped",
    "dropping",
    "drops",
    "dismissed",
    "overturn",
    "overturned",
    "quash",
    "quashed",
    "quashes",
    "thrown",
    "threw",
    "withdrawn",
    "withdrew",
];

/// Whether the words around one for a case tell that it came to nothing: "dropped the charges", "charges against Falk were dropped".
/// `rest` begins with the case, `length` bytes of it.
fn is_undone(before: &str, rest: &str, length: usize) -> bool {
    let case = |word: &str| CASES.iter().any(|case| word.starts_with(case));
    if !rest[..length].split(' ').any(case) {
        return false;
    }
    let clause = before.split([',', ';', ':', '.']).next_back().unwrap_or_default();
    undoing(rest).is_some() || clause.split_whitespace().rev().take(NEAREST).any(undoes)
}

/// The bytes behind the words that tell what became of a case, with which a text in lower case begins: "charges against Falk were
/// dropped".
pub(super) fn undoing(rest: &str) -> Option<usize> {
    const BEFORE: &[&str] = &["all", "are", "been", "being", "is", "later", "then", "was", "were"];
    let clause = rest.split([';', ':', '.']).next().unwrap_or_default();
    let words = clause.split_whitespace().take(MOST_OF_CASE);
    let mut pairs = words.clone().zip(words.skip(1));
    let (_, word) = pairs.find(|(last, word)| BEFORE.contains(last) && undoes(word))?;
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    Some(word.as_ptr() as usize + word.len() - rest.as_ptr() as usize)
}

/// The words in a sentence that tell how far a case has gone: of a case that came to nothing, up to what became of it.
pub(super) fn whole_step(text: &str, word: TextRange, sense: Sense) -> TextRange {
    if sense.step() != Some(StepKind::Cleared) {
        return word;
    }
    let lower = text.to_ascii_lowercase();
    let (start, end) = (usize::from(word.start()), usize::from(word.end()));
    let begun = lower[..start].split_whitespace().rev().take(NEAREST).find(|word| undoes(word));
    let begun = begun.filter(|_| is_undone(&lower[..start], &lower[start..], end - start));
    let start = begun.map_or(start, |begun| begun.as_ptr() as usize - lower.as_ptr() as usize);
    range(
        start,
        undoing(&lower[usize::from(word.start())..]).map_or(end, |more| usize::from(word.start()) + more),
    )
}

fn undoes(word: &str) -> bool {
    ENDS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// From a case to what became of it stand no more words.
const MOST_OF_CASE: usize = 10;

/// Whether the first words of a text in lower case tell that somebody was cleared of something: "cleared Falk of theft", and not
/// "cleared the road of snow".
fn is_cleared(rest: &str) -> bool {
    let clause = rest.split([',', ';', ':', '.']).next().unwrap_or_default();
    let mut words = clause.split_whitespace();
    let clears = words.next().is_some_and(|word| matches!(word, "clear" | "cleared" | "clearing" | "clears"));
    let behind =
        clause.split_once(" of ").filter(|(before, _)| before.split_whitespace().count() <= NEAREST + 1);
    clears
        && behind.is_some_and(|(_, of)| {
            let mut of = of.split_whitespace().take(NEAREST);
            of.any(|word| {
                crimes::is_crime(word)
                    || matches!(word, "charges" | "allegations" | "counts" | "misconduct" | "wrongdoing")
                    || crimes::begins(word, &WRONGS).is_some()
            })
        })
}

fn range(start: usize, end: usize) -> TextRange {
    let at = |offset: usize| TextSize::new(u32::try_from(offset).unwrap_or(u32::MAX));
    TextRange::new(at(start), at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_accuse_are_found_with_how_far_it_has_gone() {
        for (text, expected) in [
            (
                "He was charged with fraud.",
                vec![("charged with", Sense::Step(StepKind::Charged)), ("fraud", Sense::Crime)],
            ),
            ("He pleaded not guilty.", vec![("pleaded not guilty", Sense::Step(StepKind::Charged))]),
            ("The bill charged the phone.", vec![]),
            (
                "She was found not guilty of theft.",
                vec![("found not guilty", Sense::Step(StepKind::Cleared)), ("theft", Sense::Crime)],
            ),
            (
                "A suspected arsonist was arrested.",
                vec![
                    ("suspected", Sense::Step(StepKind::Accused)),
                    ("arsonist", Sense::Crime),
                    ("arrested", Sense::Step(StepKind::Arrested)),
                ],
            ),
            ("He beat her.", vec![("beat", Sense::Deed)]),
            ("The town beat the record.", vec![]),
            ("She has been hiding losses in the attic.", vec![("hiding", Sense::Deed)]),
            ("She has been hiding in the attic.", vec![]),
            ("The doctor was struck off.", vec![("struck off", Sense::Penalty)]),
            (
                "The jury cleared Falk of theft.",
                vec![("cleared", Sense::Step(StepKind::Cleared)), ("theft", Sense::Crime)],
            ),
            ("They cleared the road of snow.", vec![]),
            ("Prosecutors dropped the charges.", vec![("the charges", Sense::Step(StepKind::Cleared))]),
            (
                "Charges against Falk were later dropped.",
                vec![("Charges against", Sense::Step(StepKind::Cleared))],
            ),
            ("All charges have been dropped.", vec![("charges", Sense::Step(StepKind::Cleared))]),
            ("The conviction was quashed.", vec![("conviction", Sense::Step(StepKind::Cleared))]),
            ("The shop charges a fee.", vec![]),
            ("It rained.", vec![]),
        ] {
            let found: Vec<(&str, Sense)> =
                words(text).into_iter().map(|(range, sense)| (&text[range], sense)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
