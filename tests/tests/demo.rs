//! The whole story of one report in the real window, against the real server: what is shown, what is published, and what is gone.
//!
//! `NEARMISS_DEMO_OUT` names the folder of the pictures; without it they go to `target/demo`.
#![cfg(target_os = "linux")]

use std::path::PathBuf;
use tests::dump::{self, Planted};
use tests::server::Server;
use tests::story::{self, PLANTED, Screens};
use tests::window::{Home, Window};
use tests::{children, fixtures};

#[tokio::test(flavor = "multi_thread")]
async fn one_report_from_the_queue_to_the_library() {
    let out = std::env::var_os("NEARMISS_DEMO_OUT").map_or_else(|| children::target().join("demo"), PathBuf::from);
    let mut screens = Screens::into(out);
    let server = Server::start().await;
    let (database, keys, master_key) = (server.database(), server.keys(), server.master_key());
    let planted = Planted::new(PLANTED);
    let homes = tempfile::Builder::new().prefix("nearmiss-apps-").tempdir().unwrap();
    let backups = tempfile::tempdir().unwrap();
    let [first, second, staff] =
        ["alvarado", "whitehorse", "lindqvist"].map(|name| (fixtures::person(name), Home::below(homes.path(), name)));

    let window = Window::open(&first.1, &server.url()).await;
    story::stage_one(&window, &mut screens, async || {
        // As a backup of the laptop would take it, in the middle of the work.
        dump::copy(&first.1.app_data(), &backups.path().join("laptop"));
        let store = dump::of_stores(&backups.path().join("laptop"), &first.0.password);
        assert_eq!(store.opened, 1, "the store opens with its keys");
        assert!(planted.found_in(&store.bytes).is_some(), "the store holds the original, sealed");
    })
    .await;
    window.close().await;

    let window = Window::open(&second.1, &server.url()).await;
    story::stage_two(&window, &mut screens, async || {
        let before = dump::of_server(&database, &keys, &master_key);
        assert!(planted.found_in(&before.bytes).is_some(), "the server holds the original, sealed");
        dump::copy(server.data(), &backups.path().join("server"));
    })
    .await;
    window.close().await;

    let window = Window::open(&staff.1, &server.url()).await;
    story::publish(&window, &mut screens).await;
    window.close().await;

    // The library has the clean text.
    let library = server.get("/v1/publications", Some(&fixtures::service_token())).await;
    let items = library["items"].as_array().expect("a list");
    assert_eq!(items.len(), 1);
    let publication = &items[0]["publication"];
    assert_eq!(publication["title"], story::TITLE);
    assert_eq!(publication["category"], "traffic-violations");
    assert_eq!(publication["takeaways"], serde_json::json!([story::TAKEAWAY]));
    let summary = publication["summary"].as_str().expect("a summary");
    // No more goes than has to: what stands around a redaction stays.
    let around = "he had counted on one officer. Without [Officer 1]'s habit";
    for kept in [around, "received", "[a neighbouring area]", "[2 minutes later]"] {
        assert!(summary.contains(kept), "{kept}: {summary}");
    }
    assert_eq!(planted.found_in(library.to_string().as_bytes()), None);

    // Nothing of the original is left: not for the keys that are left, not in a backup, not as raw bytes.
    let after = dump::of_server(&database, &keys, &master_key);
    assert!(after.opened > 0, "the other reports are still open");
    assert_eq!(planted.found_in(&after.bytes), None, "the server");
    let restored = dump::of_server(&backups.path().join("server").join("reports.db"), &keys, &master_key);
    assert!(restored.sealed > restored.opened && restored.opened > 0);
    assert_eq!(planted.found_in(&restored.bytes), None, "a restored backup of the server");
    let laptop = dump::of_stores(&backups.path().join("laptop"), &first.0.password);
    assert_eq!((laptop.sealed, laptop.opened), (1, 0), "the keyring has no key any more for a backup of the laptop");
    for (person, home) in [&first, &second, &staff] {
        let store = dump::of_stores(&home.app_data(), &person.password);
        assert_eq!(store.opened, 1, "the store of {}", person.name);
        assert_eq!(planted.found_in(&store.bytes), None, "the store of {}", person.name);
    }
    for folder in [server.data(), homes.path()] {
        assert!(dump::files(folder).len() > 3, "{} is searched", folder.display());
        assert_eq!(planted.files_below(folder), Vec::<String>::new());
    }
    assert_eq!(screens.faults, Vec::<String>::new(), "what axe finds fault with");
}
