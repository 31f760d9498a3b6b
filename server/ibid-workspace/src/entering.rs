//! A new entry into the nearest bibliography of a draft.

use std::path::Path;

use ibid_check::Edit;
use ibid_references::{NewEntry, added};

use crate::citing::FileEdits;
use crate::session::Session;
use crate::snapshot::Snapshot;

impl Session {
    /// The change that puts `entry`, which describes `source`, into the bibliography nearest to the draft of `snapshot`; `None`
    /// where it has none that can be read and written so, which is told.
    pub fn entered(&self, snapshot: &Snapshot, entry: &NewEntry, source: &Path) -> Option<FileEdits> {
        let known = snapshot.known.as_ref()?;
        let is_bib = |path: &&Path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("bib"));
        let path = known.faults.iter().map(|(path, _)| path.as_path()).find(is_bib)?.to_owned();
        let (text, version) = self.text_of(&path)?;
        let folder = path.parent().unwrap_or(&path);
        let file = source.strip_prefix(folder).unwrap_or(source);
        let mut entry = entry.clone();
        entry.fields.push(("file", file.to_string_lossy().replace('\\', "/")));
        let (span, put) = added(&text.to_string(), &entry);
        let edits = FileEdits { path, text, version, edits: vec![Edit { span, text: put }] };
        edits.is_safe().map_err(|why| self.tell(why)).ok()?;
        Some(edits)
    }
}
