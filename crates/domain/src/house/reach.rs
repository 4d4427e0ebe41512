//! How far a redaction reaches: the rank before a name goes with it, "at" before a clock time, the label before a number.

use std::sync::LazyLock;

use detect::Class;
use regex::Regex;

use super::pattern;
use crate::{Act, Span, Text};

/// Ranks and titles. Only abbreviations take a full stop with them: after a whole word it ends a sentence.
const RANKS: &str = r"(?:(?:officers?|sergeant|deputy|detective|trooper|corporal|lieutenant|captain|chief|sheriff|agent|patrolman|constable|dispatcher|judge|doctor|miss|k-?9)|(?:ofc|off|sgt|dep|det|tpr|cpl|lt|capt|dr|mr|mrs|ms)\.?)";

static RANK_BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)\b{RANKS}[ \t]+$")));
static ARTICLE_BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:an?|the)[ \t]+$"));
static WHEN_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:at|on|in|during|around|about|approximately|by)(?:[ \t]+(?:around|about|approximately|the))?[ \t]+$",
    )
});
static LABEL_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:case|incident|report|cad|ref(?:erence)?|docket|warrant|booking|citation|ticket|complaint|event|log entry|cr|call|badge|employee|serial|vin|plate|license|licence|phone|e-?mail|dob|ssn|ori)?[ \t]*(?:no\.?|numbers?|num\.?|nr\.?|#|:|is|was)?[ \t]*#?$",
    )
});
static PERSON_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^[ \t]+(?:old[ \t]+)?(?:man|woman|male|female|guy|lady|boy|girl|person|subject)\b"));

/// The stretch of the current text that a redaction takes, at least `place`.
pub(super) fn widen(text: &Text, place: Span, class: Class, act: Act, token: &str) -> Span {
    let whole = text.get(place.field).as_str();
    let (Some(before), Some(after)) = (whole.get(..place.start), whole.get(place.end..)) else {
        return place;
    };
    let back = |pattern: &Regex| pattern.find(before).map_or(0, |found| found.len());
    let mut span = place;
    if act == Act::Drop {
        span.start -= back(&LABEL_BEFORE);
        return tidy(
            whole,
            if class == Class::Person {
                Span { start: place.start - back(&RANK_BEFORE), ..place }
            } else {
                keep_words(whole, span, place)
            },
        );
    }
    let says = |start: &str| token.trim_start_matches('[').to_lowercase().starts_with(start);
    let has_article = says("a ") || says("an ") || says("the ") || says("another ");
    match class {
        Class::Person => span.start -= back(&RANK_BEFORE),
        Class::Date | Class::Time
            if says("in ")
                || says("at ")
                || says("on ")
                || says("during ")
                || says("late ")
                || says("some ")
                || token.contains(" later") =>
        {
            span.start -= back(&WHEN_BEFORE);
        }
        Class::Age if has_article => {
            span.start -= back(&ARTICLE_BEFORE);
            span.end += PERSON_AFTER.find(after).map_or(0, |found| found.len());
        }
        Class::Agency | Class::Location | Class::Org | Class::Unique | Class::Les if has_article => {
            span.start -= back(&ARTICLE_BEFORE)
        }
        Class::Date
        | Class::Time
        | Class::Age
        | Class::Agency
        | Class::Location
        | Class::Org
        | Class::Unique
        | Class::Les
        | Class::Dob
        | Class::CaseId
        | Class::Badge
        | Class::Plate
        | Class::Vin
        | Class::License
        | Class::Ssn
        | Class::Phone
        | Class::Email
        | Class::Url
        | Class::Handle
        | Class::Ip
        | Class::Ori
        | Class::Serial => {}
    }
    span
}

/// The token, with a capital where a sentence begins with it.
pub(super) fn at_start(text: &Text, span: Span, token: &str) -> String {
    let before = text.get(span.field).as_str().get(..span.start).unwrap_or_default();
    let trimmed = before.trim_end_matches([' ', '\t', '"', '“', '(']);
    let begins = trimmed.is_empty() || trimmed.ends_with(['.', '!', '?', '\n', ':']);
    let mut chars = token.chars();
    match (chars.next(), chars.next()) {
        (Some('['), Some(first)) if begins && !looks_abbreviated(trimmed) => {
            std::iter::once('[').chain(first.to_uppercase()).chain(chars).collect()
        }
        _ => token.to_owned(),
    }
}

/// Leaves a possessive its ending: "Ruiz's" keeps it, "James' car" gets one that reads well behind a token.
pub(super) fn possessive(text: &Text, span: Span) -> (Span, &'static str) {
    let whole = text.get(span.field).as_str();
    let words = whole.get(span.range()).unwrap_or_default();
    for ending in ["'s", "\u{2019}s", "'S", "\u{2019}S"] {
        if words.len() > ending.len() && words.ends_with(ending) {
            return (Span { end: span.end - ending.len(), ..span }, "");
        }
    }
    let after = whole.get(span.end..).unwrap_or_default();
    let mark = ["'", "\u{2019}"].into_iter().find(|mark| after.starts_with(mark));
    let ends = |mark: &str| after.get(mark.len()..).is_some_and(|rest| rest.starts_with(' '));
    match mark {
        // A closing quotation mark looks the same: there is an opening one then.
        Some(mark) if words.ends_with(['s', 'S']) && ends(mark) && !opens(whole, span.start) => {
            (Span { end: span.end + mark.len(), ..span }, "'s")
        }
        _ => (span, ""),
    }
}

/// Whether a single quotation mark was opened before this place, in its line, and not closed.
fn opens(whole: &str, at: usize) -> bool {
    let before = whole.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.starts_with('\'') || line.contains(" '") || line.contains('\u{2018}')
}

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "no", "nos", "ofc", "sgt", "det", "dep", "lt", "capt", "cpl", "tpr", "mr", "mrs", "ms", "dr", "st", "rd", "ave",
    "blvd", "hwy", "apt", "approx", "vs", "ref", "lic", "ser", "dist", "dept", "jr", "sr", "inc", "co",
];

/// "Ofc.", "no." and initials end with a full stop that ends no sentence.
fn looks_abbreviated(before: &str) -> bool {
    before.strip_suffix('.').is_some_and(|head| {
        let word = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        word.chars().count() == 1 || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
    })
}

/// A label goes with its number only where something is labelled: not the plain word before it.
fn keep_words(whole: &str, wide: Span, place: Span) -> Span {
    let label = whole.get(wide.start..place.start).unwrap_or_default();
    if label.contains('#') || label.to_lowercase().contains("no") || label.contains("num") { wide } else { place }
}

/// After a drop one of two spaces goes too, and the space before a full stop or comma.
fn tidy(whole: &str, span: Span) -> Span {
    let before = whole.get(..span.start).unwrap_or_default();
    let after = whole.get(span.end..).unwrap_or_default();
    let mut span = span;
    if before.ends_with(' ') && (after.is_empty() || after.starts_with([' ', '.', ',', ';', '!', '?', '\n'])) {
        span.start -= 1;
    } else if before.is_empty() && after.starts_with(' ') {
        span.end += 1;
    }
    span
}
