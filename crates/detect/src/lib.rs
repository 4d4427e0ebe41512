//! Texts in, findings out. Pure: no files, no clock, no global state; linear time in the length of the text.

#![expect(clippy::nonminimal_bool, reason = "conditions stand in the order in which a reader rules things out")]

mod alike;
mod closed;
mod field;
mod finding;
pub mod gazetteer;
mod hash;
mod identifier;
mod index;
mod lexicon;
mod lists;
mod names;
mod overlap;
mod parts;
mod pattern;
mod phrase;
mod propagate;
mod recognisers;
mod scanner;
pub mod tagger;
mod text;
mod words;

pub use closed::Closed;
pub use field::{Class, Family, Field};
pub use finding::{Finding, Why};
pub use lexicon::is_abbreviation;
pub use lists::{BadLists, Lists};
pub use scanner::Scanner;

use scanner::{Memory, Raw};
use text::{Candidate, Text};

/// The detector's version. A hand-over names it, so that a newer server can say what an older app could not see.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Recognisers' findings below this score are not shown; the tagger has its own bounds.
const THRESHOLD: f32 = 0.4;

/// Finds every identifier in a report. All fields at once, so that a name found in one is found in the others.
///
/// The findings come in the order of the fields and then of their places, and never overlap.
pub fn find(fields: &[(Field, &str)], lists: &Lists) -> Vec<Finding> {
    find_with(tagger::shipped(), &tagger::Bounds::default(), fields, lists)
}

/// [`find`] with another model, or none: for training and measuring.
pub fn find_with(
    model: Option<&tagger::Model>,
    bounds: &tagger::Bounds,
    fields: &[(Field, &str)],
    lists: &Lists,
) -> Vec<Finding> {
    find_by(model, bounds, fields, lists, &mut Memory::default())
}

/// [`find_with`] by somebody who may have read much of it before.
fn find_by(
    model: Option<&tagger::Model>,
    bounds: &tagger::Bounds,
    fields: &[(Field, &str)],
    lists: &Lists,
    memory: &mut Memory,
) -> Vec<Finding> {
    let texts: Vec<Text<'_>> = fields.iter().map(|(field, s)| Text::new(*field, s)).collect();
    let (mut found, phrases) = recognisers_alone(&texts, memory);
    if let Some(model) = model {
        tagger::tag(&texts, model, bounds, &mut found, memory);
        for (text, found) in texts.iter().zip(&mut found) {
            *found = overlap::resolve(text, std::mem::take(found));
        }
        bounds.sift(&texts, &mut found);
    }
    memory.turn();
    let lists = lists.folded();
    for (text, found) in texts.iter().zip(&mut found) {
        found.retain(|c| !lists.denies_name(text, c));
    }
    propagate::propagate(&texts, &mut found);

    texts
        .iter()
        .zip(found)
        .zip(phrases)
        .flat_map(|((text, found), mut phrases)| {
            let found = found.into_iter().filter(|c| stays_in_house_token(text, c)).collect();
            let allowed = |c: &Candidate| lists.allows(text, c) || lists.denies_name(text, c);

            let mut identifiers = overlap::resolve(text, found);
            alike::settle(text, &mut identifiers);
            identifiers.retain(|c| (c.score >= THRESHOLD || c.why.recogniser == tagger::NAME) && !allowed(c));
            let identifiers = overlap::whole(text, identifiers);
            phrases.retain(|c| !allowed(c));
            overlap::beside(text, identifiers, phrases)
                .into_iter()
                .map(|c| Finding { field: text.field, range: c.range, class: c.class, score: c.score, why: c.why })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What the recognisers find in each text, overlaps settled: identifiers, and phrases apart from them.
fn recognisers_alone(texts: &[Text<'_>], memory: &mut Memory) -> (Vec<Vec<Candidate>>, Vec<Vec<Candidate>>) {
    let read = |text: &Text<'_>| Raw { found: identifiers(text), phrases: phrases(text) };
    texts.iter().map(|text| memory.read(text, read)).map(|raw| (raw.found, raw.phrases)).unzip()
}

fn identifiers(text: &Text<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for recogniser in recognisers::ALL {
        recogniser(text, &mut out);
    }
    out.retain(|c| c.score >= THRESHOLD && stays_in_house_token(text, c));
    alike::settle(text, &mut out);
    overlap::resolve(text, out)
}

/// `UNIQUE` and `LES`: phrases, looked for apart from everything else. Those that stage one decides come first, so that
/// none of them is hidden by one that only stage two is shown.
fn phrases(text: &Text<'_>) -> Vec<Candidate> {
    let mut all = Vec::new();
    for recogniser in recognisers::APART {
        let mut out = Vec::new();
        recogniser(text, &mut out);
        out.retain(|c| c.score >= THRESHOLD);
        for c in &mut out {
            c.range = text.with_whole_house_tokens(c.range.clone());
        }
        all.extend(overlap::resolve(text, out));
    }
    all
}

/// Inside a token that a redaction left, only what is plainly an identifier by its form is found.
fn stays_in_house_token(text: &Text<'_>, candidate: &Candidate) -> bool {
    candidate.class.is_proved_by_form() || !text.in_house_token(&candidate.range)
}
