//! `--format github`: workflow commands, which GitHub shows as annotations on the lines of a change.

use std::io::{self, Write};

use copydesk_desk::Severity;

use crate::cli::findings::Findings;
use crate::cli::names::escaped;

/// Writes a command for each finding and each problem.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    for finding in &findings.findings {
        let (start, end) = finding.range;
        let kind = match finding.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Hint => "notice",
        };
        let path = property(&finding.path);
        let rule = finding.finding.rule;
        // Columns are only understood where a finding stays on one line.
        let columns = match start.line == end.line {
            true => format!(",col={},endColumn={}", start.column, end.column),
            false => String::new(),
        };
        let message = data(&finding.finding.message);
        writeln!(
            out,
            "::{kind} file={path},line={},endLine={}{columns},title=copydesk {rule}::{message}",
            start.line, end.line
        )?;
    }
    for problem in &findings.problems {
        let line = problem.place.map(|place| format!(",line={},col={}", place.line, place.column));
        let path = property(&problem.path);
        writeln!(
            out,
            "::error file={path}{},title=copydesk::{}",
            line.unwrap_or_default(),
            data(&problem.message)
        )?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    escaped(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
