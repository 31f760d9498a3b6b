//! What is asked again, how often, and when.

use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use super::scripted::{Server, body, good, head, json, send, sse};
use super::{ask, client, endpoint, ms, prompt};
use crate::{Endpoint, Error, Kind, failure, retry};

fn busy(lines: &str) -> Vec<super::scripted::Step> {
    vec![
        head("429 Too Many Requests", &format!("content-type: application/json\r\n{lines}")),
        send("{\"error\":{\"message\":\"slow down\"}}"),
    ]
}

#[tokio::test]
async fn busy_then_good() {
    let server = Server::start(vec![busy(""), good("Nine")]).await;
    assert_eq!(ask(&server).await.unwrap().text, "Nine");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn busy_for_a_second_is_left_alone_for_a_second() {
    let server = Server::start(vec![busy("retry-after: 1\r\n"), good("Nine")]).await;
    let begun = Instant::now();
    assert_eq!(ask(&server).await.unwrap().text, "Nine");
    assert!(begun.elapsed() >= ms(1000) && begun.elapsed() < ms(2000), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn busy_for_an_hour_is_not_waited_for() {
    let server = Server::start(vec![busy("retry-after: 3600\r\n"), good("Nine")]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(error.to_string().contains("slow down (it may be asked again in 3600 s)"), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn broken_then_good_and_broken_for_good() {
    let broken = body("500 Internal Server Error", "text/plain", "oops");
    let server = Server::start(vec![broken.clone(), good("Nine")]).await;
    assert_eq!(ask(&server).await.unwrap().text, "Nine");
    let server = Server::start(vec![broken]).await;
    let error = ask(&server).await.unwrap_err();
    assert_eq!(
        error.to_string().split(". ").next(),
        Some(&*format!("{}/v1 failed with status 500: oops", server.address))
    );
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn an_overloaded_stream_is_asked_again() {
    let overloaded = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
    let whole = r#"{"type":"message","content":[{"type":"text","text":"Nine"}],"stop_reason":"end_turn"}"#;
    let server = Server::start(vec![vec![sse(), send(overloaded)], json("200 OK", whole)]).await;
    let endpoint = Endpoint { kind: Kind::Anthropic, ..endpoint(&server) };
    assert_eq!(client(endpoint).ask(&prompt()).await.unwrap().text, "Nine");
}

#[tokio::test]
async fn retries_end_with_the_whole_time() {
    let server = Server::start(vec![busy("retry-after: 2\r\n"), good("Nine")]).await;
    let mut endpoint = endpoint(&server);
    endpoint.timeouts.whole = ms(1500);
    assert!(matches!(client(endpoint).ask(&prompt()).await, Err(Error::Busy { .. })));
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = httpdate::parse_http_date("Tue, 24 Nov 2026 08:00:00 GMT").unwrap();
    let after = |text: &'static str, now: SystemTime| {
        failure::retry_after(&HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]), now)
    };
    assert_eq!(after("7", now), Some(Duration::from_secs(7)));
    assert_eq!(after("Tue, 24 Nov 2026 08:00:09 GMT", now), Some(Duration::from_secs(9)));
    assert_eq!(after("Tue, 24 Nov 2026 07:00:00 GMT", now), Some(Duration::ZERO));
    for odd in ["-1", "NaN", "inf", "1e300", "soon", ""] {
        assert_eq!(after(odd, now), None, "{odd}");
    }
}

#[test]
fn pauses_grow_and_differ() {
    let error = Error::Failed { address: String::new(), status: 500, reason: String::new(), wait: None };
    for (tries, most) in [(1, 250), (2, 500), (3, 1000)] {
        let pauses: Vec<_> = (0..50).map(|_| retry::pause(&error, tries).unwrap()).collect();
        assert!(pauses.iter().all(|pause| (ms(most / 2)..=ms(most)).contains(pause)), "{pauses:?}");
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
    assert_eq!(retry::pause(&error, 4), None);
}

#[test]
fn a_server_is_left_alone_as_long_as_it_wants_but_not_for_ever() {
    let busy = |seconds| Error::Busy {
        address: String::new(),
        reason: String::new(),
        wait: Some(Duration::from_secs(seconds)),
    };
    let pause = retry::pause(&busy(30), 1).unwrap();
    assert!((ms(30_000)..=ms(30_250)).contains(&pause), "{pause:?}");
    assert_eq!(retry::pause(&busy(31), 1), None);
}
