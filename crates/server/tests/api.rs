//! The API over real HTTP, on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test fails where it finds something else")]

#[path = "api/house.rs"]
#[macro_use]
mod house;
#[path = "api/people.rs"]
mod people;
#[path = "api/texts.rs"]
mod texts;

#[path = "api/account.rs"]
mod account;
#[path = "api/administration.rs"]
mod administration;
#[path = "api/aside.rs"]
mod aside;
#[path = "api/claims.rs"]
mod claims;
#[path = "api/contract.rs"]
mod contract;
#[path = "api/cut.rs"]
mod cut;
#[path = "api/feed.rs"]
mod feed;
#[path = "api/hidden.rs"]
mod hidden;
#[path = "api/intake.rs"]
mod intake;
#[path = "api/library.rs"]
mod library;
#[path = "api/lists.rs"]
mod lists;
#[path = "api/overview.rs"]
mod overview;
#[path = "api/purge.rs"]
mod purge;
#[path = "api/questions.rs"]
mod questions;
#[path = "api/refusals.rs"]
mod refusals;
#[path = "api/second_factor.rs"]
mod second_factor;
#[path = "api/sessions.rs"]
mod sessions;
#[path = "api/similar.rs"]
mod similar;
#[path = "api/start.rs"]
mod start;
#[path = "api/states.rs"]
mod states;
#[path = "api/story.rs"]
mod story;
#[path = "api/takeaways.rs"]
mod takeaways;
#[path = "api/vetting.rs"]
mod vetting;
