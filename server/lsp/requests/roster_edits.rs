//! What is written into the newsroom's roster: an actor, another name of one, a form that is never right. A newsroom without a
//! roster gets one, which its configuration names.

use std::path::{Path, PathBuf};

use copydesk_desk::{RosterActor, TextEdit, parse_toml, write_toml};
use copydesk_project::FILE_NAME;
use copydesk_text::{Dialect, Document, TextRange};
use toml_edit::{Array, DocumentMut, Item, Value};

use super::ignore;
use crate::lsp::protocol::changes::Change;
use crate::lsp::state::editor::Editor;
use crate::lsp::state::session::Session;

/// The file of a roster where there is none yet.
const ROSTER: &str = "actors.toml";

/// A new entry behind the others of the first roster in TOML that applies to a draft.
pub(super) fn add_actor(session: &Session, draft: &Path, actor: &RosterActor) -> Option<Vec<Change>> {
    let entry = write_toml(std::slice::from_ref(actor));
    let Some((file, text)) = roster(session, draft) else { return new_roster(session, draft, entry) };
    let gap = match () {
        () if text.is_empty() => "",
        () if text.ends_with('\n') => "\n",
        () => "\n\n",
    };
    let document = Document::new(&text, Dialect::Data);
    let end = TextRange::empty(document.len());
    Some(vec![data_change(
        &session.editor,
        &file,
        &text,
        TextEdit { range: end, text: format!("{gap}{entry}") },
    )?])
}

/// Another form in a list (`aliases`, `avoid`) of the entry that has a name; a new entry where none has it. `None` where the
/// roster has the form already.
pub(super) fn add_form(
    session: &Session,
    draft: &Path,
    actor: &RosterActor,
    list: &str,
    form: &str,
) -> Option<Vec<Change>> {
    let known = roster(session, draft).and_then(|(file, text)| {
        let entries = parse_toml(&text).0;
        let number = entries.iter().position(|entry| entry.names().any(|name| name == &*actor.name))?;
        Some((file, text, number, entries[number].names().any(|name| name == form)))
    });
    match known {
        Some((.., true)) => None,
        Some((file, text, number, false)) => {
            let with_form = with_form(&text, number, list, form)?;
            Some(vec![data_change(&session.editor, &file, &text, ignore::difference(&text, &with_form))?])
        }
        None => add_actor(session, draft, actor),
    }
}

/// A roster's text with a form added to a list of an entry; `None` where it is not written as TOML has it.
fn with_form(text: &str, number: usize, list: &str, form: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let entry = document.get_mut("actor")?.as_array_of_tables_mut()?.get_mut(number)?;
    let forms = entry.entry(list).or_insert(Item::Value(Value::Array(Array::new()))).as_array_mut()?;
    forms.push(form);
    Some(document.to_string())
}

/// The first roster in TOML that applies to a draft.
fn roster(session: &Session, draft: &Path) -> Option<(PathBuf, String)> {
    let project = session.configuration.project(draft);
    let toml = |file: &&PathBuf| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let file = project.roster_files.iter().find(toml)?;
    Some((file.clone(), String::from_utf8(session.editor.read(file)?.ok()?).ok()?))
}

/// A roster with one entry beside the configuration, which names it.
fn new_roster(session: &Session, draft: &Path, entry: String) -> Option<Vec<Change>> {
    let project = session.configuration.project(draft);
    let folder = match &project.file {
        Some(file) => file.parent()?.to_path_buf(),
        None => session.editor.folder_of(draft)?,
    };
    let file = folder.join(ROSTER);
    if session.editor.read(&file).is_some() {
        return None;
    }
    let text = project.file_text(&session.editor)?;
    let mut configuration: DocumentMut = text.parse().ok()?;
    let list = configuration.entry("roster").or_insert(Item::Value(Value::Array(Array::new())));
    list.as_array_mut()?.push(ROSTER);
    let named = configuration.to_string();
    let of_configuration = match &project.file {
        Some(path) => data_change(&session.editor, path, &text, ignore::difference(&text, &named))?,
        None => Change::new_file(&folder.join(FILE_NAME), named)?,
    };
    Some(vec![Change::new_file(&file, entry)?, of_configuration])
}

/// An edit of a configuration or a roster whose text this is, open or not; `None` where it is open and out of step.
pub(super) fn data_change(editor: &Editor, file: &Path, text: &str, edit: TextEdit) -> Option<Change> {
    let (uri, version) = editor.documents.editable(file)?;
    Some(Change::of_data(uri, version, text, edit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_joins_its_list_and_nothing_else_changes() {
        let text = "# Ours\n[[actor]]\nname = \"Ada Quill\"  # clerk\naliases = [\"Quilly\"]\n\n[[actor]]\nname = 'Kyiv'\n";
        let with = with_form(text, 0, "aliases", "the Clerk").unwrap();
        assert_eq!(with, text.replace("[\"Quilly\"]", "[\"Quilly\", \"the Clerk\"]"));
        let with = with_form(text, 1, "avoid", "Kiev").unwrap();
        assert_eq!(with, format!("{text}avoid = [\"Kiev\"]\n"));
        assert_eq!(with_form("actor = 1\n", 0, "avoid", "Kiev"), None);
    }
}
