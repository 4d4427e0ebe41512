//! Passwords: Argon2id with the parameters that OWASP names first (19 MiB, 2 passes, 1 lane).

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::Private;
use tokio::sync::Semaphore;

use crate::{config::Random, errors::Fault};

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes computed at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 4;

pub struct Passwords {
    turns: Arc<Semaphore>,
    random: Random,
    /// The hash of no password, for names that nobody has: they take as long as the others.
    nobody: tokio::sync::OnceCell<String>,
}

impl Passwords {
    pub fn new(random: &Random) -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), random: random.clone(), nobody: tokio::sync::OnceCell::new() }
    }

    /// The hash of a password, as a PHC string.
    pub async fn hash(&self, password: Private) -> Result<String, Fault> {
        let mut salt = [0; 16];
        (self.random)(&mut salt);
        self.compute(move |argon2| {
            let hash: PasswordHash =
                argon2.hash_password_with_salt(password.as_str().as_bytes(), &salt).map_err(|_| Fault::Password)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether this is the password. Without a hash it never is, and that takes the same time.
    pub async fn verify(&self, password: Private, hash: Option<String>) -> Result<bool, Fault> {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => self.nobody.get_or_try_init(|| self.hash(Private::from("nobody's password"))).await?.clone(),
        };
        let fits = self
            .compute(move |argon2| {
                let hash = PasswordHash::new(&hash).map_err(|_| Fault::Password)?;
                Ok(argon2.verify_password(password.as_str().as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(fits && known)
    }

    /// Computes off the threads that answer calls.
    async fn compute<T: Send + 'static>(
        &self,
        job: impl FnOnce(Argon2<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| Fault::Password)?;
        let job = move || {
            let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| Fault::Password)?;
            let outcome = job(Argon2::new(Algorithm::Argon2id, Version::V0x13, params));
            drop(turn);
            outcome
        };
        tokio::task::spawn_blocking(job).await.map_err(|_| Fault::Password)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only_and_nobodys_never() {
        let passwords = Passwords::new(&crate::config::system_random());
        let hash = passwords.hash("correct horse battery".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("correct horse battery".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct horse batterz".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("nobody's password".into(), None).await.unwrap());
    }
}
