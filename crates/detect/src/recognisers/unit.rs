//! Numbers of units, cars and radios, and call signs ("2L41", "Adam-12", "Medic 40").

use std::sync::LazyLock;

use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, lexicon, names};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "unit",
        [
            Pattern::new(
                Class::Badge,
                0.85,
                "a number after a word for a unit",
                r"(?i)\b(?:units?|cars?|squad|cruiser|shop|fleet|patrol car|patrol unit|radio|call ?signs?|c/s|motor|boat|bike|van|bus|vehicle|position|post|truck|engine|fleet number|car number|unit number|shop number|portable|beat car)(?: (?:number|no\.?|#|is|was))?[\s:#]{0,2}((?:[a-z]{1,3}[- ]?)?\d{1,5}(?:-\d{1,4})?[a-z]?(?:-\d{1,3})?)\b",
            )
            .raised(&["a word for a unit before it"])
            .check(unit_number),
            Pattern::new(
                Class::Badge,
                0.65,
                "a number word after a word for a unit",
                r"(?i)\b(?:units?|squad|cruiser|patrol car|call ?sign|badge|medic|motor|ladder|battalion)(?: number)? ((?:<<NUMW>>)(?:[- ](?:<<NUMW>>|oh|zero)){0,3})\b",
            )
            .raised(&["a word for a unit before it"])
            .check(|text, c| !crate::identifier::is_measure(text, c.range.end)),
            Pattern::new(
                Class::Badge,
                0.85,
                "a call sign with a service name",
                r"\b(?:Bomb|SWAT|Sergeant|Drone|Bike|Boat|Fire Police|Medic|Engine|Eng\.?|Ladder|Truck|Rescue|Battalion|Squad|Ambulance|Marine|Air|Tanker|Brush|Ranger|Campus|Metro|BLS|ALS|Command|Car|Unit|Patrol|Shop|Vessel|Tower|Quint|Utility|Canine|Traffic|Detective|Motor|Pedal|Crew|Scout|Lookout|LifeStar|MEDIC|ENGINE|RESCUE|SQUAD|LADDER|CAR|UNIT|UTV|ATV|Pipeline|Star|Eagle|Falcon|Hawk|EMS|Sgt|SGT|School|Jail|Ground|Bell|Seven|CIV|PR) (?:\d{1,4}(?:-[A-Z]\w{0,6}|-\d{1,3})?|(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]wenty)(?:-(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]wo))*)(?: (?:Adam|Baker|Boy|Charles|Charlie|David|Edward|Frank|George|Henry|Ida|John|King|Lincoln|Mary|Nora|Ocean|Paul|Queen|Robert|Sam|Tom|Union|Victor|William))?\b",
            )
            .check(unit_number),
            Pattern::new(
                Class::Badge,
                0.85,
                "a call sign in the phonetic alphabet",
                r"(?i)\b(?:\d{1,3}[- ]?)?(?:adam|baker|boy|charles|charlie|david|edward|frank|george|henry|ida|john|king|lincoln|mary|nora|ocean|paul|queen|robert|sam|tom|union|victor|william|xray|zebra|alpha|bravo|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|whiskey|yankee|zulu|wayne)[- ](?:delta |adam )?(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|lima|adam|boy))?\b",
            )
            .check(phonetic),
            Pattern::new(
                Class::Badge,
                0.8,
                "a number and a letter of the phonetic alphabet",
                r"(?i)\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine)[- ](?:adam|baker|boy|charles|charlie|david|edward|frank|george|henry|ida|john|king|lincoln|mary|nora|ocean|paul|queen|robert|sam|tom|union|victor|william|zebra|bravo|echo|foxtrot|kilo|lima|oscar|romeo|sierra|tango|whiskey|yankee|zulu)(?:[- ](?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine))?\b",
            )
            .check(phonetic),
            Pattern::new(Class::Badge, 0.8, "a call sign of digits and a letter", r"\b\d{1,2}[A-WYZ]\d{1,3}\b").check(|text, c| {
                let before = text.before(c.range.start).chars().next_back();
                let after = text.after(c.range.end);
                !matches!(before, Some('-' | '/' | '.' | '#')) && !(after.starts_with('-') && after.chars().nth(1).is_some_and(char::is_alphanumeric)) && !text.get(c.range.clone()).ends_with("M4")
            }),
            Pattern::new(Class::Badge, 0.55, "a letter and a number joined by a hyphen", r"\b[A-Z]{1,3}-\d{1,4}\b").check(letter_number),
            Pattern::new(Class::Badge, 0.55, "a name and a number", r"\b[<<U>>][<<L>>]{3,14} \d{1,2}\b").check(|text, c| {
                let word = text.get(c.range.clone()).split(' ').next().unwrap_or_default();
                let after = text.right(c.range.end, 3);
                let joined = after.starts_with(['-', '/', '.', ':', ',', '%']) && after.chars().nth(1).is_some_and(char::is_alphanumeric);
                !joined && !text.caps(c.range.start) && !lexicon::is_common(word) && !lexicon::is_brand(word) && !names::is_rank(word) && !crate::identifier::is_measure(text, c.range.end) && !lexicon::is_given(word) && !text.before(c.range.start).ends_with(['-', '@', '_'])
            }),
            Pattern::new(
                Class::Badge,
                0.55,
                "a name and a number word, both with capitals",
                r"\b[A-Z][a-z]{2,12} (?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b",
            )
            .check(|text, c| {
                let word = text.get(c.range.clone()).split(' ').next().unwrap_or_default();
                !lexicon::is_never(word)
                    && !text.title_case(c.range.start)
                    && !words::listed(
                        word,
                        "code signal phase level plan part chapter step rule condition priority channel grade tier lesson page act \
                         number day week year world",
                    )
            }),
            Pattern::new(Class::Badge, 0.5, "digits joined by a hyphen before a verb of the radio", r"\b(\d{1,2}-\d{2,3})(?:,| (?:advised|copied|responded|replied|radioed|asked|arrived|out|en route|on scene|cleared|called))\b").check(|text, c| {
                !text.get(c.range.clone()).starts_with("10-") && !text.get(c.range.clone()).starts_with("11-")
            }),
        ],
    )
});

/// Letters and numbers of well-known gear, vehicles and aircraft.
const MODELS: &[&str] = &[
    "F-150", "F-250", "F-350", "F-450", "E-150", "E-250", "E-350", "E-450", "P-226", "P-229", "P-220", "P-320",
    "P-365", "X-26", "X-2", "X-7", "M-4", "M-14", "M-16", "M-60", "M-79", "M-203", "V-6", "V-8", "V-10", "V-4", "B-52",
    "N-95", "K-9", "C-4", "C-130", "C-5", "S-10", "T-50", "Q-5", "H-1", "H-2", "H-3", "A-10", "L-1", "R-1", "D-10",
    "D-9", "T-1", "T-2", "T-3", "B-12", "C-1", "C-2", "C-3", "C-6", "C-7", "X-5", "X-3", "Z-28", "I-9", "W-2", "I-4",
];

/// What letters name gear, roads, aircraft and chemicals whatever the number.
const GEAR: &[&str] = &[
    "AR", "AK", "MP", "RAV", "CX", "UH", "HH", "K", "KN", "LR", "CR", "GT", "GO", "PC", "VC", "HS", "US", "SR", "I",
    "FM", "SH", "TH", "OH", "MD", "DC", "WD", "JP", "RU", "PL", "PT", "SKS", "MAC", "FN", "CZ", "SIG", "XD", "TEC",
    "FA", "COVID", "OC", "CS", "GP", "MK", "EZ", "RX", "NIJ", "EN", "FIFA", "CH", "RM", "ID", "IA",
];

fn letter_number(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let Some((letters, _)) = s.split_once('-') else { return false };
    let before = text.before(c.range.start).chars().next_back();
    let after = text.after(c.range.end);
    if matches!(before, Some('-' | '/' | '.'))
        || after.starts_with(['-', '/', '.']) && after.chars().nth(1).is_some_and(char::is_alphanumeric)
    {
        return false;
    }
    let left = text.left(c.range.start, 14).to_lowercase();
    let cue =
        ["badge ", "unit ", "car ", "i'm ", "i’m ", "(", "motor ", "call sign ", "radio ", "bus ", "to ", "star "]
            .iter()
            .any(|w| left.ends_with(w));
    if MODELS.contains(&s) && !(cue && letters != "K" && letters != "F") || letters == "I" {
        return false;
    }
    if GEAR.contains(&letters)
        && !(cue && !matches!(letters, "AR" | "AK" | "K" | "F" | "I" | "US" | "SR" | "C" | "CR" | "PC" | "GO"))
    {
        return false;
    }
    true
}

fn phonetic(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    // "Adam Two" may be a name and a number; lower-case "charlie one" a song: a digit or capitals have to be there.
    let digits = s.bytes().any(|b| b.is_ascii_digit());
    let capitals = s.split([' ', '-']).filter(|w| w.chars().any(char::is_alphabetic)).all(words::capital);
    if !digits && !capitals || crate::identifier::is_measure(text, c.range.end) {
        return false;
    }
    let doubtful = s.split([' ', '-']).any(|w| {
        words::is_one_of(
            w,
            &[
                "boy", "king", "queen", "union", "golf", "hotel", "uniform", "ocean", "november", "delta", "mike",
                "papa", "india",
            ],
        ) && !words::capital(w)
    });
    let name = words::next(text.s, c.range.end).is_some_and(|r| {
        let word = text.get(r);
        words::capital(word) && !text.caps(c.range.start) && !lexicon::is_common(word) && !digits
    });
    if doubtful || name {
        return false;
    }
    if text.before(c.range.start).ends_with('-') {
        return false;
    }
    true
}

fn unit_number(text: &Text<'_>, c: &mut Candidate) -> bool {
    let after = text.after(c.range.end);
    if after.starts_with(['-', '/', '.', ':', ',']) && after.chars().nth(1).is_some_and(char::is_alphanumeric)
        || after.starts_with(['%', '°'])
        || after.starts_with(" %")
    {
        return false;
    }
    if crate::identifier::is_measure(text, c.range.end) {
        return false;
    }
    let s = text.get(c.range.clone());
    // "The truck by 4", "ALL UNITS AT 1316".
    if s.split(' ').next().is_some_and(|word| {
        lexicon::is_function(word) && !words::capital(word) || words::listed(word, "at by to in on of is was")
    }) {
        return false;
    }
    let ten_code = s.starts_with("10-") || s.starts_with("11-");
    // "the car 2010 or so" is a model year.
    let year = s.len() == 4 && s.parse::<u32>().is_ok_and(|n| (1950..2050).contains(&n));
    if year {
        c.lower(0.3, "it may be a year");
    }
    let left = text.left(c.range.start, 20).to_lowercase();
    let thing = ["traffic ", "air "].iter().any(|w| left.ends_with(w));
    let number_word = s
        .split_whitespace()
        .last()
        .is_some_and(|w| words::is_one_of(w, &["one", "two", "three", "four", "five", "six"]));
    // "Unit One" at a sentence's head, "Squad four of": the word needs its capital.
    let capital_number = s.split_whitespace().last().is_some_and(words::capital);
    !ten_code && !thing && (!number_word || capital_number || s.starts_with("Medic") || s.starts_with("Engine"))
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn units() {
        finds(
            super::find,
            &[
                ("came on and said unit four whats your", &["four"]),
                ("Bomb 1 and SWAT 6 came", &["Bomb 1", "SWAT 6"]),
                ("car 505 arrived", &["505"]),
                ("Unit 12 asked", &["Unit 12"]),
                ("UNIT 3B44 OUT", &["3B44"]),
                ("2L41 copied", &["2L41"]),
                ("Adam-12 was", &["Adam-12"]),
                ("4-Adam-17 that", &["4-Adam-17"]),
                ("Medic 40 took him", &["Medic 40"]),
                ("Eng 7 came", &["Eng 7"]),
                ("I'm Oscar-3-Lima,", &["Oscar-3-Lima"]),
                ("call sign Kilo 7.", &["Kilo 7"]),
                ("wayne 9 to wayne 14", &["wayne 9", "wayne 14"]),
                ("Fleet number T-31,", &["T-31"]),
                ("badge (D-08)", &["D-08"]),
                ("Lincoln 20 called", &["Lincoln 20"]),
                ("Marine One went", &["Marine One"]),
                ("car Five-Baker-Two", &["Five-Baker-Two"]),
            ],
        );
    }

    #[test]
    fn no_units() {
        finds_nothing(
            super::find,
            &[
                "10-8, 10-50",
                "Code 3",
                "Signal 13",
                "an AR-15",
                "a Glock 19",
                "a F-150",
                "his K-9",
                "two units",
                "car 2 feet away",
                "the unit was",
                "units 10-8",
                "a Crown Vic",
                "M-16",
                "Taser 7 is a brand",
                "80 mph",
                "the car 10 minutes later",
                "I-70",
                "a mike in my left",
                "the boy 2 doors down",
                "engine on, a/c on",
                "C-4 charge",
                "in the truck by 4 and",
                "HELD ALL UNITS AT 1316.",
            ],
        );
    }
}
