//! Settings: defaults, the user's own file, the workspace's `.ibid.toml`, the client's options; each
//! over the one before. What only the user's own file may set is refused everywhere else.

mod catalogue;
mod layer;
mod model;
mod schema;
mod search;
mod switch;
mod zotero;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ibid_check::{Code, Severity};
use ibid_llm::Endpoint;
use ibid_zotero::Folder;

use crate::paths::Within;
use crate::{paths, roots};
use layer::Layer;
pub(crate) use model::ENDPOINT_VARIABLE;
pub use model::{GhostText, JudgeSettings, JudgeWhen};
pub use schema::{Listed, all, schema};
pub use search::SearchModel;
pub use switch::FileEdit;
pub(crate) use switch::switched_off;
pub use zotero::{Index, Zotero};

/// The environment variable that holds more of the user's own settings, as a JSON object.
pub(crate) const SETTINGS_VARIABLE: &str = "IBID_SETTINGS";

/// What the writer wants, resolved: every path absolute, every value known to make sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Bibliographies that the workspace or the editor names, absolute; empty: those in the draft's reach.
    pub bibliography: Vec<PathBuf>,
    /// Bibliographies that the user's own file names for all drafts, absolute.
    pub own_bibliography: Vec<PathBuf>,
    /// Folders in which a bibliography that a draft names may stand by its bare name, absolute: Pandoc's own.
    pub pandoc: Vec<PathBuf>,
    /// Source folders named, absolute; empty: every `sources` folder in the draft's reach.
    pub sources: Vec<PathBuf>,
    /// Folders outside the workspace from which sources may be read, absolute. Only the user's own file
    /// sets them.
    pub folders: Vec<PathBuf>,
    /// Codes with another severity than their own; `None` is off.
    pub severity: BTreeMap<String, Option<Severity>>,
    /// Features switched on or off by name; those not named are as they are at first.
    pub features: BTreeMap<String, bool>,
    /// The model that may be asked. Only the user's own file and environment name one.
    pub endpoint: Option<Endpoint>,
    /// Where the model's words come unasked; `None` where they never do. Only the user's own file says so.
    pub ghost_text: Option<GhostText>,
    /// When the judge is asked, and how often; `None` where it never is. Only the user's own file says so.
    pub judge: Option<JudgeSettings>,
    /// The model that finds passages by their meaning. Only the user's own file says so.
    pub search_model: Option<SearchModel>,
    /// Nothing of the drafts here is sent anywhere.
    pub private: bool,
    /// The user's Zotero library; `None` where there is none, or it is switched off. Only the user's own file says so.
    pub zotero: Option<Zotero>,
}

/// What the user's own side sets.
#[derive(Clone, Debug, Default)]
pub struct User {
    /// The user's own settings file, which need not exist.
    pub file: Option<PathBuf>,
    /// The endpoint's address, where the environment names one.
    pub endpoint: Option<String>,
    /// Settings that the environment brings, as a JSON object: those that an editor keeps for its user.
    pub settings: Option<String>,
    /// Pandoc's own folders, which need not exist.
    pub pandoc: Vec<PathBuf>,
    /// Zotero's folder, where one was found.
    pub zotero: Option<Folder>,
}

/// Something in the settings that was not taken, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The file it stands in; `None` for the client's options.
    pub file: Option<PathBuf>,
    /// What was not taken, why, and the cure.
    pub message: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            bibliography: Vec::new(),
            own_bibliography: Vec::new(),
            pandoc: Vec::new(),
            sources: Vec::new(),
            folders: Vec::new(),
            severity: BTreeMap::new(),
            features: BTreeMap::new(),
            endpoint: None,
            ghost_text: None,
            judge: Some(JudgeSettings::default()),
            search_model: None,
            private: false,
            zotero: None,
        }
    }
}

impl Settings {
    /// The settings that hold in `root`: the `user`'s own (the file, then the environment), then `.ibid.toml` there, then the
    /// client's options in order
    /// (each the object under `ibid`). A part that cannot be taken is left out and told of.
    pub fn load(root: &Path, user: &User, client: &[serde_json::Value]) -> (Settings, Vec<Notice>) {
        let zotero = Zotero::resolve(zotero::Wish::Found, root, user.zotero.clone());
        let mut settings = Settings { pandoc: user.pandoc.clone(), zotero, ..Settings::default() };
        let mut notices = Vec::new();
        let own = user.file.as_ref().and_then(|file| Layer::from_file(file, true, &mut notices));
        let brought = user.settings.as_ref().and_then(|text| Layer::from_environment(text, &mut notices));
        let folder = Layer::from_file(&root.join(roots::SETTINGS_FILE), false, &mut notices);
        let told: Vec<_> =
            client.iter().filter_map(|options| Layer::from_client(options, &mut notices)).collect();
        for layer in [own, brought, folder].into_iter().flatten().chain(told) {
            settings.take(layer, root, user, &mut notices);
        }
        if let Some(address) = &user.endpoint {
            match model::parse(address) {
                Ok(endpoint) => settings.endpoint = Some(endpoint),
                Err(fault) => {
                    notices.push(Notice { file: None, message: format!("{ENDPOINT_VARIABLE}: {fault}") });
                }
            }
        }
        (settings, notices)
    }

    /// The severity of `code`, or `None` where it is off.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        self.severity.get(code.as_str()).copied().unwrap_or(code.is_on().then(|| code.severity()))
    }

    /// Whether the feature of this name is on.
    pub fn feature(&self, name: &str) -> bool {
        self.features
            .get(name)
            .copied()
            .unwrap_or_else(|| catalogue::feature(name).is_some_and(|feature| feature.is_on))
    }

    fn take(&mut self, layer: Layer, root: &Path, user: &User, notices: &mut Vec<Notice>) {
        let Layer { file, trusted, values } = layer;
        let base = if trusted { file.as_deref().and_then(Path::parent).unwrap_or(root) } else { root };
        if let Some(folders) = values.folders {
            self.folders = folders.into_vec().iter().map(|f| absolute(base, f)).collect();
        }
        let within = readable(root, &self.folders);
        let mut inside = |named: Vec<String>, setting: &str| -> Vec<PathBuf> {
            let (inside, outside): (Vec<_>, Vec<_>) =
                named.iter().map(|name| absolute(base, name)).partition(|path| trusted || within.holds(path));
            for path in outside {
                notices.push(Notice { file: file.clone(), message: outside_message(setting, &path) });
            }
            inside
        };
        if let Some(named) = values.bibliography {
            let named = inside(named.into_vec(), "bibliography");
            *(if trusted { &mut self.own_bibliography } else { &mut self.bibliography }) = named;
        }
        if let Some(named) = values.sources {
            self.sources = inside(named.into_vec(), "sources");
        }
        if trusted {
            // What the user names, the user allows.
            let named = self.sources.iter().cloned();
            let bibliographies =
                self.own_bibliography.iter().filter_map(|file| file.parent()).map(Path::to_owned);
            self.folders.extend(named.chain(bibliographies));
        }
        if let Some(endpoint) = values.endpoint {
            self.endpoint = Some(endpoint);
        }
        if let (Some(endpoint), Some(key)) = (&mut self.endpoint, values.key) {
            endpoint.key = Some(key);
        }
        if let Some(ghost_text) = values.ghost_text {
            self.ghost_text = ghost_text;
        }
        if let Some(judge) = values.judge {
            self.judge = judge;
        }
        if let Some(model) = values.search_model {
            self.search_model = model;
        }
        if let Some(wish) = values.zotero {
            self.zotero = Zotero::resolve(wish, base, user.zotero.clone());
        }
        self.private |= values.private;
        self.severity.extend(values.severity);
        self.features.extend(values.features);
    }

    /// Where files of the workspace at `root` may be read.
    pub fn readable(&self, root: &Path) -> Within {
        let folders = self.zotero.iter().map(|zotero| &zotero.folder);
        let zotero =
            folders.flat_map(|folder| std::iter::once(folder.storage()).chain(folder.linked.clone()));
        readable(root, &self.folders.iter().cloned().chain(zotero).collect::<Vec<_>>())
    }

    /// The folder of the files that Zotero stores: each is a source.
    pub fn zotero_storage(&self) -> Option<PathBuf> {
        self.zotero.as_ref().map(|zotero| zotero.folder.storage())
    }
}

fn readable(root: &Path, folders: &[PathBuf]) -> Within {
    Within::new(std::iter::once(root).chain(folders.iter().map(PathBuf::as_path)))
}

fn absolute(base: &Path, named: &str) -> PathBuf {
    paths::normal(&base.join(paths::expanded(named)))
}

fn outside_message(what: &str, path: &Path) -> String {
    let path = path.display();
    format!(
        "`{what}` names {path}, outside the workspace; add it to `folders` in your own config.toml to allow it"
    )
}

#[cfg(test)]
mod tests;
