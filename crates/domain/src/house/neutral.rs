//! Words that give away sex or rank: pronouns, titles, "the female officer". Offered for one person at a time, as one choice.

use std::sync::LazyLock;

use detect::{Class, Field};
use regex::Regex;

use super::pattern;
use super::reach;
use crate::{Act, Action, Assessment, Private, Reason, Span, Splice};

/// A place where a word gives away sex or rank, and what could stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// In the current text.
    pub span: Span,
    /// With its brackets.
    pub token: String,
    /// Nobody else is named near enough to be meant.
    pub sure: bool,
}

static PRONOUN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(she|he|hers|herself|himself|her|him|his)\b(?:['\u{2019}](s|d|ll)\b)?(?:[ \t]+([a-z]+(?:['\u{2019}]t)?))?",
    )
});
/// What somebody is called by their sex.
const SEXES: &str = "females?|males?|wom[ae]n|m[ae]n|lady|ladies|gentlem[ae]n|guys?|girls?|boys?";
/// What else they are called, right behind it.
const ROLES: &str = "officer|deputy|sergeant|detective|trooper|partner|driver|passenger|suspect|subject|witness|dispatcher|caller|victim";
static SEXED: LazyLock<Regex> = LazyLock::new(|| {
    let police = r"policewom[ae]n|policem[ae]n|lady[ \t]+cops?|patrolwom[ae]n|patrolm[ae]n";
    pattern(&format!(r"(?i)\b(?:({SEXES})[ \t]+((?:{ROLES})(?:e?s)?|deputies)|{police})\b"))
});
/// "The female" by itself: somebody, said by their sex alone.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    let before = "the|a|an|this|that|another|one|first|second|other|white|black|hispanic|asian|older|elderly|younger|young|adult|unknown";
    pattern(&format!(r"(?i)\b(?:{before})[ \t]+({SEXES})\b"))
});
static RANK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:the|my|our|his|her|their)[ \t]+((?:patrol|shift|field|watch)?[ \t]*(?:sergeant|lieutenant|captain|corporal|detective|sgt|cpl))\b",
    )
});
/// Somebody who is not named: a pronoun behind it may be theirs.
static SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:man|woman|male|female|guy|lady|boy|girl|person|driver|passenger|suspect|subject|victim|witness|caller|partner|officer|deputy|sergeant|sgt|trooper|detective|clerk|neighbou?r|husband|wife|brother|sister|father|mother|son|daughter|inmate|prisoner|homeowner|owner|bystander)\b",
    )
});
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[[^\[\]\n]{1,80}\]"));

/// What follows "her" and "his" as an object, and not as somebody's thing.
const NO_THING: &str = "and or but so as at in on to of by for from with without into onto over under out off up down back away \
     about after before because when while where if then that who which what than the a an this these those i we you they it he she \
     was were is are had has did could would should not again later now there here too first right until till since his her their my our your its";

/// Everything that gives away sex or rank, in the order of the text, each with the entity that it is said of.
pub fn neutral(assessment: &Assessment) -> Vec<(usize, Offer)> {
    let mut offers: Vec<(usize, Offer)> =
        assessment.text.fields().into_iter().flat_map(|(field, text)| in_field(assessment, field, text)).collect();
    offers.sort_by_key(|(_, offer)| (offer.span, !offer.sure));
    offers.dedup_by(|later, first| first.1.span.overlaps(&later.1.span));
    offers
}

/// Puts the neutral words in all of these places, in one action. None if a place does not stand as it was offered.
pub fn neutralise(assessment: &Assessment, offers: &[Offer]) -> Option<Action> {
    let mut offers: Vec<&Offer> = offers.iter().collect();
    offers.sort_by_key(|offer| std::cmp::Reverse(offer.span));
    let mut splices = Vec::with_capacity(offers.len());
    for offer in offers {
        let removed: Private = assessment.text.slice(offer.span)?.into();
        let inserted = reach::at_start(&assessment.text, offer.span, &offer.token).into();
        splices.push(Splice { field: offer.span.field, at: offer.span.start, removed, inserted });
    }
    // Without a class: "she" is no value that must not stand anywhere else.
    let action = Action { act: Act::Generalise, reason: Reason::Identifying, splices, ..Action::default() };
    (!action.splices.is_empty()).then_some(action)
}

fn in_field(assessment: &Assessment, field: Field, text: &str) -> Vec<(usize, Offer)> {
    let persons = assessment.findings.iter().filter(|judged| judged.finding.class == Class::Person);
    let mut named: Vec<(Span, usize)> = persons
        .filter(|judged| judged.at.field == field && !judged.at.is_empty())
        .map(|judged| (judged.at, judged.entity))
        .collect();
    named.sort();
    let tokens: Vec<_> = BRACKETED.find_iter(text).map(|found| found.range()).collect();
    let free = |at: usize| !tokens.iter().any(|token| token.contains(&at));
    let meant = |at: usize| {
        let count = named.partition_point(|(span, _)| span.end <= at);
        let before = named.get(..count).unwrap_or_default();
        let (last, who) = before.last()?;
        let near = text.get(last.end..at)?;
        let paragraph = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        let alone = before.iter().filter(|(span, _)| span.start >= paragraph).all(|(_, other)| other == who);
        Some((*who, alone && !near.contains('\n') && !SOMEBODY.is_match(near)))
    };
    let mut offers = Vec::new();
    let mut offer = |who: usize, range: std::ops::Range<usize>, token: String, sure: bool| {
        if free(range.start) {
            offers.push((who, Offer { span: Span::new(field, range), token, sure }));
        }
    };
    let mut from = 0;
    // The word behind a pronoun may be one itself, so that the search goes on right after each.
    while let Some(found) = PRONOUN.captures_at(text, from) {
        let (Some(all), Some(word)) = (found.get(0), found.get(1)) else { break };
        from = word.end();
        let Some((who, sure)) = meant(all.start()) else { continue };
        let ending = found.get(2).map(|ending| ending.as_str().to_lowercase());
        let next = found.get(3);
        let (neutral, with_next) =
            neutral_word(&word.as_str().to_lowercase(), ending.as_deref(), next.map_or("", |next| next.as_str()));
        let end = if with_next { all.end() } else { found.get(2).map_or(word.end(), |ending| ending.end()) };
        let capital = word.as_str().starts_with(char::is_uppercase);
        offer(who, all.start()..end, bracketed(&neutral, capital), sure);
    }
    let mut said_with_role = Vec::new();
    for found in SEXED.captures_iter(text) {
        let Some(all) = found.get(0) else { continue };
        let noun = match (found.get(1), found.get(2)) {
            (Some(sex), Some(role)) if is_role(&sex.as_str().to_lowercase(), &role.as_str().to_lowercase()) => {
                role.as_str().to_lowercase()
            }
            (Some(_), _) | (_, Some(_)) => continue,
            (None, None) => if is_many(&all.as_str().to_lowercase()) { "officers" } else { "officer" }.to_owned(),
        };
        said_with_role.push(all.range());
        if let Some((who, _)) = meant(all.start()) {
            offer(who, all.range(), bracketed(&noun, all.as_str().starts_with(char::is_uppercase)), false);
        }
    }
    for found in ALONE.captures_iter(text) {
        let Some(word) = found.get(1) else { continue };
        let after = text.get(word.end()..).unwrap_or_default();
        if is_joined(after) || said_with_role.iter().any(|said| said.contains(&word.start())) {
            continue;
        }
        let token = if is_many(&word.as_str().to_lowercase()) { "[people]" } else { "[person]" };
        if let Some((who, _)) = meant(word.start()) {
            offer(who, word.range(), token.to_owned(), false);
        }
    }
    for found in RANK.captures_iter(text) {
        let Some(rank) = found.get(1) else { continue };
        if let Some((who, _)) = meant(rank.start()) {
            offer(who, rank.range(), "[officer]".to_owned(), false);
        }
    }
    offers
}

/// Whether a word goes on as another: "man-made", "man'll", and not "man's".
fn is_joined(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        Some('-') => true,
        Some('\'' | '\u{2019}') => !chars.next().is_some_and(|c| c.eq_ignore_ascii_case(&'s')),
        Some(_) | None => false,
    }
}

fn is_many(word: &str) -> bool {
    word.ends_with("men") || (word.ends_with('s') && !word.ends_with("ss"))
}

/// Whether the word behind one for somebody's sex says what they are, and not what they do: "the man suspects", "the men suspect".
fn is_role(sex: &str, role: &str) -> bool {
    let verb = ["partners", "suspects", "subjects", "witnesses"].contains(&role);
    match (sex, is_many(sex), is_many(role)) {
        ("female" | "male", _, _) | (_, true, true) | (_, false, false) => true,
        (_, false, true) => !verb,
        (_, true, false) => false,
    }
}

/// The neutral word, with its verb where that changes: whether the next word is part of it.
fn neutral_word(word: &str, ending: Option<&str>, next: &str) -> (String, bool) {
    let lower = next.to_lowercase().replace('\u{2019}', "'");
    let thing = !lower.is_empty() && !NO_THING.split_whitespace().any(|known| known == lower);
    match (word, ending) {
        ("she" | "he", Some("s")) => {
            let done = lower == "been" || lower == "got" || lower == "had" || lower.ends_with("ed");
            (if done { "they've" } else { "they're" }.to_owned(), false)
        }
        ("she" | "he", Some(ending)) => (format!("they'{ending}"), false),
        ("she" | "he", None) => match verb(&lower) {
            Some(verb) => (format!("they {verb}"), true),
            None => ("they".to_owned(), false),
        },
        ("her", _) if thing => ("their".to_owned(), false),
        ("his", _) => (if thing { "their" } else { "theirs" }.to_owned(), false),
        ("hers", _) => ("theirs".to_owned(), false),
        ("herself" | "himself", _) => ("themselves".to_owned(), false),
        _ => ("them".to_owned(), false),
    }
}

/// The verb as it goes with "they", if that is another form.
fn verb(lower: &str) -> Option<String> {
    let known = [
        ("was", "were"),
        ("is", "are"),
        ("has", "have"),
        ("does", "do"),
        ("wasn't", "weren't"),
        ("isn't", "aren't"),
        ("hasn't", "haven't"),
        ("doesn't", "don't"),
        ("goes", "go"),
    ];
    if let Some((_, plural)) = known.iter().find(|(single, _)| *single == lower) {
        return Some((*plural).to_owned());
    }
    let no_verb = [
        "always",
        "sometimes",
        "perhaps",
        "thus",
        "as",
        "his",
        "its",
        "this",
        "us",
        "yes",
        "besides",
        "nevertheless",
        "afterwards",
    ];
    if lower.len() < 4 || !lower.ends_with('s') || lower.ends_with("ss") || no_verb.contains(&lower) {
        return None;
    }
    let stem = lower.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let hissing = || ["ches", "shes", "sses", "xes"].iter().any(|end| lower.ends_with(end));
    stem.or_else(|| if hissing() { lower.strip_suffix("es") } else { lower.strip_suffix('s') }.map(str::to_owned))
}

fn bracketed(words: &str, capital: bool) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) if capital => format!("[{}{}]", first.to_uppercase(), chars.as_str()),
        _ => format!("[{words}]"),
    }
}
