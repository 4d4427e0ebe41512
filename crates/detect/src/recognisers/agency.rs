//! Police, sheriff, fire, corrections and dispatch agencies, with their names or well-known letters.

use std::sync::LazyLock;

use crate::pattern::{self, Finder, Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon, names};

/// What the name of an agency ends with.
static TAIL: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"(?:\b(?i:(?:county |city |town |parish |co\.? )?(?:police (?:department|dept\.?|service|bureau|division|district)|sheriff['’]?s?['’]? (?:office|department|dept\.?|deputies)|fire (?:department|dept\.?|district|rescue|protection district)|fire (?:&|and) rescue|fire[- ]rescue|marshal['’]?s office|constable['’]?s office|department of (?:public safety|corrections)|dept\.? of (?:public safety|corrections)|public safety|highway patrol|state (?:police|patrol|troopers)|correctional (?:institution|facility|center|complex)|correction(?:al)? (?:center|institution)|detention (?:center|facility)|county jail|regional jail|work (?:camp|center)|state prison|penitentiary|house of correction|task force|crime lab(?:oratory)?|forensic lab(?:oratory)?|police academy|communications center|emergency (?:communications|services|management)|unified dispatch|county dispatch|harbor patrol|tribal police|transit police|airport police|university police|school police|park police|probation|community supervision|drug enforcement team|crash team|crisis team|dive team|bomb squad|superior court|district court|circuit court|municipal court))\b|\b(?:P\.D|S\.O|F\.D|p\.d)\b\.?|\b(?:Police|POLICE|PD|SO|SD|Sheriff(?:['’]s)?|SHERIFF|Constabulary|FD|Fire|Rescue|Dispatch|DPS|SRT|ERT|SAR|911|EMS|Jail|DISPATCH|Communications|Marshals|Patrol|Comm|VFD|SWAT)\b|\b(?:pd|fd|police dept)\b)",
    )
});

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "agency",
        [
            Pattern::new(
                Class::Agency,
                0.8,
                "a federal agency",
                r"\b(?:FBI|DEA|ATF|BATFE|USMS|CBP|HSI|USSS|NCIS|OSI|BLM|USFS|FEMA|NTSB|USCG|USBP|BOP|TSA|fbi|dea|usms|cbp|US Marshals?(?: Service)?|U\.S\. Marshals?(?: Service)?|Secret Service|Border Patrol|Coast Guard|Homeland Security(?: Investigations)?|Bureau of Indian Affairs|Bureau of Land Management|Drug Enforcement Administration|Customs and Border Protection|Federal Protective Service)\b(?: (?:<<CAP>> )?(?:Field Office|RA|Division|Group \d))?",
            )
            .check(|text, c| {
                // "FBI no. 4471": the number of a person's record.
                let right = text.right(c.range.end, 8).to_lowercase();
                !right.starts_with(" no") && !right.starts_with(" num") && !right.starts_with(" #")
            }),
            Pattern::new(Class::Agency, 0.7, "the letters of a police agency", r"\b[A-Z]{1,5}(?:PD|CSO|SO|FD|SHP|DPS)\b|\b(?:CHP|FHP|NHP|OSP|MSP|ISP|GSP|WSP|PSP|NYSP|VSP|LSP|TBI|GBI|KBI|SLED|WVSP|TDCJ|MDOC|CDCR|FDLE|TPWD|ALEA|NCSHP|BCA|DNR|NYPD|LAPD|LASD|lapd|nypd|dps|DCI|SBI|OSBI|BCI|ABI|CBI|OBN|LDWF|FWC|FWP|CPW|CALFIRE)\b|\b(?:[A-Z]{1,2}|Tx|Cal|Penn|Wis|Mass|Conn)DOT\b")
                .check(letters),
            Pattern::new(Class::Agency, 0.6, "the letters of an agency with their periods", r"(?i)\b(?:the|our|at|from|with|by|for) ((?:s\.o|p\.d|f\.d)\.?)(?:[ ,;:)\n]|$)"),
            Pattern::new(Class::Agency, 0.6, "the letters of a police department", r"\b[a-z]{1,4}pd\b").check(|text, c| {
                let s = text.get(c.range.clone());
                text.bounded(&c.range) && !words::listed(s, "copd cpd opd ppd spd rpd epd") && !lexicon::is_common(s)
            }),
            Pattern::new(Class::Agency, 0.8, "a city or county as a party", r"\bvs?\.? ((?:City|County|Town|Village|Borough|State|Commonwealth) of <<CAP>>(?: <<CAP>>)?)"),
            Pattern::new(
                Class::Agency,
                0.65,
                "a numbered precinct by its number alone",
                r"\b(?i:detailed|assigned|loaned|transferred|reassigned|posted|detached|moved over) (?i:to|from|in|out of) the (First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|\d{1,2}(?:st|nd|rd|th))(?:[.,;)\n]|$| (?:for|as|in|on|that|when|and|by)\b)",
            ),
            Pattern::new(Class::Agency, 0.75, "a troop, post, barracks or precinct", r"\b(?:Troop|Barracks|Post|Precinct|Pct\.?|District|Dist\.?|DIST\.|Region|Zone|Division|TROOP|DISTRICT|PRECINCT) (?:[A-Z]{1,2}|\d{1,2}|C-East)\b")
                .check(|text, c| text.bounded(&c.range) && !text.after(c.range.end).starts_with(['-', '\'', '’'])),
            Pattern::new(Class::Agency, 0.75, "a numbered precinct or district", r"\b(?:\d{1,3}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth) (?:Precinct|Pct\.?|District|Division|precinct|pct)\b"),
            Pattern::new(Class::Agency, 0.8, "a department, bureau or office of", r"\b(?:Department|Dept\.?|Bureau|Division|Office) of (?:(?:<<CAP>>|the|and|&) ){0,4}<<CAP>>(?:, (?:Region|Zone|District) [A-Z0-9]{1,3})?").check(|text, c| !text.caps(c.range.start)),
            Pattern::new(Class::Agency, 0.8, "a port, city, town or university and its police", r"\b(?:Port|City|Town|Village|University|Borough) of (?:<<CAP>> ){1,3}(?:Airport )?(?:Police|PD|Fire|Sheriff|Marshal)(?: (?:Department|Dept\.?))?"),
        ],
    )
});

/// Letters that end like an agency's and are ordinary words or other things.
fn letters(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    if words::is_one_of(s, &["also", "so", "pso", "aso", "fso", "sfd", "ffd", "rfd", "psd", "ssd"])
        || lexicon::is_common(s) && s != "SLED"
    {
        return false;
    }
    !(s == "SLED" && text.caps(c.range.start))
        && !(s == "ISP" || s == "SO" || s == "PD" || s == "FD")
        && !(s.len() <= 3 && text.caps(c.range.start) && s.ends_with("SO"))
}

/// Tails that need a name directly before them, since they are words by themselves.
#[rustfmt::skip]
const SHORT: &[&str] = &[
    "police", "pd", "p.d", "so", "s.o", "sd", "sheriff", "sheriff's", "sheriff’s", "sheriffs", "fd", "f.d", "fire",
    "rescue", "dispatch", "srt", "ert", "sar", "911", "ems", "jail", "communications", "marshals", "patrol", "comm",
    "vfd", "dps", "swat", "probation",
];

/// Words before a tail that make it generic: "Community Police", "Called Police".
#[rustfmt::skip]
const NO_NAME: &[&str] = &[
    "the", "our", "local", "my", "a", "an", "their", "that", "this", "any", "other", "neighboring", "another",
    "municipal", "former", "medium", "small", "large", "mid-size", "your", "his", "her", "and", "or", "some",
    "every", "retired", "assistant", "deputy", "chief", "special", "joint", "regional", "national", "federal",
    "friendly", "return", "returned", "open", "opened", "cease", "hold", "under", "called", "told", "foot", "bike",
    "vehicle", "search", "water", "swift", "animal", "mountain", "rope", "technical", "gun", "wild", "by", "to",
    "from", "brush", "grass", "house", "structure", "car", "forest", "while", "on", "in", "then", "when", "said",
    "yelled", "ask", "asked", "tell", "crossing", "camp", "field", "north", "south", "east", "west", "new", "is",
    "was", "radio", "advised", "called", "calling", "county", "city", "state", "drug", "call",
];

fn named(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in TAIL.find_iter(text) {
        if !text.before(m.start()).ends_with([' ', '\u{a0}']) || !text.bounded(&m.range()) {
            continue;
        }
        let tail = m.as_str().trim_end_matches('.');
        let Some(previous) = words::previous(text.s, m.start()) else { continue };
        let word = text.get(previous.clone());
        let bare = word.trim_end_matches('.');
        let short = words::is_one_of(tail, SHORT);
        let caps = text.caps(m.start());
        let lower = !words::capital(tail) && !words::capital(word) && tail != "911";
        if words::is_one_of(bare, NO_NAME) && (lower || caps || bare.len() < 4 || short)
            || names::is_rank(bare)
            || lexicon::is_function(bare)
        {
            continue;
        }
        if lexicon::is_never(bare) && !words::is_one_of(bare, &["county", "state", "district", "school", "fields"]) {
            continue;
        }
        // "SO" and "FIRE" in capitals are words; "pd" after an ordinary word is "the pd".
        if caps
            && words::is_one_of(
                tail,
                &["so", "fire", "rescue", "dispatch", "jail", "patrol", "communications", "police", "comm", "sheriff"],
            )
            && lexicon::is_common(bare)
            && !words::is_one_of(tail, &["police", "sheriff"])
        {
            continue;
        }
        if short && !caps && !lower && !words::capital(word) {
            continue;
        }
        let lone = short
            && text.sentence_start(previous.start)
            && lexicon::is_common(bare)
            && !words::is_one_of(tail, &["pd", "p.d", "so", "s.o", "fd"]);
        let Some(start) = names::start_before(text, m.start(), 4, lower) else { continue };
        let mut candidate = Candidate {
            range: start..m.start() + m.as_str().len(),
            class: Class::Agency,
            score: if short { 0.75 } else { 0.88 },
            why: Why {
                recogniser: "agency",
                matched: "a name and the word for an agency",
                raised: Vec::new(),
                lowered: Vec::new(),
            },
        };
        if lower {
            candidate.lower(0.15, "written without capitals");
        }
        if lone && start == previous.start {
            candidate.lower(0.4, "an ordinary word at the head of a sentence");
        }
        let s = text.get(candidate.range.clone());
        if s.ends_with(['.'])
            && !s.ends_with("P.D.")
            && !s.ends_with("S.O.")
            && !s.ends_with("F.D.")
            && !s.ends_with("ept.")
        {
            candidate.range.end -= 1;
        }
        out.push(candidate);
    }
}

/// The name before the word for an agency at the very end.
pub(super) fn without_tail(s: &str) -> Option<&str> {
    let m = TAIL.last(s)?;
    (m.end() + 1 >= s.len()).then(|| s.get(..m.start()).unwrap_or_default().trim_end()).filter(|head| !head.is_empty())
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
    named(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn agencies() {
        finds(
            super::find,
            &[
                ("the Harland Bluffs Police Department sent", &["Harland Bluffs Police Department"]),
                ("with Mad River Police.", &["Mad River Police"]),
                ("going down, the s.o. wants me", &["s.o."]),
                ("Re Doe v. City of Larch, 4", &["City of Larch"]),
                ("I was detailed to the First for the night", &["First"]),
                ("the DCI lab put it", &["DCI"]),
                ("says rvpd is coming", &["rvpd"]),
                ("Fayette Meadow SO had", &["Fayette Meadow SO"]),
                ("Oakmont PD took", &["Oakmont PD"]),
                ("fourche hollow pd,", &["fourche hollow pd"]),
                ("Tamarack County Sheriff's Office", &["Tamarack County Sheriff's Office"]),
                ("North Humber Fire came", &["North Humber Fire"]),
                ("the DEA supervisor", &["DEA"]),
                ("Troop F sent one", &["Troop F"]),
                ("LICKTON VALLEY PD HAD IT AND WE WENT THERE", &["LICKTON VALLEY PD"]),
                ("the Guthrie Ridge Jail", &["Guthrie Ridge Jail"]),
                ("an LVMPD officer", &["LVMPD"]),
                ("2nd Precinct", &["2nd Precinct"]),
                ("the Bureau of Wildlife Protection", &["Bureau of Wildlife Protection"]),
                ("tamarack county sheriffs office had", &["tamarack county sheriffs office"]),
                ("two KCSO deputies", &["KCSO"]),
                ("Fourche Hollow P.D. had", &["Fourche Hollow P.D."]),
                ("MUTUAL AID FROM CEDAR VALE PD AND THEY TOOK OVER", &["CEDAR VALE PD"]),
                ("the Tri-County Drug Task Force", &["Tri-County Drug Task Force"]),
                ("a DIST. 4 car", &["DIST. 4"]),
            ],
        );
    }

    #[test]
    fn no_agencies() {
        finds_nothing(
            super::find,
            &[
                "the police department",
                "our sheriff's office",
                "a local PD",
                "the jail",
                "Police arrived",
                "open fire",
                "ALSO",
                "so I did",
                "the fire department",
                "call dispatch",
                "the state police",
                "Dispatch said so",
                "on patrol",
                "The Sheriff came",
                "search and rescue",
                "WE WENT SO FAST THAT NOBODY SAW US THERE",
                "SWAT came",
                "the task force",
                "Post it",
                "the district court",
                "the sheriff's deputies",
                "PD was notified",
            ],
        );
    }
}
