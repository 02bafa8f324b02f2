//! Completion: the actors of the draft and of the newsroom's roster, and the verbs of speech behind a quotation.

use std::sync::Arc;

use copydesk_text::{PositionEncoding, TextRange, TextSize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionOptions, CompletionParams, CompletionResponse,
    CompletionTextEdit, Position, TextDocumentPositionParams, TextEdit,
};

use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// Verbs that report and do not judge, the usual one first.
const VERBS: [&str; 6] = ["said", "told reporters", "added", "asked", "replied", "wrote"];

/// How far back a name may begin.
const REACH: u32 = 64;

/// A roster may have a hundred thousand names: from how many letters on, and how many of them, are offered.
const FEWEST_LETTERS: usize = 2;
const MOST_NAMES: usize = 100;

/// What the server offers: it is asked when a word is written, and behind a closing quotation mark.
pub(in crate::lsp) fn offer() -> CompletionOptions {
    CompletionOptions {
        trigger_characters: Some(vec!["”".to_owned(), "\"".to_owned()]),
        ..CompletionOptions::default()
    }
}

/// What may be written at a position.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn items(
    session: &Arc<Session>,
    params: CompletionParams,
) -> Result<Option<CompletionResponse>> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position;
    let items = move |session: &Session, snapshot: &Snapshot| {
        items_at(snapshot, position, session.editor.abilities().encoding)
    };
    Ok(Some(CompletionResponse::Array(session.answer(&text_document.uri, items).await?)))
}

fn items_at(snapshot: &Snapshot, position: Position, encoding: PositionEncoding) -> Vec<CompletionItem> {
    let document = snapshot.document();
    let at = convert::offset(document, position, encoding);
    let start = at.checked_sub(REACH.into()).unwrap_or_default();
    let before = document.slice(TextRange::new(start, at));
    let before = before.rsplit(['\n', '\r']).next().unwrap_or("");
    let word = &before[before.rfind(|c: char| !is_part_of_name(c)).map_or(0, |at| at + width(before, at))..];
    let lead = &before[..before.len() - word.len()];
    let replaced = TextRange::new(at - TextSize::of(word), at);
    let edit = |text: String| {
        let range = convert::range(document, replaced, encoding);
        Some(CompletionTextEdit::Edit(TextEdit::new(range, text)))
    };
    let mut items = Vec::new();
    if lead.trim_end().ends_with(['”', '"']) && word.chars().all(char::is_lowercase) {
        // Directly behind the mark a blank is missing.
        let blank = if lead.ends_with(['”', '"']) { " " } else { "" };
        items.extend(VERBS.iter().enumerate().filter(|(_, verb)| verb.starts_with(word)).map(
            |(number, verb)| CompletionItem {
                label: (*verb).to_owned(),
                kind: Some(CompletionItemKind::KEYWORD),
                sort_text: Some(format!("0{number}")),
                filter_text: Some((*verb).to_owned()),
                text_edit: edit(format!("{blank}{verb}")),
                ..CompletionItem::default()
            },
        ));
    }
    items.extend(actors(snapshot, word, at).into_iter().enumerate().map(|(number, (name, detail))| {
        CompletionItem {
            text_edit: edit(name.clone()),
            filter_text: Some(name.clone()),
            label: name,
            kind: Some(CompletionItemKind::CLASS),
            detail,
            sort_text: Some(format!("1{number:04}")),
            ..CompletionItem::default()
        }
    }));
    items
}

fn is_part_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '\'' | '’' | '.')
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The names of actors that begin with a word, those of the nearest mention first, and last those of the roster. The actor
/// whose name is being written is left out where this is the only mention.
fn actors(snapshot: &Snapshot, word: &str, at: TextSize) -> Vec<(String, Option<String>)> {
    let inspection = snapshot.inspection();
    let wanted = word.to_lowercase();
    let begins = |name: &str| name.split(' ').any(|part| part.to_lowercase().starts_with(&wanted));
    let mut found: Vec<(u32, String, Option<String>)> = Vec::new();
    for (number, actor) in inspection.actors.iter().enumerate() {
        let elsewhere = inspection
            .mentions
            .iter()
            .filter(|mention| mention.actor == number && !mention.range.contains_inclusive(at));
        let distance = |start: TextSize| u32::from(start).abs_diff(u32::from(at));
        let Some(nearest) = elsewhere.map(|mention| distance(mention.range.start())).min() else { continue };
        let names = std::iter::once(&actor.name).chain(actor.aliases.iter().filter(|it| **it != actor.name));
        for name in names {
            if begins(name) && !found.iter().any(|(_, known, _)| known == name) {
                found.push((nearest, name.clone(), actor.descriptions.first().cloned()));
            }
        }
    }
    found.sort_by_key(|(distance, _, _)| *distance);
    if wanted.chars().count() >= FEWEST_LETTERS {
        for actor in snapshot.settings.roster().actors() {
            // What is never right is not offered.
            for name in std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.spellings) {
                if begins(name) && !found.iter().any(|(_, known, _)| **known == **name) {
                    let about = actor.role.as_deref().or(actor.description.as_deref()).map(str::to_owned);
                    found.push((u32::MAX, name.to_string(), about));
                }
            }
            if found.len() >= MOST_NAMES {
                break;
            }
        }
    }
    found.into_iter().map(|(_, name, description)| (name, description)).collect()
}
