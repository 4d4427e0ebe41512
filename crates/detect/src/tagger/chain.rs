//! The chain: how labels follow each other, and the probability of every label at every token (forward-backward).
//!
//! Each class but the last three has two states, its first token and a further one. What a label may follow depends on
//! the class before alone, which keeps the work per token at 24 × 24 instead of 45 × 45.

/// The classes in the order of `Class::ALL`, then "no identifier".
pub const CLASSES: usize = 24;
/// The number of "no identifier", as a state too.
pub const OUTSIDE: usize = 23;
/// First tokens (and outside) are states 0 to 23, further tokens of class c are state 24 + c.
pub const STATES: usize = 48;
/// Only classes below this one have a state for further tokens.
const CONTINUED: usize = 21;

pub type States = [f32; STATES];
type Row = [f32; CLASSES];

/// Weights of transitions, as exponentials.
#[derive(Debug, Clone)]
pub struct Chain {
    start: Row,
    enter: [Row; CLASSES],
    /// The same, by the class after.
    entered: [Row; CLASSES],
    stay: [Row; 2],
}

/// How often each transition is expected, as the trainer sums it up.
#[derive(Debug, Clone)]
pub struct Expected {
    pub start: [f64; CLASSES],
    pub enter: [[f64; CLASSES]; CLASSES],
    pub stay: [[f64; CLASSES]; 2],
}

impl Default for Expected {
    fn default() -> Self {
        Self { start: [0.0; CLASSES], enter: [[0.0; CLASSES]; CLASSES], stay: [[0.0; CLASSES]; 2] }
    }
}

impl Expected {
    /// In the order of the weights of transitions.
    pub fn flat(&self) -> impl Iterator<Item = f64> {
        self.start.iter().chain(self.enter.iter().flatten()).chain(self.stay.iter().flatten()).copied()
    }
}

/// Room for one stretch, kept between calls.
#[derive(Debug, Default)]
pub struct Room {
    forward: Vec<States>,
    scale: Vec<f32>,
}

/// The number of weights of transitions: start, enter, stay.
pub const TRANSITIONS: usize = CLASSES + CLASSES * CLASSES + 2 * CLASSES;

impl Chain {
    /// From logarithms in the order start, enter (by the class before), first → further, further → further.
    pub fn new(weights: &[f32]) -> Self {
        let mut w = weights.iter().map(|w| if *w > 0.0 { 1.0 / exp(-w) } else { exp(*w) });
        let mut row = || std::array::from_fn(|_| w.next().unwrap_or(1.0));
        let start = row();
        let enter: [Row; CLASSES] = std::array::from_fn(|_| row());
        let entered = std::array::from_fn(|c| std::array::from_fn(|p| enter[p][c]));
        let mut stay = [row(), row()];
        for row in &mut stay {
            for s in row.iter_mut().skip(CONTINUED) {
                *s = 0.0;
            }
        }
        Self { start, enter, entered, stay }
    }

    /// Turns scores (logarithms) into the probability of each state at each token. Answers the logarithm of the sum over
    /// all labellings; adds to `expected` how often each transition is expected.
    pub fn marginals(&self, scores: &mut [States], room: &mut Room, expected: Option<&mut Expected>) -> f64 {
        let mut log_sum = 0.0;
        room.forward.clear();
        room.scale.clear();
        for (t, e) in scores.iter_mut().enumerate() {
            let top = e.iter().copied().fold(f32::MIN, f32::max);
            for x in e.iter_mut() {
                *x = exp(*x - top);
            }
            let mut a = [0.0; STATES];
            if let Some(before) = t.checked_sub(1).and_then(|t| room.forward.get(t)) {
                let mass = by_class(before);
                let mut into = [0.0; CLASSES];
                for (m, row) in mass.iter().zip(&self.enter) {
                    for (x, w) in into.iter_mut().zip(row) {
                        *x += m * w;
                    }
                }
                let (first, further) = a.split_at_mut(CLASSES);
                first.copy_from_slice(&into);
                let (b_first, b_further) = before.split_at(CLASSES);
                for (c, x) in further.iter_mut().enumerate() {
                    *x = b_first[c] * self.stay[0][c] + b_further[c] * self.stay[1][c];
                }
            } else {
                a[..CLASSES].copy_from_slice(&self.start);
            }
            let mut sum = 0.0;
            for (x, e) in a.iter_mut().zip(e.iter()) {
                *x *= e;
                sum += *x;
            }
            let sum = sum.max(1e-30);
            for x in &mut a {
                *x /= sum;
            }
            log_sum += f64::from(sum.ln()) + f64::from(top);
            room.forward.push(a);
            room.scale.push(sum);
        }
        self.backward(scores, room, expected);
        log_sum
    }

    fn backward(&self, scores: &mut [States], room: &Room, mut expected: Option<&mut Expected>) {
        // What lies ahead of the token, and the states of the next token weighed by what lies ahead of them.
        let mut ahead = [1.0f32; STATES];
        for t in (0..scores.len()).rev() {
            let (Some(forward), Some(scale)) = (room.forward.get(t), room.scale.get(t)) else { continue };
            let mut weighed = [0.0; STATES];
            for (w, (e, a)) in weighed.iter_mut().zip(scores[t].iter().zip(&ahead)) {
                *w = e * a / scale;
            }
            for (x, (f, a)) in scores[t].iter_mut().zip(forward.iter().zip(&ahead)) {
                *x = f * a;
            }
            let (first, further) = weighed.split_at(CLASSES);
            if let Some(expected) = expected.as_deref_mut() {
                if let Some(before) = t.checked_sub(1).and_then(|t| room.forward.get(t)) {
                    let mass = by_class(before);
                    for (p, m) in mass.iter().enumerate() {
                        for (c, x) in first.iter().enumerate() {
                            expected.enter[p][c] += f64::from(m * self.enter[p][c] * x);
                        }
                    }
                    for (c, x) in further.iter().enumerate() {
                        expected.stay[0][c] += f64::from(before[c] * self.stay[0][c] * x);
                        expected.stay[1][c] += f64::from(before[CLASSES + c] * self.stay[1][c] * x);
                    }
                } else {
                    for (c, x) in first.iter().enumerate() {
                        expected.start[c] += f64::from(self.start[c] * x);
                    }
                }
            }
            let mut sums = [0.0; CLASSES];
            for (row, x) in self.entered.iter().zip(first) {
                for (sum, w) in sums.iter_mut().zip(row) {
                    *sum += w * x;
                }
            }
            for p in 0..CLASSES {
                ahead[p] = sums[p] + self.stay[0][p] * further[p];
                ahead[CLASSES + p] = sums[p] + self.stay[1][p] * further[p];
            }
        }
    }
}

fn by_class(states: &States) -> Row {
    let (first, further) = states.split_at(CLASSES);
    std::array::from_fn(|c| first[c] + further[c])
}

/// e^x for x ≤ 0, to about six digits; the same on every machine, which the library's need not be.
fn exp(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    let y = x * std::f32::consts::LOG2_E;
    // The floor; a call of the library's would keep the loop from running four at once.
    #[expect(clippy::cast_possible_truncation, reason = "between -116 and 0")]
    let n = y as i32;
    let n = n - i32::from(n as f32 > y);
    let r = (y - n as f32) * std::f32::consts::LN_2;
    let p = 1.0
        + r * (1.0
            + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0 + r / 5040.0))))));
    let scale = f32::from_bits((n + 127).cast_unsigned() << 23);
    p * scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one_and_follow_the_transitions() {
        let mut weights = vec![0.0; TRANSITIONS];
        weights[CLASSES * (1 + OUTSIDE)] = 1.5;
        weights[3] = -2.0;
        let chain = Chain::new(&weights);
        let mut scores = vec![[0.0; STATES]; 5];
        scores[2][24] = 3.0;
        scores[1][0] = 2.0;
        let mut expected = Expected::default();
        let log = chain.marginals(&mut scores, &mut Room::default(), Some(&mut expected));
        assert!(log.is_finite());
        for s in &scores {
            assert!((s.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
        assert!(scores[0][24] == 0.0 && scores[1][24 + OUTSIDE] == 0.0);
        let steps: f64 = expected.enter.iter().flatten().sum::<f64>() + expected.stay.iter().flatten().sum::<f64>();
        assert!((steps - 4.0).abs() < 1e-3);
    }

    #[test]
    fn the_exponential_is_one() {
        for x in [0.0f32, -0.3, -1.0, -7.77, -60.0] {
            assert!((exp(x) - x.exp()).abs() <= 1e-5 * x.exp());
        }
    }
}
