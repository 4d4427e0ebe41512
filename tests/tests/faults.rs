//! What goes wrong at the app without its window: each a code that has a sentence, and nothing typed is lost.

use std::io::{Read as _, Write as _};

use domain::{Field, Refusal};
use review::view::{AnswerView, AuthorAsk, CardView, ClaimView, DeskView, ErrorCode, Link, SheetAsk, StepAsk};
use tests::desk::{Reviewer, id, text_of};
use tests::relay::Relay;
use tests::server::{Server, free_port};
use tests::{fixtures, store_key};

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_tells_what_is_wrong_and_no_more() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    let code = |result: Result<(), review::view::ErrorView>| result.unwrap_err().code;
    assert_eq!(code(person.try_sign_in("not the password at all").await), ErrorCode::WrongPassword);
    let nobody = Reviewer { person: fixtures::Person { name: "nobody".into(), ..person.person.clone() }, ..person };
    // Some of those whom nobody knows are asked for a code first, as some of those who are here are.
    let answer = match nobody.try_sign_in("not the password at all").await {
        Ok(()) => nobody.app.give_code("000000".into()).await.map(|_| ()),
        refused => refused,
    };
    assert_eq!(code(answer), ErrorCode::WrongPassword);

    let away = Reviewer::new("alvarado", &format!("http://127.0.0.1:{}", free_port()));
    assert_eq!(code(away.try_sign_in(&away.person.password).await), ErrorCode::NoServer);
    for address in ["http://reviews.example.org", "ftp://127.0.0.1", "not an address", "https://user@127.0.0.1"] {
        let lost = Reviewer::new("alvarado", address);
        assert_eq!(code(lost.try_sign_in("x").await), ErrorCode::BadServerAddress, "{address}");
    }
    let newer = Reviewer::new("alvarado", &server_of_another_version());
    assert_eq!(code(newer.try_sign_in(&newer.person.password).await), ErrorCode::WrongServerVersion);
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_passwords_lock_the_account() {
    let server = Server::start().await;
    let person = Reviewer::new("whitehorse", &server.url());
    for _ in 0..5 {
        let error = person.try_sign_in("not the password at all").await.unwrap_err();
        assert_eq!(error.code, ErrorCode::WrongPassword);
    }
    let error = person.try_sign_in(&person.person.password).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::LockedOut);
    assert!(error.minutes.is_some_and(|minutes| (1..=15).contains(&minutes)), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_has_one_claimant() {
    let server = Server::start().await;
    let (first, second) = (Reviewer::new("alvarado", &server.url()), Reviewer::new("okafor", &server.url()));
    first.sign_in().await;
    second.sign_in().await;
    let card = first.card_of("002").await.expect("a free report");
    let (one, other) = tokio::join!(first.app.take(id(&card.id)), second.app.take(id(&card.id)));
    let lost = [one.err(), other.err()].into_iter().flatten().map(|error| error.code).collect::<Vec<_>>();
    assert_eq!(lost, [ErrorCode::Claimed], "exactly one gets it");
    second.app.sync().await.unwrap();
    first.app.sync().await.unwrap();
    let claims = [first.card_of("002").await, second.card_of("002").await].map(|card| card.map(|card| card.claim));
    assert!(claims.iter().any(|claim| matches!(claim, Some(ClaimView::Mine { .. }))), "{claims:?}");
    assert!(claims.iter().any(|claim| matches!(claim, Some(ClaimView::Taken { .. }))), "{claims:?}");
    assert_eq!(first.app.desk(uuid::Uuid::new_v4()).await.unwrap_err().code, ErrorCode::NotYours);
    assert_eq!(first.app.take(uuid::Uuid::new_v4()).await.unwrap_err().code, ErrorCode::NoReport);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_window_sends_too_late_is_refused_and_changes_nothing() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let old = person.take("003").await;
    let new = person.retype(&old, Field::Title, "", "A title").await;
    let report = id(&new.card.id);
    let place = review::view::Place { field: Field::Title, from: 0, to: 0 };
    let typed = |place| vec![review::view::Typed { place, inserted: "x".into() }];
    let stale = person.app.type_text(report, old.revision, typed(place), false).await.unwrap_err();
    assert_eq!(stale.code, ErrorCode::Stale);
    let outside = review::view::Place { to: 99, ..place };
    assert_eq!(
        person.app.type_text(report, new.revision, typed(outside), false).await.unwrap_err().code,
        ErrorCode::Stale
    );
    let huge = vec![review::view::Typed { place, inserted: "x".repeat(2_000_000) }];
    assert_eq!(person.app.type_text(report, new.revision, huge, false).await.unwrap_err().code, ErrorCode::TooLarge);
    let now = person.app.desk(report).await.unwrap();
    assert_eq!((text_of(&now, Field::Title), now.revision), ("A title", new.revision));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reviews_the_same_report_twice() {
    let server = Server::start().await;
    let both = Reviewer::new("okafor", &server.url());
    both.sign_in().await;
    let desk = both.take("002").await;
    let desk = both.decide_all(desk).await;
    let desk = both.retype(&desk, Field::Title, "", "A stop on the way").await;
    let report = desk.card.id.clone();
    assert_eq!(both.step(&report, StepAsk::HandOver).await, AnswerView::Accepted);
    let card = both.cards().await.into_iter().find(|card| card.id == report).expect("shown, and explained");
    assert_eq!((card.state, card.barred), (domain::State::StageTwo, Some(Refusal::FourEyes)));
    let error = both.app.take(id(&report)).await.unwrap_err();
    assert_eq!((error.code, error.rule), (ErrorCode::Refused, Some(Refusal::FourEyes)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_leaves_the_work_and_says_so() {
    let mut server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let desk = person.take("004").await;
    server.stop();
    let database = rusqlite::Connection::open(server.database()).unwrap();
    assert!(database.execute("DELETE FROM sessions", []).unwrap() > 0);
    drop(database);
    server.resume().await;
    person.app.sync().await.unwrap();
    let status = person.app.status().await;
    assert!(status.session_expired && status.link == Link::Online, "{status:?}");
    let desk = person.retype(&desk, Field::Title, "", "Typed without a session").await;
    person.app.sync().await.unwrap();
    assert!(!person.app.status().await.drafts_sent);
    let wrong = person.try_sign_in("not the password at all").await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::WrongPassword);
    assert!(person.app.desk(id(&desk.card.id)).await.is_ok(), "a wrong password closes nothing");
    person.sign_in().await;
    let status = person.app.status().await;
    assert!(!status.session_expired && status.drafts_sent, "{status:?}");
    let again = person.app.desk(id(&desk.card.id)).await.unwrap();
    assert_eq!(text_of(&again, Field::Title), "Typed without a session");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_machine_goes_on_where_a_dead_one_stopped() {
    let server = Server::start().await;
    let dead = Reviewer::new("alvarado", &server.url());
    dead.sign_in().await;
    let desk = dead.take("005").await;
    dead.retype(&desk, Field::Title, "", "Begun elsewhere").await;
    dead.app.sync().await.unwrap();
    let fresh = Reviewer::new("alvarado", &server.url());
    fresh.sign_in().await;
    let desk = fresh.app.take(id(&desk.card.id)).await.expect("it is this person's claim");
    assert_eq!(text_of(&desk, Field::Title), "Begun elsewhere");
    assert!(desk.can_undo, "the history came along");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_gone_from_the_keyring_is_told_and_never_replaced() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let desk = person.take("006").await;
    person.retype(&desk, Field::Title, "", "Typed before the loss. ").await;
    let person = person.restarted().await;
    let secrets = store_key::take_secrets(person.data());
    assert!(!secrets.is_empty());
    let error = person.try_sign_in(&person.person.password).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::KeyLost);
    store_key::put_secrets(&secrets);
    person.sign_in().await;
    let desk = person.app.desk(id(&desk.card.id)).await.expect("nothing was thrown away");
    assert!(text_of(&desk, Field::Title).starts_with("Typed before the loss. "));
}

/// Words that no other report ends in.
const PADDING: &str = " and so on and so on and so on and so on and so on and so on";

/// A new report that a reviewer has taken, and with what its author withdraws it.
async fn taken_with_claim_code(server: &Server, person: &Reviewer) -> (CardView, DeskView, serde_json::Value) {
    let mut submission = fixtures::report("007");
    submission["submission_id"] = uuid::Uuid::new_v4().to_string().into();
    let summary = format!("{}{}", submission["summary"].as_str().expect("a text"), PADDING.repeat(7));
    let words = summary.split_whitespace().count();
    submission["summary"] = summary.into();
    let receipt = server.post("/v1/submissions", &fixtures::service_token(), &submission).await;
    person.sign_in().await;
    let card = person.cards().await.into_iter().find(|card| card.words as usize == words).expect("it arrived");
    let desk = person.app.take(id(&card.id)).await.expect("it is free");
    (card, desk, serde_json::json!({ "claim_code": receipt["claim_code"] }))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_author_withdraws_while_a_reviewer_works_offline() {
    let server = Server::start().await;
    let wire = Relay::to(&server.url()).await;
    let person = Reviewer::new("alvarado", &wire.url());
    let (card, desk, withdraw) = taken_with_claim_code(&server, &person).await;
    wire.cut();
    let desk = person.decide_all(desk).await;
    person.retype(&desk, Field::Title, "", "Withdrawn meanwhile").await;
    assert_eq!(person.step(&card.id, StepAsk::HandOver).await, AnswerView::Waiting);
    server.post("/v1/withdrawals", &fixtures::service_token(), &withdraw).await;
    wire.mend();
    assert_eq!(person.step(&card.id, StepAsk::HandOver).await, AnswerView::Concluded);
    assert_eq!(person.app.desk(id(&card.id)).await.unwrap_err().code, ErrorCode::Over);
    assert_eq!(person.app.outbox().await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_author_withdraws_while_a_reviewer_works_online() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    let (card, desk, withdraw) = taken_with_claim_code(&server, &person).await;
    person.retype(&desk, Field::Title, "", "Withdrawn meanwhile").await;

    server.post("/v1/withdrawals", &fixtures::service_token(), &withdraw).await;
    person.app.sync().await.expect("a round");
    assert!(person.cards().await.iter().all(|other| other.id != card.id), "it is not in the queue any more");
    // Whatever is tried now says that it is over; other work of the same person goes on.
    assert_eq!(person.app.desk(id(&card.id)).await.unwrap_err().code, ErrorCode::Over);
    let typed = person.app.type_text(id(&card.id), desk.revision, vec![], false).await;
    assert_eq!(typed.map(|_| ()).unwrap_err().code, ErrorCode::Over);
    let question = AuthorAsk { text: "Was it dark?".into(), kept: Vec::new() };
    assert_eq!(person.app.ask_author(id(&card.id), question).await.map(drop).unwrap_err().code, ErrorCode::Over);
    assert_eq!(person.app.take(id(&card.id)).await.map(|_| ()).unwrap_err().code, ErrorCode::NoReport);
    assert!(!person.take("008").await.fields.is_empty());
    let left = tests::dump::of_stores(person.data(), &person.person.password);
    assert_eq!(tests::dump::Planted::new("Withdrawn meanwhile").found_in(&left.bytes), None);
    assert_eq!(tests::dump::Planted::new(PADDING).found_in(&left.bytes), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn given_back_a_report_leaves_nothing_here() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let desk = person.take("008").await;
    person.app.release(id(&desk.card.id)).await.unwrap();
    assert_eq!(person.app.desk(id(&desk.card.id)).await.unwrap_err().code, ErrorCode::NotYours);
    assert!(matches!(person.card_of("008").await.unwrap().claim, ClaimView::Free));
    let narrative = text_of(&desk, Field::Summary).get(..40).unwrap().to_owned();
    let left = tests::dump::of_stores(person.data(), &person.person.password);
    assert_eq!(tests::dump::Planted::new(&narrative).found_in(&left.bytes), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_keeps_silent_keeps_nobody_waiting_for_the_app() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let person = Reviewer::new("alvarado", &format!("http://{}", silent.local_addr().unwrap()));
    let given_up = std::cell::Cell::new(false);
    let asked = async {
        // Held open, never answered.
        let connection = silent.accept().await.unwrap();
        let view = person.app.app_view().await;
        assert!(!given_up.get(), "the app answered only once the server had been given up");
        drop(connection);
        drop(silent);
        view.phase
    };
    let sign_in = async {
        let signed_in = person.try_sign_in(&person.person.password).await;
        given_up.set(true);
        signed_in.unwrap_err().code
    };
    let told = tokio::join!(sign_in, asked);
    assert_eq!(told, (ErrorCode::NoServer, review::view::Phase::SignedOut));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_mark_or_line_end_in_a_note_stops_nothing() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let desk = person.take("009").await;
    let report = id(&desk.card.id);
    let note = SheetAsk { note: Some("\u{feff}One line\r\nand another\rmore".into()), ..SheetAsk::default() };
    let desk = person.app.fill_sheet(report, note).await.unwrap();
    assert_eq!(desk.sheet.note, "One line\nand another\nmore");
    person.app.sync().await.unwrap();
    let status = person.app.status().await;
    assert!(status.link == Link::Online && status.drafts_sent, "{status:?}");
    let long = StepAsk::Return { comment: "x".repeat(wire::NOTE_BYTES + 1) };
    assert_eq!(person.app.step(report, long).await.unwrap_err().code, ErrorCode::TooLarge);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_the_server_refuses_holds_up_nothing_else() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let (bad, good) = (person.take("010").await, person.take("011").await);
    person.app.close().await;
    // As an earlier version of the app could leave it behind.
    let at = person.app.app_view().await.server;
    let password = person.person.password.as_str().into();
    let (mut store, _) = store::Store::open(person.data(), &at, &person.person.name, &password).unwrap();
    let sheet = domain::Sheet { note: "\u{feff}marked".into(), ..domain::Sheet::default() };
    let fill = domain::Fill::between(&domain::Sheet::default(), &sheet).unwrap();
    let seen = store.revision(id(&bad.card.id)).unwrap();
    store.push_action(id(&bad.card.id), seen, &domain::Action::filling(fill)).unwrap();
    drop(store);
    person.sign_in().await;
    person.retype(&good, Field::Title, "", "A good one").await;
    let other = Reviewer::new("okafor", &server.url());
    other.sign_in().await;
    other.take("012").await;
    person.app.sync().await.unwrap();
    let status = person.app.status().await;
    assert!(status.link == Link::Online && !status.drafts_sent, "{status:?}");
    assert!(matches!(person.card_of("012").await.unwrap().claim, ClaimView::Taken { .. }), "the pull went on");
    let fresh = Reviewer::new("alvarado", &server.url());
    fresh.sign_in().await;
    let desk = fresh.app.take(id(&good.card.id)).await.unwrap();
    assert!(text_of(&desk, Field::Title).starts_with("A good one"), "the other draft was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn more_actions_than_the_server_takes_are_refused_before_they_are_kept() {
    let server = Server::start().await;
    let person = Reviewer::new("alvarado", &server.url());
    person.sign_in().await;
    let desk = person.take("009").await;
    let place = review::view::Place { field: Field::Title, from: 0, to: 0 };
    let typed = |n: usize| (0..n).map(|_| review::view::Typed { place, inserted: "\u{1}".into() }).collect::<Vec<_>>();
    let report = id(&desk.card.id);
    // Typed and removed again, so that the text stays short.
    let mut much = Vec::new();
    for _ in 0..=wire::ACTIONS / 2 {
        much.extend(typed(1));
        much.push(review::view::Typed { place: review::view::Place { to: 1, ..place }, inserted: String::new() });
    }
    assert_eq!(person.app.type_text(report, desk.revision, much, false).await.unwrap_err().code, ErrorCode::TooLarge);
    assert_eq!(person.app.desk(report).await.unwrap().revision, desk.revision);
}

/// Says that it is this server, in a version that this app does not know.
fn server_of_another_version() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut ask = [0; 2048];
            let Ok(_) = stream.read(&mut ask) else { continue };
            let body = r#"{"name":"nearmiss-server","version":"9.0.0","api_version":9}"#;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
            let _gone = write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        }
    });
    url
}
