//! What the client is asked to tell us of: settings, and files that settings come from. It is asked once there is a
//! workspace, be it late: for a single draft nobody wants a folder watched.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use copydesk_project::FILE_NAME;
use serde_json::{Value, json};
use tower_lsp::ls_types::{Registration, Unregistration};

use super::editor::Editor;
use crate::lsp::protocol::convert::file_uri;

const FILES: &str = "workspace/didChangeWatchedFiles";
const SETTINGS: &str = "workspace/didChangeConfiguration";

/// What the client was asked to watch.
#[derive(Default)]
pub(super) struct Watched(Mutex<State>);

#[derive(Default)]
struct State {
    /// The workspace's folders and the settings.
    workspace: bool,
    /// Files outside the workspace.
    others: Vec<PathBuf>,
    /// Counts the lists of them, each of which is a registration of its own.
    lists: u32,
}

impl Watched {
    /// Asks to be told of changes in the workspace, as soon as there is one.
    pub(in crate::lsp) fn workspace(&self, editor: &Editor) {
        if editor.folders().is_empty() {
            return;
        }
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut state.workspace, true);
        drop(state);
        let mut registrations = Vec::new();
        if editor.abilities().watch_files && !before {
            // Rosters are in TOML, CSV or JSON, under any name; names are compared with those of drafts that are not open.
            let patterns = [
                format!("**/{FILE_NAME}"),
                "**/*.{toml,csv,tsv,json}".to_owned(),
                "**/*.{md,markdown,mdx,txt,vtt,srt}".to_owned(),
            ];
            let watchers = patterns.into_iter().map(|pattern| json!({ "globPattern": pattern })).collect();
            registrations.push(files("copydesk/files", watchers));
        }
        if editor.abilities().register_configuration && !before {
            registrations.push(Registration {
                id: "copydesk/settings".to_owned(),
                method: SETTINGS.to_owned(),
                register_options: Some(json!({ "section": "copydesk" })),
            });
        }
        if !registrations.is_empty() {
            let client = editor.client.clone();
            editor.host.runner.spawn(async move { client.register_capability(registrations).await });
        }
    }

    /// Asks to be told of changes of those of `others` that lie outside the workspace, such as a roster that several
    /// projects share.
    pub(in crate::lsp) fn others(&self, editor: &Editor, mut others: Vec<PathBuf>) {
        let abilities = editor.abilities();
        let folders = editor.folders();
        if !abilities.watch_files || !abilities.watch_elsewhere || folders.is_empty() {
            return;
        }
        others.retain(|file| !folders.iter().any(|folder| file.starts_with(folder)));
        others.sort();
        others.dedup();
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.others == others {
            return;
        }
        let watchers: Vec<Value> = others
            .iter()
            .filter_map(|file| {
                let folder = file_uri(file.parent()?)?;
                Some(json!({ "globPattern": { "baseUri": folder, "pattern": file.file_name()?.to_str()? } }))
            })
            .collect();
        state.others = others;
        let before = state.lists;
        state.lists += 1;
        let name = |list: u32| format!("copydesk/others/{list}");
        let client = editor.client.clone();
        // The new list is sent before the old one is taken back, so that no later list can get between them.
        editor.host.runner.spawn(async move {
            let _ = client.register_capability(vec![files(&name(before + 1), watchers)]).await;
            if before > 0 {
                let (id, method) = (name(before), FILES.to_owned());
                let _ = client.unregister_capability(vec![Unregistration { id, method }]).await;
            }
        });
    }
}

fn files(id: &str, watchers: Vec<Value>) -> Registration {
    let register_options = Some(json!({ "watchers": watchers }));
    Registration { id: id.to_owned(), method: FILES.to_owned(), register_options }
}
