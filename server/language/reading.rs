//! What a reader understands of one passage. Plain data: labels, spans and confidences, so that the reader behind it
//! can be replaced. All ranges are bytes in the passage's text, half open.

use text_size::TextRange;

use crate::quantities::Numbers;
use crate::relations::Relations;

/// What one passage says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The sentences, in order; white space between them belongs to none.
    pub sentences: Vec<Sentence>,
    /// What the judgement needs of each sentence: [`VECTOR`](crate::VECTOR) numbers, one behind the other.
    pub vectors: Vec<f32>,
    /// The outermost quotations, in order.
    pub quotations: Vec<Quotation>,
    /// The names, in order.
    pub names: Vec<Name>,
    /// Unnamed mentions of people and bodies: pronouns and descriptions such as "the minister", in order.
    pub descriptions: Vec<Description>,
    /// The words that say who somebody is, in order.
    pub roles: Vec<Role>,
    /// Who says what, in order of the cue.
    pub attributions: Vec<Attribution>,
    /// What reads like something said although nothing in the passage reports it: it goes on with what was said before.
    pub carried: Vec<TextRange>,
    /// Passive reports without an agent: "was condemned", "reportedly", in order.
    pub agentless: Vec<Agentless>,
    /// Numbers that state how much or how many, in order.
    pub figures: Vec<Figure>,
    /// All numbers with their exact values, whatever they state.
    pub numbers: Numbers,
    /// What the numbers have to do with each other.
    pub relations: Relations,
    /// Acronyms, in order, wherever they stand outside longer names.
    pub acronyms: Vec<Acronym>,
    /// Words for documents, such as "report", in order.
    pub documents: Vec<TextRange>,
    /// Whether it says why a source is not named: "because she was not authorised to speak".
    pub explains_anonymity: bool,
    /// How many words and numbers the passage has.
    pub words: usize,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands.
    pub range: TextRange,
    /// Whether it asks.
    pub question: bool,
    /// Whether it is written like a headline or a label: no verb found, or capitals throughout.
    pub fragment: bool,
}

/// What makes a statement disputable. The order is that of the reader's labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReasonKind {
    /// A number that carries the statement.
    Figure,
    /// Somebody did wrong.
    Accusation,
    /// One thing brought about another.
    Cause,
    /// Somebody acted for a purpose.
    Motive,
    /// What will or may happen.
    Prediction,
    /// More, less or better than something else, or the most of all.
    Comparison,
    /// Good or bad, in the writer's eyes.
    Judgement,
    /// What somebody thinks, feels or wants, as a fact.
    Inner,
    /// What happened where no reporter was.
    Hidden,
    /// A plain assertion that the reporter cannot have witnessed.
    Fact,
}

impl ReasonKind {
    /// All reasons, in the order of the reader's labels.
    pub const ALL: [ReasonKind; 10] = [
        ReasonKind::Figure,
        ReasonKind::Accusation,
        ReasonKind::Cause,
        ReasonKind::Motive,
        ReasonKind::Prediction,
        ReasonKind::Comparison,
        ReasonKind::Judgement,
        ReasonKind::Inner,
        ReasonKind::Hidden,
        ReasonKind::Fact,
    ];

    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            ReasonKind::Figure => "figure",
            ReasonKind::Accusation => "accusation",
            ReasonKind::Cause => "cause",
            ReasonKind::Motive => "motive",
            ReasonKind::Prediction => "prediction",
            ReasonKind::Comparison => "comparison",
            ReasonKind::Judgement => "judgement",
            ReasonKind::Inner => "inner",
            ReasonKind::Hidden => "hidden",
            ReasonKind::Fact => "fact",
        }
    }
}

/// A stretch between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub range: TextRange,
    /// Without them.
    pub inner: TextRange,
    /// Whether a mark opens it here.
    pub opened: bool,
    /// Whether a mark closes it here.
    pub closed: bool,
    /// Whether its closing mark is missing in front of an attribution, where it ends: “It burns, said Ana Lopez.
    pub lost: bool,
    /// How many words and numbers it holds.
    pub words: usize,
}

impl Quotation {
    /// Whether it is left open up to the end of the passage, as one is that goes on in the next paragraph.
    pub fn runs_on(&self) -> bool {
        self.opened && !self.closed && !self.lost
    }
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Anything else that carries a name: an event, a work, a nationality.
    Other,
}

impl NameKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Organisation => "organisation",
            NameKind::Place => "place",
            NameKind::Other => "other",
        }
    }
}

/// One name.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name, without a title and without a possessive ending.
    pub range: TextRange,
    /// What it names.
    pub kind: NameKind,
    /// How sure that this is a name of that kind, 0 to 1. A capital at the start of a sentence alone is weak.
    pub confidence: f32,
    /// How much speaks for each kind, in the order of [`NameKind`].
    pub kinds: [f32; 4],
    /// The title or office directly before it: "Mr.", "Defense Minister".
    pub title: Option<TextRange>,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
}

/// Words that say who somebody is, in the draft's own voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Of whom: a name, or "he" or "she" at the start of a sentence.
    pub bearer: TextRange,
    /// The words: "planning director for the county", "34", "who owns the bakery", "CNN" of "CNN’s Jake Tapper".
    pub range: TextRange,
    /// The noun in them that says what the bearer is: "director"; `None` where none does.
    pub head: Option<TextRange>,
    /// What the words show the bearer to be: a person or an organisation.
    pub tells: NameKind,
}

/// A mention of an actor without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The words: "he", "the 62-year-old senator".
    pub range: TextRange,
    /// The noun that says what the actor is, in lower case; `None` for pronouns.
    pub head: Option<String>,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
}

/// What kind of source an attribution has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A named person, organisation or place.
    Named,
    /// Unnamed but told apart by a description: "the shop's owner".
    Described,
    /// Unnamed, and meant to stay so: "a person familiar with the talks".
    Anonymous,
    /// A crowd without edges: "critics", "some experts".
    Vague,
    /// A report, filing, post or the like.
    Document,
    /// A pronoun.
    Pronoun,
    /// Nobody.
    None,
}

impl SourceKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            SourceKind::Named => "named",
            SourceKind::Described => "described",
            SourceKind::Anonymous => "anonymous",
            SourceKind::Vague => "vague",
            SourceKind::Document => "document",
            SourceKind::Pronoun => "pronoun",
            SourceKind::None => "none",
        }
    }
}

/// What an attribution makes of its source. Annotators, and the reader that learned from them, mark more than what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Telling {
    /// Somebody says something: "said that", "called it “a disgrace”".
    Says,
    /// What somebody holds, as a statement: "hopes that it will rain", "knew why they came". Who has said so is another
    /// matter.
    Holds,
    /// A wish or a thought: "wants to expand", "fears the worst".
    Thinks,
    /// A deed: "approved the sale".
    Does,
}

impl Telling {
    /// Whether the content is a statement of the source's, said or held.
    pub fn states(self) -> bool {
        matches!(self, Telling::Says | Telling::Holds)
    }
}

/// Who says what, and the words that say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words for the source, with its apposition; `None` where nobody is named.
    pub source: Option<TextRange>,
    /// What kind of source.
    pub source_kind: SourceKind,
    /// The words that report: "said", "according to".
    pub cue: TextRange,
    /// What is said, one range for each unbroken piece, in order.
    pub content: Vec<TextRange>,
    /// What the cue makes of its source.
    pub telling: Telling,
    /// Whether the cue stands inside another attribution's content.
    pub nested: bool,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// A report whose verb hides who reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agentless {
    /// The words: "was strongly condemned", "reportedly".
    pub range: TextRange,
    /// What the hidden agent does, for the message: "condemned", "reported".
    pub verb: String,
}

/// What a number states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// An amount of money.
    Money,
    /// A share.
    Percentage,
    /// The dead, the hurt, the missing.
    Casualties,
    /// People who came, marched or fled.
    Crowd,
    /// A place in an order of all.
    Ranking,
    /// Any other count.
    Count,
}

/// A number with what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The words: "$440 million", "12 per cent".
    pub range: TextRange,
    /// What it states.
    pub kind: FigureKind,
}

/// An acronym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acronym {
    /// Where it stands, without brackets or a plural ending.
    pub range: TextRange,
    /// The expansion beside it, where it is introduced here: "the World Food Programme (WFP)".
    pub expansion: Option<TextRange>,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
}
