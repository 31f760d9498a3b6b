//! A connection that ends properly serves the next request: ghost text cannot wait for a greeting in TLS.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use super::scripted::request;
use super::{client, ms, prompt};
use crate::Endpoint;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

#[tokio::test]
async fn one_connection_serves_one_request_after_another() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}#tiny", listener.local_addr().unwrap());
    let accepted = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&accepted);
    let server = tokio::spawn(async move {
        let event = "data: {\"choices\":[{\"delta\":{\"content\":\"Nine\"}}]}\n\ndata: [DONE]\n\n";
        let whole = format!("{HEAD}{:x}\r\n{event}\r\n", event.len());
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            counted.fetch_add(1, Ordering::Relaxed);
            let (mut read, mut write) = stream.into_split();
            while request(&mut read).await.is_some() {
                write.write_all(whole.as_bytes()).await.unwrap();
                // The end of the body comes a little later.
                tokio::time::sleep(ms(20)).await;
                write.write_all(b"0\r\n\r\n").await.unwrap();
            }
        }
    });
    let client = client(Endpoint::parse(&address).unwrap());
    for _ in 0..3 {
        assert_eq!(client.ask(&prompt()).await.unwrap().text, "Nine");
        tokio::time::sleep(ms(100)).await;
    }
    assert_eq!(accepted.load(Ordering::Relaxed), 1);
    server.abort();
}
