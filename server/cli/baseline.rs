//! `--baseline` and `--write-baseline`: findings that a newsroom has decided to live with.
//!
//! A finding is known by its draft, its rule, the words at fault and the sentence around them, not by its line: edits elsewhere
//! in the draft do not bring it back, and the same words in another sentence are new. The file has a number for the sentence,
//! so that a sentence which is taken out of a draft is not kept there. Where a sentence comes several times, so many of them
//! are known. Drafts are named from the baseline's own folder, so that it holds wherever Copydesk is called from.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use copydesk_project::{files, name_of, path_below, whole_path};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::findings::{Findings, PlacedFinding};
use super::names::json_document;
use super::output;

/// The version of the file's layout.
const VERSION: u32 = 2;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    words: String,
    /// The number of the sentence, in hexadecimal.
    sentence: String,
    count: usize,
}

/// What every version of the file has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    version: u32,
    #[serde(rename = "findings")]
    _findings: Vec<IgnoredAny>,
}

/// Path, rule, words and sentence.
type Key = (String, String, String, String);

/// Takes the findings that the file knows out of those found, and says how many they were.
///
/// # Errors
/// The file cannot be read, or is no baseline.
pub(super) fn subtract(findings: &mut Findings, path: &Path) -> Result<usize> {
    let shown = name_of(path);
    let text = files::read(path)
        .and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other))
        .with_context(|| format!("cannot read the baseline {shown}; write one with --write-baseline"))?;
    let none = || format!("{shown} is no baseline; write it again with --write-baseline");
    let head: Head = serde_json::from_str(&text).with_context(none)?;
    if head.version != VERSION {
        bail!("{shown} was written by another version of Copydesk; write it again with --write-baseline.");
    }
    let file: File = serde_json::from_str(&text).with_context(none)?;
    let entries = file.findings.into_iter();
    let mut known: BTreeMap<Key, usize> =
        entries.map(|entry| ((entry.path, entry.rule, entry.words, entry.sentence), entry.count)).collect();
    let before = findings.findings.len();
    let mut names = Names::from(path);
    findings.findings.retain(|finding| match known.get_mut(&names.key(finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    Ok(before - findings.findings.len())
}

/// Refuses a file that is there and is no baseline; an empty one has nothing to lose.
///
/// # Errors
/// There is something else in the file.
pub(super) fn spare_others(path: &Path) -> Result<()> {
    let is_baseline = |bytes: &[u8]| bytes.is_empty() || serde_json::from_slice::<Head>(bytes).is_ok();
    if path.exists() && !files::read(path).is_ok_and(|bytes| is_baseline(&bytes)) {
        bail!("{} is there and is no baseline; choose another file, or take it away first.", name_of(path));
    }
    Ok(())
}

/// Writes all findings to the file.
///
/// # Errors
/// The file cannot be written.
pub(super) fn write(findings: &Findings, path: &Path) -> Result<()> {
    let mut names = Names::from(path);
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for finding in &findings.findings {
        *counts.entry(names.key(finding)).or_default() += 1;
    }
    let entry = |((path, rule, words, sentence), count)| Entry { path, rule, words, sentence, count };
    let file = File { version: VERSION, findings: counts.into_iter().map(entry).collect() };
    output::write_data(Some(path), |out| writeln!(out, "{}", json_document(&file)?))
}

/// What drafts are called in a baseline.
struct Names {
    /// The baseline's folder.
    folder: PathBuf,
    known: HashMap<String, String>,
}

impl Names {
    fn from(baseline: &Path) -> Names {
        let parent = baseline.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new(".")).canonicalize().unwrap_or_default();
        Names { folder, known: HashMap::new() }
    }

    fn key(&mut self, finding: &PlacedFinding) -> Key {
        let folder = &self.folder;
        let name = self.known.entry(finding.path.clone()).or_insert_with_key(|path| name_from(folder, path));
        let sentence = format!("{:016x}", finding.sentence);
        (name.clone(), finding.finding.rule.to_owned(), finding.words.clone(), sentence)
    }
}

/// A path from a folder on, with `/` between the parts; as it is given where it leads to no file.
fn name_from(folder: &Path, path: &str) -> String {
    let Some(path) = whole_path(Path::new(path)) else {
        let path = path.replace('\\', "/");
        return path.strip_prefix("./").unwrap_or(&path).to_owned();
    };
    let common = folder.ancestors().find(|ancestor| path.starts_with(ancestor)).unwrap_or(folder);
    let up = folder.strip_prefix(common).map_or(0, |rest| rest.components().count());
    format!("{}{}", "../".repeat(up), path_below(&path, common))
}
