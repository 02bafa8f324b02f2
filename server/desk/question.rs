//! What a copy editor asks of a sentence.

use copydesk_language::ReasonKind;

use crate::passages::Place;

/// What is asked of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Who says so? For the reason that is likeliest.
    Claim(ReasonKind),
    /// Who counted?
    Figure,
    /// Who says so, in the lead?
    Lead(ReasonKind),
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
    /// The sentence, as an index into [`Facts::sentences`](crate::facts::Facts).
    pub(crate) sentence: usize,
    /// The words at fault: a part of the sentence, or all of it.
    pub(crate) place: Place,
    /// Whether it is sure enough for a warning.
    pub(crate) sure: bool,
}
