//! The outline of a draft, and actors across drafts.

use std::sync::Arc;

use copydesk_desk::{Inspection, MentionKind};
use copydesk_text::{PassageKind, TextRange};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind,
};

use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// How many characters of a quotation its entry shows.
const NAME: usize = 60;

/// One entry of an outline.
struct Entry {
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    /// All that belongs to it.
    range: TextRange,
    /// The words that name it.
    words: TextRange,
    children: Vec<Entry>,
}

/// The headings with the quotations under them, and the actors.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn of_document(
    session: &Arc<Session>,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    session.answer(&params.text_document.uri, symbols).await.map(Some)
}

fn symbols(session: &Session, snapshot: &Snapshot) -> DocumentSymbolResponse {
    let entries = outline(snapshot);
    let abilities = session.editor.abilities();
    let at = |range| convert::range(snapshot.document(), range, abilities.encoding);
    if abilities.nested_symbols {
        let entries = entries.into_iter().map(|entry| nested(entry, &at));
        return DocumentSymbolResponse::Nested(entries.collect());
    }
    let mut flat = Vec::new();
    for entry in entries {
        flatten(entry, None, &mut |entry, container| {
            let location = Location::new(snapshot.uri.clone(), at(entry.words));
            flat.push(information(entry.name.clone(), entry.kind, location, container));
        });
    }
    DocumentSymbolResponse::Flat(flat)
}

/// The symbol of what a name names: one of the first 18, which every client knows.
pub(super) fn kind_of(kind: MentionKind) -> SymbolKind {
    match kind {
        MentionKind::Person => SymbolKind::CLASS,
        MentionKind::Organisation => SymbolKind::MODULE,
        MentionKind::Place => SymbolKind::NAMESPACE,
        MentionKind::Other => SymbolKind::VARIABLE,
    }
}

/// A symbol in the flat form.
#[expect(deprecated, reason = "the type has a field that nobody is to use")]
pub(super) fn information(
    name: String,
    kind: SymbolKind,
    location: Location,
    container: Option<String>,
) -> SymbolInformation {
    SymbolInformation { name, kind, tags: None, deprecated: None, location, container_name: container }
}

fn outline(snapshot: &Snapshot) -> Vec<Entry> {
    let inspection = snapshot.inspection();
    let mut entries = sections(snapshot);
    let mut loose = Vec::new();
    for quotation in &inspection.quotations {
        let entry = Entry {
            name: in_short(&snapshot.document().slice(quotation.range), NAME),
            detail: quotation.attribution.and_then(|number| speaker(snapshot, inspection, number)),
            kind: SymbolKind::STRING,
            range: quotation.range,
            words: quotation.range,
            children: Vec::new(),
        };
        match innermost(&mut entries, quotation.range) {
            Some(section) => section.children.push(entry),
            None => loose.push(entry),
        }
    }
    entries.extend(loose);
    sort(&mut entries);
    entries.extend(actors(inspection));
    entries
}

/// Everything under its parent in the order of the draft.
fn sort(entries: &mut [Entry]) {
    entries.sort_by_key(|entry| entry.range.start());
    entries.iter_mut().for_each(|entry| sort(&mut entry.children));
}

/// The headings, each holding what stands under it.
fn sections(snapshot: &Snapshot) -> Vec<Entry> {
    let document = snapshot.document();
    let mut open: Vec<(u8, Entry)> = Vec::new();
    let mut top = Vec::new();
    let close = |open: &mut Vec<(u8, Entry)>, top: &mut Vec<Entry>, level: u8, end| {
        while open.last().is_some_and(|(known, _)| *known >= level) {
            let Some((_, mut entry)) = open.pop() else { break };
            entry.range = TextRange::new(entry.range.start(), end);
            match open.last_mut() {
                Some((_, parent)) => parent.children.push(entry),
                None => top.push(entry),
            }
        }
    };
    for (index, block) in document.blocks().iter().enumerate() {
        let start = document.block_start(index);
        for passage in &block.passages {
            let PassageKind::Heading(level) = passage.kind else { continue };
            let range = passage.range() + start;
            close(&mut open, &mut top, level, range.start());
            let entry = Entry {
                name: passage.text.clone(),
                detail: None,
                kind: SymbolKind::STRING,
                range,
                words: range,
                children: Vec::new(),
            };
            open.push((level, entry));
        }
    }
    close(&mut open, &mut top, 0, document.len());
    top.retain(|entry| !entry.name.is_empty());
    top
}

fn innermost(entries: &mut [Entry], range: TextRange) -> Option<&mut Entry> {
    let section = entries.iter_mut().rev().find(|entry| entry.range.contains_range(range))?;
    let deeper =
        section.children.iter().any(|child| child.range != child.words && child.range.contains_range(range));
    if deeper { innermost(&mut section.children, range) } else { Some(section) }
}

fn speaker(snapshot: &Snapshot, inspection: &Inspection, attribution: usize) -> Option<String> {
    let attribution = inspection.attributions.get(attribution)?;
    match attribution.actor {
        Some(actor) => inspection.actors.get(actor).map(|actor| actor.name.clone()),
        None => attribution.source.first().map(|&range| snapshot.document().slice(range)),
    }
}

fn actors(inspection: &Inspection) -> impl Iterator<Item = Entry> {
    inspection.actors.iter().enumerate().filter_map(|(number, actor)| {
        let first = inspection.mentions.iter().find(|mention| mention.actor == number)?;
        Some(Entry {
            name: actor.name.clone(),
            detail: actor.descriptions.first().cloned(),
            kind: kind_of(actor.kind),
            range: first.range,
            words: first.range,
            children: Vec::new(),
        })
    })
}

#[expect(deprecated, reason = "the type has a field that nobody is to use")]
fn nested(entry: Entry, at: &impl Fn(TextRange) -> tower_lsp::ls_types::Range) -> DocumentSymbol {
    let children: Vec<_> = entry.children.into_iter().map(|child| nested(child, at)).collect();
    DocumentSymbol {
        name: entry.name,
        detail: entry.detail,
        kind: entry.kind,
        tags: None,
        deprecated: None,
        range: at(entry.range),
        selection_range: at(entry.words),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

fn flatten(entry: Entry, container: Option<String>, take: &mut impl FnMut(&Entry, Option<String>)) {
    take(&entry, container);
    for child in entry.children {
        flatten(child, Some(entry.name.clone()), take);
    }
}

/// Words on one line, cut behind so many characters, with "…" where there are more.
pub(super) fn in_short(words: &str, most: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}
