//! What must be gone is gone: keys, rows, bytes; and a purge that was cut short is finished.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use server::Server;
use sqlx::Executor as _;

use crate::{
    house::{House, On},
    people::accepted,
    texts::{self, PLANTED},
};

on_both!(
    a_backup_of_before_stays_closed,
    a_purge_that_was_cut_short_is_finished_at_the_next_start,
    the_audit_trail_is_append_only_and_holds_no_text,
    no_table_holds_a_word_of_an_open_report,
);

async fn a_backup_of_before_stays_closed(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);

    // A backup of the main database, taken while it runs.
    let saved = house.folder.path().join("backup");
    std::fs::create_dir(&saved).unwrap();
    let backup = saved.join("main.db");
    let rows = sealed_rows(&house).await;
    if on == On::Sqlite {
        let pool = sqlx::AnyPool::connect(&house.database).await.unwrap();
        sqlx::query("VACUUM INTO $1").bind(backup.display().to_string()).execute(&pool).await.unwrap();
        pool.close().await;
        let url = format!("sqlite://{}", backup.display());
        let (opened, closed) =
            server::readable(&url, &house.keys, &house.master, &server::config::system_random()).await.unwrap();
        assert!(closed == 0 && opened.iter().any(|part| part.plain.as_str().contains("Delacroix-Pruitt")));
    }

    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);

    if on == On::Sqlite {
        let url = format!("sqlite://{}", backup.display());
        let (opened, closed) =
            server::readable(&url, &house.keys, &house.master, &server::config::system_random()).await.unwrap();
        assert!(opened.is_empty() && closed > 0, "the backup still opens");
    } else {
        restore_sealed(&house, &rows).await;
        let (readable, closed) = house.readable().await;
        assert!(closed >= rows.len() && !readable.contains("Delacroix-Pruitt"), "the backup still opens");
    }
    house.end().await;
}

type SealedRow = (String, String, String, Vec<u8>);

async fn sealed_rows(house: &House) -> Vec<SealedRow> {
    let pool = sqlx::AnyPool::connect(&house.database).await.unwrap();
    let rows = sqlx::query_as("SELECT report_id, part, key_id, body FROM sealed").fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows
}

async fn restore_sealed(house: &House, rows: &[SealedRow]) {
    let pool = sqlx::AnyPool::connect(&house.database).await.unwrap();
    for (report, part, key, body) in rows {
        sqlx::query("INSERT INTO sealed (report_id, part, key_id, body) VALUES ($1, $2, $3, $4)")
            .bind(report)
            .bind(part)
            .bind(key)
            .bind(body.as_slice())
            .execute(&pool)
            .await
            .unwrap();
    }
    pool.close().await;
}

async fn a_purge_that_was_cut_short_is_finished_at_the_next_start(on: On) {
    let mut house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    house.website().submit(&texts::submission()).await;
    for server in house.servers.drain(..) {
        server.shutdown().await;
    }
    // As a crash leaves it: right after the concluding transaction, and between the key's end and the rows'.
    let pool = sqlx::AnyPool::connect(&house.database).await.unwrap();
    let mut open: Vec<(String, String)> =
        sqlx::query_as("SELECT id, key_id FROM reports").fetch_all(&pool).await.unwrap();
    for (id, key) in &open {
        sqlx::query("INSERT INTO purges (key_id, report_id) VALUES ($1, $2)")
            .bind(key)
            .bind(id)
            .execute(&pool)
            .await
            .unwrap();
        sqlx::query("UPDATE reports SET key_id = NULL, concluded = 1, state = 'withdrawn' WHERE id = $1")
            .bind(id)
            .execute(&pool)
            .await
            .unwrap();
    }
    pool.close().await;
    let keys = sqlx::AnyPool::connect(&house.keys).await.unwrap();
    sqlx::query("DELETE FROM keys WHERE id = $1").bind(open.pop().unwrap().1).execute(&keys).await.unwrap();
    keys.close().await;
    let (readable, closed) = house.readable().await;
    assert!(readable.contains(PLANTED[0]) && closed > 0);

    house.servers.push(Server::start(house.config()).await.unwrap());
    assert_eq!(house.readable().await, (String::new(), 0));
    assert!(house.column("SELECT key_id FROM purges").await.is_empty());
    house.end().await;
}

async fn the_audit_trail_is_append_only_and_holds_no_text(on: On) {
    let house = House::build(on).await;
    concluded(&house).await;
    let pool = sqlx::AnyPool::connect(&house.database).await.unwrap();
    for forbidden in [
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit",
        "UPDATE audit_days SET who = 'nobody'",
        "DELETE FROM audit_days",
    ] {
        assert!(pool.execute(forbidden).await.is_err(), "{forbidden}");
    }
    pool.close().await;
    let what = house.column("SELECT what FROM audit WHERE report_id IS NOT NULL ORDER BY nr").await;
    assert_eq!(what, ["claim", "read", "hand_over", "claim", "read", "approve"]);
    let days = house.column("SELECT day || ' ' || who || ' ' || what FROM audit_days").await;
    assert_eq!(days, ["2026-11-20 website submit"], "a day, and no place between rows that have a time");
    house.end().await;
}

/// One report, up to its approval.
async fn concluded(house: &House) {
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
}

async fn no_table_holds_a_word_of_an_open_report(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    let draft = domain::Draft {
        edit: domain::Edit { actions: texts::redact(&work, &domain::Lists::default()), undone: vec![] },
        ..Default::default()
    };
    assert_eq!(one.put_draft(id, work.version, 0, &draft).await.status, 200);
    for text in everything(&house).await {
        for word in PLANTED.iter().chain(&["Delacroix", "gun hand", "XH0120400", "900-12-3456"]) {
            assert!(!text.contains(word), "{word}");
        }
    }
    house.end().await;
}

/// Every row of every table of both databases, as text.
async fn everything(house: &House) -> Vec<String> {
    let tables = match house.on {
        On::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        On::Postgres => "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'",
    };
    let mut rows = Vec::new();
    for url in [&house.database, &house.keys] {
        let pool = sqlx::AnyPool::connect(url).await.unwrap();
        let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&pool).await.unwrap();
        assert!(tables.len() > 2);
        for table in tables {
            let found = pool.fetch_all(sqlx::AssertSqlSafe(format!("SELECT * FROM {table}"))).await.unwrap();
            rows.extend(found.iter().map(as_text));
        }
        pool.close().await;
    }
    assert!(rows.len() > 10);
    rows
}

fn as_text(row: &sqlx::any::AnyRow) -> String {
    use sqlx::Row as _;
    let column = |at: usize| {
        let text = row.try_get::<String, _>(at).ok();
        text.or_else(|| row.try_get::<Vec<u8>, _>(at).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    };
    (0..row.len()).filter_map(column).collect::<Vec<_>>().join(" ")
}

/// SQLite's files themselves: database, log, whatever lies beside them, in whatever spelling.
#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_a_planted_name_as_bytes() {
    let mut house = House::build(On::Sqlite).await;
    concluded(&house).await;
    let wrapped = key_bytes(&house).await;
    // Also while the server runs, and also after it has ended.
    search(house.folder.path());
    for server in house.servers.drain(..) {
        server.shutdown().await;
    }
    search(house.folder.path());
    assert_eq!(wrapped.len(), 1, "the clean text's key; the original's is gone");
    house.end().await;
}

async fn key_bytes(house: &House) -> Vec<Vec<u8>> {
    let keys = sqlx::AnyPool::connect(&house.keys).await.unwrap();
    let wrapped = sqlx::query_scalar("SELECT wrapped FROM keys").fetch_all(&keys).await.unwrap();
    keys.close().await;
    wrapped
}

fn search(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for name in PLANTED {
            let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let base64 = STANDARD.encode(name);
            for needle in [name.as_bytes(), &utf16, &base64.as_bytes()[..base64.len() - 4]] {
                assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{name} in {}", path.display());
            }
        }
    }
}

/// The bytes of a destroyed key are in no file of the key store either.
#[tokio::test(flavor = "multi_thread")]
async fn a_destroyed_key_leaves_no_bytes() {
    let house = House::build(On::Sqlite).await;
    house.website().submit(&texts::submission()).await;
    let before = key_bytes(&house).await;
    let [wrapped] = before.as_slice() else { panic!("{} keys", before.len()) };
    let found = |wrapped: &[u8]| {
        ["keys.db", "keys.db-wal"].iter().any(|name| {
            let bytes = std::fs::read(house.file(name)).unwrap_or_default();
            bytes.windows(wrapped.len()).any(|window| window == wrapped)
        })
    };
    assert!(found(wrapped), "the search finds what is there");
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    assert!(!found(wrapped));
    house.end().await;
}

/// The same on PostgreSQL, where a deleted row stays in its file as long as anybody may still look at it.
#[tokio::test(flavor = "multi_thread")]
async fn a_destroyed_key_leaves_no_dead_row() {
    let house = House::build(On::Postgres).await;
    let website = house.website();
    let codes = [website.submit(&texts::submission()).await, website.submit(&texts::submission()).await];
    let keys = sqlx::AnyPool::connect(&house.keys).await.unwrap();
    let pages = || async {
        let size: String =
            sqlx::query_scalar("SELECT CAST(pg_relation_size('keys') AS TEXT)").fetch_one(&keys).await.unwrap();
        size.parse::<u32>().unwrap()
    };
    assert!(pages().await > 0);
    let withdraw = |at: usize| website.post("/v1/withdrawals", &codes[at]);
    let pending = || house.column("SELECT key_id FROM purges");

    // Somebody sees the store as it was before; it makes no difference.
    let observer = sqlx::AnyPool::connect(&house.keys).await.unwrap();
    let mut looking = observer.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ").await.unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM master_check").fetch_one(&mut *looking).await.unwrap();
    assert_eq!(seen, 1);
    assert_eq!(withdraw(0).await.status, 204);
    assert!(pending().await.is_empty());
    assert_eq!(house.readable().await.0.matches("Marcus").count(), 1, "the other key is where it was");

    // Somebody holds the table itself, as a backup does: the key is deleted, and the purge is not taken for done.
    sqlx::query("LOCK TABLE keys IN ACCESS SHARE MODE").execute(&mut *looking).await.unwrap();
    assert_eq!(withdraw(1).await.status, 204);
    assert_eq!(house.readable().await, (String::new(), 0));
    assert_eq!(pending().await.len(), 1);
    looking.rollback().await.unwrap();
    house.due_work().await;
    assert!(pending().await.is_empty());
    assert_eq!(pages().await, 0);
    observer.close().await;
    keys.close().await;
    house.end().await;
}
