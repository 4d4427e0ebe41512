//! Phrases that name nobody and still single somebody out: "the only female K-9 handler in the county".

use std::sync::LazyLock;

use crate::Class;
use crate::phrase::{Lexicon, Sentence, Sorts, candidate, sentences};
use crate::text::{Candidate, Text};
use crate::{lexicon, words};

const NAME: &str = "unique";

/// "the only", "the last": one of all.
const SINGLE: Sorts = 1;
/// Who or what can be one of a kind: people by their part, animals and craft by theirs.
const WHO: Sorts = 1 << 1;
/// A circle in which somebody is known: "the county", "nights".
const CIRCLE: Sorts = 1 << 2;
/// Words between "only" and its circle.
const WITHIN: Sorts = 1 << 3;
const EVER: Sorts = 1 << 4;
/// A place or moment of the event: being the only one there singles nobody out.
const SCENE: Sorts = 1 << 5;
const OWN: Sorts = 1 << 6;
const EVENT: Sorts = 1 << 7;
/// What an event is called that every place has.
const GENERIC: Sorts = 1 << 8;
const YEARS: Sorts = 1 << 9;
const RANK: Sorts = 1 << 10;
const ASSIGNMENT: Sorts = 1 << 11;
const HONOUR: Sorts = 1 << 12;
const THAN: Sorts = 1 << 13;
const ANY: Sorts = 1 << 14;
const ONE: Sorts = 1 << 15;
/// Who one is beside one's rank.
const TRAIT: Sorts = 1 << 16;

const LISTS: &[(Sorts, &str)] = &[
    (
        SINGLE,
        "only sole lone last first oldest youngest tallest shortest longest-serving longest-tenured senior-most biggest \
         smallest longest fastest heaviest",
    ),
    (ONE, "one"),
    (
        WHO,
        "officer deputy trooper detective sergeant lieutenant captain chief sheriff marshal warden ranger agent handler medic \
         paramedic emt dispatcher calltaker firefighter pilot diver negotiator sniper bailiff clerk nurse woman female man male \
         person one reserve reservist volunteer constable lookout trainee rookie recruit guard chaplain instructor investigator \
         examiner interpreter translator coroner mother father mom dad sister brother twin twins veteran survivor couple family \
         company crew dog k-9 k9 canine horse malinois shepherd bloodhound camel mule motor motorman speaker signer amputee \
         widow widower vegetarian lefty left-hander jailer custodian armorer armourer breacher tech technician supervisor \
         lawman policeman policewoman cop girl guy lady tracker climber welder farrier coxswain swimmer operator analyst \
         officers deputies members member employee civilian cadet corporal major colonel commander prosecutor judge magistrate",
    ),
    (
        CIRCLE,
        "county state town city department agency district region range island valley roster nights midnights days swings \
         squad unit team division precinct bureau office village borough parish reservation tribe preserve park station barracks \
         troop post academy jail prison force nation country world history midwest northeast southwest states counties miles \
         watch shift detail district's county's state's department's agency's territory township province zone sector platoon \
         battalion command section house building campus school airport harbor harbour port river lake coast border",
    ),
    (WITHIN, "in on of for at within across around from this our their"),
    (EVER, "ever"),
    (
        SCENE,
        "scene room lot car driver's hallway doorway street road yard time light exit way thing reason door reach there up down \
         witness ones parking row line pile table stack camera",
    ),
    (OWN, "my our his her their your"),
    (
        EVENT,
        "festival fest parade derby rodeo jubilee regatta carnival powwow pow-wow fair fiesta roundup round-up fete pageant \
         homecoming marathon jamboree plunge days feast blessing cookoff cook-off bake-off barbecue rendezvous pow",
    ),
    (
        GENERIC,
        "the a an county state street church school summer spring fall winter holiday christmas city town annual local job \
         health career craft art music book our their his her my fun food village community every big next last few two three \
         four five six seven eight nine ten thirty sixty ninety these those other some many several working off bad good cold hot \
         most all past old business long first rest cool-down high late early both vacation sick dog game court training range \
         rainy slow calendar consecutive and or of in to for on 30 60 90 45 10 14 7 5 3 2 no any what nowadays field weekend \
         work school's science world world's fair's motorcycle victory easter thanksgiving veterans memorial labor independence \
         wedding funeral block pride marching saint patrick's year",
    ),
    (YEARS, "years year yrs year's years' tours"),
    (
        RANK,
        "officer deputy trooper detective sergeant lieutenant captain chief sheriff corporal investigator warden ranger agent \
         handler instructor dispatcher marshal constable sgt lt cpl det",
    ),
    (
        ASSIGNMENT,
        "narcotics k-9 k9 canine homicide marine aviation gang gangs vice mounted bomb motors swat dive harbor arson auto-theft \
         crimes internal affairs negotiations sniper firearms range fugitive cybercrime forensics cold-case",
    ),
    (
        HONOUR,
        "champion olympian olympic medalist valedictorian record-holder guinness hall-of-fame all-american medal medallion \
         poster billboard",
    ),
    (THAN, "than"),
    (ANY, "any anyone anybody"),
    (
        TRAIT,
        "female woman male black hispanic latino latina asian native hmong somali navajo sikh muslim jewish deaf gay lesbian \
         transgender trans pregnant bilingual one-armed one-eyed one-eared one-legged one-handed three-legged left-handed red-haired bald blind amish mormon \
         spanish-speaking married foreign-born civilian",
    ),
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(LISTS));

pub(crate) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    sentences(text, &LEXICON, |sentence| {
        one_of_a_kind(sentence, out);
        of_its_kind(sentence, out);
        beyond_all_others(sentence, out);
        tenure(sentence, out);
        event(text, sentence, out);
        feat(sentence, out);
        known_by(sentence, out);
        kin_of_office(sentence, out);
        told_in_public(sentence, out);
    });
}

fn push(out: &mut Vec<Candidate>, sentence: &Sentence<'_>, from: usize, to: usize, score: f32, matched: &'static str) {
    if let Some(range) = sentence.range(from, to) {
        out.push(candidate(Class::Unique, NAME, range, score, matched));
    }
}

/// The last word of the clause that goes on at `at`: up to the next mark, and no further than `most` words.
fn clause_end(sentence: &Sentence<'_>, at: usize, most: usize) -> usize {
    let stop = (at + 1..sentence.words.len()).find(|i| {
        sentence.words.get(*i).is_some_and(|w| w.parted || words::is_one_of(w.written, &["and", "but", "so"]))
    });
    stop.unwrap_or(sentence.words.len()).min(at + most + 1) - 1
}

/// "the only detective in the state who …", "our first woman ever to …", "the county's one-eared Malinois".
fn one_of_a_kind(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    let mut from = 0;
    let first = |from: usize| {
        (from..sentence.words.len()).find(|at| sentence.is(*at, SINGLE | ONE) || is_superlative(written(sentence, *at)))
    };
    while let Some(at) = first(from) {
        from = at + 1;
        let one = sentence.is(at, ONE);
        if words::is_one_of(written(sentence, at + 1), &["one"]) && words::is_one_of(written(sentence, at + 2), &["of"])
        {
            continue;
        }
        let led = at.checked_sub(1).and_then(|i| sentence.words.get(i)).is_some_and(|w| {
            words::is_one_of(w.written, &["the"]) || w.sorts & OWN != 0 || ends_in_possessive(w.written)
        });
        let start = if led { at - 1 } else { at };
        // "the county's only …" begins at its article.
        let article = start.checked_sub(1).filter(|i| {
            led && ends_in_possessive(written(sentence, start)) && words::is_one_of(written(sentence, *i), &["the"])
        });
        let the_one = led && words::is_one_of(written(sentence, start), &["the"]);
        let Some(who) = sentence.find(WHO, at + 1, 4).or_else(|| thing_ever(sentence, at)) else { continue };
        if sentence.find(SCENE, at + 1, 4).is_some() {
            continue;
        }
        let circle = circle_after(sentence, who);
        let told = circle.is_some_and(|c| words::is_one_of(written(sentence, c + 1), &["who", "that", "with"]));
        if one && !the_one && !told {
            continue;
        }
        let before = ends_in_possessive(written(sentence, start)) && is_circle_possessive(written(sentence, start));
        let trait_ = sentence.find(TRAIT, at + 1, who - at).is_some();
        let own = sentence.is(start, OWN);
        let ever = sentence.find(EVER, who, 3).or_else(|| circle.and_then(|c| sentence.find(EVER, c, 3)));
        let (end, score, matched) = match (circle, ever) {
            (Some(c), Some(_)) => (c, 0.65, "the only one of a circle, ever"),
            (Some(c), None) if trait_ => (c, 0.65, "the only one of its kind in a circle"),
            (Some(c), None) => (c, 0.55, "the only one of a circle"),
            (None, Some(e)) => (e, 0.55, "the only one ever"),
            (None, None) if before => (who, 0.55, "the only one of a circle"),
            (None, None) if trait_ && led && !one => (who, 0.5, "the only one of its kind"),
            (None, None) if own && words::is_one_of(written(sentence, at), &["first", "only"]) && who == at + 1 => {
                (who, 0.42, "the first or only one of ours")
            }
            (None, None) => continue,
        };
        let last = if before && circle.is_none() && ever.is_none() { who } else { clause_end(sentence, end, 12) };
        push(out, sentence, article.unwrap_or(start), last, score, matched);
        from = end + 1;
    }
}

/// "best-followed", "longest-running".
fn is_superlative(word: &str) -> bool {
    let head = word.split('-').next().unwrap_or_default();
    head.len() < word.len() && words::listed(head, "best most longest oldest highest youngest fastest largest smallest")
}

fn written<'a>(sentence: &Sentence<'a>, at: usize) -> &'a str {
    sentence.words.get(at).map(|w| w.written).unwrap_or_default()
}

fn ends_in_possessive(word: &str) -> bool {
    words::without_possessive(word) < word.len()
}

fn is_circle_possessive(word: &str) -> bool {
    words::is_one_of(
        word.get(..words::without_possessive(word)).unwrap_or_default(),
        &[
            "county",
            "state",
            "town",
            "city",
            "department",
            "agency",
            "district",
            "island",
            "tribe",
            "village",
            "nation",
        ],
    )
}

/// "the only nest ever photographed": where "ever" comes, any word will do.
fn thing_ever(sentence: &Sentence<'_>, only: usize) -> Option<usize> {
    let ever = sentence.find(EVER, only + 2, 4).filter(|_| !sentence.is(only, ONE))?;
    circle_after(sentence, ever).map(|_| ever - 1)
}

/// "the county's one-eared Malinois".
fn of_its_kind(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    for at in 0..sentence.words.len() {
        if is_circle_possessive(written(sentence, at)) && sentence.is(at + 1, TRAIT) && sentence.is(at + 2, WHO) {
            let the = at.checked_sub(1).filter(|i| words::is_one_of(written(sentence, *i), &["the", "our"]));
            push(out, sentence, the.unwrap_or(at), at + 2, 0.5, "the only one of its kind in a circle");
        }
    }
}

/// The circle that comes after a word over "in the", "on", "of our", with nothing of the scene between.
fn circle_after(sentence: &Sentence<'_>, who: usize) -> Option<usize> {
    let mut at = who + 1;
    while at < (who + 7).min(sentence.words.len()) {
        if sentence.is(at, SCENE) {
            return None;
        }
        // "north of the river", "this side of the state line".
        if sentence.is(at, WITHIN) || words::listed(written(sentence, at), "north south east west side") {
            // "in the state trooper's car" is no circle.
            let circle = sentence.find(CIRCLE, at + 1, 3).filter(|c| !sentence.is(c + 1, WHO | SCENE));
            if circle.is_some() {
                return circle;
            }
        }
        at += 1;
    }
    None
}

/// "longer than any bailiff the county ever had".
fn beyond_all_others(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    let Some(than) = sentence.find(THAN, 1, sentence.words.len()) else { return };
    let Some(any) = sentence.find(ANY, than + 1, 1) else { return };
    let Some(who) = sentence.find(WHO, any, 4) else { return };
    let Some(end) = sentence.find(EVER | CIRCLE, who, 6) else { return };
    push(out, sentence, than - 1, clause_end(sentence, end, 6), 0.5, "more than anyone else of a circle");
}

/// Rank, years and assignment in one clause: "a sergeant with 22 years in the bomb squad".
fn tenure(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    let Some(years) = sentence.find(YEARS, 1, sentence.words.len()) else { return };
    let number = written(sentence, years - 1);
    let counted = number.bytes().all(|b| b.is_ascii_digit()) && number.len() < 3 || is_number_word(number);
    let near = |sort: Sorts| {
        (years.saturating_sub(8)..years + 9).filter(|at| sentence.is(*at, sort)).min_by_key(|at| at.abs_diff(years))
    };
    let (Some(rank), Some(assignment)) = (near(RANK), near(ASSIGNMENT)) else { return };
    let old = words::is_one_of(written(sentence, years + 1), &["old", "of", "ago"]);
    if counted && !old && rank != assignment && years + 1 < sentence.words.len() {
        let (from, to) = (rank.min(assignment).min(years - 1), rank.max(assignment).max(years));
        push(out, sentence, from, to, 0.45, "rank, years of service and assignment together");
    }
}

fn is_number_word(word: &str) -> bool {
    let tens = ["twenty", "thirty", "forty"];
    let lower = word.to_ascii_lowercase();
    words::is_one_of(
        lower.split('-').next().unwrap_or_default(),
        &[
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
            "thirty",
            "forty",
        ],
    ) || tens.iter().any(|t| lower.starts_with(t))
}

/// A named event of one place: "the blueberry festival", "Rutabaga Days", "Blessing of the Fleet".
fn event(text: &Text<'_>, sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    for at in 0..sentence.words.len() {
        if !sentence.is(at, EVENT) {
            continue;
        }
        let Some(word) = sentence.words.get(at) else { continue };
        let capitals = !text.caps(word.range.start);
        // "Blessing of the Fleet", "Feast of …": the words after it name it.
        if words::is_one_of(word.written, &["blessing", "feast"]) {
            let of = words::is_one_of(written(sentence, at + 1), &["of"]);
            let the = usize::from(words::is_one_of(written(sentence, at + 2), &["the"]));
            let named = sentence.words.get(at + 2 + the).filter(|w| words::capital(w.written));
            if of && words::capital(word.written) && capitals && named.is_some() {
                let more = usize::from(
                    sentence.words.get(at + 3 + the).is_some_and(|w| !w.parted && words::capital(w.written)),
                );
                push(out, sentence, at, at + 2 + the + more, 0.5, "a named local event");
            }
            continue;
        }
        let weak = words::is_one_of(
            word.written,
            &["days", "fair", "parade", "homecoming", "barbecue", "marathon", "pow", "fest"],
        );
        let mut from = at;
        while let Some(before) = from.checked_sub(1).and_then(|i| sentence.words.get(i)) {
            let parted = sentence.words.get(from).is_some_and(|w| w.parted);
            let opens = text.sentence_start(before.range.start) && lexicon::is_common(before.written);
            let names = words::capital(before.written) && capitals && !opens
                || at == from && !weak && !lexicon::is_function(before.written) && word.written.len() > 5;
            if parted || at - from >= 3 || before.sorts & (GENERIC | OWN) != 0 || !names || before.written.len() < 3 {
                break;
            }
            from -= 1;
        }
        let named = words::capital(word.written) && capitals || !weak;
        if from < at && named {
            let the = from.checked_sub(1).filter(|i| words::is_one_of(written(sentence, *i), &["the"]));
            let lower = !words::capital(written(sentence, from));
            push(out, sentence, if lower { the.unwrap_or(from) } else { from }, at, 0.45, "a named local event");
        }
    }
}

/// "I'm the sergeant with the bolt-hole coat": known by something that everybody knows.
fn known_by(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    for at in 1..sentence.words.len() {
        if !words::is_one_of(written(sentence, at), &["the"]) {
            continue;
        }
        let is = written(sentence, at - 1).to_ascii_lowercase().replace('’', "'");
        if !(words::listed(&is, "is am are as he's she's i'm they're we're who's that's you're")
            && !sentence.is(at, SINGLE))
        {
            continue;
        }
        let Some(who) = sentence.find(WHO, at + 1, 2).filter(|_| sentence.find(SINGLE, at + 1, 2).is_none()) else {
            continue;
        };
        let by = words::listed(written(sentence, who + 1), "with whose")
            && words::listed(written(sentence, who + 2), "the a an his her")
            || words::is_one_of(written(sentence, who + 1), &["who"])
                && words::listed(
                    written(sentence, who + 2),
                    "won wrote founded built invented rescued survived sang played raised once still used holds broke",
                );
        if by && who + 3 < sentence.words.len() {
            push(out, sentence, at, clause_end(sentence, who + 3, 10), 0.45, "known by one thing");
        }
    }
}

/// "the mayor's son", "the old sheriff's daughter".
fn kin_of_office(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    for at in 0..sentence.words.len() {
        let word = written(sentence, at);
        let office = word.get(..words::without_possessive(word)).unwrap_or_default();
        if office.len() < word.len()
            && words::listed(
                office,
                "mayor sheriff chief judge governor senator commissioner prosecutor councilman pastor superintendent principal coroner undersheriff",
            )
            && words::listed(
                written(sentence, at + 1),
                "son daughter wife husband widow widower brother sister nephew niece mother father grandson granddaughter ex-wife ex-husband kid twin",
            )
        {
            let the = at.checked_sub(1).filter(|i| words::listed(written(sentence, *i), "the our a"));
            push(out, sentence, the.unwrap_or(at), at + 1, 0.5, "kin of somebody who holds an office");
        }
    }
}

/// "it made the evening news", "the video went viral", "seven months pregnant".
fn told_in_public(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    for at in 1..sentence.words.len() {
        let word = written(sentence, at);
        let before = written(sentence, at - 1);
        if words::is_one_of(word, &["viral"]) && words::listed(before, "went goes going gone") {
            push(out, sentence, at - 1, at, 0.45, "something that the public has seen");
        } else if words::listed(word, "news newspaper headlines papers") {
            let verb = (at.saturating_sub(4)..at).find(|i| words::listed(written(sentence, *i), "made makes hit"));
            let the = (at.saturating_sub(3)..at)
                .any(|i| words::listed(written(sentence, i), "the evening local national tv"));
            if let (Some(verb), true) = (verb, the) {
                push(out, sentence, verb, at, 0.42, "something that the public has seen");
            }
        } else if words::is_one_of(word, &["pregnant"]) && words::listed(before, "months weeks") {
            push(out, sentence, at.saturating_sub(2), at, 0.5, "a condition that colleagues know of");
        }
    }
}

/// "a state champion", "won the toss two years running", "on the recruiting poster".
fn feat(sentence: &Sentence<'_>, out: &mut Vec<Candidate>) {
    for at in 0..sentence.words.len() {
        let word = written(sentence, at);
        if sentence.is(at, HONOUR) && at > 0 {
            let before = written(sentence, at - 1);
            let told =
                words::is_one_of(before, &["state", "national", "olympic", "world", "recruiting", "the", "gold"]);
            let strong =
                !words::is_one_of(before, &["the"]) || !words::is_one_of(word, &["poster", "billboard", "medal"]);
            if told && strong {
                push(out, sentence, at - 1, at, 0.45, "a feat or an honour");
            }
        }
        let running = words::is_one_of(word, &["running", "straight"]) && sentence.is(at.wrapping_sub(1), YEARS);
        let won = (0..at).find(|i| words::is_one_of(written(sentence, *i), &["won", "wins", "winner", "champion"]));
        if let (true, Some(won)) = (running, won.filter(|w| at - w < 12)) {
            push(out, sentence, won, at, 0.5, "a feat or an honour");
        }
        if words::is_one_of(word, &["officer", "deputy", "trooper", "rookie", "dispatcher", "employee"])
            && ["of", "the", "year"]
                .iter()
                .enumerate()
                .all(|(n, w)| words::is_one_of(written(sentence, at + 1 + n), &[w]))
        {
            push(out, sentence, at, at + 3, 0.5, "a feat or an honour");
        }
    }
}

#[cfg(test)]
mod tests;
