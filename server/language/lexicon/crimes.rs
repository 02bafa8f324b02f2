//! Words of crimes, wrongs and courts: what begins with them, and how far they say that a case has gone.

use super::{
    ACCUSING_WORDS, ARRESTING_WORDS, CHARGING_WORDS, CLEARING_WORDS, CONVICTING_WORDS, CRIMES, DOERS, Set,
};

/// How far a case has gone, in the draft's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// Somebody says so: accused, alleged, suspected.
    Accused,
    /// Arrested, detained, in custody.
    Arrested,
    /// Charged, indicted, on trial.
    Charged,
    /// Convicted, sentenced, pleaded guilty.
    Convicted,
    /// Acquitted, cleared.
    Cleared,
}

/// With which words of a set a text begins, whatever its case, and the longest of them: its bytes. A star lets a word go on.
pub fn begins(text: &str, set: &Set) -> Option<usize> {
    let fits = |word: &str| -> Option<usize> {
        let stem = word.strip_suffix('*').unwrap_or(word);
        let ends = stem.len() < word.len() || !text.get(stem.len()..)?.starts_with(char::is_alphanumeric);
        let same = text.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
        (same && ends).then_some(stem.len())
    };
    set.words().iter().filter_map(|word| fits(word)).max()
}

/// How far the words with which a text begins say that a case has gone, whatever their case: with their bytes.
pub fn step(text: &str) -> Option<(usize, StepKind)> {
    let kinds = [
        (&ACCUSING_WORDS, StepKind::Accused),
        (&ARRESTING_WORDS, StepKind::Arrested),
        (&CHARGING_WORDS, StepKind::Charged),
        (&CONVICTING_WORDS, StepKind::Convicted),
        (&CLEARING_WORDS, StepKind::Cleared),
    ];
    kinds.into_iter().filter_map(|(set, kind)| Some((begins(text, set)?, kind))).max_by_key(|it| it.0)
}

/// How far the words of a text say that a case has gone, in order.
pub fn steps(text: &str) -> impl Iterator<Item = StepKind> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    words.filter_map(|word| Some(step(&text[word.as_ptr() as usize - text.as_ptr() as usize..])?.1))
}

/// With which words for a crime, for committing one or for who does a text begins, whatever its case: their bytes.
pub fn crime(text: &str) -> Option<usize> {
    let doer = || {
        let starts = |doer: &&&str| text.get(..doer.len()).is_some_and(|it| it.eq_ignore_ascii_case(doer));
        DOERS.words().iter().find(starts).map(|doer| doer.len())
    };
    begins(text, &CRIMES).or_else(doer)
}

/// Whether a word begins like one for a crime or for committing one, whatever its case.
pub fn is_crime(word: &str) -> bool {
    begins(word, &CRIMES).is_some()
}

/// Whether a word is a noun for who committed a crime, or for several who did, whatever its case.
pub fn is_doer(word: &str) -> bool {
    // "Robbers", "gunmen".
    let ends = |stem: &str, end: &str| {
        word.len() == stem.len() + end.len()
            && word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
            && word.get(stem.len()..).is_some_and(|rest| rest.eq_ignore_ascii_case(end))
    };
    let many = |doer: &str| doer.strip_suffix("man").is_some_and(|stem| ends(stem, "men"));
    let mut doers = DOERS.words().iter();
    doers.any(|doer| ends(doer, "") || ends(doer, "s") || many(doer)) || ends("thieves", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_count() {
        for (text, expected) in [
            ("Found not guilty of theft", Some((16, StepKind::Cleared))),
            ("found guilty", Some((12, StepKind::Convicted))),
            ("not guilty", Some((10, StepKind::Charged))),
            ("sued", Some((4, StepKind::Accused))),
            ("suede shoes", None),
            ("ééé", None),
        ] {
            assert_eq!(step(text), expected, "{text}");
        }
        assert_eq!(
            steps("He was arrested, and charged with theft.").collect::<Vec<_>>(),
            [StepKind::Arrested, StepKind::Charged]
        );
    }

    #[test]
    fn one_and_several_who_did_it() {
        assert!(["Gunman", "gunmen", "robbers", "thieves"].into_iter().all(is_doer));
        assert!(!["gun", "men", "robbery", "whale", "womén"].into_iter().any(is_doer));
    }
}
