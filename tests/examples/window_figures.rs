//! What the real window costs: a queue of 10,000 reports, opening a report, and a key press until its highlight is drawn; each
//! beside the same on little. `cargo xtask bench --window` runs it, with the display and keyring that it needs.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for one person at a terminal")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tests::fixtures;
use tests::server::Server;
use tests::story;
use tests::window::{Home, Window};
use uuid::Uuid;

const QUEUE: usize = 10_000;
/// Unusual numbers, by which the queue's rows are told apart.
const WORDS: [usize; 2] = [457, 9_973];
const PRESSES: usize = 20;

/// From a click on an element until another one is there, drawn: milliseconds.
const CLICK: &str = "const [label, wanted] = arguments, done = arguments[arguments.length - 1];
    const button = [...document.querySelectorAll('button')].find((one) => (one.ariaLabel ?? one.innerText).trim() === label);
    const begun = performance.now();
    const look = (_, me) => {
      if (!document.querySelector(wanted)) return;
      me.disconnect();
      requestAnimationFrame(() => done(performance.now() - begun));
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
    button.click();";

/// Waits for one key, and tells when its letter was drawn, and when the highlight that it completes was.
const ARM: &str = "const wanted = arguments[0];
    window.pressed = new Promise((done) => {
      let begun = 0, letter = 0;
      addEventListener('keydown', () => (begun = performance.now()), { capture: true, once: true });
      const has = (selector) => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(wanted));
      const drawn = (told) => requestAnimationFrame(() => told(performance.now() - begun));
      new MutationObserver((_, me) => {
        if (!begun) return;
        if (!letter && has('.cm-line')) drawn((after) => (letter = after));
        if (!has('.mark')) return;
        me.disconnect();
        drawn((after) => done([letter || after, after]));
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });";
const ARMED: &str = "window.pressed.then(arguments[arguments.length - 1])";

#[tokio::main]
async fn main() {
    for reports in [0, QUEUE] {
        queue(reports).await;
    }
    for (words, other) in [(WORDS[0], WORDS[1]), (WORDS[1], WORDS[0])] {
        desk(words, other).await;
    }
}

/// The queue from sign-in to its first row, the first time and when all is here already.
async fn queue(more: usize) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::holding(&with_reports(folder.path(), more)).await;
    let home = Home::below(folder.path(), "app");
    let window = Window::open(&home, &server.url()).await;
    let person = fixtures::person("alvarado");
    window.fill("Name", &person.name).await;
    window.fill("Password", &person.password).await;
    let first = click(&window, "Sign in", "tbody button.act").await;
    let all = fs::read_dir(folder.path().join("seeds/reports")).unwrap().count();
    window.read("Up to date").await;
    let memory = memory(&window);
    window.press("Lock").await;
    window.fill("Password", &person.password).await;
    let again = click(&window, "Unlock", "tbody button.act").await;
    println!(
        "queue of {all:>6} reports: first row {first:.0} ms after sign-in, {again:.0} ms after unlocking; {memory} MB (PSS)"
    );
    window.close().await;
}

/// Opening a report, and keys in it.
async fn desk(words: usize, other: usize) {
    let folder = tempfile::tempdir().unwrap();
    let seeds = with_reports(folder.path(), 0);
    for count in [words, other] {
        add_long(&seeds, count);
    }
    let server = Server::holding(&seeds).await;
    let window = Window::open(&Home::below(folder.path(), "app"), &server.url()).await;
    story::sign_in(&window, &fixtures::person("alvarado")).await;
    // The longest first.
    window.press("Words").await;
    window.press("Words").await;
    window.press_in_row(&[&words.to_string()], "Take").await;
    window.read("decided").await;
    window.press("Queue").await;
    window.read("Continue").await;
    let opened = click(&window, "Continue", ".mark").await;

    let start = window.field("Event summary").await.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    window.select("Event summary", &start, true).await;
    window.type_keys(" 555-014").await;
    let (mut letters, mut highlights) = (Vec::new(), Vec::new());
    for press in 0..PRESSES {
        let digit = char::from(b'0' + u8::try_from(press % 10).unwrap());
        window.run(ARM, vec![json!(format!("555-014{digit}"))]).await;
        window.type_keys(&digit.to_string()).await;
        let told = window.run_later(ARMED, vec![]).await;
        letters.push(told[0].as_f64().unwrap());
        highlights.push(told[1].as_f64().unwrap());
        window.type_keys("\u{e003}").await;
        window.gone(&format!("555-014{digit}")).await;
    }
    println!(
        "report of {words:>6} words: opened after {opened:.0} ms; a key's letter is drawn after {}, its highlight after {}; {} MB (PSS)",
        spread(&mut letters),
        spread(&mut highlights),
        memory(&window)
    );
    // Deleting is the engine's own work, and what it tries besides (an inline style) is refused as it should be.
    let _refused = window.close_anyway().await;
}

async fn click(window: &Window, label: &str, wanted: &str) -> f64 {
    window.find("button", label).await;
    window.run_later(CLICK, vec![json!(label), json!(wanted)]).await.as_f64().unwrap()
}

fn spread(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:.0} ms (at most {:.0})", times[times.len() / 2], times[times.len() - 1])
}

/// The demo's people and reports, and so many more of the same.
fn with_reports(folder: &Path, more: usize) -> std::path::PathBuf {
    let seeds = folder.join("seeds");
    fs::create_dir_all(seeds.join("reports")).unwrap();
    for name in ["users.json", "service-token.txt"] {
        fs::copy(fixtures::folder().join(name), seeds.join(name)).unwrap();
    }
    let mut files: Vec<_> =
        fs::read_dir(fixtures::folder().join("reports")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for (number, path) in files.iter().cycle().take(files.len() + more).enumerate() {
        let mut report: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        report["submission_id"] = json!(Uuid::new_v4());
        add(&seeds, &format!("{number:05}"), &report);
    }
    seeds
}

/// A report of so many words, made of the training narratives.
fn add_long(seeds: &Path, words: usize) {
    let mut files: Vec<_> =
        fs::read_dir(fixtures::folder().join("pii/train")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let all: String = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let plain = all.split("[[").enumerate().map(|(number, part)| match part.split_once("]]").filter(|_| number > 0) {
        Some((inside, after)) => inside.split_once('|').map_or(inside, |(_, words)| words).to_owned() + after,
        None => part.to_owned(),
    });
    let plain = plain.collect::<String>();
    let summary: String = plain
        .split_inclusive(char::is_whitespace)
        .filter(|word| !word.trim().is_empty())
        .skip(9000)
        .take(words)
        .collect();
    let mut report = fixtures::report("001");
    report["submission_id"] = json!(Uuid::new_v4());
    report["summary"] = json!(summary.trim());
    report["lessons"] = json!("");
    report["differently"] = json!("");
    add(seeds, &format!("long-{words}"), &report);
}

fn add(seeds: &Path, name: &str, report: &Value) {
    fs::write(seeds.join("reports").join(format!("{name}.json")), report.to_string()).unwrap();
}

/// The memory of the app with all its processes, in MB; what they share is counted once.
fn memory(window: &Window) -> u64 {
    let mut family = vec![window.process()];
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| {
            let id: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            Some((id, stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?))
        })
        .collect();
    let mut known = 0;
    while known < family.len() {
        let of = family[known];
        family.extend(parents.iter().filter(|(_, parent)| *parent == of).map(|(id, _)| *id));
        known += 1;
    }
    let pss = |id: &u32| -> Option<u64> {
        let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?.trim().trim_end_matches(" kB").trim().parse().ok()
    };
    // The driver itself is no part of the app.
    family.iter().skip(1).filter_map(pss).sum::<u64>() / 1024
}
