//! Which of "he" and "she" a reader expects for somebody, where the words show it.

use crate::lexicon;

/// The pronoun that fits a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "he"
    He,
    /// "she"
    She,
}

/// What a title, a description or a full name shows; `None` where it shows nothing.
pub fn gender(words: &str) -> Option<Gender> {
    let first = words.split(' ').next().filter(|_| words.contains(' '));
    if let Some(named) = first.and_then(gender_of_given_name) {
        return Some(named);
    }
    words.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let word = word.to_lowercase();
        if lexicon::MENS_NOUNS.contains(word.as_str()) {
            Some(Gender::He)
        } else if lexicon::WOMENS_NOUNS.contains(word.as_str()) {
            Some(Gender::She)
        } else {
            None
        }
    })
}

/// The pronoun that goes with a given name, where nearly all its bearers share one.
pub fn gender_of_given_name(word: &str) -> Option<Gender> {
    if lexicon::MENS_GIVEN_NAMES.contains(word) {
        return Some(Gender::He);
    }
    lexicon::WOMENS_GIVEN_NAMES.contains(word).then_some(Gender::She)
}

#[cfg(test)]
mod tests {
    use super::{Gender, gender};

    #[test]
    fn words_show_what_they_show() {
        for (words, expected) in [
            ("Mr.", Some(Gender::He)),
            ("Ana Lopez", Some(Gender::She)),
            ("Paul Hale", Some(Gender::He)),
            ("Hale", None),
            ("Paul", None),
            ("the director", None),
            ("a spokeswoman for the bank", Some(Gender::She)),
            ("Yerlan Abishev", None),
        ] {
            assert_eq!(gender(words), expected, "{words}");
        }
    }
}
