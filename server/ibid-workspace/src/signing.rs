//! What the writer decides of findings beyond the draft: sign-offs, and switching a kind off.

use std::path::Path;
use std::time::Instant;

use ibid_check::{Code, Signed};

use crate::error::Error;
use crate::events::Event;
use crate::session::Session;
use crate::settings::{FileEdit, switched_off};
use crate::signoffs::Wish;
use crate::snapshot::Snapshot;

impl Session {
    /// What was signed off in the draft of `snapshot`. Where the file of sign-offs is damaged, nothing, and that is told.
    pub fn signed(&self, snapshot: &Snapshot) -> Signed {
        let Some(cx) = snapshot.context() else { return Signed::default() };
        self.sign_offs.of(&cx, &snapshot.root).unwrap_or_else(|fault| {
            self.tell(fault.to_string());
            Signed::default()
        })
    }

    /// Signs a claim of the open draft at `path`. Waits for the disk.
    pub fn sign(&self, path: &Path, wish: &Wish) -> Result<(), Error> {
        let snapshot = self.snapshot(path).ok_or(Error::NothingToSign)?;
        let cx = snapshot.context().ok_or(Error::NothingToSign)?;
        let findings = |span| self.findings_in(&snapshot, span, Instant::now());
        self.sign_offs.sign(&cx, &snapshot.root, wish, &findings)?;
        (self.listener)(Event::Changed);
        Ok(())
    }

    /// The change of the project's settings that switches `code` off; `None` where it cannot be made.
    pub fn switched_off(&self, snapshot: &Snapshot, code: Code) -> Option<FileEdit> {
        switched_off(&snapshot.root, code)
    }

    /// Takes back what was signed of a claim of the open draft at `path`. Waits for the disk.
    pub fn take_back(&self, path: &Path, wish: &Wish) -> Result<(), Error> {
        let snapshot = self.snapshot(path).ok_or(Error::NothingToSign)?;
        let cx = snapshot.context().ok_or(Error::NothingToSign)?;
        self.sign_offs.take_back(&cx, &snapshot.root, wish)?;
        (self.listener)(Event::Changed);
        Ok(())
    }
}
