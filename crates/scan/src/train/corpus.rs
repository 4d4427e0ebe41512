//! What there is to train on: the annotated narratives, their copies, and public sentences with three labels only.

use detect::tagger::{CLASSES, OUTSIDE, Stretch, stretches};
use detect::{Class, Closed, Field};

use super::augment::{Dice, Names, in_capitals, in_lower_case, renamed, scanned, unpunctuated};
use super::{Plan, Settings, Trouble, lines, text_of};
use crate::gold::{self, Gold};

pub struct Corpus {
    pub texts: Vec<Gold>,
    pub public: Vec<Gold>,
    /// Public sentences that are measured and not trained on; empty where all are trained on.
    pub held: Vec<Gold>,
    pub names: Names,
}

/// A stretch with, for every token, the states that it may have, as bits.
pub struct Labelled {
    pub stretch: Stretch,
    pub allowed: Vec<u64>,
    pub weight: f32,
}

impl Corpus {
    pub fn read(plan: &Plan) -> Result<Self, Trouble> {
        let data = plan.data.as_path();
        let column = |name: &str, skip: usize| -> Result<Vec<String>, Trouble> {
            Ok(lines(data, name)?
                .iter()
                .skip(skip)
                .filter_map(|l| l.split([',', ' ']).next())
                .map(str::to_lowercase)
                .collect())
        };
        let counted: Vec<String> = lines(data, "ssa.csv")?
            .iter()
            .skip(1)
            .filter_map(|l| l.split_once(','))
            .filter(|(_, n)| n.trim().parse::<u64>().is_ok_and(|n| n >= 1500))
            .map(|(name, _)| name.to_lowercase())
            .collect();
        let mut surnames = column("dist.all.last", 0)?;
        surnames.truncate(25_000);
        let places = lines(data, "census-places-2010.csv")?
            .iter()
            .skip(1)
            .filter_map(|l| l.split(',').nth(3).and_then(|n| n.split(' ').next()).map(str::to_lowercase))
            .filter(|n| n.chars().all(char::is_alphabetic) && n.len() > 3)
            .collect();
        let (mut public, mut held) = (Vec::new(), Vec::new());
        let measured = plan.cross.is_some() || plan.hold.is_some();
        for name in ["wnut17_train.jsonl", "wikigold.jsonl", "btc.jsonl"] {
            for (i, gold) in gold::lines(&text_of(data, name)?, true)?.into_iter().enumerate() {
                if measured && i % 8 == 0 {
                    held.push(gold);
                } else if is_english(&gold.text) {
                    public.push(gold);
                }
            }
        }
        let names = Names { given: counted, surnames, places };
        Ok(Self { texts: gold::read(&plan.texts)?, public, held, names })
    }

    /// Everything to learn from these texts, in a fixed order.
    pub fn labelled(&self, indices: &[usize], settings: &Settings) -> Vec<Labelled> {
        let mut out = Vec::new();
        for &i in indices {
            let Some(gold) = self.texts.get(i) else { continue };
            let mut dice = Dice(u64::try_from(i).unwrap_or_default() * 7919 + 1);
            let mut add = |gold: &Gold, weight: f32, dice: &mut Dice| {
                let hidden = settings.hidden;
                label(gold, weight, &mut |_, _| dice.percent(hidden), full, &mut out);
            };
            add(gold, 1.0, &mut dice.clone());
            add(&in_capitals(gold), 0.4, &mut dice);
            let small = in_lower_case(gold);
            add(&if dice.percent(50) { unpunctuated(&small) } else { small }, 0.4, &mut dice);
            for copy in 0..settings.copies {
                let other = renamed(gold, &self.names, &mut dice);
                match copy % 4 {
                    0 => add(&other, 0.6, &mut dice),
                    1 => add(&scanned(&other, &mut dice), 0.3, &mut dice),
                    2 => add(&in_lower_case(&unpunctuated(&other)), 0.3, &mut dice),
                    _ => add(&in_capitals(&other), 0.3, &mut dice),
                }
            }
        }
        for gold in self.public.iter().filter(|_| settings.public > 0.0) {
            label(gold, settings.public, &mut |_, _| false, partial, &mut out);
        }
        out
    }
}

/// Public texts in other languages teach nothing here: most words of an English one are English.
fn is_english(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|w| w.chars().all(char::is_alphabetic)).collect();
    let known = |w: &&&str| {
        let w = detect::gazetteer::fold(w);
        detect::gazetteer::look_up(detect::gazetteer::hash_word(w.letters().iter().copied())).common() > 0
    };
    words.len() >= 4 && words.iter().filter(known).count() * 10 >= words.len() * 6
}

/// The states of a token within a span (its first token or not) or outside of all.
fn full(class: Option<(Class, bool)>) -> u64 {
    match class {
        None => 1 << OUTSIDE,
        Some((class, first)) => 1 << state(class, first),
    }
}

/// Public texts know people, places and organisations only; what they call none of them may be a date or a number.
fn partial(class: Option<(Class, bool)>) -> u64 {
    match class {
        None => {
            let named = [Class::Person, Class::Agency, Class::Location, Class::Org];
            let all =
                (0..OUTSIDE).fold(1 << OUTSIDE, |bits, c| bits | 1 << c | if c < 21 { 1 << (CLASSES + c) } else { 0 });
            named.iter().fold(all, |bits, c| bits & !(1 << state(*c, true)) & !(1 << state(*c, false)))
        }
        Some((Class::Org, first)) => 1 << state(Class::Org, first) | 1 << state(Class::Agency, first),
        Some(known) => full(Some(known)),
    }
}

fn state(class: Class, first: bool) -> usize {
    let c = Class::ALL.iter().position(|x| *x == class).unwrap_or(OUTSIDE);
    if first || !class.is_direct() { c } else { CLASSES + c }
}

fn label(
    gold: &Gold,
    weight: f32,
    hide: &mut dyn FnMut(usize, &std::ops::Range<usize>) -> bool,
    states: fn(Option<(Class, bool)>) -> u64,
    out: &mut Vec<Labelled>,
) {
    for stretch in stretches(&[(Field::Summary, &gold.text)], hide) {
        let mut last: Option<usize> = None;
        let allowed = stretch
            .ranges
            .iter()
            .map(|range| {
                let i = gold.spans.partition_point(|(span, _)| span.end <= range.start);
                let span = gold.spans.get(i).filter(|(span, _)| span.start < range.end);
                let first = last != Some(i);
                last = span.map(|_| i);
                states(span.map(|(_, class)| (*class, first)))
            })
            .collect();
        out.push(Labelled { stretch, allowed, weight });
    }
}
