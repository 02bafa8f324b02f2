//! Who speaks in a draft, how often, and by which name: what the fixes that offer a source choose from. Counted once for
//! all findings of a draft, when the first of them asks.

use std::cmp::Reverse;
use std::collections::HashMap;

use copydesk_language::{NameKind, SourceKind};

use crate::actors::{Actor, Mention};
use crate::passages::{PassageView, Span, text_at};
use crate::speech::Statement;

/// The actors of a draft as its speakers.
#[derive(Debug, Default)]
pub struct Speakers {
    /// The actors who say something, the most talkative first, each with the number of their statements.
    counted: Vec<(usize, usize)>,
    /// For each actor the first name outside quotations, and the first such name of a single word.
    names: Vec<(Option<Span>, Option<Span>)>,
}

impl Speakers {
    pub fn new(
        passages: &[PassageView],
        statements: &[Statement],
        actors: &[Actor],
        mentions: &[Mention],
    ) -> Speakers {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for statement in statements.iter().filter(|statement| statement.kind() != SourceKind::None) {
            for actor in statement.speakers() {
                *counts.entry(actor).or_default() += 1;
            }
        }
        let mut counted: Vec<(usize, usize)> = counts.into_iter().collect();
        counted.sort_by_key(|&(actor, count)| (Reverse(count), actor));
        let mut names = vec![(None, None); actors.len()];
        for mention in mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
            let (first, short) = &mut names[mention.actor];
            first.get_or_insert(mention.place);
            if short.is_none() && !text_at(passages, mention.place).contains(' ') {
                *short = Some(mention.place);
            }
        }
        Speakers { counted, names }
    }

    /// Up to `most` actors who may be behind a place, the likeliest first: who spoke last before it, then who speaks most. Nobody
    /// of whom the place tells is its source: the accused did not accuse themselves.
    ///
    /// `here` are the mentions of the place's passage.
    pub fn likeliest(
        &self,
        statements: &[Statement],
        here: &[Mention],
        place: Span,
        most: usize,
    ) -> Vec<usize> {
        let before = statements.partition_point(|statement| {
            Span::new(statement.passage, statement.attribution.cue).key() < place.key()
        });
        let speaks = |statement: &Statement| statement.actor.filter(|_| statement.kind() != SourceKind::None);
        let latest = statements[..before].iter().rev().find_map(speaks);
        let others = self.counted.iter().map(|&(actor, _)| actor).filter(|&actor| latest != Some(actor));
        let told_of = |actor: &usize| {
            here.iter()
                .any(|mention| mention.actor == *actor && place.range.contains_range(mention.place.range))
        };
        latest.into_iter().chain(others).filter(|actor| !told_of(actor)).take(most).collect()
    }

    /// The name that a draft uses for an actor at a place: a person once introduced goes by the short form in use, or by
    /// the surname.
    pub fn name_at(&self, passages: &[PassageView], actors: &[Actor], actor: usize, place: Span) -> String {
        let full = &actors[actor].name;
        let (first, short) = self.names[actor];
        let introduced = first.is_some_and(|first| first.key() < place.key());
        if actors[actor].kind != NameKind::Person || !introduced {
            return full.clone();
        }
        let short = short.map(|place| text_at(passages, place));
        short.or_else(|| actors[actor].surname()).unwrap_or(full).to_owned()
    }
}
