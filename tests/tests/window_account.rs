//! One's own account in the real window: the second factor from the set-up to the code at the next sign-in, and takeaways put in
//! order with the mouse. Axe finds nothing, and nothing is cut off, light and dark, in a small window too.
//!
//! `NEARMISS_LOOK_OUT` names a folder for a picture of each.
#![cfg(target_os = "linux")]

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use tests::desk::{Reviewer, add_takeaway, handed_over, id};
use tests::fixtures;
use tests::gallery::Gallery;
use tests::server::Server;
use tests::story;
use tests::window::{Home, Window};
use totp_rs::{Builder, Secret, Totp};

fn gallery() -> Gallery {
    Gallery::new(std::env::var_os("NEARMISS_LOOK_OUT").map(PathBuf::from))
}

/// What an authenticator shows, so many steps from now.
fn shown(totp: &Totp, steps: i64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs();
    totp.generate(now.checked_add_signed(30 * steps).expect("a time of this age")).to_string()
}

/// In the usual size, and in the smallest.
async fn look(window: &Window, gallery: &mut Gallery, state: &str) {
    gallery.look(window, "account", state).await;
    window.resize(1024, 700).await;
    gallery.judge(window, &format!("account, {state}, small")).await;
    window.resize(1280, 800).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_that_the_programme_wants_and_the_code_after_it() {
    let mut server = Server::start().await;
    server.stop();
    server.resume_with(&["--second-factor-for", "stage_one"]).await;
    let homes = tempfile::Builder::new().prefix("nearmiss-account-").tempdir().unwrap();
    let mut gallery = gallery();
    let person = fixtures::person("alvarado");
    let window = Window::open(&Home::below(homes.path(), "one"), &server.url()).await;
    window.resize(1280, 800).await;
    window.fill("Name", &person.name).await;
    window.fill("Password", &person.password).await;
    window.press("Sign in").await;
    window.read("Set up a second factor").await;
    look(&window, &mut gallery, "wanted").await;
    window.press("Begin").await;
    window.read("Scan this").await;
    look(&window, &mut gallery, "secret").await;
    let secret = window.run("return document.querySelector('dl dd').innerText", vec![]).await;
    let secret = secret.as_str().expect("letters").replace(char::is_whitespace, "");
    let bytes = Secret::try_from_base32(secret).expect("in base 32");
    let totp = Builder::new().with_secret(bytes).with_account_name("alvarado").build().expect("an authenticator");
    window.fill("Code that the authenticator shows", "000000").await;
    window.press("Turn it on").await;
    window.read("doesn't fit").await;
    window.fill("Code that the authenticator shows", &shown(&totp, -1)).await;
    window.press("Turn it on").await;
    window.read("They are shown this once").await;
    look(&window, &mut gallery, "codes").await;
    window.press("They are noted").await;
    window.read("Queue ·").await;

    window.press("Account").await;
    window.read("10 recovery codes are left").await;
    look(&window, &mut gallery, "open").await;
    window.press("New recovery codes").await;
    look(&window, &mut gallery, "renew").await;
    window.press("Cancel").await;
    window.press("Close").await;

    // Locked, and opened by password: the server waits, and the window says for what.
    window.press("Lock").await;
    window.fill("Password", &person.password).await;
    window.press("Unlock").await;
    window.read("it wants a code").await;
    look(&window, &mut gallery, "code").await;
    window.press("Later").await;
    window.read("The server waits for a code of your second factor").await;
    assert!(!window.text().await.contains("can't be reached"), "it can");
    look(&window, &mut gallery, "waits").await;
    window.press("Enter a code").await;
    window.fill("Password of", &person.password).await;
    window.press("Sign in").await;
    window.fill("Code", &shown(&totp, 0)).await;
    window.press("Go on").await;
    window.read("Up to date").await;
    window.gone("The server waits for a code").await;
    window.close().await;
    assert_eq!(gallery.faults, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn takeaways_are_put_in_order_with_the_mouse() {
    let server = Server::start().await;
    let (_first, desk) = handed_over(&server).await;
    let second = Reviewer::new("whitehorse", &server.url());
    second.sign_in().await;
    let report = id(&desk.card.id);
    second.app.take(report).await.expect("handed over, and free");
    for words in ["Look at the hands.", "Say where you stop.", "Wait for the second car."] {
        add_takeaway(&second.app, report, words).await;
    }
    second.app.sync().await.expect("the draft goes to the server");
    second.app.close().await;

    let homes = tempfile::Builder::new().prefix("nearmiss-drag-").tempdir().unwrap();
    let window = Window::open(&Home::below(homes.path(), "two"), &server.url()).await;
    story::sign_in(&window, &fixtures::person("whitehorse")).await;
    window.press("Continue").await;
    window.read("The removed words are not shown").await;
    window.click("tab", "Takeaways").await;
    let order = async || {
        let script = "return [...document.querySelectorAll('[data-root] .text')].map((one) => one.innerText)";
        let words = window.run(script, vec![]).await;
        words.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    window.until("three takeaways", async || order().await.len() == 3).await;
    let middle = async |selector: &str| {
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]";
        let at = window.run(script, vec![selector.into()]).await;
        (at[0].as_i64().expect("a number"), at[1].as_i64().expect("a number"))
    };
    // The last one up, above the first.
    let (from, to) =
        (middle("[data-root]:nth-of-type(3) .handle").await, middle("[data-root]:nth-of-type(1) header").await);
    window
        .drag(from, (from.0, to.1 - 10), async || {
            let line = "return document.querySelectorAll('[data-root]')[0].classList.contains('over')";
            window.until("the line where it would go", async || window.run(line, vec![]).await == true).await;
        })
        .await;
    let wanted = ["Wait for the second car.", "Look at the hands.", "Say where you stop."];
    window.until("the new order", async || order().await == wanted).await;
    // Dropped on itself it stays.
    let at = middle("[data-root]:nth-of-type(2) .handle").await;
    window.drag(at, (at.0, at.1 + 3), async || {}).await;
    assert_eq!(order().await, wanted);
    window.close().await;
}
