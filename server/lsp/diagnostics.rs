//! Diagnostics: pushed with their version, or given to a client that asks for them.
//!
//! A client that can ask need not do so, and one that asks would show twice what is also pushed. So a draft's diagnostics
//! are pushed until its client asks for them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use serde::Serialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};

use super::convert;
use super::session::Session;

const PUBLISH: &str = "textDocument/publishDiagnostics";

#[derive(Serialize)]
struct Publication<'a> {
    jsonrpc: &'static str,
    method: &'static str,
    params: Params<'a>,
}

#[derive(Serialize)]
struct Params<'a> {
    uri: &'a Uri,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: &'a [Diagnostic],
}

/// The message that publishes diagnostics of which some are written already.
pub(super) fn message(uri: &Uri, version: Option<i32>, problems: &[Diagnostic], written: &str) -> String {
    let params = Params { uri, version, diagnostics: problems };
    let publication = Publication { jsonrpc: "2.0", method: PUBLISH, params };
    let mut message = serde_json::to_string(&publication).unwrap_or_default();
    let tail = "]}}";
    message.truncate(message.len().saturating_sub(tail.len()));
    if !problems.is_empty() && !written.is_empty() {
        message.push(',');
    }
    message + written + tail
}

/// Sends diagnostics.
pub(super) fn send(session: &Session, uri: &Uri, version: Option<i32>, diagnostics: &[Diagnostic]) {
    let params = Params { uri, version, diagnostics };
    session.output.send(&Publication { jsonrpc: "2.0", method: PUBLISH, params });
}

/// Answers a client that asks.
///
/// # Errors
/// The draft is not open.
pub(super) async fn pull(
    session: &Arc<Session>,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    let items = match session.documents.get(&uri) {
        // What is wrong in a configuration or a roster is pushed.
        Some(open) if !open.is_draft => Vec::new(),
        open => {
            if let Some(open) = &open {
                open.pull(|| send(session, &uri, None, &[]));
            }
            match session.checked(&uri).await {
                Ok(snapshot) => convert::diagnostics(&snapshot, session.abilities()),
                Err(_) if open.is_some_and(|open| !open.is_in_step()) => vec![convert::out_of_step()],
                Err(error) => return Err(error),
            }
        }
    };
    let result_id = result_id(&items);
    let report = if params.previous_result_id.as_ref() == Some(&result_id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items,
            },
        })
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

/// A name for a set of diagnostics: the same set has the same name.
pub(super) fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
