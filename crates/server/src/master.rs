//! The master key: it wraps the reports' keys, and everything that the server derives instead of keeping.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::seal::Key;

/// The environment variable that may hold the master key instead of a file: 64 hexadecimal digits.
pub const MASTER_KEY_VARIABLE: &str = "NEARMISS_MASTER_KEY";

/// 256 random bits. Whoever holds them and the key store can read every open report.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    #[error("{0} is not a master key: 64 hexadecimal digits are expected")]
    NotAKey(String),
    #[error("the master key file {0} can't be read: {1}")]
    Unreadable(PathBuf, io::Error),
    #[error("the master key file {0} can't be written: {1}")]
    Unwritable(PathBuf, io::Error),
}

impl MasterKey {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads 64 hexadecimal digits; white space around them does not matter. `origin` is named in the error.
    pub fn parse(hex: &str, origin: &str) -> Result<Self, MasterKeyError> {
        let digits = hex.trim().as_bytes();
        let mut bytes = Zeroizing::new([0; 32]);
        if digits.len() != 64 {
            return Err(MasterKeyError::NotAKey(origin.to_owned()));
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let value = |digit: u8| char::from(digit).to_digit(16).and_then(|v| u8::try_from(v).ok());
            let (Some(high), Some(low)) = (pair.first().and_then(|d| value(*d)), pair.get(1).and_then(|d| value(*d)))
            else {
                return Err(MasterKeyError::NotAKey(origin.to_owned()));
            };
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }

    /// The key in a file; `None` if there is no such file.
    pub fn from_file(path: &Path) -> Result<Option<Self>, MasterKeyError> {
        match fs::read_to_string(path).map(Zeroizing::new) {
            Ok(hex) => Self::parse(&hex, &path.display().to_string()).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(MasterKeyError::Unreadable(path.to_owned(), error)),
        }
    }

    /// Writes the key to a new file that only its owner can read. Never over an existing one.
    pub fn write_new(&self, path: &Path) -> Result<(), MasterKeyError> {
        let write = || -> io::Result<()> {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path)?;
            file.write_all(Zeroizing::new(hex(self.0.as_slice())).as_bytes())?;
            file.sync_all()
        };
        write().map_err(|error| MasterKeyError::Unwritable(path.to_owned(), error))
    }

    /// A pseudo-random value of the label and the parts: the same for the same, and not to be guessed without the key.
    pub fn derive(&self, label: &str, parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        derive(&self.0, label, parts)
    }

    /// [`Self::derive`] in hexadecimal.
    pub fn derive_hex(&self, label: &str, parts: &[&[u8]]) -> String {
        hex(self.derive(label, parts).as_slice())
    }

    /// A key for one purpose.
    pub fn derive_key(&self, purpose: &str) -> Key {
        Key::new(*self.derive(purpose, &[]))
    }
}

/// HKDF-SHA256 (RFC 5869) as a keyed hash; label and parts are told apart by their lengths.
pub(crate) fn derive(key: &[u8; 32], label: &str, parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut info = Zeroizing::new(Vec::new());
    for part in std::iter::once(&label.as_bytes()).chain(parts) {
        info.extend_from_slice(&(part.len() as u64).to_be_bytes());
        info.extend_from_slice(part);
    }
    let mut out = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, key)
        .expand(&info, out.as_mut_slice())
        .expect("32 bytes are far below the limit of HKDF, 255 times the hash's length");
    out
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_key_is_read_back_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        assert!(MasterKey::from_file(&path).unwrap().is_none());
        let key = MasterKey::new([7; 32]);
        key.write_new(&path).unwrap();
        let read = MasterKey::from_file(&path).unwrap().unwrap();
        assert_eq!(read.derive_hex("x", &[]), key.derive_hex("x", &[]));
        assert!(matches!(MasterKey::new([8; 32]).write_new(&path), Err(MasterKeyError::Unwritable(..))));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for bad in ["", "00", &"0".repeat(63), &"g".repeat(64), &"é".repeat(32)] {
            assert!(MasterKey::parse(bad, "test").is_err());
        }
    }

    #[test]
    fn derived_values_differ_by_label_part_and_border() {
        let key = MasterKey::new([1; 32]);
        let values = [
            key.derive_hex("a", &[b"bc"]),
            key.derive_hex("ab", &[b"c"]),
            key.derive_hex("a", &[b"b", b"c"]),
            MasterKey::new([2; 32]).derive_hex("a", &[b"bc"]),
        ];
        assert_eq!(values.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    }
}
