//! What a draft says about itself, as plain data; the configuration reads it.

use copydesk_language::Day;
use copydesk_text::Document;
use text_size::{TextRange, TextSize};

use crate::notes::NamedNotes;

/// What kind of piece a draft is; some rules ask less of some kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Genre {
    /// The author's own view.
    Opinion,
    /// Questions and answers with one person.
    Interview,
    /// A portrait of one person.
    Profile,
    /// A few lines.
    Brief,
    /// A report.
    News,
    /// A report that grows while things happen.
    Live,
}

impl Genre {
    /// All genres.
    pub const ALL: [Genre; 6] =
        [Genre::Opinion, Genre::Interview, Genre::Profile, Genre::Brief, Genre::News, Genre::Live];

    /// The word used in front matter and configuration.
    pub fn name(self) -> &'static str {
        match self {
            Genre::Opinion => "opinion",
            Genre::Interview => "interview",
            Genre::Profile => "profile",
            Genre::Brief => "brief",
            Genre::News => "news",
            Genre::Live => "live",
        }
    }
}

/// Words that a reader sees above the text and that stand in front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whether it is the title, and not what stands below it.
    pub is_title: bool,
    /// The words.
    pub text: String,
    /// The value with its marks: bytes of the draft.
    pub range: TextRange,
}

impl Head {
    /// Where some of its words stand in the draft, by their bytes in its text; all of its value where that is written with escapes.
    pub fn place(&self, document: &Document, words: TextRange) -> TextRange {
        let written = document.slice(self.range);
        let at = written.find(&self.text).and_then(|at| TextSize::try_from(at).ok());
        at.map_or(self.range, |at| words + self.range.start() + at)
    }
}

/// What a draft says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// What kind of piece it is.
    pub genre: Option<Genre>,
    /// Rules and groups that stay silent in this draft.
    pub ignore: Vec<String>,
    /// Names of people and organisations that the draft is about.
    pub actors: Vec<String>,
    /// The reporter's notes, which its quotations are compared with.
    pub notes: Vec<NamedNotes>,
    /// The title of the piece.
    pub title: Option<String>,
    /// The title again, and what stands below it, with their places: most readers see no more.
    pub heads: Vec<Head>,
    /// What is a day, by the keys on the top level, in order.
    pub dates: Vec<(String, Day)>,
}

/// The keys that tell when a piece was or will be published, the first before the others, where nothing else is configured.
pub const DATE_KEYS: [&str; 4] = ["date", "published", "publishDate", "pubDate"];

impl FrontMatter {
    /// The day that the first of some keys tells which tells one.
    pub fn date<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Option<Day> {
        let of = |key: &str| self.dates.iter().find(|(known, _)| known == key).map(|(_, day)| *day);
        keys.into_iter().find_map(of)
    }
}
