//! TLS, and proxies that stand in the environment.

use std::io::{Read as _, Write as _};
use std::process::Command;
use std::sync::Arc;

use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::*;
use crate::ClientError;

/// A certificate for `localhost` that nobody has signed but itself, and its key: made for this test.
const CERTIFICATE: &[u8] = include_bytes!("untrusted-cert.der");
const KEY: &[u8] = include_bytes!("untrusted-key.der");

/// A server that speaks TLS with that certificate, for one connection.
fn untrusted_server() -> (String, std::thread::JoinHandle<Vec<u8>>) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(CERTIFICATE)], PrivateKeyDer::try_from(KEY).unwrap())
        .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let thread = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let connection = rustls::ServerConnection::new(Arc::new(config)).unwrap();
        let mut tls = rustls::StreamOwned::new(connection, stream);
        let mut got = Vec::new();
        let _ = tls.read_to_end(&mut got);
        let _ = tls.flush();
        got
    });
    (address, thread)
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent() {
    let (address, server) = untrusted_server();
    let client = Client::new(&address, Some("tok-en".into())).unwrap();
    assert_eq!(client.sign_out().await, Err(ClientError::Untrusted));
    assert_eq!(server.join().unwrap(), b"");
}

#[tokio::test]
async fn a_server_without_tls_is_not_spoken_to_in_the_clear() {
    let mut plain = Server::saying(json("{}")).await;
    let address = plain.address.replace("http://", "https://");
    let client = Client::with_patience(&address, Some("tok-en".into()), SHORT).unwrap();
    assert!(matches!(client.sign_out().await, Err(ClientError::Unreachable | ClientError::TimedOut)));
    assert!(plain.seen.try_recv().is_err());
}

/// Tells the child process of the test below where its server is.
const SERVER: &str = "CLIENT_TEST_SERVER";

#[tokio::test]
async fn a_proxy_in_the_environment_does_not_get_what_is_for_this_machine() {
    if let Ok(address) = std::env::var(SERVER) {
        Client::new(&address, None).unwrap().release(uuid::Uuid::nil()).await.unwrap();
        return;
    }
    let mut server = Server::saying("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
    let mut proxy = Server::saying(http("502 Bad Gateway", "text/html", "")).await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "tests::transport::a_proxy_in_the_environment_does_not_get_what_is_for_this_machine"])
        .env(SERVER, &server.address);
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        child.env(name, &proxy.address);
    }
    let output = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(server.seen.try_recv().is_ok() && proxy.seen.try_recv().is_err());
}
