//! Why a model cannot be used.

use std::fmt::Display;
use std::path::{Path, PathBuf};

/// What is wrong, in which file, and the cure.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// A file of the model is not there, or cannot be read.
    #[error("the model's {} cannot be read: {why}; {CURE}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What the system said, or what was looked for.
        why: String,
    },
    /// A file of the model is not what it should be.
    #[error("the model's {} is of no use: {why}; {CURE}", file.display())]
    Broken {
        /// Which.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A model that is elsewhere gave no vectors.
    #[error("{why}")]
    Unanswered {
        /// Why, and the cure.
        why: String,
    },
}

const CURE: &str =
    "copy the model into the folder anew, or name another folder as `search.model` in your own config.toml";

impl Error {
    pub(crate) fn file(file: &Path, why: &dyn Display) -> Error {
        Error::File { file: file.to_owned(), why: why.to_string() }
    }

    pub(crate) fn broken(file: &Path, why: &dyn Display) -> Error {
        Error::Broken { file: file.to_owned(), why: why.to_string() }
    }
}
