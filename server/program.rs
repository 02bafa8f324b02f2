//! The program: one variant a command, and which part of it answers.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::cli::{
    self, Status, check, explain, init, inspect, manual, report, roster, settings, sheet, words,
};
use crate::lsp;

/// Copydesk reads drafts as a copy editor does: who says so, how good is the source, is every name spelled one way.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Start with `copydesk check story.md`; `copydesk help check` tells the rest.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to colour what is printed
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 100)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check drafts and say what a copy editor would stop at
    Check(check::Arguments),
    /// Print what was understood of drafts, as JSON
    Inspect(inspect::Arguments),
    /// Write a page that shows who says what in drafts, and how good the sources are
    Report(report::Arguments),
    /// Write a sheet of everything to look up in drafts, to tick off and to write on
    Sheet(sheet::Arguments),
    /// Explain a rule: what it flags, why, and what is better; or why it spoke on a line, or kept silent
    Explain(explain::ExplainArguments),
    /// List all rules
    Rules(explain::RulesArguments),
    /// Write a copydesk.toml with comments into the current folder
    Init,
    /// Check, import or export the newsroom's list of actors
    Roster(roster::Arguments),
    /// Check or import the newsroom's list of words: those it avoids, and what stands there instead
    Words(words::Arguments),
    /// Show which settings apply to a draft, and why
    Config(settings::Arguments),
    /// Print what completes commands in a shell
    Completions(manual::CompletionsArguments),
    /// Print the manual page
    Man,
    /// Serve an editor: the language server, on standard input and output
    Lsp(lsp::Arguments),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    // Help, version and usage errors end the process here, the last with status 2.
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let cli = Cli::try_parse_from(&arguments).or_else(|error| match as_check(&arguments) {
        Some(meant) => Cli::try_parse_from(meant),
        None => Err(error),
    });
    let cli = cli.unwrap_or_else(|error| error.exit());
    match cli.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
    let outcome = match &cli.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Inspect(arguments) => inspect::run(arguments),
        Command::Report(arguments) => report::run(arguments),
        Command::Sheet(arguments) => sheet::run(arguments),
        Command::Explain(arguments) => explain::explain(arguments),
        Command::Rules(arguments) => explain::rules(arguments),
        Command::Init => init::run(),
        Command::Roster(arguments) => roster::run(arguments),
        Command::Words(arguments) => words::run(arguments),
        Command::Config(arguments) => settings::run(arguments),
        Command::Completions(arguments) => manual::completions(arguments, Cli::command()),
        Command::Man => manual::page(Cli::command()),
        Command::Lsp(arguments) => lsp::run(arguments).map(|clean| match clean {
            true => Status::Clean,
            false => Status::Findings,
        }),
    };
    let status = outcome.unwrap_or_else(|error| {
        cli::complain(&format!("{error:#}"));
        Status::Failure
    });
    ExitCode::from(status as u8)
}

/// `copydesk story.md` as it is meant: `copydesk check story.md`. `None` where a command is named, or no draft.
fn as_check(arguments: &[OsString]) -> Option<Vec<OsString>> {
    let (program, rest) = arguments.split_first()?;
    let named = |word: &&OsString| *word == "-" || !word.to_string_lossy().starts_with('-');
    let first = rest.iter().find(named)?;
    let command = Cli::command();
    let is_command = command.get_subcommands().any(|command| first == command.get_name()) || first == "help";
    // No command has a dot or a slash.
    let is_path = Path::new(first).exists() || first == "-" || first.to_string_lossy().contains(['.', '/']);
    let meant = || [program.clone(), "check".into()].into_iter().chain(rest.iter().cloned()).collect();
    (!is_command && is_path).then(meant)
}
