//! `copydesk completions` and `copydesk man`: made from the same description of the command line that reads it.

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::Shell;

use super::{Status, output};

#[derive(Debug, Args)]
#[command(
    after_help = "For instance: copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk"
)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints a shell's completions.
pub(crate) fn completions(arguments: &CompletionsArguments, mut command: Command) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "copydesk", &mut script);
    output::write_data(None, |out| out.write_all(&script))?;
    Ok(Status::Clean)
}

/// Prints the manual page, and behind it that of each command.
pub(crate) fn page(mut command: Command) -> Result<Status> {
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for part in command.get_subcommands().filter(|part| !part.is_hide_set() && part.get_name() != "help") {
        let man = clap_mangen::Man::new(part.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    output::write_data(None, |out| out.write_all(&page))?;
    Ok(Status::Clean)
}
