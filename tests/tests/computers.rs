//! The same person at two computers: nothing that was done at one is lost by what is done at the other without a word.

use std::sync::{Arc, Mutex};

use domain::{Authenticity, Field, State};
use review::view::{AnswerView, DeskView, ErrorCode, SheetAsk, StepAsk, TakeawayAsk};
use review::{App, Config, Ports};
use tests::desk::{Reviewer, add_takeaway, handed_over, id, text_of, unfound};
use tests::dump::{self, Planted};
use tests::relay::Relay;
use tests::server::Server;

fn title(desk: &DeskView) -> &str {
    text_of(desk, Field::Title)
}

async fn type_and_send(person: &Reviewer, desk: &DeskView, words: &str) -> DeskView {
    let desk = person.retype(desk, Field::Title, "", words).await;
    person.app.sync().await.expect("a round");
    assert!(person.app.status().await.drafts_sent);
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_elsewhere_stands_here_when_nothing_here_was_unsent() {
    let server = Server::start().await;
    let (one, other) = (Reviewer::new("alvarado", &server.url()), Reviewer::new("alvarado", &server.url()));
    one.sign_in().await;
    other.sign_in().await;
    let desk = one.take("005").await;
    let report = id(&desk.card.id);
    type_and_send(&one, &desk, "First. ").await;
    let desk = other.app.take(report).await.unwrap();
    type_and_send(&other, &desk, "Second. ").await;
    let error = one.app.step(report, StepAsk::HandOver).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Stale, "nobody hands over what he has not seen");
    let desk = one.app.desk(report).await.unwrap();
    assert!(title(&desk).starts_with("Second. First. ") && !desk.elsewhere, "{}", title(&desk));
    type_and_send(&one, &desk, "Third. ").await;
    assert!(title(&other.app.desk(report).await.unwrap()).starts_with("Third. Second. First. "));
}

#[tokio::test(flavor = "multi_thread")]
async fn news_on_both_sides_overwrite_nothing_before_somebody_was_told() {
    let server = Server::start().await;
    let wire = Relay::to(&server.url()).await;
    let (one, other) = (Reviewer::new("alvarado", &wire.url()), Reviewer::new("alvarado", &server.url()));
    one.sign_in().await;
    other.sign_in().await;
    let desk = one.take("005").await;
    let report = id(&desk.card.id);
    let desk = type_and_send(&one, &desk, "First. ").await;
    wire.cut();
    let there = other.app.take(report).await.unwrap();
    type_and_send(&other, &there, "There. ").await;
    one.retype(&desk, Field::Title, "", "Here. ").await;
    wire.mend();
    for _ in 0..2 {
        one.app.sync().await.unwrap();
        assert!(!one.app.status().await.drafts_sent);
    }
    assert!(title(&other.app.desk(report).await.unwrap()).starts_with("There. First. "));
    let desk = one.app.desk(report).await.unwrap();
    assert!(desk.elsewhere && title(&desk).starts_with("Here. First. "), "{}", title(&desk));
    let desk = type_and_send(&one, &desk, "On. ").await;
    assert!(!desk.elsewhere);
    assert!(title(&other.app.desk(report).await.unwrap()).starts_with("On. Here. First. "));
}

/// What is done the next time that the app asks for chance: in the middle of a command that makes something new.
type Meanwhile = Arc<Mutex<Option<Box<dyn FnOnce() + Send>>>>;

/// A reviewer to whose commands something can happen meanwhile.
fn interrupted(name: &str, server: &str) -> (Reviewer, Meanwhile) {
    let meanwhile = Meanwhile::default();
    let (next, system, one) = (Arc::clone(&meanwhile), Ports::system(), Reviewer::new(name, server));
    let chance = Arc::clone(&system.random);
    let random = move |bytes: &mut [u8]| {
        let now = next.lock().expect("nobody panics here").take();
        now.into_iter().for_each(|now| now());
        chance(bytes)
    };
    let config = Config {
        data_dir: one.data().to_path_buf(),
        default_server: server.to_owned(),
        on_status: Box::new(|_| ()),
        ports: Ports { random: Arc::new(random), ..system },
    };
    (Reviewer { app: App::new(config), ..one }, meanwhile)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_overwrites_nothing_that_comes_from_elsewhere_while_it_is_at_work() {
    let server = Server::start().await;
    let (_, desk) = handed_over(&server).await;
    let report = id(&desk.card.id);
    let (one, meanwhile) = interrupted("whitehorse", &server.url());
    let other = Reviewer::new("whitehorse", &server.url());
    one.sign_in().await;
    other.sign_in().await;
    let desk = one.app.take(report).await.expect("handed over, and free");
    other.app.take(report).await.unwrap();
    add_takeaway(&other.app, report, "There.").await;
    other.app.sync().await.unwrap();

    let (app, here) = (one.app.clone(), tokio::runtime::Handle::current());
    let look = move || here.block_on(app.desk(report)).map(drop).expect("what the server has");
    let looked = move || std::thread::spawn(look).join().expect("looked");
    *meanwhile.lock().unwrap() = Some(Box::new(looked));
    let add = TakeawayAsk::Add { text: "Here.".into(), place: None, answers: None };
    let late = one.app.takeaway(report, desk.revision, add).await.map(drop);
    assert_eq!(late.unwrap_err().code, ErrorCode::Stale);
    assert!(meanwhile.lock().unwrap().is_none(), "it came in the middle");
    let takeaways = one.app.desk(report).await.unwrap().sheet.takeaways;
    assert_eq!(takeaways.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["There."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_over_made_offline_waits_for_a_word_when_another_computer_went_on() {
    let server = Server::start().await;
    let wire = Relay::to(&server.url()).await;
    let (one, other) = (Reviewer::new("alvarado", &wire.url()), Reviewer::new("alvarado", &server.url()));
    one.sign_in().await;
    other.sign_in().await;
    let desk = one.take("005").await;
    let report = desk.card.id.clone();
    let desk = one.decide_all(desk).await;
    let desk = type_and_send(&one, &desk, "First. ").await;
    wire.cut();
    assert_eq!(one.step(&report, StepAsk::HandOver).await, AnswerView::Waiting);
    let there = other.app.take(id(&report)).await.unwrap();
    type_and_send(&other, &there, "There. ").await;

    // While it waits, nothing else goes: it would go unseen with the copy.
    let place = review::view::Place { field: Field::Title, from: 0, to: 0 };
    let typed = vec![review::view::Typed { place, inserted: "Late. ".into() }];
    let late = one.app.type_text(id(&report), desk.revision, typed, false).await.unwrap_err();
    assert_eq!(late.code, ErrorCode::Sending);
    assert_eq!(one.app.undo(id(&report)).await.unwrap_err().code, ErrorCode::Sending);
    let sheet = SheetAsk { note: Some("late".into()), ..SheetAsk::default() };
    assert_eq!(one.app.fill_sheet(id(&report), sheet).await.unwrap_err().code, ErrorCode::Sending);

    wire.mend();
    one.app.sync().await.unwrap();
    assert_eq!(one.app.outbox().await.unwrap().len(), 1, "not sent over the other computer's work");
    assert!(title(&other.app.desk(id(&report)).await.unwrap()).starts_with("There. First. "));
    assert!(one.app.desk(id(&report)).await.unwrap().elsewhere);
    assert_eq!(one.step(&report, StepAsk::HandOver).await, AnswerView::Accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_came_back_meanwhile_is_not_stuck() {
    let server = Server::start().await;
    let wire = Relay::to(&server.url()).await;
    let (one, other) = (Reviewer::new("alvarado", &wire.url()), Reviewer::new("alvarado", &server.url()));
    let second = Reviewer::new("whitehorse", &server.url());
    one.sign_in().await;
    other.sign_in().await;
    second.sign_in().await;
    let desk = one.take("005").await;
    let report = desk.card.id.clone();
    let desk = type_and_send(&one, &desk, "First. ").await;
    wire.cut();
    let there = other.app.take(id(&report)).await.unwrap();
    let there = other.decide_all(there).await;
    other.retype(&there, Field::Title, "", "There. ").await;
    assert_eq!(other.step(&report, StepAsk::HandOver).await, AnswerView::Accepted);
    second.app.sync().await.unwrap();
    second.app.take(id(&report)).await.unwrap();
    let back = StepAsk::Return { comment: "Look again, please.".into() };
    assert_eq!(second.step(&report, back).await, AnswerView::Accepted);

    one.retype(&desk, Field::Title, "", "Here. ").await;
    wire.mend();
    one.app.sync().await.unwrap();
    let desk = one.app.desk(id(&report)).await.unwrap();
    assert!(desk.elsewhere && title(&desk).starts_with("Here. First. "), "{}", title(&desk));
    let desk = type_and_send(&one, &desk, "On. ").await;
    assert_eq!(desk.notes.len(), 1, "what the second reviewer said has come along");
}

#[tokio::test(flavor = "multi_thread")]
async fn given_away_at_another_computer_is_not_over() {
    let server = Server::start().await;
    let wire = Relay::to(&server.url()).await;
    let (one, other) = (Reviewer::new("alvarado", &wire.url()), Reviewer::new("alvarado", &server.url()));
    one.sign_in().await;
    other.sign_in().await;
    let desk = one.take("005").await;
    let report = desk.card.id.clone();
    let desk = one.decide_all(desk).await;
    type_and_send(&one, &desk, "First. ").await;
    wire.cut();
    assert_eq!(one.step(&report, StepAsk::HandOver).await, AnswerView::Waiting);
    other.app.take(id(&report)).await.unwrap();
    other.app.recuse(id(&report)).await.unwrap();

    wire.mend();
    let lost = one.app.step(id(&report), StepAsk::HandOver).await.unwrap_err();
    assert_eq!(lost.code, ErrorCode::NotYours, "somebody else reviews it");
    assert_eq!(one.app.desk(id(&report)).await.unwrap_err().code, ErrorCode::NotYours);
    assert_eq!(one.app.outbox().await.unwrap().len(), 0);
    let kept = dump::of_stores(one.data(), &one.person.password);
    assert!(kept.opened > 0 && Planted::new("First. ").found_in(&kept.bytes).is_none());
}

/// The second fixture in stage two, and all done that an approval needs.
async fn ready_to_approve(server: &Server) -> (Reviewer, String) {
    let (first, second) = (Reviewer::new("alvarado", &server.url()), Reviewer::new("whitehorse", &server.url()));
    first.sign_in().await;
    let desk = first.take("002").await;
    let report = desk.card.id.clone();
    let desk = first.decide_all(desk).await;
    first.retype(&desk, Field::Title, "", "Brakes on the long grade ").await;
    assert_eq!(first.step(&report, StepAsk::HandOver).await, AnswerView::Accepted);
    second.sign_in().await;
    second.app.take(id(&report)).await.expect("handed over, and free");
    let verdict = SheetAsk { authenticity: Some(Authenticity::LawEnforcement), les_pass: Some(true), ..unfound() };
    second.app.fill_sheet(id(&report), verdict).await.expect("a verdict");
    let desk = add_takeaway(&second.app, id(&report), "Check the brakes.").await;
    second.decide_all(desk).await;
    (second, report)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_was_over_and_came_back_is_not_over() {
    let server = Server::start().await;
    let (one, report) = ready_to_approve(&server).await;
    let other = Reviewer::new("whitehorse", &server.url());
    other.sign_in().await;
    other.app.take(id(&report)).await.unwrap();
    assert_eq!(one.step(&report, StepAsk::Approve).await, AnswerView::Accepted);
    other.app.sync().await.unwrap();
    assert_eq!(other.app.desk(id(&report)).await.unwrap_err().code, ErrorCode::Over);

    let staff = Reviewer::new("lindqvist", &server.url());
    staff.sign_in().await;
    staff.app.publish_view(id(&report)).await.unwrap();
    let back = StepAsk::SendBack { comment: "A name is left.".into() };
    assert_eq!(staff.step(&report, back).await, AnswerView::Accepted);
    other.app.sync().await.unwrap();
    other.app.take(id(&report)).await.expect("it came back");
    other.app.release(id(&report)).await.unwrap();
    assert_eq!(other.app.desk(id(&report)).await.unwrap_err().code, ErrorCode::NotYours, "given back, and not over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_sent_back_leaves_no_text_with_staff_elsewhere() {
    let server = Server::start().await;
    let (second, report) = ready_to_approve(&server).await;
    assert_eq!(second.step(&report, StepAsk::Approve).await, AnswerView::Accepted);

    let wire = Relay::to(&server.url()).await;
    let (one, other) = (Reviewer::new("lindqvist", &server.url()), Reviewer::new("lindqvist", &wire.url()));
    let planted = Planted::new("Brakes on the long grade");
    for staff in [&one, &other] {
        staff.sign_in().await;
        staff.app.publish_view(id(&report)).await.unwrap();
        let kept = dump::of_stores(staff.data(), &staff.person.password);
        assert!(planted.found_in(&kept.bytes).is_some());
    }
    wire.cut();
    let back = |comment: &str| StepAsk::SendBack { comment: comment.into() };
    assert_eq!(other.step(&report, back("A place is left.")).await, AnswerView::Waiting);
    let another = other.app.step(id(&report), back("Two places are left.")).await.unwrap_err();
    assert_eq!(another.code, ErrorCode::Sending, "another step is not the one that waits");
    assert_eq!(one.step(&report, back("A name is left.")).await, AnswerView::Accepted);
    wire.mend();
    assert_eq!(other.step(&report, back("A place is left.")).await, AnswerView::Conflict, "sent back already");
    let card = other.cards().await.into_iter().find(|card| card.id == report);
    assert!(card.is_none_or(|card| card.state != State::Approved));
    for staff in [&one, &other] {
        let kept = dump::of_stores(staff.data(), &staff.person.password);
        assert!(kept.opened > 0 && planted.found_in(&kept.bytes).is_none());
    }
}
