//! The findings of a file in the protocol's terms.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ibid_check::{Finding, Severity};
use tower_lsp::ls_types::Diagnostic;

use crate::server::State;
use crate::texts::Texts;
use crate::to_proto;
use crate::workers::Wanted;

/// The findings of a file in one of its states.
pub(crate) struct Report {
    /// The state of the file.
    pub(crate) version: i32,
    /// Those in the file itself.
    pub(crate) own: Vec<Diagnostic>,
    /// Those in its bibliographies that are not open themselves.
    pub(crate) bibliographies: Vec<(PathBuf, Vec<Diagnostic>)>,
    /// More may be found after this much time without a change.
    pub(crate) again_in: Option<Duration>,
}

impl Report {
    /// The findings of the open file at `path` as it is `now`; `None` where it was closed or changed, or nobody
    /// wants them any more.
    pub(crate) fn new(state: &State, path: &Path, now: Instant, wanted: &Wanted) -> Option<Report> {
        let snapshot = state.session.snapshot(path)?;
        state.session.follow_links(&snapshot);
        let found = state.session.findings(&snapshot, now, &|| wanted.still())?;
        let (peer, open) = (state.peer(), state.session.drafts());
        let mut texts = Texts::new(open);
        let mut diagnostics = |file: &Path, findings: &[(Severity, Finding)]| -> Vec<Diagnostic> {
            let mut here = findings.iter().filter(|(_, finding)| finding.file == file).peekable();
            // A large bibliography is not read for nothing.
            if here.peek().is_none() {
                return Vec::new();
            }
            let text = if file == path { snapshot.open.text().clone() } else { texts.get(file).clone() };
            here.map(|finding| to_proto::diagnostic(finding, &text, &mut texts, &peer)).collect()
        };
        let own = diagnostics(path, &found.own);
        let closed = found.bibliographies.iter().filter(|(file, _)| open.get(file).is_none());
        let bibliographies =
            closed.map(|(file, findings)| (file.clone(), diagnostics(file, findings))).collect();
        Some(Report { version: snapshot.open.version, own, bibliographies, again_in: found.again_in })
    }

    /// A name for what it says: the same findings have the same.
    pub(crate) fn id(&self) -> String {
        let mut hasher = DefaultHasher::new();
        let said = (&self.own, &self.bibliographies);
        serde_json::to_string(&said).unwrap_or_default().hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}
