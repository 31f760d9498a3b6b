//! The command line: which subcommands there are, and what each is told of itself.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::terminal::Manner;
use crate::{add, check, completions, doctor, eval, explain, index, key, log, lsp, man, report, search};

/// The exit code of a check with findings.
pub(crate) const FINDINGS: u8 = 1;
/// The exit code of a command that could not run.
pub(crate) const COULD_NOT_RUN: u8 = 2;

const EXAMPLES: &str = "\
Examples:
  ibid check essay.md                  hold an essay against its sources
  ibid check --facts essay.md          every fact of it, and whether its source agrees
  ibid report essay.md -o sheet.html   a page to go through it by, claim beside evidence
  ibid search one generation behind    passages of the library in reach of this folder
  ibid add ~/Downloads/*.pdf           into the library, with entries in the bibliography
  ibid explain number-mismatch         what a finding means
  ibid doctor                          what is found here, what is missing, how to mend it
  ibid log                             what was asked of your model, and what it said

A draft is any Markdown or text file. Its library is what lies in reach of it, in its own folder and in those above, up to the root of the project: bibliographies (BibTeX, BibLaTeX, RIS, CSL JSON and YAML, Hayagriva), the files they name, and folders named `sources`.";

/// Reads along while you write from sources: finds the citation, shows the passage behind it, and marks each
/// sentence that its sources do not bear out.
#[derive(Parser)]
#[command(name = "ibid", version, after_help = EXAMPLES, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(flatten)]
    manner: Manner,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Args),
    Report(report::Args),
    Add(add::Args),
    Index(index::Args),
    Search(search::Args),
    Explain(explain::Args),
    Doctor(doctor::Args),
    Eval(eval::Args),
    Key(key::Args),
    Log(log::Args),
    Lsp(lsp::Args),
    Completions(completions::Args),
    Man(man::Args),
    /// Reads one source (ibid itself runs this, in a process of its own, under limits)
    #[command(hide = true)]
    Extract {
        path: PathBuf,
    },
    /// Tells which PDFium is loaded where PDFs need it (ibid itself runs this, in a process of its own)
    #[command(hide = true)]
    PdfLibrary,
}

/// For whom to write.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// For programs: one JSON object a line
    Json,
}

impl Cli {
    /// Does what the arguments say. An error means that it could not run.
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        self.manner.begin();
        match self.command {
            Command::Check(args) => check::run(&args),
            Command::Report(args) => report::run(&args),
            Command::Add(args) => add::run(&args),
            Command::Index(args) => index::run(&args),
            Command::Search(args) => search::run(&args),
            Command::Explain(args) => explain::run(&args),
            Command::Doctor(args) => doctor::run(&args),
            Command::Eval(args) => eval::run(&args),
            Command::Key(args) => key::run(&args),
            Command::Log(args) => log::run(&args),
            Command::Lsp(args) => lsp::run(&args),
            Command::Completions(args) => completions::run(&args),
            Command::Man(args) => man::run(&args),
            Command::Extract { path } => Ok(ibid_sources::child::main(&path)),
            Command::PdfLibrary => Ok(ibid_sources::child::tell_pdf_library()),
        }
    }
}

#[cfg(test)]
mod tests;
