//! `ibid search QUERY`: passages of the library.

use std::process::ExitCode;

use ibid_evidence::{Evidence, Shelf};
use ibid_library::Hit;
use ibid_report::{Context, human, json};

use crate::cli::Format;
use crate::libraries;
use crate::terminal::{self, Output};

/// Search the library in reach of this folder for passages, best first
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  ibid search one generation behind\n  ibid search --limit 3 --format json 单芯片 落后\n\nA query is plain words; there is no query language."
)]
pub(crate) struct Args {
    /// Plain words, in any language
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// How many passages at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// For whom to write
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Prints the passages.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (here, project, library) = libraries::read_here()?;
    let known = library.known;
    let hits = known.shelf.search(&args.query.join(" "), args.limit);
    let mut output = Output::new();
    match args.format {
        Format::Human => {
            let context = Context::new(&here);
            for hit in &hits {
                output.write(&human::hit(&context, output.look, &evidence(&known.shelf, hit)))?;
            }
        }
        Format::Json => {
            let context = Context::new(&project.root.path);
            for hit in &hits {
                output.line(&json::hit(&context, &evidence(&known.shelf, hit), hit.score))?;
            }
        }
    }
    output.finish()?;
    if hits.is_empty() {
        terminal::note("no passage has any of these words");
    }
    Ok(ExitCode::SUCCESS)
}

/// The passage with its reference, and its page as the reference counts it.
fn evidence(shelf: &Shelf, hit: &Hit) -> Evidence {
    let source = shelf.text(&hit.path).filter(|source| source.text.hash == hit.hash);
    source.map(|source| source.evidence(hit.span)).unwrap_or_else(|| Evidence {
        source: hit.path.clone(),
        span: Some(hit.span),
        reference: None,
        place: hit.place.clone(),
        quote: hit.text.clone(),
    })
}
