//! `--format gitlab`: GitLab's code quality report.

use std::io::{self, Write};

use copydesk_desk::Severity;
use serde_json::{Value, json};

use super::fingerprints;
use crate::cli::findings::Findings;
use crate::cli::names::json_document;

/// Writes the report.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let entries = findings.findings.iter().zip(fingerprints(findings)).map(|(finding, fingerprint)| {
        let severity = match finding.finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "minor",
            Severity::Hint => "info",
        };
        let (start, end) = finding.range;
        json!({
            "description": finding.finding.message,
            "check_name": finding.finding.rule,
            "fingerprint": fingerprint,
            "severity": severity,
            "location": { "path": finding.path, "lines": { "begin": start.line, "end": end.line } },
        })
    });
    let problems = findings.problems.iter().map(|problem| {
        json!({
            "description": problem.message,
            "check_name": "unreadable",
            "fingerprint": format!("{}: {}", problem.path, problem.message),
            "severity": "blocker",
            "location": { "path": problem.path, "lines": { "begin": problem.place.map_or(1, |place| place.line) } },
        })
    });
    let entries: Vec<Value> = entries.chain(problems).collect();
    writeln!(out, "{}", json_document(&entries)?)
}
