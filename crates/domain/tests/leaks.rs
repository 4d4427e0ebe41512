//! The leak check: a table of values that were removed, texts in which they may still stand, and what is told.

use domain::{Class, Field, LeakKind, Removed, Text, find_leaks};

fn leaks(class: Class, value: &str, summary: &str) -> Vec<String> {
    let text = Text { summary: summary.into(), ..Text::default() };
    let found = find_leaks(&[Removed { class, value: value.into() }], &text, &[]);
    assert!(found.iter().all(|leak| leak.kind == LeakKind::Value && leak.class == class));
    found.iter().map(|leak| text.slice(leak.span).expect("a place of the text").to_owned()).collect()
}

#[test]
fn a_removed_value_is_told_in_every_shape() {
    use Class::*;
    let cases: &[(Class, &str, &str, &[&str])] = &[
        // Another case.
        (Person, "Ruiz", "then RUIZ ran", &["RUIZ"]),
        (Person, "Ruiz", "then ruiz ran", &["ruiz"]),
        (Org, "Sagebrush Inn", "the SAGEBRUSH INN sign", &["SAGEBRUSH INN"]),
        (Agency, "Fairview PD", "a fairview pd car", &["fairview pd"]),
        (Email, "x.ruiz@example.org", "X.RUIZ@EXAMPLE.ORG", &["X.RUIZ@EXAMPLE.ORG"]),
        // A possessive, quotation marks, punctuation about it.
        (Person, "Ruiz", "Ruiz's car", &["Ruiz"]),
        (Person, "Ruiz", "Ruiz\u{2019}s car", &["Ruiz"]),
        (Person, "Ruiz", "(Ruiz) \"Ruiz\" Ruiz, Ruiz.", &["Ruiz", "Ruiz", "Ruiz", "Ruiz"]),
        (Person, "Ruiz's", "saw Ruiz there", &["Ruiz"]),
        (Person, "O'Dell", "ODell and O\u{2019}Dell", &["ODell", "O\u{2019}Dell"]),
        // Part of a name, a rank with it, initials.
        (Person, "James Ruiz", "James ran, Ruiz fell", &["James", "Ruiz"]),
        (Person, "Ofc. James Ruiz", "an officer named james", &["james"]),
        (Person, "James Ruiz", "signed JR", &["JR"]),
        (Person, "James Ruiz", "signed J.R. there", &["J.R"]),
        (Person, "James Ruiz", "the jr prom", &[]),
        (Person, "Marcus Delacroix-Pruitt", "delacroix pruitt", &["delacroix pruitt"]),
        // Accents, drawn apart, broken over lines, zero-width characters.
        (Person, "José", "Jose and JOSÉ", &["Jose", "JOSÉ"]),
        (Person, "Nunez", "Núñez", &["Núñez"]),
        (Person, "Ruiz", "R u i z", &["R u i z"]),
        (Person, "Ruiz", "R-u-i-z and R.u.i.z", &["R-u-i-z", "R.u.i.z"]),
        (Person, "Kowalczyk", "Kowal czyk", &["Kowal czyk"]),
        (Person, "Kowalczyk", "Kowal-\nczyk", &["Kowal-\nczyk"]),
        (Person, "Ruiz", "Ru\u{200b}iz", &["Ru\u{200b}iz"]),
        (Org, "Sagebrush Inn", "Sagebrush\nInn", &["Sagebrush\nInn"]),
        (Location, "Granite Falls", "granitefalls.example", &["granitefalls"]),
        // Without punctuation, digits only, spaces elsewhere.
        (CaseId, "OF24-00817", "of2400817", &["of2400817"]),
        (CaseId, "OF24-00817", "no 24-00817", &["24-00817"]),
        (CaseId, "OF24-00817", "no 2400817", &["2400817"]),
        (Plate, "KTR 5521", "KTR5521", &["KTR5521"]),
        (Plate, "KTR 5521", "k t r 5 5 2 1", &["k t r 5 5 2 1"]),
        (Plate, "KTR 5521", "ends in 5521", &["5521"]),
        (Phone, "(503) 555-0142", "5035550142", &["5035550142"]),
        (Phone, "(503) 555-0142", "503.555.0142", &["503.555.0142"]),
        (Ssn, "078-05-1120", "078 05 1120", &["078 05 1120"]),
        (Badge, "Adam-12", "ADAM 12", &["ADAM 12"]),
        (Badge, "4471", "badge 4471", &["4471"]),
        (Vin, "1FAHP2E8XDG112233", "1fahp2e8xdg112233", &["1fahp2e8xdg112233"]),
        (Time, "0315 hrs", "0315hrs", &["0315hrs"]),
        (Age, "42-year-old", "a 42 year old", &["42 year old"]),
        (
            Unique,
            "the only female handler on nights",
            "The only female handler, on nights",
            &["The only female handler, on nights"],
        ),
        // What is none.
        (Person, "Ruiz", "a Ruizian cat, Cruiz", &[]),
        (Person, "Ana", "I saw an attic and an A there", &[]),
        (Person, "Lee", "we flee to the lee-side", &["lee"]),
        (Person, "Hope", "We hope. Hope is no plan.", &[]),
        (Person, "Hunter Hope", "said Hope", &["Hope"]),
        (Person, "Mark Young", "mark the young one", &[]),
        (Badge, "12", "at 12 yards", &[]),
        (CaseId, "OF24-00817", "no 24-00818", &[]),
        (Plate, "KTR 5521", "55210 and 15521", &[]),
        (Person, "Ruiz", "[Officer 1] ran", &[]),
    ];
    assert!(cases.len() >= 40);
    let mut wrong = Vec::new();
    for (class, value, summary, want) in cases {
        let got = leaks(*class, value, summary);
        if got != *want {
            wrong.push(format!("{value} in {summary}: want {want:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_field_is_searched_and_each_place_told_once() {
    let text = Text {
        title: "Ruiz".into(),
        summary: "James Ruiz".into(),
        lessons: "ask ruiz".into(),
        differently: "JAMES".into(),
    };
    let removed = ["James Ruiz", "Ruiz"].map(|value| Removed { class: Class::Person, value: value.into() });
    let found = find_leaks(&removed, &text, &[]);
    let told: Vec<_> = found.iter().map(|leak| (leak.span.field, text.slice(leak.span).expect("a place"))).collect();
    assert_eq!(
        told,
        [
            (Field::Title, "Ruiz"),
            (Field::Summary, "James"),
            (Field::Summary, "Ruiz"),
            (Field::Lessons, "ruiz"),
            (Field::Differently, "JAMES")
        ]
    );
}

#[test]
fn a_value_hidden_anyhow_between_other_words_is_found() {
    let mut seed = 3_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below.max(1)
    };
    for _ in 0..500 {
        let (class, value) = [
            (Class::Person, "Kowalczyk"),
            (Class::CaseId, "QX26-01844"),
            (Class::Plate, "KTR 5521"),
            (Class::Org, "Sagebrush Inn"),
        ][next(4)];
        let mut hidden = String::new();
        for c in value.chars() {
            if c.is_alphanumeric() {
                hidden.extend(if next(2) == 0 {
                    c.to_uppercase().collect::<Vec<_>>()
                } else {
                    c.to_lowercase().collect()
                });
                hidden.push_str(["", "", "", "\u{200b}", "\u{ad}"][next(5)]);
            } else {
                hidden.push_str(["", " ", "-", ".", "\n"][next(5)]);
            }
        }
        let around = ["We met ", "é 👮 ", "", "(", "\u{201c}"][next(5)];
        let summary = format!("{around}{hidden}{} and went on.", ["", "'s", ",", "."][next(4)]);
        assert!(!leaks(class, value, &summary).is_empty(), "{summary:?}");
    }
}
