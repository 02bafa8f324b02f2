//! `--baseline` and `--write-baseline`: findings that a newsroom has decided to live with.
//!
//! A finding is known by its draft, its rule and the words at fault, not by its line, so that edits elsewhere in the draft
//! do not bring it back. Where the same words are at fault several times, so many of them are known. Drafts are named from
//! the baseline's own folder, so that it holds wherever Copydesk is called from.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use copydesk_project::{files, name_of, path_below, whole_path};
use serde::{Deserialize, Serialize};

use super::findings::{Findings, PlacedFinding};
use super::names::json_document;
use super::output;

/// The version of the file's layout.
const VERSION: u32 = 1;

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
    count: usize,
}

type Key = (String, String, String);

/// Takes the findings that the file knows out of those found, and says how many they were.
///
/// # Errors
/// The file cannot be read, or is no baseline.
pub(super) fn subtract(findings: &mut Findings, path: &Path) -> Result<usize> {
    let shown = name_of(path);
    let text = files::read(path)
        .and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other))
        .with_context(|| format!("cannot read the baseline {shown}; write one with --write-baseline"))?;
    let file: File = serde_json::from_str(&text)
        .with_context(|| format!("{shown} is no baseline; write it again with --write-baseline"))?;
    if file.version != VERSION {
        bail!("{shown} was written by another version of Copydesk; write it again with --write-baseline.");
    }
    let mut known: BTreeMap<Key, usize> =
        file.findings.into_iter().map(|entry| ((entry.path, entry.rule, entry.words), entry.count)).collect();
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
    let is_baseline = |bytes: &[u8]| bytes.is_empty() || serde_json::from_slice::<File>(bytes).is_ok();
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
    let findings = counts.into_iter().map(|((path, rule, words), count)| Entry { path, rule, words, count });
    let file = File { version: VERSION, findings: findings.collect() };
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
        (name.clone(), finding.finding.rule.to_owned(), finding.words.clone())
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
