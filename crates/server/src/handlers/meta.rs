//! What the server says about itself.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use wire::{API_VERSION, ErrorBody, Health, Lists};

use crate::{auth::SignedIn, office::Office, openapi};

/// Whether the server is there, and which.
#[utoipa::path(get, path = "/health", tag = "meta", responses((status = 200, body = Health)), security(()))]
pub async fn health() -> Json<Health> {
    Json(Health {
        name: "nearmiss-server".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        api_version: API_VERSION,
    })
}

/// What the detector leaves alone here: apps judge with the same lists.
#[utoipa::path(get, path = "/v1/lists", tag = "meta", responses(
    (status = 200, body = Lists),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn lists(State(office): State<Arc<Office>>, _caller: SignedIn) -> Json<Lists> {
    Json(office.config.lists.clone().into())
}

/// This description.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "meta", responses((status = 200, description = "OpenAPI")), security(()))]
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], openapi::document()).into_response()
}
