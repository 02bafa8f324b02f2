//! The actors of a draft: which names are one person, organisation or place. Full names come first; what is shorter is
//! given to the full name it abbreviates.

use std::collections::HashMap;

use copydesk_language::NameKind;
use text_size::{TextRange, TextSize};

use crate::facts::{PassageView, Place};
use crate::roster::{Entry, Rosters};

mod casting;
mod forms;
mod resolve;

use casting::{Casting, SURE};

pub(crate) use resolve::{Cast, resolve_sources};

/// A person, organisation or place of the draft.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    /// The fullest form of the name.
    pub(crate) name: String,
    pub(crate) kind: NameKind,
    /// What the draft says the actor is, in its words: titles, appositions.
    pub(crate) descriptions: Vec<Place>,
    /// The nouns and adjectives of titles and descriptions, in lower case.
    pub(crate) offices: Vec<String>,
    /// The entry of the roster that has one of its names.
    pub(crate) entry: Option<Entry>,
}

impl Actor {
    /// The family name of a person whose full name the draft gives; `None` for everybody else.
    pub(crate) fn surname(&self) -> Option<&str> {
        copydesk_language::family_name(&self.name).filter(|_| self.kind == NameKind::Person)
    }
}

/// One mention of an actor.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) place: Place,
    pub(crate) actor: usize,
    pub(crate) kind: NameKind,
    /// False for pronouns and descriptions.
    pub(crate) is_name: bool,
    pub(crate) title: Option<TextRange>,
    /// Inside a quotation.
    pub(crate) quoted: bool,
}

/// Finds the actors and the mentions by name, both in order of reading.
pub(crate) fn find(passages: &[PassageView], rosters: Rosters) -> (Vec<Actor>, Vec<Mention>) {
    let mut casting = Casting::new(rosters);
    let named = || {
        passages.iter().enumerate().flat_map(|(number, view)| {
            view.reading.names.iter().map(move |name| (Place::new(number, name.range), view, name))
        })
    };
    let sure = || named().filter(|(_, _, name)| name.confidence >= SURE);
    for (_, view, name) in sure() {
        casting.hear(view.text(name.range), name);
    }
    for (_, view, name) in sure() {
        let text = view.text(name.range);
        if casting.joined(text).is_none() {
            casting.introduce(text, name);
        }
    }
    casting.introduce_expansions(passages);
    let mut mentions = Vec::new();
    for (place, view, name) in named() {
        let text = view.text(name.range);
        let joint = casting.joined(text);
        let found = match joint {
            Some(at) => {
                let hyphen = name.range.start() + TextSize::try_from(at).unwrap_or_default();
                let left = TextRange::new(name.range.start(), hyphen);
                let right = TextRange::new(hyphen + TextSize::of('-'), name.range.end());
                let parts = [left, right].into_iter();
                parts.filter_map(|part| Some((part, casting.recognise(view.text(part), name)?))).collect()
            }
            None => match casting.recognise(text, name) {
                Some(actor) => vec![(name.range, actor)],
                None => casting.find_inside(text, name),
            },
        };
        for (range, actor) in found {
            casting.last_seen[actor] = mentions.len() + 1;
            mentions.push(Mention {
                place: Place::new(place.passage, range),
                actor,
                // "Canadian" speaks of Canada and is not its name.
                kind: match (name.kind, casting.actors[actor].kind) {
                    (NameKind::Other, NameKind::Place) => NameKind::Other,
                    (_, kind) => kind,
                },
                is_name: true,
                title: name.title,
                quoted: name.quoted,
            });
        }
    }
    describe(passages, &mut casting.actors, &mentions);
    in_order_of_mention(casting.actors, mentions)
}

/// Gives each actor the titles before its name and the appositions beside it.
fn describe(passages: &[PassageView], actors: &mut [Actor], mentions: &[Mention]) {
    // "its water minister, Yerlan Abishev": a description, a comma and the name.
    let ahead: HashMap<(usize, TextSize), TextRange> = passages
        .iter()
        .enumerate()
        .flat_map(|(number, view)| {
            let headed = view.reading.descriptions.iter().filter(|description| description.head.is_some());
            headed.map(move |description| ((number, description.range.end()), description.range))
        })
        .collect();
    for mention in mentions.iter().filter(|mention| mention.kind == NameKind::Person) {
        let Place { passage, range } = mention.place;
        let view = &passages[passage];
        let names = &view.reading.names;
        let name = names.get(names.partition_point(|name| name.range.start() < range.start()));
        let behind = name.filter(|name| name.range == range).and_then(|name| name.description);
        let before = view.text(TextRange::up_to(range.start())).trim_end();
        let before = before.strip_suffix(',').map(|before| TextSize::of(before.trim_end()));
        let ahead = before.and_then(|end| ahead.get(&(passage, end)).copied());
        for range in [mention.title, behind, ahead].into_iter().flatten() {
            actors[mention.actor].add_description(view, Place::new(passage, range));
        }
    }
}

impl Actor {
    /// Records what the draft says the actor is. Courtesy titles and ages say nothing.
    pub(crate) fn add_description(&mut self, view: &PassageView, place: Place) {
        let text = view.text(place.range);
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_lowercase).collect();
        let courtesy = words.iter().all(|word| {
            matches!(word.as_str(), "" | "mr" | "mrs" | "ms" | "miss" | "mx" | "dr" | "sir")
                || word.parse::<u32>().is_ok()
        });
        if courtesy {
            return;
        }
        self.offices.extend(words.into_iter().filter(|word| word.len() > 2));
        self.descriptions.push(place);
    }
}

/// Numbers the actors in the order of their first mention; those never mentioned go.
fn in_order_of_mention(actors: Vec<Actor>, mut mentions: Vec<Mention>) -> (Vec<Actor>, Vec<Mention>) {
    let mut number: Vec<Option<usize>> = vec![None; actors.len()];
    let mut order = Vec::new();
    for mention in &mut mentions {
        let next = order.len();
        let assigned = *number[mention.actor].get_or_insert(next);
        if assigned == next {
            order.push(mention.actor);
        }
        mention.actor = assigned;
    }
    let mut taken: Vec<Option<Actor>> = actors.into_iter().map(Some).collect();
    let actors = order.into_iter().filter_map(|old| taken[old].take()).collect();
    (actors, mentions)
}
