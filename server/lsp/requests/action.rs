//! What a code action does. An action is small enough to travel to the client and back, and becomes edits when it is
//! wanted.

use std::sync::Arc;

use copydesk_desk::{Finding, RosterActor, Safety, TextEdit, Ticks, settle};
use copydesk_project::FILE_NAME;
use copydesk_text::TextRange;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::jsonrpc::{ErrorCode, Result};
use tower_lsp::ls_types::Uri;

use super::roster_edits::data_change;
use super::{ignore, roster_edits};
use crate::lsp::protocol::changes::{Change, Edits, workspace_edit};
use crate::lsp::state::session::{Session, error};
use crate::lsp::state::snapshot::Snapshot;

/// The command that applies a action, for clients whose code actions are commands; it takes a [`Ticket`].
pub(super) const APPLY: &str = "copydesk.apply";

/// An action on its way to the client and back.
#[derive(Serialize, Deserialize)]
pub(super) struct Ticket {
    /// The draft.
    pub uri: Uri,
    /// The version for which it was offered.
    pub version: Option<i32>,
    /// What to do.
    pub action: Action,
}

impl Ticket {
    /// The edit behind it.
    ///
    /// # Errors
    /// The draft was edited since, or is closed.
    pub(super) async fn redeem(self, session: &Arc<Session>) -> Result<Value> {
        let uri = self.uri.clone();
        let edit = move |session: &Session, snapshot: &Snapshot| {
            let same = snapshot.version == self.version;
            same.then(|| self.action.edit(session, snapshot)).flatten()
        };
        let stale = || error(ErrorCode::ContentModified, "The draft was edited since; ask again.");
        session.answer(&uri, edit).await?.ok_or_else(stale)
    }
}

/// What a code action does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub(super) enum Action {
    /// A fix of a finding, by its number.
    Fix {
        /// The finding.
        finding: FindingKey,
        /// Which of its fixes.
        number: usize,
    },
    /// Silence for the paragraph.
    IgnoreHere {
        /// The finding.
        finding: FindingKey,
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
    /// Another form of an actor's name in the newsroom's roster.
    AddForm {
        /// The name.
        name: String,
        /// The form.
        form: String,
        /// Whether it is another right name, and not one to avoid.
        right: bool,
    },
    /// A tick of the fact-check sheet, kept in the draft.
    Tick {
        /// The first byte of the words.
        start: u32,
        /// The words.
        words: String,
    },
    /// All fixes that cannot change what the draft says.
    FixAll,
}

/// How a finding is found again in the same text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FindingKey {
    rule: String,
    start: u32,
    end: u32,
}

impl FindingKey {
    /// The name of a finding.
    pub(in crate::lsp) fn new(finding: &Finding) -> FindingKey {
        let (start, end) = (finding.range.start().into(), finding.range.end().into());
        FindingKey { rule: finding.rule.to_owned(), start, end }
    }

    fn find<'s>(&self, snapshot: &'s Snapshot) -> Option<&'s Finding> {
        snapshot.findings().iter().find(|finding| FindingKey::new(finding) == *self)
    }
}

impl Action {
    /// The edit that the client applies, for which files may be read; `None` where there is none, or where the client cannot.
    pub(in crate::lsp) fn edit(&self, session: &Session, snapshot: &Snapshot) -> Option<Value> {
        let abilities = session.editor.abilities();
        let changes = match self {
            Action::Fix { finding, number } => {
                let fix = finding.find(snapshot)?.fixes.get(*number)?;
                vec![in_draft(snapshot, fix.edits.clone(), fix.safety == Safety::Placeholder)]
            }
            Action::IgnoreHere { finding } => {
                let found = finding.find(snapshot)?;
                let reason = if abilities.snippets_in_edits { ": [why]" } else { "" };
                let edit = ignore::here(snapshot.document(), found.rule, found.range.start(), reason);
                vec![in_draft(snapshot, vec![edit], true)]
            }
            Action::IgnoreInDraft { rule } => {
                vec![in_draft(snapshot, vec![ignore::in_draft(snapshot.document(), rule)?], false)]
            }
            Action::IgnoreInProject { rule } => vec![in_project(session, snapshot, rule)?],
            Action::AddToRoster { actor } => in_roster(session, snapshot, *actor)?,
            Action::AddForm { name, form, right } => form_in_roster(session, snapshot, name, form, *right)?,
            Action::Tick { start, words } => {
                let document = snapshot.document();
                let edit = Ticks::new(document).tick(document, TextRange::empty((*start).into()), words)?;
                vec![in_draft(snapshot, vec![edit], false)]
            }
            Action::FixAll => {
                let edits = settle(snapshot.findings(), Safety::Safe);
                if edits.is_empty() {
                    return None;
                }
                vec![in_draft(snapshot, edits, false)]
            }
        };
        workspace_edit(&changes, abilities)
    }
}

fn in_draft(snapshot: &Snapshot, edits: Vec<TextEdit>, placeholders: bool) -> Change {
    let document = snapshot.document().clone();
    let edits = Edits::Text { document, edits, placeholders };
    Change { uri: snapshot.uri.clone(), version: snapshot.version, edits }
}

/// An entry for an actor that the roster does not have.
fn in_roster(session: &Session, snapshot: &Snapshot, actor: usize) -> Option<Vec<Change>> {
    let card = snapshot.draft.card(actor, &snapshot.settings).filter(|card| card.roster.is_none())?;
    let entry = RosterActor {
        name: card.name.as_str().into(),
        kind: Some(card.kind),
        role: card.office.map(|office| office.words.into_boxed_str()),
        ..RosterActor::default()
    };
    roster_edits::add_actor(session, snapshot.path.as_deref()?, &entry)
}

/// A form in the roster, which is another name of an actor or never right.
fn form_in_roster(
    session: &Session,
    snapshot: &Snapshot,
    name: &str,
    form: &str,
    right: bool,
) -> Option<Vec<Change>> {
    let actor = snapshot.inspection().actors.iter().find(|actor| actor.name == name);
    let forms = [Box::from(form)];
    let entry =
        RosterActor { name: name.into(), kind: actor.map(|actor| actor.kind), ..RosterActor::default() };
    let (list, entry) = match right {
        true => ("aliases", RosterActor { aliases: forms.into(), ..entry }),
        false => ("avoid", RosterActor { avoid: forms.into(), ..entry }),
    };
    roster_edits::add_form(session, snapshot.path.as_deref()?, &entry, list, form)
}

fn in_project(session: &Session, snapshot: &Snapshot, rule: &str) -> Option<Change> {
    let path = snapshot.path.as_deref()?;
    let project = session.configuration.project(path);
    let text = project.file_text(&session.editor)?;
    let edited = ignore::in_configuration(&text, rule)?;
    match &project.file {
        Some(file) => data_change(&session.editor, file, &text, ignore::difference(&text, &edited)),
        None => Change::new_file(&session.editor.folder_of(path)?.join(FILE_NAME), edited),
    }
}
