//! The synthetic reports and the demo's people.

use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_path_buf()
}

pub fn folder() -> PathBuf {
    root().join("fixtures")
}

/// Somebody who can sign in.
#[derive(Debug, Clone, Deserialize)]
pub struct Person {
    pub name: String,
    pub display: String,
    pub password: String,
}

/// The demo's account of that name.
pub fn person(name: &str) -> Person {
    let path = folder().join("users.json");
    let people: Vec<Person> = serde_json::from_slice(&read(&path)).expect("fixtures/users.json is a list of people");
    people.into_iter().find(|person| person.name == name).unwrap_or_else(|| panic!("fixtures/users.json has no {name}"))
}

/// The website's token in the demo.
pub fn service_token() -> String {
    let bytes = read(&folder().join("service-token.txt"));
    String::from_utf8(bytes).expect("a token is text").trim().to_owned()
}

/// One submission, by the start of its file's name.
pub fn report(number: &str) -> serde_json::Value {
    let reports = folder().join("reports");
    let path = fs::read_dir(&reports)
        .expect("fixtures/reports can be read")
        .map(|entry| entry.expect("fixtures/reports can be read").path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number)))
        .unwrap_or_else(|| panic!("fixtures/reports has no {number}"));
    serde_json::from_slice(&read(&path)).expect("a fixture is JSON")
}

/// All submissions, by the names of their files.
pub fn reports() -> Vec<serde_json::Value> {
    let entries = fs::read_dir(folder().join("reports")).expect("fixtures/reports can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("fixtures/reports can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    paths.iter().map(|path| serde_json::from_slice(&read(path)).expect("a fixture is JSON")).collect()
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
