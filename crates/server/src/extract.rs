//! What a call carries: body, query and path, each refused with a code and never quoted.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::{StatusCode, request::Parts},
    response::IntoResponse as _,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;
use wire::Code;

use crate::{errors::Error, office::Office};

/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(30);

/// A JSON body. Its limit is the route's.
pub struct Body<T>(pub T);

/// The query, with no parameter but the known ones.
pub struct Params<T>(pub T);

/// The id in the path. What is no id is not found.
pub struct Id(pub Uuid);

impl<T: DeserializeOwned> FromRequest<Arc<Office>> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, Error> {
        let Ok(read) = tokio::time::timeout(BODY_TIME, Bytes::from_request(request, office)).await else {
            return Err(Code::Malformed.into());
        };
        let bytes = read.map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
            _ => Code::Malformed,
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| Code::Malformed.into())
    }
}

impl<T: DeserializeOwned> FromRequestParts<Arc<Office>> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Office>) -> Result<Self, Error> {
        Query::try_from_uri(&parts.uri).map(|Query(params)| Self(params)).map_err(|_| Code::Malformed.into())
    }
}

impl FromRequestParts<Arc<Office>> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Error> {
        let Path(id) = Path::<Uuid>::from_request_parts(parts, office).await.map_err(|_| Code::NotFound)?;
        Ok(Self(id))
    }
}
