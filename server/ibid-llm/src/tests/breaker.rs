//! News of a server.

use std::time::{Duration, Instant};

use super::scripted::{Server, body, good};
use super::{endpoint, heard, ms, prompt};
use crate::breaker::{Breaker, Fault};
use crate::{Client, Error, Health, Log};

#[test]
fn says_once_that_it_is_down_and_once_that_it_is_back() {
    let (heard, listener) = heard();
    let breaker = Breaker::new(listener);
    let begun = Instant::now();
    for number in 0..2 {
        breaker.failed(Fault::Failed, "503", begun);
        assert!(breaker.pass(begun).is_ok(), "after {number}");
    }
    breaker.answered();
    for _ in 0..4 {
        breaker.failed(Fault::Failed, "503", begun);
    }
    assert_eq!(*heard.lock().unwrap(), [Health::Down { why: "503".to_owned() }]);
    assert!(breaker.pass(begun).is_err());
    let later = begun + Duration::from_secs(10);
    assert!(breaker.resting(later).is_ok());
    assert!(breaker.pass(later).is_ok(), "one may try");
    assert!(breaker.pass(later).is_err(), "only one");
    breaker.failed(Fault::Unreached, "gone", later);
    assert!(breaker.pass(later + Duration::from_secs(1)).is_err(), "it rests for longer");
    breaker.answered();
    breaker.answered();
    assert_eq!(heard.lock().unwrap()[1..], [Health::Up]);
    assert!(breaker.pass(later).is_ok());
}

#[test]
fn rests_no_longer_than_a_minute() {
    let breaker = Breaker::new(heard().1);
    let now = Instant::now();
    for _ in 0..40 {
        breaker.failed(Fault::Unreached, "gone", now);
    }
    assert!(breaker.pass(now + Duration::from_secs(61)).is_ok());
}

#[tokio::test]
async fn a_server_that_goes_and_comes_back() {
    let server = Server::start(vec![good("Nine")]).await;
    let place = server.address.replace("http://", "");
    let mut endpoint = endpoint(&server);
    // Two tries that reach nobody, and three answers: what is refused while it is down does not count.
    endpoint.limits.per_day = 5;
    let (heard, listener) = heard();
    let client = Client::new(endpoint, Log::none(), listener).unwrap();
    drop(server);
    tokio::time::sleep(ms(50)).await;
    assert!(matches!(client.ask(&prompt()).await, Err(Error::Unreachable { .. })));
    let told = client.ask(&prompt()).await.unwrap_err().to_string();
    assert!(told.contains("is down (Connection refused") && told.contains("asked again in 1 s"), "{told}");
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(matches!(client.ask(&prompt()).await, Err(Error::Down { .. })));
    }
    assert!(begun.elapsed() < ms(200), "it is not asked while it is down");
    let _server = Server::at(&place, vec![good("Nine")]).await;
    let mut answers = Vec::new();
    while answers.len() < 3 {
        match client.ask(&prompt()).await {
            // It rests a second.
            Err(Error::Down { .. }) if answers.is_empty() && begun.elapsed() < ms(10_000) => {
                tokio::time::sleep(ms(20)).await;
            }
            answer => answers.push(answer.unwrap().text),
        }
    }
    assert_eq!(answers, ["Nine"; 3]);
    let heard = heard.lock().unwrap();
    assert!(matches!(&heard[..], [Health::Down { .. }, Health::Up]), "{heard:?}");
}

#[tokio::test]
async fn a_refusal_is_no_sign_of_being_down() {
    let server = Server::start(vec![body("400 Bad Request", "text/plain", "no")]).await;
    let (heard, listener) = heard();
    let client = Client::new(endpoint(&server), Log::none(), listener).unwrap();
    for _ in 0..6 {
        assert!(matches!(client.ask(&prompt()).await, Err(Error::Refused { .. })));
    }
    assert!(heard.lock().unwrap().is_empty());
}
