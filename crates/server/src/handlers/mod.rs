//! One file per group of calls; each handler checks what came, asks the rules, and answers.

pub mod account;
pub mod changes;
pub mod claims;
pub mod drafts;
pub mod events;
pub mod flags;
pub mod meta;
pub mod overview;
pub mod people;
pub mod publications;
pub mod questions;
pub mod sessions;
pub mod similar;
pub mod submissions;
pub mod withdrawals;
pub mod work;
