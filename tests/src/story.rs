//! The story of one report in the real window: three people, each at an app of their own, and a picture of every step.

use crate::fixtures::{self, Person};
use crate::window::Window;
use std::fs;
use std::path::PathBuf;
use thirtyfour::Key;

/// The report that the story is about.
pub const FIXTURE: &str = "001";
/// Stands in it, and must be nowhere when its review has concluded.
pub const PLANTED: &str = "Delacroix-Pruitt";
pub const CATEGORY: &str = "Traffic stop and violations";
/// What stage two is asked in the place of somebody who wants to know who it was.
pub const INTRUDER: [&str; 5] = [
    "Would this have been in the news?",
    "Would a search on the web find the event?",
    "Would a colleague of the same agency be sure who is meant?",
    "Would an officer of another agency nearby be sure?",
    "Would the subject or their family be sure?",
];
pub const TITLE: &str = "Unseen rifle during a night stop";
pub const TAKEAWAY: &str = "Let somebody know that you are stopping a car before you walk up to it.";

/// The screens of a story: a numbered picture of each, and what axe finds fault with.
pub struct Screens {
    folder: PathBuf,
    taken: u32,
    /// Asserted at the end, so that one run tells all.
    pub faults: Vec<String>,
}

impl Screens {
    /// Screens of an earlier story in this folder are removed.
    pub fn into(folder: PathBuf) -> Self {
        fs::create_dir_all(&folder).expect("a folder for pictures");
        for path in crate::dump::files(&folder) {
            if path.extension().is_some_and(|ending| ending == "png") {
                fs::remove_file(path).expect("an old picture can be removed");
            }
        }
        Self { folder, taken: 0, faults: Vec::new() }
    }

    pub async fn take(&mut self, window: &Window, name: &str) {
        self.taken += 1;
        window.picture(&self.folder.join(format!("{:02}-{name}.png", self.taken))).await;
        for violation in window.accessibility().await {
            self.faults.push(format!("{name}: {violation}"));
        }
    }
}

pub async fn sign_in(window: &Window, person: &Person) {
    window.fill("Name", &person.name).await;
    window.fill("Password", &person.password).await;
    window.press("Sign in").await;
    window.read("Queue ·").await;
    window.read(&person.display).await;
}

/// Takes the report, redacts and corrects it, and hands it over. `at_work` is called when most of it is done.
pub async fn stage_one(window: &Window, screens: &mut Screens, at_work: impl AsyncFnOnce()) {
    let reviewer = fixtures::person("alvarado");
    window.read("Sign in").await;
    screens.take(window, "sign-in").await;
    sign_in(window, &reviewer).await;
    window.until("reports", async || !window.text().await.contains("No report waits")).await;
    screens.take(window, "queue").await;
    take_from_queue(window).await;

    window.read("decided").await;
    window.read(PLANTED).await;
    screens.take(window, "desk").await;

    // The name first: one decision for all its places.
    window.press(PLANTED).await;
    window.read("Replace with [Officer 1]").await;
    screens.take(window, "finding").await;
    window.press("Replace with [Officer 1]").await;
    window.until("the first decision", async || progress(window).await.0 == 1).await;
    decide_rest(window).await;
    screens.take(window, "decided").await;

    // What no detector can know, by hand.
    window.select("Event summary", "the next county", false).await;
    window.read("the letter of what it is").await;
    screens.take(window, "by-hand").await;
    window.chord(&[Key::Control], 'm').await;
    window.type_keys("l").await;
    window.read("marked by hand").await;
    screens.take(window, "marked").await;
    window.press("Edit…").await;
    window.fill("Replacement", "[a neighbouring area]").await;
    window.press("Generalise to [a neighbouring area]").await;
    window.read("[a neighbouring area]").await;

    for (wrong, right) in [("recieved", "received"), ("vehical", "vehicle")] {
        window.select("Event summary", wrong, false).await;
        window.type_keys(right).await;
        window.gone_from("Event summary", wrong).await;
    }
    window.enter("Title").await;
    window.type_keys(TITLE).await;
    window.read("Saved").await;

    // One undo history over everything, for keys as for buttons.
    window.chord(&[Key::Control], 'z').await;
    window.gone_from("Title", TITLE).await;
    window.press("Redo").await;
    window.until("the title to come back", async || window.field("Title").await == TITLE).await;
    assert!(!window.field("Event summary").await.contains(PLANTED));

    window.click("tab", "Diff").await;
    window
        .until("the copy edits in the diff", async || {
            let text = window.text().await;
            ["recieved", "vehical", "a neighbouring area"].iter().all(|words| text.contains(words))
        })
        .await;
    screens.take(window, "diff").await;
    window.press("Clean preview").await;
    window.read("As the library would show it").await;
    screens.take(window, "preview").await;
    window.press("Close").await;
    at_work().await;

    conclude(window, screens, "Hand over", "hand-over", "Handed over").await;
}

/// Vets the report, adds a takeaway, and approves it.
pub async fn stage_two(window: &Window, screens: &mut Screens, before_approval: impl AsyncFnOnce()) {
    sign_in(window, &fixtures::person("whitehorse")).await;
    window.press("Stage two").await;
    window.press_in_row(&[CATEGORY], "Take").await;
    window.read("The removed words are not shown").await;
    assert!(!window.text().await.contains(PLANTED), "stage two never sees the removed words");
    screens.take(window, "stage-two").await;
    window.press("Dark").await;
    screens.take(window, "stage-two-dark").await;
    window.press("Light").await;
    window.resize(1024, 700).await;
    screens.take(window, "stage-two-small").await;
    window.resize(1440, 900).await;
    decide_rest(window).await;

    window.click("tab", "Checks").await;
    window.read("Written by law enforcement?").await;
    vet(window).await;
    window.read("Nothing stands in the way").await;
    screens.take(window, "checks").await;

    window.click("tab", "Takeaways").await;
    window.fill("New takeaway", TAKEAWAY).await;
    window.press("Add takeaway").await;
    window.until("the takeaway", async || window.field("New takeaway").await.is_empty()).await;
    window.read(TAKEAWAY).await;
    screens.take(window, "takeaway").await;
    before_approval().await;

    conclude(window, screens, "Approve", "approve", "Approved").await;
}

/// Answers what stage two is asked beside the text, so that nothing stands in the way of an approval.
pub async fn vet(window: &Window) {
    window.press("Yes").await;
    window.check("Vocabulary and procedure fit").await;
    window.check("I have read the whole text").await;
    for question in INTRUDER {
        let answer = format!("No: {question}");
        window.press(&answer).await;
        window.until(&answer, async || window.is_pressed(&answer).await).await;
    }
}

/// Sets category and tags, and publishes.
pub async fn publish(window: &Window, screens: &mut Screens) {
    sign_in(window, &fixtures::person("lindqvist")).await;
    window.press("To publish").await;
    window.press_in_row(&[CATEGORY], "Open").await;
    window.read("Approved by two reviewers").await;
    assert!(!window.text().await.contains(PLANTED));
    screens.take(window, "to-publish").await;

    window.choose("Category", CATEGORY).await;
    for tag in ["Contact and cover", "Low-light conditions", "Approach"] {
        add_tag(window, tag).await;
    }
    window.check("Backup").await;
    window.read("Nothing stands in the way").await;
    screens.take(window, "coded").await;
    window.press("Publish…").await;
    window.press("Publish now").await;
    window.read("It is in the library now").await;
    screens.take(window, "published").await;
    window.press("Back to the queue").await;
    window.read("Nothing waits here").await;
}

/// Chooses a tag by typing it.
pub async fn add_tag(window: &Window, tag: &str) {
    window.fill("Tags", tag).await;
    window.type_keys(&Key::Enter.value().to_string()).await;
    window.find("button", &format!("Remove {tag}")).await;
}

/// Takes the story's report, which the queue shows without a word of its text: it is known by the kind of event and their number.
pub async fn take_from_queue(window: &Window) {
    let report = fixtures::report(FIXTURE);
    let words = report["summary"].as_str().expect("a narrative").split_whitespace().count();
    // The list holds only the rows in sight.
    window.fill("Search the queue", CATEGORY).await;
    window.press_in_row(&[CATEGORY, &words.to_string()], "Take").await;
}

/// Decides what is open as the program suggests it, by the key that its button shows.
pub async fn decide_rest(window: &Window) {
    loop {
        let (decided, all) = progress(window).await;
        if decided == all {
            return;
        }
        if !window.has("section", "Decide:").await {
            window.type_keys("n").await;
        }
        window.find("section", "Decide:").await;
        window.type_keys("r").await;
        window.until("the next finding", async || progress(window).await.0 > decided).await;
    }
}

/// How many findings are decided, of how many.
async fn progress(window: &Window) -> (u64, u64) {
    let script = "const bar = document.querySelector('[role=progressbar]');
        // Where nothing was found, no findings stand beside the text.
        return bar ? [Number(bar.ariaValueNow), Number(bar.ariaValueMax)] : document.querySelector('.paper') && [0, 0]";
    let numbers = window.run(script, vec![]).await;
    let number = |at: usize| numbers[at].as_u64().unwrap_or_else(|| panic!("no progress is shown: {numbers}"));
    (number(0), number(1))
}

async fn conclude(window: &Window, screens: &mut Screens, step: &str, picture: &str, done: &str) {
    window.press(step).await;
    window.find("button", &format!("{step} now")).await;
    screens.take(window, picture).await;
    window.press(&format!("{step} now")).await;
    window.read(done).await;
    screens.take(window, &format!("{picture}-done")).await;
    window.press("Back to the queue").await;
    window.read("Queue ·").await;
}
