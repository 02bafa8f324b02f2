//! `copydesk explain` and `copydesk rules`: the catalogue, whole or a page of it, and what a rule made of a line.

mod why;

use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::Style;
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use copydesk_desk::{Group, RuleInfo, Severity, find_rule, nearest, page_address, registry};
use copydesk_project::Projects;
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::Status;
use super::choices::{ConfigChoice, DraftChoice};
use super::formats::text;
use super::names::json_document;
use super::output::{self, QUIET, STRONG, severity_style, wrapped};
use why::{Answer, Line};

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The rule, as it stands in brackets behind a finding [default: all of them, in a list, or on the line]
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// A line of a draft, or FILE:LINE:COLUMN: why does the rule speak there, or keep silent?
    #[arg(value_name = "FILE:LINE", value_parser = Line::parse)]
    line: Option<Line>,
    /// How to print what is told of the line
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: LineFormat,
    #[command(flatten)]
    draft: DraftChoice,
    #[command(flatten)]
    config: ConfigChoice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LineFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
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

/// Prints a rule's page, or what it made of a line.
pub(crate) fn explain(arguments: &ExplainArguments) -> Result<Status> {
    let of_line = || match arguments.format {
        LineFormat::Text => Ok(()),
        LineFormat::Json => {
            bail!("--format says how to print what is told of a line: name one, such as story.md:7.")
        }
    };
    let Some(name) = &arguments.rule else {
        of_line()?;
        return rules(&RulesArguments { format: Format::Text });
    };
    // No rule has a colon and a number in its name: `copydesk explain story.md:12` asks all of them.
    let (rule, line) = match (&arguments.line, Line::parse(name)) {
        (None, Ok(line)) => (None, line),
        (Some(line), _) => (Some(named(name)?), line.clone()),
        (None, Err(_)) => {
            of_line()?;
            let page = named(name)?.readable_page();
            output::write_styled(None, |out| write_page(&page, out))?;
            return Ok(Status::Clean);
        }
    };
    let projects = Projects::new(&arguments.config.choice());
    let answer = Answer::new(rule, &line, &arguments.draft.selection(), projects)?;
    match arguments.format {
        LineFormat::Text => output::write_styled(None, |out| answer.write(out))?,
        LineFormat::Json => {
            let json = answer.json()?;
            output::write_data(None, |out| out.write_all(json.as_bytes()))?;
        }
    }
    text::complain(&answer.problems);
    Ok(if answer.problems.is_empty() { Status::Clean } else { Status::Failure })
}

/// The rule of a name, or of a page's address.
fn named(name: &str) -> Result<&'static RuleInfo> {
    let name = name.trim_start_matches("copydesk:explain/");
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
    Ok(rule)
}

/// The page as a person reads it on a terminal: headings and code stand out, and examples are set in, without their marks.
fn write_page(page: &str, out: &mut dyn Write) -> io::Result<()> {
    let marked = severity_style(Severity::Warning);
    let mut fenced = false;
    for line in page.lines() {
        let heading = line.trim_start_matches('#');
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced && line.trim_matches([' ', '^']).is_empty() && line.contains('^') {
            writeln!(out, "    {marked}{line}{marked:#}")?;
        } else if fenced && !line.is_empty() {
            writeln!(out, "    {line}")?;
        } else if heading.len() < line.len() {
            writeln!(out, "{STRONG}{}{STRONG:#}", heading.trim_start())?;
        } else {
            for (number, part) in line.split('`').enumerate() {
                match number % 2 {
                    0 => write!(out, "{part}")?,
                    _ => write!(out, "{STRONG}{part}{STRONG:#}")?,
                }
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Prints the catalogue.
pub(crate) fn rules(arguments: &RulesArguments) -> Result<Status> {
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
    let name_width = registry().iter().map(|rule| rule.name.width()).max().unwrap_or_default();
    let indent = " ".repeat(2 + name_width + 2 + 7 + 2);
    let columns = output::width().map(|width| width.max(indent.len() + 20));
    let mut text = String::new();
    for group in Group::ALL {
        let _ = writeln!(text, "{STRONG}{}{STRONG:#}", group.name());
        for rule in of_group(group) {
            let (name, severity) =
                (format!("  {:name_width$} ", rule.name), format!("{:7} ", default_of(rule)));
            let flags = flags(rule);
            let start = [(name.as_str(), Style::new()), (&severity, severity_style(rule.severity))];
            let words = start.into_iter().chain(flags.split(' ').map(|word| (word, Style::new())));
            let _ = writeln!(text, "{}", wrapped(words, &indent, columns));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{QUIET}`copydesk explain RULE` shows a rule's page.{QUIET:#}");
    text
}

/// A rule's severity where nothing is configured, or that it is off.
pub(super) fn default_of(rule: &RuleInfo) -> &'static str {
    rule.default_severity().map_or("off", Severity::name)
}

/// What a rule flags, as it stands in a list.
fn flags(rule: &RuleInfo) -> String {
    let summary = rule.summary();
    let what = summary.strip_prefix("Flags ").unwrap_or(&summary);
    what.strip_suffix('.').unwrap_or(what).to_owned()
}

#[derive(Serialize)]
struct Catalogue<E> {
    version: u32,
    rules: Vec<E>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    wants_source: bool,
    summary: String,
    /// In markdown.
    page: String,
    url: String,
}

fn as_json() -> Result<String> {
    let catalogue = Catalogue { version: 1, rules: entries().collect() };
    Ok(json_document(&catalogue)? + "\n")
}

/// What is told of each rule to programs, in the order of the catalogue.
pub(crate) fn entries() -> impl Iterator<Item = impl Serialize> {
    registry().iter().map(|rule| Entry {
        name: rule.name,
        group: rule.group.name(),
        severity: default_of(rule),
        wants_source: rule.wants_source,
        summary: rule.summary(),
        page: rule.readable_page(),
        url: page_address(rule.name),
    })
}

fn as_markdown() -> String {
    let mut text = "| rule | group | default | what it flags |\n| --- | --- | --- | --- |\n".to_owned();
    for rule in Group::ALL.into_iter().flat_map(of_group) {
        let (name, group, severity) = (rule.name, rule.group.name(), default_of(rule));
        let _ = writeln!(text, "| `{name}` | {group} | {severity} | {} |", flags(rule).replace('|', "\\|"));
    }
    text
}
