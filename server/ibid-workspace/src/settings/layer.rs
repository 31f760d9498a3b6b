//! One layer of settings as it was written, with what does not belong in it taken out and told of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ibid_check::{Code, Severity};
use ibid_llm::{Endpoint, KeySource, Timeouts};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::model::{self, GhostText, JudgeSettings};
use super::search::{self, SearchModel};
use super::{Notice, SETTINGS_VARIABLE, catalogue, zotero};

/// One layer: where it came from and what it sets.
pub(super) struct Layer {
    pub(super) file: Option<PathBuf>,
    pub(super) trusted: bool,
    pub(super) values: Values,
}

/// What a layer sets.
#[derive(Default)]
pub(super) struct Values {
    pub(super) bibliography: Option<OneOrMany>,
    pub(super) sources: Option<OneOrMany>,
    pub(super) folders: Option<OneOrMany>,
    pub(super) severity: BTreeMap<String, Option<Severity>>,
    pub(super) features: BTreeMap<String, bool>,
    pub(super) private: bool,
    pub(super) endpoint: Option<Endpoint>,
    pub(super) key: Option<KeySource>,
    pub(super) ghost_text: Option<Option<GhostText>>,
    pub(super) judge: Option<Option<JudgeSettings>>,
    pub(super) search_model: Option<Option<SearchModel>>,
    pub(super) zotero: Option<zotero::Wish>,
}

/// A name or a list of names.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            OneOrMany::One(name) => vec![name],
            OneOrMany::Many(names) => names,
        }
    }
}

impl Layer {
    /// The layer in `file`, or `None` where there is no such file or it cannot be read as TOML.
    pub(super) fn from_file(file: &Path, trusted: bool, notices: &mut Vec<Notice>) -> Option<Layer> {
        let text = std::fs::read_to_string(file).ok()?;
        let table = match toml::from_str::<Map<String, Value>>(&text) {
            Ok(table) => table,
            Err(fault) => {
                notices.push(Notice {
                    file: Some(file.to_owned()),
                    message: format!("not valid TOML, so that none of it holds: {}", fault.message()),
                });
                return None;
            }
        };
        Some(Layer::read(Some(file.to_owned()), trusted, table, notices))
    }

    /// The layer in the client's options: the object under `ibid`, or the options themselves. What the editor's extension
    /// sets there for itself is left alone.
    pub(super) fn from_client(options: &Value, notices: &mut Vec<Notice>) -> Option<Layer> {
        const EXTENSION: [&str; 2] = ["server", "trace"];
        let mut object = options.get("ibid").unwrap_or(options).as_object()?.clone();
        object.retain(|name, _| !EXTENSION.contains(&name.as_str()));
        Some(Layer::read(None, false, object, notices))
    }

    /// The layer in what the user's environment says, as JSON; `None` where that cannot be read.
    pub(super) fn from_environment(text: &str, notices: &mut Vec<Notice>) -> Option<Layer> {
        match serde_json::from_str(text) {
            Ok(table) => Some(Layer::read(None, true, table, notices)),
            Err(fault) => {
                let message =
                    format!("{SETTINGS_VARIABLE}: no JSON object, so that none of it holds: {fault}");
                notices.push(Notice { file: None, message });
                None
            }
        }
    }

    fn read(
        file: Option<PathBuf>,
        trusted: bool,
        table: Map<String, Value>,
        notices: &mut Vec<Notice>,
    ) -> Layer {
        let mut values = Values::default();
        let base = file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
        for (name, value) in table {
            if let Err(message) = values.set(&name, value, trusted, &base) {
                notices.push(Notice { file: file.clone(), message });
            }
        }
        Layer { file, trusted, values }
    }
}

impl Values {
    fn set(&mut self, name: &str, value: Value, trusted: bool, base: &Path) -> Result<(), String> {
        if !trusted && catalogue::is_only_the_users(name) {
            return Err(format!("`{name}` may be set in your own config.toml only, and is ignored here"));
        }
        match name {
            "bibliography" => self.bibliography = Some(names(name, value)?),
            "sources" => self.sources = Some(names(name, value)?),
            "folders" => self.folders = Some(names(name, value)?),
            "private" => self.private = value.as_bool().ok_or("`private` wants true or false")?,
            "endpoint" => self.endpoint = Some(model::endpoint(value, Timeouts::default())?),
            "key" => self.key = Some(model::key(value.as_str().unwrap_or_default())?),
            "ghost-text" => self.ghost_text = Some(model::ghost_text(value, base)?),
            "search" => self.search_model = Some(search::search(value, base)?),
            "zotero" => self.zotero = Some(zotero::wish(value)?),
            "judge" => self.judge = Some(model::judge(value)?),
            "severity" => return self.severities(value),
            "features" => return self.switches(value),
            _ => return Err(format!("`{name}` is no setting of ibid, and is ignored")),
        }
        Ok(())
    }

    fn severities(&mut self, value: Value) -> Result<(), String> {
        let levels: BTreeMap<String, String> =
            serde_json::from_value(value).map_err(|_| "`severity` wants a table of code = \"level\"")?;
        for (code, level) in levels {
            Code::parse(&code).ok_or_else(|| format!("`severity` names {code}, which is no code of ibid"))?;
            let level = parse_level(&level).ok_or_else(|| {
                format!("`severity` gives {code} the level {level}; it can be error, warning, information, hint or off")
            })?;
            self.severity.insert(code, level);
        }
        Ok(())
    }

    fn switches(&mut self, value: Value) -> Result<(), String> {
        let switches: BTreeMap<String, bool> = serde_json::from_value(value)
            .map_err(|_| "`features` wants a table of feature = true or false")?;
        for (feature, on) in switches {
            if catalogue::feature(&feature).is_none() {
                let known = catalogue::FEATURES.map(|known| known.name).join(", ");
                return Err(format!("`features` names {feature}; known are {known}"));
            }
            self.features.insert(feature, on);
        }
        Ok(())
    }
}

fn names(setting: &str, value: Value) -> Result<OneOrMany, String> {
    serde_json::from_value(value).map_err(|_| format!("`{setting}` wants a name or a list of names"))
}

fn parse_level(level: &str) -> Option<Option<Severity>> {
    Some(match level {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "information" => Some(Severity::Information),
        "hint" => Some(Severity::Hint),
        "off" => None,
        _ => return None,
    })
}
