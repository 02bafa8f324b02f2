//! Inlay hints: who "he said" is.

use std::sync::Arc;

use copydesk_desk::MentionKind;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip, Range};

use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The names behind the pronouns and descriptions of a range.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn hints(
    session: &Arc<Session>,
    params: InlayHintParams,
) -> Result<Option<Vec<InlayHint>>> {
    let visible = params.range;
    let named = move |session: &Session, snapshot: &Snapshot| named(session, snapshot, visible);
    session.answer(&params.text_document.uri, named).await.map(Some)
}

fn named(session: &Session, snapshot: &Snapshot, visible: Range) -> Vec<InlayHint> {
    let encoding = session.editor.abilities().encoding;
    let document = snapshot.document();
    let visible = convert::bytes(document, visible, encoding);
    // The client asks for what it shows; a long draft is read from there.
    if let Some(open) = session.editor.documents.get(&snapshot.uri) {
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
    hints.collect()
}
