//! Tests of the store as a whole, against the system's real keyring.

mod crashes;
mod drafts;
mod history;
mod hostile;
#[cfg(target_os = "linux")]
mod no_keyring;
mod outbox;
mod purge;
mod queue;

use std::path::Path;

use domain::{Act, Action, Class, Field, Private, Reason, Splice, Stage, State, Text};
use jiff::civil::date;
use tempfile::TempDir;
use uuid::Uuid;
use wire::{Card, ClaimState, Detector, Event, Step, Work};

use crate::{Opened, PutWork, Store, StoreError, keyring};

const SERVER: &str = "https://review.example";
const USER: &str = "kim";
const PASSWORD: &str = "correct horse";
/// A name that stands in no other place than in the planted texts.
const NAME: &str = "Zebulon Quackenbush";

/// A folder for stores; with it, the certainty that a keyring is there.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        if let Err(error) = keyring::probe() {
            panic!("{error}: these tests need a session with an unlocked keyring, as `cargo xtask test` provides one");
        }
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn try_open(&self, password: &str) -> Result<(Store, Opened), StoreError> {
        Store::open(self.path(), SERVER, USER, &password.into())
    }

    fn open(&self) -> Store {
        self.try_open(PASSWORD).unwrap().0
    }

    /// The one store's folder.
    fn folder(&self) -> std::path::PathBuf {
        crate::folder::Folder::of(self.path(), SERVER, USER).path().to_owned()
    }

    /// The names of the keyring entries that the slots name.
    fn accounts(&self) -> Vec<String> {
        let folder = crate::folder::Folder::of(self.path(), SERVER, USER);
        let files = crate::folder::Slot::BOTH.map(|slot| crate::slot::SlotFile::read(&folder, slot).unwrap());
        files.into_iter().flatten().map(|file| file.account).collect()
    }
}

impl Drop for Place {
    // The keyring may be a person's own.
    fn drop(&mut self) {
        let _ = Store::forget(self.path(), SERVER, USER);
    }
}

fn card(id: Uuid, version: i64) -> Card {
    Card {
        id,
        version,
        state: State::StageOne,
        category: None,
        region: None,
        sworn_band: None,
        words: 120,
        received: date(2026, 3, 2),
        due: date(2026, 3, 20),
        claim: ClaimState::Free,
        barred: None,
        deferred_until: None,
        declined_for: None,
        sealed_until: None,
        waiting_since: None,
        event: None,
        flag: None,
    }
}

fn work(id: Uuid, summary: &str) -> Work {
    Work {
        id,
        version: 3,
        stage: Stage::One,
        base: Text { summary: summary.into(), ..Text::default() },
        answers: domain::Answers::default(),
        salt: "00ff".into(),
        record: vec![],
        notes: vec![],
        takeaways: vec![],
        draft: None,
        can_ask: false,
        verdict: None,
        questions: Vec::new(),
    }
}

fn redaction(at: usize, removed: &str) -> Action {
    Action {
        act: Act::Replace,
        reason: Reason::Identifying,
        class: Some(Class::Person),
        splices: vec![Splice { field: Field::Summary, at, removed: removed.into(), inserted: "[Officer 1]".into() }],
        ..Action::default()
    }
}

fn filling(before: &domain::Sheet, after: &domain::Sheet) -> Action {
    Action::filling(domain::Fill::between(before, after).unwrap())
}

fn hand_over(actions: Vec<Action>) -> Event {
    Event {
        id: Uuid::new_v4(),
        version: 3,
        fingerprint: "ab".into(),
        detector: Detector { version: "1".into(), lists: String::new() },
        step: Step::HandOver { actions, note: Private::from("as agreed") },
    }
}

/// A report in work in which the name stands in base, action, sheet and outbox.
fn plant(store: &mut Store) -> Uuid {
    let id = Uuid::new_v4();
    let text = format!("{NAME} stopped the car.");
    assert_eq!(store.put_work(&work(id, &text)).unwrap(), PutWork::New);
    store.push_action(id, store.revision(id).unwrap(), &redaction(0, NAME)).unwrap();
    let sheet = domain::Sheet { note: format!("{NAME} again").into(), ..domain::Sheet::default() };
    store.push_action(id, store.revision(id).unwrap(), &filling(&domain::Sheet::default(), &sheet)).unwrap();
    let reading = crate::Reading { seen: Vec::new(), right: vec![NAME.into()] };
    store.put_reading(id, &reading).unwrap();
    assert_eq!(store.reading(id).unwrap(), reading);
    store.queue_event(id, &hand_over(vec![redaction(0, NAME)]), "2026-03-02T10:00:00Z".parse().unwrap()).unwrap();
    id
}

/// Everything that the open store holds, as SQL text.
fn dump(store: &Store) -> String {
    let db = store.connection.as_ref().unwrap();
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut all = String::new();
    for table in tables {
        let mut statement = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                all.push_str(&format!("{:?} ", row.get_ref(column).unwrap()));
                if let Ok(text) = row.get::<_, String>(column) {
                    all.push_str(&text);
                }
            }
            all.push('\n');
        }
    }
    all
}
