//! The story of one report in the real window with nothing but keys: stage one, stage two, and staff; the focus is never lost.
#![cfg(target_os = "linux")]

use review::view::{AnswerView, StepAsk};
use tests::desk::{Reviewer, add_takeaway, handed_over, id, unfound};
use tests::fixtures;
use tests::keys::{check, enter, focus_is_somewhere, focused, has_focus, press, sign_in, tab_to, write};
use tests::server::Server;
use tests::story::{self, CATEGORY, TAKEAWAY, TITLE};
use tests::window::{Home, Window};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn stage_one_with_keys_alone() {
    let server = Server::start().await;
    let homes = tempfile::Builder::new().prefix("nearmiss-keys-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "keys"), &server.url()).await;
    sign_in(&window, &fixtures::person("alvarado")).await;
    window.until("reports", async || !window.text().await.contains("No report waits")).await;

    // The next one: looked at, and taken.
    window.type_keys("n").await;
    has_focus(&window, "Take it").await;
    enter(&window).await;
    window.read("decided").await;
    focus_is_somewhere(&window).await;
    story::decide_rest(&window).await;
    focus_is_somewhere(&window).await;

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
    write(&window, "Title", TITLE).await;
    window.read("Saved here").await;

    window.chord(&[Key::Control], Key::Enter.value()).await;
    window.find("button", "Hand over now").await;
    has_focus(&window, "Note to stage two").await;
    write(&window, "Note to stage two", "Please look at the second paragraph.").await;
    tab_to(&window, "Hand over now").await;
    enter(&window).await;
    window.read("Handed over").await;
    has_focus(&window, "Back to the queue").await;
    enter(&window).await;
    window.read("Queue ·").await;
    has_focus(&window, "Queue").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stage_two_with_keys_alone() {
    let server = Server::start().await;
    handed_over(&server).await;
    let homes = tempfile::Builder::new().prefix("nearmiss-keys-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "two"), &server.url()).await;
    sign_in(&window, &fixtures::person("whitehorse")).await;
    window.read("Queue · stage two").await;
    window.until("the report", async || !window.text().await.contains("No report waits")).await;
    window.type_keys("n").await;
    has_focus(&window, "Take it").await;
    enter(&window).await;
    window.read("The removed words are not shown").await;
    focus_is_somewhere(&window).await;
    story::decide_rest(&window).await;
    focus_is_somewhere(&window).await;
    sensitive_tactic(&window).await;
    checks(&window).await;
    takeaway(&window).await;
    approve(&window).await;
    window.close().await;
}

/// The words that are selected in the story, once there are several.
async fn selected_words(window: &Window) -> String {
    let selected = async || window.run("return getSelection().toString().trim()", vec![]).await;
    let several = async || selected().await.as_str().is_some_and(|words| words.contains(' '));
    window.until("several selected words", several).await;
    has_focus(window, "Event summary").await;
    selected().await.as_str().unwrap_or_default().to_owned()
}

/// A tactic that no detector knows of: marked, both questions answered, kept.
async fn sensitive_tactic(window: &Window) {
    tab_to(window, "Event summary").await;
    window.chord(&[Key::Control], Key::Home.value()).await;
    for _ in 0..3 {
        window.chord(&[Key::Control, Key::Shift], Key::Right.value()).await;
    }
    let words = selected_words(window).await;
    window.chord(&[Key::Control], 'm').await;
    let toolbar = "return document.activeElement.closest('[role=toolbar]') !== null";
    window.until("the focus on what it can be", async || window.run(toolbar, vec![]).await == true).await;
    window.type_keys("s").await;
    window.find("section", "Decide: ").await;
    window.read(&words).await;
    window.chord(&[Key::Control], 'k').await;
    let known = "Yes: Well known to the public?";
    window.until("the first answer", async || window.is_pressed(known).await).await;
    focus_is_somewhere(window).await;
    window.chord(&[Key::Control], 'h').await;
    let helpful = "Yes: Would it help an attacker?";
    window.until("the second answer", async || window.is_pressed(helpful).await).await;
    window.chord(&[Key::Control], 'h').await;
    let harmless = "No: Would it help an attacker?";
    window.until("the other answer", async || window.is_pressed(harmless).await).await;
    focus_is_somewhere(window).await;
    window.type_keys("k").await;
    window.read("because it is").await;
    tab_to(window, "ublic").await;
    enter(window).await;
    window.gone("because it is").await;
    focus_is_somewhere(window).await;
}

/// Authenticity, the pass for sensitive tactics, the meter, and the intruder's questions.
async fn checks(window: &Window) {
    window.type_keys("2").await;
    has_focus(window, "Checks").await;
    press(window, "Yes").await;
    check(window, "Vocabulary and procedure fit").await;
    check(window, "I have read the whole text").await;
    // The meter counts by itself, and answers beside the text do not make it stale.
    window
        .until("the meter's answer", async || {
            let told = window.text().await;
            told.contains("share all of this") || told.contains("Nothing is left that the program knows of")
        })
        .await;
    focus_is_somewhere(window).await;
    for question in story::INTRUDER {
        press(window, &format!("No: {question}")).await;
    }
    window.read("Saved here").await;
    assert!(!window.text().await.contains("have changed since"), "the count holds");
}

/// One about a sentence that was not read yet, by the key for it.
async fn takeaway(window: &Window) {
    window.type_keys(&Key::F9.value().to_string()).await;
    let editor = "return document.activeElement.matches('[contenteditable=true]')";
    window.until("the focus in the text", async || window.run(editor, vec![]).await == true).await;
    if focused(window).await.as_deref() == Some("Title") {
        window.type_keys(&Key::F9.value().to_string()).await;
    }
    has_focus(window, "Event summary").await;
    window.chord(&[Key::Shift], Key::End.value()).await;
    let words = selected_words(window).await;
    window.type_keys(&Key::F4.value().to_string()).await;
    has_focus(window, "New takeaway").await;
    write(window, "New takeaway", TAKEAWAY).await;
    tab_to(window, "Add takeaway").await;
    enter(window).await;
    window.find("button", &format!("“{words}”")).await;
    has_focus(window, "New takeaway").await;
    window.until("an empty field", async || window.field("New takeaway").await.is_empty()).await;
}

async fn approve(window: &Window) {
    window.chord(&[Key::Control], Key::Enter.value()).await;
    has_focus(window, "Approve now").await;
    enter(window).await;
    window.read("The review has concluded").await;
    has_focus(window, "Back to the queue").await;
    enter(window).await;
    window.read("Queue ·").await;
    has_focus(window, "Queue").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_code_and_publish_with_keys_alone() {
    let server = Server::start().await;
    let report = handed_over(&server).await.1.card.id;
    let second = Reviewer::new("whitehorse", &server.url());
    second.sign_in().await;
    let desk = second.app.take(id(&report)).await.expect("handed over, and free");
    second.decide_all(desk).await;
    let mut sheet = unfound();
    sheet.authenticity = Some(domain::Authenticity::LawEnforcement);
    sheet.les_pass = Some(true);
    second.app.fill_sheet(id(&report), sheet).await.expect("vetted");
    add_takeaway(&second.app, id(&report), TAKEAWAY).await;
    assert_eq!(second.step(&report, StepAsk::Approve).await, AnswerView::Accepted);

    let homes = tempfile::Builder::new().prefix("nearmiss-keys-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "staff"), &server.url()).await;
    sign_in(&window, &fixtures::person("lindqvist")).await;
    window.read("Queue · to publish").await;
    window.until("the report", async || !window.text().await.contains("No report waits")).await;
    window.type_keys("n").await;
    window.read("Approved by two reviewers").await;
    has_focus(&window, "To publish").await;

    // What the text speaks for is added where it is told.
    tab_to(&window, "Add ").await;
    enter(&window).await;
    focus_is_somewhere(&window).await;
    tab_to(&window, "Category").await;
    window.type_keys("Traffic").await;
    let chosen =
        format!("const s = document.activeElement; return s.selectedOptions?.[0]?.text.trim() === '{CATEGORY}'");
    window.until("the category", async || window.run(&chosen, vec![]).await == true).await;
    has_focus(&window, "Category").await;
    write(&window, "Tags", "Contact and").await;
    enter(&window).await;
    window.find("button", "Remove Contact and cover").await;
    has_focus(&window, "Tags").await;
    check(&window, "Backup").await;
    window.read("Nothing stands in the way").await;

    // A takeaway of staff, about a sentence.
    window.type_keys("2").await;
    has_focus(&window, "Takeaways").await;
    write(&window, "New takeaway", "Say where you stop before you open the door.").await;
    tab_to(&window, "Add takeaway").await;
    enter(&window).await;
    window.read("Say where you stop before you open the door.").await;
    has_focus(&window, "New takeaway").await;

    window.chord(&[Key::Control], Key::Enter.value()).await;
    has_focus(&window, "Publish now").await;
    enter(&window).await;
    window.read("It is in the library now").await;
    has_focus(&window, "Back to the queue").await;
    enter(&window).await;
    window.read("Nothing waits here").await;
    has_focus(&window, "Queue").await;
    window.close().await;
}
