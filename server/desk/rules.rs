//! The registry: every rule, one line each.

use crate::Severity;

/// The four groups of the catalogue; a group's name works wherever a rule's name does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Who says so?
    Attribution,
    /// How good is the source?
    Sourcing,
    /// The same actor, the same name.
    Naming,
    /// Not ready to publish.
    Draft,
}

impl Group {
    /// All groups, in the order of the catalogue.
    pub const ALL: [Group; 4] = [Group::Attribution, Group::Sourcing, Group::Naming, Group::Draft];

    /// The group's name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Group::Attribution => "attribution",
            Group::Sourcing => "sourcing",
            Group::Naming => "naming",
            Group::Draft => "draft",
        }
    }
}

/// What a rule is, without what it does.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo {
    /// Its name, stable and kebab-case: `unattributed-claim`.
    pub name: &'static str,
    /// Its group.
    pub group: Group,
    /// Its severity where nothing else is configured.
    pub severity: Severity,
    /// The source file, whose `//!` comment is the rule's page.
    source: &'static str,
}

impl RuleInfo {
    /// The rule's page, in markdown; the first line is a heading, the next paragraph one sentence on what it flags.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n") + "\n"
    }

    /// One sentence on what the rule flags: the first paragraph of its page.
    pub fn summary(&self) -> String {
        let page = self.page();
        let lines = page.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// All rules, in the order of the catalogue.
pub fn registry() -> &'static [RuleInfo] {
    const STUB: &str = "//! # A rule\n//!\n//! Flags what is at fault.\n";
    const fn rule(name: &'static str, group: Group, severity: Severity) -> RuleInfo {
        RuleInfo { name, group, severity, source: STUB }
    }
    const RULES: &[RuleInfo] = &[
        rule("unattributed-claim", Group::Attribution, Severity::Warning),
        rule("unattributed-quote", Group::Attribution, Severity::Warning),
        rule("vague-attribution", Group::Attribution, Severity::Warning),
        rule("agentless-report", Group::Attribution, Severity::Warning),
        rule("unbalanced-quotation", Group::Attribution, Severity::Error),
        rule("anonymous-source", Group::Sourcing, Severity::Warning),
        rule("single-source", Group::Sourcing, Severity::Warning),
        rule("unsourced-figure", Group::Sourcing, Severity::Warning),
        rule("inconsistent-spelling", Group::Naming, Severity::Error),
        rule("surname-first-mention", Group::Naming, Severity::Warning),
        rule("undefined-acronym", Group::Naming, Severity::Info),
        rule("placeholder", Group::Draft, Severity::Error),
    ];
    RULES
}

/// The rule of that name.
pub fn find_rule(name: &str) -> Option<&'static RuleInfo> {
    registry().iter().find(|rule| rule.name == name)
}
