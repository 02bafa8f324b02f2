//! The configuration: `copydesk.toml` as plain data, and what applies to one draft.

use crate::{Problem, Severity};

/// A parsed `copydesk.toml`.
#[derive(Clone, Debug, Default)]
pub struct Config {}

/// What the command line says about rules, over the configuration.
#[derive(Clone, Debug, Default)]
pub struct RuleSelection {
    /// Only these rules and groups, where not empty.
    pub select: Vec<String>,
    /// Never these rules and groups.
    pub ignore: Vec<String>,
    /// These severities; `None` is off.
    pub severities: Vec<(String, Option<Severity>)>,
}

/// What applies to one draft.
#[derive(Clone, Debug, Default)]
pub struct Settings {}

impl Config {
    /// Reads the text of a `copydesk.toml`. What cannot be understood is a problem; the rest applies.
    pub fn parse(text: &str) -> (Config, Vec<Problem>) {
        let _ = text;
        (Config::default(), Vec::new())
    }

    /// What applies to the draft at `path`, relative to the configuration's folder, with `/` between the parts.
    pub fn settings(&self, path: &str, selection: &RuleSelection) -> Settings {
        let _ = (path, selection);
        Settings::default()
    }

    /// Whether the draft at `path` is left out of a walk through its folder.
    pub fn excludes(&self, path: &str) -> bool {
        let _ = path;
        false
    }
}

impl Settings {
    /// The severity of a rule; `None` where it is off.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        crate::find_rule(rule).map(|rule| rule.severity)
    }
}
