//! What a copy editor asks of a sentence.

use copydesk_facts::Place;
use copydesk_language::ReasonKind;

/// What is asked of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Who says so?
    Claim,
    /// Who counted?
    Figure,
    /// Who says so, in the lead?
    Lead,
    /// Who are they?
    Vague,
    /// Why are they not named?
    Anonymous,
    /// By whom?
    Agentless,
    /// A poll of whom?
    Poll,
    /// Which document?
    Document,
}

/// A question, and where it is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query {
    pub(crate) question: Question,
    /// Why a sentence like this wants a source, as is likeliest.
    pub(crate) reason: ReasonKind,
    /// The sentence, as an index into [`Facts::sentences`](copydesk_facts::Facts).
    pub(crate) sentence: usize,
    /// The words at fault: a part of the sentence, or all of it.
    pub(crate) place: Place,
    /// Whether it is sure enough for a warning.
    pub(crate) sure: bool,
}
