//! `--changed-since REV`: which lines of which drafts differ from a revision, as git tells it.
//!
//! A repository that somebody else has made can name programs in its configuration. git is run so that it starts none: no
//! file system monitor, hook, filter, external difference or transport, nor what a submodule names.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use copydesk_project::is_draft;

use super::findings::PlacedFinding;

/// How many files are named on one command line.
const AT_ONCE: usize = 200;

/// The changed lines, counted from 1, of each file. A file that the revision does not know is changed throughout, unless it is one
/// of the revision's under another name.
pub(super) struct Changed {
    files: HashMap<PathBuf, Lines>,
}

enum Lines {
    All,
    Some(Vec<RangeInclusive<usize>>),
}

impl Changed {
    /// What differs between a revision and the files as they are now, in the repository of the current folder.
    ///
    /// # Errors
    /// This is no git repository, git is missing, or there is no such revision.
    pub(super) fn since(revision: &str) -> Result<Changed> {
        let root = git(Path::new("."), &["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(root.strip_suffix('\n').unwrap_or(&root));
        // A revision that looks like an option must not become one.
        let Ok(base) = git(&root, &["rev-parse", "--verify", "--quiet", "--end-of-options", revision]) else {
            bail!(
                "git knows no revision `{revision}` here: fetch it first, as a clone for a pipeline often has only the newest, or \
                 see how it is spelled."
            );
        };
        let base = base.trim_end();
        // Whatever a person has set for their own eyes.
        let difference = [
            "diff",
            "--unified=0",
            "--inter-hunk-context=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--find-renames",
            "--no-relative",
            "--ignore-submodules=all",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            base,
        ];
        let mut files = HashMap::new();
        let mut current: Option<PathBuf> = None;
        // Lines of a hunk that are still to come; a draft's own line can look like a head.
        let mut within = 0;
        for line in git(&root, &difference)?.split('\n') {
            if within > 0 {
                within -= usize::from(line.starts_with(['+', '-']));
            } else if let Some(name) = line.strip_prefix("+++ ") {
                let name = unquoted(name.trim_end_matches('\t'));
                current = name.strip_prefix("b/").map(|name| root.join(name));
            } else if let Some((length, added)) = hunk(line) {
                within = length;
                if let (Some(path), Some(lines)) = (&current, added)
                    && let Lines::Some(known) =
                        files.entry(path.clone()).or_insert_with(|| Lines::Some(Vec::new()))
                {
                    known.push(lines);
                }
            }
        }
        let untracked = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        let untracked: Vec<PathBuf> = untracked.split_terminator('\0').map(|name| root.join(name)).collect();
        let moved = moved(&root, base, &untracked)?;
        let new = untracked.into_iter().filter(|path| !moved.contains(path));
        files.extend(new.map(|path| (path, Lines::All)));
        Ok(Changed { files })
    }

    /// Whether a finding stands on a changed line.
    pub(super) fn holds(&self, finding: &PlacedFinding) -> bool {
        let Ok(path) = Path::new(&finding.path).canonicalize() else { return true };
        let (start, end) = (finding.range.0.line, finding.range.1.line);
        match self.files.get(&path) {
            Some(Lines::All) => true,
            // git knows no lines of such a file.
            _ if finding.in_paragraphs => self.files.contains_key(&path),
            Some(Lines::Some(changed)) => {
                changed.iter().any(|lines| *lines.start() <= end && start <= *lines.end())
            }
            None => false,
        }
    }
}

/// The drafts among untracked files that are, byte for byte, files of the revision which are gone: drafts that were renamed without
/// telling git.
fn moved(root: &Path, base: &str, untracked: &[PathBuf]) -> Result<HashSet<PathBuf>> {
    let difference = ["diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=D"];
    let difference = git(root, &[&difference[..], &["--ignore-submodules=all", base]].concat())?;
    // ":100644 000000 OLD NEW D", then the name.
    let gone: HashSet<&str> = difference
        .split_terminator('\0')
        .filter_map(|part| part.strip_prefix(':')?.split(' ').nth(2))
        .collect();
    if gone.is_empty() {
        return Ok(HashSet::new());
    }
    let is_file = |path: &&PathBuf| path.symlink_metadata().is_ok_and(|about| about.is_file());
    let drafts: Vec<&PathBuf> = untracked.iter().filter(|path| is_draft(path)).filter(is_file).collect();
    let mut moved = HashSet::new();
    // One by one would be slow, all together too long for a command line.
    for drafts in drafts.chunks(AT_ONCE) {
        let names = drafts.iter().map(|path| path.as_os_str());
        let command: Vec<&OsStr> = ["hash-object", "--"].map(OsStr::new).into_iter().chain(names).collect();
        // One that went meanwhile, or is closed to us, costs its neighbours no more than to be read whole.
        let Ok(ids) = git(root, &command) else { continue };
        let same = drafts.iter().zip(ids.lines()).filter(|(_, id)| gone.contains(id));
        moved.extend(same.map(|(path, _)| path.to_path_buf()));
    }
    Ok(moved)
}

/// A name as git writes it where it holds a quotation mark, a backslash or a control character: in quotation marks, as in C.
fn unquoted(name: &str) -> String {
    let Some(inner) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) else {
        return name.to_owned();
    };
    let mut bytes = Vec::new();
    let mut rest = inner.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let mut octal = None;
        while let Some(digit) =
            rest.next_if(|digit| octal.is_none_or(|(_, count)| count < 3) && (b'0'..=b'7').contains(digit))
        {
            let (value, count) = octal.unwrap_or((0u8, 0));
            octal = Some((value.wrapping_mul(8).wrapping_add(digit - b'0'), count + 1));
        }
        bytes.push(match octal {
            Some((value, _)) => value,
            None => match rest.next() {
                Some(b'a') => 7,
                Some(b'b') => 8,
                Some(b't') => b'\t',
                Some(b'n') => b'\n',
                Some(b'v') => 11,
                Some(b'f') => 12,
                Some(b'r') => b'\r',
                Some(other) => other,
                None => break,
            },
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// How many lines follow a hunk's head "@@ -1,2 +3,4 @@" without context, and those that it has put in.
fn hunk(line: &str) -> Option<(usize, Option<RangeInclusive<usize>>)> {
    let (removed, added) = line.strip_prefix("@@ -")?.split_once(" +")?;
    let extent = |part: &str| -> Option<(usize, usize)> {
        let (start, count) = part.split_once(',').unwrap_or((part, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let ((_, removed), (start, added)) = (extent(removed)?, extent(added.split(' ').next()?)?);
    Some((removed + added, (added > 0).then(|| start..=start + added - 1)))
}

/// What a filter of the repository's configuration is without: no program.
const NO_FILTER: [(&str, &str); 4] = [("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")];

fn git(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Result<String> {
    let named = ["config", "--null", "--name-only", "--get-regexp", r"^filter\..*\.(clean|smudge|process)$"];
    // Status 1: there is none.
    let named = command(folder).args(named).output().map(|output| output.stdout).unwrap_or_default();
    let named = String::from_utf8_lossy(&named).into_owned();
    let mut filters: Vec<&str> =
        named.split_terminator('\0').filter_map(|key| Some(key.rsplit_once('.')?.0)).collect();
    filters.dedup();
    let mut git = command(folder);
    // Not on the command line, where a name that holds an equals sign would be cut in two.
    let without = filters.iter().flat_map(|filter| NO_FILTER.map(|(key, value)| (filter, key, value)));
    let said = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let mut count: usize = said;
    for (filter, key, value) in without {
        git.env(format!("GIT_CONFIG_KEY_{count}"), format!("{filter}.{key}"));
        git.env(format!("GIT_CONFIG_VALUE_{count}"), value);
        count += 1;
    }
    if count > said {
        git.env("GIT_CONFIG_COUNT", count.to_string());
    }
    let output = git.args(arguments).output().context("--changed-since needs git, and git cannot be run")?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let reason =
            complaint.lines().next().unwrap_or("no reason given").trim_start_matches("fatal: ").to_owned();
        bail!("git says: {reason}");
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// git in a folder, without the programs that a repository can name beside filters.
fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0");
    let settings = [
        "core.quotePath=false",
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "protocol.allow=never",
        "diff.external=",
    ];
    git.args(settings.into_iter().flat_map(|setting| ["-c", setting])).arg("-C").arg(folder);
    git
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_git_writes_it() {
        for (written, name) in [
            ("b/plain name.md", "b/plain name.md"),
            (r#""b/a \"b\".md""#, r#"b/a "b".md"#),
            (r#""b/\303\244\\\tx.md""#, "b/ä\\\tx.md"),
        ] {
            assert_eq!(unquoted(written), name);
        }
    }
}
