//! Addresses: which may be used, and how they are shown without secrets.

use std::net::IpAddr;

use reqwest::Url;

use crate::{Endpoint, Error, Kind};

/// The address in `text`, if ibid may use it.
pub(crate) fn parse(text: &str) -> Result<Url, Error> {
    let refused = |reason: &str| Error::Address { address: shown(text), reason: reason.to_owned() };
    let url = Url::parse(text).map_err(|_| refused("it is no address; write it as http://localhost:8080"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("it must begin with http:// or https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("it holds a user name or password; name an environment variable as its key"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refused(
            "it has something after its path; keys and options do not belong into an address",
        ));
    }
    Ok(url)
}

/// `text` as it may be shown: without credentials, query or fragment.
pub(crate) fn shown(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else { return "given".to_owned() };
    if !url.has_host() {
        return "given".to_owned();
    }
    let bare = url.set_username("").and_then(|()| url.set_password(None));
    url.set_query(None);
    url.set_fragment(None);
    if bare.is_ok() { url.as_str().trim_end_matches('/').to_owned() } else { "given".to_owned() }
}

/// Where the paths of `endpoint`'s requests begin, without a slash at its end. Fails where the address may
/// not be used, or a key would travel unprotected.
pub(crate) fn base(endpoint: &Endpoint) -> Result<Url, Error> {
    let mut url = parse(&endpoint.url)?;
    if endpoint.key.is_some() && url.scheme() == "http" && !is_this_machine(&url) {
        return Err(Error::Exposed { address: shown(&endpoint.url) });
    }
    let (ends, default): (&[&str], &str) = match endpoint.kind {
        Kind::OpenAi => (&["/chat/completions", "/models"], "/v1"),
        Kind::Anthropic => (&["/messages", "/models"], "/v1"),
        Kind::Ollama => (&["/api/chat", "/api/tags", "/api"], ""),
    };
    let path = url.path().trim_end_matches('/');
    let path = ends.iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let path = if path.is_empty() { default } else { path }.to_owned();
    url.set_path(&path);
    Ok(url)
}

/// `base` with `path` after it.
pub(crate) fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}

/// Whether the address is on this machine, so that what is sent there travels no network.
pub(crate) fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
