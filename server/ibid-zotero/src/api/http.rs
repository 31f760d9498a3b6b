//! Requests to a Zotero.

use std::time::Duration;

use serde_json::Value;

use crate::Error;

/// How long an answer may take: a large library is put together first.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it may take to get through at all.
const CONNECT: Duration = Duration::from_secs(2);
/// Bytes of an answer at most.
const MOST: u64 = 1 << 30;

/// A Zotero at an address.
pub(super) struct Zotero {
    agent: ureq::Agent,
    address: String,
}

impl Zotero {
    /// The one at `address`; nothing is sent yet.
    pub(super) fn new(address: &str) -> Zotero {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECT))
            .max_redirects(0)
            .proxy(None)
            .user_agent(concat!("ibid/", env!("CARGO_PKG_VERSION")));
        Zotero { agent: config.build().into(), address: address.trim_end_matches('/').to_owned() }
    }

    /// The JSON at `path`.
    pub(super) fn get(&self, path: &str) -> Result<Value, Error> {
        let answer = self.agent.get(self.at(path)).header("Zotero-API-Version", "3").call();
        self.json(answer)
    }

    /// The number of the last change of what is at `path`.
    pub(super) fn version(&self, path: &str) -> Result<u64, Error> {
        let answer = self.agent.get(self.at(path)).header("Zotero-API-Version", "3").call();
        let answer = answer.map_err(|fault| self.failed(&fault))?;
        let version = answer.headers().get("Last-Modified-Version").and_then(|version| version.to_str().ok());
        let version = version.and_then(|version| version.parse().ok());
        version.ok_or_else(|| self.failed(&"its answer has no version"))
    }

    /// What is answered to `question` at `path`.
    pub(super) fn post(&self, path: &str, question: &Value) -> Result<Value, Error> {
        let asked = self.agent.post(self.at(path)).content_type("application/json");
        self.json(asked.send(question.to_string()))
    }

    fn json(&self, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Error> {
        let mut answer = answer.map_err(|fault| self.failed(&fault))?;
        let text = answer.body_mut().with_config().limit(MOST).read_to_string();
        let text = text.map_err(|fault| self.failed(&fault))?;
        serde_json::from_str(&text).map_err(|fault| self.failed(&fault))
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.address)
    }

    fn failed(&self, reason: &dyn std::fmt::Display) -> Error {
        Error::Unanswered { address: self.address.clone(), reason: reason.to_string() }
    }
}
