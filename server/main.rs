//! Copydesk: a language server and linter for journalists' drafts. This file only starts the command line.

fn main() -> std::process::ExitCode {
    copydesk::main()
}
