//! The options that choose rules and severities, shared by the commands that check.

use clap::Args;
use copydesk_desk::{RuleSelection, Severity, is_rule_or_group, parse_severity, unknown_rule};

/// Rules and severities over the configuration.
#[derive(Clone, Debug, Args)]
pub struct RuleChoice {
    /// Only these rules or groups, separated by commas; a rule named here speaks even where the configuration has it off
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', value_parser = rule_or_group)]
    select: Vec<String>,
    /// Leave out these rules or groups, separated by commas
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', value_parser = rule_or_group)]
    ignore: Vec<String>,
    /// Give a rule or group a severity: error, warning, info, hint or off
    #[arg(long, value_name = "NAME=SEVERITY", value_delimiter = ',', value_parser = rule_severity)]
    rule: Vec<(String, Option<Severity>)>,
}

/// The least severity that makes a check fail.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl RuleChoice {
    /// As the desk takes it.
    pub fn selection(&self) -> RuleSelection {
        RuleSelection {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            severities: self.rule.clone(),
        }
    }
}

impl FailOn {
    /// Whether a finding of that severity makes the check fail.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => severity >= Severity::Info,
            FailOn::Never => false,
        }
    }
}

fn rule_or_group(name: &str) -> Result<String, String> {
    let name = name.trim();
    if is_rule_or_group(name) { Ok(name.to_owned()) } else { Err(unknown_rule(name)) }
}

fn rule_severity(choice: &str) -> Result<(String, Option<Severity>), String> {
    let Some((name, severity)) = choice.split_once('=') else {
        return Err("write it as NAME=SEVERITY, for instance `placeholder=off`".to_owned());
    };
    Ok((rule_or_group(name)?, parse_severity(severity.trim())?))
}
