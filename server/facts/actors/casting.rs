//! The cast of a draft while it is being found: full names first, then each name in the text goes to the actor it
//! belongs to.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use copydesk_language::calibration::{KNOWN_PLACE, SURE_OF_NAME, SURELY_PLACE};
use copydesk_language::{Name, NameKind};
use text_size::{TextRange, TextSize};

use super::Actor;
use super::forms::{self, PersonName};
use crate::passages::PassageView;
use crate::roster::{Entry, Rosters};
use crate::spelling;

/// So many people of one family name are compared with a new one.
const CROWD: usize = 64;

pub(super) struct Casting<'r> {
    pub(super) actors: Vec<Actor>,
    /// Keys of full names to actors.
    forms: HashMap<String, usize>,
    /// Folded parts of longer names to the actors that bear them.
    parts: HashMap<String, Vec<Bearer>>,
    /// Keys of bodies whose name is one word and an ending such as "Inc.".
    firms: HashSet<String>,
    /// Initials of bodies and places to actors.
    initials: HashMap<String, usize>,
    /// Keys to how much the draft speaks for each kind.
    kinds: HashMap<String, [f32; 4]>,
    /// What newsrooms know already.
    rosters: Rosters<'r>,
    /// Entries of the roster to the actors who bear one of their names.
    entries: HashMap<Entry, usize>,
    /// For each actor one more than the number of the mention seen last.
    pub(super) last_seen: Vec<usize>,
}

/// An actor who goes by a part of a full name.
#[derive(Clone, Copy)]
struct Bearer {
    actor: usize,
    /// By the family name, or by what a body is called for short; not by the given name.
    usual: bool,
}

const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organisation, NameKind::Place, NameKind::Other];

impl<'r> Casting<'r> {
    pub(super) fn new(rosters: Rosters<'r>) -> Casting<'r> {
        Casting {
            actors: Vec::new(),
            forms: HashMap::new(),
            parts: HashMap::new(),
            firms: HashSet::new(),
            initials: HashMap::new(),
            kinds: HashMap::new(),
            rosters,
            entries: HashMap::new(),
            last_seen: Vec::new(),
        }
    }

    /// Hears what one name in the text says of its kind: what the words beside one mention show holds for all of them.
    pub(super) fn hear(&mut self, text: &str, name: &Name) {
        let votes = self.kinds.entry(spelling::key(text).into_owned()).or_default();
        votes.iter_mut().zip(name.kinds).for_each(|(vote, kind)| *vote += kind);
    }

    fn kind(&self, key: &str, name: &Name) -> NameKind {
        self.kinds.get(key).and_then(leading).unwrap_or(name.kind)
    }

    /// Takes up a name of several words; single words wait until all longer names are known.
    pub(super) fn introduce(&mut self, text: &str, name: &Name) {
        let key = spelling::key(text).into_owned();
        let first = key.split(' ').next().unwrap_or("");
        if text.contains(' ') && !key.contains(' ') && name.kind != NameKind::Person {
            // "Apple Inc." is a name by itself: other bodies with that word in their names do not take it.
            self.firms.insert(key.clone());
        }
        if self.forms.contains_key(&key) || !key.contains(' ') || spelling::is_particle(first) {
            return;
        }
        let kind = self.kind(&key, name);
        let person = PersonName::new(text).filter(|_| kind == NameKind::Person);
        if let Some(actor) = person.as_ref().and_then(|person| self.same_person(person)) {
            self.forms.insert(key, actor);
            if text.split(' ').count() > self.actors[actor].name.split(' ').count() {
                self.actors[actor].name = text.to_owned();
            }
            return;
        }
        // "García Romero" of "Gabriel García Romero".
        if kind == NameKind::Person
            && let Some(actor) = self.bearer(&key, true, kind)
        {
            self.forms.insert(key, actor);
            return;
        }
        let entry = self.entry(&key, kind);
        if let Some(&actor) = entry.and_then(|entry| self.entries.get(&entry)) {
            self.forms.insert(key, actor);
            return;
        }
        let actor = self.add(spelling::without_article(text), kind, entry);
        match (kind, person) {
            (NameKind::Person, Some(person)) => {
                // What looks like a person and goes by its initials is a body: "General Motors", "GM".
                if !copydesk_language::is_common_given_name(&person.given) {
                    self.initials.entry(forms::initials(&key)).or_insert(actor);
                }
                self.introduce_person(actor, person);
            }
            (NameKind::Organisation, _) => self.introduce_body(actor, &key),
            (NameKind::Place, _) => {
                self.initials.entry(forms::initials(&key)).or_insert(actor);
            }
            _ => {}
        }
        self.forms.insert(key, actor);
    }

    /// Takes up the preferred name of the roster's entry, which the draft may never give in full.
    fn introduce_listed(&mut self, actor: usize, entry: Entry) {
        let listed = self.rosters.actor(entry);
        match PersonName::new(&listed.name).filter(|_| listed.kind == Some(NameKind::Person)) {
            Some(person) => self.introduce_person(actor, person),
            None if listed.kind == Some(NameKind::Organisation) && listed.name.contains(' ') => {
                self.introduce_body(actor, &spelling::key(&listed.name));
            }
            None => {}
        }
    }

    fn introduce_person(&mut self, actor: usize, person: PersonName) {
        self.bear(person.given.clone(), actor, false);
        if let Some(family) = &person.family_with_particles {
            self.bear(family.clone(), actor, true);
        }
        if let Some(family) = person.two_family_names {
            self.bear(family, actor, true);
        }
        self.bear(person.family, actor, true);
    }

    fn introduce_body(&mut self, actor: usize, key: &str) {
        self.initials.entry(forms::initials(key)).or_insert(actor);
        // "BoA" for the Bank of America.
        let all: String = key.split(' ').filter_map(|word| word.chars().next()).collect();
        self.initials.entry(all).or_insert(actor);
        if let Some(noun) = forms::body_noun(key) {
            self.bear(noun.to_owned(), actor, true);
        }
        if let Some(short) = forms::without_kind(key) {
            self.bear(short.to_owned(), actor, true);
        }
        let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
        // "European Space Company EADS".
        let last = key.rsplit(' ').next().unwrap_or("");
        let spelled = last.char_indices().next_back().map_or("", |(at, _)| &last[..at]);
        if spelled.len() >= 2 && !rest.is_empty() && forms::initials(key).starts_with(spelled) {
            self.bear(last.to_owned(), actor, true);
        }
        // "Ford" is a given name and "Apple" a fruit, unless the draft speaks of a body by that name.
        let known = copydesk_language::is_known_name(first) || copydesk_language::is_everyday_word(first);
        if !known || self.kinds.get(first).is_some_and(|votes| leading(votes) == Some(NameKind::Organisation))
        {
            // "Ford Motor Company" is the Ford that is meant before "Ford Focus" is.
            let firm = forms::is_firm(&self.actors[actor].name, key);
            self.bear(first.to_owned(), actor, firm);
        }
        // "the Air Force" of "the U.S. Air Force".
        let national =
            rest.strip_prefix("states ").filter(|_| first == "united").or(Some(rest)).unwrap_or(rest);
        let country = matches!(first, "us" | "u.s." | "uk" | "royal" | "united")
            || copydesk_language::is_known_name(first);
        if country && national.contains(' ') {
            self.bear(national.to_owned(), actor, true);
        }
    }

    fn bear(&mut self, part: String, actor: usize, usual: bool) {
        self.parts.entry(part).or_default().push(Bearer { actor, usual });
    }

    /// Acronyms stand for the organisation whose expansion stands beside them.
    pub(super) fn introduce_expansions(&mut self, passages: &[PassageView]) {
        for view in passages {
            for acronym in &view.reading.acronyms {
                let Some(expansion) = acronym.expansion else { continue };
                let full = spelling::without_article(view.text(expansion));
                let key = spelling::key(full).into_owned();
                let actor = match self.forms.get(&key) {
                    Some(&actor) => actor,
                    None => {
                        let actor = self.add(full, NameKind::Organisation, None);
                        self.forms.insert(key, actor);
                        actor
                    }
                };
                self.forms.entry(spelling::key(view.text(acronym.range)).into_owned()).or_insert(actor);
            }
        }
    }

    /// The actor whose full name this is in another form: a middle name more or less, an initial, another spelling of
    /// the given name. Father and son stay two.
    fn same_person(&self, person: &PersonName) -> Option<usize> {
        let bearers = self.parts.get(&person.family)?.iter().filter(|bearer| bearer.usual);
        bearers.take(CROWD).map(|bearer| bearer.actor).find(|&actor| {
            let Some(other) = PersonName::new(&self.actors[actor].name) else { return false };
            self.actors[actor].kind == NameKind::Person
                && other.family == person.family
                && other.generation == person.generation
                && same_given_name(&other.given, &person.given)
        })
    }

    /// The actor that a name in the text belongs to; `None` where it is too unsure to be a name.
    pub(super) fn recognise(&mut self, text: &str, name: &Name) -> Option<usize> {
        let key = spelling::key(text).into_owned();
        if let Some(actor) = self.known(&key, text, name) {
            return Some(actor);
        }
        if name.confidence < SURE_OF_NAME {
            return None;
        }
        if let Some(actor) = self.country_of(&key, name) {
            self.forms.insert(key, actor);
            return Some(actor);
        }
        let kind = self.kind(&key, name);
        let entry = self.entry(&key, kind);
        let known = entry.and_then(|entry| self.entries.get(&entry)).copied();
        let actor = known.unwrap_or_else(|| self.add(spelling::without_article(text), kind, entry));
        self.forms.insert(key, actor);
        Some(actor)
    }

    fn known(&self, key: &str, text: &str, name: &Name) -> Option<usize> {
        let capitals = || text.trim_end_matches('s').chars().all(|c| c.is_uppercase() || c == '.');
        let acronym = key.chars().count() >= 2 && capitals() || is_mixed_acronym(text);
        if acronym && let Some(&actor) = self.forms.get(key).or_else(|| self.initials.get(key)) {
            return Some(actor);
        }
        if self.firms.contains(key) && name.title.is_none() {
            return self.forms.get(key).copied();
        }
        let place = name.kind == NameKind::Place;
        if !(place && name.confidence > SURELY_PLACE)
            && let Some(bearer) = self.bearer(key, place && name.confidence > KNOWN_PLACE, name.kind)
            && name.kind != NameKind::Other
        {
            return Some(bearer);
        }
        if let Some(&actor) = self.forms.get(key) {
            return Some(actor);
        }
        // "GMs" are several of one.
        let singular = key.strip_suffix('s').filter(|_| acronym && text.ends_with('s'))?;
        self.forms.get(singular).or_else(|| self.initials.get(singular)).copied()
    }

    /// The actor who goes by a part of a full name: one of the kind that the name seems to be, and of those whoever was
    /// mentioned last.
    fn bearer(&self, key: &str, usual_only: bool, kind: NameKind) -> Option<usize> {
        let bearers = self.parts.get(key)?.iter().filter(|bearer| bearer.usual || !usual_only);
        let rank = |bearer: &&Bearer| {
            (self.actors[bearer.actor].kind == kind, bearer.usual, self.last_seen[bearer.actor])
        };
        bearers.max_by_key(rank).map(|bearer| bearer.actor)
    }

    /// The two names that a hyphen joins, each of which the draft also writes alone: "the Boeing-Air Force talks".
    pub(super) fn joined(&self, text: &str) -> Option<usize> {
        let at = text.find('-')?;
        // "Ana Dube-Moyo" is one.
        if self.kinds.get(spelling::key(text).as_ref()).and_then(leading) == Some(NameKind::Person) {
            return None;
        }
        let heard = |part: &str| self.kinds.contains_key(spelling::key(part).as_ref());
        (text.contains(' ') && heard(&text[..at]) && heard(&text[at + 1..])).then_some(at)
    }

    /// The known names inside words of which none is sure to be a name, as in a headline, with their places.
    pub(super) fn find_inside(&self, text: &str, name: &Name) -> Vec<(TextRange, usize)> {
        const LONGEST: usize = 5;
        let mut starts: Vec<usize> = vec![0];
        starts.extend(text.match_indices(' ').map(|(at, _)| at + 1));
        let end_of = |word: usize| starts.get(word).map_or(text.len(), |start| start - 1);
        let mut found = Vec::new();
        let mut word = 0;
        while word < starts.len() {
            let longest = LONGEST.min(starts.len() - word);
            let hit = (1..=longest).rev().find_map(|length| {
                let (start, end) = (starts[word], end_of(word + length));
                let words = text.get(start..end)?.trim_end_matches([',', ' ']);
                let actor = self.known(&spelling::key(words), words, name)?;
                Some((length, start, start + words.len(), actor))
            });
            let Some((length, start, end, actor)) = hit else {
                word += 1;
                continue;
            };
            let offset = |at: usize| name.range.start() + TextSize::try_from(at).unwrap_or_default();
            found.push((TextRange::new(offset(start), offset(end)), actor));
            word += length;
        }
        found
    }

    /// The country that an adjective such as "Canadian" speaks of, where the draft names it too.
    fn country_of(&mut self, key: &str, name: &Name) -> Option<usize> {
        static COUNTRIES: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
            let lines = include_str!("demonyms.txt").lines().filter_map(|line| line.split_once('\t'));
            lines
                .flat_map(|(country, words)| {
                    words.split(' ').map(move |word| (spelling::fold(word), country))
                })
                .collect()
        });
        let country = COUNTRIES.get(key).filter(|_| name.kind == NameKind::Other)?;
        let entry = self.rosters.find_key(&spelling::key(country))?;
        if let Some(&actor) = self.entries.get(&entry) {
            return Some(actor);
        }
        let rosters = self.rosters;
        let mut names = rosters.actor(entry).names();
        let named = names.find(|name| self.kinds.contains_key(spelling::key(name).as_ref()))?;
        Some(self.add(named, NameKind::Place, Some(entry)))
    }

    /// The roster's entry for a name; what names a person names no place.
    fn entry(&self, key: &str, kind: NameKind) -> Option<Entry> {
        let entry = self.rosters.find_key(key)?;
        let listed = self.rosters.actor(entry).kind;
        let person = |kind| kind == NameKind::Person;
        listed.is_none_or(|listed| kind != NameKind::Other && person(listed) == person(kind)).then_some(entry)
    }

    fn add(&mut self, name: &str, kind: NameKind, entry: Option<Entry>) -> usize {
        let number = self.actors.len();
        let (descriptions, offices) = (Vec::new(), Vec::new());
        self.actors.push(Actor { name: name.to_owned(), kind, descriptions, offices, entry });
        self.last_seen.push(0);
        if let Some(entry) = entry {
            self.entries.insert(entry, number);
            self.introduce_listed(number, entry);
        }
        number
    }
}

/// The kind that has most votes.
fn leading(votes: &[f32; 4]) -> Option<NameKind> {
    let best = KINDS.into_iter().zip(votes).max_by(|(_, a), (_, b)| a.total_cmp(b));
    best.filter(|(_, votes)| **votes > 0.0).map(|(kind, _)| kind)
}

/// Whether two folded given names can be one: equal, an initial, or two spellings of which at most one is a name that
/// everybody knows, unless they only write one sound in two ways.
fn same_given_name(first: &str, second: &str) -> bool {
    let initial = |short: &str, long: &str| {
        let letter = short.strip_suffix('.').unwrap_or(short);
        letter.chars().count() == 1 && long.starts_with(letter)
    };
    first == second
        || initial(first, second)
        || initial(second, first)
        || spelling::is_same_given_name(first, second)
}

/// Whether letters are an acronym with a small word in it: "BoA", "MoD".
fn is_mixed_acronym(text: &str) -> bool {
    const LONGEST: usize = 5;
    let ends = text.starts_with(char::is_uppercase) && text.ends_with(char::is_uppercase);
    ends && text.len() <= LONGEST
        && text.chars().all(char::is_alphabetic)
        && text.contains(char::is_lowercase)
}
