//! The likelihood of the labels and its slope, over a flat copy of all features.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;

use detect::tagger::{Chain, Entry, Expected, Room, STATES, States, TRANSITIONS, encode};

use super::Settings;
use super::augment::Dice;
use super::corpus::{Corpus, Labelled};
use crate::Failure;

/// So many of the last rounds are averaged.
const AVERAGED: usize = 4;

/// After this round, only as many weights are left as the model has room for.
const WIDE: usize = 1;

/// Features are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

type Numbers = HashMap<u64, u32, BuildHasherDefault<AsIs>>;

struct Flat {
    /// Of each stretch: its tokens, as a range of `tokens`, and its weight.
    stretches: Vec<(std::ops::Range<usize>, f32)>,
    /// Of each token: where its features end in `features`, and its allowed states.
    ends: Vec<usize>,
    allowed: Vec<u64>,
    features: Vec<u32>,
    /// Of each feature: where its weights begin; one more at the end.
    begins: Vec<u32>,
    states: Vec<u8>,
    hashes: Vec<u64>,
    /// Of each feature: how many tokens have it.
    counts: Vec<u32>,
}

fn flat(labelled: Vec<Labelled>) -> Flat {
    let mut numbers = Numbers::default();
    let mut out = Flat {
        stretches: Vec::new(),
        ends: Vec::new(),
        allowed: Vec::new(),
        features: Vec::new(),
        begins: Vec::new(),
        states: Vec::new(),
        hashes: Vec::new(),
        counts: Vec::new(),
    };
    let mut seen: Vec<u64> = Vec::new();
    for labelled in labelled {
        let from = out.ends.len();
        for (features, allowed) in labelled.stretch.features.iter().zip(&labelled.allowed) {
            for f in features {
                let next = u32::try_from(seen.len()).unwrap_or(u32::MAX);
                let n = *numbers.entry(*f).or_insert(next);
                if n == next {
                    seen.push(0);
                    out.hashes.push(*f);
                    out.counts.push(0);
                }
                if let Some(count) = out.counts.get_mut(n as usize) {
                    *count += 1;
                }
                if let Some(seen) = seen.get_mut(n as usize) {
                    // Labels that are only possible teach which weights may move once some text has shown them.
                    if allowed.count_ones() <= 2 {
                        *seen |= allowed;
                    }
                }
                out.features.push(n);
            }
            out.ends.push(out.features.len());
            out.allowed.push(*allowed);
        }
        out.stretches.push((from..out.ends.len(), labelled.weight));
    }
    for states in &seen {
        out.begins.push(u32::try_from(out.states.len()).unwrap_or(u32::MAX));
        for s in 0..STATES {
            if states & (1 << s) != 0 {
                out.states.push(u8::try_from(s).unwrap_or_default());
            }
        }
    }
    out.begins.push(u32::try_from(out.states.len()).unwrap_or(u32::MAX));
    out
}

impl Flat {
    fn features_of(&self, token: usize) -> &[u32] {
        let from = token.checked_sub(1).map_or(0, |t| self.ends[t]);
        &self.features[from..self.ends[token]]
    }

    fn weights_of(&self, feature: u32) -> std::ops::Range<usize> {
        self.begins[feature as usize] as usize..self.begins[feature as usize + 1] as usize
    }

    /// Leaves out all weights but so many, those that matter most: a large weight of a feature that many tokens have. The
    /// rounds to come make up for what is gone.
    fn keep_most(&mut self, w: &mut Weights, most: usize) {
        let matters = |feature: usize, weight: usize| {
            #[expect(clippy::cast_precision_loss, reason = "a million tokens")]
            let count = self.counts[feature] as f32;
            w.all[TRANSITIONS + weight].value.powi(2) * count.powf(w.often)
        };
        let each = |feature: usize| self.begins[feature] as usize..self.begins[feature + 1] as usize;
        let mut all: Vec<f32> =
            (0..self.hashes.len()).flat_map(|f| each(f).map(move |k| (f, k))).map(|(f, k)| matters(f, k)).collect();
        if all.len() <= most {
            return;
        }
        let (_, least, _) = all.select_nth_unstable_by(most, |a, b| b.total_cmp(a));
        let least = *least;
        let (mut begins, mut states, mut weights) = (vec![0], Vec::new(), w.all[..TRANSITIONS].to_vec());
        for feature in 0..self.hashes.len() {
            for k in each(feature).filter(|k| matters(feature, *k) > least) {
                states.push(self.states[k]);
                weights.push(w.all[TRANSITIONS + k].clone());
            }
            begins.push(u32::try_from(states.len()).unwrap_or(u32::MAX));
        }
        let (mut features, mut ends) = (Vec::new(), Vec::with_capacity(self.ends.len()));
        for token in 0..self.ends.len() {
            features.extend(
                self.features_of(token).iter().filter(|f| begins[**f as usize] < begins[**f as usize + 1]).copied(),
            );
            ends.push(features.len());
        }
        (self.begins, self.states, self.features, self.ends, w.all) = (begins, states, features, ends, weights);
    }

    /// One pass over all stretches in the order of `order`, each moving the weights at once. Answers the negative
    /// log-likelihood on the way.
    fn pass(&self, w: &mut Weights, order: &[usize], settings: &Settings) -> f64 {
        let mut loss = 0.0;
        let mut room = Room::default();
        let (mut all, mut right): (Vec<States>, Vec<States>) = (Vec::new(), Vec::new());
        #[expect(clippy::cast_precision_loss, reason = "a few thousand stretches")]
        let decay = settings.decay / self.stretches.len() as f32;
        for &i in order {
            let (tokens, weight) = &self.stretches[i];
            w.step += 1;
            let transitions: [f32; TRANSITIONS] = std::array::from_fn(|i| w.all[i].value);
            let chain = Chain::new(&transitions);
            all.clear();
            for t in tokens.clone() {
                let mut scores = [0.0f32; STATES];
                for f in self.features_of(t) {
                    let range = self.weights_of(*f);
                    for (s, w) in self.states[range.clone()]
                        .iter()
                        .zip(&w.all[TRANSITIONS + range.start..TRANSITIONS + range.end])
                    {
                        scores[usize::from(*s)] += w.value;
                    }
                }
                all.push(scores);
            }
            right.clear();
            right.extend(all.iter().zip(&self.allowed[tokens.clone()]).map(|(scores, allowed)| {
                std::array::from_fn(|s| if allowed & (1 << s) != 0 { scores[s] } else { -1e6 })
            }));
            let (mut expected, mut observed) = (Expected::default(), Expected::default());
            loss += f64::from(*weight) * chain.marginals(&mut all, &mut room, Some(&mut expected));
            loss -= f64::from(*weight) * chain.marginals(&mut right, &mut room, Some(&mut observed));
            let differences = expected.flat().zip(observed.flat());
            for (i, (e, o)) in differences.enumerate() {
                #[expect(clippy::cast_possible_truncation, reason = "the weights are in single precision")]
                let slope = weight * (e - o) as f32;
                if slope != 0.0 {
                    w.move_by(i, slope, settings.rate, decay);
                }
            }
            for (t, (all, right)) in tokens.clone().zip(all.iter().zip(&right)) {
                let differ: States = std::array::from_fn(|s| weight * (all[s] - right[s]));
                if differ.iter().all(|slope| slope.abs() <= ENOUGH) {
                    continue;
                }
                for f in self.features_of(t) {
                    for k in self.weights_of(*f) {
                        let slope = differ[usize::from(self.states[k])];
                        if slope.abs() > ENOUGH / 10.0 {
                            w.move_by(TRANSITIONS + k, slope, settings.rate, decay);
                        }
                    }
                }
            }
        }
        loss
    }
}

/// A slope that is no longer worth a step.
const ENOUGH: f32 = 2e-4;

/// The weights as they are moved.
struct Weights {
    all: Vec<Weight>,
    step: u32,
    often: f32,
}

/// A weight, the sum of its squared slopes, which makes its later steps smaller (AdaGrad), and when it was last moved, for
/// the pull towards zero that it has missed.
#[derive(Clone, Default)]
struct Weight {
    value: f32,
    squares: f32,
    moved: u32,
}

impl Weights {
    fn move_by(&mut self, i: usize, slope: f32, rate: f32, decay: f32) {
        let w = &mut self.all[i];
        w.squares += slope * slope;
        let rate = rate / w.squares.sqrt();
        let missed = self.step - w.moved;
        w.moved = self.step;
        #[expect(clippy::cast_precision_loss, reason = "a few ten thousand steps")]
        let kept = 1.0 / (1.0 + rate * decay * missed as f32);
        w.value = w.value * kept - rate * slope;
    }
}

/// Trains on the texts with these indices and answers the bytes of the model.
///
/// # Errors
/// Those of the writer that hears how it goes.
pub fn train(
    corpus: &Corpus,
    indices: &[usize],
    settings: &Settings,
    out: &mut impl Write,
) -> Result<Vec<u8>, Failure> {
    let mut data = flat(corpus.labelled(indices, settings));
    writeln!(
        out,
        "{} stretches, {} tokens, {} features, {} weights",
        data.stretches.len(),
        data.ends.len(),
        data.hashes.len(),
        data.states.len()
    )?;
    let begun = std::time::Instant::now();
    let all = vec![Weight::default(); TRANSITIONS + data.states.len()];
    let mut w = Weights { all, step: 0, often: settings.often };
    let mut order: Vec<usize> = (0..data.stretches.len()).collect();
    let mut dice = Dice(17);
    let mut sums = Vec::new();
    for round in 0..settings.rounds {
        for i in (1..order.len()).rev() {
            order.swap(i, dice.below(i + 1));
        }
        let loss = data.pass(&mut w, &order, settings);
        if round == WIDE {
            data.keep_most(&mut w, settings.most);
        }
        sums.resize(w.all.len(), 0.0f32);
        if round + AVERAGED >= settings.rounds {
            sums.iter_mut().zip(&w.all).for_each(|(s, w)| *s += w.value);
        }
        writeln!(out, "round {round}: loss {loss:.0}, {:.0} s", begun.elapsed().as_secs_f64())?;
        out.flush()?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of rounds")]
    let rounds = AVERAGED.min(settings.rounds) as f32;
    let single: Vec<f32> = sums.iter().map(|s| s / rounds).collect();
    let (transitions, weights) = single.split_at(TRANSITIONS);
    let mut entries = Vec::new();
    for (f, feature) in data.hashes.iter().enumerate() {
        let range = data.weights_of(u32::try_from(f).unwrap_or_default());
        for (state, weight) in data.states[range.clone()].iter().zip(&weights[range]) {
            entries.push(Entry { feature: *feature, state: *state, weight: *weight });
        }
    }
    entries.sort_by(|a, b| {
        b.weight.abs().total_cmp(&a.weight.abs()).then(a.feature.cmp(&b.feature)).then(a.state.cmp(&b.state))
    });
    entries.truncate(settings.most);
    Ok(encode(transitions, &entries))
}
