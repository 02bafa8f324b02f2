//! Why something is said of a place, or nothing: what each rule looked at there and what it made of it, as data with sentences
//! that an editor shows, or reads aloud, as they are.

use std::path::Path;
use std::slice;
use std::sync::Arc;

use copydesk_desk::{Explanation, LookedAt, Origin, Outcome, RuleInfo, find_rule, in_marks, registry};
use copydesk_project::FILE_NAME;
use copydesk_text::{PositionEncoding, TextRange, TextSize};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Range, TextDocumentIdentifier};

use super::hover::counted;
use super::symbols::in_short;
use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The command that tells it in a message, for editors that have no way of their own to show it; it takes a [`Question`].
pub(super) const WHY: &str = "copydesk.why";
/// The kind of the action that asks why nothing is said: editors list such actions apart, and light no lamp for one.
pub(in crate::lsp) const KIND: &str = "source.explain.copydesk";

/// How many characters of some words are repeated.
const WORDS: usize = 60;

/// What is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct Question {
    /// The draft.
    pub text_document: TextDocumentIdentifier,
    /// Some words, or a cursor, which asks about the sentence around it.
    pub range: Range,
    /// The rule; without one all are asked.
    pub rule: Option<String>,
}

/// What the rules made of a place.
#[derive(Debug, Serialize)]
pub(in crate::lsp) struct Answer {
    /// What was asked about.
    range: Range,
    /// Its words, in short, in quotation marks: their own or ours.
    words: String,
    /// The question that is answered, for a heading.
    title: &'static str,
    /// How many rules speak there and how many keep silent, in a sentence.
    summary: String,
    /// The rules that have something to tell, those that speak first.
    rules: Vec<Explained>,
}

/// What one rule made of it.
#[derive(Debug, Serialize)]
struct Explained {
    rule: &'static str,
    /// What holds of all of the draft, or of a place where the rule found nothing to look at.
    notes: Vec<String>,
    looks: Vec<Look>,
}

/// Some words that a rule looked at.
#[derive(Debug, Serialize)]
struct Look {
    range: Range,
    /// The same.
    words: String,
    /// "spoke", "ignored" or "silent".
    outcome: &'static str,
    /// What came of it, and why.
    sentence: String,
    /// The figure of the reader that decided it, in a sentence.
    figure: Option<String>,
}

/// What the rules made of a place.
///
/// # Errors
/// The draft is not open, or there is no such rule.
pub(in crate::lsp) async fn explain(session: &Arc<Session>, question: Question) -> Result<Answer> {
    let Question { text_document, range, rule } = question;
    let rule = rule.as_deref().map(known).transpose()?;
    let told = move |session: &Session, snapshot: &Snapshot| answer(session, snapshot, range, rule);
    session.answer(&text_document.uri, told).await
}

/// The rule of that name.
///
/// # Errors
/// There is none.
pub(super) fn known(name: &str) -> Result<&'static RuleInfo> {
    find_rule(name).ok_or_else(|| Error::invalid_params(format!("There is no rule `{name}`.")))
}

fn answer(session: &Session, snapshot: &Snapshot, range: Range, rule: Option<&RuleInfo>) -> Answer {
    let encoding = session.editor.abilities().encoding;
    let document = snapshot.document();
    let within = sentence_around(snapshot, convert::bytes(document, range, encoding));
    let rules = rule.map_or(registry(), slice::from_ref);
    let mut explained = snapshot.draft.explain_beside(rules, within, &snapshot.settings, &snapshot.odd_names);
    if rule.is_none() {
        explained.retain(has_something_to_tell);
    }
    explained.sort_by_key(|it| it.looked_at.iter().map(rank).min());
    let speaks = |it: &&Explanation| it.muted.is_none() && it.looked_at.iter().any(|look| rank(look) == 0);
    let speaking = explained.iter().filter(speaks).count();
    let silent = explained.iter().filter(|it| !it.looked_at.is_empty()).count() - speaking;
    let line = |byte: TextSize| line(snapshot, byte);
    let words = |range: TextRange| in_marks(&in_short(&document.slice(range), WORDS));
    let look = |it: &Explanation, look: &LookedAt| Look {
        range: convert::range(document, look.range, encoding),
        words: words(look.range),
        outcome: look.outcome.name(),
        sentence: plain(it.sentence(look, line)),
        figure: look.measure.map(|measure| measure.sentence()),
    };
    let rules = explained.iter().map(|it| {
        let muted = it.why_muted(|origin| turned_off_by(session, snapshot, origin));
        let notes = muted.into_iter().chain(it.found_nothing()).map(plain).collect();
        Explained { rule: it.rule.name, notes, looks: it.looked_at.iter().map(|at| look(it, at)).collect() }
    });
    Answer {
        range: convert::range(document, within, encoding),
        words: words(within),
        title: if speaking > 0 { "Why is this said?" } else { "Why is nothing said here?" },
        summary: summary(speaking, silent),
        rules: rules.collect(),
    }
}

impl Answer {
    /// All of it in lines.
    pub(super) fn lines(&self) -> String {
        let mut lines = vec![self.title.to_owned(), self.summary.clone()];
        for rule in &self.rules {
            lines.extend(rule.notes.iter().cloned());
            for Look { words, sentence, figure, .. } in &rule.looks {
                lines.push(format!("{words}: {sentence}"));
                lines.extend(figure.clone());
            }
        }
        lines.join("\n")
    }
}

/// Where a cursor stands in a sentence, the sentence.
fn sentence_around(snapshot: &Snapshot, range: TextRange) -> TextRange {
    if !range.is_empty() {
        return range;
    }
    let at = range.start();
    let sentences = snapshot.inspection().sentences.iter().map(|sentence| sentence.range);
    let around = sentences.filter(|sentence| sentence.contains_inclusive(at));
    around.min_by_key(|sentence| sentence.end() == at).unwrap_or(range)
}

/// What is off and would keep silent anyway is nobody's question.
fn has_something_to_tell(it: &Explanation) -> bool {
    let silent = |look: &LookedAt| matches!(look.outcome, Outcome::Silent { .. });
    !it.looked_at.is_empty() && (it.muted.is_none() || !it.looked_at.iter().all(silent))
}

/// What is said comes before what is not.
fn rank(look: &LookedAt) -> u8 {
    match look.outcome {
        Outcome::Spoke(_) => 0,
        Outcome::Ignored(..) => 1,
        Outcome::Silent { .. } => 2,
    }
}

fn summary(speaking: usize, silent: usize) -> String {
    let speak = |count: usize| match count {
        0 => "No rule speaks here".to_owned(),
        1 => "1 rule speaks here".to_owned(),
        _ => format!("{count} rules speak here"),
    };
    match (speaking, silent) {
        (0, 0) => "No rule found anything to look at here.".to_owned(),
        (_, 0) => format!("{}.", speak(speaking)),
        (_, 1) => format!("{}; 1 other looked and keeps silent.", speak(speaking)),
        (_, _) => format!("{}; {} looked and keep silent.", speak(speaking), counted(silent, "other")),
    }
}

/// Who turned a rule off.
fn turned_off_by(session: &Session, snapshot: &Snapshot, origin: Origin) -> String {
    let path = snapshot.path.as_deref();
    match origin {
        Origin::Rule => "default".to_owned(),
        Origin::CommandLine => "the settings of this editor".to_owned(),
        Origin::FrontMatter => "the draft’s front matter".to_owned(),
        Origin::Configuration { at, .. } => match path.and_then(|path| line_of_file(session, path, at)) {
            Some(line) => format!("line {line} of {FILE_NAME}"),
            None => FILE_NAME.to_owned(),
        },
    }
}

/// The line of the configuration that applies to a draft at a byte of it, counted from 1.
fn line_of_file(session: &Session, draft: &Path, at: TextSize) -> Option<usize> {
    let text = session.configuration.project(draft).file_text(&session.editor)?;
    Some(text.get(..usize::from(at))?.matches('\n').count() + 1)
}

/// The line of a byte of the draft, counted from 1.
fn line(snapshot: &Snapshot, byte: TextSize) -> usize {
    convert::position(snapshot.document(), byte, PositionEncoding::Utf8).line as usize + 1
}

/// A sentence of ours without the marks around names.
fn plain(sentence: String) -> String {
    sentence.replace('`', "")
}
