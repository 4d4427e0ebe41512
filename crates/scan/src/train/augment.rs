//! Copies of an annotated text: in capitals, in lower case, with other names and numbers in the same places.

use std::collections::HashMap;

use detect::gazetteer::{fold, hash_word, look_up};
use detect::{Class, Closed};

use super::values;
use crate::gold::Gold;

/// A small deterministic generator (splitmix64), so that training gives the same model every time.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(1);
        usize::try_from(self.next() % n).unwrap_or_default()
    }

    pub fn percent(&mut self, share: u64) -> bool {
        self.next() % 100 < share
    }
}

/// Names to put in the place of others.
#[derive(Debug, Default)]
pub struct Names {
    pub given: Vec<String>,
    pub surnames: Vec<String>,
    pub places: Vec<String>,
}

fn rebuilt(gold: &Gold, mut piece: impl FnMut(&str, Option<Class>) -> String) -> Gold {
    let mut text = String::with_capacity(gold.text.len());
    let mut spans = Vec::with_capacity(gold.spans.len());
    let mut at = 0;
    for (range, class) in &gold.spans {
        text.push_str(&piece(gold.text.get(at..range.start).unwrap_or_default(), None));
        let start = text.len();
        text.push_str(&piece(gold.text.get(range.clone()).unwrap_or_default(), Some(*class)));
        spans.push((start..text.len(), *class));
        at = range.end;
    }
    text.push_str(&piece(gold.text.get(at..).unwrap_or_default(), None));
    Gold { id: gold.id.clone(), text, spans }
}

pub fn in_capitals(gold: &Gold) -> Gold {
    rebuilt(gold, |s, _| s.to_uppercase())
}

pub fn in_lower_case(gold: &Gold) -> Gold {
    rebuilt(gold, |s, _| s.to_lowercase())
}

/// The text as a reviewer leaves it who has missed one value in the middle: tokens in the place of all others.
pub fn all_but_one_redacted(gold: &Gold) -> Gold {
    let value = |i: usize| gold.spans.get(i).and_then(|(range, _)| gold.text.get(range.clone()));
    let kept = value(gold.spans.len() / 2);
    let mut rebuilt = rebuilt(gold, |s, class| match class {
        Some(class) if Some(s) != kept => format!("[{}]", class.as_str().to_lowercase()),
        Some(_) | None => s.to_owned(),
    });
    rebuilt.spans.retain(|(range, _)| rebuilt.text.get(range.clone()) == kept);
    rebuilt
}

/// The same story with other names, numbers and values; what comes again gets the same other value.
pub fn renamed(gold: &Gold, names: &Names, dice: &mut Dice) -> Gold {
    let mut others: HashMap<String, String> = HashMap::new();
    let mut whole: HashMap<(Class, String), Option<String>> = HashMap::new();
    rebuilt(gold, |s, class| {
        let Some(class) = class else {
            // Where no number is an identifier, none of them may be one by its value.
            return if gold.spans.is_empty() { digits(s, dice) } else { s.to_owned() };
        };
        let other = whole
            .entry((class, s.to_owned()))
            .or_insert_with(|| if dice.percent(REVALUED) { values::other(class, s, names, dice) } else { None });
        if let Some(other) = other {
            return other.clone();
        }
        match class {
            Class::Person => words(s, |w| other_name(w, names, &mut others, dice)),
            Class::Location | Class::Agency | Class::Org => {
                let s = words(s, |w| other_place(w, names, &mut others, dice));
                digits(&s, dice)
            }
            Class::CaseId
            | Class::Badge
            | Class::Plate
            | Class::Vin
            | Class::License
            | Class::Ssn
            | Class::Phone
            | Class::Serial
            | Class::Ori
            | Class::Ip => digits(s, dice),
            Class::Date
            | Class::Time
            | Class::Age
            | Class::Dob
            | Class::Email
            | Class::Url
            | Class::Handle
            | Class::Unique
            | Class::Les => s.to_owned(),
        }
    })
}

/// The text as a machine that listens would write it: no punctuation but what stands within a word or number.
pub fn unpunctuated(gold: &Gold) -> Gold {
    let dropped = |s: &str, last: bool| {
        let mut out = String::with_capacity(s.len());
        let mut chars = s.chars().peekable();
        while let Some(c) = chars.next() {
            let ends = chars.peek().map_or(last, |next| next.is_whitespace());
            if !(matches!(c, '.' | ',' | ';' | ':' | '?' | '!') && ends || matches!(c, '"' | '“' | '”' | '(' | ')'))
            {
                out.push(c);
            }
        }
        out
    };
    rebuilt(gold, |s, class| if class.is_some() { s.to_owned() } else { dropped(s, false) })
}

/// The text as it comes from a scanner: short lines, some words parted at their ends, some letters misread.
pub fn scanned(gold: &Gold, dice: &mut Dice) -> Gold {
    let mut column = 0;
    let width = 48 + dice.below(32);
    let (mut text, mut spans) = (String::with_capacity(gold.text.len()), Vec::new());
    let mut open: Option<usize> = None;
    for (at, c) in gold.text.char_indices() {
        let i = gold.spans.partition_point(|(span, _)| span.end <= at);
        let within = gold.spans.get(i).filter(|(span, _)| span.start <= at);
        let class = within.map(|(_, class)| *class);
        if within.is_some_and(|(span, _)| span.start == at) {
            open = Some(text.len());
        }
        column = if c == '\n' { 0 } else { column + 1 };
        if c == ' ' && column >= width {
            // A span ends with its line and goes on as another one.
            if let (Some(from), Some(class)) = (open, class) {
                spans.push((from..text.len(), class));
                open = Some(text.len() + 1);
            }
            text.push('\n');
            column = 0;
        } else {
            let misread = dice.below(1000) < 6;
            match (c, misread) {
                ('l', true) => text.push('1'),
                ('1', true) => text.push('l'),
                ('O', true) => text.push('0'),
                ('0', true) => text.push('O'),
                ('m', true) => text.push_str("rn"),
                ('S', true) => text.push('5'),
                ('e', true) => text.push('c'),
                ('I', true) => text.push('l'),
                ('.' | ',', true) => text.push(' '),
                (' ', true) if class.is_none() => text.push_str("  "),
                _ => text.push(c),
            }
        }
        if let Some((span, class)) = within
            && span.end == at + c.len_utf8()
            && let Some(from) = open.take()
        {
            spans.push((from..text.len(), *class));
        }
    }
    spans.retain(|(range, _)| !range.is_empty());
    Gold { id: gold.id.clone(), text, spans }
}

/// How many values in a hundred give way to one of another shape.
const REVALUED: u64 = 45;

fn digits(s: &str, dice: &mut Dice) -> String {
    s.chars()
        .map(|c| match c {
            // The first digit of a number keeps being none, or it would be another kind of number.
            '1'..='9' => char::from(b'1' + u8::try_from(dice.below(9)).unwrap_or_default()),
            c => c,
        })
        .collect()
}

fn words(s: &str, mut other: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(s.len());
    let mut word = String::new();
    for c in s.chars() {
        if c.is_alphabetic() {
            word.push(c);
        } else {
            if !word.is_empty() {
                out.push_str(&other(&word));
                word.clear();
            }
            out.push(c);
        }
    }
    if !word.is_empty() {
        out.push_str(&other(&word));
    }
    out
}

fn like(word: &str, other: &str) -> String {
    if word.chars().all(char::is_uppercase) && word.chars().count() > 1 {
        return other.to_uppercase();
    }
    if word.chars().next().is_some_and(char::is_uppercase) {
        let mut chars = other.chars();
        return chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
    }
    other.to_owned()
}

const PARTICLES: &[&str] = &[
    "de", "la", "del", "van", "von", "der", "den", "dos", "da", "di", "jr", "sr", "ii", "iii", "iv", "el", "al", "bin",
    "mac", "mc", "st", "the", "of", "and", "big", "little", "old", "slim",
];

fn other_name(word: &str, names: &Names, others: &mut HashMap<String, String>, dice: &mut Dice) -> String {
    let lower = word.to_lowercase();
    if word.chars().count() < 2 || PARTICLES.contains(&lower.as_str()) {
        return word.to_owned();
    }
    let known = look_up(hash_word(fold(word).letters().iter().copied()));
    let other = others.entry(lower).or_insert_with_key(|lower| {
        // Names that are in no list, and ordinary words as names, are the hard ones: half of them stay.
        if (known.given() == 0 && known.surname() == 0 || known.common() > 1) && dice.percent(50) {
            return lower.clone();
        }
        let list = if known.given() > known.surname() { &names.given } else { &names.surnames };
        list.get(dice.below(list.len())).cloned().unwrap_or_else(|| lower.clone())
    });
    like(word, other)
}

fn other_place(word: &str, names: &Names, others: &mut HashMap<String, String>, dice: &mut Dice) -> String {
    let lower = word.to_lowercase();
    let known = look_up(hash_word(fold(word).letters().iter().copied()));
    if word.chars().count() < 3 || known.kind() > 0 || known.common() == 3 || PARTICLES.contains(&lower.as_str()) {
        return word.to_owned();
    }
    let other = others.entry(lower).or_insert_with_key(|lower| {
        if dice.percent(30) {
            return lower.clone();
        }
        let list = if dice.percent(40) { &names.surnames } else { &names.places };
        list.get(dice.below(list.len())).cloned().unwrap_or_else(|| lower.clone())
    });
    like(word, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_move_with_their_words() {
        let text = "Ofc. Rudenko drove to Straßheim at 9.".to_owned();
        let gold = Gold { id: "x".into(), spans: vec![(5..12, Class::Person), (22..32, Class::Location)], text };
        let upper = in_capitals(&gold);
        assert_eq!(upper.text.get(upper.spans[1].0.clone()), Some("STRASSHEIM"));
        let names = Names { given: vec!["anna".into()], surnames: vec!["okafor".into()], places: vec!["dover".into()] };
        let other = renamed(&gold, &names, &mut Dice(1));
        assert!(["Rudenko", "Okafor"].contains(&other.text.get(other.spans[0].0.clone()).unwrap()));
        assert!(other.text.ends_with(" at 9."));
    }
}
