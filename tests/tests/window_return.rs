//! From stage two back to stage one and on into the library, in the real window: a comment on a passage and a takeaway that waits
//! for the rework, publication, and the roll-call sheet through the system's own dialog. And a deferred report that comes back.
#![cfg(target_os = "linux")]

use std::path::Path;

use domain::Field;
use jiff::{Timestamp, ToSpan as _, Zoned, tz::TimeZone};
use tests::desk::handed_over;
use tests::dialog::Keyboard;
use tests::fixtures;
use tests::server::Server;
use tests::story::{self, CATEGORY, TAKEAWAY, TITLE};
use tests::window::{Home, Window};
use thirtyfour::Key;

/// The dialog's own title, on every system.
const SAVE_AS: &str = "Save as";
const WAITS: &str = "A light in the gun hand blinds its owner.";
/// What it is about, and how the text goes on after the rework.
const PASSAGE: &str = "in my gun hand";
const REWORKED: &str = "my small light in my gun hand";

#[tokio::test(flavor = "multi_thread")]
async fn returned_reworked_approved_published_and_read_out_at_roll_call() {
    let server = Server::start().await;
    handed_over(&server).await;
    let homes = tempfile::Builder::new().prefix("nearmiss-return-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "two"), &server.url()).await;
    story::sign_in(&window, &fixtures::person("whitehorse")).await;
    take(&window).await;
    give_back(&window).await;

    let reworked = Window::open(&Home::below(homes.path(), "one"), &server.url()).await;
    rework(&reworked).await;
    reworked.close().await;

    window.press("Ask the server for news").await;
    take(&window).await;
    window.read(REWORKED).await;
    story::decide_rest(&window).await;
    window.click("tab", "Takeaways").await;
    // Written before the return, and still about its words, which stand elsewhere by now.
    window.read(WAITS).await;
    window.read(&format!("“{PASSAGE}”")).await;
    window.fill("New takeaway", TAKEAWAY).await;
    window.press("Add takeaway").await;
    window.until("the takeaway", async || window.field("New takeaway").await.is_empty()).await;
    window.click("tab", "Checks").await;
    story::vet(&window).await;
    window.read("Nothing stands in the way").await;
    window.press("Approve").await;
    window.press("Approve now").await;
    window.read("Approved").await;
    window.press("Back to the queue").await;
    window.read("Queue ·").await;
    window.close().await;

    let window = Window::open(&Home::below(homes.path(), "staff"), &server.url()).await;
    story::sign_in(&window, &fixtures::person("lindqvist")).await;
    window.press("To publish").await;
    window.press_in_row(&[CATEGORY], "Open").await;
    window.choose("Category", CATEGORY).await;
    story::add_tag(&window, "Low-light conditions").await;
    window.read("Nothing stands in the way").await;
    window.press("Publish…").await;
    window.press("Publish now").await;
    window.read("It is in the library now").await;
    window.press("Back to the queue").await;
    window.press("Library").await;
    window.press("Open no. 1").await;
    window.read("Near miss no. 1").await;
    anchored_in_print(&window, &server).await;
    window.press("Roll-call sheet").await;
    sheet(&window, homes.path()).await;
    window.close().await;
}

/// Stage one finds the comment at its passage, goes on from where it was, and hands over again; all in a window of its own.
async fn rework(window: &Window) {
    story::sign_in(window, &fixtures::person("alvarado")).await;
    window.press("Stage one").await;
    window.press_in_row(&[CATEGORY], "Continue").await;
    window.read("1 note for you").await;
    window.click("tab", "Notes").await;
    window.read("Which hand was it in?").await;
    window.press("Show in the text").await;
    let selected = "return getSelection().toString()";
    window.until("the passage of the comment", async || window.run(selected, vec![]).await == "the flashlight").await;
    window.click("tab", "Takeaways").await;
    assert!(!window.text().await.contains(WAITS), "takeaways are stage two's");
    assert_eq!(window.field("Title").await, TITLE, "as it was handed over");
    window.select("Event summary", "the flashlight", false).await;
    window.type_keys("my small light").await;
    window.until("the reworked words", async || window.field("Event summary").await.contains(REWORKED)).await;
    window.read("Saved").await;
    window.press("Hand over").await;
    window.press("Hand over now").await;
    window.read("Handed over").await;
    window.press("Back to the queue").await;
    window.read("Queue ·").await;
}

/// The publication says about which words a takeaway is, and so does the page.
async fn anchored_in_print(window: &Window, server: &Server) {
    let library = server.get("/v1/publications", Some(&fixtures::service_token())).await;
    let publication = &library["items"][0]["publication"];
    let [passage] = publication["passages"].as_array().expect("passages").as_slice() else { panic!("{publication}") };
    let takeaway = usize::try_from(passage["takeaway"].as_u64().expect("an index")).expect("a small one");
    assert_eq!(publication["takeaways"][takeaway], WAITS);
    let place: domain::Span = serde_json::from_value(passage["place"].clone()).expect("a place");
    assert_eq!(place.field, Field::Summary);
    let summary = publication["summary"].as_str().expect("a summary");
    assert_eq!(summary.get(place.range()), Some(PASSAGE));
    assert!(summary.contains(REWORKED));
    let shown = "const about = document.querySelector('article .about');
        return about && [about.innerText, about.nextElementSibling?.innerText.replace(/\\D/g, '')]";
    let shown = window.run(shown, vec![]).await;
    assert_eq!(shown, serde_json::json!([PASSAGE, (takeaway + 1).to_string()]), "underlined, with its number");
}

/// Comments on a passage, writes a takeaway about it, and returns the report.
async fn give_back(window: &Window) {
    window.press("Return…").await;
    window.press("Return").await;
    window.read("A comment is needed").await;
    window.press("Cancel").await;
    window.select("Event summary", "the flashlight", false).await;
    window.press("Comment…").await;
    window.fill("Comment to stage one", "Which hand was it in?").await;
    window.press("Add comment").await;
    window
        .until("the sign in the text, and the dialog gone", async || {
            let there =
                "return !!document.querySelector('.paper .comment-sign') && !document.querySelector('dialog[open]')";
            window.run(there, vec![]).await == true
        })
        .await;
    // It is marked in the text: its sign takes the focus by key, and then tells what it says.
    window.type_keys(&Key::F3.value().to_string()).await;
    let told = "return document.activeElement.closest('.cm-line') && document.activeElement.getAttribute('aria-label')";
    window
        .until("the focus on its sign", async || {
            window.run(told, vec![]).await == "Comment 1, you: Which hand was it in?"
        })
        .await;
    window
        .until("the comment above its passage", async || {
            window
                .run("return document.querySelector('.cm-tooltip')?.innerText ?? ''", vec![])
                .await
                .as_str()
                .unwrap_or_default()
                .contains("Which hand")
        })
        .await;

    window.select("Event summary", PASSAGE, false).await;
    window.click("tab", "Takeaways").await;
    window.fill("New takeaway", WAITS).await;
    window.press("Add takeaway").await;
    window.read(&format!("“{PASSAGE}”")).await;
    window.press("Return…").await;
    window.read("Which hand was it in?").await;
    window.press("Return").await;
    window.read("Returned to stage one").await;
    window.press("Back to the queue").await;
    window.read("Queue ·").await;
}

/// Saves the sheet twice through the system's dialog, once in each form, and once not.
async fn sheet(window: &Window, folder: &Path) {
    let keyboard = Keyboard::start();
    window.read("page").await;
    window.fill("Question 1", "Call 555-555-0142 when in doubt?").await;
    window.press("Save as PDF").await;
    window.read("looks like a phone number").await;
    window.fill("Question 1", "Which hand holds the light on our shift?").await;
    window.press("Save as PDF").await;
    keyboard.cancel(SAVE_AS).await;
    window.read("Nothing was saved").await;
    let pdf = folder.join("roll-call.pdf");
    window.press("Save as PDF").await;
    keyboard.save_as(SAVE_AS, &pdf).await;
    window.read("The sheet is saved").await;
    let markdown = folder.join("roll-call.md");
    window.press("Save as Markdown").await;
    keyboard.save_as(SAVE_AS, &markdown).await;
    window.until("the second file", async || markdown.exists()).await;
    window.read("The sheet is saved").await;

    let document = lopdf::Document::load(&pdf).expect("a PDF");
    // Its words are read back letter by letter in `crates/rollcall/tests/saved.rs`; both forms are made of one sheet.
    assert!((1..=2).contains(&document.get_pages().len()), "one or two pages");
    let markdown = std::fs::read_to_string(&markdown).expect("the Markdown");
    for words in [TITLE, REWORKED, TAKEAWAY, WAITS, "Which hand holds the light on our shift?"] {
        assert!(markdown.contains(words), "{words} is not on the sheet:\n{markdown}");
    }
    for gone in ["the flashlight in my gun hand", "555-555-0142", story::PLANTED] {
        assert!(!markdown.contains(gone), "{gone} is on the sheet");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deferred_and_back_on_its_day() {
    let mut server = Server::start().await;
    handed_over(&server).await;
    let homes = tempfile::Builder::new().prefix("nearmiss-deferred-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "two"), &server.url()).await;
    let person = fixtures::person("whitehorse");
    story::sign_in(&window, &person).await;
    take(&window).await;
    window.press("More…").await;
    window.click("radio", "Defer").await;
    window.click("radio", "An investigation is under way").await;
    window.press("Defer").await;
    window.read("Deferred").await;
    window.press("Back to the queue").await;
    window.press("Deferred 1").await;
    window.read("until ").await;
    window.press("Stage two").await;
    window.read("Nothing waits here").await;

    // The same server on the same data, on the day after the one that was offered: 30 days on.
    server.stop();
    let later = later_server(&server, 31).await;
    window.press("Ask the server for news").await;
    window.read("Sign in again").await;
    window.press("Sign in again").await;
    window.fill("Password", &person.password).await;
    window.press("Sign in").await;
    window.press("Ask the server for news").await;
    take(&window).await;
    window.close().await;
    later.shutdown().await;
}

/// The server in this process, with a clock so many days ahead.
async fn later_server(server: &Server, days: i64) -> server::Running {
    let file = |path: &Path| format!("sqlite://{}", path.display());
    let hex: String = server.master_key().iter().map(|byte| format!("{byte:02x}")).collect();
    let key = server::MasterKey::parse(&hex, "master.key").expect("the key of before");
    let listen = server.url().strip_prefix("http://").and_then(|address| address.parse().ok()).expect("its address");
    let mut config = server::Config::new(file(&server.database()), file(&server.keys()), listen, key);
    config.clock = std::sync::Arc::new(move || {
        let now: Zoned = Timestamp::now().to_zoned(TimeZone::UTC);
        now.checked_add(days.days()).expect("a day of this age").timestamp()
    });
    server::Server::start(config).await.expect("the server goes on")
}

async fn take(window: &Window) {
    window.press("Stage two").await;
    window.press_in_row(&[CATEGORY], "Take").await;
    window.read("Stage one removed").await;
}
