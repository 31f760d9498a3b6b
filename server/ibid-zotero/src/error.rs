//! What can go wrong with a Zotero library.

use std::path::PathBuf;

/// What could not be done, and the cure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be read from Zotero's folder, or not be written to the cache.
    #[error("{} cannot be copied: {source}", file.display())]
    Copy {
        /// Zotero's file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database changed while it was copied, time and again.
    #[error("{} is being written to; it is tried again", file.display())]
    Busy {
        /// Zotero's file.
        file: PathBuf,
    },
    /// What was copied is no whole database.
    #[error(
        "{} is damaged, or was copied while it changed: {reason}. If that stays, Zotero's own “Check Database Integrity” helps",
        file.display()
    )]
    Damaged {
        /// Zotero's file.
        file: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// A Zotero that was to be asked does not answer.
    #[error(
        "The Zotero at {address} does not answer: {reason}. Zotero must run there, with “Allow other applications on this \
         computer to communicate with Zotero” on in its advanced settings"
    )]
    Unanswered {
        /// Its address.
        address: String,
        /// Why.
        reason: String,
    },
    /// The database has another form than those that are known.
    #[error("{} has a form that ibid does not know (schema {schema}): {reason}; a newer ibid may", file.display())]
    Unknown {
        /// The database.
        file: PathBuf,
        /// Its schema's number; 0 where there is none.
        schema: u32,
        /// What is missing.
        reason: String,
    },
}
