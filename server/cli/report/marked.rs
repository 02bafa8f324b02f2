//! A draft's prose with everything marked in it. Marks may overlap as they like; the text is cut wherever one begins or
//! ends, and the pieces are put together again by sentence, by statement and by word of attribution. A mark is a link,
//! so that the Tab key and a tap reach it, and its explanation stands hidden behind it until it is looked at.

use std::ops::Range;

use copydesk_desk::{Need, SentenceSummary, Severity};
use copydesk_text::PassageKind;
use maud::{Markup, html};

use super::Reported;
use super::parts::{Ids, clean};
use super::shown::is_claim;
use super::sources::{explain_actor, explain_source, explain_statement};
use super::voices::is_shown;
use crate::cli::prose::Paragraph;

/// What a mark marks; the number counts in the inspection or in the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Sentence(usize),
    Content(usize),
    Source(usize),
    Cue(usize),
    Mention(usize),
    Quotation,
    Finding(usize),
}

/// A stretch of a paragraph within which all marks stay the same.
#[derive(Clone, Default)]
struct Piece {
    range: Range<usize>,
    sentence: Option<usize>,
    content: Option<usize>,
    word: Option<What>,
    quoted: bool,
    found: Option<Severity>,
    /// The findings whose words end here.
    ending: Vec<usize>,
}

/// Writes the prose of a draft.
pub(super) struct Writer<'a> {
    reported: &'a Reported,
    ids: Ids,
    marks: Vec<Vec<(Range<usize>, What)>>,
    notes: usize,
}

impl<'a> Writer<'a> {
    /// Finds out where every mark stands.
    pub(super) fn new(reported: &'a Reported, ids: Ids) -> Writer<'a> {
        let shown = &reported.shown;
        let inspection = &shown.inspection;
        let mut marks = vec![Vec::new(); shown.prose.paragraphs.len()];
        let mut mark = |range, what| {
            if let Some((paragraph, range)) = shown.prose.locate(range) {
                let range = visible(shown.prose.paragraphs[paragraph].text(), range);
                marks[paragraph].push((range, what));
            }
        };
        for (number, sentence) in inspection.sentences.iter().enumerate() {
            mark(sentence.range, What::Sentence(number));
        }
        let attributions = inspection.attributions.iter().enumerate();
        for (number, attribution) in attributions.filter(|(_, attribution)| is_shown(attribution)) {
            attribution.content.iter().for_each(|&range| mark(range, What::Content(number)));
            attribution.source.iter().for_each(|&range| mark(range, What::Source(number)));
            attribution.cue.iter().for_each(|&range| mark(range, What::Cue(number)));
        }
        for (number, mention) in inspection.mentions.iter().enumerate() {
            mark(mention.range, What::Mention(number));
        }
        for quotation in &inspection.quotations {
            mark(quotation.range, What::Quotation);
        }
        for (number, finding) in reported.findings.iter().enumerate() {
            mark(finding.finding.range, What::Finding(number));
        }
        Writer { reported, ids, marks, notes: 0 }
    }

    /// Whether a finding's words stand in the prose.
    pub(super) fn is_marked(&self, finding: usize) -> bool {
        let start = self.reported.findings[finding].finding.range.start();
        self.reported.shown.paragraph_at(start).is_some()
    }

    /// The whole prose.
    pub(super) fn prose(&mut self) -> Markup {
        let paragraphs = &self.reported.shown.prose.paragraphs;
        html! {
            @for (number, paragraph) in paragraphs.iter().enumerate() {
                (self.paragraph(number, paragraph))
            }
        }
    }

    fn paragraph(&mut self, number: usize, paragraph: &Paragraph) -> Markup {
        let pieces = pieces(paragraph.text().len(), &self.marks[number], self.reported);
        let words = self.words(paragraph, &pieces);
        let id = self.ids.paragraph(number);
        html! {
            @match paragraph.kind() {
                PassageKind::Heading(1) => h4 .headline id=(id) dir="auto" { (words) },
                PassageKind::Heading(2) => h5 id=(id) dir="auto" { (words) },
                PassageKind::Heading(_) => h6 id=(id) dir="auto" { (words) },
                kind => p id=(id) class=(class(kind)) dir="auto" {
                    @if let Some(number) = paragraph.number { span .number aria-hidden="true" { (number) } }
                    (words)
                },
            }
        }
    }

    fn words(&mut self, paragraph: &Paragraph, pieces: &[Piece]) -> Markup {
        html! {
            @for pieces in pieces.chunk_by(|a, b| a.sentence == b.sentence) {
                (self.sentence(paragraph, pieces))
            }
        }
    }

    fn sentence(&mut self, paragraph: &Paragraph, pieces: &[Piece]) -> Markup {
        let inner = html! {
            @for pieces in pieces.chunk_by(|a, b| a.content == b.content) {
                (self.statement(paragraph, pieces))
            }
        };
        let sentence = pieces[0].sentence.map(|number| &self.reported.shown.inspection.sentences[number]);
        let Some(sentence) = sentence.filter(|sentence| is_claim(sentence)) else { return inner };
        html! { span .claim .open { (inner) (self.mark("claim-mark", "claim", explain_claim(sentence))) } }
    }

    fn statement(&mut self, paragraph: &Paragraph, pieces: &[Piece]) -> Markup {
        let inner = html! {
            @for pieces in pieces.chunk_by(|a, b| a.word == b.word && a.ending.is_empty()) {
                (self.word(paragraph, pieces))
            }
        };
        let Some(number) = pieces[0].content else { return inner };
        let shown = &self.reported.shown;
        let kind = shown.inspection.attributions[number].kind.name();
        html! {
            span class=(format!("content {kind}")) {
                (inner)
                span .note aria-hidden="true" { (explain_statement(number, shown)) }
            }
        }
    }

    fn word(&mut self, paragraph: &Paragraph, pieces: &[Piece]) -> Markup {
        let inner = html! { @for piece in pieces { (text(paragraph, piece)) } };
        let shown = &self.reported.shown;
        let inspection = &shown.inspection;
        let marked = match pieces[0].word {
            Some(What::Cue(number)) => self.mark("cue", inner, explain_statement(number, shown)),
            Some(What::Source(number)) => {
                let attribution = &inspection.attributions[number];
                let kind = match attribution.actor {
                    Some(_) => "source named".to_owned(),
                    None => format!("source {}", attribution.source_kind.name()),
                };
                let note = explain_source(number, shown);
                match attribution.actor {
                    Some(actor) => self.link(&kind, self.ids.actor(actor), inner, note),
                    None => self.mark(&kind, inner, note),
                }
            }
            Some(What::Mention(number)) => {
                let actor = inspection.mentions[number].actor;
                let note = explain_actor(actor, shown);
                self.link("mention", self.ids.actor(actor), inner, note)
            }
            _ => inner,
        };
        let ending = pieces.last().map(|piece| piece.ending.clone()).unwrap_or_default();
        html! {
            (marked)
            @for number in ending { (self.finding(number)) }
        }
    }

    fn finding(&mut self, number: usize) -> Markup {
        let found = &self.reported.findings[number].finding;
        let severity = found.severity.name();
        let note = html! { b .severity .(severity) { (severity) } " " (clean(&found.message)) };
        let label = html! { span .unseen { "finding " } (number + 1) };
        let (note_id, note) = self.note(note);
        html! {
            a class=(format!("mark found-mark {severity}")) id=(self.ids.found(number))
                href={ "#" (self.ids.finding(number)) } aria-describedby=(note_id) { (label) }
            (note)
        }
    }

    /// Marked words that lead nowhere but to their own explanation.
    fn mark(&mut self, class: &str, words: impl maud::Render, note: Markup) -> Markup {
        let target = self.ids.note(self.notes + 1);
        self.link(class, format!("m{target}"), words, note)
    }

    /// Marked words that lead to another part of the page.
    fn link(&mut self, class: &str, target: String, words: impl maud::Render, note: Markup) -> Markup {
        let (note_id, note) = self.note(note);
        let id = format!("m{note_id}");
        html! {
            a class=(format!("mark {class}")) id=(id) href={ "#" (target) } aria-describedby=(note_id) { (words) }
            (note)
        }
    }

    fn note(&mut self, note: Markup) -> (String, Markup) {
        self.notes += 1;
        let id = self.ids.note(self.notes);
        let note = html! { span .note role="tooltip" id=(id) { (note) } };
        (id, note)
    }
}

fn explain_claim(sentence: &SentenceSummary) -> Markup {
    let sure = if sentence.need == Need::Must {
        "A claim without a source"
    } else {
        "Perhaps a claim without a source"
    };
    html! { b { (sure) } " Why it reads like one: " (sentence.reasons.join(", ")) "." }
}

fn class(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Paragraph | PassageKind::Heading(_) => "paragraph",
        PassageKind::ListItem => "item",
        PassageKind::BlockQuote => "block-quote",
        PassageKind::TableCell { header: true } => "cell head",
        PassageKind::TableCell { header: false } => "cell",
        PassageKind::Caption => "caption",
        PassageKind::Footnote => "footnote",
    }
}

fn text(paragraph: &Paragraph, piece: &Piece) -> Markup {
    let text = &paragraph.text()[piece.range.clone()];
    let words = html! {
        @for part in text.split_inclusive('\u{fffc}') {
            @let at = part.as_ptr() as usize - paragraph.text().as_ptr() as usize;
            @match part.strip_suffix('\u{fffc}') {
                Some(words) => {
                    (clean(words))
                    @if let Some(object) = paragraph.object(at + words.len()) { code { (clean(object)) } }
                }
                None => { (clean(part)) }
            }
        }
    };
    let words = match piece.found {
        Some(severity) => html! { span class=(format!("found {}", severity.name())) { (words) } },
        None => words,
    };
    if piece.quoted {
        html! { span .quoted { (words) } }
    } else {
        words
    }
}

/// Cuts a text of so many bytes wherever a mark begins or ends.
fn pieces(length: usize, marks: &[(Range<usize>, What)], reported: &Reported) -> Vec<Piece> {
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    cuts.extend([0, length]);
    cuts.retain(|&cut| cut <= length);
    cuts.sort_unstable();
    cuts.dedup();
    let mut waiting: Vec<&(Range<usize>, What)> = marks.iter().collect();
    waiting.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut open: Vec<&(Range<usize>, What)> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for cut in cuts.windows(2) {
        let range = cut[0]..cut[1];
        open.retain(|(mark, _)| mark.end > range.start);
        while waiting.last().is_some_and(|(mark, _)| mark.start <= range.start) {
            open.extend(waiting.pop());
        }
        let mut piece = Piece { range: range.clone(), ..Piece::default() };
        // The outermost statement is the one whose words the reader takes them for; the innermost mention is the nearest.
        let mut longest = 0;
        for (mark, what) in &open {
            match *what {
                What::Finding(number) => {
                    piece.found = piece.found.max(Some(reported.findings[number].finding.severity));
                    if mark.end == range.end {
                        piece.ending.push(number);
                    }
                }
                What::Sentence(number) => piece.sentence = Some(number),
                What::Content(number) if mark.len() > longest => {
                    longest = mark.len();
                    piece.content = Some(number);
                }
                What::Content(_) => {}
                What::Quotation => piece.quoted = true,
                word => piece.word = nearer(piece.word, word),
            }
        }
        piece.ending.sort_unstable();
        pieces.push(piece);
    }
    pieces
}

/// A range that can be seen: a place between two characters becomes the one behind it, or at the end the one before.
fn visible(text: &str, range: Range<usize>) -> Range<usize> {
    if !range.is_empty() {
        return range;
    }
    match text[range.start..].chars().next() {
        Some(next) => range.start..range.start + next.len_utf8(),
        None => range.start - text.chars().next_back().map_or(0, char::len_utf8)..range.start,
    }
}

/// Words of attribution say more than a mention does.
fn nearer(one: Option<What>, other: What) -> Option<What> {
    let rank = |what: What| match what {
        What::Cue(_) => 2,
        What::Source(_) => 1,
        _ => 0,
    };
    match one {
        Some(one) if rank(one) >= rank(other) => Some(one),
        _ => Some(other),
    }
}
