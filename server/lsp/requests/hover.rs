//! Hover: why something is flagged, who an actor is, and whose words a quotation is.

use std::sync::Arc;

use copydesk_desk::{Diagnostic, Inspection, Stated, StatedIn, find_rule};
use copydesk_text::{PositionEncoding, TextRange};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Position, TextDocumentPositionParams,
};

use super::navigation;
use crate::lsp::protocol::abilities::Abilities;
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// How many lines a list on a card has.
const MOST_LINES: usize = 4;

/// What there is to say at a position.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn hover(session: &Arc<Session>, params: HoverParams) -> Result<Option<Hover>> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
    let said =
        move |session: &Session, snapshot: &Snapshot| said_at(snapshot, position, session.editor.abilities());
    session.answer(&text_document.uri, said).await
}

fn said_at(snapshot: &Snapshot, position: Position, abilities: &Abilities) -> Option<Hover> {
    let at = convert::offset(snapshot.document(), position, abilities.encoding);
    let here = TextRange::empty(at);
    let mut parts: Vec<(TextRange, String)> = Vec::new();
    for finding in snapshot.diagnostics().iter().filter(|finding| touches(finding.range, here)) {
        parts.push((finding.range, reason(finding)));
    }
    let inspection = snapshot.inspection();
    if let Some(mention) = navigation::mention_at(snapshot, at) {
        parts.extend(card(snapshot, mention.actor).map(|card| (mention.range, card)));
    }
    if let Some(quotation) = inspection.quotations.iter().find(|quotation| touches(quotation.range, here)) {
        parts.push((quotation.range, speaker(snapshot, inspection, quotation.attribution)));
    }
    // The narrowest words are those that all of it is about.
    let range = parts.iter().map(|(range, _)| *range).min_by_key(|range| range.len())?;
    let text = parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n\n---\n\n");
    let contents = match abilities.markdown {
        true => MarkupContent { kind: MarkupKind::Markdown, value: text },
        false => MarkupContent { kind: MarkupKind::PlainText, value: plain(&text) },
    };
    let range = Some(convert::range(snapshot.document(), range, abilities.encoding));
    Some(Hover { contents: HoverContents::Markup(contents), range })
}

fn touches(range: TextRange, here: TextRange) -> bool {
    range.start() <= here.start() && here.start() <= range.end()
}

/// Why a place is flagged: the finding, what was looked for in vain, and where to read on.
fn reason(finding: &Diagnostic) -> String {
    let mut text = format!("{}\n", finding.message);
    if let Some(rule) = find_rule(finding.rule) {
        if let Some(evidence) = rule.section("Looked for") {
            text += &format!("\nLooked for, and not found: {evidence}\n");
        }
        if let Some(why) = rule.section("Why") {
            text += &format!("\nWhy: {why}\n");
        }
        if let Some(standard) = rule.section("Standard") {
            text += &format!("\nStandard: {standard}\n");
        }
    }
    text + &format!("\n`{0}` · `copydesk explain {0}`", finding.rule)
}

/// Who an actor is, what the actor says and who speaks of them, by the draft and the roster.
fn card(snapshot: &Snapshot, number: usize) -> Option<String> {
    let card = snapshot.draft.card(number, &snapshot.settings)?;
    let line = |range: TextRange| {
        let position = convert::position(snapshot.document(), range.start(), PositionEncoding::Utf8);
        format!("line {}", position.line + 1)
    };
    let stated = |stated: &Stated| match stated.origin {
        StatedIn::Draft(range) => format!("{} ({})", stated.words, line(range)),
        StatedIn::Roster => format!("{} (roster)", stated.words),
    };
    let mut text = format!("**{}** ({})\n", card.name, card.kind.name());
    let described = card.office.iter().chain(&card.descriptions).map(stated);
    let described: Vec<String> = described.take(MOST_LINES).collect();
    if !described.is_empty() {
        text += &format!("\n{}\n", described.join(", "));
    }
    if let Some(roster) = &card.roster {
        if let Some(pronouns) = &roster.pronouns {
            text += &format!("\nPronouns: {pronouns}\n");
        }
        if let Some(link) = &roster.link {
            text += &format!("\n<{link}>\n");
        }
    }
    let forms = card.aliases.iter().filter(|alias| alias.form != card.name);
    let forms: Vec<String> = forms.map(|alias| format!("{} ({}×)", alias.form, alias.count)).collect();
    if !forms.is_empty() {
        text += &format!("\nAlso as {}\n", forms.join(", "));
    }
    let mentions = counted(card.mentions, "mention");
    text += &format!("\n{mentions}, the first on {}\n", line(card.first_mention));
    let said = card.said.iter().map(|it| format!("- {} ({})", it.first_words, line(it.range)));
    text += &list("Says", card.said.len(), said);
    let speakers = card.spoken_of_by.iter().map(|it| format!("- {} ({})", it.name, line(it.first)));
    text += &list("Spoken of by", card.spoken_of_by.len(), speakers);
    Some(text)
}

/// A heading with how many there are, and the first of them.
fn list(heading: &str, count: usize, lines: impl Iterator<Item = String>) -> String {
    if count == 0 {
        return String::new();
    }
    let lines = lines.take(MOST_LINES).collect::<Vec<_>>().join("\n");
    let more =
        if count > MOST_LINES { format!("\n- and {} more", count - MOST_LINES) } else { String::new() };
    format!("\n{heading}:\n\n{lines}{more}\n")
}

/// Whose words a quotation is, and how sure that is.
fn speaker(snapshot: &Snapshot, inspection: &Inspection, attribution: Option<usize>) -> String {
    let Some(attribution) = attribution.and_then(|number| inspection.attributions.get(number)) else {
        return "A quotation. No speaker was found for it.".to_owned();
    };
    let actor = attribution.actor.and_then(|number| inspection.actors.get(number));
    let words = attribution.source.first().map(|&range| snapshot.document().slice(range));
    let who = match (actor, words) {
        (Some(actor), _) => format!("**{}**", actor.name),
        (None, Some(words)) => format!("“{words}”"),
        (None, None) => return "A quotation. No speaker was found for it.".to_owned(),
    };
    let sure = match attribution.confidence {
        sure if sure >= 0.85 => "sure",
        sure if sure >= 0.6 => "likely",
        _ => "a guess",
    };
    format!("A quotation, said by {who} ({sure}).")
}

/// "1 mention", "2 mentions".
pub(in crate::lsp) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Markdown of ours without its marks.
fn plain(markdown: &str) -> String {
    markdown.replace("**", "").replace('`', "")
}
