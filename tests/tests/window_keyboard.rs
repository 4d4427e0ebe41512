//! Stage one in the real window with nothing but keys, from the sign-in to the hand-over; the focus is never lost.
#![cfg(target_os = "linux")]

use tests::fixtures;
use tests::server::Server;
use tests::story::{self, TITLE};
use tests::window::{Home, Window};
use thirtyfour::Key;

/// What has the focus, by the name that a screen reader says; none: nothing has it.
async fn focused(window: &Window) -> Option<String> {
    let script = "const e = document.activeElement;
        if (!e || e === document.body) return null;
        if (!e.matches('button, input, textarea, select, [contenteditable=true], h1, [role=group], section')) return e.tagName;
        if (e.matches('[role=group], section')) return 'within ' + (e.ariaLabel ?? e.tagName).slice(0, 20);
        const label = [...(e.labels ?? [])].map((l) => l.innerText).join(' ');
        return (e.ariaLabel || label || e.innerText || e.tagName).replace(/\\s+/g, ' ').trim();";
    window.run(script, vec![]).await.as_str().map(str::to_owned)
}

/// Goes on with Tab until this has the focus.
async fn tab_to(window: &Window, name: &str) {
    for _ in 0..80 {
        let now = focused(window).await;
        if now.as_ref().is_some_and(|now| now.contains(name)) {
            return;
        }
        window.type_keys(&Key::Tab.value().to_string()).await;
    }
    panic!("Tab never comes to {name}; it is at {:?}", focused(window).await);
}

async fn has_focus(window: &Window, name: &str) {
    let what = format!("the focus at {name}");
    window.until(&what, async || focused(window).await.is_some_and(|now| now.contains(name))).await;
}

async fn enter(window: &Window) {
    window.type_keys(&Key::Enter.value().to_string()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stage_one_with_keys_alone() {
    let server = Server::start().await;
    let homes = tempfile::Builder::new().prefix("nearmiss-keys-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "keys"), &server.url()).await;
    let person = fixtures::person("alvarado");

    window.read("Sign in").await;
    has_focus(&window, "Name").await;
    window.type_keys(&person.name).await;
    tab_to(&window, "Password").await;
    window.type_keys(&person.password).await;
    enter(&window).await;
    window.read("Queue ·").await;
    window.until("reports", async || !window.text().await.contains("No report waits")).await;
    has_focus(&window, "Queue").await;

    // The next one: looked at, skipped, looked at, taken.
    window.type_keys("n").await;
    has_focus(&window, "Take it").await;
    enter(&window).await;
    window.read("decided").await;
    window.until("a place for the focus", async || focused(&window).await.is_some()).await;
    story::decide_rest(&window).await;
    window.until("a place for the focus", async || focused(&window).await.is_some()).await;

    // One decision is undone and done again.
    window.chord(&[Key::Control], 'z').await;
    window.until("an open finding", async || !window.text().await.contains("Every finding is decided")).await;
    window.chord(&[Key::Control], 'y').await;

    // What is still to do leads to the title.
    window.chord(&[Key::Control], Key::Enter.value()).await;
    window.read("The report has no title yet").await;
    tab_to(&window, "Write a title").await;
    enter(&window).await;
    has_focus(&window, "Title").await;
    window.type_keys(TITLE).await;
    window.until("the title", async || window.field("Title").await == TITLE).await;
    window.read("Saved here").await;

    window.chord(&[Key::Control], Key::Enter.value()).await;
    window.find("button", "Hand over now").await;
    has_focus(&window, "Note to stage two").await;
    window.type_keys("Please look at the second paragraph.").await;
    tab_to(&window, "Hand over now").await;
    enter(&window).await;
    window.read("Handed over").await;
    has_focus(&window, "Back to the queue").await;
    enter(&window).await;
    window.read("Queue ·").await;
    has_focus(&window, "Queue").await;
    window.close().await;
}
