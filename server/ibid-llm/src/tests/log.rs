//! What can be read afterwards.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::scripted::{Server, good, json};
use super::{endpoint, prompt};
use crate::{Client, Endpoint, Error, Log, LogEntry, LogMessage, Message};

fn entry(number: usize) -> LogEntry {
    let messages = vec![LogMessage { role: "user".to_owned(), text: "x".repeat(100) }];
    LogEntry { purpose: number.to_string(), messages, ..LogEntry::default() }
}

fn purposes(log: &Log, limit: usize) -> Vec<usize> {
    log.entries(limit).iter().map(|entry| entry.purpose.parse().unwrap()).collect()
}

#[tokio::test]
async fn a_request_can_be_read_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(&folder.path().join("new/llm.jsonl")).unwrap();
    let server = Server::start(vec![good("Nine"), json("400 Bad Request", "{\"error\":\"no\"}")]).await;
    let client = Client::new(endpoint(&server), log.clone(), Arc::new(|_| {})).unwrap();
    client.ask(&prompt()).await.unwrap();
    client.ask(&prompt()).await.unwrap_err();
    let entries = log.entries(10);
    let [first, second] = &entries[..] else { panic!("{entries:?}") };
    assert_eq!((first.answer.as_deref(), first.error.as_deref()), (Some("Nine"), None));
    assert_eq!((first.purpose.as_str(), first.model.as_str()), ("test", "tiny"));
    assert_eq!(first.endpoint, format!("{}/v1", server.address));
    assert_eq!(first.messages[0].role, "system");
    assert_eq!(first.messages[1].text, "How tall is the dam?");
    assert!(first.time.starts_with("20") && first.time.ends_with('Z'), "{}", first.time);
    assert!(first.first_ms.is_some_and(|first_ms| first_ms <= first.whole_ms));
    assert!(first.tokens_in > 0 && first.tokens_out > 0 && first.estimated);
    assert_eq!(second.answer, None);
    assert!(second.error.as_ref().unwrap().contains("status 400: no"));
}

#[tokio::test]
async fn what_a_server_is_asked_of_itself_can_be_read_too() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(&folder.path().join("llm.jsonl")).unwrap();
    let list = format!(r#"{{"data":[{{"id":"tiny"}},{{"id":"{}"}}]}}"#, "x".repeat(9000));
    let no = json("500 Internal Server Error", "{\"error\":\"no\"}");
    let server = Server::start(vec![no, json("200 OK", &list), good("Nine")]).await;
    let client =
        Client::new(Endpoint::parse(&server.address).unwrap(), log.clone(), Arc::new(|_| {})).unwrap();
    client.ask(&prompt()).await.unwrap_err();
    client.ask(&prompt()).await.unwrap();
    let [failed, told, asked] = &log.entries(10)[..] else { panic!("{:?}", log.entries(10)) };
    assert!(failed.error.as_ref().unwrap().contains("status 500: no"));
    assert_eq!((told.purpose.as_str(), told.model.as_str()), ("server", ""));
    let sent = LogMessage { role: "GET".to_owned(), text: "/models".to_owned() };
    assert_eq!((&told.messages, told.tokens_in, told.tokens_out), (&vec![sent], 0, 0));
    let answer = told.answer.as_ref().unwrap();
    assert!(answer.contains("\"tiny\"") && answer.len() < 3000, "{answer}");
    assert_eq!((asked.purpose.as_str(), asked.model.as_str()), ("test", "tiny"));
}

#[tokio::test]
async fn long_texts_and_many_messages_are_cut() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(&folder.path().join("llm.jsonl")).unwrap();
    let server = Server::start(vec![good(&"大".repeat(300_000))]).await;
    let client = Client::new(endpoint(&server), log.clone(), Arc::new(|_| {})).unwrap();
    let mut long = prompt();
    long.messages = (0..500).map(|_| Message::user("坝".repeat(50_000))).collect();
    client.ask(&long).await.unwrap();
    let entry = log.entries(1).pop().unwrap();
    assert!(entry.answer.unwrap().len() < 20_000);
    assert_eq!(entry.messages.len(), 33);
    assert!(std::fs::metadata(folder.path().join("llm.jsonl")).unwrap().len() < 700_000);
}

#[test]
fn a_broken_line_costs_itself() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("llm.jsonl");
    let log = Log::open(&file).unwrap();
    log.write(entry(1));
    let mut raw = std::fs::OpenOptions::new().append(true).open(&file).unwrap();
    raw.write_all(b"not json\n\xff\xfe\n\n{\"time\":\"cut").unwrap();
    log.write(entry(2));
    log.write(entry(3));
    assert_eq!(purposes(&log, 10), [1, 2, 3]);
    assert_eq!(purposes(&log, 2), [2, 3]);
    assert!(purposes(&log, 0).is_empty());
}

#[test]
fn the_file_is_rotated_and_one_old_one_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("llm.jsonl");
    let log = Log::open(&file).unwrap().rotated_at(4000);
    (0..200).for_each(|number| log.write(entry(number)));
    let size = |path: &Path| std::fs::metadata(path).unwrap().len();
    assert!(size(&file) <= 4000 && size(&file.with_extension("old.jsonl")) <= 4000);
    let kept = purposes(&log, 1000);
    assert!(kept.len() > 9 && *kept.last().unwrap() == 199, "{kept:?}");
    assert!(kept.windows(2).all(|pair| pair[1] == pair[0] + 1), "{kept:?}");
}

#[test]
fn many_hands_write_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("llm.jsonl");
    let hands: Vec<_> = (0..4)
        .map(|_| {
            let log = Log::open(&file).unwrap();
            std::thread::spawn(move || (0..100).for_each(|number| log.write(entry(number))))
        })
        .collect();
    hands.into_iter().for_each(|hand| hand.join().unwrap());
    assert_eq!(Log::open(&file).unwrap().entries(1000).len(), 400);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("llm.jsonl");
    std::fs::write(&file, "").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let log = Log::open(&file).unwrap().rotated_at(500);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    (0..9).for_each(|number| log.write(entry(number)));
    for found in std::fs::read_dir(folder.path()).unwrap() {
        let found = found.unwrap();
        assert_eq!(found.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{found:?}");
    }
}

#[test]
fn a_log_that_cannot_be_kept_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = Log::open(&file.join("llm.jsonl")).unwrap_err();
    assert!(matches!(error, Error::Log { .. }), "{error}");
    assert!(Log::none().entries(5).is_empty());
}
