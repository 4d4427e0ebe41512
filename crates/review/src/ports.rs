//! What the app knows of time and chance: given in at its start, so that a test can give its own.

use std::sync::Arc;

use domain::Private;
use jiff::Timestamp;
use uuid::Uuid;

use crate::view::{ErrorCode, ErrorView};

type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Fills a slice with random bytes, fit for keys; false: there are none to be had.
type Random = Arc<dyn Fn(&mut [u8]) -> bool + Send + Sync>;

/// Letters and digits that nobody takes for another when they are read out or copied by hand.
const LEGIBLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

#[derive(Clone)]
pub struct Ports {
    pub clock: Clock,
    pub random: Random,
}

impl Ports {
    /// The system's own.
    pub fn system() -> Self {
        Self { clock: Arc::new(Timestamp::now), random: Arc::new(|bytes| getrandom::fill(bytes).is_ok()) }
    }

    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// A random (version 4) id: it says nothing about when. `Internal`: the system has no randomness.
    pub fn id(&self) -> Result<Uuid, ErrorView> {
        Ok(uuid::Builder::from_random_bytes(self.bytes()?).into_uuid())
    }

    /// A password of 20 characters in groups of five: 100 random bits. Errors as for [`Self::id`].
    pub fn password(&self) -> Result<Private, ErrorView> {
        let bytes: [u8; 20] = self.bytes()?;
        let mut password = String::with_capacity(23);
        for (at, byte) in bytes.iter().enumerate() {
            if at > 0 && at % 5 == 0 {
                password.push('-');
            }
            // 256 is a multiple of 32: every character is as likely as any other.
            password.push(char::from(LEGIBLE[usize::from(*byte) % LEGIBLE.len()]));
        }
        Ok(password.into())
    }

    fn bytes<const N: usize>(&self) -> Result<[u8; N], ErrorView> {
        let mut bytes = [0; N];
        if (self.random)(&mut bytes) { Ok(bytes) } else { Err(ErrorCode::Internal.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting_from(seed: u8) -> Ports {
        let fill = move |bytes: &mut [u8]| {
            bytes.iter_mut().zip(seed..).for_each(|(byte, value)| *byte = value);
            true
        };
        Ports { random: Arc::new(fill), ..Ports::system() }
    }

    #[test]
    fn a_password_is_long_legible_and_made_of_what_is_random() {
        let made = |seed| counting_from(seed).password().unwrap().as_str().to_owned();
        assert_eq!(made(0), "abcde-fghij-kmnpq-rstuv");
        assert_ne!(made(0), made(1));
        assert!(made(200).chars().all(|c| c == '-' || LEGIBLE.contains(&u8::try_from(c).unwrap())));
    }

    #[test]
    fn an_id_is_of_version_4_and_made_of_what_is_random() {
        let id = counting_from(7).id().unwrap();
        assert_eq!((id.get_version_num(), id), (4, counting_from(7).id().unwrap()));
        assert_ne!(id, counting_from(8).id().unwrap());
    }

    #[test]
    fn without_randomness_nothing_is_made() {
        let none = Ports { random: Arc::new(|_| false), ..Ports::system() };
        assert_eq!(none.id().unwrap_err().code, ErrorCode::Internal);
        assert_eq!(none.password().map(|_| ()).unwrap_err().code, ErrorCode::Internal);
    }
}
