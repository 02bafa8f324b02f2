//! What a copy editor would say of each sentence of a draft, as the reader learned it from drafts that copy editors marked:
//! whether it must be sent back for want of a source, why, and what else is wrong with its sources. Plain data; thresholds
//! stand in [`calibration`](crate::calibration), beside the weights that they were set for.

use crate::reading::ReasonKind;

/// How many reasons there are for wanting a source.
pub(crate) const REASONS: usize = ReasonKind::ALL.len();
/// How many other faults are told.
pub(crate) const FAULTS: usize = Fault::ALL.len();

/// What kind of passage a sentence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettingKind {
    /// A paragraph of the body.
    Paragraph,
    /// An item of a list.
    Item,
    /// A heading.
    Heading,
    /// A block quote.
    Quote,
    /// A table's cell, a caption, a footnote.
    Other,
}

/// Where a sentence stands, as far as its judgement asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Setting {
    /// In what kind of passage.
    pub kind: SettingKind,
    /// Whether it is the passage's first sentence.
    pub opens: bool,
    /// Whether it is the passage's last sentence.
    pub closes: bool,
    /// Whether a link or a footnote stands in it.
    pub linked: bool,
    /// Whether one stands in its passage.
    pub among_links: bool,
    /// Its number among the sentences of the body; `None` outside it.
    pub place: Option<usize>,
}

/// Another fault that a sentence shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A source that could be anybody.
    Vague,
    /// An unnamed source without a reason.
    Anonymous,
    /// A report that does not say by whom.
    Agentless,
    /// A quotation without a speaker.
    Unspoken,
    /// A document without a link or its publisher.
    Unlinked,
    /// A poll without its method.
    Poll,
    /// A serious accusation without an answer.
    Unanswered,
}

impl Fault {
    /// All faults, in the order of the reader's labels.
    pub const ALL: [Fault; 7] = [
        Fault::Vague,
        Fault::Anonymous,
        Fault::Agentless,
        Fault::Unspoken,
        Fault::Unlinked,
        Fault::Poll,
        Fault::Unanswered,
    ];
}

/// What the reader says of one sentence in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Logits that it must be sent back for want of a source, in a reporter's draft and in an opinion.
    pub(crate) must: [f32; 2],
    /// Logits that it could be queried at least, likewise.
    pub(crate) could: [f32; 2],
    /// How likely each reason is, if it wants a source.
    pub(crate) reasons: [f32; REASONS],
    /// How likely each other fault is.
    pub(crate) faults: [f32; FAULTS],
}

impl Judgement {
    /// That of a sentence that nobody judged: nothing is wrong with it.
    pub const NONE: Judgement =
        Judgement { must: [-20.0; 2], could: [-20.0; 2], reasons: [0.0; REASONS], faults: [0.0; FAULTS] };

    /// How likely a copy editor must send the sentence back for want of a source, 0 to 1; `opinion`: how likely the draft keeps
    /// its writer's opinions.
    pub fn must(&self, opinion: f32) -> f32 {
        mixed(self.must, opinion)
    }

    /// How likely a copy editor could query it at least, 0 to 1.
    pub fn could(&self, opinion: f32) -> f32 {
        mixed(self.could, opinion)
    }

    /// The likeliest reason why it wants a source, if it does.
    pub fn reason(&self) -> ReasonKind {
        let best = (0..REASONS).max_by(|&a, &b| self.reasons[a].total_cmp(&self.reasons[b]));
        ReasonKind::ALL[best.unwrap_or(0)]
    }

    /// How likely a reason is, if it wants a source, 0 to 1.
    pub fn likelihood(&self, reason: ReasonKind) -> f32 {
        self.reasons[reason as usize]
    }

    /// How likely another fault is, 0 to 1.
    pub fn fault(&self, fault: Fault) -> f32 {
        self.faults[fault as usize]
    }
}

fn mixed([reporter, opinion]: [f32; 2], share: f32) -> f32 {
    let logit = (1.0 - share) * reporter + share * opinion;
    1.0 / (1.0 + (-logit).exp())
}

/// How likely a draft is of each kind, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Genres {
    /// One that keeps its writer's opinions: an opinion, a column, a review, a blog, a how-to, an announcement.
    pub opinion: f32,
    /// An interview.
    pub interview: f32,
}
