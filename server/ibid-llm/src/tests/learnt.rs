//! What servers tell of themselves. llama.cpp's list is as it was seen; the others are from documentation.

use super::client;
use super::scripted::{Server, good, json};
use crate::{Endpoint, Kind, local};

async fn context(kind: Kind, model: Option<&str>, lists: &[&str]) -> (usize, String) {
    let scripts =
        lists.iter().map(|list| json("200 OK", list)).chain([json("404 Not Found", "{}")]).collect();
    let server = Server::start(scripts).await;
    let endpoint =
        Endpoint { kind, model: model.map(str::to_owned), ..Endpoint::parse(&server.address).unwrap() };
    let client = client(endpoint);
    let known = client.known_context().await;
    let asked = server.seen().len();
    assert_eq!(client.context().await, known.tokens);
    assert_eq!(server.seen().len(), asked, "learnt once");
    (known.tokens, format!("{:?}", known.from))
}

#[tokio::test]
async fn each_server_tells_its_context_elsewhere() {
    let told = |tokens| (tokens, "Server".to_owned());
    let llama = r#"{"object":"list","data":[{"id":"/m.gguf","meta":{"n_ctx":4096,"n_ctx_train":2048}}]}"#;
    assert_eq!(context(Kind::OpenAi, Some("any"), &[llama]).await, told(4096));
    let vllm = r#"{"data":[{"id":"a","max_model_len":1000},{"id":"b","max_model_len":32768}]}"#;
    assert_eq!(context(Kind::OpenAi, Some("b"), &[vllm]).await, told(32768));
    assert_eq!(context(Kind::OpenAi, None, &[r#"[{"id":"bare","context_length":99}]"#]).await, told(99));
    let router = r#"{"data":[{"id":"x/y","context_length":128000.0},{"id":"z"}]}"#;
    assert_eq!(context(Kind::OpenAi, Some("x/y"), &[router]).await, told(128_000));
    let plain = r#"{"data":[{"id":"q","object":"model"}]}"#;
    let studio =
        r#"{"data":[{"id":"q","state":"loaded","max_context_length":131072,"loaded_context_length":8000}]}"#;
    assert_eq!(context(Kind::OpenAi, None, &[plain, studio]).await, told(8000));
    let ollama = r#"{"model_info":{"general.architecture":"llama","llama.context_length":16384}}"#;
    assert_eq!(context(Kind::Ollama, Some("m"), &[ollama]).await, told(16384));
}

#[tokio::test]
async fn a_context_that_nobody_tells_is_assumed() {
    let assumed = |tokens| (tokens, "Assumed".to_owned());
    let plain = r#"{"data":[{"id":"q","object":"model"}]}"#;
    assert_eq!(context(Kind::OpenAi, Some("q"), &[plain]).await, assumed(8192));
    assert_eq!(context(Kind::Anthropic, Some("q"), &[plain]).await, assumed(200_000));
    assert_eq!(context(Kind::Ollama, Some("q"), &["{}"]).await, assumed(8192));
    let odd = r#"{"data":[{"id":"q","context_length":-5,"max_model_len":"many","meta":{"n_ctx":0}}]}"#;
    assert_eq!(context(Kind::OpenAi, Some("q"), &[odd]).await, assumed(8192));
}

#[tokio::test]
async fn what_the_user_set_holds() {
    let server = Server::start(vec![json("200 OK", "{}")]).await;
    let endpoint = Endpoint { context: Some(1234), ..Endpoint::parse(&server.address).unwrap() };
    assert_eq!(client(endpoint).context().await, 1234);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn without_a_model_the_first_that_writes_is_taken() {
    let list = r#"{"data":[{"id":"nomic-embed-text"},{"id":"small"},{"id":"large"}]}"#;
    let server = Server::start(vec![json("200 OK", list), good("Nine")]).await;
    let client = client(Endpoint::parse(&server.address).unwrap());
    assert_eq!(client.ask(&super::prompt()).await.unwrap().text, "Nine");
    assert_eq!(server.last().body["model"], "small");
    client.ask(&super::prompt()).await.unwrap();
    assert_eq!(server.seen().len(), 3, "the list is asked for once");
}

#[tokio::test]
async fn without_any_model_that_is_said() {
    let server = Server::start(vec![json("200 OK", r#"{"data":[]}"#)]).await;
    let error = client(Endpoint::parse(&server.address).unwrap()).ask(&super::prompt()).await.unwrap_err();
    assert!(error.to_string().contains("list of models is empty"), "{error}");
}

#[tokio::test]
async fn servers_of_this_machine_are_found_by_their_lists() {
    let list = r#"{"data":[{"id":"m"}]}"#;
    let server = Server::start(vec![json("200 OK", list)]).await;
    let found = local::ask("llama.cpp", &server.address).await.unwrap();
    assert_eq!((found.name, found.models), ("llama.cpp", vec!["m".to_owned()]));
    let web = Server::start(vec![super::scripted::body("200 OK", "text/html", "<html>")]).await;
    assert!(local::ask("llama.cpp", &web.address).await.is_none());
    let silent = Server::start(vec![vec![super::scripted::Step::Hang]]).await;
    let begun = std::time::Instant::now();
    assert!(local::ask("llama.cpp", &silent.address).await.is_none());
    assert!(begun.elapsed() < super::ms(900));
    let ollama = Server::start(vec![json("200 OK", r#"{"models":[{"name":"gemma3:1b"}]}"#)]).await;
    let found = local::ask("Ollama", &ollama.address).await.unwrap();
    assert_eq!((found.endpoint.kind, found.models), (Kind::Ollama, vec!["gemma3:1b".to_owned()]));
    assert!(ollama.last().head.starts_with("GET /api/tags "));
}
