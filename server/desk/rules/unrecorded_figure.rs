//! # unrecorded-figure
//!
//! Flags a figure that the draft credits to a document, and that this document, which is among the reporter's own notes, does not have.
//!
//! ## Why
//!
//! Digits change places on the way from a report to a story. Where the report lies beside the draft, nobody need find out from a reader.
//!
//! ## Example
//!
//! ```notes report.md document
//! # Barriers on the Wend
//!
//! Of 38 weirs, 19 have no pass. We counted 212 salmon. All sites together would cost £8.4 million. A third of the weirs are older than 1850. Two weirs were removed in 2019.
//! ```
//!
//! ```flagged
//! The report puts the price at £4.8 million.
//!                              ^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! The report puts the price at £8.4 million.
//! ```
//!
//! ```flagged
//! According to the report, 83 weirs stand in the river.
//!                          ^^^^^^^^
//! ```
//!
//! ```fixed
//! According to the report, 38 weirs stand in the river.
//! ```
//!
//! ```flagged
//! The report says that 221 salmon were counted.
//!                      ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The trust's report counted 221 salmon.
//!                            ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Three weirs were removed in 2019, the report says.
//! ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The report says that 29 of the 38 weirs have no pass.
//!                      ^^
//! ```
//!
//! ```flagged
//! A quarter of the weirs are older than 1850, the report found.
//! ^^^^^^^^^
//! ```
//!
//! ## Looked for
//!
//! the figure in the documents, and as a rounding, sum, difference, share or average of their figures.
//!
//! ## Stays silent on
//!
//! - drafts that name no document
//! - figures that the document has, or that follow from its figures
//! - stretches of time, “one”, and figures in quotation marks
//! - documents that are not among the notes
//! - what it does not look at: figures that no document is said to have
//!
//! ```silent figures that the document has, or that follow from its figures
//! The report puts the price at £8.4 million, or just over £8 million.
//! ```
//!
//! ```silent figures that the document has, or that follow from its figures
//! According to the report, half of the weirs, 19 of 38, have no pass.
//! ```
//!
//! ```silent figures that the document has, or that follow from its figures
//! The report counted some 200 salmon, fewer than six for each weir.
//! ```
//!
//! ```silent what it does not look at
//! The author said at the meeting that the cheapest pass would cost £16,000.
//! ```
//!
//! ```silent what it does not look at
//! The weirs cost £4.8 million to build. The report does not say so.
//! ```
//!
//! ```silent stretches of time, “one”, and figures in quotation marks
//! The report, which has 60 pages and came out on 3 May, says that two weirs were removed six years ago.
//! ```
//!
//! ```silent documents that are not among the notes
//! The letter says that the weirs cost £16,000 a year.
//! ```
//!
//! ## Fixes
//!
//! The document's figure, where one is of the same things or has the same digits, as a suggestion.
//!
//! ## Standard
//!
//! Fact-checkers lay the document beside the copy and tick off each figure; AP and Reuters: check all figures against their source.

use copydesk_facts::{Facts, NotesFigure, NotesKind, SentenceFact, Span, Statement, spelling};
use text_size::TextRange;

use copydesk_language::{Decimal, Interval, Quantity, SourceKind, Unit, calibration, counted_by};

use crate::context::Context;
use crate::figures::Figures;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unrecorded-figure",
    group: Group::Notes,
    severity: Severity::Info,
    needs_whole_draft: true,
    source: include_str!("unrecorded_figure.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const THERE: Reason = Reason("figures that the document has, or that follow from its figures");
const NONE_NAMED: Reason = Reason("drafts that name no document");
const NO_CLAIM: Reason = Reason("stretches of time, “one”, and figures in quotation marks");
const ANOTHER: Reason = Reason("documents that are not among the notes");

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let credited = || {
        let statements = facts.statements.iter().filter(|statement| is_of_document(statement));
        let told = statements.flat_map(|statement| {
            let source = statement.source_place();
            figures_of(context, statement).filter_map(move |(here, at)| Some((source?, here, at)))
        });
        told.chain(counted(context))
    };
    if !facts.notes().sources().iter().any(|source| source.named.kind == Some(NotesKind::Document)) {
        if context.is_traced() {
            credited().for_each(|(_, here, at)| context.passes_over(here.place(at.range), NONE_NAMED));
        }
        return Vec::new();
    }
    let recorded = facts.notes().figures();
    credited().filter_map(|(source, here, figure)| finding(here, source, figure, recorded)).collect()
}

/// The figures of what a document counts where no verb of saying tells it, each with the words for the document: "the report counted
/// 221 salmon".
fn counted<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = (Span, Figures<'c, 'a>, &'a Quantity)> {
    let facts = context.facts;
    let untold = |fact: &&SentenceFact| {
        let mut statements = facts.statements_of(fact.place.passage).iter();
        !statements.any(|statement| fact.place.range.contains_range(statement.attribution.cue))
    };
    facts.sentences.iter().filter(untold).flat_map(move |fact| {
        let Span { passage, range } = fact.place;
        let here = Figures { context, passage };
        let nouns = here.reading().documents.iter().filter(move |noun| range.contains_range(**noun));
        nouns.flat_map(move |&noun| {
            let counted = counted_by(facts.text(fact.place), noun - range.start());
            let counted = counted.map(|counted| counted + range.start());
            let source = here.place(TextRange::new(range.start(), noun.end()));
            let quantities = here.numbers().quantities.iter();
            let inside =
                quantities.filter(move |it| counted.is_some_and(|all| all.contains_range(it.number)));
            inside.map(move |figure| (source, here, figure))
        })
    })
}

fn is_of_document(statement: &Statement) -> bool {
    let attribution = statement.attribution;
    attribution.source_kind == SourceKind::Document && attribution.confidence >= calibration::SURE_OF_SPEAKER
}

/// The figures in what a statement tells.
fn figures_of<'c, 'a>(
    context: &'c Context<'a>,
    statement: &'c Statement,
) -> impl Iterator<Item = (Figures<'c, 'a>, &'a Quantity)> {
    statement.content.iter().flat_map(move |&content| {
        let here = Figures { context, passage: content.passage };
        let quantities = here.numbers().quantities.iter();
        quantities.filter(move |figure| content.range.contains_range(figure.number)).map(move |it| (here, it))
    })
}

fn finding(here: Figures, source: Span, figure: &Quantity, recorded: &[NotesFigure]) -> Option<Flagged> {
    let facts = here.context.facts;
    let range = Figures::counted(figure);
    if figure.quoted || matches!(figure.unit, Unit::Time(_)) || figure.value == Decimal::whole(1) {
        return here.silent(range, NO_CLAIM);
    }
    if !is_among_notes(facts, source) {
        return here.silent(range, ANOTHER);
    }
    if follows(figure, recorded) {
        return here.silent(range, THERE);
    }
    here.context.decides(here.place(range), None, None);
    let words = here.words(range);
    let names: Vec<&str> = documents(facts).map(|(name, _)| name).collect();
    let files = names.join(" or ");
    let missing = format!("“{words}” is not in {files}, and follows from no figures there");
    let near = nearest(here, figure, recorded);
    let message = match near {
        Some(near) => {
            let line = line(facts, near);
            let theirs = facts.notes().words_in(near.passage, Figures::counted(&near.quantity));
            format!("{missing}; it has “{theirs}” (line {line}).")
        }
        None => format!("{missing}: look it up again."),
    };
    let discreet = match near {
        Some(near) => format!("{missing}: look at line {}.", line(facts, near)),
        None => message.clone(),
    };
    let fix = near.and_then(|near| instead(here, figure, near));
    Some(Flagged::new(here.source(range), message).with_discreet(discreet).with_fixes(fix))
}

/// The documents among the notes: the file and its text.
fn documents<'f>(facts: &'f Facts) -> impl Iterator<Item = (&'f str, &'f str)> {
    let documents =
        facts.notes().sources().iter().filter(|source| source.named.kind == Some(NotesKind::Document));
    documents.map(|source| (source.named.file.as_str(), &*source.text))
}

/// Whether the words for a source can mean a document among the notes: its file's name or its text has the noun, and all
/// names that stand with it.
fn is_among_notes(facts: &Facts, source: Span) -> bool {
    let words = facts.text(source);
    let names = facts
        .mentions_of(source.passage)
        .iter()
        .filter(|it| it.is_name && source.range.contains_range(it.place.range));
    let names: Vec<String> = names.map(|mention| spelling::fold(facts.text(mention.place))).collect();
    let nouns = facts.passages[source.passage].reading.documents.iter();
    let nouns = nouns.filter(|noun| source.range.contains_range(**noun));
    let nouns: Vec<String> =
        nouns.map(|noun| spelling::fold(facts.text(Span::new(source.passage, *noun)))).collect();
    !words.is_empty()
        && documents(facts).any(|(file, text)| {
            let (file, text) = (spelling::fold(file), spelling::fold(text));
            let has = |word: &String| file.contains(word.as_str()) || text.contains(word.as_str());
            nouns.iter().all(has) && names.iter().all(has)
        })
}

/// Whether a document has a figure, or its figures make it.
fn follows(figure: &Quantity, recorded: &[NotesFigure]) -> bool {
    let mut here = recorded;
    while let Some(first) = here.first() {
        let length = here.iter().take_while(|it| it.passage == first.passage).count();
        let (passage, behind) = here.split_at(length);
        if passage.iter().any(|it| is_same(figure, &it.quantity)) || is_made(figure, passage) {
            return true;
        }
        here = behind;
    }
    false
}

fn is_same(figure: &Quantity, other: &Quantity) -> bool {
    let (one, other_value) = (hundredths(figure), hundredths(other));
    kind(figure) == kind(other) && one.meets(other_value)
}

/// Whether a figure is a sum, a difference, a share or an average of figures that stand together.
fn is_made(figure: &Quantity, passage: &[NotesFigure]) -> bool {
    /// In a longer table everything follows from something.
    const MOST: usize = 40;
    let meant = hundredths(figure);
    let all: Vec<&Quantity> = passage.iter().map(|it| &it.quantity).take(MOST).collect();
    let alike = || all.iter().filter(|other| kind(other) == kind(figure));
    let sum = alike().map(|other| hundredths(other)).reduce(Interval::plus);
    if kind(figure) != Kind::Share && sum.is_some_and(|sum| sum.meets(meant)) {
        return true;
    }
    all.iter().enumerate().any(|(number, one)| {
        all.iter().enumerate().filter(|(other, _)| *other != number).any(|(_, other)| {
            let (first, second) = (hundredths(one), hundredths(other));
            let same = kind(one) == kind(other);
            let whole = || first.over(second);
            match (kind(figure), kind(one), kind(other)) {
                // "Half" of two counts, or what is left of a hundred.
                (Kind::Share, ..) if same => {
                    let hundred = Interval::exact(Decimal::whole(100));
                    whole().is_some_and(|it| it.times(hundred).meets(meant))
                        || kind(one) == Kind::Share
                            && (first.plus(second).meets(meant) || first.minus(second).meets(meant))
                }
                // A share of a count.
                (mine, theirs, Kind::Share) if mine == theirs => first
                    .times(second)
                    .over(Interval::exact(Decimal::whole(100)))
                    .is_some_and(|it| it.meets(meant)),
                (mine, theirs, _) if same && mine == theirs => {
                    first.plus(second).meets(meant)
                        || first.minus(second).meets(meant)
                        || mine == Kind::Counted && whole().is_some_and(|it| it.meets(meant))
                }
                // So much for each.
                (mine, theirs, Kind::Counted) if mine == theirs => whole().is_some_and(|it| it.meets(meant)),
                _ => false,
            }
        })
    })
}

/// What figures can be added to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Counted,
    Share,
    Of(Unit),
}

fn kind(figure: &Quantity) -> Kind {
    match figure.unit {
        Unit::Count => Kind::Counted,
        Unit::Percent | Unit::Points | Unit::Fraction => Kind::Share,
        unit => Kind::Of(unit),
    }
}

/// The numbers that a figure may stand for; shares in hundredths.
fn hundredths(figure: &Quantity) -> Interval {
    match figure.unit {
        Unit::Fraction => figure.interval().times(Interval::exact(Decimal::whole(100))),
        _ => figure.interval(),
    }
}

/// The figure of the documents that was likely meant: of its kind, and with the same digits or the same noun.
fn nearest<'n>(here: Figures, figure: &Quantity, recorded: &'n [NotesFigure]) -> Option<&'n NotesFigure> {
    let notes = here.context.facts.notes();
    let digits = |quantity: &Quantity| {
        let mut digits: Vec<u8> = quantity.value.significant().to_string().into_bytes();
        digits.sort_unstable();
        digits
    };
    let alike = || recorded.iter().filter(|other| other.quantity.unit == figure.unit);
    let noun = figure.noun.map(|noun| spelling::fold(here.words(noun)));
    let theirs = |other: &NotesFigure| {
        let noun = other.quantity.noun?;
        Some(spelling::fold(notes.words_in(other.passage, noun)))
    };
    alike().find(|other| digits(&other.quantity) == digits(figure)).or_else(|| {
        let same = alike().filter(|other| noun.is_some() && theirs(other) == noun);
        same.min_by_key(|other| (other.quantity.value - figure.value).magnitude())
    })
}

/// The line of a document's figure, from 1.
fn line(facts: &Facts, figure: &NotesFigure) -> usize {
    let before = TextRange::up_to(figure.quantity.range.start());
    let further = facts.notes().words_in(figure.passage, before).matches('\n').count();
    facts.notes().passages().get(figure.passage).map_or(1, |passage| passage.line + further)
}

fn instead(here: Figures, figure: &Quantity, near: &NotesFigure) -> Option<Fix> {
    let facts = here.context.facts;
    let theirs = facts.notes().words_in(near.passage, near.quantity.number);
    let text = match figure.in_words == near.quantity.in_words {
        true => theirs.to_owned(),
        false => return here.instead(figure, near.quantity.value),
    };
    let title = format!("Change “{}” to “{text}”", here.words(figure.number));
    let fix = fixes::replace(facts, here.place(figure.number), text, title, Safety::Suggested);
    (!fix.edits.is_empty()).then_some(fix)
}
