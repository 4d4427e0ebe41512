//! One's own password and second factor, through the app and a real server: what is asked, and what opens the store in between.

use std::time::{SystemTime, UNIX_EPOCH};

use review::Private;
use review::view::{ErrorCode, Link, Phase, Wants};
use tests::desk::{Reviewer, id};
use tests::relay::Relay;
use tests::server::Server;
use totp_rs::{Builder, Secret, Totp};

const NEW: &str = "one of my own choice";

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_opens_the_store_without_a_server_too() {
    let mut server = Server::start().await;
    let one = Reviewer::new("alvarado", &server.url());
    let elsewhere = Reviewer::new("alvarado", &server.url());
    one.sign_in().await;
    elsewhere.sign_in().await;
    let report = id(&one.take("001").await.card.id);
    let old = one.person.password.clone();
    let change = async |old: &str, new: &str| one.app.change_password(old.into(), new.into()).await;
    assert_eq!(change("not the password", NEW).await.unwrap_err().code, ErrorCode::WrongPassword);
    for bad in ["short", old.as_str()] {
        assert_eq!(change(&old, bad).await.unwrap_err().code, ErrorCode::BadPassword);
    }
    assert_eq!(change(&old, NEW).await, Ok(()));
    // The work goes on here; the other computer is signed out.
    assert!(!one.app.sync().await.unwrap().status.session_expired);
    assert!(elsewhere.app.sync().await.unwrap().status.session_expired);

    server.stop();
    let one = one.restarted().await;
    assert_eq!(one.try_sign_in(&old).await.unwrap_err().code, ErrorCode::WrongPassword);
    assert_eq!(one.try_sign_in(NEW).await, Ok(()));
    assert_eq!(one.app.desk(report).await.unwrap().card.id, report.to_string());
    assert_eq!(one.app.change_password(NEW.into(), old.as_str().into()).await.unwrap_err().code, ErrorCode::NoServer);

    // The other computer's store is still locked with the one of before.
    server.resume().await;
    let elsewhere = elsewhere.restarted().await;
    assert_eq!(elsewhere.try_sign_in(NEW).await, Ok(()));
    assert_eq!(elsewhere.app.app_view().await.wants, Some(Wants::EarlierPassword));
    let refused = elsewhere.app.relock(Some("not the password".into())).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WrongPassword);
    let open = elsewhere.app.relock(Some(old.as_str().into())).await.unwrap();
    assert_eq!((open.phase, open.wants), (Phase::Open, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_answer_got_lost_locks_nobody_out() {
    let server = Server::start().await;
    // Whether the server took it or not: the app can't know.
    for taken in [true, false] {
        let wire = Relay::to(&server.url()).await;
        let (name, next) = if taken { ("alvarado", NEW) } else { ("okafor", NEW) };
        let one = Reviewer::new(name, &wire.url());
        one.sign_in().await;
        let report = id(&one.take(if taken { "001" } else { "002" }).await.card.id);
        let old = one.person.password.clone();
        if taken {
            wire.lose_answers();
        } else {
            wire.cut();
        }
        let lost = one.app.change_password(old.as_str().into(), next.into()).await.unwrap_err();
        assert_eq!(lost.code, ErrorCode::PasswordUnsettled);
        // The program dies here, and comes up while no server can be asked: the new one opens, if nothing else came between.
        wire.cut();
        let one = one.restarted().await;
        let opens = if taken { next } else { old.as_str() };
        assert_eq!(one.try_sign_in(opens).await, Ok(()), "taken: {taken}");
        assert_eq!(one.app.desk(report).await.unwrap().card.id, report.to_string());
        wire.mend();
        assert_eq!(one.try_sign_in(opens).await, Ok(()), "taken: {taken}");
        assert_eq!(one.app.app_view().await.wants, None, "server and store agree");
        assert!(!one.app.sync().await.unwrap().status.session_expired);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_while_somebody_works_asks_for_a_password_of_their_own() {
    let server = Server::start().await;
    let one = Reviewer::new("alvarado", &server.url());
    one.sign_in().await;
    let report = id(&one.take("001").await.card.id);
    let old = one.person.password.clone();
    server.set_password(&one.person.name, "made by somebody else");
    assert!(one.app.sync().await.unwrap().status.session_expired);
    // What is open stays open until the new one is chosen.
    assert_eq!(one.try_sign_in("made by somebody else").await, Ok(()));
    let view = one.app.app_view().await;
    assert_eq!((view.phase, view.wants), (Phase::Open, Some(Wants::NewPassword)));
    assert_eq!(one.app.desk(report).await.unwrap().card.id, report.to_string());
    let left = one.app.cancel_sign_in().await;
    assert_eq!((left.phase, left.wants), (Phase::Open, None));
    assert_eq!(one.app.choose_password(NEW.into()).await.unwrap_err().code, ErrorCode::Locked);

    assert_eq!(one.try_sign_in("made by somebody else").await, Ok(()));
    let view = one.app.choose_password(NEW.into()).await.unwrap();
    assert_eq!((view.phase, view.wants), (Phase::SignedOut, Some(Wants::EarlierPassword)));
    let view = one.app.relock(Some(old.as_str().into())).await.unwrap();
    assert_eq!((view.phase, view.wants), (Phase::Open, None));
    assert_eq!(one.app.desk(report).await.unwrap().card.id, report.to_string());
}

/// What an authenticator shows, so many steps from now. The server takes one step before and after its own.
fn shown(totp: &Totp, steps: i64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs();
    totp.generate(now.checked_add_signed(30 * steps).expect("a time of this age")).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_is_asked_for_by_the_server_and_never_by_the_store() {
    let mut server = Server::start().await;
    let one = Reviewer::new("alvarado", &server.url());
    one.sign_in().await;
    let report = id(&one.take("001").await.card.id);
    let password = one.person.password.clone();
    let begin = one.app.begin_second_factor("not the password".into()).await;
    assert_eq!(begin.map(|_| ()).unwrap_err().code, ErrorCode::WrongPassword);
    let secret = one.app.begin_second_factor(password.as_str().into()).await.unwrap();
    let bytes = Secret::try_from_base32(secret.secret.as_str().replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(bytes).with_account_name("alvarado").build().unwrap();
    assert!(secret.uri.as_str().contains(&secret.secret.as_str().replace(' ', "")));
    let wrong = one.app.confirm_second_factor("abc".into()).await;
    assert_eq!(wrong.map(|_| ()).unwrap_err().code, ErrorCode::WrongCode);
    // Of the step before: what follows has later ones to give.
    let codes = one.app.confirm_second_factor(shown(&totp, -1).as_str().into()).await.unwrap().codes;
    assert!(one.app.account().await.unwrap().second_factor && codes.len() == 10);

    // A sign-in waits for the code; a wrong one lets it wait on.
    let one = one.restarted().await;
    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    let view = one.app.app_view().await;
    assert_eq!((view.phase, view.wants), (Phase::SignedOut, Some(Wants::Code)));
    assert_eq!(one.app.give_code("000000".into()).await.map(|_| ()).unwrap_err().code, ErrorCode::WrongPassword);
    let view = one.app.give_code(shown(&totp, 0).as_str().into()).await.unwrap();
    assert_eq!((view.phase, view.wants), (Phase::Open, None));
    assert_eq!(one.app.desk(report).await.unwrap().card.id, report.to_string());

    // The lock opens by password; the server wants its code, and the work goes on meanwhile.
    one.app.lock().await;
    assert_eq!(one.app.unlock("not the password".into()).await.map(|_| ()).unwrap_err().code, ErrorCode::WrongPassword);
    let view = one.app.unlock(password.as_str().into()).await.unwrap();
    assert_eq!((view.phase, view.wants), (Phase::Open, Some(Wants::Code)));
    assert_eq!(one.app.desk(report).await.unwrap().card.id, report.to_string());
    assert_eq!(one.app.sync().await.unwrap().status.link, Link::CodeWanted);
    let without = one.app.account().await.map(|_| ()).unwrap_err();
    assert_eq!(without.code, ErrorCode::CodeWanted, "the server is there: it wants a code");
    let later = one.app.cancel_sign_in().await;
    assert_eq!((later.phase, later.wants), (Phase::Open, None));
    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    let view = one.app.give_code(codes[0].clone()).await.unwrap();
    assert_eq!((view.phase, view.wants), (Phase::Open, None));
    assert_eq!(one.app.sync().await.unwrap().status.link, Link::Online);
    assert_eq!(one.app.account().await.unwrap().recovery_codes, 9);

    // Without a server the password is enough.
    server.stop();
    let one = one.restarted().await;
    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    assert_eq!(one.app.app_view().await.wants, None);
    server.resume().await;

    // A recovery code and the password together turn it off.
    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    one.app.give_code(codes[1].clone()).await.unwrap();
    let used = one.app.remove_second_factor(password.as_str().into(), codes[1].clone()).await;
    assert_eq!(used.map(|_| ()).unwrap_err().code, ErrorCode::WrongPassword);
    let account = one.app.remove_second_factor(password.as_str().into(), codes[2].clone()).await.unwrap();
    assert!(!account.second_factor);
    let one = one.restarted().await;
    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    assert_eq!(one.app.app_view().await.phase, Phase::Open);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_programme_wants_a_second_factor_it_comes_first() {
    let mut server = Server::start().await;
    let one = Reviewer::new("alvarado", &server.url());
    one.sign_in().await;
    let report = id(&one.take("001").await.card.id);
    let password = one.person.password.clone();
    server.stop();
    server.resume_with(&["--second-factor-for", "stage_one"]).await;

    // Who is at work is signed out by the server, and goes on here.
    assert!(one.app.sync().await.unwrap().status.session_expired);
    assert_eq!(one.app.desk(report).await.unwrap().card.id, report.to_string());
    let one = one.restarted().await;
    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    let view = one.app.app_view().await;
    assert_eq!((view.phase, view.wants), (Phase::SignedOut, Some(Wants::SecondFactor)));
    let view = one.app.go_on().await.unwrap();
    assert_eq!((view.phase, view.wants), (Phase::SignedOut, Some(Wants::SecondFactor)), "not without one");
    assert_eq!(one.app.cancel_sign_in().await.wants, None);
    assert_eq!(one.app.begin_wanted_factor().await.map(|_| ()).unwrap_err().code, ErrorCode::Locked);

    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    let secret = one.app.begin_wanted_factor().await.unwrap();
    let bytes = Secret::try_from_base32(secret.secret.as_str().replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(bytes).with_account_name("alvarado").build().unwrap();
    let wrong = one.app.confirm_wanted_factor("abc".into()).await;
    assert_eq!(wrong.map(|_| ()).unwrap_err().code, ErrorCode::WrongCode);
    let codes = one.app.confirm_wanted_factor(shown(&totp, -1).as_str().into()).await.unwrap().codes;
    assert_eq!(codes.len(), 10);
    let view = one.app.go_on().await.unwrap();
    assert_eq!((view.phase, view.wants), (Phase::Open, None));
    let account = one.app.account().await.unwrap();
    assert!(account.second_factor && account.second_factor_required);
    assert_eq!(one.app.sync().await.unwrap().status.link, Link::Online);

    // The next sign-in asks for a code, like any.
    let one = one.restarted().await;
    assert_eq!(one.try_sign_in(&password).await, Ok(()));
    assert_eq!(one.app.app_view().await.wants, Some(Wants::Code));
    assert_eq!(one.app.give_code(codes[0].clone()).await.unwrap().phase, Phase::Open);

    // Other recovery codes take the place of these.
    let renew = async |code: &Private| one.app.renew_recovery_codes(password.as_str().into(), code.clone()).await;
    assert_eq!(renew(&codes[0]).await.map(|_| ()).unwrap_err().code, ErrorCode::WrongPassword, "it is used up");
    let renewed = renew(&codes[1]).await.unwrap().codes;
    assert!(renewed.len() == 10 && !renewed.contains(&codes[2]));
    assert_eq!(one.app.account().await.unwrap().recovery_codes, 10);
}
