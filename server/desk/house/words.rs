//! The newsroom's own words: those it avoids, the ones it prefers, those it looks at twice. Text in, entries and problems out;
//! the files are the binary's business.
//!
//! All entries of a newsroom are one automaton, built once when the configuration is read, so that what a list of many thousands costs
//! a keystroke does not grow with it. Each form of each word is a pattern of it (`forms.rs`), and so is each phrase in which a
//! word is right.

mod forms;
mod matcher;
mod read;
mod table;
#[cfg(test)]
mod tests;
mod told;
mod vale;
mod write;

use std::sync::Arc;

use text_size::TextRange;

pub use forms::WordForms;
pub(crate) use forms::are_of_one;
pub(crate) use matcher::{Instead, Matched};
pub(crate) use read::entries;
pub use read::{clashes, parse};
pub use table::{column, parse_table};
pub use told::FIELDS;
pub use write::write;

use matcher::Matcher;

/// One entry of the newsroom's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseWord {
    /// The words or phrases that it is about, at least one. One with a capital is meant as it is written, another in any case.
    pub words: Box<[Box<str>]>,
    /// Whether they are not wrong, but to be looked at each time.
    pub review: bool,
    /// What stands there instead, the likeliest first.
    pub prefer: Box<[Box<str>]>,
    /// Why, in a few words.
    pub reason: Option<Box<str>>,
    /// Phrases that hold one of the words and are right.
    pub except: Box<[Box<str>]>,
    /// In which forms the words are looked for; `None` where the list leaves it to the words.
    pub forms: Option<WordForms>,
    /// Where the entry stands in its file: bytes, half open.
    pub range: TextRange,
}

impl HouseWord {
    /// In which forms the words are looked for.
    fn bends(&self) -> WordForms {
        let words = || self.words.iter().chain(&self.prefer).map(|words| &**words);
        self.forms.unwrap_or_else(|| WordForms::likely(words()))
    }
}

/// The newsroom's words, ready to be looked for. Cloning them is cheap.
#[derive(Clone, Default)]
pub struct HouseWords {
    matcher: Option<Arc<Matcher>>,
}

impl std::fmt::Debug for HouseWords {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} house words", self.entries().len())
    }
}

impl HouseWords {
    /// The words of these entries; of two for one word the first holds.
    pub fn new(entries: Vec<HouseWord>) -> HouseWords {
        let matcher = (!entries.is_empty()).then(|| Matcher::new(entries)).flatten();
        HouseWords { matcher: matcher.map(Arc::new) }
    }

    /// All entries, in the order of the files.
    pub fn entries(&self) -> &[HouseWord] {
        self.matcher.as_ref().map_or(&[], |matcher| &matcher.entries)
    }

    /// The words of the list that stand in a text, in its order and apart from each other; of two that begin together the longer.
    pub(crate) fn find(&self, text: &str) -> Vec<Matched<'_>> {
        self.matcher.as_ref().map_or_else(Vec::new, |matcher| matcher.find(text))
    }
}
