//! Ready suggestions for one finding, the likeliest first. Each can be edited before it is applied.

use std::cell::RefCell;
use std::collections::HashMap;

use detect::Class;

use super::entities::{self, Tokens};
use crate::{Act, Action, Assessment, Judged, Text};

mod age;
mod clock;
mod kinds;
mod measure;
mod when;

/// What could stand in place of a finding. `text` has its brackets; it is empty for a drop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub act: Act,
    pub text: String,
}

/// Suggestions for a finding: `base` and `actions` are what `assessment` was made of.
pub fn suggest(base: &Text, actions: &[Action], assessment: &Assessment, judged: &Judged) -> Vec<Suggestion> {
    Ready::new(base, actions, assessment).suggest(judged)
}

/// What suggestions are made from, read once for all findings of an assessment.
pub struct Ready<'a> {
    base: &'a Text,
    assessment: &'a Assessment,
    tokens: Tokens,
    /// Of each entity, once somebody asked.
    roles: RefCell<HashMap<usize, &'static str>>,
}

impl<'a> Ready<'a> {
    /// `base` and `actions` are what `assessment` was made of.
    pub fn new(base: &'a Text, actions: &[Action], assessment: &'a Assessment) -> Self {
        Self { base, assessment, tokens: Tokens::new(base, actions, assessment), roles: RefCell::default() }
    }

    /// Suggestions for one finding of the assessment.
    pub fn suggest(&self, judged: &Judged) -> Vec<Suggestion> {
        ready(self, judged)
    }

    fn role(&self, judged: &Judged) -> &'static str {
        let role = || entities::role(self.assessment, self.base, judged);
        self.roles.borrow_mut().entry(judged.entity).or_insert_with(role)
    }
}

fn ready(all: &Ready<'_>, judged: &Judged) -> Vec<Suggestion> {
    let Ready { base, assessment, .. } = *all;
    let text = if judged.fresh { &assessment.text } else { base };
    let span = if judged.fresh { judged.at } else { judged.anchor.span };
    let words = text.slice(span).unwrap_or_default();
    let before = text.get(span.field).as_str().get(..span.start).unwrap_or_default();
    let mut ready = match judged.finding.class {
        Class::Person => person(all, judged),
        Class::Time => when::time(text, judged, words, assessment),
        Class::Date => when::date(words),
        Class::Age => age::suggest(text, span, words),
        Class::Dob => vec![replace("[date of birth]")],
        Class::Agency => {
            vec![generalise(kinds::agency(words)), generalise("[the agency]"), generalise("[another agency]")]
        }
        Class::Location => {
            let near = entities::last_bytes(before, NEAR).to_lowercase();
            vec![generalise(kinds::place(words, &near)), generalise("[a place nearby]")]
        }
        Class::Org => vec![generalise(kinds::organisation(words)), generalise("[a business]")],
        Class::Badge => badge(words),
        Class::CaseId => vec![replace("[number]"), replace("[case number]")],
        Class::Plate => vec![replace("[license plate]")],
        Class::Vin => vec![replace("[vehicle number]")],
        Class::License => vec![replace("[license number]")],
        Class::Ssn => vec![replace("[identity number]")],
        Class::Phone => vec![replace("[phone number]")],
        Class::Email => vec![replace("[e-mail address]")],
        Class::Url => vec![replace("[web address]")],
        Class::Handle => vec![replace("[screen name]")],
        Class::Ip => vec![replace("[network address]")],
        Class::Ori => vec![replace("[agency number]")],
        Class::Serial => vec![replace("[serial number]")],
        Class::Unique => vec![generalise("[an officer]"), generalise("[a person]")],
        Class::Les => vec![generalise("[a tactic]")],
    };
    if matches!(judged.finding.class, Class::Unique | Class::Les | Class::Serial | Class::Age | Class::Location) {
        let measured = measure::suggest(words);
        ready.splice(0..0, measured);
    }
    let mut told: Vec<Suggestion> = Vec::new();
    for one in ready {
        if !told.iter().any(|before| before.text == one.text) {
            told.push(one);
        }
    }
    told.push(Suggestion { act: Act::Drop, text: String::new() });
    told
}

/// Bytes before a place that may say what kind of place it is.
const NEAR: usize = 16;

fn replace(text: &str) -> Suggestion {
    Suggestion { act: Act::Replace, text: text.to_owned() }
}

fn generalise(text: &str) -> Suggestion {
    Suggestion { act: Act::Generalise, text: text.to_owned() }
}

fn band(text: impl Into<String>) -> Suggestion {
    Suggestion { act: Act::Band, text: text.into() }
}

/// By what kind of unit the call sign is of.
fn badge(words: &str) -> Vec<Suggestion> {
    let lower = words.to_lowercase();
    let has = |list: &[&str]| lower.split(|c: char| !c.is_alphabetic()).any(|word| list.contains(&word));
    if words.chars().all(|c| c.is_ascii_digit()) {
        vec![replace("[number]"), replace("[badge number]"), replace("[patrol unit]")]
    } else if has(&["engine", "ladder", "truck", "medic", "rescue", "ambulance"]) {
        vec![replace("[fire unit]"), replace("[another unit]")]
    } else if has(&["air", "eagle"]) {
        vec![replace("[air unit]"), replace("[another unit]")]
    } else if lower.contains("k9") || lower.contains("k-9") {
        vec![replace("[K-9 unit]"), replace("[another unit]")]
    } else {
        vec![replace("[patrol unit]"), replace("[another unit]")]
    }
}

fn person(all: &Ready<'_>, judged: &Judged) -> Vec<Suggestion> {
    let role = all.role(judged);
    let token = |role| all.tokens.token(all.assessment, all.base, judged, role);
    let mut ready = vec![replace(&token(role))];
    ready.push(generalise(match role {
        "Officer" => "[another officer]",
        "Subject" => "[the subject]",
        "K-9" => "[the police dog]",
        "Witness" => "[a witness]",
        "Dispatcher" => "[the dispatcher]",
        _ => "[a person]",
    }));
    for other in entities::ROLES.into_iter().filter(|other| *other != role) {
        ready.push(replace(&token(other)));
    }
    ready
}
