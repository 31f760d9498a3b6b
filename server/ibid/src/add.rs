//! `ibid add FILE…`: puts files into the library, each with an entry in the bibliography.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use ibid_evidence::{Shelf, SourceFile, SourceState};
use ibid_references::NewEntry;
use ibid_report::Context;
use ibid_sources::ContentHash;
use ibid_workspace::roles::is_source_format;
use ibid_workspace::{Pointed, SETTINGS_FILE, enter, write_whole};

use crate::libraries::{self, Libraries, Library, Project};
use crate::terminal::Output;

/// Add files to the library: each is copied into the sources folder, and described in the bibliography
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  ibid add ~/Downloads/*.pdf\n\nAn entry says what the file says of itself (title, authors, date, DOI, address), and nothing else. What the library has already is not added twice."
)]
pub(crate) struct Args {
    /// Files to add
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Adds each file, and says what became of it.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let here = libraries::current_folder()?;
    let mut output = Output::new();
    for file in &args.files {
        let said =
            add(&here, &here.join(file)).with_context(|| format!("{} was not added", file.display()))?;
        output.line(&said)?;
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Adds the file at `path` to the library in reach of `here`; what became of it. On a failure nothing is left of it.
fn add(here: &Path, path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path)?;
    if !is_source_format(path) {
        bail!("ibid reads no files of this kind");
    }
    let mut libraries = Libraries::new()?;
    let mut project = libraries.project_of_folder(here);
    let told = |path: &Path| Context::new(here).told(path);
    let folder = project.reach.sources.first().cloned().unwrap_or_else(|| project.root.path.join("sources"));
    let before = libraries.read(&project, &|_| Pointed::default())?;
    if let Some(same) = same_content(&before.known.shelf, &ContentHash::of(&bytes)) {
        let owner = before.known.shelf.owner_of(&same.path).map(|owner| format!(" (@{})", owner.key));
        return Ok(format!(
            "{} is there already: {}{}",
            told(path),
            told(&same.path),
            owner.unwrap_or_default()
        ));
    }
    let copy = free_name(&folder, path);
    std::fs::create_dir_all(&folder)?;
    write_whole(&copy, &bytes)?;
    if project.reach.sources.is_empty() {
        // A folder of sources counts beside a bibliography.
        project.reach.sources.push(folder);
    }
    describe(&libraries, &project, &copy).map_or_else(
        |fault| {
            // Whole or not at all.
            let _ = std::fs::remove_file(&copy);
            Err(fault)
        },
        |(bibliography, entry)| {
            let fields: Vec<&str> = entry.fields.iter().map(|(name, _)| *name).chain(["file"]).collect();
            Ok(format!("{} is @{} in {}: {}", told(&copy), entry.key, told(&bibliography), fields.join(", ")))
        },
    )
}

fn same_content<'a>(shelf: &'a Shelf, hash: &ContentHash) -> Option<&'a SourceFile> {
    shelf.sources().iter().find(|source| matches!(&source.state, SourceState::Read(known) if known == hash))
}

/// A name in `folder` for a copy of the file at `path` that no file has: its own, or with a number.
fn free_name(folder: &Path, path: &Path) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    let numbered = (2..).map(|number| format!("{stem}-{number}.{extension}"));
    let mut names = std::iter::once(format!("{stem}.{extension}")).chain(numbered);
    names
        .find_map(|name| Some(folder.join(name)).filter(|path| !path.exists()))
        .unwrap_or_else(|| folder.join(&stem))
}

/// Writes an entry for the source at `copy` into the nearest bibliography.
fn describe(libraries: &Libraries, project: &Project, copy: &Path) -> anyhow::Result<(PathBuf, NewEntry)> {
    let Library { known, .. } =
        libraries.read(project, &|_| Pointed { files: vec![copy.to_owned()], ..Pointed::default() })?;
    let shelf = &known.shelf;
    let Some(source) = shelf.text(copy) else {
        let state = shelf.sources().iter().find(|source| source.path == copy).map(|source| &source.state);
        match state {
            Some(SourceState::Unreadable(reason)) => bail!("{reason}"),
            _ => bail!("it could not be read"),
        }
    };
    let entry = ibid_features::described(shelf, &source);
    let is_bib = |path: &&PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("bib"));
    let nearest = project.reach.bibliographies.iter().find(is_bib).cloned();
    let bibliography = match nearest {
        Some(bibliography) => bibliography,
        None if project.reach.bibliographies.is_empty() => project.root.path.join("library.bib"),
        None => bail!(
            "no bibliography here is a .bib file, the only kind that ibid writes; or name one in {SETTINGS_FILE}"
        ),
    };
    enter(&bibliography, &entry, copy)
        .with_context(|| format!("{} cannot be written", bibliography.display()))?;
    Ok((bibliography, entry))
}
