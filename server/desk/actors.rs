//! The actors of a draft: which names are one person, organisation or place. Full names come first; what is shorter is
//! given to the full name it abbreviates.

use std::collections::HashMap;

use copydesk_language::{Name, NameKind};
use text_size::TextRange;

use crate::facts::{PassageView, Place};
use crate::spelling;

mod resolve;

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
}

impl Actor {
    /// The last word of a person's full name; `None` for everybody else.
    pub(crate) fn surname(&self) -> Option<&str> {
        let (_, surname) = self.name.rsplit_once(' ')?;
        (self.kind == NameKind::Person).then_some(surname)
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

/// Names below this confidence need a surer one of the same words to count.
const SURE: f32 = 0.6;

/// Finds the actors and the mentions by name, both in order of reading.
pub(crate) fn find(passages: &[PassageView]) -> (Vec<Actor>, Vec<Mention>) {
    let mut casting = Casting::default();
    let named = || {
        passages.iter().enumerate().flat_map(|(number, view)| {
            view.reading.names.iter().map(move |name| (Place::new(number, name.range), view, name))
        })
    };
    for (_, view, name) in named().filter(|(_, _, name)| name.confidence >= SURE) {
        casting.introduce(view.text(name.range), name);
    }
    casting.introduce_expansions(passages);
    let mut mentions = Vec::new();
    for (place, view, name) in named() {
        let Some(actor) = casting.recognise(view.text(name.range), name) else { continue };
        casting.last_seen[actor] = mentions.len() + 1;
        mentions.push(Mention {
            place,
            actor,
            kind: casting.actors[actor].kind,
            is_name: true,
            title: name.title,
            quoted: name.quoted,
        });
    }
    describe(passages, &mut casting.actors, &mentions);
    in_order_of_mention(casting.actors, mentions)
}

/// The actors while they are being found.
#[derive(Default)]
struct Casting {
    actors: Vec<Actor>,
    /// Folded forms of names, as written, to actors.
    forms: HashMap<String, usize>,
    /// Folded surnames, given names and first words of longer names to the actors that bear them.
    parts: HashMap<String, Vec<usize>>,
    /// For each actor one more than the number of the mention seen last.
    last_seen: Vec<usize>,
}

impl Casting {
    /// Takes up a name of several words; single words wait until all longer names are known.
    fn introduce(&mut self, text: &str, name: &Name) {
        let form = spelling::fold(without_article(text));
        if self.forms.contains_key(&form) || !form.contains(' ') {
            return;
        }
        if let Some(actor) = self.same_person(text, name) {
            self.forms.insert(form, actor);
            if text.split(' ').count() > self.actors[actor].name.split(' ').count() {
                self.actors[actor].name = text.to_owned();
            }
            return;
        }
        let actor = self.add(without_article(text), name.kind);
        let words: Vec<&str> = form.split(' ').collect();
        let parts = match name.kind {
            NameKind::Person => vec![words[words.len() - 1], words[0]],
            NameKind::Organisation => vec![words[0]],
            _ => Vec::new(),
        };
        for part in parts {
            self.parts.entry(part.to_owned()).or_default().push(actor);
        }
        self.forms.insert(form, actor);
    }

    /// Acronyms stand for the organisation whose expansion stands beside them.
    fn introduce_expansions(&mut self, passages: &[PassageView]) {
        for view in passages {
            for acronym in &view.reading.acronyms {
                let Some(expansion) = acronym.expansion else { continue };
                let full = without_article(view.text(expansion));
                let form = spelling::fold(full);
                let actor = match self.forms.get(&form) {
                    Some(&actor) => actor,
                    None => {
                        let actor = self.add(full, NameKind::Organisation);
                        self.forms.insert(form, actor);
                        actor
                    }
                };
                self.forms.entry(spelling::fold(view.text(acronym.range))).or_insert(actor);
            }
        }
    }

    /// The actor whose full name this is in another form: a middle name more or less, an initial, another spelling of
    /// the given name.
    fn same_person(&self, text: &str, name: &Name) -> Option<usize> {
        if name.kind != NameKind::Person {
            return None;
        }
        let form = spelling::fold(text);
        let (given, surname) = (form.split(' ').next()?, form.rsplit(' ').next()?);
        self.parts.get(surname)?.iter().copied().find(|&actor| {
            let other = spelling::fold(&self.actors[actor].name);
            let mut words = other.split(' ');
            let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return false };
            self.actors[actor].kind == NameKind::Person && last == surname && same_given_name(first, given)
        })
    }

    /// The actor that a name in the text belongs to; `None` where it is too unsure to be a name.
    fn recognise(&mut self, text: &str, name: &Name) -> Option<usize> {
        let form = spelling::fold(without_article(text));
        if let Some(&actor) = self.forms.get(&form) {
            return Some(actor);
        }
        let short = !form.contains(' ') && name.kind != NameKind::Place;
        if short && let Some(bearers) = self.parts.get(&form) {
            let latest = bearers.iter().copied().max_by_key(|&actor| self.last_seen[actor]);
            if let Some(actor) = latest {
                return Some(actor);
            }
        }
        if name.confidence < SURE {
            return None;
        }
        let actor = self.add(without_article(text), name.kind);
        self.forms.insert(form, actor);
        Some(actor)
    }

    fn add(&mut self, name: &str, kind: NameKind) -> usize {
        self.actors.push(Actor {
            name: name.to_owned(),
            kind,
            descriptions: Vec::new(),
            offices: Vec::new(),
        });
        self.last_seen.push(0);
        self.actors.len() - 1
    }
}

/// Whether two folded given names can be one: equal, an initial, or one letter apart in names of four letters or more.
fn same_given_name(first: &str, second: &str) -> bool {
    let initial =
        |short: &str, long: &str| short.ends_with('.') && short.len() == 2 && long.starts_with(&short[..1]);
    first == second || initial(first, second) || initial(second, first) || spelling::is_variant(first, second)
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

/// Gives each actor the titles before its name and the appositions beside it.
fn describe(passages: &[PassageView], actors: &mut [Actor], mentions: &[Mention]) {
    for mention in mentions.iter().filter(|mention| mention.kind == NameKind::Person) {
        let view = &passages[mention.place.passage];
        let name = view.reading.names.iter().find(|name| name.range == mention.place.range);
        let behind = name.and_then(|name| name.description);
        // "its water minister, Yerlan Abishev": a description, a comma and the name.
        let ahead = view.reading.descriptions.iter().find(|description| {
            description.head.is_some()
                && description.range.end() < mention.place.range.start()
                && view.text(TextRange::new(description.range.end(), mention.place.range.start())).trim()
                    == ","
        });
        for range in [mention.title, behind, ahead.map(|description| description.range)].into_iter().flatten()
        {
            actors[mention.actor].add_description(view, Place::new(mention.place.passage, range));
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
