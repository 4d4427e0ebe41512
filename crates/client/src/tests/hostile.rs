//! Servers that are broken, slow, huge, or something else altogether.

use uuid::Uuid;

use super::*;
use crate::{ClientError, Retry};

const ID: Uuid = Uuid::from_u128(7);

async fn claimed(server: &Server) -> ClientError {
    server.client().claim(ID).await.unwrap_err()
}

#[tokio::test]
async fn answers_that_are_none_of_this_api() {
    let secret = "Zebulon";
    let answers = [
        http("200 OK", "text/html", "<html>Sign in to the airport's network, Zebulon</html>"),
        json(""),
        json("{"),
        json("null"),
        json("[]"),
        json(r#"{"until":"Zebulon","version":4}"#),
        json(r#"{"until":"2026-03-02T10:00:00Z","version":"Zebulon"}"#),
        json(r#"{"until":"2026-03-02T10:00:00Z"}"#),
        json("\u{feff}{}"),
        http("404 Not Found", "text/html", "<html>Zebulon</html>"),
        http("500 Internal Server Error", "text/plain", "Zebulon"),
        http("400 Bad Request", "application/json", r#"{"code":"zebulon"}"#),
        http("400 Bad Request", "application/json", r#"{"error":"Zebulon"}"#),
        http("304 Not Modified", "application/json", ""),
    ];
    for answer in answers {
        let error = claimed(&Server::saying(answer.clone()).await).await;
        assert_eq!(error, ClientError::NotThisApi, "{answer}");
        assert_eq!(error.retry(), Retry::Permanent);
        assert!(!format!("{error} {error:?}").contains(secret));
    }
}

#[tokio::test]
async fn a_gateway_without_its_server_is_a_server_that_is_not_there() {
    for status in ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout", "429 Too Many Requests"] {
        let error = claimed(&Server::saying(http(status, "text/html", "<html></html>")).await).await;
        assert_eq!((error, error.retry()), (ClientError::Unreachable, Retry::Retryable), "{status}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let mut elsewhere = Server::saying(json(r#"{"until":"2026-03-02T10:00:00Z","version":4}"#)).await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let answer = format!(
            "HTTP/1.1 {status}\r\nlocation: {}/v1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            elsewhere.address
        );
        assert_eq!(claimed(&Server::saying(answer).await).await, ClientError::NotThisApi, "{status}");
    }
    // Not even with a body that looks like a refusal.
    let body = r#"{"code":"not_found"}"#;
    let answer = http("302 Found", "application/json", body);
    assert_eq!(claimed(&Server::saying(answer).await).await, ClientError::NotThisApi);
    assert!(elsewhere.seen.try_recv().is_err());
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    for status in ["200 OK", "400 Bad Request"] {
        let server = Server::start(move |_, mut stream| async move {
            let head = format!("HTTP/1.1 {status}\r\ntransfer-encoding: chunked\r\n\r\n");
            let _ = stream.write_all(head.as_bytes()).await;
            let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
            while stream.write_all(chunk.as_bytes()).await.is_ok() {}
        })
        .await;
        assert_eq!(claimed(&server).await, ClientError::TooLarge, "{status}");
    }
}

#[tokio::test]
async fn an_answer_that_says_it_is_huge_is_not_read() {
    let server = Server::start(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9999999999\r\n\r\n{").await;
        // Holds the connection: without a look at the length the client would wait here.
        let _ = stream.read_u8().await;
    })
    .await;
    assert_eq!(claimed(&server).await, ClientError::TooLarge);
}

#[tokio::test]
async fn a_silent_server_and_one_that_drips_are_given_up() {
    let silent = Server::start(|_, mut stream| async move {
        let _ = stream.read_u8().await;
    })
    .await;
    let error = silent.hasty_client().claim(ID).await.unwrap_err();
    assert_eq!((error, error.retry()), (ClientError::TimedOut, Retry::Retryable));

    let dripping = Server::start(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n").await;
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        while stream.write_all(b" ").await.is_ok() {
            tick.tick().await;
        }
    })
    .await;
    let error = dripping.hasty_client().claim(ID).await.unwrap_err();
    assert_eq!(error, ClientError::TimedOut);
}

#[tokio::test]
async fn connections_that_break_are_retryable() {
    let partial = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"until\":";
    for broken in ["", "HTTP/1.1 200", "no HTTP at all\r\n\r\n", partial] {
        let error = claimed(&Server::saying(broken).await).await;
        assert_eq!((error, error.retry()), (ClientError::Unreachable, Retry::Retryable), "{broken:?}");
    }
}

#[tokio::test]
async fn nobody_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = Client::new(&address, None).unwrap().health().await.unwrap_err();
    assert_eq!((error, error.retry()), (ClientError::Unreachable, Retry::Retryable));
    assert!(!format!("{error} {error:?}").contains("127.0.0.1"));
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let mut server =
        Server::saying("HTTP/1.1 204 No Content\r\nset-cookie: id=1; Path=/\r\nconnection: close\r\n\r\n").await;
    let client = server.client();
    for _ in 0..2 {
        client.release(ID).await.unwrap();
        assert_eq!(server.seen.recv().await.unwrap().header("cookie"), None);
    }
}
