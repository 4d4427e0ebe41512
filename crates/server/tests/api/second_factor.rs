//! The second factor: set up, asked for, each code taken once; and that no answer tells more than it has to.

use serde_json::json;
use totp_rs::{Builder, Secret, Totp};
use wire::{Account, Code, MemberChange, RecoveryCodes, SecondFactorSecret, Session};

use crate::{
    house::{House, On, PASSWORD},
    people::{Answer, Caller},
};

on_both!(
    a_second_factor_is_set_up_and_asked_for,
    each_code_is_taken_once,
    no_answer_tells_whether_the_password_was_right,
    wrong_codes_lock_the_name_like_wrong_passwords,
    it_is_removed_with_password_and_code_or_by_an_administrator,
    what_is_not_confirmed_asks_nobody,
    recovery_codes_are_renewed_with_password_and_code,
    roles_that_need_one_set_it_up_before_anything_else,
);

/// What the authenticator shows at the house's time, moved by seconds.
fn shown(house: &House, totp: &Totp, seconds: i64) -> String {
    let now = house.clock.load(std::sync::atomic::Ordering::SeqCst) + seconds;
    totp.generate(u64::try_from(now).unwrap()).to_string()
}

fn authenticator(secret: &SecondFactorSecret) -> Totp {
    let secret = Secret::try_from_base32(secret.secret.as_str()).unwrap();
    Builder::new().with_secret(secret).with_account_name("one").build().unwrap()
}

impl Caller<'_> {
    async fn begin(&self) -> SecondFactorSecret {
        self.post("/v1/account/second-factor", &json!({ "proof": PASSWORD })).await.json()
    }

    async fn confirm(&self, code: &str) -> Answer {
        self.post("/v1/account/second-factor/confirmation", &json!({ "code": code })).await
    }

    async fn sign_in_with(&self, name: &str, password: &str, code: &str) -> Answer {
        self.post("/v1/sessions", &json!({ "name": name, "password": password, "one_time_code": code })).await
    }

    /// Sets one up; the clock goes on to the next code.
    async fn with_second_factor(&self) -> (Totp, Vec<String>) {
        let totp = authenticator(&self.begin().await);
        let codes: RecoveryCodes = self.confirm(&shown(self.house, &totp, 0)).await.json();
        self.house.advance(30);
        (totp, codes.codes.into_iter().map(|code| code.into_exposed()).collect())
    }
}

async fn a_second_factor_is_set_up_and_asked_for(on: On) {
    let house = House::build(on).await;
    let (one, elsewhere) = (house.sign_in("one").await, house.sign_in("one").await);
    let none = Account { second_factor: false, recovery_codes: 0, second_factor_required: false };
    assert_eq!(one.get("/v1/account").await.json::<Account>(), none);
    let wrong = one.post("/v1/account/second-factor", &json!({ "proof": "not the password" })).await;
    assert_eq!(wrong.code(), Code::WrongPassword);

    let secret = one.begin().await;
    let same_in_uri = format!("secret={}", secret.secret.as_str());
    assert!(secret.uri.as_str().starts_with("otpauth://totp/") && secret.uri.as_str().contains(&same_in_uri));
    let totp = authenticator(&secret);
    let before: Session = house.nobody().try_sign_in("one", PASSWORD).await.json();
    drop(before);
    for bad in ["000000", "", "abcd-efgh-ijkm", &shown(&house, &totp, 60), &shown(&house, &totp, -60)] {
        assert_eq!(one.confirm(bad).await.code(), Code::WrongCode, "{bad}");
    }
    let spaced = shown(&house, &totp, 0);
    let (first, last) = spaced.split_at(3);
    let codes: RecoveryCodes = one.confirm(&format!("{first} {last}")).await.json();
    assert_eq!(codes.codes.len(), 10);
    assert_eq!(
        one.get("/v1/account").await.json::<Account>(),
        Account { second_factor: true, recovery_codes: 10, second_factor_required: false }
    );
    assert_eq!(elsewhere.get("/v1/changes").await.code(), Code::NoSession, "who came in by password alone is out");

    let asked = house.nobody().try_sign_in("one", PASSWORD).await;
    assert_eq!((asked.status.as_u16(), asked.code()), (401, Code::CodeNeeded));
    house.advance(30);
    house.nobody().sign_in_with("one", PASSWORD, &shown(&house, &totp, 0)).await.json::<Session>();
    // A second one is not begun beside it.
    let again = one.post("/v1/account/second-factor", &json!({ "proof": PASSWORD })).await;
    assert_eq!((again.status.as_u16(), again.code()), (409, Code::FactorOn));
    assert_eq!(one.confirm(&shown(&house, &totp, 0)).await.code(), Code::FactorOn);

    // Neither the secret nor a code is in the database as it was shown.
    let held = house.column("SELECT code_hash FROM recovery_codes").await;
    assert_eq!(held.len(), 10);
    assert!(held.iter().all(|hash| hash.len() == 64 && codes.codes.iter().all(|code| !hash.contains(code.as_str()))));
    house.end().await;
}

async fn each_code_is_taken_once(on: On) {
    let house = House::with(on, 2, |_| {}).await;
    let one = house.sign_in("one").await;
    let (totp, recovery) = one.with_second_factor().await;
    let sign_in = async |code: &str| house.nobody().sign_in_with("one", PASSWORD, code).await;
    // Of the step before, which set it up, and so taken already.
    assert_eq!(sign_in(&shown(&house, &totp, -30)).await.code(), Code::WrongPassword);
    let code = shown(&house, &totp, 0);
    sign_in(&code).await.json::<Session>();
    assert_eq!(sign_in(&code).await.code(), Code::WrongPassword);
    // A clock that is fast by a step is right too, and nothing of before is taken after it.
    sign_in(&shown(&house, &totp, 30)).await.json::<Session>();
    house.advance(30);
    assert_eq!(sign_in(&shown(&house, &totp, 0)).await.code(), Code::WrongPassword);
    house.advance(30);
    // The same code by many at once lets one in, whichever server they ask.
    let code = shown(&house, &totp, 0);
    let tries = (0..4).map(|_| async { sign_in(&code).await.status.is_success() });
    let told = crate::people::all_at_once(tries).await;
    assert_eq!(told.into_iter().filter(|success| *success).count(), 1);
    house.advance(900);

    let loud = recovery[0].to_uppercase().replace('-', " ");
    sign_in(&loud).await.json::<Session>();
    assert_eq!(sign_in(&recovery[0]).await.code(), Code::WrongPassword);
    sign_in(&recovery[1]).await.json::<Session>();
    assert_eq!(one.get("/v1/account").await.json::<Account>().recovery_codes, 8);
    let audit = house.column("SELECT what FROM audit").await;
    assert_eq!(audit.iter().filter(|what| *what == "use_recovery_code").count(), 2);

    // Somebody else's codes are worth nothing.
    let two = house.sign_in("two").await;
    let (_, others) = two.with_second_factor().await;
    assert_eq!(sign_in(&others[0]).await.code(), Code::WrongPassword);
    house.end().await;
}

async fn no_answer_tells_whether_the_password_was_right(on: On) {
    let house = House::build(on).await;
    let (totp, recovery) = house.sign_in("one").await.with_second_factor().await;
    let nobody = house.nobody();
    // Without a code the password is not looked at, and no guess is counted.
    for password in [PASSWORD, "not the password"] {
        for _ in 0..6 {
            assert_eq!(nobody.try_sign_in("one", password).await.body, r#"{"code":"code_needed"}"#);
        }
    }
    // With one, whatever is wrong is answered alike; a right code is not used up by a wrong password.
    let code = shown(&house, &totp, 0);
    let wrong = [("not the password", code.as_str()), (PASSWORD, "000000"), ("not the password", &recovery[0])];
    for (password, code) in wrong {
        assert_eq!(nobody.sign_in_with("one", password, code).await.body, r#"{"code":"wrong_password"}"#);
    }
    nobody.sign_in_with("one", PASSWORD, &code).await.json::<Session>();
    nobody.sign_in_with("one", PASSWORD, &recovery[0]).await.json::<Session>();

    // Some names that nobody has ask for a code, and some don't; each the same every time.
    let mut asked = 0;
    for number in 0..40 {
        let name = format!("nobody-{number}");
        let code = nobody.try_sign_in(&name, PASSWORD).await.code();
        assert_eq!(nobody.try_sign_in(&name, "another password").await.code(), code);
        assert_eq!(nobody.sign_in_with(&name, PASSWORD, "123456").await.code(), Code::WrongPassword);
        asked += usize::from(code == Code::CodeNeeded);
    }
    assert!((5..=35).contains(&asked), "{asked} of 40");

    // Who has none may send one along.
    house.person("two").await;
    nobody.sign_in_with("two", PASSWORD, "123456").await.json::<Session>();
    house.end().await;
}

async fn wrong_codes_lock_the_name_like_wrong_passwords(on: On) {
    let house = House::build(on).await;
    let one = house.sign_in("one").await;
    let (totp, recovery) = one.with_second_factor().await;
    let nobody = house.nobody();
    for _ in 0..5 {
        assert_eq!(nobody.sign_in_with("one", PASSWORD, "000000").await.code(), Code::WrongPassword);
    }
    for code in [&shown(&house, &totp, 0), &recovery[0]] {
        assert_eq!(nobody.sign_in_with("one", PASSWORD, code).await.code(), Code::LockedOut);
    }
    assert_eq!(nobody.try_sign_in("one", PASSWORD).await.code(), Code::LockedOut);
    let removal = json!({ "proof": PASSWORD, "code": recovery[0] });
    assert_eq!(one.post("/v1/account/second-factor/removal", &removal).await.code(), Code::LockedOut);
    house.advance(900);
    nobody.sign_in_with("one", PASSWORD, &recovery[0]).await.json::<Session>();
    house.end().await;
}

async fn it_is_removed_with_password_and_code_or_by_an_administrator(on: On) {
    let house = House::build(on).await;
    let one = house.sign_in("one").await;
    let removal = async |proof: &str, code: &str| {
        one.post("/v1/account/second-factor/removal", &json!({ "proof": proof, "code": code })).await
    };
    assert_eq!(removal(PASSWORD, "123456").await.code(), Code::WrongPassword, "there is none");
    let (totp, recovery) = one.with_second_factor().await;
    assert_eq!(removal("not the password", &recovery[0]).await.code(), Code::WrongPassword);
    assert_eq!(removal(PASSWORD, "").await.code(), Code::WrongPassword);
    assert_eq!(removal(PASSWORD, &shown(&house, &totp, 0)).await.status, 204);
    assert_eq!(
        one.get("/v1/account").await.json::<Account>(),
        Account { second_factor: false, recovery_codes: 0, second_factor_required: false }
    );
    house.nobody().try_sign_in("one", PASSWORD).await.json::<Session>();

    house.advance(30);
    let _lost = one.with_second_factor().await;
    let admin = house.sign_in("admin").await;
    let members: Vec<wire::Member> = admin.get("/v1/people").await.json();
    let with: Vec<_> =
        members.iter().filter(|member| member.second_factor).map(|member| member.name.as_str()).collect();
    assert_eq!(with, ["one"]);
    assert_eq!(admin.change_member("one", MemberChange::RemoveSecondFactor {}).await.status, 204);
    house.nobody().try_sign_in("one", PASSWORD).await.json::<Session>();
    assert!(house.column("SELECT code_hash FROM recovery_codes").await.is_empty());
    let staff = house.sign_in("staff").await;
    let change = wire::ChangeMember { proof: PASSWORD.into(), change: MemberChange::RemoveSecondFactor {} };
    let path = format!("/v1/people/{}/changes", members[0].id);
    assert_eq!(staff.post(&path, &change).await.code(), Code::WrongRole);
    let audit = house.column("SELECT what FROM audit WHERE what LIKE '%second_factor%'").await;
    assert_eq!(audit.len(), 4, "{audit:?}");
    house.end().await;
}

async fn what_is_not_confirmed_asks_nobody(on: On) {
    let house = House::build(on).await;
    let one = house.sign_in("one").await;
    let first = authenticator(&one.begin().await);
    house.nobody().try_sign_in("one", PASSWORD).await.json::<Session>();
    // Begun anew, the secret of before is forgotten.
    let second = authenticator(&one.begin().await);
    assert_eq!(one.confirm(&shown(&house, &first, 0)).await.code(), Code::WrongCode);
    one.confirm(&shown(&house, &second, 0)).await.json::<RecoveryCodes>();

    // Whose password is due does that first.
    let admin = house.sign_in("admin").await;
    house.person("two").await;
    let reset = MemberChange::Password { password: "made by somebody else".into() };
    assert_eq!(admin.change_member("two", reset).await.status, 204);
    let session: Session = house.nobody().try_sign_in("two", "made by somebody else").await.json();
    let two = Caller { token: Some(session.token.into_exposed()), ..house.nobody() };
    let begin = two.post("/v1/account/second-factor", &json!({ "proof": "made by somebody else" })).await;
    assert_eq!(begin.code(), Code::PasswordDue);
    assert_eq!(two.get("/v1/account").await.code(), Code::PasswordDue);
    house.end().await;
}

async fn recovery_codes_are_renewed_with_password_and_code(on: On) {
    let house = House::build(on).await;
    let one = house.sign_in("one").await;
    let path = "/v1/account/second-factor/recovery-codes";
    let renew = async |proof: &str, code: &str| one.post(path, &json!({ "proof": proof, "code": code })).await;
    assert_eq!(renew(PASSWORD, "000000").await.code(), Code::WrongPassword, "there is no second factor");
    let (totp, before) = one.with_second_factor().await;
    assert_eq!(renew("not the password", &shown(&house, &totp, 0)).await.code(), Code::WrongPassword);
    assert_eq!(renew(PASSWORD, "000000").await.code(), Code::WrongPassword);
    house.advance(60);
    let renewed: RecoveryCodes = renew(PASSWORD, &shown(&house, &totp, 0)).await.json();
    let after: Vec<String> = renewed.codes.into_iter().map(|code| code.into_exposed()).collect();
    assert_eq!(after.len(), 10);
    assert!(after.iter().all(|code| !before.contains(code)));
    // The session goes on, those of before are worth nothing, one of the new ones stands in once.
    assert_eq!(one.get("/v1/account").await.json::<Account>().recovery_codes, 10);
    assert_eq!(house.nobody().sign_in_with("one", PASSWORD, &before[0]).await.code(), Code::WrongPassword);
    house.nobody().sign_in_with("one", PASSWORD, &after[0]).await.json::<Session>();
    assert_eq!(house.nobody().sign_in_with("one", PASSWORD, &after[0]).await.code(), Code::WrongPassword);
    // One of them renews them too, and is used up with the others.
    renew(PASSWORD, &after[1]).await.json::<RecoveryCodes>();
    assert_eq!(renew(PASSWORD, &after[2]).await.code(), Code::WrongPassword);
    let audit = house.column("SELECT what FROM audit WHERE what = 'renew_recovery_codes'").await;
    assert_eq!(audit.len(), 2);
    house.end().await;
}

async fn roles_that_need_one_set_it_up_before_anything_else(on: On) {
    let house = House::with(on, 1, |config| config.second_factor_for = vec![domain::Role::Staff]).await;
    // Whoever has none of these roles is asked nothing.
    let one = house.sign_in("one").await;
    assert!(!one.get("/v1/account").await.json::<Account>().second_factor_required);
    house.person("admin").await;
    let session: Session = house.nobody().try_sign_in("admin", PASSWORD).await.json();
    assert!(session.factor_due && !session.password_due);
    let admin = Caller { token: Some(session.token.into_exposed()), ..house.nobody() };
    for path in ["/v1/people", "/v1/changes", "/v1/account", "/v1/overview", "/v1/publications"] {
        let answer = admin.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (403, Code::FactorDue), "{path}");
    }
    let change = json!({ "proof": PASSWORD, "change": { "kind": "unlock" } });
    assert_eq!(admin.post(&format!("/v1/people/{}/changes", session.user.id), &change).await.code(), Code::FactorDue);

    let (totp, _) = admin.with_second_factor().await;
    let account: Account = admin.get("/v1/account").await.json();
    assert!(account.second_factor && account.second_factor_required);
    admin.get("/v1/people").await.json::<Vec<wire::Member>>();
    // Another authenticator: off, and at once due again, for this session too.
    let removal = json!({ "proof": PASSWORD, "code": shown(&house, &totp, 0) });
    assert_eq!(admin.post("/v1/account/second-factor/removal", &removal).await.status, 204);
    assert_eq!(admin.get("/v1/people").await.code(), Code::FactorDue);
    house.advance(30);
    admin.with_second_factor().await;
    admin.get("/v1/people").await.json::<Vec<wire::Member>>();
    house.end().await;
}
