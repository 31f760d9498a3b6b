//! The list of what the protocol may ask, each answered in a file of its own.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ibid_workspace::{ClientSide, Session, Snapshot};
use serde_json::Value;
use tokio::sync::watch;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CompletionItem, CompletionParams, CompletionResponse,
    ConfigurationItem, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse,
    ExecuteCommandParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams, InlineCompletionList,
    InlineCompletionParams, Location, PrepareRenameResponse, ReferenceParams, RenameParams, ServerInfo,
    TextDocumentPositionParams, Uri, WorkDoneProgressCancelParams, WorkspaceEdit, WorkspaceSymbol,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use crate::diagnostics::Diagnostics;
use crate::leaving::Leaving;
use crate::peer::Peer;
use crate::progress::Work;
use crate::workers::{Wanted, Workers};
use crate::{capabilities, from_proto, judging, progress, requests};

/// How long a client that is asked for its settings is waited for.
const SETTINGS: Duration = Duration::from_secs(2);

/// How long a library is waited for that is opened for the first time.
const OPENED: Duration = Duration::from_secs(5);

/// What answers the protocol.
pub(crate) struct Server(Arc<State>);

/// What all requests share.
pub(crate) struct State {
    pub(crate) client: Client,
    pub(crate) session: Arc<Session>,
    /// For what somebody waits for with a finger on a key.
    pub(crate) questions: Workers,
    /// For checking: it may take long, and must not hold up questions.
    pub(crate) checks: Workers,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) leaving: Leaving,
    peer: OnceLock<Peer>,
    /// How many sets of options came with the handshake.
    told: OnceLock<usize>,
    /// Whether the client was asked for its settings and has not answered yet.
    asked: watch::Sender<bool>,
    shut_down: AtomicBool,
}

impl State {
    /// What the client can do.
    pub(crate) fn peer(&self) -> Peer {
        self.peer.get().copied().unwrap_or_default()
    }

    /// Whether there was a handshake and no farewell yet.
    pub(crate) fn is_running(&self) -> bool {
        self.peer.get().is_some() && !self.is_shut_down()
    }

    pub(crate) fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Relaxed)
    }

    /// Waits until the client has told its settings, if it is asked for them; a moment at most.
    pub(crate) async fn settled(&self) {
        let mut asked = self.asked.subscribe();
        let told = asked.wait_for(|asked| !asked);
        // Without an answer, the settings hold that are known.
        let _ = tokio::time::timeout(SETTINGS, told).await;
    }

    /// Asks `question` of the open file at `uri` as it is, if the feature is on there.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<State>,
        uri: &Uri,
        feature: &'static str,
        question: impl FnOnce(&State, &Snapshot) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let if_on = move |state: &State, snapshot: &Snapshot| {
            snapshot.settings.feature(feature).then(|| question(state, snapshot)).flatten()
        };
        self.ask_always(uri, if_on).await
    }

    /// The same for what has no switch: a view that the writer opened.
    pub(crate) async fn ask_always<T: Send + 'static>(
        self: &Arc<State>,
        uri: &Uri,
        question: impl FnOnce(&State, &Snapshot) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(path) = from_proto::path(uri) else { return Ok(None) };
        let state = Arc::clone(self);
        let answer = self.questions.run(move |_| question(&state, &state.session.snapshot(&path)?));
        answer.await
    }

    /// The same, asked once more when something is known of the file's library: what is shown all over a file is asked for
    /// when it is opened, and then not again.
    pub(crate) async fn ask_patiently<T: Send + 'static>(
        self: &Arc<State>,
        uri: &Uri,
        feature: &'static str,
        question: impl Fn(&State, &Snapshot) -> Option<T> + Clone + Send + 'static,
    ) -> Result<Option<T>> {
        let first = self.ask(uri, feature, question.clone()).await?;
        let Some(path) = from_proto::path(uri).filter(|_| first.is_none()) else { return Ok(first) };
        self.session.opened(&path, OPENED).await;
        self.ask(uri, feature, question).await
    }

    /// The same for a question that goes through the whole workspace: it may take long, and can be told to stop.
    pub(crate) async fn look_through<T: Send + 'static>(
        self: &Arc<State>,
        uri: &Uri,
        feature: &'static str,
        question: impl FnOnce(&State, &Snapshot, &Wanted) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(path) = from_proto::path(uri) else { return Ok(None) };
        let state = Arc::clone(self);
        let answer = self.checks.run(move |wanted| {
            let snapshot = state.session.snapshot(&path).filter(|s| s.settings.feature(feature))?;
            question(&state, &snapshot, wanted)
        });
        answer.await
    }
}

impl Server {
    pub(crate) fn new(client: Client, session: Arc<Session>) -> Server {
        Server(Arc::new(State {
            client,
            session,
            questions: Workers::default(),
            checks: Workers::default(),
            diagnostics: Diagnostics::default(),
            leaving: Leaving::default(),
            peer: OnceLock::new(),
            told: OnceLock::new(),
            asked: watch::Sender::new(false),
            shut_down: AtomicBool::new(false),
        }))
    }

    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.0)
    }

    /// `window/workDoneProgress/cancel`.
    pub(crate) async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        match progress::work(&params.token) {
            Some(Work::Reading(library)) => self.0.session.cancel(library),
            Some(Work::Judging(pass)) => self.0.session.cancel_judging(pass),
            None => {}
        }
    }

    /// `textDocument/inlineCompletion`.
    pub(crate) async fn inline_completion(
        &self,
        params: InlineCompletionParams,
    ) -> Result<InlineCompletionList> {
        requests::inline_completion::answer(&self.0, params).await
    }

    /// `ibid/passages`.
    pub(crate) async fn passages(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<requests::passages::Beside>> {
        requests::passages::answer(&self.0, params).await
    }

    /// `ibid/search`.
    pub(crate) async fn search(
        &self,
        params: requests::search::Query,
    ) -> Result<Option<requests::search::Answer>> {
        requests::search::answer(&self.0, params).await
    }

    /// `ibid/find`.
    pub(crate) async fn find(
        &self,
        params: requests::asked::Asked,
    ) -> Result<Option<requests::find::Answer>> {
        requests::find::answer(&self.0, params).await
    }

    /// `ibid/verdicts`.
    pub(crate) async fn verdicts(
        &self,
        params: requests::OfDocument,
    ) -> Result<Option<requests::verdicts::Account>> {
        requests::verdicts::answer(&self.0, params).await
    }

    /// `ibid/status`.
    pub(crate) async fn status(
        &self,
        params: requests::OfDocument,
    ) -> Result<Option<requests::status::Status>> {
        requests::status::answer(&self.0, params).await
    }

    /// Asks the client for its settings.
    async fn fetch_configuration(&self) {
        self.0.asked.send_replace(true);
        let item = ConfigurationItem { scope_uri: None, section: Some("ibid".to_owned()) };
        let settings = self.0.client.configuration(vec![item]).await.unwrap_or_default();
        if let Some(options) = settings.into_iter().next().filter(Value::is_object) {
            self.configure(options);
        }
        self.0.asked.send_replace(false);
    }

    /// Takes settings told after the handshake.
    fn configure(&self, options: Value) {
        self.change_client(|client| {
            client.options.truncate(self.0.told.get().copied().unwrap_or_default());
            client.options.push(options);
        });
    }

    /// The client's side after `change`; diagnostics may be others then.
    fn change_client(&self, change: impl FnOnce(&mut ClientSide)) {
        let mut client = self.0.session.client();
        change(&mut client);
        self.0.session.set_client(client);
        self.0.diagnostics.wake();
    }

    fn touched(&self, uri: &Uri) {
        if let Some(path) = from_proto::path(uri) {
            self.0.diagnostics.touched(&self.0, path);
        }
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let peer = *self.0.peer.get_or_init(|| Peer::new(&params.capabilities));
        let client = from_proto::client_side(&params);
        if let Some(editor) = params.process_id {
            self.0.leaving.follow(editor);
        }
        self.0.told.get_or_init(|| client.options.len());
        // Its settings are asked for once it says that it is initialized; who asks sooner waits for them.
        self.0.asked.send_replace(peer.configuration);
        self.0.session.set_client(client);
        let server_info =
            ServerInfo { name: "ibid".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
        Ok(InitializeResult {
            capabilities: capabilities::offered(&peer),
            server_info: Some(server_info),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        if self.0.peer().configuration {
            self.fetch_configuration().await;
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.0.shut_down.store(true, Ordering::Relaxed);
        self.0.diagnostics.stop();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.touched(&params.text_document.uri);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.touched(&params.text_document.uri);
        if let Some(path) = from_proto::path(&params.text_document.uri) {
            judging::typed(&self.0, path);
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if let Some(path) = from_proto::path(&params.text_document.uri) {
            judging::saved(&self.0, path);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        if let Some(path) = from_proto::path(&params.text_document.uri) {
            self.0.diagnostics.closed(&self.0, &path).await;
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.0.peer().configuration {
            self.fetch_configuration().await;
        } else if let Some(options) = params.settings.get("ibid") {
            self.configure(options.clone());
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let removed: Vec<PathBuf> =
            params.event.removed.iter().filter_map(|folder| from_proto::path(&folder.uri)).collect();
        let added = params.event.added.iter().filter_map(|folder| from_proto::path(&folder.uri));
        self.change_client(|client| {
            client.roots.retain(|root| !removed.contains(root));
            client.roots.extend(added);
        });
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        requests::completion::answer(&self.0, params).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        requests::completion_resolve::answer(&self.0, item).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        requests::hover::answer(&self.0, params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        requests::definition::answer(&self.0, params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        requests::references::answer(&self.0, params).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        requests::document_highlight::answer(&self.0, params).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        requests::rename::prepare(&self.0, params).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        requests::rename::answer(&self.0, params).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        requests::document_link::answer(&self.0, params).await
    }

    async fn document_link_resolve(&self, link: DocumentLink) -> Result<DocumentLink> {
        requests::document_link::resolve(&self.0, link).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        requests::document_symbol::answer(&self.0, params).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        requests::workspace_symbol::answer(&self.0, params).await
    }

    async fn symbol_resolve(&self, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        requests::workspace_symbol::resolve(&self.0, symbol).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        requests::inlay_hint::answer(&self.0, params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        requests::code_action::answer(&self.0, params).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        requests::code_action_resolve::answer(&self.0, action).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        requests::execute_command::answer(&self.0, params).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        requests::diagnostic::answer(&self.0, params).await
    }
}
