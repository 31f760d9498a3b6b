//! How passages are searched for: by which model, besides their words. Only the user's own file says so.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ibid_llm::{Endpoint, Kind, Timeouts};
use serde::Deserialize;
use serde_json::Value;

use super::{absolute, model};

/// A model that reads passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchModel {
    /// The one in this folder, absolute.
    Folder(PathBuf),
    /// The one that this endpoint has, which is named.
    Endpoint(Endpoint),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    model: Option<Value>,
}

/// Who searches waits no longer than this for an endpoint.
const PATIENCE: Timeouts = Timeouts {
    connect: Duration::from_secs(3),
    first_token: Duration::from_secs(30),
    whole: Duration::from_secs(60),
};

/// Reads the setting `search`: a relative folder is below `base`; an endpoint is named as `endpoint` is.
pub(super) fn search(value: Value, base: &Path) -> Result<Option<SearchModel>, String> {
    let form = "`search` wants a table with `model`: a model's folder, or an address as `endpoint` has it";
    let table: Table = serde_json::from_value(value).map_err(|_| form)?;
    match table.model {
        None => Ok(None),
        Some(Value::String(folder)) if !folder.contains("://") => {
            Ok(Some(SearchModel::Folder(absolute(base, &folder))))
        }
        Some(named) => endpoint(named).map(SearchModel::Endpoint).map(Some),
    }
}

fn endpoint(named: Value) -> Result<Endpoint, String> {
    let endpoint = model::endpoint(named, PATIENCE).map_err(|fault| format!("`search.model`: {fault}"))?;
    if endpoint.kind == Kind::Anthropic {
        return Err(format!("`search.model` names {}, which makes no vectors of passages", endpoint.url));
    }
    if endpoint.model.is_none() {
        let url = &endpoint.url;
        return Err(format!("`search.model` wants the model's name too, as \"{url}#nomic-embed-text\""));
    }
    Ok(endpoint)
}
