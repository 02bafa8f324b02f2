//! Diagnostics for a client that asks for them.
//!
//! A client that can ask need not do so, and one that asks would show twice what is also pushed. So a draft's diagnostics
//! are pushed until its client asks for them.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};

use crate::lsp::protocol::{convert, publication};
use crate::lsp::state::session::Session;

/// Answers a client that asks.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn pull(
    session: &Arc<Session>,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    let items = match session.editor.documents.get(&uri) {
        // What is wrong in a configuration or a roster is pushed.
        Some(open) if !open.is_draft => Vec::new(),
        open => {
            if let Some(open) = &open {
                open.pull(|| publication::send(&session.editor.output, &uri, None, &[]));
            }
            let found = session.answer(&uri, |session, snapshot| snapshot.items(session.editor.abilities()));
            match found.await {
                Ok(items) => items,
                Err(_) if open.is_some_and(|open| !open.is_in_step()) => vec![convert::out_of_step()],
                Err(error) => return Err(error),
            }
        }
    };
    let result_id = publication::result_id(&items);
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
