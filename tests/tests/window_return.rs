//! Stage two in the real window: returned with a comment on a passage, reworked by stage one, and approved.
#![cfg(target_os = "linux")]

use domain::Field;
use review::view::{AnswerView, StepAsk};
use tests::desk::{Reviewer, id};
use tests::fixtures;
use tests::server::Server;
use tests::story::{self, CATEGORY, TITLE};
use tests::window::{Home, Window};

#[tokio::test(flavor = "multi_thread")]
async fn returned_with_a_comment_reworked_and_approved() {
    let server = Server::start().await;
    let first = Reviewer::new("alvarado", &server.url());
    first.sign_in().await;
    let desk = first.take("001").await;
    let desk = first.decide_all(desk).await;
    let desk = first.retype(&desk, Field::Title, "", TITLE).await;
    let report = desk.card.id.clone();
    assert_eq!(first.step(&report, StepAsk::HandOver).await, AnswerView::Accepted);

    let homes = tempfile::Builder::new().prefix("nearmiss-return-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "two"), &server.url()).await;
    story::sign_in(&window, &fixtures::person("whitehorse")).await;
    take(&window).await;
    window.press("Return…").await;
    window.press("Return").await;
    window.read("A comment is needed").await;
    window.press("Cancel").await;
    window.select("Event summary", "the flashlight", false).await;
    window.press("Comment…").await;
    window.fill("Comment to stage one", "Which hand was it in?").await;
    window.press("Add comment").await;
    window.read("Which hand was it in?").await;
    window.press("Return…").await;
    window.read("Which hand was it in?").await;
    window.press("Return").await;
    window.read("Returned to stage one").await;
    window.press("Back to the queue").await;
    window.read("Queue ·").await;

    first.app.sync().await.expect("a round");
    let desk = first.app.take(id(&report)).await.expect("it is the first reviewer's again");
    let note = desk.notes.iter().find(|note| note.place.is_some()).expect("the comment arrived");
    assert_eq!((note.words.as_str(), note.text.as_str()), ("the flashlight", "Which hand was it in?"));
    first.retype(&desk, Field::Summary, "the flashlight in my gun hand", "the light in my right hand").await;
    assert_eq!(first.step(&report, StepAsk::HandOver).await, AnswerView::Accepted);

    window.press("Ask the server for news").await;
    take(&window).await;
    window.read("the light in my right hand").await;
    story::decide_rest(&window).await;
    window.click("tab", "Checks").await;
    story::vet(&window).await;
    window.read("Nothing stands in the way").await;
    window.press("Approve").await;
    window.press("Approve now").await;
    window.read("Approved").await;
    window.press("Back to the queue").await;
    window.read("Queue ·").await;
}

async fn take(window: &Window) {
    window.press("Stage two").await;
    window.press_in_row(&[CATEGORY], "Take").await;
    window.read("Stage one removed").await;
}
