//! Code actions: the fixes of what is found at a place, silence in three sizes, and all safe fixes at once.

use std::sync::Arc;

use copydesk_desk::{Finding, Safety, settle};
use copydesk_text::TextRange;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{CodeActionKind, CodeActionParams};

use super::action::{APPLY, Action, FindingKey, Ticket};
use super::{ignore, navigation};
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The kind of the action that applies all safe fixes.
pub(in crate::lsp) const FIX_ALL: &str = "source.fixAll.copydesk";

struct Offer<'s> {
    title: String,
    kind: &'static str,
    finding: Option<&'s Finding>,
    preferred: bool,
    action: Action,
}

/// The actions for a range.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn actions(session: &Arc<Session>, params: CodeActionParams) -> Result<Value> {
    let CodeActionParams { text_document, range, context, .. } = params;
    let offered = move |session: &Session, snapshot: &Snapshot| {
        let range = convert::bytes(snapshot.document(), range, session.editor.abilities().encoding);
        let offers = offers(snapshot, range, context.only.as_deref());
        offers.into_iter().filter_map(|offer| written(session, snapshot, offer)).collect()
    };
    session.answer(&text_document.uri, offered).await
}

/// What can be done at some bytes of a draft; only of the kinds that are asked for, where any are.
fn offers<'s>(snapshot: &'s Snapshot, range: TextRange, only: Option<&[CodeActionKind]>) -> Vec<Offer<'s>> {
    let wanted = |kind: &str| match only {
        None => kind != FIX_ALL,
        Some(kinds) => kinds.iter().any(|asked| is_kind(kind, asked.as_str())),
    };
    let mut offers = Vec::new();
    if wanted(CodeActionKind::QUICKFIX.as_str()) {
        for finding in snapshot.findings() {
            if finding.range.intersect(range).is_some() {
                offers.extend(offers_for(snapshot, finding));
            }
        }
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
        offers.push(Offer { title, kind: "refactor", finding: None, preferred: false, action });
    }
    if wanted(FIX_ALL) && !settle(snapshot.findings(), Safety::Safe).is_empty() {
        let title = "Apply all safe fixes".to_owned();
        offers.push(Offer { title, kind: FIX_ALL, finding: None, preferred: false, action: Action::FixAll });
    }
    offers
}

/// Fills in the edit of an action that was sent without.
///
/// # Errors
/// The action is none of ours, or the draft was edited since.
pub(in crate::lsp) async fn resolve(session: &Arc<Session>, mut action: Value) -> Result<Value> {
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
    // A copy editor takes the first action, but does not guess who said something while it can be asked.
    let guesses = finding.fixes.iter().any(|fix| fix.safety == Safety::Placeholder);
    let taken = finding.fixes.iter().position(|fix| match fix.safety {
        Safety::Safe | Safety::Placeholder => true,
        Safety::Suggested => !guesses,
    });
    let mut offers: Vec<Offer> = finding
        .fixes
        .iter()
        .enumerate()
        .map(|(number, fix)| Offer {
            title: fix.title.clone(),
            kind,
            finding: Some(finding),
            preferred: taken == Some(number),
            action: Action::Fix { finding: FindingKey::new(finding), number },
        })
        .collect();
    if let Some((name, form)) = preference(snapshot, finding) {
        let title = format!("Write into the roster: “{name}”, never “{form}”");
        let action = Action::AddForm { name, form, right: false };
        offers.push(Offer { title, kind, finding: Some(finding), preferred: false, action });
    }
    let rule = finding.rule;
    let mut silence = |title: String, action| {
        offers.push(Offer { title, kind, finding: Some(finding), preferred: false, action });
    };
    let named = format!("copydesk-ignore {rule}");
    let offered = finding.fixes.iter().any(|fix| fix.edits.iter().any(|edit| edit.text.contains(&named)));
    if !offered {
        silence(
            format!("Ignore {rule} in this paragraph"),
            Action::IgnoreHere { finding: FindingKey::new(finding) },
        );
    }
    if ignore::in_draft(snapshot.document(), rule).is_some() {
        silence(format!("Ignore {rule} in this draft"), Action::IgnoreInDraft { rule: rule.to_owned() });
    }
    if snapshot.path.is_some() {
        silence(format!("Ignore {rule} in this project"), Action::IgnoreInProject { rule: rule.to_owned() });
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
    const RULES: [&str; 3] = ["inconsistent-spelling", "place-variant", "inconsistent-organisation"];
    let change = finding.fixes.iter().flat_map(|fix| &fix.edits).find(|edit| edit.range == finding.range)?;
    let usual = change.text.clone();
    let wanted = RULES.contains(&finding.rule) && (usual.contains(' ') || finding.rule != RULES[0]);
    let odd = words(snapshot, finding.range);
    (wanted && !usual.is_empty() && odd != usual).then_some((usual, odd))
}

/// An offer as the client understands it; `None` where it cannot do it.
fn written(session: &Session, snapshot: &Snapshot, offer: Offer) -> Option<Value> {
    let abilities = session.editor.abilities();
    let ticket = Ticket { uri: snapshot.uri.clone(), version: snapshot.version, action: offer.action };
    // What the client cannot apply is not offered, so the edit is worked out even where it is sent later.
    let edit = ticket.action.edit(session, snapshot)?;
    if !abilities.code_action_literals {
        let arguments = [serde_json::to_value(ticket).ok()?];
        let command = json!({ "title": offer.title, "command": APPLY, "arguments": arguments });
        return abilities.apply_edit.then_some(command);
    }
    let mut action = json!({ "title": offer.title, "kind": offer.kind });
    if let Some(finding) = offer.finding {
        action["diagnostics"] =
            json!([convert::diagnostic(&snapshot.uri, snapshot.document(), finding, abilities)]);
    }
    if offer.preferred && abilities.preferred {
        action["isPreferred"] = json!(true);
    }
    if abilities.resolve_edits {
        action["data"] = serde_json::to_value(ticket).ok()?;
    } else {
        action["edit"] = edit;
    }
    Some(action)
}

/// Whether a kind is the one asked for, or a kind of it: `source.fixAll.copydesk` is a `source`.
fn is_kind(kind: &str, asked: &str) -> bool {
    kind == asked || asked.is_empty() || kind.strip_prefix(asked).is_some_and(|rest| rest.starts_with('.'))
}
