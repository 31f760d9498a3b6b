//! Where a draft belongs, and its library, read to the end.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use ibid_check::Finding;
use ibid_draft::{Draft, Markup, Target};
use ibid_references::References;
use ibid_workspace::roots::{self, RootKind};
use ibid_workspace::{
    Effort, Environment, Head, Known, Loader, Pointed, Reach, Root, Run, Settings, add_zotero,
    claims_absence, read_text,
};

use crate::terminal::{self, Bar};

/// Where a draft belongs.
#[derive(Clone)]
pub(crate) struct Project {
    /// Its root folder.
    pub(crate) root: Root,
    /// The settings that hold there.
    pub(crate) settings: Arc<Settings>,
    /// Its bibliographies and source folders.
    pub(crate) reach: Reach,
}

/// A library that was read.
pub(crate) struct Library {
    /// All that is known of it.
    pub(crate) known: Known,
    /// Where its index stands.
    pub(crate) index: PathBuf,
}

/// A library that can be read again after a change, which costs what has changed.
pub(crate) struct Open {
    loader: Loader,
}

/// Finds projects and reads libraries.
pub(crate) struct Libraries {
    /// The cache, and the user's own settings.
    pub(crate) environment: Environment,
    settings: HashMap<PathBuf, Arc<Settings>>,
}

impl Libraries {
    /// With this user's cache and settings.
    pub(crate) fn new() -> anyhow::Result<Libraries> {
        Ok(Libraries { environment: Environment::of_this_program()?, settings: HashMap::new() })
    }

    /// Where the draft at `draft` belongs, whose front matter names `named`. `opened` is the folder that
    /// was named on the command line: the root of a draft that has no other.
    pub(crate) fn project(&mut self, draft: &Path, opened: &Path, named: &Head) -> Project {
        let mut root = roots::find(draft, &[]);
        if root.kind == RootKind::Alone {
            root = roots::find(draft, &[opened.to_owned()]);
        }
        let settings = self.settings(&root.path);
        let mut reach = Reach::find(draft, &root, &settings, named);
        add_zotero(&mut reach, &root, &settings, || false);
        Project { root, settings, reach }
    }

    /// Gives `project` the Zotero library where it has no library and `draft` cites an item of that one.
    pub(crate) fn look_in_zotero(&self, project: &mut Project, draft: &Draft) {
        let cites = |folder: &_| {
            let target = |target| match target {
                Target::Key(key) => Some(key),
                Target::Link(_) | Target::Page(_) | Target::Footnote(_) => None,
            };
            let cited = draft.citations().into_iter();
            let keys: Vec<String> = cited.filter_map(|citation| target(citation.target)).collect();
            let zotero = (!keys.is_empty()).then(|| self.environment.zotero().get(folder));
            let items = zotero.and_then(|zotero| zotero.collection);
            items.is_some_and(|items| keys.iter().any(|key| items.collected.contains_key(key)))
        };
        if project.reach.is_empty()
            && let Some(zotero) = &project.settings.zotero
        {
            add_zotero(&mut project.reach, &project.root, &project.settings, || cites(&zotero.folder));
        }
    }

    /// Where a draft in `folder` would belong.
    pub(crate) fn project_of_folder(&mut self, folder: &Path) -> Project {
        self.project(&folder.join("draft.md"), folder, &Head::default())
    }

    /// Reads the library of `project` to the end, with what drafts point to.
    pub(crate) fn read(
        &self,
        project: &Project,
        pointed: &dyn Fn(&Arc<References>) -> Pointed,
    ) -> anyhow::Result<Library> {
        self.open(project).read(pointed)
    }

    /// The library of `project`, of which nothing is read yet.
    pub(crate) fn open(&self, project: &Project) -> Open {
        tracing::debug!("{}: {}", project.root.path.display(), reached(&project.reach));
        let (reach, settings) = (project.reach.clone(), Arc::clone(&project.settings));
        Open { loader: Loader::new(reach, settings, self.environment.clone()) }
    }

    fn settings(&mut self, root: &Path) -> Arc<Settings> {
        if let Some(settings) = self.settings.get(root) {
            return Arc::clone(settings);
        }
        let (settings, notices) = Settings::load(root, &self.environment.user, &[]);
        for notice in notices {
            let place = notice.file.map_or_else(String::new, |file| format!("{}: ", file.display()));
            terminal::note(&format!("{place}{}", notice.message));
        }
        let settings = Arc::new(settings);
        self.settings.insert(root.to_owned(), Arc::clone(&settings));
        settings
    }
}

impl Open {
    /// The same, whose passages are to be found by what they mean too, where the user has a model for that.
    pub(crate) fn with_meaning(self, effort: Effort) -> Open {
        Open { loader: self.loader.with_meaning(effort) }
    }

    /// Reads what has changed, to the end, with what drafts point to.
    pub(crate) fn read(&mut self, pointed: &dyn Fn(&Arc<References>) -> Pointed) -> anyhow::Result<Library> {
        let begun = Instant::now();
        let bar = Bar::new();
        let last = RefCell::new(None);
        self.loader.run(&Run {
            read: &|path| read_text(path),
            pointed,
            progress: &|progress| bar.show(progress),
            publish: &|known| {
                last.replace(Some(known));
            },
            cancelled: &|| false,
        });
        drop(bar);
        let known = last.into_inner().context("the library could not be read")?;
        let (references, sources) = (known.shelf.references().iter().count(), known.shelf.sources().len());
        tracing::debug!("{references} references and {sources} sources in {:?}", begun.elapsed());
        Ok(Library { known, index: self.loader.index_folder() })
    }
}

/// What a library is read from, for who wants to know.
fn reached(reach: &Reach) -> String {
    let zotero = reach.zotero.as_ref().map(|zotero| &zotero.data);
    let all: Vec<String> = reach
        .bibliographies
        .iter()
        .chain(&reach.sources)
        .chain(zotero)
        .map(|path| path.display().to_string())
        .collect();
    if all.is_empty() { "no library".to_owned() } else { format!("the library is {}", all.join(", ")) }
}

/// The library in reach of the folder that commands work in, read to the end and searchable, by the user's model with this
/// `effort`; its notices are told.
pub(crate) fn read_here(effort: Effort) -> anyhow::Result<(PathBuf, Project, Library)> {
    let here = current_folder()?;
    let mut libraries = Libraries::new()?;
    let project = libraries.project_of_folder(&here);
    if project.reach.is_empty() {
        bail!("no bibliography and no sources are in reach of {}; see `ibid doctor`", here.display());
    }
    let drafts = drafts_below(&project, &here)?;
    let mut library = libraries.open(&project).with_meaning(effort);
    let library = library.read(&|references| cited_of_zotero(&drafts, references))?;
    library.known.notices.iter().for_each(|notice| terminal::note(notice));
    let shelf = &library.known.shelf;
    if shelf.searchers().is_empty() && !shelf.sources().is_empty() {
        bail!("nothing can be kept or searched, since the index could not be opened");
    }
    Ok((here, project, library))
}

/// The drafts below `here`, where a Zotero library may have something for them.
pub(crate) fn drafts_below(project: &Project, here: &Path) -> anyhow::Result<Vec<(PathBuf, Draft)>> {
    if project.reach.zotero.is_none() {
        return Ok(Vec::new());
    }
    let drafts = crate::drafts::candidates(&[], here)?;
    // A draft that cannot be read costs itself.
    let read = |path: &Path| {
        let markup = Markup::of(path).unwrap_or_default();
        Some(Draft::written_in(markup, &read_text(path).ok()?))
    };
    Ok(drafts.into_iter().filter_map(|file| read(&file.path).map(|draft| (file.path, draft))).collect())
}

/// What `drafts` cite of a Zotero library.
pub(crate) fn cited_of_zotero(drafts: &[(PathBuf, Draft)], references: &Arc<References>) -> Pointed {
    let drafts = drafts.iter().map(|(path, draft)| (path.as_path(), draft));
    Pointed { keys: Pointed::of(drafts, references).keys, ..Pointed::default() }
}

/// Takes out of `findings` what says that something is not there, where not all references could be read.
pub(crate) fn keep_vouched(findings: &mut Vec<Finding>, known: &Known) {
    findings.retain(|finding| !(known.lacks_references && claims_absence(finding.code)));
}

/// The folder that commands work in.
pub(crate) fn current_folder() -> anyhow::Result<PathBuf> {
    std::env::current_dir().context("the current folder cannot be told")
}
