//! The tagger: a linear-chain conditional random field over words, for what patterns can't see.
//!
//! It reads what the recognisers found as one more sign, says how likely every word is part of an identifier, and
//! which. Trained by `nearmiss-scan train`; the model is `data/tagger.bin`, its origin in `docs/DATA.md`.

mod bounds;
mod chain;
mod decide;
mod features;
mod model;
mod seen;
mod token;

pub use bounds::Bounds;
pub use chain::{CLASSES, Chain, Expected, OUTSIDE, Room, STATES, States, TRANSITIONS};
pub use model::{Entry, Model, encode};
pub use token::Token;

use crate::scanner::Memory;
use crate::text::{Candidate, Text};
use crate::{Field, alike, recognisers_alone};

use std::sync::LazyLock;

static SHIPPED: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(include_bytes!("../../data/tagger.bin")));

/// What its findings name as their recogniser.
pub(crate) const NAME: &str = "tagger";

/// The model that is part of the program.
pub(crate) fn shipped() -> Option<&'static Model> {
    SHIPPED.as_ref()
}

/// Adds what the tagger finds to what recognisers found, and drops what it doubts.
pub(crate) fn tag(
    texts: &[Text<'_>],
    model: &Model,
    bounds: &Bounds,
    found: &mut [Vec<Candidate>],
    memory: &mut Memory,
) {
    let mut rooms = std::mem::take(&mut memory.rooms);
    let Rooms { tokens, signs, probabilities } = &mut rooms;
    tokens.resize_with(texts.len(), Vec::new);
    signs.resize_with(texts.len(), Vec::new);
    probabilities.resize_with(texts.len(), Vec::new);
    texts.iter().zip(&mut *tokens).for_each(|(text, tokens)| token::tokens_into(text.s, tokens));
    let document = features::document(texts, tokens, found);
    let mut sure = decide::Sure::default();
    for (i, (text, tokens)) in texts.iter().zip(&*tokens).enumerate() {
        let (Some(signs), Some(probabilities)) = (signs.get_mut(i), probabilities.get_mut(i)) else { continue };
        features::signs_into(text, tokens, found.get(i).map_or(&[], Vec::as_slice), &document, signs);
        decide::probabilities(model, tokens, signs, memory, probabilities);
        sure.note(text, tokens, probabilities);
    }
    let bounds = bounds.in_report(probabilities.iter().map(|probabilities| decide::certain(probabilities)).sum());
    let read = texts.iter().zip(tokens).zip(signs.iter().zip(probabilities));
    for (((text, tokens), (signs, probabilities)), found) in read.zip(found) {
        decide::decide(text, tokens, signs, probabilities, &bounds, &sure, found);
        alike::settle(text, found);
    }
    memory.rooms = rooms;
}

/// Room for what the tagger makes of each field. Kept between readings, since to get so much memory anew costs more than much
/// of what is read.
#[derive(Default)]
pub(crate) struct Rooms {
    tokens: Vec<Vec<Token>>,
    signs: Vec<Vec<features::Signs>>,
    probabilities: Vec<Vec<States>>,
}

/// A stretch of tokens with their features, as the trainer sees it.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Which of the given fields.
    pub field: usize,
    /// UTF-8 bytes of each token.
    pub ranges: Vec<std::ops::Range<usize>>,
    /// The features of each token.
    pub features: Vec<Vec<u64>>,
}

/// Cuts fields into stretches and says what the tagger sees in each. `hide` leaves the findings out for which it answers
/// true (field, range), so that a trainer can teach the tagger not to lean on them.
pub fn stretches(
    fields: &[(Field, &str)],
    hide: &mut dyn FnMut(usize, &std::ops::Range<usize>) -> bool,
) -> Vec<Stretch> {
    let texts: Vec<Text<'_>> = fields.iter().map(|(field, s)| Text::new(*field, s)).collect();
    let (mut found, _) = recognisers_alone(&texts, &mut Memory::default());
    for (i, found) in found.iter_mut().enumerate() {
        found.retain(|c| !hide(i, &c.range));
    }
    let tokens: Vec<Vec<Token>> = texts.iter().map(|t| token::tokens(t.s)).collect();
    let document = features::document(&texts, &tokens, &found);
    let mut out = Vec::new();
    for (field, ((text, tokens), found)) in texts.iter().zip(&tokens).zip(&found).enumerate() {
        let signs = features::signs(text, tokens, found, &document);
        for range in cuts(tokens) {
            let signs = signs.get(range.clone()).unwrap_or_default();
            out.push(Stretch {
                field,
                ranges: tokens.get(range).unwrap_or_default().iter().map(|t| t.range.clone()).collect(),
                features: (0..signs.len()).map(|i| features::of(signs, i)).collect(),
            });
        }
    }
    out
}

/// The stretches between the tokens that open one.
fn cuts(tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (i, token) in tokens.iter().enumerate() {
        if token.opens && i > from {
            out.push(from..i);
            from = i;
        }
    }
    if from < tokens.len() {
        out.push(from..tokens.len());
    }
    out
}
