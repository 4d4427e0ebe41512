//! Text that must not leak: [`Private`] has no `Display`, and its `Debug` says how long it is and nothing else.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Report text, or anything else that may identify. It is read only through [`Private::expose`], so that every place
/// that does read it can be found.
#[derive(Clone, PartialEq, Eq, Default, Hash)]
pub struct Private<T = String>(T);

impl<T> Private<T> {
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    pub const fn expose(&self) -> &T {
        &self.0
    }

    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl Private<String> {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&str> for Private<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl From<String> for Private<String> {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl<T: AsRef<[u8]>> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Private({} bytes)", self.0.as_ref().len())
    }
}

impl<T: Serialize> Serialize for Private<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Private<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_the_length_only() {
        let secret = Private::from("Ruiz");
        assert_eq!(format!("{secret:?}"), "Private(4 bytes)");
    }

    #[test]
    fn json_is_the_plain_value() {
        let json = serde_json::to_string(&Private::from("a \"b\"")).unwrap();
        assert_eq!(json, "\"a \\\"b\\\"\"");
        assert_eq!(serde_json::from_str::<Private>(&json).unwrap(), Private::from("a \"b\""));
    }
}
