//! Requests about all drafts of the workspace: what is found in them, and who is in them.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    FullDocumentDiagnosticReport, Location, ProgressToken, UnchangedDocumentDiagnosticReport,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport, WorkspaceSymbolParams,
    WorkspaceSymbolResponse, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::symbols;
use crate::lsp::state::library::Entry;
use crate::lsp::state::progress::Steps;
use crate::lsp::state::session::Session;

/// No more symbols are sent: nobody reads further.
const MOST_SYMBOLS: usize = 512;

/// The findings of all drafts; for those whose findings are as the client knows them, only that.
///
/// # Errors
/// None; a draft that cannot be read is left out.
pub(in crate::lsp) async fn diagnostics(
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let token = params.work_done_progress_params.work_done_token;
    let mut items = Vec::new();
    each_draft(session, token, |entry| {
        let before = params.previous_result_ids.iter().find(|known| known.uri == entry.uri);
        items.push(report(entry, before.is_some_and(|known| known.value == entry.result_id)));
    })
    .await;
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

fn report(entry: &Entry, unchanged: bool) -> WorkspaceDocumentDiagnosticReport {
    let (uri, version) = (entry.uri.clone(), entry.version.map(i64::from));
    let result_id = entry.result_id.clone();
    if unchanged {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report,
        });
    }
    let full_document_diagnostic_report =
        FullDocumentDiagnosticReport { result_id: Some(result_id), items: entry.diagnostics.clone() };
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report,
    })
}

/// The actors of all drafts that a query is about.
///
/// # Errors
/// None; a draft that cannot be read is left out.
pub(in crate::lsp) async fn symbols(
    session: &Arc<Session>,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>> {
    let token = params.work_done_progress_params.work_done_token;
    let query = params.query.to_lowercase();
    let mut found = Vec::new();
    each_draft(session, token, |entry| {
        let wanted = entry.actors.iter().filter(|actor| actor.forms.iter().any(|form| answers(form, &query)));
        found.extend(wanted.map(|actor| {
            let location = Location::new(entry.uri.clone(), actor.range);
            symbols::information(actor.name.clone(), symbols::kind_of(actor.kind), location, None)
        }));
    })
    .await;
    found.truncate(MOST_SYMBOLS);
    Ok(Some(WorkspaceSymbolResponse::Flat(found)))
}

async fn each_draft(session: &Arc<Session>, token: Option<ProgressToken>, mut take: impl FnMut(&Entry)) {
    let library = Arc::clone(&session.library);
    let paths = tokio::task::spawn_blocking(move || library.paths()).await.unwrap_or_default();
    let steps = Steps::begin(&session.editor, token, "Copydesk reads the drafts").await;
    let all = paths.len();
    for (number, path) in paths.into_iter().enumerate() {
        if let Some(entry) = session.library.entry(path).await {
            take(&entry);
        }
        steps.report((number + 1) * 100 / all).await;
    }
    steps.finish().await;
}

/// Whether a name has the letters of a query in their order, as people type them in a hurry.
fn answers(name: &str, query: &str) -> bool {
    let mut letters = name.chars();
    query.chars().filter(|letter| !letter.is_whitespace()).all(|letter| letters.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::answers;

    #[test]
    fn names_answer_to_their_letters() {
        for (query, expected) in
            [("", true), ("ostrow", true), ("losw", true), ("wo", false), ("l ost", true)]
        {
            assert_eq!(answers("lena ostrow", query), expected, "{query}");
        }
    }
}
