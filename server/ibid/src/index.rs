//! `ibid index`: reads new and changed sources now.

use std::process::ExitCode;

use ibid_evidence::{SourceFile, SourceState};
use ibid_library::Index;
use ibid_report::Context;

use crate::libraries::{self, Library};
use crate::terminal::Output;

/// Read new and changed sources in reach of this folder into the index now
#[derive(clap::Args)]
#[command(after_help = "Editors and the other commands do this by themselves; here one can wait for it.")]
pub(crate) struct Args {
    /// Say how much is in the index, and where it stands
    #[arg(long)]
    stats: bool,
}

/// Reads the library and says what there is; what could not be read, by name and reason.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (here, _, library) = libraries::read_here()?;
    let mut output = Output::new();
    output.line(&counts(&library))?;
    for (source, reason) in unreadable(&library, &Context::new(&here)) {
        output.line(&format!("{source}: {reason}"))?;
    }
    if args.stats {
        output.write(&stats(&library)?)?;
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// "6 sources read, 1 could not be".
pub(crate) fn counts(library: &Library) -> String {
    let sources = library.known.shelf.sources();
    let read = sources.iter().filter(|source| matches!(source.state, SourceState::Read(_))).count();
    let not = sources.len() - read;
    let counts = format!("{read} {} read", if read == 1 { "source" } else { "sources" });
    if not == 0 { counts } else { format!("{counts}, {not} could not be") }
}

/// The sources that could not be read, as they are told, and why.
pub(crate) fn unreadable(library: &Library, context: &Context) -> Vec<(String, String)> {
    let told = |source: &SourceFile| match &source.state {
        SourceState::Unreadable(reason) => {
            // The file's name comes before the reason already.
            let twice = format!("cannot read {}: ", source.path.display());
            let reason = reason.strip_prefix(&twice).unwrap_or(reason);
            Some((context.told(&source.path), ibid_report::one_line(reason)))
        }
        _ => None,
    };
    library.known.shelf.sources().iter().filter_map(told).collect()
}

fn stats(library: &Library) -> anyhow::Result<String> {
    if library.known.searcher.is_none() {
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
