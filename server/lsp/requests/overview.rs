//! The cast and the ledger of a draft as plain JSON, for the views that an editor shows beside it: who is in the story,
//! where each is mentioned and what each says, and which sources carry it. Positions are as the client counts.

use std::cmp::Reverse;

use copydesk_desk::{ActorCard, Stated, StatedIn};
use copydesk_text::TextRange;
use serde_json::{Value, json};

use super::sources;
use super::symbols::in_short;
use crate::lsp::protocol::abilities::Abilities;
use crate::lsp::protocol::convert;
use crate::lsp::state::snapshot::Snapshot;

/// How many characters of a role are shown beside a name.
const ROLE: usize = 60;

/// The command that gives the overview of a draft, given by its address.
pub(super) const OVERVIEW: &str = "copydesk.overview";

/// `{version, summary, actors: [{name, kind, role, office, descriptions, aliases, mentions, says}], sources: [{name, kind,
/// attributions, words, statements}]}`; `version` is the client's number for the text that this is of. The actors come by their
/// weight: who says most first, then who is mentioned most. `role` is the first that is told of who an actor is, in short.
pub(super) fn overview(snapshot: &Snapshot, abilities: &Abilities) -> Value {
    let at = |range| json!(convert::range(snapshot.document(), range, abilities.encoding));
    overview_by(snapshot, &at)
}

/// The same with ranges as `at` writes them.
pub(crate) fn overview_by(snapshot: &Snapshot, at: &impl Fn(TextRange) -> Value) -> Value {
    let inspection = snapshot.inspection();
    let mut mentions: Vec<Vec<Value>> = vec![Vec::new(); inspection.actors.len()];
    for mention in &inspection.mentions {
        if let Some(mine) = mentions.get_mut(mention.actor) {
            mine.push(at(mention.range));
        }
    }
    let cards = by_weight(snapshot)
        .into_iter()
        .map(|card| actor(&card, std::mem::take(&mut mentions[card.actor]), at));
    let summary = sources::in_words(inspection);
    let counted = |range: &TextRange| snapshot.document().slice(*range).split_whitespace().count();
    let sources = inspection.sources().map(|source| {
        let attributions = || source.attributions.iter().map(|&number| &inspection.attributions[number]);
        let statements = attributions()
            .filter_map(|it| it.content.iter().chain(&it.source).copied().reduce(TextRange::cover));
        json!({
            "name": source.name,
            "kind": source.kind.name(),
            "attributions": source.attributions.len(),
            "words": attributions().flat_map(|it| &it.content).map(counted).sum::<usize>(),
            "statements": statements.chain(source.links.iter().copied()).map(at).collect::<Vec<_>>(),
        })
    });
    json!({
        "version": snapshot.version,
        "summary": summary,
        "actors": cards.collect::<Vec<_>>(),
        "sources": sources.collect::<Vec<_>>(),
    })
}

/// The cards of all actors, whoever says most first, then who is mentioned most.
pub(crate) fn by_weight(snapshot: &Snapshot) -> Vec<ActorCard> {
    let mut cards = snapshot.draft.cards(&snapshot.settings);
    cards.sort_by_key(|card| Reverse((card.said.len(), card.mentions)));
    cards
}

fn actor(card: &ActorCard, mentions: Vec<Value>, at: &impl Fn(TextRange) -> Value) -> Value {
    let stated = |stated: &Stated| {
        let range = match stated.origin {
            StatedIn::Draft(range) => Some(at(range)),
            StatedIn::Roster => None,
        };
        json!({ "words": stated.words, "range": range })
    };
    let says = card.said.iter().map(
        |saying| json!({ "words": saying.first_words, "kind": saying.kind.name(), "range": at(saying.range) }),
    );
    let role = card.office.iter().chain(&card.descriptions).next().map(|role| in_short(&role.words, ROLE));
    json!({
        "name": card.name,
        "kind": card.kind.name(),
        "role": role,
        "office": card.office.as_ref().map(stated),
        "descriptions": card.descriptions.iter().map(stated).collect::<Vec<_>>(),
        "aliases": card.aliases.iter().map(|alias| alias.form.as_str()).collect::<Vec<_>>(),
        "mentions": mentions,
        "says": says.collect::<Vec<_>>(),
    })
}
