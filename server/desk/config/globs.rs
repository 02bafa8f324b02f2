//! Path patterns, as `exclude` and `[[overrides]]` write them.
//!
//! They follow `.gitignore` where people expect it: a pattern without `/` matches at any depth, `*` stops at `/`, and a
//! pattern that matches a folder matches everything in it.

use copydesk_facts::Problem;
use copydesk_facts::notation::tree::{Node, problem};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of patterns, relative to the configuration's folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    set: GlobSet,
    /// As written, for people who ask why.
    pub(crate) written: Vec<String>,
}

impl Patterns {
    /// Reads a list of patterns; one that is not a pattern is a problem, the others hold.
    pub(crate) fn read(node: &Node, key: &str, problems: &mut Vec<Problem>) -> Patterns {
        let mut builder = GlobSetBuilder::new();
        let mut written = Vec::new();
        for item in node.list(key, problems).unwrap_or_default() {
            let Some(pattern) = item.text(key, problems) else { continue };
            match add(&mut builder, pattern) {
                Ok(()) => written.push(pattern.to_owned()),
                Err(message) => problems.push(problem(item.range, message)),
            }
        }
        Patterns { set: builder.build().unwrap_or_default(), written }
    }

    /// Whether `path`, or a folder it lies in, matches; `/` between the parts.
    pub(crate) fn matches(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        !self.set.is_empty() && folders.chain([path]).any(|path| self.set.is_match(path))
    }
}

fn add(builder: &mut GlobSetBuilder, pattern: &str) -> Result<(), String> {
    let trimmed = pattern.strip_prefix("./").unwrap_or(pattern);
    let anchored = trimmed.strip_prefix('/').unwrap_or(trimmed).trim_end_matches('/');
    if anchored.is_empty() {
        return Err(format!("The pattern `{pattern}` names no path; write one such as `archive/**`."));
    }
    if anchored.split('/').any(|part| part == "..") {
        return Err(format!(
            "The pattern `{pattern}` leaves the configuration's folder; write it relative to that folder."
        ));
    }
    let everywhere = !trimmed.trim_end_matches('/').contains('/');
    let glob = if everywhere { format!("**/{anchored}") } else { anchored.to_owned() };
    let glob = GlobBuilder::new(&glob).literal_separator(true).build().map_err(|error| {
        format!("The pattern `{pattern}` cannot be used: {}; write one such as `archive/**`.", error.kind())
    })?;
    builder.add(glob);
    Ok(())
}
