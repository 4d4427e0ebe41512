//! From probabilities to findings, and which findings of recognisers the tagger doubts.

use std::collections::HashSet;
use std::ops::Range;

use super::bounds::Bounds;
use super::chain::{CLASSES, OUTSIDE, Room, States};
use super::features::{self, Signs};
use super::model::Memo;
use super::seen::Features;
use super::token::Token;
use super::{Model, cuts};
use crate::scanner::Memory;
use crate::text::{Candidate, Text};
use crate::{Class, Closed, Why, identifier, lexicon, words};

/// The words that are surely part of a name somewhere in a report.
#[derive(Debug, Default)]
pub(super) struct Sure(HashSet<u64>);

impl Sure {
    pub(super) fn note(&mut self, text: &Text<'_>, tokens: &[Token], probabilities: &[States]) {
        for (token, p) in tokens.iter().zip(probabilities) {
            let named: f32 = NAMED.iter().map(|c| p[*c] + p[OFFSET + *c]).sum();
            if named >= SURE {
                let word = text.get(token.range.clone());
                if word.len() >= 3 && word.bytes().all(|b| !b.is_ascii_digit()) && !lexicon::is_never(word) {
                    self.0.insert(token.word);
                }
            }
        }
    }
}

const SURE: f32 = 0.8;
/// The classes of names: person, agency, place, organisation.
const NAMED: [usize; 4] = [0, 1, 2, 3];

/// The states of the first tokens of places, times and ages.
const PLACE: usize = 2;
const TIME: usize = 5;
const AGE: usize = 6;

impl Bounds {
    /// Whether a word is as likely a place, a time or an age as is enough for these: few other words look like them, or few
    /// of their guesses are wrong.
    fn is_enough_for_class(&self, p: &States) -> bool {
        [(PLACE, self.place), (TIME, self.time), (AGE, self.age)]
            .into_iter()
            .any(|(class, bound)| p[class] + p[OFFSET + class] >= bound)
    }
}

/// How many words are certainly identifying.
pub(super) fn certain(probabilities: &[States]) -> usize {
    probabilities.iter().filter(|p| identifying(p) >= CERTAIN).count()
}

const CERTAIN: f32 = 0.9;

/// A date or a badge with such a score stands: its words are no name, its number no count.
const CUED: f32 = 0.8;

/// Recognisers' findings below this score are guesses.
const WEAK: f32 = 0.62;

/// The classes whose findings by recognisers stand whatever the tagger says: their form proves them.
fn is_formal(class: Class) -> bool {
    let numbered = matches!(class, Class::Handle | Class::CaseId | Class::Plate | Class::License | Class::Serial);
    class.is_proved_by_form() || numbered || matches!(class, Class::Unique | Class::Les)
}

/// The classes of names, whose bounds in the text are a matter of judgement.
const fn is_named(class: Class) -> bool {
    matches!(class, Class::Person | Class::Agency | Class::Location | Class::Org)
}

const OFFSET: usize = CLASSES;

/// No identifier has more tokens.
const LONGEST: usize = 24;

/// Puts the probability of each state at each token in the place of those of another field.
pub(super) fn probabilities(
    model: &Model,
    tokens: &[Token],
    signs: &[Signs],
    memory: &mut Memory,
    out: &mut Vec<States>,
) {
    out.clear();
    out.reserve(tokens.len());
    let mut room = Room::default();
    let mut memo = model.memo();
    let mut seen = vec![Features::new(); Memo::TOKENS];
    for range in cuts(tokens) {
        let signs = signs.get(range).unwrap_or_default();
        let read = || {
            let mut scores: Vec<States> = Vec::with_capacity(signs.len());
            while scores.len() < signs.len() {
                let from = scores.len();
                let count = seen.len().min(signs.len() - from);
                seen.iter_mut().zip(from..from + count).for_each(|(seen, i)| features::see(signs, i, seen));
                let sums = model.sums(seen.get(..count).unwrap_or_default(), &mut memo);
                scores.extend(sums.iter().map(|sums| model.scores(sums)));
            }
            model.chain.marginals(&mut scores, &mut room, None);
            scores
        };
        out.extend_from_slice(memory.stretch(signs, read));
    }
    model.keep(memo);
}

fn identifying(p: &States) -> f32 {
    let neutral = p[OUTSIDE - 2] + p[OUTSIDE - 1] + p[OUTSIDE];
    (1.0 - neutral).clamp(0.0, 1.0)
}

fn first(p: &States) -> f32 {
    p.iter().take(OUTSIDE - 2).sum()
}

/// Adds what the tagger finds to what recognisers found, and drops what it doubts.
pub(super) fn decide(
    text: &Text<'_>,
    tokens: &[Token],
    signs: &[Signs],
    probabilities: &[States],
    bounds: &Bounds,
    sure: &Sure,
    found: &mut Vec<Candidate>,
) {
    let chance: Vec<f32> = probabilities.iter().map(identifying).collect();
    let mut at = 0;
    found.retain_mut(|c| {
        while tokens.get(at).is_some_and(|t| t.range.end <= c.range.start) {
            at += 1;
        }
        let n = tokens.get(at..).unwrap_or_default().iter().take_while(|t| t.range.start < c.range.end).count();
        let (Some(inside), Some(sure)) = (tokens.get(at..at + n), chance.get(at..at + n)) else { return true };
        if is_law(text, c.class, &c.range) {
            return false;
        }
        if is_formal(c.class) || matches!(c.class, Class::Date | Class::Badge) && c.score >= CUED || n == 0 {
            return true;
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of tokens")]
        let mean = sure.iter().sum::<f32>() / n as f32;
        // A recogniser that is hardly sure itself needs more.
        if mean < if c.score < WEAK { bounds.find / 2.0 } else { bounds.doubt } {
            return false;
        }
        // Words at its ends that the tagger is sure don't belong to it.
        if is_named(c.class) {
            let doubted = |p: &&f32| **p < bounds.doubt;
            let (lead, tail) = (sure.iter().take_while(doubted).count(), sure.iter().rev().take_while(doubted).count());
            if let (Some(first), Some(last)) = (inside.get(lead), n.checked_sub(tail + 1).and_then(|i| inside.get(i))) {
                if lead > 0 {
                    c.range.start = first.range.start;
                }
                if tail > 0 {
                    c.range.end = last.range.end;
                }
            }
        }
        true
    });
    let mut i = 0;
    while i < tokens.len() {
        let known =
            tokens.get(i).is_some_and(|t| sure.0.contains(&t.word)) && !signs.get(i).is_some_and(Signs::is_small_word);
        let sooner = probabilities.get(i).is_some_and(|p| bounds.is_enough_for_class(p));
        if !sooner && !chance.get(i).is_some_and(|p| *p >= bounds.find || known && *p >= bounds.again) {
            i += 1;
            continue;
        }
        let begins = |i: usize| probabilities.get(i).is_some_and(|p| first(p) > identifying(p) / 2.0);
        let linked = |i: usize| tokens.get(i).is_some_and(|t| !t.line_start && !t.opens && !t.head);
        let mut from = i;
        // A first token that was less sure belongs to what it begins.
        while from > 0 && linked(from) && !begins(from) && chance.get(from - 1).is_some_and(|p| *p >= bounds.extend) {
            from -= 1;
        }
        let mut to = i + 1;
        while to < from + LONGEST
            && to < tokens.len()
            && linked(to)
            && chance.get(to).is_some_and(|p| *p >= bounds.extend)
            && !begins(to)
        {
            to += 1;
        }
        i = to;
        if let Some(c) = finding(text, tokens, signs, probabilities, &chance, from..to) {
            found.push(c);
        }
    }
}

fn finding(
    text: &Text<'_>,
    tokens: &[Token],
    signs: &[Signs],
    probabilities: &[States],
    chance: &[f32],
    span: Range<usize>,
) -> Option<Candidate> {
    let mut sums = [0.0f32; CLASSES];
    for p in probabilities.get(span.clone())? {
        for (c, sum) in sums.iter_mut().enumerate().take(OUTSIDE - 2) {
            *sum += p[c] + p[OFFSET + c];
        }
    }
    let best = sums.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(c, _)| c)?;
    let class = *Class::ALL.get(best)?;
    let span = if is_named(class) {
        without_small_ends(signs, chance, span)
    } else {
        without_unlikely_ends(signs, chance, span)
    };
    let span = if class == Class::Person {
        // Ranks and titles before a name don't belong to it, and are none by themselves.
        let start = span.clone().find(|i| !signs.get(*i).is_some_and(Signs::is_rank))?;
        without_lead(text, tokens, start..span.end)
    } else {
        span
    };
    let sure = chance.get(span.clone())?;
    #[expect(clippy::cast_precision_loss, reason = "a handful of tokens")]
    let score = sure.iter().sum::<f32>() / sure.len() as f32;
    // A name of ordinary words without a capital, among names with capitals, has to be likely.
    let small = signs.get(span.clone())?.iter().all(Signs::is_small_word);
    if is_named(class) && small && score < SMALL {
        return None;
    }
    // "The" before a name that begins after it is no name; "and" taken out as a part of an age would be a leak everywhere else.
    let worded = is_named(class) || class == Class::Age;
    if worded && score < LIKELY && span.clone().all(|i| is_function(text, tokens, i)) {
        return None;
    }
    let range = tokens.get(span.start)?.range.start..tokens.get(span.end - 1)?.range.end;
    if class == Class::Age && score < LIKELY && counts_things(text, range.end) {
        return None;
    }
    if text.in_house_token(&range)
        || is_code(text, &range)
        || is_law(text, class, &range)
        || class == Class::Person && is_sex(text, &range)
    {
        return None;
    }
    let mut why = Why { recogniser: super::NAME, matched: reads_like(class), raised: Vec::new(), lowered: Vec::new() };
    features::explain(signs.get(span)?, class, &mut why);
    Some(Candidate { range, class, score: score.clamp(0.0, 0.99), why })
}

/// A name with capitals neither begins nor ends with an ordinary word without, unless that is likely to belong to it.
fn without_small_ends(signs: &[Signs], chance: &[f32], span: Range<usize>) -> Range<usize> {
    let small = |i: usize| signs.get(i).is_some_and(Signs::is_small_word) && chance.get(i).is_some_and(|p| *p < LIKELY);
    match (span.clone().find(|i| !small(*i)), span.clone().rfind(|i| !small(*i))) {
        (Some(first), Some(last)) => first..last + 1,
        (_, _) => span,
    }
}

/// What recognisers have read within a number or date begins and ends it, unless the words beyond are likely to belong to it.
fn without_unlikely_ends(signs: &[Signs], chance: &[f32], span: Range<usize>) -> Range<usize> {
    let read = |i: usize| signs.get(i).is_some_and(Signs::is_read);
    if !span.clone().any(read) {
        return span;
    }
    let stays = |i: &usize| read(*i) || chance.get(*i).is_some_and(|p| *p >= BEYOND);
    match (span.clone().find(stays), span.clone().rfind(stays)) {
        (Some(first), Some(last)) => first..last + 1,
        (_, _) => span,
    }
}

const BEYOND: f32 = 0.25;
const LIKELY: f32 = 0.5;
const SMALL: f32 = 0.35;

/// "Twenty-one cars": a plural after a number is what it counts.
fn counts_things(text: &Text<'_>, at: usize) -> bool {
    let Some(rest) = text.right(at, 24).strip_prefix(' ') else { return false };
    let word = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
    word.len() > 3
        && word.ends_with('s')
        && lexicon::is_common(word)
        && !words::listed(word, "years months weeks days shes hes")
}

fn is_function(text: &Text<'_>, tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|token| lexicon::is_function(text.get(token.range.clone())))
}

/// A capital at the start of a sentence makes "Without Ruiz" look like a name of two words. Short words stay: "An" and "Do"
/// are names as well.
fn without_lead(text: &Text<'_>, tokens: &[Token], span: Range<usize>) -> Range<usize> {
    const SHORT: usize = 3;
    let leads = |i: usize| {
        let word = tokens.get(i).map(|token| text.get(token.range.clone())).unwrap_or_default();
        word.len() > SHORT && lexicon::is_function(word)
    };
    let last = span.end.saturating_sub(1);
    let start = (span.start..last).find(|i| !leads(*i)).unwrap_or(last);
    start.min(last)..span.end
}

/// "M/58", "W/F": a letter beside a stroke tells sex or race.
fn is_sex(text: &Text<'_>, range: &Range<usize>) -> bool {
    range.len() == 1 && (text.after(range.end).starts_with('/') || text.before(range.start).ends_with('/'))
}

/// The number of a law, read as a number of another kind.
fn is_law(text: &Text<'_>, class: Class, range: &Range<usize>) -> bool {
    let number = match class {
        Class::CaseId | Class::Badge | Class::Serial | Class::Plate | Class::License | Class::Date => true,
        Class::Person
        | Class::Agency
        | Class::Location
        | Class::Org
        | Class::Time
        | Class::Age
        | Class::Dob
        | Class::Vin
        | Class::Ssn
        | Class::Phone
        | Class::Email
        | Class::Url
        | Class::Handle
        | Class::Ip
        | Class::Ori
        | Class::Unique
        | Class::Les => false,
    };
    number && identifier::is_statute(text, range)
}

/// Ten-codes say what happens, never who.
fn is_code(text: &Text<'_>, range: &Range<usize>) -> bool {
    let digits = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let s = text.get(range.clone());
    s.strip_prefix("10-").is_some_and(digits) || (text.before(range.start).ends_with("10-") && digits(s))
}

const fn reads_like(class: Class) -> &'static str {
    match class {
        Class::Person => "reads like a person's name",
        Class::Agency => "reads like the name of an agency",
        Class::Location => "reads like a place",
        Class::Org => "reads like the name of an organisation",
        Class::Date => "reads like a date",
        Class::Time => "reads like a time of day",
        Class::Age => "reads like an age",
        Class::Dob => "reads like a date of birth",
        Class::CaseId => "reads like a case or incident number",
        Class::Badge => "reads like a badge, unit or call sign",
        Class::Plate => "reads like a registration plate",
        Class::Vin => "reads like a vehicle identification number",
        Class::License => "reads like a licence number",
        Class::Ssn => "reads like a Social Security number",
        Class::Phone => "reads like a phone number",
        Class::Email => "reads like an e-mail address",
        Class::Url => "reads like a web address",
        Class::Handle => "reads like a screen name",
        Class::Ip => "reads like an IP address",
        Class::Ori => "reads like an agency's ORI",
        Class::Serial => "reads like a serial number",
        Class::Unique => "reads like a phrase that singles somebody out",
        Class::Les => "reads like a tactical detail",
    }
}
