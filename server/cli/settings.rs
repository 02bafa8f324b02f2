//! `copydesk config`: what applies to a draft and why, so that nobody has to guess.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use copydesk_desk::{Config, Genre, Origin, RuleSelection, Settings, registry};
use copydesk_project::{Applied, FILE_NAME, FileProblem, Found, Project, Projects, find, name_of};
use copydesk_text::{Places, mark_length};

use super::Status;
use super::choices::ConfigChoice;
use super::findings::analyse;
use super::formats::text;
use super::names::escaped;
use super::output::{self, QUIET, STRONG, severity_style};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The draft; it need not exist yet [default: a draft in the current folder]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigChoice,
}

/// Prints the configuration in use, what the draft is taken for, how strictly it is read, and each rule's severity, with their origins.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    let mut projects = Projects::new(&arguments.config.choice());
    let path = match &arguments.path {
        Some(path) if path.is_dir() => path.join("draft.md"),
        Some(path) => path.clone(),
        None => PathBuf::from("draft.md"),
    };
    let applied = projects.of(&path);
    let project = &applied.project;
    let there = arguments.path.as_ref().filter(|path| path.is_file());
    let read = there.and_then(|path| match read(path, &applied, &mut projects) {
        Ok(read) => read,
        Err(problem) => {
            projects.problems.push(problem);
            None
        }
    });
    let taken = read.as_ref().map(|(_, taken)| *taken);
    let settings = read.map_or_else(|| applied.settings(&RuleSelection::default()), |(settings, _)| settings);
    let width = registry().iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    output::write_styled(None, |out| {
        match &project.path {
            Some(file) => writeln!(out, "configuration: {}", escaped(&name_of(file)))?,
            None => {
                writeln!(out, "configuration: none found, so the defaults apply; `copydesk init` writes one")?
            }
        }
        if let Some(style) = settings.house_style() {
            writeln!(out, "house style: {}", style.name())?;
        }
        if applied.excludes() {
            let patterns = project.config.excluded_patterns().join(", ");
            let patterns = escaped(&patterns);
            writeln!(out, "excluded: yes, unless it is named ({patterns})")?;
        }
        let from = |said, otherwise: &str| match said {
            Origin::Rule => format!(" ({otherwise})"),
            said => format!(", from {}", origin(project, said, "")),
        };
        match (settings.genre(), taken) {
            (Some(genre), _) => {
                writeln!(out, "genre: {}{}", genre.name(), from(settings.genre_origin(), "default"))?
            }
            (None, Some(taken)) => {
                writeln!(out, "genre: {} (as the draft reads; nothing says what it is)", taken.name())?
            }
            (None, None) => writeln!(out, "genre: as each draft reads (nothing says what they are)")?,
        }
        let from = from(settings.strictness_origin(), "default");
        writeln!(out, "strictness: {}{from}", settings.strictness().name())?;
        let words = settings.single_source_words();
        let usual = if words == Config::DEFAULT_SINGLE_SOURCE_WORDS { " (default)" } else { "" };
        writeln!(out, "single-source: from {words} words on{usual}\n")?;
        writeln!(out, "{STRONG}{:width$}  severity  from{STRONG:#}", "rule")?;
        for rule in registry() {
            let severity = settings.severity(rule.name);
            let style = severity.map_or(QUIET, severity_style);
            let word = severity.map_or("off", |severity| severity.name());
            let origin = origin(project, settings.origin(rule.name), " (rules)");
            writeln!(out, "{:width$}  {style}{word:8}{style:#}  {origin}", rule.name)?;
        }
        let own = if taken.is_some() { "comments come" } else { "front matter and comments come" };
        writeln!(out, "\n{QUIET}A draft's own {own} on top.{QUIET:#}")
    })?;
    text::complain(&projects.problems);
    Ok(if projects.problems.is_empty() { Status::Clean } else { Status::Failure })
}

/// What applies to a draft that is there, with its front matter, and what it is taken for.
fn read(
    path: &Path,
    applied: &Applied,
    projects: &mut Projects,
) -> Result<Option<(Settings, Genre)>, FileProblem> {
    let draft = match find(&[path.to_owned()], None, projects).into_iter().next() {
        Some(Found::Draft(draft)) => draft,
        Some(Found::Problem(problem)) => return Err(problem),
        Some(Found::Folder(_) | Found::PassedOver(_)) | None => return Ok(None),
    };
    let text = draft.read()?.text;
    let settings = applied.settings(&RuleSelection::default());
    let analysis = analyse(&text[mark_length(&text)..], draft.dialect());
    let taken = analysis.facts(&settings).genre.unwrap_or(Genre::News);
    Ok(Some((settings.with_front_matter(&analysis.front_matter()), taken)))
}

/// Where something comes from; `table` is what stands behind a line of the configuration that is no override.
pub(super) fn origin(project: &Project, origin: Origin, table: &str) -> String {
    match origin {
        Origin::Rule => "default".to_owned(),
        Origin::CommandLine => "the command line".to_owned(),
        Origin::FrontMatter => "the draft's front matter".to_owned(),
        Origin::Configuration { at, overriding } => {
            let at = mark_length(&project.text) + usize::from(at);
            let line = Places::new(&project.text).place(at).line;
            let file = project.path.as_deref().unwrap_or(FILE_NAME.as_ref());
            let table = if overriding { " (overrides)" } else { table };
            format!("{}:{line}{table}", escaped(&name_of(file)))
        }
    }
}
