//! Every route of the API on one screen.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{delete, get, post, put},
};
use wire::{Code, SMALL_BODY_BYTES, SUBMISSION_BODY_BYTES, WORK_BODY_BYTES};

use crate::{
    errors::{Error, Fault},
    handlers::{
        account, changes, claims, drafts, events, flags, meta, overview, people, publications, questions, sessions,
        similar, submissions, withdrawals, work,
    },
    office::Office,
};

pub fn router(office: Arc<Office>) -> Router {
    Router::new()
        .route("/health", get(meta::health))
        .route("/v1/openapi.json", get(meta::openapi))
        .route("/v1/sessions", post(sessions::sign_in))
        .route("/v1/sessions/current", delete(sessions::sign_out))
        .route("/v1/account", get(account::account))
        .route("/v1/account/password", post(account::password))
        .route("/v1/account/second-factor", post(account::begin_second_factor))
        .route("/v1/account/second-factor/confirmation", post(account::confirm_second_factor))
        .route("/v1/account/second-factor/recovery-codes", post(account::renew_recovery_codes))
        .route("/v1/account/second-factor/removal", post(account::remove_second_factor))
        .route("/v1/changes", get(changes::changes))
        .route("/v1/lists", get(meta::lists))
        .route("/v1/reports/{id}/claim", put(claims::claim).delete(claims::release))
        .route("/v1/reports/{id}/claim/holder", put(claims::assign))
        .route("/v1/reports/{id}/recusal", put(claims::recuse))
        .route("/v1/reports/{id}/work", get(work::work))
        .route("/v1/reports/{id}/original", post(work::original))
        .route("/v1/reports/{id}/similar", get(similar::similar))
        .route("/v1/reports/{id}/shared", post(similar::shared))
        .route("/v1/reports/{id}/event", put(similar::link))
        .route("/v1/reports/{id}/questions", post(questions::ask))
        .route("/v1/reports/{id}/flag", put(flags::set))
        .route("/v1/reports/{id}/draft", put(drafts::save).layer(DefaultBodyLimit::max(WORK_BODY_BYTES)))
        .route("/v1/reports/{id}/events", post(events::take_step).layer(DefaultBodyLimit::max(WORK_BODY_BYTES)))
        .route("/v1/reports/{id}/clean", get(work::clean))
        .route("/v1/overview", get(overview::overview))
        .route("/v1/holders", get(people::holders))
        .route("/v1/people", get(people::list).post(people::add))
        .route("/v1/people/{id}/changes", post(people::change))
        .route("/v1/submissions", post(submissions::submit).layer(DefaultBodyLimit::max(SUBMISSION_BODY_BYTES)))
        .route("/v1/withdrawals", post(withdrawals::withdraw))
        .route("/v1/answers", post(questions::answer))
        .route("/v1/publications", get(publications::publications))
        .route("/v1/publications/changes", get(publications::changes))
        .route("/v1/publications/{id}/version", get(publications::version))
        .route("/v1/publications/{id}/events", post(events::change_publication))
        .layer(DefaultBodyLimit::max(SMALL_BODY_BYTES))
        .method_not_allowed_fallback(no_such_method)
        .fallback(async || Error::from(Code::NoSuchCall))
        .layer(middleware::from_fn_with_state(office.clone(), guard))
        .with_state(office)
}

async fn no_such_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, Error::from(Code::NoSuchCall)).into_response()
}

/// Around every call: a caller who hangs up does not stop a handler half-way, a panic is answered like any other fault,
/// no answer is kept by a cache, and the log learns method, route, status and time.
async fn guard(State(office): State<Arc<Office>>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let begun = office.now();
    let mut response = contained(next.run(request)).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // When an author sent or took back a report is nobody's business.
    if !matches!(route.as_str(), "/v1/submissions" | "/v1/withdrawals" | "/v1/answers") {
        let milliseconds = i64::try_from(office.now().duration_since(begun).as_millis()).unwrap_or(i64::MAX);
        tracing::info!(%method, route, status = response.status().as_u16(), milliseconds, "call");
    }
    response
}

/// Runs a call as a task of its own: it goes on if the caller hangs up, and a panic ends nothing but itself.
async fn contained(call: impl Future<Output = Response> + Send + 'static) -> Response {
    tokio::spawn(call).await.unwrap_or_else(|_| Error::from(Fault::Panic).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_answered_like_any_fault_and_quotes_nothing() {
        let response = contained(async { panic!("a word of a report") }).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        assert_eq!(body.as_ref(), br#"{"code":"fault"}"#);
    }

    #[tokio::test]
    async fn a_call_goes_on_when_the_caller_hangs_up() {
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (go_on, goes_on) = tokio::sync::oneshot::channel::<()>();
        let (done, is_done) = tokio::sync::oneshot::channel();
        let caller = tokio::spawn(contained(async move {
            begun.send(()).unwrap();
            goes_on.await.unwrap();
            done.send(()).unwrap();
            StatusCode::OK.into_response()
        }));
        has_begun.await.unwrap();
        caller.abort();
        assert!(caller.await.unwrap_err().is_cancelled());
        go_on.send(()).unwrap();
        is_done.await.unwrap();
    }
}
