//! `copydesk explain` and `copydesk rules`: the catalogue, whole or a page of it.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use copydesk_desk::{Group, RuleInfo, find_rule, nearest, registry};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::Status;
use super::output::{self, QUIET, STRONG, severity_style};

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The rule, as it stands in brackets behind a finding
    #[arg(value_name = "RULE")]
    rule: String,
}

#[derive(Debug, Args)]
pub struct RulesArguments {
    /// How to print the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For a newsroom's own pages
    Markdown,
}

/// The address of a rule's page. The pages live in the program, so this names the command that shows one:
/// `copydesk explain RULE`. It is stable, and a URI, as formats and editors want it.
pub fn page_address(rule: &str) -> String {
    format!("copydesk:explain/{rule}")
}

/// Prints a rule's page.
pub fn explain(arguments: &ExplainArguments) -> Result<Status> {
    let name = arguments.rule.trim_start_matches("copydesk:explain/");
    let Some(rule) = find_rule(name) else {
        if let Some(group) = Group::ALL.into_iter().find(|group| group.name() == name) {
            let names: Vec<&str> = of_group(group).map(|rule| rule.name).collect();
            bail!("`{name}` is a group; explain one of its rules: {}.", names.join(", "));
        }
        match nearest(name, registry().iter().map(|rule| rule.name)) {
            Some(near) => bail!("There is no rule `{name}`; did you mean `{near}`?"),
            None => bail!("There is no rule `{name}`; `copydesk rules` lists them."),
        }
    };
    let styled = output::is_styled();
    output::write_styled(None, |out| {
        for line in rule.page().lines() {
            match line.trim_start_matches('#') {
                heading if styled && heading.len() < line.len() => {
                    writeln!(out, "{STRONG}{}{STRONG:#}", heading.trim_start())?;
                }
                _ => writeln!(out, "{line}")?,
            }
        }
        Ok(())
    })?;
    Ok(Status::Clean)
}

/// Prints the catalogue.
pub fn rules(arguments: &RulesArguments) -> Result<Status> {
    let catalogue = match arguments.format {
        Format::Text => as_text(),
        Format::Json => as_json()?,
        Format::Markdown => as_markdown(),
    };
    output::write_styled(None, |out| out.write_all(catalogue.as_bytes()))?;
    Ok(Status::Clean)
}

fn of_group(group: Group) -> impl Iterator<Item = &'static RuleInfo> {
    registry().iter().filter(move |rule| rule.group == group)
}

/// Writing to a `String` cannot fail, so the results of `write!` are let go here and below.
fn as_text() -> String {
    let width = registry().iter().map(|rule| rule.name.width()).max().unwrap_or_default();
    let mut text = String::new();
    for group in Group::ALL {
        let _ = writeln!(text, "{STRONG}{}{STRONG:#}", group.name());
        for rule in of_group(group) {
            let style = severity_style(rule.severity);
            let (name, severity, summary) = (rule.name, rule.severity.name(), rule.summary());
            let _ = writeln!(text, "  {name:width$}  {style}{severity:7}{style:#}  {summary}");
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{QUIET}`copydesk explain RULE` shows a rule's page.{QUIET:#}");
    text
}

#[derive(Serialize)]
struct Catalogue {
    version: u32,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    summary: String,
    url: String,
}

fn as_json() -> Result<String> {
    let rules = registry().iter().map(|rule| Entry {
        name: rule.name,
        group: rule.group.name(),
        severity: rule.severity.name(),
        summary: rule.summary(),
        url: page_address(rule.name),
    });
    let catalogue = Catalogue { version: 1, rules: rules.collect() };
    Ok(serde_json::to_string_pretty(&catalogue)? + "\n")
}

fn as_markdown() -> String {
    let groups = Group::ALL.iter().map(|&group| {
        let mut text = format!("## {}\n\n| rule | default | flags |\n| --- | --- | --- |\n", group.name());
        for rule in of_group(group) {
            let summary = rule.summary().replace('|', "\\|");
            let _ = writeln!(text, "| `{}` | {} | {summary} |", rule.name, rule.severity.name());
        }
        text
    });
    format!("# Rules\n\n{}", groups.collect::<Vec<_>>().join("\n"))
}
