//! Ages become decades; how it is said depends on what stands around the number.

use super::super::numbers;
use super::{Suggestion, band, generalise};
use crate::{Span, Text};

/// Words behind an age that already say who it is: the age is then told as what that person is like.
const WHO: &[&str] = &[
    "driver",
    "passenger",
    "suspect",
    "victim",
    "witness",
    "officer",
    "deputy",
    "trooper",
    "sergeant",
    "inmate",
    "prisoner",
    "caller",
    "son",
    "daughter",
    "brother",
    "sister",
    "mother",
    "father",
    "husband",
    "wife",
    "neighbor",
    "student",
    "employee",
    "veteran",
    "resident",
    "rookie",
    "recruit",
    "cadet",
    "patient",
    "pedestrian",
    "motorist",
    "rider",
    "juvenile",
    "kid",
    "child",
    "teenager",
    "adult",
];

pub(super) fn suggest(text: &Text, span: Span, words: &str) -> Vec<Suggestion> {
    let whole = text.get(span.field).as_str();
    let next = whole.get(span.end..).unwrap_or_default();
    let next = next.trim_start_matches([' ', '-']).split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let before = whole.get(..span.start).unwrap_or_default().to_lowercase();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let lower = words.to_lowercase();
    let article = matches!(last, "a" | "an" | "the");
    let shape = if lower.ends_with("olds") || lower.ends_with("0s") && !lower.contains("in") && !article {
        Shape::Several
    } else if WHO.contains(&next.to_lowercase().as_str()) {
        Shape::Kind
    } else if article {
        Shape::Person
    } else {
        Shape::Said
    };
    let years = numbers::read(&lower).first().copied();
    let infant = ["month", "week", "day", "mo", "mos", "wk"]
        .iter()
        .any(|unit| lower.split(|c: char| !c.is_alphabetic()).any(|word| word.trim_end_matches('s') == *unit));
    let mut ready = vec![band(told(years, infant, shape))];
    match shape {
        Shape::Person => ready.push(generalise("[a person]")),
        Shape::Several => ready.push(generalise("[people]")),
        Shape::Kind | Shape::Said => {}
    }
    ready
}

#[derive(Clone, Copy)]
enum Shape {
    /// "a 42-year-old": the age stands for the person.
    Person,
    /// "two 19-year-olds".
    Several,
    /// "the 52-year-old driver".
    Kind,
    /// "he was 42".
    Said,
}

fn told(years: Option<u32>, infant: bool, shape: Shape) -> String {
    let [person, several, kind, said] = match years {
        _ if infant => ["[an infant]", "[infants]", "[infant]", "[an infant]"],
        Some(0..=12) => ["[a child]", "[children]", "[young]", "[a child]"],
        Some(13..=17) => ["[a teenager]", "[teenagers]", "[teenage]", "[a teenager]"],
        Some(18 | 19) => ["[a young adult]", "[young adults]", "[young adult]", "[a young adult]"],
        Some(90..) => ["[a person of old age]", "[people of old age]", "[elderly]", "[of old age]"],
        Some(years @ 20..=89) => {
            let decade = years / 10 * 10;
            return match shape {
                Shape::Person => format!("[a person in their {decade}s]"),
                Shape::Several => format!("[people in their {decade}s]"),
                Shape::Kind => format!("[{decade}-something]"),
                Shape::Said => format!("[in their {decade}s]"),
            };
        }
        None => ["[an adult]", "[adults]", "[adult]", "[an adult]"],
    };
    match shape {
        Shape::Person => person,
        Shape::Several => several,
        Shape::Kind => kind,
        Shape::Said => said,
    }
    .to_owned()
}
