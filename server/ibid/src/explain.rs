//! `ibid explain CODE`: the page of a code.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use ibid_check::Code;
use ibid_report::pages;

use crate::terminal::Output;

/// Say what a finding means: what it flags, what it does not, how to set or silence it
#[derive(clap::Args)]
#[command(after_help = "Example:\n  ibid explain number-mismatch")]
pub(crate) struct Args {
    /// The code, as it stands in brackets after a finding's severity
    #[arg(value_parser = PossibleValuesParser::new(Code::ALL.map(Code::as_str)))]
    code: String,
}

/// Prints the page.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let code = Code::parse(&args.code).context("no such code")?;
    let mut output = Output::new();
    output.write(pages::page(code))?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}
