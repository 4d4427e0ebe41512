//! Closed vocabularies: enums with one stable spelling each, the same in code, on the wire, in a database and in the UI.

use std::fmt;

/// An enum whose values are a closed list with stable spellings.
pub trait Closed: Copy + Eq + fmt::Debug + 'static {
    /// The type's name, as the UI's types and the API's schema call it.
    const NAME: &'static str;
    /// Every value, in the order of the vocabulary.
    const ALL: &'static [Self];
    /// The stable spelling.
    fn as_str(self) -> &'static str;
    /// The value with exactly this spelling.
    fn from_spelling(s: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.as_str() == s)
    }
}

/// Declares a closed vocabulary: the enum, [`Closed`], `Display`, and serde as its spelling. An unknown spelling is
/// refused without being quoted: it may be anything that somebody sent.
#[macro_export]
macro_rules! closed_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $spelling:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $crate::Closed for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $spelling),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::Closed::as_str(*self))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str($crate::Closed::as_str(*self))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let spelling = <::std::borrow::Cow<'de, str> as ::serde::Deserialize<'de>>::deserialize(d)?;
                $crate::Closed::from_spelling(&spelling)
                    .ok_or_else(|| ::serde::de::Error::custom(concat!("not a ", stringify!($name))))
            }
        }
    };
}
