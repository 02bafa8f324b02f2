//! The cast and the ledger of a draft as plain JSON, for the views that an editor shows beside it: who is in the story,
//! where each is mentioned and what each says, and which sources carry it. Positions are as the client counts.

use copydesk_desk::{ActorCard, Stated, StatedIn};
use copydesk_text::TextRange;
use serde_json::{Value, json};
use tower_lsp::ls_types::Range;

use super::abilities::Abilities;
use super::snapshot::Snapshot;
use super::{code_lens, convert};

/// One source of a draft.
pub struct Source {
    /// The actor's name, or the draft's words for the source.
    pub name: String,
    /// What kind of source, as `copydesk inspect` calls it.
    pub kind: &'static str,
    /// What it says, in the order of the draft.
    pub statements: Vec<TextRange>,
    /// How many words of the draft are what it says.
    pub words: usize,
}

/// The sources of a draft, in the order in which they first speak.
pub fn sources(snapshot: &Snapshot) -> Vec<Source> {
    let inspection = snapshot.inspection();
    let mut sources: Vec<Source> = Vec::new();
    for attribution in inspection.attributions.iter().filter(|it| it.stated) {
        let words = attribution.source.first().map(|&range| snapshot.document().slice(range));
        let actor = attribution.actor.and_then(|number| inspection.actors.get(number));
        let (name, kind) = match (actor, words) {
            (Some(actor), _) => (actor.name.clone(), "named"),
            (None, Some(words)) => (words, attribution.source_kind.name()),
            (None, None) => continue,
        };
        let place = attribution.content.iter().chain(&attribution.source).copied().reduce(TextRange::cover);
        let Some(place) = place else { continue };
        let counted = |range: &TextRange| snapshot.document().slice(*range).split_whitespace().count();
        let count = attribution.content.iter().map(counted).sum();
        match sources.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                known.statements.push(place);
                known.words += count;
            }
            None => sources.push(Source { name, kind, statements: vec![place], words: count }),
        }
    }
    sources
}

/// `{version, summary, actors: [{name, kind, office, descriptions, aliases, mentions, says}], sources: [{name, kind,
/// attributions, words, statements}]}`; `version` is the client's number for the text that this is of.
pub fn overview(snapshot: &Snapshot, abilities: &Abilities) -> Value {
    let inspection = snapshot.inspection();
    let at = |range| convert::range(snapshot.document(), range, abilities.encoding);
    let mut mentions: Vec<Vec<Range>> = vec![Vec::new(); inspection.actors.len()];
    for mention in &inspection.mentions {
        if let Some(mine) = mentions.get_mut(mention.actor) {
            mine.push(at(mention.range));
        }
    }
    let cards = snapshot.draft.cards(&snapshot.settings).into_iter();
    let cards = cards.map(|card| actor(&card, std::mem::take(&mut mentions[card.actor]), &at));
    let sources = sources(snapshot);
    let summary = code_lens::in_words(&sources);
    let sources = sources.into_iter().map(|source| {
        json!({
            "name": source.name,
            "kind": source.kind,
            "attributions": source.statements.len(),
            "words": source.words,
            "statements": source.statements.into_iter().map(&at).collect::<Vec<_>>(),
        })
    });
    json!({
        "version": snapshot.version,
        "summary": summary,
        "actors": cards.collect::<Vec<_>>(),
        "sources": sources.collect::<Vec<_>>(),
    })
}

fn actor(card: &ActorCard, mentions: Vec<Range>, at: &impl Fn(TextRange) -> Range) -> Value {
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
    json!({
        "name": card.name,
        "kind": card.kind.name(),
        "office": card.office.as_ref().map(stated),
        "descriptions": card.descriptions.iter().map(stated).collect::<Vec<_>>(),
        "aliases": card.aliases.iter().map(|alias| alias.form.as_str()).collect::<Vec<_>>(),
        "mentions": mentions,
        "says": says.collect::<Vec<_>>(),
    })
}
