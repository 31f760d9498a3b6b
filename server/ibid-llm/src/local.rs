//! Which model servers run on this machine. Asked for a list of models and nothing else, and only when the
//! user wants to know; what is found is never used unasked.

use std::time::Duration;

use crate::http::Http;
use crate::wire;
use crate::{Endpoint, Kind};

/// A model server on this machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What usually answers there, as "Ollama".
    pub name: &'static str,
    /// How to use it.
    pub endpoint: Endpoint,
    /// The models it lists.
    pub models: Vec<String>,
}

/// How long each may take; on one machine that is long.
const PATIENCE: Duration = Duration::from_millis(500);

/// The servers that answer at the ports that are theirs by custom.
pub async fn local_servers() -> Vec<Found> {
    let (ollama, llama, studio, vllm) = tokio::join!(
        ask("Ollama", "http://127.0.0.1:11434"),
        ask("llama.cpp", "http://127.0.0.1:8080"),
        ask("LM Studio", "http://127.0.0.1:1234"),
        ask("vLLM", "http://127.0.0.1:8000"),
    );
    [ollama, llama, studio, vllm].into_iter().flatten().collect()
}

/// Who answers at `address`; `None` for what lists no models.
pub(crate) async fn ask(name: &'static str, address: &str) -> Option<Found> {
    let mut endpoint = Endpoint::parse(address).ok()?;
    if name == "Ollama" {
        endpoint.kind = Kind::Ollama;
    }
    let http = Http::new(endpoint.clone()).ok()?;
    let list = http.get(wire::list_path(endpoint.kind), PATIENCE).await.ok()?;
    let models: Vec<String> = wire::models(endpoint.kind, &list)?.into_iter().map(|m| m.name).collect();
    Some(Found { name, endpoint, models })
}
