//! `check --format json`: one document, as programs rely on it. Within version 1 it only grows.

use std::io::{self, Write};

use copydesk_desk::{Fix, Severity, page_address};
use copydesk_project::FileProblem;
use copydesk_text::Place;
use serde::Serialize;
use text_size::TextRange;

use crate::cli::findings::{Checked, Findings, PlacedFinding};
use crate::cli::lines::Id;
use crate::cli::names::{json_document, json_line};

/// Writes the document.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: 1,
        tool: Tool { name: "copydesk", version: env!("CARGO_PKG_VERSION") },
        diagnostics: findings.findings.iter().map(diagnostic).collect(),
        problems: findings.problems.iter().map(file_problem).collect(),
        summary: summary(findings),
    };
    writeln!(out, "{}", json_document(&document)?)
}

/// `check --format jsonl`: a finding a line, a problem a line, and a line that sums up.
pub(super) fn write_lines(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    for finding in &findings.findings {
        writeln!(out, "{}", json_line(&diagnostic(finding))?)?;
    }
    for problem in &findings.problems {
        writeln!(out, "{}", json_line(&serde_json::json!({ "problem": file_problem(problem) }))?)?;
    }
    writeln!(out, "{}", json_line(&serde_json::json!({ "summary": summary(findings) }))?)
}

/// What `check --jsonl-input` answers to one draft: a line without its end.
pub(crate) fn answer(id: Id, checked: &Checked) -> String {
    let answer = Answer {
        id,
        words: checked.words,
        diagnostics: checked.findings.iter().map(diagnostic).collect(),
        problems: checked.problems.iter().map(file_problem).collect(),
    };
    json_line(&answer).unwrap_or_default()
}

fn summary(findings: &Findings) -> Summary {
    Summary {
        files: findings.drafts.len(),
        words: findings.words,
        error: findings.count(Severity::Error),
        warning: findings.count(Severity::Warning),
        info: findings.count(Severity::Info),
        hint: findings.count(Severity::Hint),
    }
}

/// Start and end, end-exclusive.
pub(super) type Span = [u32; 2];

/// A range as a span.
pub(super) fn span(range: TextRange) -> Span {
    [range.start().into(), range.end().into()]
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    diagnostics: Vec<Diagnostic<'a>>,
    problems: Vec<Problem<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: Id,
    words: usize,
    diagnostics: Vec<Diagnostic<'a>>,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    path: &'a str,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    span: Span,
    range: Range,
    url: String,
    related: Vec<Related<'a>>,
    fixes: Vec<FixEntry<'a>>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    span: Span,
    range: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    path: &'a str,
    span: Span,
    text: &'a str,
}

#[derive(Serialize)]
struct Problem<'a> {
    path: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<Position>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    words: usize,
    error: usize,
    warning: usize,
    info: usize,
    hint: usize,
}

fn diagnostic(finding: &PlacedFinding) -> Diagnostic<'_> {
    let (path, found) = (finding.path.as_str(), &finding.finding);
    let related = found.related.iter().zip(&finding.related).map(|(related, &places)| Related {
        path,
        span: span(related.range),
        range: range(places),
        message: &related.message,
    });
    let elsewhere = finding.elsewhere.iter().map(|elsewhere| Related {
        path: &elsewhere.path,
        span: span(elsewhere.span),
        range: range(elsewhere.range),
        message: &elsewhere.message,
    });
    Diagnostic {
        path,
        rule: found.rule,
        severity: found.severity.name(),
        message: &found.message,
        span: span(found.range),
        range: range(finding.range),
        url: page_address(found.rule),
        related: related.chain(elsewhere).collect(),
        fixes: found.fixes.iter().map(|entry| fix(path, entry)).collect(),
    }
}

fn fix<'a>(path: &'a str, fix: &'a Fix) -> FixEntry<'a> {
    let edits = fix.edits.iter().map(|edit| Edit { path, span: span(edit.range), text: &edit.text });
    FixEntry { title: &fix.title, safety: fix.safety.name(), edits: edits.collect() }
}

fn file_problem(problem: &FileProblem) -> Problem<'_> {
    Problem { path: &problem.path, message: &problem.message, place: problem.place.map(position) }
}

fn range((start, end): (Place, Place)) -> Range {
    Range { start: position(start), end: position(end) }
}

fn position(place: Place) -> Position {
    Position { line: place.line, column: place.column }
}
