//! Where else an actor is: the first mention, all mentions, and their marks in the text.

use std::sync::Arc;

use copydesk_desk::MentionSummary;
use copydesk_text::{PositionEncoding, TextSize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, Location, Position, ReferenceParams, TextDocumentPositionParams,
};

use super::recorded;
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The mention at a byte of the draft, the innermost where several hold it; its end counts as inside, as a cursor does.
pub(crate) fn mention_at(snapshot: &Snapshot, at: TextSize) -> Option<&MentionSummary> {
    let mentions = snapshot.inspection().mentions.iter();
    mentions
        .filter(|mention| mention.range.contains_inclusive(at))
        .min_by_key(|mention| (mention.range.end() == at, mention.range.len()))
}

/// The mention at a position as the client counts.
pub(super) fn mention_at_position(
    snapshot: &Snapshot,
    position: Position,
    encoding: PositionEncoding,
) -> Option<&MentionSummary> {
    mention_at(snapshot, convert::offset(snapshot.document(), position, encoding))
}

/// All mentions of an actor, in order.
pub(super) fn mentions_of(snapshot: &Snapshot, actor: usize) -> impl Iterator<Item = &MentionSummary> {
    snapshot.inspection().mentions.iter().filter(move |mention| mention.actor == actor)
}

/// Where an actor is first mentioned; for other words of a quotation where the reporter's notes have it.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn definition(
    session: &Arc<Session>,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
    let first = move |session: &Session, snapshot: &Snapshot| {
        let encoding = session.editor.abilities().encoding;
        let Some(mention) = mention_at_position(snapshot, position, encoding) else {
            let at = convert::offset(snapshot.document(), position, encoding);
            return recorded::location(snapshot, at, encoding).map(GotoDefinitionResponse::Scalar);
        };
        let first = mentions_of(snapshot, mention.actor).find(|other| other.name).unwrap_or(mention);
        let range = convert::range(snapshot.document(), first.range, encoding);
        Some(GotoDefinitionResponse::Scalar(Location::new(snapshot.uri.clone(), range)))
    };
    session.answer(&text_document.uri, first).await
}

/// All places where an actor is mentioned, by name or not; in notes, where the open drafts quote the line.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn references(
    session: &Arc<Session>,
    params: ReferenceParams,
) -> Result<Option<Vec<Location>>> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position;
    // The first mention is the definition, which a client may not want again.
    let skipped = usize::from(!params.context.include_declaration);
    let locations = move |session: &Session, snapshot: &Snapshot| {
        let encoding = session.editor.abilities().encoding;
        let at = convert::offset(snapshot.document(), position, encoding);
        let quoted = recorded::quoted_at(session, snapshot, at, encoding);
        if !quoted.is_empty() {
            return Some(quoted);
        }
        let mention = mention_at_position(snapshot, position, encoding)?;
        let locations = mentions_of(snapshot, mention.actor).skip(skipped).map(|mention| {
            let range = convert::range(snapshot.document(), mention.range, encoding);
            Location::new(snapshot.uri.clone(), range)
        });
        Some(locations.collect())
    };
    session.answer(&text_document.uri, locations).await
}

/// The marks for all mentions of an actor in the text: names as what is written, the rest as what is read.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn highlight(
    session: &Arc<Session>,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
    let highlights = move |session: &Session, snapshot: &Snapshot| {
        let encoding = session.editor.abilities().encoding;
        let mention = mention_at_position(snapshot, position, encoding)?;
        let highlights = mentions_of(snapshot, mention.actor).map(|mention| DocumentHighlight {
            range: convert::range(snapshot.document(), mention.range, encoding),
            kind: Some(if mention.name { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ }),
        });
        Some(highlights.collect())
    };
    session.answer(&text_document.uri, highlights).await
}
