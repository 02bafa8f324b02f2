//! The JSON of what was understood: [`copydesk_desk::Inspection`] in the unit the caller counts in.

use copydesk_desk::{Draft, Inspection, Settings};
use copydesk_text::{Dialect, Places, Unit, behind_mark, mark_length};
use serde::Serialize;
use text_size::TextRange;

use crate::cli::findings::analyse;

/// What is said of a draft that is only skimmed.
const TOO_LONG: &str = "This draft is longer than 2 MB, so its sentences are not read and nothing is understood of them: split it.";

/// Start and end in the caller's unit, end-exclusive.
type Span = [usize; 2];

#[derive(Serialize)]
pub(super) struct Understood {
    sentences: Vec<Sentence>,
    attributions: Vec<Attribution>,
    /// What the reporter's notes have of the quotations, where the draft names notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    quotations: Option<Vec<Quotation>>,
    mentions: Vec<Mention>,
    actors: Vec<Actor>,
    /// Who and what the draft rests on; `sources` counts those that are told apart, at first hand.
    ledger: Vec<Source>,
    sources: Sources,
    /// Why nothing was understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<&'static str>,
}

#[derive(Serialize)]
struct Sentence {
    span: Span,
    attributed: bool,
    claim: f64,
    need: &'static str,
    reasons: Vec<&'static str>,
}

#[derive(Serialize)]
struct Attribution {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    kind: &'static str,
    source_kind: &'static str,
    stated: bool,
    actor: Option<usize>,
    /// The number of the source in the ledger.
    ledger: Option<usize>,
    /// How sure that the cue's words report something, 0 to 1.
    confidence: f64,
}

#[derive(Serialize)]
struct Mention {
    span: Span,
    kind: &'static str,
    name: bool,
    actor: usize,
}

#[derive(Serialize)]
struct Actor {
    id: usize,
    name: String,
    kind: &'static str,
    descriptions: Vec<String>,
    aliases: Vec<String>,
    mentions: usize,
    quotations: usize,
    attributions: usize,
    /// The actor's key in the roster: the name there.
    roster: Option<String>,
}

/// A quotation of a draft that names notes.
#[derive(Serialize)]
struct Quotation {
    span: Span,
    /// The number of the attribution.
    attribution: Option<usize>,
    record: Record,
}

/// What the notes have of it: where, and none of its words.
#[derive(Serialize)]
struct Record {
    status: &'static str,
    file: Option<String>,
    /// Bytes of the file.
    span: Option<[usize; 2]>,
    at: Option<String>,
    speaker: Option<String>,
}

#[derive(Serialize)]
struct Source {
    name: String,
    kind: &'static str,
    actor: Option<usize>,
    /// Numbers of the attributions.
    attributions: Vec<usize>,
    links: Vec<Span>,
    first_hand: bool,
}

#[derive(Serialize)]
struct Sources {
    named: usize,
    described: usize,
    anonymous: usize,
    documents: usize,
}

impl Understood {
    /// Reads a draft.
    pub(super) fn new(text: &str, dialect: Dialect, settings: &Settings, unit: Unit) -> Understood {
        Understood::of(&analyse(&text[mark_length(text)..], dialect), text, settings, unit)
    }

    /// What was understood of a draft that was read; `text` is its text with the byte order mark.
    pub(super) fn of(draft: &Draft, text: &str, settings: &Settings, unit: Unit) -> Understood {
        let mark = mark_length(text);
        let places = Places::new(text);
        let span = |range: TextRange| {
            let range = behind_mark(range, mark);
            [range.start(), range.end()].map(|at| places.offset(at.into(), unit))
        };
        let problem = draft.is_skimmed().then_some(TOO_LONG);
        Understood { problem, ..Understood::from_inspection(draft.inspect(settings), span) }
    }

    fn from_inspection(inspection: Inspection, span: impl Fn(TextRange) -> Span) -> Understood {
        let sources = inspection.source_counts();
        let spans = |ranges: Vec<TextRange>| ranges.into_iter().map(&span).collect::<Vec<_>>();
        let sentences = inspection.sentences.into_iter().map(|sentence| Sentence {
            span: span(sentence.range),
            attributed: sentence.attributed,
            claim: rounded(sentence.claim),
            need: sentence.need.name(),
            reasons: sentence.reasons,
        });
        let attributions = inspection.attributions.into_iter().map(|attribution| Attribution {
            source: spans(attribution.source),
            cue: spans(attribution.cue),
            content: spans(attribution.content),
            kind: attribution.kind.name(),
            source_kind: attribution.source_kind.name(),
            stated: attribution.stated,
            actor: attribution.actor,
            ledger: attribution.ledger,
            confidence: rounded(attribution.confidence),
        });
        let quotations = inspection.quotations.into_iter().filter_map(|quotation| {
            let record = quotation.record?;
            let place = record.place;
            let span_there =
                place.as_ref().map(|place| [place.span.start(), place.span.end()].map(usize::from));
            Some(Quotation {
                span: span(quotation.range),
                attribution: quotation.attribution,
                record: Record {
                    status: record.status.name(),
                    span: span_there,
                    at: place.as_ref().map(|place| place.at.clone()),
                    speaker: place.as_ref().and_then(|place| place.speaker.clone()),
                    file: place.map(|place| place.file),
                },
            })
        });
        let quotations: Vec<Quotation> = quotations.collect();
        let mentions = inspection.mentions.into_iter().map(|mention| Mention {
            span: span(mention.range),
            kind: mention.kind.name(),
            name: mention.name,
            actor: mention.actor,
        });
        let actors = inspection.actors.into_iter().enumerate().map(|(id, actor)| Actor {
            id,
            name: actor.name,
            kind: actor.kind.name(),
            descriptions: actor.descriptions,
            aliases: actor.aliases,
            mentions: actor.mentions,
            quotations: actor.quotations,
            attributions: actor.attributions,
            roster: actor.roster,
        });

        let ledger = inspection.ledger.into_iter().map(|source| Source {
            name: source.name,
            kind: source.kind.name(),
            actor: source.actor,
            attributions: source.attributions,
            links: spans(source.links),
            first_hand: source.first_hand,
        });
        Understood {
            sentences: sentences.collect(),
            attributions: attributions.collect(),
            quotations: (!quotations.is_empty()).then_some(quotations),
            mentions: mentions.collect(),
            actors: actors.collect(),
            ledger: ledger.collect(),
            sources: Sources {
                named: sources.named,
                described: sources.described,
                anonymous: sources.anonymous,
                documents: sources.documents,
            },
            problem: None,
        }
    }
}

/// Three decimals say all there is to say.
fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}
