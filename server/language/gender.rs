//! Which of "he" and "she" a reader expects for somebody, where the words show it.

use crate::lists;

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
    const HE: &[&str] = &[
        "mr",
        "sir",
        "lord",
        "king",
        "prince",
        "duke",
        "father",
        "son",
        "brother",
        "husband",
        "chairman",
        "spokesman",
        "businessman",
        "congressman",
        "policeman",
        "actor",
        "gentleman",
        "man",
        "boy",
        "monk",
        "priest",
        "widower",
        "uncle",
    ];
    const SHE: &[&str] = &[
        "mrs",
        "ms",
        "miss",
        "dame",
        "lady",
        "queen",
        "princess",
        "duchess",
        "mother",
        "daughter",
        "sister",
        "wife",
        "chairwoman",
        "spokeswoman",
        "businesswoman",
        "congresswoman",
        "policewoman",
        "actress",
        "woman",
        "girl",
        "nun",
        "widow",
        "aunt",
    ];
    let first = words.split(' ').next().filter(|_| words.contains(' '));
    if let Some(named) = first.and_then(lists::gender_of_given_name) {
        return Some(named);
    }
    words.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let word = word.to_lowercase();
        if HE.contains(&word.as_str()) {
            Some(Gender::He)
        } else if SHE.contains(&word.as_str()) {
            Some(Gender::She)
        } else {
            None
        }
    })
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
