//! Commands that the client may run.

use std::sync::Arc;

use copydesk_desk::SourceKind;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, MessageType, Uri, request};

use super::code_action::{self, Ticket};
use super::remedy::Remedy;
use super::session::Session;
use super::snapshot::Snapshot;
use super::{code_lens, overview};

/// Applies a remedy; for clients whose code actions are commands.
pub(super) const APPLY: &str = "copydesk.apply";
/// Applies all safe fixes to a draft, given by its address.
pub(super) const FIX_ALL: &str = "copydesk.fixAll";
/// Tells the sources of a draft, given by its address.
pub(super) const SOURCES: &str = "copydesk.sources";
/// Gives the page of a rule, given by its name.
pub(super) const EXPLAIN: &str = "copydesk.explain";

/// Gives the actors and sources of a draft, by its address, as data for views.
pub(super) const OVERVIEW: &str = "copydesk.overview";

/// All commands.
pub(super) const ALL: [&str; 5] = [APPLY, FIX_ALL, SOURCES, EXPLAIN, OVERVIEW];

/// The request to apply an edit, in plain JSON because ours may hold more than the library's types know.
enum ApplyEdit {}

impl request::Request for ApplyEdit {
    type Params = Value;
    type Result = Value;
    const METHOD: &'static str = "workspace/applyEdit";
}

/// Runs a command.
///
/// # Errors
/// There is no such command, its argument is missing, or the client cannot apply edits.
pub(super) async fn run(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let argument = params.arguments.into_iter().next();
    match params.command.as_str() {
        APPLY => {
            let ticket: Ticket = read(argument, "the data of a code action")?;
            let edit = code_action::redeem(session, &ticket).await?;
            apply(session, edit).await
        }
        FIX_ALL => {
            let snapshot = session.inspected(&read(argument, "the address of an open draft")?).await?;
            match Remedy::FixAll.edit(session, &snapshot) {
                Some(edit) => apply(session, edit).await,
                None => Ok(Some(json!({ "applied": false }))),
            }
        }
        SOURCES => {
            let uri: Uri = read(argument, "the address of an open draft")?;
            let snapshot = session.inspected(&uri).await?;
            let (told, sources) = sources(&snapshot);
            session.client.show_message(MessageType::INFO, told).await;
            Ok(Some(sources))
        }
        OVERVIEW => {
            let uri: Uri = read(argument, "the address of an open draft")?;
            let snapshot = session.snapshot(&uri).await?;
            Ok(Some(overview::overview(&snapshot, session.abilities())))
        }
        EXPLAIN => {
            let name: String = read(argument, "the name of a rule")?;
            let rule = copydesk_desk::find_rule(&name)
                .ok_or_else(|| Error::invalid_params(format!("There is no rule `{name}`.")))?;
            Ok(Some(json!({ "rule": name, "page": rule.page() })))
        }
        unknown => Err(Error::invalid_params(format!(
            "There is no command {unknown}; there are {}.",
            ALL.join(", ")
        ))),
    }
}

fn read<T: serde::de::DeserializeOwned>(argument: Option<Value>, what: &str) -> Result<T> {
    let read = argument.and_then(|argument| serde_json::from_value(argument).ok());
    read.ok_or_else(|| Error::invalid_params(format!("The command takes one argument: {what}.")))
}

async fn apply(session: &Arc<Session>, edit: Value) -> Result<Option<Value>> {
    if !session.abilities().apply_edit {
        return Err(Error::invalid_params("This editor does not let a server apply edits."));
    }
    // The answer comes only after this command has been answered where a client does one thing at a time.
    let client = session.client.clone();
    tokio::spawn(async move { client.send_request::<ApplyEdit>(json!({ "edit": edit })).await });
    Ok(Some(json!({ "applied": true })))
}

/// The sources of a draft, in words and as data: each with its kind and how often it speaks.
fn sources(snapshot: &Snapshot) -> (String, Value) {
    let inspection = snapshot.inspection();
    let mut told = code_lens::in_words(inspection);
    let named: Vec<&str> = inspection
        .sources()
        .filter(|source| source.kind == SourceKind::Named)
        .map(|source| source.name.as_str())
        .collect();
    if !named.is_empty() {
        told += &format!(". Named: {}.", named.join(", "));
    }
    let list = inspection.sources().map(|source| {
        json!({ "name": source.name, "kind": source.kind.name(), "attributions": source.attributions.len() })
    });
    (told, json!(list.collect::<Vec<_>>()))
}
