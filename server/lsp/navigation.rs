//! Where else an actor is: the first mention, all mentions, and their marks in the text.

use std::sync::Arc;

use copydesk_desk::MentionSummary;
use copydesk_text::TextSize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, Location, ReferenceParams, TextDocumentPositionParams,
};

use super::convert;
use super::session::Session;
use super::snapshot::Snapshot;

/// The mention at a position, and the draft it stands in.
///
/// # Errors
/// The draft is not open.
pub(super) async fn mention(
    session: &Arc<Session>,
    place: &TextDocumentPositionParams,
) -> Result<Option<(Arc<Snapshot>, MentionSummary)>> {
    let snapshot = session.inspected(&place.text_document.uri).await?;
    let at = convert::offset(snapshot.document(), place.position, session.abilities().encoding);
    let mention = mention_at(&snapshot, at);
    Ok(mention.map(|mention| (snapshot, mention)))
}

/// The mention at a byte of the draft, the innermost where several hold it; its end counts as inside, as a cursor does.
pub(super) fn mention_at(snapshot: &Snapshot, at: TextSize) -> Option<MentionSummary> {
    let mentions = snapshot.inspection().mentions.iter();
    mentions
        .filter(|mention| mention.range.contains_inclusive(at))
        .min_by_key(|mention| (mention.range.end() == at, mention.range.len()))
        .cloned()
}

/// All mentions of an actor, in order.
pub(super) fn mentions_of(snapshot: &Snapshot, actor: usize) -> impl Iterator<Item = &MentionSummary> {
    snapshot.inspection().mentions.iter().filter(move |mention| mention.actor == actor)
}

/// Where an actor is first mentioned; for a footnote's mark, where the footnote stands.
///
/// # Errors
/// The draft is not open.
pub(super) async fn definition(
    session: &Arc<Session>,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let place = params.text_document_position_params;
    let Some((snapshot, mention)) = mention(session, &place).await? else { return Ok(None) };
    let first = mentions_of(&snapshot, mention.actor).find(|other| other.name).unwrap_or(&mention);
    let range = convert::range(snapshot.document(), first.range, session.abilities().encoding);
    Ok(Some(GotoDefinitionResponse::Scalar(Location::new(snapshot.uri.clone(), range))))
}

/// All places where an actor is mentioned, by name or not.
///
/// # Errors
/// The draft is not open.
pub(super) async fn references(
    session: &Arc<Session>,
    params: ReferenceParams,
) -> Result<Option<Vec<Location>>> {
    let Some((snapshot, mention)) = mention(session, &params.text_document_position).await? else {
        return Ok(None);
    };
    // The first mention is the definition, which a client may not want again.
    let skipped = usize::from(!params.context.include_declaration);
    let locations = mentions_of(&snapshot, mention.actor).skip(skipped).map(|mention| {
        let range = convert::range(snapshot.document(), mention.range, session.abilities().encoding);
        Location::new(snapshot.uri.clone(), range)
    });
    Ok(Some(locations.collect()))
}

/// The marks for all mentions of an actor in the text: names as what is written, the rest as what is read.
///
/// # Errors
/// The draft is not open.
pub(super) async fn highlight(
    session: &Arc<Session>,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let place = params.text_document_position_params;
    let Some((snapshot, mention)) = mention(session, &place).await? else { return Ok(None) };
    let highlights = mentions_of(&snapshot, mention.actor).map(|mention| DocumentHighlight {
        range: convert::range(snapshot.document(), mention.range, session.abilities().encoding),
        kind: Some(if mention.name { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ }),
    });
    Ok(Some(highlights.collect()))
}
