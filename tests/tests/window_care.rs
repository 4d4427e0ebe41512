//! The careful work in the real window: language, changed meaning, reading, and what never leaves the app.
#![cfg(target_os = "linux")]

use tests::fixtures;
use tests::selections::OtherProgram;
use tests::server::Server;
use tests::story::{self, TITLE};
use tests::window::{Home, Window};
use thirtyfour::Key;

/// A window with the story's report on the desk.
async fn at_the_desk(server: &Server, home: &Home) -> Window {
    let window = Window::open(home, &server.url()).await;
    story::sign_in(&window, &fixtures::person("alvarado")).await;
    story::take_from_queue(&window).await;
    window.read("decided").await;
    window
}

async fn count(window: &Window, selector: &str) -> u64 {
    let script = "return document.querySelectorAll(arguments[0]).length";
    window.run(script, vec![selector.into()]).await.as_u64().expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_program_gets_a_word_before_the_clean_preview() {
    const WORDS: &str = "Keep the gun hand empty";
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start().await;
    let window = at_the_desk(&server, &Home::below(folder.path(), "app")).await;
    let other = OtherProgram::start();

    // Selecting offers the words to everybody on X11; nobody is given them, and the selection stays.
    window.select("Lessons learned", WORDS, false).await;
    window.until("the selection to be offered", async || other.offered("PRIMARY")).await;
    assert_eq!(other.get("PRIMARY").await, None, "a selection is given away");
    assert_eq!(window.run("return getSelection().toString()", vec![]).await, WORDS);

    // Copied and cut words go into the app's own buffer, from which they come back.
    window.chord(&[Key::Control], 'c').await;
    assert_eq!(other.get("CLIPBOARD").await, None, "what was copied left the app");
    window.chord(&[Key::Control], 'x').await;
    window.gone_from("Lessons learned", WORDS).await;
    assert_eq!(other.get("CLIPBOARD").await, None, "what was cut left the app");
    window.chord(&[Key::Control], 'v').await;
    window.until("the words to come back", async || window.field("Lessons learned").await.contains(WORDS)).await;

    // A drag of selected words begins nowhere: not in the text, not in the list of findings.
    window.select("Lessons learned", WORDS, false).await;
    let middle = "const box = getSelection().getRangeAt(0).getBoundingClientRect();
        return [Math.round(box.left + 20), Math.round(box.top + box.height / 2)]";
    let at = window.run(middle, vec![]).await;
    let from = (at[0].as_i64().unwrap(), at[1].as_i64().unwrap());
    window
        .drag(from, (from.0 + 40, from.1 - 120), async || {
            assert!(!other.offered("XdndSelection"), "selected words can be dragged out");
        })
        .await;

    // What is not clean yet stays in the preview too; what is clean may leave.
    let select =
        "const texts = document.createTreeWalker(document.querySelector('dialog article'), NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text; text = texts.nextNode())
          if (text.data.includes(arguments[0])) { getSelection().selectAllChildren(text.parentElement); return true; }
        return false;";
    window.press("Clean preview").await;
    window.read("nothing of it can be copied").await;
    assert_eq!(window.run(select, vec!["polite driver".into()]).await, true);
    window.chord(&[Key::Control], 'c').await;
    assert_eq!(other.get("CLIPBOARD").await, None, "a preview with names left the app");
    window.press("Close").await;
    story::decide_rest(&window).await;
    assert_eq!(other.get("CLIPBOARD").await, None, "what was copied left the app late");
    window.enter("Title").await;
    window.type_keys("A stop by night").await;
    window.read("Saved").await;
    window.press("Clean preview").await;
    window.read("As the library would show it").await;
    window.gone("nothing of it can be copied").await;
    assert_eq!(window.run(select, vec!["polite driver".into()]).await, true);
    window.chord(&[Key::Control], 'c').await;
    window
        .until("the clean words", async || {
            other.get("CLIPBOARD").await.is_some_and(|text| text.contains("polite driver"))
        })
        .await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slips_are_underlined_and_corrected_by_key() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start().await;
    let window = at_the_desk(&server, &Home::below(folder.path(), "app")).await;

    window.until("wavy lines", async || count(&window, ".slip").await >= 2).await;
    let style = "return getComputedStyle(document.querySelector('.slip')).textDecorationStyle";
    assert_eq!(window.run(style, vec![]).await, "wavy", "the engine draws the line");
    window.click("tab", "Checks").await;
    window.read("2 safe corrections").await;

    let next = Key::F7.value();
    window.type_keys(&next.to_string()).await;
    window.find("section", "Remark on the language").await;
    window.chord(&[Key::Control], '.').await;
    window.gone_from("Event summary", "recieved").await;
    assert!(window.field("Event summary").await.contains("had just received from"));

    // The rest in one go, after the list was seen; one undo takes it back.
    window.read("1 safe correction").await;
    window.chord(&[Key::Control], next).await;
    window.read("Slips with one correction").await;
    window.press("Accept 1 correction").await;
    window.gone_from("Event summary", "vehical").await;
    window.read("No remarks on spelling and grammar").await;
    window.press("Undo").await;
    window.until("the slip to be back", async || window.field("Event summary").await.contains("vehical")).await;

    // A word that is right here is not remarked on again.
    window.until("its line", async || count(&window, ".slip").await == 1).await;
    window.type_keys(&next.to_string()).await;
    window.find("section", "Remark on the language").await;
    window.press("Ignore in this report").await;
    window.read("No remarks on spelling and grammar").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_number_keeps_the_report_back_until_it_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start().await;
    let window = at_the_desk(&server, &Home::below(folder.path(), "app")).await;
    story::decide_rest(&window).await;
    window.enter("Title").await;
    window.type_keys(TITLE).await;
    window.until("the title", async || window.field("Title").await == TITLE).await;

    window.select("Event summary", "one word", false).await;
    window.type_keys("two words").await;
    window.gone_from("Event summary", "one word").await;
    window.read("Saved").await;
    window.chord(&[Key::Control], Key::Enter.value()).await;
    window.read("you have not said that you meant that").await;
    assert!(!window.has("button", "Hand over now").await, "it goes on nevertheless");
    window.press("Back to the text").await;

    // One key to the question, one to the answer.
    window.type_keys(&Key::F6.value().to_string()).await;
    window.read("Edits that change what the report says").await;
    window
        .until("the focus on the answer", async || {
            window.run("return document.activeElement?.matches('[data-doubt]') ?? false", vec![]).await == true
        })
        .await;
    window.type_keys(&Key::Enter.value().to_string()).await;
    window.read("without your word for it").await;
    window.chord(&[Key::Control], Key::Enter.value()).await;
    window.press("Hand over now").await;
    window.read("Handed over").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_scrolled_past_at_a_readers_pace_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start().await;
    let window = at_the_desk(&server, &Home::below(folder.path(), "app")).await;
    window.resize(1024, 700).await;
    // Without the decision that stands in the text, so that the sheet is text alone.
    window.type_keys(&Key::Escape.value().to_string()).await;
    let grey = "return [...document.querySelectorAll('.unread')].map((one) => one.textContent).join(' ')";
    let unread = async || window.run(grey, vec![]).await.as_str().unwrap_or_default().to_owned();
    window.until("grey text", async || unread().await.contains("I work nights for the")).await;

    let scroll = "const paper = document.querySelector('.paper'); paper.scrollTop += 3; return paper.scrollTop";
    window
        .until("the sentences above to be read", async || {
            window.run(scroll, vec![]).await;
            !unread().await.contains("I work nights for the")
        })
        .await;
    assert!(unread().await.contains("Keep the gun hand empty"), "what was not reached is still grey");

    // It is remembered, like everything else.
    window.press("Queue").await;
    window.read("Queue ·").await;
    window.press("Desk").await;
    window.until("grey text", async || unread().await.contains("Keep the gun hand empty")).await;
    assert!(!unread().await.contains("I work nights for the"));
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_was_changed_elsewhere_locks_nobody_out() {
    const MADE: &str = "made-by-somebody-else";
    const NEW: &str = "another-password-2026";
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start().await;
    let person = fixtures::person("alvarado");
    let home = Home::below(folder.path(), "app");
    let window = at_the_desk(&server, &home).await;
    window.enter("Title").await;
    window.type_keys(TITLE).await;
    window.read("Saved here, and on the server").await;
    // What only this computer has.
    server.stop();
    window.enter("Lessons learned").await;
    window.type_keys("Look twice. ").await;
    window.read("not yet on the server").await;
    window.close().await;
    server.set_password(&person.name, MADE);
    server.resume().await;

    let window = Window::open(&home, &server.url()).await;
    window.fill("Name", &person.name).await;
    window.fill("Password", MADE).await;
    window.press("Sign in").await;
    window.read("Choose a password of your own").await;
    assert_eq!(window.accessibility().await, Vec::<String>::new());
    window.fill("New password", NEW).await;
    window.fill("New password again", NEW).await;
    window.press("Use this password").await;
    window.read("Your password was changed elsewhere").await;
    assert_eq!(window.accessibility().await, Vec::<String>::new());
    window.fill("Earlier password", "not the password at all").await;
    window.press("Lock with the new password").await;
    window.read("Nothing was changed").await;
    window.fill("Earlier password", &person.password).await;
    window.press("Lock with the new password").await;
    window.read("Queue ·").await;
    window.press("Continue").await;
    window.until("the text", async || window.has("field", "Lessons learned").await).await;
    assert_eq!(window.field("Title").await, TITLE);
    assert!(window.field("Lessons learned").await.contains("Look twice. "), "what was not sent is still here");
    window.read("Saved here, and on the server").await;
    window.close().await;

    // From now on the new one opens what is stored here.
    let window = Window::open(&home, &server.url()).await;
    window.fill("Name", &person.name).await;
    window.fill("Password", NEW).await;
    window.press("Sign in").await;
    window.read("Queue ·").await;
    window.close().await;
}
