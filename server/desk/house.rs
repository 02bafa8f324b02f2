//! The house: how a newsroom writes, apart from which of the rules it wants.

use copydesk_facts::DATE_KEYS;

mod style;
mod words;

pub use words::{
    FIELDS as WORD_FIELDS, HouseWord, HouseWords, WordForms, clashes as clashing_words,
    column as word_column, parse as parse_words, parse_table as parse_word_table, write as write_words,
};
pub(crate) use words::{Instead, Matched, are_of_one, entries as read_words};

/// How a newsroom writes. What it does not say is left to its house style, or to the rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct House {
    pub(crate) style: Option<HouseStyle>,
    pub(crate) second_reference: Option<SecondReference>,
    pub(crate) single_source_words: Option<usize>,
    /// The keys of front matter that tell when a draft is published.
    pub(crate) date_keys: Option<Vec<String>>,
    pub(crate) words: HouseWords,
}

/// The style guides a configuration may extend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HouseStyle {
    /// The Associated Press.
    Ap,
    /// Reuters.
    Reuters,
    /// The BBC.
    Bbc,
    /// The Guardian.
    Guardian,
}

/// How a person is called once the full name has been given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecondReference {
    /// "Ostrow".
    Surname,
    /// "Ms Ostrow".
    Honorific,
    /// "Lena Ostrow".
    Full,
}

impl SecondReference {
    /// All ways.
    pub const ALL: [SecondReference; 3] =
        [SecondReference::Surname, SecondReference::Honorific, SecondReference::Full];

    /// The word used in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            SecondReference::Surname => "surname",
            SecondReference::Honorific => "honorific",
            SecondReference::Full => "full",
        }
    }
}

impl HouseStyle {
    /// All house styles.
    pub const ALL: [HouseStyle; 4] =
        [HouseStyle::Ap, HouseStyle::Reuters, HouseStyle::Bbc, HouseStyle::Guardian];

    /// The word used in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            HouseStyle::Ap => "ap",
            HouseStyle::Reuters => "reuters",
            HouseStyle::Bbc => "bbc",
            HouseStyle::Guardian => "guardian",
        }
    }

    /// The style's name in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            HouseStyle::Ap => "AP",
            HouseStyle::Reuters => "Reuters",
            HouseStyle::Bbc => "BBC",
            HouseStyle::Guardian => "Guardian",
        }
    }
}

impl House {
    /// From how many words on `single-source` speaks, where nothing else is configured.
    pub(crate) const DEFAULT_SINGLE_SOURCE_WORDS: usize = 300;

    /// From how many words on a story that rests on one source is reported.
    pub(crate) fn single_source_words(&self) -> usize {
        self.single_source_words.unwrap_or(House::DEFAULT_SINGLE_SOURCE_WORDS)
    }

    /// The keys of front matter that tell when a draft is published, the first before the others.
    pub(crate) fn date_keys(&self) -> Vec<&str> {
        self.date_keys.as_ref().map_or(DATE_KEYS.to_vec(), |keys| keys.iter().map(String::as_str).collect())
    }

    /// How a person is called once introduced: what the newsroom says, else its house style; `None` where neither does, so
    /// that a draft may go its own way.
    pub(crate) fn second_reference(&self) -> Option<SecondReference> {
        self.second_reference.or(self.style.map(|style| match style {
            HouseStyle::Bbc => SecondReference::Honorific,
            HouseStyle::Ap | HouseStyle::Reuters | HouseStyle::Guardian => SecondReference::Surname,
        }))
    }

    /// The same; what it does not say, another says.
    pub(crate) fn or(&self, other: &House) -> House {
        House {
            style: self.style.or(other.style),
            second_reference: self.second_reference.or(other.second_reference),
            single_source_words: self.single_source_words.or(other.single_source_words),
            date_keys: self.date_keys.clone().or_else(|| other.date_keys.clone()),
            words: self.words.clone(),
        }
    }
}
