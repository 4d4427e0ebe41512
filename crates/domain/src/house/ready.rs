//! Ready suggestions for one finding, the likeliest first. Each can be edited before it is applied.

use detect::Class;

use super::entities;
use crate::{Act, Action, Assessment, Judged, Text};

mod when;

/// What could stand in place of a finding. `text` has its brackets; it is empty for a drop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub act: Act,
    pub text: String,
}

/// Suggestions for a finding: `base` and `actions` are what `assessment` was made of.
pub fn suggest(base: &Text, actions: &[Action], assessment: &Assessment, judged: &Judged) -> Vec<Suggestion> {
    let text = if judged.fresh { &assessment.text } else { base };
    let span = if judged.fresh { judged.at } else { judged.anchor.span };
    let words = text.slice(span).unwrap_or_default();
    let mut ready = match judged.finding.class {
        Class::Person => person(base, actions, assessment, words),
        Class::Time => when::time(text, span, words, assessment),
        Class::Date => vec![band(when::season(words))],
        Class::Age => vec![band(when::age(words, article_before(text, span)))],
        Class::Dob => vec![replace("[date of birth]")],
        Class::Agency => vec![generalise(agency(words)), generalise("[the agency]")],
        Class::Location => vec![generalise(place(words)), generalise("[a place nearby]")],
        Class::Org => vec![generalise(organisation(words))],
        Class::Badge => {
            vec![replace(if words.chars().all(|c| c.is_ascii_digit()) { "[number]" } else { "[patrol unit]" })]
        }
        Class::CaseId => vec![replace("[number]")],
        Class::Plate => vec![replace("[license plate]")],
        Class::Vin => vec![replace("[vehicle number]")],
        Class::License => vec![replace("[license number]")],
        Class::Ssn => vec![replace("[identity number]")],
        Class::Phone => vec![replace("[phone number]")],
        Class::Email => vec![replace("[e-mail address]")],
        Class::Url => vec![replace("[web address]")],
        Class::Handle => vec![replace("[screen name]")],
        Class::Ip => vec![replace("[network address]")],
        Class::Ori => vec![replace("[agency number]")],
        Class::Serial => vec![replace("[serial number]")],
        Class::Unique => vec![generalise("[an officer]")],
        Class::Les => vec![generalise("[a tactic]")],
    };
    ready.push(Suggestion { act: Act::Drop, text: String::new() });
    ready
}

fn replace(text: &str) -> Suggestion {
    Suggestion { act: Act::Replace, text: text.to_owned() }
}

fn generalise(text: &str) -> Suggestion {
    Suggestion { act: Act::Generalise, text: text.to_owned() }
}

fn band(text: impl Into<String>) -> Suggestion {
    Suggestion { act: Act::Band, text: text.into() }
}

fn article_before(text: &Text, span: crate::Span) -> bool {
    let before = text.get(span.field).as_str().get(..span.start).unwrap_or_default().to_lowercase();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    matches!(last, "a" | "an" | "the")
}

fn person(base: &Text, actions: &[Action], assessment: &Assessment, name: &str) -> Vec<Suggestion> {
    let role = entities::role(assessment, base, name);
    let mut ready = vec![replace(&entities::token(assessment, base, actions, name, role))];
    ready.push(generalise(match role {
        "Officer" => "[another officer]",
        "Subject" => "[the subject]",
        "K-9" => "[the police dog]",
        _ => "[a person]",
    }));
    for other in entities::ROLES.into_iter().filter(|other| *other != role) {
        ready.push(replace(&entities::token(assessment, base, actions, name, other)));
    }
    ready.dedup();
    ready
}

/// The first row of which one word occurs in the text.
fn by_word<'t>(words: &str, table: &[(&[&str], &'t str)], otherwise: &'t str) -> &'t str {
    let lower = words.to_lowercase();
    let has = |word: &&str| lower.split(|c: char| !c.is_alphanumeric() && c != '-').any(|part| part == *word);
    table.iter().find(|(keys, _)| keys.iter().any(has)).map_or(otherwise, |(_, token)| token)
}

fn agency(words: &str) -> &'static str {
    let table: &[(&[&str], &str)] = &[
        (&["sheriff", "sheriffs", "sheriff's", "so"], "[a sheriff's office]"),
        (&["state", "highway", "patrol", "troop", "dps", "chp"], "[a state agency]"),
        (&["fire", "rescue", "ems"], "[the fire department]"),
        (&["corrections", "jail", "detention", "prison"], "[a corrections agency]"),
        (&["dispatch", "911", "communications"], "[the dispatch center]"),
        (&["campus", "university", "college"], "[a campus police department]"),
        (&["fbi", "dea", "atf", "marshals", "federal"], "[a federal agency]"),
    ];
    by_word(words, table, "[a local police department]")
}

fn place(words: &str) -> &'static str {
    let table: &[(&[&str], &str)] = &[
        (
            &[
                "i",
                "interstate",
                "us",
                "route",
                "rte",
                "hwy",
                "highway",
                "sr",
                "freeway",
                "turnpike",
                "expressway",
                "mm",
                "mile",
                "marker",
                "exit",
            ],
            "[a highway]",
        ),
        (&["apt", "apartment", "unit", "room"], "[an apartment]"),
        (
            &[
                "st",
                "street",
                "ave",
                "avenue",
                "rd",
                "road",
                "dr",
                "drive",
                "blvd",
                "boulevard",
                "lane",
                "ln",
                "way",
                "court",
                "ct",
                "pl",
                "place",
                "pkwy",
                "parkway",
                "block",
            ],
            "[a street]",
        ),
        (&["county", "parish", "township"], "[the county]"),
        (&["river", "lake", "creek", "bay", "pond"], "[a body of water]"),
        (&["park", "trail", "forest"], "[a park]"),
        (&["bridge"], "[a bridge]"),
    ];
    by_word(words, table, "[the area]")
}

fn organisation(words: &str) -> &'static str {
    let table: &[(&[&str], &str)] = &[
        (&["hospital", "medical", "clinic", "infirmary"], "[a hospital]"),
        (&["school", "elementary", "high", "academy", "university", "college"], "[a school]"),
        (&["inn", "motel", "hotel", "lodge", "suites"], "[a motel]"),
        (&["apartments", "apartment", "apts", "condos", "manor", "villas"], "[an apartment complex]"),
        (&["church", "temple", "mosque", "synagogue", "chapel"], "[a church]"),
        (&["bar", "tavern", "pub", "saloon", "lounge"], "[a bar]"),
        (&["diner", "grill", "cafe", "restaurant", "pizza", "kitchen"], "[a diner]"),
        (&["bank", "credit"], "[a bank]"),
        (&["gas", "fuel", "petroleum"], "[a gas station]"),
        (&["store", "market", "mart", "shop", "liquor", "pharmacy"], "[a store]"),
    ];
    by_word(words, table, "[a business]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn institutions_by_their_word() {
        assert_eq!(organisation("Saint Brendan Hospital"), "[a hospital]");
        assert_eq!(agency("Cedar County Sheriff's Office"), "[a sheriff's office]");
        assert_eq!(place("I-70 mm 127"), "[a highway]");
        assert_eq!(place("Tannery Road"), "[a street]");
        assert_eq!(place("Granite Falls"), "[the area]");
    }
}
