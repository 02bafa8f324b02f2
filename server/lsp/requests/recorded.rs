//! What the reporter's notes have of quotations, for the cards, the way there and back, and the lens above a draft.

use copydesk_desk::{Grade, NotesSource, QuotationSummary, RecordPlace, RecordSummary, shown_notes};
use copydesk_text::{Dialect, Document, PositionEncoding, TextRange, TextSize};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use tower_lsp::ls_types::Location;

use crate::lsp::protocol::convert::{self, file_uri};
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The quotation at a byte of a draft.
pub(super) fn quotation_at(snapshot: &Snapshot, at: TextSize) -> Option<&QuotationSummary> {
    snapshot.inspection().quotations.iter().find(|quotation| quotation.range.contains_inclusive(at))
}

/// What the notes have of a quotation, in markdown; `None` where the draft names no notes.
pub(super) fn card(snapshot: &Snapshot, quotation: &QuotationSummary) -> Option<String> {
    let record = quotation.record.as_ref()?;
    let found = record.place.as_ref().and_then(|place| Some((place, source(snapshot, place)?)));
    let Some((place, source)) = found else { return Some(format!("{}.", record.told())) };
    let who = place.speaker.as_ref().map(|name| format!("**{}**, ", plain(name))).unwrap_or_default();
    let mut text = format!("{}.\n\n{who}{}, {}:\n", record.told(), plain(&place.file), place.at);
    let notes = snapshot.settings.notes();
    let file = notes.sources().iter().position(|source| source.named.file == place.file)?;
    let recorded = notes.told(file, place.span);
    text += &format!("\n> {}\n", around(&source.text, place, &recorded));
    let quoted = shown_notes(&snapshot.document().slice(quotation.range));
    if matches!(record.status, Grade::Cleaned | Grade::Changed) {
        let quoted = quoted.trim_matches(['“', '”', '"', '‘', '’', '«', '»', ',']);
        text += &format!("\nThe difference: {}\n", difference(&recorded, quoted));
    }
    if source.named.machine {
        text += "\nA machine wrote this down: listen before you change the draft.\n";
    }
    Some(text)
}

fn source<'s>(snapshot: &'s Snapshot, place: &RecordPlace) -> Option<&'s NotesSource> {
    snapshot.settings.notes().sources().iter().find(|source| source.named.file == place.file)
}

/// The recorded words with a sentence on either side, within what the same person says there.
fn around(text: &str, place: &RecordPlace, recorded: &str) -> String {
    let (start, end) = (usize::from(place.span.start()), usize::from(place.span.end()));
    let (first, last) = (usize::from(place.passage.start()), usize::from(place.passage.end()));
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let is_end = |letter: char| matches!(letter, '.' | '!' | '?');
    let before = part(first.min(start), start);
    let before =
        before.trim_end().trim_end_matches(is_end).rfind(is_end).map_or(before, |at| &before[at + 1..]);
    let behind = part(end, last.max(end));
    // The end of the sentence that is quoted, and the one behind it.
    let behind = behind.match_indices(is_end).nth(1).map_or(behind, |(at, _)| &behind[..=at]);
    let words = |words: &str| plain(&shown_notes(words));
    // The stop at the end of what somebody says is no part of the last sentence's words.
    let stop = if behind.ends_with(is_end) { "" } else { part(last.max(end), last.max(end) + 1).trim() };
    let space = if behind.starts_with([' ', '\n', '\r']) { " " } else { "" };
    let text = format!("{} **{}**{space}{}{stop}", words(before), plain(recorded), words(behind));
    text.trim().to_owned()
}

/// The recorded words as they became those of the draft: what went is struck through, what came is bold. Marks beside words and
/// capitals make no difference.
fn difference(recorded: &str, quoted: &str) -> String {
    let bare = |word: &&str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let (recorded, quoted): (Vec<&str>, Vec<&str>) =
        (recorded.split_whitespace().collect(), quoted.split_whitespace().collect());
    let (before, after): (Vec<String>, Vec<String>) =
        (recorded.iter().map(bare).collect(), quoted.iter().map(bare).collect());
    let mut shown = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (tag, was, is) = operation.as_tag_tuple();
        let (was, is) = (plain(&recorded[was].join(" ")), plain(&quoted[is].join(" ")));
        if tag == DiffTag::Equal {
            shown.push(is);
            continue;
        }
        shown.extend((!was.is_empty()).then(|| format!("~~{was}~~")));
        shown.extend((!is.is_empty()).then(|| format!("**{is}**")));
    }
    shown.join(" ")
}

/// Words of notes so that markdown shows them as they are.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '~' | '#' | '|' | '!') {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}

/// Where the notes have the quotation at a byte of a draft.
pub(super) fn location(snapshot: &Snapshot, at: TextSize, encoding: PositionEncoding) -> Option<Location> {
    let RecordSummary { place, .. } = quotation_at(snapshot, at)?.record.as_ref()?;
    let place = place.as_ref()?;
    let source = source(snapshot, place)?;
    let uri = file_uri(source.path.as_ref()?)?;
    let document = Document::new(&source.text, Dialect::Data);
    Some(Location::new(uri, convert::range(&document, place.span, encoding)))
}

/// The quotations of open drafts that stand at a byte of notes, which are a file of their own.
pub(super) fn quoted_at(
    session: &Session,
    notes: &Snapshot,
    at: TextSize,
    encoding: PositionEncoding,
) -> Vec<Location> {
    let Some(path) = notes.path.as_deref().filter(|path| session.configuration.notes.reads(path)) else {
        return Vec::new();
    };
    let whole = session.editor.host.files.whole(path).unwrap_or_else(|_| path.to_path_buf());
    let line = |text: &str, range: TextRange| {
        let start = text[..usize::from(range.start()).min(text.len())].rfind('\n').map_or(0, |at| at + 1);
        let end = text[usize::from(range.end()).min(text.len())..].find('\n');
        let end = end.map_or(text.len(), |at| usize::from(range.end()) + at);
        (start..=end).contains(&usize::from(at))
    };
    let mut found = Vec::new();
    for draft in session.editor.documents.all().iter().filter_map(|open| open.kept()) {
        for quotation in &draft.inspection().quotations {
            let place = quotation.record.as_ref().and_then(|record| record.place.as_ref());
            let here = place.and_then(|place| Some((place, source(&draft, place)?)));
            let here = here.filter(|(place, source)| {
                source.path.as_deref() == Some(&whole) && line(&source.text, place.span)
            });
            if here.is_some() {
                let range = convert::range(draft.document(), quotation.range, encoding);
                found.push(Location::new(draft.uri.clone(), range));
            }
        }
    }
    found
}

/// "42 quotations: 31 as recorded, 6 cleaned, 3 changed, 2 not found"; `None` where the draft names no notes or quotes nobody.
pub(super) fn in_words(snapshot: &Snapshot) -> Option<String> {
    let grades = snapshot.inspection().quotations.iter().filter_map(|it| Some(it.record.as_ref()?.status));
    let grades: Vec<Grade> = grades.collect();
    let kinds = [
        (Grade::Exact, "as recorded"),
        (Grade::Cleaned, "cleaned"),
        (Grade::Changed, "changed"),
        (Grade::Stitched, "put together"),
        (Grade::Missing, "not found"),
    ];
    let counts =
        kinds.into_iter().map(|(kind, word)| (grades.iter().filter(|grade| **grade == kind).count(), word));
    let counts = counts.filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let counts: Vec<String> = counts.collect();
    let plural = if grades.len() == 1 { "" } else { "s" };
    (!grades.is_empty()).then(|| format!("{} quotation{plural}: {}", grades.len(), counts.join(", ")))
}
