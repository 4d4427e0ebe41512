//! The workflow of a reviewer: sign in, pull, take, decide, hand over. The application without its window.

mod account;
mod answers;
mod app;
mod author;
mod claims;
mod coding;
mod desk;
mod display;
mod elsewhere;
mod errors;
mod history;
mod language;
mod library;
mod limits;
mod meter;
mod news;
mod overview;
mod people;
mod ports;
mod publish;
mod reading;
mod reveal;
mod saved;
mod session;
mod show;
mod sight;
mod similar;
mod sync;
mod takeaways;
mod utf16;
mod vetting;
pub mod view;

#[cfg(test)]
mod closed_ts;

pub use app::App;
pub use domain::Private;
pub use news::{DeskNews, RowsView};
pub use ports::Ports;
pub use saved::SavedFile;
pub use session::{Config, LOCK_MINUTES};
