//! What a server tells of itself when asked: its models, and how much context they have. Asked at most once;
//! only a failure is asked again.

use std::fmt;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::record::Record;
use crate::wire::{self, Model};
use crate::{Client, Error, Kind};

/// How long a server may take to tell of itself.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is assumed of a model that nothing is known of, in tokens.
const ASSUMED: usize = 8192;
/// What every model of Anthropic's has, in tokens.
const ASSUMED_OF_ANTHROPIC: usize = 200_000;

/// How much a model can take in, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// Tokens of prompt and answer together.
    pub tokens: usize,
    /// How that is known.
    pub from: ContextFrom,
}

/// How a model's context is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextFrom {
    /// The user set it.
    User,
    /// The server told it.
    Server,
    /// It is assumed.
    Assumed,
}

impl fmt::Display for ContextFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ContextFrom::User => "as you set it",
            ContextFrom::Server => "as the server says",
            ContextFrom::Assumed => "assumed, as the server does not say; set `context` if you know better",
        })
    }
}

/// What was learnt of a server.
#[derive(Debug, Default)]
pub(crate) struct Learnt {
    listed: OnceCell<Vec<Model>>,
    context: OnceCell<Context>,
    /// The server does not know schemas.
    pub(crate) no_schemas: AtomicBool,
}

impl Client {
    /// The model's context in tokens: set by the user, else learnt from the server, else assumed.
    pub async fn context(&self) -> usize {
        self.known_context().await.tokens
    }

    /// The model's context, and how it is known.
    pub async fn known_context(&self) -> Context {
        if self.endpoint().context.is_some() {
            return self.unasked_context();
        }
        let learnt = self.learnt().context.get_or_try_init(|| self.ask_context()).await;
        learnt.copied().unwrap_or_else(|_| self.unasked_context())
    }

    /// The models that the server lists, in its order.
    pub(crate) async fn models(&self) -> Result<&[Model], Error> {
        let ask = || async {
            let path = wire::list_path(self.endpoint().kind);
            let list = self.told("GET", path, self.http().get(path, PATIENCE)).await?;
            wire::models(self.endpoint().kind, &list)
                .ok_or_else(|| self.http().not_understood("it is no list of models"))
        };
        self.learnt().listed.get_or_try_init(ask).await.map(Vec::as_slice)
    }

    /// The model set, else the first that the server lists and that is not for embeddings.
    pub(crate) async fn model(&self) -> Result<String, Error> {
        if let Some(model) = &self.endpoint().model {
            return Ok(model.clone());
        }
        let models = self.models().await?;
        let writes = models.iter().find(|model| !model.name.to_lowercase().contains("embed"));
        writes.or(models.first()).map(|model| model.name.clone()).ok_or_else(|| Error::NotFound {
            address: self.http().shown().to_owned(),
            what: "model".to_owned(),
            reason: "its list of models is empty; load one, or name one after a # in the address".to_owned(),
        })
    }

    async fn ask_context(&self) -> Result<Context, Error> {
        let model = self.model().await?;
        let told = match self.endpoint().kind {
            Kind::Ollama => self.context_of_ollama(&model).await?,
            Kind::OpenAi | Kind::Anthropic => match context_in(self.models().await?, &model) {
                Some(tokens) => Some(tokens),
                None => self.context_of_lm_studio(&model).await,
            },
        };
        Ok(told
            .map_or_else(|| self.unasked_context(), |tokens| Context { tokens, from: ContextFrom::Server }))
    }

    async fn context_of_ollama(&self, model: &str) -> Result<Option<usize>, Error> {
        let (path, body) = ("/api/show", json!({ "model": model }));
        let sent = format!("{path} {body}");
        let shown = self
            .told("POST", &sent, self.http().post_for_json(path, &body, model, Instant::now() + PATIENCE))
            .await?;
        let info = shown.get("model_info").and_then(Value::as_object);
        let length = info.and_then(|info| info.iter().find(|(name, _)| name.ends_with(".context_length")));
        Ok(length.and_then(|(_, tokens)| tokens.as_u64()).and_then(|tokens| usize::try_from(tokens).ok()))
    }

    /// LM Studio tells it in a list of its own.
    async fn context_of_lm_studio(&self, model: &str) -> Option<usize> {
        if self.endpoint().kind != Kind::OpenAi || self.http().is_openai() {
            return None;
        }
        let path = "/api/v0/models";
        let list = self.told("GET", path, self.http().get_from_root(path, PATIENCE)).await.ok()?;
        context_in(&wire::models(Kind::OpenAi, &list)?, model)
    }

    /// What the server tells when `asked` by `method` with `sent`; written down, as every request is.
    async fn told(
        &self,
        method: &str,
        sent: &str,
        asked: impl Future<Output = Result<Value, Error>>,
    ) -> Result<Value, Error> {
        let key = self.http().key().await?;
        let mut record =
            Record::of_server(self.log().clone(), key, self.http().shown(), method, sent.to_owned());
        let answer = asked.await;
        match &answer {
            Ok(told) => record.told(&told.to_string()),
            Err(error) => record.failed(error),
        }
        answer
    }

    /// The model's context as far as it is known without asking.
    pub(crate) fn unasked_context(&self) -> Context {
        let assumed = if self.endpoint().kind == Kind::Anthropic { ASSUMED_OF_ANTHROPIC } else { ASSUMED };
        match self.endpoint().context {
            Some(tokens) => Context { tokens, from: ContextFrom::User },
            None => Context { tokens: assumed, from: ContextFrom::Assumed },
        }
    }
}

/// The context of `model` in `list`; a server of one model gives that under any name.
fn context_in(list: &[Model], model: &str) -> Option<usize> {
    match list {
        [only] => only.context,
        list => list.iter().find(|listed| listed.name == model)?.context,
    }
}
