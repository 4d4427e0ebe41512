//! Sealing: AES-256-GCM (NIST SP 800-38D), bound to the place where the ciphertext lies.

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead as _, KeyInit as _, Payload},
};
use zeroize::Zeroizing;

use crate::config::Random;

const NONCE_BYTES: usize = 12;

/// A 256-bit key; wiped when it goes.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

/// Ciphertext that this key does not open in this place: another key, another place, or changed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealed with another key, for another place, or changed")]
pub struct NotOpened;

impl Key {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub fn random(random: &Random) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        random(bytes.as_mut_slice());
        Self(bytes)
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The nonce (96 random bits) and the ciphertext with its tag. `place` is authenticated: the same bytes in another
    /// row or column do not open.
    pub fn seal(&self, random: &Random, place: &str, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_BYTES];
        random(&mut nonce);
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        let sealed =
            self.cipher().encrypt(&Nonce::from(nonce), payload).expect("AES-GCM seals whatever fits in memory");
        [nonce.as_slice(), &sealed].concat()
    }

    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(NotOpened)?;
        let payload = Payload { msg: body, aad: place.as_bytes() };
        self.cipher().decrypt(&Nonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| NotOpened)
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&(*self.0).into())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn opens_in_its_place_with_its_key_and_nowhere_else() {
        let random: Random = Arc::new(|bytes| bytes.fill(9));
        let key = Key::new([1; 32]);
        let sealed = key.seal(&random, "sealed/1/text", b"Ruiz");
        assert_eq!(key.open("sealed/1/text", &sealed).unwrap().as_slice(), b"Ruiz");
        assert_eq!(key.open("sealed/2/text", &sealed), Err(NotOpened));
        assert_eq!(Key::new([2; 32]).open("sealed/1/text", &sealed), Err(NotOpened));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open("sealed/1/text", &changed), Err(NotOpened));
        }
        for short in 0..NONCE_BYTES + 15 {
            assert_eq!(key.open("sealed/1/text", &sealed[..short]), Err(NotOpened));
        }
    }
}
