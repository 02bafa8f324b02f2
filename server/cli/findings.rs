//! What checking found, with everything an output format needs: formats are functions over this plain data.

use std::collections::HashMap;
use std::hash::Hasher as _;
use std::ops::Range;

use copydesk_desk::{
    Discord, Draft, Finding, NameInUse, OddName, Problem, Settings, Severity, TOO_LONG, TextEdit,
    names_in_use,
};
use copydesk_project::{Conversion, DraftFile, DraftText, FileProblem};
use copydesk_text::{Dialect, Document, Place, Places, behind_mark, mark_length};
use text_size::TextRange;

use super::notes::Wrong;

/// How many bytes of its lines a finding keeps on either side: more than any terminal shows.
const REACH: usize = 400;

/// A finding and where it stands. All ranges are bytes in the file.
pub(crate) struct PlacedFinding {
    /// The draft.
    pub path: String,
    /// The finding.
    pub finding: Finding,
    /// Where it starts and ends.
    pub range: (Place, Place),
    /// Whether its lines are the numbers of paragraphs, since the file has no lines.
    pub in_paragraphs: bool,
    /// The same with columns in bytes.
    pub bytes: (Place, Place),
    /// The words at fault, their white space evened out.
    pub words: String,
    /// A number of the sentence around, which tells these words from the same ones elsewhere; stable over versions and machines.
    pub sentence: u64,
    /// Where each edit of each of the finding's fixes starts and ends.
    pub edits: Vec<Vec<EditPlaces>>,
    /// Where each of the finding's related places starts and ends.
    pub related: Vec<(Place, Place)>,
    /// The lines it stands on, or the part of long lines around the words at fault.
    pub lines: String,
    /// The words at fault within those lines, in bytes.
    pub marked: Range<usize>,
    /// A place in another draft that explains it.
    pub elsewhere: Option<Elsewhere>,
}

/// A place in another draft.
pub(crate) struct Elsewhere {
    /// That draft.
    pub path: String,
    /// Bytes in its file.
    pub span: TextRange,
    /// Where it starts and ends.
    pub range: (Place, Place),
    /// As in [`PlacedFinding`].
    pub in_paragraphs: bool,
    /// What to see there.
    pub message: String,
}

/// Where an edit starts and ends.
pub(crate) struct EditPlaces {
    /// With columns in characters.
    pub characters: (Place, Place),
    /// With columns in bytes.
    pub bytes: (Place, Place),
}

/// What the desk finds in a draft. All ranges are bytes of the text behind the byte order mark.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// In the order of the draft.
    pub findings: Vec<Finding>,
    /// The sentence in which each of them begins; `None` outside sentences.
    pub sentences: Vec<Option<TextRange>>,
    /// What is wrong with its front matter, and that it is too long to be read.
    pub problems: Vec<Problem>,
    /// What is worth knowing of its front matter and of the notes that it names, and fails no check.
    pub remarks: Vec<Problem>,
    /// How many words it has.
    pub words: usize,
    /// The names to compare with those of other drafts.
    pub names: Vec<NameInUse>,
}

impl Found {
    /// The same, with what is wrong with the notes that the draft names.
    pub(super) fn beside(mut self, wrong: Wrong) -> Found {
        self.problems.extend(wrong.problems);
        self.remarks.extend(wrong.remarks);
        self
    }

    /// What is found in a draft that was read.
    pub(super) fn of(analysis: &Draft, settings: &Settings) -> Found {
        let skimmed = analysis.is_skimmed().then(|| Problem { range: None, message: TOO_LONG.to_owned() });
        let facts = analysis.facts(settings);
        let findings = analysis.check_facts(&facts, settings);
        Found {
            sentences: findings.iter().map(|finding| facts.sentence_around(finding.range)).collect(),
            findings,
            problems: analysis.problems().into_iter().chain(skimmed).collect(),
            remarks: analysis.remarks(),
            words: analysis.words(),
            names: names_in_use(&facts),
        }
    }

    /// What is found in a draft's text.
    pub(super) fn in_text(draft: &DraftFile, text: &str, settings: &Settings) -> Found {
        Found::of(&analyse(&text[mark_length(text)..], draft.dialect()), settings)
    }
}

/// A draft's text without its byte order mark, read as far as its length allows.
pub(super) fn analyse(text: &str, dialect: Dialect) -> Draft {
    let mut analysis = Draft::as_length_allows(Document::new(text, dialect));
    analysis.read_all();
    analysis
}

/// What was found in one draft.
#[derive(Default)]
pub(crate) struct Checked {
    /// The draft, as findings name it.
    pub name: String,
    /// In the order of the draft.
    pub findings: Vec<PlacedFinding>,
    /// What is wrong with its front matter.
    pub problems: Vec<FileProblem>,
    /// As in [`Found`].
    pub remarks: Vec<FileProblem>,
    /// How many words it has.
    pub words: usize,
    /// The names to compare with those of other drafts.
    pub names: Vec<NameInUse>,
}

/// What was found in all drafts.
#[derive(Default)]
pub(crate) struct Findings {
    /// In the order of the drafts.
    pub findings: Vec<PlacedFinding>,
    /// First the configurations', then in the order of the drafts.
    pub problems: Vec<FileProblem>,
    /// In the order of the drafts.
    pub remarks: Vec<FileProblem>,
    /// The drafts that were read.
    pub drafts: Vec<String>,
    /// How many words they have.
    pub words: usize,
}

impl Findings {
    /// How many findings have that severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.finding.severity == severity).count()
    }

    /// Takes the words of the reporters' notes out of what is told.
    pub(crate) fn withhold(&mut self) {
        for found in self.findings.iter_mut().filter(|found| found.finding.discreet.is_some()) {
            found.finding.withhold();
            found.edits.clear();
        }
    }

    /// Adds a draft's.
    pub(crate) fn add(&mut self, checked: Checked) {
        self.findings.extend(checked.findings);
        self.problems.extend(checked.problems);
        self.remarks.extend(checked.remarks);
        self.drafts.push(checked.name);
        self.words += checked.words;
    }
}

/// What was found in a draft of that name, with the places where it stands in its file's text.
pub(super) fn place(name: &str, text: &str, conversion: Option<&Conversion>, found: Found) -> Checked {
    let mark = mark_length(text);
    let places = Places::new(text);
    // Many findings may stand in one sentence, and a sentence may be long.
    let mut numbers = HashMap::new();
    let findings = found.findings.into_iter().zip(found.sentences).map(|(finding, sentence)| {
        let finding = moved(finding, mark);
        let sentence: Range<usize> = match sentence {
            Some(sentence) => behind_mark(sentence, mark).into(),
            None => {
                let (lines, start) = places.lines(finding.range.into());
                start..start + lines.len()
            }
        };
        let sentence = *numbers.entry(sentence.clone()).or_insert_with(|| number(&places, sentence));
        locate(name, finding, sentence, &places, conversion)
    });
    let findings = findings.collect();
    let placed = |problem: Problem| FileProblem {
        path: name.to_owned(),
        place: problem.range.map(|range| places.place(behind_mark(range, mark).start().into())),
        message: problem.message,
    };
    Checked {
        name: name.to_owned(),
        findings,
        problems: found.problems.into_iter().map(placed).collect(),
        remarks: found.remarks.into_iter().map(placed).collect(),
        words: found.words,
        names: found.names,
    }
}

/// The finding for a name that other drafts write otherwise; `None` where its draft silences it or has changed meanwhile.
pub(super) fn locate_discord(
    discord: Discord,
    draft: &DraftFile,
    settings: &Settings,
    other: &DraftFile,
) -> Option<PlacedFinding> {
    let DraftText { text, conversion, .. } = draft.read().ok()?;
    let mark = mark_length(&text);
    let analysis = Draft::unread(Document::new(&text[mark..], draft.dialect()));
    let Discord { odd: OddName { rule, message, .. }, range, fixes, usual, .. } = discord;
    let severity = analysis.admits(rule, range, settings)?;
    let finding = Finding { rule, severity, message, range, related: Vec::new(), fixes, discreet: None };
    let (finding, places) = (moved(finding, mark), Places::new(&text));
    // Of a draft that is not read again the sentence is not known: the words stand for it.
    let sentence = number(&places, finding.range.into());
    let mut finding = locate(&draft.name, finding, sentence, &places, conversion.as_ref());
    let DraftText { text: other_text, conversion, .. } = other.read().ok()?;
    let span = behind_mark(usual.1, mark_length(&other_text));
    let words = other_text.get(Range::<usize>::from(span))?;
    finding.elsewhere = Some(Elsewhere {
        path: other.name.clone(),
        span,
        range: counted(Places::new(&other_text).places(span), conversion.as_ref()),
        in_paragraphs: conversion.is_some(),
        message: format!("“{words}” here"),
    });
    Some(finding)
}

/// A number of the words in a range.
fn number(places: &Places<'_>, range: Range<usize>) -> u64 {
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(places.words(range).as_bytes());
    hasher.finish()
}

/// The finding with its places; `sentence`: the number of the sentence around.
fn locate(
    name: &str,
    mut finding: Finding,
    sentence: u64,
    places: &Places<'_>,
    conversion: Option<&Conversion>,
) -> PlacedFinding {
    if conversion.is_some() {
        // They would edit the markdown, which is not what stands in the file.
        finding.fixes.clear();
    }
    let range = counted(places.places(finding.range), conversion);
    let related = finding.related.iter();
    let related = related.map(|related| counted(places.places(related.range), conversion)).collect();
    let (start, end): (usize, usize) = (finding.range.start().into(), finding.range.end().into());
    let (lines, lines_start) = places.lines(start..end);
    let within = |at: usize| at.saturating_sub(lines_start).min(lines.len());
    let (lines, marked) = surroundings(lines, within(start)..within(end));
    let edit = |edit: &TextEdit| EditPlaces {
        characters: places.places(edit.range),
        bytes: places.byte_places(edit.range),
    };
    PlacedFinding {
        path: name.to_owned(),
        range,
        in_paragraphs: conversion.is_some(),
        bytes: counted(places.byte_places(finding.range), conversion),
        words: places.words(start..end),
        sentence,
        edits: finding.fixes.iter().map(|fix| fix.edits.iter().map(edit).collect()).collect(),
        related,
        lines: lines.to_owned(),
        marked,
        finding,
        elsewhere: None,
    }
}

/// Places in a draft's text as its readers count: lines are paragraphs where the file has no lines.
fn counted(range: (Place, Place), conversion: Option<&Conversion>) -> (Place, Place) {
    let counted = |place: Place| match conversion {
        Some(conversion) => Place { line: conversion.paragraph(place.line), ..place },
        None => place,
    };
    (counted(range.0), counted(range.1))
}

/// The part of the lines that an excerpt can show, and the marked words within it. A line is often a whole paragraph, or the
/// whole draft, and is not kept for each of its findings.
fn surroundings(lines: &str, marked: Range<usize>) -> (&str, Range<usize>) {
    let mut start = marked.start.saturating_sub(REACH);
    while !lines.is_char_boundary(start) {
        start += 1;
    }
    let mut end = marked.end.min(marked.start + REACH).saturating_add(REACH).min(lines.len());
    while !lines.is_char_boundary(end) {
        end -= 1;
    }
    (&lines[start..end], marked.start - start..marked.end.min(end) - start)
}

/// The finding with ranges in the file rather than in the text behind its byte order mark.
fn moved(mut finding: Finding, mark: usize) -> Finding {
    let move_range = |range: &mut TextRange| *range = behind_mark(*range, mark);
    if mark > 0 {
        move_range(&mut finding.range);
        finding.related.iter_mut().for_each(|related| move_range(&mut related.range));
        let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
        edits.for_each(|edit: &mut TextEdit| move_range(&mut edit.range));
    }
    finding
}
