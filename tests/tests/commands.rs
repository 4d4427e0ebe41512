//! The commands of the window stand in four places; this compares them, and what else the window may do.

use std::collections::BTreeSet;
use std::fs;
use tests::fixtures::root;

#[test]
fn every_list_names_the_same_commands() {
    let declared = declared();
    assert!(declared.len() >= 20, "only {} commands seen: the test looks at nothing", declared.len());
    assert_eq!(handled(), declared, "src-tauri/src/commands/mod.rs and build.rs");
    assert_eq!(called(), declared, "ui/src/lib/backend/commands.ts and build.rs");
    assert_eq!(allowed(), declared, "src-tauri/capabilities/main.json and build.rs");
}

#[test]
fn the_window_may_do_nothing_else_but_hear_events() {
    let others: Vec<String> =
        permissions().into_iter().filter(|permission| !permission.starts_with("allow-")).collect();
    assert_eq!(others, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    let capabilities = fs::read_dir(root().join("src-tauri/capabilities")).unwrap().count();
    assert_eq!(capabilities, 1, "one capability, for the one window");
}

#[test]
fn the_content_security_policy_is_the_strict_one() {
    let configuration = json("src-tauri/tauri.conf.json");
    assert_eq!(configuration["app"]["withGlobalTauri"], false);
    assert_eq!(configuration["app"]["windows"].as_array().unwrap().len(), 0, "the window is made in code");
    assert_eq!(
        configuration["app"]["security"]["csp"],
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src ipc: http://ipc.localhost; base-uri 'none'; form-action 'none'; frame-src 'none'"
    );
}

#[test]
fn each_command_is_one_line() {
    for entry in fs::read_dir(root().join("src-tauri/src/commands")).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        for command in source.split("#[tauri::command]").skip(1) {
            let body = command.split_once("{\n").unwrap().1.split_once("\n}").unwrap().0;
            assert_eq!(body.lines().count(), 1, "{}: {body}", path.display());
            assert!(body.contains("app."), "{}: {body}", path.display());
        }
    }
}

fn declared() -> BTreeSet<String> {
    quoted(between(&read("src-tauri/build.rs"), "COMMANDS: &[&str] = &[", "];"))
}

fn handled() -> BTreeSet<String> {
    let source = read("src-tauri/src/commands/mod.rs");
    let list = between(&source, "generate_handler![", "]");
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(last_of_path).collect()
}

fn called() -> BTreeSet<String> {
    quoted(between(&read("ui/src/lib/backend/commands.ts"), "COMMANDS = [", "]"))
}

fn allowed() -> BTreeSet<String> {
    let own =
        permissions().into_iter().filter_map(|permission| Some(permission.strip_prefix("allow-")?.replace('-', "_")));
    own.collect()
}

fn permissions() -> Vec<String> {
    let capability = json("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    let permissions = capability["permissions"].as_array().expect("a capability lists permissions");
    permissions.iter().map(|permission| permission.as_str().expect("a permission has a name").to_owned()).collect()
}

fn last_of_path(entry: &str) -> String {
    entry.rsplit("::").next().unwrap_or(entry).to_owned()
}

fn quoted(list: &str) -> BTreeSet<String> {
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn between<'a>(source: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = source.split_once(start).unwrap_or_else(|| panic!("no `{start}`"));
    rest.split_once(end).unwrap_or_else(|| panic!("no `{end}` after `{start}`")).0
}

fn json(path: &str) -> serde_json::Value {
    serde_json::from_str(&read(path)).expect("JSON")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
