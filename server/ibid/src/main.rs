//! The binary: arguments in, exit code out.

mod add;
mod check;
mod cli;
mod completions;
mod doctor;
mod drafts;
mod eval;
mod explain;
mod index;
mod key;
mod libraries;
mod log;
mod lsp;
mod man;
mod model;
mod report;
mod search;
mod terminal;

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(code) => code,
        // Whoever read the output has seen enough.
        Err(fault) if is_broken_pipe(&fault) => ExitCode::SUCCESS,
        Err(fault) => {
            terminal::fault(&format!("{fault:#}"));
            ExitCode::from(cli::COULD_NOT_RUN)
        }
    }
}

fn is_broken_pipe(fault: &anyhow::Error) -> bool {
    let io = fault.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
}
