//! From start to end: what the server says of itself, progress, and how it goes.

use serde_json::{Value, json};

use crate::client::{Abilities, Client};

#[test]
fn says_who_it_is_and_what_it_offers() {
    let client = Client::on_sample(Abilities::PUSH);
    assert_eq!(client.initialized["serverInfo"]["name"], "ibid");
    let offers = &client.initialized["capabilities"];
    assert_eq!(offers["hoverProvider"], true, "{offers:#}");
    assert!(offers["completionProvider"]["triggerCharacters"].as_array().unwrap().contains(&json!("@")));
    assert!(!offers["codeActionProvider"].is_null());
    assert!(!offers["definitionProvider"].is_null());
}

#[test]
fn shutdown_and_exit_end_it_well() {
    let mut client = Client::on_sample(Abilities::PUSH);
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(0));
}

#[test]
fn a_client_that_is_gone_takes_the_server_with_it() {
    let mut client = Client::on_sample(Abilities::PUSH);
    client.open("essay.md");
    assert_eq!(client.close().code(), Some(1));
}

#[test]
fn indexing_shows_its_progress_and_its_end() {
    let mut client = Client::on_sample(Abilities::PUSH);
    client.open("essay.md");
    let kind = |client: &Client, kind: &str| {
        client.received.iter().any(|m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == kind)
    };
    client.until("progress to begin", |client| kind(client, "begin").then_some(()));
    client.until("progress to end", |client| kind(client, "end").then_some(()));
}

#[test]
fn a_readme_in_a_code_repository_is_left_alone() {
    let readme = "# A tool\n\nIt is 40% faster, said “our benchmark of last year”. See @someone and [docs](docs/a.md).\n";
    let mut client = Client::on_files(
        &[("README.md", readme), (".git/HEAD", "ref: x\n"), ("src/main.rs", "fn main() {}\n")],
        Abilities::PUSH,
    );
    let mut draft = client.open("README.md");
    client.type_at_end(&mut draft, "It has 12 users [@nobody]. ");
    client.request_after("textDocument/hover", &draft, "40%");
    assert_eq!(client.diagnostics(&draft), Vec::<Value>::new());
    let progress = client.received.iter().find(|m| m["method"] == "$/progress");
    assert_eq!(progress, None);
}
