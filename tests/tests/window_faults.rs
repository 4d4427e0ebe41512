//! The real window where something is wrong: a clear sentence, nothing lost, nothing let out.
#![cfg(target_os = "linux")]

use std::process::Command;
use tests::children::Running;
use tests::desk::Reviewer;
use tests::server::{Server, free_port};
use tests::story::{self, CATEGORY, TITLE};
use tests::window::{self, Home, PATIENCE, Window};
use tests::{dump, fixtures, wait};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_says_what_is_wrong_and_keeps_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start().await;
    let person = fixtures::person("alvarado");
    let window = Window::open(&Home::below(folder.path(), "app"), &server.url()).await;

    window.fill("Name", &person.name).await;
    window.fill("Password", "not the password at all").await;
    window.press("Sign in").await;
    window.read("Name and password don't go together").await;
    assert_eq!(window.field("Name").await, person.name);
    assert_eq!(window.field("Password").await, "", "a password is not kept");

    window.fill("Server address", &format!("http://127.0.0.1:{}", free_port())).await;
    window.fill("Password", &person.password).await;
    window.press("Sign in").await;
    window.read("The server can't be reached").await;

    window.fill("Server address", "http://reviews.example.org").await;
    window.fill("Password", &person.password).await;
    window.press("Sign in").await;
    window.read("not a safe server address").await;

    window.fill("Server address", &server.url()).await;
    story::sign_in(&window, &person).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_without_session_and_without_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start().await;
    let person = fixtures::person("alvarado");
    let home = Home::below(folder.path(), "app");
    let window = Window::open(&home, &server.url()).await;
    story::sign_in(&window, &person).await;
    story::take_from_queue(&window).await;
    window.read("decided").await;

    // The server forgets the session: what is typed stays, and goes out after the password.
    forget_sessions(&server);
    window.enter("Title").await;
    window.type_keys(TITLE).await;
    window.read("Sign in again").await;
    window.read("not yet on the server").await;
    window.press("Sign in again").await;
    window.fill("Password of", &person.password).await;
    window.press("Sign in").await;
    window.read("Saved here, and on the server").await;
    assert_eq!(window.field("Title").await, TITLE);

    // No server: work goes on, a restart finds it again, and so does a lock.
    server.stop();
    window.enter("Lessons learned").await;
    window.type_keys("Look twice. ").await;
    window.read("not yet on the server").await;
    window.chord(&[Key::Control], 'l').await;
    window.read("Unlock").await;
    assert!(!window.text().await.contains(TITLE), "a locked app shows nothing");
    window.fill("Password", "not the password at all").await;
    window.press("Unlock").await;
    window.read("This is not your password").await;
    window.fill("Password", &person.password).await;
    window.press("Unlock").await;
    window.until("the text to come back", async || window.has("field", "Lessons learned").await).await;
    assert!(window.field("Lessons learned").await.contains("Look twice. "));
    for screen in ["Outbox", "Queue", "Desk"] {
        window.press(screen).await;
        screen_above_footer(&window).await;
    }
    window.close().await;

    let window = Window::open(&home, &server.url()).await;
    window.read("Sign in").await;
    assert_eq!(window.field("Name").await, person.name, "who signed in last is offered");
    story::sign_in(&window, &person).await;
    window.read("not signed in at the server").await;
    server.resume().await;
    window.press("Continue").await;
    window.until("the typed words", async || window.has("field", "Lessons learned").await).await;
    assert!(window.field("Lessons learned").await.contains("Look twice. "));
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_taken_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start().await;
    let window = Window::open(&Home::below(folder.path(), "app"), &server.url()).await;
    let both = Reviewer::new("okafor", &server.url());
    both.sign_in().await;

    // Taken by somebody else while it is looked at.
    story::sign_in(&window, &fixtures::person("alvarado")).await;
    window.fill("Search the queue", CATEGORY).await;
    let words = fixtures::report("001")["summary"].as_str().unwrap().split_whitespace().count().to_string();
    window.press_in_row(&[CATEGORY, &words], "Look…").await;
    window.find("button", "Take it").await;
    let desk = both.take("001").await;
    window.press("Take it").await;
    window.read("Somebody else has taken this report").await;

    // Handed over by somebody who holds the role of stage two as well.
    let desk = both.decide_all(desk).await;
    let desk = both.retype(&desk, domain::Field::Title, "", TITLE).await;
    let answer = both.step(&desk.card.id, review::view::StepAsk::HandOver).await;
    assert_eq!(answer, review::view::AnswerView::Accepted);
    both.app.close().await;
    window.close().await;

    let window = Window::open(&Home::below(folder.path(), "other"), &server.url()).await;
    story::sign_in(&window, &both.person).await;
    window.press("Stage two").await;
    window.read("a second pair of eyes has to do this one").await;
    assert!(!window.has_in_row(&[CATEGORY], "Take").await);
    assert!(!window.has_in_row(&[CATEGORY], "Look…").await);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_can_do_nothing_but_what_it_is_for() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&Home::below(folder.path(), "app"), "http://127.0.0.1:9").await;
    window.read("Sign in").await;
    assert_eq!(window.wrong().await, Vec::<String>::new(), "the sign-in screen keeps to the policy");

    let tried = "const tried = [];
        tried.push(['global', typeof window.__TAURI__]);
        tried.push(['window', window.open('https://example.org/') === null]);
        location.href = 'https://example.org/';
        const style = document.createElement('style');
        style.textContent = 'b { color: red }';
        document.head.append(style);
        const script = document.createElement('script');
        script.textContent = 'window.__ran = true';
        document.head.append(script);
        tried.push(['script', window.__ran === undefined]);
        tried.push(['storage', localStorage.length + sessionStorage.length]);
        return tried;";
    let tried = window.run(tried, vec![]).await;
    let expected = serde_json::json!([["global", "undefined"], ["window", true], ["script", true], ["storage", 0]]);
    assert_eq!(tried, expected);

    for forbidden in
        ["plugin:app|version", "plugin:window|create", "plugin:path|resolve_directory", "plugin:event|emit"]
    {
        let answer = window.invoke(forbidden).await;
        assert!(answer.contains("not allowed"), "{forbidden}: {answer}");
    }
    assert!(window.invoke("app_view").await.contains("signed-out"), "its own commands it may call");
    assert_eq!(window.reach("http://127.0.0.1:9/").await, "refused");

    assert_eq!(window.run("return location.protocol", vec![]).await, "tauri:", "it stayed where it was");
    let wrong = window.close_anyway().await;
    for directive in ["style-src", "script-src", "connect-src"] {
        assert!(wrong.iter().any(|one| one.contains(directive)), "a violation of {directive} is noticed: {wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_driver_the_page_leaves_nothing_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::below(folder.path(), "app");
    let mut command = Command::new(window::app());
    home.lend(&mut command);
    let mut app = Running::start(&mut command);
    wait::until("the page to be loaded", PATIENCE, async || {
        assert!(app.ended().is_none(), "the app ended");
        std::fs::read_to_string(home.output()).is_ok_and(|said| said.contains("page loaded"))
    })
    .await;
    app.stop();

    // The log, and what the engine makes for itself at every start: salts and a table without a row. Nothing of the page.
    let system = ["mesa_shader_cache", "fontconfig", "dconf"];
    for path in dump::files(home.folder()) {
        let name = path.strip_prefix(home.folder()).unwrap().display().to_string();
        if let Some(of_engine) = name.strip_prefix("data/org.leonearmiss.review/webview/") {
            let empty = match of_engine {
                "hsts-storage.sqlite" => rows(&path) == 0,
                salt if salt.ends_with("/salt") => path.metadata().unwrap().len() <= 16,
                _ => false,
            };
            assert!(empty, "the engine keeps {of_engine}");
        } else {
            let own = ["data/org.leonearmiss.review/review.log", "output.log"].contains(&name.as_str());
            assert!(own || system.iter().any(|part| name.contains(part)), "somebody keeps {name}");
        }
    }
    assert!(home.app_data().join("review.log").is_file(), "the right folder was searched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_fails_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::below(folder.path(), "app");
    let in_the_way = folder.path().join("a file");
    std::fs::write(&in_the_way, "").unwrap();
    let mut command = Command::new(window::app());
    home.lend(&mut command);
    command.env("NEARMISS_DATA_DIR", &in_the_way);
    let mut app = Running::start(&mut command);
    wait::until("a sentence about it", PATIENCE, async || {
        std::fs::read_to_string(home.output())
            .is_ok_and(|said| said.contains("The folder for its data can't be created"))
    })
    .await;
    assert!(app.ended().is_none(), "it waits until the dialog was read");
    app.stop();
}

/// How many rows all tables of a database hold.
fn rows(database: &std::path::Path) -> i64 {
    let database = rusqlite::Connection::open(database).expect("a database");
    let mut tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").expect("its tables");
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("their names");
    let count = |name: &String| {
        database
            .query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |row| row.get::<_, i64>(0))
            .expect("a number")
    };
    names.iter().map(count).sum()
}

/// Waits until the screen has all the height but the one row of the footer.
async fn screen_above_footer(window: &Window) {
    let script = "const height = (selector) => document.querySelector(selector)?.getBoundingClientRect().height ?? 0;
        return height('main > footer') > 0 && height('main > footer') < 60 && height('main > footer') + height('main > .screen') >= innerHeight - 1";
    window
        .until("a low footer below a high screen", async || window.run(script, vec![]).await.as_bool() == Some(true))
        .await;
}

/// As if all sessions had run out.
fn forget_sessions(server: &Server) {
    let database = rusqlite::Connection::open(server.database()).expect("the server's database");
    database.busy_timeout(PATIENCE).expect("a setting");
    let gone = database.execute("DELETE FROM sessions", []).expect("the table of sessions");
    assert!(gone > 0, "somebody was signed in");
}
