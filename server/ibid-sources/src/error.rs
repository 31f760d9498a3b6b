//! Why a source could not be read, and what the writer can do about it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Why a source could not be read. Each message names the file, the reason and a cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Error {
    /// The file cannot be opened or read.
    #[error("cannot read {}: {reason}. Check that the file is there and that you may read it.", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// No extractor knows this kind of file.
    #[error(
        "cannot read {}: ibid does not know this kind of file. Save it as PDF, DOCX, EPUB, HTML or plain text.",
        file.display()
    )]
    UnknownKind {
        /// The file.
        file: PathBuf,
    },
    /// The file is protected with a password.
    #[error(
        "cannot read {}: it is protected with a password. Save a copy without protection beside it.",
        file.display()
    )]
    Encrypted {
        /// The file.
        file: PathBuf,
    },
    /// A shop's lock is on the file.
    #[error(
        "cannot read {}: its shop's copy protection (DRM) is on it, which ibid does not open. Get a copy without it, or put \
         the text that you cite beside it.",
        file.display()
    )]
    Locked {
        /// The file.
        file: PathBuf,
    },
    /// The file holds no text: scanned pages, or nothing at all.
    #[error(
        "cannot read {}: it holds no text, only images or nothing. Run text recognition (OCR) on it, for instance with ocrmypdf.",
        file.display()
    )]
    NoText {
        /// The file.
        file: PathBuf,
    },
    /// The file is not what its name says, or is broken.
    #[error("cannot read {}: {reason}. Fetch or export it again.", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Reading went past a limit of time, memory or output.
    #[error(
        "cannot read {}: reading it {reason}. The file may be damaged; export it again, or split it.",
        file.display()
    )]
    Limit {
        /// The file.
        file: PathBuf,
        /// Which limit, as "took longer than 60 s".
        reason: String,
    },
    /// The reader broke down over the file.
    #[error("cannot read {}: the reader failed on it ({reason}). Export it again, or as text.", file.display())]
    Crashed {
        /// The file.
        file: PathBuf,
        /// What it said last.
        reason: String,
    },
    /// The reader itself could not be started.
    #[error("cannot start the reader {}: {reason}. Install ibid again.", program.display())]
    Reader {
        /// The program that should have been run.
        program: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl Error {
    /// The error of a failed read or open.
    pub(crate) fn file(file: &Path, error: &std::io::Error) -> Error {
        Error::File { file: file.to_path_buf(), reason: error.to_string() }
    }

    /// The error of a file that is broken, or not what its name says.
    pub(crate) fn damaged(file: &Path, reason: impl Into<String>) -> Error {
        Error::Damaged { file: file.to_path_buf(), reason: reason.into() }
    }

    /// The error of a file past a limit.
    pub(crate) fn limit(file: &Path, reason: impl Into<String>) -> Error {
        Error::Limit { file: file.to_path_buf(), reason: reason.into() }
    }

    /// Whether the same bytes will fail again, on any day and on any machine.
    pub(crate) fn lasts(&self) -> bool {
        matches!(
            self,
            Error::Encrypted { .. }
                | Error::Locked { .. }
                | Error::NoText { .. }
                | Error::Damaged { .. }
                | Error::Crashed { .. }
        )
    }

    /// The same error, told of `path`: the bytes may have been met first under another name.
    pub(crate) fn about(mut self, path: &Path) -> Error {
        match &mut self {
            Error::File { file, .. }
            | Error::UnknownKind { file }
            | Error::Encrypted { file }
            | Error::Locked { file }
            | Error::NoText { file }
            | Error::Damaged { file, .. }
            | Error::Limit { file, .. }
            | Error::Crashed { file, .. } => *file = path.to_path_buf(),
            Error::Reader { .. } => {}
        }
        self
    }
}
