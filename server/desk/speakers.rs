//! Who speaks in a draft, how often, and by which name: what the fixes that offer a source choose from. Counted once for
//! all findings of a draft, when the first of them asks.

use std::cmp::Reverse;
use std::collections::HashMap;

use copydesk_language::{NameKind, SourceKind};

use crate::facts::{Facts, Place};

/// The actors of a draft as its speakers.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    /// The actors who say something, the most talkative first, each with the number of their statements.
    counted: Vec<(usize, usize)>,
    /// For each actor the first name outside quotations, and the first such name of a single word.
    names: Vec<(Option<Place>, Option<Place>)>,
}

impl Speakers {
    pub(crate) fn new(facts: &Facts) -> Speakers {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for statement in facts.statements.iter().filter(|statement| statement.kind() != SourceKind::None) {
            if let Some(actor) = statement.actor {
                *counts.entry(actor).or_default() += 1;
            }
        }
        let mut counted: Vec<(usize, usize)> = counts.into_iter().collect();
        counted.sort_by_key(|&(actor, count)| (Reverse(count), actor));
        let mut names = vec![(None, None); facts.actors.len()];
        for mention in facts.mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
            let (first, short) = &mut names[mention.actor];
            first.get_or_insert(mention.place);
            if short.is_none() && !facts.text(mention.place).contains(' ') {
                *short = Some(mention.place);
            }
        }
        Speakers { counted, names }
    }

    /// Up to `most` actors who may be behind a place, the likeliest first: who spoke last before it, then who speaks most. Nobody
    /// of whom the place tells is its source: the accused did not accuse themselves.
    pub(crate) fn likeliest(&self, facts: &Facts, place: Place, most: usize) -> Vec<usize> {
        let before = facts.statements.partition_point(|statement| {
            Place::new(statement.passage, statement.attribution.cue).key() < place.key()
        });
        let speaks = |statement: &crate::speech::Statement| {
            statement.actor.filter(|_| statement.kind() != SourceKind::None)
        };
        let latest = facts.statements[..before].iter().rev().find_map(speaks);
        let others = self.counted.iter().map(|&(actor, _)| actor).filter(|&actor| latest != Some(actor));
        let told_of = |actor: &usize| {
            let mut here = facts.mentions_of(place.passage).iter();
            here.any(|mention| mention.actor == *actor && place.range.contains_range(mention.place.range))
        };
        latest.into_iter().chain(others).filter(|actor| !told_of(actor)).take(most).collect()
    }

    /// The name that a draft uses for an actor at a place: a person once introduced goes by the short form in use, or by
    /// the surname.
    pub(crate) fn name_at(&self, facts: &Facts, actor: usize, place: Place) -> String {
        let full = &facts.actors[actor].name;
        let (first, short) = self.names[actor];
        let introduced = first.is_some_and(|first| first.key() < place.key());
        if facts.actors[actor].kind != NameKind::Person || !introduced {
            return full.clone();
        }
        let short = short.map(|place| facts.text(place));
        short.or_else(|| facts.actors[actor].surname()).unwrap_or(full).to_owned()
    }
}
