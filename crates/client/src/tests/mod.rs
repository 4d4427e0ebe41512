//! The client against small real servers on this machine: well-behaved ones, and hostile ones.

mod calls;
mod hostile;
mod staff;
mod transport;

use std::future::Future;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::Client;
use crate::http::Patience;

/// For servers that never answer: short enough to wait for. The others get the time that they need.
const SHORT: Patience = Patience { connect: Duration::from_secs(5), whole: Duration::from_millis(300) };

/// A request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    /// Method and path.
    line: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: String,
}

impl Seen {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A server that reads each request and leaves the answering to `answer`.
struct Server {
    address: String,
    seen: mpsc::UnboundedReceiver<Seen>,
}

impl Server {
    async fn start<F, A>(answer: F) -> Self
    where
        F: Fn(Seen, TcpStream) -> A + Send + Sync + Clone + 'static,
        A: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (tell, seen) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (tell, answer) = (tell.clone(), answer.clone());
                tokio::spawn(async move {
                    if let Some(request) = read_request(&mut stream).await {
                        let _ = tell.send(request.clone());
                        answer(request, stream).await;
                    }
                });
            }
        });
        Self { address, seen }
    }

    /// Answers every request with these bytes and closes.
    async fn saying(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |_, mut stream| {
            let bytes = bytes.clone();
            async move {
                // The client may have had enough before the end.
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    fn client(&self) -> Client {
        Client::new(&self.address, Some("tok-en".into())).unwrap()
    }

    fn hasty_client(&self) -> Client {
        Client::with_patience(&self.address, None, SHORT).unwrap()
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.lines();
    let line = lines.next()?.trim_end_matches(" HTTP/1.1").to_owned();
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut seen = Seen { line, headers, body: String::new() };
    let length: usize = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = bytes.split_off(head + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    seen.body = String::from_utf8(body).unwrap();
    Some(seen)
}

/// An answer in HTTP.
fn http(status: &str, kind: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn json(body: &str) -> String {
    http("200 OK", "application/json", body)
}
