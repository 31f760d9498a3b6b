//! `ibid man FOLDER`: the manual's pages, made from what the command line says of itself.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use ibid_workspace::write_whole;

use crate::cli::Cli;

/// Write the manual's pages, one a command
#[derive(clap::Args)]
#[command(after_help = "Example:\n  ibid man ~/.local/share/man/man1   then: man ibid-check")]
pub(crate) struct Args {
    /// The folder for them, made where there is none
    folder: PathBuf,
}

/// Writes `ibid.1`, `ibid-check.1` and so on.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folder = args.folder.display();
    std::fs::create_dir_all(&args.folder).with_context(|| format!("{folder}: cannot be made"))?;
    let mut program = Cli::command().disable_help_subcommand(true);
    // Gives the subcommands the names that their pages go by.
    program.build();
    let subcommands = program.get_subcommands().filter(|command| !command.is_hide_set()).cloned();
    for command in subcommands.chain([program.clone()]) {
        let (name, page) = page(command)?;
        write_whole(&args.folder.join(&name), &page)
            .with_context(|| format!("{folder}: {name} cannot be written"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The name of `command`'s page, and the page.
fn page(mut command: Command) -> anyhow::Result<(String, Vec<u8>)> {
    let examples = command.get_after_help().map(ToString::to_string);
    command = command.after_help(None);
    let man = Man::new(command).source(concat!("ibid ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render(&mut page)?;
    if let Some(examples) = examples {
        as_it_stands(&examples).to_writer(&mut page)?;
    }
    Ok((man.get_filename(), page))
}

/// What help ends with: sentences are filled, and lines set in, as examples are, are kept.
fn as_it_stands(text: &str) -> Roff {
    let mut section = Roff::new();
    section.control("SH", ["EXAMPLES"]);
    for line in text.lines() {
        match line {
            "" => section.control("PP", []),
            line if line.starts_with(' ') => section.control("nf", []).text([roman(line)]).control("fi", []),
            line => section.text([roman(line)]),
        };
    }
    section
}
