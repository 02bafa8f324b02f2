//! Hover: why something is flagged, who an actor is, and whose words a quotation is. For every editor as one text; and in its
//! parts for one that shows them in its own way.

use std::sync::Arc;

use copydesk_desk::{Finding, Inspection, Stated, StatedIn, find_rule};
use copydesk_text::{PositionEncoding, TextRange, TextSize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, TextDocumentPositionParams,
};

use super::{navigation, recorded};
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// How many lines a list on a card has.
const MOST_LINES: usize = 4;

/// One thing to say about some words, in markdown.
struct Part {
    range: TextRange,
    about: About,
    text: String,
}

/// What a part is about.
enum About {
    /// A finding, by its rule, with what it says, and a list of the places that belong to it; the text tells the rest.
    FindingKey { rule: &'static str, message: String, places: String },
    /// The actor that the words stand for.
    Actor,
    /// The quotation in which they stand.
    Quotation,
}

/// What there is to say at a position.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn hover(session: &Arc<Session>, params: HoverParams) -> Result<Option<Hover>> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
    let hover = move |session: &Session, snapshot: &Snapshot| {
        let abilities = session.editor.abilities();
        let at = convert::offset(snapshot.document(), position, abilities.encoding);
        let (range, text) = told_at(snapshot, at, |rule| format!("`{rule}` · `copydesk explain {rule}`"))?;
        let range = convert::range(snapshot.document(), range, abilities.encoding);
        let contents = match abilities.markdown {
            true => MarkupContent { kind: MarkupKind::Markdown, value: text },
            false => MarkupContent { kind: MarkupKind::PlainText, value: plain(&text) },
        };
        Some(Hover { contents: HoverContents::Markup(contents), range: Some(range) })
    };
    session.answer(&text_document.uri, hover).await
}

/// The same in its parts: `{range, parts: [{kind, text}]}`, null where there is nothing to say. `kind` is `finding`, `actor` or
/// `quotation`, `text` is markdown. A finding has its `rule` and its `message` beside the text, which tells the rest.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn parts(session: &Arc<Session>, params: HoverParams) -> Result<Value> {
    let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
    let parts = move |session: &Session, snapshot: &Snapshot| {
        let encoding = session.editor.abilities().encoding;
        let parts = parts_at(snapshot, convert::offset(snapshot.document(), position, encoding));
        let Some(range) = narrowest(&parts) else { return Value::Null };
        let range = convert::range(snapshot.document(), range, encoding);
        json!({ "range": range, "parts": parts.iter().map(Part::data).collect::<Vec<_>>() })
    };
    session.answer(&text_document.uri, parts).await
}

/// What there is to say at a byte of the draft, in markdown, and the words that all of it is about; `None` where there is nothing.
/// `further`: the line behind a finding that names its rule and where to read on.
pub(crate) fn told_at(
    snapshot: &Snapshot,
    at: TextSize,
    further: fn(&str) -> String,
) -> Option<(TextRange, String)> {
    let parts = parts_at(snapshot, at);
    let text = parts.iter().map(|part| part.whole(further)).collect::<Vec<_>>().join("\n\n---\n\n");
    Some((narrowest(&parts)?, text))
}

fn parts_at(snapshot: &Snapshot, at: TextSize) -> Vec<Part> {
    let here = TextRange::empty(at);
    let findings = snapshot.findings().iter().filter(|finding| touches(finding.range, here));
    let mut parts: Vec<Part> = findings.map(|finding| Part::of_finding(snapshot, finding)).collect();
    if let Some(mention) = navigation::mention_at(snapshot, at) {
        let card = card(snapshot, mention.actor);
        parts.extend(card.map(|text| Part { range: mention.range, about: About::Actor, text }));
    }
    let inspection = snapshot.inspection();
    if let Some(quotation) = inspection.quotations.iter().find(|quotation| touches(quotation.range, here)) {
        let mut text = speaker(snapshot, inspection, quotation.attribution);
        if let Some(card) = recorded::card(snapshot, quotation) {
            text += &format!("\n\n{card}");
        }
        parts.push(Part { range: quotation.range, about: About::Quotation, text });
    }
    parts
}

/// The narrowest words are those that all of it is about; `None` where there is nothing to say.
fn narrowest(parts: &[Part]) -> Option<TextRange> {
    parts.iter().map(|part| part.range).min_by_key(|range| range.len())
}

impl Part {
    /// Why a place is flagged: the finding, what was looked for in vain, and where to read on.
    fn of_finding(snapshot: &Snapshot, finding: &Finding) -> Part {
        let rule = find_rule(finding.rule);
        let leads = [("Looked for", "Looked for, and not found"), ("Why", "Why"), ("Standard", "Standard")];
        let told = leads
            .into_iter()
            .filter_map(|(heading, lead)| Some(format!("{lead}: {}", rule?.section(heading)?)));
        let text = told.collect::<Vec<_>>().join("\n\n");
        let related = finding.related.iter();
        let places = related.map(|it| format!("- {} ({})", it.message, line(snapshot, it.range)));
        let places = list("See also", finding.related.len(), places).trim().to_owned();
        let about = About::FindingKey { rule: finding.rule, message: finding.message.clone(), places };
        Part { range: finding.range, about, text }
    }

    /// All of it as one text; `further` as for [`told_at`].
    fn whole(&self, further: fn(&str) -> String) -> String {
        match &self.about {
            About::FindingKey { rule, message, places } => {
                let parts = [message, places, &self.text, &further(rule)];
                let parts = parts.into_iter().filter(|part| !part.is_empty());
                parts.map(String::as_str).collect::<Vec<_>>().join("\n\n")
            }
            About::Actor | About::Quotation => self.text.clone(),
        }
    }

    /// It as data. The places that belong to a finding stand in its diagnostic.
    fn data(&self) -> Value {
        match &self.about {
            About::FindingKey { rule, message, .. } => {
                json!({ "kind": "finding", "rule": rule, "message": message, "text": self.text })
            }
            About::Actor => json!({ "kind": "actor", "text": self.text }),
            About::Quotation => json!({ "kind": "quotation", "text": self.text }),
        }
    }
}

fn touches(range: TextRange, here: TextRange) -> bool {
    range.start() <= here.start() && here.start() <= range.end()
}

/// Who an actor is, what the actor says and who speaks of them, by the draft and the roster.
pub(crate) fn card(snapshot: &Snapshot, number: usize) -> Option<String> {
    let card = snapshot.draft.card(number, &snapshot.settings)?;
    let line = |range: TextRange| line(snapshot, range);
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

/// "line 7", where a range begins.
fn line(snapshot: &Snapshot, range: TextRange) -> String {
    let position = convert::position(snapshot.document(), range.start(), PositionEncoding::Utf8);
    format!("line {}", position.line + 1)
}

/// A heading, the first of so many lines, and how many more there are.
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
