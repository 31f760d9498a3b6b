//! `ibid search QUERY`: passages of the library.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use ibid_features::Search;
use ibid_report::{Context, human, json};
use ibid_workspace::{Effort, paths};

use crate::cli::Format;
use crate::libraries;
use crate::terminal::{self, Output};

/// Search the library in reach of this folder for passages, best first
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  ibid search one generation behind\n  ibid search --limit 3 --format json 单芯片 落后\n  ibid search --citekey ren2025 --language zh 芯片\n\nA query is plain words; there is no query language. They are looked for in the text, and in title, author and year."
)]
pub(crate) struct Args {
    /// Plain words, in any language
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// How many passages at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Only sources of this reference (may be given again)
    #[arg(long, value_name = "CITEKEY")]
    citekey: Vec<String>,
    /// Only sources below this folder, or this file
    #[arg(long = "in", value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Only passages in this language, by its code, as "en" or "zh"
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// For whom to write
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Prints the passages.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (here, project, library) = libraries::read_here(Effort::Quick)?;
    let search = Search {
        query: args.query.join(" "),
        limit: args.limit,
        citekeys: args.citekey.iter().map(|key| key.trim_start_matches('@').to_owned()).collect(),
        folder: args.folder.as_ref().map(|folder| paths::normal(&here.join(folder))),
        language: args.language.clone(),
    };
    let found = ibid_features::search(&library.known.shelf, &search).map_err(|fault| anyhow!(fault))?;
    let mut output = Output::new();
    match args.format {
        Format::Human => {
            let context = Context::new(&here);
            for found in &found {
                output.write(&human::hit(&context, output.look, &found.evidence, &found.words))?;
            }
        }
        Format::Json => {
            let context = Context::new(&project.root.path);
            for found in &found {
                output.line(&json::hit(&context, &found.evidence, found.score))?;
            }
        }
    }
    output.finish()?;
    if found.is_empty() {
        terminal::note("no passage has any of these words");
    }
    Ok(ExitCode::SUCCESS)
}
