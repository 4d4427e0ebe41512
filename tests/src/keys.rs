//! The real window with nothing but keys: where the focus is, by the name that a screen reader says, and that it is never lost.

use crate::fixtures::Person;
use crate::window::Window;
use thirtyfour::Key;

/// What has the focus; none: nothing has it.
pub async fn focused(window: &Window) -> Option<String> {
    let script = "const e = document.activeElement;
        if (!e || e === document.body) return null;
        if (!e.matches('button, input, textarea, select, [contenteditable=true], h1, [role=group], section')) return e.tagName;
        if (e.matches('[role=group], section')) return 'within ' + (e.ariaLabel ?? e.tagName).slice(0, 20);
        const label = [...(e.labels ?? [])].map((l) => l.innerText).join(' ');
        return (e.ariaLabel || label || e.innerText || e.tagName).replace(/\\s+/g, ' ').trim();";
    window.run(script, vec![]).await.as_str().map(str::to_owned)
}

/// Goes on with Tab until this has the focus.
pub async fn tab_to(window: &Window, name: &str) {
    let mut passed = Vec::new();
    for _ in 0..120 {
        let now = focused(window).await;
        if now.as_ref().is_some_and(|now| now.contains(name)) {
            return;
        }
        passed.push(now.unwrap_or_else(|| "nothing".into()));
        window.type_keys(&Key::Tab.value().to_string()).await;
    }
    panic!("Tab never comes to {name}, only to {passed:?}");
}

/// Waits until this has the focus.
pub async fn has_focus(window: &Window, name: &str) {
    let what = format!("the focus at {name}");
    window.until(&what, async || focused(window).await.is_some_and(|now| now.contains(name))).await;
}

/// Waits until anything has it.
pub async fn focus_is_somewhere(window: &Window) {
    window.until("a place for the focus", async || focused(window).await.is_some()).await;
}

pub async fn enter(window: &Window) {
    window.type_keys(&Key::Enter.value().to_string()).await;
}

/// Goes to an empty field and writes into it, key by key, and looks after each whether it arrived there.
pub async fn write(window: &Window, field: &str, words: &str) {
    tab_to(window, field).await;
    let mut typed = String::new();
    for key in words.chars() {
        window.type_keys(&key.to_string()).await;
        typed.push(key);
        window.until(&format!("a key in “{field}”"), async || window.field(field).await == typed).await;
    }
}

/// Goes to a box, checks it, and still has the focus there when it is checked.
pub async fn check(window: &Window, name: &str) {
    tab_to(window, name).await;
    window.type_keys(" ").await;
    let checked = "const e = document.activeElement; return e.checked === true && !e.disabled";
    window
        .until(&format!("“{name}” checked, with the focus"), async || window.run(checked, vec![]).await == true)
        .await;
    has_focus(window, name).await;
}

/// Goes to a button that stays pressed, presses it, and still has the focus there.
pub async fn press(window: &Window, name: &str) {
    tab_to(window, name).await;
    window.type_keys(" ").await;
    let pressed = "const e = document.activeElement; return e.ariaPressed === 'true' && !e.disabled";
    window
        .until(&format!("“{name}” pressed, with the focus"), async || window.run(pressed, vec![]).await == true)
        .await;
    has_focus(window, name).await;
}

/// From the first screen into the queue.
pub async fn sign_in(window: &Window, person: &Person) {
    window.read("Sign in").await;
    write(window, "Name", &person.name).await;
    write(window, "Password", &person.password).await;
    enter(window).await;
    window.read("Queue ·").await;
    has_focus(window, "Queue").await;
}
