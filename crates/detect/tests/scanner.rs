//! A scanner that remembers answers as a full scan does, whatever was done to the text in between.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a failed test says so by panicking")]

use std::path::Path;

use detect::{Field, Lists, Scanner, find};

#[path = "../benches/texts/mod.rs"]
mod texts;

const FIELDS: [Field; 4] = [Field::Title, Field::Summary, Field::Lessons, Field::Differently];

/// Numbers that are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn of<'a, T: AsRef<str>>(&mut self, all: &'a [T]) -> &'a str {
        all[self.roll(all.len())].as_ref()
    }
}

fn narratives() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pii/train");
    let texts: Vec<String> =
        texts::files(&folder).iter().map(|f| texts::without_marks(&std::fs::read_to_string(f).unwrap())).collect();
    assert!(texts.len() > 200);
    texts
}

fn border(s: &str, at: usize) -> usize {
    s.floor_char_boundary(at.min(s.len()))
}

/// One act of a reviewer or an author, in one field.
fn edit(dice: &mut Dice, texts: &mut [String; 4], narratives: &[String]) {
    let field = dice.roll(4);
    let before = texts[field].clone();
    let text = &mut texts[field];
    let at = border(text, dice.roll(text.len() + 1));
    match dice.roll(9) {
        0..=2 => text.insert_str(at, dice.of(&["e", "R", " ", ".", "7", "\n", "\n\n", "é", "[", ". Then ", "Sgt. "])),
        3 => {
            let to = border(text, at + 1 + dice.roll(3));
            text.replace_range(at..to, "");
        }
        // A redaction, or many at once.
        4 => {
            let found = find(&[(FIELDS[field], &before)], &Lists::default());
            let some = 1 + dice.roll(4);
            for one in found.into_iter().rev() {
                if dice.roll(some) == 0 {
                    text.replace_range(one.range, dice.of(&["[Officer 1]", "[in the spring]", "[a city]", ""]));
                }
            }
        }
        5 => {
            let other = dice.of(narratives);
            let from = border(other, dice.roll(other.len()));
            let to = border(other, from + dice.roll(1200));
            text.insert_str(at, &other[from..to]);
        }
        6 => text.insert_str(
            at,
            dice.of(&[" Ofc. Delacroix ", " told James Ruiz ", " RUIZ ", " at 0315 hrs ", " delacroix "]),
        ),
        7 => {
            let to = border(text, at + dice.roll(300));
            let part = text[at..to].to_owned();
            let put = if dice.roll(2) == 0 { part.to_uppercase() } else { part.to_lowercase() };
            text.replace_range(at..to, &put);
        }
        // A whole field in another tone, in which capitals say something else.
        _ if dice.roll(4) == 0 => *text = text.to_lowercase(),
        _ => {}
    }
}

#[test]
fn the_answer_is_that_of_a_full_scan_after_every_edit() {
    let narratives = narratives();
    let lists = Lists::parse("name = \"County\"\nallowed = [\"Ruiz\"]\nnever_a_name = [\"Delacroix\"]").unwrap();
    for seed in 0..4 {
        let mut dice = Dice(seed);
        let mut scanner = Scanner::default();
        // From a short report to one that is cut into many parts.
        let summary: String = (0..=seed).map(|_| dice.of(&narratives)).collect();
        let mut texts = ["Shots at Delacroix's", &summary, dice.of(&narratives), ""].map(str::to_owned);
        let mut done = vec![texts.clone()];
        for step in 0..36 {
            match dice.roll(6) {
                // Some steps taken back at once.
                0 => texts = done[done.len().saturating_sub(1 + dice.roll(5))].clone(),
                _ => edit(&mut dice, &mut texts, &narratives),
            }
            done.push(texts.clone());
            let fields: Vec<(Field, &str)> = FIELDS.into_iter().zip(texts.iter().map(String::as_str)).collect();
            let lists = if step % 5 == 4 { &lists } else { &Lists::default() };
            assert_eq!(scanner.find(&fields, lists), find(&fields, lists), "seed {seed}, step {step}");
        }
    }
}

#[test]
fn one_scanner_tells_fields_and_reports_apart() {
    let mut scanner = Scanner::default();
    let one = "Ofc. Ruiz met Delacroix. Ruiz left.";
    for fields in [[(Field::Summary, one), (Field::Lessons, "")], [(Field::Title, "Ruiz"), (Field::Summary, one)]] {
        assert_eq!(scanner.find(&fields, &Lists::default()), find(&fields, &Lists::default()));
    }
    assert!(!format!("{scanner:?}").contains("Ruiz"));
}
