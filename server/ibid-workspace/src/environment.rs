//! What this process gives every library: the cache, the reader of sources, the texts read so far.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy;
use ibid_evidence::Texts;
use ibid_sources::{Extractor, Limits, Store};

use crate::Error;
use crate::bibliographies::Cache;
use crate::models::Models;
use crate::settings::{ENDPOINT_VARIABLE, SETTINGS_VARIABLE, User};
use crate::signoffs::Signer;
use crate::zotero::ZoteroLibraries;

/// What this process gives every library.
#[derive(Clone)]
pub struct Environment {
    /// The user's own settings.
    pub user: User,
    /// The file in which requests to models are written down.
    pub requests: Option<PathBuf>,
    /// Who signs claims off, and when.
    pub signer: Signer,
    cache: PathBuf,
    store: Store,
    texts: Arc<Texts>,
    bibliographies: Cache,
    zotero: ZoteroLibraries,
    models: Models,
}

impl Environment {
    /// The environment of this program: the platform's cache folder, the user's own settings, and this very
    /// program (whose `extract` reads a source in a process of its own).
    pub fn of_this_program() -> Result<Environment, Error> {
        let folders = etcetera::choose_base_strategy().map_err(|_| Error::NoHome)?;
        let program = std::env::current_exe().map_err(|source| Error::Program { source })?;
        let file = Some(folders.config_dir().join("ibid").join("config.toml"));
        let said = |name| std::env::var(name).ok().filter(|said: &String| !said.trim().is_empty());
        let (endpoint, settings) = (said(ENDPOINT_VARIABLE), said(SETTINGS_VARIABLE));
        let requests = folders.data_dir().join("ibid").join("requests.jsonl");
        // Pandoc looks where the platform keeps data, and where it did before there were such places.
        let pandoc = vec![folders.data_dir().join("pandoc"), folders.home_dir().join(".pandoc")];
        Ok(Environment {
            user: User { file, endpoint, settings, pandoc, zotero: ibid_zotero::find(folders.home_dir()) },
            requests: Some(requests),
            signer: Signer::of_this_process(folders.home_dir(), &folders.config_dir()),
            ..Environment::new(&folders.cache_dir().join("ibid"), &program)
        })
    }

    /// An environment with its cache in the folder `cache`, sources read by `program extract`, and no user's
    /// own settings.
    pub fn new(cache: &Path, program: &Path) -> Environment {
        let store = Store::new(cache, Extractor::new(program.to_owned(), Limits::default()));
        let kept = store.clone();
        let texts = Arc::new(Texts::new(Box::new(move |hash| kept.get(hash))));
        Environment {
            user: User::default(),
            requests: None,
            signer: Signer::default(),
            cache: cache.to_owned(),
            store,
            texts,
            bibliographies: Cache::new(cache),
            zotero: ZoteroLibraries::new(cache),
            models: Models::default(),
        }
    }

    /// The folder of everything that can be made again.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// The PDFium that reads the PDFs that ibid's own reader cannot, where there is one.
    pub fn pdf_library(&self) -> Option<PathBuf> {
        self.store.extractor().pdf_library()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Bibliographies as they were read.
    pub(crate) fn bibliographies(&self) -> &Cache {
        &self.bibliographies
    }

    /// Zotero's libraries, as they are now.
    pub fn zotero(&self) -> &ZoteroLibraries {
        &self.zotero
    }

    /// The models that find passages by their meaning.
    pub(crate) fn models(&self) -> &Models {
        &self.models
    }

    pub(crate) fn texts(&self) -> &Arc<Texts> {
        &self.texts
    }
}
