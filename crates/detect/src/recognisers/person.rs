//! Names of persons and police animals: after a rank or title, after "I'm" or "named", before a date of birth or an
//! age, and with a nickname in quotes.

use std::ops::Range;
use std::sync::LazyLock;

use crate::pattern::{self, Finder};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon, names};

mod alone;

/// Ranks and titles that hardly anything but a name follows.
static TITLE: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"(?i)\b(?:officers?|ofc|ofcr|off\.|sgt|sergeants?|det|dets|detectives?|dep|dpty|deputy|deputies|tpr|troopers?|rgr|ssgt|ssg|sfc|aco|dpo|patrolwoman|lt|lieut|lieutenants?|capt|captain|cpl|corporal|cmdr|commander|maj|major|col|colonel|chief|undersheriff|sheriff|agents?|special agent|judge|magistrate|justice|doctor|drs?|mr|mrs|ms|miss|mister|k-?9|canine|wardens?|ranger|marshal|constable|investigator|inv|inspector|insp|patrolman|patrolwoman|ptl|ptlm|po|c/o|nurse|medic|paramedics?|emt|dispatchers?|operator|opr|bailiff|recruits?|cadet|trainee|firefighter|ff|inmates?|trustee|uncle|aunt|auntie|father|fr|rev|reverend|pastor|rabbi|imam|sister|brother|attorney|prosecutor|ada|coach|principal|professor|prof|instructor|instr|fto|spo|psr|vpso|cso|superintendent|supt|secretary|mayor|councilman|senator|chaplain|lifeguard|pilot|jailer|matron|tech|custodian|tío|tía|don|doña|dona|madam|sir|lady|grandma|grandpa|cousin|mama|papa|big|subject|suspect|victim|driver|arrestee|complainant|caller|passenger|witness|owner|defendant|partner|wife|husband|daughter|son|boy|girl|mother|mom|dad|niece|nephew|neighbor|clerk|manager|bartender|teacher|landlord|tenant|boyfriend|girlfriend|fiance|informant|ci|rp|reporting party|puppy|dog|horse|malinois|shepherd|partner's name is|rookie|supervisor|backup|cover|friend|buddy|brother-in-law|apprentice|intern|volunteer|groom|bride|student|seller|buyer|r/p|p/o|p\.o|drvr|pio|hon|dir|doc|engr|foreman|motorman|lance corporal|signed|respectfully|from|attn|reviewed by|reviewed|approved by|prepared by|submitted by|written by|reporting|by)\b(?:\.|,|:)?",
    )
});

/// Titles that an ordinary noun may follow as well, so that a name needs more than one capital.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "subject", "suspect", "victim", "driver", "arrestee", "complainant", "caller", "passenger", "witness", "owner",
    "defendant", "partner", "wife", "husband", "daughter", "son", "boy", "girl", "mother", "mom", "dad", "niece",
    "nephew", "neighbor", "clerk", "manager", "bartender", "teacher", "landlord", "tenant", "boyfriend",
    "girlfriend", "fiance", "informant", "ci", "rp", "reporting party", "puppy", "dog", "horse", "malinois",
    "shepherd", "rookie", "supervisor", "backup", "cover", "friend", "buddy", "apprentice", "intern", "volunteer",
    "groom", "bride", "student", "seller", "buyer", "brother", "sister", "father", "cousin", "mama", "papa", "big",
    "tech", "pilot", "medic", "operator", "principal", "coach", "custodian", "lady", "sir", "lifeguard", "don",
    "trainee", "recruit", "recruits", "secretary", "marshal", "ranger", "justice", "po", "major", "chief", "senator",
    "trustee", "canine",
];

/// Words that open a signature or a memo's head: a full name has to follow.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "signed", "respectfully", "from", "attn", "reviewed by", "reviewed", "approved by", "prepared by",
    "submitted by", "written by", "reporting", "by",
];

/// What introduces a name in a sentence.
static INTRODUCED: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"(?:\b(?i:my name is|my name['’]s|name is|name was|names? given as|name of|named|i['’]?m|i am|this is|nicknamed|aka|a\.k\.a\.|alias|goes by|went by|going by|known as|calls? (?:him|her|me|himself|herself)|called (?:him|her|me)|identified (?:himself|herself|itself|him|her)? ?as|identified|id['’]?d as|introduced (?:himself|herself) as|by the name of|answers to|real name|true name|first name|last name|maiden name|street name|signs as|born|registered to|returned to|came back to|comes back to|his name['’]s|her name['’]s|name['’]s|me and|him and|her and|and me and|with me was|it was|for|told|asked|yelled at|radioed|texted|met|thanks to|thank you)\b,?)[\s:]{1,2}[“\u{22}‘']?",
    )
});

/// Introductions that anything may follow, so that a full name of unusual words is needed.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "for", "told", "asked", "yelled at", "it was", "met", "radioed", "texted", "i am", "this is", "i'm", "i’m", "im",
    "born", "identified", "thanks to", "thank you", "registered to", "me and", "him and", "her and", "name of",
];

static BEFORE_DATA: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"(?:(?:, | \(|, \(| )(?:(?i:d\.?o\.?b\.?|date of birth|born)\b|(?i:a/k/a|aka)\b|[WBHAI]/[MF]\b|(?i:aged?) \d|(?i:badge|ssn)\b|#\d{2,5}\b)|(?:, | \(|, \()(?:\d{1,2}[,;.)]|\d{1,2} (?i:y/?o|years old|yrs|y\b)))",
    )
});

const PARTICLES: &[&str] = &[
    "de", "la", "del", "van", "von", "der", "den", "di", "da", "dos", "das", "al", "bin", "ben", "le", "el", "los",
    "las", "ter", "st", "y", "mac", "o", "san", "santa",
];

fn candidate(range: Range<usize>, score: f32, matched: &'static str) -> Candidate {
    Candidate {
        range,
        class: Class::Person,
        score,
        why: Why { recogniser: "person", matched, raised: Vec::new(), lowered: Vec::new() },
    }
}

/// The name that begins at or after `at`: up to five words, with initials, particles, a nickname in quotes, a suffix.
/// `loose` accepts one word without a capital where the writer uses none.
fn name_after(text: &Text<'_>, at: usize, loose: bool) -> Option<(Range<usize>, usize)> {
    let caps = text.caps(at);
    let mut out: Option<Range<usize>> = None;
    let mut pos = at;
    let mut count = 0;
    while count < 5 {
        let rest = text.after(pos);
        // A nickname between two names, or as the first of them.
        let quote = rest.chars().take_while(|c| *c == ' ').count();
        if let Some(open) = rest.get(quote..).and_then(|r| r.chars().next()).filter(|c| matches!(c, '"' | '“'))
            && let Some(inner) = rest.get(quote + open.len_utf8()..)
            && let Some(close) = inner.char_indices().take(26).find(|(_, c)| matches!(c, '"' | '”')).map(|(i, _)| i)
            && close > 1
            && out.is_some()
            && inner.get(close..).and_then(|t| t.chars().nth(1)).is_some_and(|c| c == ' ')
            && words::next(
                text.s,
                pos + quote
                    + open.len_utf8()
                    + close
                    + inner.get(close..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8),
            )
            .is_some_and(|r| words::capital(text.get(r)))
        {
            pos = pos
                + quote
                + open.len_utf8()
                + close
                + inner.get(close..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
            continue;
        }
        let Some(range) = words::next(text.s, pos) else { break };
        let full = text.get(range.clone());
        let stem = words::without_possessive(full);
        let word = text.get(range.start..range.start + stem);
        let initial =
            word.chars().count() == 1 && words::capital(word) && (count > 0 || text.after(range.end).starts_with('.'))
                || word.contains('.');
        let suffix = words::is_one_of(word, &["jr", "sr", "ii", "iii", "iv"]);
        let particle = words::is_one_of(word, PARTICLES);
        let proper = words::capital(word)
            && !lexicon::is_function(word)
            && !(lexicon::is_never(word) && !(count > 0 && lexicon::is_given(word)));
        let good = if caps {
            initial
                || suffix && count > 0
                || (proper
                    && (!lexicon::is_common(word)
                        || (count == 0 && loose)
                        || lexicon::is_given(word)
                        || (count > 0 && is_surname_like(word))))
        } else {
            initial && word != "I" || proper && !is_weekday_or_month(word, count) || (suffix && count > 0)
        };
        if !good {
            if particle
                && count > 0
                && words::next(text.s, range.end)
                    .is_some_and(|r| words::capital(text.get(r.clone())) && !lexicon::is_function(text.get(r)))
                && !caps
            {
                pos = range.end;
                continue;
            }
            let lower_name =
                loose && count == 0 && !words::capital(word) && !lexicon::is_common(word) && word.chars().count() > 2;
            if lower_name {
                out = Some(range.start..range.start + stem);
                count += 1;
                if text.lower
                    && let Some(next) = words::next(text.s, range.end)
                    && stem == full.len()
                    && !lexicon::is_common(text.get(next.clone()))
                    && text.get(next.clone()).chars().count() > 3
                {
                    let second = text.get(next.clone());
                    out = Some(range.start..next.start + words::without_possessive(second));
                    count += 1;
                }
            }
            break;
        }
        let mut end = range.start + stem;
        let dotted = initial && !word.contains('.') && text.after(end).starts_with('.');
        if dotted {
            end += 1;
        }
        out = Some(out.map_or(range.start, |r| r.start)..end);
        count += 1;
        if stem < full.len() {
            break;
        }
        pos = if (initial || suffix) && text.after(range.end).starts_with('.') { range.end + 1 } else { range.end };
        if suffix {
            break;
        }
    }
    let mut range = out?;
    // An initial's point at the very end closes a sentence more often than a name.
    let s = text.get(range.clone());
    if s.ends_with('.') && count == 1 && s.len() <= 2 {
        range.end -= 1;
    }
    Some((range, count))
}

fn is_weekday_or_month(word: &str, count: usize) -> bool {
    let listed = words::listed(
        word,
        "monday tuesday wednesday thursday friday saturday sunday january february march july september \
             october november december",
    );
    listed && count == 0
}

/// Ordinary words that are frequent surnames.
fn is_surname_like(word: &str) -> bool {
    words::listed(
        word,
        "stone rivers banks fields brooks snow church young day grant rose west north green brown white black \
             gray long short king bishop cook baker carpenter mason hunter fisher bell ford wood woods hill hills \
             lake park parks waters winter summer frost price rice bush chase case love hope rich sharp wise \
             strong bright gaines walker porter potter taylor turner miller cooper parker knight page marsh moon \
             drake crane swan wolf fox lamb bird",
    )
}

fn titled(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in TITLE.find_iter(text) {
        if !text.bounded(&m.range())
            || text.before(m.start()).ends_with(['-', '\'', '’', '@', '/']) && !m.as_str().starts_with("c/")
        {
            continue;
        }
        let raw = m.as_str();
        let title = raw.trim_end_matches(['.', ',', ':', '\'', 's']);
        let title = if words::is_one_of(title, ROLES) || raw.len() < 3 {
            title
        } else {
            raw.trim_end_matches(['.', ',', ':', '\''])
        };
        let mark = raw.chars().next_back().filter(|c| matches!(c, '.' | ',' | ':'));
        let sign = words::is_one_of(title, SIGNS);
        let role = words::is_one_of(title, ROLES) || sign;
        let plural = words::listed(
            title,
            "officers detectives deputies troopers agents dets drs sergeants paramedics wardens recruits inmates \
             dispatchers lieutenants",
        );
        // A comma or colon divides a role from a name in apposition; after a rank it begins something else.
        if mark == Some('.')
            && !lexicon::is_abbreviation(title)
            && !matches!(title.to_ascii_lowercase().as_str(), "fr" | "rev" | "supt" | "opr" | "instr" | "ms" | "mrs")
        {
            continue;
        }
        if matches!(mark, Some(',')) && !role || mark == Some(':') && !sign && !role {
            continue;
        }
        if title.len() <= 3
            && !words::capital(title)
            && matches!(
                title,
                "off" | "don" | "ci" | "ff" | "po" | "by" | "rp" | "big" | "col" | "maj" | "fr" | "det" | "son"
            )
            && !(title == "det" || title == "son")
            && title != "by"
        {
            continue;
        }
        if words::is_one_of(title, &["off"]) && mark != Some('.') || title == "Don" && mark.is_some() {
            continue;
        }
        let at = m.end();
        let Some((range, count)) = name_after(text, at, !role && !plural) else { continue };
        let name = text.get(range.clone());
        let first = name.split([' ', '.']).next().unwrap_or_default();
        let caps = text.caps(range.start);
        let known = lexicon::is_given(first);
        let common = lexicon::is_common(first);
        let brand = lexicon::is_brand(first) && !known;
        if !words::capital(name) && (role || (words::capital(title) && !text.lower) || brand) {
            continue;
        }
        let mut c = if role {
            let full = count >= 2
                && !(common && lexicon::is_common(name.rsplit([' ', '.']).next().unwrap_or_default()) && !known);
            let score = match (full, known) {
                (true, true) => 0.85,
                (true, false) => 0.7,
                (false, true) => 0.65,
                (false, false) => 0.5,
            };
            if !full && ((common && !known) || brand || caps && !known)
                || sign && count < 2
                || sign && words::is_one_of(title, &["from", "by"]) && !known
                || (title == "big" || title == "Big") && (common && !known || !words::capital(title))
            {
                continue;
            }
            if mark == Some(',') && !known && count < 2 {
                continue;
            }
            candidate(range.clone(), score, "a name after a word for a person")
        } else {
            if brand && count == 1 && !caps && words::is_one_of(title, &["k9", "k-9", "chief", "agent"]) {
                continue;
            }
            let mut c = candidate(range.clone(), 0.92, "a name after a rank or title");
            c.why.raised.push("the rank or title before it");
            if common && count == 1 && (caps || !known && text.sentence_start(range.start)) {
                let short_title = mark == Some('.') || title.len() <= 4;
                // "OFFICER DOWN" and "LT. BISHOP": in capitals only an abbreviated rank vouches for an ordinary word.
                if caps && !(short_title && is_surname_like(first)) && !is_surname_like(first) {
                    continue;
                }
                c.lower(0.25, "an ordinary word without a telling capital");
            }
            if !words::capital(name) {
                c.lower(0.25, "written without a capital");
            }
            c
        };
        if plural && count >= 2 && !name.contains(' ') {
            c.score -= 0.1;
        }
        out.push(c);
        // "Officers Reyes and Church": the list goes on.
        let mut end = range.end;
        if !role || plural {
            for _ in 0..4 {
                let tail = text.after(end);
                let Some(gap) = [", and ", " and ", " & ", ", ", "/"].iter().find(|g| tail.starts_with(**g)) else {
                    break;
                };
                if !plural && *gap != " and " && *gap != " & " && *gap != "/" {
                    break;
                }
                let Some((next, n)) = name_after(text, end + gap.len(), false) else { break };
                let word = text.get(next.clone()).split(' ').next().unwrap_or_default();
                if next.start != end + gap.len()
                    || (lexicon::is_common(word) && !plural && n < 2)
                    || names::is_rank(word)
                    || lexicon::is_brand(word)
                {
                    break;
                }
                end = next.end;
                out.push(candidate(next, if plural { 0.85 } else { 0.65 }, "a name after another"));
            }
        }
    }
}

fn introduced(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in INTRODUCED.find_iter(text) {
        let Some((range, count)) = name_after(text, m.end(), false) else { continue };
        if range.start != m.end() {
            continue;
        }
        let cue = m.as_str().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let open = words::is_one_of(&cue, OPEN);
        let name = text.get(range.clone());
        let first = name.split([' ', '.']).next().unwrap_or_default();
        let last = name.rsplit([' ', '.']).next().unwrap_or_default();
        let known = lexicon::is_given(first);
        let caps = text.caps(range.start);
        if names::is_rank(first) || lexicon::is_brand(first) && !known {
            continue;
        }
        let unusual = !lexicon::is_common(first) || count >= 2 && !lexicon::is_common(last);
        if (open || caps) && !(known || (unusual && (count >= 2 || !open))) {
            continue;
        }
        if open && count == 1 && !known || !known && !unusual && count == 1 && cue != "named" && !cue.contains("name") {
            continue;
        }
        let score = if open {
            if count >= 2 { 0.75 } else { 0.6 }
        } else if count >= 2 || known {
            0.88
        } else {
            0.7
        };
        let mut c = candidate(range, score, "a name that is introduced");
        c.why.raised.push("words that introduce a name before it");
        out.push(c);
    }
}

/// Full names before a date of birth, an age, a badge number.
fn before_data(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in BEFORE_DATA.find_iter(text) {
        let caps = text.caps(m.start());
        let mut start = None;
        let mut pos = m.start();
        let mut count = 0;
        for _ in 0..4 {
            let Some(r) = words::previous(text.s, pos) else { break };
            let word = text.get(r.clone());
            let bare = word.trim_end_matches('.');
            let suffix = words::is_one_of(bare, &["jr", "sr", "ii", "iii"]);
            if !words::capital(word)
                || lexicon::is_function(bare)
                || names::is_rank(bare)
                || (lexicon::is_never(bare) && !lexicon::is_given(bare))
                || is_weekday_or_month(bare, 0)
                || words::is_one_of(bare, &["may", "june", "april", "august"]) && count == 0
            {
                break;
            }
            if caps && lexicon::is_common(bare) && !lexicon::is_given(bare) && !is_surname_like(bare) {
                break;
            }
            if count > 0 && text.sentence_start(r.start) && lexicon::is_common(bare) && !lexicon::is_given(bare) {
                break;
            }
            start = Some(r.start);
            count += usize::from(!suffix);
            pos = r.start;
        }
        let Some(start) = start else { continue };
        let name = text.get(start..m.start());
        let last = name.rsplit(' ').next().unwrap_or_default();
        let first = name.split(' ').next().unwrap_or_default();
        let known = lexicon::is_given(first);
        let data = m.as_str().trim_start_matches([',', ' ', '(']);
        let strong = !data.starts_with(|c: char| c.is_ascii_digit());
        if count == 1 && words::all_caps(last) && !caps && last.len() <= 4 {
            continue;
        }
        if count == 1 && !(known || strong && !lexicon::is_common(first))
            || lexicon::is_brand(last)
            || lexicon::is_brand(first) && !known
        {
            continue;
        }
        if count >= 2 && lexicon::is_common(first) && lexicon::is_common(last) && !known && !strong {
            continue;
        }
        // Roads and lists end like this too: "Highway, 40,".
        let place = words::listed(
            last,
            "street avenue road highway county park lane drive court exit apt unit school department",
        );
        if place {
            continue;
        }
        let mut c = candidate(start..m.start(), if strong { 0.88 } else { 0.75 }, "a name before personal data");
        c.why.raised.push("a date of birth, an age or a badge number after it");
        out.push(c);
    }
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    titled(text, out);
    introduced(text, out);
    before_data(text, out);
    alone::given(text, out);
    alone::speakers(text, out);
    alone::initials(text, out);
    alone::reversed(text, out);
    alone::spelled(text, out);
    if text.lower {
        alone::given_in_lower_case(text, out);
    }
    if text.s.contains(['"', '“', '(', '‘', '\'']) {
        alone::quoted(text, out);
    }
}

#[cfg(test)]
mod tests;
