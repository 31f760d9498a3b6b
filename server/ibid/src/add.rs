//! `ibid add FILE…`: puts files into the library, each with an entry in the bibliography.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use ibid_evidence::{Shelf, SourceFile, SourceState};
use ibid_references::NewEntry;
use ibid_report::Context;
use ibid_sources::ContentHash;
use ibid_workspace::roles::is_source_format;
use ibid_workspace::{SETTINGS_FILE, enter, write_whole};

use crate::check::group::{self, Group};
use crate::drafts;
use crate::libraries::{self, Libraries, Library, Open, Project};
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
    let mut growing = Growing::open(&here)?;
    let mut output = Output::new();
    for file in &args.files {
        let said = growing
            .add(&here, &here.join(file))
            .with_context(|| format!("{} was not added", file.display()))?;
        output.line(&said)?;
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The library in reach of a folder, to which files are added.
struct Growing {
    libraries: Libraries,
    project: Project,
    /// The drafts that have this library: what they point to stays in its index.
    drafts: Option<Group>,
    open: Open,
}

impl Growing {
    /// The library in reach of `here`.
    fn open(here: &Path) -> anyhow::Result<Growing> {
        let mut libraries = Libraries::new()?;
        let project = libraries.project_of_folder(here);
        // Below a folder that is too wide, nobody has such drafts.
        let drafts = drafts::candidates(&[], &project.root.path).unwrap_or_default();
        let (groups, _) = group::groups(drafts, &mut libraries);
        let drafts = groups.into_iter().find(|group| group.project.reach == project.reach);
        let open = libraries.open(&project);
        Ok(Growing { libraries, project, drafts, open })
    }

    /// Adds the file at `path`; what became of it, told as seen from `here`. On a failure nothing is left of it.
    fn add(&mut self, here: &Path, path: &Path) -> anyhow::Result<String> {
        let bytes = std::fs::read(path)?;
        if !is_source_format(path) {
            bail!("ibid reads no files of this kind");
        }
        let told = |path: &Path| Context::new(here).told(path);
        let before = self.read(None)?;
        if let Some(same) = same_content(&before.known.shelf, &ContentHash::of(&bytes)) {
            let owner = before.known.shelf.owner_of(&same.path).map(|owner| format!(" (@{})", owner.key));
            return Ok(format!(
                "{} is there already: {}{}",
                told(path),
                told(&same.path),
                owner.unwrap_or_default()
            ));
        }
        let copy = free_name(&self.folder(), path);
        std::fs::create_dir_all(self.folder())?;
        write_whole(&copy, &bytes)?;
        self.describe(&copy).map_or_else(
            |fault| {
                // Whole or not at all.
                let _ = std::fs::remove_file(&copy);
                Err(fault)
            },
            |(bibliography, entry)| {
                let fields: Vec<&str> = entry.fields.iter().map(|(name, _)| *name).chain(["file"]).collect();
                if !self.project.reach.bibliographies.contains(&bibliography) {
                    // What is made just now is in reach from now on.
                    *self = Growing::open(here)?;
                }
                let (copy, bibliography) = (told(&copy), told(&bibliography));
                Ok(format!("{copy} is @{} in {bibliography}: {}", entry.key, fields.join(", ")))
            },
        )
    }

    /// Where the copies go.
    fn folder(&self) -> PathBuf {
        let first = self.project.reach.sources.first();
        first.cloned().unwrap_or_else(|| self.project.root.path.join("sources"))
    }

    /// The library as it is now, with a source that was `copied` just now.
    fn read(&mut self, copied: Option<&Path>) -> anyhow::Result<Library> {
        let drafts = self.drafts.as_ref();
        self.open.read(&|references| {
            let mut pointed = drafts.map(|drafts| drafts.pointed(references)).unwrap_or_default();
            pointed.files.extend(copied.map(Path::to_owned));
            pointed
        })
    }

    /// Writes an entry for the source at `copy` into the nearest bibliography.
    fn describe(&mut self, copy: &Path) -> anyhow::Result<(PathBuf, NewEntry)> {
        if self.project.reach.sources.is_empty() {
            // A folder of sources counts beside a bibliography.
            self.project.reach.sources.push(self.folder());
            self.open = self.libraries.open(&self.project);
        }
        let Library { known, .. } = self.read(Some(copy))?;
        let shelf = &known.shelf;
        let Some(source) = shelf.text(copy) else {
            let state = shelf.sources().iter().find(|source| source.path == copy).map(|source| &source.state);
            match state {
                Some(SourceState::Unreadable(reason)) => bail!("{reason}"),
                _ => bail!("it could not be read"),
            }
        };
        let entry = ibid_features::described(shelf, &source);
        let bibliography = self.bibliography()?;
        enter(&bibliography, &entry, copy)
            .with_context(|| format!("{} cannot be written", bibliography.display()))?;
        Ok((bibliography, entry))
    }

    /// The nearest bibliography that can be written.
    fn bibliography(&self) -> anyhow::Result<PathBuf> {
        let all = &self.project.reach.bibliographies;
        let is_bib = |path: &&PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("bib"));
        match all.iter().find(is_bib) {
            Some(nearest) => Ok(nearest.clone()),
            None if all.is_empty() => Ok(self.project.root.path.join("library.bib")),
            None => bail!(
                "no bibliography here is a .bib file, the only kind that ibid writes; or name one in {SETTINGS_FILE}"
            ),
        }
    }
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
