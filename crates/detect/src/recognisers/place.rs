//! Landmarks, waters, parks, and rooms, lots and gates with their numbers.

use std::sync::LazyLock;

use crate::pattern::{self, Finder, Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon, names};

static KIND: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"\b(?i:park|lake|river|creek|bridge|quarry|beach|bay|mountain|mountains|canyon|reservoir|dam|falls|trail|trailhead|forest|airport|island|valley|bayou|pond|mall|tunnel|marina|pier|landing|harbor|preserve|spillway|water tower|campground|fairgrounds|slough|swamp|greenbelt|greenway|boardwalk|substation|weigh station|rest area|cemetery|courthouse|hall of justice|justice center|memorial park|state park|national park|national forest|golf course|speedway|raceway|plaza|tower|towers|building|pass|peninsula|cove|inlet|sound|narrows|bluffs|hills|heights|ranch road|railyard|yards|depot|terminal|station|village|subdivision|addition|field|gulch|gulf|hollow|junction|projects|homes)\b",
    )
});

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "place",
        [
            Pattern::new(Class::Location, 0.75, "a lake, mount, fort or port", r"\b(?:Lake|Mount|Mt\.?|Fort|Ft\.?|Port|Point|Camp|Isle of|Cape|Glen) (?:<<CAP>> ){0,1}<<CAP>>").check(|text, c| {
                let s = text.get(c.range.clone());
                let second = s.split(' ').nth(1).unwrap_or_default();
                !text.caps(c.range.start) && !lexicon::is_function(second) && !(text.sentence_start(c.range.start) && lexicon::is_common(second)) && !lexicon::is_never(second)
            }),
            Pattern::new(Class::Location, 0.7, "a lake, mount, fort or port", r"\b(?:lake|mount|fort|port) [a-z]{4,20}\b").check(|text, c| {
                let s = text.get(c.range.clone());
                let second = s.split(' ').nth(1).unwrap_or_default();
                !lexicon::is_common(second)
            }),
            Pattern::new(
                Class::Location,
                0.7,
                "a room, lot or gate with its number",
                r"(?i)\b(?:apt\.?|apartment|room|rm\.?|lots?|space|gate|cell|courtroom|berth|pier|dock|runway|suite|ste\.?|bldg\.?|building|taxiway|concourse|dept\.?|storage unit|pod|compartment|trailer|site|interview room|dorm|tier|slip|hangar|terminal|platform|sector|beat|zone|grid|parcel|bin|stall|field|quarry|boat ramp)[ -](?:no\.? ?|#)?(?:[a-z]{1,2}-?\d{1,4}[a-z]?|\d{1,5}(?:-?[a-z])?|[a-h])\b",
            )
            .check(site),
            Pattern::new(Class::Location, 0.45, "a direction of a named place", r"\b(?:Upper|Lower|North|South|East|West|Old|Downtown) [<<U>>][<<L>>]{3,}\b").check(|text, c| {
                let s = text.get(c.range.clone());
                let second = s.split(' ').nth(1).unwrap_or_default();
                !text.caps(c.range.start) && !text.sentence_start(c.range.start) && !lexicon::is_never(second) && !lexicon::is_brand(second)
            }),
        ],
    )
});

fn site(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let (word, rest) = s.split_once([' ', '-']).unwrap_or((s, ""));
    let digits = rest.bytes().any(|b| b.is_ascii_digit());
    let letter = rest.trim_start_matches(['#', ' ']).len() == 1 && !digits;
    // "lot a", "room I", "space 2 feet wide": a letter needs its capital, a number must not measure.
    if letter
        && (!rest.bytes().any(|b| b.is_ascii_uppercase())
            || words::is_one_of(rest, &["i", "a"])
                && !words::is_one_of(word, &["pod", "courtroom", "concourse", "building", "bldg", "gate"]))
    {
        return false;
    }
    if crate::identifier::is_measure(text, c.range.end) || !digits && !letter {
        return false;
    }
    let doubtful = words::is_one_of(
        word,
        &[
            "lot", "lots", "space", "cell", "trailer", "site", "field", "tier", "bin", "stall", "dept", "platform",
            "grid", "zone", "sector", "beat",
        ],
    );
    if doubtful && !words::capital(word) && !digits {
        return false;
    }
    let after = text.after(c.range.end);
    !(after.starts_with(['-', '/', ':', '.', ',']) && after.chars().nth(1).is_some_and(char::is_alphanumeric))
}

/// Kinds that are hardly ever a proper name's last word unless they have a capital themselves.
#[rustfmt::skip]
const NEEDS_CAPITAL: &[&str] = &[
    "park", "trail", "pass", "dam", "tower", "building", "field", "station", "terminal", "village", "plaza", "pier",
    "pond", "tunnel", "sound", "homes", "projects", "addition", "depot", "yards", "mall", "hills", "heights",
    "valley", "falls", "speedway", "landing", "cove", "bluffs", "towers", "forest", "mountain", "mountains",
    "junction", "hollow", "gulf", "island",
];

fn landmarks(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in KIND.find_iter(text) {
        if !text.before(m.start()).ends_with([' ', '\u{a0}']) {
            continue;
        }
        let kind = m.as_str();
        let capital = words::capital(kind);
        let Some(previous) = words::previous(text.s, m.start()) else { continue };
        let word = text.get(previous.clone());
        let bare = word.trim_end_matches('.');
        let unknown = !lexicon::is_common(bare);
        if lexicon::is_function(bare)
            || names::is_generic(bare)
            || names::is_rank(bare)
            || lexicon::is_brand(bare) && !capital
        {
            continue;
        }
        let mid = !text.sentence_start(previous.start);
        let caps = text.caps(m.start());
        let score = if caps {
            if !unknown {
                continue;
            }
            0.6
        } else if capital && words::capital(word) {
            if (lexicon::is_never(bare)
                || words::is_one_of(bare, &["police", "fire", "radio", "parking", "grand", "traffic"]))
                && text.get(previous.clone()).len() > 1
            {
                continue;
            }
            if mid || unknown { 0.72 } else { 0.5 }
        } else if words::capital(word) && mid && !words::is_one_of(kind, NEEDS_CAPITAL) {
            0.6
        } else if !words::capital(word)
            && unknown
            && !words::is_one_of(kind, NEEDS_CAPITAL)
            && words::is_one_of(
                kind,
                &["lake", "river", "creek", "quarry", "bridge", "bayou", "reservoir", "airport", "canyon"],
            )
        {
            0.5
        } else {
            continue;
        };
        let Some(start) = names::start_before(text, m.start(), 3, !words::capital(word)) else { continue };
        out.push(Candidate {
            range: start..m.end(),
            class: Class::Location,
            score,
            why: Why {
                recogniser: "place",
                matched: "a landmark, water or park",
                raised: Vec::new(),
                lowered: if capital { Vec::new() } else { vec!["written without a capital"] },
            },
        });
    }
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
    landmarks(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn places() {
        finds(
            super::find,
            &[
                ("in Prentice Park near", &["Prentice Park"]),
                ("at Kroone Lake", &["Kroone Lake"]),
                ("on Lake Amidon", &["Lake Amidon"]),
                ("the Tillmore Bridge", &["Tillmore Bridge"]),
                ("at the Musselbeck bridge", &["Musselbeck bridge"]),
                ("Lot 14 or Lot 41", &["Lot 14", "Lot 41"]),
                ("cell S-22.", &["cell S-22"]),
                ("Courtroom 5B", &["Courtroom 5B"]),
                ("Gate C19", &["Gate C19"]),
                ("near Fort Ransome", &["Fort Ransome"]),
                ("room 118 was", &["room 118"]),
                ("in Apt 4B", &["Apt 4B"]),
                ("RM 212", &["RM 212"]),
                ("slip 14", &["slip 14"]),
                ("by Hangar 6", &["Hangar 6"]),
                ("up Rattlesnake Canyon", &["Rattlesnake Canyon"]),
                ("at wapello lake", &["wapello lake"]),
                ("Bldg. C lobby", &["Bldg. C"]),
            ],
        );
    }

    #[test]
    fn no_places() {
        finds_nothing(
            super::find,
            &[
                "in the park",
                "across the bridge",
                "the police station",
                "a Fire Station",
                "put it in park",
                "the lot 40 feet away",
                "a lot of",
                "by the river",
                "cell phone",
                "a dry creek",
                "put in the field",
                "the back building",
                "room 2 minutes",
                "lane 11",
                "the weigh station",
                "on platform 3 feet up",
                "beat him 3 times",
                "zone in on it",
            ],
        );
    }
}
