//! What is left in a text that single words don't give away and all of them together may: when, where, what agency, who.
//!
//! A trait is a value of a closed list, so that it says nothing of the text but that; how many reports share a combination is
//! counted in the library, where the same function reads the traits of what is published.

use std::collections::HashSet;

use detect::closed_enum;
use serde::{Deserialize, Serialize};

use crate::{Act, Action, Answers, Closed as _, Question, Span, Text, edited_answers, may_widen};

closed_enum! {
    /// What a trait is about.
    Quasi {
        Date = "date",
        Time = "time",
        Place = "place",
        /// The agency's type.
        Agency = "agency",
        Department = "department",
        /// The agency's sworn staff.
        Size = "size",
        /// Inhabitants of the area that the agency serves.
        Population = "population",
        Region = "region",
        Rank = "rank",
        Unit = "unit",
        Sex = "sex",
        Tenure = "tenure",
        RareEvent = "rare-event",
    }
}

/// One trait: what it is about, and its value from a closed list. Two reports share it if they have the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trait {
    pub quasi: Quasi,
    pub value: String,
}

/// A trait that is left, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub what: Trait,
    /// Its first place in the text; none for a structured answer.
    pub span: Option<Span>,
    /// The structured answer that it comes from.
    pub question: Option<Question>,
}

/// Words and phrases in lower case, and the value that they stand for.
const WORDS: &[(Quasi, &str, &[&str])] = &[
    (Quasi::Date, "spring", &["spring", "march", "april", "may of"]),
    (Quasi::Date, "summer", &["summer", "june", "july", "august"]),
    (Quasi::Date, "autumn", &["autumn", "in the fall", "september", "october", "november"]),
    (Quasi::Date, "winter", &["winter", "december", "january", "february"]),
    (
        Quasi::Date,
        "holiday",
        &[
            "christmas",
            "thanksgiving",
            "new year's",
            "halloween",
            "fourth of july",
            "easter",
            "labor day",
            "memorial day",
        ],
    ),
    (Quasi::Date, "weekend", &["weekend", "saturday", "sunday"]),
    (Quasi::Time, "night", &["at night", "midnight", "night shift", "nights", "graveyard", "late night"]),
    (Quasi::Time, "early-morning", &["early morning", "before dawn", "early hours", "sunrise"]),
    (Quasi::Time, "day", &["noon", "midday", "day shift", "afternoon", "in the morning", "that morning"]),
    (Quasi::Time, "evening", &["evening", "dusk", "sunset", "swing shift"]),
    (Quasi::Place, "water", &["lake", "river", "marina", "boat", "houseboat", "harbor", "ferry", "dock"]),
    (Quasi::Place, "rail", &["train", "railroad", "platform", "subway", "rail yard"]),
    (Quasi::Place, "air", &["airport", "helicopter", "airfield", "runway"]),
    (Quasi::Place, "school", &["school", "campus", "dormitory", "dorm", "college", "university"]),
    (Quasi::Place, "worship", &["church", "mosque", "synagogue", "temple"]),
    (Quasi::Place, "medical", &["hospital", "clinic", "nursing home"]),
    (Quasi::Place, "jail", &["jail", "prison", "booking", "cell block", "sally port"]),
    (Quasi::Place, "mountain", &["mountain", "pass", "grade", "canyon", "summit"]),
    (Quasi::Place, "fair", &["fairground", "county fair", "stadium", "concert", "festival", "casino"]),
    (Quasi::Place, "reservation", &["reservation", "tribal land"]),
    (Quasi::Place, "border", &["border", "port of entry", "checkpoint"]),
    (Quasi::Place, "rural", &["rural", "county road", "gravel road", "dirt road", "farm", "ranch"]),
    (Quasi::Rank, "sergeant", &["sergeant", "sgt", "corporal"]),
    (Quasi::Rank, "command", &["lieutenant", "captain", "chief", "undersheriff", "sheriff", "commander", "major"]),
    (Quasi::Rank, "trainee", &["trainee", "recruit", "field training", "probationary", "rookie", "on probation"]),
    (Quasi::Unit, "canine", &["k-9", "k9", "canine", "dog handler"]),
    (Quasi::Unit, "tactical", &["swat", "tactical team", "sniper", "entry team", "negotiator"]),
    (Quasi::Unit, "motor", &["motor officer", "motorcycle unit", "traffic unit", "crash reconstruction"]),
    (Quasi::Unit, "detective", &["detective", "investigator", "narcotics", "task force", "vice", "undercover"]),
    (Quasi::Unit, "marine", &["marine unit", "dive team", "harbor patrol", "game warden"]),
    (Quasi::Unit, "bomb", &["bomb squad", "bomb technician", "hazmat team"]),
    (Quasi::Unit, "school", &["school resource", "resource officer"]),
    (Quasi::Unit, "air", &["air unit", "drone operator", "pilot"]),
    (Quasi::Unit, "crisis", &["crisis intervention", "co-responder", "chaplain"]),
    (
        Quasi::Sex,
        "woman",
        &["female officer", "female deputy", "policewoman", "woman officer", "pregnant", "my husband", "only female"],
    ),
    (Quasi::Sex, "man", &["male officer", "male deputy", "my wife", "only male"]),
    (
        Quasi::Tenure,
        "first-year",
        &["my first year", "first week", "first month", "first shift", "new to the job", "rookie"],
    ),
    (
        Quasi::Tenure,
        "long",
        &["years on the job", "years of service", "veteran officer", "about to retire", "retired", "years in patrol"],
    ),
    (Quasi::RareEvent, "shooting", &["shots fired", "opened fire", "returned fire", "was shot", "shot at"]),
    (Quasi::RareEvent, "explosion", &["explosion", "exploded", "bomb", "grenade"]),
    (Quasi::RareEvent, "fire", &["house fire", "structure fire", "on fire", "burned down"]),
    (Quasi::RareEvent, "aircraft", &["plane crash", "helicopter crash"]),
    (Quasi::RareEvent, "hostage", &["hostage", "barricaded", "kidnapp"]),
    (Quasi::RareEvent, "disaster", &["tornado", "hurricane", "flood", "earthquake", "wildfire"]),
    (Quasi::RareEvent, "animal", &["bear", "bull", "moose", "alligator", "rattlesnake", "mountain lion", "swarm"]),
];

/// What is left in a text and its structured answers, one for each value, in the order of [`Quasi`].
pub fn left(text: &Text, answers: &Answers) -> Vec<Left> {
    let mut found: Vec<Left> = Vec::new();
    for (field, value) in text.fields() {
        let lower = value.to_lowercase();
        // Lowering a letter may change its length: places are told only where it did not.
        let aligned = lower.len() == value.len();
        for &(quasi, name, phrases) in WORDS {
            if found.iter().any(|left| left.what.quasi == quasi && left.what.value == name) {
                continue;
            }
            let first = phrases.iter().filter_map(|phrase| Some((stands(&lower, phrase)?, phrase.len()))).min();
            found.extend(first.map(|(at, len)| Left {
                what: Trait { quasi, value: name.to_owned() },
                span: aligned.then(|| Span::new(field, at..at + len)),
                question: None,
            }));
        }
    }
    found.extend(of_answers(answers));
    found.sort_by(|a, b| a.what.cmp(&b.what));
    found
}

/// Every trait that a report has, for counting it among others. What has a band counts in its own and in the wider one.
pub fn traits(text: &Text, answers: &Answers) -> HashSet<Trait> {
    let mut all: HashSet<Trait> = left(text, answers).into_iter().map(|left| left.what).collect();
    let banded = of_answers(answers).filter_map(|left| left.question);
    all.extend(banded.filter_map(|question| wider(answers, question)));
    all
}

/// What is left of a structured answer once it is widened. `None`: there is no wider band for it.
pub fn wider(answers: &Answers, question: Question) -> Option<Trait> {
    if !may_widen(answers, question) {
        return None;
    }
    let widen = Action { act: Act::Band, answers: vec![question], ..Action::default() };
    let wide = edited_answers(answers, &[widen]);
    of_answers(&wide).find(|left| left.question == Some(question)).map(|left| left.what)
}

/// How many of these reports share each combination.
pub fn shared(library: &[HashSet<Trait>], combinations: &[Vec<Trait>]) -> Vec<usize> {
    let count =
        |wanted: &Vec<Trait>| library.iter().filter(|traits| wanted.iter().all(|one| traits.contains(one))).count();
    combinations.iter().map(count).collect()
}

fn of_answers(answers: &Answers) -> impl Iterator<Item = Left> + use<> {
    let given = [
        (Quasi::Agency, Question::AgencyType, answers.agency_type.map(|value| value.as_str())),
        (Quasi::Department, Question::DepartmentType, answers.department_type.map(|value| value.as_str())),
        (Quasi::Size, Question::SwornBand, answers.sworn_band.map(|value| value.as_str())),
        (Quasi::Population, Question::PopulationBand, answers.population_band.map(|value| value.as_str())),
        (Quasi::Region, Question::Region, answers.region.map(|value| value.as_str())),
    ];
    given.into_iter().filter_map(|(quasi, question, value)| {
        let what = Trait { quasi, value: value?.to_owned() };
        Some(Left { what, span: None, question: Some(question) })
    })
}

/// Where a phrase stands as words of its own.
fn stands(text: &str, phrase: &str) -> Option<usize> {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|tail| tail.chars().next());
        !word(before) && !word(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AgencyType, DepartmentType, Field, PopulationBand, Region, SwornBand};

    fn text(summary: &str) -> Text {
        Text { summary: summary.into(), ..Text::default() }
    }

    fn shown(summary: &str) -> Vec<(Quasi, String)> {
        left(&text(summary), &Answers::default()).into_iter().map(|left| (left.what.quasi, left.what.value)).collect()
    }

    #[test]
    fn traits_are_read_by_whole_words() {
        let cases: &[(&str, &[(Quasi, &str)])] = &[
            ("[In the spring] we met.", &[(Quasi::Date, "spring")]),
            ("It was late October, a Saturday.", &[(Quasi::Date, "autumn"), (Quasi::Date, "weekend")]),
            ("I work nights.", &[(Quasi::Time, "night")]),
            ("I said good night.", &[]),
            ("[in the early morning] at the marina", &[(Quasi::Time, "early-morning"), (Quasi::Place, "water")]),
            ("The springer spaniel passed the lakeside.", &[]),
            ("My sergeant and the K-9 handler", &[(Quasi::Rank, "sergeant"), (Quasi::Unit, "canine")]),
            ("the only female deputy, 20 years on the job", &[(Quasi::Sex, "woman"), (Quasi::Tenure, "long")]),
            ("He said that she ran.", &[]),
            ("a moose on the gravel road", &[(Quasi::Place, "rural"), (Quasi::RareEvent, "animal")]),
            ("", &[]),
        ];
        for (summary, want) in cases {
            let want: Vec<_> = want.iter().map(|&(quasi, value)| (quasi, value.to_owned())).collect();
            assert_eq!(shown(summary), want, "{summary}");
        }
    }

    #[test]
    fn each_trait_has_its_place_and_each_answer_its_question() {
        let text = text("é 👮 By the LAKE, and again by the lake.");
        let answers = Answers {
            region: Some(Region::West),
            sworn_band: Some(SwornBand::To49),
            agency_type: Some(AgencyType::Tribal),
            department_type: Some(DepartmentType::Police),
            population_band: Some(PopulationBand::Under2500),
            ..Answers::default()
        };
        let found = left(&text, &answers);
        let lake = found.iter().find(|left| left.what.quasi == Quasi::Place).unwrap();
        assert_eq!(lake.span.and_then(|span| text.slice(span)), Some("LAKE"));
        assert_eq!(lake.span.map(|span| span.field), Some(Field::Summary));
        let questions: Vec<_> = found.iter().filter_map(|left| left.question).collect();
        let wanted = [
            Question::AgencyType,
            Question::DepartmentType,
            Question::SwornBand,
            Question::PopulationBand,
            Question::Region,
        ];
        assert_eq!(questions, wanted);
        let widened: Vec<_> = wanted.map(|question| wider(&answers, question).map(|what| what.value)).into();
        assert_eq!(widened, [None, None, Some("under-50".into()), Some("under-25000".into()), None]);
    }

    #[test]
    fn a_combination_is_counted_and_a_wider_band_hides_among_more() {
        let one =
            |summary: &str, band| traits(&text(summary), &Answers { sworn_band: Some(band), ..Answers::default() });
        let library =
            [one("by the lake", SwornBand::To49), one("by the river", SwornBand::To9), one("a farm", SwornBand::To49)];
        let what = |quasi, value: &str| Trait { quasi, value: value.to_owned() };
        let (water, narrow) = (what(Quasi::Place, "water"), what(Quasi::Size, "25-49"));
        let wide = what(Quasi::Size, "under-50");
        let combinations = [
            vec![],
            vec![water.clone()],
            vec![narrow],
            vec![water.clone(), wide],
            vec![water, what(Quasi::Unit, "air")],
        ];
        assert_eq!(shared(&library, &combinations), [3, 2, 2, 2, 0]);
    }

    #[test]
    fn a_town_counts_in_its_own_band_and_in_the_wider_one() {
        let of = |band| traits(&text(""), &Answers { population_band: Some(band), ..Answers::default() });
        let library = [of(PopulationBand::Under2500), of(PopulationBand::To9999), of(PopulationBand::Below25000)];
        let what = |value: &str| vec![Trait { quasi: Quasi::Population, value: value.to_owned() }];
        assert_eq!(shared(&library, &[what("under-2500"), what("under-25000"), what("25000-99999")]), [1, 3, 0]);
    }

    #[test]
    fn values_are_told_apart_by_what_they_are_about() {
        for (index, (quasi, value, phrases)) in WORDS.iter().enumerate() {
            assert!(!phrases.is_empty());
            assert!(phrases.iter().all(|phrase| *phrase == phrase.to_lowercase()), "{value}");
            assert!(WORDS.iter().skip(index + 1).all(|(q, v, _)| (q, v) != (quasi, value)), "{value} twice");
        }
    }
}
