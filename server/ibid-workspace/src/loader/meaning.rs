//! What the passages of a library mean to the user's model. What it has read of them is kept; the rest is given to it after all
//! else is done, so that words are searched meanwhile.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use ibid_evidence::{Meaning, SourceState};
use ibid_meaning::{Kept, Kind, Model, Vectors, embedded};
use ibid_sources::{ContentHash, Extracted};

use super::{Loader, Progress, Run, Work};

const WORDS_ALONE: &str = "passages are found by their words alone";

/// The model and what it has read.
pub(super) struct Reader {
    model: Arc<Model>,
    kept: Kept,
    vectors: HashMap<ContentHash, Arc<Vectors>>,
}

impl Reader {
    /// Whether the vectors of `hash` are there, or on disk.
    fn has(&mut self, hash: &ContentHash) -> bool {
        if !self.vectors.contains_key(hash)
            && let Some(vectors) = self.kept.get(hash)
        {
            self.vectors.insert(hash.clone(), Arc::new(vectors));
        }
        self.vectors.contains_key(hash)
    }

    /// Gives the source `text` with content `hash` to the model.
    fn read(&mut self, hash: &ContentHash, text: &Extracted) {
        let mut vectors = Vectors::default();
        for (passage, text) in embedded(text) {
            vectors.push(passage.span, &self.model.vector(&text, Kind::Passage));
        }
        // A cache that cannot be written costs time, not the answer.
        if let Err(fault) = self.kept.put(hash, &vectors) {
            tracing::warn!("the vectors of a source could not be kept: {fault}");
        }
        self.vectors.insert(hash.clone(), Arc::new(vectors));
    }
}

impl Loader {
    /// The same, which has the user's model read the passages, where there is one: for who searches them.
    pub fn with_meaning(self) -> Loader {
        Loader { model: self.settings.search_model.clone(), ..self }
    }

    /// What the sources that were read mean, those that are kept beside included; `None` without a model.
    pub(super) fn meaning(&self) -> Option<Meaning> {
        let reader = self.reader.as_ref()?;
        let beside = self.beside.as_ref().and_then(|known| known.shelf.meaning());
        let mut all = beside.map(|beside| beside.sources().clone()).unwrap_or_default();
        all.extend(
            self.read_sources()
                .filter_map(|(path, hash)| Some((path.clone(), Arc::clone(reader.vectors.get(hash)?)))),
        );
        Some(Meaning::new(Arc::clone(&reader.model), all))
    }

    /// Has the model read what it has not read of the library.
    pub(super) fn give_meaning(&mut self, run: &Run<'_>, work: &Work, complete: bool) {
        let Some(folder) = &self.model else { return };
        let is_new = self.reader.is_none();
        if is_new {
            // One that could not be opened is tried again the next time: it may have been mended.
            let opened = self.environment.models().get(folder);
            self.no_model = opened.as_ref().err().map(|fault| format!("{WORDS_ALONE}: {fault}"));
            self.reader = opened.ok().map(|model| {
                let kept = Kept::new(self.environment.cache(), model.id());
                Reader { model, kept, vectors: HashMap::new() }
            });
        }
        let reader = self.reader.take();
        let has_more = reader.is_some_and(|mut reader| {
            let has_more = self.read_with(&mut reader, run);
            self.reader = Some(reader);
            has_more
        });
        if is_new || has_more {
            (run.publish)(self.known(work, complete));
        }
    }

    /// Whether the `reader` knows of more vectors than before.
    fn read_with(&self, reader: &mut Reader, run: &Run<'_>) -> bool {
        let there: HashMap<&ContentHash, &PathBuf> =
            self.read_sources().map(|(path, hash)| (hash, path)).collect();
        reader.vectors.retain(|hash, _| there.contains_key(hash));
        let before = reader.vectors.len();
        let mut unread: Vec<_> = there.into_iter().filter(|(hash, _)| !reader.has(hash)).collect();
        unread.sort_by_key(|(_, path)| *path);
        for (done, (hash, path)) in unread.iter().enumerate() {
            if (run.cancelled)() {
                break;
            }
            if let Some(text) = self.environment.store().get(hash) {
                reader.read(hash, &text);
            }
            (run.progress)(&Progress { done: done + 1, total: unread.len(), file: (*path).clone() });
        }
        reader.vectors.len() > before
    }

    /// The sources that were read, with what is in them.
    fn read_sources(&self) -> impl Iterator<Item = (&PathBuf, &ContentHash)> {
        self.sources.iter().filter_map(|(path, (_, source))| match &source.state {
            SourceState::Read(hash) => Some((path, hash)),
            _ => None,
        })
    }
}
