//! The description of the API, made from the handlers.

use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::handlers::{
    account, changes, claims, drafts, events, flags, meta, overview, people, publications, questions, sessions,
    similar, submissions, withdrawals, work,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Near Miss Review: server", description = "Every answer that is not 2xx is an `ErrorBody`."),
    paths(
        meta::health,
        meta::openapi,
        meta::lists,
        sessions::sign_in,
        sessions::sign_out,
        account::account,
        account::password,
        account::begin_second_factor,
        account::confirm_second_factor,
        account::renew_recovery_codes,
        account::remove_second_factor,
        changes::changes,
        claims::claim,
        claims::release,
        claims::recuse,
        claims::assign,
        work::work,
        work::original,
        questions::ask,
        similar::similar,
        similar::link,
        similar::shared,
        questions::answer,
        flags::set,
        drafts::save,
        events::take_step,
        work::clean,
        submissions::submit,
        withdrawals::withdraw,
        publications::publications,
        publications::changes,
        publications::version,
        events::change_publication,
        overview::overview,
        people::holders,
        people::list,
        people::add,
        people::change,
    ),
    security(("session" = [])),
    modifiers(&Tokens),
)]
struct Api;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let bearer = |what: &str| {
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(what)).build())
        };
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("session", bearer("A reviewer's session."));
        components.add_security_scheme("service_token", bearer("The programme's website."));
    }
}

/// The description as JSON.
pub fn document() -> String {
    Api::openapi().to_pretty_json().unwrap_or_default()
}
