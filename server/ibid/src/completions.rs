//! `ibid completions SHELL`: what a shell completes after `ibid`.

use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::terminal::Output;

const AFTER_HELP: &str = "\
Examples:
  bash         ibid completions bash > ~/.local/share/bash-completion/completions/ibid
  zsh          ibid completions zsh > ~/.zfunc/_ibid, with `fpath+=~/.zfunc` above `compinit` in ~/.zshrc
  fish         ibid completions fish > ~/.config/fish/completions/ibid.fish
  PowerShell   ibid completions powershell >> $PROFILE
  Elvish       ibid completions elvish > ~/.config/elvish/lib/ibid.elv, with `use ibid` in rc.elv";

/// Write what your shell completes after `ibid`
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the shell's own script.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut shown(), "ibid", &mut script);
    let mut output = Output::new();
    output.write(&String::from_utf8(script)?)?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The command line without what ibid runs for itself, which the shells' scripts would offer.
fn shown() -> Command {
    let program = Cli::command();
    let subcommands = program.get_subcommands().filter(|command| !command.is_hide_set());
    let arguments = program.get_arguments().filter(|argument| !argument.is_hide_set());
    Command::new("ibid")
        .version(env!("CARGO_PKG_VERSION"))
        .args(arguments.cloned())
        .subcommands(subcommands.cloned())
}
