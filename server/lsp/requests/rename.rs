//! Renames an actor in all forms of the name: the full name, the surname, the given name, each where it stands, and what
//! follows it, such as a possessive ending, stays.

use std::sync::Arc;

use copydesk_desk::{ActorSummary, Inspection, MentionKind, MentionSummary, TextEdit, family_name};
use copydesk_text::{Document, PositionEncoding, TextRange, TextSize};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    MessageType, Position, PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit,
};

use super::navigation::{mention_at_position, mentions_of};
use crate::lsp::protocol::changes::{Change, Edits, workspace_edit};
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The protocol's code for a request that was understood and cannot be done.
const REQUEST_FAILED: i64 = -32803;

/// Which words a rename would be about, and the name as it is.
///
/// # Errors
/// The draft is not open, or there is no name at the position.
pub(in crate::lsp) async fn prepare(
    session: &Arc<Session>,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let TextDocumentPositionParams { text_document, position } = params;
    let prepared = move |session: &Session, snapshot: &Snapshot| {
        let encoding = session.editor.abilities().encoding;
        let mention = named(snapshot, position, encoding)?;
        if !mention.name {
            let why = "This word stands for an actor without naming it; rename one of its names.";
            return Err(refused(why));
        }
        let range = convert::range(snapshot.document(), mention.range, encoding);
        let placeholder = name_of(snapshot.inspection(), mention.actor).to_owned();
        Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }))
    };
    session.answer(&text_document.uri, prepared).await?
}

/// The edits that rename an actor.
///
/// # Errors
/// The draft is not open, there is no name at the position, or the new name is empty or another actor's.
pub(in crate::lsp) async fn rename(
    session: &Arc<Session>,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position;
    let new = params.new_name.split_whitespace().collect::<Vec<_>>().join(" ");
    let renamed = move |session: &Session, snapshot: &Snapshot| {
        let abilities = session.editor.abilities();
        let mention = named(snapshot, position, abilities.encoding)?;
        let Renaming { edits, left, .. } = renaming(snapshot, mention.actor, &new)?;
        let (uri, version) = (snapshot.uri.clone(), snapshot.version);
        let edits = Edits::Text { document: snapshot.document().clone(), edits, placeholders: false };
        Ok((workspace_edit(&[Change { uri, version, edits }], abilities), left))
    };
    let (edit, left) = session.answer(&text_document.uri, renamed).await??;
    if left > 0 {
        let told = if left == 1 {
            "One name has marks between its words and stays as it is: change it by hand.".to_owned()
        } else {
            format!("{left} names have marks between their words and stay as they are: change them by hand.")
        };
        session.editor.client.show_message(MessageType::INFO, told).await;
    }
    Ok(edit.and_then(|edit: Value| serde_json::from_value(edit).ok()))
}

/// The mention at a position.
fn named(snapshot: &Snapshot, position: Position, encoding: PositionEncoding) -> Result<&MentionSummary> {
    mention_at_position(snapshot, position, encoding)
        .ok_or_else(|| refused("Only the name of an actor can be renamed; put the cursor on one."))
}

/// The other actor who goes by a name already, be it a surname.
fn bearer<'i>(inspection: &'i Inspection, actor: usize, name: &str) -> Option<&'i ActorSummary> {
    let name = name.trim_end_matches("’s").to_lowercase();
    let same = |known: &str| known.to_lowercase() == name;
    let surname = |other: &ActorSummary| {
        other.kind == MentionKind::Person && family_name(&other.name).is_some_and(same)
    };
    let others = inspection.actors.iter().enumerate().filter(|&(number, _)| number != actor);
    others
        .map(|(_, other)| other)
        .find(|other| same(&other.name) || surname(other) || other.aliases.iter().any(|alias| same(alias)))
}

/// What renames an actor in a draft.
pub(crate) struct Renaming {
    /// In the order of the draft.
    pub(crate) edits: Vec<TextEdit>,
    /// The new name in the forms that are written.
    forms: Vec<String>,
    /// How many of the names stay as they are, since marks stand between or within their words.
    left: usize,
}

/// Renames an actor, given by its number, wherever it is named.
///
/// # Errors
/// The new name is empty, or another actor's.
pub(crate) fn renaming(snapshot: &Snapshot, actor: usize, new: &str) -> Result<Renaming> {
    if new.is_empty() {
        return Err(refused("An actor needs a name."));
    }
    let (document, inspection) = (snapshot.document(), snapshot.inspection());
    let old = name_of(inspection, actor);
    let person = inspection.actors.get(actor).is_some_and(|actor| actor.kind == MentionKind::Person);
    let mut renaming = Renaming { edits: Vec::new(), forms: Vec::new(), left: 0 };
    for mention in mentions_of(snapshot, actor).filter(|mention| mention.name) {
        let Some(form) = document.visible(mention.range) else {
            renaming.left += 1;
            continue;
        };
        let text = if person { in_form(&form, old, new) } else { in_body_form(&form, old, new) };
        match document.reword(mention.range, &text) {
            Some(rewordings) if rewordings.is_empty() => {}
            Some(rewordings) => {
                let ending = ending(document, &form, mention.range, &text);
                renaming.edits.extend(rewordings.into_iter().map(|(range, text)| TextEdit { range, text }));
                renaming.edits.extend(ending);
                renaming.forms.push(text);
            }
            None => renaming.left += 1,
        }
    }
    let clash = std::iter::once(new)
        .chain(renaming.forms.iter().map(String::as_str))
        .find_map(|form| Some((form, bearer(inspection, actor, form)?)));
    if let Some((form, other)) = clash {
        return Err(refused(format!(
            "“{}” is {} in this draft: two actors would become one. Change single places by hand instead.",
            form.trim_end_matches("’s"),
            other.name
        )));
    }
    renaming.edits = TextEdit::joined(renaming.edits);
    Ok(renaming)
}

/// “Jones’ plan” becomes “Lindt’s plan”: the mark alone is an ending only behind an s.
fn ending(document: &Document, form: &str, range: TextRange, text: &str) -> Option<TextEdit> {
    let behind = document.slice(TextRange::at(range.end(), 8.into()));
    let mut behind = behind.chars();
    let mark = behind.next().filter(|mark| matches!(mark, '’' | '\''))?;
    let owns = behind.next() == Some(' ') && behind.next().is_some_and(char::is_lowercase);
    let needed = owns && form.ends_with(['s', 'S']) && !text.ends_with(['s', 'S']);
    let at = TextRange::empty(range.end() + TextSize::of(mark));
    needed.then(|| TextEdit { range: at, text: "s".to_owned() })
}

/// A person's new name in the form that the old one had at a place.
fn in_form(form: &str, old: &str, new: &str) -> String {
    let plain = form.split_whitespace().collect::<Vec<_>>().join(" ");
    let new_family = family_name(new).unwrap_or(new);
    let new_given = new.strip_suffix(new_family).map_or("", str::trim_end);
    let shouted = plain.chars().any(char::is_uppercase) && !plain.chars().any(char::is_lowercase);
    let case = |text: &str| if shouted { text.to_uppercase() } else { text.to_owned() };
    let same = |known: &str| known.to_lowercase() == plain.to_lowercase();
    let old_family = family_name(old).unwrap_or(old);
    let given = old.split(' ').next().filter(|given| *given != old_family && same(given));
    if given.is_some() && !new_given.is_empty() {
        return case(new_given.split(' ').next().unwrap_or(new_given));
    }
    match plain.contains(' ') {
        true => case(new),
        false if new_given.is_empty() => case(new),
        false => case(new_family),
    }
}

/// Anything else: the full name where the full name stood, and short forms, such as acronyms, as they are.
fn in_body_form(form: &str, old: &str, new: &str) -> String {
    let bare = |name: &str| {
        name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name).to_lowercase()
    };
    if bare(form) != bare(old) {
        return form.to_owned();
    }
    let article =
        form.len() - form.strip_prefix("The ").or_else(|| form.strip_prefix("the ")).unwrap_or(form).len();
    format!("{}{new}", &form[..article])
}

fn name_of(inspection: &Inspection, actor: usize) -> &str {
    inspection.actors.get(actor).map_or("", |actor| actor.name.as_str())
}

fn refused(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: message.into(), data: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_name_is_renamed_in_its_form() {
        for (form, old, new, expected) in [
            ("Lena Ostrow", "Lena Ostrow", "Mara Lindt", "Mara Lindt"),
            ("Ostrow", "Lena Ostrow", "Mara Lindt", "Lindt"),
            ("Lena", "Lena Ostrow", "Mara Lindt", "Mara"),
            ("OSTROW", "Lena Ostrow", "Mara Lindt", "LINDT"),
            ("Lena\nOstrow", "Lena Ostrow", "Mara Lindt", "Mara Lindt"),
            ("Ostrow", "Ostrow", "Lindt", "Lindt"),
            ("Ostrow", "Lena Ostrow", "Lindt", "Lindt"),
            ("L. Ostrow", "Lena Ostrow", "Mara Lindt", "Mara Lindt"),
        ] {
            assert_eq!(in_form(form, old, new), expected, "{form}");
        }
        for (form, old, new, expected) in [
            ("the World Food Fund", "World Food Fund", "World Grain Fund", "the World Grain Fund"),
            ("World Food Fund", "World Food Fund", "World Grain Fund", "World Grain Fund"),
            ("WFF", "World Food Fund", "World Grain Fund", "WFF"),
        ] {
            assert_eq!(in_body_form(form, old, new), expected, "{form}");
        }
    }
}
