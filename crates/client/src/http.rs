//! One call over HTTP: no redirects, no cookies, a limit of time, and a limit of size that holds while the answer comes in.

use std::time::Duration;

use domain::Private;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::{Code, ErrorBody};

use crate::address::Address;
use crate::error::reduced;
use crate::{AddressError, ClientError};

/// How long a call may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    pub connect: Duration,
    /// From the start to the last byte of the answer.
    pub whole: Duration,
}

pub(crate) const PATIENCE: Patience = Patience { connect: Duration::from_secs(5), whole: Duration::from_secs(30) };

/// Largest answer without report text.
pub(crate) const SMALL_ANSWER: usize = 64 * 1024;
/// Largest page of cards: a card is well below 1 KiB.
pub(crate) const PAGE_ANSWER: usize = wire::PAGE_ITEMS * 4 * 1024;
/// Largest work: a base with all that JSON may add in escapes, its record, and a draft.
pub(crate) const WORK_ANSWER: usize = 4 * wire::WORK_BODY_BYTES;

#[derive(Clone)]
pub(crate) struct Http {
    client: reqwest::Client,
    pub address: Address,
    authorization: Option<HeaderValue>,
}

impl Http {
    pub fn new(server: &str, patience: Patience) -> Result<Self, AddressError> {
        let address = Address::parse(server)?;
        // Somebody else may have installed one already; which one does not matter.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("nearmiss-review/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            .https_only(!address.is_plain())
            .connect_timeout(patience.connect)
            .timeout(patience.whole);
        if address.is_loopback {
            builder = builder.no_proxy();
        }
        if address.is_plain() {
            // No TLS is spoken: a machine without certificates will do.
            builder = builder.tls_certs_only([]);
        }
        let client = builder.build().map_err(|_| AddressError::NoTls)?;
        Ok(Self { client, address, authorization: None })
    }

    pub fn with_token(mut self, token: Option<&Private>) -> Result<Self, AddressError> {
        self.authorization = token
            .map(|token| {
                let mut value =
                    HeaderValue::from_str(&format!("Bearer {}", token.as_str())).map_err(|_| AddressError::NoToken)?;
                value.set_sensitive(true);
                Ok(value)
            })
            .transpose()?;
        Ok(self)
    }

    pub fn call(&self, method: Method, path: &[&str], query: &[(&str, &str)]) -> RequestBuilder {
        let request = self.client.request(method, self.address.call(path, query));
        match &self.authorization {
            Some(value) => request.header(AUTHORIZATION, value.clone()),
            None => request,
        }
    }
}

/// Puts a body into a call; refuses what the server would refuse for its size, since that may close the connection on it.
pub(crate) fn with_body<T: Serialize>(
    request: RequestBuilder,
    body: &T,
    limit: usize,
) -> Result<RequestBuilder, ClientError> {
    let too_large = ClientError::Api { code: Code::TooLarge, retry_after: None };
    let bytes = serde_json::to_vec(body).map_err(|_| ClientError::NotThisApi)?;
    if bytes.len() > limit {
        return Err(too_large);
    }
    Ok(request.header(reqwest::header::CONTENT_TYPE, "application/json").body(bytes))
}

/// Makes the call and reads the answer's JSON.
pub(crate) async fn answer<T: DeserializeOwned>(request: RequestBuilder, limit: usize) -> Result<T, ClientError> {
    let response = granted(request).await?;
    let bytes = read(response, limit).await?;
    // serde's message quotes values: only that it failed goes on.
    serde_json::from_slice(&bytes).map_err(|_| ClientError::NotThisApi)
}

/// Makes a call of which only the success matters.
pub(crate) async fn done(request: RequestBuilder) -> Result<(), ClientError> {
    granted(request).await.map(drop)
}

async fn granted(request: RequestBuilder) -> Result<Response, ClientError> {
    let response = request.send().await.map_err(|error| reduced(&error))?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body = read(response, SMALL_ANSWER).await?;
    match serde_json::from_slice::<ErrorBody>(&body) {
        Ok(ErrorBody { code, retry_after }) if status.is_client_error() || status.is_server_error() => {
            Err(ClientError::Api { code, retry_after })
        }
        // Something in between speaks for a server that is not there at the moment.
        Ok(_) | Err(_) if is_passing(status) => Err(ClientError::Unreachable),
        Ok(_) | Err(_) => Err(ClientError::NotThisApi),
    }
}

fn is_passing(status: StatusCode) -> bool {
    [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::GATEWAY_TIMEOUT,
    ]
    .contains(&status)
}

async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, ClientError> {
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(ClientError::TooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| reduced(&error))? {
        if bytes.len() + chunk.len() > limit {
            return Err(ClientError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
