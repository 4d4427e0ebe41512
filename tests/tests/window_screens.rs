//! Every screen of the app, in the real window and in every state that a person brings about: axe finds nothing with all of
//! its rules (none is disabled), and nothing is cut off, light and dark, in a small window and with text of 200 %.
//!
//! `NEARMISS_IMAGES_OUT` names a folder for a picture of each.
#![cfg(target_os = "linux")]

use std::path::PathBuf;
use tests::desk::{Reviewer, id, published};
use tests::fixtures;
use tests::gallery::Gallery;
use tests::server::Server;
use tests::story::{self, CATEGORY, TAKEAWAY, TITLE};
use tests::window::{Home, Window};
use thirtyfour::Key;

/// Of what another officer tells of the same event.
const TOLD_AGAIN: &str = "A second look at the same stop";
const AGAIN: &str =
    "I stood behind the second car and saw the rifle under the blanket. My partner could not hear me over the engine.";

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_can_be_read_by_everybody() {
    let server = Server::start().await;
    let homes = tempfile::Builder::new().prefix("nearmiss-screens-").tempdir().unwrap();
    let mut gallery = Gallery::new(std::env::var_os("NEARMISS_IMAGES_OUT").map(PathBuf::from));

    let window = Window::open(&Home::below(homes.path(), "first"), &server.url()).await;
    window.resize(1280, 800).await;
    before_the_desk(&window, &mut gallery).await;
    stage_one(&window, &mut gallery).await;
    window.close().await;

    let window = Window::open(&Home::below(homes.path(), "second"), &server.url()).await;
    window.resize(1280, 800).await;
    stage_two(&window, &mut gallery).await;
    window.close().await;

    // Somebody is at work meanwhile.
    let holder = Reviewer::new("okafor", &server.url());
    holder.sign_in().await;
    holder.take("002").await;
    let window = Window::open(&Home::below(homes.path(), "staff"), &server.url()).await;
    window.resize(1280, 800).await;
    publish(&window, &mut gallery).await;
    let library = server.get("/v1/publications", Some(&fixtures::service_token())).await;
    let publication = library["items"][0]["publication"]["id"].as_str().expect("what was just published");
    published(&server, AGAIN, TOLD_AGAIN, Some(id(publication))).await;
    programme(&window, &mut gallery).await;
    window.close().await;
    gallery.close();
}

async fn before_the_desk(window: &Window, gallery: &mut Gallery) {
    let person = fixtures::person("alvarado");
    window.read("Sign in").await;
    gallery.look(window, "sign-in", "").await;
    window.fill("Name", &person.name).await;
    window.fill("Password", "not this one").await;
    window.press("Sign in").await;
    window.read("don't go together").await;
    gallery.look(window, "sign-in", "wrong").await;
    story::sign_in(window, &person).await;
    window.until("reports", async || !window.text().await.contains("No report waits")).await;
    gallery.look(window, "queue", "").await;
    window.fill("Search the queue", "nothing of the kind").await;
    window.read("No report here matches").await;
    gallery.look(window, "queue", "nothing-found").await;
    window.press("Show all").await;
    window.press("Stage two").await;
    window.read("These reports are not shown to you").await;
    gallery.look(window, "queue", "empty").await;
    window.press("Stage one").await;
    window.press("Take the next one").await;
    window.find("button", "Take it").await;
    gallery.look(window, "queue", "teaser").await;
    window.press("I may know this").await;
    gallery.look(window, "queue", "may-know").await;
    window.press("Close").await;
    window.press("Desk").await;
    window.read("No report on the desk").await;
    gallery.look(window, "desk", "empty").await;
    window.press("Outbox").await;
    window.find("heading", "Outbox").await;
    gallery.look(window, "outbox", "").await;
    window.press("Queue").await;
}

async fn stage_one(window: &Window, gallery: &mut Gallery) {
    story::take_from_queue(window).await;
    window.read("decided").await;
    gallery.look(window, "desk", "").await;
    window.press("Hand over").await;
    window.read("Not ready to hand over").await;
    gallery.look(window, "desk", "not-ready").await;
    window.press("Back to the text").await;
    story::decide_rest(window).await;
    window.enter("Title").await;
    window.type_keys(TITLE).await;
    window.read("Saved").await;
    window.click("tab", "Diff").await;
    gallery.look(window, "desk", "diff").await;
    window.press("Side by side").await;
    gallery.look(window, "desk", "side-by-side").await;
    window.click("tab", "Details").await;
    window.press("Blank: Light").await;
    window.read("blanked").await;
    gallery.look(window, "desk", "details").await;
    window.click("tab", "History").await;
    window.read("Stage one, by you").await;
    gallery.look(window, "desk", "history").await;
    window.click("tab", "Notes").await;
    gallery.judge(window, "Notes").await;
    window.click("tab", "Takeaways").await;
    gallery.judge(window, "Takeaways").await;
    a_second_look(window, gallery).await;
    window.press("Clean preview").await;
    window.read("As the library would show it").await;
    gallery.look(window, "desk", "preview").await;
    window.press("Close").await;
    window.press("Release").await;
    window.read("nobody asks why").await;
    gallery.look(window, "desk", "release").await;
    window.press("Cancel").await;
    window.press("keys").await;
    window.read("Keys and display").await;
    gallery.look(window, "keys", "").await;
    window.press("Close").await;
    at_other_sizes(window, gallery).await;
    window.press("Lock").await;
    window.read("Locked").await;
    gallery.look(window, "locked", "").await;
    window.fill("Password", &fixtures::person("alvarado").password).await;
    window.press("Unlock").await;
    window.press("Hand over").await;
    window.find("button", "Hand over now").await;
    gallery.look(window, "desk", "hand-over").await;
    window.press("Hand over now").await;
    window.read("Handed over").await;
    gallery.look(window, "desk", "handed-over").await;
}

/// A changed number, a slip of language with its correction, the list of safe ones.
async fn a_second_look(window: &Window, gallery: &mut Gallery) {
    window.select("Event summary", "one word", false).await;
    window.type_keys("two words").await;
    window.gone_from("Event summary", "one word").await;
    window.click("tab", "Checks").await;
    window.read("Edits that change what the report says").await;
    window.read("safe corrections").await;
    window.type_keys(&Key::Escape.value().to_string()).await;
    window.type_keys(&Key::F7.value().to_string()).await;
    window.find("section", "Remark on the language").await;
    gallery.look(window, "desk", "second-look").await;
    window.chord(&[Key::Control], Key::F7.value()).await;
    window.read("Slips with one correction").await;
    gallery.look(window, "desk", "safe-corrections").await;
    window.press("Accept 2 corrections").await;
    window.press("Yes, I meant that").await;
    window.read("without your word for it").await;
}

/// The window as small as it gets, the text as large as it gets, and both.
async fn at_other_sizes(window: &Window, gallery: &mut Gallery) {
    for larger in [0, 3, 2] {
        for _ in 0..larger {
            window.chord(&[Key::Control], '=').await;
        }
        for (width, height) in [(1024, 700), (1440, 900), (1920, 1080)] {
            window.resize(width, height).await;
            gallery.judge(window, &format!("desk at {width}x{height}, {larger} steps larger")).await;
            window.press("Queue").await;
            window.read("Queue ·").await;
            gallery.judge(window, &format!("queue at {width}x{height}, {larger} steps larger")).await;
            window.press("Desk").await;
            window.read("decided").await;
        }
    }
    window.chord(&[Key::Control], '0').await;
    window.resize(1280, 800).await;
}

async fn stage_two(window: &Window, gallery: &mut Gallery) {
    story::sign_in(window, &fixtures::person("whitehorse")).await;
    window.press("Stage two").await;
    window.press_in_row(&[CATEGORY], "Take").await;
    window.read("The removed words are not shown").await;
    gallery.look(window, "desk", "stage-two").await;
    beside_the_text(window, gallery).await;
    story::decide_rest(window).await;
    window.click("tab", "Checks").await;
    story::vet(window).await;
    window.read("Nothing stands in the way").await;
    gallery.look(window, "desk", "checks").await;
    window.click("tab", "Takeaways").await;
    window.fill("New takeaway", TAKEAWAY).await;
    window.press("Add takeaway").await;
    window.until("the takeaway", async || window.field("New takeaway").await.is_empty()).await;
    gallery.look(window, "desk", "takeaways").await;
    for (button, words) in [("Return…", "Return"), ("More…", "third")] {
        window.press(button).await;
        window.read(words).await;
        gallery.judge(window, button).await;
        window.press("Close").await;
    }
    window.press("Approve").await;
    window.find("button", "Approve now").await;
    gallery.look(window, "desk", "approve").await;
    window.press("Approve now").await;
    window.read("Approved").await;
    window.press("Back to the queue").await;
    window.read("Queue ·").await;
}

/// What stage two has beside the text: the original on purpose, the author, similar reports, comments, the flag.
async fn beside_the_text(window: &Window, gallery: &mut Gallery) {
    window.press("Reveal the original…").await;
    window.fill("Password", &fixtures::person("whitehorse").password).await;
    gallery.look(window, "desk", "reveal").await;
    window.press("Reveal").await;
    window.read("The original is shown").await;
    gallery.look(window, "desk", "original").await;
    window.press("Hide it now").await;
    window.gone("The original is shown").await;
    for (tab, words, state) in
        [("Author", "Question to the author", "author"), ("Similar", "In the library", "similar")]
    {
        window.click("tab", tab).await;
        window.read(words).await;
        gallery.look(window, "desk", state).await;
    }
    window.select("Event summary", "the flashlight", false).await;
    window.press("Comment…").await;
    window.fill("Comment to stage one", "Which hand?").await;
    gallery.look(window, "desk", "comment").await;
    window.press("Add comment").await;
    window.click("tab", "Record").await;
    window.read("Which hand?").await;
    gallery.look(window, "desk", "commented").await;
    window.press("More…").await;
    window.press("Flag the report").await;
    window.click("radio", "Author in distress").await;
    gallery.look(window, "desk", "flag").await;
    window.press("Cancel").await;
}

async fn publish(window: &Window, gallery: &mut Gallery) {
    story::sign_in(window, &fixtures::person("lindqvist")).await;
    window.press("To publish").await;
    window.press_in_row(&[CATEGORY], "Open").await;
    window.read("Approved by two reviewers").await;
    gallery.look(window, "publish", "").await;
    window.choose("Category", CATEGORY).await;
    story::add_tag(window, "Approach").await;
    window.read("Nothing stands in the way").await;
    gallery.look(window, "publish", "coded").await;
    window.press("Publish…").await;
    window.press("Publish now").await;
    window.read("It is in the library now").await;
    gallery.judge(window, "published").await;
}

/// What the programme's desk has beside publication.
async fn programme(window: &Window, gallery: &mut Gallery) {
    window.press("Back to the queue").await;
    window.read("Queue ·").await;
    window.press("Library").await;
    window.read(TITLE).await;
    window.read("Several officers").await;
    gallery.look(window, "library", "").await;
    window.press("Open no. 2").await;
    window.read("Reported by several officers").await;
    window.press(&format!("No. 1, {TITLE}")).await;
    window.read("Near miss no. 1").await;
    window.find("button", &format!("No. 2, {TOLD_AGAIN}")).await;
    gallery.look(window, "library", "publication").await;
    window.press("Roll-call sheet").await;
    window.read("page").await;
    gallery.look(window, "library", "sheet").await;
    window.press("Close").await;
    window.press("Correct").await;
    window.read("The coding can be put right").await;
    gallery.look(window, "library", "correct").await;
    window.fill("Reason", "A tag was missing.").await;
    window.press("Correct it").await;
    window.read("It is corrected").await;
    window.read("History").await;
    gallery.judge(window, "a corrected publication").await;
    window.press("Back to the library").await;
    window.press("Changes").await;
    window.read("A tag was missing.").await;
    gallery.look(window, "library", "changes").await;
    window.press("Declined").await;
    window.read("No declined report is sealed").await;
    gallery.look(window, "library", "declined").await;
    window.press("Overview").await;
    window.read("In review now").await;
    gallery.look(window, "overview", "").await;
    people(window, gallery).await;
}

async fn people(window: &Window, gallery: &mut Gallery) {
    window.press("People").await;
    window.read("J. Whitehorse").await;
    gallery.look(window, "people", "").await;
    window.press("Change J. Whitehorse").await;
    window.read("What is to change").await;
    gallery.look(window, "people", "change").await;
    window.press("Cancel").await;
    window.press("Add somebody").await;
    window.fill("Shown name", "E. Dahl").await;
    window.fill("Name to sign in with", "edahl").await;
    window.fill("Your own password", "not this one").await;
    window.press("Add").await;
    window.read("not your own password").await;
    gallery.look(window, "people", "add").await;
    window.fill("Your own password", &fixtures::person("lindqvist").password).await;
    window.press("Add").await;
    window.read("shown this once").await;
    gallery.look(window, "people", "password").await;
    window.press("It is noted").await;
    window.read("E. Dahl is added").await;
    window.press("Claims").await;
    window.read("Nothing here shows a text").await;
    gallery.look(window, "people", "claims").await;
    window.press("Give to somebody").await;
    window.read("Give this report to somebody else").await;
    let choices = "return document.querySelector('dialog select')?.options.length ?? 0";
    window.until("whom it can be given to", async || window.run(choices, vec![]).await.as_u64() > Some(1)).await;
    gallery.look(window, "people", "claims-give").await;
    window.press("Cancel").await;
    window.press("Release:").await;
    window.read("Release this report?").await;
    gallery.look(window, "people", "claims-release").await;
    window.press("Cancel").await;
}
