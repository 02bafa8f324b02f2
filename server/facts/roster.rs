//! The roster: the newsroom's own list of actors, and the one that is built in. Text in, actors and problems out; finding
//! and opening the files is the binary's business.
//!
//! A name is looked up by what all its writings share (case, accents, articles, dots), so "the U.N." finds "UN". Where
//! two entries claim one name, the first wins, and the newsroom's own come before the built-in ones.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock};

use copydesk_language::NameKind as MentionKind;
use text_size::TextRange;

use crate::problem::Problem;
use crate::spelling;

mod check;
mod csv;
mod fields;
#[cfg(test)]
mod tests;
mod toml;

pub use check::clashes;
pub use csv::{parse as parse_csv, parse_table, write as write_csv};
pub use fields::{FIELDS, Field, read as read_fields};
pub use toml::{parse as parse_toml, write as write_toml};

/// One actor of a roster. Texts are boxed, for a roster may hold a hundred thousand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterActor {
    /// The name as the newsroom writes it.
    pub name: Box<str>,
    /// What kind of actor, where the roster says.
    pub kind: Option<MentionKind>,
    /// Other names that are right: a short form, a nickname, an acronym.
    pub aliases: Box<[Box<str>]>,
    /// Other spellings of the name that are right by themselves, but not mixed with it in one draft.
    pub spellings: Box<[Box<str>]>,
    /// Names and spellings that the newsroom does not use.
    pub avoid: Box<[Box<str>]>,
    /// The office: "defence minister".
    pub role: Option<Box<str>>,
    /// Who the actor is, in a few words.
    pub description: Option<Box<str>>,
    /// "she/her".
    pub pronouns: Option<Box<str>>,
    /// Whether readers know the actor without an introduction.
    pub household: bool,
    /// Where to read on.
    pub link: Option<Box<str>>,
    /// The day from which the role is held: a year, a year and month, or a whole date.
    pub since: Option<Box<str>>,
    /// The last day of the role.
    pub until: Option<Box<str>>,
    /// Where the entry stands in its file: bytes, half open.
    pub range: TextRange,
}

impl RosterActor {
    /// Every name by which the entry is found, the preferred one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.aliases.iter().chain(&self.spellings).chain(&self.avoid);
        std::iter::once(&*self.name).chain(others.map(|name| &**name))
    }
}

/// A roster that can be asked for a name. Cloning it is cheap.
#[derive(Clone, Default)]
pub struct Roster {
    shelves: Arc<Shelves>,
}

#[derive(Default)]
struct Shelves {
    actors: Vec<RosterActor>,
    /// Hashes of the keys of all names, to the entries. Holding the names twice would double a roster's memory, so a hit
    /// is compared with the entry's names.
    places: HashMap<u64, u32, PassThrough>,
    hasher: RandomState,
}

/// The keys are hashes already.
#[derive(Clone, Copy, Default)]
struct PassThrough(u64);

impl BuildHasher for PassThrough {
    type Hasher = PassThrough;
    fn build_hasher(&self) -> PassThrough {
        PassThrough(0)
    }
}

impl std::hash::Hasher for PassThrough {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

impl std::fmt::Debug for Roster {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Roster of {} actors", self.shelves.actors.len())
    }
}

impl Roster {
    /// A roster of these actors; of two that claim one name, the first has it.
    pub fn new(actors: Vec<RosterActor>) -> Roster {
        let hasher = RandomState::new();
        let mut places = HashMap::with_capacity_and_hasher(actors.len() * 2, PassThrough::default());
        // Preferred names first: an alias takes nobody's name away.
        for preferred in [true, false] {
            for (number, actor) in actors.iter().enumerate() {
                let Ok(number) = u32::try_from(number) else { break };
                for name in
                    actor.names().take(if preferred { 1 } else { usize::MAX }).skip(usize::from(!preferred))
                {
                    places.entry(hasher.hash_one(spelling::key(name).as_ref())).or_insert(number);
                }
            }
        }
        Roster { shelves: Arc::new(Shelves { actors, places, hasher }) }
    }

    /// What every newsroom takes for granted: countries, capitals, international bodies, household acronyms.
    pub fn built_in() -> &'static Roster {
        static BUILT_IN: LazyLock<Roster> =
            LazyLock::new(|| Roster::new(toml::parse(include_str!("roster/built-in.toml")).0));
        &BUILT_IN
    }

    /// All actors, in the order of the files.
    pub fn actors(&self) -> &[RosterActor] {
        &self.shelves.actors
    }

    /// The actor that goes by this name, in whatever case and with or without accents.
    pub fn find(&self, name: &str) -> Option<&RosterActor> {
        self.find_key(&spelling::key(name)).map(|number| &self.shelves.actors[number])
    }

    /// The number of the actor whose name has this key.
    pub(crate) fn find_key(&self, key: &str) -> Option<usize> {
        let shelves = &*self.shelves;
        if shelves.actors.is_empty() {
            return None;
        }
        let number = *shelves.places.get(&shelves.hasher.hash_one(key))? as usize;
        let actor = &shelves.actors[number];
        actor.names().any(|name| spelling::key(name) == key).then_some(number)
    }
}

/// An actor of the newsroom's roster or of the built-in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    own: bool,
    number: u32,
}

/// The newsroom's roster over the built-in one.
#[derive(Clone, Copy)]
pub struct Rosters<'r> {
    own: &'r Roster,
}

impl<'r> Rosters<'r> {
    pub fn new(own: &'r Roster) -> Rosters<'r> {
        Rosters { own }
    }

    /// The entry whose name has this key.
    pub(crate) fn find_key(self, key: &str) -> Option<Entry> {
        let own = self.own.find_key(key).map(|number| (true, number));
        let found = own.or_else(|| Roster::built_in().find_key(key).map(|number| (false, number)));
        found.and_then(|(own, number)| Some(Entry { own, number: u32::try_from(number).ok()? }))
    }

    /// The actor of that name, and whether the newsroom's own roster has it.
    pub fn find(self, name: &str) -> Option<(&'r RosterActor, bool)> {
        self.find_key(&spelling::key(name)).map(|entry| (self.actor(entry), entry.own))
    }

    /// The actor of an entry.
    pub fn actor(self, entry: Entry) -> &'r RosterActor {
        let roster = if entry.own { self.own } else { Roster::built_in() };
        &roster.shelves.actors[entry.number as usize]
    }
}

/// A problem at a place in a roster's text.
fn problem(range: TextRange, message: String) -> Problem {
    Problem { range: Some(range), message }
}
