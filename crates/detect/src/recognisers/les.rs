//! What helps an attacker: standing gaps in coverage and radio, where keys and codes are, words and methods agreed on.
//!
//! After FOIA exemption 7(E): a technique that everybody knows is none, and neither is what went wrong once. So nearly every
//! rule asks for a sign that it is always so: the present tense, "every", "after midnight"; and a sentence that tells what
//! one should do is left alone.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrase::{Lexicon, Sentence, Sorts, candidate, sentences};
use crate::text::{Candidate, Text};
use crate::{Class, words};

const NAME: &str = "les";

const RESOURCE: Sorts = 1;
const FEW: Sorts = 1 << 1;
/// Signs of a habit or a standing state.
const ALWAYS: Sorts = 1 << 2;
/// Words before a time: "after", "between".
const SPAN: Sorts = 1 << 3;
const CLOCK: Sorts = 1 << 4;
const PRESENT: Sorts = 1 << 5;
const PAST: Sorts = 1 << 6;
/// Advice, not a fact.
const ADVICE: Sorts = 1 << 7;
const RADIO: Sorts = 1 << 8;
const DEAF: Sorts = 1 << 9;
const NOT: Sorts = 1 << 10;
const KEY: Sorts = 1 << 11;
const HIDDEN: Sorts = 1 << 12;
const CHECKED: Sorts = 1 << 13;
const WAY_IN: Sorts = 1 << 14;
const METHOD: Sorts = 1 << 15;
const POSITION: Sorts = 1 << 16;
const COVERT: Sorts = 1 << 17;
const CRAFT: Sorts = 1 << 18;
const HELP: Sorts = 1 << 19;
const LENGTH: Sorts = 1 << 20;
const ARMOUR: Sorts = 1 << 21;
const STOPS: Sorts = 1 << 22;
const WE: Sorts = 1 << 23;
const KNOW: Sorts = 1 << 24;
const ALL: Sorts = 1 << 25;
const WORD: Sorts = 1 << 26;
const AGREED: Sorts = 1 << 27;
const NOBODY: Sorts = 1 << 28;
const SAME: Sorts = 1 << 29;
/// Where radio waves don't get.
const DEEP: Sorts = 1 << 30;
const FORMATION: Sorts = 1 << 31;

const LISTS: &[(Sorts, &str)] = &[
    (
        RESOURCE,
        "officer officers deputy deputies trooper troopers car cars cruiser cruisers unit units crew crews clerk clerks \
         dispatcher dispatchers boat boats patrol patrols guard guards warden wardens ranger rangers jailer jailers bailiff \
         bailiffs sergeant supervisor medic medics ambulance man men person people agent agents team teams operator operators \
         cop cops body soul plow truck trucks tech diver divers signature",
    ),
    (
        FEW,
        "one two single lone alone solo only half short shorthanded unfilled vacant unstaffed skeleton uncovered himself herself",
    ),
    (NOBODY, "nobody none"),
    (
        ALWAYS,
        "always every night whenever nights midnights weekends holidays mondays tuesdays wednesdays thursdays fridays saturdays \
         sundays overnight mornings evenings regularly routinely normally typically usually nightly daily night-shift graveyard \
         standing since still days most midnight nighttime unfilled vacant unstaffed",
    ),
    (SPAN, "after from between until till past before at"),
    (
        CLOCK,
        "midnight dark noon dawn dusk sunset sunrise shift recess one two three four five six seven eight nine ten eleven twelve",
    ),
    (
        PRESENT,
        "is are has have runs run goes go gets get takes take works work stays stay lives live hangs hang keeps keep sits sit \
         sends send use uses do does don't doesn't isn't aren't hasn't haven't can't cannot won't stage park hold holds rolls \
         come comes covers cover leaves there's it's that's he's she's we're they're nobody's drops drop drives knows know \
         start starts serve share shares swept rotates carries carry rides ride key's code's door's validates man's one's \
         stop stops ours we've requires",
    ),
    (
        PAST,
        "was were had got went took came did ran told said saw found heard called arrived wasn't weren't didn't couldn't asked gave left \
         opened walked",
    ),
    (ADVICE, "should must shall need needs ought let let's lesson if please would could ensure make"),
    (
        RADIO,
        "radio radios portable portables repeater repeaters channel channels talkgroup talkgroups link mic mics frequency \
         frequencies simplex transmission transmissions portable's radio's mobile feed cell cellphone phones gps button reception",
    ),
    (
        DEAF,
        "dead drops drop reach reaches unencrypted encrypted encryption scanner scanners static hits nothing patch patched clear \
         deaf coverage blackout blackouts one-way public open jam jams past second patch channel hear hears path rings",
    ),
    (NOT, "not no never n't isn't aren't doesn't don't can't cannot won't without hasn't haven't nothing neither nor"),
    (
        KEY,
        "key keys code codes combination combo password passcode passphrase pin fob keypad lockbox padlock spare spares key's \
         code's keycard latch",
    ),
    (
        HIDDEN,
        "nail hook drawer sill visor box mat rock hangs hang hanging hung lives behind under above backward backwards birthday \
         printed taped written sticker unlocked locked same star fob button hat vent pen pound sign posted portrait glove frame wheel bumper kept antler \
         tin jar machine shelf lanyard year",
    ),
    (
        CHECKED,
        "wanded swept searched checked check counted count logged locked screened recorded inspected verified scanned validated manned \
         staffed monitored tested audited secured watched opens inhibits checks wand magnetometer propped call-back counts \
         entries",
    ),
    (
        WAY_IN,
        "door doors gate gates entrance entrances lobby dock elevator elevators sally-port stairs stairwell fence bench window \
         windows courtroom clerk's inner tier tiers razors tools chairs alarm alarms zone booking roof tunnel rounds checklist",
    ),
    (
        METHOD,
        "put puts stage stages stack stacks send sends park parks breach breaches flank surround ram post posts sit sits hit hits \
         enter enters work works roll rolls serve served go goes swing pump pumps stands stand use take takes run runs tap meet \
         meets served",
    ),
    (
        POSITION,
        "back rear side front steps stairs corner alley driveway crossover crossovers median hallway roof porch lot perimeter \
         behind threes twos pairs fours window elevator stack formation wedge column door shop bumper",
    ),
    (
        COVERT,
        "undercover ruse decoy surveillance informant stingray tracker wire bait plainclothes pole-camera pole-cam transmitter recorder hidden disguised \
         unmarked",
    ),
    (
        CRAFT,
        "car van truck sedan suv pickup buick ford chevy toyota honda minivan camera cameras device boat bike tissue tinted \
         maroon beige",
    ),
    (HELP, "backup back-up cover help relief assistance closest nearest second next response reinforcements cavalry"),
    (LENGTH, "minutes minute hour hours miles half"),
    (ARMOUR, "vest vests plate plates panel panels shield shields armor armour helmet helmets carrier carriers"),
    (STOPS, "rated rating stop stops level gap gaps side iiia iii-a soft expired penetrates defeats uncovered good"),
    (WE, "we our ours us they their"),
    (KNOW, "know knows knew known"),
    (ALL, "everybody everyone all anybody anyone town truckers locals inmates they public crooks"),
    (WORD, "word words phrase"),
    (AGREED, "duress hold code safe panic go abort trigger signal distress danger get-up-and-walk-out execute"),
    (SAME, "same always identical"),
    (DEEP, "past below beneath beyond inside underneath in under behind north south east west between at"),
    (
        FORMATION,
        "threes twos pairs fours stack stacks wedge diamond column staggered bounding l-shape crossfire funnel bait catcher",
    ),
];

/// Clauses at the ends of a sentence with none of these are no part of what it tells.
const TELLING: Sorts = !(SPAN | PAST | PRESENT | ADVICE | CLOCK);

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(LISTS));

/// One kind of sensitive detail.
struct Rule {
    matched: &'static str,
    score: f32,
    met: fn(&Sentence<'_>) -> bool,
}

/// A code is given away by advice just as well.
const CODE: f32 = 0.65;

const RULES: &[Rule] = &[
    Rule {
        matched: "a word that officers have agreed on",
        score: 0.6,
        met: |s| s.follows(AGREED, WORD, 0) && (s.has(PRESENT) || s.has(WE)) || is_our_word(s),
    },
    Rule { matched: "where a key is, or how a code is kept", score: 0.55, met: is_hidden_key },
    Rule { matched: "a car or door that opens without a key", score: 0.5, met: is_keyless },
    Rule {
        matched: "a rule that is not kept",
        score: 0.45,
        met: |s| has(s, &["paper"]) && has(s, &["rule", "minimum", "policy", "staffing", "count"]) && is_standing(s),
    },
    Rule { matched: "a code for a door", score: CODE, met: is_told_code },
    Rule {
        matched: "a stretch where radios fail or are overheard",
        score: 0.5,
        met: |s| {
            let unheard = s.follows(NOBODY, DEAF, 5) && has(s, &["hear", "hears"]);
            let fails = s.follows(RADIO, DEAF, 6) || s.follows(NOT | NOBODY, RADIO, 1) && s.follows(RADIO, DEAF, 4);
            let silent = ["dead", "drops", "unencrypted", "scanner", "one-way", "nothing", "static", "rings"];
            let lasting = is_standing(s) || s.has(ALWAYS);
            (fails && (s.has(NOT | NOBODY) || has(s, &silent)) || unheard) && lasting
                || s.follows(RADIO, DEAF, 4) && has(s, &["unencrypted"])
                || s.follows(DEAF, RADIO, 2) && has(s, &["unencrypted"])
                || s.follows(NOT, RADIO, 1) && s.follows(RADIO, DEEP, 1) && is_standing(s)
        },
    },
    Rule {
        matched: "how few are on duty, and when",
        score: 0.5,
        met: |s| {
            let few = s.follows(FEW, RESOURCE, 2) || s.follows(NOT, RESOURCE, 3) || s.follows(RESOURCE, FEW, 3);
            let wide = has(s, &["square"]) && s.has(WE) && s.has(RESOURCE);
            ((few || is_nobody(s)) && (is_habit(s) || s.has(KNOW) && s.has(ALL)) || wide) && is_standing(s)
        },
    },
    Rule {
        matched: "what is never checked",
        score: 0.45,
        met: |s| {
            let unchecked = s.follows(NOT | NOBODY, CHECKED, 4) || s.follows(CHECKED, NOT, 3);
            unchecked && (s.has(WAY_IN) || is_habit(s) || is_passive(s) || s.follows(WE, CHECKED, 2)) && is_standing(s)
        },
    },
    Rule {
        matched: "how officers go about it every time",
        score: 0.45,
        met: |s| {
            let placed =
                s.follows(METHOD, POSITION, 7) && (s.has(SAME) || s.follows(METHOD, FEW, 1) || is_before_entry(s));
            let habitual = s.follows(RESOURCE, SAME, 1) && s.follows(SAME, METHOD, 0);
            let told = has(s, &["habit", "practice", "routine", "custom"]) && any(s, |at| is(s, at, "our"));
            if habitual || told {
                return is_standing(s);
            }
            s.follows(WE, METHOD, 2)
                && (placed || s.follows(METHOD, FORMATION, 3) || s.has(SAME) && s.has(RESOURCE) && is_habit(s))
                && is_standing(s)
        },
    },
    Rule {
        matched: "a covert car or device",
        score: 0.45,
        met: |s| {
            let ruse = has(s, &["ruse", "decoy"]) && has(s, &["use", "used", "uses"]);
            let disguise = || s.words.iter().filter(|w| words::listed(w.written, DISGUISE)).count() > 1;
            let device = s.follows(COVERT, HIDDEN, 5) && has(s, &["wire", "tracker", "transmitter", "recorder"]);
            if s.has(CRAFT) && disguise() || device {
                return true;
            }
            (s.follows(COVERT, CRAFT, 5) && s.has(WE) || s.follows(CRAFT, COVERT, 4) && s.has(SAME) || ruse)
                && is_standing(s)
        },
    },
    Rule {
        matched: "how long help takes",
        score: 0.45,
        met: |s| {
            let timed = s.follows(HELP, LENGTH, 7) || s.follows(LENGTH, HELP, 5);
            timed && (has(s, &["takes", "take", "no"]) || is_habit(s)) && is_standing(s)
        },
    },
    Rule {
        matched: "what armour stops, and where it does not",
        score: 0.45,
        met: |s| {
            let stops = s.follows(ARMOUR, STOPS, 4) || s.follows(STOPS, ARMOUR, 1);
            stops && (s.has(WE) || s.follows(FEW, ARMOUR, 2)) && is_standing(s)
        },
    },
    Rule {
        matched: "a habit that outsiders know",
        score: 0.45,
        met: |s| s.follows(ALL, KNOW, 5) && s.follows(WE, METHOD, 3) && (s.has(SAME) || is_habit(s)),
    },
];

pub(crate) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    sentences(text, &LEXICON, |sentence| {
        if sentence.words.len() < 4 {
            return;
        }
        let before = out.len();
        out.extend(judge(sentence));
        if out.len() == before {
            // "We send one deputy, and it was late": what happened once stands beside what is always so.
            out.extend(sentence.clauses().iter().filter(|clause| clause.words.len() >= 5).filter_map(judge));
        }
    });
}

fn judge(sentence: &Sentence<'_>) -> Option<Candidate> {
    let mut best: Option<&Rule> = None;
    for rule in RULES {
        if best.is_none_or(|b| rule.score > b.score) && (rule.met)(sentence) {
            best = Some(rule);
        }
    }
    let rule = best?;
    let range = sentence.trimmed(TELLING)?;
    let fact = rule.score >= CODE || !is_advice(sentence, &range);
    fact.then(|| candidate(Class::Les, NAME, range, rule.score, rule.matched))
}

fn is(s: &Sentence<'_>, at: usize, word: &str) -> bool {
    s.words.get(at).is_some_and(|w| w.written.eq_ignore_ascii_case(word))
}

fn any(s: &Sentence<'_>, met: impl Fn(usize) -> bool) -> bool {
    (0..s.words.len()).any(met)
}

fn has(s: &Sentence<'_>, list: &[&str]) -> bool {
    s.words.iter().any(|w| words::is_one_of(w.written, list))
}

/// "our word for it is", "every unit goes there on the word".
fn is_our_word(s: &Sentence<'_>) -> bool {
    any(s, |at| {
        is(s, at, "our") && s.is(at + 1, WORD) && (is(s, at + 2, "for") || is(s, at + 2, "is"))
            || is(s, at, "on") && is(s, at + 1, "the") && s.is(at + 2, WORD) && !is(s, at + 3, "of")
    })
}

/// "the spare key hangs on a nail", "the code is on the sign".
fn is_hidden_key(s: &Sentence<'_>) -> bool {
    any(s, |at| {
        is(s, at, "hangs") && s.find(HIDDEN, at + 1, 3).is_some()
            || s.is(at, KEY)
                && !is_other_code(s, at)
                && s.find(PRESENT, at, 5).is_some()
                && s.find(PAST, 0, at).is_none()
                && s.find(HIDDEN, at + 2, 10).is_some()
    })
}

/// "our cruisers start without a key", "we leave the bay unlocked".
fn is_keyless(s: &Sentence<'_>) -> bool {
    let keyless = s.follows(NOT, KEY, 2) || has(s, &["unlocked", "propped"]);
    let theirs = s.has(WE) || has(s, &["stays", "sits", "nights", "night"]);
    keyless
        && theirs
        && (s.has(RESOURCE) || s.has(WAY_IN))
        && is_standing(s)
        && (is_habit(s) || has(s, &["start", "starts", "stays", "sits", "leave"]))
}

/// "gate code 6441", "the alarm code is 0711".
fn is_told_code(s: &Sentence<'_>) -> bool {
    any(s, |at| {
        s.is(at, KEY)
            && !is_other_code(s, at)
            && at.checked_sub(1).is_some_and(|before| s.is(before, WAY_IN) || is(s, before, "access"))
            && (at + 1..at + 6).any(|i| s.words.get(i).is_some_and(|w| has_digit(w.written)))
    })
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

/// "Code 3", "penal code", "zip code", "the key is to": no secret.
fn is_other_code(s: &Sentence<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| s.words.get(i)).map(|w| w.written).unwrap_or_default();
    let after = s.words.get(at + 1).map(|w| w.written).unwrap_or_default();
    words::listed(
        before,
        "penal zip area vehicle criminal dress building traffic radio tire dot date health 10 ten bar qr",
    ) || has_digit(after) && after.len() < 3
        || words::listed(after, "three two one four red blue to section hook ring")
}

/// Every day, every night, from this hour to that.
fn is_habit(s: &Sentence<'_>) -> bool {
    s.has(ALWAYS) || any(s, |at| s.is(at, SPAN) && is_clock(s, at + 1))
}

/// "midnight", "the shift", "2300", "two" where no noun follows: a time, not a count.
fn is_clock(s: &Sentence<'_>, at: usize) -> bool {
    let at = if is(s, at, "the") { at + 1 } else { at };
    let Some(word) = s.words.get(at) else { return false };
    if word.written.len() == 4 && word.written.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    let next = s.words.get(at + 1);
    let alone = next.is_none_or(|next| {
        next.parted
            || next.sorts & (SPAN | PRESENT | WE) != 0
            || words::listed(next.written, "to and in o'clock am pm a the")
    });
    s.is(at, CLOCK) && (!words::listed(word.written, HOURS) || alone)
}

const DISGUISE: &str = "fake magnet ladder rental out-of-state decal plumbing tinted wrapped tissue";

const HOURS: &str = "one two three four five six seven eight nine ten eleven twelve";

/// Told as it stands, not as it happened.
fn is_standing(s: &Sentence<'_>) -> bool {
    !is_past(s)
}

/// Whether a verb tells what happened. "ed" is a verb's, unless the word means something here.
fn is_past(s: &Sentence<'_>) -> bool {
    s.words.iter().any(|w| {
        w.sorts & PAST != 0 || w.sorts == 0 && w.written.len() > 4 && w.written.to_ascii_lowercase().ends_with("ed")
    })
}

/// "nobody", "no one".
fn is_nobody(s: &Sentence<'_>) -> bool {
    s.has(NOBODY) || any(s, |at| is(s, at, "no") && is(s, at + 1, "one"))
}

/// "aren't logged": where nobody is to blame, it is so every time.
fn is_passive(s: &Sentence<'_>) -> bool {
    any(s, |at| {
        s.words.get(at).is_some_and(|w| words::listed(w.written, "aren't isn't aren’t isn’t")) && s.is(at + 1, CHECKED)
    })
}

fn is_before_entry(s: &Sentence<'_>) -> bool {
    any(s, |at| is(s, at, "before") && is(s, at + 1, "we"))
}

/// What one should do, or what would be if: no fact about this agency.
fn is_advice(s: &Sentence<'_>, range: &Range<usize>) -> bool {
    s.words.iter().any(|w| w.sorts & ADVICE != 0 && range.start <= w.range.start && w.range.end <= range.end)
        || s.words.first().is_some_and(|w| words::listed(w.written, "never always do don't if when put check keep use a an ask tell count take bring learn wait stop treat think plan call no any for"))
}

#[cfg(test)]
mod tests;
