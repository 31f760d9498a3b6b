//! Requests to a Zotero.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, redirect};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use crate::Error;

/// How long an answer may take: a large library is put together first.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it may take to get through at all.
const CONNECT: Duration = Duration::from_secs(2);
/// Bytes of an answer at most.
const MOST: usize = 1 << 30;

/// A Zotero at an address. Whoever asks it waits: it is for threads that may.
pub(super) struct Zotero {
    client: Client,
    runtime: Runtime,
    address: String,
}

impl Zotero {
    /// The one at `address`; nothing is sent yet.
    pub(super) fn new(address: &str) -> Result<Zotero, Error> {
        let address = address.trim_end_matches('/').to_owned();
        // Fails only where a provider is set already, which will do as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(CONNECT)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .user_agent(concat!("ibid/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|fault| unanswered(&address, &deepest(&fault)))?;
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|fault| unanswered(&address, &fault))?;
        Ok(Zotero { client, runtime, address })
    }

    /// The JSON at `path`.
    pub(super) fn get(&self, path: &str) -> Result<Value, Error> {
        Ok(self.answer(self.asked(path))?.1)
    }

    /// The number of the last change of what is at `path`.
    pub(super) fn version(&self, path: &str) -> Result<u64, Error> {
        let (head, _) = self.answer(self.asked(path))?;
        let version = head.get("Last-Modified-Version").and_then(|version| version.to_str().ok());
        let version = version.and_then(|version| version.parse().ok());
        version.ok_or_else(|| unanswered(&self.address, &"its answer has no version"))
    }

    /// What is answered to `question` at `path`.
    pub(super) fn post(&self, path: &str, question: &Value) -> Result<Value, Error> {
        Ok(self.answer(self.client.post(self.at(path)).json(question))?.1)
    }

    fn asked(&self, path: &str) -> RequestBuilder {
        self.client.get(self.at(path)).header("Zotero-API-Version", "3")
    }

    /// The head of the answer to `request`, and its JSON.
    fn answer(&self, request: RequestBuilder) -> Result<(HeaderMap, Value), Error> {
        self.runtime.block_on(async {
            let failed = |fault: reqwest::Error| unanswered(&self.address, &deepest(&fault.without_url()));
            let mut response = request.send().await.and_then(|r| r.error_for_status()).map_err(failed)?;
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(failed)? {
                body.extend_from_slice(&chunk);
                if body.len() > MOST {
                    return Err(unanswered(&self.address, &"its answer is too long"));
                }
            }
            let json = serde_json::from_slice(&body).map_err(|fault| unanswered(&self.address, &fault))?;
            Ok((std::mem::take(response.headers_mut()), json))
        })
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.address)
    }
}

fn unanswered(address: &str, reason: &dyn std::fmt::Display) -> Error {
    Error::Unanswered { address: address.to_owned(), reason: reason.to_string() }
}

/// What lies at the bottom of a failure: reqwest itself says only that the request failed.
fn deepest(fault: &reqwest::Error) -> String {
    let mut deepest: &dyn std::error::Error = fault;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}
