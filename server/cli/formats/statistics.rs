//! `--statistics`: how often each rule spoke, instead of what it said.

use std::io::{self, Write};

use copydesk_desk::registry;

use crate::cli::findings::{Findings, PlacedFinding};
use crate::cli::output::{QUIET, STRONG, severity_style};

/// Writes a line for each rule that found something, the most frequent first.
pub(crate) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let of = |rule: &str| findings.findings.iter().filter(|finding| finding.finding.rule == rule).collect();
    let mut rows: Vec<(&str, Vec<&PlacedFinding>)> =
        registry().iter().map(|rule| (rule.name, of(rule.name))).collect();
    rows.retain(|(_, found)| !found.is_empty());
    rows.sort_by_key(|(_, found)| std::cmp::Reverse(found.len()));
    let width = rows.first().map_or(0, |(_, found)| found.len().to_string().len());
    for (rule, found) in rows {
        let severity = found[0].finding.severity;
        let style = severity_style(severity);
        let rate = found.len() as f64 * 1000.0 / findings.words.max(1) as f64;
        let count = format!("{:>width$}", found.len());
        let severity = format!("{:<7}", severity.name());
        writeln!(
            out,
            "{STRONG}{count}{STRONG:#}  {style}{severity}{style:#}  {rule}  {QUIET}{rate:.2} in 1,000 words{QUIET:#}"
        )?;
    }
    Ok(())
}
