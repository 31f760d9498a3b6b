//! Two entries of one work made one, in the bibliography and wherever one of them is cited.

use std::sync::Arc;

use ibid_check::Edit;
use ibid_features::twin;
use ibid_references::{Reference, joined};
use ibid_text::Span;

use crate::citing::FileEdits;
use crate::roles::Role;
use crate::session::Session;
use crate::snapshot::Snapshot;

impl Session {
    /// The entry at byte `offset` of the bibliography of `snapshot`, another of the same work, and the address that they share.
    pub fn twins_at(
        &self,
        snapshot: &Snapshot,
        offset: usize,
    ) -> Option<(Arc<Reference>, Arc<Reference>, String)> {
        let known = snapshot.known.as_ref().filter(|_| snapshot.role == Role::Bibliography)?;
        let references = known.shelf.references();
        let named = self.named_at(snapshot, offset)?;
        let reference = references.get(&named.key).filter(|reference| reference.file == snapshot.path)?;
        let (other, address) = twin(references, &reference)?;
        Some((reference, other, address))
    }

    /// What makes the entry `gone` of the bibliography of `snapshot` a part of the entry `kept`, and has `kept` cited wherever
    /// `gone` is. `None` once `wanted` says no; an error is for people.
    pub fn merge(
        &self,
        snapshot: &Snapshot,
        (gone, kept): (&str, &str),
        wanted: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<FileEdits>>, String> {
        const CHANGED: &str = "The bibliography was changed meanwhile.";
        let text = snapshot.open.text().to_string();
        let joined = joined(&text, kept, gone).ok_or(CHANGED)?;
        let named = self.named(snapshot, gone).ok_or(CHANGED)?;
        let Some(found) = self.citing(snapshot, &named, wanted) else { return Ok(None) };
        let mut changed: Vec<FileEdits> = Vec::new();
        for file in found {
            let own = file.path == snapshot.path;
            let edit = |span: Span| Edit { span, text: kept.to_owned() };
            let cited =
                file.places.iter().filter(|place| !place.entry).filter_map(|place| place.whole.map(edit));
            // What the entry itself points to goes with it.
            let taken = |edit: &Edit| own && joined.iter().any(|(span, _)| span.contains(edit.span));
            let mut edits: Vec<Edit> = cited.filter(|edit| !taken(edit)).collect();
            if own {
                edits.extend(joined.iter().map(|(span, text)| Edit { span: *span, text: text.clone() }));
                edits.sort_by_key(|edit| edit.span);
            }
            if !edits.is_empty() {
                changed.push(FileEdits { path: file.path, text: file.text, version: file.version, edits });
            }
        }
        changed.iter().try_for_each(FileEdits::is_safe)?;
        Ok(Some(changed))
    }
}
