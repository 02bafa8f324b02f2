//! Findings for people: the place, the sentence, the words in their line, the remedy; a sentence to close.

use std::collections::HashSet;
use std::io::{self, Write};

use copydesk_desk::Severity;

use super::excerpt::{excerpt, harmless};
use super::findings::{Finding, Findings, Trouble};
use super::output::{HELP, QUIET, STRONG, severity_style};

/// Columns where no terminal says how many it has.
const WIDTH: usize = 100;
/// What stands before an excerpt.
const INDENT: &str = "    ";

/// Writes all findings and, unless `quiet`, the closing sentence.
pub fn write(findings: &Findings, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    let width =
        terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0));
    for (index, finding) in findings.findings.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_finding(finding, width, out)?;
    }
    if quiet {
        return Ok(());
    }
    let gap = if findings.findings.is_empty() { "" } else { "\n" };
    writeln!(out, "{gap}{}", summary(findings))
}

/// Writes what is wrong beside the drafts' text to standard error. Where that is closed, nobody wants to know.
pub fn complain(troubles: &[Trouble]) {
    let mut out = anstream::stderr().lock();
    let style = severity_style(Severity::Error);
    for trouble in troubles {
        let place =
            trouble.place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
        let path = &trouble.path;
        let _ = writeln!(out, "{STRONG}{path}{place}:{STRONG:#} {style}error:{style:#} {}", trouble.message);
    }
}

fn write_finding(finding: &Finding, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let (severity, rule) = (diagnostic.severity.name(), diagnostic.rule);
    let style = severity_style(diagnostic.severity);
    let (path, start, message) = (&finding.path, finding.range.0, harmless(&diagnostic.message));
    writeln!(
        out,
        "{STRONG}{path}:{}:{}:{STRONG:#} {style}{severity}:{style:#} {message} {QUIET}[{rule}]{QUIET:#}",
        start.line, start.column
    )?;
    let (line, marks) = excerpt(&finding.line, finding.marked.clone(), width.saturating_sub(INDENT.len()));
    writeln!(out, "{INDENT}{line}\n{INDENT}{style}{marks}{style:#}")?;
    match diagnostic.fixes.first() {
        Some(fix) => writeln!(out, "{INDENT}{HELP}fix:{HELP:#} {}", harmless(&fix.title)),
        None => Ok(()),
    }
}

/// One sentence: how many findings of which severity, in how many drafts, of how many words.
fn summary(findings: &Findings) -> String {
    let drafts = counted(findings.files, "draft");
    let words = counted(findings.words, "word");
    let troubles = match findings.troubles.len() {
        0 => String::new(),
        troubles => format!("; {}", counted(troubles, "problem")),
    };
    let with_findings = findings.findings.iter().map(|finding| &finding.path).collect::<HashSet<_>>().len();
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (findings.count(severity), plain_word(severity)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    match counts.split_last() {
        None if findings.files == 0 && findings.troubles.is_empty() => {
            "No drafts found; Copydesk reads .md, .markdown, .mdx and .txt files.".to_owned()
        }
        None if findings.files == 0 => format!("No drafts were read{troubles}."),
        None => format!("No findings in {drafts} ({words}){troubles}."),
        Some((last, rest)) => {
            let counts =
                if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
            let place = match findings.files {
                1 => drafts,
                files => format!("{} of {}", thousands(with_findings), counted(files, "draft")),
            };
            format!("{counts} in {place} ({words}){troubles}.")
        }
    }
}

fn plain_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Hint => "suggestion",
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// 5210 as 5,210.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}
