//! What the reporter's notes have of each quotation: where, by whom, and what became of the words.

use std::ops::Range;
use std::sync::Arc;

use copydesk_language::{NameKind, opens_with_signature};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::actors::Actor;
use crate::notes::{Difference, Grade, Notes, Passage};
use crate::passages::{PassageView, Span, text_at};
use crate::roster::{RosterActor, Rosters};
use crate::speech::Statement;
use crate::spelling;

/// A quotation beside the notes.
#[derive(Clone, Debug)]
pub struct Record {
    /// The quotation, with its marks.
    pub place: Span,
    /// The words in it, without its marks.
    pub inner: Span,
    /// How many words are compared.
    pub words: usize,
    /// How it agrees.
    pub grade: Grade,
    /// The actor whose words the draft surely says these are.
    pub speaker: Option<usize>,
    /// Where the notes have it; `None` where they do not.
    pub recorded: Option<Recorded>,
    /// Where they have its second part, if it is put together, and where that begins: a byte of the quotation's passage.
    pub second: Option<(Recorded, TextSize)>,
    /// Where it says something else; ranges are bytes of the quotation's passage.
    pub differences: Vec<Difference>,
    /// Everybody to whom the notes give these words, as indices into [`Notes::passages`], where they all say who speaks.
    pub sayers: Vec<usize>,
}

impl Record {
    /// Of fewer words nobody can say whose they are.
    pub const FEWEST_CREDITED: usize = 3;
}

/// Some words of the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The passage, an index into [`Notes::passages`].
    pub passage: usize,
    /// Bytes of the file's text.
    pub range: TextRange,
}

/// Whose words the notes say a quotation is, beside what the draft says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sayer {
    /// Somebody else than the draft's speaker.
    Another(Arc<str>),
    /// The draft's speaker, or several.
    Same,
    /// The notes do not say.
    Untold,
    /// The draft does not surely say.
    Unsure,
}

/// Under so many words a quotation is in the notes with changes only if its own speaker says it there.
const SHORT: usize = 6;

/// All that a draft quotes, each with its marks and without, in order; and behind them what is set as a quotation without marks.
pub(crate) fn quoted(passages: &[PassageView]) -> impl Iterator<Item = (Span, Span)> {
    let marked = passages.iter().enumerate().flat_map(|(number, view)| {
        let quotations = view.reading.quotations.iter();
        quotations.map(move |it| (Span::new(number, it.range), Span::new(number, it.inner)))
    });
    let blocks = passages.iter().enumerate().filter(|(_, view)| is_block(view)).map(|(number, view)| {
        let whole = Span::new(number, TextRange::up_to(TextSize::of(view.passage.text.as_str())));
        (whole, whole)
    });
    marked.chain(blocks)
}

/// The records of all that a draft quotes, in the order of [`quoted`]; none where it names no notes.
pub(crate) fn records(
    passages: &[PassageView],
    statements: &[Statement],
    actors: &[Actor],
    rosters: Rosters,
    notes: &Notes,
) -> Vec<Record> {
    if notes.is_empty() {
        return Vec::new();
    }
    let records = quoted(passages).map(|(place, inner)| {
        let speaker = speaker(statements, place);
        let is_own = |passage: &Passage| {
            let name = passage.speaker.as_deref();
            name.zip(speaker).is_some_and(|(name, actor)| is_named(&actors[actor], rosters, name))
        };
        record(text_at(passages, inner), place, inner, speaker, notes, is_own)
    });
    records.collect()
}

/// Whether a passage is set as a quotation without marks: neither the name below one, nor one that has marks too.
fn is_block(view: &PassageView) -> bool {
    view.passage.kind == PassageKind::BlockQuote
        && view.reading.quotations.is_empty()
        && !opens_with_signature(&view.passage.text)
}

fn record(
    words: &str,
    place: Span,
    inner: Span,
    speaker: Option<usize>,
    notes: &Notes,
    is_own: impl Fn(&Passage) -> bool,
) -> Record {
    let compared = notes.compare(words);
    let passage_of = |words: &Range<usize>| notes.passage_number(words.start);
    let own =
        |words: &Range<usize>| passage_of(words).is_some_and(|number| is_own(&notes.passages()[number]));
    let placed = compared.places.iter().find(|placed| own(&placed.words)).or(compared.places.first());
    let none = || Record {
        place,
        inner,
        words: compared.words,
        grade: Grade::Missing,
        speaker,
        recorded: None,
        second: None,
        differences: Vec::new(),
        sayers: Vec::new(),
    };
    let Some(placed) = placed.filter(|placed| placed.grade != Grade::Missing) else { return none() };
    let changed = !matches!(placed.grade, Grade::Exact | Grade::Cleaned);
    if changed && compared.words < SHORT && !own(&placed.words) {
        return none();
    }
    let recorded =
        |words: &Range<usize>| Some(Recorded { passage: passage_of(words)?, range: notes.range_of(words)? });
    let sayers = compared.places.iter().map(|placed| passage_of(&placed.words));
    let moved = |difference: &Difference| Difference {
        range: difference.range + inner.range.start(),
        at: difference.at + inner.range.start(),
        ..difference.clone()
    };
    Record {
        grade: placed.grade,
        recorded: recorded(&placed.words),
        second: placed
            .second
            .as_ref()
            .and_then(|second| Some((recorded(&second.words)?, second.at + inner.range.start()))),
        differences: placed.differences.iter().map(moved).collect(),
        sayers: sayers.collect::<Option<_>>().unwrap_or_default(),
        ..none()
    }
}

/// The actor whose words a quotation is, where the draft surely says so: of several statements that hold it the one that holds
/// least else.
fn speaker(statements: &[Statement], place: Span) -> Option<usize> {
    let holds = |statement: &&Statement| {
        let mut content = statement.content.iter();
        content.any(|content| content.passage == place.passage && content.range.contains_range(place.range))
    };
    let length = |statement: &&Statement| {
        let here = statement.content.iter().filter(|content| content.passage == place.passage);
        let holding = here.filter(|content| content.range.contains_range(place.range));
        holding.map(|content| content.range.len()).min()
    };
    let innermost = statements.iter().filter(holds).min_by_key(length)?;
    innermost.actor.filter(|_| innermost.names_source() && innermost.beside.is_empty())
}

/// Whether a name in the notes is an actor's: the same words, or all words of the shorter, as "LUND" and "Maria Lund" or
/// "Marcus Thwaite KC" and "Marcus Thwaite"; or one of the names that a roster has of them.
pub(crate) fn is_named(actor: &Actor, rosters: Rosters, name: &str) -> bool {
    let listed = actor.entry.map(|entry| rosters.actor(entry));
    let others = listed.into_iter().flat_map(RosterActor::names);
    std::iter::once(actor.name.as_str()).chain(others).any(|known| is_same_name(known, name))
}

fn is_same_name(known: &str, name: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let folded = spelling::fold(name);
        let words = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
        words.filter(|word| word.len() > 1).map(str::to_owned).collect()
    };
    let (known, name) = (words(known), words(name));
    let (short, long) = if known.len() <= name.len() { (&known, &name) } else { (&name, &known) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

/// Whether notes give words to somebody else than an actor: a person whose label is certain, or whom the draft knows.
pub(crate) fn is_another(actors: &[Actor], actor: usize, rosters: Rosters, passage: &Passage) -> bool {
    let Some(name) = passage.speaker.as_deref() else { return false };
    let known = || {
        actors
            .iter()
            .enumerate()
            .any(|(other, it)| other != actor && it.kind == NameKind::Person && is_named(it, rosters, name))
    };
    !is_named(&actors[actor], rosters, name) && (passage.sure || known())
}
