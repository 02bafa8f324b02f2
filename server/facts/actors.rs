//! The actors of a draft: which names are one person, organisation or place. Full names come first; what is shorter is
//! given to the full name it abbreviates.

use std::collections::HashMap;

use copydesk_language::calibration::SURE_OF_NAME;
use copydesk_language::{Gender, NameKind, gender};
use text_size::{TextRange, TextSize};

use crate::passages::{PassageView, Span, numbers_of};
use crate::roster::{Entry, Rosters};
use crate::spelling;

mod casting;
mod forms;
mod kinds;
mod resolve;

use casting::Casting;

pub(crate) use resolve::{Cast, resolve_sources};

/// A person, organisation or place of the draft.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The fullest form of the name.
    pub name: String,
    /// What kind of actor.
    pub kind: NameKind,
    /// What the draft says the actor is, in its words: offices, trades, relations, ages, bodies; in the order of the draft.
    pub descriptions: Vec<Span>,
    /// The nouns of the descriptions that say what the actor is, in lower case: "director".
    pub offices: Vec<String>,
    /// The entry of the roster that has one of its names.
    pub entry: Option<Entry>,
}

impl Actor {
    /// The family name of a person whose full name the draft gives; `None` for everybody else.
    pub fn surname(&self) -> Option<&str> {
        copydesk_language::family_name(&self.name).filter(|_| self.kind == NameKind::Person)
    }
}

/// One mention of an actor.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Where it stands.
    pub place: Span,
    /// The actor, an index into [`Facts::actors`](crate::Facts).
    pub actor: usize,
    /// What kind of actor these words name; a place's adjective is of none.
    pub kind: NameKind,
    /// False for pronouns and descriptions.
    pub is_name: bool,
    /// The title before it, in bytes of the passage's text.
    pub title: Option<TextRange>,
    /// Inside a quotation.
    pub quoted: bool,
}

/// Finds the actors and the mentions by name, both in order of reading.
pub(crate) fn find(passages: &[PassageView], rosters: Rosters) -> (Vec<Actor>, Vec<Mention>) {
    let mut casting = Casting::new(rosters);
    let named = || {
        passages.iter().enumerate().flat_map(|(number, view)| {
            view.reading.names.iter().map(move |name| (Span::new(number, name.range), view, name))
        })
    };
    let sure = || named().filter(|(_, _, name)| name.confidence >= SURE_OF_NAME);
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
                place: Span::new(place.passage, range),
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
    kinds::settle(passages, &mut casting.actors, &mut mentions);
    describe(passages, &mut casting.actors, &mentions);
    in_order_of_mention(casting.actors, mentions)
}

/// Gives each actor the words that say who it is, where they speak of what it is: what is said of a person is no
/// description of a body.
fn describe(passages: &[PassageView], actors: &mut [Actor], mentions: &[Mention]) {
    let bearers: HashMap<(usize, TextRange), usize> = mentions
        .iter()
        .map(|mention| ((mention.place.passage, mention.place.range), mention.actor))
        .collect();
    // A headline leaves out the words that show where a description begins.
    for (passage, view) in passages.iter().enumerate().filter(|(_, view)| !view.is_head()) {
        for role in &view.reading.roles {
            let named = bearers.get(&(passage, role.bearer)).copied();
            let actor =
                named.or_else(|| taken_up(passages, actors, mentions, Span::new(passage, role.bearer)));
            let Some(actor) = actor.map(|actor| &mut actors[actor]) else { continue };
            if actor.kind == role.tells {
                actor.add_description(view, Span::new(passage, role.range), role.head);
            }
        }
    }
}

/// The person whom "he" or "she" at the start of a sentence takes up: the only one whom the sentence before names.
fn taken_up(
    passages: &[PassageView],
    actors: &[Actor],
    mentions: &[Mention],
    pronoun: Span,
) -> Option<usize> {
    let sentences =
        |passage: usize| passages[passage].reading.sentences.iter().map(|sentence| sentence.range);
    let earlier = sentences(pronoun.passage).rfind(|sentence| sentence.end() <= pronoun.range.start());
    let before = match earlier {
        Some(sentence) => Span::new(pronoun.passage, sentence),
        None => {
            let passage = pronoun.passage.checked_sub(1).filter(|&before| passages[before].is_body())?;
            Span::new(passage, sentences(passage).next_back()?)
        }
    };
    named_alone(actors, mentions, before, passages[pronoun.passage].text(pronoun.range))
}

/// The only person whom a sentence names, where "He" or "She" can mean them.
pub(crate) fn named_alone(
    actors: &[Actor],
    mentions: &[Mention],
    before: Span,
    pronoun: &str,
) -> Option<usize> {
    let expected = match pronoun {
        "He" => Gender::He,
        "She" => Gender::She,
        _ => return None,
    };
    let here = &mentions[numbers_of(mentions, before.passage, |mention| mention.place.passage)];
    let mut people = here.iter().filter(|mention| {
        mention.is_name
            && actors[mention.actor].kind == NameKind::Person
            && before.range.contains_range(mention.place.range)
    });
    let first = people.next()?;
    let fits = gender(&actors[first.actor].name).is_none_or(|gender| gender == expected);
    (fits && !first.quoted && people.all(|mention| mention.actor == first.actor)).then_some(first.actor)
}

impl Actor {
    /// The descriptions to show: each once, none whose words another one has among its own.
    pub fn told(&self, passages: &[PassageView]) -> Vec<Span> {
        let words = |place: Span| passages[place.passage].text(place.range).to_lowercase();
        let within = |short: &str, long: &str| {
            long.match_indices(short).any(|(at, _)| {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                edge(long[..at].chars().next_back()) && edge(long[at + short.len()..].chars().next())
            })
        };
        let all: Vec<String> = self.descriptions.iter().map(|&place| words(place)).collect();
        let kept = self.descriptions.iter().enumerate().filter(|&(number, _)| {
            all.iter().enumerate().all(|(other, long)| {
                let equal = *long == all[number];
                other == number || !within(&all[number], long) || equal && number < other
            })
        });
        kept.map(|(_, &place)| place).collect()
    }

    /// Records what the draft says the actor is, with the noun that says it. Courtesy titles say nothing.
    pub(crate) fn add_description(&mut self, view: &PassageView, place: Span, head: Option<TextRange>) {
        let text = view.text(place.range);
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        if words.all(|word| copydesk_language::is_courtesy(&word.to_lowercase())) {
            return;
        }
        self.offices.extend(head.map(|head| view.text(head).to_lowercase()));
        self.descriptions.push(place);
    }
}

/// How many actors bear a folded word: as the surname, or in the name of somebody or something that is known to be one.
pub(crate) fn bearers(actors: &[Actor]) -> HashMap<String, usize> {
    let mut bearers = HashMap::new();
    for actor in actors {
        let words = actor.name.split(' ').filter(|_| actor.kind != NameKind::Other);
        let mut borne: Vec<String> = words.chain(actor.surname()).map(spelling::fold).collect();
        borne.sort_unstable();
        borne.dedup();
        for word in borne {
            *bearers.entry(word).or_default() += 1;
        }
    }
    bearers
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

#[cfg(test)]
mod tests {
    use crate::{MentionKind, fixture};

    /// The kind and the descriptions of the actor of a name.
    fn actor(text: &str, name: &str) -> (MentionKind, Vec<String>) {
        let inspection = fixture::of(text, |facts| facts.inspect());
        let actor = inspection.actors.into_iter().find(|actor| actor.name == name);
        actor.map(|actor| (actor.kind, actor.descriptions)).expect("the actor")
    }

    #[test]
    fn a_pronoun_that_is_plain_hands_on_what_its_sentence_says() {
        let text = "Pete Hallam opened the gate at noon. He has run the yard since 1998.\n";
        assert_eq!(actor(text, "Pete Hallam").1, ["has run the yard since 1998"]);
        let two = "Pete Hallam met Tom Beecher at noon. He has run the yard since 1998.\n";
        assert!(actor(two, "Pete Hallam").1.is_empty());
        assert!(actor(two, "Tom Beecher").1.is_empty());
    }

    #[test]
    fn a_chair_is_described_and_the_council_is_not() {
        let text =
            "Council President Ruth Jansen closed the meeting. The City Council had met for an hour.\n";
        assert_eq!(actor(text, "Ruth Jansen"), (MentionKind::Person, vec!["Council President".to_owned()]));
        let council = fixture::of(text, |facts| facts.inspect()).actors;
        assert!(
            council
                .iter()
                .filter(|actor| actor.kind != MentionKind::Person)
                .all(|actor| actor.descriptions.is_empty())
        );
    }

    #[test]
    fn what_stands_beside_one_mention_tells_the_kind_of_all() {
        let text = "The village got its bread from a company called Orsina Vela. Everybody liked Orsina Vela. \
                    Orsina Vela, a maker of ovens, was sold.\n";
        assert_eq!(actor(text, "Orsina Vela").0, MentionKind::Organisation);
    }
}
