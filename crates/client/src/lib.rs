//! The server over HTTP: one function per endpoint, each with limits of time and size, and errors that say whether to retry.
//!
//! No body, header or address is ever in an error or a log.

mod account;
mod address;
mod calls;
mod error;
mod http;
mod staff;
#[cfg(test)]
mod tests;

pub use address::AddressError;
pub use calls::Client;
pub use error::{ClientError, Retry};
