//! The connection to one endpoint: sends requests with the key in the head, follows no redirect, and turns
//! what goes wrong into an [`Error`] without secrets.

use std::time::{Duration, SystemTime};

use reqwest::{Response, Url, redirect};
use serde_json::Value;
use tokio::sync::OnceCell;
use tokio::time::{Instant, timeout, timeout_at};

use crate::failure::{self, Refusal};
use crate::{Endpoint, Error, Secret, address, tls, wire};

/// Most bytes read of a refusal, and of a list of models.
const MOST_REFUSAL: usize = 64 << 10;
const MOST_LIST: usize = 8 << 20;
/// How long the body of a refusal is waited for.
const REFUSAL: Duration = Duration::from_secs(5);

/// The connection to one endpoint.
#[derive(Debug)]
pub(crate) struct Http {
    client: reqwest::Client,
    endpoint: Endpoint,
    base: Url,
    shown: String,
    key: OnceCell<Option<Secret>>,
}

impl Http {
    /// Prepares the connection; nothing is sent. Fails for an address that may not be used.
    pub(crate) fn new(mut endpoint: Endpoint) -> Result<Http, Error> {
        endpoint.timeouts = endpoint.timeouts.bounded();
        let base = address::base(&endpoint)?;
        // Fails only where a provider is set already, which will do as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .connect_timeout(endpoint.timeouts.connect)
            .redirect(redirect::Policy::none())
            .user_agent(concat!("ibid/", env!("CARGO_PKG_VERSION")));
        // What stays on this machine must not take the way over a proxy elsewhere.
        let builder = if address::is_this_machine(&base) { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(|fault| Error::Setup { reason: cause(&fault) })?;
        Ok(Http { client, shown: address::shown(base.as_str()), endpoint, base, key: OnceCell::new() })
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The address as it may be shown.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Whether the host is OpenAI's own.
    pub(crate) fn is_openai(&self) -> bool {
        self.base.host_str() == Some("api.openai.com")
    }

    /// The key, read once; a failure is tried again the next time.
    pub(crate) async fn key(&self) -> Result<Option<Secret>, Error> {
        let Some(source) = self.endpoint.key.clone() else { return Ok(None) };
        let place = source.to_string();
        let read = || async {
            let read = tokio::task::spawn_blocking(move || source.read()).await;
            let failed = |fault: tokio::task::JoinError| Error::NoKey { place, reason: fault.to_string() };
            read.map_err(failed)?.map(Some)
        };
        self.key.get_or_try_init(read).await.cloned()
    }

    /// Posts `body` to `path`; the answer's head, if it is a good one, before `until`. `model` is for the
    /// message of a failure.
    pub(crate) async fn post(
        &self,
        path: &str,
        body: &Value,
        model: &str,
        until: Instant,
    ) -> Result<Response, Error> {
        let request = self.client.post(address::join(&self.base, path)).json(body);
        self.send(request, model, until).await
    }

    /// The JSON at `path` below the endpoint's base.
    pub(crate) async fn get(&self, path: &str, limit: Duration) -> Result<Value, Error> {
        self.json(self.client.get(address::join(&self.base, path)), "", Instant::now() + limit).await
    }

    /// The JSON at `path` from the server's root.
    pub(crate) async fn get_from_root(&self, path: &str, limit: Duration) -> Result<Value, Error> {
        let mut url = self.base.clone();
        url.set_path(path);
        self.json(self.client.get(url), "", Instant::now() + limit).await
    }

    /// The JSON that answers `body` at `path`, before `until`. `model` is for the message of a failure.
    pub(crate) async fn post_for_json(
        &self,
        path: &str,
        body: &Value,
        model: &str,
        until: Instant,
    ) -> Result<Value, Error> {
        self.json(self.client.post(address::join(&self.base, path)).json(body), model, until).await
    }

    async fn json(
        &self,
        request: reqwest::RequestBuilder,
        model: &str,
        until: Instant,
    ) -> Result<Value, Error> {
        let limit = until.saturating_duration_since(Instant::now());
        let response = self.send(request, model, until).await?;
        let read = timeout_at(until, read_up_to(response, MOST_LIST)).await;
        let bytes = read.map_err(|_| self.late("answer", limit))?.map_err(|fault| self.broke_off(&fault))?;
        serde_json::from_slice(&bytes)
            .map_err(|_| self.not_understood(failure::words(&String::from_utf8_lossy(&bytes))))
    }

    async fn send(
        &self,
        request: reqwest::RequestBuilder,
        model: &str,
        until: Instant,
    ) -> Result<Response, Error> {
        let key = self.key().await?;
        let head = wire::head(self.endpoint.kind, key.as_ref()).into_iter().collect();
        let limit = until.saturating_duration_since(Instant::now());
        let sent = timeout_at(until, request.headers(head).send()).await;
        let response = sent.map_err(|_| self.late("begin to answer", limit))?;
        let response = response.map_err(|fault| self.unsent(&fault))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(failure::redirected(&self.shown, response.headers()));
        }
        if status.is_success() { Ok(response) } else { Err(self.refusal(response, model).await) }
    }

    async fn refusal(&self, response: Response, model: &str) -> Error {
        let status = response.status().as_u16();
        let wait = failure::retry_after(response.headers(), SystemTime::now());
        let body = timeout(REFUSAL, read_up_to(response, MOST_REFUSAL)).await;
        let body = body.ok().and_then(Result::ok).unwrap_or_default();
        self.refused(status, wait, &failure::words(&self.redact(&String::from_utf8_lossy(&body))), model)
    }

    /// The error of a refusal with `status` and the words `reason`.
    pub(crate) fn refused(&self, status: u16, wait: Option<Duration>, reason: &str, model: &str) -> Error {
        let cure = match &self.endpoint.key {
            Some(source) => format!("put the right one into {source}."),
            None => "it wants one. Put it into an environment variable and name that as `key`.".to_owned(),
        };
        let reason = self.redact(reason);
        Refusal { address: &self.shown, model, cure: &cure, status, wait, reason }.error()
    }

    /// `text` without the key that a server may have put into it.
    pub(crate) fn redact(&self, text: &str) -> String {
        match self.key.get().and_then(Option::as_ref) {
            Some(key) => key.redact(text).into_owned(),
            None => text.to_owned(),
        }
    }

    pub(crate) fn late(&self, what: &'static str, limit: Duration) -> Error {
        Error::Timeout { address: self.shown.clone(), what, limit }
    }

    pub(crate) fn not_understood(&self, reason: impl Into<String>) -> Error {
        Error::NotUnderstood { address: self.shown.clone(), reason: self.redact(&reason.into()) }
    }

    pub(crate) fn broke_off(&self, fault: &reqwest::Error) -> Error {
        Error::BrokeOff { address: self.shown.clone(), reason: cause(fault) }
    }

    fn unsent(&self, fault: &reqwest::Error) -> Error {
        if fault.is_timeout() {
            return self.late("accept a connection", self.endpoint.timeouts.connect);
        }
        let address = self.shown.clone();
        match tls::reason(fault) {
            Some(reason) => Error::Untrusted { address, reason: self.redact(&reason) },
            None => Error::Unreachable { address, reason: self.redact(&cause(fault)) },
        }
    }
}

/// What lies at the bottom of a failure. The address, which reqwest puts at the top, is left out.
fn cause(fault: &reqwest::Error) -> String {
    let mut deepest: &dyn std::error::Error = fault;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    if std::ptr::addr_eq(deepest, fault) { "the request failed".to_owned() } else { deepest.to_string() }
}

async fn read_up_to(mut response: Response, most: usize) -> Result<Vec<u8>, reqwest::Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]);
        if bytes.len() == most {
            break;
        }
    }
    Ok(bytes)
}
