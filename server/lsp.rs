//! The language server. This file delegates: each request has a file of its own under `lsp/`.

mod capabilities;
mod host;
mod lifecycle;
mod parent;
mod protocol;
mod requests;
mod state;
mod steps;

use std::io::{Read, Write};
use std::sync::Arc;

use anyhow::Context as _;
use copydesk_desk::Draft;
use copydesk_project::Files;
use copydesk_text::Dialect;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

pub use requests::ignore::{
    difference, in_configuration as silence_in_configuration, in_draft as silence_in_draft,
};

pub(crate) use protocol::abilities::Abilities;
pub(crate) use requests::{
    hover::{card, told_at},
    navigation::mention_at,
    overview::{by_weight, overview_by},
    rename::{Renaming, renaming},
};
pub(crate) use state::{
    schedule::{Manner, Shown, manner},
    snapshot::{Identity, Snapshot},
    standing::Standing,
};
pub(crate) use steps::Stepped;

use host::Host;
use protocol::log::Log;
use protocol::output::Output;
use protocol::transport;
use requests::{
    code_action, code_lens, commands, completion, diagnostics, explain, folding, hover, inlay_hints, links,
    navigation, rename, semantic_tokens, symbols, sync, workspace,
};
use state::session::Session;

/// What `copydesk lsp` understands; editors add `--stdio` by habit.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Speak over standard input and output, which is the only way there is
    #[arg(long)]
    stdio: bool,
}

/// Serves a client until it leaves; whether it left in good order.
///
/// # Errors
/// The system gives no event loop.
pub(crate) fn run(_: &Arguments) -> anyhow::Result<bool> {
    // The reader unpacks its network while the client still says who it is.
    std::thread::spawn(|| drop(Draft::new("Go.", Dialect::Markdown)));
    serve(std::io::stdin(), std::io::stdout())
}

/// Serves a client that speaks over a pipe; whether it left in good order.
///
/// # Errors
/// The system gives no event loop.
pub fn serve(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> anyhow::Result<bool> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.context("The system gives the server no event loop; restart it.")?;
    let ending = runtime.block_on(async {
        let incoming = transport::read_beside(input);
        Service::new(Output::new(output), Host::machine()).attend(incoming).await
    });
    runtime.shutdown_background();
    Ok(ending.shut_down)
}

/// A session with a client, and what hands it the client's messages.
struct Service {
    service: LspService<Server>,
    socket: ClientSocket,
    session: Arc<Session>,
    output: Output,
    host: Host,
}

impl Service {
    fn new(output: Output, host: Host) -> Service {
        let (sink, ground) = (output.clone(), host.clone());
        let mut service = LspService::build(|client| Server { session: Session::new(client, sink, ground) })
            .custom_method("copydesk/hover", Server::hover_parts)
            .custom_method("copydesk/explain", Server::explain)
            .custom_method("copydesk/codeAction", Server::code_actions)
            .custom_method("copydesk/resolveCodeAction", Server::resolve_code_action)
            .custom_method("copydesk/didOpen", Server::opened)
            .custom_method("copydesk/didChange", Server::changed)
            .custom_method("$/setTrace", Server::set_trace);
        if let Files::Given(_) = *host.files {
            service = service.custom_method("copydesk/files", Server::files);
        }
        let (service, socket) = service.finish();
        let session = Arc::clone(&service.inner().session);
        Service { service, socket, session, output, host }
    }

    async fn attend(self, incoming: UnboundedReceiver<transport::Incoming>) -> transport::Ending {
        let Service { service, socket, session, output, host } = self;
        let ending = transport::serve(service, socket, incoming, output, &session, &host).await;
        // Else the threads of the drafts would wait for ever, where the process goes on.
        session.editor.documents.close_all();
        session.editor.log.close();
        ending
    }
}

struct Server {
    session: Arc<Session>,
}

impl transport::Listener for Session {
    fn offered(&self, params: &Value) {
        self.editor.hear(params);
    }

    fn lost(&self, body: &[u8]) {
        sync::lost(self, body);
    }

    fn log(&self) -> &Log {
        &self.editor.log
    }
}

impl Server {
    async fn code_actions(&self, params: CodeActionParams) -> Result<Value> {
        code_action::actions(&self.session, params).await
    }

    async fn resolve_code_action(&self, action: Value) -> Result<Value> {
        code_action::resolve(&self.session, action).await
    }

    async fn hover_parts(&self, params: HoverParams) -> Result<Value> {
        hover::parts(&self.session, params).await
    }

    async fn explain(&self, question: explain::Question) -> Result<explain::Answer> {
        explain::explain(&self.session, question).await
    }

    async fn opened(&self, params: Value) {
        sync::open(&self.session, &params);
    }

    async fn changed(&self, params: Value) {
        sync::change(&self.session, &params);
    }

    async fn files(&self, params: Value) {
        lifecycle::files_given(&self.session, &params);
    }

    async fn set_trace(&self, params: SetTraceParams) {
        self.session.editor.log.set_trace(params.value);
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.session.editor.learn();
        lifecycle::initialize(&self.session, params);
        Ok(capabilities::offer(self.session.editor.abilities()))
    }

    async fn initialized(&self, _: InitializedParams) {
        lifecycle::initialized(&self.session);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        sync::save(&self.session, &params);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        sync::close(&self.session, &params);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        lifecycle::settings_changed(&self.session, &params.settings);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let files: Vec<Uri> = params.changes.into_iter().map(|change| change.uri).collect();
        lifecycle::files_changed(&self.session, &files);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        lifecycle::change_folders(&self.session, params.event);
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        diagnostics::pull(&self.session, params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        hover::hover(&self.session, params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        symbols::of_document(&self.session, params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        navigation::definition(&self.session, params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        navigation::references(&self.session, params).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        navigation::highlight(&self.session, params).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        rename::prepare(&self.session, params).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        rename::rename(&self.session, params).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        completion::items(&self.session, params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        inlay_hints::hints(&self.session, params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        code_lens::lenses(&self.session, params).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        semantic_tokens::full(&self.session, params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        semantic_tokens::delta(&self.session, params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        folding::ranges(&self.session, params).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        links::links(&self.session, params).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        workspace::symbols(&self.session, params).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        workspace::diagnostics(&self.session, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        commands::run(&self.session, params).await
    }
}
