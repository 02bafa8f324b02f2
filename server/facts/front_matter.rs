//! What a draft says about itself, as plain data; the configuration reads it.

use copydesk_language::Day;

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
