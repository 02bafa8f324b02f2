//! What a code action does. A remedy is small enough to travel to the client and back, and becomes edits when it is
//! wanted.

use std::path::PathBuf;
use std::sync::Arc;

use copydesk_desk::{Diagnostic, RosterActor, Safety, TextEdit, settle, write_toml};
use copydesk_text::{Dialect, Document, TextRange};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::ls_types::Uri;

use super::changes::{Change, Edits, workspace_edit};
use super::ignore;
use super::session::Session;
use super::snapshot::Snapshot;
use crate::cli::FILE_NAME;

/// What a code action does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum Remedy {
    /// A fix of a finding, by its number.
    Fix {
        /// The finding.
        finding: Finding,
        /// Which of its fixes.
        number: usize,
    },
    /// Silence for the paragraph.
    IgnoreHere {
        /// The finding.
        finding: Finding,
    },
    /// Silence in the draft.
    IgnoreInDraft {
        /// The rule.
        rule: String,
    },
    /// Silence in all drafts of the project.
    IgnoreInProject {
        /// The rule.
        rule: String,
    },
    /// An entry for an actor in the newsroom's roster.
    AddToRoster {
        /// The actor: an index into the inspection's.
        actor: usize,
    },
    /// All fixes that cannot change what the draft says.
    FixAll,
}

/// How a finding is found again in the same text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    rule: String,
    start: u32,
    end: u32,
}

impl Finding {
    /// The name of a finding.
    pub fn new(diagnostic: &Diagnostic) -> Finding {
        let (start, end) = (diagnostic.range.start().into(), diagnostic.range.end().into());
        Finding { rule: diagnostic.rule.to_owned(), start, end }
    }

    fn find<'s>(&self, snapshot: &'s Snapshot) -> Option<&'s Diagnostic> {
        snapshot.diagnostics().iter().find(|diagnostic| Finding::new(diagnostic) == *self)
    }
}

impl Remedy {
    /// The edit that the client applies; `None` where there is none, or where the client cannot.
    pub fn edit(&self, session: &Arc<Session>, snapshot: &Snapshot) -> Option<Value> {
        let abilities = session.abilities();
        let change = match self {
            Remedy::Fix { finding, number } => {
                let fix = finding.find(snapshot)?.fixes.get(*number)?;
                in_draft(snapshot, fix.edits.clone(), fix.safety == Safety::Placeholder)
            }
            Remedy::IgnoreHere { finding } => {
                let found = finding.find(snapshot)?;
                let reason = if abilities.snippets_in_edits { ": [why]" } else { "" };
                let edit = ignore::here(snapshot.document(), found.rule, found.range.start(), reason);
                in_draft(snapshot, vec![edit], true)
            }
            Remedy::IgnoreInDraft { rule } => {
                in_draft(snapshot, vec![ignore::in_draft(snapshot.document(), rule)?], false)
            }
            Remedy::IgnoreInProject { rule } => in_project(session, snapshot, rule)?,
            Remedy::AddToRoster { actor } => in_roster(session, snapshot, *actor)?,
            Remedy::FixAll => {
                let edits = settle(snapshot.diagnostics(), Safety::Safe);
                if edits.is_empty() {
                    return None;
                }
                in_draft(snapshot, edits, false)
            }
        };
        workspace_edit(&[change], abilities)
    }
}

fn in_draft(snapshot: &Snapshot, edits: Vec<TextEdit>, placeholders: bool) -> Change {
    let document = snapshot.document().clone();
    let edits = Edits::Text { document, edits, placeholders };
    Change { uri: snapshot.uri.clone(), version: snapshot.version, edits }
}

/// A new entry behind the others of the first roster in TOML.
fn in_roster(session: &Arc<Session>, snapshot: &Snapshot, actor: usize) -> Option<Change> {
    let project = session.configuration.project(session, snapshot.path.as_deref()?);
    let toml = |file: &&PathBuf| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let file = project.roster_files.iter().find(toml)?;
    let card = snapshot.draft.card(actor, &snapshot.settings).filter(|card| card.roster.is_none())?;
    let text = String::from_utf8(session.text_of(file)?.ok()?).ok()?;
    let entry = RosterActor {
        name: card.name.as_str().into(),
        kind: Some(card.kind),
        role: card.office.map(|office| office.words.into_boxed_str()),
        ..RosterActor::default()
    };
    let document = Document::new(&text, Dialect::Markdown);
    let gap = match () {
        () if text.is_empty() => "",
        () if text.ends_with('\n') => "\n",
        () => "\n\n",
    };
    let edit = TextEdit {
        range: TextRange::empty(document.len()),
        text: format!("{gap}{}", write_toml(std::slice::from_ref(&entry))),
    };
    let open = session.documents.at_path(file);
    let uri = open.as_ref().map_or_else(|| Uri::from_file_path(file), |open| Some(open.uri.clone()))?;
    let version = open.map(|open| open.version());
    Some(Change { uri, version, edits: Edits::Text { document, edits: vec![edit], placeholders: false } })
}

fn in_project(session: &Arc<Session>, snapshot: &Snapshot, rule: &str) -> Option<Change> {
    let path = snapshot.path.as_deref()?;
    let project = session.configuration.project(session, path);
    let edited = ignore::in_configuration(&project.text, rule)?;
    if let Some(file) = &project.file {
        let open = session.documents.at_path(file);
        let uri = open.as_ref().map_or_else(|| Uri::from_file_path(file), |open| Some(open.uri.clone()))?;
        let version = open.map(|open| open.version());
        let document = Document::new(&project.text, Dialect::Markdown);
        let edits = vec![ignore::difference(&project.text, &edited)];
        return Some(Change { uri, version, edits: Edits::Text { document, edits, placeholders: false } });
    }
    // A new configuration belongs to the workspace's folder that holds the draft.
    let folders = session.folders();
    let folder =
        folders.iter().filter(|folder| path.starts_with(folder)).max_by_key(|it| it.as_os_str().len());
    let folder = folder.map(std::path::PathBuf::as_path).or_else(|| path.parent())?;
    let uri = Uri::from_file_path(folder.join(FILE_NAME))?;
    Some(Change { uri, version: None, edits: Edits::NewFile(edited) })
}
