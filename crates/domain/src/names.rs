//! Names compared: parts, initials, and the shapes under which one institution is written.

use detect::Class;
use unicode_normalization::UnicodeNormalization as _;

use crate::leak::NOT_NAMES;

/// A person's name, without rank, particles, case, accents and possessive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// In order; initials as single letters. The last is the surname, if there are two or more.
    parts: Vec<String>,
    /// Nothing but initials: "J.R.", "JR".
    initials: bool,
}

impl Name {
    pub(crate) fn read(words: &str) -> Self {
        let plain = plain(words);
        let bare = without_possessive(plain.trim());
        let short = bare.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = (2..=3).contains(&short)
            && bare.chars().all(|c| !c.is_lowercase())
            && !bare.chars().any(char::is_numeric)
            && !bare.contains(' ');
        if capitals && (bare.contains('.') || short == 2) {
            let letters = bare.chars().filter(|c| c.is_alphabetic());
            return Self { parts: letters.map(|c| c.to_lowercase().collect()).collect(), initials: true };
        }
        let parts_of = |words: &str| -> Vec<String> {
            words
                .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
                .map(|part| part.to_lowercase().trim_matches(['\'', '-']).to_owned())
                .filter(|part| !part.is_empty() && !NOT_NAMES.contains(&part.as_str()))
                .collect()
        };
        // "Ruiz, James": forms and lists put the surname first.
        let (surname, given) = bare.split_once(',').map_or((Vec::new(), parts_of(bare)), |(surname, given)| {
            let given = parts_of(given);
            if given.is_empty() { (Vec::new(), parts_of(surname)) } else { (parts_of(surname), given) }
        });
        let parts: Vec<String> = given.into_iter().chain(surname).collect();
        let initials = parts.len() > 1 && parts.iter().all(|part| part.chars().count() == 1);
        Self { parts, initials }
    }

    /// Whether it has a given name and a surname.
    pub(crate) fn is_whole(&self) -> bool {
        !self.initials && self.parts.len() > 1
    }

    /// Two whole names of one person: the same surname, and a given name that is the same, its initial or short for it.
    pub(crate) fn same_whole(&self, other: &Self) -> bool {
        let (Some((a, given_a)), Some((b, given_b))) = (self.parts.split_last(), other.parts.split_last()) else {
            return false;
        };
        same_surname(a, b) && given_a.iter().any(|one| given_b.iter().any(|two| same_given(one, two)))
    }

    /// Whether a part alone, or initials, may be the person with this whole name.
    pub(crate) fn part_of(&self, whole: &Self) -> bool {
        if self.initials {
            let of: Vec<char> = whole.parts.iter().filter_map(|part| part.chars().next()).collect();
            let own: Vec<char> = self.parts.iter().filter_map(|part| part.chars().next()).collect();
            return own == of || own.len() == 2 && own.first() == of.first() && own.last() == of.last();
        }
        let Some(part) = self.parts.first().filter(|part| part.chars().count() > 1) else { return false };
        whole.parts.iter().any(|name| same_surname(part, name))
    }

    /// Two parts alone, or two initials, that are the same.
    pub(crate) fn same_part(&self, other: &Self) -> bool {
        !self.parts.is_empty() && self.initials == other.initials && self.parts == other.parts
    }

    /// Under which this whole name is looked for: [`Self::same_whole`] holds only between two that share one of them.
    pub(crate) fn surname_keys(&self) -> Vec<String> {
        self.parts.last().map_or_else(Vec::new, |surname| halves(surname).map(str::to_owned).collect())
    }

    /// Under which this name is looked for by its parts: [`Self::part_of`] holds only between two that share one of them, and
    /// so does [`Self::same_part`].
    pub(crate) fn part_keys(&self) -> Vec<String> {
        let letter = |part: Option<&String>| part.and_then(|part| part.chars().next());
        let ends =
            [letter(self.parts.first()), letter(self.parts.last())].into_iter().flatten().collect::<String>() + ".";
        let parts = self.parts.iter().flat_map(|part| halves(part)).map(str::to_owned);
        match self.initials {
            true => vec![ends],
            false if self.is_whole() => parts.chain([ends]).collect(),
            false => parts.collect(),
        }
    }

    /// Whether both may be the same person, however much of the name each gives.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self.is_whole(), other.is_whole()) {
            (true, true) => self.same_whole(other),
            (true, false) => other.part_of(self),
            (false, true) => self.part_of(other),
            (false, false) => self.same_part(other),
        }
    }
}

/// Hyphenated surnames are often cut to one of their halves.
fn same_surname(one: &str, other: &str) -> bool {
    one == other || one.split('-').any(|part| part == other) || other.split('-').any(|part| part == one)
}

/// A name, and what it is made of if it has a hyphen: two that [`same_surname`] takes for one have one of these in common.
fn halves(name: &str) -> impl Iterator<Item = &str> {
    [name].into_iter().chain(name.split('-').filter(move |half| half.len() < name.len()))
}

fn same_given(one: &str, other: &str) -> bool {
    let short = one.chars().count().min(other.chars().count());
    one == other || (short == 1 || short >= 3) && (one.starts_with(other) || other.starts_with(one))
}

/// Without accents, with plain apostrophes.
fn plain(words: &str) -> String {
    let straight = words.replace(['\u{2019}', '\u{2bc}', '\u{2bb}'], "'");
    straight.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{ad}')).collect()
}

fn without_possessive(words: &str) -> &str {
    let stem = words.strip_suffix("'s").or_else(|| words.strip_suffix("'S"));
    stem.unwrap_or_else(|| words.strip_suffix('\'').unwrap_or(words))
}

/// Words that say what kind an agency or organisation is, and no name.
const KINDS: &str = "pd police department dept sheriff sheriffs sheriff's office county so state highway patrol city of the town \
     fire district agency inn motel hotel diner bar tavern grill hospital medical center centre school high elementary apartments \
     apartment complex store market church llc inc co company";

/// The value of a finding that is no person's name, read once to be compared with many.
pub(crate) struct Value {
    /// Letters and digits, without case and accents.
    squashed: String,
    /// Of places and institutions: the words, kinds of street spelled out.
    words: Vec<String>,
    numbers: Vec<String>,
    /// Of agencies: the words that name it.
    core: Vec<String>,
    /// An abbreviation's letters, in lower case.
    letters: Option<String>,
}

impl Value {
    pub(crate) fn read(class: Class, value: &str) -> Self {
        let squashed = plain(value).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if !matches!(class, Class::Agency | Class::Org | Class::Location) {
            return Self { squashed, words: Vec::new(), numbers: Vec::new(), core: Vec::new(), letters: None };
        }
        let words = words_of(value);
        let numbers = words.iter().filter(|word| word.chars().any(char::is_numeric)).cloned().collect();
        let core = words.iter().filter(|word| !is_kind(word)).cloned().collect();
        let letters: String = value.chars().filter(|c| c.is_alphanumeric()).collect();
        let short = letters.chars().count() >= 2 && letters.chars().all(char::is_uppercase);
        let letters = (short && class == Class::Agency).then(|| letters.to_lowercase());
        Self { squashed, words, numbers, core, letters }
    }

    /// Under which it is looked for: [`Self::same`] holds only between two of a class that share one of them.
    pub(crate) fn keys(&self) -> Vec<String> {
        let words = self.words.iter().map(|word| format!(" {word}"));
        let letters = self.letters.iter().map(|letters| format!(".{letters}"));
        let spelled = (!self.words.is_empty()).then(|| format!(".{}", initials(self)));
        [self.squashed.clone()].into_iter().chain(words).chain(letters).chain(spelled).collect()
    }

    /// Whether both name the same: by letters and digits; an institution or place also where one is written shorter, or
    /// the kind of street abbreviated.
    pub(crate) fn same(&self, other: &Self, class: Class) -> bool {
        if self.squashed == other.squashed {
            return true;
        }
        if self.words.is_empty() || other.words.is_empty() || self.numbers != other.numbers {
            return false;
        }
        if class == Class::Agency {
            let sheriff = |one: &Self| one.words.iter().any(|word| word.starts_with("sheriff") || word == "so");
            let police = |one: &Self| one.words.iter().any(|word| word == "pd" || word == "police");
            let apart = sheriff(self) && police(other) || police(self) && sheriff(other);
            let named = !apart && !self.core.is_empty() && self.core == other.core;
            return named || abbreviates(self, other) || abbreviates(other, self);
        }
        let within = |short: &Self, long: &Self| {
            !short.core.is_empty() && short.words.iter().all(|word| long.words.contains(word))
        };
        within(self, other) || within(other, self)
    }
}

fn is_kind(word: &str) -> bool {
    KINDS.split_whitespace().any(|kind| kind == word)
}

/// "FPD" for "Fairview Police Department".
fn abbreviates(short: &Value, long: &Value) -> bool {
    short.letters.as_ref().is_some_and(|letters| letters.chars().count() > 1 && initials(long) == *letters)
}

/// The first letters of its words, the kind spelled out.
fn initials(long: &Value) -> String {
    let mut spelled: Vec<&str> = long.words.iter().map(String::as_str).filter(|word| *word != "of").collect();
    if let Some(last) = spelled.last_mut()
        && *last == "pd"
    {
        *last = "police";
        spelled.push("department");
    }
    spelled.iter().filter_map(|word| word.chars().next()).collect()
}

/// The words of a place or institution, in lower case, kinds of street spelled out.
fn words_of(value: &str) -> Vec<String> {
    const STREETS: [(&str, &str); 16] = [
        ("st", "street"),
        ("rd", "road"),
        ("ave", "avenue"),
        ("av", "avenue"),
        ("dr", "drive"),
        ("blvd", "boulevard"),
        ("ln", "lane"),
        ("hwy", "highway"),
        ("pkwy", "parkway"),
        ("ct", "court"),
        ("pl", "place"),
        ("apts", "apartments"),
        ("n", "north"),
        ("s", "south"),
        ("e", "east"),
        ("w", "west"),
    ];
    let lower = plain(value).to_lowercase();
    let lower = without_possessive(&lower);
    let parts = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let long = |word: &str| STREETS.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long).to_owned();
    parts.map(long).filter(|word| word != "the").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_one_person() {
        for (one, other) in [
            ("Marcus Delacroix-Pruitt", "Delacroix-Pruitt's"),
            ("Marcus Delacroix-Pruitt", "Pruitt"),
            ("James Ruiz", "RUIZ"),
            ("James Ruiz", "James"),
            ("James Ruiz", "J.R."),
            ("James Ruiz", "JR"),
            ("Ofc. J. Ruiz", "James Ruiz"),
            ("Roland \"Biscuit\" Tessier", "Biscuit Tessier"),
            ("Robert Lee", "Rob Lee"),
            ("José Núñez", "Jose Nunez"),
            ("O\u{2019}Dell", "O'Dell's"),
            ("James' ", "James"),
        ] {
            assert!(Name::read(one).same(&Name::read(other)), "{one} / {other}");
        }
        for (one, other) in [
            ("James Ruiz", "James Kowalczyk"),
            ("James Ruiz", "Maria Ruiz"),
            ("", "Ruiz"),
            ("James Ruiz", "JK"),
            ("Ruiz", "James"),
            ("Lee", "Leeds"),
        ] {
            assert!(!Name::read(one).same(&Name::read(other)), "{one} / {other}");
        }
    }

    #[test]
    fn what_may_be_the_same_shares_a_key() {
        let shared = |one: Vec<String>, other: Vec<String>| one.iter().any(|key| other.contains(key));
        let given = ["James", "J.", "Jim", "Marie-Claire", "Al"];
        let surnames = ["Ruiz", "Delacroix-Pruitt", "Pruitt", "O\u{2019}Dell", "James", "de la Cruz", "Núñez"];
        let whole = given.iter().flat_map(|given| surnames.iter().map(move |surname| format!("{given} {surname}")));
        let alone = given.iter().chain(&surnames).map(|&name| name.to_owned());
        let names: Vec<String> =
            whole.chain(alone).chain(["JR", "J.R.", "j r", "A.D.C.", "", "-"].map(str::to_owned)).collect();
        let read: Vec<Name> = names.iter().map(|name| Name::read(name)).collect();
        let (mut same, mut parts) = (0, 0);
        for one in &read {
            for other in &read {
                if one.is_whole() && other.is_whole() && one.same_whole(other) {
                    same += 1;
                    assert!(shared(one.surname_keys(), other.surname_keys()), "{one:?} {other:?}");
                }
                if !one.is_whole() && (other.is_whole() && one.part_of(other) || one.same_part(other)) {
                    parts += 1;
                    assert!(shared(one.part_keys(), other.part_keys()), "{one:?} {other:?}");
                }
            }
        }
        assert!(same > 50 && parts > 50, "{same} {parts}");
        let values = ["Fairview PD", "FPD", "Fairview Police Department", "Fairview", "PD", "CCSO", "Cedar County SO"];
        let places = ["Sagebrush Inn", "the Sagebrush", "Pinion Wash Rd.", "PINION WASH", "I-70", "", "5521", "the"];
        let mut same = 0;
        for class in [Class::Agency, Class::Location, Class::Plate] {
            let read: Vec<Value> = values.iter().chain(&places).map(|value| Value::read(class, value)).collect();
            for (one, other) in read.iter().flat_map(|one| read.iter().map(move |other| (one, other))) {
                if one.same(other, class) {
                    same += 1;
                    assert!(shared(one.keys(), other.keys()), "{} {}", one.squashed, other.squashed);
                }
            }
        }
        assert!(same > 50, "{same}");
    }

    #[test]
    fn one_place_or_institution_in_several_shapes() {
        use Class::{Agency, Location, Org, Plate};
        for (class, one, other) in [
            (Agency, "Fairview PD", "Fairview Police Department"),
            (Agency, "Fairview PD", "Fairview"),
            (Agency, "FPD", "Fairview PD"),
            (Agency, "Cedar County Sheriff's Office", "Cedar County SO"),
            (Org, "Sagebrush Inn", "the Sagebrush"),
            (Location, "Pinion Wash Rd", "Pinion Wash Road"),
            (Location, "Pinion Wash Rd.", "PINION WASH"),
            (Plate, "KTR 5521", "ktr-5521"),
        ] {
            assert!(Value::read(class, one).same(&Value::read(class, other), class), "{one} / {other}");
        }
        for (class, one, other) in [
            (Agency, "Fairview PD", "Milton PD"),
            (Agency, "Cedar County SO", "Cedar PD"),
            (Location, "Main St", "Main Ave"),
            (Location, "I-70", "I-70 mm 127"),
            (Org, "Sagebrush Inn", "Inn"),
            (Plate, "KTR 5521", "5521"),
        ] {
            assert!(!Value::read(class, one).same(&Value::read(class, other), class), "{one} / {other}");
        }
    }
}
