//! How passages are searched for: by which model, besides their words. Only the user's own file says so.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::absolute;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    model: Option<String>,
}

/// Reads the setting `search`: the folder of the model, absolute; a relative one is below `base`.
pub(super) fn model(value: Value, base: &Path) -> Result<Option<PathBuf>, String> {
    let table: Table = serde_json::from_value(value)
        .map_err(|_| "`search` wants a table with `model`, the folder of a model that reads passages")?;
    match table.model {
        Some(address) if address.contains("://") => {
            Err(format!("`search.model` wants a folder on this machine, and {address} is none"))
        }
        model => Ok(model.map(|folder| absolute(base, &folder))),
    }
}
