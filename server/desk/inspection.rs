//! What was understood of a draft, as `copydesk inspect` and the views show it. All ranges are bytes in the draft, half
//! open.

use text_size::TextRange;

/// How a statement is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttributionKind {
    /// In the source's own words, between quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Partly the one, partly the other.
    Mixed,
}

impl AttributionKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            AttributionKind::Direct => "direct",
            AttributionKind::Indirect => "indirect",
            AttributionKind::Mixed => "mixed",
        }
    }
}

/// What kind of thing a name names; also `copydesk inspect`'s word for it.
pub use copydesk_language::NameKind as MentionKind;
/// What kind of source a statement has.
pub use copydesk_language::SourceKind;

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceSummary {
    /// Where it stands.
    pub range: TextRange,
    /// Whether somebody is named, in it or carried over, who says it.
    pub attributed: bool,
    /// How much it needs a source, from 0 to 1.
    pub claim: f32,
    /// Why, in single words such as "figure" or "cause".
    pub reasons: Vec<&'static str>,
}

/// One attribution: who says what, and the words that say so.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributionSummary {
    /// The words for the source; empty where there is none.
    pub source: Vec<TextRange>,
    /// The words that report, such as "said" or "according to".
    pub cue: Vec<TextRange>,
    /// What is said.
    pub content: Vec<TextRange>,
    /// Quoted or paraphrased.
    pub kind: AttributionKind,
    /// What kind of source.
    pub source_kind: SourceKind,
    /// The actor behind the source, an index into [`Inspection::actors`].
    pub actor: Option<usize>,
}

/// One mention of an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionSummary {
    /// Where it stands.
    pub range: TextRange,
    /// What kind of actor.
    pub kind: MentionKind,
    /// False for pronouns and descriptions.
    pub name: bool,
    /// The actor, an index into [`Inspection::actors`].
    pub actor: usize,
}

/// One actor of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorSummary {
    /// The fullest name.
    pub name: String,
    /// What kind of actor.
    pub kind: MentionKind,
    /// What the draft says the actor is: "Russian defence minister".
    pub descriptions: Vec<String>,
    /// Every form of the name in the draft, most frequent first.
    pub aliases: Vec<String>,
    /// How often the actor is mentioned.
    pub mentions: usize,
    /// How many quotations are the actor's.
    pub quotations: usize,
    /// How many attributions go to the actor.
    pub attributions: usize,
}

/// How many distinct sources of each kind the draft has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceCounts {
    /// Named actors.
    pub named: usize,
    /// Described but unnamed people who can be told apart, such as "the shop's owner".
    pub described: usize,
    /// Unnamed sources.
    pub anonymous: usize,
    /// Reports, filings, posts and the like.
    pub documents: usize,
}

/// What was understood of one draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// All sentences, in order.
    pub sentences: Vec<SentenceSummary>,
    /// All attributions, in order.
    pub attributions: Vec<AttributionSummary>,
    /// All mentions, in order.
    pub mentions: Vec<MentionSummary>,
    /// The actors, in order of first mention.
    pub actors: Vec<ActorSummary>,
    /// The source ledger in numbers.
    pub sources: SourceCounts,
}
