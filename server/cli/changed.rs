//! `--changed-since REV`: which lines of which drafts differ from a revision, as git tells it.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::findings::Finding;

/// The changed lines, counted from 1, of each file; a file that the revision does not know is changed throughout.
pub struct Changed {
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
    pub fn since(revision: &str) -> Result<Changed> {
        let root = PathBuf::from(git(Path::new("."), &["rev-parse", "--show-toplevel"])?.trim_end());
        // A revision that looks like an option must not become one.
        let range = git(&root, &["rev-parse", "--verify", "--quiet", "--end-of-options", revision])
            .with_context(|| format!("git knows no revision `{revision}`"))?;
        // Whatever a person has set for their own eyes.
        let difference = [
            "diff",
            "--unified=0",
            "--inter-hunk-context=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--no-relative",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            range.trim_end(),
        ];
        let mut files = HashMap::new();
        let mut current: Option<PathBuf> = None;
        for line in git(&root, &difference)?.lines() {
            if let Some(name) = line.strip_prefix("+++ ") {
                let name = unquoted(name.trim_end_matches('\t'));
                current = name.strip_prefix("b/").map(|name| root.join(name));
            } else if let (Some(path), Some(lines)) = (&current, added(line)) {
                match files.entry(path.clone()).or_insert_with(|| Lines::Some(Vec::new())) {
                    Lines::Some(known) => known.push(lines),
                    Lines::All => {}
                }
            }
        }
        for name in git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?.split_terminator('\0')
        {
            files.insert(root.join(name), Lines::All);
        }
        Ok(Changed { files })
    }

    /// Whether a finding stands on a changed line.
    pub fn holds(&self, finding: &Finding) -> bool {
        let Ok(path) = Path::new(&finding.path).canonicalize() else { return true };
        let (start, end) = (finding.range.0.line, finding.range.1.line);
        match self.files.get(&path) {
            Some(Lines::All) => true,
            Some(Lines::Some(changed)) => {
                changed.iter().any(|lines| *lines.start() <= end && start <= *lines.end())
            }
            None => false,
        }
    }
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

/// The lines that a hunk "@@ -1,2 +3,4 @@" has put in.
fn added(line: &str) -> Option<RangeInclusive<usize>> {
    let added = line.strip_prefix("@@ ")?.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = added.split_once(',').unwrap_or((added, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| start..=start + count - 1)
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new("git")
        .args(["-c", "core.quotePath=false", "-C"])
        .arg(folder)
        .args(arguments)
        .output()
        .context("--changed-since needs git, and git cannot be run")?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let reason =
            complaint.lines().next().unwrap_or("no reason given").trim_start_matches("fatal: ").to_owned();
        bail!("git says: {reason}");
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
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
