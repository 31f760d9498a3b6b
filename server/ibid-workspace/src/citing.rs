//! Where a reference is named in all of the workspace: in drafts that read its bibliography, and there. Looks
//! through the disk, so never for the read loop.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_check::Edit;
use ibid_draft::{Draft, Markup, Names};
use ibid_features::{Subject, mentions, new_key, subject_at};
use ibid_references::{Bibliography, Reference, mention_at};
use ibid_text::Span;
use ropey::Rope;

use crate::files::{is_utf8, read_text};
use crate::reach::{Head, Reach};
use crate::roles::{Role, role};
use crate::roots;
use crate::session::Session;
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::walk;

/// A file of the workspace with the places in it that were looked for.
#[derive(Clone, Debug)]
pub struct Citing {
    /// The file, absolute.
    pub path: PathBuf,
    /// Its text, as the editor has it where it is open.
    pub text: Rope,
    /// The editor's number for that text, where it is open.
    pub version: Option<i32>,
    /// The places.
    pub places: Vec<Naming>,
}

/// Changes of one of the writer's files.
#[derive(Clone, Debug)]
pub struct FileEdits {
    /// The file, absolute.
    pub path: PathBuf,
    /// The text that they are for, as the editor has it where it is open.
    pub text: Rope,
    /// The editor's number for that text, where it is open.
    pub version: Option<i32>,
    /// The changes, in the order of the text.
    pub edits: Vec<Edit>,
}

impl FileEdits {
    /// That the changes can be made without harm: an editor that takes the file for UTF-8, which it is not, loses letters.
    /// An error is for people.
    pub(crate) fn is_safe(&self) -> Result<(), String> {
        let whole = self.version.is_some() && !self.text.chars().any(|c| c == char::REPLACEMENT_CHARACTER);
        if whole { Ok(()) } else { is_safe_to_change(&self.path) }
    }
}

/// That the file at `path` can be changed as UTF-8 without harm. An error is for people.
pub(crate) fn is_safe_to_change(path: &Path) -> Result<(), String> {
    is_utf8(path).then_some(()).ok_or_else(|| {
        let path = path.display();
        format!("{path} is not in UTF-8, so that an editor may lose letters in it: save it as UTF-8 first.")
    })
}

/// A place that names a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The name's bytes.
    pub span: Span,
    /// It is the entry itself, not a citation.
    pub entry: bool,
    /// What becomes of it under another name; `None` where it stays.
    pub(crate) whole: Option<Span>,
}

/// A citekey at a place in a draft or a bibliography.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its bytes.
    pub span: Span,
    /// It, as it is written there.
    pub key: String,
    subject: Subject,
}

impl Named {
    /// Whether a reference has this citekey, so that another can be given to it.
    pub fn is_entry(&self, snapshot: &Snapshot) -> bool {
        let references = snapshot.known.as_ref().map(|known| known.shelf.references());
        references.is_some_and(|references| references.get(&self.key).is_some())
    }
}

impl Session {
    /// What is named at byte `offset` of the file of `snapshot`: by a citation, or by an entry.
    pub fn named_at(&self, snapshot: &Snapshot, offset: usize) -> Option<Named> {
        let text = || snapshot.open.text();
        if let Some(cx) = snapshot.context() {
            let (span, subject) = subject_at(&cx, offset)?;
            let key = text().byte_slice(span.start..span.end).to_string();
            return Some(Named { span, key, subject });
        }
        let known = snapshot.known.as_ref().filter(|_| snapshot.role == Role::Bibliography)?;
        let text = text().to_string();
        let span = mention_at(&text, offset)?.span;
        let key = span.of(&text).to_owned();
        let subject = match known.shelf.references().get(&key) {
            Some(reference) => Subject::of(&reference, known.shelf.source_of(&reference)),
            None => Subject::key(&key),
        };
        Some(Named { span, key, subject })
    }

    /// The citekey `key` alone, not the other names of its reference and not its source.
    pub(crate) fn named(&self, snapshot: &Snapshot, key: &str) -> Option<Named> {
        let span = snapshot.known.as_ref()?.shelf.references().get(key)?.key_span;
        Some(Named { span, key: key.to_owned(), subject: Subject::key(key) })
    }

    /// Every place in the workspace that names what `named` names, files in order; `None` once `wanted` says no.
    pub fn citing(
        &self,
        snapshot: &Snapshot,
        named: &Named,
        wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<Citing>> {
        let known = snapshot.known.as_ref()?;
        let reference = named.subject.keys.first().and_then(|key| known.shelf.references().get(key));
        // What stands in no file of the writer's is named by drafts alone.
        let reference = reference.filter(|reference| reference.is_entry());
        let mut bibliographies: Vec<PathBuf> = known.faults.iter().map(|(file, _)| file.clone()).collect();
        bibliographies.extend(reference.as_ref().map(|reference| reference.file.clone()));
        bibliographies.sort();
        bibliographies.dedup();
        let bibliographies = bibliographies.into_iter();
        let mut found: Vec<Citing> = bibliographies
            .filter_map(|file| self.in_bibliography(file, &named.subject, reference.as_deref()))
            .collect();
        // Another bibliography may have another entry of this name.
        let own = |file: &Citing| reference.as_ref().is_none_or(|reference| reference.file == file.path);
        found.retain(|file| own(file) || !file.places.iter().any(|place| place.entry));
        let names = &known.shelf.names();
        let mut reaches = Reaches { session: self, known: HashMap::new(), named: &known.named, names };
        let mut drafts = self.drafts().paths();
        drafts.extend(walk::drafts(&self.folders(&snapshot.root), &|| !wanted())?);
        drafts.sort();
        drafts.dedup();
        for path in drafts {
            if !wanted() {
                return None;
            }
            found.extend(self.in_draft(path, &named.subject, reference.as_deref(), &mut reaches));
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        // A draft may hold entries of its own.
        found.dedup_by(|next, file| {
            let same = next.path == file.path;
            if same {
                file.places.append(&mut next.places);
                file.places.sort_by_key(|place| place.span);
            }
            same
        });
        Some(found)
    }

    /// The places in the file of `snapshot` itself that name what `named` names.
    pub fn citing_here(&self, snapshot: &Snapshot, named: &Named) -> Vec<Naming> {
        if snapshot.role == Role::Bibliography {
            let found = self.in_bibliography(snapshot.path.clone(), &named.subject, None);
            return found.map(|found| found.places).unwrap_or_default();
        }
        in_draft(&snapshot.draft, &snapshot.path, &named.subject)
    }

    /// What gives the reference that `named` names the citekey `typed` in all of the workspace; `None` once `wanted`
    /// says no. An error is for people.
    pub fn rename(
        &self,
        snapshot: &Snapshot,
        named: &Named,
        typed: &str,
        wanted: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<FileEdits>>, String> {
        let references = snapshot.known.as_ref().map(|known| known.shelf.references());
        let references = references.ok_or("The library is still being read.")?;
        let reference = references.get(&named.key);
        let reference = reference.ok_or_else(|| format!("No reference has the citekey “{}”.", named.key))?;
        if reference.key != named.key {
            return Err(format!("“{}” is another name of “{}” (`ids`).", named.key, reference.key));
        }
        let new = new_key(references, &named.key, typed)?;
        let named = self.named(snapshot, &named.key).ok_or("The library is still being read.")?;
        let Some(found) = self.citing(snapshot, &named, wanted) else { return Ok(None) };
        if !found.iter().flat_map(|file| &file.places).any(|place| place.entry) {
            return Err(format!("The entry “{}” cannot be found in its bibliography.", named.key));
        }
        let changed = found.into_iter().map(|file| {
            let spans = file.places.iter().filter_map(|place| place.whole);
            let edits = spans.map(|span| Edit { span, text: new.clone() }).collect();
            FileEdits { path: file.path, text: file.text, version: file.version, edits }
        });
        let changed: Vec<FileEdits> = changed.filter(|file| !file.edits.is_empty()).collect();
        changed.iter().try_for_each(FileEdits::is_safe)?;
        Ok(Some(changed))
    }

    /// Where the bibliography at `path` names `subject`; the entry of `reference` also where the file is no .bib file.
    fn in_bibliography(
        &self,
        path: PathBuf,
        subject: &Subject,
        reference: Option<&Reference>,
    ) -> Option<Citing> {
        let (text, version) = self.text_of(&path)?;
        let keys: Vec<&str> = subject.keys.iter().map(String::as_str).collect();
        let whole = text.to_string();
        let named = ibid_references::mentions(&whole, &keys).into_iter();
        let mut places: Vec<Naming> = named
            .map(|mention| Naming { span: mention.span, entry: mention.own, whole: Some(mention.span) })
            .collect();
        let own =
            reference.filter(|reference| reference.file == path && !places.iter().any(|place| place.entry));
        let stands = |span: &Span| whole.get(span.start..span.end).is_some_and(|key| keys.contains(&key));
        let own = own.map(|reference| reference.key_span).filter(stands);
        places.extend(own.map(|span| Naming { span, entry: true, whole: Some(span) }));
        (!places.is_empty()).then_some(Citing { path, text, version, places })
    }

    fn in_draft(
        &self,
        path: PathBuf,
        subject: &Subject,
        reference: Option<&Reference>,
        reaches: &mut Reaches<'_>,
    ) -> Option<Citing> {
        let open = self.drafts().get(&path);
        let (draft, version) = match open {
            Some(open) => (open.draft.clone(), Some(open.version)),
            None => {
                let text = read_text(&path).ok().filter(|text| subject.may_be_in(text))?;
                (Draft::written_in(Markup::of(&path).unwrap_or_default(), &text), None)
            }
        };
        let draft = draft.knowing(Arc::clone(reaches.names));
        let places = in_draft(&draft, &path, subject);
        let found = !places.is_empty() && reaches.means(&path, &draft, reference);
        found.then(|| Citing { places, text: draft.rope().clone(), path, version })
    }

    /// The folders of the workspace and `root`, none within another.
    pub(crate) fn folders(&self, root: &Path) -> Vec<PathBuf> {
        let mut folders = self.client().roots;
        folders.push(root.to_owned());
        folders.sort();
        let mut apart: Vec<PathBuf> = Vec::new();
        for folder in folders {
            if !apart.iter().any(|wider| folder.starts_with(wider)) {
                apart.push(folder);
            }
        }
        apart
    }

    /// The text of the file at `path` as it is now, and its number where it is open.
    pub(crate) fn text_of(&self, path: &Path) -> Option<(Rope, Option<i32>)> {
        match self.drafts().get(path) {
            Some(open) => Some((open.text().clone(), Some(open.version))),
            None => Some((Rope::from_str(&read_text(path).ok()?), None)),
        }
    }
}

fn in_draft(draft: &Draft, path: &Path, subject: &Subject) -> Vec<Naming> {
    let mentions = mentions(draft, path, subject).into_iter();
    mentions.map(|mention| Naming { span: mention.span, entry: false, whole: mention.renamed() }).collect()
}

/// Which bibliographies other drafts of the workspace read.
struct Reaches<'a> {
    session: &'a Session,
    /// The settings of each root.
    known: HashMap<PathBuf, Settings>,
    /// Files that references name.
    named: &'a HashSet<PathBuf>,
    /// What can be cited by words.
    names: &'a Arc<dyn Names>,
}

impl Reaches<'_> {
    /// Whether `draft` at `path` is one, and means `reference` by its citekey: reads its bibliography, and none before
    /// it that has another entry of this name. Without a reference any draft will do.
    fn means(&mut self, path: &Path, draft: &Draft, reference: Option<&Reference>) -> bool {
        let client = self.session.client();
        let root = roots::find(path, &client.roots);
        let user = &self.session.user;
        let settings = self
            .known
            .entry(root.path.clone())
            .or_insert_with(|| Settings::load(&root.path, user, &client.options).0);
        let reach = Reach::find(path, &root, settings, &Head::from(draft.front_matter()));
        if role(path, &reach.sources, self.named) != Role::Draft {
            return false;
        }
        let Some(reference) = reference else { return true };
        let Some(at) = reach.bibliographies.iter().position(|file| *file == reference.file) else {
            return false;
        };
        let has = |file: &PathBuf| {
            let text = read_text(file).unwrap_or_default();
            text.contains(&reference.key)
                && Bibliography::parse(file, &text).references.iter().any(|other| other.key == reference.key)
        };
        !reach.bibliographies[..at].iter().any(has)
    }
}
