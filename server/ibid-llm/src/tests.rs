mod addresses;
mod breaker;
mod embed;
mod failing;
mod hanging;
mod kinds;
mod learnt;
mod limits;
mod lines;
mod log;
mod makers;
mod objects;
mod retries;
mod reuse;
mod scripted;
mod secrets;
mod size;
mod sloppy;
mod structured;
mod tryout;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::{Answer, Client, Endpoint, Error, Health, Log, Message, Prompt};
use scripted::Server;

/// An endpoint at `server` with a model, so that nothing but the prompt is asked.
fn endpoint(server: &Server) -> Endpoint {
    Endpoint { model: Some("tiny".to_owned()), ..Endpoint::parse(&server.address).unwrap() }
}

fn client(endpoint: Endpoint) -> Client {
    Client::new(endpoint, Log::none(), Arc::new(|_| {})).unwrap()
}

fn prompt() -> Prompt {
    Prompt {
        purpose: "test",
        system: "Be brief.".to_owned(),
        messages: vec![Message::user("How tall is the dam?")],
        max_tokens: 32,
        temperature: 0.2,
        stop: vec!["\n".to_owned()],
    }
}

async fn ask(server: &Server) -> Result<Answer, Error> {
    client(endpoint(server)).ask(&prompt()).await
}

/// A listener and what it heard.
fn heard() -> (Arc<Mutex<Vec<Health>>>, crate::Listener) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    (heard, Arc::new(move |news| ear.lock().unwrap().push(news)))
}

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
