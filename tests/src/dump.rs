//! A search for words that must be gone: in decrypted databases, and in the raw bytes of every file.

use crate::store_key;
use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::Sha256;
use std::fs;
use std::path::{Path, PathBuf};

/// The byte forms in which words can lie in a file.
pub struct Planted {
    words: String,
    forms: Vec<(&'static str, Vec<u8>)>,
}

impl Planted {
    pub fn new(words: &str) -> Self {
        let utf16 = |big: bool| -> Vec<u8> {
            words.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let mut forms = vec![
            ("UTF-8", words.as_bytes().to_vec()),
            ("UTF-16, little end first", utf16(false)),
            ("UTF-16, big end first", utf16(true)),
            ("JSON with every character escaped", escaped(words)),
        ];
        let json = serde_json::to_string(words).expect("words are JSON");
        forms.push(("JSON", json.trim_matches('"').as_bytes().to_vec()));
        for offset in 0..3 {
            forms.push(("base64", in_base64(&STANDARD_NO_PAD, words, offset)));
            forms.push(("base64 for addresses", in_base64(&URL_SAFE_NO_PAD, words, offset)));
        }
        Self { words: words.to_owned(), forms }
    }

    pub fn words(&self) -> &str {
        &self.words
    }

    /// The form in which the words stand in these bytes, if they do.
    pub fn found_in(&self, bytes: &[u8]) -> Option<&'static str> {
        self.forms
            .iter()
            .find(|(_, form)| bytes.windows(form.len()).any(|window| window == form))
            .map(|(name, _)| *name)
    }

    /// Every file below the folder that holds the words in some form.
    pub fn files_below(&self, folder: &Path) -> Vec<String> {
        files(folder)
            .into_iter()
            .filter_map(|path| {
                // Sockets and files that go meanwhile hold nothing.
                let form = self.found_in(&fs::read(&path).ok()?)?;
                Some(format!("{} ({form})", path.display()))
            })
            .collect()
    }
}

/// All plain files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(entry.path()),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                Ok(_) | Err(_) => {}
            }
        }
    }
    found.sort();
    found
}

/// Copies a folder as it stands, as a backup would.
pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let within = path.strip_prefix(from).expect("a file below the folder");
        let target = to.join(within);
        fs::create_dir_all(target.parent().expect("a file has a folder")).expect("a backup's folder can be made");
        fs::copy(&path, &target).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// Every value of every table of a server's two databases, and whatever of the sealed the keys of `keys` open: each row with every key.
///
/// Works on copies, so that the server is not disturbed and a backup stays what it was.
pub fn of_server(database: &Path, keys: &Path, master_key: &[u8; 32]) -> Dump {
    let scratch = tempfile::tempdir().expect("a folder for copies");
    let open = |from: &Path, name: &str| {
        for ending in ["", "-wal"] {
            let from = PathBuf::from(format!("{}{ending}", from.display()));
            if from.is_file() {
                fs::copy(&from, scratch.path().join(format!("{name}{ending}"))).expect("a database can be copied");
            }
        }
        Connection::open(scratch.path().join(name)).expect("a database opens")
    };
    let (database, keys) = (open(database, "main"), open(keys, "keys"));
    let mut dump = Dump::default();
    dump.plain(&database);
    dump.plain(&keys);

    let sealed: Vec<(String, String, Vec<u8>)> =
        rows(&database, "SELECT report_id, part, body FROM sealed", |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    dump.sealed = sealed.len();
    let wrapping = server_key(master_key, "wrapping of the reports' keys");
    for (id, wrapped) in
        rows(&keys, "SELECT id, wrapped FROM keys", |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))
    {
        let key = unseal(&wrapping, &format!("keys/{id}/wrapped"), &wrapped).expect("the master key unwraps every key");
        let key = key.try_into().expect("a key has 32 bytes");
        for (report, part, body) in &sealed {
            if let Some(plain) = unseal(&key, &format!("sealed/{report}/{part}"), body) {
                dump.opened += 1;
                dump.bytes.extend_from_slice(&plain);
                dump.bytes.push(b'\n');
            }
        }
    }
    dump
}

/// Every value of every table of an app's stores below its data folder, as far as the keyring's secrets that are left open them.
pub fn of_stores(data_dir: &Path, password: &str) -> Dump {
    let mut dump = Dump::default();
    for path in files(data_dir) {
        if path.file_name().is_some_and(|name| name == "store.db") {
            dump.sealed += 1;
            let scratch = tempfile::tempdir().expect("a folder for copies");
            let folder = path.parent().expect("a store has a folder");
            copy(folder, scratch.path());
            if let Some(store) = store_key::open(scratch.path(), password) {
                dump.opened += 1;
                dump.plain(&store);
            }
        }
    }
    dump
}

/// What could be read, and how much of what was sealed was opened.
#[derive(Default)]
pub struct Dump {
    pub bytes: Vec<u8>,
    /// Sealed rows, or stores.
    pub sealed: usize,
    pub opened: usize,
}

impl Dump {
    fn plain(&mut self, database: &Connection) {
        let tables: Vec<String> =
            rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'", |row| row.get(0));
        for table in tables {
            let mut every = database.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table can be read");
            let columns = every.column_count();
            let mut rows = every.query([]).expect("a table can be read");
            while let Some(row) = rows.next().expect("a row can be read") {
                for column in 0..columns {
                    match row.get_ref(column).expect("a column can be read") {
                        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => self.bytes.extend_from_slice(bytes),
                        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
                    }
                    self.bytes.push(b'\n');
                }
            }
        }
    }
}

fn rows<T>(database: &Connection, sql: &str, take: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut query = database.prepare(sql).expect("a table is there");
    let found = query.query_map([], take).and_then(Iterator::collect);
    found.expect("its rows can be read")
}

/// As ARCHITECTURE.md says: HKDF-SHA256 over the label, its length before it.
fn server_key(master_key: &[u8; 32], label: &str) -> [u8; 32] {
    let mut key = [0; 32];
    let length = (label.len() as u64).to_be_bytes();
    Hkdf::<Sha256>::new(None, master_key)
        .expand(&[&length, label.as_bytes()].concat(), &mut key)
        .expect("32 bytes can be derived");
    key
}

/// AES-256-GCM, the nonce first, bound to its place.
fn unseal(key: &[u8; 32], place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_first_chunk::<12>()?;
    let payload = Payload { msg: body, aad: place.as_bytes() };
    Aes256Gcm::new(&(*key).into()).decrypt(&Nonce::from(*nonce), payload).ok()
}

fn escaped(words: &str) -> Vec<u8> {
    words.encode_utf16().flat_map(|unit| format!("\\u{unit:04x}").into_bytes()).collect()
}

/// What is sure to stand in the base64 form when the words begin at this offset of a group of three bytes.
fn in_base64(alphabet: &impl base64::Engine, words: &str, offset: usize) -> Vec<u8> {
    let mut bytes = vec![0; offset];
    bytes.extend_from_slice(words.as_bytes());
    let text = alphabet.encode(&bytes);
    // The first group mixes with what stands before, the last with what comes after.
    let first = if offset == 0 { 0 } else { 4 };
    let whole = bytes.len() / 3 * 4;
    text.as_bytes().get(first..whole).expect("words of some length").to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn finds_the_words_in_every_form_and_nowhere_else() {
        let planted = Planted::new("Delacroix-Pruitt");
        assert_eq!(planted.found_in(b"nothing of the kind, Delacroix Pruitt"), None);
        assert!(planted.found_in(b"of Delacroix-Pruitt's habit").is_some());
        for before in ["", "a", "ab", "abc"] {
            let text = format!("{before}Ofc. Delacroix-Pruitt, badge");
            for coded in [STANDARD.encode(&text), URL_SAFE_NO_PAD.encode(&text)] {
                assert!(planted.found_in(coded.as_bytes()).is_some(), "{coded}");
            }
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(planted.found_in(&utf16).is_some());
        }
        assert!(planted.found_in(&escaped("Delacroix-Pruitt")).is_some());
    }
}
