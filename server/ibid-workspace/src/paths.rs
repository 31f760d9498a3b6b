//! Paths as the writer means them: without `.` and `..`, and whether one lies in a folder.

use std::path::{Path, PathBuf};

pub use ibid_evidence::normal;

/// `name` as a path; one that begins with `~/` lies in the home folder.
pub(crate) fn expanded(name: &str) -> PathBuf {
    let in_home = name.strip_prefix("~/").or_else(|| name.strip_prefix("~\\"));
    match in_home.and_then(|below| Some(crate::roots::home()?.join(below))) {
        Some(path) => path,
        None => PathBuf::from(name),
    }
}

/// Folders that something may lie in; their links are followed once.
#[derive(Clone, Debug)]
pub struct Within(Vec<PathBuf>);

impl Within {
    /// Those `folders`.
    pub fn new<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Within {
        Within(folders.into_iter().map(real).collect())
    }

    /// Whether `path`, with links followed where it exists, lies in one of them.
    pub fn holds(&self, path: &Path) -> bool {
        let real = real(path);
        self.0.iter().any(|folder| real.starts_with(folder))
    }

    /// Whether one of them lies in `path`.
    pub(crate) fn lies_below(&self, path: &Path) -> bool {
        let real = real(path);
        self.0.iter().any(|folder| folder.starts_with(&real))
    }
}

/// `path` with links followed where it exists, by name where it does not.
pub(crate) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| normal(path))
}
