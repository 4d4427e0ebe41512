//! What an organisation has settled for itself: values that identify nobody there, and words that are no names there.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::Class;
use crate::text::{Candidate, Text};

/// Most entries of both lists together.
pub const ENTRIES: usize = 500;
/// Longest entry and longest name, in bytes.
pub const ENTRY_BYTES: usize = 100;

/// An organisation's lists. Named in every hand-over, so that app and server can tell whether they judged alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    /// Name and edition as the file has them, then `#` and a fingerprint of the entries; empty for no lists. Other entries
    /// always have another name.
    pub name: String,
    /// Whole values that are no finding, whatever their class: "Code Adam", "the Old Mill". Case and blanks at the ends
    /// make no difference.
    pub allowed: Vec<String>,
    /// Single words that are no part of a person's name here: "Badger", where the mascot is one. A finding of a person
    /// that has no other word is dropped before its words are looked for elsewhere.
    pub never_a_name: Vec<String>,
}

/// What is wrong with a file of lists. Names the place, not the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadLists {
    /// Not TOML, or other keys than `name`, `allowed`, `never_a_name`; with the byte at which it was noticed, if known.
    Format(Option<usize>),
    /// No name, or one that is too long.
    Name,
    /// The entry of that number (from 1, `allowed` first) is empty, too long, has a line end, or is no single word where
    /// one is asked for.
    Entry(usize),
    /// More than [`ENTRIES`].
    TooMany,
}

impl std::fmt::Display for BadLists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Format(Some(byte)) => write!(f, "not a file of lists, from byte {byte} on"),
            Self::Format(None) => f.write_str("not a file of lists"),
            Self::Name => write!(f, "the lists have no name of 1 to {ENTRY_BYTES} bytes"),
            Self::Entry(n) => write!(f, "entry {n} is not one line of 1 to {ENTRY_BYTES} bytes, or not one word"),
            Self::TooMany => write!(f, "more than {ENTRIES} entries"),
        }
    }
}

impl std::error::Error for BadLists {}

/// The file. Every key but the name may be left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    allowed: Vec<String>,
    #[serde(default)]
    never_a_name: Vec<String>,
}

impl Lists {
    /// Reads the TOML file that `docs/DETECTION.md` describes.
    pub fn parse(toml: &str) -> Result<Self, BadLists> {
        let file: File = toml::from_str(toml).map_err(|e| BadLists::Format(e.span().map(|span| span.start)))?;
        let name = file.name.trim();
        if name.is_empty() || name.len() > ENTRY_BYTES || name.contains(['\n', '#']) {
            return Err(BadLists::Name);
        }
        if file.allowed.len() + file.never_a_name.len() > ENTRIES {
            return Err(BadLists::TooMany);
        }
        let trimmed = |entries: Vec<String>| -> Vec<String> { entries.iter().map(|e| e.trim().to_owned()).collect() };
        let (allowed, never_a_name) = (trimmed(file.allowed), trimmed(file.never_a_name));
        let single = |n: usize, entry: &str| n < allowed.len() || !entry.contains(char::is_whitespace);
        for (n, entry) in allowed.iter().chain(&never_a_name).enumerate() {
            if entry.is_empty() || entry.len() > ENTRY_BYTES || entry.contains('\n') || !single(n, entry) {
                return Err(BadLists::Entry(n + 1));
            }
        }
        let name = format!("{name} #{:08x}", fingerprint(&allowed, &never_a_name));
        Ok(Self { name, allowed, never_a_name })
    }

    pub(crate) fn folded(&self) -> Folded {
        let fold = |entries: &[String]| entries.iter().map(|e| e.trim().to_lowercase()).collect();
        Folded { allowed: fold(&self.allowed), never_a_name: fold(&self.never_a_name) }
    }
}

/// The lists as they are compared.
pub(crate) struct Folded {
    allowed: HashSet<String>,
    never_a_name: HashSet<String>,
}

impl Folded {
    pub fn allows(&self, text: &Text<'_>, c: &Candidate) -> bool {
        !self.allowed.is_empty() && self.allowed.contains(&text.get(c.range.clone()).to_lowercase())
    }

    /// Whether a finding of a person has nothing but words that are no names here.
    pub fn denies_name(&self, text: &Text<'_>, c: &Candidate) -> bool {
        if self.never_a_name.is_empty() || c.class != Class::Person {
            return false;
        }
        let words = text.get(c.range.clone()).split(|c: char| !c.is_alphanumeric() && !crate::words::is_joiner(c));
        words.filter(|w| !w.is_empty()).all(|w| {
            let stem = w.get(..crate::words::without_possessive(w)).unwrap_or(w);
            self.never_a_name.contains(&stem.to_lowercase())
        })
    }
}

/// FNV-1a over the entries in their order, with a mark between the lists.
fn fingerprint(allowed: &[String], never_a_name: &[String]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut take = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for (mark, list) in [(1, allowed), (2, never_a_name)] {
        take(mark);
        for entry in list {
            entry.bytes().for_each(&mut take);
            take(0);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, find};

    const FILE: &str =
        "name = \"Pine County 3\"\nallowed = [\"Old Mill\", \"555-0100\"]\nnever_a_name = [\"Badger\"]\n";

    fn found(text: &str, lists: &Lists) -> Vec<String> {
        find(&[(Field::Summary, text)], lists).into_iter().map(|f| text.get(f.range).unwrap().to_owned()).collect()
    }

    #[test]
    fn allowed_values_and_words_that_are_no_names_are_left_alone() {
        let lists = Lists::parse(FILE).unwrap();
        let text = "Officer Badger and Officer Badger Ruiz met. Badger's horn blew. Call 555-0100 or 555-0142.";
        let none = found(text, &Lists::default());
        assert!(none.contains(&"555-0100".to_owned()) && none.contains(&"Badger".to_owned()), "{none:?}");
        assert_eq!(found(text, &lists), ["Badger Ruiz", "555-0142"]);
    }

    #[test]
    fn other_entries_have_another_name() {
        let name = |s: &str| Lists::parse(s).unwrap().name;
        assert!(name(FILE).starts_with("Pine County 3 #"));
        let others = [
            FILE.replace("Badger", "Bulldog"),
            FILE.replace("County 3", "County 4"),
            "name = \"Pine County 3\"\nallowed = [\"Old Mill\", \"555-0100\", \"Badger\"]\n".to_owned(),
        ];
        assert!(others.iter().all(|other| name(other) != name(FILE)));
    }

    #[test]
    fn what_is_wrong_is_told_by_its_place() {
        let bad = |s: &str| Lists::parse(s).unwrap_err();
        assert_eq!(bad("name = \"a\"\nalowed = [\"Ruiz\"]\n"), BadLists::Format(Some(11)));
        assert!(matches!(bad("name = "), BadLists::Format(_)));
        assert_eq!(bad("name = \" \"\n"), BadLists::Name);
        assert_eq!(bad("name = \"a\"\nallowed = [\"x\", \" \"]\n"), BadLists::Entry(2));
        assert_eq!(bad("name = \"a\"\nallowed = [\"x\"]\nnever_a_name = [\"two words\"]\n"), BadLists::Entry(2));
        assert_eq!(bad(&format!("name = \"a\"\nallowed = [{}]\n", "\"x\",".repeat(501))), BadLists::TooMany);
    }
}
