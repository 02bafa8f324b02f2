//! The newsroom's settings for people who write no TOML: what `copydesk.toml` states, and one setting of it set or taken out. A newsroom
//! without the file gets one with the first setting.

use std::path::PathBuf;
use std::sync::Arc;

use copydesk_desk::{Setting, edit_setting, stated_settings};
use copydesk_project::FILE_NAME;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::TextDocumentIdentifier;

use super::roster_edits::data_change;
use crate::lsp::protocol::changes::{Change, workspace_edit};
use crate::lsp::protocol::convert::file_path;
use crate::lsp::state::session::Session;

/// The command that gives the settings of a draft's or a folder's newsroom, named by its address.
pub(super) const SETTINGS: &str = "copydesk.settings";
/// The command that sets one; it takes a [`Wish`].
pub(super) const SET: &str = "copydesk.set";

/// What is to be set.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wish {
    /// A draft or a folder, to which the configuration applies.
    text_document: TextDocumentIdentifier,
    /// The setting's name, behind its table's name where it stands in one.
    key: Vec<String>,
    /// Its value: a text, a whole number or a list of texts; without one the setting is taken out.
    #[serde(default)]
    value: Value,
}

/// Where the newsroom's settings stand, and what they are.
#[derive(Debug, Serialize)]
pub(super) struct Stated {
    /// The path of the file.
    file: PathBuf,
    /// Whether it is there.
    exists: bool,
    /// The values, those of a table in an object under its name.
    values: Map<String, Value>,
    /// Why it cannot be read, in a sentence.
    problem: Option<String>,
}

/// What is stated for a draft or a folder.
///
/// # Errors
/// The address is no file's.
pub(super) async fn stated(session: &Arc<Session>, of: TextDocumentIdentifier) -> Result<Stated> {
    beside(session, move |session| {
        let (file, text) = configuration(session, &of)?;
        let exists = text.is_some();
        let mut values = Map::new();
        let problem = match stated_settings(&text.unwrap_or_default()) {
            Ok(settings) => {
                settings.into_iter().for_each(|(key, setting)| put(&mut values, &key, json_of(setting)));
                None
            }
            Err(problem) => Some(problem.message),
        };
        Ok(Stated { file, exists, values, problem })
    })
    .await
}

/// The edit that fulfils a wish.
///
/// # Errors
/// The configuration cannot be so edited; a sentence that says why.
pub(super) async fn edit(session: &Arc<Session>, wish: Wish) -> Result<Value> {
    beside(session, move |session| {
        let (file, text) = configuration(session, &wish.text_document)?;
        let key: Vec<&str> = wish.key.iter().map(String::as_str).collect();
        let value = match wish.value {
            Value::Null => None,
            value => {
                Some(setting_of(value).ok_or("A setting takes a text, a whole number or a list of texts.")?)
            }
        };
        let before = text.as_deref().unwrap_or_default();
        let edit = edit_setting(before, &key, value.as_ref())?;
        let change = match &text {
            Some(text) => data_change(&session.editor, &file, text, edit),
            None => Change::new_file(&file, edit.text),
        };
        let change = change.ok_or("copydesk.toml is open and has changed meanwhile; try again.")?;
        workspace_edit(&[change], session.editor.abilities()).ok_or_else(|| {
            "This editor cannot make a new file for a server; make copydesk.toml first.".to_owned()
        })
    })
    .await
}

/// The configuration that applies to a draft or a folder, and its text as it stands; none where it would be a new file.
fn configuration(
    session: &Session,
    of: &TextDocumentIdentifier,
) -> std::result::Result<(PathBuf, Option<String>), String> {
    let path = file_path(&of.uri).ok_or_else(|| format!("{} is no file.", of.uri.as_str()))?;
    // Of a folder, what applies to the drafts in it.
    let path = if session.editor.host.files.is_folder(&path) { path.join("draft.md") } else { path };
    let project = session.configuration.project(&path);
    match &project.file {
        Some(file) => {
            let text = project.file_text(&session.editor).ok_or("copydesk.toml cannot be read.")?;
            Ok((file.clone(), Some(text)))
        }
        None => {
            let folder = session.editor.folder_of(&path).or_else(|| path.parent().map(PathBuf::from));
            Ok((folder.unwrap_or_default().join(FILE_NAME), None))
        }
    }
}

fn put(values: &mut Map<String, Value>, key: &[String], value: Value) {
    match key {
        [name] => {
            values.insert(name.clone(), value);
        }
        [table, name] => {
            if let Value::Object(within) = values.entry(table.as_str()).or_insert_with(|| json!({})) {
                within.insert(name.clone(), value);
            }
        }
        _ => {}
    }
}

fn json_of(setting: Setting) -> Value {
    match setting {
        Setting::Text(text) => text.into(),
        Setting::Number(number) => number.into(),
        Setting::List(words) => words.into(),
    }
}

fn setting_of(value: Value) -> Option<Setting> {
    match value {
        Value::String(text) => Some(Setting::Text(text)),
        Value::Number(number) => number.as_i64().map(Setting::Number),
        Value::Array(words) => {
            let words =
                words.into_iter().map(|word| word.as_str().map(str::to_owned)).collect::<Option<_>>()?;
            Some(Setting::List(words))
        }
        _ => None,
    }
}

/// Works beside the event loop, since files are read.
async fn beside<T: Send + 'static>(
    session: &Arc<Session>,
    work: impl FnOnce(&Session) -> std::result::Result<T, String> + Send + 'static,
) -> Result<T> {
    let at_work = Arc::clone(session);
    let done = session.editor.host.runner.work(move || work(&at_work)).await;
    done.unwrap_or_else(Err).map_err(Error::invalid_params)
}
