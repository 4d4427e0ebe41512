//! Who is who, as the reviewer says it: the same, not the same, by another token. Each is one action that one undo takes back.

use std::collections::BTreeMap;

use super::entities::{self, TOKEN};
use super::reach;
use crate::names::{Name, Value};
use crate::{Act, Action, Anchor, Assessment, Identity, Judged, Reason, Span, Splice, Text, Who};

/// Gives an entity another token, in every place where the one it has stands. None if it has none, or has just this one.
///
/// A token that stands for somebody else as well is changed only where this entity is meant.
pub fn rename(assessment: &Assessment, entity: usize, token: &str) -> Option<Action> {
    let own = assessment.entities.get(entity)?;
    let members = members(assessment, entity);
    let mut places = token_places(assessment, &members, |known| known != token);
    let others = |known: &String| {
        assessment.entities.iter().enumerate().any(|(at, other)| at != entity && other.tokens.contains(known))
    };
    for known in own.tokens.iter().filter(|known| *known != token && !others(known)) {
        for (field, text) in assessment.text.fields() {
            let found = TOKEN.find_iter(text).filter(|found| entities::upper(found.as_str()) == *known);
            for found in found {
                places.entry(Span::new(field, found.range())).or_default();
            }
        }
    }
    let (splices, decides) = retoken(assessment, places, token);
    if splices.is_empty() || token.trim().is_empty() {
        return None;
    }
    Some(Action {
        act: Act::Replace,
        reason: Reason::Identifying,
        class: Some(own.class),
        splices,
        decides,
        ..Action::default()
    })
}

/// Says that two entities are one. The token of `with` goes to both, or the one that there is.
pub fn same(assessment: &Assessment, entity: usize, with: usize) -> Option<Action> {
    let (one, other) = (assessment.entities.get(entity)?, assessment.entities.get(with)?);
    if entity == with || one.class != other.class {
        return None;
    }
    let mut both = members(assessment, with);
    both.extend(members(assessment, entity));
    let token = other.tokens.first().or_else(|| one.tokens.first());
    let places = token.map_or(BTreeMap::new(), |token| token_places(assessment, &both, |known| known != token));
    let (splices, decides) = retoken(assessment, places, token.map_or("", String::as_str));
    Some(say(one.class, Identity::Same, &both, splices, decides))
}

/// Says that these mentions are not who the others of their entity are. Where they have its token they get one of their
/// own. `base` is what `assessment` was made of. None if nobody else would be left.
pub fn apart(base: &Text, assessment: &Assessment, anchors: &[Anchor]) -> Option<Action> {
    let named: Vec<&Judged> = assessment.findings.iter().filter(|judged| anchors.contains(&judged.anchor)).collect();
    let first = named.first()?;
    let entity = assessment.entities.get(first.entity)?;
    let within = named.iter().all(|judged| judged.entity == first.entity);
    if !within || named.len() >= entity.mentions.len() {
        return None;
    }
    let places = token_places(assessment, &named, |_| true);
    let role = entities::token_at(&assessment.trace, first)
        .and_then(|token| Some(TOKEN.captures(&token)?.get(1)?.as_str().to_owned()))
        .unwrap_or_default();
    let token = entities::Tokens::new(base, &[], assessment).next(&role);
    let (splices, decides) = retoken(assessment, places, &token);
    Some(say(entity.class, Identity::Apart, &named, splices, decides))
}

/// What to put where a removed value still stands: what stands in its other places. None if they say different things,
/// or nothing.
pub fn mend(base: &Text, assessment: &Assessment, leak: &crate::Leak) -> Option<super::Suggestion> {
    let words = assessment.text.slice(leak.span)?;
    let class = leak.class;
    let person = class == detect::Class::Person;
    let (name, value) = (Name::read(words), Value::read(class, words));
    let means = |judged: &&Judged| {
        if judged.finding.class != class || judged.fresh || judged.decided.is_none() {
            return false;
        }
        let of = base.slice(judged.anchor.span).unwrap_or_default();
        if person {
            Name::read(of).same(&name)
        } else {
            Value::read(class, of).same(&value, class) || of.contains(words)
        }
    };
    let put = assessment.findings.iter().filter(means).find_map(|judged| {
        let decided = judged.decided.filter(|decided| decided.act.is_redaction())?;
        let put = assessment.trace.put_by(judged.anchor.span, decided.action?)?;
        let token = put.get(put.find('[')?..=put.rfind(']')?)?.to_owned();
        let small = decided.act != Act::Replace;
        Some(super::Suggestion { act: decided.act, text: if small { uncapitalised(&token) } else { token } })
    });
    put.filter(|one| one.act != Act::KeepDifference)
}

/// Without the capital that a token got at the start of a sentence.
fn uncapitalised(token: &str) -> String {
    let mut chars = token.chars();
    let open = chars.next().into_iter();
    open.chain(chars.next().into_iter().flat_map(char::to_lowercase)).chain(chars).collect()
}

fn say(
    class: detect::Class,
    says: Identity,
    mentions: &[&Judged],
    splices: Vec<Splice>,
    decides: Vec<Anchor>,
) -> Action {
    let act = if splices.is_empty() { Act::Mark } else { Act::Replace };
    let who = Some(Who { says, mentions: mentions.iter().map(|judged| judged.anchor).collect() });
    Action { act, reason: Reason::Identifying, class: Some(class), splices, decides, who, ..Action::default() }
}

fn members(assessment: &Assessment, entity: usize) -> Vec<&Judged> {
    assessment.findings.iter().filter(|judged| judged.entity == entity).collect()
}

/// Where the tokens of these mentions stand, and what was decided there.
fn token_places(
    assessment: &Assessment,
    mentions: &[&Judged],
    wanted: impl Fn(&str) -> bool,
) -> BTreeMap<Span, Option<Vec<Anchor>>> {
    let mut places: BTreeMap<Span, Option<Vec<Anchor>>> = BTreeMap::new();
    for judged in mentions {
        let Some(token) = entities::token_at(&assessment.trace, judged).filter(|token| wanted(token)) else { continue };
        let words = assessment.text.slice(judged.at).unwrap_or_default();
        if let Some(found) = TOKEN.find_iter(words).find(|found| entities::upper(found.as_str()) == token) {
            let start = judged.at.start + found.start();
            let place = Span::new(judged.at.field, start..start + found.len());
            places.entry(place).or_default().get_or_insert_default().push(judged.anchor);
        }
    }
    places
}

/// Another token at each of these places, from the last to the first.
fn retoken(
    assessment: &Assessment,
    places: BTreeMap<Span, Option<Vec<Anchor>>>,
    token: &str,
) -> (Vec<Splice>, Vec<Anchor>) {
    let decides = places.values().flatten().flatten().copied().collect();
    let splice = |span: &Span| Splice {
        field: span.field,
        at: span.start,
        removed: assessment.text.slice(*span).unwrap_or_default().into(),
        inserted: reach::at_start(&assessment.text, *span, token).into(),
    };
    (places.keys().rev().map(splice).collect(), decides)
}
