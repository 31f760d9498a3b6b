//! `ibid key NAME`: a key from standard input into the system's keyring. Never shows it, and takes it from nowhere
//! that others can see.

use std::io::{self, BufRead, IsTerminal, Read};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use console::Term;
use ibid_llm::KeySource;

use crate::terminal::{self, Output};

/// Keep the key of your model's endpoint in the system's keyring
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  ibid key openai              asks for the key and does not show it\n  pass openai | ibid key openai\n\nThe key is read from standard input, never from the command line."
)]
pub(crate) struct Args {
    /// A short name of your choice for it
    #[arg(value_name = "NAME")]
    name: String,
    /// A key given here by mistake: taken, so that no message repeats it
    #[arg(hide = true)]
    more: Vec<String>,
}

/// The longest name.
const MOST_NAME: usize = 32;
/// Most bytes read of what should be a key.
const MOST_KEY: u64 = 16 << 10;

/// Keeps the key, and says how to use it.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if !args.more.is_empty() || !is_name(&args.name) {
        bail!(
            "NAME is one short word of your choice, as `openai` (letters, digits, `-`, `_`); the key itself is \
             asked for, since others can see what stands on a command line. If you typed it there, make a new one."
        );
    }
    let key = if io::stdin().is_terminal() { ask(&args.name)? } else { piped()? };
    if key.trim().is_empty() {
        bail!("no key was given, and nothing is kept");
    }
    KeySource::Keyring(args.name.clone()).keep(&key)?;
    terminal::note("the key is kept. Put this line into your own config.toml, above any line in [brackets]:");
    let mut output = Output::new();
    output.line(&format!("key = \"keyring:{}\"", args.name))?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Whether it may be shown: a key, which is longer or begins as keys do, must not be.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (1..=MOST_NAME).contains(&name.len()) && name.chars().all(is_plain) && !name.starts_with("sk-")
}

/// Asks for the key without showing it.
fn ask(name: &str) -> anyhow::Result<String> {
    let terminal = Term::stderr();
    if !terminal.is_term() {
        bail!("standard error is no terminal on which to ask for the key");
    }
    terminal.write_str(&format!("The key for {name} (not shown as you type or paste it): "))?;
    terminal.read_secure_line().context("the key cannot be read")
}

/// The first line of standard input.
fn piped() -> anyhow::Result<String> {
    let mut line = Vec::new();
    io::stdin().lock().take(MOST_KEY).read_until(b'\n', &mut line).context("the key cannot be read")?;
    // What the fault would repeat is the key.
    String::from_utf8(line).ok().context("the key is no text")
}
