//! `ibid index`: reads new and changed sources now.

mod watch;

use std::process::ExitCode;

use ibid_evidence::{SourceFile, SourceState};
use ibid_library::Index;
use ibid_report::Context;
use ibid_workspace::{Effort, Known};

use crate::libraries::{self, Library};
use crate::terminal::Output;

/// Read new and changed sources in reach of this folder into the index now
#[derive(clap::Args)]
#[command(after_help = "Editors and the other commands do this by themselves; here one can wait for it.")]
pub(crate) struct Args {
    /// Say how much is in the index, and where it stands
    #[arg(long)]
    stats: bool,
    /// Stay, read what changes, and tell of each change in a line, until Ctrl-C
    #[arg(long, conflicts_with = "stats")]
    watch: bool,
}

/// Reads the library and says what there is; what could not be read, by name and reason.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.watch {
        return watch::run();
    }
    let (here, _, library) = libraries::read_here(Effort::Full)?;
    let mut output = Output::new();
    output.line(&counts(&library.known))?;
    for (source, reason) in unreadable(&library.known, &Context::new(&here)) {
        output.line(&format!("{source}: {reason}"))?;
    }
    if args.stats {
        output.write(&stats(&library)?)?;
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// "6 sources read, 1 could not be".
pub(crate) fn counts(known: &Known) -> String {
    let sources = known.shelf.sources();
    let read = sources.iter().filter(|source| matches!(source.state, SourceState::Read(_))).count();
    let not = sources.len() - read;
    let counts = format!("{read} {} read", if read == 1 { "source" } else { "sources" });
    if not == 0 { counts } else { format!("{counts}, {not} could not be") }
}

/// The sources that could not be read, as they are told, and why.
pub(crate) fn unreadable(known: &Known, context: &Context) -> Vec<(String, String)> {
    let told = |source: &SourceFile| Some((context.told(&source.path), reason(source)?));
    known.shelf.sources().iter().filter_map(told).collect()
}

/// Why `source` could not be read, in one line; `None` where it could.
fn reason(source: &SourceFile) -> Option<String> {
    let SourceState::Unreadable(reason) = &source.state else { return None };
    // The file's name comes before the reason already.
    let twice = format!("cannot read {}: ", source.path.display());
    Some(ibid_report::one_line(reason.strip_prefix(&twice).unwrap_or(reason)))
}

fn stats(library: &Library) -> anyhow::Result<String> {
    if library.known.shelf.searchers().is_empty() {
        return Ok("no index: there is no source to search\n".to_owned());
    }
    let stats = Index::open(&library.index)?.index.stats()?;
    let megabytes = stats.bytes as f64 / 1_000_000.0;
    let tongues = stats.tongues.iter().map(|(tongue, passages)| format!("{} {passages}", tongue.code()));
    Ok(format!(
        "sources   {}\npassages  {}\nlanguages {}\non disk   {megabytes:.1} MB\nindex     {}\n",
        stats.sources,
        stats.passages,
        tongues.collect::<Vec<_>>().join(", "),
        library.index.display()
    ))
}
