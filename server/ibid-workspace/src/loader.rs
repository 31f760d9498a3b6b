//! Reads a library: bibliographies first, then its sources, each only where it changed, into the index.
//! What is known so far is published along the way. Blocks; belongs on a thread of its own.

mod batches;
mod meaning;
mod reading;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_evidence::{Shelf, SourceFile, SourceState};
use ibid_library::{About, Index, Record};
use ibid_references::{Reference, References, may_be_bibliography};
use ibid_sources::{ContentHash, EXTRACTOR_VERSION};

use crate::bibliographies::Bibliographies;
use crate::drives;
use crate::environment::Environment;
use crate::gently;
use crate::known::Known;
use crate::links::Pointed;
use crate::plan::{self, Plan};
use crate::reach::Reach;
use crate::seen::{Seen, Stat};
use crate::settings::{self, Settings};
use crate::walk;
use batches::Batches;
pub use meaning::Effort;
use reading::{Reader, Reading};

/// Reads one library, as often as it changes.
pub struct Loader {
    reach: Reach,
    settings: Arc<Settings>,
    environment: Environment,
    bibliographies: Bibliographies,
    index: Option<Arc<Index>>,
    seen: Option<Seen>,
    /// What was read, each as its file was then.
    sources: HashMap<PathBuf, (Stat, SourceFile)>,
    generation: u64,
    /// The model that reads its passages.
    meaning: Option<meaning::Reading>,
    /// Of the files that the Zotero library has and the user wants read though nothing cites them.
    whole: Option<Box<Loader>>,
    /// What is known of those.
    beside: Option<Known>,
}

/// One run of a [`Loader`].
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The text of a bibliography: what an editor has open, else the disk's.
    pub read: &'a dyn Fn(&Path) -> std::io::Result<String>,
    /// What drafts point to, by whatever name; asked once the references are known.
    pub pointed: &'a dyn Fn(&Arc<References>) -> Pointed,
    /// Told how far reading has come.
    pub progress: &'a dyn Fn(&Progress),
    /// Given each new state; the last one is complete unless something could not be done.
    pub publish: &'a dyn Fn(Known),
    /// Asked often; once true, the run ends early, with what it has.
    pub cancelled: &'a (dyn Fn() -> bool + Sync),
}

/// How far reading has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Sources done.
    pub done: usize,
    /// Sources to read in this run.
    pub total: usize,
    /// The one done last.
    pub file: PathBuf,
}

/// What one run works with.
struct Work {
    plan: Plan,
    notices: Vec<String>,
    lacks_references: bool,
    cited: HashSet<String>,
}

impl Loader {
    /// A loader of the library within `reach`.
    pub fn new(reach: Reach, settings: Arc<Settings>, environment: Environment) -> Loader {
        Loader {
            bibliographies: Bibliographies::new(environment.bibliographies().clone()),
            reach,
            settings,
            environment,
            index: None,
            seen: None,
            sources: HashMap::new(),
            generation: 0,
            meaning: None,
            whole: None,
            beside: None,
        }
    }

    /// Where the index of this library stands.
    pub fn index_folder(&self) -> PathBuf {
        let mut hasher = blake3::Hasher::new();
        // A draft with references of its own has the sources of its folder, and no index but theirs.
        let bibliographies = self.reach.bibliographies.iter().filter(|path| may_be_bibliography(path));
        for path in std::iter::once(&self.reach.root).chain(bibliographies).chain(&self.reach.sources) {
            hasher.update(path.as_os_str().as_encoded_bytes());
            hasher.update(&[0]);
        }
        let name: String = hasher.finalize().to_hex().chars().take(16).collect();
        // What another version read has other passages.
        self.environment.cache().join("index").join(EXTRACTOR_VERSION.to_string()).join(name)
    }

    /// Brings everything up to date with the disk, and what is open in an editor.
    pub fn run(&mut self, run: &Run<'_>) {
        let (work, whole) = self.run_own(run);
        if self.wants_whole() && !(run.cancelled)() {
            self.run_whole(run, &work, whole);
        }
        if !(run.cancelled)() {
            self.give_meaning(run, &work, whole);
        }
    }

    fn wants_whole(&self) -> bool {
        let index = self.settings.zotero.as_ref().map(|zotero| &zotero.index);
        self.reach.zotero.is_some() && index.is_some_and(|index| *index != settings::Index::Cited)
    }

    /// Reads the files of the Zotero library that nothing need cite. They have an index of their own, so that all projects
    /// share it.
    fn run_whole(&mut self, run: &Run<'_>, work: &Work, complete: bool) {
        let files = plan::wanted(&self.settings, self.bibliographies.references());
        let root = self.reach.zotero.as_ref().map(|folder| folder.data.clone()).unwrap_or_default();
        let mut whole = self.whole.take().unwrap_or_else(|| {
            let reach = Reach { root, ..Reach::default() };
            let whole = Loader::new(reach, Arc::clone(&self.settings), self.environment.clone());
            Box::new(Loader { meaning: self.meaning.as_ref().map(meaning::Reading::anew), ..whole })
        });
        let own = RefCell::new(&mut *self);
        whole.run(&Run {
            pointed: &|_| Pointed { files: files.clone(), ..Pointed::default() },
            publish: &|known| {
                let mut own = own.borrow_mut();
                own.beside = Some(known);
                (run.publish)(own.known(work, complete));
            },
            ..*run
        });
        self.whole = Some(whole);
    }

    /// Reads what is this library's own; and whether all of that was.
    fn run_own(&mut self, run: &Run<'_>) -> (Work, bool) {
        let missing = self.reach.missing.iter();
        let mut notices: Vec<String> = missing.map(|missing| missing.why.clone()).collect();
        let zotero = self.reach.zotero.as_ref().map(|folder| self.environment.zotero().get(folder));
        let zotero = zotero.unwrap_or_default();
        self.bibliographies.set_zotero(zotero.collection);
        let lacks_references = zotero.trouble.is_some();
        notices.extend(zotero.trouble);
        notices.extend(self.bibliographies.read(&self.reach.bibliographies, run.read));
        let references = self.bibliographies.references();
        let pointed = (run.pointed)(references);
        let plan = Plan::new(&self.reach, &self.settings, references, &pointed, run.cancelled);
        notices.extend(plan.left_out.iter().cloned());
        let whole = notices.is_empty();
        notices.extend(plan.outside.iter().cloned());
        let cited = pointed.keys.into_iter().collect();
        let mut work = Work { plan, notices, lacks_references, cited };
        self.drop_changed(&work.plan);
        let indexed = self.open_index(&mut work);
        let whole = self.keep_what_is_away(&indexed, &mut work) && whole;
        let known = self.known(&work, false);
        let about = |path: &Path| known.shelf.owner_of(path).map(|reference| about(reference));
        let missing = self.unread(&work.plan, &indexed, &about);
        let missing = self.recall(missing, &indexed, &about);
        if !missing.is_empty() {
            (run.publish)(self.known(&work, false));
            self.read(&missing, (&indexed, &about), &mut work, run);
        }
        let ended = !(run.cancelled)();
        if ended {
            self.forget(&indexed, &mut work);
        }
        let whole = whole && !(run.cancelled)();
        (run.publish)(self.known(&work, whole));
        if ended {
            self.write_down(&work);
        }
        gently::run(|| self.bibliographies.write_down());
        (work, whole)
    }

    /// Forgets the state of files that are gone or have changed.
    fn drop_changed(&mut self, plan: &Plan) {
        let there: HashSet<&Path> = plan.files.iter().map(PathBuf::as_path).collect();
        self.sources
            .retain(|path, (stat, _)| there.contains(path.as_path()) && Stat::of(path) == Some(*stat));
    }

    /// The files whose state is not known, or that the index lacks as they are.
    fn unread(&self, plan: &Plan, indexed: &HashMap<PathBuf, Record>, about: &AboutOf<'_>) -> Vec<PathBuf> {
        let lacks = |path: &PathBuf| match self.sources.get(path).map(|(_, source)| &source.state) {
            None => true,
            Some(SourceState::Read(hash)) if self.index.is_some() => {
                in_index(indexed, path, hash, about).is_none()
            }
            Some(_) => false,
        };
        plan.files.iter().filter(|path| lacks(path)).cloned().collect()
    }

    /// What the index holds; opens it first, if there is anything for it.
    fn open_index(&mut self, work: &mut Work) -> HashMap<PathBuf, Record> {
        let folder = self.index_folder();
        if self.index.is_none() && !work.plan.files.is_empty() {
            match Index::open(&folder) {
                Ok(opened) => {
                    if opened.rebuilt {
                        tracing::warn!(
                            "the index in {} was damaged, or of another version, and is made again",
                            folder.display()
                        );
                    }
                    self.index = Some(Arc::new(opened.index));
                }
                Err(fault) => work.notices.push(fault.to_string()),
            }
        }
        self.seen.get_or_insert_with(|| Seen::load(&folder.with_extension("json")));
        let known = self.index.as_ref().map(|index| index.known());
        known
            .and_then(|known| known.map_err(|fault| work.notices.push(fault.to_string())).ok())
            .unwrap_or_default()
    }

    /// Has what was on a drive that is not connected kept, as what was in a folder that is not there; whether there is none.
    fn keep_what_is_away(&self, indexed: &HashMap<PathBuf, Record>, work: &mut Work) -> bool {
        let Some(seen) = &self.seen else { return true };
        let there: HashSet<&Path> = work.plan.files.iter().map(PathBuf::as_path).collect();
        let kept = &work.plan.gone;
        let away: BTreeSet<&Path> = indexed
            .keys()
            .filter(|path| {
                !there.contains(path.as_path()) && !kept.iter().any(|folder| path.starts_with(folder))
            })
            .filter_map(|path| drives::missing(path, &self.reach.sources, seen.mounts()))
            .collect();
        work.notices.extend(away.iter().map(|place| walk::not_there(place, &"its drive is not connected")));
        let none = away.is_empty();
        work.plan.gone.extend(away.into_iter().map(Path::to_owned));
        none
    }

    /// Takes those of `files` for read that changed neither themselves nor in the index since they were; the others are left.
    fn recall(
        &mut self,
        mut files: Vec<PathBuf>,
        indexed: &HashMap<PathBuf, Record>,
        about: &AboutOf<'_>,
    ) -> Vec<PathBuf> {
        let seen = self.seen.take().unwrap_or_default();
        let reader = Reader { store: self.environment.store().clone(), seen: &seen, indexed, about };
        files.retain(|path| {
            let known = reader.recall(path);
            let is_left = known.is_none();
            self.sources.extend(known.map(|known| (path.clone(), known)));
            is_left
        });
        self.seen = Some(seen);
        files
    }

    fn read(
        &mut self,
        files: &[PathBuf],
        (indexed, about): (&HashMap<PathBuf, Record>, &AboutOf<'_>),
        work: &mut Work,
        run: &Run<'_>,
    ) {
        let seen = self.seen.take().unwrap_or_default();
        let reader = Reader { store: self.environment.store().clone(), seen: &seen, indexed, about };
        let mut batches = Batches::new(self.index.as_ref());
        let mut new = Vec::new();
        reader.read_all(files, run.cancelled, &mut |done, reading| {
            let Reading { stat, source, document } = reading;
            (run.progress)(&Progress { done, total: files.len(), file: source.path.clone() });
            if let SourceState::Read(hash) = &source.state {
                new.push((source.path.clone(), stat, hash.clone()));
            }
            self.sources.insert(source.path.clone(), (stat, source));
            if batches.add(document, &mut work.notices) {
                (run.publish)(self.known(work, false));
            }
        });
        batches.write(&mut work.notices);
        let mut seen = seen;
        for (path, stat, hash) in new {
            seen.put(&path, stat, hash);
        }
        self.seen = Some(seen);
    }

    /// Takes what is gone out of the index.
    fn forget(&mut self, indexed: &HashMap<PathBuf, Record>, work: &mut Work) {
        let gone: Vec<PathBuf> = {
            let stays = work.plan.stays();
            indexed.keys().filter(|path| !stays(path)).cloned().collect()
        };
        let mut batches = Batches::new(self.index.as_ref());
        batches.remove(gone.into_iter());
        batches.write(&mut work.notices);
    }

    /// Keeps what was seen for the next process.
    fn write_down(&mut self, work: &Work) {
        let file = self.index_folder().with_extension("json");
        let Some(seen) = &mut self.seen else { return };
        seen.keep_only(work.plan.stays());
        let gone = &work.plan.gone;
        let mut mounts = seen.mounts().clone();
        mounts.retain(|mount| gone.iter().any(|folder| mount.starts_with(folder)));
        mounts.extend(drives::mounts(work.plan.files.iter().map(PathBuf::as_path), &self.reach.sources));
        seen.set_mounts(mounts);
        if self.index.is_some() {
            seen.save(&file);
        }
    }

    fn known(&mut self, work: &Work, complete: bool) -> Known {
        self.generation += 1;
        let beside = self.beside.as_ref();
        let mut notices = work.notices.clone();
        let no_model = self.meaning.as_ref().and_then(meaning::Reading::fault);
        notices.extend(no_model.cloned());
        let others = beside.iter().flat_map(|known| known.notices.iter());
        notices.extend(others.filter(|notice| no_model != Some(notice)).cloned());
        Known {
            generation: self.generation,
            shelf: Arc::new(self.shelf(work, complete)),
            named: Arc::new(work.plan.named.clone()),
            faults: Arc::new(self.bibliographies.faults()),
            lacks_references: work.lacks_references,
            notices: Arc::new(notices),
        }
    }

    /// The references and sources as they are known now.
    fn shelf(&self, work: &Work, complete: bool) -> Shelf {
        let source = |path: &PathBuf| match self.sources.get(path) {
            Some((_, source)) => source.clone(),
            None => SourceFile::new(path.clone(), SourceState::Waiting),
        };
        let refused = work
            .plan
            .refused
            .iter()
            .map(|(path, reason)| SourceFile::new(path.clone(), SourceState::Unreadable(reason.clone())));
        let mut sources: Vec<SourceFile> = work.plan.files.iter().map(source).chain(refused).collect();
        let beside = self.beside.as_ref();
        let own: HashSet<&PathBuf> = work.plan.files.iter().collect();
        let others = beside.iter().flat_map(|known| known.shelf.sources());
        sources.extend(others.filter(|source| !own.contains(&source.path)).cloned());
        let complete = complete && beside.map_or(!self.wants_whole(), |known| known.shelf.is_complete());
        let references = Arc::clone(self.bibliographies.references());
        let texts = Arc::clone(self.environment.texts());
        let searcher = self.index.as_ref().map(|index| index.searcher());
        let searchers =
            searcher.into_iter().chain(beside.iter().flat_map(|known| known.shelf.searchers().to_vec()));
        Shelf::new(references, sources, texts, searchers.collect(), complete)
            .with_cited(work.cited.clone())
            .with_meaning(self.meaning())
    }
}

/// What the source at a path can be found by besides its words, where a reference says it.
type AboutOf<'a> = dyn Fn(&Path) -> Option<About> + Sync + 'a;

fn about(reference: &Reference) -> About {
    About {
        title: reference.title.clone(),
        authors: reference.authors.clone(),
        year: reference.date.map(|date| date.year),
    }
}

/// The record of the source at `path` where it is `indexed` with this content, to be found as it should.
fn in_index<'a>(
    indexed: &'a HashMap<PathBuf, Record>,
    path: &Path,
    hash: &ContentHash,
    about: &AboutOf<'_>,
) -> Option<&'a Record> {
    indexed.get(path).filter(|known| match about(path) {
        Some(about) => known.is(hash, &about),
        // What it says of itself does not change while its content does not.
        None => known.hash == *hash,
    })
}

#[cfg(test)]
mod tests;
