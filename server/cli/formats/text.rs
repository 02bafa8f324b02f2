//! Findings for people: the place, the sentence, the words in their line, the fix; a sentence to close.

use std::collections::HashSet;
use std::io::{self, Write};

use anstyle::Style;
use copydesk_desk::{Safety, Severity};
use copydesk_project::FileProblem;

use crate::cli::excerpt::{excerpt, harmless};
use crate::cli::findings::{Findings, PlacedFinding};
use crate::cli::names::escaped;
use crate::cli::output::{HELP, QUIET, STRONG, severity_style, wrapped};

/// Columns of an excerpt where nothing says how many there are.
const WIDTH: usize = 100;
/// What stands before an excerpt.
const INDENT: &str = "    ";
/// Of a finding's related places, so many are shown.
const MOST_RELATED: usize = 2;

/// Writes all findings and, unless `quiet`, the closing sentence. `width` is how many columns the reader has, if known.
pub(crate) fn write(
    findings: &Findings,
    quiet: bool,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (index, finding) in findings.findings.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_finding(finding, width, out)?;
    }
    if quiet {
        return Ok(());
    }
    if findings.findings.is_empty() {
        return writeln!(out, "{}", summary(findings));
    }
    writeln!(out, "\n{STRONG}{}{STRONG:#}", summary(findings))?;
    writeln!(out, "{QUIET}`copydesk explain RULE` tells more about the rule in brackets.{QUIET:#}")
}

/// Writes what is wrong beside the drafts' text to standard error. Where that is closed, nobody wants to know.
pub(crate) fn complain(problems: &[FileProblem]) {
    let mut out = anstream::stderr().lock();
    let style = severity_style(Severity::Error);
    for problem in problems {
        let place =
            problem.place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
        let (path, message) = (escaped(&problem.path), escaped(&problem.message));
        let _ = writeln!(out, "{STRONG}{path}{place}:{STRONG:#} {style}error:{style:#} {message}");
    }
}

/// The first line says it all, for a pipe; with a width at hand it is broken between words.
fn write_finding(finding: &PlacedFinding, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let found = &finding.finding;
    let (severity, rule) = (found.severity.name(), found.rule);
    let style = severity_style(found.severity);
    let start = finding.range.0;
    let path = escaped(&finding.path);
    let place = match finding.in_paragraphs {
        true => format!("{path}: paragraph {}:", start.line),
        false => format!("{path}:{}:{}:", start.line, start.column),
    };
    let unit = if finding.in_paragraphs { "paragraph" } else { "line" };
    let message = harmless(&found.message);
    let words = [(place.as_str(), STRONG), (&format!("{severity}:"), style)];
    let words = words.into_iter().chain(message.split(' ').map(|word| (word, Style::new())));
    let rule = format!("[{rule}]");
    writeln!(out, "{}", wrapped(words.chain([(rule.as_str(), QUIET)]), "  ", width))?;

    let columns = width.unwrap_or(WIDTH).saturating_sub(INDENT.len());
    for (text, marks) in excerpt(&finding.lines, finding.marked.clone(), columns) {
        writeln!(out, "{INDENT}{text}")?;
        if !marks.is_empty() {
            writeln!(out, "{INDENT}{style}{marks}{style:#}")?;
        }
    }
    for (related, (place, _)) in found.related.iter().zip(&finding.related).take(MOST_RELATED) {
        writeln!(out, "{INDENT}{QUIET}{unit} {}:{QUIET:#} {}", place.line, harmless(&related.message))?;
    }
    if let Some(elsewhere) = &finding.elsewhere {
        let (path, line) = (escaped(&elsewhere.path), elsewhere.range.0.line);
        let between = if elsewhere.in_paragraphs { ": paragraph " } else { ":" };
        writeln!(out, "{INDENT}{QUIET}{path}{between}{line}:{QUIET:#} {}", harmless(&elsewhere.message))?;
    }
    match found.fixes.first() {
        Some(fix) => {
            writeln!(out, "{INDENT}{HELP}{}:{HELP:#} {}", fix_word(fix.safety), harmless(&fix.title))
        }
        None => Ok(()),
    }
}

/// Only a safe fix is one without a person's judgement.
fn fix_word(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "fix",
        Safety::Suggested | Safety::Placeholder => "perhaps",
    }
}

/// One sentence: how many findings of which severity, in how many drafts, of how many words.
fn summary(findings: &Findings) -> String {
    let drafts = counted(findings.drafts.len(), "draft");
    let words = counted(findings.words, "word");
    let problems = match findings.problems.len() {
        0 => String::new(),
        problems => format!("; {}", counted(problems, "problem")),
    };
    let with_findings = findings.findings.iter().map(|finding| &finding.path).collect::<HashSet<_>>().len();
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (findings.count(severity), severity.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    match counts.split_last() {
        None if findings.drafts.is_empty() && findings.problems.is_empty() => {
            "No drafts found; Copydesk reads .md, .markdown, .mdx, .qmd, .rmd and .txt files.".to_owned()
        }
        None if findings.drafts.is_empty() => format!("No drafts were read{problems}."),
        // What is too long to be read has no words either.
        None if findings.words == 0 && !findings.problems.is_empty() => {
            format!("No findings in {drafts}, and no words read{problems}.")
        }
        None => format!("No findings in {drafts} ({words}){problems}."),
        Some((last, rest)) => {
            let counts =
                if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
            let place = if with_findings == findings.drafts.len() {
                drafts
            } else {
                format!("{} of {drafts}", thousands(with_findings))
            };
            format!("{counts} in {place} ({words}){problems}.")
        }
    }
}

/// A number and what it counts.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// 5210 as 5,210.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}
