//! `ibid log`: what was asked of models, and what they said.

use std::num::NonZeroUsize;
use std::process::ExitCode;

use ibid_llm::{Log, LogEntry};
use ibid_report::{human, json};
use ibid_workspace::Environment;

use crate::cli::Format;
use crate::terminal::{self, Output};

/// Show what was asked of your model, and what it said; newest last
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  ibid log --limit 1       the last request\n  ibid log --format json   one JSON object a line\n\nThe log is kept on this machine only. Every request of ibid's to a model is in it; no key is."
)]
pub(crate) struct Args {
    /// How many requests at most
    #[arg(long, value_name = "N", default_value = "20")]
    limit: NonZeroUsize,
    /// For whom to write
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Prints the last requests.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let entries = entries(&Environment::of_this_program()?, args.limit.get())?;
    let mut output = Output::new();
    for entry in &entries {
        match args.format {
            Format::Human => output.write(&human::request(output.look, entry))?,
            Format::Json => output.line(&json::request(entry))?,
        }
    }
    output.finish()?;
    if entries.is_empty() {
        terminal::note("no request was made to a model yet");
    }
    Ok(ExitCode::SUCCESS)
}

/// The last requests. To look makes no log where there is none.
fn entries(environment: &Environment, limit: usize) -> anyhow::Result<Vec<LogEntry>> {
    match environment.requests.as_deref().filter(|file| file.exists()) {
        Some(file) => Ok(Log::open(file)?.entries(limit)),
        None => Ok(Vec::new()),
    }
}
