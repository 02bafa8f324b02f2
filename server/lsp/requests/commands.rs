//! Commands that the client may run.

use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, MessageType, TextDocumentIdentifier, Uri, request};

use super::action::{APPLY, Action, Ticket};
use super::explain::{self, Question, WHY};
use super::overview::{self, OVERVIEW};
use super::settings::{self, SET, SETTINGS, Wish};
use super::sources::{self, SOURCES};
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// Applies all safe fixes to a draft, given by its address.
const FIX_ALL: &str = "copydesk.fixAll";
/// Gives the page of a rule, given by its name.
const EXPLAIN: &str = "copydesk.explain";

/// All commands.
pub(in crate::lsp) const ALL: [&str; 8] = [APPLY, FIX_ALL, SOURCES, EXPLAIN, WHY, OVERVIEW, SETTINGS, SET];

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
pub(in crate::lsp) async fn run(
    session: &Arc<Session>,
    params: ExecuteCommandParams,
) -> Result<Option<Value>> {
    let argument = params.arguments.into_iter().next();
    match params.command.as_str() {
        APPLY => {
            let ticket: Ticket = read(argument, "the data of a code action")?;
            let edit = ticket.redeem(session).await?;
            apply(session, edit).await
        }
        FIX_ALL => {
            let edit = |session: &Session, snapshot: &Snapshot| Action::FixAll.edit(session, snapshot);
            match session.answer(&draft(argument)?, edit).await? {
                Some(edit) => apply(session, edit).await,
                None => Ok(Some(json!({ "applied": false }))),
            }
        }
        SOURCES => {
            let told = |_: &Session, snapshot: &Snapshot| sources::told(snapshot.inspection());
            let (told, sources) = session.answer(&draft(argument)?, told).await?;
            session.editor.client.show_message(MessageType::INFO, told).await;
            Ok(Some(sources))
        }
        OVERVIEW => {
            let overview = |session: &Session, snapshot: &Snapshot| {
                overview::overview(snapshot, session.editor.abilities())
            };
            session.answer(&draft(argument)?, overview).await.map(Some)
        }
        EXPLAIN => {
            let name: String = read(argument, "the name of a rule")?;
            Ok(Some(json!({ "rule": name, "page": explain::known(&name)?.readable_page() })))
        }
        WHY => {
            let question: Question = read(argument, "a place in an open draft")?;
            let answer = explain::explain(session, question).await?;
            session.editor.client.show_message(MessageType::INFO, answer.lines()).await;
            Ok(serde_json::to_value(answer).ok())
        }
        SETTINGS => {
            let of = read(argument, "the address of a draft or a folder")?;
            let stated = settings::stated(session, TextDocumentIdentifier { uri: of }).await?;
            Ok(serde_json::to_value(stated).ok())
        }
        SET => {
            let wish: Wish = read(argument, "a draft or a folder, the key of a setting, and its value")?;
            let edit = settings::edit(session, wish).await?;
            apply(session, edit).await
        }
        unknown => Err(Error::invalid_params(format!(
            "There is no command {unknown}; there are {}.",
            ALL.join(", ")
        ))),
    }
}

fn draft(argument: Option<Value>) -> Result<Uri> {
    read(argument, "the address of an open draft")
}

fn read<T: serde::de::DeserializeOwned>(argument: Option<Value>, what: &str) -> Result<T> {
    let read = argument.and_then(|argument| serde_json::from_value(argument).ok());
    read.ok_or_else(|| Error::invalid_params(format!("The command takes one argument: {what}.")))
}

async fn apply(session: &Arc<Session>, edit: Value) -> Result<Option<Value>> {
    if !session.editor.abilities().apply_edit {
        return Err(Error::invalid_params("This editor does not let a server apply edits."));
    }
    // The answer comes only after this command has been answered where a client does one thing at a time.
    let client = session.editor.client.clone();
    session
        .editor
        .host
        .runner
        .spawn(async move { client.send_request::<ApplyEdit>(json!({ "edit": edit })).await });
    Ok(Some(json!({ "applied": true })))
}
