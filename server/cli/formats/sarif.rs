//! `--format sarif`: SARIF 2.1.0, as code scanning services read it, with the rules' pages, fixes and fingerprints.

use std::io::{self, Write};

use copydesk_desk::{RuleInfo, Severity, page_address, registry};
use copydesk_project::FileProblem;
use copydesk_text::Place;
use serde_json::{Value, json};

use super::{fingerprints, uri};
use crate::cli::findings::{Findings, PlacedFinding};
use crate::cli::names::json_document;

/// Writes the log: one run.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let results: Vec<Value> = findings
        .findings
        .iter()
        .zip(fingerprints(findings))
        .map(|(finding, fingerprint)| result(finding, &fingerprint))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "copydesk",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": registry().iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": findings.problems.is_empty(),
                "toolExecutionNotifications": findings.problems.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": results,
        }],
    });
    writeln!(out, "{}", json_document(&log)?)
}

fn rule(rule: &RuleInfo) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.readable_page(), "markdown": rule.readable_page() },
        "helpUri": page_address(rule.name),
        "defaultConfiguration": { "enabled": rule.on, "level": level(rule.severity) },
        "properties": { "tags": [rule.group.name()] },
    })
}

fn result(finding: &PlacedFinding, fingerprint: &str) -> Value {
    let found = &finding.finding;
    let related = found.related.iter().zip(&finding.related).map(|(related, &places)| {
        json!({ "physicalLocation": location(&finding.path, places), "message": { "text": related.message } })
    });
    let elsewhere = finding.elsewhere.iter().map(
        |it| json!({ "physicalLocation": location(&it.path, it.range), "message": { "text": it.message } }),
    );
    let fixes = found.fixes.iter().zip(&finding.edits).map(|(fix, places)| {
        let replacements = fix.edits.iter().zip(places).map(|(edit, place)| {
            json!({ "deletedRegion": region(place.characters), "insertedContent": { "text": edit.text } })
        });
        json!({
            "description": { "text": fix.title },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&finding.path) },
                "replacements": replacements.collect::<Vec<_>>(),
            }],
        })
    });
    json!({
        "ruleId": found.rule,
        "ruleIndex": registry().iter().position(|rule| rule.name == found.rule),
        "level": level(found.severity),
        "message": { "text": found.message },
        "locations": [{ "physicalLocation": location(&finding.path, finding.range) }],
        "relatedLocations": related.chain(elsewhere).collect::<Vec<_>>(),
        "partialFingerprints": { "copydesk/v1": fingerprint },
        "fixes": fixes.collect::<Vec<_>>(),
    })
}

fn notification(problem: &FileProblem) -> Value {
    let place = problem.place.map(|place| (place, place));
    let location = match place {
        Some(places) => location(&problem.path, places),
        None => json!({ "artifactLocation": { "uri": uri(&problem.path) } }),
    };
    json!({
        "level": "error",
        "message": { "text": problem.message },
        "locations": [{ "physicalLocation": location }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn location(path: &str, places: (Place, Place)) -> Value {
    json!({ "artifactLocation": { "uri": uri(path) }, "region": region(places) })
}

fn region((start, end): (Place, Place)) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}
