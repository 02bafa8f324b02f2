//! Copydesk: a language server and linter for journalists' drafts. This file only starts the command line.

mod cli;
mod lsp;

fn main() -> std::process::ExitCode {
    cli::main()
}
