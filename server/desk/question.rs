//! What a copy editor asks of a sentence.

use copydesk_facts::Span;
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

impl Question {
    /// What its figure measures.
    pub(crate) fn measured(self) -> &'static str {
        match self {
            Question::Claim | Question::Figure | Question::Lead => {
                "how likely a copy editor is to send the sentence back for want of a source"
            }
            Question::Vague | Question::Anonymous => "how likely a copy editor is to ask who the source is",
            Question::Agentless => "how likely a copy editor is to ask by whom",
            Question::Poll => "how likely a copy editor is to ask for the method of the poll",
            Question::Document => "how likely a copy editor is to ask which document it is",
        }
    }
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
    pub(crate) place: Span,
    /// Whether it is sure enough for a warning.
    pub(crate) sure: bool,
}
