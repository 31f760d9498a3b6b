//! The models that find passages by meaning, each opened once in a process.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ibid_llm::{Client, Endpoint, Log};
use ibid_meaning::{Elsewhere, Model};
use tokio::runtime::{Builder, Runtime};

use crate::settings::SearchModel;

/// The models that were opened. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Models(Arc<Mutex<Vec<Opened>>>);

/// A model under the name that it was opened by.
type Opened = (SearchModel, Arc<Model>);

impl Models {
    /// The model that settings name as `named`; what an endpoint is asked is written down in `requests`. One that could not be
    /// opened is tried again the next time: it may have been mended. An error is for people.
    pub(crate) fn get(&self, named: &SearchModel, requests: Option<&Path>) -> Result<Arc<Model>, String> {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, model)) = opened.iter().find(|(known, _)| known == named) {
            return Ok(Arc::clone(model));
        }
        let model = match named {
            SearchModel::Folder(folder) => Model::open(folder).map_err(|fault| fault.to_string())?,
            SearchModel::Endpoint(endpoint) => asked(endpoint, requests)?,
        };
        let model = Arc::new(model);
        opened.push((named.clone(), Arc::clone(&model)));
        Ok(model)
    }
}

/// The model that `endpoint` has.
fn asked(endpoint: &Endpoint, requests: Option<&Path>) -> Result<Model, String> {
    let log = requests.map_or_else(|| Ok(Log::none()), Log::open).map_err(|fault| fault.to_string())?;
    let client = Client::new(endpoint.clone(), log, Arc::new(|_| {})).map_err(|fault| fault.to_string())?;
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|fault| fault.to_string())?;
    let name = endpoint.model.as_deref().unwrap_or_default();
    Ok(Model::elsewhere(name, &endpoint.url, Box::new(Asked { client, runtime: Some(runtime) })))
}

/// A model that an endpoint has.
struct Asked {
    client: Client,
    /// There until this is dropped.
    runtime: Option<Runtime>,
}

impl Elsewhere for Asked {
    fn vectors(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, String> {
        let Some(runtime) = &self.runtime else { return Ok(Vec::new()) };
        // A thread of its own may wait, whatever the one that searches is part of.
        let asked =
            std::thread::scope(|scope| scope.spawn(|| runtime.block_on(self.client.embed(texts))).join());
        match asked {
            Ok(vectors) => vectors.map_err(|fault| fault.to_string()),
            Err(_) => Err("the endpoint could not be asked".to_owned()),
        }
    }
}

impl Drop for Asked {
    /// Where tasks run, nothing may wait for a runtime to end.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
