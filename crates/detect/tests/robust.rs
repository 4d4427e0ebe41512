//! Whatever the text: no panic, and ranges in order, on char boundaries, apart from each other.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a failed test says so by panicking")]

use detect::{Field, Finding, Lists, find};

fn check(fields: &[(Field, &str)], found: &[Finding]) {
    let mut last: Option<(usize, usize)> = None;
    for f in found {
        let place = fields.iter().position(|(field, _)| *field == f.field).unwrap();
        let text = fields[place].1;
        assert!(f.range.start < f.range.end && f.range.end <= text.len());
        assert!(text.is_char_boundary(f.range.start) && text.is_char_boundary(f.range.end));
        assert!((0.0..=1.0).contains(&f.score));
        assert!(text[f.range.clone()].chars().any(char::is_alphanumeric));
        if let Some((before, end)) = last {
            assert!(before < place || (before == place && end <= f.range.start));
        }
        last = Some((place, f.range.end));
    }
}

fn scan(text: &str) -> Vec<Finding> {
    let fields = [(Field::Summary, text)];
    let found = find(&fields, &Lists::default());
    check(&fields, &found);
    found
}

/// A small deterministic generator (a linear congruence), so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

const PIECES: &[&str] = &[
    "Ofc. ",
    "Rudenko",
    "OFFICER ",
    "DELACROY",
    " (DOB 4/9/87)",
    "case no. ",
    "RB-25-0661",
    " at 0315 hrs",
    " on March 14, 2024",
    "[Officer 1]",
    "[a hospital]",
    "😀",
    "e\u{301}",
    "\u{200b}",
    "\u{202e}שלום",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{a0}",
    ".",
    ",",
    "'s",
    "’s",
    "-",
    "&",
    "5th & Main",
    "I-70 mm 127",
    "555-0143",
    "@",
    "jo@harbor.example",
    "https://",
    "www.",
    "\"",
    "“Peaches” ",
    "Kavita Raman",
    "St. ",
    "PD",
    " Police Department",
    "42-year-old",
    "K-9 ",
    "VIN ",
    "1M8GDM9AXKP042788",
    "\u{0}",
    "ß",
    "İ",
    "ﬁ",
    "漢字",
    "a",
    "A",
    "0",
    "::",
    "1/2",
    "half past two",
    "(",
    ")",
    "[",
    "]",
    "plate ",
    "abc 1234",
    "Œuvre",
    "ǅ",
    "N47.8 W114",
    "°",
    "'",
    "\u{ad}",
    "ſ",
    "K",
];

#[test]
fn any_mixture_of_pieces_gives_sound_ranges() {
    let mut dice = Dice(7);
    for _ in 0..1500 {
        let mut fields = Vec::new();
        for _ in 0..3 {
            let pieces = dice.roll(40);
            fields.push((0..pieces).map(|_| PIECES[dice.roll(PIECES.len())]).collect::<String>());
        }
        let fields = [
            (Field::Title, fields[0].as_str()),
            (Field::Summary, fields[1].as_str()),
            (Field::Lessons, fields[2].as_str()),
        ];
        let found = find(&fields, &Lists::default());
        check(&fields, &found);
        assert_eq!(found, find(&fields, &Lists::default()), "the same text gives the same findings");
    }
}

#[test]
fn any_characters_give_sound_ranges() {
    let mut dice = Dice(11);
    for _ in 0..400 {
        let text: String =
            (0..dice.roll(200)).filter_map(|_| char::from_u32(u32::try_from(dice.roll(0x11_0000)).unwrap())).collect();
        scan(&text);
    }
}

/// Long repetitions of what patterns begin with: whatever is found lies where it should. How long it takes is measured by
/// `cargo xtask bench`, not here.
#[test]
fn long_repetitions_of_what_patterns_begin_with() {
    for unit in [
        "a",
        "A",
        "0",
        " ",
        "\"",
        "é",
        "A ",
        "Ab ",
        "0 ",
        "1-",
        "A.",
        "Ofc. ",
        "Officer A",
        "@a.",
        "[",
        "5th & ",
        "at 0315 ",
        "Ruiz, ",
        "12:",
        "x_",
        "\u{200b}",
        "漢",
        "Police ",
        "and Ab ",
        "(A) ",
        "no. 12-",
    ] {
        scan(&unit.repeat(50_000 / unit.len()));
    }
}

#[test]
fn a_megabyte_of_one_character_is_nothing_special() {
    for unit in ["a", "7", "😀", "\u{301}", "\n", "A"] {
        scan(&unit.repeat(1_000_000 / unit.len()));
    }
}

#[test]
fn allowed_values_are_left_alone() {
    let text = "Ofc. Rudenko asked Deputy Orr.";
    let lists = Lists { name: "house 1".into(), allowed: vec!["rudenko".into()], ..Lists::default() };
    let found = find(&[(Field::Summary, text)], &lists);
    assert_eq!(found.iter().map(|f| &text[f.range.clone()]).collect::<Vec<_>>(), ["Orr"]);
}

#[test]
fn redacted_text_stays_silent() {
    for text in [
        "[Officer 1] told [Officer 2] that [Subject 1] had gone to [a hospital] [in the spring], [2 minutes later], [7 mph over].",
        "At [in the early morning] [a person in their 40s] met us, [with a local police department], near [a diner]. [the agency] sent [K-9 1].",
        "Code 3 to a fight, 60 in a 35, a Terry stop, 10-8 and 10-50. My sergeant took the Glock 19; the subject had a .40 and 12 grams.",
        "The trooper shot a 9mm from 30 feet. PC 459 and 18 USC 922 apply. He may chase him, and I will grant it in good faith.",
    ] {
        assert_eq!(scan(text), [], "{text}");
    }
}

#[test]
fn line_ends_change_nothing() {
    let text = "Ofc. Rudenko went in.\nCase no. RB-25-0661.\n0315 Left the yard.\n0320 Arrived.\nDOB 4/9/87\n";
    let values = |text: &str| scan(text).into_iter().map(|f| text[f.range].to_owned()).collect::<Vec<_>>();
    assert_eq!(values(text), values(&text.replace('\n', "\r\n")));
    assert!(values(text).len() >= 5);
}

/// Not a word of the text in an explanation: they are shown where the text must not be.
#[test]
fn explanations_are_words_of_the_detector() {
    for f in scan("Ofc. Zqrudenko (DOB 4/9/87), badge 2217, plate TX RKN-7741, of Zqfallon PD. Zqrudenko again.") {
        let why = format!("{:?}", f.why);
        assert!(!why.contains("Zq") && !why.contains("2217"), "{why}");
    }
}
