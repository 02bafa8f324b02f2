//! `--format rdjson`: reviewdog's diagnostic format. Columns are UTF-8 bytes from 1, as it asks for.

use std::io::{self, Write};

use copydesk_desk::Severity;
use copydesk_project::FileProblem;
use copydesk_text::Place;
use serde_json::{Value, json};

use crate::cli::findings::{Findings, PlacedFinding};
use crate::cli::names::json_document;

/// Writes the document.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics =
        findings.findings.iter().map(diagnostic).chain(findings.problems.iter().map(file_problem));
    let document = json!({
        "source": { "name": "copydesk" },
        "diagnostics": diagnostics.collect::<Vec<_>>(),
    });
    writeln!(out, "{}", json_document(&document)?)
}

fn diagnostic(finding: &PlacedFinding) -> Value {
    let severity = match finding.finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info | Severity::Hint => "INFO",
    };
    // A suggestion is one replacement, so only fixes of one edit can be shown.
    let suggestions = finding.finding.fixes.iter().zip(&finding.edits).filter_map(|(fix, places)| {
        let ([edit], [place]) = (fix.edits.as_slice(), places.as_slice()) else { return None };
        Some(json!({ "range": range(place.bytes), "text": edit.text }))
    });
    json!({
        "message": finding.finding.message,
        "location": { "path": finding.path, "range": range(finding.bytes) },
        "severity": severity,
        // A rule's page is no page of the web, so it has no `url`.
        "code": { "value": finding.finding.rule },
        "suggestions": suggestions.collect::<Vec<_>>(),
    })
}

fn file_problem(problem: &FileProblem) -> Value {
    let mut location = json!({ "path": problem.path });
    if let Some(place) = problem.place {
        location["range"] = range((place, place));
    }
    json!({ "message": problem.message, "location": location, "severity": "ERROR" })
}

fn range((start, end): (Place, Place)) -> Value {
    let position = |place: Place| json!({ "line": place.line, "column": place.column });
    json!({ "start": position(start), "end": position(end) })
}
