//! Questions to authors: the letter, the answer, the clock; and the original, shown on purpose.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use domain::{Draft, Stage};
use serde_json::json;
use server::post::{FolderPost, Letter, MailPost, MailSetup, Post, PostError, Sending};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    sync::Semaphore,
};
use uuid::Uuid;
use wire::{Code, Original, Question, Submission, Work};

use crate::{
    house::{DAY, House, On, PASSWORD},
    people::{Answer, Caller, accepted},
    texts::{self, PLANTED},
};

on_both!(
    a_question_reaches_the_author_and_the_answer_the_reviewer,
    nobody_asks_who_may_not_or_cannot,
    a_question_that_gives_something_away_is_not_sent,
    the_clock_stands_still_for_ten_business_days_at_most,
    what_is_concluded_is_not_asked_and_not_answered,
    a_letter_that_does_not_arrive_is_told,
    the_original_is_shown_on_purpose_only,
    a_letter_is_sent_once_by_however_many_servers,
);

impl Caller<'_> {
    async fn ask(&self, id: Uuid, question: Uuid, text: &str) -> Answer {
        self.post(&format!("/v1/reports/{id}/questions"), &json!({ "id": question, "text": text })).await
    }

    async fn reply(&self, code: &str, text: &str) -> Answer {
        self.post("/v1/answers", &json!({ "code": code, "text": text })).await
    }
}

/// Letters that were sent, and what happens to the next ones.
#[derive(Default)]
struct Postbox {
    letters: Mutex<Vec<(Uuid, String, String)>>,
    fate: Mutex<Option<PostError>>,
}

impl Post for Postbox {
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async {
            if let Some(fate) = *self.fate.lock().unwrap() {
                return Err(fate);
            }
            let letter = (letter.id, letter.to.as_str().to_owned(), letter.text.as_str().to_owned());
            self.letters.lock().unwrap().push(letter);
            Ok(())
        })
    }
}

impl Postbox {
    /// The code in the last letter.
    fn code(&self) -> String {
        let letters = self.letters.lock().unwrap();
        let (_, _, text) = letters.last().unwrap();
        let rest = text.split_once("give this code: ").unwrap().1;
        rest.lines().next().unwrap().to_owned()
    }
}

async fn house_with_post(on: On) -> (House, Arc<Postbox>) {
    let post = Arc::new(Postbox::default());
    let house = House::with(on, 1, |config| config.post = Some(post.clone())).await;
    (house, post)
}

/// A report in stage one, taken by `one`.
async fn taken(house: &House, submission: &Submission) -> (Uuid, Work) {
    house.website().submit(submission).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await.last().unwrap().id;
    (id, one.take(id).await)
}

async fn a_question_reaches_the_author_and_the_answer_the_reviewer(on: On) {
    let (house, post) = house_with_post(on).await;
    let (id, work) = taken(&house, &texts::submission()).await;
    assert!(work.can_ask && work.questions.is_empty());
    let (one, question) = (house.sign_in("one").await, Uuid::new_v4());
    for _ in 0..2 {
        assert_eq!(one.ask(id, question, "Was the rifle loaded?").await.status, 204);
    }
    assert_eq!(one.ask(id, question, "Another text").await.code(), Code::KeyReused);
    assert_eq!(one.ask(id, Uuid::new_v4(), "And?").await.code(), Code::Waiting);
    assert_eq!(one.card(id).await.unwrap().waiting_since.unwrap().to_string(), "2026-11-20");
    house.due_work().await;
    house.due_work().await;
    {
        let letters = post.letters.lock().unwrap();
        let [(_, to, text)] = letters.as_slice() else { panic!("{} letters", letters.len()) };
        assert_eq!(to, "j.ellery@example.org");
        assert!(text.contains("Was the rifle loaded?") && !text.contains("Delacroix"));
    }

    let website = house.website();
    assert_eq!(website.reply("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "Who knows").await.status, 204);
    assert_eq!(one.reply(&post.code(), "I am the author").await.code(), Code::NoSession);
    // However it is typed in.
    let typed = post.code().to_lowercase().replace('-', " ");
    assert_eq!(website.reply(&typed, "It was,\r\nsays Ellery.").await.status, 204);
    assert_eq!(website.reply(&post.code(), "Twice").await.status, 204);
    let work: Work = one.try_work(id).await.json();
    let [Question { answer, undelivered, .. }] = work.questions.as_slice() else { panic!() };
    assert_eq!((answer.as_ref().unwrap().as_str(), *undelivered), ("It was,\nsays Ellery.", false));
    assert_eq!(one.card(id).await.unwrap().waiting_since, None);
    assert_eq!(one.ask(id, Uuid::new_v4(), "And then?").await.status, 204);
    // Neither address nor answer leaves through the reviewer's doors but where they belong.
    assert!(!one.get("/v1/changes").await.body.contains("example.org"));
    house.end().await;
}

async fn nobody_asks_who_may_not_or_cannot(on: On) {
    let (house, _) = house_with_post(on).await;
    let (id, _) = taken(&house, &Submission { contact: None, ..texts::submission() }).await;
    let one = house.sign_in("one").await;
    assert!(!one.try_work(id).await.json::<Work>().can_ask);
    assert_eq!(one.ask(id, Uuid::new_v4(), "Hello?").await.code(), Code::NoContact);
    assert_eq!(one.ask(id, Uuid::new_v4(), "  ").await.code(), Code::Empty);
    assert_eq!(one.ask(id, Uuid::new_v4(), "a\r\nb").await.code(), Code::NotNormalised);
    assert_eq!(one.ask(id, Uuid::new_v4(), &"x".repeat(wire::NOTE_BYTES + 1)).await.code(), Code::TooLarge);
    let other = house.sign_in("other-one").await;
    assert_eq!(other.ask(id, Uuid::new_v4(), "Hello?").await.code(), Code::NotClaimant);
    assert_eq!(house.sign_in("two").await.ask(id, Uuid::new_v4(), "Hello?").await.code(), Code::NotFound);
    assert_eq!(house.website().reply("x", "").await.code(), Code::Empty);
    house.end().await;
}

async fn a_question_that_gives_something_away_is_not_sent(on: On) {
    let (house, post) = house_with_post(on).await;
    let (id, work) = taken(&house, &texts::submission()).await;
    let one = house.sign_in("one").await;
    for telling in [
        "Did you mean 555-555-0142?",
        "Write to jordan@example.org, please.",
        "Is it true that the tactical channel is unencrypted, and any scanner gets it.",
    ] {
        assert_eq!(one.ask(id, Uuid::new_v4(), telling).await.code(), Code::Identifies, "{telling}");
    }
    // What only looks so is kept with a reason, which is sealed with the question; nothing else is kept with it.
    let text = "Did you mean 555-555-0188?";
    let kept =
        |range: std::ops::Range<usize>| json!([{ "class": "PHONE", "range": range, "reason": "not-identifying" }]);
    let path = format!("/v1/reports/{id}/questions");
    let ask =
        async |text: &str, kept| one.post(&path, &json!({ "id": Uuid::new_v4(), "text": text, "kept": kept })).await;
    assert_eq!(ask(text, kept(13..20)).await.code(), Code::Identifies, "other words than those that stand there");
    assert_eq!(ask(text, kept(0..99)).await.code(), Code::Malformed);
    // What the reviewer has taken out so far must not leave either, nor what an earlier stage has.
    let removed = "What did pruitt say to you?";
    let actions = texts::redact(&work, &domain::Lists::default());
    let draft = Draft { edit: domain::Edit { actions, undone: Vec::new() }, ..Draft::default() };
    assert_eq!(one.put_draft(id, work.version, 0, &draft).await.status, 200);
    assert_eq!(one.ask(id, Uuid::new_v4(), removed).await.code(), Code::Identifies);
    let reason = json!([{ "class": "PERSON", "range": { "start": 9, "end": 15 }, "reason": "not-identifying" }]);
    assert_eq!(ask(removed, reason).await.code(), Code::Identifies, "what was removed is never kept");
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let two = house.sign_in("two").await;
    two.take(id).await;
    assert_eq!(two.ask(id, Uuid::new_v4(), removed).await.code(), Code::Identifies);
    // Nobody but the claimant has words looked at.
    assert_eq!(house.sign_in("third").await.ask(id, Uuid::new_v4(), removed).await.code(), Code::NotClaimant);
    assert_eq!(two.card(id).await.unwrap().waiting_since, None);
    assert_eq!(two.ask(id, Uuid::new_v4(), "What did your partner say to you?").await.status, 204);
    house.due_work().await;
    assert_eq!(post.letters.lock().unwrap().len(), 1);
    house.website().reply(&post.code(), "To wait.").await;
    let at = text.find("555").unwrap();
    let kept = kept(at..at + "555-555-0188".len());
    let ask = json!({ "id": Uuid::new_v4(), "text": text, "kept": kept });
    assert_eq!(two.post(&path, &ask).await.status, 204);
    let work: Work = two.try_work(id).await.json();
    assert_eq!(work.questions[1].kept.len(), 1);
    house.end().await;
}

async fn the_clock_stands_still_for_ten_business_days_at_most(on: On) {
    let (house, post) = house_with_post(on).await;
    let (id, _) = taken(&house, &texts::submission()).await;
    let due = async || house.sign_in("one").await.card(id).await.unwrap().due.to_string();
    assert_eq!(due().await, "2026-12-11");
    assert_eq!(house.sign_in("one").await.ask(id, Uuid::new_v4(), "When?").await.status, 204);
    house.due_work().await;
    // Friday to Monday: one business day.
    house.advance(3 * DAY);
    assert_eq!(due().await, "2026-12-14");
    house.website().reply(&post.code(), "At night.").await;
    house.advance(3 * DAY);
    assert_eq!(due().await, "2026-12-14");
    // Asked again, and never answered.
    assert_eq!(house.sign_in("one").await.ask(id, Uuid::new_v4(), "Where?").await.status, 204);
    house.advance(60 * DAY);
    assert_eq!(due().await, "2026-12-28");
    house.end().await;
}

async fn what_is_concluded_is_not_asked_and_not_answered(on: On) {
    let (house, post) = house_with_post(on).await;
    let (id, work) = taken(&house, &texts::submission()).await;
    let one = house.sign_in("one").await;
    assert_eq!(one.ask(id, Uuid::new_v4(), "Was it loaded?").await.status, 204);
    house.due_work().await;
    let code = post.code();
    house.website().reply(&code, "Ask Ellery, 555-0117.").await;
    assert_eq!(one.ask(id, Uuid::new_v4(), "Really?").await.status, 204);
    house.due_work().await;
    let unanswered = post.code();
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    assert_eq!(work.questions.len(), 2);
    accepted(two.event(id, &texts::approve(&work)).await);
    // The answer went with the rest, and a late one goes nowhere.
    assert_eq!(house.website().reply(&unanswered, "Ellery again.").await.status, 204);
    let (readable, closed) = house.readable().await;
    assert_eq!(closed, 0);
    for name in PLANTED {
        assert!(!readable.contains(name), "{name} is still readable");
    }
    assert!(house.column("SELECT code_hash FROM questions").await.is_empty());
    assert!(house.column("SELECT question_id FROM letters").await.is_empty());
    house.end().await;
}

async fn a_letter_that_does_not_arrive_is_told(on: On) {
    let (house, post) = house_with_post(on).await;
    let (id, _) = taken(&house, &texts::submission()).await;
    *post.fate.lock().unwrap() = Some(PostError::Later);
    let one = house.sign_in("one").await;
    assert_eq!(one.ask(id, Uuid::new_v4(), "Was it loaded?").await.status, 204);
    for hour in 0..8 {
        house.due_work().await;
        let waits = house.sign_in("one").await.card(id).await.unwrap().waiting_since.is_some();
        assert_eq!(waits, hour < 7, "after {} tries", hour + 1);
        house.advance(3 * 3600);
    }
    let work: Work = house.sign_in("one").await.try_work(id).await.json();
    assert!(work.questions[0].undelivered);
    // Nothing of it is left to be tried, and the next question goes out.
    *post.fate.lock().unwrap() = None;
    house.due_work().await;
    assert!(post.letters.lock().unwrap().is_empty());
    assert_eq!(house.sign_in("one").await.ask(id, Uuid::new_v4(), "Again").await.status, 204);
    house.due_work().await;
    assert_eq!(post.letters.lock().unwrap().len(), 1);
    house.end().await;
}

/// Takes its time with the first letter.
struct SlowPost {
    begun: Semaphore,
    go_on: Semaphore,
    letters: AtomicUsize,
}

impl Post for SlowPost {
    fn send<'a>(&'a self, _: &'a Letter) -> Sending<'a> {
        Box::pin(async {
            if self.letters.fetch_add(1, Ordering::SeqCst) == 0 {
                self.begun.add_permits(1);
                self.go_on.acquire().await.unwrap().forget();
            }
            Ok(())
        })
    }
}

async fn a_letter_is_sent_once_by_however_many_servers(on: On) {
    let post = Arc::new(SlowPost { begun: Semaphore::new(0), go_on: Semaphore::new(0), letters: AtomicUsize::new(0) });
    let house = House::with(on, 2, |config| config.post = Some(post.clone())).await;
    let (id, _) = taken(&house, &texts::submission()).await;
    assert_eq!(house.sign_in("one").await.ask(id, Uuid::new_v4(), "Was it loaded?").await.status, 204);
    let other = async {
        post.begun.acquire().await.unwrap().forget();
        assert!(house.servers[1].do_due_work().await);
        post.go_on.add_permits(1);
    };
    let (first, ()) = tokio::join!(house.servers[0].do_due_work(), other);
    assert!(first);
    house.advance(3600);
    house.due_work().await;
    assert_eq!(post.letters.load(Ordering::SeqCst), 1);
    assert!(house.column("SELECT question_id FROM letters").await.is_empty());
    house.end().await;
}

async fn the_original_is_shown_on_purpose_only(on: On) {
    let house = House::build(on).await;
    let (id, work) = taken(&house, &texts::submission()).await;
    let one = house.sign_in("one").await;
    let path = format!("/v1/reports/{id}/original");
    let proved = json!({ "proof": PASSWORD });
    assert_eq!(one.post(&path, &proved).await.code(), Code::WrongState);
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let (two, third) = (house.sign_in("two").await, house.sign_in("third").await);
    two.take(id).await;
    assert_eq!(two.post(&path, &json!({ "proof": "not the password" })).await.code(), Code::WrongPassword);
    assert_eq!(third.post(&path, &proved).await.code(), Code::NotClaimant);
    assert_eq!(one.post(&path, &proved).await.code(), Code::NotFound);
    assert_eq!(house.sign_in("staff").await.post(&path, &proved).await.code(), Code::NotClaimant);
    let reveals = async || house.column("SELECT what FROM audit WHERE what = 'reveal'").await.len();
    assert_eq!(reveals().await, 0);
    let original: Original = two.post(&path, &proved).await.json();
    assert!(original.text.summary.as_str().contains("Delacroix-Pruitt"));
    assert_eq!(reveals().await, 1);
    let work: Work = two.try_work(id).await.json();
    assert_eq!(
        (work.stage, two.put_draft(id, work.version, 0, &Draft::default()).await.status.as_u16()),
        (Stage::Two, 200)
    );
    house.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_finds_its_letters_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let post = FolderPost(folder.path().join("letters"));
    let letter = Letter { id: Uuid::new_v4(), to: "a@example.org".into(), text: "Was it loaded?".into() };
    post.send(&letter).await.unwrap();
    let files: Vec<PathBuf> = std::fs::read_dir(&post.0).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files, [post.0.join(format!("{}.txt", letter.id))]);
    assert_eq!(std::fs::read_to_string(&files[0]).unwrap(), "To: a@example.org\n\nWas it loaded?");
}

/// A mail server that takes one letter, or refuses the address.
async fn mail_server(refuses: bool) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        let (mut lines, mut heard, mut in_letter) = (BufReader::new(read).lines(), String::new(), false);
        write.write_all(b"220 here\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            heard.push_str(&line);
            heard.push('\n');
            let answer = match line.as_str() {
                "." => "250 taken",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                line if refuses && line.starts_with("RCPT") => "550 nobody here",
                _ => "250 fine",
            };
            in_letter = (in_letter || line == "DATA") && line != ".";
            if !in_letter || line == "DATA" {
                write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            }
        }
        heard
    });
    (port, heard)
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_goes_to_the_address_and_says_nothing_else() {
    let letter = || Letter { id: Uuid::new_v4(), to: "j.ellery@example.org".into(), text: "Was it loaded?".into() };
    let (port, heard) = mail_server(false).await;
    let post = MailPost::new(&format!("smtp://127.0.0.1:{port}"), "Near Miss <questions@example.org>").unwrap();
    post.send(&letter()).await.unwrap();
    drop(post);
    let heard = heard.await.unwrap();
    assert!(heard.contains("RCPT TO:<j.ellery@example.org>") && heard.contains("Was it loaded?"), "{heard}");

    let (port, _) = mail_server(true).await;
    let post = MailPost::new(&format!("smtp://127.0.0.1:{port}"), "questions@example.org").unwrap();
    assert_eq!(post.send(&letter()).await, Err(PostError::Never));
    let bad = Letter { to: "no address".into(), ..letter() };
    assert_eq!(post.send(&bad).await, Err(PostError::Never));
    let post = MailPost::new("smtp://127.0.0.1:1", "questions@example.org").unwrap();
    assert_eq!(post.send(&letter()).await, Err(PostError::Later));

    assert!(matches!(MailPost::new("smtp://mail.example.org", "a@example.org"), Err(MailSetup::Address)));
    assert!(matches!(MailPost::new("smtps://mail.example.org", "nobody"), Err(MailSetup::Sender)));
}
