//! What can go wrong in a project folder.

use std::path::PathBuf;

/// What could not be done, and the cure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path of this very program is not known, so that it cannot read sources.
    #[error("cannot find the path of ibid itself: {source}; start it by its full path")]
    Program {
        /// Why.
        source: std::io::Error,
    },
    /// The platform names no home folder, so that the user's own settings and cache have no place.
    #[error("no home folder is known; set the HOME environment variable")]
    NoHome,
    /// The sign-offs of a project cannot be made sense of.
    #[error(
        "{}: {fault}. Until that is mended, no sign-off holds and none is written. Mend it in an editor, or take an earlier \
         version of the file", file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong in it.
        fault: String,
    },
    /// A file of the writer's cannot be read.
    #[error("{}: cannot be read: {source}", file.display())]
    Unread {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the writer's cannot be written.
    #[error("{}: cannot be written: {source}; it is as it was", file.display())]
    Unwritten {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A link leads out of the project.
    #[error("{}: lies outside the project, and is left alone; make it a file of its own", file.display())]
    Outside {
        /// The file.
        file: PathBuf,
    },
    /// What was to be signed is not there any more.
    #[error(
        "The sentence was changed meanwhile, or there is no such finding on it any more; nothing was signed"
    )]
    NothingToSign,
}
