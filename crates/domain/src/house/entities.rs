//! Who is who: mentions of the same person share a token, different persons never do.

use std::sync::LazyLock;

use regex::Regex;

use crate::leak::NOT_NAMES;
use crate::{Action, Assessment, Judged, Text};

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of this file; compiled by its tests")
}

static OFFICER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:officers?|ofc|off|sergeant|sgt|deputy|dep|detective|det|trooper|tpr|corporal|cpl|lieutenant|lt|captain|capt|chief|sheriff|agent|patrolman|constable|partner|fto|(?:i'm|i am|my name is))[.,]?\s+$",
    )
});
static DOG_BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:k-?9|dog|canine)[.,]?\s+$"));
static SUBJECT_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:suspect|subject|driver|passenger|arrestee|inmate|offender|defendant|victim|mr|mrs|ms|miss|named|identified as)[.,]?\s+$",
    )
});
static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[([A-Za-z0-9 -]+) (\d{1,6})\]"));

/// The part that somebody plays in a report, as the token says it.
pub(super) const ROLES: [&str; 4] = ["Officer", "Subject", "K-9", "Person"];

/// The words of a name: without rank, particles, initials, case and possessive.
pub(super) fn words(name: &str) -> Vec<String> {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_lowercase);
    parts.filter(|part| part.chars().count() > 1 && !NOT_NAMES.contains(&part.as_str())).collect()
}

/// Two mentions may be the same person: one is a part of the other, or they share surname and a given name.
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (Some((a, given_a)), Some((b, given_b))) = (one.split_last(), other.split_last()) else { return false };
    match (given_a.is_empty(), given_b.is_empty()) {
        (true, _) => other.contains(a),
        (_, true) => one.contains(b),
        (false, false) => a == b && given_a.iter().any(|name| given_b.contains(name)),
    }
}

/// The role, from what stands before any mention of this person in the base.
pub(super) fn role(assessment: &Assessment, base: &Text, name: &str) -> &'static str {
    let mentions =
        assessment.findings.iter().filter(|judged| judged.finding.class == detect::Class::Person && !judged.fresh);
    let mut role = "Person";
    for judged in mentions.filter(|judged| base.slice(judged.anchor.span).is_some_and(|words| same(words, name))) {
        let text = base.get(judged.anchor.span.field).as_str();
        let before = text.get(..judged.anchor.span.start).unwrap_or_default();
        if OFFICER_BEFORE.is_match(before) {
            return "Officer";
        }
        if DOG_BEFORE.is_match(before) {
            return "K-9";
        }
        if SUBJECT_BEFORE.is_match(before) {
            role = "Subject";
        }
    }
    role
}

/// The token that this person has already, or the next number of the role that stands nowhere in the report.
pub(super) fn token(assessment: &Assessment, base: &Text, actions: &[Action], name: &str, role: &str) -> String {
    let given = actions.iter().flat_map(|action| &action.splices);
    for splice in given.filter(|splice| TOKEN.find(splice.inserted.as_str()).is_some()) {
        if same(splice.removed.as_str(), name) {
            return splice.inserted.as_str().to_owned();
        }
    }
    let mut highest = 0;
    for (_, text) in base.fields().into_iter().chain(assessment.text.fields()) {
        for found in TOKEN.captures_iter(text) {
            if found.get(1).is_some_and(|m| m.as_str() == role) {
                let number: u32 = found.get(2).and_then(|m| m.as_str().parse().ok()).unwrap_or(0);
                highest = number.max(highest);
            }
        }
    }
    format!("[{role} {}]", highest.saturating_add(1))
}

/// Findings of the same value, which are decided together unless the reviewer says "only here": for names the same
/// person, for everything else the same letters and digits.
pub fn same_value(base: &Text, one: &Judged, other: &Judged) -> bool {
    let value = |judged: &Judged| base.slice(judged.anchor.span).unwrap_or_default().to_owned();
    if one.finding.class != other.finding.class || one.fresh || other.fresh {
        return one.anchor == other.anchor;
    }
    let (a, b) = (value(one), value(other));
    if one.finding.class == detect::Class::Person {
        return same(&a, &b);
    }
    let squash =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    squash(&a) == squash(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_one_person() {
        assert!(same("Marcus Delacroix-Pruitt", "Delacroix-Pruitt's"));
        assert!(same("James Ruiz", "RUIZ") && same("James Ruiz", "James"));
        assert!(same("Ofc. J. Ruiz", "James Ruiz") && same("Roland \"Biscuit\" Tessier", "Biscuit Tessier"));
        assert!(!same("James Ruiz", "James Kowalczyk") && !same("James Ruiz", "Maria Ruiz"));
        assert!(!same("", "Ruiz"));
    }
}
