//! Requests about all drafts of the workspace: what is found in them, and who is in them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    FullDocumentDiagnosticReport, Location, PreviousResultId, ProgressToken,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceSymbolParams, WorkspaceSymbolResponse,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::symbols;
use crate::lsp::protocol::convert::file_path;
use crate::lsp::state::library::Entry;
use crate::lsp::state::progress::Steps;
use crate::lsp::state::session::Session;

/// No more symbols are sent: nobody reads further.
const MOST_SYMBOLS: usize = 512;

/// The findings of all drafts; for those whose findings are as the client knows them, only that. A draft that the client knows and
/// that is gone has none.
///
/// # Errors
/// None; a draft that cannot be read is left out.
pub(in crate::lsp) async fn diagnostics(
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let token = params.work_done_progress_params.work_done_token;
    // By their paths: a client may write an address in another way than it was told.
    let known = params.previous_result_ids.into_iter();
    let mut known: HashMap<PathBuf, PreviousResultId> =
        known.filter_map(|known| Some((file_path(&known.uri)?, known))).collect();
    let mut items = Vec::new();
    each_draft(session, token, |entry| {
        let before = file_path(&entry.uri).and_then(|path| known.remove(&path));
        items.push(report(entry, before.is_some_and(|known| known.value == entry.result_id)));
    })
    .await;
    let gone = known.into_iter().filter(|(path, _)| session.editor.documents.at_path(path).is_none());
    items.extend(gone.map(|(_, known)| cleared(known.uri)));
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

/// That a draft has no findings. Without a name for that, the client forgets the draft.
fn cleared(uri: Uri) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport::default(),
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
    let paths = session.editor.host.runner.work(move || library.paths()).await.unwrap_or_default();
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
