//! A new entry into the nearest bibliography of a draft.

use std::io;
use std::path::Path;

use ibid_check::Edit;
use ibid_references::{NewEntry, added};

use crate::citing::{FileEdits, is_safe_to_change};
use crate::files::{read_text, write_whole};
use crate::session::Session;
use crate::snapshot::Snapshot;

impl Session {
    /// The change that puts `entry`, which may describe `source`, into the bibliography nearest to the draft of `snapshot`; `None`
    /// where it has none that can be read and written so, which is told.
    pub fn entered(&self, snapshot: &Snapshot, entry: &NewEntry, source: Option<&Path>) -> Option<FileEdits> {
        let known = snapshot.known.as_ref()?;
        let is_bib = |path: &&Path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("bib"));
        let path = known.faults.iter().map(|(path, _)| path.as_path()).find(is_bib)?.to_owned();
        let (text, version) = self.text_of(&path)?;
        let edit = entering(&path, &text.to_string(), entry, source);
        let edits = FileEdits { path, text, version, edits: vec![edit] };
        edits.is_safe().map_err(|why| self.tell(why)).ok()?;
        Some(edits)
    }
}

/// Puts `entry`, which describes `source`, into the bibliography at `path`, or into a new one there.
pub fn enter(path: &Path, entry: &NewEntry, source: &Path) -> io::Result<()> {
    let mut text = String::new();
    if path.exists() {
        text = read_text(path)?;
        is_safe_to_change(path).map_err(io::Error::other)?;
    }
    let Edit { span, text: put } = entering(path, &text, entry, Some(source));
    text.replace_range(span.start..span.end, &put);
    write_whole(path, text.as_bytes())
}

/// The change of the bibliography at `path`, with the text `text`, that puts `entry` into it, with `source` as its file.
fn entering(path: &Path, text: &str, entry: &NewEntry, source: Option<&Path>) -> Edit {
    let folder = path.parent().unwrap_or(path);
    let mut entry = entry.clone();
    if let Some(source) = source {
        let file = source.strip_prefix(folder).unwrap_or(source);
        entry.fields.push(("file", file.to_string_lossy().replace('\\', "/")));
    }
    let (span, put) = added(text, &entry);
    Edit { span, text: put }
}
