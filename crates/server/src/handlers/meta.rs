//! What the server says about itself.

use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use wire::{API_VERSION, Health};

use crate::openapi;

/// Whether the server is there, and which.
#[utoipa::path(get, path = "/health", tag = "meta", responses((status = 200, body = Health)), security(()))]
pub async fn health() -> Json<Health> {
    Json(Health {
        name: "nearmiss-server".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        api_version: API_VERSION,
    })
}

/// This description.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "meta", responses((status = 200, description = "OpenAPI")), security(()))]
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], openapi::document()).into_response()
}
