//! An open draft as background work sees it.

use std::path::PathBuf;
use std::sync::Arc;

use ibid_check::Context;
use ibid_draft::Draft;
use ibid_references::{FaultKind, Style};

use crate::drafts::OpenDraft;
use crate::known::Known;
use crate::missing::Missing;
use crate::roles::Role;
use crate::settings::Settings;

/// An open draft and all that belongs to it at one moment.
#[derive(Clone)]
pub struct Snapshot {
    /// Its file, absolute.
    pub path: PathBuf,
    /// The draft.
    pub open: Arc<OpenDraft>,
    /// The same draft, in which the library's sources are cited where it names them by words.
    pub(crate) draft: Draft,
    /// The root folder of its project.
    pub root: PathBuf,
    /// The settings that hold for it.
    pub settings: Arc<Settings>,
    /// The citation style that it names.
    pub style: Style,
    /// What it is.
    pub role: Role,
    /// What is known of its library; `None` where it has none, or nothing is known of it yet.
    pub known: Option<Known>,
    /// What it, or its project, names in vain.
    pub(crate) missing: Arc<Vec<Missing>>,
    /// It names bibliographies that cannot be read, so that nothing can be called absent.
    pub lacks_bibliographies: bool,
    /// Its library is none but what the user keeps for all drafts.
    pub has_only_the_users: bool,
}

impl Snapshot {
    /// Whether the entry at byte `offset` of this bibliography has a citekey that stands there twice.
    pub fn is_doubled(&self, offset: usize) -> bool {
        let faults = self.known.iter().flat_map(|known| known.faults.iter());
        let mut own = faults.filter(|(path, _)| *path == self.path).flat_map(|(_, faults)| faults);
        own.any(|fault| match &fault.kind {
            FaultKind::Duplicate { first, .. } => fault.span.touches(offset) || first.touches(offset),
            FaultKind::Malformed => false,
        })
    }

    /// What checks and features are given; `None` where the file is no draft or nothing is known beside it.
    pub fn context(&self) -> Option<Context<'_>> {
        let known = self.known.as_ref().filter(|_| self.role == Role::Draft)?;
        Some(Context { draft: &self.draft, file: &self.path, shelf: &known.shelf })
    }
}
