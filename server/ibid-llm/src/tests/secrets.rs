//! A key is sent to the endpoint, and is nowhere else.

use std::sync::Arc;

use super::scripted::{Server, good, head, json, piece, send, sse};
use super::{heard, prompt};
use crate::{Client, Endpoint, Error, KeySource, Kind, Log};

const KEY: &str = "sk-0123456789-very-secret";

/// The variable that holds [`KEY`] while tests run.
fn keyed(server: &Server) -> Endpoint {
    let mut endpoint = super::endpoint(server);
    endpoint.key = Some(KeySource::Variable(variable()));
    endpoint
}

/// Setting a variable is unsafe in a program of many threads: the tests' own environment has one.
fn variable() -> String {
    "IBID_TEST_KEY".to_owned()
}

#[test]
fn a_key_is_nowhere_to_be_seen() {
    // The test proper runs in a process of its own that has the key in its environment.
    let program = std::env::current_exe().unwrap();
    let out = std::process::Command::new(program)
        .args(["--exact", "tests::secrets::in_a_process_with_a_key", "--ignored", "--nocapture"])
        .env(variable(), KEY)
        // A proxy that is not there: what is asked on this machine must not go that way.
        .env("HTTP_PROXY", "http://127.0.0.1:9")
        .env("http_proxy", "http://127.0.0.1:9")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && told.contains("1 passed"), "{told}");
    assert!(!told.contains(KEY));
}

#[tokio::test]
#[ignore = "run by a_key_is_nowhere_to_be_seen, which sets the key"]
async fn in_a_process_with_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(&folder.path().join("llm.jsonl")).unwrap();
    let mut shown = sent_and_echoed(&log).await;
    shown += &refused(&log).await;
    shown += &redirected(&log).await;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        shown += &String::from_utf8_lossy(&std::fs::read(file.unwrap().path()).unwrap());
    }
    assert!(shown.contains("refused the key") && shown.contains("\"purpose\":\"test\""), "{shown}");
    assert!(!shown.contains(KEY), "{shown}");
}

/// A server that gets the key, and echoes it in an answer, in an error inside a stream, and in a refusal.
async fn sent_and_echoed(log: &Log) -> String {
    let error = format!("{{\"error\":{{\"message\":\"key {KEY} is spent\",\"code\":400}}}}");
    let server = Server::start(vec![
        good(&format!("Your key is {KEY}.")),
        vec![sse(), piece("Your key "), send(&format!("data: {error}\n\n"))],
        json("400 Bad Request", &error),
        json("502 Bad Gateway", &format!("{KEY} {KEY}")),
    ])
    .await;
    let (heard, listener) = heard();
    let client = Client::new(keyed(&server), log.clone(), listener).unwrap();
    client.ask(&prompt()).await.unwrap();
    assert!(server.last().head.contains(&format!("authorization: Bearer {KEY}")), "{}", server.last().head);
    let mut asked = prompt();
    asked.messages[0].text = format!("Is {KEY} a good key?");
    let mut shown = format!("{client:?}");
    for _ in 0..3 {
        let error = client.ask(&asked).await.unwrap_err();
        shown += &format!("{error} {error:?}");
    }
    let news = format!("{:?}", heard.lock().unwrap());
    shown + &news
}

async fn refused(log: &Log) -> String {
    let text = format!("{{\"error\":{{\"message\":\"Incorrect API key provided: {KEY}\"}}}}");
    let server = Server::start(vec![json("401 Unauthorized", &text)]).await;
    let mut shown = String::new();
    for kind in [Kind::OpenAi, Kind::Anthropic, Kind::Ollama] {
        let endpoint = Endpoint { kind, ..keyed(&server) };
        let asked = server.seen().len();
        let client = Client::new(endpoint, log.clone(), Arc::new(|_| {})).unwrap();
        let error = client.ask(&prompt()).await.unwrap_err();
        assert!(
            matches!(error, Error::KeyRefused { .. }) && error.to_string().contains(&variable()),
            "{error}"
        );
        assert_eq!(server.seen().len(), asked + 1, "not asked again");
        let name = if kind == Kind::Anthropic { "x-api-key: " } else { "authorization: Bearer " };
        assert!(server.last().head.contains(&format!("{name}{KEY}")));
        shown += &format!("{error} {error:?} {client:?}");
    }
    shown
}

async fn redirected(log: &Log) -> String {
    let other = Server::start(vec![good("Nine")]).await;
    let to = format!("location: {}/v1/{KEY}\r\n", other.address);
    let server = Server::start(vec![vec![head("308 Permanent Redirect", &to)]]).await;
    let client = Client::new(keyed(&server), log.clone(), Arc::new(|_| {})).unwrap();
    let error = client.ask(&prompt()).await.unwrap_err();
    assert!(other.seen().is_empty(), "the key must not travel to another origin");
    format!("{error} {error:?}")
}

#[test]
fn a_key_travels_over_no_open_network() {
    let mut endpoint = Endpoint::parse("http://models.example.org/v1#m").unwrap();
    endpoint.key = Some(KeySource::Variable(variable()));
    let client = |endpoint| Client::new(endpoint, Log::none(), Arc::new(|_| {}));
    assert!(matches!(client(endpoint.clone()), Err(Error::Exposed { .. })));
    for url in ["https://models.example.org", "http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"] {
        assert!(client(Endpoint { url: url.to_owned(), ..endpoint.clone() }).is_ok(), "{url}");
    }
    for url in ["http://localhost.example.org", "http://10.0.0.1", "http://127.0.0.1.example.org"] {
        assert!(client(Endpoint { url: url.to_owned(), ..endpoint.clone() }).is_err(), "{url}");
    }
}

#[tokio::test]
async fn a_key_that_is_not_there() {
    let server = Server::start(vec![good("Nine")]).await;
    let ask = async |key| {
        let endpoint = Endpoint { key: Some(key), ..super::endpoint(&server) };
        super::client(endpoint).ask(&prompt()).await.unwrap_err().to_string()
    };
    let error = ask(KeySource::Variable("IBID_NO_SUCH_KEY".to_owned())).await;
    assert!(
        error.contains("the environment variable IBID_NO_SUCH_KEY") && error.contains("not set"),
        "{error}"
    );
    let error = ask(KeySource::Variable(KEY.to_owned())).await;
    assert!(!error.contains(KEY), "the key itself where its name should be: {error}");
    let error = ask(KeySource::Keyring("no-such-entry".to_owned())).await;
    assert!(error.contains("keyring") && error.contains("name an environment variable"), "{error}");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_server_that_wants_a_key_and_gets_none() {
    let server = Server::start(vec![json("401 Unauthorized", "{}")]).await;
    let error = super::ask(&server).await.unwrap_err();
    assert!(error.to_string().contains("it wants one"), "{error}");
}
