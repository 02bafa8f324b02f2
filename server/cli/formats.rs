//! The output formats of `check`: one file each, each a function over the findings.

mod checkstyle;
mod github;
mod gitlab;
mod json;
mod junit;
mod rdjson;
mod sarif;
mod statistics;
pub(super) mod text;

use std::collections::HashMap;
use std::hash::Hasher as _;
use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use copydesk_desk::Severity;
use copydesk_project::{Files, path_below, repository, whole_path};

use super::findings::{Findings, PlacedFinding};
use super::names::escaped;

pub(super) use json::answer;
pub(super) use statistics::write as write_statistics;

/// How to print what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For programs: one JSON document
    Json,
    /// For programs: one finding a line, then a line that sums up
    Jsonl,
    /// GitHub: annotations on the lines of a pull request
    Github,
    /// GitLab: a code quality report
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Checkstyle XML, for Jenkins and others
    Checkstyle,
    /// JUnit XML: a test case for each draft
    Junit,
    /// reviewdog's JSON
    Rdjson,
}

/// What writes the findings in a format.
pub(super) type Writer = fn(&Findings, &mut dyn Write) -> io::Result<()>;

impl Format {
    /// The writer of a format for programs; `None` for text, which needs to know its reader.
    pub(super) fn writer(self) -> Option<Writer> {
        match self {
            Format::Text => None,
            Format::Json => Some(json::write),
            Format::Jsonl => Some(json::write_lines),
            Format::Github => Some(github::write),
            Format::Gitlab => Some(gitlab::write),
            Format::Sarif => Some(sarif::write),
            Format::Checkstyle => Some(checkstyle::write),
            Format::Junit => Some(junit::write),
            Format::Rdjson => Some(rdjson::write),
        }
    }
}

impl Format {
    /// Whether the service that reads it looks for files from the root of its checkout on.
    pub(super) fn is_for_checkout(self) -> bool {
        matches!(self, Format::Github | Format::Gitlab | Format::Sarif | Format::Rdjson)
    }
}

/// Names all drafts from the root of the checkout on, wherever in it Copydesk was called and however the drafts were named: the
/// folder that the service names, or else the repository of the current folder.
pub(super) fn name_from_checkout(findings: &mut Findings) {
    let named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(std::env::var_os);
    let named = named.filter(|root| !root.is_empty()).find_map(|root| Path::new(&root).canonicalize().ok());
    let around = || Some(repository(&Files::Disk, &Path::new(".").canonicalize().ok()?)?.to_path_buf());
    let Some(root) = named.or_else(around) else { return };
    let mut known: HashMap<String, String> = HashMap::new();
    let mut rename = |path: &mut String| {
        let name = known.entry(path.clone()).or_insert_with_key(|path| match whole_path(Path::new(path)) {
            Some(whole) if whole.starts_with(&root) => path_below(&whole, &root),
            _ => path.clone(),
        });
        path.clone_from(name);
    };
    for finding in &mut findings.findings {
        rename(&mut finding.path);
        finding.elsewhere.iter_mut().for_each(|elsewhere| rename(&mut elsewhere.path));
    }
    findings.problems.iter_mut().for_each(|problem| rename(&mut problem.path));
    findings.drafts.iter_mut().for_each(rename);
}

/// The three levels of most formats.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "info",
    }
}

/// What stays the same of each finding when other sentences of its draft change: a number of its path, rule, words and sentence,
/// and of how many like it stand before it. Stable over versions and machines, in hexadecimal.
fn fingerprints(findings: &Findings) -> Vec<String> {
    let mut seen = HashMap::new();
    let mut numbers = Vec::new();
    for PlacedFinding { path, words, sentence, finding, .. } in &findings.findings {
        let before: &mut u32 = seen.entry((path, finding.rule, words, sentence)).or_default();
        let mut hash = fnv::FnvHasher::default();
        for part in [path, finding.rule, words, &sentence.to_string(), &before.to_string()] {
            hash.write(part.as_bytes());
            hash.write_u8(0);
        }
        *before += 1;
        numbers.push(format!("{:016x}", hash.finish()));
    }
    numbers
}

/// The text without what XML 1.0 cannot hold, not even as a reference, for a reader would refuse the whole document; and on
/// one line, for a reader makes blanks of the line ends of an attribute.
fn xml_text(text: &str) -> String {
    escaped(&text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")).into_owned()
}

/// A path as formats want it in a URI: with slashes, and percent signs for what a URI cannot hold.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const KEPT: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'[')
        .add(b']')
        .add(b'^')
        .add(b'|')
        .add(b':');
    utf8_percent_encode(&path.replace('\\', "/"), KEPT).to_string()
}
