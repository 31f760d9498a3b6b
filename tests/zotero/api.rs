//! A Zotero that answers as the documentation of its local API has it (`server_localAPI.js`, web API version 3): the real one
//! runs in no test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// What is answered at each path: the number of the library's last change, and the body.
pub(crate) type Pages = Arc<Mutex<Vec<(&'static str, u64, Value)>>>;

/// A server with these pages, its address, and the requests it got.
pub(crate) fn serve(pages: Pages) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let requests = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut first = String::new();
            reader.read_line(&mut first).unwrap();
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let line = line.trim().to_ascii_lowercase();
                if let Some(told) = line.strip_prefix("content-length:") {
                    length = told.trim().parse().unwrap();
                }
                if line.is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let request = first.rsplit_once(" HTTP").unwrap().0.to_owned();
            let pages = pages.lock().unwrap();
            let page = pages.iter().find(|(path, ..)| request.split('?').next() == Some(path));
            let (head, body) = match page {
                Some((_, version, body)) => {
                    (format!("200 OK\r\nLast-Modified-Version: {version}"), body.to_string())
                }
                None => ("404 Not Found".to_owned(), String::new()),
            };
            requests.lock().unwrap().push(request);
            write!(
                stream,
                "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
        }
    });
    (address, asked)
}
