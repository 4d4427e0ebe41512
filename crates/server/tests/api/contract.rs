//! The description of the API, and that every answer is as it says.

use std::path::Path;

use reqwest::Method;
use serde_json::Value;
use wire::{Code, ErrorBody, Health};

use crate::house::{House, On};

/// Writes docs/openapi.json anew, and fails if it was not as it has to be.
#[test]
fn the_committed_description_is_the_servers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let document = format!("{}\n", server::openapi_document());
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    if committed != document {
        std::fs::write(&path, &document).unwrap();
        panic!("docs/openapi.json was not up to date and has been written anew: commit it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_the_description_exists_and_no_other() {
    let house = House::build(On::Sqlite).await;
    let nobody = house.nobody();
    let document: Value = nobody.get("/v1/openapi.json").await.json();
    let mut calls = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.replace("{id}", &uuid::Uuid::new_v4().to_string());
        for method in ["get", "put", "post", "delete", "patch"] {
            let verb = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let answer = nobody.send(verb, &path, Vec::new()).await;
            let exists = answer.status.is_success() || answer.code() != Code::NoSuchCall;
            assert_eq!(exists, methods.get(method).is_some(), "{method} {path}");
            if !exists {
                assert_eq!(answer.status, 405);
            }
            calls += usize::from(exists);
        }
    }
    assert_eq!(calls, 38);
    house.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_is_json_and_nothing_is_cached() {
    let house = House::build(On::Sqlite).await;
    let nobody = house.nobody();
    let health: Health = nobody.get("/health").await.json();
    assert_eq!((health.name.as_str(), health.api_version), ("nearmiss-server", wire::API_VERSION));
    for (method, path, status, code) in [
        (Method::GET, "/", 404, Code::NoSuchCall),
        (Method::GET, "/v2/changes", 404, Code::NoSuchCall),
        (Method::GET, "/v1/reports/x", 404, Code::NoSuchCall),
        (Method::PATCH, "/v1/sessions", 405, Code::NoSuchCall),
        (Method::GET, "/v1/changes", 401, Code::NoSession),
        (Method::POST, "/v1/sessions", 400, Code::Malformed),
        (Method::PUT, "/v1/reports/%20/claim", 401, Code::NoSession),
    ] {
        let answer = nobody.send(method, path, Vec::new()).await;
        let body: ErrorBody = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((answer.status.as_u16(), body.code), (status, code), "{path}");
    }
    let large = vec![b'{'; wire::SMALL_BODY_BYTES + 1];
    assert_eq!(nobody.send(Method::POST, "/v1/sessions", large).await.code(), Code::TooLarge);
    let quoting = nobody.post("/v1/sessions", &serde_json::json!({ "name": 5, "password": "secret words" })).await;
    assert_eq!(quoting.body, r#"{"code":"malformed"}"#);
    let response = house.http.get(format!("{}/health", house.url())).send().await.unwrap();
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    house.end().await;
}
