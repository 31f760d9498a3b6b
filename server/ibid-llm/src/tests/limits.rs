//! Turns.

use std::sync::Arc;
use std::time::Duration;

use super::scripted::{Server, Step, end, good, piece, sse};
use super::{client, endpoint, ms, prompt};
use crate::days::Days;
use crate::limits::Gate;
use crate::{Client, Endpoint, Error, Limits, Log};

#[tokio::test]
async fn no_more_under_way_than_allowed() {
    let slow = vec![sse(), piece("Nine"), Step::Pause(ms(200)), end()];
    let server = Server::start(vec![slow]).await;
    let client = client(endpoint(&server));
    let ask = || {
        let client = client.clone();
        tokio::spawn(async move { client.ask(&prompt()).await })
    };
    let all: Vec<_> = (0..4).map(|_| ask()).collect();
    while server.seen().len() < 2 {
        tokio::time::sleep(ms(5)).await;
    }
    // Time for a third that is not held back.
    tokio::time::sleep(ms(50)).await;
    assert_eq!(server.seen().len(), 2);
    for one in all {
        assert_eq!(one.await.unwrap().unwrap().text, "Nine");
    }
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_place_is_free_again_when_the_words_end_or_are_dropped() {
    let server = Server::start(vec![good("Nine")]).await;
    let mut endpoint = endpoint(&server);
    endpoint.limits.in_flight = 1;
    let client = client(endpoint);
    let mut ended = client.stream(&prompt()).await.unwrap();
    while ended.next().await.is_some() {}
    let dropped = client.stream(&prompt()).await.unwrap();
    assert!(tokio::time::timeout(ms(50), client.stream(&prompt())).await.is_err(), "one is under way");
    drop(dropped);
    client.ask(&prompt()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn no_more_in_a_minute_than_allowed() {
    let limits = Limits { per_minute: 3, ..Limits::default() };
    let gate = Gate::new("there", limits, Days::new(None)).unwrap();
    let begun = tokio::time::Instant::now();
    for _ in 0..3 {
        gate.turn().await.unwrap();
        tokio::time::advance(Duration::from_secs(10)).await;
    }
    assert_eq!(begun.elapsed(), Duration::from_secs(30));
    gate.turn().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(60) && begun.elapsed() < Duration::from_secs(61));
    gate.turn().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(70), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn no_more_in_a_day_than_allowed_even_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![good("Nine")]).await;
    let mut endpoint = endpoint(&server);
    endpoint.limits.per_day = 2;
    let start = |endpoint: &Endpoint| {
        let log = Log::open(&folder.path().join("llm.jsonl")).unwrap();
        Client::new(endpoint.clone(), log, Arc::new(|_| {})).unwrap()
    };
    for _ in 0..2 {
        start(&endpoint).ask(&prompt()).await.unwrap();
    }
    let error = start(&endpoint).ask(&prompt()).await.unwrap_err();
    assert!(matches!(error, Error::DayUsedUp { most: 2, .. }), "{error}");
    assert_eq!(server.seen().len(), 2);
    let other = Server::start(vec![good("Ten")]).await;
    start(&Endpoint { url: other.address.clone(), ..endpoint }).ask(&prompt()).await.unwrap();
}

#[test]
fn yesterdays_or_broken_counts_do_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("days.json");
    for text in [r#"{"day":"2020-01-01","asked":{"there":9}}"#, "{cut", ""] {
        std::fs::write(&file, text).unwrap();
        let days = Days::new(Some(file.clone()));
        assert_eq!(days.count("there"), 0, "{text}");
        assert!(days.take("there", 1) && !days.take("there", 1), "{text}");
        assert_eq!(Days::new(Some(file.clone())).count("there"), 1, "{text}");
    }
}

#[test]
fn limits_of_nothing_are_refused() {
    let gate = |limits| Gate::new("there", limits, Days::new(None));
    assert!(gate(Limits { in_flight: 0, ..Limits::default() }).is_err());
    assert!(gate(Limits { per_minute: 0, ..Limits::default() }).is_err());
    assert!(gate(Limits::default()).is_ok());
}
