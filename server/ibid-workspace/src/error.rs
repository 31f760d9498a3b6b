//! What can go wrong in a project folder.

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
}
