//! Document links: where a draft's sources lead, and from a footnote's mark to the footnote.

use std::path::Path;
use std::sync::Arc;

use copydesk_text::{LinkKind, normalise_label};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams, Uri};

use crate::lsp::protocol::abilities::Abilities;
use crate::lsp::protocol::convert::{self, file_uri};
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The links of a draft.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn links(
    session: &Arc<Session>,
    params: DocumentLinkParams,
) -> Result<Option<Vec<DocumentLink>>> {
    let found = |session: &Session, snapshot: &Snapshot| found(snapshot, session.editor.abilities());
    session.answer(&params.text_document.uri, found).await.map(Some)
}

fn found(snapshot: &Snapshot, abilities: &Abilities) -> Vec<DocumentLink> {
    let document = snapshot.document();
    let mut links = Vec::new();
    for (index, block) in document.blocks().iter().enumerate() {
        let start = document.block_start(index);
        for link in block.passages.iter().flat_map(|passage| &passage.links) {
            let (target, tooltip) = match link.kind {
                LinkKind::Footnote => (footnote(snapshot, &link.target, abilities), "Go to the footnote"),
                LinkKind::Link => (target(snapshot, &link.target), "Open the source"),
                LinkKind::Image => (target(snapshot, &link.target), "Open the picture"),
            };
            let Some(target) = target else { continue };
            links.push(DocumentLink {
                range: convert::range(document, link.source + start, abilities.encoding),
                target: Some(target),
                tooltip: abilities.link_tooltips.then(|| tooltip.to_owned()),
                data: None,
            });
        }
    }
    links
}

/// The address of a link: as it is, or from the draft's folder on.
fn target(snapshot: &Snapshot, target: &str) -> Option<Uri> {
    if target.is_empty() || target.starts_with('#') {
        return None;
    }
    if let Ok(uri) = target.parse::<Uri>() {
        return Some(uri);
    }
    let folder = snapshot.path.as_deref().and_then(Path::parent)?;
    let (file, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
    let uri = file_uri(&folder.join(file))?;
    format!("{}{rest}", uri.as_str()).parse().ok()
}

/// The place in the draft where a footnote stands, as an address with a line.
fn footnote(snapshot: &Snapshot, label: &str, abilities: &Abilities) -> Option<Uri> {
    let document = snapshot.document();
    let label = normalise_label(label);
    let place = document.blocks().iter().enumerate().find_map(|(index, block)| {
        let mut notes = block.footnote_definitions.iter();
        let note = notes.find(|note| normalise_label(&note.label) == label)?;
        Some(note.range.start() + document.block_start(index))
    })?;
    let position = convert::position(document, place, abilities.encoding);
    format!("{}#{},{}", snapshot.uri.as_str(), position.line + 1, position.character + 1).parse().ok()
}
