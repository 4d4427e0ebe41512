//! Words that name nobody by themselves: labels of forms, who speaks by role, languages, weekdays, makes of cars and of gear,
//! and things that are called by a place's name. A finding that is nothing else is dropped, one that begins or ends with a
//! label is cut.

use std::ops::Range;
use std::sync::LazyLock;

use super::cars;
use crate::text::{Candidate, Text};
use crate::words::{self, List};
use crate::{Class, lexicon, names, tagger};

/// The kinds, one a line: its name, then its words in lower case.
const KINDS: &str = include_str!("../../data/neutral.txt");

fn kind(name: &str) -> List {
    let line = KINDS.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    List::of(line.unwrap_or_default())
}

static LABELS: LazyLock<List> = LazyLock::new(|| kind("label"));
static ROLES: LazyLock<List> = LazyLock::new(|| kind("role"));
static TONGUES: LazyLock<List> = LazyLock::new(|| kind("tongue"));
static THINGS: LazyLock<List> = LazyLock::new(|| kind("thing"));
pub(super) static BEFORE_CARS: LazyLock<List> = LazyLock::new(|| kind("drive"));
pub(super) static BEFORE_THINGS: LazyLock<List> = LazyLock::new(|| kind("own"));
static BRANDS: LazyLock<List> = LazyLock::new(|| kind("brand"));

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays \
                        saturdays sundays mon tue tues wed thu thur thurs fri sat sun";

/// Titles and functions that stand before names and that the tagger takes for a part of them.
const TITLES: &str = "brother haji hajji hajja uncle grandpa grandma granny duke commodore skipper airman seaman midshipman \
                      auntie aunty aunt aco dpo ausa sa tfo ic ssg sfc pfc cso spc sro patrolwoman \
                      patrolman quartermaster chaplain analyst plaintiff senior rgr bro clerk trustee trustees counsel \
                      honorable deacon deputy constable sister bishop deps sgts ofcs dets";

/// What a form asks for after a name on the same line.
const KEYS: &str = "id jacket ext extension phone cell tel badge dob age address addr signature date time title rank unit inmate employee \
                    sex race plate tag license occupation";

/// What stays of a finding, or nothing.
pub(super) fn cut(text: &Text<'_>, c: &Candidate) -> Option<Range<usize>> {
    let mut range = c.range.clone();
    let named = is_named(c.class);
    let numbered = matches!(c.class, Class::CaseId | Class::License | Class::Serial | Class::Plate | Class::Badge);
    let guessed = c.why.recogniser == tagger::NAME;
    if named || numbered && guessed {
        range = without_labels(text, range, c.class)?;
    }
    let s = text.get(range.clone());
    let body = matches!(c.class, Class::Agency | Class::Org) && is_generic_body(s);
    if guessed && (body || named && (is_turn(text, &range, s) || is_radio_word(text, s))) {
        return None;
    }
    let bare = s.strip_suffix("'s").or_else(|| s.strip_suffix("’s")).unwrap_or(s);
    if bare.contains(char::is_whitespace) {
        let last = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
        let thing = matches!(c.class, Class::Person | Class::Location) && THINGS.has(last) && !words::capital(last);
        return (!(thing && guessed && bare.split_whitespace().count() == 2)).then_some(range);
    }
    if guessed && c.score < SURE && heads_a_line(text, &range, bare, c.class) {
        return None;
    }
    // What is surely a person's name stays one: "Dutch" and "Tuesday" can be called so, and a dropped name is a leak.
    let person = guessed && c.class == Class::Person;
    let (sure, certain) = (person && c.score >= SURE, person && c.score >= CERTAIN);
    if named && !sure && (names_nobody(text, &range, bare, c.class) || names_a_thing(text, &range, bare, c.class)) {
        return None;
    }
    if guessed && (!certain && is_weekday(text, &range, bare, c.class) || is_animal_unit(bare) && !named) {
        return None;
    }
    Some(range)
}

/// A guess with such a score is hardly a label.
const SURE: f32 = 0.6;
/// A guess with such a score stands.
const CERTAIN: f32 = 0.85;

/// "Ward: 7", "TL: Sgt. Obasi": an ordinary word or a few capitals before a colon at the head of a line.
fn heads_a_line(text: &Text<'_>, range: &Range<usize>, word: &str, class: Class) -> bool {
    let left = text.left(range.start, 3);
    let head = left.trim().is_empty() && (left.is_empty() || left.len() > 1);
    let short = word.len() <= 4 && words::all_caps(word) && class != Class::Person;
    let ordinary = lexicon::is_common(word) && !lexicon::is_given(word);
    head && text.right(range.end, 1).starts_with(':') && (short || ordinary)
}

/// "Q. A sign": who asks and who answers, with the number of the line or without, at its head.
fn is_turn(text: &Text<'_>, range: &Range<usize>, s: &str) -> bool {
    let head = text.left(range.start, 4);
    let head = head.rsplit('\n').next().unwrap_or_default();
    let turn = |word: &str| matches!(word, "Q" | "A") || word.bytes().all(|b| b.is_ascii_digit());
    head.trim_matches([' ', '\t', '*']).bytes().all(|b| b.is_ascii_digit())
        && (head.len() < 4 || text.left(range.start, 4).contains('\n'))
        && s.starts_with(|c: char| c == 'Q' || c == 'A' || c.is_ascii_digit())
        && s.split(|c: char| !c.is_alphanumeric()).all(turn)
        && s.contains(['Q', 'A'])
        && text.right(range.end, 2).starts_with(['.', ':', ' '])
}

/// What is said on every radio, in small letters where the writer uses capitals.
fn is_radio_word(text: &Text<'_>, s: &str) -> bool {
    !text.lower && matches!(s, "roger" | "wilco" | "copy" | "over" | "negative" | "affirm" | "affirmative" | "mayday")
}

/// What every county has, without the name of one.
fn is_generic_body(s: &str) -> bool {
    const BODIES: [&str; 22] = [
        "county jail",
        "city jail",
        "mental health",
        "search and rescue",
        "fire and rescue",
        "administrative services",
        "internal affairs",
        "human resources",
        "public works",
        "animal control",
        "code enforcement",
        "risk management",
        "social services",
        "child protective services",
        "adult protective services",
        "emergency services",
        "health services",
        "patrol division",
        "detective division",
        "city council",
        "county commission",
        "victim services",
    ];
    let s = s.strip_prefix("the ").or_else(|| s.strip_prefix("our ")).unwrap_or(s);
    BODIES.iter().any(|body| body.eq_ignore_ascii_case(s))
}

fn is_named(class: Class) -> bool {
    matches!(class, Class::Person | Class::Agency | Class::Location | Class::Org)
}

/// Takes labels of forms and words before a colon from the ends.
fn without_labels(text: &Text<'_>, mut range: Range<usize>, class: Class) -> Option<Range<usize>> {
    loop {
        let s = text.get(range.clone());
        let first = s.split(|c: char| !words::is_letter(c)).next().unwrap_or_default();
        if first.is_empty() || !leads(text, first, range.start, class) || first.len() == s.len() {
            break;
        }
        let rest = s.get(first.len()..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() || rest.len() == s.len() - first.len() {
            break;
        }
        range.start = range.end - rest.len();
    }
    loop {
        let s = text.get(range.clone());
        let last = words::last_word(s);
        if last.is_empty() {
            break;
        }
        let start = range.end - last.len();
        let follows = text.right(range.end, 2);
        let labelled = follows.starts_with([':', '#']) || follows.starts_with(" #");
        let whole = last.len() == s.len();
        let apart = whole || text.before(start).ends_with(char::is_whitespace);
        let label =
            apart && is_label(last) || class == Class::Person && labelled && !whole && words::listed(last, KEYS);
        let small = matches!(class, Class::Person | Class::Location) && !whole && is_small(text, last, start);
        if whole && label && !labelled && class != Class::Agency && !is_plain(text, last, start) || !label && !small {
            break;
        }
        let rest = s.get(..s.len() - last.len())?.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if rest.is_empty() {
            return None;
        }
        range.end = range.start + rest.len();
    }
    Some(range)
}

/// A label of a form, in capitals or in small letters: "Vic" is a name.
fn is_label(word: &str) -> bool {
    LABELS.has(word) && (words::all_caps(word) || !words::capital(word))
}

/// Whether a label alone is one here: in capitals, or before a colon or number.
fn is_plain(text: &Text<'_>, word: &str, at: usize) -> bool {
    words::all_caps(word) || text.right(at + word.len(), 2).starts_with([':', '.', '#'])
}

/// What stands before a name or number and is no part of it.
fn leads(text: &Text<'_>, word: &str, at: usize, class: Class) -> bool {
    let title = class == Class::Person && words::listed(word, TITLES) && words::capital(word) != text.lower;
    title || is_label(word) && !text.right(at + word.len(), 1).starts_with('-')
}

/// Words that end no name where they have no capital; numbers and "go" can.
fn is_small(text: &Text<'_>, word: &str, at: usize) -> bool {
    const SMALL: &str = "and the a an of to from with by at in on for or but then than that this is was are were be been has had have \
                         get gets got n plus said says states stated comes came went hey shes hes isnt im its they he she we \
                         period comma paragraph";
    (text.lower || text.caps(at) || !words::capital(word)) && words::listed(word, SMALL)
}

/// Roles before a colon, languages and peoples, ways to call God.
fn names_nobody(text: &Text<'_>, range: &Range<usize>, word: &str, class: Class) -> bool {
    let colon = text.right(range.end, 2).starts_with(':');
    let head = text.left(range.start, 40).trim_matches(|c: char| !c.is_alphabetic()).is_empty();
    let title = names::is_rank(words::last_word(text.left(range.start, 16).trim_end_matches([' ', '.'])));
    let role = colon && ROLES.has(word) && (head || class != Class::Person);
    let tongue = class != Class::Agency && class != Class::Org && TONGUES.has(word) && words::capital(word);
    let letter = class == Class::Person && word.chars().count() == 1 && !text.after(range.end).starts_with('.');
    !title && (role || tongue || letter || word == "God")
}

/// Makes of cars, gear, and things that have a place's name.
fn names_a_thing(text: &Text<'_>, range: &Range<usize>, word: &str, class: Class) -> bool {
    let before = words::last_word(text.left(range.start, 16).trim_end_matches([' ', '"', '“']));
    let next = words::next(text.s, range.end).map_or("", |r| text.get(r));
    let titled = names::is_rank(before);
    let proper =
        words::capital(next) && !text.caps(range.start) || words::listed(next, "police pd county city fire street");
    let made = class != Class::Org && cars::is_car(text, range, word, before) && !proper;
    let brand = BRANDS.has(word) && class != Class::Location && words::capital(word);
    let placed = matches!(class, Class::Location | Class::Person)
        && words::next(text.s, range.end).is_some_and(|r| is_thing(text, text.get(r.clone()), r.start));
    !titled && (made || brand && !proper || placed)
}

/// A thing by its name, in small letters where the writer uses capitals.
fn is_thing(text: &Text<'_>, word: &str, at: usize) -> bool {
    THINGS.has(word) && (!words::capital(word) || text.caps(at) || text.title_case(at))
}

/// A weekday alone dates nothing.
fn is_weekday(text: &Text<'_>, range: &Range<usize>, word: &str, class: Class) -> bool {
    let before = words::last_word(text.left(range.start, 16).trim_end_matches([' ', '.']));
    let called = names::is_rank(before) || words::listed(before, "named mr mrs ms miss dog horse");
    words::listed(word, WEEKDAYS) && (class != Class::Person && class != Class::Org || word.len() > 3) && !called
}

/// "K-9" is a dog, whatever its number.
fn is_animal_unit(word: &str) -> bool {
    words::listed(word, "k-9 k9 k-9s k9s")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alike::tests::{guess_stays, stays};
    use crate::{Class, Field};

    #[test]
    fn labels_and_roles_are_cut_off() {
        for (s, words, class, want) in [
            ("SUBJ HAMMERSMITH ran", "SUBJ HAMMERSMITH", Class::Person, Some("HAMMERSMITH")),
            ("LAMAR TIBBS EXT 0119", "LAMAR TIBBS EXT", Class::Person, Some("LAMAR TIBBS EXT")),
            ("Inmate: Lamar Tibbs Jacket: 118840", "Lamar Tibbs Jacket", Class::Person, Some("Lamar Tibbs")),
            ("by B. Yellowhair ID#: C-0377", "B. Yellowhair ID", Class::Person, Some("B. Yellowhair")),
            ("I saw Auntie Bev there", "Auntie Bev", Class::Person, Some("Bev")),
            ("so delgadillo get sent there today by us", "delgadillo get", Class::Person, Some("delgadillo")),
            ("AGY: Catalina Rim", "AGY", Class::Agency, None),
            ("Base: Which room?", "Base", Class::Person, None),
            ("Vic Rossi left", "Vic Rossi", Class::Person, Some("Vic Rossi")),
            ("Anders Holt: I am", "Anders Holt", Class::Person, Some("Anders Holt")),
        ] {
            assert_eq!(stays(s, words, class).as_deref(), want, "{s}");
        }
    }

    #[test]
    fn things_are_told_from_names() {
        for (s, word, class) in [
            ("he spoke in German to us", "German", Class::Location),
            ("a van full of Denver boots.", "Denver", Class::Person),
            ("I fell over a Boston fern.", "Boston", Class::Location),
            ("asleep in a green Tacoma on", "Tacoma", Class::Location),
            ("two silver Silverados.", "Silverados", Class::Location),
            ("the Durango passed me", "Durango", Class::Location),
            ("a Maytag. He had", "Maytag", Class::Person),
        ] {
            assert_eq!(stays(s, word, class), None, "{s}");
        }
        for (s, word, class) in [
            ("Officer German left", "German", Class::Person),
            ("a Denver officer", "Denver", Class::Location),
            ("in Tacoma that night", "Tacoma", Class::Location),
            ("Mr. Sunday left", "Sunday", Class::Person),
            ("off yourself. Parks has heard", "Parks", Class::Person),
            ("the house. Mercedes and Luz", "Mercedes", Class::Person),
            ("Big Tom: if he moves", "Big Tom", Class::Person),
            ("seen at milepost one-oh-nine.", "milepost one-oh-nine", Class::Location),
            ("the gas n go, buys ice", "gas n go", Class::Org),
        ] {
            assert_eq!(stays(s, word, class).as_deref(), Some(word), "{s}");
        }
    }

    #[test]
    fn turns_radio_words_and_generic_bodies_are_dropped() {
        for (s, words, class) in [
            ("Q. A sign is cover?", "Q. A", Class::Location),
            ("3 Q. Your badge?", "3 Q", Class::Agency),
            ("He said, \"roger, roger,\" and I", "roger", Class::Person),
            ("Intake at the County Jail on nights", "County Jail", Class::Agency),
            ("a man from Administrative Services was", "Administrative Services", Class::Agency),
        ] {
            assert_eq!(guess_stays(s, words, class), None, "{s}");
        }
        for (s, words, class) in [
            ("He is A. Ruiz there", "A. Ruiz", Class::Person),
            ("I met Roger there", "Roger", Class::Person),
            ("at the Rusk County Jail on", "Rusk County Jail", Class::Agency),
            ("Brother Bear", "Bear", Class::Person),
        ] {
            assert_eq!(guess_stays(s, words, class).as_deref(), Some(words), "{s}");
        }
        assert_eq!(
            guess_stays("then Brother Hensley said", "Brother Hensley", Class::Person).as_deref(),
            Some("Hensley")
        );
    }

    #[test]
    fn a_weekday_alone_is_dropped_where_it_is_guessed() {
        let text = Text::new(Field::Summary, "We met on Tuesday at the lot.");
        assert!(is_weekday(&text, &(10..17), "Tuesday", Class::Date));
        assert!(is_weekday(&text, &(10..17), "Tuesday", Class::Person));
        let text = Text::new(Field::Summary, "Mr. Sunday came out.");
        assert!(!is_weekday(&text, &(4..10), "Sunday", Class::Person));
    }

    #[test]
    fn every_kind_has_its_words() {
        for list in [&LABELS, &ROLES, &TONGUES, &THINGS, &BEFORE_CARS, &BEFORE_THINGS, &BRANDS] {
            assert!(!list.has("ruiz"));
        }
        assert!(LABELS.has("SUBJ") && ROLES.has("Base") && TONGUES.has("Dutch"));
        assert!(THINGS.has("boots") && BEFORE_CARS.has("lifted") && BRANDS.has("Leupold"));
        assert_eq!(KINDS.lines().count(), 7);
    }
}
