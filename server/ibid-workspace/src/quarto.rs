//! What a Quarto project says of bibliographies: `_metadata.yml` in a draft's folder and those above it, and the
//! project's `_quarto.yml`.

use std::path::{Path, PathBuf};

use ibid_references::named_in_metadata;

use crate::files::read_text;
use crate::paths;

/// The names of a Quarto folder's and a Quarto project's metadata.
const FOLDER: [&str; 2] = ["_metadata.yml", "_metadata.yaml"];
const PROJECT: [&str; 2] = ["_quarto.yml", "_quarto.yaml"];

/// A bibliography that a Quarto file names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// As written.
    pub(crate) name: String,
    /// Where that is, absolute.
    pub(crate) path: PathBuf,
}

/// The bibliographies that Quarto's files in `folders` (a draft's own first, up to its root) name, the one that
/// counts most first: the nearest file, and of its list the last.
pub(crate) fn bibliographies(folders: &[&Path]) -> Vec<Named> {
    let project = folders.iter().position(|folder| is_project(folder));
    let within = &folders[..project.map_or(folders.len(), |at| at + 1)];
    let top = within.last().copied().unwrap_or(Path::new("/"));
    let of_folders = within.iter().filter_map(|folder| Some((*folder, first_of(folder, &FOLDER)?)));
    let of_project = project.and_then(|at| Some((folders[at], first_of(folders[at], &PROJECT)?)));
    of_folders.chain(of_project).flat_map(|(folder, file)| named(folder, top, &file)).collect()
}

/// Whether `folder` is that of a Quarto project.
pub(crate) fn is_project(folder: &Path) -> bool {
    first_of(folder, &PROJECT).is_some()
}

/// Whether a file of this name may name bibliographies.
pub(crate) fn is_metadata(path: &Path) -> bool {
    FOLDER.iter().chain(&PROJECT).any(|known| path.file_name().is_some_and(|name| name == *known))
}

fn first_of(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    names.iter().map(|name| folder.join(name)).find(|file| file.is_file())
}

/// A path with `/` before it is taken from the project's folder, `top`.
fn named(folder: &Path, top: &Path, file: &Path) -> Vec<Named> {
    let names = read_text(file).map(|text| named_in_metadata(&text)).unwrap_or_default();
    let path = |name: &str| match name.strip_prefix('/') {
        Some(below) => paths::normal(&top.join(below)),
        None => paths::normal(&folder.join(paths::expanded(name))),
    };
    names.into_iter().rev().map(|name| Named { path: path(&name), name }).collect()
}
