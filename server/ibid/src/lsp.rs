//! `ibid lsp`: the server, over standard input and output.

use std::process::ExitCode;

use anyhow::Context as _;
use ibid_lsp::Ended;
use ibid_workspace::Environment;

/// Serve an editor over standard input and output
#[derive(clap::Args)]
#[command(after_help = "Editors start this themselves; see editors/ for how to tell them.")]
pub(crate) struct Args {
    /// Taken for editors that always pass it; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves one editor until it leaves.
pub(crate) fn run(_: &Args) -> anyhow::Result<ExitCode> {
    let environment = Environment::of_this_program()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the server cannot be started")?;
    let ended = runtime.block_on(ibid_lsp::serve(tokio::io::stdin(), tokio::io::stdout(), environment));
    // A thread that still reads standard input must not hold the process up.
    runtime.shutdown_background();
    Ok(match ended {
        Ended::Properly => ExitCode::SUCCESS,
        Ended::Abruptly => ExitCode::FAILURE,
    })
}
