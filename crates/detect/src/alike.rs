//! What looks like an identifier and is none: models of cars and guns, ammunition, channels of the radio, laws and their
//! cases, placards, measures, numbered steps and boxes, and names that name nobody.
//!
//! A finding that lies within such a thing is dropped, and one that reaches beyond it is cut, whoever found it.

mod cars;
mod kinds;
mod numbers;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::pattern::{self, Finder};
use crate::text::{Candidate, Text};
use crate::{Class, tagger, words};

/// Names in everyday use that name nobody here, in lower case, one a line.
const NAMES: &str = include_str!("../data/alike.txt");

const COLOUR: &str = "(?:(?:light|dark|white|black|silver|gr[ae]y|red|blue|green|tan|gold|maroon|brown|beige|yellow|orange|purple) ){0,2}";

/// The letters before the number of a law.
const LAW: &str = "cfr|c\\.f\\.r\\.?|usc|u\\.s\\.c\\.?|general orders?|special orders?|standing orders?|executive order|policy|polices|\
     directive|procedure|sop|g\\.?o\\.?|op|rule|title|chapter|article|section|sec\\.?|§{1,2}|subsection|krs|rcw|orc|nrs|ors|ars|\
     a\\.r\\.s\\.|mca|rsmo|ilcs|crs|c\\.r\\.s\\.|tca|ocga|o\\.c\\.g\\.a\\.|pc|vc|cvc|cpc|hsc|wic|penal code|vehicle code|faa part|part";

/// Cases of the highest court that officers learn by name, of whatever side.
const CASES: &str = "terry v\\.? ohio|graham v\\.? connor|tennessee v\\.? garner|miranda v\\.? arizona|mapp v\\.? ohio|wong sun v\\.?|\
     brady v\\.? maryland|garrity v\\.? new jersey|giglio v\\.? (?:united states|u\\.?s\\.?)|pennsylvania v\\.? mimms|\
     chimel v\\.? california|arizona v\\.? gant|riley v\\.? california|carroll v\\.? (?:united states|u\\.?s\\.?)|\
     katz v\\.? (?:united states|u\\.?s\\.?)|illinois v\\.? (?:wardlow|gates)|whren v\\.? (?:united states|u\\.?s\\.?)|\
     scott v\\.? harris|plumhoff v\\.? rickard|payton v\\.? new york|florida v\\.? (?:royer|jardines|bostick)|\
     california v\\.? hodari|kentucky v\\.? king|missouri v\\.? mcneely|birchfield v\\.? north dakota|utah v\\.? strieff|\
     michigan v\\.? summers|muehler v\\.? mena|maryland v\\.? (?:buie|wilson)|arizona v\\.? johnson|new york v\\.? quarles|\
     rodriguez v\\.? (?:united states|u\\.?s\\.?)|navarette v\\.? california|delaware v\\.? prouse|edwards v\\.? arizona|\
     kyles v\\.? whitley|deshaney v\\.? winnebago|castle rock v\\.? gonzales|torres v\\.? madrid|caniglia v\\.? strom";

static FORMS: LazyLock<Finder> = LazyLock::new(|| {
    let number = "(?:\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
    let car = format!("(?:{}|{})", cars::MAKES, cars::NUMBERED);
    let forms = [
        // Years and models of vehicles.
        format!(r"(?:19[5-9]\d|20[0-4]\d),? {COLOUR}{car}\b(?: {car}\b)?(?: [a-z]{{0,3}}-?\d{{1,4}}[a-z]{{0,2}}\b)?"),
        r"\b(?:bmw|ford|chevy|chevrolet|honda|yamaha|kawasaki|suzuki|harley|dodge|gmc|kia|hyundai|mazda|nissan|lexus|acura|infiniti|audi|mercedes|volvo|freightliner|kenworth|peterbilt) [a-z]{1,3}-?\d{2,4}[a-z]{0,3}\b(?:, (?:19|20)\d\d\b)?".into(),
        r"\b(?:bmw|cessna|airbus|boeing|sikorsky|robinson|eurocopter|ducati|ktm|dji|glock|sig sauer|ruger|remington|mossberg|beretta|benelli|h&k|fn) (?:[a-z]{1,3}[- ]?)?\d{2,4}[a-z]{0,3}\b".into(),
        r"\bharley road king\b|\b[ef]-?[1-6]50\b|\b(?:ar-?1[05]|ak-?47|ak-?74|mp-?5|uh-?60|uh-?1h|oh-?58|c-?130|as-?350|ec-?1[34]\d|n-?95|mc-?(?:30[67]|331|338)|dot-?(?:40[67]|412|111|117)|wd-?40|p-?25|lcp ii|f-?900)\b".into(),
        // Things have ages, too.
        format!(r"\b(?:\d{{1,3}}|<<NUMW>>)[- ]{{1,2}}(?:year|yr|month)s?[- ]{{1,2}}old {COLOUR}(?:{car}|cars?|trucks?|vans?|vehicles?|cruisers?|squads?|radios?|batter(?:y|ies)|vests?|buildings?|house|roof|software|system|warrants?|cases?|polic(?:y|ies)|rules?|engines?|tires?|town ?houses?|apartments?|(?:total )?stations?|furnaces?|stoves?|generators?|equipment|gear|uniforms?|trees?|roads?|footage|complaints?|grudges?|feuds?|beef|whiske?y|scotch|bourbon|wine|cheese|carpet|paint|bicycles?|bikes?|motorcycles?|cameras?|recorders?|holsters?|panels?|machines?|ammunition|ammo|revolvers?|pistols?|handguns?|guns?|single actions?|double actions?|knife|knives|marriages?|mortgages?|leases?|stone|rifles?|shotguns?|computers?|laptops?|phones?|boats?|helmets?|shields?|plates?)\b"),
        // Ammunition.
        r"(?:^|[\s(])\.\d{2,3}(?: (?:cal(?:iber)?|acp|win(?:chester)?|rem|mag(?:num)?|auto|special|spl|lr|blackout)\b)?|\.30-(?:06|30)\b|\b\d{1,2}mm\b|\b\d\.\d{2}x\d{2}(?:mm)?\b|\b(?:00|#?[1-9]|no\.? 4) buck(?:shot)?\b|\b(?:ruger )10/22\b|\b10/22\b".into(),
        // Dangerous goods.
        r"\bun ?-?(?:1[0-9]|2[0-9]|3[0-5])\d\d\b|\bplacard(?:s|ed)? \d{4}\b|\bnfpa \d{2,4}\b|\berg (?:guide )?\d{3}\b".into(),
        // Channels.
        format!(r"\b(?:tac|tach|channels?|talk ?group|simplex|fireground)[- #]{{0,2}}{number}\b|\bops[- ]?\d{{1,2}}\b"),
        // Parts in a report, and hours counted from an event.
        r"\b(?:vict?(?:im)?|susp(?:ect)?|wit(?:ness)?|subj(?:ect)?|pass(?:enger)?|diver|shooter|player|student|role ?player|inject|inj|deft?|defendant|exhibit)[ #-]{1,2}[1-9]\b|\bveh(?:icle)?[ #-]{1,2}[1-9]\b|\b[htde]\+\d{1,2}(?::\d\d)?\b|\([dpvwsrco]\d\)".into(),
        r"^unit [1-4]:|\bunit [1-4] (?:driver|rider|operator|passenger)|\bperson [1-9]\b".into(),
        // Drones, the scale of consciousness, weather at an airfield.
        r"\b(?:matrice|mavic|phantom|inspire|anafi|skydio|evo) (?:[a-z]?\d{1,3}[a-z]{0,2}|air|mini|pro|max)\b|\b(?:glasgow|gcs)(?: coma)?(?: scale| score)?(?: of)? \d{1,2}\b|\b(?:\d{3}|vrb)\d{2}(?:g\d{2})?kt\b|\b\d{5}g\d{2}\b|\b\d{1,2}sm\b".into(),
        // Counters, and what runners and horses need.
        r"(?:^|[\s(])\+\d{1,2}:\d\d(?::\d\d)?\b|\b(?:mile|miles|half|marathon|finished|done|race|lap|ran it|10k|5k|split(?: for [a-z ]{2,12})?) (?:in|was|of) \d{1,2}:\d\d\b".into(),
        // Verses.
        r"\bpsalms? \d{1,3}(?::\d{1,3})?\b|\b(?:genesis|exodus|leviticus|deuteronomy|joshua|judges|ruth|samuel|kings|chronicles|ezra|nehemiah|esther|job|proverbs|ecclesiastes|isaiah|jeremiah|ezekiel|daniel|hosea|joel|amos|micah|matthew|mark|luke|john|acts|romans|corinthians|galatians|ephesians|philippians|colossians|thessalonians|timothy|titus|hebrews|james|peter|revelation) \d{1,3}:\d{1,3}\b|\b(?:corinthians|romans|galatians|ephesians|hebrews|revelation|proverbs|isaiah) \d{1,3}\b".into(),
        // Commands that dogs hear.
        r"[\x22“'](?:platz|sitz|fuss|fuß|bleib|hier|voran|revier|aus|los|pass auf|such|braaf|blijf|zit|lehni|sedni)\b".into(),
        // Versions of programs, chapters of manuals.
        r"\b(?:firmware|version|ver\.?|build|software|release|rev\.?|sop|article|articles|policy|manual|chapter|step|from) \d{1,3}(?:\.\d{1,4}){2,4}\b|\bv\d{1,2}(?:\.\d{1,3}){1,3}\b".into(),
        // Vital signs and findings of a laboratory.
        r"\b(?:b/?p|h/?r|gcs|spo2|sp02|o2 sats?|bgl|wbc|rbc|hgb|hct|glucose(?: of)?|lactate|ekg|etco2|temp\.?(?: of| was| is)?|pulse(?: of)?|pressure(?: of)?)[: ]{1,2}\d{2,3}(?:\.\d)?(?:/\d{2,3})?\b|\br/?r[: ]{1,2}\d\d\b|\b(?:t2dm|htn|copd|chf|etoh|uti|gerd|cad, htn|a&o ?x ?\d|perrl|loc x ?\d)\b".into(),
        // Laws, orders, and cases that made law.
        format!(r"\b(?:\d{{1,2}} )?(?:{LAW}) ?(?:no\.? |number |# ?)?\d{{1,4}}(?:\.\d{{1,4}}){{1,3}}(?:\([a-z0-9]{{1,2}}\)){{0,3}}"),
        r"\b\d{1,2} (?:cfr|usc|u\.s\.c\.?|c\.f\.r\.?) (?:part )?§{0,2} ?\d{1,5}(?:\.\d{1,4})?\b|\b(?:pc|vc|penal code) \d{3,5}/\d{3,5}\b|\b(?:general|special|standing|department(?:al)?|executive) orders?\b(?: (?:no\.? ?)?\d[\d.-]*\b)?".to_string(),
        CASES.into(),
        // Measures.
        r"\b\d{1,2}/\d{1,2}(?:[- ](?:mi|miles?|in|inch|inches|cups?|tank|tanks|hours?|tons?|oz|ft|full|throttle|strength|staff|size|scale|speed)\b)".into(),
        r"\b\d{1,3}(?:,\d{3})*(?:\.\d+)? ?(?:psi|ppm|ppb|grains?|gr|mg|ml|mcg|cc|volts?|watts?|amps?|hz|khz|mhz|ghz|rpm|lumens|bpm|gpm|cfm|knots|kts|sats|kw|kva|btu|joules?|decibels|db)\b".into(),
        r"\b(?:\d{2,3}|<<NUMW>>) in an? (?:\d{2}|<<NUMW>>)\b|\b<<NUMW>>(?: years)? to life\b".into(),
        format!(r"\b(?:at|on|from|off) (?:my|your|his|her|our|their|the) {number} o['’]?clock\b|\b(?:traffic|contact|wires?|target|tally|threat|bogey),? {number} o['’]clock\b|\b{number} o['’]clock,? (?:low|high|level|same (?:altitude|level)|position|side)\b|\b(?:wind|pdof|from|tends|bearing|value) {number} o['’]clock\b"),
        r"\b\d{1,2}:\d{1,2} (?:twist|ratio|odds|scale|grade|slope|mix)\b|\b(?:got|served|serving|doing(?: it| this)?|gave him|gave her|sentenced to) \d{1,2} (?:years|yrs|months|mos)\b".into(),
        // Numbered things that are the same everywhere.
        format!(r"\b(?:box|form|step|drawer|bin|shelf|bullet|question|phase|version|option|drill|scenario|relay|slide|figure|appendix|annex|attachment|message|episode|sheet|table|float|heat|grade|category|condition|priority|page|chapter|lesson) (?:#|no\.? ?)?(?:{number}|[a-f])\b"),
    ];
    pattern::regex(&format!("(?i){}", forms.join("|")))
});

#[expect(clippy::expect_used, reason = "a constant list that every test builds")]
static NAMED: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut names: Vec<String> = NAMES.lines().map(str::to_owned).collect();
    let curly = NAMES.lines().filter(|name| name.contains('\'')).map(|name| name.replace('\'', "’"));
    // The search knows the capitals of A to Z only.
    let accented = NAMES.lines().filter(|name| !name.is_ascii()).map(str::to_uppercase);
    names.extend(curly.chain(accented));
    AhoCorasick::builder().ascii_case_insensitive(true).build(names).expect("a constant list")
});

/// Where names in everyday use stand as words of their own. All that overlap, or a longer name that goes on as another word
/// would hide a shorter one ("Molotov cocktails").
fn named(around: &str) -> impl Iterator<Item = Range<usize>> {
    let goes_on_before = move |at| around.get(..at).is_some_and(|s| s.ends_with(char::is_alphanumeric));
    let goes_on_after = move |at| around.get(at..).is_some_and(|s| s.starts_with(char::is_alphanumeric));
    NAMED
        .find_overlapping_iter(around)
        .map(|m| m.range())
        .filter(move |range| !goes_on_before(range.start) && !goes_on_after(range.end))
}

/// So much of the text is read to either side of a finding, in bytes.
const REACH: usize = 48;

/// Drops findings that lie within something that is no identifier, and cuts those that reach beyond it.
pub(crate) fn settle(text: &Text<'_>, found: &mut Vec<Candidate>) {
    found.retain_mut(|c| match is_proof(c.class) && c.why.recogniser != tagger::NAME {
        true => true,
        false => {
            match kinds::cut(text, c) {
                Some(rest) if !numbers::is_alike(text, c, &rest) => c.range = rest,
                Some(_) | None => return false,
            }
            let left = text.left(c.range.start, REACH);
            let left = left
                .find(char::is_whitespace)
                .filter(|_| left.len() + 1 >= REACH)
                .map_or(left, |i| left.get(i..).unwrap_or_default());
            let right = text.right(c.range.end, REACH);
            let right = right
                .rfind(char::is_whitespace)
                .filter(|_| right.len() + 4 >= REACH)
                .map_or(right, |i| right.get(..i).unwrap_or_default());
            let from = c.range.start - left.len();
            let around = text.get(from..c.range.end + right.len());
            let alikes = FORMS.all(around).map(|m| m.range()).chain(named(around));
            let mut rest = c.range.clone();
            for m in alikes {
                let alike = from + m.start..from + m.end;
                if !speaks_here(text, &alike) {
                    continue;
                }
                rest = without(rest, &alike);
                if rest.is_empty() {
                    return false;
                }
            }
            if rest != c.range {
                match trimmed(text, rest) {
                    Some(rest) => c.range = rest,
                    None => return false,
                }
            }
            true
        }
    });
}

/// Classes whose form, read by a recogniser, is their proof.
fn is_proof(class: Class) -> bool {
    class.is_proved_by_form() || matches!(class, Class::Unique | Class::Les)
}

/// "At 2014 Ford called", "P.O. Box 12", "tag P25-9961" are something else.
fn speaks_here(text: &Text<'_>, alike: &Range<usize>) -> bool {
    let before = words::last_word(text.left(alike.start, 16).trim_end_matches([' ', '.']));
    let s = text.get(alike.clone());
    let year = s.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    let right = text.right(alike.end, 2);
    let joined =
        text.before(alike.start).ends_with('-') || right.starts_with('-') && right.ends_with(char::is_alphanumeric);
    // "Channel 8" with a capital broadcasts the news.
    let broadcaster = s.starts_with("Channel") && !text.caps(alike.start);
    let boxed = s.get(..3).is_some_and(|s| s.eq_ignore_ascii_case("box"));
    let clock = ["at", "by", "around", "about", "until", "till", "approximately", "approx", "since", "hrs"];
    !(joined
        || broadcaster
        || year && words::is_one_of(before, &clock)
        || boxed && words::is_one_of(before, &["o", "po", "p.o"]))
}

/// What a range has before or after another; nothing where the other lies in its middle or covers it.
fn without(range: Range<usize>, alike: &Range<usize>) -> Range<usize> {
    if alike.end <= range.start || alike.start >= range.end {
        range
    } else if alike.start <= range.start {
        alike.end.min(range.end)..range.end
    } else if alike.end >= range.end {
        range.start..alike.start
    } else {
        range
    }
}

fn trimmed(text: &Text<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let s = text.get(range.clone());
    let left = s.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = range.end - left.len();
    let inner = left.trim_end_matches(|c: char| !c.is_alphanumeric());
    (inner.chars().count() > 1).then_some(start..start + inner.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Why};

    /// What stays of a finding of these words.
    pub(super) fn stays(s: &str, words: &str, class: Class) -> Option<String> {
        left_of(s, words, class, "test", 0.8)
    }

    /// The same where the tagger has guessed.
    pub(super) fn guess_stays(s: &str, words: &str, class: Class) -> Option<String> {
        left_of(s, words, class, tagger::NAME, 0.5)
    }

    fn left_of(s: &str, words: &str, class: Class, recogniser: &'static str, score: f32) -> Option<String> {
        let text = Text::new(Field::Summary, s);
        let at = s.find(words).unwrap();
        let why = Why { recogniser, matched: "a test", raised: Vec::new(), lowered: Vec::new() };
        let mut found = vec![Candidate { range: at..at + words.len(), class, score, why }];
        settle(&text, &mut found);
        found.pop().map(|c| text.get(c.range).to_owned())
    }

    #[test]
    fn look_alikes_are_dropped() {
        for (s, words, class) in [
            ("on the floor: 2014 Caprice, brakes.", "2014", Class::Time),
            ("a 2021 gray Durango, hit a deer", "2021", Class::Date),
            ("a Ford F-150, 2008 or so", "150, 2008", Class::Serial),
            ("on a BMW R1250 with lidar", "R1250", Class::CaseId),
            ("cargo tank, MC-306, leaking", "MC-306", Class::Badge),
            ("placard UN 1203 on it", "UN 1203", Class::CaseId),
            ("we were on tac 2 by then", "2", Class::Badge),
            ("GO TO TAC 3 NOW", "TAC 3", Class::Badge),
            ("legal, per 14 CFR 43.9.", "14 CFR 43.9", Class::CaseId),
            ("search under policy 4.12 found", "4.12", Class::Time),
            ("as per OP 803.2, gloves", "OP 803.2", Class::CaseId),
            ("now in General Order 41.2.", "General Order", Class::Org),
            ("teaches Graham v. Connor first", "Graham", Class::Person),
            ("teaches Graham v. Connor first", "Connor", Class::Person),
            ("had him by the Sam Browne.", "Sam Browne", Class::Person),
            ("into the Ferris wheel", "Ferris", Class::Person),
            ("two Molotov cocktails at", "Molotov", Class::Person),
            ("MÜNTER", "MÜNTER", Class::Person),
            ("a five-year-old Crown Victoria with", "five-year-old", Class::Age),
            ("the nine-year-old vests", "nine-year-old", Class::Age),
            ("I was doing eighty-four in a sixty-five.", "eighty-four in a sixty-five", Class::Age),
            ("looking at fifteen to life.", "fifteen to life", Class::Time),
            ("Traffic, two o'clock, same altitude", "two o'clock", Class::Time),
            ("40 rounds of .223 and", "223", Class::Location),
            ("Primary at 900 psi. Calm.", "900 psi", Class::Location),
            ("under Box 12 of it", "Box", Class::Person),
            ("you watch from 1/2 mi. out", "1/2", Class::Date),
            ("VEH 1 came down on it", "VEH 1", Class::Badge),
            ("H+0:31. Wind backs", "0:31", Class::Time),
            ("\"Platz!\" He lay down.", "Platz", Class::Person),
            ("in .308, 1:10 twist, 24 in.", "1:10", Class::Time),
            ("on firmware 10.4.2 since", "10.4.2", Class::CaseId),
            ("Wind 9 o'clock at 8", "9 o'clock", Class::Time),
            ("He got 18 months.", "18 months", Class::Age),
            ("HR 112, BP 158/94, RR 22", "BP 158/94", Class::CaseId),
        ] {
            assert_eq!(stays(s, words, class), None, "{s}");
        }
    }

    #[test]
    fn identifiers_stay() {
        for (s, words, class) in [
            ("at 2014 Ford called back", "2014", Class::Time),
            ("P.O. Box 12, Elk", "Box 12", Class::Location),
            ("in property, tag P25-9961.", "P25-9961", Class::CaseId),
            ("an intern from Channel 8, April", "Channel 8", Class::Org),
            ("Ops Two, disregard", "Ops Two", Class::Badge),
            ("Officer Graham left", "Graham", Class::Person),
            ("Sam Brown left", "Sam Brown", Class::Person),
            ("a 42-year-old man", "42-year-old", Class::Age),
            ("a four-year-old Malinois", "four-year-old", Class::Age),
            ("at two o'clock in the morning", "two o'clock in the morning", Class::Time),
            ("on 1/2 we met", "1/2", Class::Date),
            ("case 14-0439 is", "14-0439", Class::CaseId),
            ("Unit 12 asked", "Unit 12", Class::Badge),
            ("policy of Officer Reyes", "Reyes", Class::Person),
            ("Officer Ruger was there", "Ruger", Class::Person),
            ("Route 9 near it", "Route 9", Class::Location),
            ("male subj 34 yoa in", "34 yoa", Class::Age),
            ("ph 308.555.0126 on scene", "308.555.0126", Class::Phone),
        ] {
            assert_eq!(stays(s, words, class).as_deref(), Some(words), "{s}");
        }
    }

    #[test]
    fn what_reaches_beyond_is_cut() {
        let s = "Federal 9mm 147 and Remington 700 SERIAL G6644019";
        assert_eq!(stays(s, "9mm 147", Class::Badge).as_deref(), Some("147"));
        assert_eq!(stays(s, "700 SERIAL G6644019", Class::Serial).as_deref(), Some("SERIAL G6644019"));
    }

    #[test]
    fn the_names_are_sorted_and_in_lower_case() {
        let names: Vec<&str> = NAMES.lines().collect();
        assert!(names.is_sorted() && names.iter().all(|name| !name.is_empty() && name.to_lowercase() == *name));
    }
}
