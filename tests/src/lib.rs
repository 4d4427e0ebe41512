//! What the tests across the parts share: a real server process, a real window, and a search for what must be gone.
//!
//! Everything here panics with a sentence: it runs in tests only, and a missing keyring, display or program is a failure.

pub mod children;
pub mod desk;
#[cfg(target_os = "linux")]
pub mod dialog;
pub mod dump;
pub mod fixtures;
pub mod gallery;
pub mod keys;
pub mod picture;
pub mod relay;
#[cfg(target_os = "linux")]
pub mod selections;
pub mod server;
pub mod store_key;
pub mod story;
pub mod wait;
pub mod window;
