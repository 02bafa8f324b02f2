//! Classes of words that the reading of a draft leans on: named sets in the files of `lexicon/`, so that a class stands once
//! and can be read and changed without Rust. What decides by more than membership stands in the modules below.
//!
//! A file is plain text. A line that begins with `#` is a comment, `[given names]` begins a set, and each line behind it is a
//! word of it, or several words that stand together. The words of a set stand in the order of their bytes, each once, in lower
//! case unless the file says that they have their capitals. A set is read when it is first asked for.

use std::sync::LazyLock;

pub use grammar::is_determiner;

pub mod crimes;
pub(crate) mod grammar;
pub(crate) mod names;
pub(crate) mod numbers;
pub(crate) mod people;

/// A named set of words.
pub struct Set(LazyLock<Words>);

struct Words {
    /// In the order of their bytes.
    words: Vec<&'static str>,
    /// What each of them begins with, in the same order: numbers that stand side by side are compared sooner than words are fetched.
    beginnings: Vec<u64>,
    /// A bit for each letter that begins a word, whatever its case: most words that are looked up are in no set.
    initials: u32,
}

impl Set {
    /// Whether a word is in the set, written as the file has it.
    pub fn contains(&self, word: &str) -> bool {
        let Words { words, beginnings, initials } = &*self.0;
        if initials & initial(word) == 0 {
            return false;
        }
        let beginning = beginning(word);
        let first = beginnings.partition_point(|&other| other < beginning);
        let alike = beginnings[first..].iter().take_while(|&&other| other == beginning);
        words[first..].iter().zip(alike).any(|(&other, _)| other == word)
    }

    /// The words of the set, in the order of their bytes.
    pub fn words(&self) -> &[&'static str] {
        &self.0.words
    }
}

impl Words {
    /// `name`: that of the set, as the program writes it: `GIVEN_NAMES`.
    fn read(file: &'static str, name: &str) -> Words {
        let mut words =
            sets(file).find(|set| constant(set.heading) == name).map_or(Vec::new(), |set| set.words);
        words.sort_unstable();
        let initials = words.iter().fold(0, |initials, word| initials | initial(word));
        let beginnings = words.iter().map(|word| beginning(word)).collect();
        Words { words, beginnings, initials }
    }
}

fn initial(word: &str) -> u32 {
    word.bytes().next().map_or(0, |first| 1 << (first & 31))
}

/// The first eight bytes of a word as a number, in whose order the words stand.
fn beginning(word: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(word.bytes()).for_each(|(byte, letter)| *byte = letter);
    u64::from_be_bytes(bytes)
}

/// A set as its file has it.
struct Written {
    heading: &'static str,
    words: Vec<&'static str>,
}

/// The sets of a file, in order.
fn sets(file: &'static str) -> impl Iterator<Item = Written> {
    file.split("\n[").skip(1).filter_map(|set| {
        let (heading, words) = set.split_once("]\n")?;
        let words = words.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        Some(Written { heading, words: words.collect() })
    })
}

/// How the program writes the name of a set.
fn constant(heading: &str) -> String {
    heading.replace('\'', "").replace(' ', "_").to_uppercase()
}

macro_rules! lexicon {
    ($($file:literal: $($visibility:vis $set:ident),+;)+) => {
        $($(
            #[doc = concat!("The set of this name in `lexicon/", $file, ".txt`, where it says what its words are.")]
            $visibility static $set: Set = Set(LazyLock::new(|| {
                Words::read(include_str!(concat!("lexicon/", $file, ".txt")), stringify!($set))
            }));
        )+)+
        /// Each set with its file.
        #[cfg(test)]
        const ALL: &[(&str, &str, &Set)] = &[$($(($file, stringify!($set), &$set)),+),+];
    };
}

lexicon! {
    "names":
        pub(crate) GIVEN_NAMES,
        pub(crate) MENS_GIVEN_NAMES,
        pub(crate) WOMENS_GIVEN_NAMES,
        pub(crate) LEADING_FAMILY_NAMES,
        pub(crate) DEMONYMS,
        pub(crate) NAME_OPENINGS,
        pub(crate) EVERYDAY_NAME_OPENINGS,
        pub(crate) NAME_CONNECTORS,
        pub NAME_PARTICLES,
        pub(crate) COMPLEMENT_HEADS,
        pub(crate) SHIP_PREFIXES,
        pub(crate) ABBREVIATIONS;
    "places":
        pub(crate) COUNTRIES,
        pub(crate) REGIONS,
        pub(crate) STATES,
        pub(crate) CITIES,
        pub(crate) PLACE_WORDS,
        pub(crate) PLACE_OPENINGS,
        pub(crate) NATIONALITY_OPENINGS;
    "bodies":
        pub(crate) BODIES,
        pub(crate) SEATS,
        pub(crate) ORGANISATION_WORDS,
        pub(crate) FIRM_ENDINGS,
        pub(crate) EVENT_WORDS,
        pub(crate) COMMON_ACRONYMS;
    "people":
        pub(crate) TITLE_HEADS,
        pub(crate) TITLE_MODIFIERS,
        pub(crate) TITLES_THAT_ARE_NAMES,
        pub(crate) COURTESIES,
        pub TITLES_FOR_LIFE,
        pub(crate) ROLES,
        pub(crate) ROLES_OF_MANY,
        pub(crate) PERSON_NOUNS,
        pub(crate) NOT_AGENT_NOUNS,
        pub(crate) MENS_NOUNS,
        pub(crate) WOMENS_NOUNS,
        pub FOLLOWINGS,
        pub(crate) TEAM_WORDS,
        pub(crate) PRESENT_TIMES_OF_OFFICE,
        pub OTHER_TIMES_OF_OFFICE,
        pub FIELDS_OF_OFFICE,
        pub RANKS_OF_OFFICE,
        pub KIN;
    "sources":
        pub(crate) VAGUE_SOURCES,
        pub(crate) ANONYMITY,
        pub(crate) SPEECH_NOUNS,
        pub(crate) OTHER_PAPERS,
        pub(crate) WORKS,
        pub SOURCE_ENDS,
        pub(crate) WRITTEN_TELLINGS,
        pub(crate) OFFICIALS,
        pub(crate) PAPERS,
        pub(crate) RECORDS,
        pub(crate) PAGES;
    "nouns":
        pub(crate) BODY_NOUNS,
        pub(crate) NOUNS_BEFORE_BODIES,
        pub(crate) NOUNS_BEHIND_BODIES,
        pub(crate) NOUNS_THAT_END_A_DESCRIPTION,
        pub(crate) PLACE_NOUNS,
        pub(crate) IRREGULAR_PLURALS,
        pub(crate) NOT_PLURALS,
        pub(crate) COUNTED_THINGS,
        pub(crate) CROWD_NOUNS,
        pub(crate) CASUALTY_WORDS;
    "calendar":
        pub(crate) CALENDAR_WORDS,
        pub(crate) WORDS_BEFORE_MONTHS,
        pub(crate) WORDS_BEFORE_YEARS;
    "numbers":
        pub(crate) WORDS_BEFORE_NUMBERS_THAT_NAME,
        pub(crate) WORDS_BEFORE_NUMBERS_IN_AN_ORDER,
        pub(crate) WORDS_BEFORE_MARKS,
        pub UNITS_THAT_ARE_NO_FIGURES,
        pub(crate) MONEY,
        pub(crate) WORDS_BEHIND_SIZES,
        pub(crate) WORDS_BEFORE_HALVES,
        pub(crate) WORDS_BEHIND_FRACTIONS,
        pub(crate) ENDS_OF_COUNTED_PHRASES,
        pub(crate) WORDS_OF_PARTIAL_LISTS,
        pub(crate) AMOUNTS_IN_WORDS;
    "grammar":
        pub(crate) EVERYDAY_WORDS,
        pub(crate) EVERYDAY_WORDS_IN_DESCRIPTIONS,
        pub(crate) SENTENCE_OPENERS,
        pub ARTICLES,
        pub(crate) DEMONSTRATIVES,
        pub(crate) POSSESSIVES,
        pub(crate) SUBJECT_PRONOUNS,
        pub PREPOSITIONS,
        pub(crate) LOCATING_WORDS,
        pub(crate) STATEMENT_OPENERS,
        pub(crate) RELATIVE_WORDS,
        pub(crate) SOURCE_PHRASE_ENDS,
        pub(crate) DESCRIPTION_ENDS,
        pub INITIALLESS_WORDS,
        pub(crate) ADVERBS_OF_STANDING,
        pub(crate) ADVERBS,
        pub(crate) ATTRIBUTION_TAILS,
        pub LINKS_BEHIND_NAMES,
        pub(crate) NO_SUPERLATIVES,
        pub RELATIVE_PRONOUNS,
        pub WORDS_BEFORE_PLACES;
    "verbs":
        pub(crate) SAYING,
        pub(crate) COUNTING,
        pub(crate) THINKING,
        pub(crate) OF_TWO_TRADES,
        pub(crate) DOUBLING,
        pub(crate) FINITE_AUXILIARIES,
        pub IRREGULAR_PASTS,
        pub(crate) IRREGULAR_PARTICIPLES,
        pub(crate) PARTICIPLES_BEFORE_NOUNS,
        pub(crate) TOLD_PARTICIPLES,
        pub(crate) VERBS_OF_STANDING,
        pub FORMS_OF_BE,
        pub(crate) COMMON_PRESENTS,
        pub FORMS_OF_HAVE;
    "crimes":
        pub(crate) CRIMES,
        pub DOERS,
        pub WRONGS,
        pub NO_WRONGS,
        pub PENALTIES,
        pub DEEDS_DONE_TO_PEOPLE,
        pub DEEDS_OF_HIDING,
        pub HIDDEN_THINGS,
        pub(crate) ACCUSING_WORDS,
        pub(crate) ARRESTING_WORDS,
        pub(crate) CHARGING_WORDS,
        pub(crate) CONVICTING_WORDS,
        pub(crate) CLEARING_WORDS;
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Files whose words have their capitals.
    const AS_WRITTEN: [&str; 3] = ["bodies", "names", "places"];

    /// The sets of each file of the folder.
    fn written() -> BTreeMap<String, Vec<Written>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = paths.filter(|path| path.extension().is_some_and(|it| it == "txt"));
        files
            .map(|path| {
                let text: &'static str = fs::read_to_string(&path).unwrap().leak();
                (path.file_stem().unwrap().to_string_lossy().into_owned(), sets(text).collect())
            })
            .collect()
    }

    #[test]
    fn every_set_is_sorted_and_has_each_word_once() {
        for (file, sets) in written() {
            for Written { heading, words } in sets {
                assert!(!words.is_empty(), "{file}: {heading} is empty");
                for word in &words {
                    assert_eq!(word.trim(), *word, "{file}: {heading}");
                    let lower = AS_WRITTEN.contains(&file.as_str()) || word.to_lowercase() == **word;
                    assert!(lower, "{file}: {heading}: “{word}” has a capital");
                }
                for pair in words.windows(2) {
                    assert!(
                        pair[0] < pair[1],
                        "{file}: {heading}: “{}” stands before “{}”",
                        pair[0],
                        pair[1]
                    );
                }
            }
        }
    }

    #[test]
    fn the_program_has_each_set_of_the_files_and_no_other() {
        let named = |(file, sets): (String, Vec<Written>)| {
            sets.into_iter().map(move |set| (file.clone(), constant(set.heading))).collect::<Vec<_>>()
        };
        let written: Vec<(String, String)> = written().into_iter().flat_map(named).collect();
        let once: BTreeSet<(String, String)> = written.iter().cloned().collect();
        assert_eq!(once.len(), written.len(), "a set stands twice");
        let known = ALL.iter().map(|(file, set, _)| ((*file).to_owned(), (*set).to_owned()));
        assert_eq!(once, known.collect());
    }

    #[test]
    fn a_set_has_its_own_words() {
        for (_, name, set) in ALL {
            assert!(set.words().iter().all(|word| set.contains(word)), "{name}");
            assert!(!set.contains("") && !set.contains("zzz"), "{name}");
        }
        assert!(GIVEN_NAMES.contains("Ana") && !GIVEN_NAMES.contains("ana") && !DEMONYMS.contains("Ana"));
    }
}
