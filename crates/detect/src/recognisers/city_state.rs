//! Cities with their state, states, counties and townships.

use std::sync::LazyLock;

use crate::pattern::{self, Finder, Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon, names};

static KIND: LazyLock<Finder> =
    LazyLock::new(|| pattern::regex(r"(?i)\b(?:county|parish|township|twp|borough|counties)\b\.?"));

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "city_state",
        [
            Pattern::new(Class::Location, 0.92, "a city and its state", r"\b(?:<<CAP>> ){0,3}<<CAP>>, (?:(?i:<<STATE>>)\b|<<STAB>>|<<ST2>>\b)(?: \d{5}(?:-\d{4})?\b)?").check(city),
            Pattern::new(Class::Location, 0.65, "the name of a state", r"\b<<STATE>>\b").check(state),
            Pattern::new(Class::Location, 0.6, "the abbreviated name of a state", r"(?:^|[\s(,])(<<STAB>>)").check(|text, c| {
                let s = text.get(c.range.clone());
                let left = words::last_word(text.left(c.range.start, 12).trim_end());
                // "La." and "Miss." are other words as well.
                c.range.end -= usize::from(s.ends_with('.') && text.after(c.range.end).trim_start().chars().next().is_none_or(char::is_uppercase));
                !matches!(s, "Miss." | "La." | "Ore." | "Mo." | "Md." | "Pa." | "Ga." | "Cal." | "Ind." | "Del." | "Va." | "Mass." | "Wash." | "Tex." | "Ill." | "Mich." | "Ark.") || words::is_one_of(left, &["in", "of", "from", "to", "near"])
            }),
            Pattern::new(Class::Location, 0.8, "a city, town or county of", r"\b(?i:city|town|village|county|township|borough) of (?:<<CAP>> ){0,2}<<CAP>>").check(|text, c| {
                let s = text.get(c.range.clone());
                let at = s.find(" of ").map_or(0, |i| i + 4);
                let first = s.get(at..).unwrap_or_default().split(' ').next().unwrap_or_default();
                c.range.start += at;
                !lexicon::is_function(first)
            }),
            Pattern::new(Class::Location, 0.55, "a state's two letters", r"(?:\b(?:in|from|to|of|out of|near|a|an) )(AL|AK|AZ|AR|CA|CT|FL|GA|IL|IA|KS|KY|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY)\b").check(|text, c| !text.caps(c.range.start)),
        ],
    )
});

fn city(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    // "N. Ferreira, PA-C": a profession.
    if text.after(c.range.end).starts_with('-') {
        return false;
    }
    let comma = s.find(',').unwrap_or(s.len());
    let state = s.get(comma + 1..).unwrap_or_default().trim();
    if matches!(state, "ME" | "IN" | "OR" | "OK" | "HI" | "ID" | "OH" | "PA" | "LA" | "CO" | "MD" | "DE" | "AL" | "MA")
        && text.caps(c.range.start)
    {
        return false;
    }
    // "Officer Orr, ID 1288": an identification, not Idaho.
    let next = text.right(c.range.end, 8);
    if state == "ID"
        && (next.trim_start_matches([' ', '#', ':', '.']).chars().take(4).any(|ch| ch.is_ascii_digit())
            || next.starts_with(" no")
            || next.starts_with('#'))
    {
        return false;
    }
    let last = words::last_word(s.get(..comma).unwrap_or_default());
    if lexicon::is_brand(last) || s.get(..comma).is_some_and(|city| city.ends_with("'s") || city.ends_with("’s")) {
        return false;
    }
    // Ranks and function words before the city do not belong to it ("Officer Ruiz, Ohio" has no city).
    let at = c.range.start + comma;
    match names::start_before(text, at, 3, false) {
        Some(start) => {
            c.range.start = start.max(c.range.start);
            true
        }
        None => {
            c.range.start = c.range.start + comma + 2;
            state.len() > 3
        }
    }
}

/// States that are given names, streets and the capital as well.
fn state(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let left = words::last_word(text.left(c.range.start, 16).trim_end_matches([' ', '.']));
    if words::is_one_of(s, &["Virginia", "Georgia", "Washington", "Montana", "Dakota"]) {
        let place = words::is_one_of(
            left,
            &[
                "in", "of", "from", "to", "near", "through", "into", "the", "across", "west", "eastern", "western",
                "northern", "southern", "and",
            ],
        );
        if !place {
            c.lower(0.15, "also a name of persons");
        }
        if names::is_rank(left) {
            return false;
        }
    }
    !names::is_rank(left)
}

fn counties(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in KIND.find_iter(text) {
        if !text.before(m.start()).ends_with([' ', '\u{a0}']) {
            continue;
        }
        let kind = m.as_str().trim_end_matches('.');
        let Some(previous) = words::previous(text.s, m.start()) else { continue };
        let word = text.get(previous);
        let lower = !words::capital(kind) && !words::capital(word);
        if lower && (lexicon::is_common(word) || lexicon::is_never(word))
            || names::is_generic(word)
            || lexicon::is_function(word)
            || words::is_one_of(word, &["neighboring", "home", "adjoining", "next", "dry"])
        {
            continue;
        }
        let Some(start) = names::start_before(text, m.start(), 3, lower) else { continue };
        let mut candidate = Candidate {
            range: start..m.start() + kind.len(),
            class: Class::Location,
            score: 0.85,
            why: Why {
                recogniser: "city_state",
                matched: "a county, parish or township",
                raised: Vec::new(),
                lowered: Vec::new(),
            },
        };
        if lower {
            candidate.lower(0.2, "written without a capital");
        }
        out.push(candidate);
    }
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    if text.has_upper {
        SET.find(text, out);
    }
    counties(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn places() {
        finds(
            super::find,
            &[
                ("in Warwick, Rhode Island when", &["Warwick, Rhode Island"]),
                ("from Dayton, OH.", &["Dayton, OH"]),
                ("La Plata Vista, Colo.", &["La Plata Vista, Colo."]),
                ("Tamarack County was", &["Tamarack County"]),
                ("in St. Mary Parish", &["St. Mary Parish"]),
                ("over to Ohio that", &["Ohio"]),
                ("the city of Palo Verde", &["Palo Verde"]),
                ("in wapello county we", &["wapello county"]),
                ("Moline, IL 61265", &["Moline, IL 61265"]),
                ("Marl Falls, Tenn.", &["Marl Falls, Tenn."]),
                ("drove in from Nebraska", &["Nebraska"]),
                ("town of Ketter", &["Ketter"]),
                ("in Orrin Township", &["Orrin Township"]),
                ("Wexley Borough units", &["Wexley Borough"]),
                ("a car out of TX with", &["TX"]),
                ("Ketter Twp. had", &["Ketter Twp"]),
                ("Tully Gap, KY 40299-1104", &["Tully Gap, KY 40299-1104"]),
                ("WE DROVE TO TULLY GAP, OHIO WITH HIM", &["TULLY GAP, OHIO"]),
            ],
        );
    }

    #[test]
    fn no_places() {
        finds_nothing(
            super::find,
            &[
                "the county was",
                "our county jail",
                "a neighboring county",
                "Officer Virginia Orr",
                "In the city of course",
                "dry county",
                "two counties over",
                "I live in the county",
                "parish priest",
                "Ofc. Orme, me",
                "ok, or not",
                "Ms. Georgia Pell",
                "Sgt. Dakota",
                "out of state",
                "a city of 40,000",
                "out at the county line",
                "Officer Orr, ID 1288",
                "IN OR OUT",
                "a borough",
            ],
        );
    }
}
