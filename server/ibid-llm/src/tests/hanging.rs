//! Servers that take their time, and callers that do not wait.

use std::time::Instant;

use super::scripted::{Server, Step, end, piece, sse};
use super::{client, endpoint, ms, prompt};
use crate::{Endpoint, Error, Log};

fn hasty(server: &Server) -> Endpoint {
    let mut endpoint = endpoint(server);
    endpoint.timeouts.first_token = ms(200);
    endpoint.timeouts.whole = ms(700);
    endpoint
}

#[track_caller]
fn assert_late(error: &Error, what: &str) {
    assert!(error.to_string().contains(what), "{error}");
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

#[tokio::test]
async fn hangs_before_its_head() {
    let server = Server::start(vec![vec![Step::Hang]]).await;
    let begun = Instant::now();
    let error = client(hasty(&server)).stream(&prompt()).await.unwrap_err();
    assert_late(&error, "did not begin to answer within 1 s");
    assert!(begun.elapsed() < ms(600));
    assert_eq!(server.seen().len(), 1, "not asked again");
}

#[tokio::test]
async fn hangs_before_its_first_token_with_signs_of_life() {
    let alive = Step::Send(b": PROCESSING\n\ndata: {\"choices\":[]}\n\n".to_vec());
    let signs = [alive, Step::Pause(ms(100))].into_iter().cycle().take(20);
    let script = [sse()].into_iter().chain(signs).chain([Step::Hang]).collect();
    let server = Server::start(vec![script]).await;
    let begun = Instant::now();
    let error = client(hasty(&server)).stream(&prompt()).await.unwrap_err();
    assert_late(&error, "did not send a token");
    assert!(begun.elapsed() < ms(600), "neither a comment nor an empty event is a token");
}

#[tokio::test]
async fn hangs_between_two_tokens() {
    let server = Server::start(vec![vec![sse(), piece("Nine"), Step::Hang]]).await;
    let mut words = client(hasty(&server)).stream(&prompt()).await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap(), "Nine");
    assert_late(&words.next().await.unwrap().unwrap_err(), "did not send a token");
    assert!(words.next().await.is_none());
}

#[tokio::test]
async fn drips_past_the_whole_time() {
    let drip = [piece("drip "), Step::Pause(ms(100))];
    let script = [sse()].into_iter().chain(drip.iter().cycle().take(40).cloned()).collect();
    let server = Server::start(vec![script]).await;
    let begun = Instant::now();
    let error = client(hasty(&server)).ask(&prompt()).await.unwrap_err();
    assert_late(&error, "did not end its answer");
    assert!(begun.elapsed() > ms(500) && begun.elapsed() < ms(1500));
}

#[tokio::test]
async fn times_without_end_are_no_danger() {
    let server = Server::start(vec![vec![sse(), piece("Nine"), end()]]).await;
    let mut endpoint = endpoint(&server);
    let most = std::time::Duration::MAX;
    endpoint.timeouts = crate::Timeouts { connect: most, first_token: most, whole: most };
    assert_eq!(client(endpoint).ask(&prompt()).await.unwrap().text, "Nine");
}

#[tokio::test]
async fn drips_within_the_whole_time() {
    let drip = "Nine metres, since 1976.".chars().flat_map(|c| [piece(&c.to_string()), Step::Pause(ms(5))]);
    let script = [sse()].into_iter().chain(drip).chain([end()]).collect();
    let server = Server::start(vec![script]).await;
    assert_eq!(client(hasty(&server)).ask(&prompt()).await.unwrap().text, "Nine metres, since 1976.");
}

#[tokio::test]
async fn accepts_no_connection() {
    // A full queue of connections that nobody takes: the address is one that is never routed.
    let mut endpoint = Endpoint::parse("https://192.0.2.1:9/v1#tiny").unwrap();
    endpoint.timeouts.connect = ms(200);
    let begun = Instant::now();
    let error = client(endpoint).ask(&prompt()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. } | Error::Unreachable { .. }), "{error}");
    assert!(begun.elapsed() < ms(3000));
}

async fn left(server: &Server, dropped: Instant) -> std::time::Duration {
    for _ in 0..200 {
        if let Some(left) = server.last().left {
            return left.saturating_duration_since(dropped);
        }
        tokio::time::sleep(ms(5)).await;
    }
    panic!("the connection was never closed");
}

#[tokio::test]
async fn dropped_words_close_the_connection_and_are_logged() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(&folder.path().join("llm.jsonl")).unwrap();
    let server = Server::start(vec![vec![sse(), piece("Nine"), Step::Hang]]).await;
    let client = crate::Client::new(endpoint(&server), log.clone(), std::sync::Arc::new(|_| {})).unwrap();
    let words = client.stream(&prompt()).await.unwrap();
    assert!(server.last().left.is_none());
    drop(words);
    assert!(left(&server, Instant::now()).await < ms(100));
    let entry = log.entries(1).pop().unwrap();
    assert_eq!((entry.answer.as_deref(), entry.error.as_deref()), (Some("Nine"), Some("cancelled")));
}

#[tokio::test]
async fn a_dropped_future_closes_the_connection() {
    let server = Server::start(vec![vec![Step::Hang]]).await;
    let asking =
        tokio::time::timeout(ms(200), async { client(endpoint(&server)).ask(&prompt()).await }).await;
    assert!(asking.is_err());
    assert!(left(&server, Instant::now()).await < ms(100));
}
