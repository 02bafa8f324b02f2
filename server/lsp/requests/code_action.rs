//! Code actions: the fixes of what is found at a place, silence in three sizes, why something is said there or nothing, and all
//! safe fixes at once.

use std::sync::Arc;

use copydesk_desk::{Finding, NameKind, Safety, Ticks, find_rule, in_short, settle};
use copydesk_text::TextRange;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{CodeActionKind, CodeActionParams, CodeActionTriggerKind, TextDocumentIdentifier};

use super::action::{APPLY, Action, FindingKey, Ticket};
use super::explain::{self, Question, WHY};
use super::{ignore, navigation};
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The kind of the action that applies all safe fixes.
pub(in crate::lsp) const FIX_ALL: &str = "source.fixAll.copydesk";

/// Of so many things to check among selected words a tick is offered.
const MOST_TICKS: usize = 5;

struct Offer<'s> {
    title: String,
    kind: &'static str,
    finding: Option<&'s Finding>,
    preferred: bool,
    does: Does,
}

/// What an action does.
enum Does {
    /// It edits.
    Edit(Action),
    /// It asks why something is said of some bytes, or nothing, by one rule or by all.
    Ask(TextRange, Option<&'static str>),
}

/// The actions for a range.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn actions(session: &Arc<Session>, params: CodeActionParams) -> Result<Value> {
    let CodeActionParams { text_document, range, context, .. } = params;
    let offered = move |session: &Session, snapshot: &Snapshot| {
        let range = convert::bytes(snapshot.document(), range, session.editor.abilities().encoding);
        let asked = context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
        let offers = offers(snapshot, range, asked, context.only.as_deref());
        offers.into_iter().filter_map(|offer| written(session, snapshot, offer)).collect()
    };
    session.answer(&text_document.uri, offered).await
}

/// What can be done at some bytes of a draft; only of the kinds that are asked for, where any are.
/// `asked`: whether somebody asks, and not only the editor.
fn offers<'s>(
    snapshot: &'s Snapshot,
    range: TextRange,
    asked: bool,
    only: Option<&[CodeActionKind]>,
) -> Vec<Offer<'s>> {
    let wanted = |kind: &str| match only {
        None => kind != FIX_ALL,
        Some(kinds) => kinds.iter().any(|asked| is_kind(kind, asked.as_str())),
    };
    let mut offers = Vec::new();
    let mut here = snapshot.findings().iter().filter(|it| it.range.intersect(range).is_some()).peekable();
    if wanted(explain::KIND) && here.peek().is_none() {
        let (title, does) = ("Why is nothing said here?".to_owned(), Does::Ask(range, None));
        offers.push(Offer { title, kind: explain::KIND, finding: None, preferred: false, does });
    }
    if wanted(CodeActionKind::QUICKFIX.as_str()) {
        offers.extend(here.flat_map(|finding| offers_for(snapshot, finding)));
    }
    if wanted("refactor")
        && let Some(mention) = navigation::mention_at(snapshot, range.start()).filter(|mention| mention.name)
        && let Some(actor) = snapshot.inspection().actors.get(mention.actor)
    {
        let form = words(snapshot, mention.range);
        let (title, action) = match listed_name(snapshot, mention.actor) {
            None => {
                let title = format!("Add {} to the roster", actor.name);
                (title, Action::AddToRoster { actor: mention.actor })
            }
            Some(name) => {
                let title = format!("Add “{form}” to the roster as another name of {name}");
                (title, Action::AddForm { name, form, right: true })
            }
        };
        let does = Does::Edit(action);
        offers.push(Offer { title, kind: "refactor", finding: None, preferred: false, does });
    }
    // Only of words that are selected, and only where somebody asks: a sheet is not made at every move of the cursor.
    if wanted("refactor") && asked && !range.is_empty() {
        let (document, ticks) = (snapshot.document(), Ticks::new(snapshot.document()));
        let sheet = snapshot.draft.facts(&snapshot.settings).sheet();
        let selected =
            sheet.into_iter().filter(|it| range.contains_range(it.range) || it.range.contains_range(range));
        for entry in
            selected.filter(|it| ticks.tick(document, it.range, &it.words).is_some()).take(MOST_TICKS)
        {
            let title = format!("Mark “{}” as checked in the draft", in_short(&entry.words));
            let does = Does::Edit(Action::Tick { start: entry.range.start().into(), words: entry.words });
            offers.push(Offer { title, kind: "refactor", finding: None, preferred: false, does });
        }
    }
    if wanted(FIX_ALL) && !settle(snapshot.findings(), Safety::Safe).is_empty() {
        let title = "Apply all safe fixes".to_owned();
        let does = Does::Edit(Action::FixAll);
        offers.push(Offer { title, kind: FIX_ALL, finding: None, preferred: false, does });
    }
    offers
}

/// Fills in the edit of an action that was sent without; one that runs a command is whole.
///
/// # Errors
/// The action is none of ours, or the draft was edited since.
pub(in crate::lsp) async fn resolve(session: &Arc<Session>, mut action: Value) -> Result<Value> {
    if action["command"]["command"] == WHY {
        return Ok(action);
    }
    let ticket: Option<Ticket> =
        action.get("data").and_then(|data| serde_json::from_value(data.clone()).ok());
    let Some(ticket) = ticket else {
        return Err(Error::invalid_params("This code action is none of Copydesk's."));
    };
    action["edit"] = ticket.redeem(session).await?;
    Ok(action)
}

fn offers_for<'s>(snapshot: &'s Snapshot, finding: &'s Finding) -> Vec<Offer<'s>> {
    let kind = "quickfix";
    // The first fix is no guess where there is one that is none: who said something is asked before it is guessed.
    let mut offers: Vec<Offer> = finding
        .fixes
        .iter()
        .enumerate()
        .map(|(number, fix)| Offer {
            title: fix.title.clone(),
            kind,
            finding: Some(finding),
            preferred: number == 0,
            does: Does::Edit(Action::Fix { finding: FindingKey::new(finding), number }),
        })
        .collect();
    let rule = finding.rule;
    let mut offer = |title: String, does| {
        offers.push(Offer { title, kind, finding: Some(finding), preferred: false, does });
    };
    if let Some((name, form)) = preference(snapshot, finding) {
        let title = format!("Write into the roster: “{name}”, never “{form}”");
        offer(title, Does::Edit(Action::AddForm { name, form, right: false }));
    }
    offer("Why is this said?".to_owned(), Does::Ask(finding.range, Some(rule)));
    let mut silence =
        |where_to: &str, action| offer(format!("Ignore {rule} in this {where_to}"), Does::Edit(action));
    silence("paragraph", Action::IgnoreHere { finding: FindingKey::new(finding) });
    if ignore::in_draft(snapshot.document(), rule).is_some() {
        silence("draft", Action::IgnoreInDraft { rule: rule.to_owned() });
    }
    if snapshot.path.is_some() {
        silence("project", Action::IgnoreInProject { rule: rule.to_owned() });
    }
    offers
}

/// The name under which the newsroom's roster has an actor.
fn listed_name(snapshot: &Snapshot, actor: usize) -> Option<String> {
    Some(snapshot.draft.card(actor, &snapshot.settings)?.roster?.key)
}

/// The words of a place, on one line.
fn words(snapshot: &Snapshot, range: TextRange) -> String {
    snapshot.document().slice(range).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the roster should say from now on about a name that is written in two ways: the usual form, and the odd one that is
/// never right. `None` for findings of another kind, and for surnames, which are no entry's name.
fn preference(snapshot: &Snapshot, finding: &Finding) -> Option<(String, String)> {
    if !find_rule(finding.rule)?.respells {
        return None;
    }
    let change = finding.fixes.iter().flat_map(|fix| &fix.edits).find(|edit| edit.range == finding.range)?;
    let usual = change.text.clone();
    let mention = navigation::mention_at(snapshot, finding.range.start());
    let actor = mention.and_then(|mention| snapshot.inspection().actors.get(mention.actor));
    let surname = actor.is_none_or(|actor| actor.kind == NameKind::Person) && !usual.contains(' ');
    let odd = words(snapshot, finding.range);
    (!surname && !usual.is_empty() && odd != usual).then_some((usual, odd))
}

/// An offer as the client understands it; `None` where it cannot do it.
fn written(session: &Session, snapshot: &Snapshot, offer: Offer) -> Option<Value> {
    let abilities = session.editor.abilities();
    let (command, argument, edit) = match offer.does {
        Does::Edit(action) => {
            let ticket = Ticket { uri: snapshot.uri.clone(), version: snapshot.version, action };
            // What the client cannot apply is not offered, so the edit is worked out even where it is sent later.
            let edit = ticket.action.edit(session, snapshot)?;
            (APPLY, serde_json::to_value(ticket).ok()?, Some(edit))
        }
        Does::Ask(range, rule) => {
            let text_document = TextDocumentIdentifier::new(snapshot.uri.clone());
            let range = convert::range(snapshot.document(), range, abilities.encoding);
            let question = Question { text_document, range, rule: rule.map(str::to_owned) };
            (WHY, serde_json::to_value(question).ok()?, None)
        }
    };
    let run = |argument| json!({ "title": offer.title, "command": command, "arguments": [argument] });
    if !abilities.code_action_literals {
        return abilities.apply_edit.then(|| run(argument));
    }
    let mut action = json!({ "title": offer.title, "kind": offer.kind });
    if let Some(finding) = offer.finding {
        action["diagnostics"] =
            json!([convert::diagnostic(&snapshot.uri, snapshot.document(), finding, abilities)]);
    }
    if offer.preferred && abilities.preferred {
        action["isPreferred"] = json!(true);
    }
    match edit {
        None => action["command"] = run(argument),
        Some(_) if abilities.resolve_edits => action["data"] = argument,
        Some(edit) => action["edit"] = edit,
    }
    Some(action)
}

/// Whether a kind is the one asked for, or a kind of it: `source.fixAll.copydesk` is a `source`.
fn is_kind(kind: &str, asked: &str) -> bool {
    kind == asked || asked.is_empty() || kind.strip_prefix(asked).is_some_and(|rest| rest.starts_with('.'))
}
