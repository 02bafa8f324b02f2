//! Inlay hints: who "he said" is.

use std::sync::Arc;

use copydesk_desk::MentionKind;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip};

use super::convert;
use super::session::Session;

/// The names behind the pronouns and descriptions of a range.
///
/// # Errors
/// The draft is not open.
pub(super) async fn hints(session: &Arc<Session>, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let uri = params.text_document.uri;
    let snapshot = session.inspected(&uri).await?;
    let encoding = session.abilities().encoding;
    let document = snapshot.document();
    let visible = convert::bytes(document, params.range, encoding);
    // The client asks for what it shows; a long draft is read from there.
    if let Some(open) = session.documents.get(&uri) {
        open.look_at(visible.start());
    }
    let inspection = snapshot.inspection();
    let shown = inspection.mentions.iter().filter(|mention| {
        !mention.name && mention.kind == MentionKind::Person && visible.contains_range(mention.range)
    });
    let hints = shown.filter_map(|mention| {
        let actor = inspection.actors.get(mention.actor)?;
        Some(InlayHint {
            position: convert::position(document, mention.range.end(), encoding),
            label: InlayHintLabel::String(format!("({})", actor.name)),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::String(format!("Copydesk takes this for {}.", actor.name))),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
    });
    Ok(Some(hints.collect()))
}
