//! The options that choose a configuration, rules and severities, what drafts are and how strictly to read them, shared by the
//! commands that read drafts.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use copydesk_desk::{
    Genre, RuleSelection, Severity, Strictness, is_rule_or_group, parse_genre, parse_severity,
    parse_strictness, unknown_rule,
};
use copydesk_project::Choice;

/// Which configuration to use.
#[derive(Clone, Debug, Args)]
pub(super) struct ConfigChoice {
    /// Use this configuration for all drafts; its paths then count from the current folder
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    no_config: bool,
}

/// Rules and severities over the configuration.
#[derive(Clone, Debug, Args)]
pub(super) struct RuleChoice {
    /// Only these rules or groups, separated by commas; a rule named here speaks even where the configuration has it off
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', value_parser = rule_or_group)]
    select: Vec<String>,
    /// Leave out these rules or groups, separated by commas
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', value_parser = rule_or_group)]
    ignore: Vec<String>,
    /// Give a rule or group a severity: error, warning, info, hint or off
    #[arg(long, value_name = "NAME=SEVERITY", value_delimiter = ',', value_parser = rule_severity)]
    rule: Vec<(String, Option<Severity>)>,
    #[command(flatten)]
    draft: DraftChoice,
}

/// How strictly to read drafts and what they are, over the configuration.
#[derive(Clone, Debug, Args)]
pub(super) struct DraftChoice {
    /// How sure to be before asking for a source: quiet asks least, thorough most
    #[arg(long, value_name = "STRICTNESS", value_parser = strictness())]
    strictness: Option<Strictness>,
    /// What a draft is, unless its own front matter says otherwise
    #[arg(long, value_name = "GENRE", value_parser = genre())]
    genre: Option<Genre>,
}

/// How many drafts to read at once.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Jobs {
    /// How many drafts to read at once [default: the number of cores]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Jobs {
    pub(super) fn count(self) -> NonZeroUsize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores)
    }
}

/// The least severity that makes a check fail.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl ConfigChoice {
    /// As the newsroom's files are read by it.
    pub(super) fn choice(&self) -> Choice {
        match &self.config {
            Some(file) => Choice::File(file.clone()),
            None if self.no_config => Choice::Nothing,
            None => Choice::Nearest,
        }
    }
}

impl RuleChoice {
    /// As the desk takes it.
    pub(super) fn selection(&self) -> RuleSelection {
        RuleSelection {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            severities: self.rule.clone(),
            ..self.draft.selection()
        }
    }
}

impl DraftChoice {
    /// As the desk takes it.
    pub(super) fn selection(&self) -> RuleSelection {
        RuleSelection { strictness: self.strictness, genre: self.genre, ..RuleSelection::default() }
    }
}

impl FailOn {
    /// Whether a finding of that severity makes the check fail.
    pub(super) fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => severity >= Severity::Info,
            FailOn::Never => false,
        }
    }
}

/// Tells clap the words beside reading them, so that help lists them and shells complete them.
fn strictness() -> impl TypedValueParser<Value = Strictness> {
    let words = Strictness::ALL.map(Strictness::name);
    PossibleValuesParser::new(words).try_map(|word| parse_strictness(&word))
}

/// The same for genres.
fn genre() -> impl TypedValueParser<Value = Genre> {
    PossibleValuesParser::new(Genre::ALL.map(Genre::name)).try_map(|word| parse_genre(&word))
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
