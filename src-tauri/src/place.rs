//! Where this installation keeps its data and which server it offers; both can be set from outside, for tests and for rollout.

use std::path::PathBuf;
use tauri::{AppHandle, Manager};

/// Offered in the sign-in screen of a new installation.
const DEFAULT_SERVER: &str = "https://review.leonearmiss.example";

/// The folder of the stores and of the log: `NEARMISS_DATA_DIR`, else where this system keeps an app's data.
pub fn data_dir(handle: &AppHandle) -> Option<PathBuf> {
    set("NEARMISS_DATA_DIR").map(PathBuf::from).or_else(|| handle.path().app_data_dir().ok())
}

/// `NEARMISS_SERVER_URL`, else the programme's own.
pub fn default_server() -> String {
    set("NEARMISS_SERVER_URL").unwrap_or_else(|| DEFAULT_SERVER.to_owned())
}

fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}
