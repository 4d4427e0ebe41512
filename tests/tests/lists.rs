//! The organisation's lists, from the server's file to the desk: both judge alike, and a changed list strands nobody.

use domain::Field;
use review::view::{AnswerView, DeskView, StepAsk};
use tests::desk::{Reviewer, id};
use tests::server::Server;

/// What is marked on the desk and not decided.
fn marked(desk: &DeskView) -> Vec<String> {
    desk.findings.iter().filter(|finding| finding.decided.is_none()).map(|finding| finding.words.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_comes_with_the_queue_and_a_changed_one_strands_nobody() {
    let mut server = Server::start().await;
    let file = server.data().join("lists.toml");
    let write = |entries: &str| std::fs::write(&file, format!("name = \"Pine County\"\n{entries}\n")).expect("a file");
    let path = file.to_str().expect("a path").to_owned();
    write("allowed = [\"Calloway County\", \"Pruneridge Court\"]");
    server.stop();
    server.resume_with(&["--lists", &path]).await;

    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let desk = person.take("005").await;
    let open = marked(&desk);
    assert!(open.iter().all(|words| !words.contains("Calloway") && !words.contains("Pruneridge")), "{open:?}");
    assert!(open.iter().any(|words| words.contains("Fogarty")), "{open:?}");
    let desk = person.decide_all(desk).await;
    let desk = person.retype(&desk, Field::Title, "", "A wire at the window").await;
    assert_eq!(marked(&desk), Vec::<String>::new());

    // The organisation thinks better of it while the report is on the desk.
    write("allowed = [\"Calloway County\"]");
    server.stop();
    server.resume_with(&["--lists", &path]).await;
    person.sign_in().await;
    let desk = person.app.desk(id(&desk.card.id)).await.expect("the desk");
    let open = marked(&desk);
    assert!(!open.is_empty() && open.iter().all(|words| words.contains("Pruneridge")), "{open:?}");
    let desk = person.decide_all(desk).await;
    let answer = person.step(&desk.card.id, StepAsk::HandOver).await;
    assert!(matches!(answer, AnswerView::Waiting | AnswerView::Accepted), "{answer:?}");
    person.app.sync().await.expect("a round");
    let gone = person.app.desk(id(&desk.card.id)).await.map(|desk| desk.revision);
    assert!(gone.is_err(), "the copy goes as soon as the step is confirmed");
}
