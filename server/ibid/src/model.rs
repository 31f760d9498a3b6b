//! The model that the user named, as a judge.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use ibid_check::Inquiry;
use ibid_llm::{Client, Log};
use ibid_workspace::{Environment, Judge, Settings};
use tokio::runtime::{Builder, Runtime};

/// A judge that can be asked.
pub(crate) struct Model {
    pub(crate) judge: Judge,
    client: Client,
    runtime: Runtime,
}

impl Model {
    /// The model that `settings` name. Fails where they name none, or what is asked cannot be written down.
    pub(crate) fn new(environment: &Environment, settings: &Settings) -> anyhow::Result<Model> {
        let Some(endpoint) = &settings.endpoint else {
            bail!(
                "no model is named that could judge: set `endpoint` in your own config.toml, or IBID_ENDPOINT \
                 (`ibid doctor` says where)"
            );
        };
        let runtime = Builder::new_current_thread().enable_all().build().context("no model can be asked")?;
        let log = environment.requests.as_deref().map_or_else(|| Ok(Log::none()), Log::open)?;
        let client = Client::new(endpoint.clone(), log, Arc::new(|_| {}))?;
        let judge = Judge::new(endpoint, environment.user.file.as_deref(), environment.cache());
        Ok(Model { judge, client, runtime })
    }

    /// See [`Judge::ask`]. Waits for all of it.
    pub(crate) fn ask(
        &self,
        inquiries: Vec<Arc<Inquiry>>,
        may_ask: Arc<dyn Fn() -> Result<(), String> + Send + Sync>,
        done: impl FnMut(usize),
    ) -> Result<(), String> {
        self.runtime.block_on(self.judge.ask(&self.client, inquiries, may_ask, done))
    }
}
