//! What a page shows of one draft, as plain data: its paragraphs with what is marked in them, its voices, its actors.

use copydesk_desk::{ActorCard, Draft, Inspection, Need, Settings, TOO_LONG};
use text_size::{TextRange, TextSize};

use super::voices::Voices;
use crate::cli::prose::Prose;

/// One draft.
pub(super) struct ShownDraft {
    /// As findings name it.
    pub name: String,
    /// Its headline, or its name.
    pub title: String,
    /// Why its sentences were not read.
    pub problem: Option<&'static str>,
    /// How many words its prose has.
    pub words: usize,
    /// The prose in the order of shown.
    pub prose: Prose,
    /// What was understood; ranges are bytes of the draft.
    pub inspection: Inspection,
    /// The cards of all actors, with the number of each.
    pub cards: Vec<ActorCard>,
    /// Who speaks how much, and where.
    pub voices: Voices,
}

impl ShownDraft {
    /// Puts together what the page needs of a draft.
    pub(super) fn new(name: &str, draft: &Draft, settings: &Settings) -> ShownDraft {
        let facts = draft.facts(settings);
        let inspection = facts.inspect();
        let prose = Prose::new(draft.document());
        let voices = Voices::new(&inspection, &prose);
        ShownDraft {
            name: name.to_owned(),
            title: prose.headline().unwrap_or(name).to_owned(),
            problem: draft.is_skimmed().then_some(TOO_LONG),
            words: facts.words,
            cards: facts.cards(),
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
