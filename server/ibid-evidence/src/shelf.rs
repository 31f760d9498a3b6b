//! All that a draft can be held against, as it is known at one moment.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ibid_draft::{Names, Target};
use ibid_library::Searcher;
use ibid_references::{Collected, Reference, References, plain_address};

use crate::meaning::Meaning;
use crate::mentions::Mentions;
use crate::model::{SourceFile, SourceState, WhyNot};
use crate::pages::{Page, linked_file, normal};
use crate::resolved::Resolved;
use crate::texts::Texts;

/// The references and sources of a library at one moment. A change makes a new one.
pub struct Shelf {
    references: Arc<References>,
    sources: Vec<SourceFile>,
    by_path: HashMap<PathBuf, usize>,
    by_stem: HashMap<String, usize>,
    /// By the file's name in small letters.
    by_name: HashMap<String, Vec<usize>>,
    /// Which reference a source file belongs to, by index into `sources`.
    owners: HashMap<usize, Arc<Reference>>,
    texts: Arc<Texts>,
    searchers: Vec<Searcher>,
    complete: bool,
    cited: HashSet<String>,
    /// Saved web pages by their address, worked out when first asked for.
    saved: OnceLock<HashMap<String, usize>>,
    meaning: Option<Meaning>,
}

impl Shelf {
    /// The library of `references` and `sources`; `complete` once every one of them was tried.
    pub fn new(
        references: Arc<References>,
        sources: Vec<SourceFile>,
        texts: Arc<Texts>,
        searchers: Vec<Searcher>,
        complete: bool,
    ) -> Shelf {
        let by_path: HashMap<_, _> = sources.iter().enumerate().map(|(i, s)| (s.path.clone(), i)).collect();
        let stem = |s: &SourceFile| s.path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        let by_stem = sources.iter().enumerate().filter_map(|(i, s)| Some((stem(s)?, i))).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, name) in sources.iter().enumerate().filter_map(|(i, s)| Some((i, s.path.file_name()?))) {
            by_name.entry(name.to_string_lossy().to_lowercase()).or_default().push(i);
        }
        let mut shelf = Shelf {
            references,
            sources,
            by_path,
            by_stem,
            by_name,
            owners: HashMap::new(),
            texts,
            searchers,
            complete,
            cited: HashSet::new(),
            saved: OnceLock::new(),
            meaning: None,
        };
        shelf.owners = shelf.find_owners();
        shelf
    }

    /// The same, of which what is collected under the citekeys `cited` was looked for; the rest of a collection is
    /// read when it is cited.
    pub fn with_cited(self, cited: HashSet<String>) -> Shelf {
        Shelf { cited, ..self }
    }

    /// The same, whose passages are found by what they mean too.
    pub fn with_meaning(self, meaning: Option<Meaning>) -> Shelf {
        Shelf { meaning, ..self }
    }

    /// What its passages mean, where the user has a model for that.
    pub fn meaning(&self) -> Option<&Meaning> {
        self.meaning.as_ref()
    }

    fn find_owners(&self) -> HashMap<usize, Arc<Reference>> {
        let is_here =
            |collected: &Collected| collected.files.iter().any(|f| self.by_path.contains_key(&f.path));
        let collected = self.references.all_collected().filter(|(_, collected)| is_here(collected));
        let collected = collected.filter_map(|(key, _)| self.references.get(key));
        let by_stem = self.by_stem.keys().flat_map(|stem| self.references.get_ignoring_case(stem));
        // Of several, the last counts.
        let owners = collected.chain(by_stem).chain(self.references.with_files());
        let its = |reference: Arc<Reference>| {
            self.source_indices(&reference).into_iter().map(move |index| (index, Arc::clone(&reference)))
        };
        owners.flat_map(its).collect()
    }

    /// Its references.
    pub fn references(&self) -> &Arc<References> {
        &self.references
    }

    /// Who knows which of its references a draft names by words.
    pub fn names(&self) -> Arc<dyn Names> {
        Arc::new(Mentions::new(Arc::clone(&self.references)))
    }

    /// Its source files.
    pub fn sources(&self) -> &[SourceFile] {
        &self.sources
    }

    /// Its indexes of passages as they were.
    pub fn searchers(&self) -> &[Searcher] {
        &self.searchers
    }

    /// Whether every source was tried, so that absence may be claimed.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// What `target`, cited in the draft at `draft`, points to: of several files of one reference, the first that was read.
    /// A footnote points to nothing itself.
    pub fn resolve(&self, target: &Target, draft: &Path) -> Result<Resolved, WhyNot> {
        let mut first = None;
        for index in self.targets(target, draft)? {
            match self.read(index) {
                Ok(read) => return Ok(read),
                Err(why) => first = first.or(Some(why)),
            }
        }
        Err(first.unwrap_or(WhyNot::Unknown))
    }

    /// All that `target`, cited in the draft at `draft`, points to, each file of a reference; one at the least.
    pub fn resolve_all(&self, target: &Target, draft: &Path) -> Vec<Result<Resolved, WhyNot>> {
        match self.targets(target, draft) {
            Ok(sources) => sources.into_iter().map(|index| self.read(index)).collect(),
            Err(why) => vec![Err(why)],
        }
    }

    /// The source files that `target`, cited in the draft at `draft`, points to; one at the least.
    fn targets(&self, target: &Target, draft: &Path) -> Result<Vec<usize>, WhyNot> {
        match target {
            Target::Key(key) => self.of_reference(self.references.get(key)),
            Target::Link(link) => match self.linked(link, draft) {
                Some(index) => Ok(vec![index]),
                None => self.of_address(link),
            },
            Target::Page(page) => match self.paged(page, draft) {
                Some(index) => Ok(vec![index]),
                None => self.of_reference(self.references.get(page)),
            },
            Target::Footnote(_) => Err(WhyNot::Unknown),
        }
    }

    /// The reference that `target`, cited in the draft at `draft`, means, whether or not it has a source.
    pub fn reference_of(&self, target: &Target, draft: &Path) -> Option<Arc<Reference>> {
        let owner = |index: Option<usize>| self.owners.get(&index?).cloned();
        match target {
            Target::Key(key) => self.references.get(key),
            Target::Link(link) => {
                owner(self.linked(link, draft)).or_else(|| self.references.at_address(link))
            }
            Target::Page(page) => owner(self.paged(page, draft)).or_else(|| self.references.get(page)),
            Target::Footnote(_) => None,
        }
    }

    /// The text of the source file at `path`, if it was read.
    pub fn text(&self, path: &Path) -> Option<Resolved> {
        self.read(*self.by_path.get(path)?).ok()
    }

    /// The first source file of `reference`, whether or not it could be read.
    pub fn source_of(&self, reference: &Reference) -> Option<PathBuf> {
        self.source_indices(reference).first().map(|&index| self.sources[index].path.clone())
    }

    /// The first source file of `reference` that was read.
    pub fn read_source_of(&self, reference: &Reference) -> Option<&Path> {
        let sources = self.source_indices(reference).into_iter().map(|index| &self.sources[index]);
        let mut read = sources.filter(|source| matches!(source.state, SourceState::Read(_)));
        read.next().map(|source| source.path.as_path())
    }

    /// The reference that the source file at `path` belongs to.
    pub fn owner_of(&self, path: &Path) -> Option<&Arc<Reference>> {
        self.owners.get(self.by_path.get(path)?)
    }

    /// The source files that belong to the reference with the citekey `key`; `None` where there is no such reference.
    pub fn sources_of(&self, key: &str) -> Option<Vec<PathBuf>> {
        let reference = self.references.get(key)?;
        let owned = |(index, owner): (&usize, &Arc<Reference>)| {
            (owner.key == reference.key).then(|| self.sources[*index].path.clone())
        };
        Some(self.owners.iter().filter_map(owned).collect())
    }

    /// Every source that was read, one after the other.
    pub fn read_sources(&self) -> impl Iterator<Item = Resolved> + '_ {
        (0..self.sources.len()).filter_map(|index| self.read(index).ok())
    }

    /// What the web address `link` leads to: the sources of its reference, else the page without one that was
    /// saved from there.
    fn of_address(&self, link: &str) -> Result<Vec<usize>, WhyNot> {
        let saved = || self.saved.get_or_init(|| self.saved_pages()).get(&plain_address(link)?).copied();
        match self.of_reference(self.references.at_address(link)) {
            Err(why @ (WhyNot::Unknown | WhyNot::MissingSource(_))) => {
                saved().map(|page| vec![page]).ok_or(why)
            }
            found => found,
        }
    }

    /// The sources of no reference that say from which web address they were saved.
    fn saved_pages(&self) -> HashMap<String, usize> {
        let address = |source: &SourceFile| plain_address(source.address.as_deref()?);
        // Of several, the first counts.
        let pages = self.sources.iter().enumerate().rev();
        let pages = pages.filter(|(index, _)| !self.owners.contains_key(index));
        pages.filter_map(|(index, source)| Some((address(source)?, index))).collect()
    }

    /// The source files of `reference`; one at the least.
    fn of_reference(&self, reference: Option<Arc<Reference>>) -> Result<Vec<usize>, WhyNot> {
        let reference = reference.ok_or(WhyNot::Unknown)?;
        let sources = self.source_indices(&reference);
        if sources.is_empty() {
            return Err(self.still_to_come(&reference.key).unwrap_or(WhyNot::MissingSource(reference)));
        }
        Ok(sources)
    }

    /// The source file of the page that a wikilink in the draft at `draft` names, else one of that name in another format.
    fn paged(&self, page: &str, draft: &Path) -> Option<usize> {
        let page = Page::new(page, draft);
        let names = page.file_names();
        let named = || names.iter().filter_map(|name| self.by_name.get(name)).flatten();
        let named = || named().map(|&index| self.sources[index].path.as_path());
        let file = page.file(|file| self.by_path.contains_key(file), named);
        let stems = || names.iter().rev().filter_map(|name| Path::new(name).file_stem()?.to_str());
        let by_stem = || stems().find_map(|stem| self.by_stem.get(stem));
        file.and_then(|file| self.by_path.get(&file)).or_else(by_stem).copied()
    }

    /// The source file that a link in the draft at `draft` points to.
    fn linked(&self, link: &str, draft: &Path) -> Option<usize> {
        self.by_path.get(&linked_file(link, draft)?).copied()
    }

    /// That what is collected under `key` was not looked for yet.
    fn still_to_come(&self, key: &str) -> Option<WhyNot> {
        let file = self.references.collected(key)?.files.first().filter(|_| !self.cited.contains(key))?;
        Some(WhyNot::Waiting(file.path.clone()))
    }

    /// The source files of `reference`, each once: as its `file` field names them, else the one named as its citekey, else
    /// those that a reference manager has.
    fn source_indices(&self, reference: &Reference) -> Vec<usize> {
        let folder = reference.file.parent().unwrap_or(Path::new(""));
        let at = |path: &Path| self.by_path.get(path).copied();
        let mut found: Vec<usize> =
            reference.files.iter().filter_map(|file| at(&normal(&folder.join(file)))).collect();
        if found.is_empty() {
            found.extend(self.by_stem.get(&reference.key.to_lowercase()));
        }
        if found.is_empty() {
            let collected = self.references.collected(&reference.key);
            found.extend(collected.iter().flat_map(|c| &c.files).filter_map(|file| at(&file.path)));
        }
        let mut seen = HashSet::new();
        found.retain(|index| seen.insert(*index));
        found
    }

    fn read(&self, index: usize) -> Result<Resolved, WhyNot> {
        let source = &self.sources[index];
        let gone = || WhyNot::Unreadable {
            path: source.path.clone(),
            reason: "what was read of it is no longer in the cache; it is read again at the next start"
                .to_owned(),
        };
        match &source.state {
            SourceState::Waiting => Err(WhyNot::Waiting(source.path.clone())),
            SourceState::Unreadable(reason) => {
                Err(WhyNot::Unreadable { path: source.path.clone(), reason: reason.clone() })
            }
            SourceState::Read(hash) => Ok(Resolved {
                reference: self.owners.get(&index).cloned(),
                text: self.texts.get(&source.path, hash).ok_or_else(gone)?,
            }),
        }
    }
}
