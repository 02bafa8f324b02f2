//! What a page shows of one draft, as plain data: its paragraphs with what is marked in them, its voices, its actors.

use copydesk_desk::{ActorCard, Draft, Inspection, Need, RosterActor, Settings, TOO_LONG};
use text_size::{TextRange, TextSize};

use super::voices::Voices;
use crate::cli::notes::Recorded;
use crate::cli::prose::Prose;

/// One draft.
pub(super) struct ShownDraft {
    /// As findings name it.
    pub name: String,
    /// Its headline, or its name.
    pub title: String,
    /// Why its sentences were not read.
    pub problem: Option<&'static str>,
    /// The day on which it was written, as far as it says: "2026-03-11".
    pub written: Option<String>,
    /// How many words its prose has.
    pub words: usize,
    /// The prose in the order of shown.
    pub prose: Prose,
    /// What was understood; ranges are bytes of the draft.
    pub inspection: Inspection,
    /// The cards of all actors, with the number of each.
    pub cards: Vec<ActorCard>,
    /// The entries of the newsroom's own roster for its actors, with the number of each.
    pub listed: Vec<(usize, RosterActor)>,
    /// Who speaks how much, and where.
    pub voices: Voices,
    /// Quotations, with what is to be told of them beside the notes.
    pub recorded: Vec<(TextRange, String)>,
}

impl ShownDraft {
    /// Puts together what the page needs of a draft; `with_notes`: what the reporter's notes have of its quotations too.
    pub(super) fn new(name: &str, draft: &Draft, settings: &Settings, with_notes: bool) -> ShownDraft {
        let facts = draft.facts(settings);
        let inspection = facts.inspect();
        let prose = Prose::new(draft.document());
        let voices = Voices::new(&inspection, &prose);
        let cards = facts.cards();
        let entry = |card: &ActorCard| {
            let listed = settings.roster().find(&card.roster.as_ref()?.key)?;
            Some((card.actor, listed.clone()))
        };
        let recorded = Recorded::new(&inspection.quotations, settings.notes(), true);
        let recorded = if with_notes { recorded.all() } else { Vec::new() };
        ShownDraft {
            recorded,
            listed: cards.iter().filter_map(entry).collect(),
            written: facts.written.map(|day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)),
            name: name.to_owned(),
            title: prose.headline().unwrap_or(name).to_owned(),
            problem: draft.is_skimmed().then_some(TOO_LONG),
            words: facts.words,
            cards,
            inspection,
            voices,
            prose,
        }
    }

    /// How many sentences have no source and want one.
    pub(super) fn claims(&self) -> usize {
        self.inspection.sentences.iter().filter(|sentence| is_claim(sentence)).count()
    }

    /// The number of the paragraph, from 0, in which a byte of the draft stands.
    pub(super) fn paragraph_at(&self, at: TextSize) -> Option<usize> {
        self.prose.locate(TextRange::empty(at)).map(|(paragraph, _)| paragraph)
    }

    /// The actor's card.
    pub(super) fn card(&self, actor: usize) -> Option<&ActorCard> {
        self.cards.iter().find(|card| card.actor == actor)
    }
}

/// Whether a sentence has no source and wants one.
pub(super) fn is_claim(sentence: &copydesk_desk::SentenceSummary) -> bool {
    sentence.need != Need::None
}
