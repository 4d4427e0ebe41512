//! A connection that breaks after a commit was applied and before the server hears of it: what it holds must stay readable.

use std::sync::{Arc, Mutex};

use sqlx::{ConnectOptions as _, postgres::PgConnectOptions};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use wire::{Code, EventAnswer};

use crate::{
    house::{House, On},
    people::accepted,
    texts,
};

/// Between the server and PostgreSQL. Once armed, it lets the commit through that follows a certain word, and its answer
/// not.
struct Cable {
    port: u16,
    armed: Armed,
}

type Armed = Arc<Mutex<Option<String>>>;

impl Cable {
    async fn lay(host: String, port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cable = Self { port: listener.local_addr().unwrap().port(), armed: Arc::default() };
        let armed = cable.armed.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect((host.as_str(), port)).await.unwrap();
                tokio::spawn(carry(near, far, armed.clone()));
            }
        });
        cable
    }

    fn arm(&self, word: &str) {
        *self.armed.lock().unwrap() = Some(word.to_owned());
    }

    fn was_cut(&self) -> bool {
        self.armed.lock().unwrap().is_none()
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

async fn carry(mut near: TcpStream, mut far: TcpStream, armed: Armed) {
    let (mut out, mut back) = (vec![0; 65_536], vec![0; 65_536]);
    let mut word_passed = false;
    loop {
        tokio::select! {
            sent = near.read(&mut out) => {
                let Ok(sent @ 1..) = sent else { return };
                // Only the transaction counts in which the word stands.
                word_passed &= !holds(&out[..sent], "BEGIN");
                word_passed |= armed.lock().unwrap().as_ref().is_some_and(|word| holds(&out[..sent], word));
                let commits = word_passed && holds(&out[..sent], "COMMIT");
                if far.write_all(&out[..sent]).await.is_err() {
                    return;
                }
                if commits && armed.lock().unwrap().take().is_some() {
                    // The database answers when it has committed.
                    drop(far.read(&mut back).await);
                    return;
                }
            }
            answered = far.read(&mut back) => {
                let Ok(answered @ 1..) = answered else { return };
                if near.write_all(&back[..answered]).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// A house whose server reaches its main database through the cable.
async fn house() -> (House, Cable) {
    let url = std::env::var("NEARMISS_TEST_POSTGRES").expect("NEARMISS_TEST_POSTGRES names the PostgreSQL server");
    let direct: PgConnectOptions = url.parse().unwrap();
    let cable = Cable::lay(direct.get_host().to_owned(), direct.get_port()).await;
    let through = direct.host("127.0.0.1").port(cable.port);
    let house = House::with(On::Postgres, 1, |config| {
        let (_, name) = config.database.rsplit_once('/').unwrap();
        config.database = through.clone().database(name).to_url_lossy().to_string();
    })
    .await;
    (house, cable)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_whose_answer_was_lost_keeps_its_clean_text() {
    let (house, cable) = house().await;
    house.website().submit(&texts::submission()).await;
    let (one, two, staff) = (house.sign_in("one").await, house.sign_in("two").await, house.sign_in("staff").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let work = two.take(id).await;
    let approve = texts::approve(&work);

    cable.arm(&approve.id.to_string());
    assert_eq!(two.send_event(id, &approve).await.code(), Code::Fault);
    assert!(cable.was_cut());
    let version = work.version + 1;
    assert_eq!(two.event(id, &approve).await, EventAnswer::AlreadyApplied { version });
    assert_eq!(staff.clean(id).await.text.lessons.as_str(), "Keep the gun hand empty.");

    // What was to be destroyed is destroyed all the same.
    house.due_work().await;
    let (readable, closed) = house.readable().await;
    assert!(closed == 0 && readable.contains("Keep the gun hand empty.") && !readable.contains("Delacroix"));
    house.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_whose_answer_was_lost_keeps_its_text() {
    let (house, cable) = house().await;
    let (website, submission) = (house.website(), texts::submission());
    cable.arm("submit");
    assert_eq!(website.post("/v1/submissions", &submission).await.code(), Code::Fault);
    assert!(cable.was_cut());
    assert_eq!(website.post("/v1/submissions", &submission).await.status, 200);
    let (readable, closed) = house.readable().await;
    assert!(closed == 0 && readable.contains("Delacroix-Pruitt"));
    house.end().await;
}
