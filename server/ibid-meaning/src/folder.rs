//! The files of a model's folder: weights, tokenizer, configuration. No name is required where only one file can be meant.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Error;

/// A folder that holds a model.
pub(crate) struct Folder {
    dir: PathBuf,
    /// The file of weights.
    pub(crate) weights: PathBuf,
    /// The tokenizer's file.
    pub(crate) tokenizer: PathBuf,
}

impl Folder {
    /// Looks for the files of the model in `dir`.
    pub(crate) fn open(dir: &Path) -> Result<Folder, Error> {
        let names = std::fs::read_dir(dir).map_err(|e| Error::file(dir, &e))?;
        let mut names: Vec<String> =
            names.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let weights = one_of(&names, "model.safetensors", |name| name.ends_with(".safetensors"));
        let tokenizer = one_of(&names, "tokenizer.json", |name| {
            name.contains("tokenizer") && name.ends_with(".json") && name != "tokenizer_config.json"
        });
        let found = |name: Option<&str>, usual: &str| {
            let why = "the folder wants one such file, and has none or several";
            name.map(|name| dir.join(name)).ok_or_else(|| Error::file(&dir.join(usual), &why))
        };
        Ok(Folder {
            weights: found(weights, "model.safetensors")?,
            tokenizer: found(tokenizer, "tokenizer.json")?,
            dir: dir.to_owned(),
        })
    }

    /// The JSON file `name` below the folder; `None` where there is none.
    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        let file = self.dir.join(name);
        match std::fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| Error::broken(&file, &e)),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(Error::file(&file, &fault)),
        }
    }

    /// As [`Folder::json`], for a file that must be there.
    pub(crate) fn needed<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        self.json(name)?.ok_or_else(|| Error::file(&self.dir.join(name), &"it is not there"))
    }

    /// What sentence-transformers puts before a text of this `kind`, where the model was trained with such words.
    pub(crate) fn prompt(&self, names: &[&str]) -> Result<String, Error> {
        let config: Option<Value> = self.json("config_sentence_transformers.json")?;
        let prompts = config.as_ref().and_then(|config| config.get("prompts"));
        let prompt = names.iter().find_map(|name| prompts?.get(name)?.as_str());
        Ok(prompt.unwrap_or_default().to_owned())
    }

    /// The folder's own name.
    pub(crate) fn name(&self) -> String {
        let full = self.dir.canonicalize().unwrap_or_else(|_| self.dir.clone());
        full.file_name().unwrap_or(full.as_os_str()).to_string_lossy().into_owned()
    }
}

/// The file called `usual`, else the only one that `fits`.
fn one_of<'n>(names: &'n [String], usual: &str, fits: impl Fn(&str) -> bool) -> Option<&'n str> {
    if let Some(name) = names.iter().find(|name| *name == usual) {
        return Some(name);
    }
    let mut fitting = names.iter().filter(|name| fits(name));
    fitting.next().filter(|_| fitting.next().is_none()).map(String::as_str)
}
