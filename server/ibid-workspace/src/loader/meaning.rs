//! What the passages of a library mean to the user's model. What it has read of them is kept; the rest is given to it after all
//! else is done, so that words are searched meanwhile.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ibid_evidence::{Meaning, SourceState};
use ibid_meaning::{Error, Kept, Kind, Model, Vectors, embedded};
use ibid_sources::{ContentHash, Extracted, Passage};

use super::{Loader, Progress, Run, Work};
use crate::environment::Environment;
use crate::settings::SearchModel;

const WORDS_ALONE: &str = "passages are found by their words alone";
/// How long new vectors are gathered before searches use them.
const GATHER: Duration = Duration::from_secs(30);

/// How much the user's model is to read of what it has not read yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// What takes no time: all with a static model, nothing with a network.
    Quick,
    /// All, a network resting as long as it works, so that the machine is free for its writer.
    Gentle,
    /// All, and somebody waits for it.
    Full,
}

/// A model that is to read the library.
pub(super) struct Reading {
    named: SearchModel,
    effort: Effort,
    /// The model, once it is open.
    reader: Option<Reader>,
    /// Why it is not.
    fault: Option<String>,
}

/// A model and what it has read.
struct Reader {
    model: Arc<Model>,
    kept: Kept,
    vectors: HashMap<ContentHash, Arc<Vectors>>,
    /// The source at which it was interrupted, and how far it had come.
    begun: Option<(ContentHash, Vectors)>,
}

impl Reading {
    /// By the model that settings name so.
    fn new(named: SearchModel, effort: Effort) -> Reading {
        Reading { named, effort, reader: None, fault: None }
    }

    /// The same for another library, of which nothing is read yet.
    pub(super) fn anew(&self) -> Reading {
        Reading::new(self.named.clone(), self.effort)
    }

    /// Why there is no model.
    pub(super) fn fault(&self) -> Option<&String> {
        self.fault.as_ref()
    }

    /// Opens the model; whether that was still to be done. One that could not be opened is tried again the next time: it may
    /// have been mended.
    fn open(&mut self, environment: &Environment) -> bool {
        if self.reader.is_some() {
            self.fault = None;
            return false;
        }
        let opened = environment.models().get(&self.named, environment.requests.as_deref());
        self.fault = opened.as_ref().err().map(|fault| format!("{WORDS_ALONE}: {fault}"));
        self.reader = opened.ok().map(|model| {
            let kept = Kept::new(environment.cache(), model.id());
            Reader { model, kept, vectors: HashMap::new(), begun: None }
        });
        true
    }
}

impl Reader {
    /// Takes up what is kept of the contents that are `there`, and nothing else; gives what is not, and whether there was more.
    fn take_up(&mut self, there: HashMap<&ContentHash, &PathBuf>) -> (Vec<(PathBuf, ContentHash)>, bool) {
        self.vectors.retain(|hash, _| there.contains_key(hash));
        let before = self.vectors.len();
        let mut unread = Vec::new();
        for (hash, path) in there {
            if self.vectors.contains_key(hash) {
                continue;
            }
            match self.kept.get(hash) {
                Some(vectors) => drop(self.vectors.insert(hash.clone(), Arc::new(vectors))),
                None => unread.push((path.clone(), hash.clone())),
            }
        }
        unread.sort();
        (unread, self.vectors.len() > before)
    }

    /// Gives the source `text` with content `hash` to the model, passage after passage. Once `cancelled`, the rest is left
    /// for another time; also where the model fails.
    fn read(
        &mut self,
        hash: &ContentHash,
        text: &Extracted,
        rests: bool,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        let begun = self.begun.take().filter(|(begun, _)| begun == hash);
        let mut vectors = begun.map(|(_, vectors)| vectors).unwrap_or_default();
        let (passages, texts): (Vec<Passage>, Vec<String>) =
            embedded(text).into_iter().skip(vectors.len()).unzip();
        let at_once = self.model.at_once();
        for (passages, texts) in passages.chunks(at_once).zip(texts.chunks(at_once)) {
            let since = Instant::now();
            let read =
                if cancelled() { Ok(None) } else { self.model.vectors(texts, Kind::Passage).map(Some) };
            let Ok(Some(read)) = read else {
                self.begun = Some((hash.clone(), vectors));
                return read.map(|_| ());
            };
            passages.iter().zip(&read).for_each(|(passage, vector)| vectors.push(passage.span, vector));
            if rests {
                std::thread::sleep(since.elapsed());
            }
        }
        // A cache that cannot be written costs time, not the answer.
        if let Err(fault) = self.kept.put(hash, &vectors) {
            tracing::warn!("the vectors of a source could not be kept: {fault}");
        }
        self.vectors.insert(hash.clone(), Arc::new(vectors));
        Ok(())
    }
}

impl Loader {
    /// The same, which has the user's model read the passages, where there is one: for who searches them. Where all is private,
    /// nothing is sent to one elsewhere.
    pub fn with_meaning(self, effort: Effort) -> Loader {
        let may_read =
            |named: &SearchModel| matches!(named, SearchModel::Folder(_)) || !self.settings.private;
        let named = self.settings.search_model.clone().filter(may_read);
        Loader { meaning: named.map(|named| Reading::new(named, effort)), ..self }
    }

    /// What the sources that were read mean, those that are kept beside included; `None` without a model.
    pub(super) fn meaning(&self) -> Option<Meaning> {
        let reader = self.meaning.as_ref()?.reader.as_ref()?;
        let beside = self.beside.as_ref().and_then(|known| known.shelf.meaning());
        let mut all = beside.map(|beside| beside.sources().clone()).unwrap_or_default();
        let own = self.read_sources();
        all.extend(
            own.filter_map(|(hash, path)| Some((path.clone(), Arc::clone(reader.vectors.get(hash)?)))),
        );
        Some(Meaning::new(Arc::clone(&reader.model), all))
    }

    /// Has the model read what it has not read of the library.
    pub(super) fn give_meaning(&mut self, run: &Run<'_>, work: &Work, complete: bool) {
        let Some(mut reading) = self.meaning.take() else { return };
        let is_new = reading.open(&self.environment);
        let (mut unread, has_more) = match &mut reading.reader {
            Some(reader) => reader.take_up(self.read_sources().collect()),
            None => (Vec::new(), false),
        };
        let model = reading.reader.as_ref().map(|reader| &reader.model);
        let is_quick = model.is_some_and(|model| model.is_quick());
        let is_elsewhere = model.is_some_and(|model| model.is_elsewhere());
        let rests = reading.effort == Effort::Gentle && !is_quick && !is_elsewhere;
        if reading.effort == Effort::Quick && !is_quick {
            unread.clear();
        }
        self.meaning = Some(reading);
        if is_new || has_more {
            (run.publish)(self.known(work, complete));
        }
        let mut published = Instant::now();
        for (done, (path, hash)) in unread.iter().enumerate() {
            let read = self.environment.store().get(hash).map_or(Ok(()), |text| {
                let reader = self.meaning.as_mut().and_then(|reading| reading.reader.as_mut());
                reader.map_or(Ok(()), |reader| reader.read(hash, &text, rests, run.cancelled))
            });
            if let (Err(fault), Some(reading)) = (&read, &mut self.meaning) {
                reading.fault = Some(format!("not all passages are found by their meaning yet: {fault}"));
            }
            let is_over = read.is_err() || (run.cancelled)() || done + 1 == unread.len();
            if is_over || published.elapsed() >= GATHER {
                (run.publish)(self.known(work, complete));
                published = Instant::now();
            }
            if is_over {
                return;
            }
            (run.progress)(&Progress { done: done + 1, total: unread.len(), file: path.clone() });
        }
    }

    /// The contents that were read, each with where it stands.
    fn read_sources(&self) -> impl Iterator<Item = (&ContentHash, &PathBuf)> {
        self.sources.iter().filter_map(|(path, (_, source))| match &source.state {
            SourceState::Read(hash) => Some((hash, path)),
            _ => None,
        })
    }
}

#[cfg(test)]
#[path = "../../../../tests/meaning/mod.rs"]
mod made_model;

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn an_interrupted_source_is_read_on_from_where_it_was_left() {
        let folder = tempfile::tempdir().unwrap();
        made_model::write_model(&folder.path().join("model"));
        let model = Arc::new(Model::open(&folder.path().join("model")).unwrap());
        let text =
            "The car came late to the river, as a doctor would have it who knew all about it. ".repeat(30);
        let (hash, text) = (ContentHash::of(text.as_bytes()), Extracted { text, ..Extracted::default() });
        let reader = |cache: &str| Reader {
            model: Arc::clone(&model),
            kept: Kept::new(&folder.path().join(cache), model.id()),
            vectors: HashMap::new(),
            begun: None,
        };
        let mut whole = reader("whole");
        whole.read(&hash, &text, false, &|| false).unwrap();
        let mut parts = reader("parts");
        let asked = Cell::new(0);
        parts.read(&hash, &text, false, &|| asked.replace(asked.get() + 1) == 2).unwrap();
        assert_eq!(parts.begun.as_ref().map(|(_, vectors)| vectors.len()), Some(2));
        assert_eq!((parts.kept.get(&hash), parts.vectors.len()), (None, 0));
        asked.set(0);
        parts
            .read(&hash, &text, false, &|| {
                asked.set(asked.get() + 1);
                false
            })
            .unwrap();
        assert_eq!(parts.vectors, whole.vectors);
        assert_eq!(parts.kept.get(&hash).as_ref(), Some(whole.vectors[&hash].as_ref()));
        assert_eq!(asked.get() + 2, whole.vectors[&hash].len());
    }
}
