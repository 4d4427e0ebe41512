//! The house's rules about its own shape: who may know whom, one list of versions, lints for all, small files.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The desktop shell: the end of all arrows.
const SHELL: &str = "nearmiss-review";

/// Who may depend on whom inside the workspace. A crate that is not named here may depend on nobody, so a new one is a decision.
const ARROWS: [(&str, &[&str]); 10] = [
    (SHELL, &["review"]),
    ("review", &["store", "client", "wire", "domain", "proofread", "rollcall"]),
    ("store", &["wire", "domain"]),
    ("client", &["wire", "domain"]),
    ("server", &["wire", "domain"]),
    ("rollcall", &["wire", "domain"]),
    ("wire", &["domain"]),
    ("domain", &["detect"]),
    ("scan", &["detect"]),
    ("proofread", &[]),
];

/// These two look at everything but the shell: they are about the product, not part of it.
const ONLOOKERS: [&str; 2] = ["xtask", "tests"];

const LONGEST_FILE: usize = 500;

#[test]
fn members_know_only_whom_they_may() {
    let metadata = metadata();
    let members: BTreeSet<&str> = members(&metadata).iter().map(|p| p.name.as_str()).collect();
    let mut arrows = 0;
    let mut wrong = Vec::new();
    for package in metadata.workspace_packages() {
        let from = package.name.as_str();
        let allowed = ARROWS.iter().find(|(name, _)| *name == from).map_or(&[][..], |(_, allowed)| allowed);
        for dependency in &package.dependencies {
            let to = dependency.name.as_str();
            if !members.contains(to) {
                continue;
            }
            arrows += 1;
            if to == SHELL || !(ONLOOKERS.contains(&from) || allowed.contains(&to)) {
                wrong.push(format!("{from} → {to} ({:?})", dependency.kind));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows not in the design: {wrong:#?}");
    assert!(arrows >= 10, "only {arrows} arrows seen: the test looks at nothing");
}

#[test]
fn store_and_client_never_see_each_other() {
    let metadata = metadata();
    for (from, to) in [("store", "client"), ("client", "store")] {
        let reached = reached_from(&metadata, from);
        assert!(reached.contains("domain"), "{from} reaches {reached:?}");
        assert!(!reached.contains(to), "{from} reaches {to}");
    }
}

#[test]
fn pure_crates_bring_no_clock_network_or_runtime() {
    let metadata = metadata();
    for name in ["detect", "domain", "proofread"] {
        let package = package(&metadata, name);
        let outward: Vec<&str> = normal_dependencies(package)
            .filter(|to| matches!(*to, "tokio" | "reqwest" | "rusqlite" | "sqlx" | "keyring" | "getrandom"))
            .collect();
        assert!(outward.is_empty(), "{name} is pure, but depends on {outward:?}");
    }
}

#[test]
fn language_is_checked_in_the_app_and_nowhere_else() {
    let metadata = metadata();
    assert!(reached_from(&metadata, "review").contains("proofread"));
    for name in ["server", "domain", "wire", "store", "client", "scan"] {
        assert!(!reached_from(&metadata, name).contains("proofread"), "{name} reaches the proofreader");
    }
    let own: Vec<&str> = normal_dependencies(package(&metadata, "proofread")).collect();
    assert_eq!(own, ["harper-core"], "one library, and nothing of ours");
}

#[test]
fn versions_stand_in_one_list() {
    let metadata = metadata();
    let mut seen = 0;
    let mut own = Vec::new();
    for package in metadata.workspace_packages() {
        let manifest = manifest(package);
        for (section, dependencies) in dependency_tables(&manifest) {
            for (name, entry) in dependencies {
                seen += 1;
                let inherits = entry.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                if !inherits {
                    own.push(format!("{}: [{section}] {name}", package.name));
                }
            }
        }
    }
    assert!(own.is_empty(), "not from the workspace's list: {own:#?}");
    assert!(seen >= 40, "only {seen} dependencies seen: the test looks at nothing");
}

#[test]
fn lints_hold_for_every_member() {
    for package in metadata().workspace_packages() {
        let inherits =
            manifest(package).get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        assert_eq!(inherits, Some(true), "{} has lints of its own or none", package.name);
    }
}

#[test]
fn only_the_backend_folder_of_the_ui_knows_tauri() {
    let root = root();
    let allowed = root.join("ui/src/lib/backend");
    let sources = sources(&root);
    let ui: Vec<&PathBuf> = sources.iter().filter(|path| path.starts_with(root.join("ui/src"))).collect();
    assert!(!ui.is_empty(), "no UI source seen: the test looks at nothing");
    let mocks = root.join("ui/src/test");
    let knows = |path: &Path| {
        let text = read(path);
        // What stands in for the shell in the UI's own tests may replace the seam, and nothing else of it.
        let text = if path.starts_with(&mocks) { text.replace("\"@tauri-apps/api/mocks\"", "") } else { text };
        text.contains("@tauri-apps/")
    };
    let wrong: Vec<&&PathBuf> = ui.iter().filter(|path| !path.starts_with(&allowed) && knows(path)).collect();
    assert!(wrong.is_empty(), "only ui/src/lib/backend may import @tauri-apps: {wrong:#?}");
}

#[test]
fn no_source_file_is_too_long() {
    let root = root();
    let sources = sources(&root);
    assert!(sources.len() >= 50, "only {} files seen: the test looks at nothing", sources.len());
    let long: Vec<String> = sources
        .iter()
        .map(|path| (path, read(path).lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(path, lines)| format!("{}: {lines} lines", path.strip_prefix(&root).unwrap().display()))
        .collect();
    assert!(long.is_empty(), "over {LONGEST_FILE} lines: {long:#?}");
}

#[test]
fn each_rust_file_begins_with_what_lives_there() {
    let root = root();
    let silent: Vec<PathBuf> = sources(&root)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter(|path| !read(path).starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "without a first `//!` sentence: {silent:#?}");
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().expect("cargo metadata")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lie in the workspace").to_path_buf()
}

fn members(metadata: &Metadata) -> Vec<&Package> {
    metadata.workspace_packages()
}

fn package<'a>(metadata: &'a Metadata, name: &str) -> &'a Package {
    members(metadata).into_iter().find(|package| package.name.as_str() == name).expect("a member of this name")
}

fn normal_dependencies(package: &Package) -> impl Iterator<Item = &str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| matches!(dependency.kind, DependencyKind::Normal | DependencyKind::Build))
        .map(|dependency| dependency.name.as_str())
}

/// All members that `name` depends on, directly or through others.
fn reached_from(metadata: &Metadata, name: &str) -> BTreeSet<String> {
    let members = members(metadata);
    let mut reached = BTreeSet::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(from) = waiting.pop() {
        let Some(package) = members.iter().find(|package| package.name.as_str() == from) else {
            continue;
        };
        for dependency in &package.dependencies {
            let known = members.iter().any(|member| member.name.as_str() == dependency.name);
            if known && reached.insert(dependency.name.clone()) {
                waiting.push(dependency.name.clone());
            }
        }
    }
    reached
}

fn manifest(package: &Package) -> toml::Table {
    read(package.manifest_path.as_std_path()).parse().expect("a manifest is TOML")
}

/// Every table of dependencies in a manifest, those for one platform included.
fn dependency_tables(manifest: &toml::Table) -> Vec<(String, &toml::Table)> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let places = targets
        .into_iter()
        .flatten()
        .filter_map(|(platform, table)| Some((platform.as_str(), table.as_table()?)))
        .chain([("", manifest)]);
    let mut tables = Vec::new();
    for (platform, place) in places {
        for kind in KINDS {
            if let Some(table) = place.get(kind).and_then(toml::Value::as_table) {
                tables.push((format!("{platform} {kind}").trim().to_owned(), table));
            }
        }
    }
    tables
}

/// Every source file that a person wrote.
fn sources(root: &Path) -> Vec<PathBuf> {
    const ENDINGS: [&str; 4] = ["rs", "ts", "svelte", "css"];
    const MADE: [&str; 6] = ["target", "node_modules", "dist", "gen", "bindings", ".git"];
    let mut found = Vec::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder that can be read") {
            let path = entry.expect("a folder that can be read").path();
            let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
            if path.is_dir() && !MADE.contains(&name.as_str()) {
                waiting.push(path);
            } else if path.is_file()
                && path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
