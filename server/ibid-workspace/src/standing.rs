//! How things stand with an open file, for who shows it at the edge of a window.

use ibid_evidence::{SourceFile, SourceState};
use ibid_llm::Endpoint;

use crate::model;
use crate::roles::Role;
use crate::settings::JudgeSettings;
use crate::snapshot::Snapshot;

/// How things stand with an open file.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// What it is.
    pub role: Role,
    /// What is known of its library; `None` where it has none, or nothing is known of it yet.
    pub library: Option<Counted>,
    /// The model that it may be sent to.
    pub model: Option<Endpoint>,
    /// Nothing of it may be sent anywhere, though a model is named.
    pub private: bool,
    /// Whether the model's words may come unasked.
    pub ghost_text: bool,
    /// When the judge is asked; `None` where it never is.
    pub judge: Option<JudgeSettings>,
}

/// What a library holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// References.
    pub references: usize,
    /// Source files.
    pub sources: usize,
    /// Those of them that could not be read.
    pub unreadable: usize,
    /// Whether all that can be read was read.
    pub complete: bool,
}

impl Snapshot {
    /// How things stand with this file.
    pub fn standing(&self) -> Standing {
        let library = self.known.as_ref().map(|known| {
            let sources = known.shelf.sources();
            let unreadable = |source: &&SourceFile| matches!(source.state, SourceState::Unreadable(_));
            Counted {
                references: known.shelf.references().len(),
                sources: sources.len(),
                unreadable: sources.iter().filter(unreadable).count(),
                complete: known.shelf.is_complete(),
            }
        });
        let endpoint = model::endpoint(self);
        Standing {
            role: self.role,
            library,
            private: endpoint.is_none() && self.settings.endpoint.is_some(),
            ghost_text: self.settings.ghost_text.is_some() && self.settings.feature("ghost-text"),
            judge: self.settings.judge.clone().filter(|_| endpoint.is_some()),
            model: endpoint.cloned(),
        }
    }
}
