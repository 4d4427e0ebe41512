//! Who reviews, and whose claim it is, through the app and a real server: added, changed, suspended, passed on unread.

use domain::{Role, State};
use review::view::{ClaimView, ErrorCode, NewPersonAsk, PersonAsk, PersonView, Phase, Wants};
use tests::desk::{Reviewer, id};
use tests::server::Server;

fn named<'p>(people: &'p [PersonView], name: &str) -> &'p PersonView {
    people.iter().find(|person| person.name == name).expect("somebody of this name")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_looks_after_people() {
    let server = Server::start().await;
    let staff = Reviewer::new("lindqvist", &server.url());
    staff.sign_in().await;
    let proof = || staff.person.password.as_str().into();
    let ask = NewPersonAsk {
        name: " EDahl ".to_owned(),
        display: "E. Dahl".to_owned(),
        roles: vec![Role::StageOne],
        agencies: vec!["xa0000000".into()],
    };
    let refused = staff.app.add_person(ask.clone(), "not the password".into()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WrongPassword);
    let added = staff.app.add_person(ask.clone(), proof()).await.unwrap();
    assert_eq!(named(&added.people, "edahl").agencies[0].as_str(), "XA0000000");
    assert_eq!(staff.app.add_person(ask, proof()).await.unwrap_err().code, ErrorCode::NameTaken);
    let first = added.password.expect("a first password");

    let mut new = Reviewer::new("alvarado", &server.url());
    new.person.name = "edahl".to_owned();
    assert_eq!(new.try_sign_in(first.as_str()).await, Ok(()));
    assert_eq!(new.app.app_view().await.wants, Some(Wants::NewPassword), "an administrator knows the first one");
    assert_eq!(new.app.queue().await.unwrap_err().code, ErrorCode::Locked);
    assert_eq!(new.app.choose_password("short".into()).await.unwrap_err().code, ErrorCode::BadPassword);
    let own = new.app.choose_password("one of my own choice".into()).await.unwrap();
    assert_eq!((own.phase, own.wants), (Phase::Open, None));
    let dahl = id(&named(&added.people, "edahl").id);
    let change = async |ask| staff.app.change_person(dahl, ask, proof()).await;
    let people = staff.app.people().await.unwrap().people;
    assert_eq!(named(&people, "edahl").sessions, 1);
    let reset = change(PersonAsk::ResetPassword).await.unwrap();
    assert_eq!(named(&reset.people, "edahl").sessions, 0);
    let second = reset.password.expect("another password");
    assert_ne!(first, second);
    let suspended = change(PersonAsk::Suspend).await.unwrap();
    assert!(named(&suspended.people, "edahl").suspended && suspended.password.is_none());
    assert_eq!(new.try_sign_in(second.as_str()).await.unwrap_err().code, ErrorCode::Suspended);
    let me = id(&named(&people, "lindqvist").id);
    let demoted = PersonAsk::Roles { roles: vec![Role::Staff] };
    assert_eq!(staff.app.change_person(me, demoted, proof()).await.unwrap_err().code, ErrorCode::LastAdministrator);

    // Nobody else gets to see them.
    let other = Reviewer::new("alvarado", &server.url());
    other.sign_in().await;
    assert_eq!(other.app.people().await.unwrap_err().rule, Some(domain::Refusal::WrongRole));
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_pass_a_report_on_unread() {
    let server = Server::start().await;
    let (first, other) = (Reviewer::new("alvarado", &server.url()), Reviewer::new("okafor", &server.url()));
    let staff = Reviewer::new("lindqvist", &server.url());
    for person in [&first, &other, &staff] {
        person.sign_in().await;
    }
    let desk = first.take("001").await;
    let report = id(&desk.card.id);
    staff.app.sync().await.unwrap();
    let held = staff.app.queue().await.unwrap().cards.into_iter().find(|card| card.id == desk.card.id).unwrap();
    let by_first = |by: &Option<String>| by.as_ref() == Some(&first.person.display);
    assert!(
        matches!(&held.claim, ClaimView::Taken { by, until: Some(_) } if by_first(by)),
        "who holds it, and until when"
    );
    assert_eq!(held.state, State::StageOne);

    let holders = staff.app.holders().await.unwrap();
    let of = |person: &Reviewer| id(&holders.iter().find(|one| one.display == person.person.display).unwrap().id);
    let (whitehorse, okafor) = (of(&Reviewer::new("whitehorse", &server.url())), of(&other));
    let refused = staff.app.assign(report, whitehorse).await.unwrap_err();
    assert_eq!(refused.rule, Some(domain::Refusal::WrongRole));
    staff.app.assign(report, okafor).await.unwrap();
    other.app.sync().await.unwrap();
    let card = other.cards().await.into_iter().find(|card| card.id == desk.card.id).unwrap();
    assert!(matches!(card.claim, ClaimView::Mine { .. }));
    first.app.sync().await.unwrap();
    assert_eq!(first.app.desk(report).await.unwrap_err().code, ErrorCode::NotYours, "the copy went with the claim");

    let queue = staff.app.end_claim(report).await.unwrap();
    let free = queue.cards.into_iter().find(|card| card.id == desk.card.id).unwrap();
    assert!(matches!(free.claim, ClaimView::Free));
    assert_eq!(staff.app.publish_view(report).await.unwrap_err().code, ErrorCode::Refused, "staff saw none of it");
}
