//! What was understood of a draft, as `copydesk inspect` and the views show it. All ranges are bytes in the draft, half
//! open.

use copydesk_language::{ReasonKind, shown};
use text_size::TextRange;

use crate::actors::Mention;
use crate::attribution_kind::{AttributionKind, attribution_kind};
use crate::facts::Facts;
use crate::ledger;
use crate::notes::Grade;
use crate::passages::{SentenceFact, Sourced, Span};
use crate::records::{Record, Sayer};

/// What kind of thing a name names; also `copydesk inspect`'s word for it.
pub use copydesk_language::NameKind as MentionKind;
/// What kind of source a statement has.
pub use copydesk_language::SourceKind;

/// How much a sentence needs a source that it does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// It may stand.
    None,
    /// It could be queried.
    Could,
    /// It must be sent back.
    Must,
}

impl Need {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Need::None => "none",
            Need::Could => "could",
            Need::Must => "must",
        }
    }
}

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceSummary {
    /// Where it stands.
    pub range: TextRange,
    /// Whether somebody is named, in it or carried over, who says it.
    pub attributed: bool,
    /// How likely a copy editor must send it back for want of a source, 0 to 1.
    pub claim: f32,
    /// The same in a word.
    pub need: Need,
    /// Why, in single words such as "figure" or "cause", the likeliest first; empty where there is no need.
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
    /// Whether the source says it or holds it as true, rather than does or wants it.
    pub stated: bool,
    /// The actor behind the source, an index into [`Inspection::actors`]; `None` where nothing is stated.
    pub actor: Option<usize>,
    /// The source in the ledger, an index into [`Inspection::ledger`]; `None` where it counts for nothing: nobody says it,
    /// or it is a deed, a wish, a guess or a placeholder.
    pub ledger: Option<usize>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// One source of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceSummary {
    /// The actor's name, the draft's words for the source, or those of the link to it.
    pub name: String,
    /// What kind of source.
    pub kind: SourceKind,
    /// The actor, an index into [`Inspection::actors`].
    pub actor: Option<usize>,
    /// What it says, as indices into [`Inspection::attributions`], in order.
    pub attributions: Vec<usize>,
    /// The links that lead to it from sentences of which nobody else is the source.
    pub links: Vec<TextRange>,
    /// Whether the draft itself has something from this source, and not only through another or by the reporter's word for
    /// what it thinks.
    pub first_hand: bool,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotationSummary {
    /// Where it stands, with its marks.
    pub range: TextRange,
    /// The attribution that says whose words they are, an index into [`Inspection::attributions`].
    pub attribution: Option<usize>,
    /// What the reporter's notes have of it; `None` where the draft names no notes.
    pub record: Option<RecordSummary>,
}

/// What the reporter's notes have of a quotation: where it stands there, and none of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordSummary {
    /// How it agrees.
    pub status: Grade,
    /// The place; `None` where the notes do not have it.
    pub place: Option<RecordPlace>,
    /// Whether the notes give the words to somebody else than the draft does.
    pub of_another: bool,
}

impl RecordSummary {
    /// How it agrees, in words for people, without a stop.
    pub fn told(&self) -> String {
        let whose = if self.of_another { ", but of somebody else than the draft says" } else { "" };
        format!("{}{whose}", self.status.told())
    }
}

/// A place in the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPlace {
    /// The file, as the draft names it.
    pub file: String,
    /// Bytes of the file's text, half open.
    pub span: TextRange,
    /// The bytes of all that the same person says there, half open.
    pub passage: TextRange,
    /// When it was said, as the notes have it, or "line 12".
    pub at: String,
    /// Who says it there, where the notes tell.
    pub speaker: Option<String>,
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
    /// The actor's key in the roster: the name there.
    pub roster: Option<String>,
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
    /// All quotations, in order.
    pub quotations: Vec<QuotationSummary>,
    /// All mentions, in order.
    pub mentions: Vec<MentionSummary>,
    /// The actors, in order of first mention.
    pub actors: Vec<ActorSummary>,
    /// The ledger: who and what the draft rests on, in the order in which they first speak.
    pub ledger: Vec<SourceSummary>,
}

impl Facts<'_> {
    /// What was understood of the draft.
    pub fn inspect(&self) -> Inspection {
        of(self)
    }

    /// All mentions of an actor, in the order of the draft; not the adjectives made of a place's name, such as "Canadian".
    pub fn mentions_of_actor(&self, actor: usize) -> Vec<MentionSummary> {
        let mine = || self.mentions.iter().filter(move |mention| mention.actor == actor);
        let kind = mine().find(|mention| mention.kind != MentionKind::Other).map(|mention| mention.kind);
        let shown = mine().filter(|mention| kind.is_none_or(|kind| kind == mention.kind));
        shown.map(|mention| mention_summary(self, mention)).collect()
    }
}

fn of(facts: &Facts) -> Inspection {
    Inspection {
        sentences: facts.sentences.iter().map(|fact| sentence(facts, fact)).collect(),
        attributions: attributions(facts),
        quotations: quotations(facts),
        mentions: facts.mentions.iter().map(|mention| mention_summary(facts, mention)).collect(),
        actors: actors(facts),
        ledger: sources(facts),
    }
}

fn sentence(facts: &Facts, fact: &SentenceFact) -> SentenceSummary {
    let body = facts.passages[fact.place.passage].is_body();
    let claim = if body { facts.must(fact) } else { 0.0 };
    let dial = facts.dial();
    let need = match claim {
        claim if claim >= dial.warn => Need::Must,
        claim if claim >= dial.tell => Need::Could,
        _ => Need::None,
    };
    let mut reasons = Vec::new();
    if need != Need::None {
        let likely = fact.judgement.reason();
        let view = &facts.passages[fact.place.passage];
        let is_shown =
            |&kind: &ReasonKind| shown(&view.passage.text, fact.place.range, view.reading, kind).is_some();
        reasons.push(likely.name());
        let others = ReasonKind::ALL.into_iter().filter(|&kind| kind != likely).filter(is_shown);
        reasons.extend(others.map(ReasonKind::name));
    }
    let attributed = fact.sourced != Sourced::No;
    SentenceSummary { range: facts.source(fact.place), attributed, claim, need, reasons }
}

fn attributions(facts: &Facts) -> Vec<AttributionSummary> {
    let summaries = facts.statements.iter().enumerate().map(|(number, statement)| {
        let at = |range| facts.source(Span::new(statement.passage, range));
        AttributionSummary {
            source: statement.attribution.source.map(at).into_iter().collect(),
            cue: vec![at(statement.attribution.cue)],
            content: statement.content.iter().map(|&place| facts.source(place)).collect(),
            kind: attribution_kind(&facts.passages, statement),
            source_kind: statement.kind(),
            stated: statement.tells(),
            actor: statement.actor,
            ledger: facts.ledger().source_of(number),
            confidence: statement.attribution.confidence,
        }
    });
    summaries.collect()
}

fn quotations(facts: &Facts) -> Vec<QuotationSummary> {
    let mut contents: Vec<Vec<(TextRange, usize)>> = vec![Vec::new(); facts.passages.len()];
    for (number, statement) in facts.statements.iter().enumerate() {
        for place in &statement.content {
            contents[place.passage].push((place.range, number));
        }
    }
    let records = facts.records();
    let summaries = facts.quoted().enumerate().filter_map(|(number, (place, inner))| {
        let holds = |(range, _): &&(TextRange, usize)| range.contains_range(place.range);
        // The innermost: what another tells of it holds more.
        let claimants = contents[place.passage].iter().filter(holds);
        let attribution = claimants.min_by_key(|(range, _)| range.len()).map(|&(_, number)| number);
        let record = records.get(number).map(|record| record_summary(facts, record));
        // What is set as a block may be anything; it is a quotation where somebody is credited with it.
        let counts = place != inner || attribution.is_some() || record.is_some();
        counts.then(|| QuotationSummary { range: facts.source(place), attribution, record })
    });
    summaries.collect()
}

fn record_summary(facts: &Facts, record: &Record) -> RecordSummary {
    let place = record.recorded.as_ref().and_then(|recorded| {
        let passage = facts.notes().passages().get(recorded.passage)?;
        Some(RecordPlace {
            file: facts.notes().sources().get(passage.file)?.named.file.clone(),
            span: recorded.range,
            passage: passage.range.cover(recorded.range),
            at: passage.place(),
            speaker: passage.speaker.as_deref().map(str::to_owned),
        })
    });
    let placed = !matches!(record.grade, Grade::Stitched | Grade::Missing);
    let of_another =
        placed && record.words >= Record::FEWEST_CREDITED && matches!(facts.sayer(record), Sayer::Another(_));
    RecordSummary { status: record.grade, place, of_another }
}

/// A mention with its place in the draft.
pub(crate) fn mention_summary(facts: &Facts, mention: &Mention) -> MentionSummary {
    MentionSummary {
        range: facts.source(mention.place),
        kind: mention.kind,
        name: mention.is_name,
        actor: mention.actor,
    }
}

fn actors(facts: &Facts) -> Vec<ActorSummary> {
    let mut mentions: Vec<Vec<&Mention>> = vec![Vec::new(); facts.actors.len()];
    for mention in &facts.mentions {
        mentions[mention.actor].push(mention);
    }
    let mentions = mentions.iter().enumerate();
    mentions.map(|(number, mentions)| summary(facts, number, mentions)).collect()
}

fn summary(facts: &Facts, number: usize, mentions: &[&Mention]) -> ActorSummary {
    let statements = facts.ledger().said_by(number);
    let actor = &facts.actors[number];
    let mut aliases: Vec<(&str, usize)> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.is_name) {
        let form = facts.text(mention.place);
        match aliases.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => aliases.push((form, 1)),
        }
    }
    aliases.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let descriptions =
        actor.told(&facts.passages).into_iter().map(|place| facts.text(place).to_owned()).collect();
    let quoted = |&&it: &&usize| facts.statements[it].content.iter().any(|&place| facts.is_quoted(place));
    ActorSummary {
        name: actor.name.clone(),
        kind: actor.kind,
        descriptions,
        aliases: aliases.into_iter().map(|(form, _)| form.to_owned()).collect(),
        mentions: mentions.len(),
        quotations: statements.iter().filter(quoted).count(),
        attributions: statements.len(),
        roster: facts.listed(number).map(|listed| listed.name.to_string()),
    }
}

fn sources(facts: &Facts) -> Vec<SourceSummary> {
    let sources = facts.ledger().sources.iter().map(|source| SourceSummary {
        name: source.name.clone(),
        kind: source.kind,
        actor: source.actor,
        attributions: source.statements.clone(),
        links: source.links.iter().map(|&place| facts.source(place)).collect(),
        first_hand: source.first_hand,
    });
    sources.collect()
}

impl Inspection {
    /// The sources of the ledger that the draft rests on.
    pub fn sources(&self) -> impl Iterator<Item = &SourceSummary> {
        self.ledger.iter().filter(|source| source.counts())
    }

    /// How many sources of each kind there are.
    pub fn source_counts(&self) -> SourceCounts {
        let count =
            |kinds: &[SourceKind]| self.sources().filter(|source| kinds.contains(&source.kind)).count();
        SourceCounts {
            named: count(&[SourceKind::Named]),
            described: count(&[SourceKind::Described, SourceKind::Vague]),
            anonymous: count(&[SourceKind::Anonymous]),
            documents: count(&[SourceKind::Document]),
        }
    }
}

impl SourceSummary {
    /// Whether it is a source that the draft rests on: somebody or something that is told apart, at first hand.
    pub fn counts(&self) -> bool {
        ledger::counts(self.kind, self.first_hand)
    }
}
